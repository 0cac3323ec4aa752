"""The list says what, where, since when, why and what to do; never who reads or what anybody answered."""

from __future__ import annotations

import pytest

from handlers.chat.routes import registry, to
from handlers.chat.words import LANGUAGES
from handlers.deliveries import rules
from storage.failures import NOTICE_DRAW
from tests.handlers.deliveries.office import TITLE, Office, pressed, shown
from tests.handlers.theatre import ELSEWHERE


async def test_pages_of_five_newest_first(office: Office) -> None:
    ids = await office.fail_many(12)
    first = shown(await office.press("amina", "deliveries.list"))
    assert pressed(first, "deliveries.drop") == [(delivery_id, 0) for delivery_id in ids[:6:-1]]
    assert "12 messages wait for your decision" in office.read(first, "en")
    assert pressed(first, "deliveries.page") == [(1,)]
    last = shown(await office.press("amina", "deliveries.page", 2))
    assert pressed(last, "deliveries.drop") == [(ids[1], 2), (ids[0], 2)]
    assert pressed(last, "deliveries.page") == [(1,)]


async def test_a_list_that_became_shorter_shows_its_last_page(office: Office) -> None:
    ids = await office.fail_many(6)
    after = shown(await office.press("amina", "deliveries.drop", ids[0], 1))
    assert pressed(after, "deliveries.drop") == [(delivery_id, 0) for delivery_id in ids[:0:-1]]
    assert pressed(shown(await office.press("amina", "deliveries.page", -4)), "deliveries.page") == []


async def test_everybody_sees_the_communities_they_animate(office: Office) -> None:
    await office.fail_many(1)
    assert "1 message waits" in await office.told("bruno", "deliveries.list")
    assert "Nothing waits" in office.read(shown(await office.press("elsa", "deliveries.list", where=ELSEWHERE)), "en")
    assert await office.told("lina", "deliveries.list") == "help.only.animator"


async def test_whose_answer_it_is_about_is_not_said(office: Office) -> None:
    session_id = await office.session("lina", title="Short meetings")
    lina = await office.member("lina")
    await office.say("lina", session_id, words="Far too slow for me.", stars=2)
    await office.fail("r", to("feedback.ladder", session_id, lina.id), "50007", to_member="lina")
    card = shown(await office.press("amina", "deliveries.list"))
    assert "Question to somebody who came to Short meetings, a direct message" in office.read(card, "en")
    for language in LANGUAGES:
        words = office.read(card, language)
        assert not {"Lina", "lina", "Moreau", "Far too slow"} & set(words.replace(",", " ").split()), words


async def test_what_continues_a_message_says_so(office: Office) -> None:
    await office.post_capsule()
    await office.fail("1#1", to("capsules.post", 1), part=1)
    assert f"The rest of: Capsule {TITLE}" in await office.told("amina", "deliveries.list")


@pytest.mark.parametrize("draw", [to("capsules.post", 42), to("feedback.ladder", 42, 1), to("plays.post", 1)])
async def test_what_is_gone_or_has_no_name_is_a_message(office: Office, draw: object) -> None:
    await office.fail("a", draw)  # type: ignore[arg-type]
    assert "\nMessage, for #C1\n" in await office.told("amina", "deliveries.list")


def test_every_message_has_a_name_in_the_list(office: Office) -> None:
    of_nobody_s_community = {NOTICE_DRAW, "privacy.export"}
    owed = {name for name in registry.messages if name.split(".")[0] in office.features.texts}
    assert owed - of_nobody_s_community == rules.NAMED
    for name in rules.NAMED:
        assert f"deliveries.what.{name}" in office.texts.phrases


@pytest.mark.parametrize("reason", sorted({*rules.REASONS.values(), rules.UNKNOWN}))
def test_every_reason_says_why_and_what_to_do(office: Office, reason: str) -> None:
    assert {f"deliveries.why.{reason}", f"deliveries.do.{reason}"} <= office.texts.phrases.keys()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("channel_not_found", "The channel no longer exists, or I cannot see it."),
        ("not_in_channel", "I am not in the channel."),
        ("50001", "I am not in the channel."),
        ("50013", "I am not allowed to write there."),
        ("50007", "This person does not receive direct messages from me."),
        ("invalid_auth", "The platform no longer lets me in (invalid_auth)."),
        ("msg_too_long", "The platform finds it too long."),
        ("invalid_blocks", "It could not be drawn: the fault is mine (invalid_blocks)."),
        ("channel_is_on_fire", "The platform said: channel_is_on_fire."),
        ("", "The platform said: ."),
    ],
)
async def test_why_in_plain_words(office: Office, code: str, why: str) -> None:
    await office.fail("a", to("comments.posted", 1), code)
    assert why in await office.told("amina", "deliveries.list")
