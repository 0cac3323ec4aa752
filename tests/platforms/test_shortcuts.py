"""The menu of a message, on each platform: what is in it, and the words it brings."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.platforms.discord import commands
from bot.platforms.discord.inbound import as_read, quoted_in
from bot.platforms.slack import inbound
from bot.platforms.slack.back import Back
from bot.platforms.slack.inbound import Here
from bot.platforms.slack.manifest import manifest
from handlers.chat.asks import Ask, Quoted, Workspace
from handlers.chat.replies import Done, Reply
from handlers.chat.routes import Registry, Role, to
from tests.platforms import discord_contract
from tests.platforms.bench import Bench, Seen
from tests.platforms.discord_bench import DiscordBench
from tests.platforms.sending import in_order, post
from tests.platforms.slack_bench import SlackBench
from tests.platforms.trial import Trial, full_card, texts

KEEP = "Keep this message"
HERE = Here(Workspace("slack", "T1", "Studio"), "UBOT")
SAID = "Look at *facts* first & then <name> what they did"


async def test_a_shortcut_brings_the_message_and_opens_its_form_at_once(bench: Bench, trial: Trial) -> None:
    lina, marc = await bench.person("Lina"), await bench.person("Marc")
    said = await marc.write(SAID)

    await lina.use(said, KEEP)

    (ask,) = trial.taken("trial.keep")
    assert ask.quoted == Quoted(SAID, marc.external_id, bench.channel, said.id)
    assert (ask.who, ask.channel, ask.message, ask.link.values) == (lina.external_id, bench.channel, said.id, ())
    assert lina.form is not None
    await lina.fill()
    (filled,) = trial.taken("trial.filled")
    assert filled.answers["words"] == SAID
    assert in_order("Thank you, it is written down", lina.private[-1].text)
    assert list(marc.private) == []


async def test_a_shortcut_tells_the_channel_around_a_thread(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    (seen,) = await post(bench, full_card("1"))
    reply = await lina.reply(seen, "I tried it")
    said = next(one for one in bench.thread(seen) if one.id == reply)

    await lina.use(said, KEEP)

    (ask,) = trial.taken("trial.keep")
    assert ask.channel == bench.channel
    assert ask.quoted is not None
    assert (ask.quoted.words, ask.quoted.author, ask.quoted.message) == ("I tried it", lina.external_id, reply)


async def test_what_a_bot_says_is_nobodys_words(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina")
    (seen,) = await post(bench, full_card("1"))

    await lina.use(seen, KEEP)

    (ask,) = trial.taken("trial.keep")
    assert ask.quoted is not None
    assert ask.quoted.author is None


async def test_a_mistake_about_a_message_is_told_instead_of_a_form(bench: Bench, trial: Trial) -> None:
    lina = await bench.person("Lina", language="fr")
    empty = await wordless(bench, lina)

    await lina.use(empty, KEEP)

    (ask,) = trial.taken("trial.keep")
    assert ask.quoted is not None
    assert (ask.quoted.words, ask.quoted.author) == ("", lina.external_id)
    assert lina.form is None
    assert in_order("Choisissez d’autres mots", lina.private[-1].text)


async def wordless(bench: Bench, who: Any) -> Seen:
    """A message that is only a picture."""
    said = await who.write("A picture")
    if bench.name == "discord":
        cast("DiscordBench", bench).message(int(said.id)).content = ""
    else:
        cast("SlackBench", bench).channels[0].messages[said.id].text = ""
    return cast("Seen", said)


def test_the_words_come_with_what_discord_tells_and_are_not_asked_for() -> None:
    assert quoted_in(on_a_message({"content": "Look first"}), None) == Quoted("Look first", "5", "7", "9")


def on_a_message(told: dict[str, Any]) -> dict[str, Any]:
    message = {"id": "9", "channel_id": "7", "type": 0, "content": "", "author": {"id": "5"}, **told}
    return {"name": KEEP, "type": 3, "target_id": "9", "resolved": {"messages": {"9": message}}}


@pytest.mark.parametrize(
    "told",
    [{"author": {"id": "5", "bot": True}}, {"webhook_id": "4"}, {"type": 7}, {"type": 18}],
    ids=["bot", "webhook", "arrival", "thread begun"],
)
def test_what_nobody_wrote_on_discord_has_no_author(told: dict[str, Any]) -> None:
    assert quoted_in(on_a_message({"content": "Hello", **told}), None).author is None


def test_names_are_read_as_people_read_them() -> None:
    guild = SimpleNamespace(
        get_channel=lambda number: SimpleNamespace(name="learning") if number == 2 else None,
        get_role=lambda number: SimpleNamespace(name="Makers") if number == 3 else None,
    )
    mentioned = {"1": {"username": "lina", "global_name": "Lina"}, "6": {"username": "marc"}}

    read = as_read(
        "<@1> <@!6> <@8> in <#2> <#9>, <@&3> <@&9> <:clap:77> <a:wave:78>",
        mentioned,
        cast("discord.Guild", guild),
    )

    assert read == "@Lina @marc @… in #learning #…, @Makers @… :clap: :wave:"
    assert as_read("<#2> <@&3>", {}, None) == "#… @…"


def used(**more: Any) -> dict[str, Any]:
    return {
        "type": "message_action", "callback_id": "trial.keep", "trigger_id": "T9", "response_url": "https://hooks/1",
        "user": {"id": "U1"}, "channel": {"id": "C1"}, "message_ts": "2.0",
        "message": {"type": "message", "user": "U2", "ts": "2.0", "text": " 2 &lt; 3, <https://e.org|there> ", **more},
    }  # fmt: skip


def test_slack_tells_who_wrote_it_and_how_to_answer() -> None:
    quoted = Quoted("2 < 3, there (https://e.org)", "U2", "C1", "2.0")
    ask = Ask("slack:T9", HERE.workspace, "U1", to("trial.keep"), channel="C1", message="2.0", quoted=quoted)

    assert inbound.shortcut(used(), HERE) == (ask, Back("U1", "C1", None, "https://hooks/1", "T9"))


@pytest.mark.parametrize(
    "told", [{"bot_id": "B9"}, {"user": "USLACKBOT"}, {"user": "UBOT"}, {"user": None}, {"subtype": "channel_join"}]
)
def test_what_nobody_wrote_on_slack_has_no_author(told: dict[str, Any]) -> None:
    heard = inbound.shortcut(used(**told), HERE)

    assert heard is not None
    assert heard[0].quoted is not None
    assert heard[0].quoted.author is None


def test_a_picture_alone_has_no_words() -> None:
    heard = inbound.shortcut(used(subtype="file_share", text=None), HERE)

    assert heard is not None
    assert heard[0].quoted == Quoted("", "U2", "C1", "2.0")


def test_a_shortcut_used_elsewhere_than_on_a_message_is_let_go() -> None:
    assert inbound.shortcut({"type": "shortcut", "callback_id": "trial.keep"}, HERE) is None


def test_the_manifest_names_each_route_that_may_be_used_on_a_message() -> None:
    assert manifest(Trial().registry, texts())["features"]["shortcuts"] == [
        {"name": KEEP, "type": "message", "callback_id": "trial.keep", "description": "Keeps the words of a message"}
    ]
    assert "shortcuts" not in manifest(Registry(), texts())["features"]


def test_discord_is_told_the_menu_in_both_languages(shared: Any) -> None:
    names = DiscordBench(texts(), Trial().registry).platform.texts
    typed, menu = commands.everything("learn", names, Trial().registry)

    assert menu == {
        "name": KEEP,
        "name_localizations": {"fr": "Garder ce message"},
        "type": 3,
        "contexts": [0],
        "integration_types": [0],
    }
    assert not list(discord_contract.wrong("PUT", "/applications/1/commands", [typed, menu]))
    assert commands.shortcut_of({"name": KEEP}, names, Trial().registry) == to("trial.keep")
    assert commands.shortcut_of({"name": "Gone"}, names, Trial().registry) == to("Gone")


def test_more_than_discord_holds_is_refused() -> None:
    routes = Trial().registry

    async def other(_ask: Ask, _desk: object) -> Reply:
        return Done()

    for number in range(5):
        routes.route(f"trial.{number}", who=Role.ANYONE, shortcut="keep")(other)
    names = DiscordBench(texts(), routes).platform.texts

    with pytest.raises(ValueError, match="5 commands in the menu"):
        commands.everything("learn", names, routes)
