"""What people see of their own data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from handlers.chat.cards import Button, Buttons, Card, Facts, Heading, Note, Part, Prose, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import LANGUAGES, Line, Say, When
from handlers.privacy.rules import NO, YES
from storage.people import QUESTIONS_A_WEEK
from storage.quiet import Hours
from storage.solicitations import MOST_A_WEEK
from storage.verbatims import LIVED


@dataclass(frozen=True)
class Known:
    """How much the bot knows of somebody: numbers only."""

    likes: int
    comments: int
    ratings: int
    words: int


@dataclass(frozen=True)
class Said:
    """Somebody's words about a session, and who may read them (`team`, `anonymous`, `first_name`, `full_name`).

    `about`: what they lived, or weeks later what they applied and what stopped them (`storage.verbatims`).
    """

    session_id: int
    course: str
    day: When
    words: str
    scope: str
    about: str = LIVED


@dataclass(frozen=True)
class Received:
    """Capsules that come in DM from a `community` ("": all): when, and until when they are `paused`, if they are.

    `held`: the last one did not reach its reader.
    """

    community: str
    rhythm: str
    hour: str
    zone: str
    paused: When | None = None
    held: bool = False


@dataclass(frozen=True)
class Settings:
    """How and when the bot speaks to somebody; `zone` as their platform tells it, None when it does not.

    `questions`: how many things a week they may be asked; `surveys`: whether about sessions too. `recognition`:
    whether they may be thanked by name in channels. `news`: whether they are told what their words changed.
    `receives`: the capsules that come to them in DM.
    """

    language: str
    hours: Hours = field(default_factory=Hours)
    zone: str | None = None
    questions: int = QUESTIONS_A_WEEK
    surveys: bool = True
    recognition: bool = False
    news: bool = True
    receives: Sequence[Received] = ()


def me(name: str, known: Known, states: Mapping[str, int], settings: Settings) -> Card:
    """What is known, in numbers, and what can be done about it."""
    title = Say("privacy.me.title", name=name) if name else Say("privacy.me.untitled")
    pairs: list[tuple[Line, Line]] = [
        (Say(f"privacy.me.{kind}"), Say("privacy.me.number", n=number))
        for kind, number in (
            ("likes", known.likes),
            ("comments", known.comments),
            ("ratings", known.ratings),
            ("words", known.words),
        )
    ]
    pairs += [(Say(f"privacy.me.testimonials.{state}"), Say("privacy.me.number", n=n)) for state, n in states.items()]
    pairs += [
        (Say("privacy.me.language"), Say(f"privacy.language.{settings.language}")),
        (Say("privacy.me.hours"), _written_in(settings.hours, settings.zone)),
        (Say("privacy.me.questions"), _a_week(settings.questions)),
        (Say("privacy.me.surveys"), _yes(settings.surveys)),
        (Say("privacy.me.news"), _yes(settings.news)),
        (Say("privacy.me.recognition"), Say(f"privacy.recognition.{YES if settings.recognition else NO}")),
    ]
    pairs += [_receives(one) for one in settings.receives]
    pairs += [] if settings.receives else [(Say("privacy.me.capsules"), Say("privacy.me.capsules_none"))]
    return card(
        title,
        Heading(title),
        Text(Say("privacy.me.what")),
        Facts(tuple(pairs)),
        *_choices(),
        Note(Say("privacy.me.promise")),
    )


def _choices() -> tuple[Buttons, Buttons, Buttons]:
    """What can be done: with what was given, then about how the bot speaks, then about oneself."""
    return (
        Buttons(
            Button(Say("privacy.me.my_answers"), to("feedback.mine")),
            Button(Say("privacy.me.my_words"), to("privacy.words")),
            Button(Say("privacy.me.my_testimonials"), to("testimonials.list")),
            Button(Say("privacy.me.my_proposals"), to("proposals.mine")),
            Button(Say("privacy.me.export"), to("privacy.export")),
        ),
        Buttons(
            Button(Say("privacy.me.change_language"), to("privacy.language")),
            Button(Say("privacy.me.change_hours"), to("privacy.hours")),
            Button(Say("privacy.me.change_questions"), to("privacy.questions")),
            Button(Say("privacy.me.change_capsules"), to("receiving.show")),
            Button(Say("privacy.me.change_recognition"), to("privacy.recognition")),
        ),
        Buttons(
            Button(Say("privacy.me.path"), to("pride.path")),
            Button(Say("privacy.me.my_exchanges"), to("followups.mine", 0)),
            Button(Say("privacy.me.erase"), to("privacy.erase"), "danger", Say("privacy.me.erase_confirm")),
        ),
    )


def _a_week(questions: int) -> Say:
    return Say("privacy.questions.a_week", n=questions) if questions else Say("privacy.questions.never")


def _yes(wanted: bool) -> Say:
    return Say("privacy.surveys.yes" if wanted else "privacy.surveys.no")


def _receives(one: Received) -> tuple[Line, Line]:
    name = Say("privacy.me.capsules_of", community=one.community) if one.community else Say("privacy.me.capsules")
    if one.held:
        return name, Say("privacy.me.capsules_held")
    if one.paused:
        return name, Say("receiving.paused", until=one.paused)
    return name, Say(f"receiving.rhythm.{one.rhythm}", hour=one.hour, zone=one.zone)


def _written_in(hours: Hours, zone: str | None) -> Say:
    """The hours, and whose clocks show them when that is known."""
    return Say("privacy.hours.in_zone", hours=written(hours), zone=zone) if zone else written(hours)


def written(hours: Hours) -> Say:
    """`Monday to Friday, 08:00 to 20:00`."""
    days = "every_day" if hours.weekends else "workdays"
    return Say(f"privacy.hours.{days}", start=_hour(hours.start), end=_hour(hours.end))


def _hour(hour: int) -> str:
    return f"{hour:02d}:00"


def words(found: Sequence[Said], next_skip: int | None) -> Card:
    """Somebody's words, each with who may read them and a button to remove them."""
    title = Say("privacy.words.title")
    parts: list[Part] = [Heading(title)]
    for said in found:
        parts += [
            Text(Say("privacy.words.about", course=said.course, day=said.day)),
            Quote(said.words),
            Note(Say(f"privacy.words.scope.{said.scope}")),
            Buttons(
                Button(
                    Say("privacy.words.remove"),
                    to("privacy.remove_words", said.session_id, said.about),
                    "danger",
                    Say("privacy.words.remove_confirm"),
                )
            ),
        ]
    if not found:
        parts.append(Text(Say("privacy.words.none")))
    if next_skip is not None:
        parts.append(Buttons(Button(Say("privacy.words.more"), to("privacy.words", next_skip))))
    parts.append(Note(Say("privacy.words.replies")))
    return card(title, *parts)


def export(document: str) -> Card:
    """A copy of everything known, for the person alone."""
    title = Say("privacy.export.title")
    return card(title, Heading(title), Text(Say("privacy.export.what")), Prose(document))


def gone() -> Card:
    """What is left of a message sent to somebody who asked to be erased."""
    return card(Say("privacy.gone"), Note(Say("privacy.gone")))


def language_form(language: str) -> Form:
    """The language the bot speaks to somebody."""
    options = tuple(Option(code, Say(f"privacy.language.{code}")) for code in LANGUAGES)
    field = ChoiceField("language", Say("privacy.language.question"), options, value=language)
    return Form(Say("privacy.language.title"), Say("privacy.language.save"), to("privacy.language_chosen"), (field,))


def hours_form(hours: Hours) -> Form:
    """When somebody may be written to: from, until, and whether on Saturdays and Sundays too."""
    starts = tuple(Option(str(hour), _hour(hour)) for hour in range(24))
    ends = tuple(Option(str(hour), _hour(hour)) for hour in range(1, 25))
    weekends = tuple(Option(answer, Say(f"privacy.hours.{answer}")) for answer in (NO, YES))
    return Form(
        Say("privacy.hours.title"),
        Say("privacy.hours.save"),
        to("privacy.hours_chosen"),
        (
            ChoiceField("start", Say("privacy.hours.start"), starts, value=str(hours.start)),
            ChoiceField("end", Say("privacy.hours.end"), ends, value=str(hours.end)),
            ChoiceField("weekends", Say("privacy.hours.weekends"), weekends, value=YES if hours.weekends else NO),
        ),
    )


def questions_form(questions: int, *, surveys: bool = True, news: bool = True) -> Form:
    """How many things a week somebody may be asked, whether about sessions, and whether they are told what changes."""
    options = tuple(Option(str(n), _a_week(n)) for n in range(MOST_A_WEEK + 1))
    answers = tuple(Option(answer, Say(f"privacy.surveys.{answer}")) for answer in (YES, NO))
    fields = (
        ChoiceField("questions", Say("privacy.questions.question"), options, value=str(questions)),
        ChoiceField("surveys", Say("privacy.surveys.question"), answers, value=YES if surveys else NO),
        ChoiceField("news", Say("privacy.news.question"), answers, value=YES if news else NO),
    )
    return Form(Say("privacy.questions.title"), Say("privacy.questions.save"), to("privacy.questions_chosen"), fields)


def recognition_form(*, on: bool) -> Form:
    """Whether somebody may be thanked by name in channels."""
    options = tuple(Option(answer, Say(f"privacy.recognition.{answer}")) for answer in (YES, NO))
    field = ChoiceField("recognition", Say("privacy.recognition.question"), options, value=YES if on else NO)
    save = Say("privacy.recognition.save")
    return Form(Say("privacy.recognition.title"), save, to("privacy.recognition_chosen"), (field,))


def erase_form() -> Form:
    """The last question before somebody is erased: a word to type."""
    field = TextField("word", Say("privacy.erase.question"), Say("privacy.erase.hint"), shortest=1, longest=20)
    return Form(Say("privacy.erase.title"), Say("privacy.erase.send"), to("privacy.erased"), (field,))


def examples() -> dict[str, Card | Form]:
    """Every card and form, with plausible data."""
    day = When(datetime(2026, 11, 20, 9, tzinfo=UTC), "Europe/Paris", "day")
    said = Said(4, "Giving feedback that helps", day, "The two questions changed our Monday meeting.", "first_name")
    document = '```json\n{\n"likes": [\n  {"about": "capsule:3", "how": "button", "when": "2026-11-20"}\n]\n}\n```'
    by_day = Received("Giving feedback", "workdays", "08:30", "Europe/Lisbon")
    held = replace(by_day, held=True)
    every_state = dict.fromkeys(("asked", "refused", "waiting", "declined", "published", "withdrawn"), 1)
    return {
        "me": me("Lina Moreau", Known(12, 3, 2, 2), {"published": 1}, Settings("en", Hours(), "Europe/Paris")),
        "me, every state": me("Lina Moreau", Known(12, 3, 6, 6), every_state, Settings("fr", Hours(7, 24, True))),
        "me, with capsules": me(
            "Lina Moreau",
            Known(12, 3, 2, 2),
            {},
            Settings(
                "en",
                Hours(),
                "Europe/Lisbon",
                0,
                False,
                True,
                False,
                [by_day, replace(by_day, community="", paused=day), held],
            ),
        ),
        "me, nothing yet": me("", Known(0, 0, 0, 0), {}, Settings("en")),
        "words": words([said, Said(3, "Short meetings", day, "Too fast for me.", "team")], 4),
        "words, other readers": words([Said(2, "a", day, "b", "anonymous"), Said(1, "a", day, "b", "full_name")], None),
        "no words": words([], None),
        "export": export(document),
        "erased": gone(),
        "language": language_form("fr"),
        "hours": hours_form(Hours()),
        "hours, weekends too": hours_form(Hours(0, 24, True)),
        "questions": questions_form(3),
        "recognition": recognition_form(on=False),
        "erase": erase_form(),
    }
