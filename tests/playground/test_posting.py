"""chat.*: what an app posts, changes and takes back; what Slack refuses, by its names."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.blocks import actions, button, section
from tests.playground.conftest import Stage, refusal

pytestmark = pytest.mark.filterwarnings("ignore:The top-level `text` argument is missing:UserWarning")


async def test_a_post_is_kept_answered_and_comes_back_as_an_event(connected: Stage) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": 17}}
    answer = await connected.post(text="Hello", blocks=[section()], metadata=metadata)
    message = answer["message"]
    assert (message["user"], message["bot_id"]) == (connected.play.bot_user_id, connected.play.bot_id)
    assert message["metadata"] == metadata
    assert message["blocks"][0]["block_id"]
    [kept] = connected.play.messages(connected.channel)
    assert (kept.ts, kept.text, kept.user) == (answer["ts"], "Hello", connected.play.bot_user_id)
    await connected.play.settled()
    [echo] = connected.of("message")
    assert (echo["ts"], echo["bot_id"], echo["channel_type"]) == (answer["ts"], connected.play.bot_id, "channel")


async def test_timestamps_are_unique_and_grow_even_when_the_clock_stands_still(stage: Stage) -> None:
    stage.play._workspace.clock = lambda: 1_795_000_000.0
    seen = [(await stage.post(text=str(number)))["ts"] for number in range(5)]
    assert seen == sorted(set(seen))
    assert seen[0] == "1795000000.000000"


async def test_text_alone_takes_the_blocks_away(stage: Stage) -> None:
    posted = await stage.post(text="One", blocks=[section()])
    await stage.client.chat_update(channel=stage.channel.id, ts=posted["ts"], text="Two")
    [message] = stage.play.messages(stage.channel)
    assert (message.text, message.blocks) == ("Two", [])


async def test_blocks_alone_keep_the_text_and_the_metadata(connected: Stage) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": 17}}
    posted = await connected.post(text="One", metadata=metadata)
    await connected.client.chat_update(channel=connected.channel.id, ts=posted["ts"], blocks=[section("New")])
    [message] = connected.play.messages(connected.channel)
    assert message.text == "One"
    assert message.blocks[0]["text"]["text"] == "New"
    assert message.metadata == metadata
    await connected.play.settled()
    [changed] = connected.of("message", "message_changed")
    assert changed["previous_message"]["text"] == "One"
    assert changed["message"]["edited"]["user"] == connected.play.bot_user_id


async def test_empty_metadata_removes_it(stage: Stage) -> None:
    posted = await stage.post(text="One", metadata={"event_type": "delivery", "event_payload": {}})
    await stage.client.chat_update(channel=stage.channel.id, ts=posted["ts"], text="One", metadata={})
    assert stage.play.messages(stage.channel)[0].metadata is None


async def test_a_deleted_message_is_gone_and_a_deleted_parent_leaves_a_tombstone(connected: Stage) -> None:
    lone = await connected.post(text="Alone")
    parent = await connected.post(text="Parent")
    await connected.post(text="Reply", thread_ts=parent["ts"])
    for posted in (lone, parent):
        await connected.client.chat_delete(channel=connected.channel.id, ts=posted["ts"])
    await connected.play.settled()
    [tombstone] = connected.play.messages(connected.channel)
    assert (tombstone.ts, tombstone.subtype) == (parent["ts"], "tombstone")
    assert [event["deleted_ts"] for event in connected.of("message", "message_deleted")] == [lone["ts"]]


async def test_a_reply_to_a_reply_goes_to_the_thread_and_a_broadcast_shows_in_the_channel(connected: Stage) -> None:
    parent = await connected.post(text="Parent")
    reply = await connected.post(text="Reply", thread_ts=parent["ts"])
    await connected.post(text="Again", thread_ts=reply["ts"], reply_broadcast=True)
    assert [held.text for held in connected.play.thread(connected.channel, parent["ts"])] == [
        "Parent",
        "Reply",
        "Again",
    ]
    assert [held.text for held in connected.play.messages(connected.channel)] == ["Parent", "Again"]
    await connected.play.settled()
    [broadcast] = connected.of("message", "thread_broadcast")
    assert broadcast["root"]["text"] == "Parent"
    assert broadcast["root"]["reply_count"] == 2


async def test_an_ephemeral_message_is_for_one_person_and_cannot_be_updated(stage: Stage) -> None:
    answer = await stage.client.chat_postEphemeral(channel=stage.channel.id, user=stage.alice.id, text="Only you")
    assert [held.text for held in stage.alice.ephemerals(stage.channel)] == ["Only you"]
    assert stage.bruno.ephemerals(stage.channel) == []
    assert stage.play.messages(stage.channel) == []
    said = await refusal(stage.client.chat_update(channel=stage.channel.id, ts=answer["message_ts"], text="Changed"))
    assert said["error"] == "message_not_found"


async def test_a_person_is_written_to_in_their_own_conversation(stage: Stage) -> None:
    answer = await stage.client.chat_postMessage(channel=stage.alice.id, text="Hello Alice")
    assert answer["channel"] == stage.alice.dm.id
    assert [held.text for held in stage.play.messages(stage.alice.dm)] == ["Hello Alice"]


async def test_markdown_text_becomes_a_block(stage: Stage) -> None:
    await stage.post(markdown_text="# A title")
    assert stage.play.messages(stage.channel)[0].blocks[0]["type"] == "markdown"
    assert (await refusal(stage.post(markdown_text="a", text="b")))["error"] == "markdown_text_conflict"
    assert (await refusal(stage.post(markdown_text="a" * 12001)))["error"] == "msg_too_long"


async def test_a_permalink_names_channel_message_and_thread(stage: Stage) -> None:
    parent = await stage.post(text="Parent")
    reply = await stage.post(text="Reply", thread_ts=parent["ts"])
    answer = await stage.client.chat_getPermalink(channel=stage.channel.id, message_ts=reply["ts"])
    assert (
        f"/archives/{stage.channel.id}/p{reply['ts'].replace('.', '')}?thread_ts={parent['ts']}" in answer["permalink"]
    )


async def test_blocks_without_words_leave_people_without_a_notification(stage: Stage) -> None:
    await stage.post(blocks=[section("*Everything is here*")])
    assert stage.play.messages(stage.channel)[0].text == "This content can't be displayed."


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing": ({}, "no_text"),
    "empty": ({"text": ""}, "no_text"),
    "nowhere": ({"channel": "C0000000000", "text": "a"}, "channel_not_found"),
    "no such thread": ({"text": "a", "thread_ts": "1.000000"}, "thread_not_found"),
    "not blocks": ({"blocks": {"type": "section"}}, "invalid_blocks_format"),
    "broken blocks": ({"blocks": "[{"}, "invalid_blocks_format"),
    "wrong blocks": ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
    "too many words": ({"blocks": [section("a" * 3000)] * 5}, "msg_blocks_too_long"),
    "odd metadata": ({"text": "a", "metadata": {"event_type": "a"}}, "invalid_metadata_format"),
    "list metadata": ({"text": "a", "metadata": {"event_type": "a", "event_payload": []}}, "invalid_metadata_format"),
    "heavy metadata": (
        {"text": "a", "metadata": {"event_type": "a", "event_payload": {"b": "c" * 17000}}},
        "metadata_too_large",
    ),
    "101 attachments": ({"attachments": [{"text": "a"}] * 101}, "too_many_attachments"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_slack_would_not_post(stage: Stage, name: str) -> None:
    body, error = REFUSED[name]
    said = await refusal(stage.client.api_call("chat.postMessage", json={"channel": stage.channel.id, **body}))
    assert said["error"] == error
    assert stage.play.messages(stage.channel) == []
    assert stage.play.calls[-1].answer == said


async def test_wrong_blocks_are_named_one_by_one(stage: Stage) -> None:
    said = await refusal(stage.post(blocks=[section(""), actions(button(text="a" * 80))]))
    assert said["errors"] == [
        "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]",
    ]
    assert said["response_metadata"]["messages"][0].startswith("[ERROR] must be more than 0 characters")


async def test_where_the_bot_may_not_write(stage: Stage) -> None:
    outside = stage.play.add_channel("outside", members=[stage.alice], bot_is_member=False)
    secret = stage.play.add_channel("secret", members=[stage.alice], bot_is_member=False, private=True)
    old = stage.play.add_channel("old")
    stage.play.archive(old)
    errors = {"not_in_channel": outside, "channel_not_found": secret, "is_archived": old}
    for error, channel in errors.items():
        said = await refusal(stage.client.chat_postMessage(channel=channel.id, text="a"))
        assert said["error"] == error


async def test_only_ones_own_messages_can_be_changed(stage: Stage) -> None:
    ts = await stage.alice.post(stage.channel, "Mine")
    place: dict[str, Any] = {"channel": stage.channel.id, "ts": ts}
    assert (await refusal(stage.client.chat_update(**place, text="Yours")))["error"] == "cant_update_message"
    assert (await refusal(stage.client.chat_delete(**place)))["error"] == "cant_delete_message"
    own = (await stage.post(text="Own"))["ts"]
    too_long = stage.client.chat_update(channel=stage.channel.id, ts=own, text="a" * 4001)
    assert (await refusal(too_long))["error"] == "msg_too_long"


async def test_a_token_is_asked_for(stage: Stage) -> None:
    for token, error in (
        (None, "not_authed"),
        ("xoxb-wrong", "invalid_auth"),
        (stage.play.app_token, "not_allowed_token_type"),
    ):
        client = AsyncWebClient(token=token, base_url=stage.play.api_url)
        assert (await refusal(client.chat_postMessage(channel=stage.channel.id, text="a")))["error"] == error
    assert (await refusal(stage.client.api_call("chat.shout")))["error"] == "unknown_method"


async def test_a_form_is_read_like_json(stage: Stage) -> None:
    sent = {"channel": stage.channel.id, "text": "Hello", "blocks": '[{"type": "divider"}]'}
    await stage.client.api_call("chat.postMessage", data=sent)
    assert stage.play.messages(stage.channel)[0].blocks[0]["type"] == "divider"
    assert stage.play.calls[-1].body["blocks"] == [{"type": "divider"}]
