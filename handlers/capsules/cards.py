"""What people see of capsules. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.capsules import bodies, writing_cards
from handlers.capsules.bodies import Asked
from handlers.chat.cards import Button, Buttons, Card, Divider, Heading, Note, Part, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from storage.capsules import Capsule

PAGE = 5
"""Capsules, or dates, on one page: their buttons still fit under them on every platform."""

FIRST_COMING = 3
"""How many coming dates are shown above the capsules."""


@dataclass(frozen=True)
class Coming:
    """One schedule: when it posts next (aware) in its zone, what, and whether it comes again."""

    schedule_id: int
    title: str
    at: datetime
    zone: str
    again: bool


@dataclass(frozen=True)
class Page:
    """One page of the capsules a community may post; `number` from 0; `words` are what was searched, or ""."""

    community_id: int
    community: str
    shown: Sequence[Capsule]
    total: int
    number: int = 0
    words: str = ""
    coming: Sequence[Coming] = ()
    coming_total: int = 0
    missed: Sequence[tuple[str, When]] = ()


def post(capsule: Capsule, likes: int, comments: int, asked: Asked, edited: When | None = None, by: str = "") -> Card:
    """A capsule in its channel, the same for everybody who looks; `edited`: the day it was last corrected.

    `by`: as in `bodies.body`, here and below.
    """
    subject = ("capsule", capsule.id)
    return card(
        Say("capsules.summary", title=capsule.title),
        *bodies.body(capsule, asked, by),
        _edited(edited),
        *bodies.answers(capsule, asked),
        _counts(likes, comments),
        Buttons(
            Button(Say("capsules.like"), to("likes.toggle", *subject)),
            Button(Say("capsules.comment"), to("comments.open", *subject)),
        ),
    )


def _edited(at: When | None) -> Note | None:
    return None if at is None else Note(Say("capsules.edited", at=at))


def _counts(likes: int, comments: int) -> Note | None:
    """How many liked and answered; nothing is said of what nobody did yet."""
    liked, answered = Say("capsules.likes", n=likes), Say("capsules.comments", n=comments)
    if likes and comments:
        return Note(Say("capsules.counts", likes=liked, comments=answered))
    return Note(liked if likes else answered) if likes or comments else None


def sample(capsule: Capsule, community: str, community_id: int, edited: When | None = None, by: str = "") -> Card:
    """A capsule sent to the animator who asked to see it on their own screen; its quiz or poll may be tried."""
    return card(
        Say("capsules.summary", title=capsule.title),
        Note(Say("capsules.sample_of", community=community)),
        *bodies.body(capsule, by=by),
        _edited(edited),
        *bodies.answers(capsule, Asked(community_id, trial=True)),
    )


def preview(capsule: Capsule, community_id: int, channel: str, *, posted: bool = False, by: str = "") -> Card:
    """What the channel will see, before anything is decided, or sees now that it was `posted` there."""
    ids = (community_id, capsule.id)
    where = Channel(channel)
    return card(
        Say("capsules.summary", title=capsule.title),
        Note(Say("capsules.preview_of_posted" if posted else "capsules.preview_of", channel=where)),
        *bodies.body(capsule, by=by),
        *bodies.answers(capsule, Asked(community_id, trial=True)),
        Divider(),
        Buttons(
            Button(Say("schedules.schedule"), to("schedules.plan_form", *ids), style="good"),
            Button(Say("schedules.post_now"), to("schedules.post_now", *ids), confirm=Say("schedules.post_now_sure")),
            Button(Say("capsules.send_me"), to("capsules.send_me", *ids)),
        ),
        _more(ids, posted=posted),
    )


def _more(ids: tuple[int, int], *, posted: bool) -> Buttons:
    """What may be changed of a capsule and, once it was posted, how it went."""
    row = [
        Button(Say("capsules.edit"), to("capsules.edit_form", *ids)),
        Button(Say("capsules.write.details"), to("capsules.details", *ids)),
    ]
    if posted:
        row.append(Button(Say("reports.open"), to("reports.show", *ids)))
    sure = Say("capsules.withdraw_sure")
    return Buttons(*row, Button(Say("capsules.withdraw"), to("capsules.withdraw", *ids), "danger", sure))


def page(found: Page) -> Card:
    """What comes next and what was missed, then the capsules to choose from."""
    parts: list[Part] = [Heading(Say("capsules.of", community=found.community))]
    if found.number == 0 and not found.words:
        parts += _coming_parts(found)
    parts += _counted(found) if found.total else _none(found.words)
    for capsule in found.shown:
        parts += _choice(capsule, found.community_id)
    turns = _turns("capsules.page", found.community_id, found.number, found.total, found.words)
    return card(Say("capsules.of", community=found.community), *parts, turns)


def _counted(found: Page) -> tuple[Part, ...]:
    said = Say("capsules.found", words=found.words, n=found.total) if found.words else None
    return (Text(said or Say("capsules.shelf", n=found.total)),)


def _none(words: str) -> tuple[Part, ...]:
    """No capsule at all, or none for these words: what to do next."""
    if words:
        return Text(Say("capsules.found_nothing", words=words)), Note(Say("capsules.found_nothing_next"))
    return Text(Say("capsules.none")), Note(Say("capsules.none_next"))


def _choice(capsule: Capsule, community_id: int) -> tuple[Part, ...]:
    line = Say(
        "capsules.line",
        title=capsule.title,
        theme=capsule.theme,
        n=capsule.minutes,
        format=Say(f"capsules.format.{capsule.format}"),
        language=Say(f"capsules.language.{capsule.language}"),
    )
    look = Button(Say("capsules.preview"), to("capsules.look", community_id, capsule.id))
    return Text(line), Buttons(
        look, Button(Say("schedules.schedule"), to("schedules.plan_form", community_id, capsule.id))
    )


def _coming_parts(found: Page) -> list[Part]:
    parts: list[Part] = [Note(Say("capsules.missed", title=title, at=at)) for title, at in found.missed]
    if parts:
        parts.append(Note(Say("capsules.refused")))
    if not found.coming_total:
        return [*parts, Text(Say("schedules.nothing_coming"))]
    parts.append(Text(Say("schedules.coming", n=found.coming_total)))
    for one in found.coming:
        parts += _dated(one)
    if found.coming_total > 1 or not found.coming:
        parts.append(Buttons(Button(Say("schedules.coming_all"), to("schedules.coming", found.community_id, 0))))
    return parts


def _dated(one: Coming) -> tuple[Part, ...]:
    line = Say("capsules.dated_again" if one.again else "capsules.dated", title=one.title, at=When(one.at, one.zone))
    return Text(line), Buttons(Button(Say("schedules.more"), to("schedules.look", one.schedule_id)))


def _turns(route: str, community_id: int, number: int, total: int, words: str = "") -> Buttons | None:
    """Previous and Next, where there is something to turn to."""
    values = (words,) if words else ()
    row = []
    if number > 0:
        row.append(Button(Say("capsules.previous"), to(route, community_id, number - 1, *values)))
    if (number + 1) * PAGE < total:
        row.append(Button(Say("capsules.next"), to(route, community_id, number + 1, *values)))
    return Buttons(*row) if row else None


def _example(number: int, title: str, language: str, key_message: str = "") -> Capsule:
    return Capsule(
        id=number,
        title=title,
        theme="Facts before judgement" if language == "en" else "Les faits d’abord",
        format="text",
        body="Three pieces are enough:\n\n1. **Situation**\n2. **Behaviour**\n3. **Impact**\n",
        key_message=key_message,
        minutes=2,
        effort="easy",
        language=language,
    )


def examples() -> dict[str, Card | Form]:
    """Every card, with plausible data."""
    one = _example(42, "Say what you saw, then what it did", "en", "Leave the person's character out of it.")
    two = _example(43, "La caméra avant le juge", "fr")
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    zone = "Europe/Paris"
    plans = [Coming(n, one.title, at + timedelta(days=n), zone, n > 1) for n in range(1, 4)]
    first = Page(1, "Giving feedback", [one, two], 12, 0, "", plans, 4, [(two.title, When(at, zone))])
    return writing_cards.examples() | {
        "post": post(one, 0, 0, Asked(1)),
        "post with likes": post(two, 3, 1, Asked(1)),
        "post corrected": post(one, 3, 1, Asked(1), When(at, zone, "day")),
        "sent to me": sample(one, "Giving feedback", 1),
        **{name: post(capsule, 0, 0, asked) for name, (capsule, asked) in bodies.examples().items()},
        "preview": preview(one, 1, "C1"),
        "preview of what was posted": preview(two, 1, "C1", posted=True),
        "preview of a quiz": preview(bodies.examples()["quiz"][0], 1, "C1"),
        "list": page(first),
        "search": page(Page(1, "Giving feedback", [two], 12, 1, "camera")),
        "nothing found": page(Page(1, "Giving feedback", [], 0, 0, "xyzzy")),
        "empty shelf": page(Page(1, "Giving feedback", [], 0)),
    }
