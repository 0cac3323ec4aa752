"""What the forms of a capsule say, read and written back."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handlers.capsules import notation, writing_rules
from handlers.capsules.formats import Choice, Details, Media, Page, Poll, Quiz, written
from handlers.capsules.notation import Line, one_line
from handlers.chat.forms import LONGEST_TEXT
from handlers.chat.mistakes import Mistake
from storage.capsules import Capsule

PRINTED = st.characters(exclude_categories=("Cc", "Cs"))
WORDS = st.one_of(st.text(PRINTED, max_size=30), st.text(alphabet="a *#\\", max_size=12)).map(one_line).filter(bool)
QUIZ = {"title": "Fact?", "body": "Which one?", "choices": "* Seen # A camera would.\nGuessed", "several": "one"}
PAGE = {"title": "Read it", "address": "https://example.org/a", "page_title": "", "description": "Three lines."}


def a_capsule(format_: str, details: Details, body: str = "Which one?") -> Capsule:
    values = {"title": "Fact?", "theme": "Facts", "key_message": "", "minutes": 1, "effort": "easy", "language": "en"}
    return Capsule(**values, format=format_, body=body, details=written(details))


def wrong(format_: str, answers: Mapping[str, str]) -> tuple[str, str | None]:
    with pytest.raises(Mistake) as raised:
        writing_rules.read_words(format_, answers)
    return raised.value.say.key.rpartition(".")[2], raised.value.field


@given(st.lists(st.builds(Line, WORDS, st.booleans(), st.one_of(st.just(""), WORDS))))
def test_choices_are_read_as_they_were_written(lines: list[Line]) -> None:
    assert notation.read(notation.written(lines)) == lines


def test_a_star_marks_what_is_right_and_a_number_sign_between_spaces_what_is_said_of_it() -> None:
    typed = "*Seen # A camera would.\n\n  Use #general, or C#  \n* \\* is a star"
    assert notation.read(typed) == [
        Line("Seen", True, "A camera would."),
        Line("Use #general, or C#"),
        Line("* is a star", True),
    ]


WRONG = st.builds(Choice, WORDS, st.sampled_from([0, -25]), WORDS)
RIGHT = st.builds(Choice, WORDS, st.just(100), WORDS)


@given(st.lists(WRONG, min_size=1, max_size=4), st.lists(RIGHT, min_size=1, max_size=3))
def test_a_quiz_saved_again_as_its_form_shows_it_has_not_changed(wrong_ones: list[Choice], right: list[Choice]) -> None:
    choices = (*wrong_ones, *right)
    assume(len({one.words for one in choices}) == len(choices))
    quiz = Quiz(choices, several=len(right) > 1)
    again = writing_rules.read_words("quiz", writing_rules.filled(a_capsule("quiz", quiz)), quiz)
    assert again.details == quiz


def test_an_imported_quiz_keeps_its_weights_until_its_answers_change() -> None:
    quiz = Quiz((Choice("a", 100), Choice("b", 50), Choice("c", -20)))
    shown = writing_rules.filled(a_capsule("quiz", quiz))
    assert shown["choices"].splitlines() == ["* a", "b", "c"]
    told = writing_rules.read_words("quiz", {**shown, "choices": "* a # Yes.\nb\nc"}, quiz).details
    assert told == Quiz((Choice("a", 100, "Yes."), Choice("b", 50), Choice("c", -20)))
    changed = writing_rules.read_words("quiz", {**shown, "choices": "* a\nb\nd"}, quiz).details
    assert changed == Quiz((Choice("a", 100), Choice("b", 0), Choice("d", 0)))


def test_right_answers_to_be_found_together_share_a_hundred_percent() -> None:
    answers = {**QUIZ, "choices": "*a\n*b\nc", "several": "several"}
    assert writing_rules.read_words("quiz", answers).details == Quiz(
        (Choice("a", 50), Choice("b", 50), Choice("c", 0)), several=True
    )


@pytest.mark.parametrize(
    ("format_", "answers", "said", "field"),
    [
        ("text", {"title": " \n ", "body": "b"}, "no_title", "title"),
        ("text", {"title": "t" * 201, "body": "b"}, "long", "title"),
        ("challenge", {"title": "t", "body": "  "}, "no_body", "body"),
        ("text", {"title": "t", "body": "b" * 40_000}, "long", "body"),
        ("text", {"title": "t", "body": "b", "key_message": "k" * 501}, "long", "key_message"),
        ("quiz", {**QUIZ, "choices": ""}, "wrong_choices", "choices"),
        ("quiz", {**QUIZ, "choices": "* a"}, "wrong_choices", "choices"),
        ("quiz", {**QUIZ, "choices": "a\nb"}, "none_right", "choices"),
        ("quiz", {**QUIZ, "choices": "*a\n*b"}, "all_right", "choices"),
        ("quiz", {**QUIZ, "choices": "*a\n*b\nc"}, "two_right", "choices"),
        ("quiz", {**QUIZ, "choices": "*a\nb\nb"}, "wrong_choices", "choices"),
        ("quiz", {**QUIZ, "choices": "*a\n" + "b" * 301}, "wrong_choices", "choices"),
        ("quiz", {**QUIZ, "choices": "*a\n" + "\n".join("bcdefghijk")}, "wrong_choices", "choices"),
        ("quiz", {**QUIZ, "explanation": "e" * 2001}, "long", "explanation"),
        ("poll", {"title": "t", "body": "b", "choices": ""}, "wrong_choices", "choices"),
        ("link", {**PAGE, "address": "http://example.org"}, "not_https", "address"),
        ("link", {**PAGE, "address": "example"}, "not_https", "address"),
        ("link", {**PAGE, "description": "d" * 301}, "long", "description"),
        ("image", {"title": "t", "alternative": "A room"}, "no_file", "address"),
        ("audio", {"title": "t", "alternative": "A bell", "address": " "}, "no_file", "address"),
        ("video", {"title": "t", "alternative": "A talk"}, "no_address", "address"),
        ("image", {"title": "t", "address": "https://example.org/a.png"}, "no_alternative", "alternative"),
        ("video", {"title": "t", "address": "https://example.org", "alternative": "A talk", "fallback": "x"},
         "not_https", "fallback"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_under_its_field(format_: str, answers: Mapping[str, str], said: str, field: str) -> None:
    assert wrong(format_, answers) == (said, field)


def test_what_the_first_form_does_not_ask_is_not_said() -> None:
    text = writing_rules.read_words("text", {"title": " A  title ", "body": "b\r\nc ", "theme": "", "key_message": ""})
    assert text.values == {"title": "A title", "body": "b\nc", "key_message": "", "details": ""}
    page = writing_rules.read_words("link", PAGE)
    assert page.details == Page("https://example.org/a", "Read it", "Three lines.")
    assert set(page.values) == {"title", "body", "details"}
    poll = writing_rules.read_words(
        "poll", {"title": "t", "body": "When?", "choices": "* Now\n C # D ", "several": "one"}
    )
    assert poll.details == Poll(("* Now", "C # D"))


def test_minutes_count_all_that_is_read() -> None:
    quiz = Quiz((Choice("right " * 150, 100), Choice("wrong", 0)), explanation="because " * 150)
    assert writing_rules.minutes_to_read("question " * 101, quiz) == 3
    assert writing_rules.minutes_to_read("", Page("https://example.org", "title", "word " * 199)) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"theme": " "}, "theme"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "²"}, "minutes"),
        ({"minutes": "601"}, "minutes"),
        ({"effort": "heroic"}, "effort"),
        ({"language": "de"}, "language"),
    ],
)
def test_details_are_checked_too(changed: dict[str, str], field: str) -> None:
    right = {"theme": "Facts", "key_message": "", "minutes": " 12 ", "effort": "hard", "language": "fr"}
    assert writing_rules.read_details(right) == {**right, "minutes": 12}
    with pytest.raises(Mistake) as raised:
        writing_rules.read_details({**right, **changed})
    assert raised.value.field == field


@given(st.lists(st.text(alphabet="ab ", min_size=1, max_size=1200).map(str.strip).filter(bool), max_size=12))
def test_a_long_text_is_cut_between_paragraphs_and_put_together_as_it_was(paragraphs: list[str]) -> None:
    body = "\n\n".join(paragraphs)
    fields = writing_rules.body_fields({"body": body})
    if fields is None:
        assert len(body) > LONGEST_TEXT * 2
        return
    assert all(len(words) <= LONGEST_TEXT for words in fields.values())
    if body:
        assert writing_rules.read_words("text", {"title": "t", **fields}).body == body


def test_what_a_form_cannot_show_whole_is_not_corrected_in_one() -> None:
    assert not writing_rules.fits_a_form("text", {"body": "b" * 3001})
    assert not writing_rules.fits_a_form("quiz", {"body": "b", "choices": "c" * 3001})
    assert not writing_rules.fits_a_form("quiz", {"body": "b\n\n" * 1001})
    assert writing_rules.fits_a_form("text", {"body": "b\n\n" * 1001})


def test_a_new_file_wins_over_an_address_and_an_address_over_an_earlier_file() -> None:
    earlier = {"file": "file:7"}
    assert writing_rules.asked_file({"file": "file:8", "address": "https://a.org"}, earlier) == "file:8"
    assert writing_rules.asked_file({"file": "", "address": "https://a.org"}, earlier) == ""
    assert writing_rules.asked_file({"file": "", "address": " "}, earlier) == "file:7"
    shown = writing_rules.filled(a_capsule("image", Media("file:7", "A room")))
    assert (shown["file"], shown.get("address")) == ("file:7", None)


def test_any_change_of_what_forms_show_is_noticed() -> None:
    one, other = a_capsule("text", None, "a"), a_capsule("text", None, "b")
    assert writing_rules.state_of(one) == writing_rules.state_of(a_capsule("text", None, "a"))
    assert writing_rules.state_of(one) != writing_rules.state_of(other)
