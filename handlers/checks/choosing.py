"""What animators do with the knowledge check: pick three quizzes for a session, and see what the group learnt."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Replace, Reply, Tell
from handlers.chat.routes import Role, route
from handlers.chat.words import Say
from handlers.checks import cards
from handlers.desk import Desk, refusal
from storage import capsules, check_plans, checks, communities, sessions
from storage.capsules import Capsule
from storage.check_plans import PREPARED, QUESTIONS
from storage.communities import ANIMATOR
from storage.sessions import PLANNED, Outline

PAGE = 5
"""Quizzes on a page: with their boxes, what a message holds on every platform."""
MOST_COMING, MOST_PAST = 3, 2
"""Sessions in the list, one button each on a line."""
LOOKED_AT = 25
"""Sessions of the workspace among which those of the asker's communities are looked for."""


@route("checks.list", who=Role.ANIMATOR, command="session quiz")
async def list_(_ask: Ask, desk: Desk) -> Reply:
    """The next sessions of the communities the asker animates, and the last ones that had a check."""
    animated = {one.id for one in await communities.of_member(desk.db, desk.member.id, ANIMATOR)}
    coming = [
        one
        for one in await sessions.coming(desk.db, desk.workspace.id, LOOKED_AT)
        if one.community.id in animated and one.session.starts_at > desk.now
    ]
    past = [one for one in await sessions.past(desk.db, desk.workspace.id, LOOKED_AT) if one.community.id in animated]
    checked = await check_plans.checked(desk.db, [one.session.id for one in (*coming, *past)])
    past = [one for one in past if one.session.id in checked]
    return Tell(
        cards.listed(
            [
                cards.Listed(_named(one), one.session.id in checked, one.session.state == PLANNED)
                for one in (*coming[:MOST_COMING], *past[:MOST_PAST])
            ]
        )
    )


@route("checks.choose", who=Role.ANIMATOR)
async def choose(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """The questions of a session if it has some, else the quizzes to pick them from."""
    outline = await _animated(desk, session_id)
    if await check_plans.stage(desk.db, session_id) is None:
        _check_not_begun(desk, outline)
        return Tell(await _picking(desk, outline, 0, []))
    return Tell(await _attached(desk, outline))


@route("checks.pick", who=Role.ANIMATOR)
async def pick(_ask: Ask, desk: Desk, session_id: int, page: int, one: int = 0, two: int = 0, three: int = 0) -> Reply:
    """A page of quizzes, with those picked so far; nothing is kept before they are attached."""
    outline = await _animated(desk, session_id)
    await _check_free(desk, outline)
    return Replace(await _picking(desk, outline, max(page, 0), [one, two, three]))


@route("checks.attach", who=Role.ANIMATOR)
async def attach(_ask: Ask, desk: Desk, session_id: int, one: int, two: int, three: int) -> Reply:
    """Copies three quizzes as the questions of a session that has not begun."""
    outline = await _animated(desk, session_id)
    await _check_free(desk, outline)
    picked = await _picked(desk, outline, [one, two, three])
    if len(picked) != QUESTIONS:
        raise Mistake(Say("checks.gone"))
    if not await check_plans.attach(desk.db, session_id, picked):
        raise Mistake(Say("checks.already_asked"))
    return Replace(await _attached(desk, outline))


@route("checks.detach", who=Role.ANIMATOR)
async def detach(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """Takes the questions away, as long as nobody was asked."""
    outline = await _animated(desk, session_id)
    if not await check_plans.detach(desk.db, session_id):
        raise Mistake(Say("checks.already_asked"))
    return Replace(cards.detached(_named(outline)))


@route("checks.lift", who=Role.TEAM)
async def lift(_ask: Ask, desk: Desk, session_id: int) -> Reply:
    """What the group learnt, from five people on, to animators and managers of its community."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("help.outdated"))
    if not any([await desk.may(role, outline.community) for role in (Role.ANIMATOR, Role.MANAGER)]):
        raise Mistake(refusal(Role.TEAM))
    return Tell(cards.lift(_named(outline), await checks.lift(desk.db, [session_id])))


async def _animated(desk: Desk, session_id: int) -> Outline:
    """The session, when the asker animates its community. Raises Mistake."""
    outline = await sessions.outline(desk.db, session_id, desk.workspace.id)
    if outline is None:
        raise Mistake(Say("help.outdated"))
    await desk.community(outline.community.id, Role.ANIMATOR)
    return outline


async def _check_free(desk: Desk, outline: Outline) -> None:
    """Raises Mistake when the questions of a session cannot be chosen any more."""
    if await check_plans.stage(desk.db, outline.session.id) not in (None, PREPARED):
        raise Mistake(Say("checks.already_asked"))
    _check_not_begun(desk, outline)


def _check_not_begun(desk: Desk, outline: Outline) -> None:
    if outline.session.state != PLANNED or outline.session.starts_at <= desk.now:
        raise Mistake(Say("checks.has_begun", course=outline.course))


async def _picked(desk: Desk, outline: Outline, ids: list[int]) -> list[Capsule]:
    """Those of these capsules that are quizzes offered in the session's community, each once."""
    found = [await capsules.offered_one(desk.db, one, outline.community.id) for one in dict.fromkeys(ids) if one]
    quizzes = {one.id: one for one in found if one is not None and one.format == "quiz"}
    return list(quizzes.values())


async def _picking(desk: Desk, outline: Outline, page: int, ids: list[int]) -> Card:
    offered = await capsules.offered(desk.db, outline.community.id, "", skip=page * PAGE, most=PAGE + 1, format_="quiz")
    picked = await _picked(desk, outline, ids)
    quizzes = cards.Quizzes(
        page,
        len(offered) <= PAGE,
        [(one.id, one.title) for one in offered[:PAGE]],
        [(one.id, one.title) for one in picked],
    )
    return cards.choose(_named(outline), quizzes)


async def _attached(desk: Desk, outline: Outline) -> Card:
    session = outline.session
    is_free = await check_plans.stage(desk.db, session.id) == PREPARED and session.starts_at > desk.now
    return cards.attached(_named(outline), await check_plans.questions(desk.db, session.id), may_change=is_free)


def _named(outline: Outline) -> cards.Named:
    session = outline.session
    return cards.Named(session.id, outline.course, session.starts_at, session.zone)
