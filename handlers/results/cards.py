"""What animators and managers see of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When
from handlers.figures import bars, mean, rate, recommendation, sign, size
from handlers.results import rules
from handlers.results.rules import Change
from storage.feedback import APPLIED, ASPECTS, COLD, COLLEAGUE, EFFORT, EMOTION, HOT, MINUTES, RECOMMEND, STARS
from storage.results import PAIRS, Figures, Spread
from storage.verbatims import LIVED

Pair = tuple[Line, Line]

FIVE = (5, 4, 3, 2, 1)
THREE = (3, 2, 1)


@dataclass(frozen=True)
class Past:
    """An ended session (of a course as a whole: the one it was reached by). `came`: how many people came."""

    session_id: int
    course: str
    starts_at: datetime
    zone: str
    came: int


@dataclass(frozen=True)
class Said:
    """Somebody's words, what they are about (`storage.verbatims`), and how they are signed."""

    words: str
    about: str
    by: Line


def listed(found: Sequence[Past], number: int, *, more: bool) -> Card:
    """Ended sessions to choose from; `number`: which page it is."""
    title = Say("results.list")
    if not found and not number:
        return card(Say("results.none"), Text(Say("results.none")), Note(Say("results.none_next")))
    parts: list[Part] = [Heading(title)]
    for one in found:
        said = Say("results.line", course=one.course, when=When(one.starts_at, one.zone), n=one.came)
        parts += [
            Text(said),
            Buttons(
                Button(Say("results.button.of"), to("results.of", one.session_id)),
                Button(Say("results.button.course"), to("results.course", one.session_id)),
            ),
        ]
    pages = [Button(Say("results.button.before"), to("results.page", number - 1))] if number else []
    pages += [Button(Say("results.button.after"), to("results.page", number + 1))] if more else []
    return card(title, *parts, Buttons(*pages) if pages else None)


@dataclass(frozen=True)
class Beside:
    """What stands beside the figures: hours of work `announced`, what the group learnt (shares of right answers before
    and after, and of how many people), how many `words` and `wishes` the reader may read."""

    announced: float | None = None
    learnt: tuple[float, float, int] | None = None
    words: int = 0
    wishes: int = 0


def of_session(past: Past, figures: Figures, beside: Beside) -> Card:
    """What one session gave."""
    when = Note(Say("results.when", when=When(past.starts_at, past.zone)))
    course = Button(Say("results.button.course"), to("results.course", past.session_id))
    return _card(past, figures, when, beside, _row(past, beside, 0, course))


def of_course(past: Past, figures: Figures, beside: Beside, *, sessions: int) -> Card:
    """What all the sessions of a course gave."""
    return _card(past, figures, Note(Say("results.sessions", n=sessions)), beside, _row(past, beside, 1))


def _row(past: Past, beside: Beside, together: int, *others: Button) -> Buttons | None:
    here = past.session_id
    row = [Button(Say("results.button.words", n=beside.words), to("results.words", here, together))]
    row = row if beside.words else []
    if beside.wishes:
        row.append(Button(Say("results.button.wishes", n=beside.wishes), to("results.wishes", here, together)))
    row += others
    return Buttons(*row) if row else None


def _card(past: Past, figures: Figures, note: Note, beside: Beside, row: Buttons | None) -> Card:
    title = Say("results.title", course=past.course)
    stars = figures.spread(STARS)
    if not stars:
        came = Text(Say("results.came_only", n=past.came))
        return card(title, Heading(title), note, came, Text(Say("results.too_few")), Note(Say("results.rule")), row)
    moments = _moments(figures)
    return card(
        title,
        Heading(title),
        note,
        Facts(_first(past, figures)),
        Text(Say("results.stars", **_bars(stars, FIVE))),
        Heading(Say("results.felt")),
        _emotions(figures),
        Heading(Say("results.moments")) if moments else None,
        Facts(moments) if moments else None,
        Heading(Say("results.opinions")),
        Facts(_opinions(figures, beside)),
        *_later(figures),
        Note(Say("results.rule")),
        row,
    )


def _first(past: Past, figures: Figures) -> tuple[Pair, ...]:
    stars, recommend = figures.spread(STARS), figures.spread(RECOMMEND)
    n, score = size(stars), recommendation(recommend)
    percent = rate(n, past.came)
    answered = Say("results.number", figure=n) if percent is None else Say("results.rate", part=n, percent=percent)
    return (
        (Say("results.came"), Say("results.number", figure=past.came)),
        (Say("results.answered"), answered),
        (Say("results.mean"), Say("results.out_of_five", mean=mean(stars) or 0, count=n)),
        (
            Say("results.recommendation"),
            Say("results.hidden") if score is None else _score(score, size(recommend)),
        ),
    )


def _score(score: int, count: int) -> Say:
    return Say("results.score", sign=sign(score), score=abs(score), count=count)


def _bars(spread: Spread, values: Sequence[int]) -> dict[str, Say]:
    """The bar and the number of each value, called `b5` for the value 5."""
    drawn = bars(spread, values)
    return {f"b{value}": Say("results.bar", bar=drawn[value], count=spread.get(value, 0)) for value in values}


def _emotions(figures: Figures) -> Text:
    found = figures.spread(EMOTION)
    return Text(Say("results.emotions", **_bars(found, FIVE)) if found else Say("results.hidden"))


def _moments(figures: Figures) -> tuple[Pair, ...]:
    return tuple(
        (title, Say("results.liked", n=n) if n else Say("results.hidden")) for title, n in figures.moments.items()
    )


def _opinions(figures: Figures, beside: Beside) -> tuple[Pair, ...]:
    pairs: list[Pair] = [(Say(f"results.{one}"), _three("aspect", figures.spread(one), THREE)) for one in ASPECTS]
    pairs.append((Say("results.effort"), _three("effort", figures.spread(EFFORT), THREE)))
    pairs.append((Say("results.time"), _time(figures.spread(MINUTES), beside.announced)))
    if colleagues := size(figures.spread(COLLEAGUE)):
        pairs.append((Say("results.colleague"), Say("results.people", n=colleagues)))
    if beside.learnt:
        before, after = (round(100 * share) for share in beside.learnt[:2])
        pairs.append((Say("results.learnt"), Say("results.lift", before=before, after=after, count=beside.learnt[2])))
    pairs += [(Say("results.wished", theme=theme), Say("results.people", n=n)) for theme, n in figures.wishes.items()]
    return tuple(pairs)


def _three(kind: str, spread: Spread, values: Sequence[int]) -> Say:
    """How many chose each of three answers, in words."""
    if not spread:
        return Say("results.hidden")
    return Say(f"results.three.{kind}", **{f"n{value}": spread.get(value, 0) for value in values})


def _time(spread: Spread, announced: float | None) -> Say:
    minutes = mean(spread)
    if minutes is None:
        return Say("results.hidden")
    hours, count = round(minutes / 60, 1), size(spread)
    if announced is None:
        return Say("results.hours", hours=hours, count=count)
    return Say("results.hours_announced", hours=hours, announced=announced, count=count)


def _later(figures: Figures) -> list[Part]:
    """What remained of it weeks later; nothing before anybody could be asked."""
    pairs: list[Pair] = []
    for question in (STARS, RECOMMEND):
        hot, cold = figures.spread(question), figures.spread(question, COLD)
        if cold:
            found = rules.change(figures.spread(PAIRS[question], COLD), hot, cold)
            pairs += _cold(question, cold)
            pairs.append((Say(f"results.change.{question}"), _changed(found)))
    if applied := figures.spread(APPLIED, COLD):
        pairs.append((Say("results.applied"), _three("applied", applied, (2, 1, 0))))
    return [Heading(Say("results.later")), Facts(tuple(pairs))] if pairs else []


def _cold(question: str, cold: Spread) -> list[Pair]:
    n = size(cold)
    if question == STARS:
        return [(Say("results.mean"), Say("results.out_of_five", mean=mean(cold) or 0, count=n))]
    return [(Say("results.recommendation"), _score(recommendation(cold) or 0, n))]


def _changed(change: Change | None) -> Say:
    if change is None:
        return Say("results.hidden")
    said = Say(f"results.word.{change.word}")
    if change.first is None or change.then is None:
        return Say("results.changed_word", word=said, n=change.people)
    return Say("results.changed", word=said, first=change.first, then=change.then, n=change.people)


def words(course: str, said: Sequence[Said], session_id: int, *, together: bool, number: int, more: bool) -> Card:
    """A page of the words its reader may read."""
    title = Say("results.words", course=course)
    if not said:
        return card(title, Heading(title), Text(Say("results.no_words")), Note(Say("results.words_rule")))
    parts: list[Part] = []
    for one in said:
        parts += [Note(Say(f"results.about.{one.about}"))] if one.about != LIVED else []
        parts.append(Quote(one.words, one.by))
    pages = _pages("results.more_words", session_id, together=together, number=number, more=more)
    return card(title, Heading(title), *parts, Note(Say("results.words_rule")), pages)


def wishes(course: str, said: Sequence[str], session_id: int, *, together: bool, number: int, more: bool) -> Card:
    """A page of what people wrote that they would like next; nobody's name is kept with it."""
    title = Say("results.wishes", course=course)
    parts = [Quote(one) for one in said] if said else [Text(Say("results.no_words"))]
    pages = _pages("results.more_wishes", session_id, together=together, number=number, more=more)
    return card(title, Heading(title), *parts, pages)


def _pages(route: str, session_id: int, *, together: bool, number: int, more: bool) -> Buttons | None:
    steps = [*([(-1, "before")] if number else []), *([(1, "after")] if more else [])]
    row = [
        Button(Say(f"results.button.{name}"), to(route, session_id, int(together), number + step))
        for step, name in steps
    ]
    return Buttons(*row) if row else None


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    past = Past(6, "Donner un retour qui aide", datetime(2026, 11, 17, 9, tzinfo=UTC), "Europe/Paris", 12)
    spreads = {
        (HOT, STARS): {5: 5, 4: 3, 3: 1, 1: 1},
        (HOT, RECOMMEND): {10: 4, 9: 2, 8: 2, 5: 1},
        (HOT, EMOTION): {5: 4, 4: 3, 2: 1},
        (HOT, "result"): {3: 5, 2: 2, 1: 1},
        (HOT, "pedagogy"): {3: 4, 2: 4},
        (HOT, EFFORT): {2: 5, 3: 3},
        (HOT, MINUTES): {420: 3, 450: 3},
        (HOT, COLLEAGUE): {1: 5},
        (COLD, STARS): {5: 2, 4: 3},
        (COLD, RECOMMEND): {10: 3, 8: 2},
        (COLD, PAIRS[STARS]): {504: 3, 505: 2},
        (COLD, APPLIED): {2: 2, 1: 3},
    }
    figures = Figures(spreads, {"Deux questions": 9, "Jeu de rôle": 0}, {"Animer une réunion": 6})
    settled = Figures({**spreads, (HOT, STARS): {5: 5}}, {})
    said = [
        Said("J’ai osé dire ce qui me gênait.", LIVED, Say("results.signed.full_name", name="Lina Moreau")),
        Said("Trop long l’après-midi.", LIVED, Say("results.signed.team", name="Omar Haddad")),
        Said("The two questions, every Monday.", "applied", Say("results.signed.anonymous")),
    ]
    return {
        "list": listed([past, Past(5, "Short meetings", past.starts_at, "Europe/London", 1)], 1, more=True),
        "nothing": listed([], 0, more=False),
        "session": of_session(past, figures, Beside(7.0, (0.45, 0.8, 7), 9, 2)),
        "course": of_course(past, settled, Beside(), sessions=3),
        "too few": of_session(past, Figures({}, {"Jeu de rôle": 0}), Beside(words=2)),
        "words": words(past.course, said, 6, together=False, number=1, more=True),
        "wishes": wishes(past.course, ["Dire non", "Managing <up>"], 6, together=False, number=1, more=True),
        "no wishes": wishes(past.course, [], 6, together=False, number=0, more=False),
        "no words": words(past.course, [], 6, together=True, number=0, more=False),
    }
