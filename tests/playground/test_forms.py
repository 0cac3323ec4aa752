"""Modals and Home tabs: opening, pushing, updating, sending, closing."""

from __future__ import annotations

from typing import Any

import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from playground import PlayError, View
from tests.playground.blocks import Json, actions, button, field, modal, option, section, select
from tests.playground.conftest import Stage, refusal


async def opened(stage: Stage, view: Json) -> View:
    await stage.client.views_open(trigger_id=await stage.trigger(), view=view)
    return stage.alice.views[-1]


async def test_a_form_opens_and_is_sent(connected: Stage, bolt: AsyncApp) -> None:
    heard: list[Json] = []

    @bolt.view("words")
    async def take(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack()

    who = field("who", select("audience", "team", "everyone"))
    view = await opened(connected, modal(field("words"), who, callback_id="words", private_metadata="17"))
    assert view.callback_id == "words"
    outcome = await connected.alice.submit(view, {"words": "Very clear", "audience": "team"})
    assert (outcome.ok, outcome.action) == (True, "close")
    assert connected.alice.views == []
    sent = heard[0]["view"]
    assert sent["private_metadata"] == "17"
    values = sent["state"]["values"]
    assert values["words"]["words_text"] == {"type": "plain_text_input", "value": "Very clear"}
    assert values["who"]["audience"]["selected_option"] == option("team")


async def test_a_client_checks_fields_before_sending(connected: Stage, bolt: AsyncApp) -> None:
    length = {"type": "plain_text_input", "action_id": "t", "min_length": 3, "max_length": 5}
    number = {"type": "number_input", "action_id": "n", "is_decimal_allowed": False, "min_value": "1", "max_value": "9"}
    email = {"type": "email_text_input", "action_id": "e"}
    url = {"type": "url_text_input", "action_id": "u"}
    blocks = [field("words"), field("maybe", optional=True), field("length", length), field("number", number)]
    view = await opened(connected, modal(*blocks, field("email", email), field("url", url)))
    wrong = {"length": "abcdef", "number": "12", "email": "nobody", "url": "example"}
    outcome = await connected.alice.submit(view, wrong)
    assert set(outcome.errors) == {"words", "length", "number", "email", "url"}
    assert outcome.errors["words"] == "Please complete this required field."
    assert connected.alice.views == [view]


async def test_the_app_may_answer_with_errors_an_update_a_push_or_clear_all(connected: Stage, bolt: AsyncApp) -> None:
    @bolt.view("first")
    async def take(ack: AsyncAck, view: Json) -> None:
        said = view["state"]["values"]["words"]["words_text"]["value"]
        answers: dict[str, dict[str, Any]] = {
            "bad": {"response_action": "errors", "errors": {"words": "Say more."}},
            "lost": {"response_action": "errors", "errors": {"absent": "Say more."}},
            "update": {"response_action": "update", "view": modal(title="Second", callback_id="first")},
            "push": {"response_action": "push", "view": modal(title="On top", callback_id="first")},
            "broken": {"response_action": "update", "view": {"type": "modal"}},
            "clear": {"response_action": "clear"},
        }
        await ack(answers[said])

    view = await opened(connected, modal(callback_id="first"))
    send = connected.alice.submit
    assert (await send(view, {"words": "bad"})).errors == {"words": "Say more."}
    assert (await send(view, {"words": "lost"})).error == "invalid_errors"
    assert (await send(view, {"words": "broken"})).error == "invalid_arguments"
    assert (await send(view, {"words": "update"})).action == "update"
    assert view.shown["title"]["text"] == "Second"
    for depth in (2, 3):
        assert (await send(connected.alice.views[-1], {"words": "push"})).action == "push"
        assert len(connected.alice.views) == depth
    assert (await send(connected.alice.views[-1], {"words": "push"})).error == "push_limit_reached"
    assert (await send(connected.alice.views[-1], {"words": "clear"})).action == "clear"
    assert connected.alice.views == []


async def test_a_trigger_is_good_once_and_for_three_seconds(connected: Stage, bolt: AsyncApp) -> None:
    client, view = connected.client, modal()
    used = await connected.trigger()
    await client.views_open(trigger_id=used, view=view)
    assert (await refusal(client.views_open(trigger_id=used, view=view)))["error"] == "exchanged_trigger_id"
    late = await connected.trigger()
    connected.monotonic.now += 3.1
    assert (await refusal(client.views_open(trigger_id=late, view=view)))["error"] == "expired_trigger_id"
    assert (await refusal(client.views_open(trigger_id="1.2.3", view=view)))["error"] == "invalid_trigger_id"


async def test_a_view_slack_would_refuse(connected: Stage, bolt: AsyncApp) -> None:
    wrong = await refusal(connected.client.views_open(trigger_id=await connected.trigger(), view={"type": "modal"}))
    assert wrong["error"] == "invalid_arguments"
    assert "[ERROR] missing required field: title [json-pointer:/view]" in wrong["response_metadata"]["messages"]
    heavy = modal(*[section("e" * 2900)] * 100)
    answer = await refusal(connected.client.views_open(trigger_id=await connected.trigger(), view=heavy))
    assert answer["error"] == "view_too_large"
    await opened(connected, modal(external_id="mine"))
    home = {"type": "home", "blocks": [section()], "external_id": "mine"}
    answer = await refusal(connected.client.views_publish(user_id=connected.bruno.id, view=home))
    assert answer["error"] == "duplicate_external_id"


async def test_views_are_pushed_three_deep(connected: Stage, bolt: AsyncApp) -> None:
    client = connected.client
    nothing = await refusal(client.views_push(trigger_id=await connected.trigger(), view=modal()))
    assert nothing["error"] == "not_found"
    root = await opened(connected, modal())
    await client.views_push(trigger_id=await connected.trigger(), view=modal())
    answer = await client.views_push(trigger_id=await connected.trigger(), view=modal())
    assert (answer["view"]["root_view_id"], answer["view"]["previous_view_id"]) == (
        root.id,
        connected.alice.views[1].id,
    )
    last = await refusal(client.views_push(trigger_id=await connected.trigger(), view=modal()))
    assert last["error"] == "push_limit_reached"


async def test_an_update_keeps_what_was_typed_and_checks_the_hash(connected: Stage, bolt: AsyncApp) -> None:
    @bolt.action("more")
    async def more(ack: AsyncAck) -> None:
        await ack()

    view = await opened(connected, modal(field("words"), actions(select("more", "a", "b"), block_id="row")))
    await connected.alice.click(view, "more", "b")
    before = view.hash
    longer = modal(field("words"), actions(select("more", "a", "b"), block_id="row"), field("extra", optional=True))
    answer = await connected.client.views_update(view_id=view.id, hash=before, view=longer)
    assert answer["view"]["state"]["values"]["row"]["more"]["selected_option"]["value"] == "b"
    conflict = await refusal(connected.client.views_update(view_id=view.id, hash=before, view=longer))
    assert conflict["error"] == "hash_conflict"
    assert (await refusal(connected.client.views_update(view_id="V404", view=longer)))["error"] == "not_found"


async def test_closing_tells_the_app_when_it_asked(connected: Stage, bolt: AsyncApp) -> None:
    heard: list[Json] = []

    @bolt.view_closed("asked")
    async def closed(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack()

    asked = modal(callback_id="asked", notify_on_close=True)
    root = await opened(connected, asked)
    await connected.client.views_push(trigger_id=await connected.trigger(), view=asked)
    top = connected.alice.views[-1]
    with pytest.raises(PlayError, match="on top"):
        await connected.alice.close(root)
    await connected.alice.close(top)
    assert connected.alice.views == [root]
    await connected.alice.close(root, everything=True)
    assert [(body["view"]["id"], body["is_cleared"]) for body in heard] == [(top.id, False), (root.id, True)]


async def test_a_button_in_a_form_brings_the_whole_form(connected: Stage, bolt: AsyncApp) -> None:
    heard: list[Json] = []

    @bolt.action("check")
    async def check(ack: AsyncAck, body: Json) -> None:
        heard.append(body)
        await ack()

    words = {"type": "plain_text_input", "action_id": "t", "initial_value": "Draft"}
    view = await opened(connected, modal(field("words", words), actions(button("check"))))
    await connected.alice.click(view, "check")
    assert heard[0]["container"] == {"type": "view", "view_id": view.id}
    assert heard[0]["view"]["state"]["values"]["words"]["t"]["value"] == "Draft"
    assert "response_url" not in heard[0]


async def test_a_home_tab_is_published_and_its_opening_is_told(connected: Stage, bolt: AsyncApp) -> None:
    first = await connected.client.views_publish(
        user_id=connected.alice.id, view={"type": "home", "blocks": [section("One"), actions(button("go"))]}
    )
    home = await connected.alice.open_home()
    assert home is not None
    assert home.blocks[0]["text"]["text"] == "One"
    second = await connected.client.views_publish(
        user_id=connected.alice.id, hash=first["view"]["hash"], view={"type": "home", "blocks": [section("Two")]}
    )
    assert second["view"]["id"] == first["view"]["id"]
    stale = connected.client.views_publish(user_id=connected.alice.id, hash="old", view={"type": "home", "blocks": []})
    assert (await refusal(stale))["error"] == "hash_conflict"
    await connected.alice.open_dm()
    await connected.play.settled()
    tabs = [(event["tab"], event["channel"], "view" in event) for event in connected.of("app_home_opened")]
    assert tabs == [("home", connected.alice.dm.id, True), ("messages", connected.alice.dm.id, False)]
