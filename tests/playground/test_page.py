"""The browser page, in a real Chromium, against the real playground and a real slack-bolt app."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from playground import Control
from tests.playground.page_app import CAPSULE, RUDE
from tests.playground.page_stage import IN_THE_BROWSER, Stage

pytestmark = IN_THE_BROWSER


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with Stage(browser) as stage:
        yield stage
        assert stage.complaints == []


def message(page: Page, words: str) -> Locator:
    return page.locator("#surface .message").filter(has_text=words)


async def write(page: Page, words: str, label: str = "Message #learning") -> None:
    box = page.get_by_label(label)
    await box.fill(words)
    await box.press("Enter")


async def test_words_are_seen_by_everyone_at_once_and_by_the_app(stage: Stage) -> None:
    lea, ana = await stage.look(stage.lea), await stage.look(stage.ana)
    await write(lea, "Bonjour *tout* le monde, @Anaïs Roux & <tous>")
    for page in (lea, ana):
        await expect(message(page, "Bonjour tout le monde, @Anaïs Roux & <tous>")).to_have_count(1)
    await expect(message(ana, "Bonjour").locator("strong", has_text="tout")).to_have_count(1)
    await expect(message(ana, "Bonjour").locator(".mention-me")).to_have_text("@Anaïs Roux")
    assert (
        stage.play.messages(stage.channel)[-1].text == f"Bonjour *tout* le monde, <@{stage.ana.id}> &amp; &lt;tous&gt;"
    )


async def test_shift_enter_starts_a_line(stage: Stage) -> None:
    lea = await stage.look(stage.lea)
    box = lea.get_by_label("Message #learning")
    await box.fill("one")
    await box.press("Shift+Enter")
    await box.press_sequentially("two")
    await box.press("Enter")
    await expect(message(lea, "one")).to_have_count(1)
    assert stage.play.messages(stage.channel)[-1].text == "one\ntwo"


async def test_own_words_are_edited_and_deleted_from_the_menu(stage: Stage) -> None:
    lea, ana = await stage.look(stage.lea), await stage.look(stage.ana)
    await write(lea, "frist @Anaïs Roux")
    await message(lea, "frist").focus()
    await message(lea, "frist").get_by_role("button", name="More actions").click()
    await lea.get_by_role("menuitem", name="Edit message").click()
    await expect(lea.get_by_label("Edit your message")).to_have_value("frist @Anaïs Roux")
    await write(lea, "first", "Edit your message")
    await expect(message(ana, "first (edited)")).to_have_count(1)
    await message(ana, "first").focus()
    await message(ana, "first").get_by_role("button", name="More actions").click()
    await expect(ana.get_by_role("menuitem", name="Make this a need")).to_be_visible()
    await expect(ana.get_by_role("menuitem", name="Delete message")).to_have_count(0)
    await message(lea, "first").get_by_role("button", name="More actions").click()
    await lea.get_by_role("menuitem", name="Delete message").click()
    await lea.get_by_role("dialog").get_by_role("button", name="Delete").click()
    await expect(message(ana, "first")).to_have_count(0)


async def test_a_message_shortcut_reaches_the_app(stage: Stage) -> None:
    lea = await stage.look(stage.lea)
    await write(lea, "We should learn to listen")
    await message(lea, "listen").focus()
    await message(lea, "listen").get_by_role("button", name="More actions").click()
    await lea.get_by_role("menuitem", name="Make this a need").click()
    await expect(lea.get_by_text("Asked the app.")).to_be_visible()
    await stage.play.settled()
    assert stage.app.heard == [("shortcut", "We should learn to listen")]


async def test_an_emoji_is_added_and_taken_back(stage: Stage) -> None:
    await stage.app.say(stage.channel)
    lea, ana = await stage.look(stage.lea), await stage.look(stage.ana)
    await message(lea, "A capsule").focus()
    await message(lea, "A capsule").get_by_role("button", name="Add a reaction").click()
    await lea.get_by_label("Search emoji by name").fill("tada")
    await lea.get_by_role("button", name="tada", exact=True).click()
    mine, theirs = lea.locator(".reaction[aria-pressed]"), ana.locator(".reaction[aria-pressed]")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await expect(theirs).to_have_attribute("aria-label", "tada: 1, Léa Martin")
    await theirs.click()
    await expect(mine).to_have_attribute("aria-label", "tada: 2, you and Anaïs Roux")
    await mine.click()
    await expect(theirs).to_have_attribute("aria-label", "tada: 1, you")
    await theirs.click()
    await expect(mine).to_have_count(0)
    await stage.play.settled()
    assert stage.app.heard == [("reaction_added", "tada")] * 2 + [("reaction_removed", "tada")] * 2


async def test_replies_stay_in_their_thread(stage: Stage) -> None:
    await stage.app.say(stage.channel)
    lea, ana = await stage.look(stage.lea), await stage.look(stage.ana)
    await message(lea, "A capsule").focus()
    await message(lea, "A capsule").get_by_role("button", name="Reply in thread").click()
    await write(lea, "It helped me", "Reply…")
    await expect(lea.locator("#panel .message").filter(has_text="It helped me")).to_have_count(1)
    await expect(message(lea, "It helped me")).to_have_count(0)
    await ana.get_by_role("button", name="1 reply").click()
    await write(ana, "Me too", "Reply…")
    await expect(lea.locator("#panel .message").filter(has_text="Me too")).to_have_count(1)
    await expect(lea.get_by_role("button", name="2 replies")).to_be_visible()
    await lea.locator("#panel").get_by_role("button", name="Close").click()
    await expect(message(lea, "A capsule")).to_be_focused()


async def test_a_form_keeps_its_words_when_the_app_finds_something_wrong(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=CAPSULE)
    lea = await stage.look(stage.lea)
    await lea.get_by_role("button", name="A few words").click()
    form = lea.get_by_role("dialog", name="A few words")
    words = form.get_by_label("Your words")
    await expect(words).to_be_focused()
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_text("Please complete this required field.")).to_be_visible()
    await words.fill("rude words")
    await form.get_by_label("Who may read them").select_option("Anonymous")
    await form.get_by_role("button", name="Add a line").click()
    await expect(form.get_by_text("One more line")).to_be_visible()
    await form.get_by_role("button", name="Send").click()
    await expect(form.get_by_text(RUDE)).to_be_visible()
    await expect(words).to_have_value("rude words")
    await expect(words).to_have_attribute("aria-invalid", "true")
    await words.fill("kind words")
    await form.get_by_role("button", name="Send").click()
    await expect(form).to_have_count(0)
    await stage.play.settled()
    option = {"text": {"type": "plain_text", "text": "Anonymous"}, "value": "anonymous"}
    heard_words, heard_option = stage.app.heard[-1][1]
    assert stage.app.heard[0] == ("typed", "rude words")
    assert heard_words == "kind words"
    assert heard_option["value"] == option["value"]


async def test_escape_closes_a_form_and_the_app_hears_of_it(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=CAPSULE)
    lea = await stage.look(stage.lea)
    await lea.get_by_role("button", name="A few words").click()
    await expect(lea.get_by_role("dialog")).to_be_visible()
    await lea.keyboard.press("Escape")
    await expect(lea.get_by_role("dialog")).to_have_count(0)
    await expect(lea.get_by_role("button", name="A few words")).to_be_focused()
    await stage.play.settled()
    assert stage.app.heard == [("closed", None)]


async def test_a_button_asks_before_what_cannot_be_undone(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=CAPSULE)
    lea = await stage.look(stage.lea)
    await lea.get_by_role("button", name="Withdraw").click()
    await lea.get_by_role("dialog").get_by_role("button", name="Keep").click()
    await lea.get_by_role("button", name="Like").click()
    await expect(lea.get_by_role("button", name="Liked")).to_be_focused()
    assert stage.app.heard == [("like", stage.lea.id)]
    await stage.app.say(stage.channel, blocks=CAPSULE)
    await lea.get_by_role("button", name="Withdraw").click()
    await lea.get_by_role("button", name="Yes, withdraw").click()
    await expect(message(lea, "It is gone.")).to_contain_text("Only visible to you")
    await expect(lea.get_by_role("button", name="Withdraw")).to_have_count(0)


async def test_what_is_whispered_is_seen_by_its_person_only(stage: Stage) -> None:
    lea, ana = await stage.look(stage.lea), await stage.look(stage.ana)
    await stage.app.whisper(stage.channel, stage.lea, "for you alone")
    await stage.app.say(stage.channel, "for everyone")
    await expect(message(lea, "for you alone")).to_contain_text("Only visible to you")
    await expect(message(ana, "for everyone")).to_have_count(1)
    await expect(message(ana, "for you alone")).to_have_count(0)


async def test_a_slash_brings_the_commands(stage: Stage) -> None:
    lea = await stage.look(stage.lea)
    box = lea.get_by_label("Message #learning")
    await box.press_sequentially("/l")
    hint = lea.get_by_role("option", name="/learn")
    await expect(hint).to_contain_text("Capsules and sessions")
    await box.press("Tab")
    await expect(box).to_have_value("/learn ")
    await write(lea, "/learn help")
    await expect(message(lea, "Only you read this: help")).to_contain_text("Only visible to you")
    await write(lea, "/nothing at all")
    await expect(lea.get_by_text("/nothing is not a command here.")).to_be_visible()
    await expect(box).to_have_value("/nothing at all")
    assert stage.app.heard == [("command", "help")]


async def test_changing_person_keeps_the_channel_and_tells_of_waiting_messages(stage: Stage) -> None:
    await stage.app.say(stage.ana.dm, "Something to decide")
    page = await stage.look()
    await page.get_by_role("button", name="elsewhere").click()
    await page.get_by_role("button", name=re.compile("Anaïs Roux.*an animator.*1 unread direct message")).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("#elsewhere")
    await expect(page).to_have_url(re.compile(f"as={stage.ana.id}"))
    await page.get_by_role("navigation").get_by_role("button", name="Megaphone 1 unread").click()
    await expect(message(page, "Something to decide")).to_have_count(1)
    await expect(page.get_by_role("button", name="Megaphone 1 unread")).to_have_count(0)
    await page.get_by_role("tab", name="Home").click()
    await expect(page.get_by_role("heading", name="Your path")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="Your path")).to_be_visible()


async def test_the_guide_is_shown_first_and_the_time_is_moved(stage: Stage) -> None:
    async def later() -> None:
        await stage.app.say(stage.channel, "The next capsule")

    stage.play.guide = "Press **Next post**."
    stage.play.controls = [Control("next", "Next post", "a capsule arrives", later)]
    page = await stage.look(stage.lea)
    await expect(page.get_by_role("heading", name="What to try")).to_be_visible()
    await page.get_by_role("button", name="Next post").click()
    await expect(message(page, "The next capsule")).to_have_count(1)
    await page.locator("#panel").get_by_role("button", name="Close").click()
    await expect(page.get_by_role("heading", name="What to try")).to_have_count(0)
    await page.get_by_role("button", name="What to try").click()
    await expect(page.get_by_role("heading", name="What to try")).to_be_visible()


async def test_what_was_said_while_the_line_was_cut_is_shown(stage: Stage) -> None:
    lea = await stage.look(stage.lea)
    stage.cut_pages()
    await expect(lea.get_by_text("Reconnecting…")).to_be_visible()
    await stage.app.say(stage.channel, "said meanwhile")
    await expect(message(lea, "said meanwhile")).to_have_count(1)
    await expect(lea.get_by_text("Reconnecting…")).to_be_hidden()


async def test_a_phone_shows_everything_without_scrolling_sideways(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=CAPSULE)
    phone = await stage.look(stage.lea, width=360, height=740)
    await expect(phone.get_by_role("button", name="Withdraw")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") == 360
    await phone.get_by_role("button", name="Channels and messages").click()
    await phone.get_by_role("button", name="elsewhere").click()
    await expect(phone.get_by_role("heading", level=1)).to_have_text("#elsewhere")
    await expect(phone.get_by_role("navigation")).not_to_be_in_viewport()
