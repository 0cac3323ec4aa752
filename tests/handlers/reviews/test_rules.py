"""Which course was meant, whose words are shown, and what is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reviews import rules
from handlers.reviews.rules import Found
from storage.reviews import Opinion
from storage.words import slips

TITLES = {
    1: "Donner un feedback qui aide",
    2: "Un feedback entre pairs",
    3: "Réunions efficaces",
    4: "Negotiating <for> *everybody*",
    5: "Python, le soir",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("reunion", Found((3,))),
        ("réunoins éficaces", Found((3,))),
        ("negociating", Found((4,))),
        ("feedback pairs", Found((2,))),
        ("feedbakc", Found((1, 2))),
        ("pyth", Found((5,))),
        ("UN FEEDBACK ENTRE PAIRS", Found((2,))),
        ("feedback en réunion", Found(near=(2, 1, 3))),
        ("paithon le soir", Found(near=(5,))),
        ("poterie", Found()),
        ("🎉", Found()),
    ],
)
def test_courses_are_found_by_their_words_slips_forgiven(words: str, found: Found) -> None:
    assert rules.find(words, TITLES) == found


@given(st.sampled_from(sorted(slips("efficaces"))))
def test_one_slip_in_a_long_word_is_always_forgiven(typed: str) -> None:
    assert rules.find(typed, TITLES).meant == (3,)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str) -> None:
    found = rules.find(typed, TITLES)
    assert not (found.meant and found.near)
    assert len(found.near) <= rules.MOST_NEAR


@given(st.integers(0, 3), st.integers(0, 3))
def test_one_opinion_of_three_is_critical_when_there_is_one(praise: int, critical: int) -> None:
    happy, unhappy = (
        [Opinion(f"{kind} {n}", None, critical=kind) for n in range(many)]
        for kind, many in ((False, praise), (True, critical))
    )
    shown = rules.fair(happy, unhappy)
    assert len(shown) == min(3, praise + critical)
    assert bool(critical) == any(one.critical for one in shown)
    if praise >= 2 and critical:
        assert shown == [*happy[:2], unhappy[0]]


def test_moments_are_shown_from_five_people_on() -> None:
    moments = {"Café": 4, "Jeu": 5, "Film": 9, "Retour": 6, "Cas": 7}
    assert rules.liked(moments) == [("Film", 9), ("Cas", 7), ("Retour", 6)]


def test_what_is_told_is_told_of_five_together() -> None:
    assert rules.a_round([1, 2, 3, 4]) == ()
    assert rules.a_round([1, 2, 3, 4, 5, 6]) == [1, 2, 3, 4, 5, 6]
