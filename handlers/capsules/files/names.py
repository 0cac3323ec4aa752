"""Names of files that every system takes: Windows, macOS and Linux. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST_PART = 60
LONGEST_PATH = 150
"""Characters: far under the 260 of Windows, whatever folder it is put in."""

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def path_of(origin: str) -> str:
    """The path of the file of a capsule, from its origin in its scope: the same always, and no other capsule's.

    One that was imported from `til/git/x.md` goes back there. A part of the path that some system would refuse, or take
    for another (capitals, accents), is written plainly, followed by a few signs of its hash.
    """
    parts = [part for part in origin.split("/") if part]
    name = parts[-1] if parts else ""
    if name.endswith(".md") and name != ".md":
        parts[-1] = _safe(name.removesuffix(".md")) + ".md"
    else:
        # A question of a GIFT file, or a capsule written in chat.
        parts = [*parts[:-1], f"{_slug(name)}-{_hash(origin)}.md"]
    path = "/".join([*(_safe(part) for part in parts[:-1]), parts[-1]])
    return path if len(path) <= LONGEST_PATH else f"{_slug(name)}-{_hash(origin)}.md"


def _safe(part: str) -> str:
    slug = _slug(part)
    return part if slug == part else f"{slug}-{_hash(part)}"


def _slug(words: str) -> str:
    """Small letters without accents, digits and hyphens."""
    apart = unicodedata.normalize("NFKD", words.lower())
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    slug = re.sub(r"[^a-z0-9_]+", "-", plain)[:LONGEST_PART].strip("-") or "capsule"
    return f"{slug}-" if _RESERVED.fullmatch(slug) else slug


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:8]
