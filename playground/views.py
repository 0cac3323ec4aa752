"""Modals, stacked three deep at most, and Home tabs (docs.slack.dev/surfaces/modals)."""

from __future__ import annotations

import secrets

from playground.block_kit.check import check_view, view_too_large
from playground.block_kit.walk import elements_in, with_ids
from playground.element_state import initial_state
from playground.files import check_shown
from playground.live import Live
from playground.model import Json, Profile, Refused, View
from playground.page_shapes import state_values, view_shape
from playground.workspace import Workspace

STACK = 3


class Views:
    """What each person has open, and their Home tabs."""

    def __init__(self, workspace: Workspace, live: Live) -> None:
        self._workspace = workspace
        self._live = live

    def checked(self, view: object, kind: str) -> Json:
        """A view Slack would take; Refused("invalid_arguments") with the reasons, or "view_too_large"."""
        if not isinstance(view, dict):
            raise Refused(
                "invalid_arguments",
                response_metadata={"messages": ["[ERROR] failed to match all allowed schemas [json-pointer:/view]"]},
            )
        wrong = check_view(view, kind)
        if wrong:
            raise Refused(
                "invalid_arguments", response_metadata={"messages": [f"[ERROR] {reason}" for reason in wrong]}
            )
        if view_too_large(view):
            raise Refused("view_too_large")
        check_shown(self._workspace, view["blocks"])
        return view

    def _made(self, profile: Profile, shown: Json, *, own_id: str | None = None) -> View:
        """A view as kept: ids filled in, initial values in its state. An external_id may be in use only once."""
        external = shown.get("external_id")
        if external and any(held.id != own_id and held.shown.get("external_id") == external for held in self._all()):
            raise Refused("duplicate_external_id")
        view_id = own_id or self._workspace.new_id("V")
        kept = {**shown, "blocks": with_ids(shown["blocks"])}
        state = {}
        for block, element in elements_in(kept["blocks"]):
            held = initial_state(element, in_form=block["type"] == "input")
            if held is not None:
                state[block["block_id"], element["action_id"]] = held
        return View(view_id, profile.id, kept, f"{self._workspace.now()}.{secrets.token_hex(4)}", view_id, state=state)

    def _all(self) -> list[View]:
        homes = [profile.home for profile in self._workspace.people.values() if profile.home is not None]
        return homes + [view for profile in self._workspace.people.values() for view in profile.stack]

    def open(self, profile: Profile, shown: Json) -> View:
        """A new stack of one."""
        view = self._made(profile, shown)
        profile.stack = [view]
        self._live.tell(profile.id, {"type": "view_open", "view": view_shape(view)})
        return view

    def push(self, profile: Profile, shown: Json) -> View:
        """On top of what is open; Refused("push_limit_reached") at three, Refused("not_found") when nothing is open."""
        if not profile.stack:
            raise Refused("not_found")
        if len(profile.stack) >= STACK:
            raise Refused("push_limit_reached")
        view = self._made(profile, shown)
        view.root_id, view.previous_id = profile.stack[0].id, profile.stack[-1].id
        profile.stack.append(view)
        self._live.tell(profile.id, {"type": "view_push", "view": view_shape(view)})
        return view

    def find(self, view_id: object = None, external_id: object = None) -> View:
        """An open modal or a Home tab; Refused("not_found") otherwise."""
        for view in self._all():
            if (view_id and view.id == view_id) or (external_id and view.shown.get("external_id") == external_id):
                return view
        raise Refused("not_found")

    def update(self, view: View, shown: Json, expected_hash: object = None) -> View:
        """Replace what is shown; what was filled in stays where block_id and action_id stay the same."""
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        new = self._made(self._workspace.people[view.user], shown, own_id=view.id)
        kept = {
            place: held
            for place, held in view.state.items()
            if place in new.state and held["type"] == new.state[place]["type"]
        }
        view.shown, view.hash, view.state = new.shown, new.hash, {**new.state, **kept}
        news = "home" if shown["type"] == "home" else "view_update"
        self._live.tell(view.user, {"type": news, "view": view_shape(view)})
        return view

    def publish(self, profile: Profile, shown: Json, expected_hash: object = None) -> View:
        """Set someone's Home tab."""
        if profile.home is not None:
            profile.home.state = {}
            return self.update(profile.home, shown, expected_hash)
        profile.home = self._made(profile, shown)
        self._live.tell(profile.id, {"type": "home", "view": view_shape(profile.home)})
        return profile.home

    def close_top(self, profile: Profile) -> None:
        """Close the view on top; the one below shows again."""
        self.close_from(profile, profile.stack[-1])

    def close_from(self, profile: Profile, view: View) -> None:
        """Close a view and what was put on top of it; the one below shows again."""
        profile.stack = profile.stack[: profile.stack.index(view)]
        self._live.tell(profile.id, {"type": "view_close", "left": len(profile.stack)})
        if profile.stack:
            self._live.tell(profile.id, {"type": "view_update", "view": view_shape(profile.stack[-1])})

    def close_all(self, profile: Profile) -> None:
        """Close every view of this person."""
        profile.stack = []
        self._live.tell(profile.id, {"type": "view_close", "left": 0})

    def as_json(self, view: View) -> Json:
        """The view as the Web API and interactions show it."""
        workspace, shown = self._workspace, view.shown
        return {
            "id": view.id,
            "team_id": workspace.team_id,
            "type": shown["type"],
            "blocks": view.blocks,
            "private_metadata": shown.get("private_metadata", ""),
            "callback_id": shown.get("callback_id", ""),
            "state": {"values": state_values(view.state)},
            "hash": view.hash,
            "title": shown.get("title") or {"type": "plain_text", "text": "View Title", "emoji": True},
            "clear_on_close": shown.get("clear_on_close", False),
            "notify_on_close": shown.get("notify_on_close", False),
            "submit_disabled": shown.get("submit_disabled", False),
            "close": shown.get("close"),
            "submit": shown.get("submit"),
            "previous_view_id": view.previous_id,
            "root_view_id": view.root_id,
            "app_id": workspace.app_id,
            "external_id": shown.get("external_id", ""),
            "app_installed_team_id": workspace.team_id,
            "bot_id": workspace.bot_id,
        }
