"""conversations.*: finding, opening and joining channels; who is in them."""

from __future__ import annotations

from playground.core import Core
from playground.model import Channel, Json, Refused
from playground.shapes import channel_json
from playground.web_api.args import Args
from playground.web_api.methods import method
from playground.web_api.paging import page

_TYPES = {"public_channel", "private_channel", "im", "mpim"}


def _type_of(channel: Channel) -> str:
    if channel.kind != "channel":
        return channel.kind
    return "private_channel" if channel.is_private else "public_channel"


def _channel(core: Core, args: Args) -> Channel:
    args.text("channel")
    return core.workspace.channel_for_bot(args.get("channel"))


@method("conversations.open")
def open_conversation(core: Core, args: Args) -> Json:
    """A direct conversation with someone, or with several people."""
    workspace = core.workspace
    if args.get("channel") is not None:
        found = workspace.channels.get(args.text("channel"))
        if found is None or found.kind == "channel":
            raise Refused("channel_not_found" if found is None else "method_not_supported_for_channel_type")
        return _opened(core, args, found, known=True)
    users = args.listed("users")
    if not users:
        raise Refused("users_list_not_supplied")
    people = [workspace.person(user) for user in dict.fromkeys(users)]
    if any(person.is_bot for person in people):
        raise Refused("cannot_dm_bot")
    if len(people) > 8:
        raise Refused("too_many_users")
    known = workspace.has_direct(workspace.bot.id, *(person.id for person in people))
    if not known and args.flag("prevent_creation"):
        raise Refused("channel_not_found")
    return _opened(core, args, workspace.direct(workspace.bot.id, *(person.id for person in people)), known=known)


def _opened(core: Core, args: Args, channel: Channel, *, known: bool) -> Json:
    shown = channel_json(core.workspace, channel) if args.flag("return_im") else {"id": channel.id}
    return ({"no_op": True, "already_open": True} if known else {}) | {"channel": shown}


@method("conversations.info")
def info(core: Core, args: Args) -> Json:
    """One channel."""
    channel = _channel(core, args)
    return {"channel": channel_json(core.workspace, channel, with_members=args.flag("include_num_members"))}


@method("conversations.list")
def list_conversations(core: Core, args: Args) -> Json:
    """The channels the bot may know of: public ones, and the others it is in."""
    types = set(args.listed("types") or ["public_channel"])
    if not types <= _TYPES:
        raise Refused("invalid_types")
    bot = core.workspace.bot.id
    known = [
        channel
        for channel in core.workspace.channels.values()
        if _type_of(channel) in types
        and (bot in channel.members or not channel.is_private)
        and not (channel.is_archived and args.flag("exclude_archived"))
    ]
    shown, following = page(known, args, "channel")
    channels = [channel_json(core.workspace, channel, with_members=True) for channel in shown]
    return {"channels": channels, "response_metadata": following}


@method("conversations.join")
def join(core: Core, args: Args) -> Json:
    """Enter a public channel."""
    channel = _channel(core, args)
    if channel.kind != "channel" or channel.is_private:
        raise Refused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise Refused("is_archived")
    if core.workspace.bot.id in channel.members:
        already = {"warning": "already_in_channel", "response_metadata": {"warnings": ["already_in_channel"]}}
        return {"channel": channel_json(core.workspace, channel), **already}
    core.messages.join(channel, core.workspace.bot.id)
    return {"channel": channel_json(core.workspace, channel)}


@method("conversations.members")
def members(core: Core, args: Args) -> Json:
    """The ids of those who are in a channel."""
    shown, following = page(_channel(core, args).members, args, "user")
    return {"members": shown, "response_metadata": following}
