"""What managers see of digests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Quote, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Line, Say, When
from handlers.digests import rules
from handlers.digests.rules import CourseShown, Report, Shown

MOST_OTHERS = 5
"""Other communities offered under a digest: a row of buttons."""

Pair = tuple[Line, Line]


def digest(community_id: int, community: str, monday: When, report: Report, quotes: Sequence[tuple[str, Line]]) -> Card:
    """A week in one sentence, then its figures beside those of the week before, then words shared with everybody."""
    title = Say("digests.title", community=community)
    says = Say("digests.headline.quiet") if rules.is_quiet(report) else headline(report)
    parts: list[Part] = [Heading(title), Note(Say("digests.week", monday=monday)), Text(says)]
    if not rules.is_quiet(report):
        parts.append(Facts(tuple(_facts(report))))
        marks = tuple(_marks(report))
        parts += [Heading(Say("digests.marks")), Facts(marks)] if marks else []
        parts += [Heading(Say("digests.quotes"))] if quotes else []
        parts += [Quote(words, by) for words, by in quotes]
        parts += [Note(Say("digests.why_hidden"))] if rules.hides_something(report.now) else []
    parts.append(Buttons(Button(Say("digests.so_far.button"), to("digests.so_far", community_id))))
    return card(says, *parts)


def headline(report: Report) -> Say:
    """The week in one sentence."""
    now, before = report.now.took_part, report.before.took_part
    if now is None:
        posted = report.now.posted
        return Say("digests.headline.few", n=posted) if posted else Say("digests.headline.nothing_posted")
    if before is None:
        return Say("digests.headline.first", n=now)
    return Say(f"digests.headline.{rules.change(now, before)}", n=now, difference=abs(now - before))


def with_others(shown: Card, others: Sequence[tuple[int, str]]) -> Card:
    """A digest with buttons to the ones of the other communities its reader follows."""
    if not others:
        return shown
    row = [Button(name, to("digests.of", community_id)) for community_id, name in others[:MOST_OTHERS]]
    return replace(shown, parts=(*shown.parts, Note(Say("digests.others")), Buttons(*row)))


def so_far(community: str, shown: Shown) -> Card:
    """The present week until now."""
    title = Say("digests.so_far.title", community=community)
    pairs = (
        (Say("digests.posted"), Say("digests.number", figure=shown.posted)),
        (Say("digests.took_part"), _alone(shown.took_part, _took_part(shown))),
        (Say("digests.likes"), _alone(shown.likes)),
        (Say("digests.comments"), _alone(shown.comments)),
        (Say("digests.published"), Say("digests.number", figure=shown.published)),
    )
    return card(
        title,
        Heading(title),
        Facts(pairs),
        Note(Say("digests.so_far.marks_later")),
        Note(Say("digests.why_hidden")) if rules.hides_something(shown) else None,
    )


def no_longer() -> Card:
    """What is left of the digests of somebody who no longer follows the community."""
    return card(Say("digests.no_longer"), Note(Say("digests.no_longer")))


def _facts(report: Report) -> list[Pair]:
    now, before = report.now, report.before
    pairs: list[Pair] = []
    if now.posted or before.posted:
        pairs.append((Say("digests.posted"), _compared(now.posted, before.posted)))
    pairs += [
        (Say("digests.took_part"), _compared(now.took_part, before.took_part, _took_part(now))),
        (Say("digests.likes"), _compared(now.likes, before.likes)),
        (Say("digests.comments"), _compared(now.comments, before.comments)),
    ]
    if now.published or before.published:
        pairs.append((Say("digests.published"), _compared(now.published, before.published)))
    return pairs


def _marks(report: Report) -> list[Pair]:
    before = {marks.course: marks.mean for marks in report.before.marks}
    return [(marks.course, _mark(marks, before.get(marks.course))) for marks in report.now.marks]


def _mark(marks: CourseShown, before: float | None) -> Say:
    if marks.mean is None or marks.given is None:
        return Say("digests.hidden_marks", asked=marks.asked)
    rate = rules.percent(marks.given, marks.asked) or 0
    shown = Say("digests.mean", mean=marks.mean, given=marks.given, asked=marks.asked, percent=rate)
    return shown if before is None else _compared(marks.mean, before, shown)


def _took_part(shown: Shown) -> Say | None:
    if shown.took_part is None or (rate := rules.percent(shown.took_part, shown.audience)) is None:
        return None
    return Say("digests.rate", part=shown.took_part, whole=shown.audience or 0, percent=rate)


def _alone(figure: int | None, said: Say | None = None) -> Say:
    return Say("digests.hidden") if figure is None else said or Say("digests.number", figure=figure)


def _compared(now: float | None, before: float | None, said: Say | None = None) -> Say:
    """A figure beside last week's, with a word for what changed; `said` is how it is written, when not as a number."""
    if now is None:
        return Say("digests.hidden")
    figure = said or now
    if before is None:
        return Say("digests.change.unknown", figure=figure)
    return Say(f"digests.change.{rules.change(now, before)}", figure=figure, before=before)


def examples() -> dict[str, Card]:
    """Every card, with plausible data."""
    feedback = CourseShown("Giving feedback that helps", 4.4, 8, 12)
    meeting = CourseShown("Short meetings", None, None, 6)
    week = Shown(3, 18, 60, 24, 9, 1, (feedback, meeting))
    calmer = Shown(2, 12, 60, 24, None, 2, (replace(feedback, mean=4.1),))
    few = Shown(2, None, 60, None, None, 0, ())
    quiet = replace(few, posted=0)
    monday = When(datetime(2026, 11, 16, tzinfo=UTC), "Europe/Paris", "day")
    quotes: list[tuple[str, Line]] = [
        ("I tried the two questions the next morning, and for once everybody spoke.", "Lina"),
        ("Plus d’exemples de réunions à distance, s’il vous plaît.", Say("digests.signed.anonymous")),
    ]

    def shown(now: Shown, before: Shown, *, quoting: bool = False) -> Card:
        return digest(
            1, "Giving feedback", monday, Report(now, before, (4, 2) if quoting else ()), quotes if quoting else []
        )

    return {
        "livelier week": shown(week, calmer, quoting=True),
        "calmer week": shown(calmer, week),
        "steady week": shown(week, week),
        "first week": shown(week, few),
        "few people": shown(few, week),
        "nothing posted": shown(replace(quiet, published=1), week),
        "quiet week": shown(quiet, quiet),
        "other communities": with_others(shown(week, calmer), [(2, "Python, le soir")]),
        "so far": so_far("Giving feedback", replace(week, marks=())),
        "so far, few people": so_far("Giving feedback", few),
        "no longer a manager": no_longer(),
    }
