"""Capsules that anybody might write, for the tests that try many: signs of every format, in any place."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from handlers.capsules.choice_rules import LONGEST_CHOICE
from handlers.capsules.files.beside import BESIDE
from handlers.capsules.formats import FORMATS, Choice, Details, Media, Page, Poll, Quiz, written
from handlers.capsules.sources import WITHOUT_WORDS, digested
from handlers.chat.words import LANGUAGES
from storage.capsules import EFFORTS, MOST_MINUTES, Source

SEPARATORS = (
    "---",
    "...",
    "~",
    "=",
    "#",
    "####",
    "{",
    "}",
    ":",
    "::",
    "\\",
    "\\n",
    "//",
    "// portevoix: {",
    "->",
    "| ",
)
MARKS = ("[html]", "[markdown]", "%50%", "TRUE", "$CATEGORY: x", "key: value", "null", "# ", "- ", "> ", "* ", "'", '"')
BLANKS = ("\n", "\n\n", "\n---\n", "\t", "  ", "\u00a0", "\u2028", "\x85", "\ufeff")
SIGNS = st.sampled_from([*SEPARATORS, *MARKS, *BLANKS, "<p>", "<b>", "&amp;", "é", "œ", "😀"])
LETTERS = st.characters(codec="utf-8", exclude_characters="\0\r")


def words(longest: int) -> st.SearchStrategy[str]:
    """Any words but none: people's forms, and files, refuse blank ones."""
    pieces = st.lists(st.one_of(SIGNS, LETTERS, st.text(LETTERS, max_size=8)), min_size=1, max_size=6)
    return pieces.map(lambda found: "".join(found)[:longest]).filter(lambda said: bool(said.strip()))


def perhaps(longest: int) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), words(longest))


LINES = words(LONGEST_CHOICE).map(lambda said: said.replace("\n", " "))
WORTH = st.one_of(st.sampled_from([50.0, 33.33333, -50.0, 0.0]), st.floats(-100, 99.9).map(lambda worth: worth + 0.0))


@st.composite
def quizzes(draw: st.DrawFn) -> Quiz:
    several = draw(st.booleans())
    said = draw(st.lists(LINES, min_size=2, max_size=10, unique=True))
    choices = [Choice(one, draw(WORTH), draw(perhaps(200))) for one in said]
    right = draw(st.integers(0, len(said) - 1))
    choices[right] = replace(choices[right], weight=100.0)
    return Quiz(tuple(choices), several, draw(perhaps(300)))


@st.composite
def details(draw: st.DrawFn, format_: str) -> Details:
    address = st.sampled_from(["https://example.org/a%20b?c=d#e", "https://example.org/"])
    if format_ == "quiz":
        return draw(quizzes())
    if format_ == "poll":
        return Poll(tuple(draw(st.lists(LINES, min_size=2, max_size=10, unique=True))), draw(st.booleans()))
    if format_ == "link":
        return Page(draw(address), draw(words(200)), draw(perhaps(300)))
    if format_ in ("image", "audio", "video"):
        said = draw(words(200)).split()
        fallback = draw(st.one_of(st.just(""), address))
        if format_ != "video":
            address = st.one_of(address, words(50).map(lambda name: BESIDE + name))
        return Media(draw(address), " ".join(["It shows", *said]), fallback)
    return None


@st.composite
def sources(draw: st.DrawFn, format_: str | None = None, community_id: int | None = None) -> Source:
    """A capsule as it is kept: of a file of its scope, or written in chat."""
    made = format_ or draw(st.sampled_from(FORMATS))
    scope = "shelf" if community_id is None else f"community:{community_id}"
    return digested(
        Source(
            origin=draw(st.sampled_from([f"{scope}/", "chat/"])) + draw(words(250)),
            community_id=community_id,
            title=draw(words(200)),
            theme=draw(words(100)),
            format=made,
            body=draw(words(2000) if made not in WITHOUT_WORDS else perhaps(2000)),
            key_message=draw(perhaps(500)),
            minutes=draw(st.integers(1, MOST_MINUTES)),
            effort=draw(st.sampled_from(EFFORTS)),
            language=draw(st.sampled_from(LANGUAGES)),
            digest="",
            details=written(draw(details(made))),
        )
    )
