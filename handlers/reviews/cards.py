"""What people see of a course before they decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.forms import Form, TextField
from handlers.chat.routes import to
from handlers.chat.words import Say, When
from handlers.figures import FEWEST, bars, mean, recommendation, sign, size
from handlers.reviews import rules
from storage.feedback import HOT, RECOMMEND, STARS
from storage.intentions import CHOICES, LATER, NO, TAKE, Mine
from storage.results import Figures
from storage.reviews import Opinion

FIVE = (5, 4, 3, 2, 1)

Choice = tuple[int, str]
"""A course's number and its title."""


@dataclass(frozen=True)
class Next:
    """The next session of a course. `coming`: the reader is on its list."""

    session_id: int
    when: When
    community: str
    place: str
    coming: bool


@dataclass(frozen=True)
class Course:
    """What is told of a course, and what its reader did with it. `animates`: they may say whom it suits."""

    course_id: int
    title: str
    suits: str
    figures: Figures
    opinions: Sequence[Opinion]
    ahead: Next | None
    watched: bool
    mine: Mine
    animates: bool


def reviews(course: Course) -> Card:
    """Everything there is to know before one decides; of what people said, nothing before five have answered."""
    title = Say("reviews.title", course=course.title)
    stars = course.figures.spread(STARS)
    told = _told(course, size(stars)) if size(stars) >= FEWEST else [Text(Say("reviews.too_few"))]
    return card(
        title,
        Heading(title),
        *told,
        Text(Say("reviews.suits", suits=course.suits)) if course.suits else None,
        *_ahead(course),
        *_intention(course),
        _team(course) if course.animates else None,
    )


def _told(course: Course, n: int) -> list[Part]:
    stars, recommended = course.figures.spread(STARS), course.figures.spread(RECOMMEND)
    drawn, score = bars(stars, FIVE), recommendation(recommended)
    lines = {f"b{value}": Say("reviews.bar", bar=drawn[value], count=stars.get(value, 0)) for value in FIVE}
    liked = [(moment, Say("reviews.liked", n=people)) for moment, people in rules.liked(course.figures.moments)]
    shown = Say("reviews.hidden")
    if score is not None:
        shown = Say("reviews.score", sign=sign(score), score=abs(score), count=size(recommended))
    parts: list[Part] = [
        Facts(
            (
                (Say("reviews.mean"), Say("reviews.out_of_five", mean=mean(stars) or 0, count=n)),
                (Say("reviews.recommendation"), shown),
            )
        ),
        Text(Say("reviews.stars", **lines)),
    ]
    parts += [Heading(Say("reviews.moments")), Facts(tuple(liked))] if liked else []
    parts += [Heading(Say("reviews.opinions"))] if course.opinions else []
    parts += [Quote(one.words, one.name or Say("reviews.learner")) for one in course.opinions]
    return [*parts, Note(Say("reviews.rule"))]


def _ahead(course: Course) -> list[Part]:
    """The next session, or how to know when there is one."""
    number, ahead = course.course_id, course.ahead
    if ahead is None:
        if course.watched:
            stop = Button(Say("reviews.button.unwatch"), to("reviews.unwatch", number))
            return [Text(Say("reviews.watched")), Buttons(stop)]
        return [
            Text(Say("reviews.none_planned")),
            Buttons(Button(Say("reviews.button.watch"), to("reviews.watch", number), style="good")),
        ]
    said = Say("reviews.next", when=ahead.when, community=ahead.community)
    if ahead.place:
        said = Say("reviews.next_at", when=ahead.when, place=ahead.place, community=ahead.community)
    if ahead.coming:
        return [Text(said), Note(Say("reviews.coming"))]
    return [Text(said), Buttons(_join(ahead.session_id))]


def _join(session_id: int) -> Button:
    return Button(Say("reviews.button.join"), to("sessions.join", session_id), style="good")


def _intention(course: Course) -> list[Part]:
    number, chosen = course.course_id, course.mine.choice
    row = [
        Button(Say(f"reviews.button.{choice}"), to("reviews.choose", number, choice))
        for choice in (TAKE, LATER)
        if choice != chosen
    ]
    row.append(Button(Say("reviews.button.no"), to("reviews.no", number)))
    if not chosen:
        return [Note(Say("reviews.ask")), Buttons(*row)]
    row.append(Button(Say("reviews.button.take_back"), to("reviews.take_back", number)))
    words = [Quote(course.mine.words)] if course.mine.words else []
    return [Note(Say(f"reviews.chosen.{chosen}")), *words, Buttons(*row)]


def _team(course: Course) -> Buttons:
    label = Say("reviews.button.suits_again" if course.suits else "reviews.button.suits")
    return Buttons(
        Button(label, to("reviews.suits", course.course_id)),
        Button(Say("reviews.button.intentions"), to("reviews.intentions", course.course_id)),
    )


def several(found: Sequence[Choice], *, more: bool) -> Card:
    """Which of these courses? `more`: others were found too."""
    return _choose(Say("reviews.several"), found, Note(Say("reviews.more")) if more else None)


def which(latest: Sequence[Choice]) -> Card:
    """No words were typed: the courses whose sessions are the latest."""
    return _choose(Say("reviews.which"), latest) if latest else nothing("", ())


def nothing(words: str, near: Sequence[Choice]) -> Card:
    """No course is called so; those that are near, if any."""
    said = Say("reviews.no_course", words=words) if words else Say("reviews.no_courses")
    if near:
        return _choose(said, near, Note(Say("reviews.near")))
    return card(said, Text(said), Note(Say("reviews.nothing_yet")))


def _choose(said: Say, found: Sequence[Choice], note: Note | None = None) -> Card:
    return card(said, Text(said), note, Buttons(*(Button(title, to("reviews.of", number)) for number, title in found)))


def suits_form(course_id: int, suits: str) -> Form:
    """Whom a course suits, in an animator's words."""
    field = TextField(
        "suits",
        Say("reviews.form.suits"),
        Say("reviews.form.suits_hint"),
        suits,
        long=True,
        required=False,
        longest=rules.LONGEST_SUITS,
    )
    return Form(Say("reviews.form.suits_title"), Say("reviews.form.save"), to("reviews.suit", course_id), (field,))


def no_form(course_id: int, words: str) -> Form:
    """Why not, if one wants to say."""
    field = TextField(
        "words",
        Say("reviews.form.why"),
        Say("reviews.form.why_hint"),
        words,
        long=True,
        required=False,
        longest=rules.LONGEST_REASON,
    )
    return Form(Say("reviews.form.no_title"), Say("reviews.form.send"), to("reviews.refuse", course_id), (field,))


def intentions(choice: Choice, told: dict[str, int], reasons: Sequence[str], number: int, *, more: bool) -> Card:
    """For animators: who would take it, in figures, and a page of why not."""
    course_id, course = choice
    title = Say("reviews.intentions", course=course)
    if not told:
        return card(
            title, Heading(title), Text(Say("reviews.intentions_too_few")), Note(Say("reviews.intentions_rule"))
        )
    pairs = tuple((Say(f"reviews.intention.{one}"), Say("reviews.people", n=told.get(one, 0))) for one in CHOICES)
    pages = [(-1, "before")] if number else []
    pages += [(1, "after")] if more else []
    row = [Button(Say(f"reviews.button.{name}"), to("reviews.page", course_id, number + step)) for step, name in pages]
    return card(
        title,
        Heading(title),
        Facts(pairs),
        Heading(Say("reviews.reasons")) if reasons else None,
        *(Quote(words) for words in reasons),
        Note(Say("reviews.intentions_rule")),
        Buttons(*row) if row else None,
    )


def opened(course: Choice, ahead: Next) -> Card:
    """To somebody who wanted to know: the course opens."""
    said = Say("reviews.opened", course=course[1], when=ahead.when, community=ahead.community)
    see = Button(Say("reviews.button.see"), to("reviews.of", course[0]))
    return card(
        said,
        Text(said),
        Note(Say("reviews.place", place=ahead.place)) if ahead.place else None,
        Buttons(_join(ahead.session_id), see),
        Note(Say("reviews.told_once")),
    )


def closed(course: Choice) -> Card:
    """In the place of that message, when the session does not take place or is over."""
    said = Say("reviews.closed", course=course[1])
    return card(said, Text(said), Buttons(Button(Say("reviews.button.see"), to("reviews.of", course[0]))))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    when = When(datetime(2026, 12, 8, 13, tzinfo=UTC), "Europe/Paris")
    ahead = Next(9, when, "Donner du feedback", "Salle Jaurès, 2ᵉ étage", coming=False)
    one = (4, "Un feedback qui aide")
    return _courses(ahead) | {
        "several": several([one, (5, "Feedback between peers")], more=True),
        "which": which([one, (5, "Short meetings")]),
        "near": nothing("fedbak", [one]),
        "nothing": nothing("juggling", []),
        "no course at all": which([]),
        "intentions": intentions(one, {TAKE: 7, LATER: 2, NO: 3}, ["Not in winter.", "Too far."], 1, more=True),
        "intentions, too few": intentions(one, {}, [], 0, more=False),
        "it opens": opened(one, ahead),
        "it does not take place": closed(one),
        "form: whom it suits": suits_form(4, "You lead people, or will soon."),
        "form: why not": no_form(4, ""),
    }


def _courses(ahead: Next) -> dict[str, Card | Form]:
    opinions = [
        Opinion("J’ose enfin dire à mon équipe ce que je pense.", "Lina Moreau", critical=False),
        Opinion("Two questions, and meetings are half as long.", "Omar", critical=False),
        Opinion("Trop long l’après-midi.", None, critical=True),
    ]
    full = Course(
        course_id=4,
        title="Un feedback qui aide",
        suits="You lead people, or will soon. No slides: you practise all day.",
        figures=Figures(
            {(HOT, STARS): {5: 14, 4: 6, 3: 2, 1: 1}, (HOT, RECOMMEND): {10: 9, 9: 3, 8: 4, 5: 2}},
            {"Deux questions": 17, "Jeu de rôle": 9, "Café": 3},
        ),
        opinions=opinions,
        ahead=ahead,
        watched=False,
        mine=Mine("", ""),
        animates=False,
    )
    coming, new = replace(ahead, coming=True, place=""), Figures({(HOT, STARS): {4: 5}}, {})
    mine = Mine(NO, "Two days are too many for my team.")
    few = replace(full, suits="", figures=Figures({}, {}), opinions=[], ahead=None)
    return {
        "a course": reviews(full),
        "a course, for who comes and animates": reviews(
            replace(full, figures=new, opinions=[], ahead=coming, mine=mine, animates=True)
        ),
        "too few": reviews(replace(few, mine=Mine(TAKE, ""), animates=True)),
        "watched": reviews(replace(few, watched=True)),
    }
