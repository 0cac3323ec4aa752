"""What the page draws: Block Kit and both mark-ups as Slack shows them, and nothing of what people try to slip in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from tests.playground.page_app import FORM, HOSTILE, mrkdwn, plain
from tests.playground.page_stage import HOSTILE_NAME, IN_THE_BROWSER, Stage

pytestmark = IN_THE_BROWSER

MARKDOWN = """# Title

### Deeper
1. one
2. two
   - under two
   - [x] done

> quoted **words**

```sql
select * from <table>;
```

| Name | Count |
|:-----|------:|
| a    | 12    |

~~gone~~ *em* ***both*** snake_case_word `a ``b` [Slack](https://example.org/a_(b)) ![a curve](https://example.org/c.png)

---

last
"""
MRKDWN = (
    "*bold* _em_ ~gone~ `code` <https://example.org|a link> <@{person}> <#{channel}> <!here> :tada: :no_such_one:\n"
    "&gt; quoted\nafter 2*3*4 a_b_c\n```\nkept  as it is <b>\n```\n<!date^0^{{date_num}} {{time}}|a fallback> &lt;b&gt;"
)
FIELDS: list[dict[str, Any]] = [
    {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-24"},
    {"type": "timepicker", "action_id": "hour", "initial_time": "09:30"},
    {"type": "radio_buttons", "action_id": "one", "options": [{"text": plain("Yes"), "value": "y"}]},
    {
        "type": "multi_static_select",
        "action_id": "several",
        "options": [{"text": plain("Git"), "value": "git"}, {"text": plain("SQL"), "value": "sql"}],
    },
    {"type": "overflow", "action_id": "more", "options": [{"text": plain("Pause"), "value": "p"}]},
]


@pytest_asyncio.fixture(loop_scope="session")
async def stage(browser: Browser) -> AsyncIterator[Stage]:
    async with Stage(browser) as stage:
        yield stage
        assert stage.complaints == []


async def texts(place: Locator) -> list[str]:
    return [" ".join(text.split()) for text in await place.all_inner_texts()]


def last(page: Page) -> Locator:
    return page.locator("#surface .message").last


async def test_markdown_is_drawn_as_slack_draws_it(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=[{"type": "markdown", "text": MARKDOWN}])
    drawn = last(await stage.look(stage.lea)).locator(".markdown")
    assert await texts(drawn.get_by_role("heading")) == ["Title", "Deeper"]
    assert await texts(drawn.locator("ol > li > ul > li")) == ["under two", "☑ done"]
    assert await texts(drawn.locator("blockquote strong")) == ["words"]
    assert await drawn.locator("pre").inner_text() == "select * from <table>;"
    assert await texts(drawn.locator("th, td")) == ["Name", "Count", "a", "12"]
    assert await texts(drawn.locator("del")) == ["gone"]
    assert await texts(drawn.locator("em")) == ["em", "both"]
    assert await texts(drawn.locator("em strong, strong em")) == ["both"]
    assert await drawn.get_by_role("link", name="Slack").get_attribute("href") == "https://example.org/a_(b)"
    assert await drawn.get_by_role("link", name="a curve").get_attribute("href") == "https://example.org/c.png"
    assert "snake_case_word" in await drawn.inner_text()
    assert await drawn.locator("hr").count() == 1
    assert await drawn.locator("img").count() == 0


async def test_mrkdwn_is_drawn_as_slack_draws_it(stage: Stage) -> None:
    words = MRKDWN.format(person=stage.lea.id, channel=stage.other_channel.id)
    await stage.app.say(stage.channel, words)
    drawn = last(await stage.look(stage.lea)).locator(".mrkdwn")
    found = {
        tag: await texts(drawn.locator(tag))
        for tag in ("strong", "em", "del", "a", "blockquote", "pre", ".mention-me", ".emoji")
    }
    assert found == {
        "strong": ["bold"],
        "em": ["em"],
        "del": ["gone"],
        "a": ["a link", "#elsewhere"],
        "blockquote": ["quoted"],
        "pre": ["kept as it is <b>"],
        ".mention-me": ["@Léa Martin", "@here"],
        ".emoji": ["🎉"],
    }
    said = await drawn.inner_text()
    for words in (":no_such_one:", "2*3*4 a_b_c", "1970-01-01 01:00 <b>"):
        assert words in said


async def test_what_is_chosen_in_a_message_reaches_the_app(stage: Stage) -> None:
    await stage.app.say(stage.channel, blocks=[{"type": "actions", "block_id": "fields", "elements": FIELDS}])
    page = await stage.look(stage.lea)
    row = last(page)
    await row.locator("input[type=date]").fill("2026-12-01")
    await row.locator("input[type=time]").fill("10:45")
    await row.get_by_label("Yes").check()
    search = row.get_by_role("combobox")
    await search.fill("sq")
    await expect(row.get_by_role("option")).to_have_text(["SQL"])
    await search.press("ArrowDown")
    await search.press("Enter")
    await expect(row.get_by_role("button", name="Remove SQL")).to_be_visible()
    await row.get_by_role("button", name="More options").click()
    await page.get_by_role("menuitem", name="Pause").click()
    await stage.play.settled()
    chosen = {name: value for kind, (name, value) in stage.app.heard if kind == "chosen"}
    assert chosen["day"] == "2026-12-01"
    assert chosen["hour"] == "10:45"
    assert chosen["one"]["value"] == "y"
    assert [option["value"] for option in chosen["several"]] == ["sql"]
    assert chosen["more"]["value"] == "p"


def hostile_blocks() -> list[dict[str, Any]]:
    def bad(place: str) -> str:
        return HOSTILE.format(place=place)

    return [
        {"type": "header", "text": plain(bad("header"))},
        {"type": "section", "text": plain(bad("plain")), "fields": [mrkdwn(bad("field"))]},
        {"type": "section", "text": mrkdwn(bad("mrkdwn") + " <javascript:alert(1)|a trap>")},
        {"type": "markdown", "text": bad("markdown") + "\n\n[a trap](javascript:alert(1)) [another](data:text/html,x)"},
        {"type": "context", "elements": [mrkdwn(bad("context"))]},
        {
            "type": "image",
            "image_url": "https://example.org/x.png",
            "alt_text": bad("alt"),
            "title": plain(bad("title")),
        },
        {"type": "actions", "elements": [{"type": "button", "action_id": "words", "text": plain(bad("b")[:75])}]},
    ]


async def test_nothing_people_write_becomes_markup(stage: Stage) -> None:
    await stage.tom.post(stage.channel, HOSTILE.format(place="post"))
    await stage.app.say(stage.channel, HOSTILE.format(place="text"), blocks=hostile_blocks())
    await stage.app.whisper(stage.channel, stage.lea, HOSTILE.format(place="whisper"))
    page = await stage.look(stage.lea)
    await expect(page.locator("#surface .message")).to_have_count(3)
    assert HOSTILE_NAME in await page.locator(".author").first.inner_text()
    shown = await page.locator("#surface").inner_text()
    for place in ("header", "plain", "field", "mrkdwn", "markdown", "context", "title", "alt", "post", "whisper"):
        assert HOSTILE.format(place=place) in shown
    assert await page.locator("#surface img, #surface script, #surface iframe").count() == 0
    assert await page.get_by_role("link", name="trap").count() == 0
    assert await page.evaluate("window.broken") is None


async def test_nothing_in_a_form_becomes_markup(stage: Stage) -> None:
    bad = HOSTILE.format(place="form")
    blocks = [{"type": "section", "text": mrkdwn(bad)}, {**FORM["blocks"][0], "label": plain(bad), "hint": plain(bad)}]
    stage.app.form = {**FORM, "title": plain(bad[:24]), "blocks": blocks}
    await stage.app.say(stage.channel, blocks=hostile_blocks()[-1:])
    page = await stage.look(stage.lea)
    await page.locator(".actions .button").click()
    await expect(page.get_by_role("dialog").get_by_text(bad)).to_have_count(3)
    assert await page.locator("dialog img, dialog script").count() == 0
    assert await page.evaluate("window.broken") is None
