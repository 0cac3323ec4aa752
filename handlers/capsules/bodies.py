"""What the channel sees of a capsule, by its format, and the buttons with which people answer it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.capsules import formats
from handlers.capsules.formats import Choice, Media, Page, Poll, Quiz
from handlers.chat.cards import Button, Buttons, Elsewhere, Heading, Note, Part, Picture, Prose, Sound, Text
from handlers.chat.choices import are_short, labels, lettered, rows
from handlers.chat.files import file_name, file_number
from handlers.chat.routes import to
from handlers.chat.words import Say
from storage.capsules import Capsule

THRESHOLD = 5
"""People below whom a poll tells its counts to nobody: among a few, they would say who voted for what."""

BAR = 10
"""Squares of a whole bar: one a tenth."""

_IN_ADDRESS = {sign: f"%{ord(sign):02X}" for sign in ' ()<>[]"\\'}
_MARKS = {sign: f"\\{sign}" for sign in "\\`*_~<>&!#|"} | {"[": "(", "]": ")"}
"""What a title may hold, as words of a link: its square brackets would end it, escaped or not, on some platforms."""


@dataclass(frozen=True)
class Asked:
    """Where a quiz or a poll is answered, and what was: how many `people`, and the votes for each choice in order.

    `trial`: an animator's preview, in which nothing is noted.
    """

    community_id: int
    people: int = 0
    votes: Sequence[int] = ()
    trial: bool = False


def note(capsule: Capsule) -> Say:
    """Theme, minutes, effort and, when there is one, the key message."""
    values: dict[str, str | Say] = {"theme": capsule.theme, "effort": Say(f"capsules.effort.{capsule.effort}")}
    if capsule.key_message:
        return Say("capsules.note_key", **values, n=capsule.minutes, key_message=capsule.key_message)
    return Say("capsules.note", **values, n=capsule.minutes)


def body(capsule: Capsule, asked: Asked | None = None, by: str = "") -> tuple[Part, ...]:
    """Title, time and effort, then what its format shows; polls with their results, where there are any.

    `by`: whose words these are, when they want to be named.
    """
    credit = (Note(Say("capsules.by", name=by)),) if by else ()
    return Heading(capsule.title), Note(note(capsule)), *_content(capsule, asked), *credit


def _content(capsule: Capsule, asked: Asked | None) -> tuple[Part, ...]:
    words = (Prose(capsule.body),) if capsule.body.strip() else ()
    match formats.read(capsule.format, capsule.details):
        case Page() as page:
            return *words, *_page(page)
        case Quiz() as quiz:
            how = "capsules.quiz_several" if quiz.several else "capsules.quiz_one"
            return *words, *_choices(formats.choices_of(quiz), listed=quiz.several), Note(Say(how))
        case Poll() as poll:
            return *words, *_results(poll, asked)
        case Media() as media:
            return *_media(capsule, media), *words
    if capsule.format == "challenge":
        return *words, Note(Say("capsules.challenge"))
    return words


def _media(capsule: Capsule, media: Media) -> tuple[Part, ...]:
    """A picture says what it shows where it is drawn; under a sound or a film, what is heard and seen is written."""
    other = (Elsewhere(Say("capsules.media.other"), media.fallback),) if media.fallback else ()
    if capsule.format == "image":
        return Picture(media.address, media.alternative), *other
    played: Part = Elsewhere(Say(f"capsules.media.open_{capsule.format}"), media.address)
    if file_number(media.address):
        played = Sound(media.address, capsule.title)
    return played, Note(Say("capsules.media.says", words=media.alternative)), *other


def _page(page: Page) -> tuple[Part, ...]:
    """Its title leads to it; its description is somebody's words."""
    title = "".join(_MARKS.get(sign, sign) for sign in " ".join(page.title.split()))
    address = "".join(_IN_ADDRESS.get(sign, sign) for sign in page.address)
    return Prose(f"[{title}]({address})"), *((Text(page.description),) if page.description else ())


def _choices(choices: Sequence[str], *, listed: bool = False) -> tuple[Part, ...]:
    """Each choice with its letter; nothing where the buttons say as much, unless they must be `listed`."""
    if are_short(choices) and not listed:
        return ()
    return tuple(Text(lettered(number, words)) for number, words in enumerate(choices))


def _results(poll: Poll, asked: Asked | None) -> tuple[Part, ...]:
    """Each choice with its bar, a share of the people who voted; the choices alone while these are too few."""
    how = Note(Say("capsules.poll_several" if poll.several else "capsules.poll_one"))
    if asked is None or asked.people < THRESHOLD:
        return *_choices(poll.choices), how, Note(Say("capsules.poll_hidden", fewest=THRESHOLD))
    lines = [
        Say(
            "capsules.result",
            choice=lettered(number, words),
            bar=bar(votes, asked.people),
            n=votes,
            share=round(100 * votes / asked.people),
        )
        for number, (words, votes) in enumerate(zip(poll.choices, asked.votes, strict=True))
    ]
    return *(Text(line) for line in lines), how


def bar(votes: int, people: int) -> str:
    """A bar of BAR squares; one is full as soon as there is one vote, and all only when everybody's is there."""
    full = round(BAR * votes / people)
    if votes:
        full = max(full, 1)
    if votes < people:
        full = min(full, BAR - 1)
    return "█" * full + "░" * (BAR - full)


def answers(capsule: Capsule, asked: Asked) -> tuple[Part, ...]:
    """How many answered, and the buttons to answer with; nothing for what is not answered so."""
    where = (capsule.id, asked.community_id)
    buttons: tuple[Buttons, ...]
    match formats.read(capsule.format, capsule.details):
        case Quiz(several=True):
            trial = ("trial",) if asked.trial else ()
            buttons = (Buttons(Button(Say("capsules.answer"), to("quizzes.open", *where, *trial), style="good")),)
        case Quiz() as quiz:
            buttons = _rows(formats.choices_of(quiz), "quizzes.choose", *where, trial=asked.trial)
        case Poll() as poll:
            buttons = _rows(poll.choices, "polls.vote", *where, trial=asked.trial)
        case _:
            return ()
    key = "capsules.voted" if capsule.format == "poll" else "capsules.answered"
    return *((Note(Say(key, n=asked.people)),) if asked.people else ()), *buttons


def _rows(choices: Sequence[str], route: str, *where: int, trial: bool) -> tuple[Buttons, ...]:
    """A button a choice."""
    version, more = formats.version(choices), ("trial",) if trial else ()
    return rows(
        Button(label, to(route, *where, version, number, *more)) for number, label in enumerate(labels(choices))
    )


def _example(number: int, format_: str, title: str, body_: str, details: formats.Details, language: str) -> Capsule:
    theme = "Facts before judgement" if language == "en" else "Les faits d’abord"
    return Capsule(
        id=number,
        title=title,
        theme=theme,
        format=format_,
        body=body_,
        key_message="",
        minutes=3,
        effort="easy",
        language=language,
        details=formats.written(details),
    )


def examples() -> dict[str, tuple[Capsule, Asked]]:
    """A capsule of each format that is more than its words, as people may have answered it."""
    quiz = Quiz((Choice("True", 0), Choice("False", 100)))
    facts = ("You are always late.", "On Monday you arrived at 9:40, twenty minutes after the stand-up began.")
    several = Quiz(tuple(Choice(words, 50) for words in (*facts, "You interrupted Lina twice.")), several=True)
    poll = Poll(("Dans la semaine", "Dans le mois", "Quand on me le demande, jamais avant"))
    page = Page("https://example.org/sbi", "Situation, behaviour, impact", "The three pieces, on one page.")
    picture = Media("https://example.org/bridge.png", "A bridge of three planks: situation, behaviour, impact")
    sound = Media(file_name(12), "Two voices: one says what she saw, the other asks what came of it")
    film = Media("https://example.org/film", "Deux collègues se parlent debout", "https://example.org/film/texte")
    dare = "Today, tell one person what they did well: the moment, the act, its effect."
    return {
        "quiz": (_example(51, "quiz", "Fact or judgement?", "“You are late” is a *fact*.", quiz, "en"), Asked(1, 12)),
        "quiz with several answers": (
            _example(52, "quiz", "Say it or not?", "Which of these may you say?", several, "en"),
            Asked(1),
        ),
        "poll": (
            _example(53, "poll", "Le bon moment", "Quand donnez-vous un retour ?", poll, "fr"),
            Asked(1, 9, (6, 3, 0)),
        ),
        "poll without a vote": (_example(54, "poll", "Le bon moment", "Quand ?", poll, "fr"), Asked(1)),
        "link": (_example(55, "link", "Three pieces are enough", "", page, "en"), Asked(1)),
        "image": (_example(57, "image", "Three planks", "Cross them in *this* order.", picture, "en"), Asked(1)),
        "audio": (_example(58, "audio", "Hear the difference", "", sound, "en"), Asked(1)),
        "video": (_example(59, "video", "Une minute debout", "Regardez leurs mains.", film, "fr"), Asked(1)),
        "challenge": (_example(56, "challenge", "Four seconds that open a door", dare, None, "en"), Asked(1)),
    }
