"""One server and two workers with nothing but URLs in common fill an album in the order of rows."""

import hashlib
import json
import os
import subprocess
import sys
import threading

import httpx
import redis

from domain.adapters import database
from domain.adapters.settings import read_settings
from domain.ports import Recipe
from tests.conftest import ADMIN_TOKEN
from tests.crash.backends import free_port
from tests.crash.points import Plan
from tests.crash.processes import Slot
from tests.crash.program import Config, paint
from tests.processes import serving
from tests.servers import postgresql, seaweedfs, valkey

ROWS = 54
CARDS = {
    "name": "A deck",
    "columns": [{"name": "card"}],
    "prompt_template": "Card {card} of the deck",
    **{"width": 64, "height": 64, "steps": 4},
    "rows": [{"card": str(number)} for number in range(1, ROWS + 1)],
}


def until(so):
    pause = threading.Event()
    for _ in range(6000):
        if found := so():
            return found
        pause.wait(0.02)
    raise AssertionError("it did not come to be so within two minutes")


def recipe(image):
    names = ("prompt", "negative_prompt", "seed", "steps", "width", "height", "guidance_scale")
    return Recipe(**{name: image[name] for name in names})


def test_a_batch_fills_its_album_though_a_worker_dies_and_redis_forgets(tmp_path):
    port = free_port()
    with postgresql() as database_url, valkey(port), seaweedfs() as s3:
        urls = {
            "SPOLVERO_DATABASE_URL": database_url,
            "SPOLVERO_REDIS_URL": f"redis://127.0.0.1:{port}/0",
            "SPOLVERO_FILES_URL": s3.url("pictures"),
            "SPOLVERO_ADMIN_TOKEN": ADMIN_TOKEN,
            **s3.environment,
        }
        engine = database.open_database(read_settings(urls).database_url)
        database.migrate(engine)
        engine.dispose()
        slots = []
        for number in range(2):
            folder = tmp_path / f"machine-{number}"
            folder.mkdir()
            slots.append(Slot(number, folder))
        try:
            with (
                serving(tmp_path / "server", **urls) as server,
                httpx.Client(
                    base_url=f"{server.url}/api/v1",
                    headers={"Authorization": f"Bearer {ADMIN_TOKEN}"},
                    timeout=60,
                ) as api,
            ):
                for slot, plan in zip(slots, (Plan("commit.end.before", 10), None), strict=True):
                    folder = slot.clock.parent
                    config = Config(
                        role="worker",
                        environment={**urls, "SPOLVERO_HOME": str(folder / "home")},
                        folder=str(folder),
                        clock=str(slot.clock),
                        status=str(slot.status),
                        plan=plan,
                    )
                    slot.start("worker", config)
                template = api.post("/batch-templates", json=CARDS).raise_for_status().json()
                started = api.post("/batches", json={"template_id": template["id"]})
                batch = started.raise_for_status().json()

                until(lambda: not slots[0].alive)
                with redis.Redis(port=port) as client:
                    client.flushall()
                seen = api.get(f"/batches/{batch['id']}").json()
                assert 0 < seen["counts"]["succeeded"] < ROWS  # it happened midway

                done = until(
                    lambda: [
                        told
                        for told in [api.get(f"/batches/{batch['id']}").json()]
                        if told["state"] not in ("queued", "running")
                    ]
                )[0]
                assert done["state"] == "completed"
                images = api.get(f"/albums/{batch['album_id']}/images?limit=100").json()["items"]
                assert [image["origin"]["row_number"] for image in images] == [*range(1, ROWS + 1)]
                for image in images:
                    shown = api.get(f"/images/{image['id']}/file").raise_for_status().content
                    assert shown == paint(recipe(api.get(f"/images/{image['id']}").json()))
                    assert hashlib.sha256(shown).hexdigest() == image["sha256"]
                jobs = api.get(f"/jobs?batch_id={batch['id']}&limit=100").json()["items"]
                assert sum(job["attempts"] for job in jobs) == ROWS + 1
        finally:
            for slot in slots:
                slot.kill()
        doctor = [sys.executable, "-W", "ignore", "-m", "handlers.console", "doctor"]
        examined = subprocess.run(
            [*doctor, "--json", "--no-grace", "--every-byte"],
            env={**os.environ, **urls, "SPOLVERO_HOME": str(tmp_path / "doctor")},
            capture_output=True,
            text=True,
            check=False,
        )
        told = json.loads(examined.stdout)
        assert {kind for kind, each in told["findings"].items() if each["count"]} == set()
        assert (examined.returncode, told["clean"]) == (0, True)
        assert told["looked_at"] == {"jobs": ROWS, "images": ROWS, "files": 3 * ROWS}
        assert not (tmp_path / "doctor").exists()
