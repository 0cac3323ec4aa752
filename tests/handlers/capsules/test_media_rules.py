"""Addresses, alternative texts, and what a picture, a sound or a film is made of."""

from __future__ import annotations

import string
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.capsules.formats import Media
from handlers.capsules.media_rules import (
    LONGEST_ADDRESS,
    LONGEST_ALTERNATIVE,
    check_address,
    check_alternative,
    check_media,
)
from handlers.chat.mistakes import Mistake

AN_ADDRESS = "https://example.org/bridge.png"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"  {AN_ADDRESS}\n", AN_ADDRESS),
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org/a(1)?b=c&d=%20#e", "https://example.org/a(1)?b=c&d=%20#e"),
        ("https://fr.example.org/wiki/École", "https://fr.example.org/wiki/%C3%89cole"),
        ("https://éducation.example/", "https://xn--ducation-90a.example/"),
        ("https://example.org/<!channel>|x", "https://example.org/%3C!channel%3E%7Cx"),
    ],
)
def test_what_people_paste_becomes_an_address_fit_to_be_sent(written: str, kept: str) -> None:
    assert check_address(written) == kept


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "no_address"),
        ("   ", "no_address"),
        ("http://example.org/", "not_https"),
        ("javascript:alert(1)", "not_https"),
        ("file:12", "not_https"),
        ("example.org/bridge.png", "not_https"),
        ("https://lina:secret@example.org/", "password_in_address"),
        ("https://example.org@elsewhere.org/", "password_in_address"),
        ("https://localhost/", "bad_address"),
        ("https://printer.local/", "bad_address"),
        ("https://127.0.0.1/", "bad_address"),
        ("https://[::1]/", "bad_address"),
        ("https://2130706433/", "bad_address"),
        ("https://example.org:8443/", "bad_address"),
        ("https://example..org/", "bad_address"),
        ("https://[example.org/", "bad_address"),
        ("https://example.org/one two", "bad_address"),
        ("https://example.org/\u202egnp.exe", "bad_address"),
        ("https://example.org/\x07", "bad_address"),
        ("https://example.org\\@elsewhere.org/", "password_in_address"),
        ("https://example.org/" + "a" * LONGEST_ADDRESS, "long_address"),
        ("https://example.org/" + "é" * (LONGEST_ADDRESS // 3), "long_address"),
    ],
)
def test_an_address_that_not_everybody_can_safely_open_is_refused(written: str, why: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_address(written, "link")
    assert refused.value.say.key == f"capsules.media.{why}"
    assert refused.value.field == "link"


@given(
    st.text(max_size=80) | st.text(alphabet=string.printable, max_size=60).map(lambda end: f"https://example.org/{end}")
)
def test_whatever_is_written_is_refused_or_kept_as_a_plain_https_address(written: str) -> None:
    try:
        kept = check_address(written)
    except Mistake:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert not set(kept) & set(' <>"|\\^`{}')
    assert urlsplit(kept).scheme == "https"
    assert "." in str(urlsplit(kept).hostname)
    assert check_address(kept) == kept


def test_an_alternative_text_is_one_line() -> None:
    assert check_alternative(" A bridge\n over a  river ") == "A bridge over a river"


@pytest.mark.parametrize(
    ("written", "why"),
    [("", "no_alternative"), (" \n", "no_alternative"), ("a" * (LONGEST_ALTERNATIVE + 1), "long_alternative")],
)
def test_an_alternative_text_says_something_and_fits(written: str, why: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_alternative(written)
    assert (refused.value.say.key, refused.value.field) == (f"capsules.media.{why}", "alternative")


def test_a_picture_is_an_address_or_a_file_and_a_film_an_address() -> None:
    assert check_media("image", address=AN_ADDRESS, alternative="A bridge") == Media(AN_ADDRESS, "A bridge")
    assert check_media("audio", uploaded=12, alternative="Birds") == Media("file:12", "Birds")
    fallback = "https://example.org/text"
    assert check_media("video", address=AN_ADDRESS, alternative="A walk", fallback=f" {fallback} ") == Media(
        AN_ADDRESS, "A walk", fallback
    )


@pytest.mark.parametrize(
    ("format_", "given", "field"),
    [
        ("image", {"alternative": "A bridge"}, "address"),
        ("image", {"address": AN_ADDRESS}, "alternative"),
        ("audio", {"uploaded": 12}, "alternative"),
        ("video", {"uploaded": 12, "alternative": "A walk"}, "address"),
        ("video", {"address": AN_ADDRESS, "alternative": "A walk", "fallback": "text"}, "fallback"),
    ],
)
def test_what_is_missing_is_said_under_its_field(format_: str, given: dict[str, str], field: str) -> None:
    with pytest.raises(Mistake) as refused:
        check_media(format_, **given)  # type: ignore[arg-type]
    assert refused.value.field == field
