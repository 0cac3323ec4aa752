"""What animators do with a capsule that is there: correct its words or its details, receive it, withdraw it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from handlers.capsules import formats, writing_cards, writing_rules
from handlers.capsules.views import offered_to, preview_of
from handlers.capsules.writing import STATE, read_words, set_aside, with_file
from handlers.capsules.writing_forms import details_form, words_form
from handlers.chat.asks import Ask
from handlers.chat.mistakes import Mistake
from handlers.chat.replies import Open, Replace, Reply, Tell
from handlers.chat.routes import Role, route, to
from handlers.chat.words import Say
from handlers.desk import Desk
from storage import capsules, drafts, editing, outbox, proposals
from storage.capsules import Capsule
from storage.communities import Community
from storage.drafts import Key

MOST_MEANT = 5
"""Capsules to choose from when several are meant."""

GIVEN_BACK_FOR = timedelta(days=7)
"""How long a withdrawn capsule may be given back."""


@route("capsules.edit", who=Role.ANIMATOR, opens_form=True, command="capsule edit")
async def edit(ask: Ask, desk: Desk, words: str = "") -> Reply:
    """The form to correct the capsule that these words find; several: which one?"""
    community = await desk.animated(ask.channel)
    found = await capsules.meant(desk.db, community.id, words, MOST_MEANT)
    if not found:
        raise Mistake(Say("capsules.mistake.none", words=words))
    if len(found) > 1 or not words.strip():
        return Tell(writing_cards.which(community.id, [(one.id, one.title) for one in found]))
    return await _words_form(desk, community, found[0])


@route("capsules.edit_form", who=Role.ANIMATOR, opens_form=True)
async def edit_form(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """The form to correct the words of this capsule, as they are or as the asker had begun to correct them."""
    return await _words_form(desk, *await offered_to(desk, community_id, capsule_id))


@route("capsules.change", who=Role.ANIMATOR)
async def change(ask: Ask, desk: Desk, community_id: int, capsule_id: int, state: str) -> Reply:
    """Corrects the words as the form says, wherever they were posted; what is wrong is said, what was typed kept."""
    community, capsule = await offered_to(desk, community_id, capsule_id, alone=True)
    key, form = _key(desk, community, "words", capsule), to("capsules.edit_form", community.id, capsule.id)
    answers = await with_file(desk, capsule.format, ask.answers, key, writing_rules.filled(capsule))
    before = formats.read(capsule.format, capsule.details)
    await _check_whose(desk, capsule)
    try:
        _check_state(capsule, state)
        written = await read_words(desk, capsule.format, answers, before)
    except Mistake as wrong:
        return await set_aside(desk, key, answers, form, wrong, _state_to_keep(capsule, state, wrong))
    values = written.values
    if capsule.minutes == writing_rules.minutes_to_read(capsule.body, before):
        values["minutes"] = written.minutes  # they were worked out, and nobody said otherwise
    return await _changed(desk, community, capsule, key, values)


@route("capsules.details", who=Role.ANIMATOR, opens_form=True)
async def details(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """The form of theme, key message, minutes, effort and language."""
    community, capsule = await offered_to(desk, community_id, capsule_id)
    begun = await drafts.find(desk.db, _key(desk, community, "details", capsule)) or {}
    state = begun.get(STATE) or writing_rules.state_of(capsule)
    link = to("capsules.detail", community.id, capsule.id, state)
    return Open(details_form({**writing_rules.filled(capsule), **begun}, link))


@route("capsules.detail", who=Role.ANIMATOR)
async def detail(ask: Ask, desk: Desk, community_id: int, capsule_id: int, state: str) -> Reply:
    """Corrects what `capsules.details` asked."""
    community, capsule = await offered_to(desk, community_id, capsule_id, alone=True)
    key, form = _key(desk, community, "details", capsule), to("capsules.details", community.id, capsule.id)
    try:
        _check_state(capsule, state)
        values = writing_rules.read_details(ask.answers)
    except Mistake as wrong:
        return await set_aside(desk, key, ask.answers, form, wrong, _state_to_keep(capsule, state, wrong))
    return await _changed(desk, community, capsule, key, values)


@route("capsules.send_me", who=Role.ANIMATOR)
async def send_me(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Sends the asker the capsule as its channel will see it, to read on any screen; once a minute."""
    community, capsule = await offered_to(desk, community_id, capsule_id)
    await outbox.owe(
        desk.db,
        about=f"sample:{capsule.id}:{desk.member.id}@{desk.now:%Y-%m-%dT%H:%M}",
        draw=str(to("capsules.sample", capsule.id, community.id)),
        workspace_id=community.workspace_id,
        due_at=desk.now,
        language=community.language,
        member_id=desk.member.id,
        community_id=community.id,
        subject=f"capsule:{capsule.id}",
        at_once=True,
    )
    return Tell(Say("capsules.sent_to_you", title=capsule.title))


@route("capsules.withdraw", who=Role.ANIMATOR)
async def withdraw(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Takes a capsule away from everywhere it was posted; its counts stay, and it can be given back for a while."""
    community, capsule = await offered_to(desk, community_id, capsule_id)
    mine = await editing.withdraw(desk.db, capsule, community.id, desk.now)
    if mine is None:
        raise Mistake(Say("help.outdated"))
    return Replace(writing_cards.withdrawn(mine.title, community.id, mine.id, GIVEN_BACK_FOR.days))


@route("capsules.give_back", who=Role.ANIMATOR)
async def give_back(_ask: Ask, desk: Desk, community_id: int, capsule_id: int) -> Reply:
    """Undoes a withdrawal: the posts show the capsule again. The dates that were planned stay cancelled."""
    community = await desk.community(community_id, Role.ANIMATOR)
    capsule = await editing.withdrawn(desk.db, capsule_id, community.id)
    if capsule is None:
        raise Mistake(Say("help.outdated"))
    if not await editing.restore(desk.db, capsule, desk.now - GIVEN_BACK_FOR):
        raise Mistake(Say("capsules.write.too_late", title=capsule.title, n=GIVEN_BACK_FOR.days))
    return Replace(await preview_of(desk, community, capsule))


async def _words_form(desk: Desk, community: Community, capsule: Capsule) -> Reply:
    await _check_whose(desk, capsule)
    present = writing_rules.filled(capsule)
    if not writing_rules.fits_a_form(capsule.format, present):
        raise Mistake(Say("capsules.write.too_long_to_edit"))
    begun = await drafts.find(desk.db, _key(desk, community, "words", capsule)) or {}
    state = begun.get(STATE) or writing_rules.state_of(capsule)
    link = to("capsules.change", community.id, capsule.id, state)
    return Open(words_form(capsule.format, {**present, **begun}, link, edited=True))


async def _changed(desk: Desk, community: Community, capsule: Capsule, key: Key, values: Mapping[str, Any]) -> Reply:
    mine = await editing.change(desk.db, capsule, community.id, values, desk.now)
    await drafts.drop(desk.db, key)
    return Tell(await preview_of(desk, community, mine))


async def _check_whose(desk: Desk, capsule: Capsule) -> None:
    """Raises Mistake for the words of a member who agreed to these ones: nobody else changes them."""
    author_id = await proposals.author_of(desk.db, capsule.id)
    if author_id is not None and author_id != desk.member.id:
        raise Mistake(Say("capsules.write.anothers_words", title=capsule.title))


def _check_state(capsule: Capsule, state: str) -> None:
    """Raises Mistake when somebody else has corrected the capsule since the form was opened."""
    if writing_rules.state_of(capsule) != state:
        raise Mistake(Say("capsules.write.changed_meanwhile"))


def _state_to_keep(capsule: Capsule, state: str, wrong: Mistake) -> str:
    """What a draft was written on: once told that the capsule has changed, its author may go on knowingly."""
    return writing_rules.state_of(capsule) if wrong.field is None else state


def _key(desk: Desk, community: Community, form: str, capsule: Capsule) -> Key:
    return Key(desk.member.id, community.id, f"{form}:{capsule.id}")
