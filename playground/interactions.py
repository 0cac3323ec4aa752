"""What a person does, told to the app: buttons, menus, forms, commands, shortcuts.

Payloads follow docs.slack.dev/reference/interaction-payloads. Each waits for the app's acknowledgement, three
seconds at most, as a real client does, and shows its person a word of trouble when none came.
"""

from __future__ import annotations

from dataclasses import dataclass

from playground.block_kit.check import check_options
from playground.delivery import Delivery
from playground.envelopes import Answer
from playground.live import Live
from playground.messages import Messages
from playground.model import Channel, Json, Message, Outcome, Profile, SlashOutcome, View
from playground.page_shapes import state_values
from playground.tickets import Tickets
from playground.views import Views
from playground.workspace import Workspace

TIMEOUT = "operation_timeout"


@dataclass
class Interactions:
    """Builds each payload and hands it to the app."""

    workspace: Workspace
    delivery: Delivery
    live: Live
    messages: Messages
    views: Views
    tickets: Tickets
    base_url: str = ""

    def _who(self, profile: Profile) -> Json:
        workspace = self.workspace
        user = {"id": profile.id, "username": profile.handle, "name": profile.handle, "team_id": workspace.team_id}
        return {
            "user": user,
            "api_app_id": workspace.app_id,
            "token": workspace.verification_token,
            "team": {"id": workspace.team_id, "domain": workspace.team_domain},
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def response_url(self, profile: Profile, channel: Channel, message: Message | None = None) -> str:
        """A fresh address at which the app can answer with messages."""
        thread = message.thread_ts if message is not None and message.is_reply else None
        secret = self.tickets.new_response(profile.id, channel.id, message, thread)
        return f"{self.base_url}/actions/{self.workspace.team_id}/{secret}"

    async def _interact(self, profile: Profile, payload: Json, *, accepts_answer: bool) -> Answer:
        answer = await self.delivery.ask("interactive", payload, accepts_answer=accepts_answer)
        if not answer.acknowledged:
            self.live.trouble(profile.id, "The app did not answer in time ({failure}).", failure=answer.failure)
        return answer

    async def click(self, profile: Profile, place: Message | View, block: Json, element: Json, state: Json) -> Outcome:
        """An element was used: `block_actions`."""
        now = self.workspace.next_ts()
        payload = {"type": "block_actions", **self._who(profile), "trigger_id": self.tickets.new_trigger(profile.id)}
        payload |= self._place(profile, place)
        payload["actions"] = [_action(block, element, state, now)]
        answer = await self._interact(profile, payload, accepts_answer=False)
        return Outcome(answer.acknowledged, None if answer.acknowledged else TIMEOUT)

    def _place(self, profile: Profile, place: Message | View) -> Json:
        if isinstance(place, View):
            return {"container": {"type": "view", "view_id": place.id}, "view": self.views.as_json(place)}
        channel = self.workspace.channels[place.channel]
        ephemeral = place.ephemeral_to is not None
        container: Json = {
            "type": "message",
            "message_ts": place.ts,
            "channel_id": channel.id,
            "is_ephemeral": ephemeral,
        }
        if place.thread_ts is not None:
            container["thread_ts"] = place.thread_ts
        found: Json = {
            "container": container,
            "channel": {"id": channel.id, "name": channel.name},
            "state": {"values": state_values(place.state.get(profile.id, {}))},
            "response_url": self.response_url(profile, channel, place),
        }
        # An ephemeral message is kept nowhere: the app gets its place, not its content.
        return found if ephemeral else found | {"message": self.messages.as_json(place)}

    async def suggest(self, profile: Profile, place: Message | View, block: Json, element: Json, value: str) -> Json:
        """An external menu is being searched: `block_suggestion`. Gives the app's options or option_groups."""
        payload = {"type": "block_suggestion", **self._who(profile), **self._place(profile, place)}
        payload.pop("response_url", None)
        payload |= {"action_id": element["action_id"], "block_id": block["block_id"], "value": value}
        answer = await self._interact(profile, payload, accepts_answer=True)
        found = {name: held for name, held in (answer.body or {}).items() if name in ("options", "option_groups")}
        wrong = check_options(found) if answer.acknowledged else []
        if wrong:
            self.live.trouble(
                profile.id, "Menu: the app's options cannot be shown. {reasons}", reasons="; ".join(wrong)
            )
        return {"options": []} if wrong or not found else found

    async def submit(self, profile: Profile, view: View) -> Answer:
        """A form is sent: `view_submission`."""
        payload = {
            "type": "view_submission",
            **self._who(profile),
            "trigger_id": self.tickets.new_trigger(profile.id),
            "view": self.views.as_json(view),
            "response_urls": [],
        }
        return await self._interact(profile, payload, accepts_answer=True)

    async def closed(self, profile: Profile, view: View, *, everything: bool) -> None:
        """A view was closed without being sent; only views that asked for it tell the app."""
        if view.shown.get("notify_on_close"):
            payload = {
                "type": "view_closed",
                **self._who(profile),
                "view": self.views.as_json(view),
                "is_cleared": everything,
            }
            await self._interact(profile, payload, accepts_answer=False)

    async def shortcut(self, profile: Profile, callback_id: str, message: Message | None) -> Outcome:
        """A shortcut: on a message (`message_action`) or anywhere (`shortcut`)."""
        kind = "shortcut" if message is None else "message_action"
        payload = {"type": kind, "callback_id": callback_id, **self._who(profile)}
        payload |= {"trigger_id": self.tickets.new_trigger(profile.id), "action_ts": self.workspace.next_ts()}
        payload.pop("api_app_id")
        if message is not None:
            channel = self.workspace.channels[message.channel]
            payload |= {
                "channel": {"id": channel.id, "name": channel.name},
                "message_ts": message.ts,
                "message": self.messages.as_json(message),
                "response_url": self.response_url(profile, channel, message),
            }
        answer = await self._interact(profile, payload, accepts_answer=False)
        return Outcome(answer.acknowledged, None if answer.acknowledged else TIMEOUT)

    async def slash(
        self, profile: Profile, channel: Channel, command: str, text: str
    ) -> tuple[SlashOutcome, Json | None]:
        """A slash command; gives how it went, and the message the app put in its acknowledgement, if any."""
        payload = {
            "token": self.workspace.verification_token,
            "team_id": self.workspace.team_id,
            "team_domain": self.workspace.team_domain,
            "channel_id": channel.id,
            "channel_name": channel.name,
            "user_id": profile.id,
            "user_name": profile.handle,
            "command": command,
            "text": text,
            "api_app_id": self.workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self.response_url(profile, channel),
            "trigger_id": self.tickets.new_trigger(profile.id),
        }
        answer = await self.delivery.ask("slash_commands", payload, accepts_answer=True)
        if answer.acknowledged:
            return SlashOutcome(True), answer.body
        error = "dispatch_failed" if answer.failure in ("http_error", "connection_failed") else TIMEOUT
        sentence = "{command} failed: the app did not answer in time ({failure})."
        self.live.trouble(profile.id, sentence, command=command, failure=error)
        return SlashOutcome(False, error), None


def _action(block: Json, element: Json, state: Json, now: str) -> Json:
    """One entry of `actions`: who it is, and what it holds now."""
    action: Json = {
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "type": element["type"],
        "action_ts": now,
    }
    shown = ("text", "style", "url", "placeholder", "confirm", "accessibility_label")
    action |= {name: element[name] for name in shown if name in element}
    return action | {name: value for name, value in state.items() if name != "type" and value is not None}
