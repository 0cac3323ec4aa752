"""The playground speaks as Slack does: its answers, events and payloads beside the official samples and schemas."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from tests.playground.blocks import Json, actions, button, field, modal, section, select
from tests.playground.conftest import Stage

# Fields real workspaces send that the samples, recorded once, do not carry.
NEWER = {
    "bot_profile.user_id",
    "context_team_id",
    "context_enterprise_id",
    "response_metadata.next_cursor",
    "container.is_ephemeral",
    "user.username",
    "response_urls",
    "view.blocks",
    "files.channels",
    "files.groups",
    "files.ims",
}
# Where a sample holds what its workspace made of it: any name may stand there.
OPEN = {
    "state",
    "args",
    "metadata",
    "blocks",
    "elements",
    "icons",
    "icon",
    "shares",
    "message",
    "root",
    "previous_message",
}


@pytest.fixture
def samples(shared: Path) -> Path:
    return shared / "contracts/slack/java-slack-sdk-json-logs"


def unknown(value: Any, sample: Any, where: str = "") -> Iterator[str]:
    """The fields of `value` that the sample does not know."""
    if isinstance(value, dict) and isinstance(sample, dict):
        for name, held in value.items():
            place = f"{where}.{name}".lstrip(".")
            if name not in sample:
                if not any(place.endswith(known) for known in NEWER):
                    yield place
            elif name not in OPEN:
                yield from unknown(held, sample[name], place)
    elif isinstance(value, list) and isinstance(sample, list) and sample:
        for held in value:
            yield from unknown(held, sample[0], where)


async def play_a_little(stage: Stage) -> None:
    """A bit of everything an app and a person do."""
    client, here = stage.client, stage.channel.id
    await client.auth_test()
    await client.team_info()
    await client.bots_info(bot=stage.play.bot_id)
    await client.users_info(user=stage.alice.id, include_locale=True)
    await client.users_list()
    await client.users_lookupByEmail(email="alice.martin@example.com")
    await client.conversations_info(channel=here, include_num_members=True)
    await client.conversations_list(types="public_channel,im")
    await client.conversations_members(channel=here)
    outside = stage.play.add_channel("outside", members=[stage.alice], bot_is_member=False)
    await client.conversations_join(channel=outside.id)
    ts = (await stage.post(text="Hello", blocks=[section(), actions(button("go"), select("mood", "a"))]))["ts"]
    await client.chat_update(channel=here, ts=ts, text="Hi", blocks=[section(), actions(button("go"))])
    await client.reactions_add(channel=here, timestamp=ts, name="heart")
    await client.reactions_remove(channel=here, timestamp=ts, name="heart")
    await client.pins_add(channel=here, timestamp=ts)
    await client.pins_remove(channel=here, timestamp=ts)
    group = stage.play.add_group("ambassadors")
    await client.usergroups_list(include_disabled=True)
    await client.usergroups_users_update(usergroup=group.id, users=[stage.alice.id])
    await client.usergroups_users_list(usergroup=group.id)
    await client.usergroups_disable(usergroup=group.id)
    await client.usergroups_enable(usergroup=group.id)
    await client.chat_postEphemeral(channel=here, user=stage.alice.id, text="Psst")
    await client.chat_getPermalink(channel=here, message_ts=ts)
    await client.files_upload_v2(channel=here, content="1,2", filename="a.csv", title="A")
    said = await stage.alice.post(stage.channel, f"<@{stage.play.bot_user_id}> one")
    await stage.alice.post(stage.channel, "A reply", thread_ts=ts)
    await stage.alice.edit(stage.channel, said, "two")
    await stage.alice.react(stage.channel, said, "heart")
    await stage.alice.unreact(stage.channel, said, "heart")
    await stage.alice.delete(stage.channel, said)
    await client.views_publish(user_id=stage.alice.id, view={"type": "home", "blocks": [section()]})
    await stage.alice.open_home()
    own = await stage.post(text="Not for long")
    await client.chat_delete(channel=here, ts=own["ts"])
    await stage.play.settled()


@pytest.fixture
async def played(connected: Stage) -> Stage:
    await play_a_little(connected)
    return connected


async def test_answers_hold_nothing_slack_does_not_send(played: Stage, samples: Path) -> None:
    odd, compared = {}, 0
    for call in played.play.calls:
        sample = samples / "api" / f"{call.method}.json"
        if sample.is_file():
            compared += 1
            found = list(unknown(call.answer, json.loads(sample.read_text())))
            if found:
                odd[call.method] = found
        assert call.answer["ok"]
    assert compared > 15
    assert odd == {}


SAMPLE_OF = {
    ("message", None): "MessagePayload",
    ("message", "message_changed"): "MessageChangedPayload",
    ("message", "message_deleted"): "MessageDeletedPayload",
    ("message", "channel_join"): "MessageChannelJoinPayload",
    ("message", "file_share"): "MessageFileSharePayload",
    ("reaction_added", None): "ReactionAddedPayload",
    ("reaction_removed", None): "ReactionRemovedPayload",
    ("member_joined_channel", None): "MemberJoinedChannelPayload",
    ("app_home_opened", None): "AppHomeOpenedPayload",
    ("app_mention", None): "AppMentionPayload",
}


async def test_every_kind_of_event_has_the_shape_of_its_sample(played: Stage, samples: Path) -> None:
    seen, odd = set(), {}
    for sent in played.play.events:
        kind = (sent.event["type"], sent.event.get("subtype"))
        seen.add(kind)
        sample = json.loads((samples / "events" / f"{SAMPLE_OF[kind]}.json").read_text())
        # What an app's own message carries beside a person's.
        own = ("bot_id", "app_id", "bot_profile", "team", "metadata", "blocks", "source_team", "user_team")
        known = {**sample, "event": {**sample["event"], **dict.fromkeys(own, None)}}
        found = list(unknown(sent.payload, known))
        if found:
            odd[kind] = found
    assert seen == set(SAMPLE_OF)
    assert odd == {}


@cache
def schema(shared: Path, name: str) -> jsonschema_rs.Draft7Validator:
    """One definition of the official event types, open to fields newer than it."""
    whole = json.loads((shared / "contracts/slack/json-schema-from-slack-types/Event.schema.json").read_text())
    text = json.dumps(whole).replace('"additionalProperties": false', '"additionalProperties": true')
    return jsonschema_rs.Draft7Validator({**json.loads(text), "$ref": f"#/definitions/{name}"})


SCHEMA_OF = {
    ("message", None): "GenericMessageEvent",
    ("message", "message_changed"): "MessageChangedEvent",
    ("message", "message_deleted"): "MessageDeletedEvent",
    ("message", "channel_join"): "ChannelJoinMessageEvent",
    ("message", "file_share"): "FileShareMessageEvent",
    ("reaction_added", None): "ReactionAddedEvent",
    ("reaction_removed", None): "ReactionRemovedEvent",
    ("member_joined_channel", None): "MemberJoinedChannelEvent",
    ("app_home_opened", None): "AppHomeOpenedEvent",
    ("app_mention", None): "AppMentionEvent",
}


def completed(event: Json) -> Json:
    """The types ask of a message inside an event what only the event carries, and of every arrival an inviter.

    Slack's own samples have neither.
    """
    outer = {name: event[name] for name in ("channel", "channel_type", "event_ts") if name in event}
    inner: Json = {name: {**event[name], **outer} for name in ("message", "previous_message") if name in event}
    return {"inviter": "U1", **event, **inner} if event.get("subtype") == "channel_join" else {**event, **inner}


async def test_every_event_passes_the_official_types(played: Stage, shared: Path) -> None:
    wrong = []
    for sent in played.play.events:
        kind = (sent.event["type"], sent.event.get("subtype"))
        for error in schema(shared, SCHEMA_OF[kind]).iter_errors(completed(sent.event)):
            wrong.append(f"{kind}: {error.message[:200]} at {error.instance_path}")
    assert wrong == []


async def test_payloads_have_the_fields_of_their_samples(connected: Stage, bolt: AsyncApp, samples: Path) -> None:
    heard: dict[str, Json] = {}

    @bolt.middleware
    async def keep(body: Json, next: Any) -> None:
        heard[body.get("type") or ("slash" if "command" in body else "")] = body
        await next()

    async def acknowledge(ack: AsyncAck) -> None:
        await ack()

    bolt.action("go")(acknowledge)
    bolt.view("f")(acknowledge)
    bolt.view_closed("f")(acknowledge)
    bolt.shortcut("need")(acknowledge)
    await connected.post(text="a", blocks=[actions(button("go"))])
    [message] = connected.play.messages(connected.channel)
    await connected.alice.click(message, "go")
    await connected.alice.shortcut("need", message)
    for _ in range(2):
        form = modal(field("words"), callback_id="f", notify_on_close=True)
        await connected.client.views_open(trigger_id=await connected.trigger(), view=form)
        if "view_submission" not in heard:
            await connected.alice.submit(connected.alice.views[0], {"words": "a"})
    await connected.alice.close(connected.alice.views[0])
    places = {
        "slash": "slash-commands/SlashCommandPayload",
        "block_actions": "interactive-components/BlockActionPayload",
        "message_action": "interactive-components/MessageShortcutPayload",
        "view_submission": "views/ViewSubmissionPayload",
        "view_closed": "views/ViewClosedPayload",
    }
    odd = {}
    for kind, place in places.items():
        sample = json.loads((samples / "app-backend" / f"{place}.json").read_text())
        odd[kind] = list(unknown(heard[kind], sample))
    assert odd == {kind: [] for kind in places}
