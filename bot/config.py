"""The configuration: one TOML file and secrets from the environment, validated together and then frozen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

DEFAULT_FILE = Path("config.toml")

SECRETS = {
    ("slack", "bot_token"): ("SLACK_BOT_TOKEN", "xoxb-", "under OAuth & Permissions, after installing the app"),
    ("slack", "app_token"): (
        "SLACK_APP_TOKEN",
        "xapp-",
        "under Basic Information, App-Level Tokens, connections:write",
    ),
    ("slack", "signing_secret"): ("SLACK_SIGNING_SECRET", "", "under Basic Information, App Credentials"),
    ("discord", "token"): ("DISCORD_TOKEN", "", "in the developer portal, under Bot, Reset Token"),
}
"""Where each secret comes from: its variable, how it begins, where to find it."""


ADDRESS = (
    "{} must look like sqlite+aiosqlite:///portevoix.db or postgresql+asyncpg://user@host/database"
    " (the password comes from PGPASSWORD in the environment, or ~/.pgpass)."
)


class BadConfig(Exception):
    """Everything that is wrong with a configuration, one sentence each with what to do."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = tuple(sentences)


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class BotSection(_Section):
    """How people call the bot, and how much it says in its log."""

    command: str = Field(default="learn", pattern=r"^[a-z][a-z0-9_-]{0,31}$")
    log_level: Literal["debug", "info", "warning", "error"] = "info"


class StorageSection(_Section):
    """Where everything is kept."""

    address: str = Field(
        default="sqlite+aiosqlite:///portevoix.db",
        pattern=r"^(sqlite\+aiosqlite:///.+|postgresql\+asyncpg://[^:@/]+(@[^/:]+(:\d+)?)?(/.*)?)$",
    )


class SlackSection(_Section):
    """Slack, by Socket Mode or over HTTP."""

    enabled: bool = False
    mode: Literal["socket", "http"] = "socket"
    base_url: str = Field(default="https://slack.com/api/", pattern=r"^https?://.+/$")
    bot_token: SecretStr = SecretStr("")
    app_token: SecretStr = SecretStr("")
    signing_secret: SecretStr = SecretStr("")


class DiscordSection(_Section):
    """Discord, by its gateway."""

    enabled: bool = False
    read_replies: bool = True
    shard_count: int = Field(default=1, ge=1, le=10_000)
    shard_ids: list[int] = Field(default=[], max_length=10_000)
    token: SecretStr = SecretStr("")


class WebSection(_Section):
    """The web server: health pages, calendars, the public page, and Slack's requests when its mode is http."""

    enabled: bool = False
    host: str = Field(default="127.0.0.1", min_length=1)
    port: int = Field(default=8080, ge=0, le=65535)
    public_address: str = Field(default="", pattern=r"^(https://[^\s/?#@]+(/[^\s?#]*[^\s?#/])?)?$")
    wall: bool = False
    leave_seconds: float = Field(default=2.0, ge=0, le=5)


class SentimentSection(_Section):
    """How verbatims are read."""

    weights: str = ""


class Config(_Section):
    """The whole configuration."""

    bot: BotSection = BotSection()
    storage: StorageSection = StorageSection()
    slack: SlackSection = SlackSection()
    discord: DiscordSection = DiscordSection()
    web: WebSection = WebSection()
    sentiment: SentimentSection = SentimentSection()

    @property
    def serves(self) -> bool:
        """Whether the web server runs."""
        return self.web.enabled or self.web.wall or (self.slack.enabled and self.slack.mode == "http")

    @property
    def wall_address(self) -> str:
        """Where the public page is, without a last `/`; "" when there is none."""
        if not self.web.wall:
            return ""
        return (self.web.public_address or f"http://{self.web.host}:{self.web.port}") + "/wall"


def read(path: Path | None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration of a file (None: `config.toml` if there is one, else the defaults). Raises BadConfig."""
    values = _values(path)
    wrong = _unknown_keys(values) + _written_secrets(values)
    if wrong:
        raise BadConfig(wrong)
    for (section, key), (variable, _start, _where) in SECRETS.items():
        if environment.get(variable) and isinstance(values.setdefault(section, {}), dict):
            values[section][key] = SecretStr(environment[variable].strip())
    try:
        config = Config.model_validate(values)
    except ValidationError as error:
        raise BadConfig([_sentence(detail) for detail in error.errors()]) from None
    missing = _missing_secrets(config) + _wrong_shards(config.discord) + _not_served(config)
    if missing:
        raise BadConfig(missing)
    return config


def _values(path: Path | None) -> dict[str, Any]:
    file = path or DEFAULT_FILE
    if path is None and not file.exists():
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadConfig([f"{file} cannot be read ({error.strerror}): give another path with --config."]) from None
    except UnicodeDecodeError:
        raise BadConfig([f"{file} is not UTF-8 text: save it as UTF-8."]) from None
    except tomllib.TOMLDecodeError as error:
        raise BadConfig([f"{file} is not valid TOML: {error}."]) from None


def _unknown_keys(values: Mapping[str, Any]) -> list[str]:
    wrong = []
    for section, content in values.items():
        field = Config.model_fields.get(section)
        if field is None:
            wrong.append(_unknown(f"[{section}]", section, list(Config.model_fields), "section"))
        elif not isinstance(content, dict):
            wrong.append(f"{section} is a section: write [{section}] on a line of its own, and its keys below.")
        else:
            keys = [key for key in known_keys(section) if (section, key) not in SECRETS]
            known = {*keys, *(key for at, key in SECRETS if at == section)}
            wrong += [_unknown(f"{section}.{key}", key, keys, "key") for key in content if key not in known]
    return wrong


def known_keys(section: str) -> list[str]:
    """The keys of a section, secrets included."""
    kind = type(getattr(Config(), section))
    return list(kind.model_fields)


def _unknown(name: str, written: str, known: Sequence[str], what: str) -> str:
    near = get_close_matches(written, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"the {what}s there are: {', '.join(known)}."
    return f"{name} is not a {what} of the configuration: {hint}"


def _written_secrets(values: Mapping[str, Any]) -> list[str]:
    return [
        f"{section}.{key} is a secret: remove it from the file and set {variable} in the environment."
        for (section, key), (variable, _start, _where) in SECRETS.items()
        if isinstance(values.get(section), dict) and key in values[section]
    ]


def _missing_secrets(config: Config) -> list[str]:
    """Secrets an enabled platform needs and that are absent, or plainly of another kind."""
    wrong = []
    for (section, key), (variable, start, where) in SECRETS.items():
        chosen = getattr(config, section)
        if key == _needless(config.slack):
            continue
        secret = getattr(chosen, key).get_secret_value()
        if chosen.enabled and not secret:
            wrong.append(f"{section} is enabled but {variable} is not set: find it {where}.")
        elif chosen.enabled and not secret.startswith(start):
            wrong.append(f"{variable} should begin with {start}: find it {where}.")
    return wrong


def _wrong_shards(discord: DiscordSection) -> list[str]:
    ids, last = discord.shard_ids, discord.shard_count - 1
    if any(not 0 <= number <= last for number in ids):
        return [f"discord.shard_ids must be numbers from 0 to {last}, since discord.shard_count is {last + 1}."]
    if len(set(ids)) < len(ids):
        return ["discord.shard_ids names the same shard twice: each must be given once, to one process only."]
    return []


def _not_served(config: Config) -> list[str]:
    if config.web.public_address and not config.serves:
        return ["web.public_address is set but the web server does not run: set web.enabled = true, or leave it out."]
    return []


def _needless(slack: SlackSection) -> str:
    """The secret that this way of hearing Slack has no use for."""
    return "signing_secret" if slack.mode == "socket" else "app_token"


_SENTENCES = {
    "storage.address": ADDRESS.format("storage.address"),
    "bot.command": "bot.command must be one word of at most 32 lower-case letters, digits, - or _.",
    "slack.mode": "slack.mode must be socket (the bot opens a connection) or http (Slack sends requests).",
    "slack.base_url": "slack.base_url must begin with https:// and end with /.",
    "web.port": "web.port must be a number from 1 to 65535, or 0 for any port that is free.",
    "web.leave_seconds": "web.leave_seconds must be a number from 0 to 5.",
    "web.public_address": (
        "web.public_address must be the https address that leads to the web server, without / at its end,"
        " such as https://portevoix.example.org."
    ),
    "discord.shard_count": "discord.shard_count must be a whole number from 1, the same in every process.",
    "discord.shard_ids": "discord.shard_ids must be a list of whole numbers, such as [0, 1].",
}
"""What is said of a wrong value, by key: what is expected there."""


def _sentence(detail: Any) -> str:
    """A validation error in words: where, what is there, what is expected."""
    name = ".".join(str(part) for part in detail["loc"])
    key = ".".join(str(part) for part in detail["loc"][:2])  # a wrong item of a list is told as the list
    return _SENTENCES.get(key) or f"{name}: {detail['msg'][0].lower()}{detail['msg'][1:]}."
