"""What animators see of what could not be posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from handlers.deliveries import rules
from handlers.deliveries.rules import PAGE


@dataclass(frozen=True)
class Failed:
    """One message given up. `channel` is None for a direct message: the list never says whose."""

    delivery_id: int
    what: Say
    channel: str | None
    community: str
    since: When
    code: str
    may_be_there: bool = False


def page(found: Sequence[Failed], total: int, number: int, done: Say | None = None) -> Card:
    """One page of what could not be posted (`number` from 0), after what has just been `done` about it."""
    parts: list[Part] = [Heading(Say("deliveries.title"))]
    if done is not None:
        parts.append(Text(done))
    parts.append(Text(Say("deliveries.count", n=total) if total else Say("deliveries.none")))
    for one in found:
        parts += [*_described(one), _choices(one, number)]
    return card(Say("deliveries.title"), *parts, _turns(number, total), Note(Say("deliveries.missed")))


def _described(one: Failed) -> list[Part]:
    reason = rules.reason(one.code)
    why = Say(f"deliveries.why.{reason}", code=one.code)
    do = Say("deliveries.may_be_there") if one.may_be_there else Say(f"deliveries.do.{reason}")
    return [Text(_line(one)), Note(Say("deliveries.detail", community=one.community, since=one.since, why=why, do=do))]


def _line(one: Failed) -> Say:
    where = Say("deliveries.in_channel", channel=Channel(one.channel)) if one.channel else Say("deliveries.in_dm")
    return Say("deliveries.line", what=one.what, where=where)


def _choices(one: Failed, number: int) -> Buttons:
    return Buttons(
        Button(Say("deliveries.try_again"), to("deliveries.try_again", one.delivery_id, number), "good"),
        Button(
            Say("deliveries.drop"),
            to("deliveries.drop", one.delivery_id, number),
            "danger",
            Say("deliveries.drop_sure"),
        ),
    )


def _turns(number: int, total: int) -> Buttons | None:
    row = []
    if number > 0:
        row.append(Button(Say("deliveries.newer"), to("deliveries.page", number - 1)))
    if (number + 1) * PAGE < total:
        row.append(Button(Say("deliveries.older"), to("deliveries.page", number + 1)))
    return Buttons(*row) if row else None


def notice(community: str, newest: Sequence[Failed], total: int) -> Card:
    """What an animator is told, once a day at most: how much could not be posted, and the newest of it."""
    said = Say("deliveries.notice", n=total, community=community)
    return card(
        said,
        Text(said),
        *(Text(_line(one)) for one in newest),
        Buttons(Button(Say("deliveries.see"), to("deliveries.list"))),
    )


def not_pinned(what: Say, channel: str, code: str) -> Card:
    """What an animator is told of a message that is posted but not pinned: why, and what may be done."""
    said = Say("deliveries.pin.notice", what=what, channel=Channel(channel))
    reason = rules.pin_reason(code)
    return card(
        said,
        Text(said),
        Text(Say(f"deliveries.pin.why.{reason}", code=code)),
        Note(Say(f"deliveries.pin.do.{reason}")),
    )


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    at, zone = datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Paris"
    named = [
        ("capsules.post", "Say what you saw, then what it did", "C1", "is_archived"),
        ("sessions.announcement", "Feedback that helps", "C1", "not_in_channel"),
        ("feedback.ladder", "Feedback that helps", None, "50007"),
        ("testimonials.post", "", "C1", "channel_is_on_fire"),
        ("digests.weekly", "", None, "invalid_auth"),
    ]
    some = [
        Failed(n, Say(f"deliveries.what.{what}", title=title), channel, "Giving feedback", When(at, zone), code)
        for n, (what, title, channel, code) in enumerate(named, 1)
    ]
    at -= timedelta(days=1)
    rest = Say("deliveries.what.rest", what=Say("deliveries.what.other"))
    codes = ("too_many_messages", "missing_scope", "channel_not_found", "unreachable", "invalid_blocks")
    others = [Failed(n, rest, "C2", "Python, le soir", When(at, zone), code, n < 8) for n, code in enumerate(codes, 6)]
    return {
        "list": page(some, 12, 0, Say("deliveries.done.try_again")),
        "last page": page(others, 12, 1, Say("deliveries.done.drop")),
        "nothing": page([], 0, 0, Say("deliveries.done.already")),
        "notice": notice("Giving feedback", some[:3], 7),
        "one failed": notice("Giving feedback", some[:1], 1),
        **{
            f"not pinned, {rules.pin_reason(code)}": not_pinned(
                Say("deliveries.what.improvements.promised"), "C1", code
            )
            for code in ("missing_scope", "50013", "30003", "not_pinnable")
        },
    }
