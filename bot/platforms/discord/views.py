"""Views: our own dictionaries in the clothes discord.py takes messages and forms in.

Nothing is registered for a view: its buttons are heard through their addresses, after a restart too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord


class Drawn(discord.ui.LayoutView):
    """Components already drawn."""

    def __init__(self, components: Sequence[dict[str, Any]]) -> None:
        super().__init__(timeout=None)
        self._drawn = list(components)

    def to_components(self) -> list[dict[str, Any]]:
        """What is sent."""
        return self._drawn

    def has_components_v2(self) -> bool:
        """Always: the message carries their flag."""
        return True

    def is_finished(self) -> bool:
        """It waits for nothing, so discord.py keeps it nowhere."""
        return True


class DrawnForm(discord.ui.Modal):
    """A form already drawn."""

    def __init__(self, drawn: dict[str, Any]) -> None:
        super().__init__(title=drawn["title"], custom_id=drawn["custom_id"])
        self._drawn = drawn

    def to_dict(self) -> dict[str, Any]:
        """What is sent."""
        return self._drawn

    def is_finished(self) -> bool:
        """As `Drawn.is_finished`."""
        return True
