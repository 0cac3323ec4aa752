"""`python -m tests.gallery [FOLDER]`: every card and form, drawn as Slack and as Discord show them, to be looked at."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from tests.gallery import bundle, drawings, pictures
from tests.playground.page_stage import CHROMIUM

FOLDER = Path("screenshots") / "gallery"


def main() -> None:
    """Writes the page, and pictures of it where Chromium is installed."""
    options = argparse.ArgumentParser(prog="python -m tests.gallery", description="Draws every card and form.")
    options.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"where to (default: {FOLDER})")
    options.add_argument("--no-pictures", action="store_true", help="write the page only")
    chosen = options.parse_args()
    folder: Path = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    examples = drawings.every()
    page = folder / "index.html"
    page.write_text(bundle.written(examples), "utf-8")
    print(f"{len(examples)} cards and forms: open {page}")
    if chosen.no_pictures:
        return
    if CHROMIUM is None:
        print("Chromium is not installed: no pictures were taken.")
        return
    print(f"{len(asyncio.run(pictures.take(page, folder)))} pictures beside it")


if __name__ == "__main__":
    main()
