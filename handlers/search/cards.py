"""What people see of searches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.choices import is_choice
from handlers.chat.forms import Form, TextField
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Line, Say
from handlers.search.rules import Span

PAGE = 5
"""Results on one page: their buttons still fit under them on every platform."""

LONGEST_QUESTION = 200


@dataclass(frozen=True)
class Result:
    """One thing found; `see` shows it, `schedule` plans it where the reader may."""

    title: str
    theme: str
    excerpt: Sequence[Span]
    see: Link
    schedule: Link | None = None


@dataclass(frozen=True)
class Page:
    """One page of results, `number` from 0; `nearly`: none holds all the words as they were typed."""

    words: str
    results: Sequence[Result]
    total: int
    number: int = 0
    nearly: bool = False


def results(found: Page) -> Card:
    """What was found, best first."""
    said = Say("search.nearly" if found.nearly else "search.found", n=found.total, words=found.words)
    parts: list[Part] = [Text(said)]
    for one in found.results:
        line = Say("search.line", title=one.title, theme=one.theme) if one.theme else Say("search.title", of=one.title)
        parts += [Text(line), Note(marked(one.excerpt))] if one.excerpt else [Text(line)]
        see = Button(Say("search.see"), one.see)
        plan = [Button(Say("search.schedule"), one.schedule)] if one.schedule else []
        parts.append(Buttons(see, *plan))
    return card(said, *parts, _turns(found))


def marked(spans: Sequence[Span]) -> Line:
    """The excerpt as one line in which the words found stand out."""
    line: Line = ""
    for span in reversed(spans):
        line = Say("search.word" if span.found else "search.between", words=span.words, rest=line)
    return line


def _turns(found: Page) -> Buttons:
    """Previous and Next where there is something to turn to, and other words."""
    row = []
    if found.number > 0:
        row.append(Button(Say("search.previous"), to("search.page", found.number - 1, found.words)))
    if (found.number + 1) * PAGE < found.total:
        row.append(Button(Say("search.next"), to("search.page", found.number + 1, found.words)))
    return Buttons(*row, Button(Say("search.again"), to("search.find")))


def nothing(words: str, nearest: Sequence[str]) -> Card:
    """Nothing was found: the nearest words that find something, and what to do next."""
    said = Say("search.nothing", words=words)
    near = [Button(word, to("search.page", 0, word)) for word in nearest]
    return card(
        said,
        Text(said),
        Note(Say("search.perhaps") if near else Say("search.nothing_next")),
        Buttons(*near, Button(Say("search.again"), to("search.find"))),
    )


def seen(drawn: Card, channel: str) -> Card:
    """A message as its channel sees it, for one person alone: it is liked and answered where it stands."""
    kept: list[Part] = [Note(Say("search.only_you", channel=Channel(channel)))]
    for part in drawn.parts:
        # Choices that their buttons alone say are not lost with these.
        kept += [Text(one.label) for one in part.row if is_choice(one.label)] if isinstance(part, Buttons) else [part]
    return replace(drawn, parts=tuple(kept))


def form() -> Form:
    """What to look for."""
    hint = Say("search.form.hint")
    field = TextField("words", Say("search.form.words"), hint, longest=LONGEST_QUESTION)
    return Form(Say("search.form.title"), Say("search.form.submit"), to("search.asked"), (field,))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    spans = [Span("…the difference between what a "), Span("camera", found=True), Span(" would have filmed & more…")]
    one = Result("Say what you saw", "Facts before judgement", spans, to("search.see", "capsule", 42))
    two = Result("La caméra avant le juge", "", (), to("capsules.look", 1, 43), to("schedules.plan_form", 1, 43))
    post = card("Say what you saw", Heading("Say what you saw"), Text("Look first."))
    return {
        "results": results(Page("camera", [one, two], 12, 1)),
        "one result": results(Page("camera", [one], 1)),
        "nearly": results(Page("camra", [one], 1, nearly=True)),
        "nothing, but near": nothing("cambera", ["camera", "camp"]),
        "nothing": nothing("xyzzy", []),
        "seen": seen(post, "C1"),
        "form": form(),
    }
