"""What is read in people's words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from handlers.sentiment import read
from handlers.sentiment.clean import cleaned, spelled_out


@pytest.mark.parametrize(
    "words",
    [
        "Merci, c’était passionnant et très bien expliqué, je recommande !",
        "Pas mal du tout, j’ai appris à donner un retour sans blesser.",
        "Rien à redire, une très bonne journée.",
        "Rien que du bonheur",
        "Un peu long au début, mais les exercices sont vraiment excellents.",
    ],
)
def test_happy_french(words: str) -> None:
    assert read(words, "fr").tone == "happy"


@pytest.mark.parametrize(
    "words",
    [
        "Je ne recommande pas cette formation.",
        "Une perte de temps, je suis très déçue.",
        "Très bonne salle, mais formation inutile et mal organisée.",
        "Ce n’était pas intéressant 😞",
        "Peu utile et peu clair.",
        "A fuir",
        "Franchement pas top.",
    ],
)
def test_unhappy_french(words: str) -> None:
    assert read(words, "fr").tone == "unhappy"


@pytest.mark.parametrize(
    "words",
    [
        "I loved it, thank you: I learned a lot about listening.",
        "Not bad at all, clear and useful.",
        "The room was cold, but the trainer was amazing and the exercises were great.",
        "Great session, you won’t regret it.",
    ],
)
def test_happy_english(words: str) -> None:
    assert read(words, "en").tone == "happy"


@pytest.mark.parametrize(
    "words",
    [
        "I wouldn’t recommend it to anybody.",
        "A waste of time, boring and confusing.",
        "Nice people, but the whole day was badly organised and useless.",
        "It wasn't interesting and I didn't learn anything.",
    ],
)
def test_unhappy_english(words: str) -> None:
    assert read(words, "en").tone == "unhappy"


@pytest.mark.parametrize(("words", "language"), [("La salle est au deuxième étage.", "fr"), ("Room 12.", "en")])
def test_words_without_feeling_are_neutral(words: str, language: str) -> None:
    reading = read(words, language)
    assert (reading.tone, reading.cues) == ("neutral", ())


@pytest.mark.parametrize(
    ("words", "language", "cue"),
    [
        ("C’était très bien, j’aurais aimé plus de pratique.", "fr", "wish"),
        ("Super journée, dommage pour la salle.", "fr", "pity"),
        ("Je ne le recommande pas.", "fr", "not_recommended"),
        ("It was great, it could be better with more time.", "en", "wish"),
        ("I would not recommend it.", "en", "not_recommended"),
        ("Lovely, although a bit too long.", "en", "too_much"),
        ("Lovely day, but I was cold.", "en", "but"),
        ("Ce n’est pas pour moi.", "fr", "negation"),
    ],
)
def test_reservations_are_named(words: str, language: str, cue: str) -> None:
    assert cue in read(words, language).cues


def test_praises_are_named_unless_they_are_denied() -> None:
    assert read("I recommend it, I learned a lot.", "en").praises == ("recommended", "useful")
    assert read("Je ne suis pas ravie.", "fr").praises == ()


def test_a_little_is_not_too_little() -> None:
    assert read("Un peu technique, très utile.", "fr").score > read("Peu technique, peu utile.", "fr").score


def test_what_follows_but_weighs_more() -> None:
    good_last = read("It was boring, but I loved the exercises.", "en").score
    bad_last = read("I loved the exercises, but it was boring.", "en").score
    assert good_last > bad_last


def test_emoji_count() -> None:
    words = "La session de mardi"
    assert read(f"{words} 😡", "fr").score < read(words, "fr").score < read(f"{words} :tada:", "fr").score


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("Merci beaucoup pour cette journée, j’ai appris plein de choses.", "en", "fr"),
        ("Thank you so much, that was the best day of the week.", "fr", "en"),
        ("Super !", "en", "en"),
        ("Super !", "fr", "fr"),
        ("Great!", "fr", "fr"),
        ("Super session top", None, "fr"),
        ("Excellentes explications, enseignante patiente", "en", "fr"),
        ("Outstanding teacher, helpful slides", "fr", "en"),
    ],
)
def test_language_is_counted_except_in_a_few_letters(words: str, language: str | None, found: str) -> None:
    assert read(words, language).language == found


def test_only_likely_languages_are_found() -> None:
    assert read("Thank you so much, that was the best day of the week.", "fr", ("fr",)).language == "fr"


def test_marks_of_chat_platforms_are_not_read() -> None:
    written = "<@U123> *Très* bien&nbsp;: voir <https://example.org/nul|le lien> et `inutile` <:bravo:42>"
    assert cleaned(written) == "très bien&nbsp;: voir le lien et :bravo:"


def test_contractions_become_negations() -> None:
    assert spelled_out("it isn't, i can't, they dont, won't") == "it is not, i can not, they do not, will not"


def test_hostile_words_are_read_too() -> None:
    for words in ("", " ", "\u0000", "💥" * 500, "not " * 700, "a" * 1000, "<" * 1000, "mais " * 200, "***___`" * 100):
        assert -1 <= read(words, None).score <= 1


def test_nothing_heavy_is_imported_before_the_first_words() -> None:
    """In a fresh interpreter: this one has read words already."""
    code = "import sys, handlers.sentiment; sys.exit('textblob' in sys.modules or 'nltk' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
