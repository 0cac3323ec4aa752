"""Around a session: its file for calendars, and questions that its trainer answers."""

from __future__ import annotations

from handlers.chat.words import When
from tests.scenarios.opening import opening
from tests.scenarios.reading import holds
from tests.scenarios.sessions import COURSE, a_session
from tests.scenarios.story import ZONE, Story
from tests.scenarios.turns import crossed_again

QUESTION = {"en": "What if they <take> it badly?", "fr": "Et si la personne le <prend> mal ?"}
ANSWER = {"en": "Say first what you saw.", "fr": "Dites d’abord ce que vous avez vu."}


@crossed_again
async def test_a_session_is_put_in_a_calendar_and_a_question_gets_its_answer(story: Story) -> None:
    cast, course = await opening(story), COURSE[story.language]
    lina, amina, question, answer = cast.lina, cast.amina, QUESTION[story.language], ANSWER[story.language]
    announced = await a_session(story, amina, lina)

    await lina.presses(announced, "sessions.button.calendar")
    assert lina.reads(lina.told, "agenda.file_coming", course=course)
    when = When(story.at("2026-11-24T14:00"), ZONE)
    assert lina.reads(lina.letter, "agenda.file", course=course, when=when)
    (content,) = lina.letter.files.values()
    assert b"DTSTART;TZID=Europe/Paris:20261124T140000" in content

    await lina.presses(announced, "sessions.button.ask")
    await lina.fills(words=question, name="anonymous")
    assert lina.reads(lina.told, "agenda.sent_thread", course=course)
    sent = lina.told
    (asked,) = story.thread(announced)
    assert holds(asked.text, question)
    assert not holds(asked.text, "Lina")

    assert amina.reads(amina.letter, "agenda.to_answer", course=course)
    await amina.presses(amina.letter, "agenda.button.reply")
    await amina.fills(words=answer)
    assert holds(story.thread(announced)[1].text, answer)
    assert lina.reads(lina.letter, "agenda.your_answers", course=course)
    assert holds(lina.letter.text, answer)

    await lina.presses(sent, "agenda.button.withdraw")
    assert story.nobody_sees(question, amina, cast.hugo)
    assert story.shows(story.thread(announced)[0], "agenda.gone")
