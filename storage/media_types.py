"""What the content of a file says that it is, whatever its name says. Pure."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from contextlib import suppress
from typing import Final

ENDINGS: Final = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
}
"""Every picture and sound that is taken, and how the names of such files end."""

_BEGINNINGS: Final = (
    ("image/png", rb"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", rb"\xff\xd8\xff"),
    ("image/gif", rb"GIF8[79]a"),
    ("image/webp", rb"RIFF.{4}WEBP"),
    ("audio/wav", rb"RIFF.{4}WAVE"),
    ("audio/mpeg", rb"ID3[\x02-\x04]"),
    # Ogg holds films too: what its first packet says of itself comes just after the page's header.
    ("audio/ogg", rb"OggS.{24,80}(?:\x01vorbis|OpusHead|Speex   |\x7fFLAC)"),
    ("audio/mp4", rb".{4}ftyp(?:M4A|M4B) "),
)  # fmt: skip
_MP4: Final = re.compile(rb".{4}ftyp(?:isom|iso[2-9]|mp4[12]|3gp[4-7]|dash)", re.DOTALL)
_TRACKS: Final = re.compile(rb"hdlr.{8}(soun|vide)", re.DOTALL)


def media_type_of(content: bytes) -> str | None:
    """The type that the content itself tells, of those in ENDINGS; None for any other."""
    for media_type, beginning in _BEGINNINGS:
        if re.match(beginning, content[:200], re.DOTALL):
            return media_type
    if _is_frame(content):
        return "audio/mpeg"
    # The families of MP4 that recorders use hold films as well: only tracks of sound may be there.
    if _MP4.match(content[:200]) and set(_TRACKS.findall(content)) == {b"soun"}:
        return "audio/mp4"
    return None


def _is_frame(content: bytes) -> bool:
    """Whether it begins with a frame of MPEG layer III: eleven bits of one, then only values that exist."""
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2 or content[1] & 0x18 == 0x08:
        return False
    return content[2] >> 4 not in (0x0, 0xF) and content[2] & 0x0C != 0x0C


def text_in(content: bytes) -> str | None:
    """The text that a file holds; None when it is no text.

    Written in UTF-8, in UTF-16 where its first bytes say so, else as Windows writes in Western Europe: what
    spreadsheets save as CSV.
    """
    is_utf_16 = content.startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1252"):
        with suppress(UnicodeDecodeError):
            found = content.decode(encoding)
            return None if "\0" in found else found
    return None
