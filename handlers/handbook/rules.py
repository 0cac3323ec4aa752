"""What stands where in a handbook, as pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage.handbook import Kind, Piece
from storage.words import fold

PARTS: tuple[Kind, ...] = ("capsule", "testimonial", "win")
"""The parts of a handbook, in order."""


@dataclass(frozen=True)
class Chapter:
    """What was shared about one theme or course (`title`; "" in the part of wins, which has one chapter)."""

    kind: Kind
    title: str
    pieces: Sequence[Piece]


@dataclass(frozen=True)
class Book:
    """A handbook. `authors`: each as they chose to be named, first voices first; `nameless`: how many others."""

    community: str
    chapters: Sequence[Chapter]
    authors: Sequence[str]
    nameless: int

    def of(self, kind: Kind) -> Sequence[Chapter]:
        """The chapters of a part."""
        return [chapter for chapter in self.chapters if chapter.kind == kind]


def arrange(community: str, pieces: Sequence[Piece]) -> Book:
    """The same pieces, which come first voices first, always make the same book: no date, no likes, no rank."""
    grouped: dict[tuple[Kind, str], list[Piece]] = {}
    for piece in pieces:
        grouped.setdefault((piece.kind, " ".join(piece.theme.split())), []).append(piece)
    order = sorted(grouped, key=lambda key: (PARTS.index(key[0]), fold(key[1]), key[1]))
    named = dict.fromkeys((piece.who, piece.name) for piece in pieces if piece.name)
    return Book(
        community=community,
        chapters=[Chapter(kind, title, grouped[kind, title]) for kind, title in order],
        authors=[name for _, name in named if name],
        nameless=len({piece.who for piece in pieces if not piece.name}),
    )
