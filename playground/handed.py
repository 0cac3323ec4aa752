"""Files that people hand to the app in a form."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, Final

from playground.core import Core
from playground.files import media_type
from playground.model import File, Json, PlayError, Profile, View
from playground.shapes import file_json

MOST_FILES: Final = 10


def hand_over(core: Core, profile: Profile, name: str, content: bytes) -> File:
    """A file that somebody chose in a field: a client sends it to Slack at once, before the form."""
    file = File(core.workspace.new_id("F"), name, len(content), secrets.token_urlsafe(16), content=content)
    file.mimetype, file.ready = media_type(name), True
    file.user, file.created = profile.id, core.workspace.now()
    core.workspace.files[file.id] = file
    return file


def complete_fields(core: Core, profile: Profile, view: View) -> None:
    """Puts whole files in the state of the file fields, which held ids. PlayError for a file that is not theirs."""
    elements = {(block["block_id"], block["element"]["action_id"]): block["element"] for block in _inputs(view)}
    for place, element in elements.items():
        state = view.state.get(place)
        if state is None or element["type"] != "file_input":
            continue
        chosen = [_handed(core, profile, one, element) for one in state.get("files") or []]
        if len(chosen) > element.get("max_files", MOST_FILES):
            raise PlayError("This field takes {most} files at most.", most=element["max_files"])
        view.state[place] = {**state, "files": [file_json(core.workspace, file, core.base_url) for file in chosen]}


def _inputs(view: View) -> Iterator[Json]:
    return (block for block in view.blocks if block["type"] == "input")


def _handed(core: Core, profile: Profile, chosen: Any, element: Json) -> File:
    file = core.workspace.files.get(chosen["id"] if isinstance(chosen, dict) else chosen)
    if file is None or file.user != profile.id:
        raise PlayError("{name} has handed over no such file.", name=profile.name)
    kinds = element.get("filetypes")
    if kinds and file.name.rpartition(".")[2].lower() not in kinds:
        raise PlayError("This field takes {kinds} files, not {file}.", kinds=", ".join(kinds), file=file.name)
    return file
