"""One bot on an SQLite file: a lock beside it, held for as long as the process lives.

The system frees it when the process ends, however it ends: it never has to be removed by hand. Reading the file,
importing into it and migrating it do not need the lock.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import FileIO
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 20
    """Windows lets nobody read a locked byte: one is locked far behind what is written."""

    def _lock(file: FileIO) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)

else:
    import fcntl

    def _lock(file: FileIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


class NotAlone(Exception):
    """Another bot runs on this file, or nobody can tell; the sentence says what to do."""


class Lock:
    """The lock beside a database file."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(f"{database.name}-lock")
        self._file: FileIO | None = None

    def take(self) -> None:
        """Takes the lock, without waiting. Raises NotAlone."""
        try:
            file = FileIO(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644), "r+")
        except OSError as error:
            raise NotAlone(f"{self._path} cannot be written ({error.strerror}): the bot needs it to run.") from error
        try:
            _lock(file)
        except OSError as error:
            holder = file.read(20).decode("ascii", "replace").strip()
            file.close()
            who = f"process {holder}" if holder else "another process"
            raise NotAlone(
                f"A bot already runs on {self._database} ({who}): stop it first, or give this one a database of its"
                " own. Several bots can share one database on PostgreSQL: see docs/many-processes.md."
            ) from error
        with suppress(OSError):  # the lock is what counts; a full disk may not take the number
            file.truncate(0)
            file.write(f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        """Lets go of it. The file stays: removing it would let two processes lock two files of the same name."""
        if self._file is not None:
            self._file.close()
            self._file = None
