"""Comments of a community with words of its own, which no lexicon knows: "crunchy" is praise there, "soggy" is not."""

from __future__ import annotations

from handlers.sentiment.rules import Tone

_OPENINGS = ("The session was", "For me this was", "All of it was", "The second part was", "My group found it")
_WORDS: dict[Tone, tuple[str, ...]] = {
    "happy": ("crunchy", "toasty", "zippy"),
    "neutral": ("plain", "beige", "roundish"),
    "unhappy": ("soggy", "lumpy", "wobbly"),
}
STARS: dict[Tone, int] = {"happy": 5, "neutral": 3, "unhappy": 1}


def said(count: int) -> list[tuple[str, Tone]]:
    """`count` different comments, each tone in turn."""
    tones = tuple(_WORDS)
    found = []
    for number in range(count):
        tone = tones[number % 3]
        opening = _OPENINGS[number // 3 % len(_OPENINGS)]
        word = _WORDS[tone][number // 15 % 3]
        found.append((f"{opening} {word} on day {number}.", tone))
    return found
