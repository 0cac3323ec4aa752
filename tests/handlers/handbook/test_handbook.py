"""The handbook: what people agree to now, for who animates their community, the same when nothing changed."""

from __future__ import annotations

import re
from datetime import timedelta

from storage import files, handbook, personal, testimonials
from storage.files import File
from storage.proposals import Proposal
from storage.testimonial_acts import Who
from storage.testimonials import APPROVED, PUBLISHED, WAITING
from tests.conftest import EVERY_DATABASE
from tests.handlers.theatre import HAPPY, Theatre

CAPSULE = "I ask *first*: <advice>, or ears & nothing else?"


async def proposed(play: Theatre, who: str, words: str, credit: str) -> None:
    """Somebody proposes a capsule, which an animator accepts."""
    filled = {"title": "One question", "words": words, "credit": credit}
    await play.press(who, "proposals.send", 0, play.community_id, filled=filled)
    number = len(await play.rows(Proposal))
    await play.press("amina", "proposals.accepted", number, filled={"title": "One question", "theme": "Listening"})


async def won(play: Theatre, who: str, words: str, shown_as: str) -> None:
    """Somebody tells a win."""
    await play.press(who, "pride.send", play.community_id, filled={"words": words, "shown_as": shown_as})


async def published(play: Theatre, who: str) -> None:
    """Somebody's happy words become a testimonial, published under their first name."""
    await play.say(who, await play.session(who))
    await play.tick("testimonials")
    await play.press(who, "testimonials.agree", 1, "first_name")
    async with play.database.transaction() as db:
        one = await db.get_one(testimonials.Testimonial, 1)
        who_does = Who("animator", play.clock.now())
        assert await testimonials.move(db, one, (WAITING,), APPROVED, who_does)
        assert await testimonials.move(db, one, (APPROVED,), PUBLISHED, who_does, published_at=play.clock.now())


async def shared(play: Theatre) -> None:
    """Four people share something."""
    await proposed(play, "lina", CAPSULE, "named")
    await published(play, "omar")
    await won(play, "lina", "I managed to listen until the end.", "anonymous")
    await won(play, "mona", "I managed to be on time, once.", "first_name")
    await play.post()


async def written(play: Theatre, who: str = "amina") -> tuple[str, str]:
    """The page and the Markdown that an animator asks for."""
    assert await play.told(who, "handbook.write") == "handbook.coming"
    await play.post()
    latest = [words for about, words in play.wall.items() if about.startswith("handbook:")][-1]
    page, plain = [int(number) for number in re.findall(r"<file:(\d+)>", latest)]
    async with play.database.reading() as db:
        return await files.text_of(db, page) or "", await files.text_of(db, plain) or ""


@EVERY_DATABASE
async def test_everything_people_agreed_to_is_there_as_they_signed_it(play: Theatre) -> None:
    await shared(play)

    page, plain = await written(play)

    assert "> I ask \\*first\\*: \\<advice\\>, or ears \\& nothing else?\n>\n> — Lina Moreau" in plain
    assert f"> {HAPPY}\n>\n> — Omar\n" in plain
    assert "> I managed to listen until the end.\n>\n> — somebody here" in plain
    assert plain.endswith("- Lina Moreau\n- Omar\n- Mona\n\nand 1 person without their name\n")
    assert "I ask *first*: &lt;advice&gt;, or ears &amp; nothing else?" in page
    assert "Haddad" not in page + plain


async def test_the_same_words_make_the_same_documents(play: Theatre) -> None:
    await shared(play)
    first = await written(play)
    play.clock.move_to(play.clock.now() + timedelta(days=2))
    await play.post()

    assert await written(play) == first
    assert len(await play.rows(File)) == 2
    assert len(await play.owed("handbook:")) == 2


async def test_what_is_taken_back_leaves_the_next_one(play: Theatre) -> None:
    await shared(play)
    await play.press("lina", "proposals.withdraw", 1)
    await play.press("omar", "testimonials.withdraw", 1)
    await play.press("lina", "pride.take_back", 1)
    page, plain = await written(play)

    for words in ("ears", "Listening", HAPPY, "Omar", "Lina", "until the end", "somebody here", "without"):
        assert words not in page + plain
    assert plain.endswith("- Mona\n")


async def test_what_expired_or_was_erased_is_not_there(play: Theatre) -> None:
    await shared(play)
    async with play.database.transaction() as db:
        one = await db.get_one(testimonials.Testimonial, 1)
        one.expires_at = play.clock.now()
    for who in ("lina", "mona"):
        member = await play.member(who)
        async with play.database.transaction() as db:
            await personal.erase(db, member.id, play.clock.now())

    async with play.database.reading() as db:
        assert await handbook.pieces(db, play.community_id, play.clock.now()) == []
    assert await play.told("amina", "handbook.write") == "handbook.nothing"


async def test_it_is_for_who_animates_the_community(play: Theatre) -> None:
    await shared(play)

    assert await play.told("lina", "handbook.write") == "help.only.animator"
    assert await play.told("mona", "handbook.write") == "help.only.animator"
    assert await play.rows(File) == []


async def test_a_capsule_that_was_withdrawn_is_not_there(play: Theatre) -> None:
    await proposed(play, "lina", CAPSULE, "nameless")
    async with play.database.reading() as db:
        (one,) = await handbook.pieces(db, play.community_id, play.clock.now())
    assert (one.theme, one.title, one.words, one.name) == ("Listening", "One question", CAPSULE, None)

    await play.press("amina", "capsules.withdraw", play.community_id, 1)
    async with play.database.reading() as db:
        assert await handbook.pieces(db, play.community_id, play.clock.now()) == []
