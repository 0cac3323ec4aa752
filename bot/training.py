"""`bot train`: weights for reading verbatims, from the operator's own rated comments. Nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path

from handlers.chat.words import LANGUAGES
from handlers.sentiment.learned import Learned, Weights
from handlers.sentiment.training import TooFew, comment, learn, tone_of_stars
from storage import verbatims
from storage.database import Database

MOST = 5000
"""Comments of a language learned from, the latest: a minute or two of one processor."""


class NothingBetter(Exception):
    """Nothing was written: too few comments, or weights that read worse than the rules. One line for each language."""


async def train(database: Database, file: Path) -> list[str]:
    """Learns each language that has enough comments and writes those read better than by the rules; what was found.

    Raises NothingBetter, the file being left as it was.
    """
    said: list[str] = []
    better: dict[str, Learned] = {}
    for language in LANGUAGES:
        async with database.reading() as db:
            rated = await verbatims.rated_words(db, language, MOST)
        try:
            learned = learn([comment(words, language, tone_of_stars(stars)) for words, stars in rated])
        except TooFew as few:
            said.append(f"{language}: {few}")
            continue
        wins = learned.held.learned > learned.held.rules
        said.append(_compared(language, learned, wins))
        if wins:
            better[language] = learned
    if not better:
        raise NothingBetter("\n".join([*said, f"Nothing was written to {file}: words are read as before."]))
    write(Weights(languages=better), file)
    return [*said, f"Written to {file}: it is used once named under [sentiment], from the next start."]


def _compared(language: str, learned: Learned, wins: bool) -> str:
    held = learned.held
    return (
        f"{language}: {learned.comments} rated comments; on those kept apart while learning, macro-F1"
        f" {held.learned:.3f} learned, {held.rules:.3f} by the rules: {'kept' if wins else 'not kept'}."
    )


def write(weights: Weights, file: Path) -> None:
    """Writes the whole file or none of it: a bot that starts meanwhile reads the one before."""
    partial = file.with_name(f"{file.name}.partial")
    partial.write_text(weights.model_dump_json(), "utf-8")
    partial.replace(file)
