"""Which language a text is in, among those its author may be writing in: by its small words, then by its spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

CLEARLY = 2
"""Spellings more than in any other language: one alone says little ("super" is French too)."""
SHORTEST = 15
"""Characters up to which a text tells too little: its author's language is taken instead."""

_SMALL_WORDS_OF = {
    "en": """
        the a an and or but of to in on at for with by from as it is are was were be been am i you he she we they my
        your his her our their this that these those not do does did have has had will would can could should very
        really so too more most some any all what which who how when where why there here just about good great
        course thanks thank me him them us its if than then also because well much lot training trainer
        learned
        """,
    "fr": """
        le la les l un une des du de d et ou mais à au aux en dans sur pour par avec sans ce cet cette ces c ça il
        elle ils elles je j tu nous vous on me m te se s mon ma mes ton ta tes son sa ses notre nos votre vos leur
        leurs est sont était étaient être été ai as a avons avez ont avait ne n pas plus très bien trop que qu qui
        quoi dont où comment quand y si tout tous toute toutes aussi même comme car donc merci bonne bon formation
        rien peu fait j'ai c'est
        """,
}
SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS_OF.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile(r"[àâçèéêëîïôùûœ]")
_SPELLINGS = {
    "en": re.compile(
        r"[wk]|th|sh|gh|oo|ee|ea|y\b|(?:ing|ings|ed|ful|ness|less|tion|or|er|ers|al|ic|ics|ly|ss)\b|n't\b|'s\b"
    ),
    "fr": re.compile(
        r"[àâçèéêëîïôùûœ]|qu|eau|oi|ou|gn|nn|euse|aire|\b[ldjscnm]'\w{3}"
        r"|(?:eurs?|eux|aux|ez|elle|ette|iques?|ments?|antes?|ienne|ais|ait|ir|re|es|ons|ie|té)\b"
    ),
}
"""Groups of letters one language writes much more often than the other. They only decide where small words do not."""


def language_of(text: str, language: str | None, likely: Sequence[str]) -> str:
    """The likely language with most of its small words in `text` (cleaned, lower case), then of its spellings.

    `language` (the author's) decides for texts of `SHORTEST` characters or less, and for ties. `likely` is not empty;
    languages we cannot read are never chosen by counting.
    """
    usual = language if language is not None and language in likely else likely[0]
    if len(text) <= SHORTEST:
        return usual
    words = _WORD.findall(text)
    counts = {one: float(sum(word in SMALL_WORDS.get(one, ()) for word in words)) for one in likely}
    if "fr" in counts:
        counts["fr"] += len(_ACCENT.findall(text)) / 2
    return _ahead(counts) or _ahead({one: _spellings(text, one) for one in likely}, CLEARLY) or usual


def _ahead(counts: Mapping[str, float], lead: float = 0) -> str | None:
    """The language that counts more than any other, by `lead` at least; None where there is none."""
    best, *others = sorted(counts, key=lambda one: counts[one], reverse=True)
    second = max((counts[one] for one in others), default=0)
    return best if counts[best] > second and counts[best] - second >= lead else None


def _spellings(text: str, language: str) -> int:
    return len(_SPELLINGS[language].findall(text)) if language in _SPELLINGS else 0
