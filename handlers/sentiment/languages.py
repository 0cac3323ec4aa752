"""Which language a text is in: counted by its small words, among the languages its author may be writing in."""

from __future__ import annotations

import re
from collections.abc import Sequence

SHORTEST = 15
"""Characters under which a text tells too little: its author's language is taken instead."""

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
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS_OF.items()}
_WORD = re.compile(r"[^\W\d_]+")
_ACCENT = re.compile(r"[àâçèéêëîïôùûœ]")


def language_of(text: str, language: str | None, likely: Sequence[str]) -> str:
    """The likely language with most of its small words in `text` (cleaned, lower case).

    `language` (the author's) decides for short texts and ties. `likely` must not be empty; languages we cannot read are
    never chosen by counting.
    """
    usual = language if language is not None and language in likely else likely[0]
    if len(text) < SHORTEST:
        return usual
    words = _WORD.findall(text)
    counts = {one: float(sum(word in _SMALL_WORDS.get(one, ()) for word in words)) for one in likely}
    if "fr" in counts:
        counts["fr"] += len(_ACCENT.findall(text)) / 2
    best = max(counts, key=lambda one: (counts[one], one == usual))
    return best if counts[best] else usual
