"""The demo as a newcomer plays it, following its guide in a real browser; pictures stay in `screenshots/`."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.demo import Demo
from tests.playground.page_stage import ARGUMENTS, CHROMIUM

PICTURES = Path(__file__).resolve().parents[2] / "screenshots"
WARM = "Wonderful session: the practice in pairs was really helpful, I used it with my team and it went well."
CHALEUREUX = "Super session : la pratique en binôme m’a beaucoup aidée, je m’en suis servie avec mon équipe. Merci !"

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: nothing to look with")


class Newcomer:
    """Somebody in front of the page: presses what they read, and takes pictures."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language

    async def is_now(self, name: str) -> None:
        person = self.page.locator(f"button.person[title^='{name}']")
        await person.click()
        await expect(self.page).to_have_url(re.compile(f"as={await person.get_attribute('data-person')}"))

    async def opens(self, place: str) -> None:
        await self.page.locator("#sidebar button.channel", has_text=place).click()

    async def presses(self, label: str, *, under: str | None = None) -> None:
        """The last button with this label, or the one of the last message that says `under`."""
        place = self.page.locator(".message", has_text=under).last if under else self.page
        await place.get_by_role("button", name=re.compile(re.escape(label))).last.click()

    async def sees(self, words: str) -> None:
        await expect(self.page.locator("main")).to_contain_text(words, timeout=15_000)

    async def no_longer_sees(self, words: str) -> None:
        await expect(self.page.locator("main")).not_to_contain_text(words, timeout=15_000)

    async def types(self, words: str) -> None:
        box = self.page.locator("main textarea").last
        await box.fill(words)
        await box.press("Enter")

    async def writes_in_the_form(self, words: str) -> None:
        form = self.page.get_by_role("dialog")
        await form.locator("textarea").fill(words)
        await self.picture("form")
        await form.get_by_role("button").last.click()

    async def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        await self.page.screenshot(path=PICTURES / f"{self.language}-{name}.png")


async def newcomer(tmp_path: Path, language: str, width: int = 1280) -> AsyncIterator[Newcomer]:
    demo = Demo(language, file=tmp_path / "demo.db")
    await demo.start()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": width, "height": 860})
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        await page.goto(demo.playground.url)
        yield Newcomer(page, language)
        await browser.close()
        assert faults == []
    await demo.stop()


@pytest.fixture
async def english(tmp_path: Path) -> AsyncIterator[Newcomer]:
    async for somebody in newcomer(tmp_path, "en"):
        yield somebody


@pytest.fixture
async def french(tmp_path: Path) -> AsyncIterator[Newcomer]:
    async for somebody in newcomer(tmp_path, "fr"):
        yield somebody


async def test_the_guide_word_for_word(english: Newcomer) -> None:
    me = english
    await me.sees("Say what you saw, then what it did")
    await me.picture("first-screen")
    await me.presses("Like", under="Say what you saw")
    await me.sees("5 likes")
    await answers_and_votes(me)
    await me.presses("Next post")
    await me.sees("Four seconds that open a door")
    await says_how_it_was(me)
    await is_published(me)
    await takes_it_back(me)
    await me.presses("End of session")
    await me.is_now("Hugo")
    await me.opens("Portevoix")
    await me.sees("How was Listening before answering?")
    await me.presses("Monday morning")
    await me.is_now("Amina")
    await me.opens("giving-feedback")
    await me.types("/learn session results")
    await me.presses("Results", under="Feedback that helps")
    await me.sees("4.3 ★ out of 5 (n = 7)")
    await me.picture("results")
    await me.is_now("Marc")
    await me.opens("Portevoix")
    await me.sees("people took part")
    await me.no_longer_sees(WARM)
    await me.picture("digest")


async def answers_and_votes(me: Newcomer) -> None:
    await me.presses("A", under="Fact or judgement?")
    await me.sees("A camera would have recorded it.")
    await me.sees("7 people answered")
    await me.presses("B", under="When do you talk about it?")
    await me.sees("7 people voted")
    await me.picture("quiz-and-poll")


async def says_how_it_was(me: Newcomer) -> None:
    await me.opens("Portevoix")
    await me.presses("5 stars")
    await me.presses("Say a few words")
    await me.writes_in_the_form(WARM)
    await me.sees("May we share your words?")
    await me.picture("consent")
    await me.presses("Yes, with my first name")
    await me.sees("An animator now reads your words")


async def is_published(me: Newcomer) -> None:
    await me.is_now("Amina")
    await me.opens("Portevoix")
    await me.sees(WARM)
    await me.picture("to-approve")
    await me.presses("Approve")
    await me.sees("Approved by Amina")
    await me.presses("See the plan")
    await me.presses("Post now")
    await answers_somebody(me)
    await me.opens("giving-feedback")
    await me.sees(WARM)
    await me.picture("published")
    await me.is_now("Hugo")
    await me.presses("Like")
    await me.sees("1 like")


async def answers_somebody(me: Newcomer) -> None:
    """Who was not happy on Monday, and gave no name."""
    await me.presses("See the follow-ups")
    await me.presses("Read")
    await me.sees("I felt useless")
    await me.picture("follow-up")


async def takes_it_back(me: Newcomer) -> None:
    await me.is_now("Lina")
    await me.opens("Portevoix")
    await me.presses("Take my words back")
    await me.page.get_by_role("alertdialog").or_(me.page.get_by_role("dialog")).get_by_role("button").last.click()
    await me.sees("have been taken back")
    await me.opens("giving-feedback")
    await me.no_longer_sees(WARM)
    await me.sees("withdrawn by its author")


async def test_the_same_in_french(french: Newcomer) -> None:
    me = french
    await speaks_french(me)
    await me.picture("first-screen")
    await me.presses("J’aime", under="La caméra avant le juge")
    await me.opens("Portevoix")
    await me.presses("5 étoiles")
    await me.presses("Dire quelques mots")
    await me.page.get_by_role("dialog").get_by_role("button", name="Envoyer").click()
    await expect(me.page.get_by_role("dialog")).to_contain_text("Veuillez remplir ce champ obligatoire.")
    await me.writes_in_the_form(CHALEUREUX)
    await me.presses("Oui, avec mon prénom")
    await me.sees("Une personne de l’animation lit maintenant vos mots")
    await me.is_now("Amina")
    await me.opens("Portevoix")
    await me.presses("Approuver")
    await me.presses("Voir le programme")
    await me.presses("Publier maintenant")
    await me.opens("donner-du-feedback")
    await me.sees(CHALEUREUX)
    await me.picture("published")
    await me.types("/learn help")
    await me.sees("Ce que vous pouvez faire")
    await me.picture("help")
    await me.presses("Lundi matin")
    await me.is_now("Marc")
    await me.opens("Portevoix")
    await me.sees("ont pris part")
    await me.picture("digest")


async def speaks_french(me: Newcomer) -> None:
    """The page's own words, the ones that are drawn from the start and the ones that come with the story."""
    await expect(me.page.locator("html")).to_have_attribute("lang", "fr")
    for place, words in (
        ("#people", "Vous êtes\u00a0:"),
        ("#open-guide", "À essayer"),
        ("#sidebar", "Applications"),
        (".day >> nth=-1", "Hier"),
        (".app-tag >> nth=0", "APPLI"),
    ):
        await expect(me.page.locator(place)).to_contain_text(words)
    await expect(me.page.get_by_placeholder("Message à #donner-du-feedback")).to_be_visible()
    await me.page.locator(".message", has_text="La caméra avant le juge").get_by_role("button", name="réponses").click()
    await expect(me.page.get_by_role("heading", name="Fil de discussion")).to_be_visible()
    await expect(me.page.get_by_placeholder("Répondre…")).to_be_visible()
    await me.picture("thread")
    await me.page.locator("#panel").get_by_role("button", name="Fermer").click()
