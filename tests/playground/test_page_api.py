"""The page's own API: what a person sees and does through it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from playground import Control
from tests.playground.blocks import Json, actions, button, field, modal, section, select
from tests.playground.conftest import Stage


class Page:
    """One person's page, without a browser."""

    def __init__(self, session: aiohttp.ClientSession, stage: Stage) -> None:
        self.session, self.stage = session, stage
        self.me = stage.alice.id
        self.here = {"channel": stage.channel.id}

    async def read(self, what: str, **asked: str) -> Any:
        async with self.session.get(f"/play/{what}", params={"as": self.me, **asked}) as answer:
            return await answer.json()

    async def act(self, what: str, **said: Any) -> Any:
        async with self.session.post(f"/play/{what}", json={"as": self.me, **said}) as answer:
            return await answer.json()

    async def news(self, opened: asyncio.Event, count: int, *kinds: str) -> list[Json]:
        """The next news of some kinds."""
        found: list[Json] = []
        async with asyncio.timeout(5), self.session.get("/play/live", params={"as": self.me}) as answer:
            assert answer.content_type == "text/event-stream"
            async for line in answer.content:
                opened.set()
                if line.startswith(b"data: ") and json.loads(line[6:])["type"] in kinds:
                    found.append(json.loads(line[6:]))
                if len(found) == count:
                    break
        return found


@pytest.fixture
async def page(connected: Stage) -> AsyncIterator[Page]:
    async with aiohttp.ClientSession(connected.play.url) as session:
        yield Page(session, connected)


async def heard(page: Page, count: int, *kinds: str) -> asyncio.Task[list[Json]]:
    """Start listening, and wait until the line is open."""
    opened = asyncio.Event()
    task = asyncio.create_task(page.news(opened, count, *kinds))
    await opened.wait()
    return task


async def test_the_state_is_what_a_client_shows_this_person(page: Page) -> None:
    play = page.stage.play
    play.add_channel("secret", private=True)
    play.commands = [{"command": "/learn", "description": "Learn", "usage_hint": "[help]"}]
    play.guide = "# Try this"
    await page.stage.post(text="Unread")
    state = await page.read("state")
    assert state["me"] == {
        "id": page.me,
        "name": "Alice Martin",
        "title": "a learner",
        "color": state["me"]["color"],
        "is_bot": False,
    }
    assert [person["name"] for person in state["people"]] == ["Bot", "Alice Martin", "Bruno Petit"]
    names = {channel["name"]: channel for channel in state["channels"]}
    assert set(names) == {"feedback", "Bot"}
    assert (names["feedback"]["unread"], names["Bot"]["with"]) == (1, play.bot_user_id)
    assert (state["guide"], state["commands"][0]["command"], state["team"]) == (
        "# Try this",
        "/learn",
        {"name": "Studio"},
    )
    assert state["clock"].endswith(("+01:00", "+02:00"))
    await page.act("open", **page.here)
    assert (await page.read("state"))["channels"][0]["unread"] == 0


async def test_writing_editing_reacting_and_deleting(page: Page) -> None:
    news = await heard(page, 5, "message", "changed", "reaction", "deleted")
    ts = (await page.act("post", **page.here, text="One"))["ts"]
    await page.act("edit", **page.here, ts=ts, text="Two")
    await page.act("react", **page.here, ts=ts, name="thumbsup", on=True)
    shown = (await page.read("messages", **page.here))["messages"]
    assert (shown[0]["text"], shown[0]["edited"]) == ("Two", True)
    assert shown[0]["reactions"] == [{"name": "+1", "emoji": "👍", "users": [page.me]}]
    await page.act("react", **page.here, ts=ts, name="+1", on=False)
    await page.act("delete", **page.here, ts=ts)
    assert [held["type"] for held in await news] == ["message", "changed", "reaction", "reaction", "deleted"]
    assert (await page.read("messages", **page.here))["messages"] == []


async def test_threads_and_older_messages(page: Page) -> None:
    stage = page.stage
    first = (await stage.post(text="0"))["ts"]
    for number in range(1, 105):
        await stage.alice.post(stage.channel, str(number))
    await page.act("post", **page.here, text="A reply", thread_ts=first)
    newest = await page.read("messages", **page.here)
    assert (len(newest["messages"]), newest["has_more"], newest["messages"][-1]["text"]) == (100, True, "104")
    older = await page.read("messages", **page.here, before=newest["messages"][0]["ts"])
    assert [held["text"] for held in older["messages"]] == ["0", "1", "2", "3", "4"]
    assert older["messages"][0]["reply_count"] == 1
    thread = await page.read("thread", **page.here, ts=first)
    assert [held["text"] for held in thread["messages"]] == ["0", "A reply"]


async def test_a_click_opens_a_form_that_is_sent(page: Page, bolt: AsyncApp) -> None:
    stage = page.stage

    @bolt.action("go")
    async def go(ack: AsyncAck, body: Json) -> None:
        await ack()
        await stage.client.views_open(trigger_id=body["trigger_id"], view=modal(field("words"), callback_id="f"))

    @bolt.view("f")
    async def f(ack: AsyncAck, view: Json) -> None:
        said = view["state"]["values"]["words"]["words_text"]["value"]
        await (ack(response_action="errors", errors={"words": "More."}) if said == "short" else ack())

    ts = (await stage.post(text="a", blocks=[actions(button("go"), block_id="row")]))["ts"]
    news = await heard(page, 2, "view_open", "view_close")
    element = {"type": "button"}
    assert await page.act("click", **page.here, ts=ts, block_id="row", action_id="go", element=element) == {"ok": True}
    await stage.play.settled()
    [view] = stage.alice.views

    async def send(words: str) -> Any:
        state = {"words": {"words_text": {"type": "plain_text_input", "value": words}}}
        return await page.act("submit", view_id=view.id, values=state)

    assert await send("short") == {"ok": False, "errors": {"words": "More."}}
    assert await send("long enough") == {"ok": True, "action": "close"}
    opened, closed = await news
    assert (opened["view"]["id"], closed["left"]) == (view.id, 0)


async def test_home_shortcuts_commands_and_menus(page: Page, bolt: AsyncApp) -> None:
    stage = page.stage
    seen: list[str] = []

    @bolt.shortcut("need")
    async def need(ack: AsyncAck) -> None:
        seen.append("shortcut")
        await ack()

    @bolt.action("mood")
    async def mood(ack: AsyncAck, body: Json) -> None:
        seen.append(body["actions"][0]["selected_option"]["value"])
        await ack()

    await stage.client.views_publish(
        user_id=page.me,
        view={"type": "home", "blocks": [section("Home"), actions(select("mood", "good"), block_id="row")]},
    )
    view = (await page.read("home"))["view"]
    chosen = {"type": "static_select", "selected_option": {"value": "good"}}
    await page.act("click", view_id=view["id"], block_id="row", action_id="mood", element=chosen)
    ts = await stage.bruno.post(stage.channel, "Help")
    await page.act("shortcut", **page.here, ts=ts, callback_id="need")
    assert seen == ["good", "shortcut"]
    stage.play._core.delivery.ack_seconds = 0.2
    assert await page.act("slash", **page.here, command="/x", text="") == {"ok": False, "error": "operation_timeout"}


async def test_ephemeral_messages_reach_their_person_only(page: Page) -> None:
    stage = page.stage
    news = await heard(page, 1, "ephemeral")
    await stage.client.chat_postEphemeral(channel=stage.channel.id, user=stage.bruno.id, text="For Bruno")
    await stage.client.chat_postEphemeral(channel=stage.channel.id, user=stage.alice.id, text="For Alice")
    assert [held["message"]["text"] for held in await news] == ["For Alice"]
    shown = (await page.read("messages", **page.here))["messages"]
    assert [(held["text"], held["ephemeral"]) for held in shown] == [("For Alice", True)]


async def test_a_control_runs_and_the_new_time_is_told(page: Page) -> None:
    ran: list[str] = []

    async def run() -> None:
        ran.append("monday")
        await page.stage.play.settled()

    page.stage.play.controls = [Control("monday", "Monday morning", "The digest arrives", run)]
    assert (await page.read("state"))["controls"][0]["label"] == "Monday morning"
    news = await heard(page, 1, "clock")
    assert (await page.act("control", id="monday"))["ok"]
    assert ran == ["monday"]
    assert (await news)[0]["clock"]


async def test_what_cannot_be_done_is_said_in_a_sentence(page: Page) -> None:
    said = [
        await page.act("post", channel="C404", text="a"),
        await page.act("post", **page.here, text=" "),
        await page.act("react", **page.here, ts="1.0", name="heart"),
        await page.act("submit", view_id="V404"),
        await page.act("control", id="nothing"),
        await page.read("state", **{"as": "U404"}),
    ]
    assert [held["ok"] for held in said] == [False] * 6
    assert all(held["error"].endswith(".") for held in said)


async def test_strangers_are_kept_out(page: Page) -> None:
    body = {"as": page.me, **page.here, "text": "a"}
    attempts: list[dict[str, Any]] = [
        {"json": body, "headers": {"Origin": "https://evil.example"}},
        {"json": body, "headers": {"Origin": "null"}},
        {"json": body, "headers": {"Host": "evil.example"}},
        {"data": json.dumps(body), "headers": {"Content-Type": "text/plain"}},
    ]
    for attempt in attempts:
        async with page.session.post("/play/post", **attempt) as answer:
            assert answer.status == 403
    async with page.session.get("/play/state", headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
    async with page.session.post("/play/post", json=body, headers={"Origin": page.stage.play.url}) as answer:
        assert answer.status == 200
    async with page.session.get("/") as answer:
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
