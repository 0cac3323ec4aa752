"""Files in blocks, on messages and in forms."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_bolt.async_app import AsyncAck, AsyncApp

from playground.model import PlayError
from tests.playground.conftest import Stage, refusal

PIXEL = bytes.fromhex("89504e470d0a1a0a") + b"not much of a picture"
FORM = {
    "type": "modal",
    "callback_id": "capsule",
    "title": {"type": "plain_text", "text": "A capsule"},
    "submit": {"type": "plain_text", "text": "Keep"},
    "blocks": [
        {
            "type": "input",
            "block_id": "picture",
            "label": {"type": "plain_text", "text": "Picture"},
            "element": {"type": "file_input", "action_id": "a", "filetypes": ["png"], "max_files": 1},
        }
    ],
}


async def uploaded(stage: Stage, name: str = "chart.png", *, complete: bool = True) -> str:
    """The id of a file of the app's."""
    asked = await stage.client.files_getUploadURLExternal(filename=name, length=len(PIXEL))
    async with aiohttp.ClientSession() as session, session.post(asked["upload_url"], data=PIXEL) as answer:
        assert answer.status == 200
    if complete:
        await stage.client.files_completeUploadExternal(files=[{"id": asked["file_id"]}])
    return str(asked["file_id"])


def image(file: str) -> dict[str, Any]:
    return {"type": "image", "alt_text": "Likes", "slack_file": {"id": file}}


async def test_a_block_shows_a_picture_of_the_apps(stage: Stage) -> None:
    posted = await stage.post(text="Figures", blocks=[image(await uploaded(stage))])
    assert posted["message"]["blocks"][0]["slack_file"]["id"].startswith("F")


async def test_a_block_shows_nothing_that_is_not_there_or_is_no_picture(stage: Stage) -> None:
    files = ["F404", await uploaded(stage, complete=False), await uploaded(stage, "voice.mp3")]
    files += [await uploaded(stage, "new.webp"), stage.alice.hand_over("mine.png", PIXEL)]
    for file in files:
        block = image(file)
        answer = await refusal(stage.post(text="Figures", blocks=[{"type": "divider"}, block]))
        assert (answer["error"], answer["errors"]) == (
            "invalid_blocks",
            ["invalid slack file [json-pointer:/blocks/1/slack_file]"],
        )
        whisper = stage.client.chat_postEphemeral(
            channel=stage.channel.id, user=stage.alice.id, text="x", blocks=[block]
        )
        assert (await refusal(whisper))["error"] == "invalid_blocks"


async def test_an_update_gives_a_message_its_files_and_takes_them_away(stage: Stage) -> None:
    ts = (await stage.post(text="Listen"))["ts"]
    sound = await uploaded(stage, "voice.mp3")
    message = stage.play.messages(stage.channel)[-1]

    async def update(**more: Any) -> list[str]:
        answer = await stage.client.chat_update(channel=stage.channel.id, ts=ts, text="Listen", **more)
        assert [file["id"] for file in answer["message"].get("files", [])] == [file.id for file in message.files]
        return [file.id for file in message.files]

    assert await update(file_ids=[sound]) == [sound]
    assert await update() == [sound]
    assert await update(file_ids=[]) == []
    lost = stage.client.chat_update(channel=stage.channel.id, ts=ts, text="Listen", file_ids=["F404"])
    assert (await refusal(lost))["error"] == "file_not_found"


async def test_a_file_in_a_form_reaches_the_app_whole(connected: Stage, bolt: AsyncApp) -> None:
    told: list[dict[str, Any]] = []

    @bolt.view("capsule")
    async def keep(ack: AsyncAck, view: dict[str, Any]) -> None:
        told.append(view["state"]["values"]["picture"]["a"])
        await ack()

    await connected.client.views_open(trigger_id=await connected.trigger(), view=FORM)
    chosen = connected.alice.hand_over("Bridge 1.png", PIXEL)
    assert (await connected.alice.submit(connected.alice.views[-1], {"picture": [chosen]})).ok

    [file] = told[0]["files"]
    assert (told[0]["type"], file["id"], file["name"], file["size"]) == (
        "file_input",
        chosen,
        "Bridge 1.png",
        len(PIXEL),
    )
    headers = {"Authorization": f"Bearer {connected.play.bot_token}"}
    async with aiohttp.ClientSession() as session, session.get(file["url_private"], headers=headers) as answer:
        assert await answer.read() == PIXEL


async def test_a_file_field_takes_only_what_its_person_chose_and_it_asks_for(connected: Stage) -> None:
    await connected.client.views_open(trigger_id=await connected.trigger(), view=FORM)
    view = connected.alice.views[-1]
    two = [connected.alice.hand_over("a.png", PIXEL), connected.alice.hand_over("b.png", PIXEL)]
    others = connected.bruno.hand_over("c.png", PIXEL)
    for files in (two, [others], ["F404"], [connected.alice.hand_over("voice.mp3", PIXEL)]):
        with pytest.raises(PlayError):
            await connected.alice.submit(view, {"picture": files})
    left = await connected.alice.submit(view, {"picture": []})
    assert left.errors == {"picture": "Please complete this required field."}
