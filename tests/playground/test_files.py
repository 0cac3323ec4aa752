"""Uploads: an address, the bytes, the word that it is done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp

from tests.playground.conftest import Stage, refusal

PIXEL = bytes.fromhex("89504e470d0a1a0a") + b"not much of a picture"


async def upload(stage: Stage, content: bytes = PIXEL, length: int | None = None) -> tuple[str, int]:
    """The file's id, and how the bytes were received."""
    asked = await stage.client.files_getUploadURLExternal(
        filename="chart.png", length=length or len(content), alt_txt="Likes per week"
    )
    async with aiohttp.ClientSession() as session, session.post(asked["upload_url"], data=content) as answer:
        return asked["file_id"], answer.status


async def test_the_official_client_uploads_and_shares_a_file(connected: Stage, tmp_path: Path) -> None:
    drawing = tmp_path / "chart.png"
    drawing.write_bytes(PIXEL)
    parent = await connected.post(text="Figures")
    answer = await connected.client.files_upload_v2(
        channel=connected.channel.id,
        file=str(drawing),
        title="This week",
        alt_txt="Likes per week",
        initial_comment="Here it is",
        thread_ts=parent["ts"],
    )
    [shown] = answer["files"]
    assert (shown["title"], shown["mimetype"], shown["size"]) == ("This week", "image/png", len(PIXEL))
    message = connected.play.thread(connected.channel, parent["ts"])[1]
    assert (message.text, [file.alt_txt for file in message.files]) == ("Here it is", ["Likes per week"])
    await connected.play.settled()
    [shared] = connected.of("message", "file_share")
    assert shared["files"][0]["id"] == shown["id"]


async def test_the_bytes_are_for_the_bots_token(stage: Stage) -> None:
    file_id, _ = await upload(stage)
    done = await stage.client.files_completeUploadExternal(files=[{"id": file_id}])
    address = done["files"][0]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(address) as answer:
            assert answer.status == 403
        async with session.get(address, headers={"Authorization": f"Bearer {stage.play.bot_token}"}) as answer:
            assert await answer.read() == PIXEL
        async with session.get(f"{stage.play.url}/play/file/{file_id}") as answer:
            assert (answer.content_type, await answer.read()) == ("image/png", PIXEL)


async def test_an_upload_that_is_not_whole_does_not_count(stage: Stage) -> None:
    file_id, status = await upload(stage, length=len(PIXEL) + 1)
    assert status == 400
    complete: Any = stage.client.files_completeUploadExternal
    assert (await refusal(complete(files=[{"id": file_id}])))["error"] == "file_not_found"
    assert (await refusal(complete(files=[{"id": "F404"}])))["error"] == "file_not_found"


async def test_where_a_file_cannot_be_shared(stage: Stage) -> None:
    outside = stage.play.add_channel("outside", bot_is_member=False)
    for place, error in ((outside.id, "not_in_channel"), ("C404", "channel_not_found")):
        file_id, _ = await upload(stage)
        call = stage.client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=place)
        assert (await refusal(call))["error"] == error
    too_long = stage.client.files_getUploadURLExternal(filename="a.png", length=3, alt_txt="a" * 1001)
    assert (await refusal(too_long))["error"] == "alt_txt_too_large"
    file_id, _ = await upload(stage)
    await stage.client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=stage.channel.id)
    assert (await stage.client.files_info(file=file_id))["file"]["channels"] == [stage.channel.id]
