"""What authors and readers see of testimonials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Say
from handlers.testimonials import choice_cards, plan_cards, review_cards
from handlers.testimonials.choice_cards import MINE
from handlers.testimonials.rules import Terms, choices, difference
from handlers.testimonials.shown import HELD, View, day, limits, signature, stuck

BACK = "list"
"""Value of a button pressed in the private list, which is then drawn again."""


def for_author(shown: View) -> Card:
    """The author's message, whatever has become of the testimonial."""
    return question(shown) if shown.state == "asked" and shown.words else progress(shown)


def question(shown: View) -> Card:
    """May these words be published? The exact preview, each way of signing, and what saying yes means."""
    ways = choices(shown.author)
    title = Say("testimonials.ask.title")
    pairs = tuple((Say(f"testimonials.ask.button.{way}"), signature(shown, way)) for way in ways)
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
        Buttons(
            *yes,
            Button(Say("testimonials.ask.button.choose"), to("testimonials.choose", shown.id)),
            Button(Say("testimonials.ask.button.no"), to("testimonials.refuse", shown.id)),
        ),
    )


def progress(shown: View, *back: str) -> Card:
    """What became of the author's answer, and the ways to change it. `back`: drawn on a private card."""
    summary = Say(f"testimonials.author.{shown.state}", course=shown.course, channel=Channel(shown.channel))
    held = shown.state in HELD and shown.words is not None
    bounds = limits(shown) if held else None
    return card(
        summary,
        Text(summary),
        Quote(shown.words, shown.signed) if held and shown.words else None,
        Note(bounds) if bounds else None,
        Text(Say("testimonials.reason", reason=shown.reason)) if shown.state == "declined" and shown.reason else None,
        Note(Say("testimonials.liked", n=shown.likes)) if shown.state == "published" and shown.likes else None,
        Note(Say(f"testimonials.author.{shown.state}_next")) if shown.state != "published" else None,
        *(Text(line) for line in (() if held else stuck(shown))),
        Buttons(*_held(shown, *back)) if held else None,
    )


def _held(shown: View, *back: str) -> list[Button]:
    """What an author may do while their words are kept."""
    row = [] if shown.state != "suggested" else [_read_suggestion(shown)]
    row.append(Button(Say("testimonials.change"), to("testimonials.choose", shown.id)))
    return [*row, _withdraw(to("testimonials.withdraw", shown.id, *back))]


def _read_suggestion(shown: View) -> Button:
    return Button(Say("testimonials.suggestion.read"), to("testimonials.compare", shown.id), "good")


def suggestion(shown: View, *back: str) -> Card:
    """Would other words do as well? Both, what differs, and yes or no. Once answered, it says so."""
    if shown.state != "suggested" or not shown.words:
        return progress(shown)
    title = Say("testimonials.suggestion.title", course=shown.course)
    gone, come = difference(shown.words, shown.suggestion)
    pairs = ((Say("testimonials.suggestion.gone"), gone), (Say("testimonials.suggestion.come"), come))
    return card(
        title,
        Heading(Say("testimonials.suggestion.heading")),
        Text(title),
        Text(Say("testimonials.suggestion.yours")),
        Quote(shown.words, shown.signed),
        Text(Say("testimonials.suggestion.theirs")),
        Quote(shown.suggestion, shown.signed),
        Facts(tuple((name, words) for name, words in pairs if words)),
        Note(Say("testimonials.suggestion.agreement")),
        Buttons(
            Button(Say("testimonials.suggestion.yes"), to("testimonials.accept_words", shown.id, *back), "good"),
            Button(Say("testimonials.suggestion.no"), to("testimonials.keep_words", shown.id, *back)),
        ),
    )


def renewal(shown: View) -> Card:
    """The end is near: shall the words stay?"""
    if shown.state not in HELD or not shown.words or shown.until is None:
        return progress(shown)
    title = Say("testimonials.renewal.title", course=shown.course)
    bounds = limits(shown)
    return card(
        title,
        Heading(Say("testimonials.renewal.heading")),
        Text(title),
        Quote(shown.words, shown.signed),
        Note(bounds) if bounds else None,
        Note(Say("testimonials.renewal.else")),
        Buttons(Button(Say("testimonials.renewal.choose"), to("testimonials.choose", shown.id), "good")),
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


def reach(course: str, people: int) -> Card:
    """How many people the words touched, told once."""
    summary = Say("testimonials.reach", course=course, n=people)
    return card(summary, Text(summary), Note(Say("testimonials.reach_next")))


def published(shown: View) -> Card:
    """The words in a channel, with their likes."""
    like = Button(Say("testimonials.post.like"), to("likes.toggle", "testimonial", shown.id))
    return card(
        Say("testimonials.post.summary", course=shown.course),
        Text(Say("testimonials.post.after", course=shown.course)),
        Quote(shown.words or "", shown.signed),
        Note(Say("testimonials.post.likes", n=shown.likes)) if shown.likes else None,
        Buttons(like, Button(Say("testimonials.post.comment"), to("comments.open", "testimonial", shown.id))),
    )


def ended_post(how: str) -> Card:
    """What is left in a channel of words taken back (`withdrawn`), at their end (`expired`), or `elsewhere` now."""
    return card(Say(f"testimonials.post.{how}"), Note(Say(f"testimonials.post.{how}")))


@dataclass(frozen=True)
class Offer:
    """Words that their author may bring forward themselves."""

    session_id: int
    course: str
    words: str


@dataclass(frozen=True)
class Listed:
    """What `/learn testimonials` shows: what waits for animators (None: the asker animates nothing), and one's own."""

    queue: Sequence[View] | None = None
    more_waiting: int = 0
    rates: Sequence[plan_cards.Rate] = ()
    plans: Sequence[tuple[int, str]] = ()
    mine: Sequence[View] = ()
    next_skip: int | None = None
    offers: Sequence[Offer] = ()


def listed(shown: Listed) -> Card:
    """One's own testimonials and, for animators, those that wait for them."""
    parts: list[Part] = []
    if shown.queue is not None:
        parts += review_cards.queue(shown.queue, shown.more_waiting)
        parts += plan_cards.plans(shown.plans)
    parts += plan_cards.rates(shown.rates)
    parts += [Divider()] if parts else []
    parts.append(Heading(Say("testimonials.list.mine")))
    for one in shown.mine:
        parts += _mine(one)
    if not shown.mine and not shown.offers:
        parts.append(Text(Say("testimonials.list.none")))
    for offer in shown.offers:
        button = Button(Say("testimonials.offer.button"), to("testimonials.offer", offer.session_id))
        parts += [Text(Say("testimonials.offer.line", course=offer.course)), Quote(offer.words), Buttons(button)]
    if shown.next_skip is not None:
        parts.append(Buttons(Button(Say("testimonials.list.more"), to("testimonials.page", shown.next_skip))))
    return card(Say("testimonials.list.title"), *parts)


def _mine(shown: View) -> list[Part]:
    parts: list[Part] = [Text(Say(f"testimonials.state.{shown.state}", course=shown.course, when=day(shown)))]
    held = shown.state in HELD
    if shown.words and (held or shown.state == "asked"):
        parts.append(Quote(shown.words, shown.signed if held else None))
    bounds = limits(shown) if held else None
    if bounds is not None:
        parts.append(Note(bounds))
    if shown.state == "declined" and shown.reason:
        parts.append(Text(Say("testimonials.reason", reason=shown.reason)))
    if shown.state == "asked":
        parts.append(Buttons(Button(Say("testimonials.answer"), to("testimonials.choose", shown.id), "good")))
    parts += [Text(line) for line in (() if held else stuck(shown))]
    return [*parts, Buttons(*_held(shown, BACK))] if held else parts


def _withdraw(link: Link) -> Button:
    return Button(Say("testimonials.withdraw"), link, "danger", Say("testimonials.withdraw_confirm"))


def example() -> View:
    """One whose author has just been asked."""
    return View(
        id=7,
        state="asked",
        words="I tried the two questions with my team the very next morning, and for once everybody spoke.",
        suggestion="",
        signed=Say("testimonials.signed.anonymous"),
        shown_as="",
        place="",
        until=None,
        nameless=False,
        author="Lina Moreau",
        first_name="Lina",
        course="Giving feedback that helps",
        community_id=3,
        community="Giving feedback",
        channel="C1",
        zone="Europe/Paris",
        decider="Amina Diallo",
        reason="",
        changed_at=datetime(2026, 11, 24, 9, tzinfo=UTC),
        likes=0,
    )


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    asked = example()
    named = replace(asked, signed="Lina Moreau", shown_as="full_name")
    waiting = replace(named, state="waiting", place="workspace", until=datetime(2027, 11, 24, 9, tzinfo=UTC))
    out = replace(waiting, state="published", likes=3, posted=("C1",))
    spelt = "I tried the two questions with my team the very next morning, and, for once, everyone spoke."
    typo = replace(waiting, state="suggested", suggestion=spelt)
    no_words = replace(waiting, words=None)
    declined = replace(no_words, state="declined", reason="These words name a client: could you tell it without?")
    ended = [replace(no_words, state=state, stuck=("C2",)) for state in ("withdrawn", "expired")]
    states = (replace(no_words, state="refused"), waiting, typo, replace(out, state="approved"), declined, out, *ended)
    held = Listed([waiting], 2, plan_cards.example_rates(), [(3, "Giving feedback")], [out, declined, ended[0]], 3)
    offer = Offer(6, "Giving feedback that helps", "Too long, but the exercises in pairs were worth the journey.")
    return {
        "question": for_author(asked),
        "question, one name": for_author(replace(asked, author="Sam", first_name="Sam")),
        "question, no name": for_author(replace(asked, author="", first_name="")),
        "choices": choice_cards.choose(asked, Terms("first_name")),
        "choices, nameless": choice_cards.choose(replace(asked, nameless=True), Terms("anonymous", 6, "public")),
        "choices, again": choice_cards.choose(out, Terms("full_name", 24, "public")),
        **{f"author, {one.state}": for_author(one) for one in states},
        "suggestion": suggestion(typo, MINE),
        "renewal": renewal(out),
        **{f"news, {one.state}": news(one) for one in (declined, out, *ended)},
        "reach": reach(asked.course, 12),
        "post": published(out),
        **{f"{how} post": ended_post(how) for how in ("withdrawn", "expired", "elsewhere")},
        **review_cards.examples(waiting, typo, declined, out, *ended),
        **plan_cards.examples(waiting),
        "list of an animator": listed(held),
        "empty queue": listed(Listed([], 0, mine=[asked], offers=[offer])),
        "nothing yet": listed(Listed()),
    }
