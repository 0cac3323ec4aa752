"""HTML in a question, as Moodle's editor writes it, into the little Markdown a chat shows. Pure.

Nothing of it is kept as HTML: known tags become signs or line breaks, links and pictures only when their address is
https, scripts and styles go with what they hold, and every other tag goes alone.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

_TAG = re.compile(
    r"</?(a|b|blockquote|br|code|div|em|h[1-6]|hr|i|img|li|ol|p|pre|script|span|strong|style|su[bp]|table|t[dhr]|u|ul)"
    r"(\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"([\\`*_\[\]<>#~|])")
_MARKS = {"b": "**", "strong": "**", "em": "_", "i": "_", "code": "`"}
_LINES = {"p": "\n\n", "div": "\n\n", "ul": "\n\n", "ol": "\n\n", "table": "\n\n", "blockquote": "\n\n", "br": "\n"}
_LINES |= {f"h{level}": "\n\n" for level in range(1, 7)} | {"tr": "\n", "hr": "\n\n", "pre": "\n\n"}
_SILENCED = ("script", "style")


def holds_html(text: str) -> bool:
    """Whether there is a tag that people write in questions; `<branch>` is somebody's placeholder."""
    return bool(_TAG.search(text))


def markdown(html: str) -> str:
    """The words of this HTML, in Markdown."""
    return _read(html, plain=False)


def plain(html: str) -> str:
    """The words of this HTML, without any sign of shape."""
    return _read(html, plain=True)


def escaped(text: str) -> str:
    """A text whose signs mean themselves in Markdown."""
    return _SIGNS.sub(r"\\\1", text)


def _read(html: str, *, plain: bool) -> str:
    reader = _Reader(plain=plain)
    reader.feed(html)
    reader.close()
    lines = [" ".join(line.split()) for line in "".join(reader.found).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    def __init__(self, *, plain: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.plain = plain
        self.found: list[str] = []
        self._silent = 0
        self._address = ""
        self._numbers: list[int] = []
        """For each list that is open, the number of its next item; 0 in one without numbers."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag in _SILENCED:
            self._silent += 1
        elif tag in ("ul", "ol"):
            self._numbers.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._item()
        elif tag == "img":
            self._picture(said)
        elif tag == "a":
            self._open_link(said)
        self._mark(tag)
        self.found.append(_LINES.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENCED:
            self._silent = max(0, self._silent - 1)
        elif tag in ("ul", "ol") and self._numbers:
            self._numbers.pop()
        elif tag == "a" and self._address:
            self.found.append(f"](<{self._address}>)")
            self._address = ""
        self._mark(tag)
        self.found.append(_LINES.get(tag, "") if tag != "br" else "")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            words = re.sub(r"\s+", " ", data)
            self.found.append(words if self.plain else escaped(words))

    def _mark(self, tag: str) -> None:
        self.found.append("" if self.plain else _MARKS.get(tag, ""))

    def _item(self) -> None:
        number = self._numbers[-1] if self._numbers else 0
        self.found.append(f"\n{number}. " if number else "\n- ")
        if number:
            self._numbers[-1] += 1

    def _picture(self, said: dict[str, str]) -> None:
        address, alternative = _https(said.get("src", "")), " ".join(said.get("alt", "").split())
        if self.plain or not address:
            self.found.append(alternative if self.plain else escaped(alternative))
        else:
            self.found.append(f"![{escaped(alternative)}](<{address}>)")

    def _open_link(self, said: dict[str, str]) -> None:
        self._address = "" if self.plain else _https(said.get("href", ""))
        self.found.append("[" if self._address else "")


def _https(address: str) -> str:
    """The address, if it may be shown as a link; else nothing."""
    address = address.strip()
    return address if address.startswith("https://") and not re.search(r"[\s<>\\]", address) else ""
