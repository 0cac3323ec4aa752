"""Files on the page: chosen in a form, drawn where blocks and messages show them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.media import png, wav
from tests.playground.page_app import CAPSULE, FORM, plain
from tests.playground.page_stage import IN_THE_BROWSER, Stage

pytestmark = IN_THE_BROWSER

PICTURE = {
    "type": "input",
    "block_id": "picture",
    "label": plain("Picture"),
    "element": {"type": "file_input", "action_id": "file", "filetypes": ["png"], "max_files": 1},
}
CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
TITLES = {"b.wav": "Birds", "b.ics": "The session"}


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with Stage(browser) as stage:
        yield stage
        assert stage.complaints == []


async def test_a_file_chosen_in_a_form_is_sent_whole(stage: Stage) -> None:
    stage.app.form = {**FORM, "blocks": [*FORM["blocks"][:2], PICTURE]}
    await stage.app.say(stage.channel, blocks=CAPSULE)
    lea = await stage.look(stage.lea)
    await lea.get_by_role("button", name="A few words").click()
    form = lea.get_by_role("dialog")
    await form.get_by_label("Your words").fill("A bridge")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_contain_text("Please complete this required field.")

    await form.get_by_label("Picture").set_input_files({"name": "b.png", "mimeType": "image/png", "buffer": png(9, 9)})
    await expect(form.locator(".hint", has_text="b.png")).to_be_visible()
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)

    [told] = stage.app.filled["picture"]["file"]["files"]
    assert (told["name"], stage.play.file(told["id"]).content) == ("b.png", png(9, 9))


async def test_the_apps_pictures_are_drawn_its_sounds_played_and_its_documents_downloaded(stage: Stage) -> None:
    ids = {}
    for name, content in (("b.png", png(40, 20)), ("b.wav", wav()), ("b.ics", CALENDAR)):
        asked = await stage.app.client.files_getUploadURLExternal(filename=name, length=len(content))
        async with aiohttp.ClientSession() as session, session.post(asked["upload_url"], data=content) as answer:
            assert answer.status == 200
        titled = {"id": asked["file_id"], "title": TITLES.get(name, name)}
        await stage.app.client.files_completeUploadExternal(files=[titled])
        ids[name] = asked["file_id"]
    shown = {"type": "image", "alt_text": "A bridge", "slack_file": {"id": ids["b.png"]}}
    ts = await stage.app.say(stage.channel, blocks=[shown])
    await stage.app.client.chat_update(
        channel=stage.channel.id, ts=ts, text="A capsule", blocks=[shown], file_ids=[ids["b.wav"], ids["b.ics"]]
    )

    lea = await stage.look(stage.lea)
    await expect(lea.get_by_alt_text("A bridge")).to_have_js_property("naturalWidth", 40)
    await expect(lea.get_by_label("Birds")).to_have_js_property("duration", 0.01)
    document = lea.get_by_role("link", name="The session")
    await expect(document).to_contain_text("text/calendar")
    async with lea.expect_download() as taken:
        await document.click()
    download = await taken.value
    assert download.suggested_filename == "b.ics"
    assert (await download.path()).read_bytes() == CALENDAR


async def test_a_message_pinned_by_the_app_says_so_until_it_is_no_more(stage: Stage) -> None:
    lea = await stage.look(stage.lea)
    post = await stage.lea.post(stage.channel, "Our promise")
    said = lea.locator("#surface .message").filter(has_text="Our promise")
    for on in (True, False):
        act = stage.app.client.pins_add if on else stage.app.client.pins_remove
        await act(channel=stage.channel.id, timestamp=post)
        await expect(said.locator(".pinned", has_text="Pinned")).to_have_count(int(on))
