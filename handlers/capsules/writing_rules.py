"""What was filled in the forms of a capsule, read and written back: each mistake under its field. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from handlers.capsules import choice_rules, formats, media_rules, notation
from handlers.capsules.formats import Choice, Details, Media, Page, Poll, Quiz
from handlers.capsules.notation import Line, one_line
from handlers.chat.files import file_number
from handlers.chat.forms import LONGEST_TEXT
from handlers.chat.mistakes import Mistake
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import EFFORTS, LONGEST, MOST_MINUTES, Capsule, minutes_of

LONGEST_DESCRIPTION = 300

BODY = ("body", "body2", "body3", "body4")
"""Fields of a text that is longer than one of them may hold: with the title, all that fits in a form."""
PARAGRAPH = "\n\n"

LONG_TEXTS = ("text", "challenge")

ONE, SEVERAL = "one", "several"
WITH_FILE = ("image", "audio")
"""Formats whose content may be sent as a file instead of an address."""

Answers = Mapping[str, str]


@dataclass(frozen=True)
class Written:
    """What the first form says of a capsule; None where it does not ask."""

    title: str
    body: str
    details: Details = None
    theme: str | None = None
    key_message: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """The columns that it fills, without those it says nothing of."""
        said = {"title": self.title, "body": self.body, "theme": self.theme, "key_message": self.key_message}
        kept = {name: value for name, value in said.items() if value is not None}
        return kept | {"details": formats.written(self.details)}

    @property
    def minutes(self) -> int:
        """How long it takes to read, choices and explanation included."""
        return minutes_to_read(self.body, self.details)


def minutes_to_read(body: str, details: Details) -> int:
    """Whole minutes for all that people read of a capsule."""
    more: tuple[str, ...] = formats.choices_of(details)
    match details:
        case Quiz(explanation=explanation):
            more = *more, explanation
        case Page(_, title, description):
            more = title, description
    return minutes_of(" ".join((body, *more)))


def read_words(format_: str, answers: Answers, before: Details = None, uploaded: int | None = None) -> Written:
    """The first form of a capsule of this format. `before`: what its details were; `uploaded`: the file it shows.

    Raises Mistake about one field.
    """
    title = _line(answers, "title", LONGEST["title"])
    if not title:
        raise Mistake(Say("capsules.write.no_title"), "title")
    body = _body(answers, required=format_ in ("text", "challenge", "quiz", "poll"))
    match format_:
        case "link":
            address = media_rules.check_address(answers.get("address", ""))
            page_title = _line(answers, "page_title", LONGEST["title"]) or title
            page = Page(address, page_title, _line(answers, "description", LONGEST_DESCRIPTION))
            return Written(title, body, page)
        case "image" | "audio" | "video":
            return Written(title, body, _media(format_, answers, before, uploaded))
        case "quiz":
            return Written(title, body, _quiz(answers, before if isinstance(before, Quiz) else None))
        case "poll":
            return Written(title, body, _poll(answers))
    theme, key_message = (_line(answers, name, LONGEST[name]) for name in ("theme", "key_message"))
    return Written(title, body, None, theme or None, key_message if "key_message" in answers else None)


def _media(format_: str, answers: Answers, before: Details, uploaded: int | None) -> Media:
    """A new address wins over the file that was there, a new file over any address (see `asked_file`)."""
    kept = before.fallback if isinstance(before, Media) else ""
    if format_ != "video" and uploaded is None and not answers.get("address", "").strip():
        raise Mistake(Say("capsules.media.no_file"), "address")
    return media_rules.check_media(
        format_,
        address=answers.get("address", ""),
        uploaded=uploaded,
        alternative=answers.get("alternative", ""),
        fallback=answers.get("fallback", kept),
    )


def asked_file(answers: Answers, earlier: Answers) -> str:
    """The file that a form means, as `file:12`: the one just sent, else an earlier one unless an address is given."""
    if answers.get("file") or answers.get("address", "").strip():
        return answers.get("file", "")
    return earlier.get("file", "")


def _quiz(answers: Answers, before: Quiz | None) -> Quiz:
    lines = notation.read(_text(answers, "choices", LONGEST_TEXT))
    several, right = answers.get("several") == SEVERAL, sum(line.is_right for line in lines)
    explanation = _text(answers, "explanation", choice_rules.LONGEST_EXPLANATION)
    quiz = Quiz(_weighed(lines, before, several), several, explanation)
    if len(lines) > 1:
        _check_marks(right, len(lines), several)
    with _under_choices():
        choice_rules.check_quiz(quiz)
    return quiz


def _check_marks(right: int, lines: int, several: bool) -> None:
    if not right:
        raise Mistake(Say("capsules.write.none_right"), "choices")
    if right == lines:
        raise Mistake(Say("capsules.write.all_right"), "choices")
    if right > 1 and not several:
        raise Mistake(Say("capsules.write.two_right", right=right), "choices")


def _poll(answers: Answers) -> Poll:
    typed = _text(answers, "choices", LONGEST_TEXT)
    choices = tuple(one_line(line) for line in typed.splitlines() if line.strip())
    poll = Poll(choices, answers.get("several") == SEVERAL)
    with _under_choices():
        choice_rules.check_poll(poll)
    return poll


@contextmanager
def _under_choices() -> Iterator[None]:
    """Says what is wrong with one choice under the field that holds them all."""
    try:
        yield
    except Mistake as wrong:
        raise Mistake(Say("capsules.write.wrong_choices", problem=wrong.say), "choices") from wrong


def _weighed(lines: Sequence[Line], before: Quiz | None, several: bool) -> tuple[Choice, ...]:
    """The right choices share 100 percent. An imported quiz keeps its own weights while its answers stay the same."""
    shown = lines_of(before) if before and before.several == several else []
    if before and _answers(shown) == _answers(lines):
        kept = zip(before.choices, shown, lines, strict=True)
        return tuple(
            old if old_line == line else Choice(old.words, old.weight, line.feedback) for old, old_line, line in kept
        )
    share = round(100 / max(1, sum(line.is_right for line in lines)), 5) if several else 100.0
    return tuple(Choice(line.words, share if line.is_right else 0.0, line.feedback) for line in lines)


def _answers(lines: Sequence[Line]) -> list[tuple[str, bool]]:
    return [(line.words, line.is_right) for line in lines]


def lines_of(quiz: Quiz) -> list[Line]:
    """The choices of a quiz as the form shows them. One alone to choose: what is half right is not marked."""
    return [
        Line(one_line(one.words), one.is_right if quiz.several else one.weight >= 100, one_line(one.feedback))
        for one in quiz.choices
    ]


def read_details(answers: Answers) -> dict[str, Any]:
    """The second form: the columns it fills. Raises Mistake about one field."""
    theme = _line(answers, "theme", LONGEST["theme"])
    if not theme:
        raise Mistake(Say("capsules.write.no_theme"), "theme")
    minutes = answers.get("minutes", "").strip()
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 5 and 1 <= int(minutes) <= MOST_MINUTES):
        raise Mistake(Say("capsules.write.minutes", most=MOST_MINUTES), "minutes")
    for name, known in (("effort", EFFORTS), ("language", LANGUAGES)):
        if answers.get(name) not in known:
            raise Mistake(Say(f"capsules.write.no_{name}"), name)
    key_message = _line(answers, "key_message", LONGEST["key_message"])
    return {"theme": theme, "key_message": key_message, "minutes": int(minutes)} | {
        name: answers[name] for name in ("effort", "language")
    }


def filled(capsule: Capsule) -> dict[str, str]:
    """What the two forms show of a capsule, by the names of their fields."""
    shown = {name: str(getattr(capsule, name)) for name in ("title", "body", "theme", "key_message", "minutes")}
    shown |= {"effort": capsule.effort, "language": capsule.language}
    match formats.read(capsule.format, capsule.details):
        case Page(address, title, description):
            return shown | {"address": address, "page_title": title, "description": description}
        case Media(address, alternative, fallback):
            place = "file" if file_number(address) is not None else "address"
            return shown | {place: address, "alternative": alternative, "fallback": fallback}
        case Quiz() as quiz:
            shown |= {"choices": notation.written(lines_of(quiz)), "explanation": quiz.explanation}
            return shown | {"several": SEVERAL if quiz.several else ONE}
        case Poll(choices, several):
            shown["choices"] = "\n".join(one_line(words) for words in choices)
            return shown | {"several": SEVERAL if several else ONE}
    return shown


def fits_a_form(format_: str, present: Answers) -> bool:
    """Whether a form can show all of a capsule: none cuts what is there."""
    whole = present if format_ not in LONG_TEXTS else {**present, "body": ""}
    return all(len(words) <= LONGEST_TEXT for words in whole.values()) and body_fields(present) is not None


def state_of(capsule: Capsule) -> str:
    """Other signs as soon as anything of the capsule's forms has changed: what a form was opened on."""
    return formats.version([f"{name}={value}" for name, value in sorted(filled(capsule).items())])


def _line(answers: Answers, name: str, longest: int) -> str:
    """An answer on one line. Raises Mistake when it is longer than its field."""
    return _within(one_line(answers.get(name, "").replace("\0", "")), name, longest)


def _text(answers: Answers, name: str, longest: int) -> str:
    """An answer of several lines. Raises Mistake when it is longer than its field."""
    words = answers.get(name, "").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return _within(words, name, longest)


def _within(words: str, name: str, longest: int) -> str:
    if len(words) > longest:
        raise Mistake(Say("capsules.write.long", length=len(words), longest=longest), name)
    return words


def _body(answers: Answers, *, required: bool) -> str:
    body = PARAGRAPH.join(filter(None, (_text(answers, name, LONGEST_TEXT) for name in BODY)))
    if required and not body:
        raise Mistake(Say("capsules.write.no_body"), "body")
    return body


def body_fields(shown: Answers) -> dict[str, str] | None:
    """The text in as many fields as it takes, cut between paragraphs; None when that cannot be done."""
    if any(shown.get(name) for name in BODY[1:]):
        return {name: shown.get(name, "") for name in BODY}
    parts, rest = [], shown.get("body", "")
    while len(rest) > LONGEST_TEXT and (cut := rest.rfind(PARAGRAPH, 1, LONGEST_TEXT)) > 0:
        parts.append(rest[:cut])
        rest = rest[cut + len(PARAGRAPH) :]
    parts.append(rest)
    if len(rest) > LONGEST_TEXT or len(parts) > len(BODY):
        return None
    return dict(zip(BODY, parts, strict=False))
