"""Answers: replies into what Discord accepts within three seconds of a button, a command or a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from bot.platforms import Files
from bot.platforms.discord import files, forms, inbound
from bot.platforms.discord.addresses import Address
from bot.platforms.discord.render import CONTAINER, ROW, STYLES, Component, Renderer, button, finished, text
from bot.platforms.discord.views import Drawn, DrawnForm
from bot.texts import Texts
from handlers.chat.cards import Card, Note, Quote, Text, card
from handlers.chat.replies import Done, Home, Open, Replace, Reply, Tell
from handlers.chat.words import Say

DONE = card(Say("discord.done"), Text(Say("discord.done")))


class Answers:
    """Answers one interaction at a time; what is private in Slack is an ephemeral message here."""

    def __init__(self, texts: Texts, kept: Files) -> None:
        self._texts = texts
        self._files = kept
        self._renderer = Renderer(texts)

    async def give(self, interaction: discord.Interaction, reply: Reply | None, language: str) -> None:
        """Shows the reply. None and Done only tell Discord that the click was taken."""
        address = inbound.address_of(interaction)
        match reply:
            case None | Done():
                await self._nothing(interaction, address, language)
            case Open(form) if not interaction.response.is_done():
                custom_id = str(Address(str(form.to), workspace=workspace_in(interaction, address)))
                await interaction.response.send_modal(DrawnForm(forms.modal(self._texts, form, language, custom_id)))
            case Open():
                await self._show(interaction, address, told(Say("help.trouble")), language)
            case Replace(what):
                await self._show(interaction, address, what, language, in_place=is_private(interaction.message))
            case Tell(what) | Home(what):
                shown = told(what)
                if isinstance(reply, Tell) and reply.mistaken:
                    shown = with_their_words(shown, interaction)
                await self._show(interaction, address, shown, language)

    async def ask_first(self, interaction: discord.Interaction, address: Address, language: str) -> None:
        """Asks "are you sure?": on a private card beside the pressed button, elsewhere in a message of its own."""
        words = text(self._question(address, language))
        yes = self._renderer.plain(Say("help.confirm.yes"), language)
        if interaction.message is not None and is_private(interaction.message):
            pressed = str(inbound.data_of(interaction)["custom_id"])
            instead = button(yes, str(address.yes(in_its_place=False)), STYLES["danger"])
            components: list[Any] = [one.to_dict() for one in interaction.message.components]
            await interaction.response.edit_message(view=Drawn(_asking(components, pressed, words, instead)))
            return
        row = {"type": ROW, "components": [button(yes, str(address.yes()), STYLES["danger"])]}
        container = {"type": CONTAINER, "components": [words, row]}
        await interaction.response.send_message(view=Drawn([container]), ephemeral=True)

    def _question(self, address: Address, language: str) -> str:
        if address.question is not None and address.question.key in self._texts.phrases:
            return self._renderer.line(address.question, language)
        return self._renderer.line(Say("help.confirm.title"), language)

    async def _nothing(self, interaction: discord.Interaction, address: Address, language: str) -> None:
        if interaction.message is None or address.confirmed:
            await self._show(interaction, address, DONE, language)
        elif not interaction.response.is_done():
            await interaction.response.defer()

    async def _show(
        self, interaction: discord.Interaction, address: Address, what: Card, language: str, *, in_place: bool = False
    ) -> None:
        """Shows a card to the asker alone: in place of the private card (or question) pressed, or as a new message."""
        workspace = workspace_in(interaction, address)
        bodies = [finished(body, workspace=workspace) for body in self._renderer.draw(what, language)]
        (first, attached), *others = [await self._with_files(body) for body in bodies]
        awaited = interaction.response.type is discord.InteractionResponseType.deferred_channel_message
        in_place = in_place or address.confirmed
        if in_place and not interaction.response.is_done():
            await interaction.response.edit_message(view=first, attachments=attached)
        elif in_place or awaited:
            await interaction.edit_original_response(view=first, attachments=attached)
        elif not interaction.response.is_done():
            await interaction.response.send_message(view=first, files=attached, ephemeral=True)
        else:
            await interaction.followup.send(view=first, files=attached, ephemeral=True)
        for view, more in others:
            await interaction.followup.send(view=view, files=more, ephemeral=True)

    async def _with_files(self, components: Sequence[Component]) -> tuple[Drawn, list[discord.File]]:
        drawn, wanted = await files.shown(components, self._files)
        return Drawn(drawn), await files.attached(wanted, self._files)


def workspace_in(interaction: discord.Interaction, address: Address) -> str | None:
    """The workspace buttons must name: only in a conversation with one person."""
    return None if interaction.guild_id else address.workspace


def is_private(message: discord.Message | None) -> bool:
    """Whether only the asker sees it."""
    return message is not None and message.flags.ephemeral


async def defer(interaction: discord.Interaction) -> None:
    """Asks Discord, and the person, for some more time."""
    if interaction.message is None:
        await interaction.response.defer(ephemeral=True, thinking=True)
    else:
        await interaction.response.defer()


def told(what: Card | Say) -> Card:
    """A card, or a sentence as one."""
    return card(what, Text(what)) if isinstance(what, Say) else what


def with_their_words(shown: Card, interaction: discord.Interaction) -> Card:
    """A Discord form cannot stay open: what was written in it is given back below what was wrong."""
    words = forms.written(inbound.data_of(interaction).get("components", []))
    if interaction.type is not discord.InteractionType.modal_submit or not words:
        return shown
    return card(shown.summary, *shown.parts, Note(Say("discord.your_words")), *map(Quote, words))


def _asking(
    components: Sequence[dict[str, Any]], pressed: str, question: dict[str, Any], instead: dict[str, Any]
) -> list[dict[str, Any]]:
    """The same components with the question above the row of the pressed button, and the yes in its place."""
    changed: list[dict[str, Any]] = []
    for component in components:
        inner = component.get("components", [])
        if any(one.get("custom_id") == pressed for one in inner):
            changed.append(question)
            inner = [instead if one.get("custom_id") == pressed else one for one in inner]
        elif inner:
            inner = _asking(inner, pressed, question, instead)
        changed.append({**component, "components": inner} if inner else component)
    return changed
