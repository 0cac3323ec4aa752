"""A poll, as people live it: one vote each that shows at once, that can change, and that nobody can trace."""

from __future__ import annotations

from handlers.capsules.bodies import bar
from handlers.chat.choices import lettered
from storage.formats import Poll
from tests.platforms.bench import Seen
from tests.scenarios.asking import is_posted
from tests.scenarios.reading import holds
from tests.scenarios.story import Story
from tests.scenarios.turns import crossed

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


async def test_a_vote_shows_at_once_changes_and_is_taken_back(story: Story) -> None:
    cast, post = await is_posted(story, "poll", Poll(WHEN[story.language]))
    lina, (first, second, _third) = cast.lina, WHEN[story.language]
    assert story.shows(post, "capsules.poll_one")

    await lina.presses(post, "help.choice", letter="A", words=first)
    assert lina.reads(lina.told, "polls.noted")
    assert counts(story, post, 1, 0, 0, people=1)
    await cast.hugo.presses(story.again(post), "help.choice", letter="A", words=first)
    await lina.presses(story.again(post), "help.choice", letter="B", words=second)
    assert counts(story, post, 1, 1, 0, people=2)
    assert not holds(story.again(post).text, lina.first_name)

    told = lina.told
    await lina.presses(told, "polls.take_back", letter="B")
    assert lina.reads(lina.again(told), "polls.none")
    assert counts(story, post, 1, 0, 0, people=1)
    assert story.shows(story.again(post), "capsules.voted", n=1)
    assert [seen.id for seen in story.posts] == [post.id]


@crossed
async def test_several_votes_go_with_their_author_and_stay_counted(story: Story) -> None:
    cast, post = await is_posted(story, "poll", Poll(WHEN[story.language], several=True))
    lina, (first, _second, third) = cast.lina, WHEN[story.language]
    await lina.presses(post, "help.choice", letter="A", words=first)
    await lina.presses(story.again(post), "help.choice", letter="C", words=third)
    await cast.hugo.presses(story.again(post), "help.choice", letter="C", words=third)
    assert counts(story, post, 1, 0, 2, people=2)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.export")
    assert holds(lina.letter.text, third)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word={"en": "erase", "fr": "effacer"}[story.language])
    assert counts(story, post, 1, 0, 2, people=2)
