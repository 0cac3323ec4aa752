"""The page's own words: each in both languages, none left elsewhere, and a page that speaks French."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiohttp import ClientSession

from playground import PlayError, Playground
from playground.words import FRENCH

ROOM = Path(__file__).resolve().parents[2] / "playground"
WORDS = ROOM / "page" / "words.js"
SCRIPTS = [path for path in sorted((ROOM / "page").glob("*.js")) if path != WORDS]
FORM = re.compile(r'"((?:[^"\\]|\\.)*)"')
PHRASE = re.compile(r"^  (\w+): \{\s*en: (.+?),\s+fr: (.+?),?\s*\},$", re.MULTILINE | re.DOTALL)
PLURAL = re.compile(r"\b(one|other):")
COMMENT = re.compile(r"^\s*(?://|/?\*).*$|\s// .*$", re.MULTILINE)
PATTERN = re.compile(r"(?:(?<=[(!])|(?<=[=,:?&|] )|(?<=return ))/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n\[])+/")
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`')
STYLES = re.compile(r"(?:class: ?|classList\.\w+\()(?:`[^`]*`|\"[^\"]*\")")
ENGLISH = re.compile(r"^[^\w<#.]*[A-Z][a-z]+(?:[ …:?.!,]|$)|[a-z’']{2,} [a-z’']{2,}|^ [(]?[a-z]{3,}")
NOT_SAID = frozenset({"Enter", "Escape", "Tab", "Home", "End", "noopener noreferrer", " stacked", " mention-me"})
"""Keys of a keyboard, a rule for links, classes."""
FOR_PROGRAMMERS = frozenset({"callbacks.py", "server.py", "workspace.py"})
"""Where what goes wrong is a matter between the playground and whoever starts it."""


def phrases() -> dict[str, tuple[str, str]]:
    found = {key: (english, french) for key, english, french in PHRASE.findall(WORDS.read_text("utf-8"))}
    assert len(found) > 100
    return found


def values(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_every_phrase_is_in_both_languages() -> None:
    declared = re.findall(r"^  (\w+): \{", WORDS.read_text("utf-8"), re.MULTILINE)
    assert declared == list(phrases())
    wrong = []
    for key, both in phrases().items():
        said = [FORM.findall(one) for one in both]
        plural = [bool(PLURAL.search(one)) for one in both]
        if not all(forms and all(form.strip() for form in forms) for forms in said) or plural[0] != plural[1]:
            wrong.append(key)
        wrong += [key for forms in said for form in forms if values(form) != values(said[0][0])]
    assert wrong == []
    assert [english for english, french in FRENCH.items() if values(english) != values(french)] == []


def test_french_is_typed_as_french() -> None:
    french = [form for _, one in phrases().values() for form in FORM.findall(one)] + list(FRENCH.values())
    assert [text for text in french if "'" in text or re.search(r"(?<!\u00a0)[?!;](?:\s|$)| :(?:\s|$)|« ", text)] == []


def test_every_phrase_is_said_and_no_other() -> None:
    page = "\n".join(path.read_text("utf-8") for path in [*SCRIPTS, WORDS.with_name("index.html")])
    asked = set(re.findall(r'\bsay\("(\w+)"|data-(?:say|label)="(\w+)"', page))
    assert {one or other for one, other in asked} - set(phrases()) == set()
    assert [key for key in phrases() if f'"{key}"' not in page] == []


def literals(script: str) -> Iterator[str]:
    """What stands between quotes, without comments, patterns, classes and what is put into templates."""
    for found in LITERAL.findall(STYLES.sub("", PATTERN.sub("", COMMENT.sub("", script)))):
        yield re.sub(r"\$\{[^}]*\}", "…", found[1:-1])


def test_no_english_is_left_in_the_scripts() -> None:
    left = [
        f"{path.name}: {text}"
        for path in SCRIPTS
        for text in literals(path.read_text("utf-8"))
        if ENGLISH.search(text) and text not in NOT_SAID
    ]
    assert left == []
    body = WORDS.with_name("index.html").read_text("utf-8").partition("<body>")[2].partition("<noscript>")[0]
    assert re.findall(r">\s*([A-Za-z][^<]+)<|aria-label", body) == ["Playground"]


def test_the_scan_finds_what_would_be_left() -> None:
    sample = (
        'h("p", { class: "empty one" }, "Opening…"); // a comment here\n`Message ${x}`; " (optional)"; "no way out"'
    )
    assert [text for text in literals(sample) if ENGLISH.search(text)] == [
        "Opening…",
        "Message …",
        " (optional)",
        "no way out",
    ]


def test_every_sentence_of_the_playground_has_its_french() -> None:
    said = set()
    for path in (one for one in ROOM.rglob("*.py") if one.name != "words.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in FRENCH:
                said.add(node.value)
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) == "PlayError"
                and path.name not in FOR_PROGRAMMERS
            ):
                assert isinstance(node.args[0], ast.Constant), f"{path.name}:{node.lineno}"
                assert node.args[0].value in FRENCH, f"{path.name}:{node.lineno}"
    assert said == set(FRENCH)


async def test_the_playground_says_which_language_it_speaks() -> None:
    with pytest.raises(PlayError, match="does not speak de"):
        Playground(language="de")
    async with Playground(language="fr") as play, ClientSession() as http:
        lea = play.add_person("Léa")
        async with http.get(f"{play.url}/play/state") as answer:
            assert (await answer.json())["language"] == "fr"
        async with http.get(f"{play.url}/play/messages", params={"as": lea.id, "channel": "C0"}) as answer:
            assert await answer.json() == {"ok": False, "error": "Ce canal n’existe pas ici."}
