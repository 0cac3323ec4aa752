"""The people of the workspace, as a test or the page plays them.

A person sees and does what a real client would let them; the rest raises PlayError with a plain sentence.
"""

from __future__ import annotations

from typing import Any

from playground.block_kit.walk import elements_in
from playground.core import Core
from playground.element_state import state_of
from playground.emoji import canonical
from playground.forms import Values, send
from playground.handed import hand_over
from playground.model import (
    Channel,
    Json,
    Message,
    Outcome,
    PlayError,
    Profile,
    Refused,
    SlashOutcome,
    SubmitOutcome,
    View,
)
from playground.tickets import ResponseUrl
from playground.typed import as_kept


class Person:
    """Someone. `id`, `name` and `title` never change."""

    def __init__(self, core: Core, profile: Profile) -> None:
        self._core = core
        self.profile = profile
        self.id = profile.id
        self.name = profile.name
        self.title = profile.title

    def __repr__(self) -> str:
        return f"<Person {self.name} {self.id}>"

    @property
    def dm(self) -> Channel:
        """The conversation with the bot, opened when it was not yet."""
        return self.dm_with_bot()

    def dm_with_bot(self) -> Channel:
        """Open the conversation with the bot, as Slack does the first time someone looks at an app."""
        return self._core.workspace.direct(self._core.workspace.bot.id, self.id)

    @property
    def home(self) -> View | None:
        """The Home tab last published for this person."""
        return self.profile.home

    @property
    def views(self) -> list[View]:
        """The modals open now, the one on top last."""
        return list(self.profile.stack)

    def ephemerals(self, channel: Channel) -> list[Message]:
        """The messages only this person sees in a channel, oldest first."""
        return [message for message in channel.ephemerals if message.ephemeral_to == self.id]

    def _inside(self, channel: Channel) -> None:
        if channel.is_archived:
            raise PlayError("#{channel} is archived: nothing can be added to it.", channel=channel.name)
        if self.id not in channel.members:
            raise PlayError("{name} is not in #{channel}.", name=self.name, channel=channel.name)

    def _seen(self, channel: Channel, ts: str) -> Message:
        hidden = channel.is_private and self.id not in channel.members
        message = None if hidden else channel.messages.get(ts)
        if message is None:
            raise PlayError("This message is not there any more.")
        return message

    def _own(self, channel: Channel, ts: str) -> Message:
        message = self._seen(channel, ts)
        if message.user != self.id:
            raise PlayError("Only one's own messages can be changed.")
        return message

    async def post(self, channel: Channel, text: str, thread_ts: str | None = None) -> str:
        """Write in a channel, or in a thread of it; gives the ts."""
        self._inside(channel)
        if not text.strip():
            raise PlayError("There is nothing to send.")
        if thread_ts is not None:
            parent = self._seen(channel, thread_ts)
            thread_ts = parent.thread_ts or parent.ts
        kept = as_kept(self._core.workspace, text)
        return self._core.messages.post(Message(channel.id, "", self.id, kept, thread_ts=thread_ts)).ts

    async def edit(self, channel: Channel, ts: str, text: str) -> None:
        """Change one's own words."""
        message = self._own(channel, ts)
        if not text.strip():
            raise PlayError("There is nothing to send.")
        self._core.messages.change(message, self.id, text=as_kept(self._core.workspace, text))

    async def delete(self, channel: Channel, ts: str) -> None:
        """Take back one's own message."""
        self._core.messages.delete(self._own(channel, ts))

    async def react(self, channel: Channel, ts: str, name: str) -> None:
        """Add an emoji under a message. Adding it twice changes nothing, as in a client."""
        self._react(channel, ts, name, on=True)

    async def unreact(self, channel: Channel, ts: str, name: str) -> None:
        """Take one's emoji back."""
        self._react(channel, ts, name, on=False)

    def _react(self, channel: Channel, ts: str, name: str, *, on: bool) -> None:
        self._inside(channel)
        known = canonical(name)
        if known is None:
            raise PlayError("There is no emoji called {name}.", name=name)
        self._core.messages.react(self._seen(channel, ts), self.id, known, on=on)

    async def join(self, channel: Channel, inviter: Person | None = None) -> None:
        """Enter a channel."""
        if self.id not in channel.members:
            self._core.messages.join(channel, self.id, inviter.id if inviter is not None else None)

    async def invite_bot(self, channel: Channel) -> None:
        """Bring the bot into a channel one is in."""
        self._inside(channel)
        if self._core.workspace.bot.id not in channel.members:
            self._core.messages.join(channel, self._core.workspace.bot.id, self.id)

    async def slash(self, channel: Channel, command: str, text: str = "") -> SlashOutcome:
        """Type a slash command. What the app says in its acknowledgement appears in the channel."""
        known = [held["command"] for held in self._core.commands]
        if known and command not in known:
            return SlashOutcome(False, "invalid_command")
        self._inside(channel)
        outcome, said = await self._core.interactions.slash(self.profile, channel, command, text)
        try:
            self._core.answers.acknowledged(ResponseUrl(self.id, channel.id, 0.0), said)
        except Refused as refused:
            sentence = "{command} failed: the answer could not be shown ({error})."
            self._core.live.trouble(self.id, sentence, command=command, error=refused.error)
            return SlashOutcome(False, refused.error)
        return outcome

    def _element(self, place: Message | View, action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
        for block, element in elements_in(place.blocks):
            if element["action_id"] == action_id and block_id in (None, block["block_id"]):
                return block, element
        there = ", ".join(element["action_id"] for _, element in elements_in(place.blocks)) or "none"
        raise PlayError("There is nothing called {action} here (there is: {others}).", action=action_id, others=there)

    def _can_see(self, place: Message | View) -> None:
        if isinstance(place, View):
            shown = place in self.profile.stack[-1:] or place is self.profile.home
        elif place.ephemeral_to is not None:
            shown = place.ephemeral_to == self.id
        else:
            channel = self._core.workspace.channels[place.channel]
            shown = place.ts in channel.messages and (self.id in channel.members or not channel.is_private)
        if not shown:
            raise PlayError("{name} does not see this.", name=self.name)

    async def click(
        self, place: Message | View, action_id: str, value: Any = None, block_id: str | None = None
    ) -> Outcome:
        """Use a button, a menu or another element of a message or a view, and wait for the app to acknowledge.

        `value`: for a menu, the value chosen (a list for several), or the element's whole state; nothing for a button.
        """
        self._can_see(place)
        block, element = self._element(place, action_id, block_id)
        state = state_of(element, value)
        if element["type"] not in ("button", "overflow", "workflow_button", "feedback_buttons", "icon_button"):
            held = place.state if isinstance(place, View) else place.state.setdefault(self.id, {})
            held[block["block_id"], element["action_id"]] = state
        if element["type"] == "feedback_buttons" and value is not None:
            state = {"type": element["type"], "value": str(value)}
        return await self._core.interactions.click(self.profile, place, block, element, state)

    async def options(self, place: Message | View, action_id: str, typed: str, block_id: str | None = None) -> Json:
        """Search an external menu; gives {options} or {option_groups}."""
        self._can_see(place)
        block, element = self._element(place, action_id, block_id)
        return await self._core.interactions.suggest(self.profile, place, block, element, typed)

    def hand_over(self, name: str, content: bytes) -> str:
        """Choose a file in a file field; its id, which goes in the list that the field holds when the form is sent."""
        return hand_over(self._core, self.profile, name, content).id

    async def submit(self, view: View, values: Values | None = None) -> SubmitOutcome:
        """Fill in the form on top and send it. `values`: by block_id or action_id, plain values or element states.

        Required fields and lengths are checked before anything is sent, as clients do.
        """
        if self.profile.stack[-1:] != [view]:
            raise PlayError("{name} does not have this form open on top.", name=self.name)
        return await send(self._core, self.profile, view, values or {})

    async def close(self, view: View, *, everything: bool = False) -> None:
        """Close the view on top (or all of them) without sending it."""
        if self.profile.stack[-1:] != [view]:
            raise PlayError("{name} does not have this view open on top.", name=self.name)
        cleared = everything or bool(view.shown.get("clear_on_close"))
        gone = self.views[::-1] if cleared else [view]
        if cleared:
            self._core.views.close_all(self.profile)
        else:
            self._core.views.close_top(self.profile)
        for closed in gone:
            await self._core.interactions.closed(self.profile, closed, everything=cleared)

    async def shortcut(self, callback_id: str, message: Message | None = None) -> Outcome:
        """Use a shortcut: on a message, or anywhere when there is none."""
        if message is not None:
            self._can_see(message)
        return await self._core.interactions.shortcut(self.profile, callback_id, message)

    async def open_home(self) -> View | None:
        """Look at the app's Home tab: the app hears of it; gives what is published already."""
        self._home_opened("home")
        return self.home

    async def open_dm(self) -> Channel:
        """Look at the conversation with the bot: the app hears of it."""
        self._home_opened("messages")
        return self.dm

    def _home_opened(self, tab: str) -> None:
        workspace = self._core.workspace
        event: Json = {
            "type": "app_home_opened",
            "user": self.id,
            "channel": self.dm.id,
            "event_ts": workspace.next_ts(),
            "tab": tab,
        }
        if tab == "home" and self.home is not None:
            event["view"] = self._core.views.as_json(self.home)
        self._core.delivery.event(event)
