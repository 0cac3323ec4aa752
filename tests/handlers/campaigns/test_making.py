"""A campaign made in chat, and one brought by a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.campaigns.importing import import_campaign
from handlers.campaigns.sources import BadCampaign
from handlers.chat.cards import Card
from handlers.chat.replies import Open
from storage.campaigns import Campaign, CampaignStep
from tests.handlers.campaigns.troupe import TITLES, Troupe, card_of

FILE = "name: Mine\nsteps:\n  - {capsule: Ask first, day: D-1}\n  - {capsule: Look ahead, day: D+7, hour: '14:00'}\n"


async def made(play: Troupe) -> Card:
    filled = {"name": "  Ours ", "hour": "8h30"}
    return card_of(await play.press("amina", "campaigns.create", play.community_id, filled=filled))


async def added(play: Troupe, capsule: str, day: str, hour: str = "") -> Card:
    filled = {"capsule": capsule, "day": day, "hour": hour}
    return card_of(await play.press("amina", "campaigns.add", 2, play.community_id, filled=filled))


def order(play: Troupe, card: Card) -> list[str]:
    """The titles of its steps, in their order."""
    lines = [line for line in play.read(card, "en").splitlines() if line.startswith(("D", "**D"))]
    return [line.rsplit(" · ", 1)[1] for line in lines]


async def test_capsules_are_added_one_at_a_time_and_stand_in_the_order_of_their_days(play: Troupe) -> None:
    await made(play)
    await added(play, "look ahead", "D+7")
    await added(play, "ask", "j-1")
    card = await added(play, TITLES[0], "D+7", "7h")
    assert order(play, card) == [TITLES[1], TITLES[0], TITLES[3]]
    assert "D-1" in play.read(card, "en")
    assert "J-1" in play.read(card, "fr")
    assert "Ours" in await play.told("bruno", "campaigns.list")


async def test_they_change_places_move_and_are_taken_out(play: Troupe) -> None:
    await made(play)
    for title, day in zip(TITLES[:3], ("D+0", "D+1", "D+7"), strict=True):
        await added(play, title, day)
    steps = [str(one.id) for one in await play.rows(CampaignStep)][-3:]

    async def change(step: str, what: str, day: str = "") -> list[str]:
        filled = {"step": step, "what": what, "day": day, "hour": ""}
        return order(play, card_of(await play.press("amina", "campaigns.change", 2, play.community_id, filled=filled)))

    assert await change(steps[0], "move", "D+7") == [TITLES[2], TITLES[1], TITLES[0]]
    assert await change(steps[1], "move", "D+30") == [TITLES[2], TITLES[0], TITLES[1]]
    assert await change(steps[2], "remove") == [TITLES[0], TITLES[1]]


async def test_bad_words_are_told_under_their_field_and_change_nothing(play: Troupe) -> None:
    await made(play)
    await added(play, "ask", "D-1")
    ids = (2, play.community_id)
    wrong = [
        ({"capsule": "Aks first", "day": "D+1"}, "campaigns.mistake.unknown_near"),
        ({"capsule": "", "day": "D+1"}, "campaigns.mistake.unknown"),
        ({"capsule": "Facts", "day": "D+1"}, "campaigns.mistake.several"),
        ({"capsule": "Look ahead", "day": "Monday"}, "campaigns.mistake.day"),
        ({"capsule": "Look ahead", "day": "D+1", "hour": "noon"}, "campaigns.mistake.hour"),
        ({"capsule": "Look ahead", "day": "D-1"}, "campaigns.mistake.same_slot"),
        ({"capsule": "ask", "day": "D+1"}, "campaigns.mistake.twice"),
    ]
    for filled, key in wrong:
        assert await play.told("amina", "campaigns.add", *ids, filled=filled) == key
    gone = {"step": "99", "what": "remove"}
    assert await play.told("amina", "campaigns.change", *ids, filled=gone) == "campaigns.mistake.gone"
    taken = {"name": "FIRST month", "hour": "09:00"}
    assert await play.told("amina", "campaigns.create", play.community_id, filled=taken) == (
        "campaigns.mistake.name_taken"
    )
    assert len(await play.rows(CampaignStep)) == 5


async def test_it_is_removed_and_put_back_and_a_files_is_not(play: Troupe) -> None:
    await made(play)
    card = await added(play, "ask", "D-1")
    gone = await play.goes(card, "campaigns.remove")
    assert "Ours" not in await play.told("amina", "campaigns.list")
    assert await play.mistaken(card, "campaigns.start_form") == "help.outdated"
    assert order(play, await play.goes(gone, "campaigns.put_back")) == [TITLES[1]]
    assert await play.told("amina", "campaigns.remove", play.campaign_id, play.community_id) == "help.outdated"
    assert await play.told("elsa", "campaigns.remove", 2, play.community_id) == "help.only.animator"


async def test_forms_open_with_what_was_said(play: Troupe) -> None:
    shown = await play.filled(date="2026-12-15", time="10:00")
    link = next(link for link in shown.links() if link.route == "campaigns.start_form")
    reply = await play.press("amina", link.route, *link.values)
    assert isinstance(reply, Open)
    values = {field.name: getattr(field, "value", None) for field in reply.form.fields}
    assert values == {"date": "2026-12-15", "session": "none", "time": "10:00", "holidays": "keep"}


async def test_a_file_is_kept_whole_once_and_changed_when_it_changes(play: Troupe, tmp_path: Path) -> None:
    file = tmp_path / "campaign.yaml"

    async def brought(text: str) -> str:
        file.write_text(text, "utf-8")
        return await import_campaign(play.database, file, community_id=None, now=play.clock.now())

    assert await brought(FILE) == "added"
    assert await brought(FILE) == "unchanged"
    assert await brought(FILE.replace("D+7", "D+8")) == "updated"
    with pytest.raises(BadCampaign) as bad:
        await brought(FILE.replace("D+7", "D-8"))
    assert (bad.value.reason.key, bad.value.line) == ("campaigns.bad.order", 4)
    assert [one.name for one in await play.rows(Campaign)] == ["First month", "Mine"]
    assert [step.days for step in await play.rows(CampaignStep)][-2:] == [-1, 8]


async def test_a_file_that_cannot_be_read_is_refused(play: Troupe, tmp_path: Path) -> None:
    for content, key in ((b"\xff\xfe", "encoding"), (b"#" * 200_001, "large"), (None, "no_file")):
        file = tmp_path / f"{key}.yaml"
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(BadCampaign) as bad:
            await import_campaign(play.database, file, community_id=None, now=play.clock.now())
        assert bad.value.reason.key == f"campaigns.bad.{key}"
