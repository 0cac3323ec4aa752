"""From a message or a form to a proposal, and from a proposal to a capsule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.chat.asks import Ask, Quoted
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import Role
from handlers.chat.words import Say
from handlers.desk import Desk
from handlers.proposals import agreement, rules, telling
from handlers.proposals.forms import Place
from storage import capsules, communities, consents, editing, people, proposal_drafts, proposals
from storage.communities import ANIMATOR, Community
from storage.editing import Words
from storage.proposal_drafts import ProposalDraft
from storage.proposals import ACCEPTED, ASKED, WAITING, Proposal


async def brought(desk: Desk, quoted: Quoted | None) -> ProposalDraft:
    """The message of a shortcut, kept while its form is filled. Raises Mistake when it cannot become a capsule."""
    if quoted is None:
        raise Mistake(Say("help.outdated"))
    wrong = rules.wrong_with(quoted.words, quoted.author)
    if wrong is not None or quoted.author is None:
        values = {"n": len(quoted.words)} if wrong == "too_long" else {}
        raise Mistake(Say(f"proposals.wrong.{wrong}", **values))
    await _refuse_twice(desk, quoted.channel, quoted.message)
    return await proposal_drafts.keep(
        desk.db,
        member=desk.member,
        author=quoted.author,
        channel=quoted.channel,
        message=quoted.message,
        words=quoted.words,
        now=desk.now,
    )


async def _refuse_twice(desk: Desk, channel: str, message: str) -> None:
    known = await proposals.of_message(desk.db, desk.workspace.id, channel, message)
    if known is not None:
        raise Mistake(Say(f"proposals.already.{known.state}"))


async def places(desk: Desk, ask: Ask, *, animated: bool) -> tuple[list[Place], int | None]:
    """The communities to choose from, and the one of this channel if it is among them. Raises Mistake without any."""
    found: Sequence[Community]
    if animated:
        found = await communities.of_member(desk.db, desk.member.id, ANIMATOR)
    else:
        found = await communities.every(desk.db, desk.workspace.id)
    if not found:
        raise Mistake(Say("proposals.wrong.no_community"))
    here = [community for community in found if community.channel == ask.channel]
    first = [*here, *(community for community in found if community not in here)][: rules.MOST_COMMUNITIES]
    return [(community.id, community.name) for community in first], here[0].id if here else None


@dataclass(frozen=True)
class Filled:
    """What a form says: `draft` when it is about a message, `way` when the words are the asker's own."""

    community: Community
    title: str
    theme: str
    words: str
    draft: ProposalDraft | None
    way: str | None


async def read(ask: Ask, desk: Desk, draft_id: int, community_id: int, *, who: Role) -> Filled:
    """The form, checked field by field. Raises Mistake."""
    draft = await proposal_drafts.of_member(desk.db, draft_id, desk.member.id) if draft_id else None
    if draft_id and draft is None:
        raise Mistake(Say("proposals.wrong.too_late"))
    chosen = ask.answers.get("community", "") if not community_id else str(community_id)
    if not (chosen.isascii() and chosen.isdigit() and len(chosen) < 10):
        raise Mistake(Say("proposals.wrong.community"), "community")
    community = await desk.community(int(chosen), who)
    own = draft is None or draft.author == desk.member.external_id
    words = rules.clean_words(ask.answers.get("words", "")) if own else draft.words if draft else None
    if words is None:
        raise Mistake(Say("proposals.wrong.words"), "words")
    way = ask.answers.get("credit", "") if own else None
    if way not in (None, rules.NAMED, rules.NAMELESS):
        raise Mistake(Say("help.outdated"), "credit")
    theme = theme_of(ask) if who is Role.ANIMATOR else ""
    return Filled(community, title_of(ask), theme, words, draft, way)


def title_of(ask: Ask) -> str:
    """The title of the form. Raises Mistake."""
    title = rules.one_line(ask.answers.get("title", ""), rules.LONGEST_TITLE)
    if title is None:
        raise Mistake(Say("proposals.wrong.title"), "title")
    return title


def theme_of(ask: Ask) -> str:
    """The theme of the form. Raises Mistake."""
    theme = rules.one_line(ask.answers.get("theme", ""), rules.LONGEST_THEME)
    if theme is None:
        raise Mistake(Say("proposals.wrong.theme"), "theme")
    return theme


async def keep(desk: Desk, filled: Filled, *, decided: bool) -> Proposal:
    """The proposal of a form: its author is asked, unless they filled it. `decided`: an animator makes a capsule."""
    draft, own = filled.draft, filled.way is not None
    author = desk.member
    if draft is not None and not own:
        author = await people.member(desk.db, desk.workspace.id, draft.author)
    one = await proposals.keep(
        desk.db,
        workspace_id=desk.workspace.id,
        community_id=filled.community.id,
        channel=draft.channel if draft else None,
        message=draft.message if draft else None,
        title=filled.title,
        theme=filled.theme,
        words=filled.words,
        author_id=author.id,
        proposed_by=desk.member.id,
        credited=filled.way == rules.NAMED if own else None,
        state=WAITING if own else ASKED,
        decided_by=desk.member.id if decided else None,
        created_at=desk.now,
        changed_at=desk.now,
    )
    if one is None and draft is not None:
        await _refuse_twice(desk, draft.channel, draft.message)
    if one is None:
        raise RuntimeError("a proposal without a message cannot have been made before")
    if draft is not None:
        await proposal_drafts.forget(desk.db, draft)
    if not own:
        await telling.ask_author(desk, one, filled.community)
        return one
    language = desk.member.language or filled.community.language
    text = agreement.by_form(language, community=filled.community.name, way=filled.way or "", name=desk.member.name)
    await consent(desk, one, text)
    return one


async def consent(desk: Desk, one: Proposal, text: str) -> None:
    """Keeps what the asker, who wrote these words, agreed to."""
    await consents.give(
        desk.db,
        member_id=desk.member.id,
        subject=proposals.subject(one.id),
        text=text,
        scope=rules.NAMED if one.credited else rules.NAMELESS,
        now=desk.now,
    )


async def accept(desk: Desk, one: Proposal, community: Community, *, title: str, theme: str, by: int) -> bool:
    """The words become a capsule as they are; False when somebody else has just decided."""
    words = one.words or ""
    decided = {"title": title, "theme": theme, "decided_by": by}
    if not await proposals.move(desk.db, one, (WAITING,), ACCEPTED, desk.now, **decided):
        return False
    written = Words(
        title=title,
        theme=theme,
        format="text",
        body=rules.as_markdown(words),
        key_message="",
        minutes=capsules.minutes_of(words),
        effort="easy",
        language=community.language,
    )
    capsule = await editing.create(desk.db, written, community.id, one.author_id, desk.now)
    await proposals.credit(desk.db, one, capsule)
    await telling.tell_decision(desk, one, community)
    await telling.changed(desk, one, community)
    return True
