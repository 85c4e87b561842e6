"""One trace id from the request through its jobs to what their worker writes."""

import json
import logging
import re

import httpx

from domain import rendering, trace
from tests.conftest import ADMIN_TOKEN
from tests.domain.hand import CARDS, TWO_CARDS
from tests.processes import serving

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
OTHER = "0af7651916cd43dd8448eb211c80319c"
SPAN = "00f067aa0ba902b7"
FOX = {"prompt": "a red fox", "steps": 1, "width": 64, "height": 64}


def test_an_x_trace_id_is_taken_over(api):
    answer = api.get("/jobs", headers={"X-Trace-Id": TRACE})
    assert answer.headers["x-trace-id"] == TRACE


def test_a_traceparent_goes_before_an_x_trace_id(api):
    headers = {"X-Trace-Id": OTHER, "traceparent": f"00-{TRACE}-{SPAN}-01"}
    assert api.get("/health", headers=headers).headers["x-trace-id"] == TRACE
    headers["traceparent"] = f"00-{'0' * 32}-{SPAN}-01"
    assert api.get("/health", headers=headers).headers["x-trace-id"] == OTHER


def test_what_cannot_be_a_trace_id_is_as_if_it_had_not_been_sent(api):
    for bad in ("", "0" * 32, TRACE[1:], TRACE + "0", TRACE.upper(), "g" * 32, f"{TRACE}, {OTHER}"):
        drawn = api.get("/health", headers={"X-Trace-Id": bad}).headers["x-trace-id"]
        assert re.fullmatch("[0-9a-f]{32}", drawn), bad
        assert drawn != "0" * 32
        assert drawn not in bad.lower()


def test_a_job_and_the_jobs_of_a_batch_know_the_request_that_asked_for_them(api, fits):
    one = api.post("/jobs", json=FOX, headers={"X-Trace-Id": TRACE}).json()
    template = api.post("/batch-templates", json=CARDS).json()
    api.put(f"/batch-templates/{template['id']}/rows", json={"rows": list(TWO_CARDS)})
    asked = {"template_id": template["id"]}
    made = api.post("/batches", json=asked, headers={"X-Trace-Id": OTHER})
    assert made.status_code == 202, made.text
    job = api.get(f"/jobs/{one['id']}").json()
    assert fits("Job", job)
    assert job["trace_id"] == TRACE
    found = api.get("/jobs", params={"trace_id": TRACE}).json()["items"]
    assert [each["id"] for each in found] == [one["id"]]
    found = api.get("/jobs", params={"trace_id": OTHER}).json()["items"]
    assert {each["batch_id"] for each in found} == {made.json()["id"]}
    assert len(found) == 2
    assert api.get("/jobs", params={"trace_id": SPAN * 2}).json()["items"] == []
    assert api.get("/jobs", params={"trace_id": "all"}).status_code == 400


def test_a_retried_job_keeps_the_trace_of_whoever_asked_for_it_first(api):
    one = api.post("/jobs", json=FOX, headers={"X-Trace-Id": TRACE}).json()
    api.post(f"/jobs/{one['id']}/cancel")
    again = api.post(f"/jobs/{one['id']}/retry", headers={"X-Trace-Id": OTHER})
    assert again.json()["trace_id"] == TRACE


def test_a_worker_works_under_the_trace_of_its_job(api, monkeypatch):
    seen = []

    def look(*_):
        seen.append((trace.current(), dict(trace.facts())))

    monkeypatch.setattr(rendering, "report", look)
    jobs = [
        api.post("/jobs", json=FOX, headers={"X-Trace-Id": each}).json()["id"]
        for each in (TRACE, OTHER)
    ]
    api.work_off()
    assert seen == [(TRACE, {"job_id": jobs[0]}), (OTHER, {"job_id": jobs[1]})]
    assert trace.current() is None


def test_the_line_about_a_request_says_who_asked_for_what_and_nothing_that_may_be_secret(
    api, monkeypatch
):
    from domain.adapters.logs import AsJson

    lines = []
    access = logging.getLogger("spolvero.access")
    handler = logging.Handler()
    handler.emit = lambda record: lines.append(json.loads(AsJson().format(record)))
    monkeypatch.setattr(access, "handlers", [handler])
    monkeypatch.setattr(access, "level", logging.INFO)
    access.manager._clear_cache()
    headers = {"X-Trace-Id": TRACE, "Cookie": "other=hunter2"}
    api.get("/jobs", params={"cursor": "hunter2"}, headers=headers)
    api.public.get("/health", headers={"X-Trace-Id": OTHER})  # by then the first is written
    line = lines[0]
    assert line.pop("timestamp")
    assert line.pop("duration_ms") >= 0
    assert line.pop("user_id").startswith("usr_")
    assert line.pop("message").startswith("GET /api/v1/jobs 400 ")
    assert line == {
        "level": "info",
        "logger": "spolvero.access",
        "trace_id": TRACE,
        "operation": "list_jobs",
        "method": "GET",
        "path": "/api/v1/jobs",
        "status": 400,
    }
    assert "hunter2" not in json.dumps(lines)


def test_a_real_studio_writes_lines_for_programs_and_its_metrics_on_a_port_of_their_own(tmp_path):
    settings = {"ADMIN_TOKEN": ADMIN_TOKEN, "LOG_LEVEL": "info", "METRICS": "public"}
    settings["METRICS_PORT"] = "0"
    with serving(tmp_path, **{f"SPOLVERO_{k}": v for k, v in settings.items()}) as studio:
        assert studio.process.stdout is not None
        said = next(line for line in studio.process.stdout if "metrics" in line)
        headers = {"Authorization": f"Bearer {ADMIN_TOKEN}", "X-Trace-Id": TRACE}
        with httpx.Client(base_url=f"{studio.url}/api/v1", headers=headers) as client:
            job = client.post("/jobs", json=FOX).json()
            with client.stream("GET", f"/jobs/{job['id']}/events") as events:
                assert "succeeded" in "".join(events.iter_text())
        metrics = httpx.get(re.search(r"http://\S+/metrics", said)[0])
        assert 'spolvero_worker_jobs_total{outcome="succeeded"} 1.0' in metrics.text
        assert 'operation="queue_job",status="202"' in metrics.text
        assert httpx.get(f"{studio.url}/metrics").status_code == 404
        studio.process.terminate()
        studio.process.wait(30)
        lines = studio.log()
    (drawn,) = [line for line in lines if line.get("job_id") == job["id"]]
    assert drawn["message"].startswith(f"job {job['id']}: succeeded after ")
    assert drawn["trace_id"] == TRACE
    operations = [line["operation"] for line in lines if line["logger"] == "spolvero.access"]
    assert operations[:2] == ["queue_job", "stream_job_events"]
    assert {line["level"] for line in lines} == {"info"}
