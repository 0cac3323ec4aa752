"""Plausible people and sessions for the examples of the cards."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from handlers.feedback.given import Choice, Given, Rated
from handlers.feedback.rules import STEPS, WORDS
from storage.feedback import COLLEAGUE, EFFORT, EMOTION, MINUTES, ORGANISATION, PEDAGOGY, RECOMMEND, RESULT, STARS

RATED = Rated(6, "Donner un retour qui aide", datetime(2026, 11, 24, 13, tzinfo=UTC), "Europe/Paris", 90)
OTHER = replace(RATED, session_id=5, course="Short meetings", starts_at=datetime(2026, 10, 6, 8, tzinfo=UTC))

_MOMENTS = (
    Choice("moment", 1, "Le jeu des trois chaises", chosen=True),
    Choice("moment", 2, "Faits, effets, demande"),
    Choice("moment", 3, "S’exercer à deux sur une situation vécue dans son équipe"),
)
_THEMES = (
    Choice("community", 2, "Python, le soir"),
    Choice("community", 3, "Sales academy", chosen=True),
    Choice("course", 4, "Short meetings"),
)
_ANSWERS = {
    STARS: 4,
    EMOTION: 4,
    RECOMMEND: 9,
    COLLEAGUE: 1,
    RESULT: 3,
    PEDAGOGY: 2,
    ORGANISATION: 1,
    EFFORT: 2,
    MINUTES: 120,
}

GIVEN = Given(
    _ANSWERS,
    "J’ai osé dire à mon équipe ce qui me gênait,\net la réunion du lundi a changé. Merci <3",
    "first_name",
    _MOMENTS,
    _THEMES,
    "Dire non sans blesser",
    "end",
    publishable=True,
)


def before(step: str) -> Given:
    """What somebody gave who is now offered this step."""
    place = STEPS.index(step)
    answers = {one: value for one, value in _ANSWERS.items() if STEPS.index(one) < place}
    words = GIVEN.words if STEPS.index(WORDS) < place else None
    return replace(GIVEN, answers=answers, words=words, step=STEPS[place - 1] if place else "")


def said_to(scope: str) -> Given:
    """What somebody gave who has just written words for these readers."""
    return replace(before(RECOMMEND), scope=scope)
