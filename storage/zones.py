"""Time zones as profiles and settings name them."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global


def usable_zone(*names: str | None) -> str:
    """The first of these that is a time zone, else UTC: one odd profile must not keep everybody's digest waiting."""
    return next((name for name in names if name and _is_zone(name)), "UTC")


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def country_of(zone: str) -> str:
    """The country a time zone belongs to (ISO 3166: `FR`, from the CLDR), or "" for `UTC` and other odd ones."""
    found: str = get_global("zone_territories").get(zone, "")
    return found if len(found) == 2 and found.isalpha() else ""
