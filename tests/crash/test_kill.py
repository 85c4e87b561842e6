"""Kill the server at any moment and start it again: nothing is lost, doubled, or half there."""

import contextlib
import hashlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading

import httpx
import pytest

from domain.images import file_name, thumbnail_name
from handlers import console
from tests.conftest import ADMIN_TOKEN
from tests.processes import serving

SMALL = {"prompt": "a red fox", "width": 64, "height": 64, "steps": 1}
SLOW = {"prompt": "a red fox", "width": 256, "height": 256, "steps": 100}
SLOWER = {"prompt": "a red fox", "width": 512, "height": 512, "steps": 150, "seed": 7}


def running(home):
    return serving(home, SPOLVERO_ADMIN_TOKEN=ADMIN_TOKEN)


def client(server):
    headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
    return httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=60)


def until(so):
    """Look again and again until something is so; a minute is enough for anything."""
    pause = threading.Event()
    for _ in range(6000):
        if so():
            return
        pause.wait(0.01)
    raise AssertionError("it did not come to be so within a minute")


def ask(api, **recipe):
    return api.post("/jobs", json=recipe).raise_for_status().json()["id"]


def job(api, job_id):
    return api.get(f"/jobs/{job_id}").raise_for_status().json()


def kill(server):
    server.process.send_signal(signal.SIGKILL)
    assert server.process.wait(60) == -signal.SIGKILL


def rows(home, query):
    """Ask the database itself, while no server runs."""
    with contextlib.closing(sqlite3.connect(home / "studio.db")) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(query)]


def everything_is_whole(home):
    """Each image has its job, an album and an intact file, and nothing is unfinished."""
    made = rows(home, "SELECT * FROM images")
    for image in made:
        png = (home / "files" / file_name(image["sha256"])).read_bytes()
        assert hashlib.sha256(png).hexdigest() == image["sha256"]
        assert len(png) == image["byte_size"]
        assert (home / "files" / thumbnail_name(image["sha256"])).is_file()
    links = rows(home, "SELECT image_id FROM album_images")
    assert sorted(link["image_id"] for link in links) == sorted(image["id"] for image in made)
    done = rows(home, "SELECT image_id FROM jobs WHERE state = 'succeeded'")
    assert sorted(each["image_id"] for each in done) == sorted(image["id"] for image in made)
    assert list((home / "files" / "unfinished").iterdir()) == []
    return made


def test_a_server_killed_in_the_middle_of_a_picture_draws_it_at_its_next_start(tmp_path):
    with running(tmp_path) as server, client(server) as api:
        job_id = ask(api, **SLOWER)
        until(lambda: job(api, job_id)["steps_done"] > 2)
        kill(server)
    (left,) = rows(tmp_path, "SELECT state, attempts, steps_done, steps FROM jobs")
    assert (left["state"], left["attempts"]) == ("running", 1)
    assert 2 < left["steps_done"] < left["steps"]  # the kill landed in work
    (tmp_path / "files" / "unfinished" / "left-over").write_bytes(b"half a picture")

    with running(tmp_path) as server, client(server) as api:
        until(lambda: job(api, job_id)["state"] not in ("queued", "running"))
        done = job(api, job_id)
        assert (done["state"], done["attempts"], done["failure"]) == ("succeeded", 2, None)
        assert done["steps_done"] == done["steps"]
        shown = api.get(f"/images/{done['image_id']}/file").raise_for_status().content
        kill(server)
    (image,) = everything_is_whole(tmp_path)
    assert hashlib.sha256(shown).hexdigest() == image["sha256"]


def test_every_job_that_was_answered_for_is_drawn_however_often_the_server_is_killed(tmp_path):
    promised = []
    for _ in range(2):
        with running(tmp_path) as server, client(server) as api:
            promised += [ask(api, **SMALL) for _ in range(6)]
            kill(server)  # at once: hardly one of them is drawn
        stored = rows(tmp_path, "SELECT id FROM jobs ORDER BY id")
        assert [each["id"] for each in stored] == promised
    with running(tmp_path) as server, client(server) as api:
        until(lambda: not api.get("/jobs?state=queued&state=running").json()["items"])
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(60) == 0
    left = rows(tmp_path, "SELECT state, attempts FROM jobs")
    assert {each["state"] for each in left} == {"succeeded"}
    assert len(everything_is_whole(tmp_path)) == len(promised)


def test_a_server_told_to_stop_finishes_its_picture_and_ends_well(tmp_path):
    with running(tmp_path) as server, client(server) as api:
        job_id = ask(api, **SLOW)
        until(lambda: job(api, job_id)["steps_done"] > 0)
        waiting = ask(api, **SMALL)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(60) == 0
    jobs = {each["id"]: each for each in rows(tmp_path, "SELECT id, state, attempts FROM jobs")}
    assert jobs[job_id] == {"id": job_id, "state": "succeeded", "attempts": 1}
    assert jobs[waiting]["state"] in ("queued", "succeeded")
    everything_is_whole(tmp_path)


def test_a_server_told_to_stop_while_it_still_starts_gives_back_what_it_has_begun(tmp_path):
    with running(tmp_path) as server, client(server) as api:
        job_id = ask(api, **SLOWER)
        until(lambda: job(api, job_id)["steps_done"] > 2)
        kill(server)
    starting = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "handlers.console", "serve"],
        env={**os.environ, "SPOLVERO_HOME": str(tmp_path), "SPOLVERO_PORT": "0"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: rows(tmp_path, "SELECT attempts FROM jobs")[0]["attempts"] == 2)
        starting.send_signal(signal.SIGTERM)
        assert starting.wait(60) == 0
    finally:
        starting.kill()
        starting.wait()
    (left,) = rows(tmp_path, "SELECT state, token, crashes FROM jobs")
    assert left["state"] in ("queued", "succeeded")
    assert (left["token"], left["crashes"]) == (None, 1)


def test_a_second_server_on_the_same_home_is_refused_and_the_first_goes_on(tmp_path):
    with running(tmp_path) as server, client(server) as api:
        second = subprocess.run(
            [sys.executable, "-m", "handlers.console", "serve"],
            env={**os.environ, "SPOLVERO_HOME": str(tmp_path), "SPOLVERO_PORT": "0"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr.splitlines() == [
            "spolvero: Another server uses this SPOLVERO_HOME; stop it, or choose another home."
        ]
        job_id = ask(api, **SMALL)
        until(lambda: job(api, job_id)["state"] == "succeeded")


@pytest.fixture
def refused(tmp_path, monkeypatch, capsys):
    """Start a server that cannot; give what it said, which is one line, once all is as it was."""

    def refused(**settings):
        home = tmp_path / "home"
        for name, value in {"SPOLVERO_HOME": str(home), **settings}.items():
            monkeypatch.setenv(name, value)
        assert console.main(["serve"]) == 2
        assert not home.exists()
        said = capsys.readouterr()
        assert said.out == ""
        (line,) = said.err.splitlines()
        return line.removeprefix("spolvero: ")

    return refused


def test_a_port_that_is_taken_is_one_clear_line_and_nothing_is_touched(refused):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(SPOLVERO_PORT=str(port))
    assert said.startswith(f"Cannot listen on 127.0.0.1 port {port} (Address already in use")
    assert said.endswith("choose another SPOLVERO_PORT or SPOLVERO_HOST.")


@pytest.mark.parametrize(
    ("setting", "value"), [("SPOLVERO_PROT", "8000"), ("SPOLVERO_ENGINE", "none")]
)
def test_a_setting_that_cannot_be_is_one_clear_line_and_nothing_is_touched(refused, setting, value):
    assert refused(**{setting: value, "SPOLVERO_PORT": "0"}).startswith(setting)
