"""What people do with their wins: tell one, see theirs, take one back; what animators do: take one out, and say why."""

from __future__ import annotations

from handlers.chat.asks import Ask
from handlers.chat.cards import Card
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk, refusal
from handlers.pride import agreement, ambassadors, cards, rules, walking
from handlers.pride.views import view
from storage import communities, consents, outbox, wins
from storage.communities import ANIMATOR, Community
from storage.wins import Win

__all__ = ["ambassadors", "walking"]
"""The routes of one's path and of ambassadors are declared with these."""


@route("pride.win", who=Role.ANYONE, opens_form=True, command="win")
async def win(ask: Ask, desk: Desk) -> Reply:
    """The form of what somebody managed."""
    found = await communities.every(desk.db, desk.workspace.id)
    if not found:
        raise Mistake(Say("pride.wrong.no_community"))
    here = [community for community in found if community.channel == ask.channel]
    first = [*here, *(community for community in found if community not in here)][: rules.MOST_COMMUNITIES]
    places = [(community.id, community.name) for community in first]
    return Open(cards.win_form(places, here[0].id if here else None, desk.member.name))


@route("pride.send", who=Role.ANYONE)
async def send(ask: Ask, desk: Desk, community_id: int) -> Reply:
    """Keeps the words with the consent, and owes them to the community's home channel, signed as chosen."""
    number = community_id or rules.chosen_number(ask.answers.get("community", ""))
    if not number:
        raise Mistake(Say("pride.wrong.community"), "community")
    community = await desk.community(number, Role.ANYONE)
    words = rules.clean_words(ask.answers.get("words", ""), agreement.STARTS)
    if words is None:
        bounds = {"shortest": rules.SHORTEST_WORDS, "longest": rules.LONGEST_WORDS}
        raise Mistake(Say("pride.wrong.words", **bounds), "words")
    shown_as = ask.answers.get("shown_as", "")
    if shown_as not in rules.ways(desk.member.name):
        raise Mistake(Say("pride.wrong.shown_as"), "shown_as")
    if await wins.count_since(desk.db, desk.member.id, desk.now - rules.A_DAY) >= rules.MOST_A_DAY:
        raise Mistake(Say("pride.wrong.too_many", most=rules.MOST_A_DAY), "words")
    kept = await wins.keep(desk.db, community, desk.member, words, shown_as, desk.now)
    await _consent(desk, kept, community)
    await outbox.owe(
        desk.db,
        about=f"{wins.subject(kept.id)}:post",
        draw=str(to("pride.post", kept.id)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        channel=community.channel,
        community_id=community.id,
        subject=wins.subject(kept.id),
    )
    return Tell(cards.sent(await view(desk.db, kept.id)))


async def _consent(desk: Desk, kept: Win, community: Community) -> None:
    language = desk.member.language or community.language
    await consents.give(
        desk.db,
        member_id=kept.member_id,
        respondent=kept.respondent,
        subject=wins.subject(kept.id),
        text=agreement.by_form(language, community=community.name, shown_as=kept.shown_as, member=desk.member),
        scope=kept.shown_as,
        language=language,
        now=desk.now,
    )


@route("pride.take_back", who=Role.ANYONE)
async def take_back(_ask: Ask, desk: Desk, win_id: int, page: int = -1) -> Reply:
    """Its author takes it back: the posted copy is emptied. `page`: of their list, when it was pressed there."""
    found = await wins.by_id(desk.db, win_id, desk.workspace.id)
    if found is None or not await wins.is_of(desk.db, found, desk.member.id):
        raise Mistake(refusal(Role.ANYONE))
    await wins.end(desk.db, found, wins.AUTHOR, desk.now)
    if page >= 0:
        return Replace(await _listed(desk, rules.MINE, page))
    return Replace(cards.gone(await view(desk.db, found.id)))


@route("pride.take_out", who=Role.ANIMATOR, opens_form=True)
async def take_out(_ask: Ask, desk: Desk, win_id: int) -> Reply:
    """The form of why a win does not stay in the channel."""
    await _animated(desk, win_id)
    return Open(cards.take_out_form(win_id))


@route("pride.take_it_out", who=Role.ANIMATOR)
async def take_it_out(ask: Ask, desk: Desk, win_id: int) -> Reply:
    """An animator takes a win out of the channel; its author, if they signed, is told why."""
    found, community = await _animated(desk, win_id)
    reason = rules.clean_reason(ask.answers.get("reason", ""))
    if reason is None:
        bounds = {"shortest": rules.SHORTEST_REASON, "longest": rules.LONGEST_REASON}
        raise Mistake(Say("pride.wrong.reason", **bounds), "reason")
    if not await wins.end(desk.db, found, wins.ANIMATOR, desk.now, reason=reason, who=desk.member.id):
        return Tell(Say("pride.already_gone"))
    if found.member_id is not None:
        await outbox.owe(
            desk.db,
            about=f"{wins.subject(found.id)}:taken_out",
            draw=str(to("pride.taken_out", found.id)),
            workspace_id=community.workspace_id,
            due_at=desk.now,
            language=community.language,
            member_id=found.member_id,
            community_id=community.id,
            subject=wins.subject(found.id),
        )
    return Tell(Say("pride.taken_out_done"))


@route("pride.wins", who=Role.ANYONE)
async def listed(_ask: Ask, desk: Desk, which: str, page: int) -> Reply:
    """One's own wins, or those of the communities one animates."""
    if which not in (rules.MINE, rules.AROUND):
        raise Mistake(Say("help.outdated"))
    return Replace(await _listed(desk, which, page))


async def _listed(desk: Desk, which: str, page: int) -> Card:
    number = rules.page_number(page)
    some = {"skip": number * cards.PAGE, "most": cards.PAGE + 1}
    if which == rules.MINE:
        found = await wins.of_member(desk.db, desk.member.id, **some)
    else:
        animated = await communities.of_member(desk.db, desk.member.id, ANIMATOR)
        found = await wins.standing(desk.db, [community.id for community in animated], **some)
    shown = [await view(desk.db, win_id) for win_id in found[: cards.PAGE]]
    return cards.wins(shown, which, number, len(found) > cards.PAGE)


async def _animated(desk: Desk, win_id: int) -> tuple[Win, Community]:
    """A win of a community the asker animates. Raises Mistake, without telling whether it exists."""
    found = await wins.by_id(desk.db, win_id, desk.workspace.id)
    if found is None:
        raise Mistake(refusal(Role.ANIMATOR))
    return found, await desk.community(found.community_id, Role.ANIMATOR)
