"""`bot train` on the command line: where it writes, and what it says when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main


@pytest.fixture
def bot(tmp_path: Path) -> list[str]:
    """The words before every command."""
    file = tmp_path / "config.toml"
    file.write_text(f'[storage]\naddress = "sqlite+aiosqlite:///{(tmp_path / "bot.db").as_posix()}"\n', "utf-8")
    return ["--config", str(file)]


def test_without_a_file_it_says_how_to_name_one(bot: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*bot, "train"]) == 2
    assert capsys.readouterr().err.startswith("Say where: --to and a file")


def test_without_comments_nothing_is_written(
    bot: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "weights.json"
    assert main([*bot, "train", "--to", str(file)]) == 2
    said = capsys.readouterr().err
    assert "en: 0 rated comments" in said
    assert f"Nothing was written to {file}" in said
    assert not file.exists()


def test_weights_that_are_broken_stop_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weights, file = tmp_path / "weights.json", tmp_path / "config.toml"
    weights.write_text("{}", "utf-8")
    file.write_text(f'[discord]\nenabled = true\n[sentiment]\nweights = "{weights.as_posix()}"\n', "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DISCORD_TOKEN", "MTIz.x.y")
        assert main(["--config", str(file), "run"]) == 2
    assert "is not a file written by train" in capsys.readouterr().err
