"""Nothing is missing from the gallery, nothing is cut, and what it draws stays inside a phone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from bot.texts import Phrase, Texts
from handlers import load
from handlers.chat.words import LANGUAGES
from tests.gallery import bundle, drawings
from tests.gallery.drawings import Drawing, Example
from tests.platforms.slack_contracts import IN_MESSAGE, message_wrongs, view_wrongs
from tests.playground.page_stage import ARGUMENTS, CHROMIUM

ENOUGH = 12
"""Characters from which a few words say in which language they are."""


@cache
def examples() -> tuple[Example, ...]:
    return tuple(drawings.every())


def all_drawings() -> list[tuple[str, Drawing]]:
    return [
        (f"{example.feature}: {example.name}, {drawing.platform} {drawing.language}", drawing)
        for example in examples()
        for drawing in example.drawings
    ]


def test_every_example_is_drawn_on_both_platforms_in_both_languages() -> None:
    wanted = [(platform, language) for platform in ("slack", "discord") for language in ("fr", "en")]
    assert examples()
    for example in examples():
        assert [(one.platform, one.language) for one in example.drawings] == wanted, example.name
        assert all(any(text.strip() for text in one.texts()) for one in example.drawings), example.name


def test_no_phrase_is_left_unfilled() -> None:
    raw = [f"{where}: {text}" for where, one in all_drawings() for text in one.texts() if re.search(r"\{\w*\}", text)]
    assert raw == []


def test_nothing_has_to_be_cut() -> None:
    over = [
        f"{where}: {measure.what} {measure.used}/{measure.allowed}"
        for where, drawing in all_drawings()
        for measure in drawing.measures
        if measure.used > measure.allowed
    ]
    assert over == []


def test_slack_accepts_them_all(shared: Path) -> None:
    wrong = [
        f"{where}: {reason}"
        for where, drawing in all_drawings()
        if drawing.platform == "slack"
        for body in drawing.bodies
        for reason in (message_wrongs(as_sent(body)) if drawing.shape == "messages" else view_wrongs(body))
    ]
    assert wrong == []


def as_sent(body: dict[str, Any]) -> dict[str, Any]:
    """Without the files that are uploaded beside it."""
    return {name: held for name, held in body.items() if name in IN_MESSAGE}


def test_no_english_is_left_in_french() -> None:
    theirs = re.compile("|".join(sorted(map(re.escape, only_english()), key=len, reverse=True)))
    found = [
        f"{where}: {said[0]}"
        for where, drawing in all_drawings()
        if drawing.language == "fr"
        for text in drawing.texts()
        if (said := theirs.search(text))
    ]
    assert found == []
    assert any(theirs.search(text) for _, one in all_drawings() if one.language == "en" for text in one.texts())


def only_english() -> set[str]:
    """What English phrases say between their values, and no French phrase says too."""
    phrases = Texts.load(load().texts).phrases
    english, french = (
        {piece for forms in phrases.values() for piece in said(forms[language])} for language in LANGUAGES
    )
    return {one for one in english if not any(one in other for other in french)}


def said(forms: Phrase) -> set[str]:
    texts = [forms] if isinstance(forms, str) else list(forms.values())
    pieces = {piece.strip() for text in texts for piece, *_ in Formatter().parse(text)}
    return {piece for piece in pieces if len(piece) >= ENOUGH and " " in piece}


def test_words_of_people_are_never_markup() -> None:
    hostile = "</script><img src=x onerror=alert(1)>"
    measures = Drawing("slack", "fr", "messages", [{"text": hostile, "blocks": []}], [])
    page = bundle.written([Example("capsules", hostile, [measures])])
    assert hostile not in page
    assert page.count("</script>") == bundle.written([]).count("</script>")


@pytest.fixture
async def gallery(tmp_path: Path) -> AsyncIterator[Page]:
    if CHROMIUM is None:
        pytest.skip("chromium is not installed: nothing to look with")
    file = tmp_path / "index.html"
    file.write_text(bundle.written(list(examples())), "utf-8")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = await browser.new_page(viewport={"width": 1510, "height": 900})
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda one: None if one.url.startswith(("file:", "data:")) else complaints.append(one.url))
        await page.goto(file.as_uri())
        await page.locator("body[data-drawn]").wait_for()
        yield page
        await browser.close()
    assert complaints == []


TOO_WIDE = """() => [...document.querySelectorAll(".drawing")].flatMap((drawing) => {
    const edge = drawing.getBoundingClientRect().right + 0.5;
    const scrolls = (node) => node.closest("pre, .table-frame, .d-button-label, .select");
    const wide = [...drawing.querySelectorAll("*")].filter((one) =>
        one.getBoundingClientRect().right > edge && !scrolls(one) && !one.closest(".visually-hidden"));
    return wide.length ? [`${drawing.closest(".example").id}: ${wide[0].outerHTML.slice(0, 200)}`] : [];
})"""
CUT = """() => [...document.querySelectorAll(".d-button-label")].filter((one) => one.scrollWidth > one.clientWidth)
    .map((one) => `${one.closest(".example").id}: ${one.textContent}`)"""


MARKDOWN = (
    ("## A **title**\n-# small *print*", '<div class="d-h2">A <strong>title</strong></div>'),
    ("-# small *print*", '<div class="d-small">small <em>print</em></div>'),
    ("> one\n> two", '<blockquote><div class="d-words">one\ntwo</div></blockquote>'),
    ("1. one\n2. two", '<ol start="1"><li>one</li><li>two</li></ol>'),
    ("- one\n  - in", "<ul><li>one<ul><li>in</li></ul></li></ul>"),
    (r"\*kept\* __u__ ~~s~~ `a*b*`", "*kept* <u>u</u> <s>s</s> <code>a*b*</code>"),
    ("```py\nx = 1\n```", "<pre><code>x = 1</code></pre>"),
    ("[name](<https://example.org/a(b)>)", '<a href="https://example.org/a(b)"'),
    ("[name](javascript:alert)", "<span>name</span>"),
    ("<@U1> in <#C1>", '<span class="d-mention">@Lina</span> in <span class="d-mention">#tea</span>'),
    ("snake_case_name <b>", "snake_case_name &lt;b&gt;"),
)
"""What is written, and what is in the drawing."""
READ = """async (written) => {
    const { drawMarkdown } = await import("gallery/discord_markdown.js");
    const names = { people: { U1: "Lina" }, channels: { C1: "tea" } };
    return written.map((one) => drawMarkdown(one, names).innerHTML);
}"""


async def test_a_browser_shows_everything_on_a_phone_and_on_a_desktop(gallery: Page) -> None:
    assert await gallery.locator(".drawing").count() == 4 * len(examples())
    assert await gallery.locator(".drawing .unknown").all_text_contents() == []
    for language, optional, app in (("fr", "(facultatif)", "APPLI"), ("en", "(optional)", "APP")):
        drawn = gallery.locator(f".drawing.slack[lang={language}]")
        assert {words.strip() for words in await drawn.locator(".optional").all_text_contents()} == {optional}
        assert set(await drawn.locator(".app-tag").all_text_contents()) == {app}
    for name, width in (("phone", 360), ("desktop", 520)):
        await gallery.locator("#width").select_option(name)
        assert await gallery.locator(".frame").first.evaluate("(one) => one.clientWidth") == width
        assert await gallery.evaluate(TOO_WIDE) == []
        assert await gallery.evaluate(CUT) == []
    await shows_both_themes(gallery)
    drawn = await gallery.evaluate(READ, [written for written, _ in MARKDOWN])
    assert [html for (_, html), shown in zip(MARKDOWN, drawn, strict=True) if html not in shown] == []


async def shows_both_themes(gallery: Page) -> None:
    pages = "(one) => getComputedStyle(one).backgroundColor"
    seen = set()
    for theme in ("light", "dark"):
        await gallery.locator("#theme").select_option(theme)
        for platform in drawings.PLATFORMS:
            seen.add((platform, await gallery.locator(f".drawing.{platform}").first.evaluate(pages)))
    assert len(seen) == 4
