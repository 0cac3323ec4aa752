"""What a person does through the page: thin wrappers over Person."""

from __future__ import annotations

from base64 import b64decode

from playground.emoji import canonical
from playground.forms import fill
from playground.model import Json, Outcome, PlayError, View
from playground.page_finder import Page, Said
from playground.page_shapes import channel_shape


def _ended(outcome: Outcome) -> Json:
    return {"ok": True} if outcome.ok else {"ok": False, "error": outcome.error}


def _by_field(said: Said) -> dict[tuple[str, str], Json]:
    """What a form holds: {block_id: {action_id: state}} by (block_id, action_id)."""
    blocks = (said.get("values") or {}).items()
    return {(block_id, action_id): state for block_id, held in blocks for action_id, state in held.items()}


async def look(page: Page, said: Said) -> Json:
    """A person looks at a channel; `still`, when something new came to it: the app hears of the first look only."""
    me = page.person(said)
    channel = page.channel(me, said)
    listed = channel.listed()
    if listed:
        me.profile.read_up_to[channel.id] = listed[-1].ts
    if channel is me.dm and not said.get("still"):
        await me.open_dm()
    shape = channel_shape(page.core.workspace, channel, me.profile)
    page.core.live.tell(me.id, {"type": "channel", "channel": shape})
    return {"ok": True}


async def post(page: Page, said: Said) -> Json:
    """Write."""
    me = page.person(said)
    ts = await me.post(page.channel(me, said), str(said.get("text") or ""), said.get("thread_ts") or None)
    return {"ok": True, "ts": ts}


async def edit(page: Page, said: Said) -> Json:
    """Change one's own words."""
    me = page.person(said)
    await me.edit(page.channel(me, said), str(said.get("ts")), str(said.get("text") or ""))
    return {"ok": True}


async def delete(page: Page, said: Said) -> Json:
    """Take back one's own message."""
    me = page.person(said)
    await me.delete(page.channel(me, said), str(said.get("ts")))
    return {"ok": True}


async def react(page: Page, said: Said) -> Json:
    """Add an emoji, or take it back."""
    me = page.person(said)
    act = me.react if said.get("on", True) else me.unreact
    await act(page.channel(me, said), str(said.get("ts")), str(said.get("name")))
    return {"ok": True, "name": canonical(str(said.get("name")))}


async def click(page: Page, said: Said) -> Json:
    """Use an element of a message or view. `values`: what the view's other fields hold; the app hears that too."""
    me = page.person(said)
    place = page.place(me, said)
    if isinstance(place, View):
        fill(place, _by_field(said))
    outcome = await me.click(place, str(said.get("action_id")), said.get("element"), said.get("block_id"))
    return _ended(outcome)


async def options(page: Page, said: Said) -> Json:
    """Search an external menu."""
    me = page.person(said)
    typed = str(said.get("value") or "")
    return await me.options(page.place(me, said), str(said.get("action_id")), typed, said.get("block_id"))


async def slash(page: Page, said: Said) -> Json:
    """Type a slash command."""
    me = page.person(said)
    outcome = await me.slash(page.channel(me, said), str(said.get("command")), str(said.get("text") or ""))
    return _ended(outcome)


async def hand_over(page: Page, said: Said) -> Json:
    """Choose a file in a form: its content comes in base 64."""
    me = page.person(said)
    try:
        content = b64decode(str(said.get("content") or ""), validate=True)
    except ValueError:
        raise PlayError("This file did not come whole.") from None
    return {"ok": True, "id": me.hand_over(str(said.get("name") or "file"), content)}


async def submit(page: Page, said: Said) -> Json:
    """Send a form."""
    me = page.person(said)
    outcome = await me.submit(page.view(me, said), _by_field(said))
    if outcome.ok:
        return {"ok": True, "action": outcome.action}
    return {"ok": False} | ({"errors": outcome.errors} if outcome.errors else {"error": outcome.error})


async def close(page: Page, said: Said) -> Json:
    """Close the view on top without sending it, or `all` of them."""
    me = page.person(said)
    await me.close(page.view(me, said), everything=bool(said.get("all")))
    return {"ok": True}


async def shortcut(page: Page, said: Said) -> Json:
    """Use a shortcut."""
    me = page.person(said)
    message = page.message(me, said) if said.get("ts") else None
    outcome = await me.shortcut(str(said.get("callback_id")), message)
    return _ended(outcome)


async def control(page: Page, said: Said) -> Json:
    """Run one of the buttons that are not Slack's."""
    for held in page.core.controls:
        if held.id == said.get("id"):
            await held.run()
            page.tell_clock()
            return {"ok": True, "clock": page.clock(page.people.get(str(said.get("as"))))}
    raise PlayError("There is no such control.")
