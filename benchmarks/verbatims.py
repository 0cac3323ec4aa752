"""How well verbatims are read, on real learners' comments kept outside the project, beside bare TextBlob.

    python -m benchmarks.verbatims [folder]

The folder (`../shared/verbatims` unless told) holds `public_<language>.jsonl`, balanced over the three labels, and
`public_natural_<language>.jsonl`, in their real mix. Its README says what the labels mean.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import psutil

from handlers.sentiment import read
from handlers.sentiment.rules import Reading, candidate

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "verbatims"
LANGUAGES = ("fr", "en")
LABELS = ("neg", "neu", "pos")
LABEL_OF = {"unhappy": "neg", "neutral": "neu", "happy": "pos"}
STARS_UNKNOWN = 5
"""Where the author gave no stars, the words are judged as if they had given five: the harder case."""

Row = Mapping[str, Any]


def rows(folder: Path, name: str) -> list[Row]:
    """The comments of one file."""
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]


def accuracy(labels: Sequence[str], said: Sequence[str]) -> float:
    """The share said rightly."""
    return sum(a == b for a, b in zip(labels, said, strict=True)) / len(labels)


def macro_f1(labels: Sequence[str], said: Sequence[str]) -> float:
    """The mean over the three labels of the harmonic mean of precision and recall."""
    scores = []
    for label in LABELS:
        right = sum(a == b == label for a, b in zip(labels, said, strict=True))
        scores.append(2 * right / max(1, labels.count(label) + said.count(label)))
    return sum(scores) / len(scores)


def bare(rows: Iterable[Row], language: str) -> list[str]:
    """What TextBlob's polarity says by itself, its sign being the tone and 0 neutral."""
    from handlers.sentiment.polarity import polarity  # noqa: PLC0415 - start-up is measured without it

    scores = [polarity(row["text"], language) for row in rows]
    return ["neg" if score < 0 else "pos" if score > 0 else "neu" for score in scores]


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


def figures(folder: Path, language: str) -> dict[str, float]:
    """Every figure of one language by its name."""
    balanced, natural = rows(folder, f"public_{language}"), rows(folder, f"public_natural_{language}")
    labels = [row["label"] for row in balanced]
    said = [LABEL_OF[read(row["text"], language, (language,)).tone] for row in balanced]
    alone = bare(balanced, language)
    before = time.perf_counter()
    readings = [read(row["text"], language) for row in natural]
    seconds = time.perf_counter() - before
    found = proposed(natural, readings)
    bare_found = [row for row, tone in zip(natural, bare(natural, language), strict=True) if tone == "pos"]
    negative = sum(row["label"] == "neg" for row in natural)
    return {
        "accuracy": accuracy(labels, said),
        "accuracy, bare TextBlob": accuracy(labels, alone),
        "macro-F1": macro_f1(labels, said),
        "macro-F1, bare TextBlob": macro_f1(labels, alone),
        "candidates: precision": precision(found),
        "candidates: precision, bare TextBlob": precision(bare_found),
        "candidates: share proposed": len(found) / len(natural),
        "candidates: share of negative ones let through": sum(r["label"] == "neg" for r in found) / negative,
        "language found": sum(reading.language == language for reading in readings) / len(readings),
        "milliseconds a text": 1000 * seconds / len(natural),
    }


def start() -> dict[str, float]:
    """What the first verbatim costs."""
    process = psutil.Process()
    memory, before = process.memory_info().rss, time.perf_counter()
    for language in LANGUAGES:
        read("Une formation très utile, merci. A very useful session, thank you.", language, (language,))
    return {
        "first verbatims: seconds": time.perf_counter() - before,
        "first verbatims: megabytes": (process.memory_info().rss - memory) / 1e6,
    }


def main(folder: Path = FOLDER) -> None:
    """Prints one figure a line."""
    for name, figure in start().items():
        print(f"{name:55} {figure:8.3f}")
    for language in LANGUAGES:
        for name, figure in figures(folder, language).items():
            print(f"{language} {name:52} {figure:8.3f}")


if __name__ == "__main__":
    chosen = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    if not chosen.is_dir():
        sys.exit(f"{chosen} is missing: nothing to measure on")
    main(chosen)
