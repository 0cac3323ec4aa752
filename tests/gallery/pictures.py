"""Pictures of the gallery, taken by Chromium, a few examples on each."""

from __future__ import annotations

from pathlib import Path
from typing import TypedDict

from playwright.async_api import FloatRect, async_playwright

from tests.playground.page_stage import ARGUMENTS, CHROMIUM

TALLEST = 1500
"""Of a picture, in pixels, unless one example alone is taller."""
WIDEST = 1510


class Place(TypedDict):
    """Where an example stands on the page, in pixels."""

    top: float
    bottom: float


async def take(page_file: Path, folder: Path) -> list[Path]:
    """`capsules-1.png`, `capsules-2.png`… for each feature."""
    taken = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": WIDEST, "height": 900})
        await page.goto(page_file.as_uri())
        await page.locator("body[data-drawn]").wait_for()
        for feature in await page.evaluate(FEATURES):
            for number, clip in enumerate(_clips(await page.evaluate(ONLY, feature)), 1):
                taken.append(folder / f"{feature}-{number}.png")
                await page.screenshot(path=taken[-1], clip=clip, full_page=True)
        await browser.close()
    return taken


FEATURES = """() => [...new Set([...document.querySelectorAll(".example")].map((one) => one.dataset.feature))]"""
ONLY = """(feature) => {
    const all = [...document.querySelectorAll(".example")];
    for (const one of all) one.hidden = one.dataset.feature !== feature;
    return all.filter((one) => !one.hidden).map((one) => {
        const { top, bottom } = one.getBoundingClientRect();
        return { top: top + scrollY, bottom: bottom + scrollY };
    });
}"""
"""Leaves the examples of one feature on the page, which pictures of a long one are slow to take."""


def _clips(places: list[Place]) -> list[FloatRect]:
    clips: list[FloatRect] = []
    for place in places:
        if clips and place["bottom"] - clips[-1]["y"] <= TALLEST:
            clips[-1]["height"] = place["bottom"] - clips[-1]["y"]
        else:
            clips.append({"x": 0, "y": place["top"], "width": WIDEST, "height": place["bottom"] - place["top"]})
    return clips
