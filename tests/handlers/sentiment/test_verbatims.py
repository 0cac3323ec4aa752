"""How well real comments are read. They are kept outside the project: skipped where they are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.verbatims import figures


@pytest.mark.parametrize(("language", "macro_f1"), [("fr", 0.55), ("en", 0.60)])
def test_real_comments_are_read_well_enough(shared: Path, language: str, macro_f1: float) -> None:
    folder = shared / "verbatims"
    if not folder.is_dir():
        pytest.skip(f"{folder} is missing: no comments to read")
    found = figures(folder, language)
    assert found["macro-F1"] >= macro_f1
    assert found["macro-F1"] > found["macro-F1, bare TextBlob"]
    assert found["candidates: precision"] >= 0.96
    assert found["candidates: share proposed"] >= 0.15
    assert found["language found"] >= 0.98
