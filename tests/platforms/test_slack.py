"""What only Slack does: events told again, forms that close, addresses to answer at that expire."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms import Posted, Target
from bot.platforms.slack.absence import Absence
from handlers.chat.asks import Ask
from handlers.chat.cards import Prose, Text, card
from handlers.chat.replies import Reply, Tell
from handlers.chat.routes import Role
from handlers.desk import Desk
from playground.model import PlayError
from tests.platforms.bench import Seen
from tests.platforms.sending import in_order
from tests.platforms.slack_bench import SlackBench
from tests.platforms.trial import Trial, full_card


async def shown(slack: SlackBench) -> Seen:
    """A card everybody sees."""
    (drawn,) = slack.platform.draw(full_card("U1"), "en")
    await slack.platform.send(Target(slack.workspace, slack.channel), drawn, "k")
    await slack.settle()
    return slack.seen(slack.channel)[0]


async def test_an_event_told_again_is_done_once(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    seen = await shown(slack)
    await lina.react(seen, "👍")
    (sent,) = [sent for sent in slack.play.events if sent.event["type"] == "reaction_added"]

    slack.play.redeliver(sent)
    await slack.settle()

    assert len(trial.asks) == 1


async def test_what_could_not_be_kept_is_not_acknowledged_and_comes_again(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    seen = await shown(slack)
    kept = slack.door.handle
    failures = iter([RuntimeError("the disk is full")])

    async def handle(ask: Ask) -> Reply | None:
        for failure in failures:
            raise failure
        return await kept(ask)

    slack.door.handle = handle  # type: ignore[method-assign]
    await lina.react(seen, "👍")
    async with asyncio.timeout(5):
        while not trial.asks:
            await asyncio.sleep(0.02)

    await slack.settle()
    assert len(trial.asks) == 1


async def test_a_command_that_breaks_is_answered_in_words_not_by_an_error_of_slack(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    outcome = await lina.person.slash(slack.channels[0], "/learn", "trial trouble")
    await slack.settle()

    assert outcome.ok
    assert in_order("Something went wrong on my side", lina.private[-1].text)


async def test_everything_slack_may_send_is_acknowledged(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    seen = await shown(slack)
    message = slack.channels[0].messages[seen.id]

    assert (await lina.person.shortcut("anything", message)).ok
    assert (await lina.person.shortcut("anything")).ok
    await lina.command("trial form")
    await lina.person.close(lina.person.views[-1])
    await lina.person.open_dm()
    await slack.settle()

    assert all(sent.acknowledged for sent in slack.play.events)


async def test_unknown_words_are_answered_with_help(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")

    await lina.command("tiral card")

    assert in_order("Help for tiral card", lina.private[-1].text)


async def test_a_pressed_button_of_everybodys_message_replaces_nothing(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    seen = await shown(slack)

    await lina.press(seen, "Again")

    assert slack.seen(slack.channel) == [seen]
    assert in_order("Pressed 1 time", lina.private[-1].text)


async def test_when_the_address_is_used_up_the_answer_is_whispered(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial card")
    for _ in range(7):
        seen = await shown(slack)
        await lina.press(seen, "Again")

    assert in_order("Pressed 7 times", lina.private[-1].text)


async def test_where_the_bot_cannot_whisper_it_writes_directly(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    place = slack.play.channel(slack.closed_channel)
    await lina.person.join(place)
    for _ in range(3):
        await lina.command("trial form", channel=slack.closed_channel)
        await lina.fill(words="some")

    assert len(trial.taken("trial.filled")) == 3
    told = [*lina.person.ephemerals(place), *lina.direct]
    assert len(told) == 3


async def test_the_same_form_sent_twice_is_one_ask(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial form")
    view = lina.person.views[-1]
    await lina.fill(words="once")

    with pytest.raises(PlayError):
        await lina.person.submit(view, {"words": "once"})
    lina.person.profile.stack.append(view)  # the client never got the answer: the form is still there
    await lina.fill(words="once")

    assert len(trial.taken("trial.filled")) == 1
    assert lina.form is None


async def test_a_mistake_keeps_the_form_open(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial form")

    await lina.fill(words="wrong")

    assert lina.errors == ["Please choose other words."]
    assert lina.form is not None
    await lina.fill(words="right")
    assert lina.form is None


async def test_a_long_private_card_comes_whole_and_in_order(slack: SlackBench, trial: Trial) -> None:
    @trial.registry.route("trial.long", who=Role.ANYONE, command="trial long")
    async def long(ask: Ask, desk: Desk) -> Reply:
        return Tell(card("Long", Text("before"), Prose("One sentence. " * 1500), Text("after")))

    lina = await slack.person("Lina")
    await lina.command("trial long")

    whole = " ".join(seen.text for seen in lina.private)
    assert len(lina.private) > 1
    assert whole.startswith("before")
    assert whole.endswith("after")
    assert whole.count("One sentence.") == 1500


async def test_the_connection_comes_back_when_slack_asks_for_another(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina")
    for reason in ("warning", "refresh_requested"):
        await slack.play.disconnect_sockets(reason)
        assert await slack.play.connected()
        await asyncio.sleep(0.2)
        await lina.command("trial words")

    assert len(trial.taken("trial.words")) == 2


async def test_one_press_opens_one_form_in_the_readers_language(slack: SlackBench, trial: Trial) -> None:
    lina = await slack.person("Lina", language="fr")

    await lina.command("trial form")

    assert lina.form is not None
    assert lina.form.title == "À remplir"
    assert len(lina.person.views) == 1


async def test_a_home_page_is_published_for_its_person(slack: SlackBench) -> None:
    lina, marc = await slack.person("Lina"), await slack.person("Marc")

    await lina.open_home()

    assert lina.home is not None
    assert marc.home is None


async def test_a_message_may_be_edited_many_times(slack: SlackBench) -> None:
    seen = await shown(slack)
    for number in range(3):
        (drawn,) = slack.platform.draw(card("Edited", Text(f"Version {number}")), "en")
        await slack.platform.edit(Posted(seen.channel, seen.id), drawn)

    (now,) = slack.seen(slack.channel)
    assert now.text == "Version 2"


async def test_a_long_absence_is_noticed_once_and_a_short_one_is_not() -> None:
    now, connected, caught_up = 0.0, True, []

    async def is_connected() -> bool:
        return connected

    async def came_back() -> None:
        caught_up.append(now)
        raise RuntimeError("Slack is still in trouble")

    absence = Absence(is_connected, came_back, clock=lambda: now)
    for step in ((50, True), (100, True), (105, False), (165, True), (170, True), (1000, True)):
        now, connected = step
        await absence.look()

    assert caught_up == [165, 1000]


async def test_a_form_that_breaks_stays_open(slack: SlackBench) -> None:
    lina = await slack.person("Lina")
    await lina.command("trial form")

    async def broken(ask: Ask) -> Reply | None:
        raise RuntimeError("the disk is full")

    slack.door.handle = broken  # type: ignore[method-assign]
    outcome = await lina.person.submit(lina.person.views[-1], {"words": "kept"})

    assert outcome.error == "operation_timeout"
    assert lina.form is not None
