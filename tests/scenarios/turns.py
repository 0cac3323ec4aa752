"""Which scenarios are lived where. The whole thread: everywhere, in both languages. The others: once on each platform."""

from __future__ import annotations

import pytest

EVERYWHERE = ("slack-en", "slack-fr", "discord-en", "discord-fr")

crossed = pytest.mark.parametrize("story", ["slack-en", "discord-fr"], indirect=True)
crossed_again = pytest.mark.parametrize("story", ["slack-fr", "discord-en"], indirect=True)
