"""The whole ladder after a session: interrupted at each step, climbed from two devices, in private, changed later."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.chat.words import Say
from storage.sessions import Moment
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, HAPPY, UNHAPPY, a_session, it_ends
from tests.scenarios.someone import Someone
from tests.scenarios.story import Story, Value
from tests.scenarios.turns import crossed, crossed_again

GAME, FACTS = {"en": "The three chairs", "fr": "Les trois chaises"}, {"en": "Facts first", "fr": "Les faits d’abord"}
LAST_TAPS: tuple[tuple[str, str], ...] = (
    ("result", "feedback.aspect.3"),
    ("pedagogy", "feedback.aspect.2"),
    ("organisation", "feedback.aspect.1"),
    ("effort", "feedback.effort.2"),
)


async def a_session_with_an_agenda(story: Story, *who: str) -> Cast:
    """That ends, with two moments; those who came are asked."""
    cast = await opening(story)
    await a_session(story, cast.amina, *(getattr(cast, name) for name in who))
    async with story.running.database.transaction() as db:
        titles = (GAME[story.language], FACTS[story.language])
        db.add_all(Moment(session_id=1, position=n, title=title) for n, title in enumerate(titles))
    await it_ends(story)
    return cast


class Climber:
    """Somebody on the ladder, in their direct messages or on a private card; the bot may go away at each step."""

    def __init__(self, story: Story, who: Someone, *, private: bool = False, restarts: bool = False) -> None:
        self.story, self.who, self.private, self.restarts = story, who, private, restarts

    @property
    def card(self) -> Seen:
        return self.who.told if self.private else self.who.letter

    def is_asked(self, step: str) -> bool:
        values: dict[str, Value] = {"course": COURSE[self.story.language], "announced": "1 h 30"}
        return self.who.reads(self.card, f"feedback.ask.{step}", **values)

    async def presses(self, step: str, key: str, /, **values: Value) -> None:
        """A button of the step that must be there, before and after the bot was away."""
        if self.restarts:
            await self.story.the_bot_stops()
            await self.story.the_bot_starts()
        assert self.is_asked(step), (step, self.card.text)
        await self.who.presses(self.card, key, **values)

    async def presses_title(self, step: str, title: str) -> None:
        """A button that bears a title somebody gave, not a phrase."""
        assert self.is_asked(step), (step, self.card.text)
        assert title in self.card.buttons, self.card.buttons
        await self.who.taps(self.card, title)


async def whole_ladder(climber: Climber, words: str) -> None:
    """From the stars to the summary, with something given at each step."""
    story, who = climber.story, climber.who
    await climber.presses("stars", "feedback.stars", n=5)
    await climber.presses("emotion", "feedback.emotion.5")
    await climber.presses_title("moments", GAME[story.language])
    assert who.may_press(climber.card, "feedback.liked", title=GAME[story.language])
    await climber.presses("moments", "feedback.button.go_on")
    await climber.presses("words", "feedback.starter.1")
    await who.fills(words=words, scope="anonymous")
    assert who.reads(climber.card, "feedback.read_by.anonymous")
    await who.taps(climber.card, "9")
    await climber.presses("themes", "feedback.button.theme")
    await who.fills(theme="Python")
    await climber.presses("themes", "feedback.button.go_on")
    await climber.presses("colleague", "feedback.button.refer")
    if climber.private:
        await who.presses(climber.card, "feedback.button.go_on")
    for step, key in LAST_TAPS:
        await climber.presses(step, key)
    await climber.presses("minutes", "feedback.time.hours", hours=3)
    assert who.reads(climber.card, "feedback.summary", course=COURSE[story.language])
    assert holds(climber.card.text, words)


@crossed
async def test_the_laptop_may_close_at_each_step_and_nothing_is_lost(story: Story) -> None:
    cast = await a_session_with_an_agenda(story, "lina")
    lina = cast.lina
    await whole_ladder(Climber(story, lina, restarts=True), HAPPY[story.language])

    invitation = next(one for one in lina.private if lina.reads(one, "feedback.referral.copy"))
    assert lina.reads(invitation, "feedback.referral.invitation", course=COURSE[story.language])
    assert len([one for one in lina.direct if lina.reads(one, "feedback.summary", course=COURSE[story.language])]) == 1
    assert story.nobody_sees("Python", cast.amina, cast.marc, cast.hugo)
    assert (list(cast.hugo.direct), list(cast.marc.direct)) == ([], [])


@crossed_again
async def test_without_direct_messages_the_ladder_is_climbed_in_private(story: Story) -> None:
    cast = await opening(story)
    hugo, course = cast.hugo, COURSE[story.language]
    await hugo.types("me")
    await hugo.presses(hugo.told, "privacy.me.change_questions")
    await hugo.fills(surveys="no")
    await a_session(story, cast.amina, hugo)
    async with story.running.database.transaction() as db:
        db.add(Moment(session_id=1, position=0, title=GAME[story.language]))
    await hugo.types("session rate")
    assert hugo.reads(hugo.told, "feedback.past.none")
    await it_ends(story)
    assert list(hugo.direct) == []

    await hugo.types("session rate")
    await hugo.presses(hugo.told, "feedback.button.open")
    await whole_ladder(Climber(story, hugo, private=True), UNHAPPY[story.language])
    announced = next(one for one in story.posts if story.shows(one, "sessions.state.ended"))
    await cast.marc.presses(announced, "feedback.button.open")
    assert cast.marc.reads(cast.marc.told, "feedback.not_there", course=course)
    await hugo.presses(announced, "feedback.button.open")
    assert hugo.reads(hugo.told, "feedback.summary", course=course)
    await hugo.types("session rate")
    await hugo.presses(hugo.told, "feedback.button.see")
    assert hugo.reads(hugo.told, "feedback.summary", course=course)
    await hugo.presses(hugo.told, "feedback.button.publish")
    assert hugo.reads(hugo.told, "testimonials.choose.nameless")
    await hugo.types("session rate")
    await hugo.presses(hugo.told, "feedback.button.see")
    assert not hugo.may_press(hugo.told, "feedback.button.publish")
    await cast.marc.types("session rate")
    assert cast.marc.reads(cast.marc.told, "feedback.past.none")


@crossed
async def test_two_devices_and_two_answers_are_one_person(story: Story) -> None:
    cast = await a_session_with_an_agenda(story, "lina")
    lina, course = cast.lina, COURSE[story.language]
    stars, felt, skip, opened = (
        to("feedback.rate", 1, 3), to("feedback.answer", 1, "emotion", 4), to("feedback.skip", 1, "emotion", 0),
        to("feedback.open", 1),
    )  # fmt: skip
    not_redrawn = await story.forges([stars, felt, skip, opened])
    await lina.presses(lina.letter, "feedback.stars", n=5)
    await lina.tries(not_redrawn, stars)
    assert lina.reads(lina.letter, "feedback.thanks", course=course, n=3)
    await lina.presses(lina.letter, "feedback.emotion.1")
    await lina.presses(lina.letter, "feedback.button.skip")
    await lina.tries(not_redrawn, felt)
    await lina.tries(not_redrawn, skip)
    assert lina.reads(lina.letter, "feedback.ask.words")
    await lina.presses(lina.letter, "feedback.button.stop")
    assert lina.reads(lina.letter, "feedback.emotion.4")
    assert not lina.reads(lina.letter, "feedback.emotion.1")

    for link in (felt, opened):
        await cast.hugo.tries(not_redrawn, link)
        assert cast.hugo.reads(cast.hugo.told, "feedback.not_there", course=course)
    assert lina.reads(lina.letter, "feedback.emotion.4")


@crossed_again
async def test_weeks_later_everything_can_be_changed_or_removed_and_erasing_ends_it(story: Story) -> None:
    cast = await a_session_with_an_agenda(story, "lina", "hugo")
    lina, course = cast.lina, COURSE[story.language]
    await whole_ladder(Climber(story, lina), UNHAPPY[story.language])
    await cast.hugo.presses(cast.hugo.letter, "feedback.stars", n=4)
    await story.passes(days=30)

    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.my_answers")
    await lina.presses(lina.told, "feedback.button.see")
    await lina.presses(lina.told, "feedback.chosen", what=Say("feedback.name.effort"))
    await lina.presses(lina.told, "feedback.effort.3")
    await lina.presses(lina.told, "feedback.chosen", what=Say("feedback.name.recommend"))
    await lina.presses(lina.told, "feedback.button.remove")
    ladder = next(one for one in lina.direct if lina.reads(one, "feedback.summary", course=course))
    assert lina.reads(ladder, "feedback.effort.3")
    assert not lina.reads(ladder, "feedback.name.recommend")
    await lina.presses(lina.told, "feedback.button.forget")
    assert lina.reads(lina.told, "feedback.mine.none")
    assert lina.reads(lina.again(ladder), "feedback.forgotten", course=course)
    assert story.nobody_sees(UNHAPPY[story.language], lina, cast.hugo, cast.amina)

    felt = to("feedback.answer", 1, "emotion", 3)
    not_redrawn = await story.forges([felt])
    await cast.hugo.types("me")
    await cast.hugo.presses(cast.hugo.told, "privacy.me.erase")
    await cast.hugo.fills(word="ERASE")
    await cast.hugo.tries(not_redrawn, felt)
    assert cast.hugo.reads(cast.hugo.told, "feedback.not_there", course=course)
