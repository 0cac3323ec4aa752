"""Which scenarios are lived where: the main ones everywhere, in both languages; the others once on each platform."""

from __future__ import annotations

import pytest

EVERYWHERE = ("slack-en", "slack-fr", "discord-en", "discord-fr")

crossed = pytest.mark.parametrize("story", ["slack-en", "discord-fr"], indirect=True)
crossed_again = pytest.mark.parametrize("story", ["slack-fr", "discord-en"], indirect=True)
