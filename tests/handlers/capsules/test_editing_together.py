"""Two animators who correct the same capsule at the same moment: neither overwrites the other without knowing it."""

from __future__ import annotations

import asyncio

import pytest

from handlers.chat.replies import Tell
from handlers.chat.words import Say
from tests.conftest import EVERY_DATABASE
from tests.handlers.capsules.stage import Stage, opened

WRITTEN = {"title": "Say what you saw", "body": "Look first, then ask."}


@EVERY_DATABASE
@pytest.mark.parametrize("on_the_shelf", [True, False])
async def test_of_corrections_at_the_same_moment_one_is_kept_and_the_others_told(
    stage: Stage, on_the_shelf: bool
) -> None:
    capsule_id = await stage.capsule(community_id=None if on_the_shelf else stage.community_id)
    form = opened(await stage.ask("capsules.edit_form", stage.community_id, capsule_id))
    replies = await asyncio.gather(
        *(stage.ask(form.to.route, *form.to.values, answers=WRITTEN | {"title": title}) for title in ("A1", "B2", "C3"))
    )
    told = [reply.what for reply in replies if isinstance(reply, Tell)]
    assert sum("capsules.write.changed_meanwhile" in str(what) for what in told) == 2
    assert not any(isinstance(what, Say) for what in told)
