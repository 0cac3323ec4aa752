"""conversations.*, users.*, reactions.*, team.info, bots.info: what an app can look up."""

from __future__ import annotations

from typing import Any

import pytest

from tests.playground.conftest import Stage, refusal


async def _numbers(stage: Stage, count: int) -> list[str]:
    return [(await stage.post(text=str(number)))["ts"] for number in range(count)]


async def test_history_comes_newest_first_page_by_page(stage: Stage) -> None:
    await _numbers(stage, 7)
    pages, cursor = [], ""
    while True:
        answer = await stage.client.conversations_history(channel=stage.channel.id, limit=3, cursor=cursor)
        pages.append([held["text"] for held in answer["messages"]])
        if not answer["has_more"]:
            break
        cursor = answer["response_metadata"]["next_cursor"]
    assert pages == [["6", "5", "4"], ["3", "2", "1"], ["0"]]


@pytest.mark.parametrize(("inclusive", "expected"), [(False, ["2"]), (True, ["3", "2", "1"])])
async def test_history_between_two_moments(stage: Stage, inclusive: bool, expected: list[str]) -> None:
    ts = await _numbers(stage, 5)
    answer = await stage.client.conversations_history(
        channel=stage.channel.id, oldest=ts[1], latest=ts[3], inclusive=inclusive
    )
    assert [held["text"] for held in answer["messages"]] == expected


async def test_history_gives_metadata_only_when_asked(stage: Stage) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"id": 17}}
    await stage.post(text="a", metadata=metadata)
    without = await stage.client.conversations_history(channel=stage.channel.id)
    with_it = await stage.client.conversations_history(channel=stage.channel.id, include_all_metadata=True)
    assert "metadata" not in without["messages"][0]
    assert with_it["messages"][0]["metadata"] == metadata


async def test_replies_stay_in_their_thread(stage: Stage) -> None:
    parent = (await stage.post(text="Parent"))["ts"]
    for number in range(4):
        await stage.alice.post(stage.channel, str(number), thread_ts=parent)
    history = await stage.client.conversations_history(channel=stage.channel.id)
    [shown] = history["messages"]
    assert (shown["reply_count"], shown["reply_users"], shown["thread_ts"]) == (4, [stage.alice.id], parent)
    first = await stage.client.conversations_replies(channel=stage.channel.id, ts=parent, limit=3)
    assert [held["text"] for held in first["messages"]] == ["Parent", "0", "1"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await stage.client.conversations_replies(channel=stage.channel.id, ts=parent, limit=3, cursor=cursor)
    assert [held["text"] for held in second["messages"]] == ["Parent", "2", "3"]
    assert second["messages"][1]["parent_user_id"] == stage.play.bot_user_id


async def test_what_cannot_be_read(stage: Stage) -> None:
    outside = stage.play.add_channel("outside", bot_is_member=False)
    client, here = stage.client, stage.channel.id
    refused = {
        "not_in_channel": client.conversations_history(channel=outside.id),
        "channel_not_found": client.conversations_history(channel="C1"),
        "invalid_cursor": client.conversations_history(channel=here, cursor="nonsense"),
        "invalid_limit": client.conversations_history(channel=here, limit=5000),
        "invalid_ts_oldest": client.conversations_history(channel=here, oldest="yesterday"),
        "thread_not_found": client.conversations_replies(channel=here, ts="1.000000"),
        "user_not_found": client.users_info(user="U1"),
        "users_not_found": client.users_lookupByEmail(email="nobody@example.com"),
        "team_not_found": client.team_info(team="T1"),
        "bot_not_found": client.bots_info(bot="B1"),
    }
    for error, call in refused.items():
        assert (await refusal(call))["error"] == error


async def test_a_person_has_a_zone_an_offset_and_a_locale_when_asked(stage: Stage) -> None:
    user = (await stage.client.users_info(user=stage.alice.id, include_locale=True))["user"]
    assert (user["tz"], user["locale"], user["real_name"]) == ("Europe/Paris", "fr-FR", "Alice Martin")
    assert user["tz_offset"] in (3600, 7200)
    assert "locale" not in (await stage.client.users_info(user=stage.alice.id))["user"]
    found = await stage.client.users_lookupByEmail(email=user["profile"]["email"])
    assert found["user"]["id"] == stage.alice.id


async def test_everyone_page_by_page(stage: Stage) -> None:
    seen: list[str] = []
    async for page in await stage.client.users_list(limit=1):
        seen += [member["id"] for member in page["members"]]
    assert seen == [stage.play.bot_user_id, stage.alice.id, stage.bruno.id]


async def test_channels_are_listed_by_kind(stage: Stage) -> None:
    stage.play.add_channel("secret", bot_is_member=False, private=True)
    inner = stage.play.add_channel("inner", private=True)
    old = stage.play.add_channel("old")
    stage.play.archive(old)
    direct = stage.alice.dm
    expected = {
        "public_channel": [stage.channel.id, old.id],
        "private_channel": [inner.id],
        "im": [direct.id],
        "public_channel,private_channel,im,mpim": [stage.channel.id, inner.id, old.id, direct.id],
    }
    for types, ids in expected.items():
        answer = await stage.client.conversations_list(types=types)
        assert [channel["id"] for channel in answer["channels"]] == ids
    answer = await stage.client.conversations_list(exclude_archived=True)
    assert [channel["id"] for channel in answer["channels"]] == [stage.channel.id]
    assert (await refusal(stage.client.conversations_list(types="gossip")))["error"] == "invalid_types"


async def test_a_channel_and_its_members(stage: Stage) -> None:
    channel = (await stage.client.conversations_info(channel=stage.channel.id, include_num_members=True))["channel"]
    assert (channel["name"], channel["topic"]["value"], channel["num_members"]) == ("feedback", "How it went", 3)
    seen: list[str] = []
    async for page in await stage.client.conversations_members(channel=stage.channel.id, limit=2):
        seen += page["members"]
    assert seen == [stage.alice.id, stage.bruno.id, stage.play.bot_user_id]


async def test_a_conversation_is_opened_once(stage: Stage) -> None:
    first = await stage.client.conversations_open(users=stage.alice.id)
    second = await stage.client.conversations_open(users=[stage.alice.id], return_im=True)
    assert first["channel"] == {"id": stage.alice.dm.id}
    assert second["already_open"]
    assert second["channel"]["user"] == stage.alice.id
    group = await stage.client.conversations_open(users=[stage.alice.id, stage.bruno.id])
    assert group["channel"]["id"].startswith("G")
    assert (await refusal(stage.client.conversations_open(users="U1")))["error"] == "user_not_found"
    assert (await refusal(stage.client.conversations_open(users=stage.play.bot_user_id)))["error"] == "cannot_dm_bot"
    assert (await refusal(stage.client.conversations_open(users=[])))["error"] == "users_list_not_supplied"


async def test_joining_a_channel_is_told_to_the_app(connected: Stage) -> None:
    outside = connected.play.add_channel("outside", members=[connected.alice], bot_is_member=False)
    await connected.client.conversations_join(channel=outside.id)
    await connected.bruno.join(outside, inviter=connected.alice)
    again = await connected.client.conversations_join(channel=outside.id)
    await connected.play.settled()
    assert again["warning"] == "already_in_channel"
    joined = [(event["user"], event.get("inviter")) for event in connected.of("member_joined_channel")]
    assert joined == [(connected.play.bot_user_id, None), (connected.bruno.id, connected.alice.id)]
    assert len(connected.of("message", "channel_join")) == 2


async def test_reactions_are_added_read_and_taken_back(connected: Stage) -> None:
    ts = (await connected.post(text="a"))["ts"]
    place: dict[str, Any] = {"channel": connected.channel.id, "timestamp": ts}
    await connected.client.reactions_add(**place, name="thumbsup")
    await connected.alice.react(connected.channel, ts, "+1")
    await connected.alice.react(connected.channel, ts, "heart::skin-tone-3")
    shown = (await connected.client.reactions_get(**place, full=True))["message"]["reactions"]
    assert shown[0] == {"name": "+1", "users": [connected.play.bot_user_id, connected.alice.id], "count": 2}
    assert shown[1]["name"] == "heart::skin-tone-3"
    assert (await refusal(connected.client.reactions_add(**place, name="+1")))["error"] == "already_reacted"
    await connected.client.reactions_remove(**place, name="+1")
    assert (await refusal(connected.client.reactions_remove(**place, name="+1")))["error"] == "no_reaction"
    assert (await refusal(connected.client.reactions_add(**place, name="not_an_emoji")))["error"] == "invalid_name"
    await connected.alice.unreact(connected.channel, ts, "+1")
    await connected.play.settled()
    assert [event["user"] for event in connected.of("reaction_removed")] == [
        connected.play.bot_user_id,
        connected.alice.id,
    ]
    assert connected.of("reaction_added")[0]["item_user"] == connected.play.bot_user_id
    assert set(connected.play.messages(connected.channel)[0].reactions) == {"heart::skin-tone-3"}


async def test_who_the_app_is(stage: Stage) -> None:
    me = await stage.client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == (
        stage.play.team_id,
        stage.play.bot_user_id,
        stage.play.bot_id,
    )
    assert (await stage.client.team_info())["team"]["name"] == "Studio"
    assert (await stage.client.bots_info(bot=me["bot_id"]))["bot"]["user_id"] == me["user_id"]
