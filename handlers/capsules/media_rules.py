"""What an address, an alternative text and a picture, sound or film may be. Pure: no address is ever fetched."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from handlers.capsules.formats import Media
from handlers.chat.files import file_name
from handlers.chat.mistakes import Mistake
from handlers.chat.words import Say

LONGEST_ADDRESS: Final = 2000
"""Characters: Discord takes 2,048 for the address of a picture, Slack 3,000."""
LONGEST_ALTERNATIVE: Final = 1000
"""Characters: Discord takes 1,024 for the description of a picture, Slack 1,000 for that of a file."""
SHORTEST_ALTERNATIVE: Final = 3
"""Fewer characters say nothing of what a picture shows."""

FORMATS: Final = ("image", "audio", "video")

# What RFC 3986 lets stand in an address, and `%`; all else is percent-encoded.
_MAY_STAND: Final = "/:@!$&'()*+,;=-._~%?"
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_HOST: Final = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])")


def check_address(text: str, field: str = "address") -> str:
    """An https address as people write or paste it, made fit to be sent: letters with accents are encoded (RFC 3987).

    No other scheme, no name or password in it, no port, no unseen sign, a public-looking host name, at most
    LONGEST_ADDRESS characters. Raises Mistake, about `field`, with the sentence that says what to do.
    """
    written = text.strip()
    if not written:
        raise Mistake(Say("capsules.media.no_address"), field)
    if len(written) > LONGEST_ADDRESS:
        raise Mistake(Say("capsules.media.long_address", longest=LONGEST_ADDRESS), field)
    try:
        parts = urlsplit(written)
        host, has_port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port is not None
    except ValueError as error:  # brackets that do not close, a port that is no number, a label too long
        raise Mistake(Say("capsules.media.bad_address"), field) from error
    if parts.scheme != "https":
        raise Mistake(Say("capsules.media.not_https"), field)
    if parts.username is not None or parts.password is not None:
        raise Mistake(Say("capsules.media.password_in_address"), field)
    if _UNSEEN.search(written) or "\\" in written or has_port or not _is_public_name(host):
        raise Mistake(Say("capsules.media.bad_address"), field)
    address = _encoded(parts, host)
    if len(address) > LONGEST_ADDRESS:
        raise Mistake(Say("capsules.media.long_address", longest=LONGEST_ADDRESS), field)
    return address


def _is_public_name(host: str) -> bool:
    """A name with a dot that ends in letters; not a number, not the name of a machine nearby."""
    try:
        ip_address(host)
    except ValueError:
        return bool(_HOST.fullmatch(host)) and not host.endswith((".local", ".localhost", ".internal"))
    return False


def _encoded(parts: SplitResult, host: str) -> str:
    path, query, fragment = (quote(part, safe=_MAY_STAND) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit(("https", host, path or "/", query, fragment))


def check_alternative(text: str, field: str = "alternative") -> str:
    """What a picture shows, or a sound or film says, to who cannot see or hear it: on one line, never empty.

    Raises Mistake about `field`.
    """
    words = " ".join(text.split())
    if len(words) < SHORTEST_ALTERNATIVE:
        raise Mistake(Say("capsules.media.no_alternative"), field)
    if len(words) > LONGEST_ALTERNATIVE:
        raise Mistake(Say("capsules.media.long_alternative", longest=LONGEST_ALTERNATIVE), field)
    return words


def check_media(
    format_: str, *, address: str = "", uploaded: int | None = None, alternative: str = "", fallback: str = ""
) -> Media:
    """The details of a capsule of one of FORMATS, from what was written, and the file that was uploaded if any.

    A film is an address; a picture or a sound is an address or a file, which wins. `fallback` may be left empty.
    `uploaded` must be what `Desk.file` gave: it is of this workspace and of the right kind. Raises Mistake,
    about the field `address`, `alternative` or `fallback`.
    """
    if format_ not in FORMATS:
        raise ValueError(f"{format_} is not one of {FORMATS}")
    if uploaded is not None and format_ == "video":
        raise Mistake(Say("capsules.media.video_is_an_address"), "address")
    place = file_name(uploaded) if uploaded is not None else check_address(address)
    other = check_address(fallback, "fallback") if fallback.strip() else ""
    return Media(place, check_alternative(alternative), other)
