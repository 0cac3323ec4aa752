"""What people see of follow-ups: the team its queue, an author their exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Line, Say
from handlers.followups import author_cards, forms
from handlers.followups.parts import LINES, MOST_LATE, PAGE, Item, Shown, author, history, kind, silent, turns, where
from handlers.followups.rules import excerpt
from handlers.followups.samples import samples


def queue(found: Sequence[Shown], total: int, number: int, orphans: int = 0, said: Say | None = None) -> Card:
    """What is open, what is late first. `orphans`: alerts that nobody may read any more; `said`: what was just done."""
    title = Say("followups.queue.title")
    parts: list[Part] = [Text(said)] if said else []
    parts += [Heading(title), Text(Say("followups.queue.count", n=total) if total else Say("followups.queue.none"))]
    if orphans:
        parts.append(Note(Say("followups.queue.orphans", n=orphans)))
    for shown in found:
        first = next((item.words for item in reversed(shown.items) if item.said == "words"), None)
        parts.append(Text(Say("followups.queue.line", kind=kind(shown), about=shown.about)))
        parts.append(Text(Say("followups.queue.said", words=excerpt(first))) if first else Note(silent(shown)))
        parts.append(Note(where(shown)))
        parts.append(Buttons(Button(Say("followups.read"), to("followups.look", shown.id, number, 0))))
    mine = Buttons(Button(Say("followups.mine.see"), to("followups.mine", 0)))
    return card(title, *parts, turns("followups.queue", (), number, total, PAGE), mine)


def look(shown: Shown, reader_id: int, page: int, number: int, said: Say | None = None) -> Card:
    """One follow-up before who may act on it: what was said, newest first, and what they can do.

    `page`: of the list it came from; `number`: of what was said.
    """
    title = kind(shown)
    facts: list[tuple[Line, Line]] = [
        (Say("followups.fact.about"), shown.about),
        (Say("followups.fact.author"), author(shown)),
        (Say("followups.fact.where"), where(shown)),
    ]
    if shown.stars and title.key != "followups.kind.stars":
        facts.append((Say("followups.fact.mark"), Say("followups.kind.stars", n=shown.stars)))
    return card(
        title,
        Text(said) if said else None,
        Heading(title),
        Facts(tuple(facts)),
        *history(shown, number, for_author=False),
        Note(silent(shown)) if not any(item.said == "words" for item in shown.items) else None,
        turns("followups.look", (shown.id, page), number, len(shown.items), LINES),
        _acts(shown, reader_id, page),
        Buttons(Button(Say("followups.back"), to("followups.queue", page)), *_improves(shown)),
    )


def _improves(shown: Shown) -> list[Button]:
    """What was said after a session may make its course better; what cannot wait is for one person only."""
    if shown.urgent or shown.kind == "complaint" or not any(item.said == "words" for item in shown.items):
        return []
    return [Button(Say("followups.improve"), to("improvements.from_followup", shown.id))]


def _acts(shown: Shown, reader_id: int, page: int) -> Buttons | None:
    if shown.state == "closed":
        return None
    if shown.owner_id not in (0, reader_id):
        label = Say("followups.take_over")
        return Buttons(Button(label, to("followups.take", shown.id, shown.owner_id, page)))
    row = []
    if shown.owner_id == 0:
        row.append(Button(Say("followups.take"), to("followups.take", shown.id, 0, page)))
    row.append(Button(Say("followups.write"), to("followups.write", shown.id, page), style="good"))
    if not shown.confided:
        row.append(Button(Say("followups.give"), to("followups.give", shown.id, page)))
    row.append(Button(Say("followups.close"), to("followups.close", shown.id, page)))
    return Buttons(*row)


def arrived(waiting: int) -> Card:
    """To an animator: how many are nobody's yet."""
    said = Say("followups.arrived", n=waiting) if waiting else Say("followups.arrived_none")
    return card(said, Text(said), _see())


def late(found: Sequence[Shown]) -> Card:
    """To who is to act, once a day: what is late."""
    if not found:
        done = Say("followups.late_none")
        return card(done, Text(done))
    said = Say("followups.late", n=len(found))
    lines = [Text(Say("followups.queue.line", kind=kind(one), about=one.about)) for one in found[:MOST_LATE]]
    return card(said, Text(said), *lines, Note(Say("followups.late_note")), _see())


def _see() -> Buttons:
    return Buttons(Button(Say("followups.see"), to("followups.show"), style="good"))


def alert(shown: Shown) -> Card:
    """To who is trusted with it, at once; the words are read in private, as long as their author leaves them."""
    said = Say("followups.alert", community=shown.community)
    who = "confided" if shown.confided else "all"
    return card(
        said,
        Text(said),
        Text(shown.about) if isinstance(shown.about, str) else Text(Say("followups.alert_about", about=shown.about)),
        Note(Say(f"followups.alert_{who}")),
        _read(shown.id),
    )


def answered(shown: Shown, said: Item) -> Card:
    """To who is to act: the author spoke, or says that the end did not really help."""
    key = "reopened" if said.said == "reopened" else "answered"
    words = Quote(said.words) if said.words is not None else None
    gone = Note(Say("followups.said.gone")) if key == "answered" and words is None else None
    line = Say(f"followups.{key}", who=author(shown), about=shown.about)
    return card(line, Text(line), words, gone, _read(shown.id))


def given(shown: Shown) -> Card:
    """To an animator: a colleague gave them this one."""
    said = Say("followups.given", about=shown.about)
    return card(said, Text(said), Note(where(shown)), _read(shown.id))


def over() -> Card:
    """What is left of a message about a follow-up that its reader may not see any more."""
    return card(Say("followups.over"), Note(Say("followups.over")))


def _read(follow_up_id: int) -> Buttons:
    return Buttons(Button(Say("followups.read"), to("followups.read", follow_up_id), style="good"))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    some = samples()
    one, fresh, mark, urgent = (some[name] for name in ("taken", "fresh", "mark", "alert"))
    return {
        "queue": queue([mark, fresh, some["complaint"], some["giving up"]], 9, 1, 1),
        "queue, empty": queue([], 0, 0, said=Say("followups.done.closed")),
        **{f"look, {name}": look(shown, 4, 0, 0) for name, shown in some.items()},
        "look, of a colleague": look(one, 5, 0, 0, Say("followups.done.taken")),
        "arrived": arrived(3),
        "arrived, none": arrived(0),
        "late": late([mark, fresh]),
        "late, none": late([]),
        "alert": alert(urgent),
        "alert, to all": alert(replace(urgent, confided=False)),
        "answered": answered(one, one.items[0]),
        "answered, taken back": answered(one, replace(one.items[0], words=None)),
        "answered, not really": answered(some["reopened"], some["reopened"].items[0]),
        "given": given(replace(fresh, owner_id=4, state="taken")),
        "over": over(),
        **author_cards.examples(),
        **forms.examples(),
    }
