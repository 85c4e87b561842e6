"""One studio for all tests of the contract, behind a real socket, with a worker that draws."""

import queue
import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from domain import rendering, users
from domain.adapters import database
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.studio import SystemClock
from domain.jobs import Job
from domain.ports import ImageEngine, Task
from domain.work import Facts, Studio
from handlers.app import create_app
from handlers.server import Server

TOKEN = "the-token-of-the-contract-tests"
SMALL = 256 * 256
"""Larger pictures stay queued: the drawing is not what is tested here, and some must wait."""


class Wakeups(queue.Queue[str | None]):
    """The messages for the one worker; None ends its day."""

    def send(self, task: Task, subject_id: str) -> None:
        self.put(subject_id)

    def check(self) -> None:
        pass


@dataclass(frozen=True)
class Live:
    """A studio that is being served."""

    url: str
    token: str
    client: httpx.Client
    """The admin's."""

    def ids(self, noun: str) -> list[str]:
        """Give ids of some albums, images or jobs; make some when few are left."""
        items = self.client.get(f"/{noun}?limit=10").json()["items"]
        while len(items) < 3:
            album = self.client.post("/albums", json={"name": "Foxes"}).json()["id"]
            recipe = {"prompt": "a fox", "steps": 1, "width": 64, "height": 64, "album_id": album}
            job = self.client.post("/jobs", json=recipe).json()["job_url"]
            while self.client.get(f"{self.url.removesuffix('/api/v1')}{job}").json()["state"] in (
                "queued",
                "running",
            ):
                pass
            items = self.client.get(f"/{noun}?limit=10").json()["items"]
        return [item["id"] for item in items]


def _work(studio: Studio, engine: ImageEngine, wakeups: Wakeups) -> None:
    while (job_id := wakeups.get()) is not None:
        with studio.look() as work:
            job = work.get(Job, job_id)
        if job.width * job.height <= SMALL:
            rendering.render(studio, engine, job_id)


@pytest.fixture(scope="session")
def live(
    migrated: Path, engine: ImageEngine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    home = tmp_path_factory.mktemp("live")
    shutil.copy(migrated, home / "studio.db")
    db = database.open_database(f"sqlite:///{home / 'studio.db'}")
    writing, reading = database.sessions(db)
    wakeups = Wakeups()
    studio = Studio(
        writing=writing,
        reading=reading,
        files=Folder(home / "files"),
        queue=wakeups,
        clock=SystemClock(),
        shrink=shrink,
        safe_copy=safe_copy,
        facts=Facts(
            engine=engine.name, model=engine.model, max_body_bytes=65_536, max_queued_jobs=10_000
        ),
    )
    with studio.work() as work:
        users.keep_bootstrap_token(work, TOKEN)
    server = Server(create_app(studio))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threads = [
            threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True),
            threading.Thread(target=_work, args=(studio, engine, wakeups), daemon=True),
        ]
        for thread in threads:
            thread.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        headers = {"Authorization": f"Bearer {TOKEN}"}
        with httpx.Client(base_url=f"{url}/api/v1", headers=headers) as client:
            yield Live(f"{url}/api/v1", TOKEN, client)
        server.should_exit = True
        wakeups.put(None)
        for thread in threads:
            thread.join()
    db.dispose()
