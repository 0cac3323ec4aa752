"""reactions.*: emoji under messages."""

from __future__ import annotations

from playground.core import Core
from playground.emoji import canonical
from playground.model import Json, Message, Refused
from playground.web_api.args import Args
from playground.web_api.history import parsed
from playground.web_api.methods import method


def _message(core: Core, args: Args, *, writing: bool) -> Message:
    if args.get("channel") is None or args.get("timestamp") is None:
        raise Refused("no_item_specified")
    channel = core.workspace.channel_for_bot(args.get("channel"))
    if writing:
        core.workspace.bot_must_be_in(channel)
    try:
        parsed(args.text("timestamp"))
    except ValueError:
        raise Refused("bad_timestamp") from None
    return core.workspace.message_for_bot(channel, args.text("timestamp"))


def _name(args: Args) -> str:
    name = canonical(args.text("name"))
    if name is None:
        raise Refused("invalid_name")
    return name


@method("reactions.add")
def add(core: Core, args: Args) -> Json:
    """The bot adds an emoji."""
    name, message = _name(args), _message(core, args, writing=True)
    if not core.messages.react(message, core.workspace.bot.id, name, on=True):
        raise Refused("already_reacted")
    return {}


@method("reactions.remove")
def remove(core: Core, args: Args) -> Json:
    """The bot takes its emoji back."""
    name, message = _name(args), _message(core, args, writing=True)
    if not core.messages.react(message, core.workspace.bot.id, name, on=False):
        raise Refused("no_reaction")
    return {}


@method("reactions.get")
def get(core: Core, args: Args) -> Json:
    """The message, with every emoji and who chose it."""
    message = _message(core, args, writing=False)
    channel = core.workspace.channels[message.channel]
    link = f"{core.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"type": "message", "channel": channel.id, "message": core.messages.as_json(message) | {"permalink": link}}
