"""Files, on every platform: given in a form, shown in messages, kept there, changed and taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.platforms import Posted, Target
from handlers.chat.cards import Card, Elsewhere, Note, Part, Picture, Sound, Text, card
from handlers.chat.files import file_name
from handlers.chat.words import Say
from storage import files, people
from storage.database import Database
from storage.files import MOST_BYTES, File
from tests.media import GIF, MP3, PNG, WEBP
from tests.platforms.bench import Bench, Chosen, Seen
from tests.platforms.trial import Trial


async def kept(database: Database) -> Sequence[File]:
    async with database.reading() as db:
        return (await db.scalars(select(File))).all()


async def keep(bench: Bench, database: Database, name: str, content: bytes) -> str:
    """A file as a form would have kept it: `file:12`."""
    async with database.transaction() as db:
        space = await people.workspace(db, bench.platform.name, bench.workspace)
        file = await files.keep(
            db, workspace_id=space.id, member_id=None, name=name, content=content, now=datetime.now(UTC)
        )
    return file_name(file.id)


async def say(bench: Bench, what: Card, key: str = "k1", channel: str = "") -> tuple[Posted, Seen]:
    """Posts a card as the outbox does, which draws it again when it is not whole."""
    (drawn,) = bench.platform.draw(what, "en")
    posted = await bench.platform.send(Target(bench.workspace, channel or bench.channel), drawn, key)
    if not posted.whole:
        await bench.platform.edit(posted, drawn)
    await bench.settle()
    return posted, shown(bench, posted)


async def redraw(bench: Bench, posted: Posted, what: Card) -> Seen:
    (drawn,) = bench.platform.draw(what, "en")
    await bench.platform.edit(posted, drawn)
    await bench.settle()
    return shown(bench, posted)


def shown(bench: Bench, posted: Posted) -> Seen:
    return next(seen for seen in bench.seen(posted.channel) if seen.id == posted.message)


def of(*parts: Part) -> Card:
    return card(Say("trial.summary"), Text(Say("trial.thanks")), *parts)


async def test_a_file_given_in_a_form_is_kept_and_named_by_its_number(
    bench: Bench, trial: Trial, database: Database
) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial file")
    assert lina.form is not None
    assert lina.form.fields == {"picture": "A file", "words": "Your words"}

    await lina.fill(picture=Chosen("Pont d’été.PNG", PNG), words="right")

    (file,) = await kept(database)
    (ask,) = trial.taken("trial.sent")
    assert dict(ask.answers) == {"picture": f"file:{file.id}", "words": "right"}
    assert (file.name, file.media_type, file.size) == ("Pont d’été.PNG", "image/png", len(PNG))
    assert list(lina.private[-1].files.values()) == [PNG]


async def test_a_form_may_be_sent_without_its_file(bench: Bench, trial: Trial, database: Database) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial file")

    await lina.fill(words="right")

    assert dict(trial.taken("trial.sent")[0].answers) == {"picture": "", "words": "right"}
    assert not await kept(database)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(MOST_BYTES), "larger than 8 MB"),
        (b"<svg onload='alert(1)'/>", "of no kind I can show"),
        (MP3, "This is not a picture"),
    ],
    ids=["too large", "not what its name says", "a sound"],
)
async def test_a_file_that_is_not_taken_is_said_under_its_field_and_nothing_is_kept(
    bench: Bench, trial: Trial, database: Database, content: bytes, words: str
) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial file")

    await lina.fill(picture=Chosen("bridge.png", content), words="what I wrote")

    assert words in lina.errors[0]
    assert not await kept(database)
    if lina.form is None:
        assert "what I wrote" in lina.private[-1].text
        await lina.command("trial file")
    await lina.fill(picture=Chosen("bridge.png", PNG), words="right")
    assert [file.media_type for file in await kept(database)] == ["image/png"]


async def test_nothing_is_kept_of_a_form_that_is_refused(bench: Bench, database: Database) -> None:
    lina = await bench.person("Lina")
    await lina.command("trial file")

    await lina.fill(picture=Chosen("bridge.png", PNG), words="wrong")

    assert lina.errors
    assert not await kept(database)


@pytest.mark.parametrize("content", [PNG, WEBP], ids=["png", "webp"])
async def test_a_picture_is_shown_with_its_words_and_stays_when_drawn_again(
    bench: Bench, database: Database, content: bytes
) -> None:
    picture = Picture(await keep(bench, database, "bridge.png", content), "A *bridge* of <planks>")

    posted, seen = await say(bench, of(picture))
    assert list(seen.files.values()) == [content]

    seen = await redraw(bench, posted, of(picture, Note("3 likes")))
    assert list(seen.files.values()) == [content]
    assert "3 likes" in seen.text


async def test_a_picture_that_is_replaced_or_withdrawn_is_not_left_behind(bench: Bench, database: Database) -> None:
    first, second = await keep(bench, database, "a.png", PNG), await keep(bench, database, "b.gif", GIF)
    posted, _ = await say(bench, of(Picture(first, "One")))

    seen = await redraw(bench, posted, of(Picture(second, "Two")))
    assert list(seen.files.values()) == [GIF]
    assert not (await redraw(bench, posted, of())).files


async def test_a_sound_is_carried_by_its_message_and_goes_with_it(bench: Bench, database: Database) -> None:
    sound = Sound(await keep(bench, database, "Oiseaux du matin.mp3", MP3), "Birds")

    posted, seen = await say(bench, of(sound, Note("In words: birds")))
    assert list(seen.files.values()) == [MP3]
    assert next(iter(seen.files)).startswith("Oiseaux-du-matin-")
    assert next(iter(seen.files)).endswith(".mp3")

    seen = await redraw(bench, posted, of(sound, Note("3 likes")))
    assert list(seen.files.values()) == [MP3]
    assert not (await redraw(bench, posted, of())).files


async def test_a_file_that_is_gone_is_said_in_its_words(bench: Bench) -> None:
    _, seen = await say(bench, of(Picture("file:999", "A bridge"), Sound("file:999", "Birds")))

    assert "A bridge" in seen.text
    assert not seen.files


async def test_what_stands_elsewhere_is_a_link(bench: Bench) -> None:
    _, seen = await say(bench, of(Elsewhere("Watch [it](http://evil.example)", "https://example.org/film?a=1&b=(2)")))

    assert "Watch" in seen.text
    assert "https://example.org/film?a=1&b=(2)" in str(bench.sent_bodies()[-1].body)
