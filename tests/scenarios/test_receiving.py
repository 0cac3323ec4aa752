"""Capsules in private at somebody's own hour; and a week in which nobody is asked too much."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.chat.words import Channel, Say, When
from tests.scenarios.asking import QUESTION, TITLE, is_kept
from tests.scenarios.opening import Cast
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.someone import Someone
from tests.scenarios.story import Story
from tests.scenarios.test_capsules import TITLE as FIRST
from tests.scenarios.test_capsules import a_shelf
from tests.scenarios.test_quizzes import SHORT, a_quiz
from tests.scenarios.test_refusals import refused
from tests.scenarios.turns import crossed, crossed_again

LISBON = "Europe/Lisbon"


async def receives(story: Story, who: Someone, **answers: str) -> None:
    """Somebody in Lisbon asks for the capsules of all communities, each working day at half past eight."""
    await who.types("receive")
    assert who.reads(who.told, "receiving.none")
    await who.presses(who.told, "receiving.start")
    # Where the platform does not tell on which clocks they live, the form asks.
    zone = {"zone": LISBON} if "zone" in who.form.fields else {}
    chosen = {"community": "0", "hour": "8:30", "rhythm": "workdays", "earlier": "no"}
    await who.fills(**chosen, **zone, **answers)
    assert who.reads(who.told, "receiving.kept")
    assert who.reads(who.told, "receiving.rhythm.workdays", hour="08:30", zone=LISBON)


async def is_posted(story: Story, amina: Someone, title: str) -> None:
    await amina.types(f"capsule preview {title}")
    await amina.presses(amina.told, "schedules.post_now")


async def a_letter(story: Story) -> tuple[Cast, Someone]:
    """Nadia, in Lisbon, has received the capsule that Amina posted in Paris at five past nine."""
    cast = await a_shelf(story)
    nadia = await story.person("Nadia Karim", zone=LISBON)
    await receives(story, nadia)
    await story.passes(minutes=5)
    await is_posted(story, cast.amina, FIRST[story.language])
    await story.comes("2026-11-24T08:29", LISBON)
    assert list(nadia.direct) == []
    await story.comes("2026-11-24T08:30", LISBON)
    return cast, nadia


@crossed
async def test_a_learner_in_lisbon_receives_at_their_hour_likes_pauses_resumes_and_stops(story: Story) -> None:
    cast, nadia = await a_letter(story)
    letter = nadia.letter
    channel = Channel(story.bench.channel)
    assert nadia.reads(letter, "receiving.from", community=story.community, channel=channel)
    assert holds(letter.text, FIRST[story.language])
    await nadia.presses(letter, "capsules.like")
    assert story.shows(story.post, "capsules.likes", n=1)
    assert nadia.reads(nadia.again(letter), "capsules.likes", n=1)

    await nadia.presses(nadia.again(letter), "receiving.pause_week")
    until = When(story.at("2026-12-01T00:00", LISBON), LISBON, "day")
    assert nadia.reads(nadia.told, "receiving.paused_now", until=until)
    await is_kept(story, "quiz", a_quiz(story.language))
    await is_posted(story, cast.amina, TITLE[story.language])
    await story.comes("2026-11-27T20:00", LISBON)
    await nadia.types("me")
    assert nadia.reads(nadia.told, "receiving.paused", until=until)
    assert len(nadia.direct) == 1

    await nadia.types("receive")
    await nadia.presses(nadia.told, "receiving.resume")
    assert nadia.reads(nadia.told, "receiving.resumed")
    await story.comes("2026-11-30T08:30", LISBON)
    assert len(nadia.direct) == 2
    assert holds(nadia.letter.text, QUESTION[story.language].replace("*", "").split()[0])
    await nadia.presses(nadia.letter, "help.choice", letter="B", words=SHORT[story.language][1])
    assert nadia.reads(nadia.told, "quizzes.right")
    assert story.shows(story.post, "capsules.answered", n=1)

    await nadia.types("receive")
    await nadia.presses(nadia.told, "receiving.stop")
    assert nadia.reads(nadia.told, "receiving.stopped")
    await story.the_bot_stops()
    await story.the_bot_starts()
    await is_posted(story, cast.amina, FIRST[story.language])
    await story.comes("2026-12-04T20:00", LISBON)
    assert len(nadia.direct) == 2


@crossed_again
async def test_less_like_this_is_heard_and_can_be_undone(story: Story) -> None:
    cast, nadia = await a_letter(story)
    await is_kept(story, "challenge", None)
    await nadia.presses(nadia.letter, "receiving.less")
    text = Say("capsules.format.text")
    assert nadia.reads(nadia.told, "receiving.less.title")
    await nadia.presses(nadia.told, "receiving.less.format", format=text)
    what = Say("receiving.less.format", format=text)
    assert nadia.reads(nadia.told, "receiving.less.kept", what=what)
    await nadia.types("receive")
    assert nadia.reads(nadia.told, "receiving.less_of")
    await nadia.presses(nadia.told, "receiving.unmute", what=what)
    assert nadia.reads(nadia.told, "receiving.less.undone")
    assert not nadia.reads(nadia.told, "receiving.less_of")

    await is_posted(story, cast.amina, TITLE[story.language])
    await story.the_bot_stops()
    await story.comes("2026-11-26T23:00", LISBON)
    await story.the_bot_starts()
    assert len(nadia.direct) == 1, "nobody is woken because the bot was away"
    await story.comes("2026-11-27T08:30", LISBON)
    assert len(nadia.direct) == 2
    await refused(
        story,
        cast.lina,
        {
            to("receiving.less", 1): "help.outdated",
            to("receiving.mute", 1, "theme"): "help.outdated",
            to("receiving.stop", 1): "receiving.mistake.stopped",
            to("receiving.unmute", 1): "help.outdated",
        },
    )


@crossed_again
async def test_of_four_sessions_in_a_week_three_are_asked_about_and_the_fourth_waits(story: Story) -> None:
    cast = await a_shelf(story)
    lina, course = cast.lina, COURSE[story.language]
    for day in (24, 25, 26, 27):
        await story.comes(f"2026-11-{day}T13:00")
        await a_session(story, cast.amina, lina)
        await it_ends(story)
    assert len([seen for seen in lina.direct if lina.reads(seen, "feedback.ask.stars", course=course)]) == 3
    await lina.types("me")
    assert lina.reads(lina.told, "privacy.questions.a_week", n=3)

    await story.comes("2026-12-01T15:29")
    assert len(lina.direct) == 3
    await story.comes("2026-12-01T15:31")
    assert len(lina.direct) == 4
    await lina.presses(lina.letter, "feedback.stars", n=4)
    assert lina.reads(lina.letter, "feedback.thanks", course=course, n=4)


@crossed
async def test_who_wants_to_be_asked_less_is_asked_less(story: Story) -> None:
    cast = await a_shelf(story)
    lina = cast.lina
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.change_questions")
    await lina.fills(questions="0")
    assert lina.reads(lina.told, "privacy.questions.kept_never")
    await a_session(story, cast.amina, lina, cast.hugo)
    await it_ends(story)
    assert (len(lina.direct), len(cast.hugo.direct)) == (0, 1)
    await lina.types("me")
    await lina.presses(lina.told, "privacy.me.change_questions")
    await lina.fills(questions="1")
    assert lina.reads(lina.letter, "feedback.ask.stars", course=COURSE[story.language])
