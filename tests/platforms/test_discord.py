"""What is Discord's own: its command tree, its forms, its questions, its conversations shared between servers."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from bot.platforms import Posted, Target, Watched
from bot.platforms.discord import addresses, hearing
from bot.platforms.discord.inbound import private_channel
from handlers.chat.asks import EMOJI_ADDED, EMOJI_REMOVED, REPLY_DELETED, REPLY_EDITED, REPLY_WRITTEN
from handlers.chat.cards import Button, Buttons, Card, Prose, Text, card
from handlers.chat.routes import to
from handlers.chat.words import Say
from tests.platforms.bench import Seen
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.discord_fixture import TeaDoor, registry, texts

ASK = card(
    Say("tea.hello"),
    Text(Say("tea.hello")),
    Buttons(
        Button("Nothing", to("tea.nothing")),
        Button("Make", to("tea.make")),
        Button("Throw", to("tea.throw", 3), confirm=Say("tea.sure", n=3, name="Earl_Grey")),
        Button("Break", to("tea.break")),
        Button("Order", to("tea.order", "mint")),
    ),
)


@dataclass
class Table:
    bench: DiscordBench
    door: TeaDoor

    async def post(self, card: Card = ASK, *, person: str | None = None, key: str = "k1") -> Seen:
        """The bot sends a card to the channel, or to a person."""
        platform = self.bench.platform
        target = Target(self.bench.workspace, None if person else self.bench.channel, person)
        first, *others = platform.draw(card, "en")
        posted = await platform.send(target, first, key)
        for number, body in enumerate(others):
            await platform.send(
                Target(target.workspace, target.channel, person, posted.message), body, f"{key}{number}"
            )
        await self.bench.settle()
        return self.seen(posted)

    def seen(self, posted: Posted) -> Seen:
        return self.bench.as_seen(self.bench.message(int(posted.message)))


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    routes = registry()
    bench = DiscordBench(texts(), routes)
    door = TeaDoor(routes)
    await bench.start(door)
    yield Table(bench, door)
    complaints = bench.complaints()
    await bench.stop()
    assert not complaints


async def test_a_typed_command_gives_its_words_to_the_action(table: Table) -> None:
    lina = await table.bench.person("Lina", language="fr")
    await lina.command("order jasmine & *mint*")
    ask = table.door.asks[-1]
    assert (ask.link, ask.channel, ask.language) == (to("tea.order", "jasmine & *mint*"), table.bench.channel, "fr")
    assert lina.private[-1].text == "**jasmine & \\*mint\\*** est servi."


async def test_home_is_a_command_here(table: Table) -> None:
    lina = await table.bench.person("Lina")
    await lina.open_home()
    assert lina.home is not None
    assert lina.home.text == "Hello"


async def test_a_form_gives_days_hours_and_people_as_the_bot_reads_them(table: Table) -> None:
    lina, omar = await table.bench.person("Lina", language="fr"), await table.bench.person("Omar")
    await lina.command("tea make")
    assert lina.form is not None
    assert list(lina.form.fields) == ["leaf", "cup", "day", "hour", "guests"]
    await lina.fill(leaf="oolong", day="24/12/2026", hour="9h30", guests=f"{omar.external_id} {lina.external_id}")
    assert table.door.asks[-1].answers == {
        "leaf": "oolong",
        "cup": "s",
        "day": "2026-12-24",
        "hour": "09:30",
        "guests": f"{omar.external_id} {lina.external_id}",
    }
    assert lina.private[-1].text == "**7 oolong** est servi."


async def test_a_mistaken_form_gives_back_what_was_written(table: Table) -> None:
    lina = await table.bench.person("Lina")
    await lina.command("tea make")
    await lina.fill(leaf="coffee, a long and *careful* essay", day="2026-12-24")
    told = lina.private[-1].text
    assert told.startswith("That is not tea.")
    assert "> coffee, a long and \\*careful\\* essay" in told
    assert "> 2026-12-24" in told


async def test_a_question_comes_before_what_cannot_be_undone(table: Table) -> None:
    lina = await table.bench.person("Lina")
    post = await table.post()
    stored = table.bench.message(int(post.id))
    await lina._click(stored, {"custom_id": "?tea.sure:in%3D3:sname%3DEarl_Grey?tea.throw:3"})
    question = lina.private[-1]
    assert question.text == "Throw away 3 cups of Earl\\_Grey?"
    assert not table.door.asks, "nothing is done before the yes"
    await lina.press(question, "Yes")
    assert [ask.link for ask in table.door.asks] == [to("tea.throw", "3")]
    assert [one.text for one in lina.private] == ["Nothing is left."], "the answer takes the place of the question"


async def test_on_a_private_card_the_yes_replaces_the_button_and_the_card_is_replaced(table: Table) -> None:
    lina = await table.bench.person("Lina")
    await lina.command("tea list")
    await lina.press(lina.private[-1], "Throw away")
    assert [one.text for one in lina.private] == ["Nothing is left."]


async def test_done_leaves_everything_as_it_is(table: Table) -> None:
    lina = await table.bench.person("Lina")
    post = await table.post()
    await lina.press(post, "Nothing")
    assert lina.last is not None
    assert lina.last.acknowledged
    assert not lina.private
    assert not table.seen(Posted(post.channel, post.id)).edited


async def test_a_fault_is_told_and_nothing_is_left_unanswered(table: Table) -> None:
    lina = await table.bench.person("Lina", language="fr")
    await lina.press(await table.post(), "Break")
    assert lina.private[-1].text == "Quelque chose s’est mal passé."


async def test_a_slow_action_is_announced_then_answered(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hearing, "DEFER_AFTER_SECONDS", 0.01)
    lina = await table.bench.person("Lina")
    post = await table.post()
    env, finished = table.bench.env, asyncio.Event()
    table.door.pause = lambda: env.external_wait(finished.wait(), reason="a slow action")
    await lina.press(post, "Order")
    assert lina.last is not None
    assert lina.last.deferred
    finished.set()
    await table.bench.settle()
    assert [one.text for one in lina.private] == ["**mint** is poured."]


async def test_a_button_in_a_conversation_leads_to_the_right_server(table: Table) -> None:
    lina = await table.bench.person("Lina")
    await table.post(person=lina.external_id)
    (shown,) = lina.direct
    await lina.press(shown, "Nothing")
    ask = table.door.asks[-1]
    assert (ask.workspace.external_id, ask.workspace.name) == (table.bench.workspace, "Bench")
    assert (ask.channel, ask.message) == (shown.channel, shown.id)
    await lina.press(shown, "Make")
    await lina.fill(leaf="green", day="2026-12-24")
    assert table.door.asks[-1].workspace.external_id == table.bench.workspace
    await lina.press(shown, "Throw")
    assert table.door.asks[-1].link == to("tea.throw", "3")
    assert table.door.asks[-1].workspace.external_id == table.bench.workspace


async def test_a_conversation_is_drawn_again_for_the_same_server(table: Table) -> None:
    lina = await table.bench.person("Lina")
    posted = Posted(*(lambda seen: (seen.channel, seen.id))(await table.post(person=lina.external_id)))
    (again,) = table.bench.platform.draw(card(Say("tea.hello"), Buttons(Button("Other", to("tea.nothing")))), "en")
    await table.bench.platform.edit(posted, again)
    (shown,) = lina.direct
    assert shown.edited
    await lina.press(shown, "Other")
    assert table.door.asks[-1].workspace.external_id == table.bench.workspace


async def test_what_follows_in_a_conversation_simply_follows(table: Table) -> None:
    lina = await table.bench.person("Lina")
    await table.post(card(Say("tea.hello"), Prose("word " * 1500)), person=lina.external_id)
    assert len(lina.direct) > 1
    assert all(one.channel == private_channel(one.channel.split("@")[0], table.bench.workspace) for one in lina.direct)


async def test_emoji_and_replies_are_heard_wherever_discord_puts_them(table: Table) -> None:
    lina = await table.bench.person("Lina")
    post = await table.post()
    await lina.react(post, "👍")
    await lina.unreact(post, "👍")
    written = await lina.reply(post, "In the thread")
    await lina.edit_reply(written, "In the thread, edited")
    await lina.delete_reply(written)
    await lina.answer_beside(post, "In the channel")
    told = [(ask.link.route, ask.answers.get("words"), ask.channel) for ask in table.door.asks]
    here = table.bench.channel
    assert told == [
        (EMOJI_ADDED, None, here),
        (EMOJI_REMOVED, None, here),
        (REPLY_WRITTEN, "In the thread", here),
        (REPLY_EDITED, "In the thread, edited", here),
        (REPLY_DELETED, None, here),
        (REPLY_WRITTEN, "In the channel", here),
    ]
    assert {ask.thread for ask in table.door.asks if ask.link.route == REPLY_WRITTEN} == {post.id}


async def test_what_people_say_to_each_other_is_not_heard(table: Table) -> None:
    lina, omar = await table.bench.person("Lina"), await table.bench.person("Omar")
    channel = table.bench.handle(int(table.bench.channel))
    hello = table.bench.as_seen(table.bench.message((await lina._member.send(channel, "Hello")).id))
    await omar.react(hello, "👍")
    await omar.reply(hello, "Hello to you")
    await omar.answer_beside(hello, "And here")
    assert not table.door.asks


async def test_without_the_intent_only_replies_that_call_the_bot_have_words() -> None:
    routes = registry()
    bench = DiscordBench(texts(), routes, read_replies=False)
    door = TeaDoor(routes)
    await bench.start(door)
    table = Table(bench, door)
    lina = await bench.person("Lina")
    post = await table.post()
    await lina.reply(post, "Unheard")
    assert bench.env.bot.user is not None
    await lina.reply(post, f"Heard, {bench.env.bot.user.mention}")
    await bench.stop()
    assert [ask.answers["words"].split(",")[0] for ask in door.asks] == ["Heard"]


async def test_likes_and_replies_of_an_absence_are_read_again(table: Table) -> None:
    lina, omar = await table.bench.person("Lina"), await table.bench.person("Omar")
    post = await table.post()
    await table.bench.disconnect()
    await lina.react(post, "👍")
    await omar.react(post, "👍")
    await lina.reply(post, "While you were out")
    await omar.answer_beside(post, "Me too")
    await table.bench.reconnect()
    assert not table.door.asks
    (read,) = await table.bench.platform.read_again(table.bench.workspace, [Watched(post.channel, post.id)])
    asks = [*read.emoji, *read.replies]
    found = {(ask.link.route, ask.who, ask.answers.get("words")) for ask in asks}
    assert found == {
        (EMOJI_ADDED, lina.external_id, None),
        (EMOJI_ADDED, omar.external_id, None),
        (REPLY_WRITTEN, lina.external_id, "While you were out"),
        (REPLY_WRITTEN, omar.external_id, "Me too"),
    }
    assert all((ask.channel, ask.thread or ask.message) == (post.channel, post.id) for ask in asks)
    assert read.all_emoji
    assert read.all_replies


async def test_the_command_is_told_once(table: Table) -> None:
    told = [one for one in table.bench.env.http_requests if one.method == "PUT" and one.path.endswith("/commands")]
    assert len(told) == 1
    await table.bench.disconnect()
    await table.bench.reconnect()
    again = [one for one in table.bench.env.http_requests if one.method == "PUT" and one.path.endswith("/commands")]
    assert len(again) == 1


def test_an_address_says_everything_within_a_hundred_characters() -> None:
    question = Say("tea.sure", n=3, name="x" * 80)
    written = addresses.of(to("tea.throw", 3), question)
    assert addresses.read(written) == addresses.Address("tea.throw:3", asks=True)
    there = addresses.within({"custom_id": addresses.of(to("tea.throw", 3), Say("tea.sure", n=3))}, str(2**63))
    found = addresses.read(there["custom_id"])
    assert (found.workspace, found.question, found.link) == (str(2**63), Say("tea.sure", n=3), "tea.throw:3")


async def test_an_absence_discord_cannot_make_up_for_is_said(table: Table) -> None:
    absences: list[str] = []

    async def note() -> None:
        absences.append("away")

    table.bench.platform.on_absence = note
    await table.bench.env.restart_bot(table.bench.env.bot)
    await table.bench.settle()
    assert absences == ["away"]
