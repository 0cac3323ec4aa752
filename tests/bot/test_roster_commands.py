"""`import-sessions` and `export-sessions`: the same tables as in chat, for who runs the bot."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main
from storage import communities, people
from storage.database import Database
from tests.conftest import StillClock

TABLE = "Formation;Date;Début;Durée;Participant\nOser dire;01/12/2026;14h;90;U1\nOser dire;tomorrow;14h;90;\n"


@pytest.fixture
async def bot(database: Database, clock: StillClock, tmp_path: Path) -> list[str]:
    """The words before every command; a community called Feedback, in which Lina is U1."""
    async with database.transaction() as db:
        space = await people.workspace(db, "slack", "T1")
        lina = await people.member(db, space.id, "U1")
        await people.refresh(db, lina, people.Known("U1", "Lina", "fr", None, is_admin=False), clock.now())
        await communities.create(
            db,
            workspace_id=space.id,
            name="Feedback",
            channel="C1",
            language="fr",
            zone="Europe/Paris",
            now=clock.now(),
        )
    file = tmp_path / "config.toml"
    file.write_text(f'[storage]\naddress = "sqlite+aiosqlite:///{(tmp_path / "test.db").as_posix()}"\n', "utf-8")
    return ["--config", str(file)]


def test_a_table_goes_in_and_comes_out_the_same(
    bot: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, back = tmp_path / "sessions.csv", tmp_path / "back.csv"
    table.write_bytes(TABLE.encode("cp1252"))
    words = [*bot, "import-sessions", str(table), "--community", "feedback"]
    for more, added in ((["--check"], (1, 0, 1)), ([], (1, 0, 1)), ([], (0, 1, 0))):
        assert main([*words, *more]) == 2
        said = capsys.readouterr()
        expected = "{} sessions added, {} there already, {} people added to lists\n".format(*added)
        assert said.out == expected
        assert said.err.startswith("- line 3: “tomorrow” is not a day.")

    assert main([*bot, "export-sessions", str(back), "--community", "Feedback"]) == 0
    assert "Oser dire;01/12/2026;14:00;15:30;90;Europe/Paris;;;;;;Lina;U1;" in back.read_text("utf-8-sig")
    assert main([*bot, "import-sessions", str(back), "--community", "Feedback"]) == 0
    assert "1 there already, 0 people" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read"),
        (b"PK\0", "is not a table"),
        (b"Nom\nLina\n", "Formation"),
        (b"a" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_no_table_of_sessions_is_refused(
    bot: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, said: str
) -> None:
    table = tmp_path / "sessions.csv"
    if content is not None:
        table.write_bytes(content)
    assert main([*bot, "import-sessions", str(table), "--community", "Feedback"]) == 2
    assert said in capsys.readouterr().err
