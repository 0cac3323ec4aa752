"""What people see of repetition. Records of storage are read here, never asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Prose, Text, card
from handlers.chat.choices import labels, lettered, rows
from handlers.chat.forms import DateField, Form, TextField, TimeField
from handlers.chat.routes import Link, to
from handlers.chat.words import Channel, Say, When
from handlers.repetition.rules import GAPS
from storage.capsules import Capsule
from storage.formats import Choice, Quiz, choices_of, read, version, written
from storage.placing import Why
from storage.repetition import Mine, Variant

PAGE = 5
"""Key messages on one page."""


@dataclass(frozen=True)
class Page:
    """One page of the key messages a community can repeat."""

    community_id: int
    community: str
    shown: Sequence[Sequence[Variant]]
    total: int
    number: int = 0


@dataclass(frozen=True)
class Dated:
    """A post about to be planned: a variant, its date (None: it has none) and why it is not the one asked for."""

    variant: Variant
    at: When | None
    why: Why = ""


def page(found: Page) -> Card:
    """The key messages that several capsules say, to choose from."""
    said = Say("repetition.of", community=found.community)
    parts: list[Part] = [Heading(said)]
    parts.append(Text(Say("repetition.count", n=found.total) if found.total else Say("repetition.none")))
    for group in found.shown:
        first = group[0]
        plan = Button(Say("repetition.repeat"), to("repetition.form", found.community_id, first.id))
        parts += [Text(Say("repetition.line", key_message=first.key_message, n=len(group))), Buttons(plan)]
    return card(said, *parts, _turns(found))


def _turns(found: Page) -> Buttons | None:
    row = []
    if found.number > 0:
        row.append(Button(Say("capsules.previous"), to("repetition.page", found.community_id, found.number - 1)))
    if (found.number + 1) * PAGE < found.total:
        row.append(Button(Say("capsules.next"), to("repetition.page", found.community_id, found.number + 1)))
    return Buttons(*row) if row else None


def form(community_id: int, capsule_id: int, day: str, zone: str, hour: str = "09:00", gaps: str = "") -> Form:
    """From when, and how many days between posts."""
    shown = gaps or ", ".join(str(days) for days in GAPS)
    return Form(
        Say("repetition.form.title"),
        Say("repetition.form.submit"),
        to("repetition.plan", community_id, capsule_id),
        (
            DateField("date", Say("repetition.form.date"), day),
            TimeField("time", Say("repetition.form.time", zone=zone), hour),
            TextField("gaps", Say("repetition.form.gaps"), Say("repetition.form.gaps_hint"), shown, longest=60),
        ),
    )


def confirm(
    key_message: str, channel: str, dated: Sequence[Dated], go: Link | None, change: Link, *, alike: bool
) -> Card:
    """Every date, before anything is planned. `alike`: the same format comes twice running."""
    parts: list[Part | None] = [
        Heading(Say("repetition.check")),
        Text(Say("repetition.check_what", key_message=key_message, channel=Channel(channel))),
    ]
    for one in dated:
        title, format_ = one.variant.title, Say(f"capsules.format.{one.variant.format}")
        if one.at is None:
            parts.append(Text(Say("repetition.left_out", title=title, format=format_)))
        else:
            key = f"repetition.dated.{one.why or 'asked'}"
            parts.append(Text(Say(key, title=title, format=format_, at=one.at)))
    parts.append(Note(Say("repetition.alike")) if alike else None)
    row = [Button(Say("repetition.confirm"), go, "good")] if go else []
    return card(Say("repetition.check"), *parts, Buttons(*row, Button(Say("repetition.other_dates"), change)))


def planned(key_message: str, run_id: int, posts: int, *, again: bool = False) -> Card:
    """It is planned, or was already; where to follow it, pause it, stop it or take it back."""
    said = Say("repetition.already" if again else "repetition.planned", key_message=key_message, n=posts)
    return card(said, Text(said), Buttons(Button(Say("campaigns.follow"), to("campaigns.run", run_id))))


def mine(found: Mine | None, zone: str) -> Card:
    """To a member alone: whether what they miss comes back, and when. None: it does not."""
    said = Say("repetition.mine")
    if found is None:
        bring = Button(Say("repetition.bring_back"), to("repetition.take", 1), "good")
        return card(said, Heading(said), Text(Say("repetition.mine_off")), Buttons(bring))
    following = None
    if found.next_at is not None:
        following = Text(Say("repetition.mine_next", at=When(found.next_at, zone, "day")))
    return card(
        said,
        Heading(said),
        Text(Say("repetition.mine_on", n=found.coming)),
        following,
        Note(Say("repetition.mine_known", n=found.known)) if found.known else None,
        Buttons(Button(Say("repetition.stop"), to("repetition.give_up", 1))),
    )


def asked(capsule: Capsule, community_id: int, quiz: Quiz) -> Card:
    """A quiz brought back to one person, to be answered there; only they see it."""
    choices, where = choices_of(quiz), (capsule.id, community_id)
    buttons: tuple[Buttons, ...]
    if quiz.several:
        buttons = (Buttons(Button(Say("capsules.answer"), to("quizzes.open", *where), "good")),)
    else:
        numbered = enumerate(labels(choices))
        buttons = rows(
            Button(label, to("quizzes.choose", *where, version(choices), number)) for number, label in numbered
        )
    return card(
        Say("repetition.back", title=capsule.title),
        Note(Say("repetition.back_why")),
        Heading(capsule.title),
        Prose(capsule.body),
        *(Text(lettered(number, words)) for number, words in enumerate(choices)),
        *buttons,
        Buttons(Button(Say("repetition.stop"), to("repetition.give_up"))),
    )


def gone() -> Card:
    """What is left of a question whose capsule was withdrawn."""
    return card(Say("repetition.gone"), Note(Say("repetition.gone")))


def examples() -> dict[str, Card | Form]:
    """Every card, with plausible data."""
    at, zone = datetime(2026, 11, 24, 8, tzinfo=UTC), "Europe/Paris"
    said = "Name the situation, the behaviour and its impact."
    group = [
        Variant(42, "Say what you saw", "text", said),
        Variant(51, "Fact or judgement?", "quiz", said),
        Variant(56, "One precise thank-you", "challenge", said),
    ]
    dated = [Dated(group[n], When(at + timedelta(days=n * 3), zone)) for n in range(3)]
    dated.append(Dated(group[0], When(at + timedelta(days=16), zone), "gap"))
    quiz = Quiz((Choice("You are always late.", 0), Choice("On Monday you arrived at 9:40.", 100)))
    one = Capsule(id=51, title="Fact or judgement?", format="quiz", body="Which is a *fact*?", details=written(quiz))
    other = to("repetition.form", 1, 42)
    go = to("repetition.confirm", 1, 42, "2026-12-01", "0900", "1.3.7.16.35", "0a1b2c3d")
    kept = read(one.format, one.details)
    return {
        "list": page(Page(1, "Giving feedback", [group, group[:2]], 12, 1)),
        "nothing to repeat": page(Page(1, "Donner du feedback", [], 0)),
        "form": form(1, 42, "2026-12-01", zone),
        "confirm": confirm(said, "C1", dated, go, other, alike=False),
        "all alike": confirm(said, "C1", [*dated[:1], Dated(group[0], None, "full")], go, other, alike=True),
        "planned": planned(said, 7, 6),
        "mine, not yet": mine(None, zone),
        "mine": mine(Mine(3, at, 2), zone),
        "brought back": asked(one, 1, kept if isinstance(kept, Quiz) else quiz),
        "several answers": asked(one, 1, Quiz(quiz.choices, several=True)),
        "withdrawn": gone(),
    }
