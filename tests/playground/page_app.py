"""A small Slack app made with the real slack-bolt, for looking at the page: it posts, asks, opens forms, whispers."""

from __future__ import annotations

from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from playground import Channel, Person, Playground

Json = dict[str, Any]
HOSTILE = "<img src=x onerror=\"window.broken='{place}'\"><script>window.broken='{place}'</script>"
RUDE = "Please keep it kind."


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


CAPSULE: list[Json] = [
    {"type": "header", "text": plain("Describe, do not judge")},
    {"type": "markdown", "text": "Say what you **saw**.\n\n- first\n  - nested\n\n| A | B |\n|---|--:|\n| a | 1 |\n"},
    {
        "type": "actions",
        "block_id": "acts",
        "elements": [
            {"type": "button", "action_id": "like", "text": plain("Like"), "value": "1"},
            {"type": "button", "action_id": "words", "text": plain("A few words"), "style": "primary"},
            {
                "type": "button",
                "action_id": "withdraw",
                "text": plain("Withdraw"),
                "style": "danger",
                "confirm": {
                    "title": plain("Withdraw it?"),
                    "text": plain("It goes."),
                    "confirm": plain("Yes, withdraw"),
                    "deny": plain("Keep"),
                },
            },
        ],
    },
]
FORM: Json = {
    "type": "modal",
    "callback_id": "words",
    "notify_on_close": True,
    "title": plain("A few words"),
    "submit": plain("Send"),
    "close": plain("Not now"),
    "blocks": [
        {
            "type": "input",
            "block_id": "said",
            "label": plain("Your words"),
            "element": {
                "type": "plain_text_input",
                "action_id": "text",
                "multiline": True,
                "min_length": 3,
                "max_length": 200,
            },
        },
        {
            "type": "input",
            "block_id": "scope",
            "optional": True,
            "label": plain("Who may read them"),
            "element": {
                "type": "static_select",
                "action_id": "who",
                "options": [
                    {"text": plain("The team"), "value": "team"},
                    {"text": plain("Anonymous"), "value": "anonymous"},
                ],
            },
        },
        {
            "type": "actions",
            "block_id": "more",
            "elements": [{"type": "button", "action_id": "add", "text": plain("Add a line")}],
        },
    ],
}
LINE: Json = {"type": "section", "text": plain("One more line")}


class SmallApp:
    """The app, and what it heard."""

    def __init__(self, play: Playground) -> None:
        self.client = AsyncWebClient(token=play.bot_token, base_url=play.api_url)
        self.heard: list[tuple[str, Any]] = []
        self.form = FORM
        self.filled: Json = {}
        app = AsyncApp(client=self.client)
        app.command("/learn")(self._command)
        app.action("like")(self._like)
        app.action("words")(self._words)
        app.action("withdraw")(self._withdraw)
        app.action("add")(self._add)
        app.action({"block_id": "fields"})(self._chosen)
        app.view("words")(self._sent)
        app.view_closed("words")(self._closed)
        app.event("message")(self._ignore)
        app.event("reaction_added")(self._reaction)
        app.event("reaction_removed")(self._reaction)
        app.event("app_home_opened")(self._home)
        app.message_shortcut("need")(self._need)
        self._handler = AsyncSocketModeHandler(app, play.app_token)

    async def start(self) -> None:
        await self._handler.connect_async()  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        await self._handler.close_async()  # type: ignore[no-untyped-call]

    async def say(self, channel: Channel, text: str = "A capsule", **more: Any) -> str:
        answer = await self.client.chat_postMessage(channel=channel.id, text=text, **more)
        return str(answer["ts"])

    async def whisper(self, channel: Channel, person: Person, text: str) -> None:
        await self.client.chat_postEphemeral(channel=channel.id, user=person.id, text=text)

    async def _command(self, ack: AsyncAck, command: Json) -> None:
        self.heard.append(("command", command["text"]))
        await ack(f"Only you read this: {command['text']}")

    async def _like(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self.heard.append(("like", body["user"]["id"]))
        blocks = [dict(block) for block in body["message"]["blocks"]]
        blocks[-1] = {**blocks[-1], "elements": [{**blocks[-1]["elements"][0], "text": plain("Liked")}]}
        await self.client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text="A capsule", blocks=blocks
        )

    async def _words(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        await self.client.views_open(trigger_id=body["trigger_id"], view=self.form)

    async def _withdraw(self, ack: AsyncAck, body: Json, respond: AsyncRespond) -> None:
        await ack()
        await self.client.chat_delete(channel=body["channel"]["id"], ts=body["message"]["ts"])
        await respond("It is gone.", replace_original=False)

    async def _add(self, ack: AsyncAck, body: Json) -> None:
        await ack()
        self.heard.append(("typed", body["view"]["state"]["values"]["said"]["text"]["value"]))
        await self.client.views_update(view_id=body["view"]["id"], view={**FORM, "blocks": [LINE, *FORM["blocks"]]})

    async def _chosen(self, ack: AsyncAck, action: Json) -> None:
        await ack()
        value = next(held for name, held in action.items() if name.startswith("selected_"))
        self.heard.append(("chosen", (action["action_id"], value)))

    async def _sent(self, ack: AsyncAck, view: Json) -> None:
        self.filled = values = view["state"]["values"]
        words = values["said"]["text"]["value"]
        if "rude" in words:
            await ack(response_action="errors", errors={"said": RUDE})
            return
        await ack()
        self.heard.append(("sent", (words, values["scope"]["who"]["selected_option"])))

    async def _closed(self, ack: AsyncAck) -> None:
        await ack()
        self.heard.append(("closed", None))

    async def _ignore(self, ack: AsyncAck) -> None:
        await ack()

    async def _reaction(self, event: Json) -> None:
        self.heard.append((event["type"], event["reaction"]))

    async def _home(self, event: Json) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": [{"type": "header", "text": plain("Your path")}]}
            await self.client.views_publish(user_id=event["user"], view=view)

    async def _need(self, ack: AsyncAck, shortcut: Json) -> None:
        await ack()
        self.heard.append(("shortcut", shortcut["message"]["text"]))
