"""Capsules that ask something, in the community's language, posted in its channel."""

from __future__ import annotations

from storage import capsules
from storage.capsules import Source
from storage.formats import Details, version, written
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.story import Story

TITLE = {"en": "Fact or judgement?", "fr": "Fait ou jugement ?"}
QUESTION = {"en": "Which of these would a camera have *recorded*?", "fr": "Qu’est-ce qu’une caméra aurait *filmé* ?"}


async def is_kept(story: Story, format_: str, details: Details) -> int:
    """An animator's capsule, written or corrected."""
    kept = written(details)
    words = (TITLE[story.language], "Facts", format_, QUESTION[story.language], "", 3, "easy", story.language)
    source = Source("written/1", None, *words, version([kept]), kept)
    async with story.running.database.transaction() as db:
        return (await capsules.keep(db, [source], story.clock.now()))["written/1"][0]


async def is_posted(story: Story, format_: str, details: Details) -> tuple[Cast, Seen]:
    """The community, with the capsule in its channel: the animator saw it first, and posted it."""
    cast = await opening(story)
    await is_kept(story, format_, details)
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    return cast, story.post
