"""The commands an operator types: `python -m bot <command>`; `--help` on each says what it does.

Exit codes: 0 done, 1 something failed while running, 2 the command, the configuration or a file given is wrong.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

from bot import commands, roster_commands
from bot.config import BadConfig
from handlers.chat.words import LANGUAGES
from storage.troubles import Trouble


def parser() -> argparse.ArgumentParser:
    """Every command and its options."""
    top = argparse.ArgumentParser(prog="python -m bot", description="Portevoix, for learning communities in chat.")
    top.add_argument("--config", type=Path, help="the configuration file (default: config.toml if there is one)")
    names = top.add_subparsers(dest="command", required=True, metavar="command")
    names.add_parser("run", help="run the bot on the platforms the configuration enables")
    demo = names.add_parser("demo", help="try everything in the browser: no account, no token")
    demo.add_argument("--port", type=int, default=8765, help="where the page is served on this machine (default 8765)")
    demo.add_argument("--no-browser", action="store_true", help="do not open the page by itself")
    demo.add_argument("--language", choices=LANGUAGES, default="en", help="language of the community (default en)")
    names.add_parser("check", help="say everything that is wrong with the configuration, and what to do")
    tables = names.add_parser("migrate", help="bring the database to the tables of this version")
    tables.add_argument("--draft", metavar="MESSAGE", help="for contributors: write the migration the code now needs")
    bring = names.add_parser("import", help="take in capsules (Markdown, Moodle's GIFT) or a campaign (YAML)")
    bring.add_argument(
        "folder", type=Path, help="the folder, or one file; .yaml: a campaign of capsules that are there already"
    )
    bring.add_argument("--community", help="give them to this community only (default: offered to every community)")
    bring.add_argument("--language", choices=LANGUAGES, help="language of files that do not say it (default: guessed)")
    give = names.add_parser("export", help="write capsules back as files, which import takes in again")
    give.add_argument("folder", type=Path, nargs="?", help="where to write them as Markdown")
    give.add_argument("--community", help="those of this community only (default: those offered to every community)")
    give.add_argument("--gift", type=Path, metavar="FILE", help="write the quizzes as one file for Moodle")
    _add_tables(names)
    copying = names.add_parser("copy", help="copy everything into another, empty database")
    copying.add_argument("--to", required=True, metavar="ADDRESS", help="written like storage.address")
    learn = names.add_parser("train", help="learn how your learners write, from their comments that came with stars")
    learn.add_argument("--to", type=Path, metavar="FILE", help="the file to write (default: sentiment.weights)")
    manifest = names.add_parser("manifest", help="print the app manifest to paste when creating the Slack app")
    manifest.add_argument("platform", choices=["slack"])
    manifest.add_argument("--url", help="the bot's public address, https://…, when slack.mode is http")
    invite = names.add_parser("invite", help="print the link that adds the bot to a Discord server")
    invite.add_argument("platform", choices=["discord"])
    invite.add_argument("--client-id", help="the application's id (default: read from DISCORD_TOKEN)")
    return top


def _add_tables(names: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sessions = names.add_parser("import-sessions", help="take in sessions and attendees from a table (CSV)")
    sessions.add_argument("file", type=Path, help="the table; the same one twice changes nothing twice")
    sessions.add_argument("--community", required=True, help="the community the sessions are for")
    sessions.add_argument("--check", action="store_true", help="only say what it would do and what is wrong")
    sessions.add_argument("--announce", action="store_true", help="announce those to come in the channel")
    table = names.add_parser("export-sessions", help="write sessions and attendees as a table, read by import-sessions")
    table.add_argument("file", type=Path, help="where to write it")
    table.add_argument("--community", required=True, help="the community whose sessions they are")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit code."""
    options = parser().parse_args(arguments)
    try:
        return asyncio.run((commands.ALL | roster_commands.ALL)[options.command](options))
    except BadConfig as wrong:
        for sentence in wrong.sentences:
            print(f"- {sentence}", file=sys.stderr)
        return 2
    except commands.Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
