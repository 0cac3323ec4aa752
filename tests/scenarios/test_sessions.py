"""An animator sets a whole session up; people are told, come, like its moments, and who came is asked."""

from __future__ import annotations

from handlers.chat.routes import to
from handlers.chat.words import Say, When
from storage import sessions
from tests.platforms.bench import Seen
from tests.scenarios.opening import Cast, opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session, it_ends
from tests.scenarios.someone import Someone
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed

AGENDA = {
    "en": ("14:00 What holds us back", "+30 Role play"),
    "fr": ("14:00 Ce qui nous retient", "+30 Jeu de rôle"),
}
PLAY = {"en": "Role play", "fr": "Jeu de rôle"}


async def sends_wrongly(story: Story, who: Someone, key: str, **answers: str) -> None:
    """The form is refused with this phrase. On Slack it stays open; on Discord a button opens it again, filled."""
    await who.sends(**answers)
    if story.bench.name == "slack":
        (error,) = who.errors
        assert holds(error, story.said(_say(story, key), who.language)), error
    else:
        assert holds(who.told.text, story.said(_say(story, key), who.language)), who.told.text
        assert who.reads(who.told, "sessions.typed_kept")
        await who.presses(who.told, "sessions.button.correct")


def _say(story: Story, key: str) -> Say:
    start, end = (When(story.at(f"2026-11-24T{hour}"), ZONE, "time") for hour in ("14:00", "15:30"))
    return Say(key, line=2, start=start, end=end)


async def code_of(story: Story) -> str:
    async with story.running.database.reading() as db:
        outline = await sessions.outline(db, 1)
    assert outline is not None
    return outline.session.code


async def set_up(story: Story) -> tuple[Cast, Seen]:
    """A session with its place, its agenda (wrongly first) and Hugo as its trainer."""
    cast = await opening(story)
    amina, (first, second) = cast.amina, AGENDA[story.language]
    announced = await a_session(story, amina, cast.lina, cast.marc)
    await amina.presses(amina.told, "sessions.button.details")
    wrongly = f"{first}\n18:00 {PLAY[story.language]}"
    await sends_wrongly(story, amina, "sessions.agenda_outside", place="B12", agenda=wrongly)
    await amina.fills(agenda=f"{first}\n{second}", member=cast.hugo.id)
    assert amina.reads(amina.told, "sessions.saved", course=COURSE[story.language])
    assert cast.hugo.reads(cast.hugo.letter, "sessions.leads", course=COURSE[story.language])
    assert holds(story.again(announced).text, "B12")
    assert holds(story.again(announced).text, f"14:30 {PLAY[story.language]}")
    return cast, announced


async def moves_it(story: Story, cast: Cast, announced: Seen) -> None:
    """An hour later: those who come are told, and Marc cannot any more."""
    amina, course = cast.amina, COURSE[story.language]
    await amina.presses(amina.told, "sessions.button.day")
    await amina.fills(time="15:00")
    assert amina.reads(amina.told, "sessions.told")
    for who in (cast.lina, cast.marc, cast.ada, cast.hugo):
        assert who.reads(who.letter, "sessions.changed", course=course)
        assert who.reads(who.letter, "sessions.at", when=When(story.at("2026-11-24T15:00"), ZONE))
    await cast.marc.presses(cast.marc.letter, "sessions.button.not_coming")
    assert cast.marc.reads(cast.marc.letter, "sessions.left", course=course)
    assert story.shows(story.again(announced), "sessions.count.planned", n=2)


@crossed
async def test_a_session_from_its_form_to_the_question(story: Story) -> None:
    cast, announced = await set_up(story)
    lina, hugo, ada = cast.lina, cast.hugo, cast.ada
    course, play = COURSE[story.language], PLAY[story.language]
    await ada.presses(announced, "sessions.button.coming")
    assert (lina.direct, cast.marc.direct) == ([], [])
    await moves_it(story, cast, announced)

    await hugo.types("session list")
    await hugo.presses(hugo.told, "sessions.button.code")
    assert hugo.reads(hugo.told, "sessions.code_of", course=course)
    code = await code_of(story)
    assert holds(hugo.told.text, code)
    await story.comes("2026-11-24T14:50")
    begun = story.again(announced)
    assert story.shows(begun, "sessions.count.begun", n=0, expected=2)
    await lina.types("session checkin WXYZ")
    assert lina.reads(lina.told, "sessions.wrong_code", code="WXYZ")
    await lina.types(f"session checkin {code.lower()}")
    assert lina.reads(lina.told, "sessions.joined.here", course=course)
    await cast.marc.presses(begun, "sessions.button.here")
    assert story.shows(story.again(announced), "sessions.count.begun", n=2, expected=3)
    await lina.presses(story.again(announced), "sessions.button.like", title=play)
    await cast.marc.presses(story.again(announced), "sessions.button.liked", title=play, n=1)
    await lina.presses(story.again(announced), "sessions.button.liked", title=play, n=2)

    await story.comes("2026-11-24T15:30")
    await hugo.types("session end")
    await hugo.presses(hugo.told, "sessions.button.end")
    over = story.again(announced)
    assert story.shows(over, "sessions.state.ended")
    assert story.shows(over, "sessions.count.ended", n=2)
    for who in (lina, cast.marc):
        assert who.reads(who.letter, "feedback.ask.stars", course=course)
    assert ada.reads(ada.letter, "sessions.changed", course=course)
    await ada.presses(over, "sessions.button.liked", title=play, n=1)
    assert story.said(Say("sessions.button.liked", title=play, n=2)) in story.again(announced).buttons
    await ada.presses(story.again(announced), "sessions.button.was_there")
    assert ada.reads(ada.letter, "feedback.ask.stars", course=course)


@crossed
async def test_those_expected_are_reminded_and_forged_buttons_change_nothing(story: Story) -> None:
    cast = await opening(story)
    amina, lina, course = cast.amina, await story.person("Nadia Karim", zone="America/Montreal"), COURSE[story.language]
    await lina.types("session list")
    await amina.types("session new")
    await amina.fills(course=course, date="2026-11-27", time="15:00", minutes="60", attendees=lina.id)
    forged = await story.forges(
        [to("sessions.code", 1), to("sessions.set_day", 1), to("likes.toggle", "moment", 1), to("sessions.again", 1)]
    )
    for link, key in (
        (to("sessions.code", 1), "help.only.trainer"),
        (to("sessions.set_day", 1), "help.only.animator"),
        (to("sessions.again", 1), "help.only.animator"),
        (to("likes.toggle", "moment", 1), "help.outdated"),
    ):
        await cast.hugo.tries(forged, link)
        assert cast.hugo.reads(cast.hugo.told, key), link
    await story.comes("2026-11-26T14:00")
    assert lina.direct == []
    await story.comes("2026-11-26T15:00")
    assert lina.reads(lina.letter, "sessions.reminder", course=course)
    when = story.at("2026-11-27T15:00")
    assert lina.reads(lina.letter, "sessions.at", when=When(when, ZONE))
    if story.bench.name == "slack":  # Discord tells nobody's zone
        assert lina.reads(lina.letter, "sessions.at_zone", when=When(when, ZONE), zone=ZONE)
        assert lina.reads(lina.letter, "sessions.at", when=When(when, "America/Montreal"))
    await lina.presses(lina.letter, "sessions.button.not_coming")
    await lina.presses(lina.letter, "sessions.button.coming")
    assert lina.reads(lina.letter, "sessions.reminder", course=course)
    assert len(lina.direct) == 1
    await it_ends(story)
    assert len(lina.direct) == 1
