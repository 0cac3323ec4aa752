"""What authors see of their exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handlers.chat.cards import Button, Buttons, Card, Heading, Note, Part, Text, card
from handlers.chat.forms import Form
from handlers.chat.routes import to
from handlers.chat.words import Say
from handlers.followups.parts import LINES, PAGE, Item, Shown, due, history, part_of, turns
from handlers.followups.samples import samples


def news(shown: Shown, items: Sequence[Item], *, latest: bool) -> Card:
    """To an author: what the team said, and what they answered to it. `latest`: nothing came after."""
    key = f"followups.news.{items[0].said}" if items else "followups.news.answer"
    said = Say(key, community=shown.community, about=shown.about)
    parts = [part for item in items if item.said != "care" for part in part_of(shown, item, for_author=True)]
    return card(
        said,
        Text(said),
        Text(_care(shown)) if items and items[0].said == "care" else None,
        *parts,
        Note(_signed(shown)) if latest and shown.state != "closed" else None,
        Note(Say(f"followups.end.{shown.closed_by}")) if latest and shown.state == "closed" else None,
        _author_acts(shown, 0) if latest else None,
        Buttons(Button(Say("followups.whole"), to("followups.exchange", shown.id))),
    )


def exchange(shown: Shown, number: int) -> Card:
    """To an author, in private: all that was said, newest first, and what they can do."""
    title = Say("followups.mine.one", about=shown.about)
    return card(
        title,
        Heading(title),
        Note(_signed(shown)),
        Text(_care(shown)) if shown.urgent and not number else None,
        *history(shown, number, for_author=True),
        Note(_state_for_author(shown)),
        turns("followups.exchange_page", (shown.id,), number, len(shown.items), LINES),
        _author_acts(shown, 1),
        Buttons(Button(Say("followups.mine.back"), to("followups.mine", 0))),
    )


def _author_acts(shown: Shown, private: int) -> Buttons | None:
    if shown.may_judge:
        return Buttons(
            Button(Say("followups.helped"), to("followups.helped", shown.id, 1, private), style="good"),
            Button(Say("followups.not_really"), to("followups.helped", shown.id, 0, private)),
        )
    if shown.state == "closed":
        return None
    row = [
        Button(Say("followups.reply"), to("followups.reply", shown.id, private), style="good"),
        Button(Say("followups.settled"), to("followups.settled", shown.id, private)),
    ]
    if not shown.author:
        sure = Say("followups.sign_sure")
        row.append(Button(Say("followups.sign"), to("followups.sign", shown.id, private), confirm=sure))
    return Buttons(*row)


def mine(found: Sequence[Shown], total: int, number: int) -> Card:
    """An author's exchanges, newest first."""
    title = Say("followups.mine.title")
    parts: list[Part] = [Heading(title)]
    if not found:
        parts.append(Text(Say("followups.mine.none")))
    for shown in found:
        parts.append(Text(Say("followups.mine.line", about=shown.about)))
        parts.append(Note(_state_for_author(shown)))
        parts.append(Buttons(Button(Say("followups.read"), to("followups.exchange_page", shown.id, 0))))
    return card(title, *parts, turns("followups.mine", (), number, total, PAGE))


def complained(shown: Shown) -> Card:
    """A complaint has arrived: until when it is answered, or who reads it at once."""
    said = Say("followups.complained")
    if shown.urgent:
        what = Text(_care(shown))
    else:
        what = Text(Say("followups.complained_promise", community=shown.community, day=due(shown)))
    see = Button(Say("followups.mine.see"), to("followups.mine", 0))
    return card(said, Text(said), what, Note(_signed(shown)), Buttons(see))


def _state_for_author(shown: Shown) -> Say:
    if shown.state == "closed":
        return Say(f"followups.end.{shown.closed_by}")
    return Say("followups.mine.waiting" if shown.state == "waiting" else "followups.mine.team")


def _signed(shown: Shown) -> Say:
    return Say("followups.signed", name=shown.author) if shown.author else Say("followups.unsigned")


def _care(shown: Shown) -> Say:
    return Say(f"followups.care.{'confided' if shown.confided else 'all'}", community=shown.community)


def examples() -> dict[str, Card | Form]:
    """Every card, with plausible data."""
    some = samples()
    one, urgent, end = some["taken"], some["alert"], some["end"]
    return {
        "news": news(replace(one, state="waiting"), [*one.items[:2]][::-1], latest=True),
        "news, before": news(one, one.items[1:2], latest=False),
        "news, closing": news(end, end.items[:1], latest=True),
        "news, care": news(urgent, [Item("care", None)], latest=True),
        "exchange": exchange(end, 0),
        "exchange, named": exchange(replace(one, author="Lina Moreau"), 0),
        "exchange, alert": exchange(urgent, 0),
        "mine": mine([one, some["complaint"], end], 6, 1),
        "mine, none": mine([], 0, 0),
        "complained": complained(some["complaint"]),
        "complained, alert": complained(urgent),
    }
