"""Slack's payloads as asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.slack import inbound
from bot.platforms.slack.back import Back
from bot.platforms.slack.emoji import neutral
from bot.platforms.slack.inbound import Here, typed
from handlers.chat.asks import EMOJI_ADDED, HOME_OPENED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN, Ask, Workspace
from handlers.chat.routes import Link, to
from tests.platforms.trial import Trial

HERE = Here(Workspace("slack", "T1", "Studio"), "UBOT")
SAMPLES = "contracts/slack/java-slack-sdk-json-logs"


def heard(**told: Any) -> Ask | None:
    """The ask of one event."""
    found = inbound.event({"event_id": "Ev1", "event": told}, HERE)
    return found and found[0]


def message(**told: Any) -> dict[str, Any]:
    return {"type": "message", "channel": "C1", "user": "U1", "ts": "2.0", "thread_ts": "1.0", "text": "yes", **told}


def test_a_reply_is_heard() -> None:
    assert heard(**message(text="2 &lt; 3 &amp; <https://e.org>")) == Ask(
        "slack:Ev1",
        HERE.workspace,
        "U1",
        to(REPLY_WRITTEN),
        {"words": "2 < 3 & https://e.org"},
        "C1",
        "2.0",
        "1.0",
    )


@pytest.mark.parametrize("subtype", ["thread_broadcast", "file_share", "me_message"])
def test_a_reply_is_heard_however_it_was_sent(subtype: str) -> None:
    assert heard(**message(subtype=subtype)) is not None


@pytest.mark.parametrize(
    "told",
    [
        message(thread_ts=None),
        message(thread_ts="2.0"),
        message(user="UBOT"),
        message(user="USLACKBOT"),
        message(bot_id="B9"),
        message(user=None),
        message(subtype="channel_join"),
        message(subtype="bot_message"),
        {"type": "message", "subtype": "message_replied", "channel": "C1", "message": message()},
        {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message(text="same"),
         "previous_message": message(text="same")},
        {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message(subtype="tombstone"),
         "previous_message": message(text="before")},
        {"type": "message", "subtype": "message_changed", "channel": "C1", "message": message(bot_id="B1", text="new"),
         "previous_message": message(text="before")},
        {"type": "message", "subtype": "message_deleted", "channel": "C1", "deleted_ts": "2.0"},
        {"type": "reaction_added", "user": "U1", "reaction": "+1", "item": {"type": "file", "file": "F1"}},
        {"type": "reaction_added", "user": "UBOT", "reaction": "+1", "item": {"type": "message"}},
        {"type": "app_home_opened", "user": "U1", "tab": "messages"},
        {"type": "member_joined_channel", "user": "U1", "channel": "C1"},
    ],
)  # fmt: skip
def test_what_is_nobodys_ask_is_let_go(told: dict[str, Any]) -> None:
    assert heard(**told) is None


def test_an_edit_and_a_deletion_name_the_reply_they_change() -> None:
    edited = heard(
        type="message", subtype="message_changed", channel="C1", message=message(text="new"),
        previous_message=message(text="old"),
    )  # fmt: skip
    deleted = heard(
        type="message", subtype="message_deleted", channel="C1", deleted_ts="2.0", previous_message=message()
    )

    assert edited is not None
    assert (edited.link, edited.answers, edited.message) == (to(REPLY_EDITED), {"words": "new"}, "2.0")
    assert deleted is not None
    assert (deleted.link, dict(deleted.answers), deleted.message) == (to(REPLY_DELETED), {}, "2.0")


@pytest.mark.parametrize(
    ("name", "sign"),
    [("+1", "👍"), ("thumbsup", "👍"), ("thumbsup::skin-tone-4", "👍🏽"), ("heart", "❤"), ("team_logo", ":team_logo:")],
)
def test_emoji_have_one_name_for_every_platform(name: str, sign: str) -> None:
    ask = heard(type="reaction_added", user="U1", reaction=name, item={"type": "message", "channel": "C1", "ts": "1.0"})

    assert ask is not None
    assert ask.link == to(EMOJI_ADDED, sign)
    assert neutral(name) == sign


def test_the_home_tab_is_heard() -> None:
    ask = heard(type="app_home_opened", user="U1", tab="home")

    assert ask is not None
    assert ask.link == to(HOME_OPENED)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("", Link("help.show")),
        ("help", Link("help.show")),
        ("help capsules", Link("help.show", ("capsules",))),
        ("trial card", Link("trial.card")),
        ("Trial  CARD", Link("trial.card")),
        ("trial words Some of Mine", Link("trial.words", ("Some of Mine",))),
        ("trial card please", Link("trial.card")),
        ("trial", Link("help.show", ("trial",))),
        ("tirlal card", Link("help.show", ("tirlal card",))),
        ("cards", Link("help.show", ("cards",))),
    ],
)
def test_typed_words_lead_where_they_say_or_to_help(text: str, link: Link) -> None:
    assert typed(text, Trial().registry) == link


def pressed(**more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions", "user": {"id": "U1"}, "trigger_id": "T9", "response_url": "https://hooks/1",
        "channel": {"id": "C1"}, "container": {"type": "message", "message_ts": "1.0", "channel_id": "C1"},
        "actions": [{"type": "button", "action_id": "x", "value": "trial.count:4:a%3Ab"}], **more,
    }  # fmt: skip


def test_a_button_tells_its_link_and_where_it_was() -> None:
    assert inbound.button(pressed(), HERE) == (
        Ask("slack:T9", HERE.workspace, "U1", to("trial.count", "4", "a:b"), channel="C1", message="1.0"),
        Back("U1", "C1", None, "https://hooks/1", "T9", is_private=False),
    )


def test_only_what_one_person_sees_may_be_replaced() -> None:
    alone = {"type": "message", "message_ts": "1.0", "channel_id": "C1", "is_ephemeral": True}
    mine, theirs = inbound.button(pressed(container=alone), HERE), inbound.button(pressed(channel={"id": "D1"}), HERE)

    assert mine is not None
    assert (mine[1].is_private, mine[0].message) == (True, None)
    assert theirs is not None
    assert (theirs[1].is_private, theirs[0].message) == (True, "1.0")


@pytest.mark.parametrize("action", [{"type": "button"}, {"type": "static_select", "selected_option": {"value": "x"}}])
def test_what_leads_nowhere_is_let_go(action: dict[str, Any]) -> None:
    assert inbound.button(pressed(actions=[action]), HERE) is None


def sent(words: str, **view: Any) -> dict[str, Any]:
    metadata = {"to": "trial.filled:7", "channel": "C1", "answer_at": None, "is_private": False}
    values = {"words": {"answer": {"type": "plain_text_input", "value": words}}}
    return {
        "user": {"id": "U1"},
        "trigger_id": "T9",
        "view": {"id": "V1", "callback_id": "form", "private_metadata": json.dumps(metadata),
                 "state": {"values": values}, **view},
    }  # fmt: skip


def test_the_same_answers_of_a_form_are_one_ask_and_others_are_another() -> None:
    once, again, changed = (inbound.form(sent(words), HERE) for words in ("a", "a", "b"))

    assert once is not None
    assert again is not None
    assert changed is not None
    assert once[0] == again[0]
    assert once[0].key != changed[0].key
    assert len(once[0].key or "") <= 200
    other = inbound.form(sent("a", id="V2"), HERE)
    assert other is not None
    assert other[0].key != once[0].key


def test_a_form_of_others_is_let_go_and_a_forged_one_is_refused() -> None:
    assert inbound.form(sent("a", callback_id="theirs"), HERE) is None
    with pytest.raises(ValueError, match="our forms"):
        inbound.form(sent("a", private_metadata="{}"), HERE)
    with pytest.raises(ValueError, match=r"our forms|Expecting"):
        inbound.form(sent("a", private_metadata="not json"), HERE)


def test_slacks_own_samples_are_all_read(shared: Path) -> None:
    samples = sorted((shared / SAMPLES / "events").glob("*.json"))
    assert len(samples) > 50
    asks = {}
    for path in samples:
        body = json.loads(path.read_text("utf-8"))
        if "event" in body:
            asks[path.stem] = inbound.event(body, HERE)
    routes = {name: ask[0].link.route for name, ask in asks.items() if ask is not None}
    assert routes == {"ReactionAddedPayload": EMOJI_ADDED, "ReactionRemovedPayload": "likes.emoji_removed"}
