"""Cards and forms as Block Kit: exact words, Slack's limits, nobody rung."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.slack import forms, limits
from bot.platforms.slack.back import Back
from bot.platforms.slack.mrkdwn import WORD_JOINER, chunks, defused, escape, shortened, spoken
from bot.platforms.slack.render import Renderer, text_length
from handlers.chat.cards import (
    Button,
    Buttons,
    Card,
    Document,
    Facts,
    Heading,
    Note,
    Part,
    Prose,
    Quote,
    Sound,
    Text,
    card,
)
from handlers.chat.forms import ChoiceField, Form, Option, TextField
from handlers.chat.routes import to
from handlers.chat.words import Channel, Person, Say
from playground.block_kit.check import check_blocks, check_view
from tests.platforms import slack_contracts
from tests.platforms.slack_bench import words_of
from tests.platforms.trial import QUOTED, full_card, full_form, texts

RINGING = "<!channel> <!here|now> <!everyone> <@U123> <#C123> <!subteam^S1|my team>"


def renderer(language: str = "en") -> Renderer:
    return Renderer(texts(), language)


def one(*parts: Part) -> list[dict[str, Any]]:
    """The blocks of a card that fits one message."""
    (body,) = renderer().message(card("Summary", *parts))
    blocks: list[dict[str, Any]] = body["blocks"]
    return blocks


def everything(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_full_card_is_what_slack_takes(language: str) -> None:
    for body in (*renderer(language).message(full_card("U1")), *renderer(language).private(full_card("U1"))):
        assert check_blocks(body["blocks"]) == []
        assert list(slack_contracts.message_wrongs(body)) == []
    home = renderer(language).home(full_card("U1"))
    assert check_view(home, "home") == []


def test_our_markup_is_drawn_and_names_are_names() -> None:
    (block,) = one(Text(Say("trial.text", name=Person("U1"))))

    assert block["elements"][0]["elements"] == [
        {"type": "text", "text": "Strong", "style": {"bold": True}},
        {"type": "text", "text": ", "},
        {"type": "text", "text": "soft", "style": {"italic": True}},
        {"type": "text", "text": " and "},
        {"type": "text", "text": "code", "style": {"code": True}},
        {"type": "text", "text": ", said to "},
        {"type": "user", "user_id": "U1"},
        {"type": "text", "text": "."},
    ]


def test_somebodys_words_are_exact_and_ring_nobody() -> None:
    words = RINGING + " *bold* _soft_ `code` & <b>"
    blocks = one(Heading(words), Text(words), Quote(words, words), Note(words), Facts(((words, words),)))

    assert check_blocks(blocks) == []
    shown = list(words_of(blocks))
    assert shown == [words, words, words, f"— {words}", words, f"{words}: {words}"]
    assert "mrkdwn" not in everything(blocks)


def test_somebodys_words_inside_ours_ring_nobody() -> None:
    (body,) = renderer().message(card(Say("trial.text", name=RINGING), Note(Say("trial.text", name=RINGING))))

    assert not re.search(r"<[@#!]", everything(body))
    assert escape(RINGING) in body["blocks"][0]["elements"][0]["text"]
    assert escape(RINGING) in body["text"]


@pytest.mark.parametrize("around", ["{}", "`{}`", "```\n{}\n```", "- {}", "> {}", "[{}](https://example.org)"])
def test_a_capsule_rings_nobody_and_reads_the_same(around: str) -> None:
    drawn = defused(around.format(RINGING))

    assert not re.search(r"<([@#][A-Z]|!(channel|here|everyone|subteam))", drawn)
    assert drawn.replace(WORD_JOINER, "") == around.format(RINGING)


@pytest.mark.parametrize("code", ["select a <@ b", "<!DOCTYPE html>", "a <b> c", "if (a<b) {}"])
def test_code_is_left_as_it_is(code: str) -> None:
    assert defused(f"`{code}`") == f"`{code}`"


def test_placeholders_in_a_capsule_are_shown() -> None:
    assert defused("git switch <branch> or <https://example.org>") == "git switch &lt;branch> or <https://example.org>"


def test_a_channel_is_a_link_to_it() -> None:
    (block,) = one(Note(Say("trial.text", name=Channel("C1"))))

    assert block["elements"][0] == {"type": "mrkdwn", "text": "*Strong*, _soft_ and `code`, said to <#C1>."}


def test_long_words_are_cut_between_words_and_say_so() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("onetwothree", 5) == "onet…"
    assert list(chunks("one two three four", 9)) == ["one two", "three", "four"]
    assert "".join(chunks("x" * 25, 10)) == "x" * 25


def test_long_lines_keep_within_slacks_limits() -> None:
    words = "word " * 2000
    parts = (Heading(words), Text(words), Quote(words), Note(words), Facts(((words, words),) * 12))
    row = Buttons(Button(words, to("trial.count", 1), confirm=Say("trial.text", name=words)))
    bodies = renderer().message(card(words, *parts, row))

    for body in bodies:
        assert check_blocks(body["blocks"]) == []
        assert text_length(body["blocks"]) <= limits.MESSAGE_TEXT
        assert len(body["text"]) <= limits.SUMMARY


def test_more_blocks_than_a_message_holds_go_on_in_the_next() -> None:
    bodies = renderer().message(card("Many", *(Note(f"note {number}") for number in range(120))))

    assert [len(body["blocks"]) for body in bodies] == [50, 50, 20]
    assert list(words_of([body["blocks"] for body in bodies])) == [f"note {number}" for number in range(120)]


def test_two_buttons_to_the_same_place_keep_different_ids() -> None:
    (block,) = one(Buttons(Button("A", to("trial.count", 1)), Button("B", to("trial.count", 1))))

    assert len({element["action_id"] for element in block["elements"]}) == 2
    assert {element["value"] for element in block["elements"]} == {"trial.count:1"}


def test_the_rest_of_a_long_text_is_announced_in_the_readers_language() -> None:
    first, *rest = renderer("fr").message(card("Long", Prose("Une phrase. " * 400), Text("fin")))

    assert rest
    assert "La suite est dans le fil." in everything(first)
    assert "fin" in everything(first)


def test_a_private_card_has_no_thread_and_keeps_its_order() -> None:
    bodies = renderer().private(card("Long", Text("before"), Prose("One sentence. " * 1500), Text("after")))

    words = " ".join(words_of([body["blocks"] for body in bodies]))
    assert "in the thread" not in words
    assert words.startswith("before")
    assert words.endswith("after")
    assert words.count("One sentence.") == 1500
    assert all(text_length(body["blocks"]) <= limits.MESSAGE_TEXT for body in bodies)


def test_what_a_private_card_cannot_carry_is_named_with_where_it_arrives() -> None:
    parts = Sound("file:1", "Birds"), Document("file:2", "Sessions", "Ask again.")
    (body,) = renderer().private(card("Yours", *parts))

    assert list(words_of(body["blocks"])) == [
        "🔊 Birds (to be heard once it is posted)",
        "📄 Sessions (it arrives in our private conversation)",
    ]
    assert renderer().home(card("Yours", *parts))["blocks"] == body["blocks"]


def test_every_field_of_a_form_is_what_slack_takes() -> None:
    view = forms.view(renderer(), full_form("begun"), Back("U1", "C1", answer_at="https://hooks.example.org/1"))

    assert check_view(view, "modal") == []
    assert list(slack_contracts.view_wrongs(view)) == []
    carried = forms.read_carried(view["private_metadata"])
    assert carried == forms.Carried(to("trial.filled", "7"), "C1", "https://hooks.example.org/1")


def test_a_form_keeps_within_slacks_limits() -> None:
    long = Say("trial.text", name="word " * 1000)
    options = tuple(Option(f"{number}", "word " * 100) for number in range(25))
    fields = (TextField("a", long, long, "x" * 5000), ChoiceField("b", long, options, required=False))

    view = forms.view(renderer(), Form(long, long, to("trial.filled", 1), fields), Back("U1"))

    assert check_view(view, "modal") == []
    assert list(slack_contracts.view_wrongs(view)) == []


def test_what_people_type_comes_as_they_typed_it() -> None:
    assert spoken("see <https://e.org|the page> &amp; <@U1>, <#C1|learning>, <!here> 2 &lt; 3 <https://e.org>") == (
        "see the page (https://e.org) & @U1, #learning, @here 2 < 3 https://e.org"
    )


def test_every_real_capsule_fits_and_loses_no_word_link_or_code(shared: Path) -> None:
    word = re.compile(r"[^\W_]+")
    for path in sorted((shared / "content").rglob("*.md")):
        source = path.read_text("utf-8")
        bodies = renderer().message(Card(path.stem, (Prose(source), Note("theme"))))
        for body in bodies:
            assert check_blocks(body["blocks"]) == [], path.name
            assert list(slack_contracts.message_wrongs(body)) == [], path.name
        shown = "\n".join(words_of([body["blocks"] for body in bodies])).replace("&lt;", "<")
        found = iter(word.findall(shown))
        kept = re.sub(r"</?(?:details|summary|em|br)\s*/?>", " ", source)
        assert all(one in found for one in word.findall(kept)), path.name
        for address in re.findall(r"\]\((https?://[^\s)]+)", source):
            assert address in shown, path.name
        assert shown.count("```") >= source.count("```"), path.name


def test_a_quote_says_who_and_how_they_wish_to_be_named() -> None:
    quote, by = one(Quote(QUOTED, "Lina & <co>"))

    assert quote["elements"][0] == {"type": "rich_text_quote", "elements": [{"type": "text", "text": QUOTED}]}
    assert by["elements"][0] == {"type": "plain_text", "text": "— Lina & <co>"}


def test_a_fact_keeps_its_name_and_its_value_on_one_line() -> None:
    (block,) = one(Facts((("Likes", "12"), ("Where", Say("trial.text", name=Channel("C1"))))))

    told = block["elements"][0]["elements"]
    assert "".join(part.get("text", "#") for part in told) == "Likes: 12\nWhere: Strong, soft and code, said to #."
    strong = [part["text"] for part in told if part.get("style") == {"bold": True}]
    assert strong == ["Likes:", "Where:", "Strong"]
