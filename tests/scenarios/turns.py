"""Which scenarios are lived where: on each platform, each in one of the languages; where all begins, in both.

Every card and form is drawn on both platforms in both languages from its examples (`tests/gallery`), and accepted by
both: a scenario need not be lived four times for that.
"""

from __future__ import annotations

import pytest

EVERYWHERE = ("slack-en", "slack-fr", "discord-en", "discord-fr")

crossed = pytest.mark.parametrize("story", ["slack-en", "discord-fr"], indirect=True)
crossed_again = pytest.mark.parametrize("story", ["slack-fr", "discord-en"], indirect=True)
