"""Pictures, sounds and films, as the channel sees them: whole, once, and still there after a like or a lost answer."""

from __future__ import annotations

from storage import files, people
from storage.formats import Media
from tests.media import MP3, PNG
from tests.platforms.bench import Chosen
from tests.scenarios.asking import TITLE, is_kept, is_posted
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.test_writing import begins, sends_wrongly
from tests.scenarios.turns import crossed, crossed_again

SHOWN = {"en": "A bridge of *three* planks", "fr": "Un pont de *trois* planches"}


async def sent(story: Story, name: str, content: bytes) -> str:
    """A file that an animator gave."""
    async with story.running.database.transaction() as db:
        space = await people.workspace(db, story.bench.name, story.bench.workspace)
        file = await files.keep(
            db, workspace_id=space.id, member_id=None, name=name, content=content, now=story.clock.now()
        )
    return f"file:{file.id}"


@crossed_again
async def test_a_picture_is_seen_first_then_posted_and_stays_when_people_like_it(story: Story) -> None:
    cast = await opening(story)
    await is_kept(story, "image", Media(await sent(story, "pont.png", PNG), SHOWN[story.language]))
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    assert list(cast.amina.told.files.values()) == [PNG]
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    post = story.post
    assert list(post.files.values()) == [PNG]

    await cast.lina.presses(post, "capsules.like")

    assert story.shows(story.again(post), "capsules.likes", n=1)
    assert list(story.again(post).files.values()) == [PNG]
    assert len(story.posts) == 1


@crossed
async def test_a_sound_whose_first_answer_was_lost_is_posted_once_and_can_be_heard(story: Story) -> None:
    cast = await opening(story)
    sound = await sent(story, "oiseaux.mp3", MP3)
    await is_kept(story, "audio", Media(sound, SHOWN[story.language]))
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    await story.bench.lose_next_answer()
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    await story.passes(minutes=1)

    assert len(story.posts) == 1
    assert list(story.post.files.values()) == [MP3]
    assert story.shows(story.post, "capsules.media.says", words=SHOWN[story.language])


@crossed_again
async def test_the_bot_restarted_gives_nothing_again_and_what_is_corrected_is_shown(story: Story) -> None:
    first, second = await sent(story, "a.png", PNG), await sent(story, "b.mp3", MP3)
    cast, post = await is_posted(story, "image", Media(first, SHOWN[story.language]))
    await story.the_bot_stops()
    await story.the_bot_starts()
    await is_kept(story, "audio", Media(second, SHOWN[story.language]))

    await cast.lina.presses(post, "capsules.like")
    await story.passes(minutes=1)

    assert list(story.again(post).files.values()) == [MP3]


@crossed
async def test_a_picture_is_written_in_chat_with_each_mistake_said_and_nothing_typed_lost(story: Story) -> None:
    amina = (await opening(story)).amina
    await begins(story, amina, "image")
    title, words = TITLE[story.language], SHOWN[story.language]
    fake, large = Chosen("pont.png", b"<svg/>"), Chosen("pont.png", PNG + bytes(files.MOST_BYTES))
    typed = {"title": title, "alternative": words}

    await sends_wrongly(story, amina, "help.file.not_taken", {**typed, "file": fake})
    await sends_wrongly(story, amina, "help.file.too_large", {"file": large}, most=8)
    await sends_wrongly(story, amina, "help.file.not_image", {"file": Chosen("pont.png", MP3)})
    await sends_wrongly(
        story, amina, "capsules.media.no_alternative", {"file": Chosen("p.png", PNG), "alternative": "-"}
    )
    await amina.fills(alternative=words)

    assert holds(amina.told.text, title)
    await amina.presses(amina.told, "schedules.post_now")
    assert list(story.post.files.values()) == [PNG]


@crossed
async def test_a_film_is_its_address_its_words_and_another_way_to_it(story: Story) -> None:
    film = Media("https://example.org/film", SHOWN[story.language], "https://example.org/film/text")
    _, post = await is_posted(story, "video", film)

    assert story.shows(post, "capsules.media.says", words=SHOWN[story.language])
    body = str(story.bench.sent_bodies())
    for address in (film.address, film.fallback):
        assert address in body
