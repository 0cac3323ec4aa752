"""Prints the figures: `python -m benchmarks [section…]`, all of them unless some are named."""

from __future__ import annotations

import argparse

from benchmarks import campaign, clicks, deliveries, idle, imports, search, ticks, verbatims, wall

MEASURED = {
    "clicks": clicks,
    "idle": idle,
    "ticks": ticks,
    "deliveries": deliveries,
    "campaign": campaign,
    "imports": imports,
    "search": search,
    "wall": wall,
}
SECTIONS = (*MEASURED, "verbatims")


def main() -> None:
    """Runs the sections asked for, one after the other."""
    options = argparse.ArgumentParser(prog="python -m benchmarks", description="Figures, one a line.")
    options.add_argument("sections", nargs="*", metavar="section", help=f"among {', '.join(SECTIONS)} (default: all)")
    options.add_argument("--small", action="store_true", help="few clicks and one start: to see that it runs")
    chosen = options.parse_args()
    unknown = set(chosen.sections) - set(SECTIONS)
    if unknown:
        options.error(f"unknown: {', '.join(sorted(unknown))}; the sections are {', '.join(SECTIONS)}")
    for section in chosen.sections or SECTIONS:
        print(f"# {section}", flush=True)
        if section in MEASURED:
            module = MEASURED[section]
            module.main(module.SMALL if chosen.small else module.Size())
        else:
            verbatims.main()


if __name__ == "__main__":
    main()
