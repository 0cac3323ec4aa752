"""After a session: each attendee is asked, once and in private, and may say as much or as little as they like."""

from __future__ import annotations

from handlers.chat.words import Say, When
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, UNHAPPY, a_session, it_ends, says
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed, crossed_again


async def test_each_attendee_rates_changes_their_mind_and_says_a_few_words(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    lina, hugo = cast.lina, cast.hugo
    announced = await a_session(story, cast.amina, lina)
    assert story.shows(announced, "sessions.state.planned")
    assert story.shows(announced, "sessions.count.planned", n=1)
    await hugo.presses(announced, "sessions.button.coming")
    when = When(story.at("2026-11-24T14:00"), ZONE)
    assert hugo.reads(hugo.told, "sessions.joined.planned", course=course, when=when)
    assert story.shows(story.again(announced), "sessions.count.planned", n=2)

    await story.comes("2026-11-24T15:29")
    assert (lina.direct, hugo.direct) == ([], [])
    await it_ends(story)
    await story.passes(hours=3)
    assert story.shows(story.again(announced), "sessions.state.ended")
    assert (len(lina.direct), len(hugo.direct), len(cast.marc.direct)) == (1, 1, 0)
    assert lina.reads(lina.letter, "feedback.ask.stars", course=course)

    await lina.presses(lina.letter, "feedback.stars", n=2)
    assert lina.reads(lina.letter, "feedback.thanks", course=course, n=2)
    await lina.presses(lina.letter, "feedback.button.change")
    await lina.presses(lina.told, "feedback.chosen", what=Say("feedback.name.stars"))
    await lina.presses(lina.told, "feedback.stars", n=4)
    assert lina.reads(lina.told, "feedback.mine.of", course=course)
    assert lina.reads(lina.letter, "feedback.thanks", course=course, n=4)

    await lina.presses(lina.letter, "feedback.button.words")
    await lina.fills_wrongly("feedback.bad_words", {"shortest": 10, "longest": 1000}, words="Short.      ")
    if lina.has_no_form:  # where a form cannot stay open
        await lina.presses(lina.letter, "feedback.button.words")
    await lina.fills(words=UNHAPPY[story.language], scope="anonymous")
    assert holds(lina.letter.text, UNHAPPY[story.language])
    assert lina.reads(lina.letter, "feedback.read_by.anonymous")
    assert lina.reads(lina.letter, "feedback.thanks", course=course, n=4)
    assert len(lina.direct) == 1
    assert story.nobody_sees(UNHAPPY[story.language], cast.amina, cast.marc, hugo)


@crossed
async def test_words_are_for_who_their_author_chose_and_can_be_removed(story: Story) -> None:
    cast = await opening(story)
    people = [cast.lina, cast.hugo, cast.ada, await story.person("Nadia Karim")]
    await a_session(story, cast.amina, *people)
    await it_ends(story)
    for person, scope in zip(people, ("team", "anonymous", "first_name", "full_name"), strict=True):
        await says(story, person, UNHAPPY[story.language], stars=2, scope=scope)

    await cast.lina.presses(cast.lina.letter, "feedback.button.change")
    await cast.lina.presses(cast.lina.told, "feedback.chosen", what=Say("feedback.name.words"))
    await cast.lina.presses(cast.lina.told, "feedback.button.remove")
    assert cast.lina.reads(cast.lina.letter, "feedback.thanks", course=COURSE[story.language], n=2)
    assert story.nobody_sees(UNHAPPY[story.language], cast.lina)


@crossed_again
async def test_who_comes_late_is_asked_too_and_who_was_not_there_is_not(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    announced = await a_session(story, cast.amina, cast.lina)
    await it_ends(story)

    await cast.hugo.presses(story.again(announced), "sessions.button.was_there")
    assert cast.hugo.reads(cast.hugo.letter, "feedback.ask.stars", course=course)
    assert story.shows(story.again(announced), "sessions.count.ended", n=2)
    await story.passes(hours=25)
    await cast.marc.presses(story.again(announced), "sessions.button.was_there")
    assert cast.marc.reads(cast.marc.told, "sessions.too_late", course=course)
    assert list(cast.marc.direct) == []


@crossed
async def test_a_cancelled_session_asks_nobody(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    announced = await a_session(story, cast.amina, cast.lina)

    await cast.amina.types("session list")
    await cast.amina.presses(cast.amina.told, "sessions.button.cancel")
    assert story.shows(story.again(announced), "sessions.state.cancelled")
    when = When(story.at("2026-11-24T14:00"), ZONE)
    assert cast.lina.reads(cast.lina.letter, "sessions.cancelled_for_you", course=course, when=when)
    await it_ends(story)
    assert len(cast.lina.direct) == 1
