"""What the channel sees of each format."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.dialect import for_discord
from handlers.capsules import bodies
from handlers.capsules.bodies import BAR, THRESHOLD, Asked, bar
from handlers.capsules.formats import MOST_CHOICES, Choice, Page, Poll, Quiz, choices_of, read, version, written
from handlers.chat.cards import Buttons, Note, Prose, Text
from handlers.chat.choices import is_choice, lettered
from handlers.chat.words import Say
from storage.capsules import Capsule


def capsule(format_: str, details: Page | Poll | Quiz | None, body: str = "Some words.") -> Capsule:
    return Capsule(
        id=1, title="T", theme="Facts", format=format_, body=body, key_message="", minutes=3, effort="easy",
        language="en", details=written(details),
    )  # fmt: skip


def prose(one: Capsule) -> list[str]:
    return [part.markdown for part in bodies.body(one) if isinstance(part, Prose)]


@pytest.mark.parametrize(("one", "asked"), bodies.examples().values(), ids=list(bodies.examples()))
def test_effort_and_time_are_announced_whatever_the_format(one: Capsule, asked: Asked) -> None:
    _heading, note, *_rest = bodies.body(one, asked)
    assert isinstance(note, Note)
    assert isinstance(note.words, Say)
    assert (note.words.values["n"], note.words.values["effort"]) == (3, Say("capsules.effort.easy"))


@given(st.text(), st.lists(st.text(), max_size=MOST_CHOICES))
def test_what_is_kept_is_read_again(words: str, choices: list[str]) -> None:
    for format_, details in (("link", Page("https://example.org", words, words)), ("poll", Poll(tuple(choices)))):
        assert read(format_, written(details)) == details


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_other_choices_have_another_version(some: list[str], others: list[str]) -> None:
    assert (version(some) == version(others)) == (some == others)


@given(st.integers(1, 1000), st.data())
def test_a_bar_is_full_for_everybody_and_empty_for_nobody(people: int, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, people))
    drawn = bar(votes, people)
    assert len(drawn) == BAR
    assert drawn == "█" * drawn.count("█") + "░" * drawn.count("░")
    assert ("█" in drawn) == (votes > 0)
    assert ("░" in drawn) == (votes < people)


@pytest.mark.parametrize("people", range(1, THRESHOLD))
def test_among_a_few_a_poll_does_not_tell_what_they_voted_for(people: int) -> None:
    poll = capsule("poll", Poll(("Yes", "No")))
    assert bodies.body(poll, Asked(1, people, (people, 0))) == bodies.body(poll)
    assert Note(Say("capsules.poll_hidden", fewest=THRESHOLD)) in bodies.body(poll)


def test_a_poll_shows_its_counts_as_soon_as_enough_people_voted() -> None:
    poll = capsule("poll", Poll(("Yes", "No")))
    lines = [part.words for part in bodies.body(poll, Asked(1, 8, (6, 2))) if isinstance(part, Text)]
    assert [(line.values["n"], line.values["share"]) for line in lines if isinstance(line, Say)] == [(6, 75), (2, 25)]


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("second", ["False", "False, as was seen on Monday"])
def test_answers_are_listed_once_by_their_buttons_or_above_them(second: str, *, several: bool) -> None:
    quiz = capsule("quiz", Quiz((Choice("True", 0), Choice(second, 100)), several=several))
    listed = [part for part in bodies.body(quiz) if isinstance(part, Text)]
    rows = [part for part in bodies.answers(quiz, Asked(1)) if isinstance(part, Buttons)]
    on_buttons = [button.label for row in rows for button in row.row if is_choice(button.label)]
    assert [part.words for part in listed] + on_buttons == [lettered(0, "True"), lettered(1, second)]


def test_a_link_leads_there_whatever_its_title_holds() -> None:
    odd = Page("https://example.org/a_(b)?c=[d]", "Read `this` [now](there) <b>*please*</b>\nthen & that", "Why")
    one = capsule("link", odd)
    assert prose(one)[0] == "Some words."
    drawn = for_discord(prose(one)[1])
    assert drawn.endswith("](https://example.org/a_%28b%29?c=%5Bd%5D)")
    assert "(now)(there)" in drawn
    assert Text("Why") in bodies.body(one)
    assert prose(replace_body(one, "")) == prose(one)[1:]


def replace_body(one: Capsule, body: str) -> Capsule:
    return capsule(one.format, read(one.format, one.details), body)  # type: ignore[arg-type]


def test_a_challenge_invites_to_tell_in_the_thread() -> None:
    assert Note(Say("capsules.challenge")) in bodies.body(capsule("challenge", None))


@pytest.mark.parametrize("long", [False, True])
def test_buttons_show_the_words_where_they_are_short(long: bool) -> None:
    words = tuple(("x" * (40 if long else 3)) + str(n) for n in range(MOST_CHOICES))
    rows = [part for part in bodies.answers(capsule("poll", Poll(words)), Asked(1)) if isinstance(part, Buttons)]
    assert [len(row.row) for row in rows] == [5, 5]
    assert isinstance(rows[0].row[0].label, str) == long
    assert choices_of(Poll(words)) == words


def test_a_text_is_not_answered_with_buttons() -> None:
    assert bodies.answers(capsule("text", None), Asked(1, 3)) == ()
