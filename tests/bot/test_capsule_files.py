"""`bot import` and `bot export` as an operator types them: what they say, and the code they end with."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main

QUIZ = "::Colour:: What colour is the sky? {=Blue ~Green}\n\nTell us why. {}\n"


@pytest.fixture
def bot(tmp_path: Path) -> list[str]:
    """The words before every command."""
    file = tmp_path / "config.toml"
    file.write_text(f'[storage]\naddress = "sqlite+aiosqlite:///{(tmp_path / "bot.db").as_posix()}"\n', "utf-8")
    return ["--config", str(file)]


def test_files_go_in_and_out(bot: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes, out, gift = tmp_path / "notes", tmp_path / "out", tmp_path / "quizzes.gift"
    notes.mkdir()
    (notes / "a.md").write_text("# Ask first\n\nThey may not be ready.\n", "utf-8")
    (notes / "b.gift").write_text(QUIZ, "utf-8")
    assert main([*bot, "import", str(notes)]) == 0
    assert (
        capsys.readouterr().out == "2 added, 0 updated, 0 unchanged, 1 skipped\n- b.gift, line 3: skipped, an essay\n"
    )
    for written in ("2 written, 0 unchanged", "0 written, 2 unchanged"):
        assert main([*bot, "export", str(out), "--gift", str(gift)]) == 0
        assert f"{out}: {written}, 0 left out\n" in capsys.readouterr().out
    for folder in (out, gift):
        assert main([*bot, "import", str(folder)]) == 0
        assert capsys.readouterr().out.startswith("0 added, 0 updated, ")


def test_what_is_wrong_is_said_with_its_line(
    bot: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cut.gift").write_text("::Colour:: What colour {=Bl", "utf-8")
    assert main([*bot, "import", str(tmp_path / "cut.gift")]) == 2
    assert capsys.readouterr().err.startswith("- cut.gift, line 1: the answers opened by { are never closed")
    assert main([*bot, "import", str(tmp_path / "nowhere")]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert main([*bot, "export"]) == 2
    assert main([*bot, "export", str(tmp_path / "cut.gift")]) == 2
    assert "cannot be a folder to write in" in capsys.readouterr().err
    assert main([*bot, "export", "--gift", str(tmp_path / "cut.gift")]) == 2
    assert "was not written by an export" in capsys.readouterr().err
