"""Monday morning: the manager reads the week in a minute, on their clocks and in their language, and guesses nobody."""

from __future__ import annotations

from handlers.chat.words import LANGUAGES, When
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.sessions import HAPPY, UNHAPPY, a_session, it_ends, says
from tests.scenarios.story import EXAMPLES, ZONE, Story
from tests.scenarios.test_capsules import TITLE
from tests.scenarios.turns import crossed, crossed_again

MORE = ("Nadia Karim", "Sofia Costa", "Yann Le Goff", "Emma Roy")


async def a_capsule(story: Story, cast: Cast) -> Seen:
    """One of ours, posted."""
    await story.imports(EXAMPLES / story.language)
    await cast.amina.types(f"capsule preview {TITLE[story.language]}")
    await cast.amina.presses(cast.amina.told, "schedules.post_now")
    return story.post


@crossed
async def test_the_manager_gets_the_week_on_monday_at_nine(story: Story) -> None:
    cast = await opening(story)
    learners = [cast.lina, cast.hugo, *[await story.person(name) for name in MORE]]
    post = await a_capsule(story, cast)
    for person in learners[:5]:
        await person.puts("👍", post)
    for person in learners[:2]:
        await person.replies(post, "Tried it, it works")
    await a_session(story, cast.amina, *learners)
    await it_ends(story)
    await says(story, learners[0], UNHAPPY[story.language], stars=2, scope="team")
    await says(story, learners[1], HAPPY[story.language], stars=4, scope="first_name")
    for person in learners[2:5]:
        await person.presses(person.letter, "feedback.stars", n=5)

    await story.comes("2026-11-26T09:00")  # ratings are told a day after the end
    await story.comes("2026-11-30T08:59")
    assert list(cast.marc.direct) == []
    await story.comes("2026-11-30T09:00")
    await story.passes(hours=4)
    (digest,) = cast.marc.direct

    monday = When(story.at("2026-11-23T00:00"), ZONE, "day")
    assert cast.marc.reads(digest, "digests.title", community=story.community)
    assert cast.marc.reads(digest, "digests.week", monday=monday)
    assert cast.marc.reads(digest, "digests.headline.first", n=5)
    assert cast.marc.reads(digest, "digests.change.unknown", figure=5)
    assert cast.marc.reads(digest, "digests.hidden")
    assert cast.marc.reads(digest, "digests.mean", mean=4.2, given=5, asked=6, percent=83)
    assert story.shows(digest, "digests.quotes")
    assert not story.nobody_sees(f"{HAPPY[story.language]} Hugo", cast.marc)
    assert story.nobody_sees(UNHAPPY[story.language], cast.marc)
    assert story.nobody_sees("Martin", cast.marc)


@crossed
async def test_a_group_under_five_is_never_shown(story: Story) -> None:
    cast = await opening(story)
    post = await a_capsule(story, cast)
    for person in (cast.lina, cast.hugo, cast.ada, cast.amina):
        await person.presses(post, "capsules.like")
    await a_session(story, cast.amina, cast.lina, cast.hugo)
    await it_ends(story)
    for person in (cast.lina, cast.hugo):
        await person.presses(person.letter, "feedback.stars", n=1)

    await story.comes("2026-11-30T09:00")

    digest = cast.marc.letter
    assert cast.marc.reads(digest, "digests.headline.few", n=1)
    assert cast.marc.reads(digest, "digests.hidden_marks", asked=2)
    assert cast.marc.reads(digest, "digests.why_hidden")
    assert cast.marc.reads(digest, "digests.hidden")


@crossed_again
async def test_each_manager_reads_it_on_their_own_clocks_and_in_their_language(story: Story) -> None:
    cast = await opening(story)
    (other,) = set(LANGUAGES) - {story.language}
    olga = await story.person("Olga Tremblay", language=other, zone="America/Montreal")
    await olga.types("help")
    await cast.amina.types("community settings")
    await cast.amina.fills(managers=f"{cast.marc.id} {olga.id}")
    await a_capsule(story, cast)
    clocks = "America/Montreal" if story.bench.name == "slack" else ZONE  # Discord tells nobody's time zone

    await story.comes("2026-11-30T09:00")
    assert cast.marc.reads(cast.marc.letter, "digests.title", community=story.community)
    assert len(olga.direct) == (1 if clocks == ZONE else 0)
    await story.comes("2026-11-30T09:00", clocks)
    (digest,) = olga.direct
    assert olga.reads(digest, "digests.title", community=story.community)
    assert olga.reads(digest, "digests.headline.few", n=1)
    assert olga.may_press(digest, "digests.so_far.button")
