"""Tables taken in once, after they were looked at, and written back."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from handlers.chat.cards import Card
from handlers.chat.files import file_name
from handlers.chat.replies import Open, Replace, Tell
from storage import files, moments
from storage.files import File
from storage.sessions import ENDED, PLANNED, Attendee, Session
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import Theatre

TABLE = """\
Formation;Date;Début;Durée;Lieu;Formateur;Moments;Coût;Heures;Participant;Venue
Oser dire;01/12/2026;14h;90;Salle B12;Omar Haddad;Tour de table | Jeu de rôle;120 €;3,5;Lina Moreau;
Oser dire;01/12/2026;14h;90;;;;;;omar;
Oser dire;01/12/2026;14h;90;;;;;;Zoé Inconnue;
Écouter;02/11/2026;9h;60;;;;;;lina;oui
Écouter;02/11/2026;9h;60;;;;;;omar;non
Écouter;32/11/2026;9h;60;;;;;;;
"""


async def sent(play: Theatre, text: str = TABLE, who: str = "amina") -> int:
    """The number of a table that somebody put in a form."""
    member = await play.member(who)
    async with play.database.transaction() as db:
        kept = await files.keep(
            db,
            workspace_id=member.workspace_id,
            member_id=member.id,
            name="table.csv",
            content=text.encode(),
            now=play.clock.now(),
        )
    return kept.id


async def met(play: Theatre, *who: str) -> None:
    for one in who:
        await play.member(one)


async def looks(play: Theatre, number: int, who: str = "amina") -> str:
    return await play.told(who, "rosters.look", play.community_id, filled={"table": file_name(number)})


async def takes(play: Theatre, number: int, announce: int = 0) -> str:
    reply = await play.press("amina", "rosters.take", play.community_id, number, announce)
    assert isinstance(reply, Replace), reply
    assert isinstance(reply.what, Card)
    return play.read(reply.what, "en")


@EVERY_DATABASE
async def test_a_table_is_looked_at_then_taken_in_once(play: Theatre) -> None:
    await met(play, "lina", "omar")
    number = await sent(play)
    assert isinstance(await play.press("amina", "rosters.import"), Open)

    card = await looks(play, number)
    assert "2 new sessions\n4 more people on their lists\n1 of them is over" in card
    assert "Line 4: I know nobody called “Zoé Inconnue” here" in card
    assert "Line 7: “32/11/2026” is not a day." in card
    assert "[Import and announce] [Import without announcing]" in card
    assert await play.rows(Session) == []

    assert "It is done" in await takes(play, number, 1)
    coming, past = await play.rows(Session)
    omar, lina = await play.member("omar"), await play.member("lina")
    assert (coming.state, coming.trainer_id, coming.cost, coming.hours) == (PLANNED, omar.id, "120 €", 3.5)
    assert (past.state, past.remind_at, past.opens_at) == (ENDED, None, None)
    async with play.database.reading() as db:
        assert [one.title for one in await moments.of(db, coming.id)] == ["Tour de table", "Jeu de rôle"]
    came = {one.member_id: one.checked_in_at for one in await play.rows(Attendee) if one.session_id == past.id}
    assert came == {lina.id: past.starts_at, omar.id: None}
    assert await play.owed("session:") == [f"session:{coming.id}"]
    assert await play.owed("rating:") == []

    assert "There is nothing new" in await looks(play, number)
    await takes(play, number, 1)
    assert (len(await play.rows(Session)), len(await play.rows(Attendee))) == (2, 4)


async def test_what_is_there_stays_and_its_list_grows(play: Theatre) -> None:
    await met(play, "lina", "omar")
    await takes(play, await sent(play))
    more = "Course,Date,Start,Length,Place,Attendee\noser dire,2026-12-01,14:00,90,Elsewhere,amina\n"
    card = await looks(play, number := await sent(play, more))
    assert "0 new sessions\n1 more person on their lists\n1 session is there already" in card
    assert "[Import]" in card
    await takes(play, number)
    assert [one.place for one in await play.rows(Session)] == ["Salle B12", ""]
    assert len(await play.rows(Attendee)) == 5


async def test_what_was_written_takes_nothing_in(play: Theatre) -> None:
    await met(play, "lina", "omar")
    await takes(play, await sent(play))
    coming = (await play.rows(Session))[0]
    async with play.database.transaction() as db:
        chosen: Session = await db.merge(coming)
        chosen.trainer = ""  # a member chosen in the form, whose name nobody typed
    assert await play.told("amina", "rosters.export") == "rosters.coming"
    await play.post()
    table = (await play.rows(File))[-1]
    assert f"<file:{table.id}>" in play.wall[f"session-table:{table.id}"]
    async with play.database.reading() as db:
        text = await files.text_of(db, table.id) or ""
    assert ",Salle B12,Omar Haddad,Tour de table" in text
    assert "Écouter,2026-11-02,09:00,10:00,60,Europe/Paris,,,,,,Lina Moreau,lina,yes" in text
    assert "Écouter,2026-11-02,09:00,10:00,60,Europe/Paris,,,,,,Omar Haddad,omar,no" in text
    card = await looks(play, await sent(play, text))
    assert "Left out" not in card
    assert "There is nothing new" in card


async def test_names_that_are_not_one_person_and_cancelled_sessions_are_said(play: Theatre) -> None:
    await met(play, "lina", "Lina Moreau")
    header = "Course,Date,Start,Length,Attendee\n"
    number = await sent(play, f"{header}A,2026-12-01,14:00,90,Zoe Martin\nA,2026-12-01,14:00,90,lina\n")
    for who in ("zoe1", "zoe2"):
        member = await play.member(who)
        async with play.database.transaction() as db:
            (await db.merge(member)).name = "Zoe Martin"
    assert "Line 2: Several people are called “Zoe Martin”" in await looks(play, number)
    await takes(play, number)
    await play.press("amina", "sessions.cancel", 1)
    card = await looks(play, await sent(play, f"{header}A,2026-12-01,14:00,90,amina\n"))
    assert "Line 2: “A” was cancelled on that day" in card
    assert "There is nothing new" in card


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [("", "rosters.no_table"), ("file:99", "help.file.not_table"), ("file:1", "help.table.no_column")],
)
async def test_what_is_no_table_of_sessions_is_said_under_its_field(play: Theatre, answer: str, phrase: str) -> None:
    await sent(play, "Nom;Prénom\nMoreau;Lina\n")
    reply = await play.press("amina", "rosters.look", play.community_id, filled={"table": answer})
    assert isinstance(reply, Tell)
    assert (getattr(reply.what, "key", None), reply.field) == (phrase, "table")


async def test_only_animators_and_only_their_own_table(play: Theatre) -> None:
    await met(play, "lina", "omar")
    number = await sent(play)
    refused: Sequence[tuple[str, tuple[int, ...]]] = (
        ("rosters.export", ()),
        ("rosters.look", (1,)),
        ("rosters.take", (1, number, 1)),
    )
    for route, values in refused:
        assert await play.told("lina", route, *values) == "help.only.animator"
        assert await play.told("mona", route, *values) == "help.only.animator"
    assert await play.told("bruno", "rosters.take", 1, number, 1) == "help.file.not_table"
    assert await play.told("amina", "rosters.take", 2, number, 1) == "help.only.animator"
    assert await play.told("amina", "rosters.take", 1, 99, 1) == "help.file.not_table"
    assert await play.told("amina", "rosters.export") == "rosters.nothing_to_write"
    assert await play.rows(Session) == []
