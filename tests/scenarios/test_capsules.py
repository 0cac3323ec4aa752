"""A capsule's life: imported, chosen, planned, posted once on its hour, liked and answered."""

from __future__ import annotations

from handlers.chat.words import Channel, Say, When
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.story import EXAMPLES, ZONE, Story
from tests.scenarios.turns import crossed, crossed_again

TITLE = {"en": "Say what you saw, then what it did", "fr": "La caméra avant le juge"}
BODY = {"en": "Three pieces are enough, known as SBI", "fr": "La différence tient en trois temps"}
SHIPPED = 6


async def a_shelf(story: Story) -> Cast:
    """The community, with the capsules we ship to choose from."""
    cast = await opening(story)
    report = await story.imports(EXAMPLES / story.language)
    assert (report.added, report.bad) == (SHIPPED, [])
    again = await story.imports(EXAMPLES / story.language)
    assert (again.added, again.unchanged) == (0, SHIPPED)
    return cast


async def a_post(story: Story) -> tuple[Cast, Seen]:
    """A capsule in its channel."""
    cast = await a_shelf(story)
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    return cast, story.post


async def test_a_capsule_is_planned_and_posted_once_on_its_hour(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await amina.types("capsule list")
    assert amina.reads(amina.told, "schedules.nothing_coming")
    assert amina.reads(amina.told, "capsules.shelf", n=SHIPPED)
    assert holds(amina.told.text, title)

    await amina.types(f"capsule preview {title}")
    assert amina.reads(amina.told, "capsules.preview_of", channel=Channel(story.bench.channel))
    assert holds(amina.told.text, BODY[story.language])
    assert story.posts == []

    await amina.types(f"capsule schedule {title}")
    assert amina.form.title == story.said(Say("schedules.form.title"))
    await amina.fills(date="2026-11-25", time="09:00", repeats="once")
    await amina.presses(amina.told, "schedules.confirm")
    when = When(story.at("2026-11-25T09:00"), ZONE)
    assert amina.reads(amina.told, "schedules.planned", title=title)
    assert amina.reads(amina.told, "schedules.date", at=when)
    await amina.types("capsule list")
    assert amina.reads(amina.told, "capsules.dated", title=title, at=when)

    await story.comes("2026-11-25T08:59")
    assert story.posts == []
    await story.comes("2026-11-25T09:00")
    (post,) = story.posts
    assert holds(post.text, title)
    assert holds(post.text, BODY[story.language])
    await story.comes("2026-11-27T09:00")
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_a_weekly_capsule_comes_back_until_it_is_cancelled_and_can_be_taken_up_again(story: Story) -> None:
    amina, title = (await a_shelf(story)).amina, TITLE[story.language]
    await amina.types(f"capsule schedule {title}")
    await amina.fills_wrongly("schedules.mistake.past", {}, date="2026-11-23", time="09:00", repeats="weekly")
    await amina.types(f"capsule schedule {title}")
    await amina.fills(date="2026-11-25", time="09:00", repeats="weekly")
    await amina.presses(amina.told, "schedules.confirm")
    planned = amina.told
    await story.comes("2026-11-25T09:00")
    await story.comes("2026-12-02T09:00")
    assert len(story.posts) == 2

    await amina.presses(planned, "schedules.cancel")
    assert amina.reads(amina.again(planned), "schedules.cancelled", title=title)
    await story.comes("2026-12-09T09:00")
    assert len(story.posts) == 2

    await amina.presses(amina.again(planned), "schedules.undo")
    await story.comes("2026-12-16T09:00")
    assert len(story.posts) == 3


@crossed_again
async def test_a_like_counts_once_a_person_by_button_or_by_emoji(story: Story) -> None:
    cast, post = await a_post(story)
    lina, hugo = cast.lina, cast.hugo

    await lina.presses(post, "capsules.like")
    assert story.shows(story.again(post), "capsules.likes", n=1)
    await hugo.puts("🎉", post)
    assert story.shows(story.again(post), "capsules.likes", n=2)
    await lina.puts("👍", post)
    await hugo.puts("👍", post)
    await hugo.puts("😢", post)
    assert story.shows(story.again(post), "capsules.likes", n=2)

    await lina.presses(post, "capsules.like")
    assert lina.reads(lina.told, "likes.emoji_still")
    assert story.shows(story.again(post), "capsules.likes", n=2)
    await lina.takes_back("👍", post)
    assert story.shows(story.again(post), "capsules.likes", n=1)
    await hugo.takes_back("🎉", post)
    assert story.shows(story.again(post), "capsules.likes", n=1)
    await hugo.takes_back("👍", post)
    assert not story.shows(story.again(post), "capsules.likes", n=1)
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_replies_in_the_thread_are_comments_that_follow_their_author(story: Story) -> None:
    cast, post = await a_post(story)
    lina, hugo = cast.lina, cast.hugo

    reply = await lina.replies(post, "I tried it this morning & it works <really>")
    await hugo.replies(post, "Me too")
    assert story.shows(story.again(post), "capsules.comments", n=2)
    await lina.rewrites(reply, "I tried it twice: it works")
    assert story.shows(story.again(post), "capsules.comments", n=2)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.export")
    assert holds(lina.letter.text, "I tried it twice: it works")
    assert not holds(lina.letter.text, "this morning")

    await lina.deletes(reply)
    assert story.shows(story.again(post), "capsules.comments", n=1)


@crossed_again
async def test_a_comment_by_the_button_is_read_in_the_thread_and_can_be_taken_back(story: Story) -> None:
    cast, post = await a_post(story)
    lina = cast.lina

    await lina.presses(post, "capsules.comment")
    assert lina.form.title == story.said(Say("comments.form.title"))
    await lina.fills(words="Does it work *in writing* too?")
    assert lina.reads(lina.told, "comments.thanks")
    assert story.shows(story.again(post), "capsules.comments", n=1)
    (comment,) = story.thread(post)
    assert holds(comment.text, "Does it work in writing too")
    assert holds(comment.text, lina.name)

    await lina.presses(lina.told, "comments.take_back")
    (comment,) = story.thread(post)
    assert story.shows(comment, "comments.taken_back")
    assert not story.shows(story.again(post), "capsules.comments", n=1)
    assert story.nobody_sees("writing", lina, cast.hugo)
