"""The configuration says everything that is wrong at once, each with what to do, and never shows a secret."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.config import SECRETS, BadConfig, Config, known_keys, read

EXAMPLE = Path(__file__).resolve().parents[2] / "config.example.toml"


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return file


def wrong(tmp_path: Path, text: str, environment: dict[str, str] | None = None) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        read(written(tmp_path, text), environment or {})
    return list(caught.value.sentences)


def test_the_example_is_the_defaults_word_for_word() -> None:
    example = tomllib.loads(EXAMPLE.read_text("utf-8"))
    secrets = set(SECRETS)
    for section in Config.model_fields:
        defaults = getattr(Config(), section).model_dump()
        expected = {key: defaults[key] for key in known_keys(section) if (section, key) not in secrets}
        assert example[section] == expected


def test_no_file_means_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read(None, {}) == Config()


def test_unknown_names_are_told_with_the_nearest(tmp_path: Path) -> None:
    sentences = wrong(tmp_path, "[slak]\nenabled = true\n[bot]\ncomand = 'learn'\n[discord]\nxyzzy = 1\n")
    assert sentences == [
        "[slak] is not a section of the configuration: did you mean slack?",
        "bot.comand is not a key of the configuration: did you mean command?",
        "discord.xyzzy is not a key of the configuration:"
        " the keys there are: enabled, read_replies, shard_count, shard_ids.",
    ]


def test_every_bad_value_is_told_at_once(tmp_path: Path) -> None:
    sentences = wrong(tmp_path, "[bot]\ncommand = 'Two Words'\nlog_level = 3\n[storage]\naddress = 'mysql://x'\n")
    assert len(sentences) == 3
    assert any(sentence.startswith("storage.address must look like sqlite") for sentence in sentences)
    assert any(sentence.startswith("bot.command must be one word") for sentence in sentences)
    assert any(sentence.startswith("bot.log_level: ") for sentence in sentences)


def test_a_key_where_a_section_should_be(tmp_path: Path) -> None:
    assert wrong(tmp_path, "slack = true\n") == [
        "slack is a section: write [slack] on a line of its own, and its keys below."
    ]


def test_a_secret_in_the_file_is_refused_without_being_repeated(tmp_path: Path) -> None:
    (sentence,) = wrong(tmp_path, "[slack]\nbot_token = 'xoxb-very-secret'\n")
    assert "SLACK_BOT_TOKEN" in sentence
    assert "very-secret" not in sentence


def test_missing_and_mistaken_secrets_are_told_together(tmp_path: Path) -> None:
    text = "[slack]\nenabled = true\n[discord]\nenabled = true\n"
    sentences = wrong(tmp_path, text, {"SLACK_BOT_TOKEN": "xapp-wrong-one"})
    assert [sentence.split()[0] for sentence in sentences] == ["SLACK_BOT_TOKEN", "slack", "discord"]
    assert "wrong-one" not in "".join(sentences)


def test_each_way_of_hearing_slack_has_its_own_secret(tmp_path: Path) -> None:
    text, token = "[slack]\nenabled = true\nmode = 'http'\n", {"SLACK_BOT_TOKEN": "xoxb-1"}
    assert wrong(tmp_path, text, token) == [
        "slack is enabled but SLACK_SIGNING_SECRET is not set: find it under Basic Information, App Credentials."
    ]
    config = read(written(tmp_path, text), {**token, "SLACK_SIGNING_SECRET": "8f74"})
    assert config.serves
    assert "8f74" not in repr(config)
    (sentence,) = wrong(tmp_path, text.replace("http", "socket"), {**token, "SLACK_SIGNING_SECRET": "8f74"})
    assert "SLACK_APP_TOKEN" in sentence


def test_bad_values_of_the_web_server_are_told(tmp_path: Path) -> None:
    text = "[slack]\nmode = 'https'\n[web]\nport = 70000\nhost = ''\nleave_seconds = 60.0\n"
    assert [sentence.split()[0] for sentence in wrong(tmp_path, text)] == [
        "slack.mode", "web.host:", "web.port", "web.leave_seconds",
    ]  # fmt: skip


def test_a_public_address_is_one_that_leads_to_a_server_that_runs(tmp_path: Path) -> None:
    served = "[web]\nenabled = true\npublic_address = '{}'\n"
    for address in (
        "http://a.example",
        "https://a.example/",
        "a.example",
        "https://a.example?x",
        "https://me@a.example",
    ):
        (sentence,) = wrong(tmp_path, served.format(address))
        assert sentence.startswith("web.public_address must be the https address")
    for address in ("", "https://a.example", "https://a.example:8443", "https://a.example/bot"):
        assert read(written(tmp_path, served.format(address)), {}).web.public_address == address
    (sentence,) = wrong(tmp_path, "[web]\npublic_address = 'https://a.example'\n")
    assert sentence.startswith("web.public_address is set but the web server does not run")


def test_secrets_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    environment = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-2\n"}
    config = read(written(tmp_path, "[slack]\nenabled = true\n"), environment)
    assert config.slack.app_token.get_secret_value() == "xapp-2"
    assert "xoxb-1" not in repr(config)


@pytest.mark.parametrize("content", [b"[bot\n", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(content)
    with pytest.raises(BadConfig) as caught:
        read(file, {})
    assert str(file) in caught.value.sentences[0]


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        read(tmp_path / "nowhere.toml", {})
    assert "--config" in caught.value.sentences[0]
