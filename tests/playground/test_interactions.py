"""Buttons, menus, commands, shortcuts, and the messages an app answers with."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond

from playground import Message, PlayError
from tests.playground.blocks import Json, actions, button, option, section, select
from tests.playground.conftest import Stage


class Heard:
    """The payloads an action brought."""

    def __init__(self, app: AsyncApp, *action_ids: str) -> None:
        self.bodies: list[Json] = []
        for action_id in action_ids:
            app.action(action_id)(self._keep)

    async def _keep(self, ack: AsyncAck, body: Json) -> None:
        self.bodies.append(body)
        await ack()


async def posted(stage: Stage, *elements: Json, **more: Any) -> Message:
    await stage.post(text="Choose", blocks=[actions(*elements, block_id="row")], **more)
    return stage.play.messages(stage.channel)[-1]


async def test_a_click_says_who_where_and_what(connected: Stage, bolt: AsyncApp) -> None:
    heard = Heard(bolt, "rate")
    message = await posted(connected, button("rate", value="4", style="primary"))
    outcome = await connected.alice.click(message, "rate")
    assert outcome.ok
    [body] = heard.bodies
    [action] = body["actions"]
    assert body["user"]["id"] == connected.alice.id
    assert body["container"] == {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": connected.channel.id,
        "is_ephemeral": False,
    }
    assert (action["block_id"], action["action_id"], action["value"], action["type"]) == ("row", "rate", "4", "button")
    assert body["message"]["ts"] == message.ts
    assert body["channel"] == {"id": connected.channel.id, "name": "feedback"}


async def test_a_menu_keeps_what_each_person_chose(connected: Stage, bolt: AsyncApp) -> None:
    heard = Heard(bolt, "mood", "boxes", "day", "go")
    boxes = {"type": "checkboxes", "action_id": "boxes", "options": [option("a"), option("b")]}
    day = {"type": "datepicker", "action_id": "day"}
    message = await posted(connected, select("mood", "good", "bad"), boxes, day, button("go"))
    await connected.alice.click(message, "mood", "bad")
    await connected.alice.click(message, "boxes", ["a", "b"])
    await connected.alice.click(message, "day", "2026-11-24")
    await connected.bruno.click(message, "mood", "good")
    await connected.alice.click(message, "go")
    values = heard.bodies[-1]["state"]["values"]["row"]
    assert values["mood"]["selected_option"]["value"] == "bad"
    assert [held["value"] for held in values["boxes"]["selected_options"]] == ["a", "b"]
    assert values["day"] == {"type": "datepicker", "selected_date": "2026-11-24"}
    assert heard.bodies[0]["actions"][0]["selected_option"]["value"] == "bad"


async def test_what_a_client_could_not_send_is_not_sent(connected: Stage) -> None:
    message = await posted(connected, select("mood", "good"))
    with pytest.raises(PlayError, match="not among the choices"):
        await connected.alice.click(message, "mood", "excellent")
    with pytest.raises(PlayError, match="nothing called absent"):
        await connected.alice.click(message, "absent")
    stranger = connected.play.add_person("Chloé")
    secret = connected.play.add_channel("secret", members=[connected.alice], private=True)
    await connected.client.chat_postMessage(channel=secret.id, text="a", blocks=[actions(button())])
    with pytest.raises(PlayError, match="does not see this"):
        await stranger.click(connected.play.messages(secret)[0], "go")


async def test_an_app_that_does_not_acknowledge_is_reported(connected: Stage, bolt: AsyncApp) -> None:
    connected.play._core.delivery.ack_seconds = 0.2

    @bolt.action("go")
    async def silent(body: Json) -> None:
        assert body

    message = await posted(connected, button("go"))
    with connected.play._core.live.listening(connected.alice.id) as news:
        outcome = await connected.alice.click(message, "go")
        assert (outcome.ok, outcome.error) == (False, "operation_timeout")
        assert "did not answer in time" in (await news.get() or {})["text"]


async def test_an_external_menu_asks_the_app(connected: Stage, bolt: AsyncApp) -> None:
    @bolt.options("theme")
    async def search(ack: AsyncAck, payload: Json) -> None:
        await ack(options=[option(f"{payload['value']}-1")])

    heard = Heard(bolt, "theme")
    message = await posted(connected, {"type": "external_select", "action_id": "theme", "min_query_length": 1})
    found = await connected.alice.options(message, "theme", "sleep")
    assert found["options"][0]["value"] == "sleep-1"
    await connected.alice.click(message, "theme", found["options"][0])
    assert heard.bodies[0]["actions"][0]["selected_option"]["value"] == "sleep-1"
    too_long = await connected.alice.options(message, "theme", "a" * 150)
    assert too_long == {"options": []}


async def test_a_command_is_answered_for_its_person(connected: Stage, bolt: AsyncApp) -> None:
    connected.play.commands = [{"command": "/learn", "description": "Learn", "usage_hint": "[help]"}]
    heard: list[Json] = []

    @bolt.command("/learn")
    async def learn(ack: AsyncAck, command: Json, respond: AsyncRespond) -> None:
        heard.append(command)
        await ack("Here is some help.")
        await respond(text="To everyone", response_type="in_channel")

    outcome = await connected.alice.slash(connected.channel, "/learn", "help me")
    await connected.play.settled()
    assert outcome.ok
    assert (heard[0]["text"], heard[0]["user_id"], heard[0]["channel_name"]) == (
        "help me",
        connected.alice.id,
        "feedback",
    )
    assert [held.text for held in connected.alice.ephemerals(connected.channel)] == ["Here is some help."]
    assert [held.text for held in connected.play.messages(connected.channel)] == ["To everyone"]
    assert (await connected.alice.slash(connected.channel, "/unknown")).error == "invalid_command"


async def test_a_command_nobody_answers_times_out(connected: Stage) -> None:
    connected.play._core.delivery.ack_seconds = 0.2
    outcome = await connected.alice.slash(connected.channel, "/nobody")
    assert (outcome.ok, outcome.error) == (False, "operation_timeout")


async def test_an_answer_replaces_or_removes_the_message_it_comes_from(connected: Stage, bolt: AsyncApp) -> None:
    @bolt.action("change")
    async def change(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(text="Changed", replace_original=True)

    @bolt.action("remove")
    async def remove(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)

    message = await posted(connected, button("change"), button("remove"))
    await connected.client.chat_postEphemeral(
        channel=connected.channel.id,
        user=connected.alice.id,
        text="Psst",
        blocks=[actions(button("change"), button("remove"))],
    )
    [private] = connected.alice.ephemerals(connected.channel)
    await connected.alice.click(private, "change")
    await connected.play.settled()
    assert (private.text, private.blocks) == ("Changed", [])
    await connected.alice.click(message, "change")
    await connected.play.settled()
    assert (message.text, message.blocks) == ("Changed", [])
    again = await posted(connected, button("remove"))
    await connected.alice.click(again, "remove")
    await connected.play.settled()
    assert [held.text for held in connected.play.messages(connected.channel)] == ["Changed"]


async def test_an_ephemeral_message_gives_its_place_not_its_content(connected: Stage, bolt: AsyncApp) -> None:
    heard = Heard(bolt, "go")
    await connected.client.chat_postEphemeral(
        channel=connected.channel.id, user=connected.alice.id, text="Psst", blocks=[actions(button())]
    )
    [private] = connected.alice.ephemerals(connected.channel)
    await connected.alice.click(private, "go")
    assert heard.bodies[0]["container"]["is_ephemeral"]
    assert "message" not in heard.bodies[0]
    with pytest.raises(PlayError):
        await connected.bruno.click(private, "go")


async def test_a_response_address_is_good_five_times_and_half_an_hour(connected: Stage, bolt: AsyncApp) -> None:
    heard = Heard(bolt, "go")
    message = await posted(connected, button())
    await connected.alice.click(message, "go")
    await connected.alice.click(message, "go")
    first, second = (body["response_url"] for body in heard.bodies)
    async with aiohttp.ClientSession() as session:
        for number in range(5):
            async with session.post(first, json={"text": str(number)}) as answer:
                assert (answer.status, await answer.text()) == (200, "ok")
        async with session.post(first, json={"text": "once too many"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (404, "used_url")
        async with session.post(second, json={"blocks": [{"type": "section"}]}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (400, "invalid_blocks")
        connected.monotonic.now += 31 * 60
        async with session.post(second, json={"text": "late"}) as answer:
            assert (answer.status, (await answer.json())["error"]) == (404, "expired_url")
    assert len(connected.alice.ephemerals(connected.channel)) == 5


async def test_a_shortcut_brings_its_message(connected: Stage, bolt: AsyncApp) -> None:
    heard: list[Json] = []

    @bolt.shortcut("need")
    async def need(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack()

    ts = await connected.bruno.post(connected.channel, "I need help with Excel")
    message = connected.channel.messages[ts]
    assert (await connected.alice.shortcut("need", message)).ok
    assert (await connected.alice.shortcut("need")).ok
    assert heard[0]["type"] == "message_action"
    assert (heard[0]["message"]["text"], heard[0]["message_ts"]) == ("I need help with Excel", ts)
    assert heard[1]["type"] == "shortcut"


async def test_typed_words_are_kept_as_slack_keeps_them(connected: Stage) -> None:
    await connected.alice.post(connected.channel, "@Bruno Petit & <b> #feedback https://example.com/a?b=1&c=2.")
    await connected.alice.post(connected.channel, f"<@{connected.play.bot_user_id}> <@U404> <!here>")
    first, second = (held.text for held in connected.play.messages(connected.channel))
    link = "<https://example.com/a?b=1&amp;c=2>"
    mention = f"<#{connected.channel.id}|feedback>"
    assert first == f"<@{connected.bruno.id}> &amp; &lt;b&gt; {mention} {link}."
    assert second == f"<@{connected.play.bot_user_id}> &lt;@U404&gt; <!here>"
    await connected.play.settled()
    assert [event["text"] for event in connected.of("app_mention")] == [second]


async def test_people_change_only_their_own_words(connected: Stage) -> None:
    ts = await connected.alice.post(connected.channel, "One")
    await connected.alice.edit(connected.channel, ts, "Two")
    with pytest.raises(PlayError, match="one's own"):
        await connected.bruno.delete(connected.channel, ts)
    await connected.alice.delete(connected.channel, ts)
    await connected.play.settled()
    assert connected.play.messages(connected.channel) == []
    [changed] = connected.of("message", "message_changed")
    assert (changed["message"]["text"], changed["message"]["edited"]["user"]) == ("Two", connected.alice.id)
    assert connected.of("message", "message_deleted")[0]["previous_message"]["text"] == "Two"


async def test_a_section_button_is_found_too(connected: Stage, bolt: AsyncApp) -> None:
    heard = Heard(bolt, "go")
    await connected.post(text="a", blocks=[section(accessory=button("go", value="x"))])
    await connected.alice.click(connected.play.messages(connected.channel)[0], "go")
    assert heard.bodies[0]["actions"][0]["value"] == "x"
