"""One studio for all tests of the contract, behind a real socket, with a worker that draws."""

import queue
import shutil
import socket
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from PIL import Image as Pillow

from domain import passwords, rendering, tokens
from domain.adapters import database
from domain.adapters.clock import SystemClock
from domain.adapters.files import Folder
from domain.adapters.pictures import safe_copy, shrink
from domain.adapters.sources import Folders, open_staging
from domain.holds import Holds
from domain.imports import carrying_out, sources
from domain.ports import EngineFailed, ImageEngine, Recipe, Task
from domain.work import Facts, Studio
from handlers.app import create_app
from handlers.server import Server
from workers.engines.sketch import SketchEngine

TOKEN = "the-token-of-the-contract-tests"
SMALL = 256 * 256


SOURCE = "old-pictures"


class Wakeups(queue.Queue[Task | None]):
    """The messages for the one worker; None ends its day."""

    def wake(self, task: Task) -> None:
        self.put(task)

    def wake_soon(self, task: Task) -> None:
        self.put(task)

    def check(self) -> None:
        pass


@dataclass(frozen=True)
class Live:
    """A studio that is being served."""

    url: str
    token: str
    client: httpx.Client
    """The admin's."""
    source: str = SOURCE
    """The name of a folder with pictures."""

    def ids(self, noun: str) -> list[str]:
        """Give ids of some of these things; make some when few are left."""
        items = self.client.get(f"/{noun}?limit=10").json()["items"]
        while len(items) < 3:
            self._import()
            self._make_template_and_batch(len(items))
            self._report_a_bug()
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

    def plan(self) -> tuple[str, str]:
        """Plan an import; give its id and its hash."""
        plan = self._ended("/imports", {"source": self.source, "profile": "media"})
        return plan["id"], plan["plan_hash"]

    def _import(self) -> None:
        """Import what is there and not in the studio, reconcile it, and mend one kind."""
        import_id, plan_hash = self.plan()
        self._ended(f"/imports/{import_id}/apply", {"plan_hash": plan_hash})
        found = self._ended("/imports/reconcile", {"source": self.source, "profile": "media"})
        self._ended(f"/imports/{found['id']}/mend", {"code": "album_empty"})

    def _ended(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Ask for an import of any mode, and give it once it has ended well."""
        run: dict[str, Any] = self.client.post(path, json=body).raise_for_status().json()
        while run["state"] in ("queued", "running"):
            run = self.client.get(f"/imports/{run['id']}").raise_for_status().json()
        assert run["state"] == "succeeded", run
        return run

    def _make_template_and_batch(self, number: int) -> None:
        """Make a template with two rows, and start it."""
        facts = {"columns": [{"name": "suit"}], "prompt_template": "{suit}", "steps": 1}
        size = {"width": 64, "height": 64, "rows": [{"suit": "Spades"}, {"suit": "Hearts"}]}
        name = {"name": f"Suits {number} {uuid.uuid4()}"}
        made = self.client.post("/batch-templates", json={**facts, **size, **name}).json()
        self.client.post("/batches", json={"template_id": made["id"]})

    def _report_a_bug(self) -> None:
        environment, meta = {"mode": "test"}, {"location_href": "http://studio/"}
        bug = {"description": "A bug.", "environment": environment, "client_meta": meta}
        self.client.post("/bug-reports", json=bug).raise_for_status()


class OnlySmall(SketchEngine):
    """Fails at larger pictures: the drawing is not what is tested here, and some jobs must fail."""

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        if recipe.width * recipe.height > SMALL:
            raise EngineFailed("It is too large for this engine.")
        return super().draw(recipe, on_step)


def _pictures(folder: Path) -> Path:
    """Make a folder with something of each kind: pictures, sidecars, and what is neither."""
    (folder / "card_deck_1").mkdir(parents=True)
    for name, colour in (("card_deck_1/ace", "red"), ("card_deck_1/king", "blue"), ("fox", "red")):
        Pillow.new("RGB", (8, 8), colour).save(folder / f"{name}.png")
        (folder / f"{name}.json").write_text('{"prompt": "a card", "seed": 1}')
    (folder / "card_deck_1/queen.json").write_text("{}")
    (folder / "empty.png").touch()
    return folder


def _work(studio: Studio, wakeups: Wakeups) -> None:
    while (task := wakeups.get()) is not None:
        holds = Holds(time.monotonic)
        if task is Task.IMPORT:
            carrying_out.work_off(studio, holds)
        else:
            rendering.work_off(studio, OnlySmall(), holds)


@pytest.fixture(scope="session")
def live(
    migrated: Path, engine: ImageEngine, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    home = tmp_path_factory.mktemp("live")
    shutil.copy(migrated, home / "studio.db")
    db = database.open_database(f"sqlite:///{home / 'studio.db'}")
    wakeups = Wakeups()
    studio = Studio(
        sessions=database.sessions(db),
        files=Folder(home / "files"),
        queue=wakeups,
        clock=SystemClock(),
        shrink=shrink,
        safe_copy=safe_copy,
        sources=Folders(),
        staging=open_staging(Folder(home / "files")),
        facts=Facts(
            engine=engine.name,
            model=engine.model,
            adapters=engine.adapters,
            max_body_bytes=1_048_576,
            max_queued_jobs=10_000,
            stream_seconds=0.05,
            tries_per_login=1_000_000,
            tries_per_address=1_000_000,
            max_bug_reports_per_hour=1_000_000,
        ),
    )
    with studio.work() as work:
        tokens.keep_bootstrap_token(work, TOKEN)
        sources.name(work, str(_pictures(home / "pictures")), SOURCE)
    # Random logins and passwords are hashed too, for which no test has the time.
    monkeypatch = pytest.MonkeyPatch()
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: hasher)
    server = Server(create_app(studio))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threads = [
            threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True),
            threading.Thread(target=_work, args=(studio, wakeups), daemon=True),
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
    monkeypatch.undo()
    passwords._nobodys_hash.cache_clear()
    db.dispose()
