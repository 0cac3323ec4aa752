"""The page in one file: the playground's own drawing of Slack, the gallery's of Discord, and what they draw.

Modules of a page opened from a disk may not be read beside it, so each is written in the page's import map.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from dataclasses import asdict
from pathlib import Path

from tests.gallery.drawings import Example, names

OWN = Path(__file__).parent / "page"
PLAYGROUND = Path(__file__).resolve().parents[2] / "playground" / "page"
HOUSES = {"gallery": OWN, "playground": PLAYGROUND}
SLACK_STYLES = ("base", "messages", "blocks", "forms", "panels")
OWN_STYLES = ("gallery", "slack", "discord", "discord_forms")

_NEIGHBOUR = re.compile(r'(?<=from )"\./')
_IMPORTED = re.compile(r'(?<=from )"(\w+/\w+\.js)"')
_DARK = re.compile(r"@media \(prefers-color-scheme: dark\) \{\s*:root(.*?\n  \})\n\}", re.DOTALL)


def written(examples: list[Example]) -> str:
    """The page."""
    told = {"examples": [asdict(one) for one in examples], **names(examples)}
    page = (OWN / "index.html").read_text("utf-8")
    for place, content in (
        ("styles", f"@scope (.slack) {{\n{slack_styles()}\n}}\n" + _read(OWN, OWN_STYLES)),
        ("modules", json.dumps({"imports": modules("gallery/gallery.js")})),
        ("told", json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")),
    ):
        page = page.replace(f"%{place}%", content)
    return page


def modules(start: str) -> dict[str, str]:
    """Each module that is needed, by the name it is imported under, as an address that holds it whole."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        house, file = name.split("/")
        code = _NEIGHBOUR.sub(f'"{house}/', (HOUSES[house] / file).read_text("utf-8"))
        found[name] = f"data:text/javascript;base64,{b64encode(code.encode()).decode()}"
        waiting += _IMPORTED.findall(code)
    return found


def slack_styles() -> str:
    """The playground's styles, where what it asks of the window is asked of the drawing."""
    styles = _DARK.sub(r':root[data-theme="dark"]\1', _read(PLAYGROUND, SLACK_STYLES))
    styles = styles.replace("@media (max-width: 700px)", "@container drawing (max-width: 440px)")
    return re.sub(r"^(?::root|body)", ":scope", styles, flags=re.MULTILINE)


def _read(folder: Path, styles: tuple[str, ...]) -> str:
    return "\n".join((folder / f"{name}.css").read_text("utf-8") for name in styles)
