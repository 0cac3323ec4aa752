"""The forms of a capsule: five fields that fit its format, then what all formats share."""

from __future__ import annotations

from handlers.capsules.formats import MOST_CHOICES
from handlers.capsules.writing_rules import LONG_TEXTS, LONGEST_DESCRIPTION, ONE, SEVERAL, Answers, body_fields
from handlers.chat.files import Kind
from handlers.chat.forms import LONGEST_TEXT, ChoiceField, Field, FileField, Form, Option, TextField
from handlers.chat.routes import Link
from handlers.chat.words import LANGUAGES, Say
from storage.capsules import EFFORTS, LONGEST

LONGEST_MINUTES = 3
"""Digits."""


def words_form(format_: str, shown: Answers, link: Link, *, edited: bool = False) -> Form:
    """The words of a capsule of this format, filled with what is known of it. A long text takes all the fields.

    `edited`: the capsule is there already.
    """
    title = _line("title", shown, longest=LONGEST["title"])
    name = Say(f"capsules.write.{'edit' if edited else 'new'}.{format_}")
    parts = body_fields(shown) if format_ in LONG_TEXTS else None
    if parts and len(parts) > 1:
        long = (_long(part, "body", parts, required=part == "body") for part in parts)
        return Form(name, Say("capsules.write.submit"), link, (title, *long))
    fields = {
        "text": (_body("body", shown), *_shared(shown)),
        "challenge": (_body("challenge", shown), *_shared(shown)),
        "link": (_address(shown), *_page(shown), _body("why", shown, required=False)),
        "image": _media("image", shown),
        "audio": _media("audio", shown),
        "video": _video(shown),
        "quiz": (_body("question", shown), *_quiz(shown)),
        "poll": (_body("question", shown), *_poll(shown)),
    }[format_]
    return Form(name, Say("capsules.write.submit"), link, (title, *fields))


def details_form(shown: Answers, link: Link) -> Form:
    """Theme, key message, minutes, effort and language."""
    efforts = tuple(Option(one, Say(f"capsules.effort.{one}")) for one in EFFORTS)
    languages = tuple(Option(one, Say(f"communities.language.{one}")) for one in LANGUAGES)
    theme, key_message = _shared(shown, theme_required=True)
    return Form(
        Say("capsules.write.details"),
        Say("capsules.write.submit"),
        link,
        (
            theme,
            key_message,
            _line("minutes", shown, longest=LONGEST_MINUTES),
            ChoiceField("effort", Say("capsules.write.field.effort"), efforts, shown.get("effort")),
            ChoiceField("language", Say("capsules.write.field.language"), languages, shown.get("language")),
        ),
    )


def _line(name: str, shown: Answers, *, longest: int, required: bool = True, hint: Say | None = None) -> TextField:
    label = Say(f"capsules.write.field.{name}")
    return TextField(name, label, hint, shown.get(name, ""), required=required, longest=longest)


def _long(name: str, label: str, shown: Answers, *, required: bool, hint: Say | None = None) -> TextField:
    said = Say(f"capsules.write.field.{label}")
    return TextField(name, said, hint, shown.get(name, ""), long=True, required=required, longest=LONGEST_TEXT)


def _body(label: str, shown: Answers, *, required: bool = True) -> TextField:
    return _long("body", label, shown, required=required, hint=Say("capsules.write.hint.body", longest=LONGEST_TEXT))


def _shared(shown: Answers, *, theme_required: bool = False) -> tuple[Field, Field]:
    hint = None if theme_required else Say("capsules.write.hint.theme")
    return (
        _line("theme", shown, longest=LONGEST["theme"], required=theme_required, hint=hint),
        _line("key_message", shown, longest=LONGEST["key_message"], required=False),
    )


def _address(shown: Answers, *, required: bool = True) -> TextField:
    # No limit of its own: an address that is too long is answered with a sentence, not cut while it is pasted.
    return _line("address", shown, longest=LONGEST_TEXT, required=required, hint=Say("capsules.write.hint.address"))


def _page(shown: Answers) -> tuple[Field, Field]:
    hint = Say("capsules.write.hint.page_title")
    return (
        _line("page_title", shown, longest=LONGEST["title"], required=False, hint=hint),
        _line("description", shown, longest=LONGEST_DESCRIPTION, required=False),
    )


def _alternative(kind: str, shown: Answers) -> TextField:
    """What those who cannot see, or hear, are told instead."""
    hint = Say(f"capsules.write.hint.alternative.{kind}")
    return _long("alternative", f"alternative.{kind}", shown, required=True, hint=hint)


def _media(kind: Kind, shown: Answers) -> tuple[Field, ...]:
    hint = Say("capsules.write.hint.same_file") if shown.get("file") else Say("capsules.write.hint.file")
    return (
        FileField("file", Say(f"capsules.write.field.{kind}"), (kind,), hint),
        _address(shown, required=False),
        _alternative(kind, shown),
        _body("why", shown, required=False),
    )


def _video(shown: Answers) -> tuple[Field, ...]:
    fallback = _line("fallback", shown, longest=LONGEST_TEXT, required=False, hint=Say("capsules.write.hint.fallback"))
    return _address(shown), fallback, _alternative("video", shown), _body("why", shown, required=False)


def _several(shown: Answers, format_: str) -> ChoiceField:
    options = tuple(Option(one, Say(f"capsules.write.{format_}.{one}")) for one in (ONE, SEVERAL))
    return ChoiceField("several", Say("capsules.write.field.several"), options, shown.get("several") or ONE)


def _quiz(shown: Answers) -> tuple[Field, ...]:
    return (
        _long("choices", "answers", shown, required=True, hint=Say("capsules.write.hint.answers")),
        _several(shown, "quiz"),
        _long("explanation", "explanation", shown, required=False),
    )


def _poll(shown: Answers) -> tuple[Field, ...]:
    hint = Say("capsules.write.hint.choices", most=MOST_CHOICES)
    return _long("choices", "choices", shown, required=True, hint=hint), _several(shown, "poll")
