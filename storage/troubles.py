"""What stops a database from working (a full disk, a lost server), said in words and not again and again."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Final

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

FULL: Final = "database_full"
READ_ONLY: Final = "database_read_only"
BUSY: Final = "database_busy"
UNREADABLE: Final = "database_unreadable"
DISK: Final = "database_disk"
LOST: Final = "database_lost"
REFUSED: Final = "database_refuses"
MISSING: Final = "database_missing"

SENTENCES: Final[Mapping[str, str]] = {
    FULL: "The disk that holds the database is full: make room.",
    READ_ONLY: "The database may only be read: give this user the right to write it, or see why its disk was made"
    " read-only.",
    BUSY: "Another program keeps the database for itself: see what is writing in it.",
    UNREADABLE: "The file of the database is damaged or is not a database: bring back a copy of it.",
    DISK: "The disk that holds the database does not answer as it should: see the system's log.",
    LOST: "The database server cannot be reached: see that it runs and that the network leads to it.",
    REFUSED: "The database server refuses this user or password: see storage.address, PGPASSWORD and ~/.pgpass.",
    MISSING: "There is no such database on the server: create it, or change storage.address.",
}
"""What to do about each; docs/operate.md says more."""

_SQLITE: Final = (
    ("SQLITE_FULL", FULL),
    ("SQLITE_READONLY", READ_ONLY),
    ("SQLITE_BUSY", BUSY),
    ("SQLITE_LOCKED", BUSY),
    ("SQLITE_CORRUPT", UNREADABLE),
    ("SQLITE_NOTADB", UNREADABLE),
    ("SQLITE_IOERR", DISK),
    ("SQLITE_CANTOPEN", DISK),
)
"""Beginnings of SQLite's own names for its errors."""
_POSTGRESQL: Final = (
    ("53100", FULL),
    ("25006", READ_ONLY),
    ("28", REFUSED),
    ("3D000", MISSING),
    ("08", LOST),
    ("53", LOST),
    ("57P", LOST),
)
"""Beginnings of SQLSTATE codes, PostgreSQL's documentation, appendix A."""

SILENT_SECONDS: Final = 60.0
"""While it lasts, a trouble is said again after as long without any."""
OVER_SECONDS: Final = 10.0
"""Reading works on a full disk: a trouble is over when nothing has failed for as long."""

log = structlog.get_logger(__name__)


class Trouble(Exception):
    """The database cannot be used for now. Nothing of what was being done is kept; it may be done again later.

    `code` is one of `SENTENCES`, whose sentence says what to do.
    """

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


def trouble_in(error: Exception, *, on_a_server: bool) -> Trouble | None:
    """What an error raised in a transaction says of the database; None when it says something else."""
    if isinstance(error, NoConnectionFree):
        return Trouble(LOST if on_a_server else BUSY)
    if on_a_server and isinstance(error, OSError):
        return Trouble(LOST)
    if not isinstance(error, DBAPIError):
        return None
    name = getattr(error.orig, "sqlite_errorname", "")
    state = getattr(error.orig, "sqlstate", None) or ""
    for beginnings, said in ((_SQLITE, name), (_POSTGRESQL, state)):
        for beginning, code in beginnings:
            if said.startswith(beginning):
                return Trouble(code)
    return Trouble(LOST) if error.connection_invalidated else None


class Herald:
    """Says in the log that a trouble began, and that it is over: once each, however often it is met in between."""

    def __init__(self) -> None:
        self._code: str | None = None
        self._failed_at = float("-inf")

    def failed(self, trouble: Trouble) -> None:
        """It was met."""
        known = trouble.code == self._code and monotonic() - self._failed_at < SILENT_SECONDS
        self._code, self._failed_at = trouble.code, monotonic()
        if not known:
            log.error("database.trouble", trouble=trouble.code, what=str(trouble))

    def worked(self) -> None:
        """Something was read or written."""
        if self._code is not None and monotonic() - self._failed_at > OVER_SECONDS:
            log.info("database.works_again", trouble=self._code)
            self._code = None
