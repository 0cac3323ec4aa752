"""What Slack would refuse is refused, in Slack's words; what it takes is taken."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.block_kit.blocks import SHAPES
from playground.block_kit.check import check_blocks, check_view, too_long_together
from playground.block_kit.elements import IN_ACTIONS, IN_INPUT
from playground.block_kit.limits import LIMITS
from playground.block_kit.newer import NEWER
from playground.block_kit.walk import elements_in, with_ids
from tests.playground.blocks import Json, actions, button, field, modal, option, plain, section, select

IMAGE = {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A drawing"}
# Two published fixtures that Slack's own types contradict: a border that is not 0 or 1, and an initial value
# that is no rich text.
CONTRADICTED = {"rich_text_list_ordered.json", "rich_text_input_basic.json"}

WRONG: dict[str, tuple[list[Json], str]] = {
    "no type": ([{"text": plain("a")}], "missing required field: type [json-pointer:/blocks/0]"),
    "unknown type": ([{"type": "carpet"}], "unsupported type: carpet [json-pointer:/blocks/0/type]"),
    "empty section": ([{"type": "section"}], "must define either `text` or `fields`"),
    "empty text": ([section("")], "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    "long section": ([section("a" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    "eleven fields": (
        [{"type": "section", "fields": [plain("a")] * 11}],
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    "long field": ([{"type": "section", "fields": [plain("a" * 2001)]}], "must be less than 2001 characters"),
    "markdown header": ([{"type": "header", "text": {"type": "mrkdwn", "text": "a"}}], "unsupported type: mrkdwn"),
    "long header": ([{"type": "header", "text": plain("a" * 151)}], "must be less than 151 characters"),
    "unknown field": ([section(colour="red")], "invalid additional property: colour [json-pointer:/blocks/0]"),
    "no elements": ([{"type": "actions"}], "missing required field: elements"),
    "empty actions": ([actions()], "no less than 1 items allowed"),
    "26 buttons": ([actions(*(button(f"b{n}") for n in range(26)))], "no more than 25 items allowed"),
    "long button": ([actions(button(text="a" * 76))], "must be less than 76 characters"),
    "long value": ([actions(button(value="a" * 2001))], "must be less than 2001 characters"),
    "long action": ([actions(button("a" * 256))], "must be less than 256 characters"),
    "green button": ([actions(button(style="green"))], "must be a valid enum value"),
    "same action": ([actions(button("a"), button("a"))], "action_id 'a' already exists"),
    "same block": ([section(block_id="x"), section(block_id="x")], "block_id 'x' already exists"),
    "long block_id": ([section(block_id="x" * 256)], "must be less than 256 characters"),
    "image in actions": ([actions(IMAGE)], "unsupported type: image"),
    "text in actions": ([actions(plain("a"))], "unsupported type: plain_text"),
    "button in context": ([{"type": "context", "elements": [button()]}], "unsupported type: button"),
    "eleven in context": ([{"type": "context", "elements": [plain("a")] * 11}], "no more than 10 items"),
    "button in input": ([field("a", button())], "unsupported type: button"),
    "no alt text": ([{"type": "image", "image_url": "https://example.com/a.png"}], "missing required field: alt_text"),
    "two images": ([{**IMAGE, "slack_file": {"id": "F1"}}], "must define only one of"),
    "no options": ([actions(select("s"))], "no less than 1 items allowed"),
    "101 options": ([actions(select("s", *map(str, range(101))))], "no more than 100 items allowed"),
    "same option": ([actions(select("s", "a", "a"))], "duplicate value in options"),
    "two kinds": (
        [actions(select("s", "a", option_groups=[{"label": plain("g"), "options": [option("b")]}]))],
        "must define only one of `options` or `option_groups`",
    ),
    "bold option": (
        [actions({**select("s"), "options": [{"text": {"type": "mrkdwn", "text": "*a*"}, "value": "a"}]})],
        "unsupported type: mrkdwn",
    ),
    "six in overflow": (
        [section(accessory={"type": "overflow", "action_id": "o", "options": [option(str(n)) for n in range(6)]})],
        "no more than 5 items allowed",
    ),
    "long markdown": ([{"type": "markdown", "text": "a" * 12001}], "must be less than 12001 characters"),
    "markdown together": ([{"type": "markdown", "text": "a" * 7000}] * 2, "markdown blocks hold 14000 characters"),
    "51 blocks": ([section()] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
    "bad date": ([actions({"type": "datepicker", "action_id": "d", "initial_date": "tomorrow"})], "a valid date"),
    "inverted range": (
        [field("a", {"type": "plain_text_input", "action_id": "t", "min_length": 5, "max_length": 2})],
        "min_length must be less than or equal to max_length",
    ),
    "ragged table": (
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "a"}], [{"type": "raw_text", "text": "b"}] * 2]}],
        "all rows must have the same number of cells",
    ),
    "half a confirmation": ([actions(button(confirm={"title": plain("Sure?")}))], "missing required field: text"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_block_is_refused_where_it_is_wrong(name: str) -> None:
    blocks, reason = WRONG[name]
    assert reason in "\n".join(check_blocks(blocks))


def test_what_is_right_is_taken() -> None:
    blocks = [
        {"type": "header", "text": plain("A title")},
        section("*Words*", accessory=IMAGE),
        {"type": "divider"},
        actions(button("a", style="primary", value="1"), button("b", url="https://example.com"), select("s", "x", "y")),
        {"type": "context", "elements": [IMAGE, {"type": "mrkdwn", "text": "small"}]},
        {"type": "markdown", "text": "# A title\n\n- one"},
        field("why", optional=True),
    ]
    assert check_blocks(blocks) == []


VIEWS: dict[str, tuple[Json, str]] = {
    "no title": ({"type": "modal", "blocks": [section()]}, "missing required field: title [json-pointer:/view]"),
    "long title": (modal(title="a" * 25), "must be less than 25 characters [json-pointer:/view/title/text]"),
    "no submit": ({**modal(), "submit": None}, "missing required field: submit"),
    "no blocks": ({**modal(), "blocks": []}, "no less than 1 items allowed"),
    "101 blocks": (modal(*[section()] * 101), "no more than 100 items allowed"),
    "long metadata": (modal(private_metadata="a" * 3001), "must be less than 3001 characters"),
    "long callback": (modal(callback_id="a" * 256), "must be less than 256 characters"),
    "markdown in a form": (modal({"type": "markdown", "text": "a"}), "unsupported type: markdown"),
    "a home": ({"type": "home", "blocks": [section()]}, "must be a valid enum value: modal"),
}


@pytest.mark.parametrize("name", VIEWS)
def test_a_wrong_view_is_refused(name: str) -> None:
    view, reason = VIEWS[name]
    assert reason in "\n".join(check_view(view, "modal"))


def test_a_right_view_is_taken() -> None:
    assert check_view(modal(field("a"), section(), callback_id="f", notify_on_close=True), "modal") == []
    assert check_view({"type": "home", "blocks": [section()]}, "home") == []


def test_all_the_text_of_a_message_counts_together() -> None:
    assert not too_long_together([section("a" * 3000)] * 4)
    assert too_long_together([section("a" * 3000)] * 5)


def test_blocks_get_the_ids_they_lack_and_keep_those_they_have() -> None:
    given = [actions({"type": "button", "text": plain("a")}, button("mine")), section(block_id="own")]
    kept = with_ids(given)
    assert "block_id" not in given[0]
    assert kept[1]["block_id"] == "own"
    (block, first), (_, second) = elements_in(kept)
    assert block["block_id"]
    assert first["action_id"]
    assert second["action_id"] == "mine"


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda held: st.lists(held) | st.dictionaries(st.text(), held),
)


@given(name=st.sampled_from(sorted({**SHAPES, **NEWER})), data=st.data())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_nothing_an_app_sends_breaks_the_check(name: str, data: st.DataObject) -> None:
    fields = sorted({**SHAPES, **NEWER}[name][0].fields)
    block = {"type": name, "block_id": data.draw(ANY), **{field: data.draw(ANY) for field in fields}}
    assert all("[json-pointer:/" in reason for reason in check_blocks([block]))
    assert check_view({"type": "modal", "title": data.draw(ANY), "blocks": data.draw(ANY)}, "modal")


def test_the_limits_are_the_published_ones(shared: Path) -> None:
    published = json.loads((shared / "contracts/slack/block-kit-limits.json").read_text())["slackblocks"]
    assert {name: published.get(name) for name in LIMITS} == LIMITS


def _as_block(found: Any) -> Json | None:
    """A published fixture put where it can stand."""
    kind = found.get("type") if isinstance(found, dict) else None
    if kind in IN_ACTIONS:
        return actions(found)
    if kind in IN_INPUT:
        return field("a", found)
    if str(kind).startswith("rich_text_"):
        return {"type": "rich_text", "elements": [found]}
    return None


def test_published_examples_are_taken(shared: Path) -> None:
    folder = shared / "contracts/slack/slackblocks-spec/spec/fixtures/valid"
    refused, seen = {}, 0
    for path in sorted((folder / "blocks").glob("*.json")):
        seen += 1
        refused[path.name] = check_blocks([json.loads(path.read_text())])
    for path in sorted([*(folder / "elements").glob("*.json"), *(folder / "rich_text").glob("*.json")]):
        block = _as_block(json.loads(path.read_text()))
        if block is not None and path.name not in CONTRADICTED:
            seen += 1
            refused[path.name] = check_blocks([block])
    assert seen > 50
    assert {name: reasons for name, reasons in refused.items() if reasons} == {}
