"""Where this home's server is, told to the command line of this machine: a file in the home.

It names the server's address and a secret that is good for as long as that process lives. Whoever
can read it can read the database beside it, so it opens no door that was shut.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

LOCK = "lock"
NOTE = "server.json"


@dataclass(frozen=True, slots=True)
class Running:
    """A server of this machine."""

    url: str
    secret: str


def home_of(environment: Mapping[str, str]) -> Path:
    """Give the home folder. Raises RuntimeError when it lies in somebody's who is unknown here."""
    return Path(environment.get("SPOLVERO_HOME") or "var").expanduser().absolute()


@contextmanager
def told(home: Path, running: Running) -> Iterator[None]:
    """Tell where the server is, while the block lasts; only the owner of the home can read it."""
    forget(home)  # or a note that others may read would keep its mode
    descriptor = os.open(home / NOTE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"url": running.url, "secret": running.secret}, file)
    try:
        yield
    finally:
        forget(home)


def forget(home: Path) -> None:
    """Take the note away: no server runs."""
    (home / NOTE).unlink(missing_ok=True)


def read(home: Path) -> Running | None:
    """Give the server that was told of last, which may have been killed since."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads((home / NOTE).read_bytes())
        return Running(str(found["url"]), str(found["secret"]))
    return None


def is_taken(home: Path) -> bool:
    """Tell whether a process holds the home folder now: a server, or a command as this one."""
    try:
        with (home / LOCK).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
