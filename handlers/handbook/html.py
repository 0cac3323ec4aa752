"""HTML that cannot say anything but what it is given: every word is escaped, and there is no way around it.

The handbook is a document that somebody receives, not a page that the web server answers with: it is written here,
where its words are, and not among the templates of `bot/web`, which handlers may not reach for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""Signs that HTML does not hold."""
_VOID = frozenset({"meta"})


@dataclass(frozen=True)
class Html:
    """A piece of HTML, made by `element` and by nothing else."""

    source: str


def element(name: str, /, *inside: Html | str, **attributes: str) -> Html:
    """An element. A `str` is words: escaped, whoever wrote them. An attribute `class_` is written `class`."""
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{_safe(value)}"' for key, value in attributes.items())
    if name in _VOID:
        return Html(f"<{name}{written}>")
    return Html(f"<{name}{written}>{''.join(_source(one) for one in inside)}</{name}>")


def style(rules: str) -> Html:
    """A style sheet of ours. Raises ValueError for one that could end before its end."""
    if "<" in rules:
        raise ValueError("a style sheet holds no tag")
    return Html(f"<style>{rules}</style>")


def _source(one: Html | str) -> str:
    return one.source if isinstance(one, Html) else _safe(one)


def _safe(words: str) -> str:
    return escape(_UNSEEN.sub("", words), quote=True)
