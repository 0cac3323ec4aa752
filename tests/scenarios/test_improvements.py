"""The answer: a few words change a course, their author is told, and the channel reads it once an animator agrees."""

from __future__ import annotations

from handlers.chat.words import Channel, Say, When
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, UNHAPPY, a_session, it_ends, says
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed, crossed_again

BETTER = "Shorter *days* & <b>theory</b> before"
WHY = "From <@everyone> *March* on, `two` half-days."


async def answered(story: Story, scope: str) -> Cast:
    """Lina said it was long, after four others rated the session; Amina wrote what that changes."""
    cast = await opening(story)
    others = [cast.hugo, cast.ada, cast.marc, await story.person("Nadia Karim")]
    await a_session(story, cast.amina, cast.lina, *others)
    await it_ends(story)
    for other in others:
        await other.presses(other.letter, "feedback.stars", n=4)
    await says(story, cast.lina, UNHAPPY[story.language], stars=2, scope=scope)

    amina = cast.amina
    # Words without a name are read once they are told with those of four others: whoever looks first tells them.
    await amina.types("session results")
    await amina.presses(amina.told, "results.button.course")
    await amina.types("improvements")
    assert amina.reads(amina.told, "improvements.list.none")
    await amina.presses(amina.told, "improvements.button.words")
    assert holds(amina.told.text, UNHAPPY[story.language])
    assert not holds(amina.told.text, "Lina") or scope != "anonymous"
    await amina.presses(amina.told, "improvements.button.from_words")
    await amina.presses(amina.told, "improvements.button.new")
    await amina.fills(title=BETTER, state="planned", words=WHY, review="3")
    assert amina.reads(amina.told, "improvements.made_told", title=BETTER)
    return cast


async def the_draft(story: Story, cast: Cast) -> Seen:
    """The first of December at nine."""
    await story.comes("2026-12-01T09:00")
    (draft,) = [
        seen
        for seen in cast.amina.direct
        if cast.amina.reads(seen, "improvements.card.draft", community=story.community)
    ]
    return draft


async def is_now(cast: Cast, state: str) -> None:
    """Amina says how far it is."""
    await cast.amina.types("improvements")
    await cast.amina.presses(cast.amina.told, "improvements.button.change")
    await cast.amina.fills(title=BETTER, state=state, words=WHY, review="same")
    assert cast.amina.reads(cast.amina.told, "improvements.kept_told", title=BETTER)


@crossed
async def test_words_without_a_name_are_answered_told_to_their_author_and_shown_once_approved(story: Story) -> None:
    cast = await answered(story, "anonymous")
    lina, amina, words = cast.lina, cast.amina, UNHAPPY[story.language]
    before = len(lina.direct)
    await story.passes(hours=1)
    assert len(lina.direct) == before + 1
    assert lina.reads(lina.letter, "improvements.news.said", course=COURSE[story.language])
    assert lina.reads(lina.letter, "improvements.news.planned", title=BETTER)
    assert holds(
        lina.letter.text, f"{words} {story.said(Say('improvements.news.planned', title=BETTER), lina.language)}"
    )
    assert holds(lina.letter.text, "From <@everyone> *March* on, `two` half-days")

    await is_now(cast, "doing")
    await story.passes(hours=1)
    assert lina.reads(lina.letter, "improvements.news.doing", title=BETTER)
    since = When(story.at("2026-11-15T12:00"), "UTC", "month")
    await cast.hugo.types("improvements")
    assert cast.hugo.reads(cast.hugo.told, "improvements.line.doing", title=BETTER, since=since)

    draft = await the_draft(story, cast)
    assert holds(draft.text, f"{words} {story.said(Say('improvements.signed.anonymous'))}")
    await amina.presses(draft, "improvements.button.approve")
    post = story.post
    assert story.shows(post, "improvements.card.title")
    assert story.shows(post, "improvements.line.doing", title=BETTER, since=since)
    assert holds(post.text, words)
    assert not holds(post.text, "Lina")
    await cast.hugo.presses(post, "improvements.card.like")
    assert story.shows(story.again(post), "improvements.card.likes", n=1)

    await is_now(cast, "done")
    now = When(story.at("2026-12-15T12:00"), "UTC", "month")
    assert story.shows(story.again(post), "improvements.line.done", title=BETTER, since=now)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word={"en": "erase", "fr": "effacer"}[story.language])
    assert story.nobody_sees(words, lina, cast.hugo)
    assert not any(holds(seen.text, words) for seen in amina.direct)


@crossed_again
async def test_nothing_is_posted_unless_approved_and_the_quarter_is_balanced(story: Story) -> None:
    cast = await answered(story, "team")
    lina, letters = cast.lina, len(cast.lina.direct)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.change_questions")
    await lina.fills(news="no")
    await story.passes(hours=1)
    assert len(lina.direct) == letters
    draft = await the_draft(story, cast)
    posts = len(story.posts)
    assert not holds(draft.text, UNHAPPY[story.language])
    await cast.amina.presses(draft, "improvements.button.leave_out")
    assert cast.amina.reads(cast.amina.again(draft), "improvements.card.left_out", title=BETTER)
    await cast.amina.presses(cast.amina.again(draft), "improvements.button.approve")
    assert cast.amina.reads(cast.amina.told, "improvements.card.nothing_left")
    await cast.amina.presses(cast.amina.again(draft), "improvements.button.drop")
    assert cast.amina.reads(cast.amina.again(draft), "improvements.card.ask.dropped", who=cast.amina.name)
    assert len(story.posts) == posts

    await story.comes("2027-01-04T09:00")
    assert len(story.posts) == posts
    marc = cast.marc
    assert any(marc.reads(seen, "improvements.balance.title", community=story.community) for seen in marc.direct)
    await marc.types({"en": "improvements balance", "fr": "improvements bilan"}[story.language])
    assert marc.reads(marc.told, "improvements.balance.few")
    await cast.hugo.types("improvements balance")
    assert cast.hugo.reads(cast.hugo.told, "help.only.manager")


@crossed
async def test_the_promise_is_posted_and_pinned_when_an_animator_says_so_and_follows_what_is_promised(
    story: Story,
) -> None:
    cast = await opening(story)
    amina, posts = cast.amina, len(story.posts)
    await amina.types({"en": "improvements promise", "fr": "improvements promesse"}[story.language])
    assert amina.reads(amina.told, "improvements.promise.days", n=5)
    assert len(story.posts) == posts
    await amina.presses(amina.told, "improvements.promise.button.post")
    assert amina.reads(amina.told, "improvements.promise.pin", channel=Channel(story.bench.channel))
    post = story.post
    assert len(story.posts) == posts + 1
    assert story.shows(post, "improvements.promise.not_yet")
    assert post.pinned

    await amina.types("community promise")
    await amina.fills(days="2", cold="60")
    assert story.shows(story.again(post), "improvements.promise.days", n=2)
    await amina.types("improvements")
    await amina.presses(amina.told, "improvements.button.promise")
    await amina.presses(amina.told, "improvements.promise.button.again")
    assert story.shows(story.again(post), "improvements.promise.over")
    assert [seen.pinned for seen in (story.again(post), story.post)] == [False, True]
    await story.bench.forbid_pins()
    await amina.types("improvements promise")
    await amina.presses(amina.told, "improvements.promise.button.down")
    await amina.presses(amina.told, "improvements.promise.button.post")
    await story.passes(minutes=5)
    assert story.shows(story.post, "improvements.promise.days", n=2)
    assert not story.post.pinned
    what = Say("deliveries.what.improvements.promised")
    (notice,) = [
        seen
        for seen in amina.direct
        if amina.reads(seen, "deliveries.pin.notice", what=what, channel=Channel(story.bench.channel))
    ]
    reason = {"slack": "right", "discord": "not_allowed"}[story.bench.name]
    assert amina.reads(notice, f"deliveries.pin.do.{reason}")
