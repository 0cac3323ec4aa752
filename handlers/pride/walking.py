"""Somebody's own path."""

from __future__ import annotations

from dataclasses import asdict

from handlers.chat.asks import Ask
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role, route
from handlers.desk import Desk
from handlers.pride import path_cards
from storage import communities, paths
from storage.communities import ANIMATOR


@route("pride.path", who=Role.ANYONE, command="path")
async def path(_ask: Ask, desk: Desk) -> Reply:
    """What the asker did, and what it changed: for them alone."""
    done = await paths.did(desk.db, desk.member.id)
    changes = asdict(await paths.changed(desk.db, desk.member.id))
    people = changes.pop("people")
    animates = bool(await communities.of_member(desk.db, desk.member.id, ANIMATOR))
    return Tell(path_cards.path(asdict(done), changes, people, animates=animates))
