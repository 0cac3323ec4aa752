"""Three quiz questions before a session and after it: people answer in private, only the lift of the group shows."""

from __future__ import annotations

from handlers.chat.routes import to
from storage import capsules
from storage.capsules import Source
from storage.formats import Choice, Quiz, written
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.someone import Someone
from tests.scenarios.story import Story
from tests.scenarios.test_refusals import refused
from tests.scenarios.turns import crossed, crossed_again

TITLES = ("Premier", "Second", "Third")
WRONG, RIGHT, BECAUSE = "You are late", "It is 9:40", "A camera would have seen it."
ONE = Quiz((Choice(WRONG, 0), Choice(RIGHT, 100)), explanation=BECAUSE)
TWO = Quiz((Choice(WRONG, -50), Choice(RIGHT, 50), Choice("It was 9:50 on Monday", 50)), several=True)


async def quizzes(story: Story, *, corrected: bool = False) -> None:
    """Three quizzes of the shelf, or others in their place."""
    details = written(TWO if corrected else ONE)
    sources = [
        Source(
            f"shelf/{title}",
            None,
            title,
            "Facts",
            "quiz",
            f"{title} question",
            "",
            1,
            "easy",
            "en",
            details,
            written(TWO) if title == "Second" else details,
        )
        for title in TITLES
    ]
    async with story.running.database.transaction() as db:
        await capsules.keep(db, sources, story.clock.now())


async def prepared(story: Story, *attendees: str) -> Cast:
    """A session of the afternoon, for which Amina picks the three."""
    cast = await opening(story)
    await quizzes(story)
    await a_session(story, cast.amina, *(getattr(cast, name) for name in attendees))
    amina = cast.amina
    await amina.types("session quiz")
    await amina.presses(amina.told, "checks.button.choose_for", letter="A")
    card = amina.told
    for letter in "ABC":
        await amina.presses(amina.again(card), "checks.unmarked", choice=letter)
    await amina.presses(amina.again(card), "checks.attach")
    assert amina.reads(amina.again(card), "checks.attached", course=COURSE[story.language])
    await story.settle()
    return cast


async def answers(story: Story, who: Someone, key: str, word: str) -> None:
    """The three questions, of which the message shows one after the other."""
    asked = who.letter
    assert who.reads(asked, key, course=COURSE[story.language])
    letter = "AB"[word == RIGHT]
    await who.presses(asked, "help.choice", letter=letter, words=word)
    assert holds(who.again(asked).text, "Second")
    await who.presses(who.again(asked), "checks.answer")
    private = who.told
    await who.presses(private, "checks.unmarked", choice=letter)
    await who.presses(who.again(private), "checks.send")
    assert not holds(who.again(asked).text, BECAUSE)
    await who.presses(who.again(asked), "help.choice", letter=letter, words=word)


@crossed
async def test_the_same_questions_come_before_and_after(story: Story) -> None:
    cast, course = await prepared(story, "lina", "hugo"), COURSE[story.language]
    lina, hugo, amina = cast.lina, cast.hugo, cast.amina
    await answers(story, lina, "checks.why.before", WRONG)
    before = lina.letter
    assert lina.reads(before, "checks.noted", course=course)
    await hugo.presses(hugo.letter, "help.choice", letter="A", words=WRONG)  # and stops there
    unfinished = hugo.letter
    await quizzes(story, corrected=True)

    await it_ends(story)
    await story.the_bot_stops()
    await story.comes("2026-11-26T10:00")  # late: the bot was away the day after
    await story.the_bot_starts()
    await answers(story, lina, "checks.why.after", RIGHT)
    told = lina.letter
    assert lina.reads(told, "checks.results", course=course, n=2, questions=3)  # one needed both right answers
    assert lina.reads(told, "checks.results_before", n=0, questions=3)
    assert holds(told.text, BECAUSE)
    assert lina.reads(lina.again(before), "checks.noted", course=course)

    assert hugo.reads(hugo.letter, "checks.why.after", course=course)
    await hugo.presses(hugo.letter, "checks.no_idea")
    assert hugo.reads(hugo.again(unfinished), "checks.closed", course=course)
    await amina.types("session quiz")
    await amina.presses(amina.told, "checks.button.lift_of", letter="A")
    assert amina.reads(amina.told, "checks.hidden", fewest=5)
    assert story.nobody_sees(BECAUSE, amina, cast.marc, hugo)

    await lina.presses(lina.again(told), "checks.forget")
    assert lina.reads(lina.again(told), "checks.forgotten", course=course)
    assert lina.reads(lina.again(before), "checks.forgotten", course=course)


@crossed_again
async def test_who_does_not_come_or_comes_late_is_told_kindly(story: Story) -> None:
    cast, course = await prepared(story, "lina"), COURSE[story.language]
    lina, hugo = cast.lina, cast.hugo
    links = [to("checks.answer", 1, "before", 0, 1), to("checks.send", 1, "before", 1, 3), to("checks.forget", 1)]
    animating = [to("checks.choose", 1), to("checks.attach", 1, 1, 2, 3), to("checks.detach", 1)]
    await refused(story, hugo, dict.fromkeys(links, "help.outdated") | dict.fromkeys(animating, "help.only.animator"))
    assert list(hugo.direct) == []

    await story.comes("2026-11-24T14:31")
    await lina.presses(lina.letter, "help.choice", letter="B", words=RIGHT)
    assert lina.reads(lina.told, "checks.too_late", course=course)
    await refused(story, lina, {to("checks.answer", 1, "after", 0, 1): "help.outdated"})
    await it_ends(story)
    await story.comes("2026-11-25T15:30")
    assert lina.reads(lina.letter, "checks.why.after", course=course)
