"""What people take back, rewrite or delete while the bot is away is found too, as if it had been there."""

from __future__ import annotations

import asyncio

from storage import comments
from tests.scenarios.story import PATIENCE, Story
from tests.scenarios.test_capsules import TITLE, a_post
from tests.scenarios.turns import crossed, crossed_again


async def words_kept(story: Story, *replies: str) -> list[str | None]:
    """The words kept of some replies."""
    async with story.running.database.reading() as db:
        found = [await comments.of_message(db, story.bench.channel, reply) for reply in replies]
    return [comment.words if comment else None for comment in found]


@crossed_again
async def test_what_was_undone_while_the_bot_was_away_is_undone(story: Story) -> None:
    cast, post = await a_post(story)
    lina, hugo = cast.lina, cast.hugo
    for emoji in ("👍", "🎉"):
        await lina.puts(emoji, post)
    await hugo.puts("👍", post)
    kept, rewritten, deleted = [await lina.replies(post, words) for words in ("Kept", "Written", "Deleted")]
    await story.passes(minutes=5)
    await story.the_bot_stops()

    await lina.takes_back("👍", post)
    await hugo.takes_back("👍", post)
    await lina.rewrites(rewritten, "Written again")
    await lina.deletes(deleted)
    await cast.marc.puts("❤️", post)
    late = await cast.marc.replies(post, "Late")
    await cast.marc.deletes(await cast.marc.replies(post, "Never heard of"))
    await story.the_bot_starts()

    async with asyncio.timeout(PATIENCE):
        while await words_kept(story, kept, rewritten, deleted, late) != ["Kept", "Written again", None, "Late"]:
            await asyncio.sleep(0.02)
    await story.settle()
    assert story.shows(story.again(post), "capsules.comments", n=3)
    assert story.shows(story.again(post), "capsules.likes", n=2)
    await lina.takes_back("🎉", post)
    assert story.shows(story.again(post), "capsules.likes", n=1)


@crossed
async def test_reading_again_changes_nothing_when_nothing_was_missed(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.lina.puts("👍", post)
    await cast.lina.presses(post, "capsules.comment")
    await cast.lina.fills(words="By the button")
    reply = await cast.hugo.replies(post, "In the thread")
    await story.passes(minutes=5)
    before = len(story.bench.sent_bodies()), story.again(post)

    for _ in range(2):
        await story.running.upkeep.catch_up()
        await story.settle()

    assert story.again(post) == before[1]
    assert await words_kept(story, reply) == ["In the thread"]
    edits = [sent.method for sent in story.bench.sent_bodies()[before[0] :] if sent.method.startswith(("chat.", "P"))]
    assert edits == []


@crossed_again
async def test_a_post_posted_twice_keeps_the_answers_of_each(story: Story) -> None:
    cast, first = await a_post(story)
    reply = await cast.lina.replies(first, "Under the first")
    await cast.lina.puts("👍", first)
    await story.passes(hours=2)
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    assert story.post.id != first.id
    await story.passes(minutes=5)

    await story.running.upkeep.catch_up()
    await story.settle()

    assert await words_kept(story, reply) == ["Under the first"]
    assert story.shows(story.post, "capsules.likes", n=1)


@crossed
async def test_who_was_erased_is_not_brought_back_by_their_old_emoji(story: Story) -> None:
    cast, post = await a_post(story)
    lina = cast.lina
    await lina.puts("👍", post)
    await lina.replies(post, "Mine")
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word={"en": "erase", "fr": "effacer"}[story.language])
    await cast.hugo.types("me")
    await story.passes(minutes=5)
    await story.the_bot_stops()
    await cast.hugo.puts("👍", post)
    await story.the_bot_starts()

    await story.until(lambda: story.shows(story.again(post), "capsules.likes", n=2))
    await story.running.upkeep.catch_up()
    await story.settle()

    assert story.shows(story.again(post), "capsules.likes", n=2)
    assert story.shows(story.again(post), "capsules.comments", n=1)
