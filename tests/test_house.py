"""The house rules that no linter knows: sizes, both languages, buttons that lead somewhere, data that can be erased."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from string import Formatter
from typing import get_type_hints

import pytest

from handlers import FEATURES, load
from handlers.chat import asks
from handlers.chat.cards import Buttons, Card
from handlers.chat.forms import Form
from handlers.chat.routes import LONGEST_LINK, Link, registry
from handlers.chat.words import LANGUAGES, Channel
from storage.tables import Table

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "handlers", "storage", "playground", "tests", "benchmarks")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40


def sources(*rooms: str) -> list[Path]:
    files = [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in files if "migrations/versions" not in path.as_posix()]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def phrases() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    own = {path.parent.name: path for path in sorted((ROOT / "bot").rglob("texts.toml"))}
    for feature, path in (load().texts | own).items():
        found |= {f"{feature}.{key}": forms for key, forms in tomllib.loads(path.read_text("utf-8")).items()}
    return found


def examples() -> list[tuple[str, Card | Form]]:
    load()  # the routes that the cards' buttons name: collected in every process, whichever tests it is given
    found = []
    for feature in FEATURES:
        if find_spec(f"handlers.{feature}.cards"):
            made = import_module(f"handlers.{feature}.cards").examples()
            found += [(f"{feature}: {name}", example) for name, example in made.items()]
    return found


def test_files_are_short() -> None:
    long = {
        named(path): lines
        for path in sources(*ROOMS)
        if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    pages = (ROOT / "playground" / "page").rglob("*")
    texts = [path for path in pages if path.suffix in {".js", ".css", ".html"}]
    long |= {
        named(path): lines for path in texts if (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_functions_are_short() -> None:
    long = {}
    for path in sources(*ROOMS):
        for function in functions(path):
            lines = (function.end_lineno or 0) - function.lineno + 1
            if lines > LONGEST_FUNCTION:
                long[f"{named(path)}: {function.name}"] = lines
    assert long == {}


def test_handlers_never_speak_to_the_database_themselves() -> None:
    calls = []
    for path in sources("handlers"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = ast.unparse(node.func.value)
                if owner == "db" or owner.endswith(".db"):
                    calls.append(f"{named(path)}:{node.lineno} {ast.unparse(node.func)}")
    assert calls == []


def test_every_phrase_is_complete_in_both_languages() -> None:
    wrong = []
    for key, forms in phrases().items():
        if set(forms) != set(LANGUAGES):
            wrong.append(f"{key}: {sorted(forms)}")
            continue
        needs = [_placeholders(forms[language]) for language in LANGUAGES]
        if any(need != needs[0] for need in needs):
            wrong.append(f"{key}: the languages do not use the same values: {needs}")
    assert wrong == []


def _placeholders(forms: object) -> set[str]:
    texts = [forms] if isinstance(forms, str) else list(dict(forms).values())  # type: ignore[call-overload]
    every = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}
    # A plural form may leave the number out ("one answer").
    return every - {"n"}


def test_french_is_typed_as_french() -> None:
    wrong = []
    for key, forms in phrases().items():
        texts = [forms["fr"]] if isinstance(forms["fr"], str) else list(dict(forms["fr"]).values())  # type: ignore[call-overload]
        wrong += [f"{key}: straight apostrophe" for text in texts if "'" in text]
        wrong += [
            f"{key}: {text!r}"
            for text in texts
            if re.search(r"[^\s\u00a0\u202f/:?&](?:[?;]|:(?!\w*/))(?:\s|$)", _no_code(text))
        ]
    assert wrong == []


def _no_code(text: str) -> str:
    return re.sub(r"`[^`]*`", "", text)


def said_in_code() -> set[str]:
    """Keys of phrases named in code; an f-string counts as the start it names (`help.only.`)."""
    keys = set()
    for path in sources("bot", "handlers"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                keys.add(node.value)
            elif isinstance(node, ast.JoinedStr) and node.values and isinstance(node.values[0], ast.Constant):
                keys.add(f"{node.values[0].value!s}*")
    return keys


def test_every_phrase_is_said_somewhere() -> None:
    said = said_in_code()
    starts = tuple(key[:-1] for key in said if key.endswith("*") and "." in key[:-1])
    declared = (".command.", ".shortcut.")
    unused = [
        key
        for key in phrases()
        if key not in said and not key.startswith(starts) and not any(part in key for part in declared)
    ]
    assert unused == []


def test_every_phrase_said_exists() -> None:
    known = phrases()
    missing = []
    for path in sources("bot", "handlers"):
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "Say"
                and isinstance(node.args[0], ast.Constant)
            ):
                key = str(node.args[0].value)
                if key not in known:
                    missing.append(f"{named(path)}:{node.lineno} {key}")
    assert missing == []


def test_every_route_and_command_is_declared_whole() -> None:
    load()
    known = phrases()
    for route in registry.routes.values():
        hints = get_type_hints(route.action)
        assert all(hints[name] in (int, str) for name in route.takes), route.name
        if route.shortcut:
            assert not route.takes, f"{route.name}: nothing but its message is known where a shortcut is used"
        if route.command:
            key = f"{route.name.split('.')[0]}.command.{route.command.replace(' ', '_')}"
            assert key in known, key
            assert all(len(str(words)) <= 100 for words in known[key].values()), key
    for _route, key in registry.shortcuts():
        assert all(len(str(words)) <= 24 for words in known[key].values()), f"{key}: Slack's menu holds 24 characters"
        assert all(len(str(words)) <= 150 for words in known[f"{key}_what"].values()), key
    for name in (asks.EMOJI_ADDED, asks.EMOJI_REMOVED, asks.REPLY_WRITTEN, asks.REPLY_EDITED, asks.REPLY_DELETED):
        assert name in registry.routes


@pytest.mark.parametrize(("name", "example"), examples(), ids=[name for name, _ in examples()])
def test_buttons_and_forms_lead_to_routes_with_the_right_types(name: str, example: Card | Form) -> None:
    links = [example.to] if isinstance(example, Form) else list(example.links())
    for link in links:
        route = registry.routes[link.route]
        route.values_from(Link(link.route, tuple(str(value) for value in link.values)))
        assert len(str(link)) <= LONGEST_LINK, f"{name}: {link}"


@pytest.mark.parametrize(("name", "example"), examples(), ids=[name for name, _ in examples()])
def test_no_confirmation_names_a_channel(name: str, example: Card | Form) -> None:
    """They are plain text everywhere: a channel would be read as its identifier."""
    if isinstance(example, Card):
        buttons = [button for part in example.parts if isinstance(part, Buttons) for button in part.row]
        said = [value for button in buttons if button.confirm for value in button.confirm.values.values()]
        assert not [value for value in said if isinstance(value, Channel)], name


def test_every_card_has_an_example() -> None:
    missing = []
    for path in sources("handlers"):
        if path.name == "cards.py" and path.parent.name in FEATURES:
            made = {function.name: function for function in tree(path).body if isinstance(function, ast.FunctionDef)}
            shown = _reached(made, "examples")
            missing += [
                f"{named(path)}: {name}"
                for name, function in made.items()
                if function.returns is not None
                and set(ast.unparse(function.returns).split(" | ")) & {"Card", "Form"}
                and name not in shown
            ]
    assert missing == []


def _reached(made: dict[str, ast.FunctionDef], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for node in ast.walk(made[waiting.pop()]):
            if isinstance(node, ast.Name) and node.id in made and node.id not in found:
                found.add(node.id)
                waiting.append(node.id)
    return found


def test_every_table_says_how_it_is_exported_and_erased() -> None:
    personal = import_module("storage.personal").PERSONAL
    assert set(personal) == set(Table.metadata.tables)
    for table, answer in personal.items():
        assert answer.why, table


def test_every_key_of_the_configuration_is_explained() -> None:
    lines = (ROOT / "config.example.toml").read_text("utf-8").splitlines()
    unexplained = [line for before, line in pairwise(lines) if re.match(r"\w+ = ", line) and not before.startswith("#")]
    assert unexplained == []
