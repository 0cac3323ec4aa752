"""Prose: a capsule's Markdown made ready for chats: no HTML, no reference links, and code left exactly as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_REFERENCE = re.compile(r"(?<![\\\]])\[([^\[\]]+)\](?:\[([^\[\]]*)\])?(?![(:\]])")
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>", re.DOTALL)
_BEFORE_TAG = re.compile(r"^[ \t]+(?=</?[a-zA-Z])", re.MULTILINE)
_SUMMARY = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
_INSIDE = re.compile(r"<(b|strong|em|i)>\s+|\s+</(b|strong|em|i)>", re.IGNORECASE)
_LINKED_PICTURE = re.compile(r"\[!\[([^\]]*)\]\(([^()\s]+)(?:\s[^()]*)?\)\]\(([^()\s]+)(?:\s[^()]*)?\)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()\s]+)((?:\s[^()]*)?)\)")

_MARKS: Mapping[str, str] = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("em", "i"), "_"),
    **dict.fromkeys(("del", "s"), "~~"),
    **dict.fromkeys(("code", "kbd"), "`"),
}
_SILENT = frozenset(
    [
        *("a", "center", "details", "div", "dl", "dt", "dd", "font", "hr", "img", "ins", "li", "mark", "ol", "p"),
        *("picture", "section", "small", "source", "span", "sub", "sup", "table", "tbody", "td", "th", "thead"),
        *("tr", "u", "ul"),
    ]
)
"""Tags whose own name says nothing to a reader; what stands between them is kept."""


def readable(markdown: str) -> str:
    """The same words and links, without HTML tags and with every reference link (`[text][label]`) written in place.

    What looks like a tag but is no HTML (`<branch>`) is somebody's placeholder: it stays.
    """
    without_html = outside_code(markdown.replace("\r\n", "\n").replace("\r", "\n"), _without_html)
    environment: dict[str, Any] = {}
    PARSER.parse(without_html, environment)
    references = environment.get("references", {})
    if not references:
        return without_html.strip("\n")
    lines = without_html.split("\n")
    for reference in references.values():
        first, last = reference["map"]
        lines[first:last] = [""] * (last - first)
    return outside_code("\n".join(lines), lambda words: _in_place(words, references)).strip("\n")


def without_pictures(markdown: str) -> str:
    """Each picture becomes a link to it, named by its alternative text."""

    def change(words: str) -> str:
        linked = _LINKED_PICTURE.sub(lambda found: f"{_link(found[1], found[2])} ({_link('', found[3])})", words)
        return _PICTURE.sub(lambda found: _link(found[1], found[2] + found[3]), linked)

    return outside_code(markdown, change)


def outside_code(markdown: str, change: Callable[[str], str]) -> str:
    """Changes what is neither in a code block nor between backticks; paragraphs are changed one by one."""
    lines = markdown.split("\n")
    code = {
        number
        for token in PARSER.parse(markdown)
        if token.type in ("fence", "code_block") and token.map
        for number in range(*token.map)
    }
    done: list[str] = []
    run: list[str] = []
    for number, line in enumerate(lines):
        if number in code or not line.strip():
            done.extend(_changed(run, change))
            run = []
            done.append(line)
        else:
            run.append(line)
    return "\n".join([*done, *_changed(run, change)])


def _changed(run: list[str], change: Callable[[str], str]) -> list[str]:
    if not run:
        return []
    words = "\n".join(run)
    pieces: list[str] = []
    end = 0
    for span in CODE_SPAN.finditer(words):
        pieces += [change(words[end : span.start()]), span[0]]
        end = span.end()
    return ["".join([*pieces, change(words[end:])])]


def _in_place(words: str, references: Mapping[str, Mapping[str, Any]]) -> str:
    """Writes the address of each reference link beside its text."""

    def change(found: re.Match[str]) -> str:
        known = references.get(" ".join((found[2] or found[1]).split()).upper())
        return f"[{found[1]}]({known['href']})" if known else found[0]

    return _REFERENCE.sub(change, words)


def _without_html(words: str) -> str:
    table = words.lstrip().startswith("|")
    links: list[str] = []

    def change(found: re.Match[str]) -> str:
        tag = _Tag(found[0])
        if tag.is_comment:
            return ""
        if tag.name == "a" and not tag.closing:
            links.append(tag.values.get("href", ""))
            return "[" if links[-1] else ""
        if tag.name == "a":
            address = links.pop() if links else ""
            return f"]({address})" if address else ""
        if tag.name == "br":
            return " " if table else "  \n"
        if tag.name == "img":
            return f"![{tag.values.get('alt', '')}]({tag.values['src']})" if tag.values.get("src") else ""
        return _MARKS.get(tag.name, "" if tag.name in _SILENT else found[0])

    # Marks must touch their words, and a line that began with a tag must not become a code block by its indentation.
    tidy = _INSIDE.sub(lambda found: found[0].strip(), _BEFORE_TAG.sub("", words))
    return _TAG.sub(change, _SUMMARY.sub(_as_title, tidy))


def _as_title(found: re.Match[str]) -> str:
    return f"**{' '.join(_TAG.sub('', found[1]).split())}**"


class _Tag(HTMLParser):
    """One tag: its name in lower case, whether it closes, and its values; or a comment."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.name = ""
        self.is_comment = written.startswith("<!--")
        self.closing = written.startswith("</")
        self.values: dict[str, str] = {}
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name = tag
        self.values = {name: value or "" for name, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.name = self.name or tag


def _link(name: str, address: str) -> str:
    return f"[{name.strip() or address.split()[0]}]({address})"
