"""Finding: a learner remembers a few words, badly; an animator looks for what to post next."""

from __future__ import annotations

from handlers.chat.words import Channel
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.story import EXAMPLES, Story
from tests.scenarios.turns import crossed

POSTED = {"en": "Say what you saw, then what it did", "fr": "La caméra avant le juge"}
REMEMBERED = {"en": "situatoin behaviors", "fr": "cameras juges"}
KEPT_FOR_LATER = {"en": "question", "fr": "question"}


@crossed
async def test_what_was_posted_is_found_by_words_badly_remembered(story: Story) -> None:
    cast, title = await opening(story), POSTED[story.language]
    lina, amina = cast.lina, cast.amina
    await story.imports(EXAMPLES / story.language)
    await lina.types(f"find {REMEMBERED[story.language]}")
    assert lina.reads(lina.told, "search.nothing", words=REMEMBERED[story.language])
    assert not holds(lina.told.text, title)

    await amina.types(f"capsule preview {title}")
    await amina.presses(amina.told, "schedules.post_now")
    post = story.post
    await lina.types(f"find {REMEMBERED[story.language]}")
    assert holds(lina.told.text, title)
    assert not lina.may_press(lina.told, "search.schedule")
    await lina.presses(lina.told, "search.see")
    assert lina.reads(lina.told, "search.only_you", channel=Channel(story.bench.channel))
    assert holds(lina.told.text, title)
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_an_animator_finds_what_to_plan_in_a_form(story: Story) -> None:
    cast = await opening(story)
    lina, amina = cast.lina, cast.amina
    await story.imports(EXAMPLES / story.language)
    await amina.types("find")
    await amina.fills(words=KEPT_FOR_LATER[story.language])
    answer = amina.told
    assert amina.may_press(answer, "search.see")
    await amina.presses(answer, "search.schedule")
    await amina.fills(date="2026-11-25", time="09:00", repeats="once")
    assert story.posts == []

    await lina.types("find")
    await lina.fills(words=KEPT_FOR_LATER[story.language])
    assert lina.reads(lina.told, "search.nothing", words=KEPT_FOR_LATER[story.language])
    await lina.presses(lina.told, "search.again")
    await lina.fills(words="🎉")
    assert lina.reads(lina.told, "search.nothing_next")
