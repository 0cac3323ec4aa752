"""Filling in a form, sending it, and what becomes of it after the app's answer (docs.slack.dev/surfaces/modals)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playground.block_kit.walk import elements_in
from playground.core import Core
from playground.element_state import complaint, state_of
from playground.handed import complete_fields
from playground.model import Json, PlayError, Profile, Refused, SubmitOutcome, View
from playground.words import spoken

Values = Mapping[Any, Any]
"""What goes into the fields: by block_id, by action_id, or by (block_id, action_id)."""


async def send(core: Core, profile: Profile, view: View, values: Values) -> SubmitOutcome:
    """Fill in `view`, which is on top, and send it to the app."""
    if view.shown.get("submit") is None:
        raise PlayError("This view has nothing to send.")
    fill(view, values)
    complete_fields(core, profile, view)
    errors = _complaints(view, core.workspace.language)
    if errors:
        return SubmitOutcome(False, errors=errors)
    answer = await core.interactions.submit(profile, view)
    if not answer.acknowledged:
        return SubmitOutcome(False, "operation_timeout")
    try:
        return _after(core, profile, view, answer.body or {})
    except Refused as refused:
        reasons = "; ".join(refused.beside.get("response_metadata", {}).get("messages", []))
        core.live.trouble(
            profile.id,
            "The form's answer could not be shown ({error}). {reasons}",
            error=refused.error,
            reasons=reasons,
        )
        return SubmitOutcome(False, refused.error)


def fill(view: View, values: Values) -> None:
    """Put values into the fields of `view`; PlayError when there is no such field, or it could not hold that."""
    places: dict[Any, tuple[Json, Json]] = {}
    for block, element in elements_in(view.blocks):
        for name in (element["action_id"], block["block_id"], (block["block_id"], element["action_id"])):
            places[name] = (block, element)
    for name, value in values.items():
        if name not in places:
            others = ", ".join(map(str, places))
            raise PlayError("There is no field called {name} (there is: {others}).", name=name, others=others)
        block, element = places[name]
        view.state[block["block_id"], element["action_id"]] = state_of(element, value)


def _complaints(view: View, language: str) -> dict[str, str]:
    errors = {}
    for block in view.blocks:
        if block["type"] == "input":
            state = view.state.get((block["block_id"], block["element"]["action_id"]))
            if (found := complaint(block, state)) is not None:
                sentence, values = found
                errors[block["block_id"]] = spoken(language, sentence, **values)
    return errors


def _after(core: Core, profile: Profile, view: View, said: Json) -> SubmitOutcome:
    """Nothing said closes the view; otherwise errors under fields, another view, or everything closed."""
    action = said.get("response_action")
    if action == "errors":
        return _errors(view, said.get("errors") or {})
    if action in ("update", "push"):
        shown = core.views.checked(said.get("view"), "modal")
        core.views.update(view, shown) if action == "update" else core.views.push(profile, shown)
        return SubmitOutcome(True, action=action)
    if action == "clear":
        core.views.close_all(profile)
        return SubmitOutcome(True, action="clear")
    if action is not None:
        raise Refused("invalid_response_action")
    if view in profile.stack:
        core.views.close_from(profile, view)
    return SubmitOutcome(True, action="close")


def _errors(view: View, errors: dict[str, str]) -> SubmitOutcome:
    """Words under fields; Slack shows a failure instead when one of them names no input block."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not errors or not set(errors) <= inputs:
        reason = f"errors for {sorted(set(errors) - inputs)}, fields are {sorted(inputs)}"
        raise Refused("invalid_errors", response_metadata={"messages": [reason]})
    return SubmitOutcome(False, errors=dict(errors))
