"""A poll, as people live it: votes that show once there are enough, that can change, and that nobody can trace."""

from __future__ import annotations

from handlers.capsules.bodies import THRESHOLD, bar
from handlers.chat.choices import lettered
from storage.formats import Poll
from tests.platforms.bench import Seen
from tests.scenarios.asking import is_posted
from tests.scenarios.opening import Cast
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed, crossed_again

WHEN = {"en": ("At once", "The same week", "Once asked"), "fr": ("Aussitôt", "Dans la semaine", "Sur demande")}


def counts(story: Story, post: Seen, *votes: int, people: int) -> bool:
    """Whether the posted poll shows these results."""
    return all(
        story.shows(
            story.again(post),
            "capsules.result",
            choice=lettered(number, words),
            bar=bar(votes[number], people),
            n=votes[number],
            share=round(100 * votes[number] / people),
        )
        for number, words in enumerate(WHEN[story.language])
    )


async def everyone_votes(story: Story, cast: Cast, post: Seen) -> None:
    """All but Lina, for the first choice."""
    for person in (cast.ada, cast.amina, cast.marc, cast.hugo):
        await person.presses(story.again(post), "help.choice", letter="A", words=WHEN[story.language][0])
        assert person.reads(person.told, "polls.noted")


@crossed_again
async def test_votes_show_once_enough_people_gave_one_and_change_with_their_minds(story: Story) -> None:
    cast, post = await is_posted(story, "poll", Poll(WHEN[story.language]))
    lina, (first, second, _third) = cast.lina, WHEN[story.language]
    assert story.shows(post, "capsules.poll_one")
    await everyone_votes(story, cast, post)
    assert story.shows(story.again(post), "capsules.voted", n=4)
    assert story.shows(story.again(post), "capsules.poll_hidden", fewest=THRESHOLD)

    await lina.presses(story.again(post), "help.choice", letter="A", words=first)
    assert counts(story, post, 5, 0, 0, people=5)
    await lina.presses(story.again(post), "help.choice", letter="B", words=second)
    assert counts(story, post, 4, 1, 0, people=5)
    assert not any(holds(story.again(post).text, person.first_name) for person in (lina, cast.hugo))

    told = lina.told
    await lina.presses(told, "polls.take_back", letter="B")
    assert lina.reads(lina.again(told), "polls.none")
    assert story.shows(story.again(post), "capsules.voted", n=4)
    assert story.shows(story.again(post), "capsules.poll_hidden", fewest=THRESHOLD)
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_several_votes_go_with_their_author_and_stay_counted(story: Story) -> None:
    cast, post = await is_posted(story, "poll", Poll(WHEN[story.language], several=True))
    lina, (first, _second, third) = cast.lina, WHEN[story.language]
    await everyone_votes(story, cast, post)
    await lina.presses(story.again(post), "help.choice", letter="A", words=first)
    await lina.presses(story.again(post), "help.choice", letter="C", words=third)
    assert counts(story, post, 5, 0, 1, people=5)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.export")
    assert holds(lina.letter.text, third)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word={"en": "erase", "fr": "effacer"}[story.language])
    assert counts(story, post, 5, 0, 1, people=5)
