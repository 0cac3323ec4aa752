"""What is found, in which order and by whom, on both databases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from storage import communities, outbox, people, search
from storage.communities import ANIMATOR, MANAGER
from storage.copying import copy
from storage.database import Database
from storage.migrate import migrate
from storage.outbox import SENT, Delivery
from storage.search import Entry, Found, KnownWord, Reader
from storage.words import sought
from tests.conftest import EVERY_DATABASE
from tests.postgresql import Server

pytestmark = EVERY_DATABASE
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass
class Place:
    """A workspace with one community, its animator and a learner."""

    workspace_id: int
    community_id: int
    animator: Reader
    learner: Reader


async def place(database: Database, name: str) -> Place:
    async with database.transaction() as db:
        space = await people.workspace(db, "stage", name)
        made = await communities.create(
            db, workspace_id=space.id, name=name, channel="C1", language="fr", zone="UTC", now=NOON
        )
        assert made is not None
        animator, learner = [await people.member(db, space.id, who) for who in ("UA", "UL")]
        await communities.add_role(db, made.id, animator.id, ANIMATOR)
        await communities.add_role(db, made.id, learner.id, MANAGER)
        return Place(space.id, made.id, Reader(space.id, animator.id), Reader(space.id, learner.id))


def entry(number: int, title: str, body: str = "", theme: str = "", language: str = "fr", **more: Any) -> Entry:
    return Entry(f"capsule:{number}", language, title, theme, body, **more)


async def told(database: Database, *entries: Entry) -> None:
    async with database.transaction() as db:
        await search.index(db, entries)


async def posted(database: Database, where: Place, number: int, channel: str | None = "C1") -> None:
    async with database.transaction() as db:
        await outbox.owe(
            db,
            about=f"{where.workspace_id}/{number}/{channel}",
            draw="capsules.post:1",
            workspace_id=where.workspace_id,
            due_at=NOON,
            language="fr",
            channel=channel,
            member_id=None if channel else where.learner.member_id,
            subject=f"capsule:{number}",
        )


async def sent(database: Database) -> None:
    async with database.transaction() as db:
        await db.execute(update(Delivery).values(state=SENT))


async def found(database: Database, reader: Reader, words: str) -> Found:
    async with database.reading() as db:
        return await search.find(db, reader, words, most=10)


async def titles(database: Database, reader: Reader, words: str) -> list[str]:
    return [one.title for one in (await found(database, reader, words)).documents]


MEANT: tuple[str, ...] = (
    "caméra",
    "camera",
    "CAMÉRAS",
    "cam",
    "camra",
    "caméera",
    "cmaera",
    "canera",
    "œuvre",
    "oeuvres",
    "journal",
)
MEANT += ("évaluées", "evaluation", "evaluee", "evaluatoin", "journaux avant", "évaluer la caméra", "camera xyzzy")


async def test_accents_plurals_endings_and_slips_are_forgiven(database: Database) -> None:
    here = await place(database, "W1")
    body = "Une évaluation des **œuvres**, puis les [journaux](https://example.org)."
    await told(database, entry(1, "La caméra avant le juge", body), entry(2, "Poser une question"))
    answers = {words: await titles(database, here.animator, words) for words in MEANT}
    assert {words: found for words, found in answers.items() if found != ["La caméra avant le juge"]} == {}


async def test_the_title_before_the_theme_before_the_body_and_whole_words_before_beginnings(database: Database) -> None:
    here = await place(database, "W1")
    await told(
        database,
        entry(1, "Cadrer une demande", "Le cadre, le cadre et encore le cadre. " * 20),
        entry(2, "Autre chose", "Rien", theme="Cadre"),
        entry(3, "Le cadre d’une réunion", "Un long texte. " * 50),
        entry(4, "Un cadreur filme"),
        entry(5, "Sans rapport"),
    )
    assert await titles(database, here.animator, "cadreur") == ["Un cadreur filme"]
    ordered = await titles(database, here.animator, "cadre")
    assert ordered[0] in ("Le cadre d’une réunion", "Cadrer une demande")
    assert ordered[2:] == ["Autre chose", "Un cadreur filme"]


async def test_all_the_words_else_some_of_them(database: Database) -> None:
    here = await place(database, "W1")
    await told(database, entry(1, "Donner un retour"), entry(2, "Demander un retour"), entry(3, "Donner la parole"))
    both = await found(database, here.animator, "donner retour")
    assert ([one.title for one in both.documents], both.total, both.nearly) == (["Donner un retour"], 1, False)
    some = await found(database, here.animator, "donner retour xyzzy")
    assert (some.documents[0].title, some.total, some.nearly) == ("Donner un retour", 3, True)


async def test_pages_follow_each_other(database: Database) -> None:
    here = await place(database, "W1")
    await told(database, *(entry(number, f"Retour {number}") for number in range(12)))
    pages = []
    async with database.reading() as db:
        for skip in (0, 5, 10, 15):
            page = await search.find(db, here.animator, "retour", skip=skip, most=5)
            pages.append([one.subject for one in page.documents])
            assert page.total == (12 if page.documents else 0)
    assert [len(page) for page in pages] == [5, 5, 2, 0]
    assert len({subject for page in pages for subject in page}) == 12


async def test_what_changes_is_found_by_its_new_words_and_what_is_forgotten_no_more(database: Database) -> None:
    here = await place(database, "W1")
    await told(database, entry(1, "La caméra"), entry(2, "La balance"))
    await told(database, entry(1, "Le miroir"), entry(1, "Le microscope"))
    assert await titles(database, here.animator, "caméra") == []
    assert await titles(database, here.animator, "microscope") == ["Le microscope"]
    async with database.transaction() as db:
        await search.forget(db, ["capsule:1", "capsule:2", "capsule:3"])
    assert await titles(database, here.animator, "microscope balance") == []


async def test_words_that_stand_nowhere_any_more_are_forgotten(database: Database) -> None:
    async def known() -> set[str]:
        async with database.reading() as db:
            return set(await db.scalars(select(KnownWord.word)))

    await told(database, entry(1, "Lina Moreau filme"), entry(2, "Qui filme ?"))
    assert "moreau" in await known()
    await told(database, entry(1, "Hugo filme"))
    assert await known() == {"hugo", "filme", "qui"}
    async with database.transaction() as db:
        await search.forget(db, ["capsule:1"])
    assert await known() == {"filme", "qui"}


async def test_only_what_was_posted_in_a_channel_here_is_found_by_a_learner(database: Database) -> None:
    here, there = await place(database, "W1"), await place(database, "W2")
    await told(
        database,
        entry(1, "Secret of the shelf"),
        entry(2, "Secret of here", community_id=here.community_id),
        entry(3, "Secret of there", community_id=there.community_id),
    )
    for words in ("secret", "secert", "sec", "secret here", "shelf"):
        assert await titles(database, here.learner, words) == []
    async with database.reading() as db:
        assert await search.nearest(db, here.learner, "secretly") == []
        assert await search.nearest(db, here.animator, "secretly") == ["secret"]
        assert await search.read(db, here.learner, "capsule:2") is None
    assert set(await titles(database, here.animator, "secret")) == {"Secret of the shelf", "Secret of here"}

    await posted(database, there, 1)
    await posted(database, there, 3)
    await posted(database, here, 2, channel=None)
    await posted(database, here, 1)
    assert await titles(database, here.learner, "secret") == [], "owed is not yet posted"
    await sent(database)
    assert await titles(database, here.learner, "secret") == ["Secret of the shelf"]
    assert set(await titles(database, there.learner, "secret")) == {"Secret of the shelf", "Secret of there"}
    async with database.reading() as db:
        assert await search.read(db, here.learner, "capsule:3") is None
        assert await search.read(db, here.animator, "capsule:3") is None
        assert await search.read(db, here.learner, "capsule:1") is not None
        assert await search.read(db, Reader(there.workspace_id, here.animator.member_id + 99), "capsule:2") is None


async def test_what_is_given_to_a_workspace_is_found_by_everybody_there_only(database: Database) -> None:
    here, there = await place(database, "W1"), await place(database, "W2")
    await told(database, Entry("course:1", "fr", "Écrire court", "", "", workspace_id=here.workspace_id))
    assert await titles(database, here.learner, "ecrire") == ["Écrire court"]
    assert await titles(database, there.learner, "ecrire") == []
    assert await titles(database, there.animator, "ecrire") == []


async def test_a_copy_takes_the_place_of_the_shelf_in_its_community_only(database: Database) -> None:
    here, there = await place(database, "W1"), await place(database, "W2")
    mine: dict[str, Any] = {"community_id": here.community_id, "replaces": "capsule:1"}
    await told(database, entry(1, "La caméra"), entry(2, "La caméra, corrigée", **mine))
    assert await titles(database, here.animator, "camera") == ["La caméra, corrigée"]
    assert await titles(database, there.animator, "camera") == ["La caméra"]
    await told(database, entry(2, "", **mine))
    assert await titles(database, here.animator, "camera") == []


NASTY = [
    "",
    "   ",
    "'",
    '"',
    '" OR 1=1 --',
    "a* b",
    "NEAR(a b)",
    "title_words : x",
    "-x",
    "+x ^y",
    "a AND",
    "(",
    ")",
    "\\",
]
NASTY += [
    "🎉👩‍👩‍👧",
    "x" * 3000,
    "é" * 3000,
    "le la les",
    "AND OR NOT",
    "%_",
    "a\x00b",
    "\ud800",
    "ﷺ" * 40,
    "1e5 007 3.14",
    "a'b\"c",
]


async def test_nothing_that_is_typed_is_an_error(database: Database) -> None:
    here = await place(database, "W1")
    await told(database, *(entry(n, words.replace("\x00", "").replace("\ud800", "")) for n, words in enumerate(NASTY)))
    for words in NASTY:
        await found(database, here.animator, words)
        async with database.reading() as db:
            await search.nearest(db, here.animator, words)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=60))
async def test_what_was_written_is_found_by_its_own_words(database: Database, words: str) -> None:
    async with database.transaction() as db:
        space = await people.workspace(db, "stage", "W1")
        reader = Reader(space.id, (await people.member(db, space.id, "UA")).id)
    await told(database, Entry("course:1", "xx", words, "", "", workspace_id=space.id))
    assert len(await titles(database, reader, words)) == bool(sought(words))


async def test_the_index_is_right_after_a_copy(database: Database, tmp_path: object, postgresql: Server) -> None:
    address = f"sqlite+aiosqlite:///{tmp_path}/copied.db"
    target = Database(postgresql.new_database() if database.is_sqlite else address)
    source = Database(
        postgresql.new_database() if not database.is_sqlite else f"sqlite+aiosqlite:///{tmp_path}/from.db"
    )
    await migrate(source)
    here = await place(source, "W1")
    await told(source, entry(1, "La caméra avant le juge", "Les faits."), entry(2, "Autre"))
    await copy(source, target, lambda *_: None)
    for words in ("camera", "camra", "faits"):
        assert await titles(target, here.animator, words) == ["La caméra avant le juge"]
    await told(target, entry(1, "Le miroir"))
    assert await titles(target, here.animator, "caméra") == []
    await source.close()
    await target.close()
