"""Server and workers apart, over a real server that speaks Redis."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from dataclasses import replace

import httpx
import pytest
import redis

from domain import readiness
from domain.adapters.queue import DramatiqQueue, open_broker
from domain.adapters.studio import ReliableQueue
from domain.images import Image
from domain.vocabulary import JobState
from handlers import console
from tests.conftest import ADMIN_TOKEN
from tests.domain.hand import Hand, Quick
from tests.processes import serving
from tests.servers import valkey
from workers.app import working

BIG = {"prompt": "a red fox", "width": 384, "height": 384, "steps": 150}
SMALL = {"prompt": "a red fox", "width": 64, "height": 64, "steps": 1}


@pytest.fixture(scope="module")
def url():
    with valkey() as url:
        yield url


@pytest.fixture
def broker(url):
    with redis.Redis.from_url(url) as client:
        client.flushall()
    broker = open_broker(url)
    yield broker
    broker.close()
    broker.client.close()


@pytest.fixture
def at_work(hand, broker):
    """The hand in a studio whose messages go over Redis."""
    studio = replace(hand.studio, queue=ReliableQueue(DramatiqQueue(broker)))
    return Hand(studio, hand.clock, hand.queue)


def succeeded(hand, jobs):
    return lambda: all(hand.job(job_id).state == JobState.SUCCEEDED for job_id in jobs)


def test_jobs_are_drawn_over_redis_and_each_once(at_work, broker, until):
    before = [at_work.ask() for _ in range(3)]
    with working(at_work.studio, broker, Quick(), alone=False, threads=2):
        after = [at_work.ask() for _ in range(3)]
        until(succeeded(at_work, before + after))
    assert at_work.count(Image) == 6
    assert {at_work.job(job_id).attempts for job_id in before + after} == {1}


def test_a_message_carries_nothing_of_a_job(at_work, url):
    job_id = at_work.ask(prompt="a secret fox")
    with redis.Redis.from_url(url) as client:
        kept = [
            value
            for key in client.scan_iter()
            if client.type(key) == b"hash"
            for value in client.hvals(key)
        ]
    assert len(kept) == 1
    assert job_id.encode() not in kept[0]
    assert b"fox" not in kept[0]
    assert {name: json.loads(kept[0])[name] for name in ("args", "kwargs")} == {
        "args": [],
        "kwargs": {},
    }


def test_messages_that_redis_lost_are_sent_again_without_anybody_noticing(
    at_work, broker, url, until
):
    with redis.Redis.from_url(url) as client:
        jobs = [at_work.ask() for _ in range(3)]
        client.flushall()
        with working(at_work.studio, broker, Quick(), alone=False, threads=2):
            until(succeeded(at_work, jobs))
            more = [at_work.ask() for _ in range(3)]
            client.flushall()
            until(succeeded(at_work, more))
    assert {at_work.job(job_id).attempts for job_id in jobs + more} == {1}


def test_while_redis_is_away_jobs_are_taken_in_and_the_studio_says_what_is_wrong(hand, caplog):
    with valkey() as url:
        broker = open_broker(url)
        studio = replace(hand.studio, queue=ReliableQueue(DramatiqQueue(broker)))
        assert {check.name: check.ok for check in readiness.checks(studio)}["queue"]
    away = Hand(studio, hand.clock, hand.queue)
    job_id = away.ask()
    assert away.job(job_id).state == JobState.QUEUED
    assert "the dispatcher will see to it" in caplog.text
    ready = {check.name: check for check in readiness.checks(studio)}
    assert {name: check.ok for name, check in ready.items()} == {
        "database": True,
        "files": True,
        "queue": False,
        "workers": True,
    }
    assert ready["queue"].detail == "The queue does not answer; the log says why."
    broker.client.close()


# Whole processes.


@contextlib.contextmanager
def worker(environment):
    """Run `spolvero worker` while the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "handlers.console", "worker"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout.readline().startswith("Working")
        yield process
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_server_and_workers_are_processes_apart_and_a_killed_workers_job_is_anothers(
    url, tmp_path, until
):
    settings = {
        "SPOLVERO_HOME": str(tmp_path),
        "SPOLVERO_REDIS_URL": url,
        "SPOLVERO_ADMIN_TOKEN": ADMIN_TOKEN,
    }
    environment = {**os.environ, **settings}
    migrate = [sys.executable, "-m", "handlers.console", "migrate"]
    subprocess.run(migrate, env=environment, check=True)
    del settings["SPOLVERO_HOME"]
    with serving(tmp_path, **settings) as server:
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
        with httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, timeout=30) as api:

            def job(job_id):
                return api.get(f"/jobs/{job_id}").raise_for_status().json()

            def ask(recipe):
                return api.post("/jobs", json=recipe).raise_for_status().json()["id"]

            def over(job_id):
                return lambda: job(job_id)["state"] == "succeeded"

            big = ask(BIG)
            with worker(environment) as first:
                until(lambda: job(big)["steps_done"] > 0)
                first.kill()
                first.wait()
            assert job(big)["state"] == "running"
            small = ask(SMALL)
            with worker(environment) as second:
                until(over(small))
                assert job(big)["state"] == "running"  # its lease is not over
                with contextlib.closing(sqlite3.connect(tmp_path / "studio.db")) as database:
                    database.execute("UPDATE jobs SET lease_until = '2026-01-01 00:00:00.000000'")
                    database.commit()
                until(over(big))
                second.send_signal(signal.SIGTERM)
                assert second.wait(60) == 0
            assert (job(big)["attempts"], job(small)["attempts"]) == (2, 1)
            shown = api.get("/images").json()["items"]
            assert sorted(image["job_id"] for image in shown) == sorted([big, small])


def test_a_worker_of_its_own_needs_redis(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SPOLVERO_HOME", str(tmp_path))
    monkeypatch.delenv("SPOLVERO_REDIS_URL", raising=False)
    assert console.main(["worker"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "spolvero: A worker of its own needs SPOLVERO_REDIS_URL; without it, `serve` does the work."
    ]
