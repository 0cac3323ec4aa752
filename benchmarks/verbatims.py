"""How well verbatims are read, on real learners' comments kept outside the project, beside bare TextBlob.

    make bench-verbatims ARGS="[folder] [--learned-from folder]"

The folder (`../shared/verbatims` unless told) holds `public_<language>.jsonl`, balanced over the three labels, and
`public_natural_<language>.jsonl`, in their real mix; files of another half may be named otherwise before `_fr.jsonl`.
Its README says what the labels mean. `--learned-from`: weights are learned from the balanced files of that folder and
measured on the other, besides being measured in five parts of the same files.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlers.sentiment import read
from handlers.sentiment.learned import learned_tone
from handlers.sentiment.rules import Reading, Tone, candidate
from handlers.sentiment.training import Comment, comment, learn, macro_f1

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "verbatims"
LANGUAGES = ("fr", "en")
TONES: Mapping[str, Tone] = {"neg": "unhappy", "neu": "neutral", "pos": "happy"}
STARS_UNKNOWN = 5
"""Where the author gave no stars, the words are judged as if they had given five: the harder case."""
FLAGGED = 0.15
SHORT, VERY_SHORT = 60, 15

Row = Mapping[str, Any]

# In an interpreter of its own, where nothing was imported before. The bot has always imported `handlers`.
_START = """
import json, sys, time
import psutil
import handlers
process = psutil.Process()
empty, before = process.memory_info().rss, time.perf_counter()
from handlers.sentiment import read
imported = time.perf_counter()
assert "textblob" not in sys.modules
read("Une formation utile, merci.", "fr", ("fr",)), read("A useful session.", "en", ("en",))
first = time.perf_counter()
for file in sys.argv[1:]:
    for line in open(file, encoding="utf-8"):
        read(json.loads(line)["text"], None)
print(json.dumps([imported - before, first - imported, (process.memory_info().rss - empty) / 1e6]))
"""


@dataclass(frozen=True)
class Files:
    """The comments of one language."""

    balanced: Sequence[Row]
    natural: Sequence[Row]


def rows(file: Path) -> list[Row]:
    """The comments of one file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def files(folder: Path, language: str) -> Files:
    """Both files of a language, whatever half they are."""
    (natural,) = folder.glob(f"*natural_{language}.jsonl")
    (balanced,) = [file for file in folder.glob(f"*_{language}.jsonl") if file != natural]
    return Files(rows(balanced), rows(natural))


def accuracy(tones: Sequence[Tone], said: Sequence[Tone]) -> float:
    """The share said rightly."""
    return sum(known == found for known, found in zip(tones, said, strict=True)) / len(tones)


def bare(found: Iterable[Row], language: str) -> list[float]:
    """What TextBlob's polarity says by itself."""
    from handlers.sentiment.polarity import polarity  # noqa: PLC0415 - start-up is measured without it

    return [polarity(row["text"], language) for row in found]


def by_sign(scores: Iterable[float]) -> list[Tone]:
    """The tone of a bare polarity: its sign, 0 being neutral."""
    return ["unhappy" if score < 0 else "happy" if score > 0 else "neutral" for score in scores]


def proposed(natural: Sequence[Row], readings: Sequence[Reading]) -> list[Row]:
    """The comments that would be proposed as testimonials."""
    return [
        row
        for row, reading in zip(natural, readings, strict=True)
        if candidate(row["text"], round(row.get("stars", STARS_UNKNOWN)), reading)
    ]


def precision(found: Sequence[Row]) -> float:
    """The share of happy ones, leaving out those labelled between neutral and happy."""
    labels = [row["label"] for row in found if row["label"] != "mid"]
    return labels.count("pos") / max(1, len(labels))


def negatives(found: Sequence[Row]) -> int:
    """How many are unhappy."""
    return sum(row["label"] == "neg" for row in found)


def recall_when_flagged(natural: Sequence[Row], scores: Sequence[float]) -> float:
    """The share of unhappy comments among the `FLAGGED` share with the lowest scores."""
    order = sorted(range(len(natural)), key=lambda index: scores[index])
    return negatives([natural[index] for index in order[: int(FLAGGED * len(natural))]]) / negatives(natural)


def tones(language: str, balanced: Sequence[Row], other_half: Sequence[Row] | None) -> dict[str, float]:
    """How often the tone is right, by the rules, by weights and by bare TextBlob."""
    known = [TONES[row["label"]] for row in balanced]
    read_by_rules = comments(balanced, language)
    said = [one.reading.tone for one in read_by_rules]
    alone = by_sign(bare(balanced, language))
    halves = [macro_f1(known[half::2], said[half::2]) for half in (0, 1)]
    found = {
        "accuracy": accuracy(known, said),
        "accuracy, bare TextBlob": accuracy(known, alone),
        "macro-F1": macro_f1(known, said),
        "macro-F1, the worse of two halves": min(halves),
        "macro-F1, bare TextBlob": macro_f1(known, alone),
        "macro-F1, learned, on parts kept apart": learn(read_by_rules).held.learned,
    }
    if other_half is not None:
        learned = learn(comments(other_half, language))
        given = [learned_tone(learned, one.text, one.reading) for one in read_by_rules]
        found["macro-F1, learned from the other folder"] = macro_f1(known, given)
    return found


def comments(found: Iterable[Row], language: str) -> list[Comment]:
    """Labelled comments as they are learned from."""
    return [comment(row["text"], language, TONES[row["label"]]) for row in found]


def uses(language: str, natural: Sequence[Row]) -> dict[str, float]:
    """What comes of the tones in a real mix: who is asked for a testimonial, who is called back, and how fast."""
    before = time.perf_counter()
    readings = [read(row["text"], language) for row in natural]
    seconds = time.perf_counter() - before
    found, alone = proposed(natural, readings), bare(natural, language)
    bare_found = [row for row, tone in zip(natural, by_sign(alone), strict=True) if tone == "happy"]
    return {
        "candidates: precision": precision(found),
        "candidates: precision, bare TextBlob": precision(bare_found),
        "candidates: share proposed": len(found) / len(natural),
        "candidates: share of negative ones let through": negatives(found) / negatives(natural),
        "candidates: the same, bare TextBlob": negatives(bare_found) / negatives(natural),
        "unhappy: recall, 15 % flagged": recall_when_flagged(natural, [reading.score for reading in readings]),
        "unhappy: recall, bare TextBlob": recall_when_flagged(natural, alone),
        "texts a second": len(natural) / seconds,
    }


def found_languages(language: str, every: Sequence[Row]) -> dict[str, float]:
    """How often the language is right: written by who speaks it, and by who usually writes in the other."""
    (other,) = set(LANGUAGES) - {language}
    short = [row["text"] for row in every if len(row["text"]) <= SHORT]
    very_short = [text for text in short if len(text) <= VERY_SHORT]
    middle = [text for text in short if len(text) > VERY_SHORT]

    def right(texts: Sequence[str], usual: str) -> float:
        return sum(read(text, usual).language == language for text in texts) / max(1, len(texts))

    return {
        "language, all lines": right([row["text"] for row in every], language),
        f"language, lines of {SHORT} characters or less": right(short, language),
        f"language, lines of {VERY_SHORT} characters or less": right(very_short, language),
        f"language, {VERY_SHORT + 1} to {SHORT}, author of the other": right(middle, other),
    }


def figures(folder: Path, language: str, learned_from: Path | None = None) -> dict[str, float]:
    """Every figure of one language by its name."""
    here = files(folder, language)
    other = files(learned_from, language).balanced if learned_from is not None else None
    return (
        tones(language, here.balanced, other)
        | uses(language, here.natural)
        | found_languages(language, [*here.balanced, *here.natural])
    )


def start(folder: Path) -> dict[str, float]:
    """What reading costs a bot that runs already: before the first verbatim, at the first, and after all of them."""
    every = [str(file) for file in sorted(folder.glob("*.jsonl"))]
    command = [sys.executable, "-c", _START, *every]
    said = subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1])  # noqa: S603 - our own words
    imported, first, memory = json.loads(said.stdout)
    return {
        "import, without TextBlob: seconds": imported,
        "first verbatims, TextBlob imported: seconds": first,
        "resident memory added, all files read: megabytes": memory,
    }


def main(folder: Path = FOLDER, learned_from: Path | None = None) -> None:
    """Prints one figure a line; without comments to read, that they are missing."""
    if not folder.is_dir():
        print(f"{folder} is missing: nothing to measure on, skipped.")
        return
    for name, figure in start(folder).items():
        print(f"   {name:52} {figure:9.3f}")
    for language in LANGUAGES:
        for name, figure in figures(folder, language, learned_from).items():
            print(f"{language} {name:52} {figure:9.3f}")


if __name__ == "__main__":
    reader = argparse.ArgumentParser(prog="python -m benchmarks.verbatims")
    reader.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    reader.add_argument("--learned-from", type=Path)
    chosen = reader.parse_args()
    main(chosen.folder, chosen.learned_from)
