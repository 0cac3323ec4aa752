"""pins.*: messages kept at hand in their channel."""

from __future__ import annotations

from playground.core import Core
from playground.model import Channel, Json, Message, Refused
from playground.web_api.args import Args
from playground.web_api.history import parsed
from playground.web_api.methods import method

MOST = 100
"""Pins in one channel, above which Slack answers `too_many_pins`."""


def _message(core: Core, args: Args) -> tuple[Channel, Message]:
    channel = core.workspace.channel_for_bot(args.text("channel"))
    core.workspace.bot_must_be_in(channel)
    if args.get("timestamp") is None:
        raise Refused("no_item_specified")
    try:
        parsed(args.text("timestamp"))
    except ValueError:
        raise Refused("bad_timestamp") from None
    return channel, core.workspace.message_for_bot(channel, args.text("timestamp"))


@method("pins.add")
def add(core: Core, args: Args) -> Json:
    """The bot pins a message, unless it is one that only tells of something that happened."""
    channel, message = _message(core, args)
    if message.subtype is not None:
        raise Refused("not_pinnable")
    if message.pinned:
        raise Refused("already_pinned")
    if sum(one.pinned for one in channel.messages.values()) >= MOST:
        raise Refused("too_many_pins")
    core.messages.pin(message, on=True)
    return {}


@method("pins.remove")
def remove(core: Core, args: Args) -> Json:
    """The bot takes a pin away, whoever put it there."""
    _channel, message = _message(core, args)
    if not core.messages.pin(message, on=False):
        raise Refused("no_pin")
    return {}
