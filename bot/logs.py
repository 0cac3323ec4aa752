"""Logs: one line for each thing that matters, as key=value pairs; no names, nobody's words, no secret."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from storage.troubles import Trouble

_TOKENS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|Bot [\w.-]{50,}")


def hide_tokens(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Takes tokens out of whatever is about to be written, an error's text included."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _TOKENS.sub("[hidden]", value)
    return event


def shorten_troubles(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A database in trouble says so itself, once: of what could not be done meanwhile, no traceback is shown."""
    raised = event.get("exc_info")
    error = sys.exc_info()[1] if raised is True else raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, Trouble):
        del event["exc_info"]
        event["trouble"] = error.code
    return event


def set_up(level: str) -> None:
    """Sends our lines, and the libraries' warnings, to standard error in one form."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        shorten_troubles,
        structlog.processors.format_exc_info,
        hide_tokens,
    ]
    number = logging.getLevelNamesMapping()[level.upper()]
    structlog.configure(
        processors=[*shared, structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    renderer = structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(level=max(number, logging.WARNING), handlers=[handler], force=True)
