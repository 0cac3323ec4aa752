"""What animators see of one testimonial: the words to decide about, what was decided, all that happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form, TextField
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When
from handlers.testimonials.rules import LONGEST_REASON, LONGEST_WORDS, SHORTEST_REASON, SHORTEST_WORDS
from handlers.testimonials.shown import HELD, View, day, limits

BACK = "list"
"""As `cards.BACK`."""


@dataclass(frozen=True)
class Event:
    """One thing that happened: by whom (`by`, and the animator's name), and from which state to which, where."""

    at: When
    by: str
    animator: str
    old: str
    new: str
    community: str


def for_animator(shown: View) -> Card:
    """What an animator has to decide, then what was decided."""
    title = Say("testimonials.review.title", course=shown.course, community=shown.community)
    open_, held = shown.state in ("waiting", "suggested"), shown.state in HELD and shown.words is not None
    said = Say("testimonials.review.promise")
    if shown.state != "waiting":
        who: Line = shown.decider or Say("testimonials.review.somebody")
        said = Say(f"testimonials.review.{shown.state}", who=who, when=day(shown))
    bounds = limits(shown) if held else None
    return card(
        title,
        Heading(Say("testimonials.review.heading" if open_ else "testimonials.review.decided")),
        Text(title),
        Quote(shown.words, shown.signed) if held and shown.words else None,
        Note(bounds) if bounds else None,
        Text(Say("testimonials.review.proposed", words=shown.suggestion)) if shown.state == "suggested" else None,
        Note(said),
        Buttons(*_decisions(shown)) if open_ and held else Buttons(*_afterwards(shown)),
    )


def _decisions(shown: View, *back: str) -> list[Button]:
    row = [
        Button(Say("testimonials.review.approve"), to("testimonials.approve", shown.id, *back), "good"),
        Button(Say("testimonials.review.decline"), to("testimonials.decline", shown.id)),
    ]
    if shown.state == "waiting":
        row.append(Button(Say("testimonials.review.suggest"), to("testimonials.suggest", shown.id)))
    return [*row, _history(shown)]


def _afterwards(shown: View) -> list[Button]:
    plan = Button(Say("testimonials.review.plan"), to("testimonials.plan", shown.community_id))
    return [plan, _history(shown)] if shown.state in ("approved", "published") else [_history(shown)]


def _history(shown: View) -> Button:
    return Button(Say("testimonials.review.history"), to("testimonials.history", shown.id))


def queue(shown: Sequence[View], more_waiting: int) -> list[Part]:
    """Those that wait for an animator, with what they may do at once."""
    parts: list[Part] = [Heading(Say("testimonials.list.queue"))]
    for one in shown:
        parts.append(Text(Say("testimonials.review.title", course=one.course, community=one.community)))
        if one.words:
            parts += [Quote(one.words, one.signed), Buttons(*_decisions(one, BACK))]
    if not shown:
        parts.append(Text(Say("testimonials.list.queue_empty")))
    if more_waiting > 0:
        parts.append(Note(Say("testimonials.list.more_waiting", n=more_waiting)))
    return parts


def history(shown: View, events: Sequence[Event]) -> Card:
    """All that happened to one testimonial, oldest first."""
    title = Say("testimonials.history.title", course=shown.course)
    return card(title, Heading(title), *(Note(_told(event)) for event in events))


def _told(event: Event) -> Say:
    who = {
        "author": Say("testimonials.history.by.author"),
        "animator": event.animator or Say("testimonials.review.somebody"),
    }.get(event.by, Say("testimonials.history.by.time"))
    new = Say(f"testimonials.history.state.{event.new}")
    if event.old == event.new:
        what = Say("testimonials.history.terms")
    elif event.old:
        what = Say("testimonials.history.step", old=Say(f"testimonials.history.state.{event.old}"), new=new)
    else:
        what = new
    line = Say("testimonials.history.line", when=event.at, who=who, what=what)
    return Say("testimonials.history.there", line=line, community=event.community) if event.community else line


def reason_form(testimonial_id: int) -> Form:
    """Why not; the author reads it."""
    reason = TextField(
        "reason",
        Say("testimonials.form.reason"),
        Say("testimonials.form.reason_hint"),
        long=True,
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
    )
    return Form(
        Say("testimonials.form.title"),
        Say("testimonials.form.send"),
        to("testimonials.declined", testimonial_id),
        (reason,),
    )


def words_form(testimonial_id: int, words: str) -> Form:
    """The words, to be proposed otherwise; nothing changes unless their author says yes."""
    field = TextField(
        "words",
        Say("testimonials.form.words"),
        Say("testimonials.form.words_hint"),
        value=words,
        long=True,
        shortest=SHORTEST_WORDS,
        longest=LONGEST_WORDS,
    )
    title, send = Say("testimonials.form.suggest"), Say("testimonials.form.suggest_send")
    return Form(title, send, to("testimonials.suggested", testimonial_id), (field,))


def examples(waiting: View, *others: View) -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    steps = [
        ("author", "", "asked", ""),
        ("author", "asked", "waiting", ""),
        ("animator", "waiting", "suggested", ""),
        ("author", "suggested", "waiting", ""),
        ("animator", "waiting", "approved", ""),
        ("author", "approved", "approved", ""),
        ("animator", "planned", "held", waiting.community),
        ("animator", "held", "planned", waiting.community),
        ("time", "planned", "posted", waiting.community),
        ("time", "approved", "published", ""),
        ("author", "published", "withdrawn", ""),
    ]
    at = datetime(2026, 11, 24, 9, tzinfo=UTC)
    events = [Event(When(at, waiting.zone), by, waiting.decider, old, new, there) for by, old, new, there in steps]
    return {
        **{f"animator, {one.state}": for_animator(one) for one in (waiting, *others)},
        "history": history(waiting, events),
        "reason": reason_form(waiting.id),
        "other words": words_form(waiting.id, waiting.words or ""),
    }
