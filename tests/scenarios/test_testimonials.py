"""Happy words: their author decides, then an animator, then their author again."""

from __future__ import annotations

from handlers.chat.words import Channel, Say
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, HAPPY, a_session, it_ends, its_slot_comes, says
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed, crossed_again

REASON = "It names a client & <project>: could you tell it without?"


async def happy_words(story: Story) -> tuple[Cast, Seen]:
    """Lina came and was happy; the question she is asked."""
    cast = await opening(story)
    await a_session(story, cast.amina, cast.lina)
    await it_ends(story)
    await says(story, cast.lina, HAPPY[story.language])
    asked = cast.lina.letter
    assert cast.lina.reads(asked, "testimonials.ask.title")
    return cast, asked


async def waiting(story: Story, way: str = "full_name") -> tuple[Cast, Seen, Seen]:
    """Lina said yes; her message, and the one in which Amina decides."""
    cast, asked = await happy_words(story)
    await cast.lina.presses(asked, f"testimonials.ask.button.{way}")
    return cast, asked, cast.amina.letter


@crossed_again
async def test_happy_words_are_published_liked_and_withdrawn_everywhere(story: Story) -> None:
    words, channel = HAPPY[story.language], Channel(story.bench.channel)
    course = COURSE[story.language]
    cast, asked = await happy_words(story)
    lina, amina = cast.lina, cast.amina
    assert lina.reads(asked, "testimonials.ask.preview", channel=channel)
    assert lina.reads(asked, "testimonials.ask.agreement", community=story.community)
    assert holds(asked.text, f"{story.said(Say('testimonials.post.after', course=course))} {words}")
    before = len(story.posts)

    await lina.presses(asked, "testimonials.ask.button.first_name")
    assert lina.reads(lina.again(asked), "testimonials.author.waiting", course=course)
    review = amina.letter
    assert amina.reads(review, "testimonials.review.title", course=course, community=story.community)
    assert holds(review.text, f"{words} {lina.first_name}")
    assert len(story.posts) == before

    await amina.presses(review, "testimonials.review.approve")
    assert lina.reads(lina.again(asked), "testimonials.author.approved", course=course, channel=channel)
    await story.comes("2026-11-26T09:59")
    assert len(story.posts) == before
    await its_slot_comes(story)
    post = story.post
    assert len(story.posts) == before + 1
    assert holds(post.text, f"{words} {lina.first_name}")
    assert "Moreau" not in post.text
    assert lina.reads(lina.letter, "testimonials.news.published", course=course)
    await cast.hugo.presses(post, "testimonials.post.like")
    await cast.marc.puts("❤️", post)
    assert story.shows(story.again(post), "testimonials.post.likes", n=2)
    assert lina.reads(lina.again(asked), "testimonials.liked", n=2)

    await lina.presses(lina.again(asked), "testimonials.withdraw")
    assert story.shows(story.again(post), "testimonials.post.withdrawn")
    assert lina.reads(lina.again(asked), "testimonials.author.withdrawn", course=course)
    assert story.nobody_sees(words, amina, cast.ada, cast.hugo, cast.marc)


@crossed
async def test_words_are_signed_as_their_author_chose_and_never_more(story: Story) -> None:
    cast, words = await opening(story), HAPPY[story.language]
    signed = {"full_name": "Lina Moreau", "first_name": "Hugo", "anonymous": learner(story)}
    authors = (cast.lina, cast.hugo, await story.person("Nadia Karim"))
    await a_session(story, cast.amina, *authors)
    await it_ends(story)

    for author, (way, name) in zip(authors, signed.items(), strict=True):
        await says(story, author, words)
        await author.presses(author.letter, f"testimonials.ask.button.{way}")
        review = cast.amina.letter
        await cast.amina.presses(review, "testimonials.review.approve")
        await cast.amina.presses(cast.amina.again(review), "testimonials.review.plan")
        await cast.amina.presses(cast.amina.told, "testimonials.plan.post_now")
        for seen in (story.post, cast.amina.again(review)):
            assert holds(seen.text, f"{words} {name}")
            hidden = set(author.name.split()) - set(name.split())
            assert not any(holds(seen.text, one) for one in hidden)


def learner(story: Story) -> str:
    return story.said(Say("testimonials.signed.anonymous"))


@crossed_again
async def test_a_refusal_is_final_and_stays_between_the_author_and_the_bot(story: Story) -> None:
    cast, asked = await happy_words(story)

    await cast.lina.presses(asked, "testimonials.ask.button.no")
    assert cast.lina.reads(cast.lina.again(asked), "testimonials.author.refused", course=COURSE[story.language])
    await story.passes(days=3)

    assert len(cast.lina.direct) == 2
    assert list(cast.amina.direct) == []
    assert story.nobody_sees(HAPPY[story.language], cast.amina, cast.ada, cast.marc, cast.hugo)


@crossed
async def test_an_animator_declines_with_a_reason_the_author_reads(story: Story) -> None:
    cast, asked, review = await waiting(story)
    before, course = len(story.posts), COURSE[story.language]

    await cast.amina.presses(review, "testimonials.review.decline")
    assert cast.amina.form.title == story.said(Say("testimonials.form.title"))
    await cast.amina.fills(reason=REASON)

    assert cast.lina.reads(cast.lina.letter, "testimonials.news.declined", course=course)
    assert cast.lina.reads(cast.lina.letter, "testimonials.reason", reason=REASON)
    assert cast.lina.reads(cast.lina.again(asked), "testimonials.author.declined", course=course)
    assert len(story.posts) == before
    assert story.nobody_sees(HAPPY[story.language], cast.amina, cast.ada)


@crossed_again
async def test_two_animators_at_once_the_first_decision_holds(story: Story) -> None:
    cast, _asked, review = await waiting(story)
    await cast.ada.presses(cast.ada.letter, "testimonials.review.decline")

    await cast.amina.presses(review, "testimonials.review.approve")
    await cast.ada.fills(reason=REASON)

    assert cast.ada.reads(cast.ada.told, "testimonials.already.approved")
    assert holds(cast.amina.again(review).text, HAPPY[story.language])
    assert story.nobody_sees(REASON, cast.lina, cast.amina)


@crossed
async def test_who_is_erased_leaves_no_word_and_no_name(story: Story) -> None:
    cast, _asked, review = await waiting(story)
    lina = cast.lina
    await cast.amina.presses(review, "testimonials.review.approve")
    await its_slot_comes(story)
    await lina.presses(story.post, "testimonials.post.like")
    assert story.shows(story.post, "testimonials.post.likes", n=1)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word={"en": "erase", "fr": "effacer"}[story.language])

    assert story.shows(story.post, "testimonials.post.withdrawn")
    assert all(lina.reads(letter, "privacy.gone") for letter in lina.direct)
    others = (cast.amina, cast.ada, cast.hugo, cast.marc)
    assert story.nobody_sees(HAPPY[story.language], lina, *others)
    assert story.nobody_sees("Lina", *others)
