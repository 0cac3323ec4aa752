"""The bot goes away and comes back: what people did meanwhile is found, what was on its way arrives, once."""

from __future__ import annotations

from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, HAPPY, a_session, it_ends, its_slot_comes, says
from tests.scenarios.story import Story
from tests.scenarios.test_capsules import TITLE, a_post
from tests.scenarios.turns import crossed, crossed_again


@crossed
async def test_likes_and_replies_made_while_the_bot_was_away_are_found(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.lina.puts("👍", post)
    await cast.lina.replies(post, "Before you left")
    await story.the_bot_stops()
    await cast.hugo.puts("🎉", post)
    late = await cast.hugo.replies(post, "While you were away")
    await cast.hugo.rewrites(late, "While you were away, and then some")
    await cast.marc.replies(post, "Me too")

    await story.the_bot_starts()

    await story.until(lambda: story.shows(story.again(post), "capsules.likes", n=2))
    await story.until(lambda: story.shows(story.again(post), "capsules.comments", n=3))
    await story.the_bot_stops()
    await story.the_bot_starts()
    await story.passes(minutes=5)
    assert story.shows(story.again(post), "capsules.likes", n=2)
    assert story.shows(story.again(post), "capsules.comments", n=3)
    await cast.hugo.types("me")
    await cast.hugo.presses(cast.hugo.told, "privacy.me.export")
    assert not story.nobody_sees("While you were away and then some", cast.hugo)


@crossed
async def test_buttons_of_before_still_work(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    private = cast.amina.told
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    question = cast.lina.letter

    await story.the_bot_stops()
    await story.the_bot_starts()

    await cast.hugo.presses(story.again(post), "capsules.like")
    assert story.shows(story.again(post), "capsules.likes", n=1)
    await cast.lina.presses(question, "feedback.stars", n=5)
    assert cast.lina.reads(cast.lina.again(question), "feedback.thanks", course=COURSE[story.language], n=5)
    await cast.amina.presses(private, "schedules.schedule")
    await cast.amina.fills(date="2026-11-25", time="09:00", repeats="once")
    await cast.amina.presses(cast.amina.told, "schedules.confirm")
    assert cast.amina.reads(cast.amina.told, "schedules.planned", title=TITLE[story.language])


@crossed_again
async def test_what_came_due_while_the_bot_was_away_is_done_once(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.amina.types(f"capsule schedule {TITLE[story.language]}")
    await cast.amina.fills(date="2026-11-25", time="09:00", repeats="once")
    await cast.amina.presses(cast.amina.told, "schedules.confirm")
    await a_session(story, cast.amina, cast.lina, cast.hugo)
    before = len(story.posts)
    await story.the_bot_stops()
    await story.comes("2026-11-25T11:00")
    assert len(story.posts) == before

    await story.the_bot_starts()
    for _ in range(2):
        await story.the_bot_stops()
        await story.the_bot_starts()

    assert len(story.posts) == before + 1
    assert story.post.id != post.id
    assert (len(cast.lina.direct), len(cast.hugo.direct)) == (1, 1)


@crossed
async def test_a_message_whose_answer_was_lost_is_found_by_the_next_bot_and_not_sent_again(story: Story) -> None:
    cast, post = await a_post(story)
    await cast.amina.types(f"capsule schedule {TITLE[story.language]}")
    await cast.amina.fills(date="2026-11-25", time="09:00", repeats="once")
    await cast.amina.presses(cast.amina.told, "schedules.confirm")
    before = len(story.posts)

    await story.bench.lose_next_answer()
    await story.comes("2026-11-25T09:00")
    assert len(story.posts) == before + 1
    assert await story.is_owed_something()
    await story.the_bot_stops()
    await story.the_bot_starts()
    await story.passes(minutes=10)

    assert len(story.posts) == before + 1
    await cast.lina.presses(story.post, "capsules.like")
    assert story.shows(story.post, "capsules.likes", n=1)
    assert story.post.id != post.id
    assert not await story.is_owed_something()


@crossed_again
async def test_a_testimonial_goes_on_where_it_was(story: Story) -> None:
    cast = await opening(story)
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    await says(story, cast.lina, HAPPY[story.language])
    asked = cast.lina.letter
    await story.the_bot_stops()
    await story.the_bot_starts()

    await cast.lina.presses(asked, "testimonials.ask.button.anonymous")
    await story.the_bot_stops()
    await story.the_bot_starts()
    await cast.amina.presses(cast.amina.letter, "testimonials.review.approve")
    await story.the_bot_stops()
    await story.the_bot_starts()
    await its_slot_comes(story)
    assert holds(story.post.text, HAPPY[story.language])
    await cast.lina.presses(cast.lina.again(asked), "testimonials.withdraw")

    assert story.shows(story.post, "testimonials.post.withdrawn")
    assert story.nobody_sees(HAPPY[story.language], cast.amina, cast.ada, cast.hugo)
