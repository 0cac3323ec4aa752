"""How well real comments are read. They are kept outside the project: skipped where they are missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.verbatims import figures, start

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def folder(shared: Path) -> Path:
    found = shared / "verbatims"
    if not found.is_dir():
        pytest.skip(f"{found} is missing: no comments to read")
    return found


@pytest.mark.parametrize(("language", "macro_f1", "learned"), [("fr", 0.55, 0.59), ("en", 0.60, 0.67)])
def test_real_comments_are_read_well_enough(folder: Path, language: str, macro_f1: float, learned: float) -> None:
    found = figures(folder, language)
    assert found["macro-F1"] >= macro_f1
    assert found["macro-F1"] > found["macro-F1, bare TextBlob"]
    assert found["macro-F1, learned, on parts kept apart"] >= learned
    assert found["candidates: precision"] >= 0.96
    assert found["candidates: share proposed"] >= 0.15
    assert found["candidates: share of negative ones let through"] <= 0.005
    assert found["unhappy: recall, 15 % flagged"] >= 0.68
    assert found["unhappy: recall, 15 % flagged"] > found["unhappy: recall, bare TextBlob"]
    assert min(figure for name, figure in found.items() if name.startswith("language") and "other" not in name) >= 0.98


def test_reading_them_all_takes_little_memory(folder: Path) -> None:
    assert start(folder)["resident memory added, all files read: megabytes"] <= 60


def test_figures_are_skipped_where_there_are_no_comments(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.verbatims", str(tmp_path / "nowhere")]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.endswith("is missing: nothing to measure on, skipped.\n")
