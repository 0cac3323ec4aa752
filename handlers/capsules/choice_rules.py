"""What the choices of a quiz or a poll may be, wherever they were written. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.capsules.formats import MOST_CHOICES, Poll, Quiz
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say

FEWEST_CHOICES = 2
LONGEST_CHOICE = 300
"""Characters: ten of them still read at a glance, above their buttons."""
LONGEST_FEEDBACK = 1000
LONGEST_EXPLANATION = 2000
"""Characters: what is answered at once is one message on every platform."""

CHOICES, EXPLANATION = "choices", "explanation"


def choice(number: int) -> str:
    """The field a mistake about one choice names; the first is 0."""
    return f"choice{number}"


def check_quiz(quiz: Quiz) -> None:
    """Raises Mistake about the field `choices`, `choice(n)` or `explanation`: the sentence says what to do."""
    if not quiz.choices:
        raise Mistake(Say("capsules.bad.quiz_empty"), CHOICES)
    _check_words([one.words for one in quiz.choices])
    for number, one in enumerate(quiz.choices):
        if len(one.feedback) > LONGEST_FEEDBACK:
            raise Mistake(Say("capsules.bad.long", key="feedback", longest=LONGEST_FEEDBACK), choice(number))
    if len(quiz.explanation) > LONGEST_EXPLANATION:
        raise Mistake(Say("capsules.bad.long", key="explanation", longest=LONGEST_EXPLANATION), EXPLANATION)
    # One alone to choose: another may be half right (as GIFT weighs them), none as right as it.
    right = [number for number, one in enumerate(quiz.choices) if (one.is_right if quiz.several else one.weight >= 100)]
    if not right:
        raise Mistake(Say("capsules.bad.quiz_no_right"), CHOICES)
    if len(right) > 1 and not quiz.several:
        raise Mistake(Say("capsules.bad.quiz_two_right"), choice(right[1]))


def check_poll(poll: Poll) -> None:
    """Raises Mistake about the field `choices` or `choice(n)`."""
    if not poll.choices:
        raise Mistake(Say("capsules.bad.poll_empty"), CHOICES)
    _check_words(poll.choices)


def _check_words(choices: Sequence[str]) -> None:
    if len(choices) < FEWEST_CHOICES:
        raise Mistake(Say("capsules.bad.one_choice"), CHOICES)
    if len(choices) > MOST_CHOICES:
        raise Mistake(Say("capsules.bad.many_choices", most=MOST_CHOICES, n=len(choices)), choice(MOST_CHOICES))
    met: set[str] = set()
    for number, words in enumerate(choices):
        if not words.strip():
            raise Mistake(Say("capsules.bad.blank_choice"), choice(number))
        if len(words) > LONGEST_CHOICE:
            raise Mistake(Say("capsules.bad.long_choice", longest=LONGEST_CHOICE), choice(number))
        if words in met:
            raise Mistake(Say("capsules.bad.same_choice", words=words), choice(number))
        met.add(words)
