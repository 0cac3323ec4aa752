"""Cards and forms drawn for Discord: within its limits, nothing lost, nobody's words read as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.tree import SyntaxTreeNode
from simcord.components import validate_message_state, walk_components

from bot.platforms.discord import forms
from bot.platforms.discord.dialect import for_discord
from bot.platforms.discord.render import Renderer, finished, mark
from bot.platforms.discord.words import cut, escaped, marked_up, pieces
from bot.prose import PARSER
from bot.texts import Texts
from handlers.chat.cards import Button, Buttons, Card, Divider, Facts, Heading, Note, Picture, Prose, Quote, Text, card
from handlers.chat.forms import ChoiceField, Form, Option, PeopleField, TextField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Person, Say
from tests.platforms import discord_contract
from tests.platforms.discord_fixture import BREW, PHRASES, texts

V2 = 1 << 15
WORD = re.compile(r"[^\W_]+")
RENDERER = Renderer(texts())
LIKE = Buttons(Button("Like", to("tea.nothing")))

words = st.text(max_size=300)
parts = st.one_of(
    st.builds(Heading, words),
    st.builds(Text, st.text(max_size=5000)),
    st.builds(Note, words),
    st.builds(Quote, st.text(max_size=5000), words),
    st.builds(Prose, st.text(max_size=5000)),
    st.builds(Facts, st.lists(st.tuples(words, words), max_size=4).map(tuple)),
    st.builds(Picture, st.just("https://example.org/a.png"), words),
    st.just(Divider()),
)


def drawn(card: Card) -> list[list[dict[str, Any]]]:
    """The components of each body, as Discord would take them."""
    bodies = [finished(body) for body in RENDERER.draw(card, "en")]
    for components in bodies:
        assert len(list(walk_components(components))) <= 40
        validate_message_state(components, flags=V2, content=None, embeds=[])
    return bodies


def texts_of(components: list[dict[str, Any]]) -> list[str]:
    return [one["content"] for one in walk_components(components) if one["type"] == 10]


@given(st.lists(parts, min_size=1, max_size=60))
def test_any_card_is_within_the_limits(some: list[Any]) -> None:
    assert drawn(card("Anything", *some, LIKE))


def test_many_parts_go_on_in_the_messages_that_follow() -> None:
    bodies = drawn(card("Many", *(Text(f"part {number}") for number in range(100))))
    assert [one for body in bodies for one in texts_of(body)] == [f"part {number}" for number in range(100)]


def test_a_long_prose_leaves_the_buttons_in_the_first_message() -> None:
    first, *others = drawn(card("Long", Heading("Title"), Prose("word " * 2000), LIKE))
    assert len("".join(texts_of(first))) < 2600
    assert texts_of(first)[-1] == "-# The rest is in the thread."
    assert [one["custom_id"] for one in walk_components(first) if one["type"] == 2] == ["tea.nothing"]
    assert (
        " ".join(texts_of(first)[1:-1] + [one for body in others for one in texts_of(body)]).split() == ["word"] * 2000
    )


def test_the_thread_is_named_after_the_card() -> None:
    assert {body["thread"] for body in RENDERER.draw(card("A  long\nname " * 20, Prose("x " * 3000)), "en")} == {
        cut(" ".join(("A  long\nname " * 20).split()), 100)
    }


def test_a_long_quote_keeps_its_mark_on_every_line() -> None:
    bodies = drawn(card("Said", Quote("one *line*\n" * 800, "Lina")))
    lines = [line for body in bodies for one in texts_of(body) for line in one.split("\n")]
    assert lines[-1] == "-# — Lina"
    assert set(lines[:-1]) == {"> one \\*line\\*", "> "} or set(lines[:-1]) == {"> one \\*line\\*"}


def test_a_note_is_small_on_every_line_and_a_fact_says_where_its_name_ends() -> None:
    (body,) = drawn(card("Said", Note("one\ntwo"), Facts((("Likes", "12"), ("Where", "*here*")))))
    assert texts_of(body) == ["-# one\n-# two", "**Likes:** 12\n**Where:** \\*here\\*"]


def test_the_mark_of_a_key_is_the_same_every_time_and_differs_from_others() -> None:
    marks = {mark(f"key-{number}") for number in range(1000)}
    assert len(marks) == 1000
    assert all(0 < one < 2**31 for one in marks)
    assert mark("k") == mark("k") == finished(RENDERER.draw(card("x", Text("x")), "en")[0], key="k")[0]["id"]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# Title\n\ntext", "## Title\n\ntext"),
        ("#### Small **print**", "**Small print**"),
        ("soft\nwrap and  \nhard", "soft wrap and\nhard"),
        ("__strong__ _em_ ~~no~~", "**strong** *em* ~~no~~"),
        ("* a\n  * b\n* c", "- a\n  - b\n- c"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("![A bridge](https://e.org/b.png)", "[A bridge](https://e.org/b.png)"),
        ("[text][1]\n\n[1]: https://e.org/a_b", "[text](https://e.org/a_b)"),
        ("[here](../other.md) [up](#top)", "here (../other.md) up"),
        ("[a](<https://e.org/a(b>)", "[a](<https://e.org/a(b>)"),
        ("    indented\n    code", "```\nindented\ncode\n```"),
        ("> one\n> > two", "> one\n> \n> two"),
        ("| a | bb |\n|---|---|\n| ccc | d |", "```\na   | bb\n----+---\nccc | d\n```"),
        ("| a | b |\n|---|---|\n| [x](https://e.org) | d |", "- **a** [x](https://e.org) · **b** d"),
        ("snake_case \\# not a title <@1>", "snake\\_case # not a title \\<@1>"),
        ("\\# not a title", "\\# not a title"),
        ("`a_b` - c", "`a_b` - c"),
    ],
)
def test_markdown_is_said_as_discord_can(written: str, shown: str) -> None:
    assert for_discord(written) == shown


def test_nobodys_words_are_read_as_markup() -> None:
    said = "# *a* _b_ ~~c~~ `d` ||e|| [f](https://e.org) <@1> <#2> </x:3> @everyone\n> g\n- h"
    assert escaped(said) == (
        "\\# \\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\` \\|\\|e\\|\\| \\[f](https://e.org) \\<@1> \\<#2> \\</x:3>"
        " @\u200beveryone\n\\> g\n\\- h"
    )
    assert escaped("see https://e.org/a_b_c, ok") == "see https://e.org/a_b_c, ok"


def test_our_own_words_keep_their_markup_and_name_people() -> None:
    ours = Texts({"t.line": {"en": "**Hi** {who} in {where}: `{said}` {said}"}})
    line = marked_up(ours, Say("t.line", who=Person("1"), where=Channel("2"), said="a_`b"), "en")
    assert line == "**Hi** <@1> in <#2>: `a_'b` a\\_\\`b"


@given(st.text(), st.integers(1, 50))
def test_pieces_lose_nothing_but_the_spaces_between_them(text: str, longest: int) -> None:
    found = list(pieces(text, longest))
    assert all(len(one) <= longest for one in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_form_is_one_discord_accepts(shared: Path) -> None:
    long = Say("tea.long")
    full = Texts({**PHRASES, "tea.long": {"en": "A question of more words than fit above a field here", "fr": "…"}})
    wide = Form(
        long,
        long,
        to("tea.brew", 1),
        (
            TextField("a", long, value="x" * 5000, shortest=3, longest=300),
            ChoiceField("b", long, tuple(Option(f"{n}", "y" * 200) for n in range(25)), required=False),
            PeopleField("c", long, ("1", "2"), most=40),
        ),
    )
    for form in (BREW, wide):
        body = {"type": 9, "data": forms.modal(full, form, "en", "tea.brew:1")}
        assert not list(discord_contract.wrong("POST", "/interactions/1/token/callback", body))
    label = forms.modal(full, wide, "en", "x")["components"][0]
    assert label["label"] == "A question of more words than fit above a…"
    assert label["description"] == "A question of more words than fit above a field here"


@pytest.mark.parametrize(
    ("typed", "locale", "read"),
    [
        ("2026-12-01", "en-US", "2026-12-01"),
        (" 2026/12/1 ", "fr", "2026-12-01"),
        ("1/12/2026", "fr", "2026-12-01"),
        ("1.12.2026", "en-GB", "2026-12-01"),
        ("1/12/2026", "en-US", "1/12/2026"),
        ("Tuesday", "en-GB", "Tuesday"),
    ],
)
def test_days_are_read_as_people_write_them(typed: str, locale: str, read: str) -> None:
    assert forms.read_date(typed, locale) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [("09:00", "09:00"), ("9h", "09:00"), ("9h30", "09:30"), ("9.30", "09:30"), (" 14 ", "14:00"), ("noon", "noon")],
)
def test_hours_are_read_as_people_write_them(typed: str, read: str) -> None:
    assert forms.read_time(typed) == read


def test_real_capsules_lose_no_word_link_or_line_of_code(shared: Path) -> None:
    found = list(real_capsules(shared / "content"))
    assert len(found) > 300
    for path, markdown in found:
        bodies = drawn(card("Capsule", Heading(path.stem), Prose(markdown), LIKE))
        for components in bodies:
            assert not list(
                discord_contract.wrong("POST", "/channels/1/messages", {"components": components, "flags": V2})
            )
            assert sum(one.count("```") for one in texts_of(components)) % 2 == 0, path
        whole = "\n".join(one for components in bodies for one in texts_of(components))
        assert not lost(markdown, whole), path


def real_capsules(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*.md")):
        yield path, path.read_bytes().decode("utf-8", "replace")


def lost(markdown: str, whole: str) -> list[str]:
    """Words, addresses and lines of code that are nowhere in what is shown."""
    nodes = list(SyntaxTreeNode(PARSER.parse(markdown)).walk())
    shown = set(WORD.findall(whole))
    said = [one.content for one in nodes if one.type in ("text", "code_inline")]
    code = [one.content for one in nodes if one.type in ("fence", "code_block")]
    addresses = [str(one.attrs.get("href") or one.attrs.get("src")) for one in nodes if one.type in ("link", "image")]
    return [
        *(word for text in said for word in WORD.findall(text) if word not in shown),
        *(line for text in code for line in text.split("\n") if line not in whole and "```" not in line),
        *(one for one in addresses if not one.startswith("#") and one not in whole.replace("\\", "")),
    ]
