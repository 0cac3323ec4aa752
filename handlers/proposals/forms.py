"""What people fill in to propose, to make a capsule, to accept and to decline."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.chat.forms import ChoiceField, Field, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.proposals.rules import (
    LONGEST_REASON,
    LONGEST_THEME,
    LONGEST_TITLE,
    LONGEST_WORDS,
    NAMED,
    NAMELESS,
    SHORTEST_REASON,
    SHORTEST_WORDS,
)

Place = tuple[int, str]
"""A community's id and its name."""


def propose(draft_id: int, places: Sequence[Place], chosen: int | None, words: str | None) -> Form:
    """To propose one's own `words`, or (None) somebody else's, who will be asked. `draft_id` 0: without a message."""
    link = to("proposals.send", draft_id, _only(places))
    fields = (*_place(places, chosen), _title(), *(() if words is None else (_words(words), _credit())))
    return Form(Say("proposals.form.propose"), Say("proposals.form.send"), link, fields)


def make(draft_id: int, places: Sequence[Place], chosen: int | None, words: str | None) -> Form:
    """As `propose`, for an animator, who makes the capsule."""
    link = to("proposals.make_it", draft_id, _only(places))
    own = () if words is None else (_words(words), _credit())
    return Form(
        Say("proposals.form.make"),
        Say("proposals.form.save"),
        link,
        (*_place(places, chosen), _title(), _theme(), *own),
    )


def accept(proposal_id: int, title: str) -> Form:
    """A title and a theme: the words are their author's, and stay as they are."""
    return Form(
        Say("proposals.form.accept"),
        Say("proposals.form.save"),
        to("proposals.accepted", proposal_id),
        (_title(title), _theme()),
    )


def decline(proposal_id: int) -> Form:
    """Why not; people read it."""
    reason = TextField(
        "reason",
        Say("proposals.form.reason"),
        Say("proposals.form.reason_hint"),
        long=True,
        shortest=SHORTEST_REASON,
        longest=LONGEST_REASON,
    )
    return Form(
        Say("proposals.form.decline"), Say("proposals.form.tell"), to("proposals.declined", proposal_id), (reason,)
    )


def _only(places: Sequence[Place]) -> int:
    """The community when there is no other to choose, else 0."""
    return places[0][0] if len(places) == 1 else 0


def _place(places: Sequence[Place], chosen: int | None) -> tuple[Field, ...]:
    if len(places) == 1:
        return ()
    options = tuple(Option(str(number), name) for number, name in places)
    value = str(chosen) if chosen is not None else None
    return (ChoiceField("community", Say("proposals.form.community"), options, value),)


def _title(title: str = "") -> TextField:
    return TextField("title", Say("proposals.form.title"), value=title, longest=LONGEST_TITLE)


def _theme() -> TextField:
    return TextField("theme", Say("proposals.form.theme"), Say("proposals.form.theme_hint"), longest=LONGEST_THEME)


def _words(words: str) -> TextField:
    return TextField(
        "words",
        Say("proposals.form.words"),
        Say("proposals.form.words_hint"),
        words,
        long=True,
        shortest=SHORTEST_WORDS,
        longest=LONGEST_WORDS,
    )


def _credit() -> ChoiceField:
    options = tuple(Option(way, Say(f"proposals.form.{way}")) for way in (NAMED, NAMELESS))
    return ChoiceField("credit", Say("proposals.form.credit"), options, NAMED)


def examples() -> dict[str, Form]:
    """Every form, with plausible data."""
    places = [(1, "Giving feedback"), (2, "Python, le soir")]
    return {
        "propose somebody's words": propose(3, places[:1], None, None),
        "propose one's own": propose(3, places, 2, "I ask before I advise."),
        "propose without a message": propose(0, places, None, ""),
        "make of somebody's words": make(3, places, 1, None),
        "make of one's own": make(3, places[:1], None, "I ask before I advise."),
        "accept": accept(7, "One question before advice"),
        "decline": decline(7),
    }
