"""Plausible follow-ups, for the examples of every card."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from handlers.followups.parts import Item, Shown


def samples() -> dict[str, Shown]:
    """One in each situation."""
    at = datetime(2026, 11, 20, 11, tzinfo=UTC)
    said = [
        Item("reply", "Un exemple par métier, et <moins> de théorie *svp*.", day=at),
        Item("answer", "Merci de l’avoir dit. Qu’est-ce qui vous aurait aidé ?", "Amina Diallo", at),
        Item("words", "Trop long, et je me suis ennuyé du début à la fin. Les exemples ne parlaient pas de nous."),
    ]
    one = Shown(
        id=7, kind="words", urgent=False, confided=False, community="Giving feedback",
        course="Donner un retour qui aide", held_at=at, zone="Europe/Paris", author="", gone=False, stars=2,
        state="taken", closed_by="", owner_id=4, owner="Amina Diallo", due=at, late=False, turns=1, may_judge=False,
        items=said,
    )  # fmt: skip
    fresh = replace(one, state="open", owner_id=0, owner="", items=said[2:], author="Lina Moreau")
    wish = Item("wish", "Une excuse")
    end = replace(one, state="closed", closed_by="team", may_judge=True)
    again = Item("reopened", None, day=at)
    return {
        "taken": one,
        "fresh": fresh,
        "mark": replace(fresh, kind="low_mark", author="", stars=1, items=(), late=True),
        "complaint": replace(fresh, kind="complaint", course="", held_at=None, items=[*said[2:], wish]),
        "giving up": replace(fresh, kind="giving_up", state="waiting", owner_id=4, owner="Amina Diallo"),
        "alert": replace(fresh, urgent=True, confided=True, author=""),
        "end": replace(
            end, items=[Item("closing", "Nous avons refait les exemples.", "Amina Diallo", at), *said, wish]
        ),
        "reopened": replace(one, late=True, items=[again, *said]),
        "gone": replace(
            one, gone=True, state="closed", closed_by="erased", items=[replace(said[0], words=None), said[1]]
        ),
        "withdrawn": replace(fresh, state="closed", closed_by="withdrawn", items=()),
    }
