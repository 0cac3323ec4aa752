"""What a format needs besides its words, as the front matter of a file says it: `quiz:`, `poll:`, `image:` … Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import yaml

from handlers.capsules import choice_rules, media_rules
from handlers.capsules.files.bad import BadFileError
from handlers.capsules.files.beside import BESIDE
from handlers.capsules.files.nodes import flag, is_empty, items, line_of, pairs, short, words
from handlers.capsules.files.percents import fair_share, read_percent
from handlers.capsules.formats import Choice, Details, Media, Page, Poll, Quiz
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say

KEYS = ("quiz", "poll", "image", "audio", "video", "link")
"""The keys of the front matter that hold details, each named like the format it makes."""

LONGEST_PAGE_TITLE = 200
LONGEST_DESCRIPTION = 300

RIGHT, WRONG = "right", "wrong"


def details_of(format_: str, node: yaml.Node) -> Details:
    """The details under one of KEYS. A page without a title has "": its capsule's is meant. Raises BadFileError."""
    if format_ == "quiz":
        return _quiz(node)
    if format_ == "poll":
        return _poll(node)
    return _page(node) if format_ == "link" else _media(format_, node)


def _quiz(node: yaml.Node) -> Quiz:
    said = _choices_and_more(node, ("choices", "several", "explanation"))
    choices, several = said.get("choices"), _several(said)
    nodes = [] if choices is None else _listed(choices, "quiz_empty")
    read = [_choice(one) for one in nodes]
    share = fair_share(max(1, sum(is_right for _, is_right, _, _ in read))) if several else 100.0
    quiz = Quiz(
        tuple(
            Choice(text, (share if is_right else 0.0) if worth is None else worth, feedback)
            for text, is_right, worth, feedback in read
        ),
        several,
        words("explanation", said["explanation"]) if "explanation" in said else "",
    )
    lines = _lines(node, nodes) | {choice_rules.EXPLANATION: line_of(said.get("explanation", node))}
    try:
        choice_rules.check_quiz(quiz)
    except Mistake as mistake:
        raise BadFileError(mistake.say, lines.get(mistake.field or "", line_of(node))) from mistake
    return quiz


def _choice(node: yaml.Node) -> tuple[str, bool, float | None, str]:
    """Its words, whether it is said to be right, what it is said to be worth, what is answered to who chooses it."""
    if isinstance(node, yaml.ScalarNode):
        return _one_line("choices", node), False, None, ""
    said = pairs(node, (RIGHT, WRONG, "worth", "feedback"))
    if (RIGHT in said) == (WRONG in said):
        raise BadFileError(Say("capsules.bad.right_or_wrong"), line_of(node))
    name = RIGHT if RIGHT in said else WRONG
    worth = None
    if "worth" in said:
        worth = read_percent(words("worth", said["worth"]).removesuffix("%").rstrip())
        if worth is None or (name == RIGHT and worth <= 0):
            raise BadFileError(Say("capsules.bad.worth"), line_of(said["worth"]))
    feedback = words("feedback", said["feedback"]) if "feedback" in said else ""
    return _one_line(name, said[name]), name == RIGHT, worth, feedback


def _poll(node: yaml.Node) -> Poll:
    said = _choices_and_more(node, ("choices", "several"))
    nodes = _listed(said["choices"], "poll_empty") if "choices" in said else []
    poll = Poll(tuple(_one_line("choices", one) for one in nodes), _several(said))
    try:
        choice_rules.check_poll(poll)
    except Mistake as mistake:
        raise BadFileError(mistake.say, _lines(node, nodes).get(mistake.field or "", line_of(node))) from mistake
    return poll


def _choices_and_more(node: yaml.Node, known: Sequence[str]) -> Mapping[str, yaml.Node]:
    """A list is the choices, with nothing more to say."""
    if is_empty(node):
        return {}
    return {"choices": node} if items(node) is not None else pairs(node, known)


def _listed(node: yaml.Node, when_empty: str) -> Sequence[yaml.Node]:
    found = [] if is_empty(node) else items(node)
    if found is None:
        raise BadFileError(Say("capsules.bad.not_a_list", key="choices"), line_of(node))
    if not found:
        raise BadFileError(Say(f"capsules.bad.{when_empty}"), line_of(node))
    return found


def _several(said: Mapping[str, yaml.Node]) -> bool:
    return flag("several", said["several"]) if "several" in said else False


def _lines(node: yaml.Node, choices: Sequence[yaml.Node]) -> dict[str, int]:
    """Where each field that a mistake may name stands."""
    places = {choice_rules.choice(number): line_of(one) for number, one in enumerate(choices)}
    return places | {choice_rules.CHOICES: line_of(choices[0]) if choices else line_of(node)}


def _one_line(name: str, node: yaml.Node) -> str:
    """A choice is one line: it stands beside its button, and its words are kept one choice a line."""
    written = words(name, node, one_line=True)
    return " ".join(line.strip() for line in written.split("\n")) if "\n" in written else written


def _media(format_: str, node: yaml.Node) -> Media:
    known = ("address", "alternative", "fallback", "file")
    # `image: https://…` alone: what is missing is told about, with the key to add.
    said = {} if is_empty(node) else {"address": node} if isinstance(node, yaml.ScalarNode) else pairs(node, known)
    try:
        address, alternative, fallback, file = (words(name, said[name]) if name in said else "" for name in known)
        if not file:
            return media_rules.check_media(format_, address=address, alternative=alternative, fallback=fallback)
        if address:
            raise BadFileError(Say("capsules.bad.two_places"), line_of(said["file"]))
        found = media_rules.check_media(format_, uploaded=1, alternative=alternative, fallback=fallback)
        return replace(found, address=BESIDE + file)
    except Mistake as mistake:
        raise BadFileError(mistake.say, line_of(said.get(mistake.field or "", node))) from mistake


def _page(node: yaml.Node) -> Page:
    known = ("address", "title", "description")
    said = {} if is_empty(node) else {"address": node} if isinstance(node, yaml.ScalarNode) else pairs(node, known)
    title = short("title", said["title"], LONGEST_PAGE_TITLE, one_line=True) if "title" in said else ""
    description = short("description", said["description"], LONGEST_DESCRIPTION) if "description" in said else ""
    try:
        address = media_rules.check_address(words("address", said["address"]) if "address" in said else "")
    except Mistake as mistake:
        raise BadFileError(mistake.say, line_of(said.get("address", node))) from mistake
    return Page(address, title, description)
