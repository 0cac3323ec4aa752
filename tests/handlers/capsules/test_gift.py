"""Moodle's GIFT as its documentation describes it: what is asked, what is skipped, what is refused."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.gift_sources import Place, sources_of
from handlers.capsules.files.html import markdown, plain
from handlers.capsules.formats import Choice, Quiz, read
from storage.capsules import Source

PLACE = Place(PurePosixPath("notes/feedback/quiz.gift"), "shelf", None, "en")


def sources(text: str) -> list[Source]:
    return sources_of(text.encode(), PLACE)[0]


def one(text: str) -> tuple[Source, Quiz]:
    (source,) = sources(text)
    quiz = read("quiz", source.details)
    assert isinstance(quiz, Quiz)
    return source, quiz


def test_a_multiple_choice_has_a_title_feedback_and_an_explanation() -> None:
    source, quiz = one(
        "// Written on a Friday\n"
        "::The camera test:: Which of these could a camera have seen? {\n"
        "  =You came in at 9\\:20. # Yes: nobody can argue with it.\n"
        "  // the judgement\n"
        "  ~You are always late.#“Always” is a judgement.\n"
        "  ####A fact can be filmed.\n"
        "}\n"
    )
    assert (source.title, source.body) == ("The camera test", "Which of these could a camera have seen?")
    assert (source.theme, source.format, source.origin) == (
        "feedback",
        "quiz",
        "shelf/notes/feedback/quiz.gift#The camera test",
    )
    right = Choice("You came in at 9:20.", 100, "Yes: nobody can argue with it.")
    wrong = Choice("You are always late.", 0, "“Always” is a judgement.")
    assert quiz == Quiz((right, wrong), False, "A fact can be filmed.")


def test_weights_without_an_equals_sign_let_several_be_chosen() -> None:
    _, quiz = one("What helps? {~%50%To ask first ~%50%To be brief ~%-100%To insist ~To wait}")
    assert quiz.several
    assert [choice.weight for choice in quiz.choices] == [50, 50, -100, 0]
    _, half = one("What helps most? {=To ask first ~%50%To be brief ~%33.33333%To smile}")
    assert not half.several
    assert [choice.weight for choice in half.choices] == [100, 50, 33.33333]


@pytest.mark.parametrize("written", ["T", "TRUE", "true"])
def test_true_and_false_speak_the_language_of_the_file(written: str) -> None:
    _, quiz = one(f"Silence helps. {{{written}#Think again.#It does.####Try ten seconds.}}")
    assert quiz.choices == (Choice("True", 100, "It does."), Choice("False", 0, "Think again."))
    assert quiz.explanation == "Try ten seconds."
    place = Place(PLACE.path, "shelf", None, "fr")
    (source,), _ = sources_of(b"Le silence aide. {F#Non.}", place)
    assert read("quiz", source.details) == Quiz((Choice("Vrai", 0, "Non."), Choice("Faux", 100)))


def test_signs_are_escaped() -> None:
    source, quiz = one(r"::a\:\:b:: 1 \{x\} \= \#\~\\ \nline {=C\:\\dir ~\=no\#}")
    assert (source.title, source.body) == ("a::b", "1 {x} = #~\\ \nline")
    assert [choice.words for choice in quiz.choices] == ["C:\\dir", "=no#"]


def test_a_missing_word_leaves_a_gap() -> None:
    source, _ = one("A useful word is {~always =today ~never} in most feedback.")
    assert source.body == "A useful word is _____ in most feedback."


def test_a_category_is_the_theme_of_what_follows() -> None:
    categories = ("$CATEGORY: $course$/top/Listening//speaking\n\n", "$CATEGORY: Praise\n")
    text = "\n\n".join(
        f"{category}{words}? {{=a ~b}}" for category, words in zip(("", *categories), "123", strict=True)
    )
    assert [source.theme for source in sources(text)] == ["feedback", "Listening/speaking", "Praise"]


def test_the_same_file_from_another_system() -> None:
    source, quiz = one("\ufeffOù\u00a0?\r\n{\r\n=ici\r\n~là\r\n}\r\n")
    assert source.body == "Où\u00a0?"
    assert [choice.words for choice in quiz.choices] == ["ici", "là"]


def test_markers_say_how_a_text_is_written() -> None:
    html, quiz = one(
        "[html]<p>Is <b>this</b> a * fact?</p><script>x()</script> {=<p>Yes &amp; no</p>#<i>Well</i> ~No####<b>So</b>}"
    )
    assert html.body == "Is **this** a \\* fact?"
    assert quiz == Quiz((Choice("Yes & no", 100, "Well"), Choice("No", 0)), False, "**So**")
    assert one("[plain]2 * 3 * 4? {=24 ~9}")[0].body == "2 \\* 3 \\* 4?"
    assert one("[markdown]Is *this* <b>a</b> fact? {=y ~n}")[0].body == "Is *this* <b>a</b> fact?"
    assert one("[sic] a <branch>? {=y ~n}")[0].body == "[sic] a <branch>?"
    assert one("Is<br>this <em>it</em>? {=y ~n}")[0].body == "Is\nthis _it_?"


def test_html_becomes_a_little_markdown_and_nothing_else() -> None:
    assert (
        markdown('<a href="https://example.org">x</a> <a href="javascript:y()">z</a>') == "[x](<https://example.org>) z"
    )
    assert markdown('<ol><li>a<li>b</ol><img src="https://example.org/i.png" alt="A door">') == (
        "1. a\n2. b\n\n![A door](<https://example.org/i.png>)"
    )
    assert markdown('<img src="@@PLUGINFILE@@/i.png" alt="A door"><style>p{}</style>') == "A door"
    assert plain("<ul><li>a</li><li><b>b</b></li></ul>") == "- a\n- b"


def test_questions_are_known_by_their_title_else_by_their_words() -> None:
    first = sources("::T:: One? {=a ~b}\n\nTwo? {=a ~b}\n\nTwo? {=c ~d}")
    again = sources("::T:: Another? {=a ~b}\n\nTwo? {=a ~changed}\n\nTwo? {=c ~d}")
    assert [source.origin for source in first] == [source.origin for source in again]
    assert len({source.origin for source in first}) == 3
    assert [source.digest == other.digest for source, other in zip(first, again, strict=True)] == [False, False, True]


def test_what_makes_no_sense_in_a_chat_is_skipped_with_its_line() -> None:
    text = (
        "Read this first.\n\nWho? {=Ada =Grace}\n\nTell us. {}\n\nWhen? {#1815:2}\n\n"
        "Match them. {=a -> b =c -> d}\n\nRange? {#1..5}\n\nWhich? {=a ~b}\n\nWhy? {####Because.}\n"
    )
    found, left = sources_of(text.encode(), PLACE)
    assert [source.body for source in found] == ["Which?"]
    assert [(one.line, one.kind) for one in left] == [
        (1, "description"),
        (3, "short_answer"),
        (5, "essay"),
        (7, "numerical"),
        (9, "matching"),
        (11, "numerical"),
        (15, "essay"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("Fine? {=a ~b}\n\n// so far\n\n::T:: Cut {\n=a\n~b", 5, "gift_not_closed"),
        ("Fine? {=a ~b}\n\nEmpty line {=a\n\n~b}", 3, "gift_not_closed"),
        ("Fine? {=a ~b}\n\n::Cut in its ti", 3, "gift_title"),
        ("Fine?\n =a ~b}", 2, "gift_not_opened"),
        ("One {=a ~b}\nTwo {=a ~b}", 2, "gift_brace"),
        ("One {=a ~{b}}", 1, "gift_brace"),
        ("\n::T::\n{=a ~b}", 2, "gift_no_question"),
        ("Fine? {a\n=b ~c}", 1, "gift_no_sign"),
        ("Fine? {\n~%5O%a\n~%50%b}", 2, "gift_weight"),
        ("Fine? {~%150%a ~b}", 1, "gift_weight"),
        ("Fine? {\n=a\n=b\n~c}", 3, "quiz_two_right"),
        ("\nFine? {~a ~b}", 2, "quiz_no_right"),
        ("Fine? {=a\n~}", 2, "blank_choice"),
        ("Fine? {=a\n~a}", 2, "same_choice"),
        ("Fine? {~%100%a}", 1, "one_choice"),
        ("Fine? {=a\n~" + "~".join(map(str, range(10))) + "}", 2, "many_choices"),
        ("Fine? {=a\n~" + "b" * 301 + "}", 2, "long_choice"),
        ("Fine? {=a\n~b#" + "b" * 1001 + "}", 2, "long"),
        ("Fine? {=a\n~b####" + "b" * 2001 + "}", 1, "long"),
        ("\n" + "b" * 40_000 + " {=a ~b}", 2, "long_body"),
        ('// portevoix: {"minutes": "many"}\nFine? {=a ~b}', 2, "gift_comment"),
        ("// portevoix: {\nFine? {=a ~b}", 2, "gift_comment"),
        ('// portevoix: {"origin": "a"}\nA? {=a ~b}\n\n// portevoix: {"origin": "a"}\nB? {=a ~b}', 5, "origin_twice"),
        ("// nothing else", None, "empty"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(text: str, line: int | None, key: str) -> None:
    with pytest.raises(BadFileError, match=rf"capsules\.bad\.{key}$") as refused:
        sources(text)
    assert refused.value.line == line
