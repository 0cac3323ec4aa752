"""What Slack tells, as asks. Pure: payloads in, asks out; None for what is nobody's ask."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.platforms.slack import forms
from bot.platforms.slack.back import Back
from bot.platforms.slack.emoji import neutral
from bot.platforms.slack.mrkdwn import spoken
from handlers.chat.asks import (
    EMOJI_ADDED,
    EMOJI_REMOVED,
    HOME_OPENED,
    REPLY_DELETED,
    REPLY_EDITED,
    REPLY_WRITTEN,
    Ask,
    Quoted,
    Workspace,
)
from handlers.chat.routes import BadLink, Link, Registry, Route, read_link, to

Payload = Mapping[str, Any]

SLACKBOT = "USLACKBOT"
UNKNOWN_WORDS = "help.show"
"""Route for words that lead nowhere; its value is the words."""

_WRITTEN = frozenset({None, "thread_broadcast", "file_share", "me_message"})
"""Subtypes of a message that are somebody's own words; all the others tell of something that happened."""


@dataclass(frozen=True)
class Here:
    """The installation that hears: its workspace and its own user."""

    workspace: Workspace
    bot_user: str


def event(body: Payload, here: Here) -> tuple[Ask, Back] | None:
    """An event that somebody caused."""
    told: Payload = body["event"]
    key = f"slack:{body['event_id']}"
    match told["type"]:
        case "message":
            ask = _message(told, key, here)
        case "reaction_added" | "reaction_removed":
            ask = _reaction(told, key, here)
        case "app_home_opened" if told["tab"] == "home":
            ask = Ask(key, here.workspace, told["user"], to(HOME_OPENED))
        case _:
            ask = None
    return None if ask is None else (ask, Back(ask.who, ask.channel, ask.thread))


def _message(told: Payload, key: str, here: Here) -> Ask | None:
    subtype = told.get("subtype")
    if subtype in _WRITTEN:
        return reply(told, told["channel"], REPLY_WRITTEN, key, here)
    before: Payload = told.get("previous_message") or {}
    if subtype == "message_changed":
        changed: Payload = told["message"]
        if changed.get("subtype") not in _WRITTEN or changed.get("text") == before.get("text"):
            return None  # a preview was added to a link, a file was renamed: the words are the same
        return reply(changed, told["channel"], REPLY_EDITED, key, here)
    if subtype == "message_deleted":
        return reply({**before, "ts": told["deleted_ts"]}, told["channel"], REPLY_DELETED, key, here)
    return None


def reply(message: Payload, channel: str, route: str, key: str | None, here: Here) -> Ask | None:
    """A person's message in a thread; None for first messages and for what bots write."""
    thread, user = message.get("thread_ts"), message.get("user")
    if thread is None or thread == message["ts"] or not _is_person(user, message, here):
        return None
    words = {} if route == REPLY_DELETED else {"words": spoken(message.get("text", ""))}
    return Ask(key, here.workspace, str(user), to(route), words, channel, message["ts"], thread)


def _is_person(user: str | None, message: Payload, here: Here) -> bool:
    return user is not None and user not in (here.bot_user, SLACKBOT) and not message.get("bot_id")


def _reaction(told: Payload, key: str, here: Here) -> Ask | None:
    item: Payload = told["item"]
    if item["type"] != "message" or not _is_person(told.get("user"), told, here):
        return None
    route = EMOJI_ADDED if told["type"] == "reaction_added" else EMOJI_REMOVED
    return reaction(told["user"], told["reaction"], item["channel"], item["ts"], route, key, here)


def reaction(user: str, name: str, channel: str, message: str, route: str, key: str | None, here: Here) -> Ask:
    """An emoji put on a message, or taken back."""
    return Ask(key, here.workspace, user, to(route, neutral(name)), channel=channel, message=message)


def command(body: Payload, here: Here, registry: Registry) -> tuple[Ask, Back]:
    """A slash command: the longest words that lead somewhere; what follows them is the route's first value."""
    user, channel, trigger = body["user_id"], body["channel_id"], body["trigger_id"]
    ask = Ask(f"slack:{trigger}", here.workspace, user, typed(spoken(body.get("text", "")), registry), channel=channel)
    return ask, Back(user, channel, answer_at=body["response_url"], trigger=trigger)


def typed(text: str, registry: Registry) -> Link:
    """Where typed words lead; to help when they lead nowhere."""
    words = text.split()
    said = [word.lower() for word in words]
    longest: tuple[int, Route] | None = None
    for route in registry.commands():
        wanted = (route.command or "").split()
        if said[: len(wanted)] == wanted and (longest is None or len(wanted) > longest[0]):
            longest = len(wanted), route
    if longest is not None:
        taken, route = longest
        rest = " ".join(words[taken:])
        link = to(route.name, rest) if rest and route.takes else to(route.name)
        try:
            route.values_from(link)
        except BadLink:
            return to(UNKNOWN_WORDS, text.strip())
        return link
    return to(UNKNOWN_WORDS, " ".join(words)) if words else to(UNKNOWN_WORDS)


def button(body: Payload, here: Here) -> tuple[Ask, Back] | None:
    """A button pressed in a message or on somebody's page."""
    pressed: Payload = body["actions"][0]
    if pressed["type"] != "button" or not pressed.get("value"):
        return None
    held: Payload = body.get("container") or {}
    user, trigger = body["user"]["id"], body["trigger_id"]
    channel = (body.get("channel") or {}).get("id") or held.get("channel_id")
    is_private = bool(held.get("is_ephemeral"))
    ask = Ask(
        f"slack:{trigger}",
        here.workspace,
        user,
        read_link(pressed["value"]),
        channel=channel,
        message=None if is_private else held.get("message_ts"),
        thread=held.get("thread_ts"),
    )
    # Only in a conversation between this person and the bot, or in a message that is theirs alone, may it be replaced.
    mine = is_private or (channel or "").startswith("D")
    return ask, Back(user, channel, held.get("thread_ts"), body.get("response_url"), trigger, mine)


def shortcut(body: Payload, here: Here) -> tuple[Ask, Back] | None:
    """A shortcut used on a message, wherever its person is: the bot may not be there. None for one used elsewhere."""
    if body["type"] != "message_action":
        return None
    message: Payload = body["message"]
    user, channel, ts = body["user"]["id"], body["channel"]["id"], body["message_ts"]
    author = message.get("user")
    is_theirs = message.get("subtype") in _WRITTEN and _is_person(author, message, here)
    quoted = Quoted(spoken(message.get("text") or "").strip(), author if is_theirs else None, channel, ts)
    key, link, thread = f"slack:{body['trigger_id']}", read_link(body["callback_id"]), message.get("thread_ts")
    ask = Ask(key, here.workspace, user, link, channel=channel, message=ts, thread=thread, quoted=quoted)
    return ask, Back(user, channel, thread, body["response_url"], body["trigger_id"])


def form(body: Payload, here: Here) -> tuple[Ask, Back] | None:
    """A form sent. Sending the same answers again is the same ask; other answers, after a mistake, are another."""
    view: Payload = body["view"]
    if view.get("callback_id") != forms.CALLBACK:
        return None
    carried = forms.read_carried(view["private_metadata"])
    filled = forms.answers(view["state"]["values"])
    digest = hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()[:16]
    key, user = f"slack:view:{view['id']}:{digest}", body["user"]["id"]
    ask = Ask(key, here.workspace, user, carried.to, filled, carried.channel)
    return ask, Back(user, carried.channel, None, carried.answer_at, body.get("trigger_id"), carried.is_private)
