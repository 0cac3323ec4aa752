"""A person on Discord, doing only what Discord's own client lets people do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simcord import MemberActor
from simcord.backend.models import Message
from simcord.builders import UserHandle
from simcord.components import walk_components
from simcord.results import InteractionResult, ResponseMessage

from bot.platforms.discord import addresses, commands, forms
from bot.platforms.discord.commands import HOME, WORDS
from bot.platforms.discord.inbound import real_channel
from tests.platforms.bench import Chosen, OpenForm, Seen

if TYPE_CHECKING:
    from tests.platforms.discord_bench import DiscordBench


class DiscordPerson:
    """Somebody of the bench's server."""

    def __init__(self, bench: DiscordBench, member: MemberActor, name: str) -> None:
        self._bench = bench
        self._member = member
        self.name = name
        self.external_id = str(member.id)
        self.errors: Sequence[str] = ()
        self.last: InteractionResult | None = None
        self._home: int | None = None

    @property
    def form(self) -> OpenForm | None:
        spec = self._open
        if spec is None:
            return None
        labels = {field_name(one["component"]): one["label"] for one in spec["components"]}
        return OpenForm(spec["title"], labels)

    @property
    def private(self) -> Sequence[Seen]:
        everywhere = self._bench.env.backend.messages.values()
        mine = [one for kept in everywhere for one in kept.values() if one.is_ephemeral]
        return [
            self._bench.as_seen(one) for one in sorted(mine, key=lambda one: one.id) if one.visible_to(self._member.id)
        ]

    @property
    def direct(self) -> Sequence[Seen]:
        channel = self._bench.env.backend.dm_channels.get(self._member.id)
        return self._bench.seen(str(channel)) if channel else []

    @property
    def home(self) -> Seen | None:
        return self._bench.as_seen(self._bench.message(self._home)) if self._home else None

    async def command(self, words: str, *, channel: str | None = None) -> None:
        known = commands.typed(self._bench.registry)
        typed = next(one for one in sorted(known, key=len, reverse=True) if f"{words} ".startswith(f"{one} "))
        rest = words.removeprefix(typed).strip()
        place = self._bench.handle(int(channel or self._bench.channel))
        name = f"{self._bench.platform.settings.command} {typed}"
        self.last = await self._member.slash(place, name, **({WORDS: rest} if rest else {}))

    async def begins(self, command: str, words: str) -> list[str]:
        """What is suggested while they type words after a command."""
        name = f"{self._bench.platform.settings.command} {command}"
        place = self._bench.handle(int(self._bench.channel))
        return [choice["value"] for choice in await self._member.autocomplete(place, name, WORDS, words)]

    async def press(self, seen: Seen, label: str) -> None:
        self.errors = ()
        stored = self._bench.message(int(seen.id))
        pressed = addresses.read(button_of(stored, label)["custom_id"])
        await self._click(stored, button_of(stored, label))
        if pressed.asks:  # Discord has no question of its own: it is in the answer, or beside the button
            answer = self.last.response if self.last else None
            asked = self._bench.message(answer.id) if answer else stored
            await self._click(asked, yes_of(asked, pressed.link))

    async def _click(self, stored: Message, button: dict[str, Any]) -> None:
        who: MemberActor | UserHandle = self._member
        if self._bench.env.backend.get_channel(stored.channel_id).guild_id is None:
            who = self._member.user
        self.last = await who.click(ResponseMessage(self._bench.env, stored), custom_id=button["custom_id"])

    async def fill(self, **answers: str | Chosen) -> None:
        assert self.last is not None
        spec = self._open
        assert spec is not None, "no form is open"
        values: dict[str, Any] = {}
        for label in spec["components"]:
            component = label["component"]
            value = answers.pop(field_name(component), None)
            written = self._value(component, value)
            if written is not None:
                values[component["custom_id"]] = written
        assert not answers, f"the form has no {answers}"
        in_server = self.last._interaction.guild_id is not None
        who: MemberActor | UserHandle = self._member if in_server else self._member.user
        self.last = await who.submit_modal(self.last, values)
        self.errors = [self.private[-1].text] if self._bench.door.mistaken else ()

    def _value(self, component: dict[str, Any], value: str | Chosen | None) -> Any:
        if isinstance(value, Chosen) or component["type"] == forms.FILE_UPLOAD:
            return (value.name, value.content) if isinstance(value, Chosen) else None
        if component["type"] == forms.TEXT_INPUT:
            return value if value is not None else component.get("value", "")
        if component["type"] == forms.SELECT:
            chosen = [one["value"] for one in component["options"] if one.get("default")] if value is None else [value]
            return chosen or None
        people = value.split() if value is not None else [one["id"] for one in component.get("default_values", [])]
        guild = self._bench.guild
        return [MemberActor(self._bench.env, guild, self._user(int(one))) for one in people] or None

    def _user(self, number: int) -> UserHandle:
        return UserHandle(self._bench.env, self._bench.env.backend.get_user(number))

    async def react(self, seen: Seen, emoji: str) -> None:
        await self._member.react(self._shown(seen), emoji)

    async def unreact(self, seen: Seen, emoji: str) -> None:
        await self._member.unreact(self._shown(seen), emoji)

    async def reply(self, seen: Seen, words: str) -> str:
        number = int(seen.id)
        backend = self._bench.env.backend
        if number not in backend.channels:
            channel, _ = real_channel(seen.channel)
            backend.create_thread(channel, seen.text[:80] or "Thread", self._member.id, message_id=number)
            await self._bench.settle()
        return str((await self._member.send(self._bench.handle(number), words)).id)

    async def answer_beside(self, seen: Seen, words: str) -> str:
        """Discord's "reply" to a message, in the channel itself."""
        channel, _ = real_channel(seen.channel)
        return str((await self._member.send(self._bench.handle(channel), words, reply_to=self._shown(seen))).id)

    async def edit_reply(self, reply_id: str, words: str) -> None:
        await self._member.edit(ResponseMessage(self._bench.env, self._bench.message(int(reply_id))), words)

    async def delete_reply(self, reply_id: str) -> None:
        await self._member.delete(ResponseMessage(self._bench.env, self._bench.message(int(reply_id))))

    async def write(self, words: str, *, channel: str | None = None) -> Seen:
        place = self._bench.handle(int(channel or self._bench.channel))
        written = await self._member.send(place, words)
        return self._bench.as_seen(self._bench.message(written.id))

    async def use(self, seen: Seen, shortcut: str) -> None:
        place = self._bench.handle(real_channel(seen.channel)[0])
        self.last = await self._member.context_menu(place, shortcut, self._shown(seen))

    async def open_home(self) -> None:
        await self.command(HOME)
        if self.last is not None and self.last.response is not None:
            self._home = self.last.response.id

    @property
    def _open(self) -> dict[str, Any] | None:
        if self.last is None or self.last._interaction.modal_consumed:
            return None
        return self.last.modal

    def _shown(self, seen: Seen) -> ResponseMessage:
        return ResponseMessage(self._bench.env, self._bench.message(int(seen.id)))


def field_name(component: dict[str, Any]) -> str:
    """The field as the form called it."""
    custom_id: str = component["custom_id"]
    return custom_id.removeprefix(forms.DATE).removeprefix(forms.TIME)


def button_of(message: Message, label: str) -> dict[str, Any]:
    """The button with this label."""
    found: dict[str, Any] = next(one for one in walk_components(message.components) if one.get("label") == label)
    return found


def yes_of(message: Message, link: str) -> dict[str, Any]:
    """The button that does what another asked about."""
    buttons = [one for one in walk_components(message.components) if one.get("type") == 2]
    return next(
        one
        for one in buttons
        if (to := addresses.read(one["custom_id"])).link == link and not to.asks and one["style"] == 4
    )
