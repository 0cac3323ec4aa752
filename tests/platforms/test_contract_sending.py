"""What every platform folder promises of what it sends, tried on each of them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.platforms import Posted, Refused, Target, Unsure
from handlers.chat.cards import Prose, Quote, Text, card
from handlers.deliveries import rules
from tests.platforms.bench import Bench
from tests.platforms.sending import LONG, in_order, post, unknown
from tests.platforms.trial import QUOTED, Trial, full_card


async def test_every_part_of_a_card_is_drawn(bench: Bench) -> None:
    lina = await bench.person("Lina")

    (seen,) = await post(bench, full_card(lina.external_id))

    assert seen.author_is_bot
    assert lina.external_id in seen.text
    everything = (
        "Everything at once Strong soft and code said to Some strong words and a link one two print three"
        f" {QUOTED} Lina co Place Room 12 Somebody s name A small line A small line"
    )
    assert in_order(everything, seen.text)
    assert "https://example.org/a?b=c&d=e" in seen.text.replace("&amp;", "&")
    assert list(seen.buttons.values()) == ["trial.count:1", "trial.count:10", "trial.count:100"]


async def test_words_follow_the_readers_language(bench: Bench) -> None:
    (seen,) = await post(bench, full_card("1"), "fr")

    assert in_order("Tout à la fois", seen.text)
    assert next(iter(seen.buttons)) == "Encore"


async def test_long_prose_goes_on_in_the_thread_and_loses_nothing(bench: Bench) -> None:
    first, *rest = await post(bench, card("A long one", Prose(LONG)))

    assert rest, "a long capsule must not fill the channel"
    whole = "\n".join(seen.text for seen in (first, *rest))
    assert in_order(re.sub(r"!?\[([^\]]*)\]\([^)]*\)|```\w*", r"\1", LONG), whole)
    for address in re.findall(r"https://[^\s)]+", LONG):
        assert address in whole.replace("&amp;", "&")
    assert all(seen.text.count("```") % 2 == 0 for seen in (first, *rest))


async def test_an_edit_shows(bench: Bench) -> None:
    (seen,) = await post(bench, full_card("1"))
    (drawn,) = bench.platform.draw(card("Changed", Text("Now something else")), "en")

    await bench.platform.edit(Posted(seen.channel, seen.id), drawn)

    (now,) = bench.seen(bench.channel)
    assert now.id == seen.id
    assert in_order("Now something else", now.text)
    assert not in_order("Everything at once", now.text)
    assert dict(now.buttons) == {}


async def test_a_message_is_found_by_its_key_and_by_no_other(bench: Bench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    target = Target(bench.workspace, bench.channel)
    (first,) = await post(bench, card("One", Text("One")), key="aaaaaaaaaaaaaaaaaaaa")
    await post(bench, card("Two", Text("Two")), key="bbbbbbbbbbbbbbbbbbbb")

    assert await bench.platform.find(target, "aaaaaaaaaaaaaaaaaaaa", since) == Posted(bench.channel, first.id)
    assert await bench.platform.find(target, "cccccccccccccccccccc", since) is None
    elsewhere = Target(bench.workspace, bench.other_channel)
    assert await bench.platform.find(elsewhere, "aaaaaaaaaaaaaaaaaaaa", since) is None


async def test_after_a_lost_answer_the_message_is_found_and_not_sent_again(bench: Bench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    target = Target(bench.workspace, bench.channel)
    (drawn,) = bench.platform.draw(card("Once", Text("Only once")), "en")
    await bench.lose_next_answer()

    with pytest.raises(Unsure):
        await bench.platform.send(target, drawn, "dddddddddddddddddddd")

    await bench.settle()
    (kept,) = bench.seen(bench.channel)
    found = await bench.platform.find(target, "dddddddddddddddddddd", since)
    assert found == Posted(bench.channel, kept.id)


async def test_a_continuation_is_found_in_its_thread(bench: Bench) -> None:
    since = datetime.now(UTC) - timedelta(seconds=5)
    first, *_rest = await post(bench, card("A long one", Prose(LONG)), key="eeeeeeeeeeeeeeeeeeee")

    target = Target(bench.workspace, bench.channel, thread=first.id)
    found = await bench.platform.find(target, "eeeeeeeeeeeeeeeeeeee-0", since)

    assert found is not None
    assert found.message == bench.thread(first)[0].id


@pytest.mark.parametrize("place", ["closed", "unknown channel", "unknown person"])
async def test_what_can_never_be_posted_is_refused(bench: Bench, place: str) -> None:
    lina = await bench.person("Lina")
    (drawn,) = bench.platform.draw(card("No", Text("No")), "en")
    targets = {
        "closed": Target(bench.workspace, bench.closed_channel),
        "unknown channel": Target(bench.workspace, unknown(bench.channel)),
        "unknown person": Target(bench.workspace, person=unknown(lina.external_id)),
    }

    with pytest.raises(Refused) as caught:
        await bench.platform.send(targets[place], drawn, "ffffffffffffffffffff")

    assert caught.value.code


async def test_a_message_that_is_gone_cannot_be_edited(bench: Bench) -> None:
    (seen,) = await post(bench, full_card("1"))
    (drawn,) = bench.platform.draw(card("No", Text("No")), "en")

    with pytest.raises(Refused):
        await bench.platform.edit(Posted(seen.channel, unknown(seen.id)), drawn)


async def test_a_message_is_pinned_and_no_more_and_twice_is_as_once(bench: Bench) -> None:
    await post(bench, card("Another", Text("Another")), key="k2")
    (seen,) = await post(bench, full_card("1"))
    posted = Posted(seen.channel, seen.id)
    for on in (True, True, False, False):
        await bench.platform.pin(posted, on=on)
        await bench.settle()
        assert [one.pinned for one in bench.seen(bench.channel)] == [False, on]
    (now,) = [one for one in bench.seen(bench.channel) if one.id == seen.id]
    assert not now.edited


async def test_what_may_not_be_pinned_or_is_gone_is_refused(bench: Bench) -> None:
    (seen,) = await post(bench, full_card("1"))

    with pytest.raises(Refused) as gone:
        await bench.platform.pin(Posted(seen.channel, unknown(seen.id)), on=True)
    await bench.forbid_pins()
    with pytest.raises(Refused) as forbidden:
        await bench.platform.pin(Posted(seen.channel, seen.id), on=True)

    assert rules.pin_reason(gone.value.code) == rules.GONE
    assert rules.pin_reason(forbidden.value.code) in {"right", "not_allowed"}
    assert not bench.seen(bench.channel)[0].pinned


async def test_a_person_is_written_to_directly(bench: Bench, trial: Trial) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    since = datetime.now(UTC) - timedelta(seconds=5)
    target = Target(bench.workspace, person=lina.external_id)
    (drawn,) = bench.platform.draw(full_card(lina.external_id), "en")

    posted = await bench.platform.send(target, drawn, "abababababababababab")
    await bench.settle()

    (seen,) = lina.direct
    assert (seen.id, seen.channel) == (posted.message, posted.channel)
    assert list(marc.direct) == []
    assert await bench.platform.find(target, "abababababababababab", since) == posted
    await lina.press(seen, "Again")
    (ask,) = trial.asks
    assert (ask.who, ask.channel, ask.message) == (lina.external_id, posted.channel, posted.message)


async def test_the_bot_does_not_hear_itself(bench: Bench, trial: Trial) -> None:
    first, *_rest = await post(bench, card("A long one", Prose(LONG)))
    (drawn,) = bench.platform.draw(card("Changed", Text("Changed")), "en")
    await bench.platform.edit(Posted(first.channel, first.id), drawn)
    await bench.settle()

    assert trial.asks == []


async def test_people_are_known_and_counted_without_bots(bench: Bench) -> None:
    lina = await bench.person("Lina Moreau", language="fr", admin=True)
    await bench.person("Marc")

    profile = await bench.platform.profile(bench.workspace, lina.external_id)

    assert profile is not None
    assert (profile.external_id, profile.name, profile.is_admin, profile.is_bot) == (
        lina.external_id, "Lina Moreau", True, False,
    )  # fmt: skip
    assert await bench.platform.profile(bench.workspace, unknown(lina.external_id)) is None
    assert await bench.platform.audience(bench.workspace, bench.channel) == 2
    assert await bench.platform.audience(bench.workspace, unknown(bench.channel)) is None


async def test_somebodys_words_are_shown_sign_for_sign(bench: Bench) -> None:
    words = "<b>1</b> *2* _3_ ~4~ `5` ||6|| [7](https://e.org) > 8 # 9 \\10 - 11 &amp; 12 :smile: @here"
    (seen,) = await post(bench, card("Words", Quote(words)))

    assert in_order(words, seen.text)
