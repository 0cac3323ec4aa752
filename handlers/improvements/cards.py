"""What people see of improvements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import Link, to
from handlers.chat.words import Line, Say, When
from handlers.improvements import forms, pinned, sheets
from handlers.improvements.lines import View, line
from handlers.improvements.sheets import Item, Sheet


@dataclass(frozen=True)
class Words:
    """Somebody's words, as their author signed them for who reads this card."""

    verbatim_id: int
    course: str
    words: str
    by: Line


@dataclass(frozen=True)
class Balance:
    """What became of the words of a quarter; None where fewer than five people are behind a figure."""

    community_id: int
    community: str
    first: When
    last: When
    received: int | None
    answered: int | None
    acted: int | None


def listed(found: Sequence[View], *, course: str, more: Link | None, animates: int | None, balance: int | None) -> Card:
    """What gets better, course by course. `course`: the only one shown, "" for all.

    `animates`: the community whose improvements the reader may write; `balance`: the one whose balance they may read.
    """
    title = Say("improvements.list.of", course=course) if course else Say("improvements.list.title")
    parts: list[Part] = [Heading(title)]
    if not found:
        parts.append(Text(Say("improvements.list.none")))
    for name, views in groupby(found, lambda view: view.course):
        parts += [] if course else [Heading(name)]
        for view in views:
            parts += [*line(view), *_about(view)]
    row = [Button(Say("improvements.button.more"), more)] if more else []
    if animates is not None:
        row.append(Button(Say("improvements.button.new"), to("improvements.new", animates, 0)))
        row.append(Button(Say("improvements.button.words"), to("improvements.words", animates, 0)))
        row.append(Button(Say("improvements.button.promise"), to("improvements.promise", animates)))
    if balance is not None:
        row.append(Button(Say("improvements.button.balance"), to("improvements.balance", balance)))
    return card(title, *parts, Buttons(*row) if row else None)


def _about(view: View) -> list[Part]:
    parts: list[Part] = [Note(Say("improvements.heard"))] if view.heard else []
    if view.review is not None:
        parts.append(Note(Say("improvements.review_on", day=view.review)))
    if view.mine:
        remove = Button(
            Say("improvements.button.remove"),
            to("improvements.remove", view.id),
            "danger",
            Say("improvements.remove_confirm"),
        )
        parts.append(Buttons(Button(Say("improvements.button.change"), to("improvements.change", view.id)), remove))
    return parts


def unheard(found: Sequence[Words], community_id: int, next_skip: int | None) -> Card:
    """Words that led to nothing yet, to the animators."""
    title = Say("improvements.words.title")
    parts: list[Part] = [Heading(title)]
    if not found:
        parts.append(Text(Say("improvements.words.none")))
    for one in found:
        parts += [
            Text(Say("improvements.after", course=one.course)),
            Quote(one.words, one.by),
            Buttons(Button(Say("improvements.button.from_words"), to("improvements.from_words", one.verbatim_id))),
        ]
    more = Button(Say("improvements.button.older"), to("improvements.words", community_id, next_skip or 0))
    return card(title, *parts, Buttons(more) if next_skip else None)


def from_words(one: Words, community_id: int, existing: Sequence[View]) -> Card:
    """What these words may lead to: something already written for this course, or something new."""
    title = Say("improvements.from.title")
    parts: list[Part] = [Heading(title), Text(Say("improvements.after", course=one.course)), Quote(one.words, one.by)]
    if existing:
        parts += [Divider(), Text(Say("improvements.from.existing"))]
    for view in existing:
        feed = Button(Say("improvements.button.feed"), to("improvements.feed", view.id, one.verbatim_id))
        parts += [*line(view), Buttons(feed)]
    new = to("improvements.new", community_id, one.verbatim_id)
    parts += [Note(Say("improvements.from.promise")), Buttons(Button(Say("improvements.button.new"), new, "good"))]
    return card(title, *parts)


def news(view: View, words: str | None) -> Card:
    """To somebody whose words led there: what they said, and what is done about it."""
    summary = Say(f"improvements.news.{view.state}", title=view.title)
    said = Text(Say("improvements.news.said", course=view.course)) if words else None
    return card(
        summary,
        Heading(Say("improvements.news.heading")),
        said,
        Quote(words) if words else None,
        Text(summary),
        Text(view.words),
        Note(Say("improvements.news.thanks")),
    )


def gone() -> Card:
    """What is left of news about an improvement that was removed."""
    return card(Say("improvements.news.gone"), Note(Say("improvements.news.gone")))


def review(view: View) -> Card:
    """To the animators: the day has come to look at an improvement again."""
    title = Say("improvements.review.title", course=view.course)
    over = view.state in ("done", "refused")
    change = Button(Say("improvements.button.change"), to("improvements.change", view.id))
    return card(
        title,
        Heading(title),
        *line(view),
        None if over else Note(Say("improvements.review.ask")),
        None if over else Buttons(change),
    )


def balance(shown: Balance) -> Card:
    """Received, answered, acted on: the quarter in three figures, to the animators and managers."""
    title = Say("improvements.balance.title", community=shown.community)
    pairs = tuple(
        (Say(f"improvements.balance.{name}"), _figure(figure, shown.received))
        for name, figure in (("received", shown.received), ("answered", shown.answered), ("acted", shown.acted))
    )
    hidden = None in (shown.received, shown.answered, shown.acted)
    return card(
        title,
        Heading(title),
        Note(Say("improvements.balance.months", first=shown.first, last=shown.last)),
        Facts(pairs),
        Note(Say("improvements.balance.hidden")) if hidden else None,
        Note(Say("improvements.balance.what")),
    )


def _figure(figure: int | None, received: int | None) -> Say:
    if figure is None:
        return Say("improvements.balance.few")
    if received is None or figure == received:
        return Say("improvements.balance.number", figure=figure)
    return Say("improvements.balance.part", figure=figure, percent=round(100 * figure / received))


def _example_views() -> list[View]:
    since = When(datetime(2026, 11, 1, 12, tzinfo=UTC), "UTC", "month")
    doing = View(
        1,
        "Giving feedback that helps",
        "Shorter days, with the theory sent beforehand",
        "doing",
        "The December session is cut in two half-days; the reading is sent a week before.",
        since,
        heard=True,
    )
    planned = replace(doing, id=2, title="More examples of remote meetings", state="planned", words="For the spring.")
    done = replace(
        planned, id=3, course="Short meetings", title="A room with daylight", state="done", words="The garden room."
    )
    refused = replace(done, id=4, title="A third day", state="refused", words="Most of you asked for less, not more.")
    return [doing, planned, done, refused]


def _example_sheets() -> dict[str, Card | Form]:
    doing, _planned, done, refused = _example_views()
    nameless = Say("improvements.signed.anonymous")
    items = [
        Item(done, quote=("We saw nobody's face: the room was <b>dark</b>.", nameless)),
        Item(doing, quote=("Trop long, et j’étais perdue après le déjeuner.", "Lina")),
        Item(refused),
    ]
    sheet = Sheet(1, "Giving feedback", "drafted", items)
    left = [items[0], replace(items[1], left_out=True), items[2]]
    full = replace(sheet, items=[items[0]] * 4, waiting=2)
    return {
        "draft": sheets.draft(sheet),
        "draft, a line left out": sheets.draft(replace(sheet, items=left)),
        "draft, full": sheets.draft(full),
        "draft, posted": sheets.draft(replace(sheet, state="posted", decider="Amina Diallo")),
        "draft, dropped": sheets.draft(replace(sheet, state="dropped")),
        "you said, we did": sheets.posted(replace(sheet, likes=7)),
        "you said, we did, full": sheets.posted(replace(full, likes=1)),
        "you said, we did, withdrawn": sheets.posted(replace(sheet, items=())),
    }


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    every = _example_views()
    doing, planned, done, _refused = every
    words = Words(7, doing.course, "Too long, and I was lost after lunch.", "Lina Moreau")
    nameless = replace(words, verbatim_id=8, by=Say("improvements.signed.anonymous"))
    day = When(datetime(2027, 2, 1, 12, tzinfo=UTC), "UTC", "day")
    mine = [replace(view, mine=True, review=day) for view in every[:2]] + [replace(done, mine=True)]
    first, last = [When(datetime(2026, month, 15, tzinfo=UTC), "UTC", "month") for month in (7, 9)]
    quarter = Balance(1, "Giving feedback", first, last, 24, 18, 12)
    more = to("improvements.page", 0, 4)
    return {
        "list": listed(every, course="", more=None, animates=None, balance=None),
        "list of an animator": listed(mine, course="", more=more, animates=1, balance=1),
        "list of a course": listed(every[:2], course=doing.course, more=None, animates=None, balance=1),
        "empty list": listed([], course="", more=None, animates=1, balance=1),
        "words": unheard([words, nameless], 1, 3),
        "no words": unheard([], 1, None),
        "from words": from_words(nameless, 1, [doing, planned]),
        "from the first words": from_words(words, 1, []),
        **{f"news, {view.state}": news(view, words.words) for view in every},
        "news, words taken back": news(doing, None),
        "news, removed": gone(),
        "review": review(planned),
        "review, over": review(done),
        **_example_sheets(),
        **pinned.examples(),
        "balance": balance(quarter),
        "balance, few people": balance(replace(quarter, answered=None, acted=None)),
        "new": forms.new(1, ["Giving feedback that helps", "Short meetings"], [1, 2]),
        "new from words": forms.new_from_words(1, 7),
        "change": forms.change(1, 0, doing.title, doing.state, doing.words, reviewed=True),
    }
