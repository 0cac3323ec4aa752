"""What words call for: a question to their author, somebody who comes back to them, somebody at once, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.sentiment import read
from handlers.sentiment.names import names_somebody
from handlers.sentiment.rules import LONGEST, SHORTEST, Reading, candidate, needs_follow_up, outcome, tone_of
from handlers.sentiment.signs import alerts_in, giving_up, sensitive

WARM = Reading("happy", 0.8, "en", (), ("loved",))
COLD = Reading("unhappy", -0.6, "en", ("boring",), ())
PLAIN = Reading("neutral", 0.1, "en", (), ())
WORDS = "I loved this day, thank you: now I dare to tell my team what I think."


def test_happy_words_with_a_good_mark_are_candidates() -> None:
    assert candidate(WORDS, 4, WARM)
    assert candidate(WORDS, 5, read(WORDS, "en"))


@pytest.mark.parametrize(
    ("words", "stars", "reading"),
    [
        (WORDS, 3, WARM),
        (WORDS, 5, replace(WARM, tone="neutral")),
        (WORDS, 5, replace(WARM, score=0.44)),
        (WORDS, 5, replace(WARM, cues=("wish",))),
        (WORDS, 5, replace(WARM, praises=())),
        ("x" * (SHORTEST - 1), 5, WARM),
        (f"   {'x' * (SHORTEST - 1)}   ", 5, WARM),
        ("x" * (LONGEST + 1), 5, WARM),
        (f"{WORDS} It helped me through my depression.", 5, WARM),
        (f"{WORDS} I nearly gave up before.", 5, WARM),
        (f"{WORDS} Thanks to Nadia.", 5, WARM),
    ],
)
def test_what_is_not_a_candidate(words: str, stars: int, reading: Reading) -> None:
    assert not candidate(words, stars, reading)


@pytest.mark.parametrize(
    "words",
    [
        "Après ma maladie",
        "du harcèlement",
        "un collègue m’a harcelée",
        "propos sexistes",
        "my disability",
        "HARASSED",
        "racist",
    ],
)
def test_sensitive_subjects(words: str) -> None:
    assert sensitive(words)


@pytest.mark.parametrize(
    "words", ["Une belle formation", "We discussed feedback", "Un travail demandé", "a breakthrough"]
)
def test_ordinary_subjects(words: str) -> None:
    assert not sensitive(words)


@pytest.mark.parametrize(("score", "tone"), [(-0.2, "unhappy"), (0.0, "neutral"), (0.34, "neutral"), (0.35, "happy")])
def test_tones_in_english(score: float, tone: str) -> None:
    assert tone_of(score, "en") == tone


@pytest.mark.parametrize(
    "words",
    [
        "Merci à Nadia pour sa patience",
        "Sophie explique très bien",
        "Bravo à Mme Kerbrat",
        "le professeur Delorme est à l’écoute",
        "With Yusuf everything is clear",
        "Dr. Okafor never hurries anyone",
        "Anne's examples helped me",
        "l’énergie d’Élodie",
        "ma cheffe va adorer",
        "thank you @lea",
        "PAUL EST SUPER",
    ],
)
def test_somebody_is_named(words: str) -> None:
    assert names_somebody(words)


@pytest.mark.parametrize(
    "words",
    [
        "Une belle journée. Tout était clair, et la salle aussi !",
        "I loved Monday's session, I'm glad I came",
        "Very useful for HR and IT people",
        "Great Introduction to Public Speaking",
        "MERCI POUR TOUT",
        "Mon équipe en parle encore",
    ],
)
def test_nobody_is_named(words: str) -> None:
    assert not names_somebody(words)


def test_words_of_the_course_title_name_nobody() -> None:
    assert names_somebody("I now dare to use Tableau at work")
    assert not names_somebody("I now dare to use Tableau at work", ["Getting started with Tableau"])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Je n’en peux plus, j’ai envie de disparaître.", "distress"),
        ("j'ai la boule au ventre avant chaque séance", "distress"),
        ("I can't take it any more", "distress"),
        ("I feel hopeless after each session", "distress"),
        ("Le formateur m’a humiliée devant tout le monde", "harassment"),
        ("des remarques déplacées sur ma tenue", "harassment"),
        ("I was bullied by two colleagues", "harassment"),
        ("he touched me and laughed", "harassment"),
        ("Des propos racistes pendant la pause", "discrimination"),
        ("they laughed at me because of my accent", "discrimination"),
    ],
)
def test_calls_for_help_are_heard_in_either_language(words: str, found: str) -> None:
    assert found in alerts_in(words)
    assert outcome(words, 5, WARM) == "alert"


@pytest.mark.parametrize(
    "words",
    [
        "La formation sur le harcèlement était très utile",
        "Un bon module de prévention du harcèlement",
        "The course about bullying at school was great",
        "We studied cases of discrimination",
        "I was dying to try it",
        "Une tuerie, cette formation",
    ],
)
def test_a_subject_that_was_taught_is_no_call_for_help(words: str) -> None:
    assert alerts_in(words) == ()


@pytest.mark.parametrize(
    "words",
    ["J’ai failli abandonner", "je baisse les bras", "I gave up after the second day", "I'm thinking of quitting"],
)
def test_signs_of_giving_up_open_a_follow_up_whatever_the_stars(words: str) -> None:
    assert giving_up(words)
    assert outcome(words, 5, WARM) == "follow_up"


@pytest.mark.parametrize("words", ["Il ne faut pas abandonner", "never give up!", "we quit smoking as an example"])
def test_encouragement_is_not_giving_up(words: str) -> None:
    assert not giving_up(words)


def test_few_stars_or_unhappy_words_open_a_follow_up() -> None:
    assert needs_follow_up("Room 12.", 2, PLAIN)
    assert needs_follow_up("Room 12.", None, COLD)
    assert not needs_follow_up("Room 12.", 3, PLAIN)
    assert not needs_follow_up("Room 12.", None, PLAIN)


def test_words_call_for_one_thing_only() -> None:
    assert outcome(WORDS, 5, WARM) == "testimonial"
    assert outcome(WORDS, None, WARM) == "nothing"
    assert outcome(WORDS, 3, WARM) == "nothing"
    assert outcome("Room 12.", 5, PLAIN) == "nothing"
