"""TextBlob's lexicons. Imported at the first verbatim only: they take a third of a second and tens of megabytes.

Only `.sentiment` is used: the rest of TextBlob needs corpora that are downloaded.
"""

from __future__ import annotations

from textblob.en import sentiment as english
from textblob_fr import PatternAnalyzer

_french = PatternAnalyzer()


def polarity(text: str, language: str) -> float:
    """How good the words sound, from -1 to 1, read one by one; 0 when the lexicon knows none of them."""
    score = _french.analyze(text) if language == "fr" else english(text)
    return float(score[0])


# The lexicons load at their first word. Here the import's lock keeps two threads from doing it at once.
for _language in ("fr", "en"):
    polarity("bon, good", _language)
