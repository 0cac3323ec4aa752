"""Weeks after a session: who came is asked what remains, once, even by a bot that was away when the day came."""

from __future__ import annotations

from datetime import timedelta

from handlers.chat.routes import to
from storage.sessions import Session
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.story import Story
from tests.scenarios.test_refusals import refused
from tests.scenarios.turns import crossed, crossed_again

APPLIED = {
    "en": "On Mondays I now say what I saw before I say what I think.",
    "fr": "Le lundi, je dis maintenant ce que j’ai vu avant ce que je pense.",
}
NO_TIME = {"en": "No time.", "fr": "Pas le temps."}
ERASE = {"en": "ERASE", "fr": "EFFACER"}


async def weeks_pass(story: Story) -> None:
    """Sixty days, of which the bot was away for the last ones."""
    async with story.running.database.transaction() as db:
        session = await db.get_one(Session, 1)
        session.cold_at = session.ends_at + timedelta(days=60)
    await story.the_bot_stops()
    await story.comes("2027-01-27T09:00")
    await story.the_bot_starts()


@crossed
async def test_somebody_says_what_remains_stops_in_the_middle_and_changes_their_mind(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    lina, hugo = cast.lina, cast.hugo
    await a_session(story, cast.amina, lina, hugo)
    await it_ends(story)
    await lina.presses(lina.letter, "feedback.stars", n=5)  # Hugo answers nothing just after: he is asked all the same
    await weeks_pass(story)
    asked = lina.letter
    assert lina.reads(asked, "surveys.ask.stars", course=course)
    assert hugo.reads(hugo.letter, "surveys.ask.stars", course=course)
    before = len(lina.direct)

    await lina.presses(asked, "surveys.stars", n=3)
    await lina.presses(lina.again(asked), "surveys.recommend", n=10)
    await story.the_bot_stops()  # the laptop is closed in the middle
    await story.the_bot_starts()
    await story.passes(days=3)
    await lina.presses(lina.again(asked), "surveys.applied.2")
    await lina.presses(lina.again(asked), "surveys.button.words")
    await lina.fills(words=APPLIED[story.language], scope="first_name")
    assert lina.reads(lina.again(asked), "surveys.ask.stopped")
    await lina.presses(lina.again(asked), "surveys.button.skip")
    assert lina.reads(lina.again(asked), "surveys.thanks", course=course)
    assert lina.reads(lina.again(asked), "surveys.told.recommend", n=10)
    assert holds(lina.again(asked).text, APPLIED[story.language])

    await lina.presses(lina.again(asked), "surveys.button.change")
    mine = lina.told
    await lina.presses(mine, "surveys.mine.stars")
    await lina.presses(lina.again(mine), "surveys.stars", n=4)
    assert lina.reads(lina.again(asked), "surveys.told.stars", n=4)
    await lina.presses(lina.again(mine), "surveys.mine.remove_applied")
    assert story.nobody_sees(APPLIED[story.language], cast.amina, lina, hugo)
    assert lina.reads(lina.again(asked), "surveys.told.applied.2")
    assert len(lina.direct) == before  # one message, whatever was said


@crossed_again
async def test_what_is_not_wanted_is_skipped_and_words_are_taken_whole_or_not_at_all(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    lina, hugo = cast.lina, cast.hugo
    await a_session(story, cast.amina, lina)
    await it_ends(story)
    await weeks_pass(story)
    asked = lina.letter
    old = to("surveys.answer", 1, "stars", 1)
    await refused(story, hugo, dict.fromkeys([old, to("surveys.change", 1)], "help.outdated"))
    assert not any(hugo.reads(seen, "surveys.ask.stars", course=course) for seen in hugo.direct)

    await lina.presses(asked, "surveys.button.skip")
    await lina.presses(lina.again(asked), "surveys.button.skip")
    await lina.presses(lina.again(asked), "surveys.applied.0")
    await lina.presses(lina.again(asked), "surveys.button.words")
    await lina.fills_wrongly("surveys.bad_words", {"shortest": 3, "longest": 1000}, words="no          ")
    if lina.has_no_form:  # where a form cannot stay open
        await lina.presses(lina.again(asked), "surveys.button.words")
    await lina.fills(words=NO_TIME[story.language], scope="anonymous")
    assert lina.reads(lina.again(asked), "surveys.read_by.anonymous")
    assert story.nobody_sees(NO_TIME[story.language], cast.amina, cast.marc, hugo)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.erase")
    await lina.fills(word=ERASE[story.language])
    assert story.nobody_sees(NO_TIME[story.language], lina)
    await refused(story, lina, {old: "help.outdated"})
