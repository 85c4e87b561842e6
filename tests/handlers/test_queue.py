"""The queue as a whole over HTTP: its figures and its switch. Following it: test_following.py."""

import pytest

FOX = {"prompt": "a red fox", "steps": 2, "width": 64, "height": 64}


@pytest.fixture
def look(api, fits):
    """Look at the queue; what is told fits the contract and is of this moment."""

    def look():
        answer = api.get("/queue")
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-store"
        assert fits("Queue", answer.json())
        return answer.json()

    return look


def test_an_empty_queue_promises_nothing(look):
    assert look() == {
        "paused": False,
        "paused_at": None,
        "queued": 0,
        "waiting_for_retry": 0,
        "running": 0,
        "oldest_queued_at": None,
        "oldest_age_seconds": None,
        "finished_last_hour": {"succeeded": 0, "failed": 0, "cancelled": 0},
        "pictures_per_minute": None,
        "estimated_seconds": None,
    }


def test_the_queue_tells_how_long_it_is_how_old_and_how_fast(api, look, clock):
    first = api.post("/jobs", json=FOX).json()
    clock.turn(seconds=30)
    second = api.post("/jobs", json=FOX).json()
    waiting = look()
    assert (waiting["queued"], waiting["oldest_age_seconds"]) == (2, 30)
    assert waiting["oldest_queued_at"] == first["created_at"]
    assert waiting["estimated_seconds"] is None
    api.post(f"/jobs/{second['id']}/cancel").raise_for_status()
    api.work_off()
    api.post("/jobs", json=FOX)
    done = look()
    assert done["finished_last_hour"] == {"succeeded": 1, "failed": 0, "cancelled": 1}
    assert done["pictures_per_minute"] > 0
    assert done["estimated_seconds"] >= 0


def test_a_paused_queue_draws_nothing_takes_jobs_and_goes_on(api, look, fits):
    paused = api.post("/queue/pause").raise_for_status().json()
    assert fits("Queue", paused)
    assert paused["paused"]
    assert api.post("/queue/pause").json() == look() == paused
    job = api.post("/jobs", json=FOX).raise_for_status().json()
    api.work_off()
    assert api.get(f"/jobs/{job['id']}").json()["state"] == "queued"
    for _ in range(2):
        going = api.post("/queue/resume").raise_for_status().json()
        assert (going["paused"], going["paused_at"]) == (False, None)
    api.work_off()
    assert api.get(f"/jobs/{job['id']}").json()["state"] == "succeeded"


def test_only_who_is_known_sees_or_switches_the_queue(api, refused):
    for method, path in (("GET", "/queue"), ("POST", "/queue/pause"), ("POST", "/queue/resume")):
        refused(api.public.request(method, path), "unauthenticated")
    assert api.head("/queue").status_code == 200
