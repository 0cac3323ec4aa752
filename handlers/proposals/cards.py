"""What people see of proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Channel, Line, Say, When
from handlers.proposals import forms
from handlers.proposals.rules import NAMED, NAMELESS

PAGE = 4
"""Proposals on one page of a list: with their lines and buttons, what a message holds on every platform."""

DECIDED = ("accepted", "declined")
"""The states in which an animator left a proposal."""


@dataclass(frozen=True)
class View:
    """A proposal as it may be shown now.

    `words` is None when they may not be; `signed` is how their author wants them signed; `proposer` is "" when it is
    the author, or nobody any more; `where` is when and in which channels its capsule was posted, latest first;
    `is_mine`: its reader wrote the words.
    """

    id: int
    state: str
    title: str
    words: str | None
    signed: Line
    proposer: str
    community_id: int
    community: str
    zone: str
    reason: str
    capsule_id: int
    changed_at: datetime
    where: Sequence[tuple[datetime, str]] = ()
    is_mine: bool = False


def for_author(shown: View) -> Card:
    """The author's message: the question, then whatever has become of it."""
    return question(shown) if shown.state == "asked" else progress(shown)


def question(shown: View) -> Card:
    """May these words become a capsule? What saying yes means, and each way of signing."""
    title = Say("proposals.ask.title")
    yes = (
        Button(Say("proposals.ask.named"), to("proposals.agree", shown.id, NAMED), style="good"),
        Button(Say("proposals.ask.nameless"), to("proposals.agree", shown.id, NAMELESS)),
    )
    return card(
        title,
        Heading(title),
        Text(Say("proposals.ask.why", who=_proposer(shown), community=shown.community)),
        Quote(shown.words or ""),
        Note(Say("proposals.ask.agreement", community=shown.community)),
        Buttons(*yes, Button(Say("proposals.ask.no"), to("proposals.refuse", shown.id))),
    )


def progress(shown: View) -> Card:
    """What became of the author's answer, and the way to take the words back."""
    summary = Say(f"proposals.author.{shown.state}", title=shown.title, community=shown.community)
    held = shown.words is not None
    return card(
        summary,
        Text(summary),
        Quote(shown.words or "", shown.signed) if held else None,
        Text(Say("proposals.reason", reason=shown.reason)) if shown.state == "declined" and shown.reason else None,
        Buttons(_withdraw(shown)) if held else None,
    )


def review(shown: View, number: int) -> Card:
    """What an animator has to decide, or what was decided; `number`: the page of the list it came from."""
    waits = shown.state == "waiting" and shown.words is not None
    decide = (
        Button(Say("proposals.accept"), to("proposals.accept", shown.id), style="good"),
        Button(Say("proposals.decline"), to("proposals.decline", shown.id)),
    )
    back = Button(Say("proposals.back"), to("proposals.queue_page", number))
    said = "review" if shown.state in DECIDED else "already"
    return card(
        shown.title,
        Heading(shown.title),
        Note(_line(shown)),
        Quote(shown.words, shown.signed) if waits and shown.words else None,
        Note(Say("proposals.promise" if waits else f"proposals.{said}.{shown.state}")),
        Buttons(*(decide if waits else ()), back),
    )


def queue(found: Sequence[View], total: int, number: int, said: Say | None = None) -> Card:
    """What waits for an animator, oldest first; `said`: what was just done."""
    title = Say("proposals.queue.title")
    parts: list[Part] = [Text(said)] if said else []
    parts += [Heading(title), Text(Say("proposals.queue.count", n=total) if total else Say("proposals.queue.none"))]
    for shown in found:
        read = Button(Say("proposals.read"), to("proposals.look", shown.id, number))
        parts += [Text(Say("proposals.queue.line", title=shown.title, about=_line(shown))), Buttons(read)]
    return card(title, *parts, _turns("proposals.queue_page", number, total))


def mine(found: Sequence[View], total: int, number: int) -> Card:
    """What somebody wrote or proposed, newest first, what became of it and where it was reused."""
    title = Say("proposals.mine.title")
    parts: list[Part] = [Heading(title)]
    for shown in found:
        you = "_you" if shown.is_mine and shown.state in ("asked", "refused") else ""
        parts.append(Text(Say(f"proposals.mine.{shown.state}{you}", title=shown.title, community=shown.community)))
        if shown.state == "declined" and shown.reason:
            parts.append(Note(Say("proposals.reason", reason=shown.reason)))
        if shown.where:
            at, channel = shown.where[0]
            last = When(at, shown.zone, "day")
            parts.append(Note(Say("proposals.reused", n=len(shown.where), channel=Channel(channel), last=last)))
        if shown.words is not None and (shown.is_mine or shown.state in ("asked", "waiting")):
            parts.append(Buttons(_withdraw(shown, number)))
    if not found:
        parts.append(Text(Say("proposals.mine.none")))
    return card(title, *parts, _turns("proposals.mine_page", number, total))


def arrived(waiting: int) -> Card:
    """To an animator: how many proposals wait, or that none does any more."""
    said = Say("proposals.arrived.some", n=waiting) if waiting else Say("proposals.arrived.none")
    see = Buttons(Button(Say("proposals.arrived.see"), to("proposals.queue"), style="good")) if waiting else None
    return card(said, Text(said), see)


def news(shown: View, *, for_author: bool) -> Card:
    """What was decided, to the author or to who proposed somebody else's words; declined, an author has theirs back."""
    who = "author" if for_author else "proposer"
    said = Say(f"proposals.news.{who}.{shown.state}", title=shown.title, community=shown.community)
    declined = shown.state == "declined"
    return card(
        said,
        Text(said),
        Text(Say("proposals.reason", reason=shown.reason)) if declined and shown.reason else None,
        Quote(shown.words) if declined and for_author and shown.words else None,
        Note(Say("proposals.news.next")),
    )


def posted(title: str, channel: str) -> Card:
    """To its author, once: their words are in a channel."""
    said = Say("proposals.posted", title=title, channel=Channel(channel))
    return card(said, Text(said), Note(Say("proposals.news.next")))


def withdrawn() -> Card:
    """What is left of a message about words that were taken back."""
    return card(Say("proposals.gone"), Note(Say("proposals.gone")))


def made(shown: View) -> Card:
    """A proposal is a capsule now: what an animator may do next."""
    said = Say("proposals.made", title=shown.title, community=shown.community)
    ids = (shown.community_id, shown.capsule_id)
    return card(
        said,
        Text(said),
        Buttons(
            Button(Say("proposals.preview"), to("capsules.look", *ids)),
            Button(Say("proposals.back"), to("proposals.queue_page", 0)),
        ),
    )


def _line(shown: View) -> Say:
    if shown.proposer:
        return Say("proposals.by_another", who=shown.proposer, community=shown.community, when=_when(shown))
    return Say("proposals.by_its_author", community=shown.community, when=_when(shown))


def _when(shown: View) -> When:
    return When(shown.changed_at, shown.zone, "day")


def _proposer(shown: View) -> Line:
    return shown.proposer or Say("proposals.somebody")


def _withdraw(shown: View, page: int | None = None) -> Button:
    """`page`: the one of the private list it stands in, which is then drawn again."""
    link = to("proposals.withdraw", shown.id) if page is None else to("proposals.withdraw", shown.id, page)
    return Button(Say("proposals.withdraw"), link, "danger", Say("proposals.withdraw_sure"))


def _turns(route: str, number: int, total: int) -> Buttons | None:
    turns = [Button(Say("proposals.newer"), to(route, number - 1))] if number else []
    if (number + 1) * PAGE < total:
        turns.append(Button(Say("proposals.older"), to(route, number + 1)))
    return Buttons(*turns) if turns else None


def thanks(name: str, title: str) -> Card:
    """In the channel: thank you to who wrote a capsule, by name."""
    said = Say("proposals.thanks", name=name, title=title)
    return card(said, Text(said))


def thanks_ended() -> Card:
    """What is left of it once they do not want to be named any more."""
    return card(Say("proposals.thanks_ended"), Note(Say("proposals.thanks_ended")))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    one = View(
        id=7, state="asked", title="One question before advice", community_id=1, community="Giving feedback",
        words="I ask “do you want advice, or ears?” before I say anything.\nIt changed our Mondays.",
        signed="Hugo Martin", proposer="Lina Moreau", zone="Europe/Paris", reason="", capsule_id=0, changed_at=at,
    )  # fmt: skip
    waits, declined = replace(one, state="waiting"), replace(one, state="declined", reason="We have one very like it.")
    accepted = replace(one, state="accepted", capsule_id=42, where=[(at, "C1")], signed=Say("proposals.nameless"))
    gone = [replace(one, state=state, words=None) for state in ("refused", "withdrawn")]
    own = replace(waits, proposer="")
    found = {"question": for_author(one), "question, by nobody any more": question(replace(one, proposer=""))}
    found |= {f"author: {held.state}": progress(held) for held in (waits, accepted, declined, *gone)}
    found |= {f"review: {held.state}": review(held, 0) for held in (waits, own, accepted, declined, *gone)}
    for for_author_ in (True, False):
        whose = "author" if for_author_ else "proposer"
        found |= {f"news, {whose}: {held.state}": news(held, for_author=for_author_) for held in (accepted, declined)}
    return {
        **found,
        "news, proposer: refused": news(gone[0], for_author=False),
        "queue": queue([waits, own], 9, 1),
        "queue, empty": queue([], 0, 0, Say("proposals.declined")),
        "mine": mine([own, replace(accepted, is_mine=True), declined, one, *gone], 12, 1),
        "mine, of one's own words": mine([replace(held, is_mine=True) for held in (one, gone[0])], 2, 0),
        "mine, none": mine([], 0, 0),
        "arrived": arrived(3),
        "arrived, all decided": arrived(0),
        "posted": posted(one.title, "C1"),
        "thanks": thanks("Hugo Martin", one.title),
        "thanks, ended": thanks_ended(),
        "withdrawn": withdrawn(),
        "made": made(accepted),
        **forms.examples(),
    }
