"""The server itself over HTTP."""

import re
from importlib.metadata import version


def test_health_says_ok_and_since_when(api, fits):
    first, second = api.public.get("/health"), api.public.get("/health")
    assert fits("Health", first.json())
    assert first.json() == second.json()
    assert first.json()["version"] == version("spolvero")
    assert first.headers["Cache-Control"] == "no-store"


def test_health_touches_nothing_else(api, db, studio):
    db.dispose()
    for sessions in (studio.sessions.writing, studio.sessions.beside, studio.sessions.reading):
        sessions.configure(bind=None)
    assert api.public.get("/health").status_code == 200
    assert api.public.get("/settings").status_code == 200


def test_readiness_tries_all_that_the_server_needs(api, fits):
    answer = api.public.get("/readiness")
    assert answer.status_code == 200
    assert fits("Readiness", answer.json())
    checks = {check["name"]: check["ok"] for check in answer.json()["checks"]}
    assert checks == {"database": True, "files": True, "queue": True, "workers": True}
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_does_not_answer_is_named_with_503_and_only_the_log_knows_why(
    api, queue, monkeypatch, caplog, fits
):
    def fail():
        raise ConnectionError("redis://:password@host is down")

    monkeypatch.setattr(queue, "check", fail)
    answer = api.public.get("/readiness")
    assert (answer.status_code, answer.json()["ready"]) == (503, False)
    assert fits("Readiness", answer.json())
    assert [check["name"] for check in answer.json()["checks"] if not check["ok"]] == ["queue"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "password" not in answer.text
    assert "password" in caplog.text


def test_a_folder_that_cannot_be_written_makes_the_server_not_ready(api, tmp_path):
    import shutil

    shutil.rmtree(tmp_path / "files")
    answer = api.public.get("/readiness")
    assert answer.status_code == 503
    assert [check["name"] for check in answer.json()["checks"] if not check["ok"]] == ["files"]
    assert str(tmp_path) not in answer.text


def test_jobs_that_nobody_takes_are_told_and_make_no_server_unready(api, clock, fits):
    api.post("/jobs", json={"prompt": "a red fox"})
    clock.turn(minutes=2)
    answer = api.public.get("/readiness")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)
    assert fits("Readiness", answer.json())
    (workers,) = [each for each in answer.json()["checks"] if not each["ok"]]
    assert (workers["name"], workers["required"]) == ("workers", False)
    assert "no worker takes any" in workers["detail"]


def test_settings_tell_version_engine_and_limits(api, fits):
    settings = api.public.get("/settings").json()
    assert fits("Settings", settings)
    assert settings["limits"] == {
        "max_body_bytes": 65536,
        "max_queued_jobs": 20,
        "max_pictures_per_hour": None,
    }
    assert settings["engine"]["name"] == "sketch"
    assert api.picture()["model"] == settings["engine"]["model"]


def test_times_are_utc_with_microseconds(api):
    job = api.post("/jobs", json={"prompt": "a red fox"}).json()
    assert re.fullmatch(r"2026-11-23T09:30:00\.\d{6}Z", job["created_at"])
