"""The manifest asks for what the code calls and hears, and nothing else."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema_rs
import pytest

from bot import cli
from bot.platforms.slack import inbound
from bot.platforms.slack.manifest import CALLS, EVENTS, manifest
from tests.platforms.trial import ROOT, Trial, texts

FOLDER = ROOT / "bot" / "platforms" / "slack"
CODE = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.py")}
GROUPS = (
    "admin",
    "apps",
    "auth",
    "chat",
    "conversations",
    "files",
    "pins",
    "reactions",
    "team",
    "usergroups",
    "users",
    "views",
)
KINDS_NOT_USED = {"mpim:history", "mpim:read", "mpim:write", "im:read", "channels:manage", "groups:write"}
"""Scopes of a method for kinds of conversations the bot does not call it on."""


@pytest.mark.parametrize("url", [None, "https://bot.example.org/learning"])
def test_it_is_what_slack_accepts(shared: Path, url: str | None) -> None:
    folder = shared / "contracts" / "slack" / "manifest-schema"
    schema = json.loads((folder / "schemas_manifest.schema.2.0.0.json").read_text("utf-8"))

    errors = [
        f"{error.message[:200]} at {list(error.instance_path)}"
        for error in jsonschema_rs.validator_for(schema).iter_errors(manifest(Trial().registry, texts(), url))
    ]

    assert errors == []


@pytest.mark.parametrize(
    "url", ["https://bot.example.org", "https://bot.example.org/", "https://bot.example.org/slack/events"]
)
def test_over_http_slack_is_told_where_to_ask(url: str) -> None:
    made, there = manifest(Trial().registry, texts(), url), "https://bot.example.org/slack/events"

    assert made["settings"]["socket_mode_enabled"] is False
    assert made["settings"]["event_subscriptions"]["request_url"] == there
    assert made["settings"]["interactivity"]["request_url"] == there
    assert made["features"]["slash_commands"][0]["url"] == there


def test_by_socket_mode_there_is_no_address() -> None:
    assert "url" not in json.dumps(manifest(Trial().registry, texts()))


@pytest.mark.parametrize(
    ("mode", "options", "said"),
    [
        ("http", [], "add --url https://"),
        ("http", ["--url", "http://bot.example.org"], "add --url https://"),
        ("socket", ["--url", "https://bot.example.org"], "leave --url out"),
    ],
)
def test_the_address_goes_with_the_mode(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], mode: str, options: list[str], said: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f"[slack]\nmode = '{mode}'\n", "utf-8")

    assert cli.main(["--config", str(file), "manifest", "slack", *options]) == 2
    assert said in capsys.readouterr().err


def test_every_method_called_is_declared_and_no_other() -> None:
    found = set()
    for source in CODE.values():
        for name in re.findall(rf"_?(?:posting|reading)\.((?:{'|'.join(GROUPS)})_\w+)", source):
            group, _, rest = name.partition("_")
            found.add(f"{group}.{rest.replace('_', '.')}")

    # Opened by bolt itself, once the address is asked for.
    assert found | {"apps.connections.open"} == set(CALLS)


def test_the_scopes_of_each_method_are_those_slack_asks_for(shared: Path) -> None:
    methods = json.loads((shared / "contracts/slack/web-api-methods-2026-05.json").read_text("utf-8"))["methods"]
    for name, scopes in CALLS.items():
        asked = {scope["name"] for scope in methods[name]["scopes"].get("bot", [])}
        assert set(scopes) == asked - KINDS_NOT_USED, name


def test_every_event_read_is_asked_for_and_no_other() -> None:
    source = CODE["inbound.py"]
    read = {name for line in re.findall(r"case (\".*\")", source) for name in re.findall(r'"(\w+)"', line)}
    handled = read & {name.split(".")[0] for name in EVENTS}

    assert handled == {name.split(".")[0] for name in EVENTS}
    assert read - handled == {"home", "tab"}
    assert inbound.UNKNOWN_WORDS in Trial().registry.routes


def test_the_scopes_are_the_least() -> None:
    scopes = manifest(Trial().registry, texts())["oauth_config"]["scopes"]

    assert scopes == {
        "bot": [
            "channels:history",
            "channels:join",
            "channels:read",
            "chat:write",
            "commands",
            "files:read",
            "files:write",
            "groups:history",
            "groups:read",
            "im:history",
            "im:write",
            "pins:write",
            "reactions:read",
            "usergroups:read",
            "usergroups:write",
            "users:read",
        ]
    }


def test_the_command_is_the_one_people_type() -> None:
    (command,) = manifest(Trial().registry, texts())["features"]["slash_commands"]

    assert command["command"] == "/learn"
    assert command["usage_hint"] == "help | trial"
