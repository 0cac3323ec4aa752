"""What each command does, once its options are read."""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import os
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot import checks, config
from bot.app import App
from bot.logs import set_up
from bot.platforms import CannotConnect
from bot.running import run_until_asked_to_stop
from bot.texts import Texts
from bot.web.server import CannotListen
from handlers import load, sentiment
from handlers.campaigns.importing import ENDINGS as CAMPAIGN_ENDINGS
from handlers.campaigns.importing import import_campaign
from handlers.campaigns.sources import BadCampaign
from handlers.capsules.exporting import Written, export_folder, export_gift
from handlers.capsules.importing import BadFile, Report, import_folder
from handlers.chat.mistakes import Mistake
from handlers.chat.routes import registry
from handlers.sentiment.learned import BadWeights, read_weights
from storage import communities
from storage.alone import NotAlone
from storage.copying import CannotCopy, Copied, copy
from storage.database import Database
from storage.migrate import draft, migrate


class Wrong(Exception):
    """What was asked on the command line cannot be done; the sentence says what to do."""


async def run(options: argparse.Namespace) -> int:
    """Runs until asked to stop (SIGTERM, SIGINT, Ctrl+C)."""
    chosen = config.read(options.config)
    if not (chosen.slack.enabled or chosen.discord.enabled):
        raise Wrong("No platform is enabled: write enabled = true under [slack] or [discord] in config.toml.")
    set_up(chosen.bot.log_level)
    if chosen.sentiment.weights:
        try:
            sentiment.use(read_weights(Path(chosen.sentiment.weights)))
        except BadWeights as wrong:
            raise Wrong(str(wrong)) from wrong
    try:
        await run_until_asked_to_stop(App(chosen))
    except (CannotConnect, CannotListen, NotAlone) as refused:
        raise Wrong(str(refused)) from refused
    return 0


async def demo(options: argparse.Namespace) -> int:
    """Plays the whole product in the browser."""
    from bot.demo import run_demo  # noqa: PLC0415 - the running bot has no use for the throwaway Slack

    set_up("warning")
    return await run_demo(options.port, options.language, open_page=not options.no_browser)


async def check(options: argparse.Namespace) -> int:
    """Everything that is wrong, each with what to do."""
    chosen = config.read(options.config)
    wrong = await checks.everything(chosen)
    for sentence in wrong:
        print(f"- {sentence}", file=sys.stderr)
    if not wrong:
        print("All is well.")
    return 2 if wrong else 0


async def migrate_(options: argparse.Namespace) -> int:
    """Runs the migrations that are missing."""
    async with database_of(options) as database:
        before, after = await migrate(database)
        if options.draft:
            print(await draft(database, options.draft))
            return 0
    print(f"Already up to date ({after})." if before == after else f"From {before or 'an empty database'} to {after}.")
    return 0


@asynccontextmanager
async def database_of(options: argparse.Namespace) -> AsyncIterator[Database]:
    """The database that the configuration names, until the command is done."""
    database = Database(config.read(options.config).storage.address)
    try:
        yield database
    finally:
        await database.close()


async def import_(options: argparse.Namespace) -> int:
    """Takes in a folder of capsules, or one file of them; what is wrong is named, and the rest comes in."""
    if options.folder.suffix.lower() in CAMPAIGN_ENDINGS and not options.folder.is_dir():
        return await _import_campaign(options)
    texts = Texts.load(load().texts)
    async with database_of(options) as database:
        await migrate(database)
        community_id = await community_named(database, options.community) if options.community else None
        try:
            report = await import_folder(
                database,
                options.folder,
                community_id=community_id,
                language=options.language,
                now=datetime.now(UTC),
                progress=_progress,
            )
        except Mistake as mistake:
            raise Wrong(texts.plain(mistake.say, "en")) from mistake
    print(_summary(report))
    for skipped in report.skipped:
        print(f"- {skipped.path}, line {skipped.line}: skipped, {texts.plain(skipped.kind, 'en')}")
    for bad in report.bad:
        print(f"- {_place(bad)}: {texts.plain(bad.reason, 'en')}", file=sys.stderr)
    return 2 if report.bad else 0


async def _import_campaign(options: argparse.Namespace) -> int:
    """Takes in one campaign, whole or not at all."""
    texts = Texts.load(load().texts)
    async with database_of(options) as database:
        await migrate(database)
        community_id = await community_named(database, options.community) if options.community else None
        try:
            now = datetime.now(UTC)
            became = await import_campaign(database, options.folder, community_id=community_id, now=now)
        except BadCampaign as bad:
            line = f", line {bad.line}" if bad.line else ""
            raise Wrong(f"- {options.folder.name}{line}: {texts.plain(bad.reason, 'en')}") from bad
    print(f"campaign {became}")
    return 0


async def export(options: argparse.Namespace) -> int:
    """Writes capsules as files: a folder of Markdown, and quizzes as GIFT."""
    if options.folder is None and options.gift is None:
        raise Wrong("Say where: a folder for Markdown files, or --gift and a file for the quizzes alone.")
    texts = Texts.load(load().texts)
    reports: dict[Path, Written] = {}
    async with database_of(options) as database:
        await migrate(database)
        community_id = await community_named(database, options.community) if options.community else None
        try:
            if options.folder is not None:
                reports[options.folder] = await export_folder(database, options.folder, community_id=community_id)
            if options.gift is not None:
                reports[options.gift] = await export_gift(database, options.gift, community_id=community_id)
        except Mistake as mistake:
            raise Wrong(texts.plain(mistake.say, "en")) from mistake
    for place, report in reports.items():
        print(f"{place}: {report.written} written, {report.unchanged} unchanged, {len(report.left)} left out")
        for left in report.left:
            print(f"- {left.path}: {texts.plain(left.reason, 'en')}", file=sys.stderr)
    return 2 if any(report.left for report in reports.values()) else 0


async def community_named(database: Database, name: str) -> int:
    """The number of the only community of that name. Raises Wrong."""
    async with database.reading() as db:
        found = [one for one in await communities.every(db) if one.name.casefold() == name.casefold()]
        known = [one.name for one in await communities.every(db)]
    if len(found) == 1:
        return found[0].id
    if found:
        raise Wrong(f"Several workspaces have a community called {name}: rename one with community settings.")
    raise Wrong(f"There is no community called {name}; there are: {', '.join(known) or 'none yet'}.")


def _progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{done}/{total}", end="\n" if done == total else "", flush=True)


def _summary(report: Report) -> str:
    counts = f"{report.added} added, {report.updated} updated, {report.unchanged} unchanged"
    if report.skipped:
        counts += f", {len(report.skipped)} skipped"
    return f"{counts}, {len(report.bad)} left out" if report.bad else counts


def _place(bad: BadFile) -> str:
    return f"{bad.path}, line {bad.line}" if bad.line else str(bad.path)


async def copy_(options: argparse.Namespace) -> int:
    """Copies everything into an empty database, and says how many rows of each table it found and left there."""
    try:
        address = config.StorageSection(address=options.to).address
    except ValueError:
        raise Wrong(config.ADDRESS.format("The address after --to")) from None
    target = Database(address)
    try:
        async with database_of(options) as source:
            copied = await copy(source, target, _progress_of_table)
    except (CannotCopy, NotAlone) as refused:
        raise Wrong(str(refused)) from refused
    finally:
        await target.close()
    print(_counts(copied))
    return 0


def _progress_of_table(table: str, done: int, total: int) -> None:
    if sys.stdout.isatty():
        print(f"\r{table}: {done}/{total}", end="\n" if done == total else "", flush=True)


def _counts(copied: Sequence[Copied]) -> str:
    width = max(len(one.table) for one in copied)
    lines = [f"{one.table:<{width}}  {one.there:>10,}  {one.here:>10,}" for one in copied]
    head = f"{'table':<{width}}  {'found':>10}  {'copied':>10}"
    return "\n".join([head, *lines, "Everything is copied: write the new address in config.toml, under [storage]."])


async def train_(options: argparse.Namespace) -> int:
    """Learns from rated comments, and writes what reads them better than the rules do."""
    from bot.training import NothingBetter, train  # noqa: PLC0415 - the running bot never learns

    chosen = options.to or Path(config.read(options.config).sentiment.weights)
    if chosen == Path():
        raise Wrong(
            "Say where: --to and a file, whose name you then write as weights under [sentiment] in config.toml."
        )
    async with database_of(options) as database:
        await migrate(database)
        try:
            for sentence in await train(database, chosen):
                print(sentence)
        except NothingBetter as refused:
            raise Wrong(str(refused)) from refused
        except OSError as error:
            raise Wrong(f"{chosen} cannot be written ({error.strerror}): give another place with --to.") from error
    return 0


async def manifest(options: argparse.Namespace) -> int:
    """The Slack app manifest that matches this code and the way Slack is heard."""
    chosen = config.read(options.config)
    from bot.platforms.slack.manifest import manifest as made  # noqa: PLC0415 - Slack's libraries only where needed

    url: str | None = options.url
    if chosen.slack.mode == "http" and not (url or "").startswith("https://"):
        raise Wrong("Slack in http mode sends requests: add --url https://… with the bot's public address.")
    if chosen.slack.mode == "socket" and url is not None:
        raise Wrong('In socket mode Slack needs no address: leave --url out, or write mode = "http" under [slack].')
    texts = Texts.load(load().texts, f"/{chosen.bot.command}")
    print(json.dumps(made(registry, texts, url), indent=2, ensure_ascii=False))
    return 0


async def invite(options: argparse.Namespace) -> int:
    """The link that adds the bot to a Discord server."""
    from bot.platforms.discord.invite import invitation  # noqa: PLC0415 - as above, for Discord's

    client_id = options.client_id or client_id_of(os.environ)
    if client_id is None:
        raise Wrong("Give the application's id with --client-id (developer portal, General Information).")
    print(invitation(client_id))
    return 0


def client_id_of(environment: Mapping[str, str]) -> str | None:
    """The application's id, which a Discord token begins with in base64; None when it cannot be read."""
    first = environment.get("DISCORD_TOKEN", "").split(".")[0]
    try:
        read = base64.b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return read if read.isdigit() else None


ALL: dict[str, Callable[[argparse.Namespace], Coroutine[Any, Any, int]]] = {
    "run": run,
    "demo": demo,
    "check": check,
    "migrate": migrate_,
    "import": import_,
    "export": export,
    "copy": copy_,
    "train": train_,
    "manifest": manifest,
    "invite": invite,
}
