"""A picture or a sound that lies beside a Markdown file: how its capsule names it while it is not yet kept. Pure."""

from __future__ import annotations

from dataclasses import replace

from handlers.capsules import formats
from handlers.capsules.formats import Media
from handlers.chat.files import file_number
from storage.capsules import Source

BESIDE = "beside:"
"""Begins `Media.address` of what was read in a file, or is to be written in one; the file's name follows."""


def name_beside(source: Source) -> str | None:
    """The name of the file that lies beside; None for what shows none."""
    details = formats.read(source.format, source.details)
    if isinstance(details, Media) and details.address.startswith(BESIDE):
        return details.address.removeprefix(BESIDE)
    return None


def uploaded_in(source: Source) -> int | None:
    """The number of the uploaded file that a capsule shows; None for what shows none."""
    details = formats.read(source.format, source.details)
    return file_number(details.address) if isinstance(details, Media) else None


def with_address(source: Source, address: str) -> Source:
    """The same capsule, what it shows being there."""
    details = formats.read(source.format, source.details)
    if not isinstance(details, Media):
        raise TypeError(f"a capsule of format {source.format} shows nothing")
    return replace(source, details=formats.written(replace(details, address=address)))
