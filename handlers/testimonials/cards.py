"""What people see of testimonials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form, TextField
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Line, Say, When
from handlers.testimonials.rules import FIRST_NAME, FULL_NAME, LONGEST_REASON, SHORTEST_REASON, choices

BACK = "list"
"""Value of a button pressed in the private list, which is then drawn again."""


@dataclass(frozen=True)
class View:
    """A testimonial as it may be shown now. `words` is None when they may not be; `signed` is how they are signed."""

    id: int
    state: str
    words: str | None
    signed: Line
    author: str
    first_name: str
    course: str
    community: str
    channel: str
    zone: str
    decider: str
    reason: str
    changed_at: datetime
    likes: int


def for_author(shown: View) -> Card:
    """The author's message, whatever has become of the testimonial."""
    return question(shown) if shown.state == "asked" and shown.words else progress(shown)


def question(shown: View) -> Card:
    """May these words be published? The exact preview, each way of signing, and what saying yes means."""
    ways = choices(shown.author)
    title = Say("testimonials.ask.title")
    pairs = tuple((Say(f"testimonials.ask.button.{way}"), _signature(shown, way)) for way in ways)
    yes = [
        Button(
            Say(f"testimonials.ask.button.{way}"),
            to("testimonials.agree", shown.id, way),
            style="good" if way == ways[0] else "plain",
        )
        for way in ways
    ]
    return card(
        title,
        Heading(title),
        Text(Say("testimonials.ask.why", course=shown.course)),
        Note(Say("testimonials.ask.preview", channel=Channel(shown.channel))),
        Text(Say("testimonials.post.after", course=shown.course)),
        Quote(shown.words or "", Say("testimonials.ask.signed")),
        Facts(pairs),
        Note(Say("testimonials.ask.agreement", community=shown.community)),
        Buttons(*yes, Button(Say("testimonials.ask.button.no"), to("testimonials.refuse", shown.id))),
    )


def progress(shown: View) -> Card:
    """What became of the author's answer, and the way to take the words back."""
    summary = Say(f"testimonials.author.{shown.state}", course=shown.course, channel=Channel(shown.channel))
    held = shown.state in ("waiting", "published") and shown.words is not None
    return card(
        summary,
        Text(summary),
        Quote(shown.words, shown.signed) if held and shown.words else None,
        Text(Say("testimonials.reason", reason=shown.reason)) if shown.state == "declined" and shown.reason else None,
        Note(Say("testimonials.liked", n=shown.likes)) if shown.state == "published" and shown.likes else None,
        Note(Say(f"testimonials.author.{shown.state}_next")) if shown.state != "published" else None,
        Buttons(_withdraw(to("testimonials.withdraw", shown.id))) if held else None,
    )


def for_animator(shown: View) -> Card:
    """What an animator has to decide, then what was decided."""
    title = Say("testimonials.review.title", course=shown.course, community=shown.community)
    held = shown.state in ("waiting", "published") and shown.words is not None
    decision = None
    if shown.state != "waiting":
        decision = Say(f"testimonials.review.{shown.state}", who=_decider(shown), when=_when(shown))
    return card(
        title,
        Heading(Say("testimonials.review.heading" if decision is None else "testimonials.review.decided")),
        Text(title),
        Quote(shown.words, shown.signed) if held and shown.words else None,
        Note(decision or Say("testimonials.review.promise")),
        Buttons(*_decisions(shown.id)) if shown.state == "waiting" and held else None,
    )


def news(shown: View) -> Card:
    """What was decided, told once to the author; it never repeats the words."""
    summary = Say(f"testimonials.news.{shown.state}", course=shown.course, channel=Channel(shown.channel))
    return card(
        summary,
        Text(summary),
        Text(Say("testimonials.reason", reason=shown.reason)) if shown.state == "declined" and shown.reason else None,
        Note(Say(f"testimonials.news.{shown.state}_next")),
    )


def published(shown: View) -> Card:
    """The words in the home channel, with their likes."""
    like = Button(Say("testimonials.post.like"), to("likes.toggle", "testimonial", shown.id))
    return card(
        Say("testimonials.post.summary", course=shown.course),
        Text(Say("testimonials.post.after", course=shown.course)),
        Quote(shown.words or "", shown.signed),
        Note(Say("testimonials.post.likes", n=shown.likes)) if shown.likes else None,
        Buttons(like),
    )


def withdrawn_post() -> Card:
    """What is left in a channel of words taken back."""
    return card(Say("testimonials.post.withdrawn"), Note(Say("testimonials.post.withdrawn")))


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


def listed(queue: Sequence[View] | None, more_waiting: int, mine: Sequence[View], next_skip: int | None) -> Card:
    """One's own testimonials and, for animators (`queue` is not None), those that wait for them."""
    parts: list[Part] = []
    if queue is not None:
        parts += [Heading(Say("testimonials.list.queue")), *_queue(queue, more_waiting), Divider()]
    parts.append(Heading(Say("testimonials.list.mine")))
    for shown in mine:
        parts.extend(_mine(shown))
    if not mine:
        parts.append(Text(Say("testimonials.list.none")))
    if next_skip is not None:
        parts.append(Buttons(Button(Say("testimonials.list.more"), to("testimonials.page", next_skip))))
    return card(Say("testimonials.list.title"), *parts)


def _queue(queue: Sequence[View], more_waiting: int) -> list[Part]:
    parts: list[Part] = []
    for shown in queue:
        parts.append(Text(Say("testimonials.review.title", course=shown.course, community=shown.community)))
        if shown.words:
            parts.append(Quote(shown.words, shown.signed))
        parts.append(Buttons(*_decisions(shown.id, BACK)))
    if not queue:
        parts.append(Text(Say("testimonials.list.queue_empty")))
    if more_waiting > 0:
        parts.append(Note(Say("testimonials.list.more_waiting", n=more_waiting)))
    return parts


def _mine(shown: View) -> list[Part]:
    parts: list[Part] = [Text(Say(f"testimonials.state.{shown.state}", course=shown.course, when=_when(shown)))]
    if shown.words and shown.state in ("asked", "waiting", "published"):
        parts.append(Quote(shown.words, shown.signed if shown.state != "asked" else None))
    if shown.state == "declined" and shown.reason:
        parts.append(Text(Say("testimonials.reason", reason=shown.reason)))
    if shown.state in ("waiting", "published"):
        parts.append(Buttons(_withdraw(to("testimonials.withdraw", shown.id, BACK))))
    return parts


def _signature(shown: View, way: str) -> Line:
    return {FULL_NAME: shown.author, FIRST_NAME: shown.first_name}.get(way, Say("testimonials.signed.anonymous"))


def _decider(shown: View) -> Line:
    return shown.decider or Say("testimonials.review.somebody")


def _when(shown: View) -> When:
    return When(shown.changed_at, shown.zone, "day")


def _withdraw(link: Link) -> Button:
    return Button(Say("testimonials.withdraw"), link, "danger", Say("testimonials.withdraw_confirm"))


def _decisions(testimonial_id: int, *back: str) -> tuple[Button, Button]:
    return (
        Button(Say("testimonials.review.approve"), to("testimonials.approve", testimonial_id, *back), "good"),
        Button(Say("testimonials.review.decline"), to("testimonials.decline", testimonial_id)),
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    asked = View(
        id=7,
        state="asked",
        words="I tried the two questions with my team the very next morning, and for once everybody spoke.",
        signed=Say("testimonials.signed.anonymous"),
        author="Lina Moreau",
        first_name="Lina",
        course="Giving feedback that helps",
        community="Giving feedback",
        channel="C1",
        zone="Europe/Paris",
        decider="Amina Diallo",
        reason="",
        changed_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        likes=0,
    )
    waiting = replace(asked, state="waiting", signed="Lina Moreau")
    out = replace(waiting, state="published", likes=3)
    no_words = replace(asked, words=None)
    declined = replace(no_words, state="declined", reason="These words name a client: could you tell it without?")
    withdrawn = replace(no_words, state="withdrawn")
    refused = replace(no_words, state="refused")
    return {
        "question": for_author(asked),
        "question, one name": for_author(replace(asked, author="Sam", first_name="Sam")),
        "question, no name": for_author(replace(asked, author="", first_name="")),
        **{f"author, {one.state}": for_author(one) for one in (refused, waiting, declined, out, withdrawn)},
        **{f"animator, {one.state}": for_animator(one) for one in (waiting, declined, out, withdrawn)},
        **{f"news, {one.state}": news(one) for one in (declined, out, withdrawn)},
        "post": published(out),
        "withdrawn post": withdrawn_post(),
        "reason": reason_form(7),
        "list of an animator": listed([waiting], 2, [out, declined, withdrawn], 3),
        "empty queue": listed([], 0, [asked], None),
        "nothing yet": listed(None, 0, [], None),
    }
