"""Words of learners become capsules: with their author's consent, an animator's answer, and their name if they wish."""

from __future__ import annotations

from handlers.chat.words import Channel
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed, crossed_again

WORDS = "I ask *first*: <advice> or ears & nothing else?"
TITLE, THEME = "One question before advice", "Listening"
REASON = "It names a client & <project>: could you say it without?"


async def proposed(story: Story) -> Cast:
    """Lina proposes a message of hers, signed with her name."""
    cast = await opening(story)
    said = await cast.lina.writes(WORDS)
    await cast.lina.uses("proposals.shortcut.propose", said)
    await cast.lina.fills(title=TITLE)
    assert cast.lina.reads(cast.lina.told, "proposals.sent", community=story.community)
    return cast


async def reads_it(cast: Cast) -> Seen:
    """Amina opens what waits for her."""
    amina = cast.amina
    assert amina.reads(amina.letter, "proposals.arrived.some", n=1)
    await amina.presses(amina.letter, "proposals.arrived.see")
    await amina.presses(amina.private[-1], "proposals.read")
    assert holds(amina.told.text, f"{WORDS} Lina Moreau")
    return amina.told


@crossed_again
async def test_ones_own_message_is_accepted_posted_under_ones_name_and_taken_back(story: Story) -> None:
    cast = await proposed(story)
    lina, amina, channel = cast.lina, cast.amina, Channel(story.bench.channel)
    review = await reads_it(cast)

    await amina.presses(review, "proposals.accept")
    await amina.fills(theme=THEME)
    made = amina.told
    assert amina.reads(made, "proposals.made", title=TITLE, community=story.community)
    assert lina.reads(lina.letter, "proposals.news.author.accepted", title=TITLE, community=story.community)
    await amina.presses(made, "proposals.preview")
    await amina.presses(amina.told, "schedules.post_now")
    post = story.post
    assert holds(post.text, TITLE)
    assert holds(post.text, WORDS)
    assert story.shows(post, "capsules.by", name="Lina Moreau")
    await story.until(lambda: lina.reads(lina.letter, "proposals.posted", title=TITLE, channel=channel))

    await lina.types("proposals")
    assert lina.reads(lina.told, "proposals.mine.accepted", title=TITLE, community=story.community)
    await lina.presses(lina.told, "proposals.withdraw")
    assert lina.reads(lina.told, "proposals.mine.withdrawn", title=TITLE, community=story.community)
    assert not holds(story.again(post).text, "advice or ears")
    assert not holds(story.again(post).text, "Lina")
    assert story.nobody_sees(f"{WORDS} Lina", amina, cast.ada, cast.hugo)


async def asked(story: Story) -> tuple[Cast, Seen]:
    """Hugo proposes what Lina wrote; the question she is asked."""
    cast = await opening(story)
    said = await cast.lina.writes(WORDS)
    await cast.hugo.uses("proposals.shortcut.propose", said)
    await cast.hugo.fills(title=TITLE)
    assert cast.hugo.reads(cast.hugo.told, "proposals.author_asked")
    question = cast.lina.letter
    assert cast.lina.reads(question, "proposals.ask.why", who="Hugo Martin", community=story.community)
    assert holds(question.text, WORDS)
    return cast, question


@crossed
async def test_a_colleague_who_says_no_is_not_quoted(story: Story) -> None:
    cast, question = await asked(story)

    await cast.lina.presses(question, "proposals.ask.no")

    assert cast.lina.reads(cast.lina.again(question), "proposals.author.refused")
    assert cast.hugo.reads(cast.hugo.letter, "proposals.news.proposer.refused", title=TITLE, community=story.community)
    assert list(cast.amina.direct) == []
    await cast.amina.types("capsule proposals")
    assert cast.amina.reads(cast.amina.told, "proposals.queue.none")
    assert story.posts == []


@crossed_again
async def test_a_colleague_who_says_yes_without_their_name_is_not_named(story: Story) -> None:
    cast, question = await asked(story)

    await cast.lina.presses(question, "proposals.ask.nameless")
    await cast.amina.types("capsule proposals")
    await cast.amina.presses(cast.amina.told, "proposals.read")
    await cast.amina.presses(cast.amina.told, "proposals.accept")
    await cast.amina.fills(theme=THEME)
    await cast.amina.presses(cast.amina.told, "proposals.preview")
    await cast.amina.presses(cast.amina.told, "schedules.post_now")

    assert holds(story.post.text, WORDS)
    assert not holds(story.post.text, "Lina")
    assert story.nobody_sees("Lina Moreau", cast.amina, cast.ada)
    assert cast.hugo.reads(cast.hugo.letter, "proposals.news.proposer.accepted", title=TITLE, community=story.community)


@crossed
async def test_a_declined_proposal_is_told_with_its_reason(story: Story) -> None:
    cast = await proposed(story)
    await cast.amina.presses(await reads_it(cast), "proposals.decline")

    await cast.amina.fills(reason=REASON)

    lina = cast.lina
    assert lina.reads(lina.letter, "proposals.news.author.declined", title=TITLE, community=story.community)
    assert lina.reads(lina.letter, "proposals.reason", reason=REASON)
    assert cast.amina.reads(cast.amina.told, "proposals.declined")
    assert cast.ada.reads(cast.ada.letter, "proposals.arrived.none")
    assert story.posts == []


@crossed_again
async def test_an_animator_makes_a_capsule_of_a_message_once_its_author_agrees(story: Story) -> None:
    cast = await opening(story)
    said = await cast.lina.writes(WORDS)
    await cast.amina.uses("proposals.shortcut.make", said)
    await cast.amina.fills(title=TITLE, theme=THEME)
    assert cast.amina.reads(cast.amina.told, "proposals.author_asked")

    await cast.lina.presses(cast.lina.letter, "proposals.ask.named")

    assert cast.amina.reads(
        cast.amina.letter, "proposals.news.proposer.accepted", title=TITLE, community=story.community
    )
    await cast.hugo.uses("proposals.shortcut.propose", said)
    assert cast.hugo.reads(cast.hugo.told, "proposals.already.accepted")
    await cast.amina.types(f"capsule preview {TITLE}")
    assert cast.amina.reads(cast.amina.told, "capsules.by", name="Lina Moreau")


@crossed
async def test_what_cannot_be_a_capsule_is_said_at_once_and_typed_words_are_not_lost(story: Story) -> None:
    cast = await opening(story)
    hugo = cast.hugo
    await hugo.uses("proposals.shortcut.propose", await cast.lina.writes("OK!"))
    assert hugo.has_no_form
    assert hugo.reads(hugo.told, "proposals.wrong.too_short")

    await hugo.types("propose")
    await hugo.fills_wrongly("proposals.wrong.words", {}, title=TITLE, words=" " * 9 + "short" + " " * 9)
    if hugo.has_no_form:
        assert holds(hugo.told.text, TITLE)
        await hugo.types("propose")
    await hugo.fills(title=TITLE, words=WORDS)
    assert hugo.reads(hugo.told, "proposals.sent", community=story.community)
