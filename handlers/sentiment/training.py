"""Learning weights from comments whose author also gave stars. A logistic regression, in pure Python.

Never imported by the running bot: only by `bot train` and by the figures.
"""

from __future__ import annotations

import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handlers.sentiment import by_rules
from handlers.sentiment.clean import cleaned
from handlers.sentiment.learned import TONES, Held, Learned, features, likelihoods
from handlers.sentiment.rules import ENOUGH_STARS, FEW_STARS, Reading, Tone

ENOUGH_COMMENTS = 120
ENOUGH_OF_EACH = 10
"""Comments of each tone: with fewer, nothing can be said of it on comments kept apart."""
OFTEN_ENOUGH = 3
"""Comments a word must be in to be kept: a rarer one teaches little, and might be somebody's name."""
FOLDS = 5
ROUNDS = 10
STEP = 0.1
RESTRAINT = 0.03
"""How strongly the weight of a word is drawn back to nothing."""

Features = Mapping[str, float]
Table = dict[str, tuple[float, float, float]]


class TooFew(Exception):
    """There are not enough comments to learn from; the sentence counts them."""


@dataclass(frozen=True)
class Comment:
    """Cleaned words as the rules read them, and the tone they are known to have."""

    text: str
    reading: Reading
    tone: Tone


def tone_of_stars(stars: int) -> Tone:
    """What the author's stars say of their words."""
    return "unhappy" if stars <= FEW_STARS else "happy" if stars >= ENOUGH_STARS else "neutral"


def comment(words: str, language: str, tone: Tone) -> Comment:
    """A comment to learn from, read by the rules alone."""
    text = cleaned(words)
    return Comment(text, by_rules(text, language, (language,)), tone)


def learn(comments: Sequence[Comment]) -> Learned:
    """Weights of one language, with how well they do on comments kept apart. Raises TooFew."""
    counts = Counter(one.tone for one in comments)
    if len(comments) < ENOUGH_COMMENTS or any(counts[tone] < ENOUGH_OF_EACH for tone in TONES):
        each = ", ".join(f"{counts[tone]} {tone}" for tone in TONES)
        raise TooFew(
            f"{len(comments)} rated comments ({each}): {ENOUGH_COMMENTS} are needed, {ENOUGH_OF_EACH} of each tone."
        )
    found = [features(one.text, one.reading) for one in comments]
    tones = [one.tone for one in comments]
    rules = macro_f1(tones, [one.reading.tone for one in comments])
    held = Held(rules=round(rules, 4), learned=round(macro_f1(tones, apart(found, tones)), 4))
    weights = {name: _rounded(weight) for name, weight in fit(found, tones).items()}
    return Learned(comments=len(comments), held=held, weights=weights)


def apart(found: Sequence[Features], tones: Sequence[Tone]) -> list[Tone]:
    """The tone of each comment by weights learned without it: in five parts, each read by what the others teach."""
    order = list(range(len(found)))
    random.Random(1).shuffle(order)  # noqa: S311 - the same parts each time, nothing secret
    said: dict[int, Tone] = {}
    for part in range(FOLDS):
        kept = set(order[part::FOLDS])
        others = [index for index in order if index not in kept]
        weights = fit([found[index] for index in others], [tones[index] for index in others])
        for index in kept:
            likely = likelihoods(weights, found[index])
            said[index] = TONES[likely.index(max(likely))]
    return [said[index] for index in range(len(found))]


def fit(found: Sequence[Features], tones: Sequence[Tone]) -> Table:
    """The weights under which these tones are likeliest, each tone counting as much as another (AdaGrad)."""
    often = Counter(name for one in found for name in one)
    known = [{name: value for name, value in one.items() if often[name] >= OFTEN_ENOUGH} for one in found]
    counts = Counter(tones)
    share = {tone: len(tones) / (len(counts) * count) for tone, count in counts.items()}
    weights: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    steps: dict[str, list[float]] = defaultdict(lambda: [1e-6, 1e-6, 1e-6])
    chance = random.Random(1)  # noqa: S311 - as above
    order = list(range(len(known)))
    for _ in range(ROUNDS):
        chance.shuffle(order)
        for index in order:
            _correct(weights, steps, known[index], tones[index], share[tones[index]])
    return {name: (weight[0], weight[1], weight[2]) for name, weight in weights.items()}


def _correct(
    weights: dict[str, list[float]], steps: dict[str, list[float]], one: Features, tone: Tone, share: float
) -> None:
    """Moves the weights of one comment's features towards its tone."""
    totals = [sum(weights[name][place] * value for name, value in one.items()) for place in range(len(TONES))]
    most = max(totals)
    powers = [math.exp(total - most) for total in totals]
    whole = sum(powers)
    for place, power in enumerate(powers):
        wrong = share * (power / whole - (TONES[place] == tone))
        for name, value in one.items():
            pull = wrong * value + (0.0 if name.isupper() else RESTRAINT * weights[name][place])
            steps[name][place] += pull * pull
            weights[name][place] -= STEP * pull / math.sqrt(steps[name][place])


def macro_f1(tones: Sequence[Tone], said: Sequence[Tone]) -> float:
    """The mean over the tones of the harmonic mean of precision and recall, from 0 to 1."""
    scores = []
    for tone in TONES:
        right = sum(known == found == tone for known, found in zip(tones, said, strict=True))
        scores.append(2 * right / max(1, tones.count(tone) + said.count(tone)))
    return sum(scores) / len(scores)


def _rounded(weight: tuple[float, float, float]) -> tuple[float, float, float]:
    return (round(weight[0], 3), round(weight[1], 3), round(weight[2], 3))
