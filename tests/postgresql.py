"""A PostgreSQL server of our own on loopback, started for the tests that need one and thrown away after."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

SECONDS_TO_START = 30.0
WHY_MISSING = "PostgreSQL's server programs are not installed: nothing to try it on"


def programs() -> Path | None:
    """Where the server's programs are, the newest version first; None when they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: path.parts[-3])
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


class Server:
    """One cluster in a folder of its own. PostgreSQL refuses to run as root: then it runs as the user `postgres`.

    `durable`: commits wait for the disk, which tests need not but figures must.
    """

    def __init__(self, *, durable: bool = False) -> None:
        bin_folder = programs()
        if bin_folder is None:
            raise RuntimeError(WHY_MISSING)
        self._bin = bin_folder
        self._folder = Path(tempfile.mkdtemp(prefix="portevoix-pg-"))
        self._user = "postgres" if os.geteuid() == 0 else None
        self._made = 0
        self._fsync = "on" if durable else "off"
        if self._user:
            account = pwd.getpwnam(self._user)
            os.chown(self._folder, account.pw_uid, account.pw_gid)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    def __enter__(self) -> Self:
        self._run("initdb", "-D", str(self._folder / "data"), "-U", "tests", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._process = self._start()
        end = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < end:
            if self._answers():
                return self
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start: see {self._folder / 'log'}")

    def __exit__(self, *_: object) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def stop(self) -> None:
        """Stops at once, as a crash would."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(timeout=SECONDS_TO_START)

    def start_again(self) -> None:
        """Starts after `stop`."""
        self._process = self._start()
        while not self._answers():
            time.sleep(0.05)

    def new_database(self, like: str | None = None) -> str:
        """The address of an empty database, or of a copy of the one with this name, which nobody may be using."""
        self._made += 1
        name = f"test_{self._made}"
        copied = ["-T", like] if like else []
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "tests", *copied, name)
        return f"postgresql+asyncpg://tests@127.0.0.1:{self.port}/{name}"

    def _start(self) -> subprocess.Popen[bytes]:
        settings = [
            "-c",
            f"fsync={self._fsync}",
            "-c",
            "max_connections=200",
            "-c",
            f"unix_socket_directories={self._folder}",
        ]
        arguments = ["-D", str(self._folder / "data"), "-h", "127.0.0.1", "-p", str(self.port), *settings]
        command = [str(self._bin / "postgres"), *arguments]
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(command, stdout=log, stderr=log, user=self._user, cwd=self._folder)

    def _answers(self) -> bool:
        ready = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(ready, check=False).returncode == 0

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._bin / program), *arguments],
            check=True,
            user=self._user,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )
