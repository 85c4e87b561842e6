"""Bug reports over HTTP: the five acts of an admin, submission, screenshots, exports."""

import base64
import io
import json
from copy import deepcopy

import httpx
import pytest
from PIL import Image

from domain import admission, tokens
from domain.users import Caller
from domain.vocabulary import AuthMethod, Role, Scope
from tests.handlers.canaries import event, submission

UNKNOWN = "bug_" + "0" * 26
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = {"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"}


def send(client, **facts):
    return client.post("/bug-reports", json={**submission(), **facts}, headers=PARENT)


@pytest.fixture
def made(api):
    """A report of the admin's."""
    return send(api).raise_for_status().json()


@pytest.fixture
def viewer(api, studio):
    """A client of somebody who may only look."""
    with studio.work() as work:
        ada = admission.create_user(work, name="Ada", role=Role.VIEWER)
        caller = Caller(ada, AuthMethod.SESSION)
        _, secret = tokens.create(work, caller, name="CI", scopes=[*Scope])
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx.Client(base_url=api.base_url, headers=headers) as client:
        yield client


def png():
    picture = io.BytesIO()
    Image.new("RGB", (16, 9), "red").save(picture, "PNG")
    return picture.getvalue()


def put_shot(client, path, picture=None):
    headers = {"Content-Type": "image/png"}
    return client.put(f"{path}/screenshot", content=picture or png(), headers=headers)


def test_whoever_is_signed_in_reports_and_sees_their_own(api, viewer, refused):
    answer = send(viewer)
    assert answer.status_code == 201
    report = answer.json()
    assert answer.headers["Location"] == f"/api/v1/bug-reports/{report['id']}"
    assert report["author"]["name"] == "Ada"
    assert report["trace_id"] == TRACE
    path = f"/bug-reports/{report['id']}"
    assert viewer.get(path).json()["description"] == "The album opens empty."
    assert put_shot(viewer, path).status_code == 200
    assert viewer.get(f"{path}/screenshot").status_code == 200
    others = f"/bug-reports/{send(api).json()['id']}"
    refused(viewer.get(others), "not-found")
    refused(viewer.get(f"{others}/screenshot"), "not-found")
    refused(put_shot(viewer, others), "not-found")
    refused(put_shot(api, path), "forbidden")
    for method, address in (
        ("GET", "/bug-reports"),
        ("PATCH", path),
        ("DELETE", path),
        ("PUT", f"{path}/pin"),
        ("DELETE", f"{path}/pin"),
        ("GET", f"{path}/export"),
        ("POST", "/bug-reports/purge"),
    ):
        refused(viewer.request(method, address, json={"note": "x"}), "forbidden")
        refused(api.public.request(method, address, json={"note": "x"}), "unauthenticated")
    refused(send(api.public), "unauthenticated")


def test_the_report_is_kept_whole_but_for_its_secrets(api, fits):
    sent = event(request_headers=[{"name": "Cookie", "value": "a=b"}], trace_id=TRACE)
    report = send(api, network_events=[sent], app_state={"a": {"token": "x"}}).json()
    kept = api.get(f"/bug-reports/{report['id']}").json()
    assert fits("BugReportDetail", kept)
    assert kept["environment"]["mode"] == "production"
    assert kept["app_state"] == {"a": {"token": "[redacted]"}}
    assert kept["network_events"][0]["request_headers"][0]["value"] == "[redacted]"
    assert kept["expected"] == "Foxes."
    assert kept["redactions"] == 2
    assert kept["history"][0]["from"] is None
    assert {key: kept[key] for key in report} == report


@pytest.mark.parametrize(
    ("change", "problem", "said"),
    [
        ({"description": " \n"}, "invalid-request", "description"),
        ({"description": "x" * 10_001}, "invalid-request", "description"),
        ({"author": "me"}, "invalid-request", "author"),
        ({"trace_id": TRACE}, "invalid-request", "trace_id"),
        ({"environment": {}}, "invalid-request", "environment"),
        ({"recent_logs": [{}] * 201}, "invalid-request", "recent_logs"),
        ({"network_events": [event()] * 51}, "invalid-request", "network_events"),
        ({"app_state": {str(n): 1 for n in range(51)}}, "invalid-request", "app_state"),
        ({"app_state": {"a": "x" * 300_000}}, "payload-too-large", "The section app_state"),
        (
            {"app_state": {"a": [[[[[[[[[[[[[]]]]]]]]]]]]]}},
            "payload-too-large",
            "app_state may be n",
        ),
        ({"steps": "x" * 3_000_000}, "payload-too-large", "2097152"),
    ],
)
def test_what_does_not_fit_is_refused_and_named(api, refused, change, problem, said):
    assert said in json.dumps(refused(send(api, **change), problem))


def test_the_five_acts_of_an_admin(api, made, refused):
    path = f"/bug-reports/{made['id']}"
    page = api.get("/bug-reports", params={"status": ["open", "in_progress"]}).json()
    assert page == {"items": [made], "next_cursor": None}
    shown = api.get(path)
    tag = shown.headers["ETag"]
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 304
    changed = api.patch(path, json={"status": "in_progress"}, headers={"If-Match": tag})
    assert changed.json()["next_statuses"] == ["open", "resolved", "wont_fix", "duplicate"]
    late = api.patch(path, json={"note": "x"}, headers={"If-Match": tag})
    refused(late, "precondition-failed")
    closed = api.patch(path, json={"status": "resolved", "note": "Mended."}).json()
    assert (closed["resolution_note"], closed["next_statuses"]) == ("Mended.", ["open"])
    refused(api.patch(path, json={"status": "wont_fix"}), "conflict")
    refused(api.patch(path, json={}), "invalid-request")
    refused(api.patch(path, json={"resolution": "x"}), "invalid-request")
    refused(api.patch(path, json={"duplicate_of": UNKNOWN}), "rule-broken")
    refused(api.delete(path, headers={"If-Match": tag}), "precondition-failed")
    assert api.delete(path).status_code == 204
    refused(api.get(path), "not-found")
    assert api.get("/bug-reports").json()["items"] == []


def test_what_is_unknown_is_not_found_by_any_act(api, refused):
    path = f"/bug-reports/{UNKNOWN}"
    for answer in (
        api.get(path),
        api.patch(path, json={"note": "x"}),
        api.delete(path),
        api.put(f"{path}/pin"),
        api.delete(f"{path}/pin"),
        api.get(f"{path}/screenshot"),
        put_shot(api, path),
        api.get(f"{path}/export"),
        api.get("/bug-reports/nonsense"),
    ):
        refused(answer, "not-found")


def test_a_purge_is_dry_unless_it_is_said_and_does_what_the_dry_run_named(api, made, clock):
    clock.turn(days=20)
    pinned = send(api).json()["id"]
    assert api.put(f"/bug-reports/{pinned}/pin").json()["purge_at"] is None
    clock.turn(days=10, seconds=1)
    dry = api.post("/bug-reports/purge", json={}).json()
    assert (dry["dry_run"], dry["count"], dry["ids"]) == (True, 1, [made["id"]])
    assert [each["status"] for each in dry["cutoffs"]][:2] == ["open", "in_progress"]
    assert dry["cutoffs"][0]["retention_days"] == 30
    assert made["purge_at"] < dry["as_of"]
    for asked in ({"older_than_days": 0}, {"status": ["resolved"]}):
        assert api.post("/bug-reports/purge", json=asked).json()["count"] == 0
    asked = {"dry_run": False, "as_of": dry["as_of"], "plan": dry["plan"]}
    real = api.post("/bug-reports/purge", json=asked).json()
    assert {**real, "dry_run": True} == dry
    assert [each["id"] for each in api.get("/bug-reports").json()["items"]] == [pinned]
    assert api.delete(f"/bug-reports/{pinned}/pin").json()["pinned"] is False


def test_a_plan_that_fits_no_more_is_refused(api, made, refused):
    asked = {"dry_run": False, "plan": "0" * 64}
    refused(api.post("/bug-reports/purge", json=asked), "conflict")
    ahead = {"as_of": "2999-01-01T00:00:00.000000Z"}
    refused(api.post("/bug-reports/purge", json=ahead), "rule-broken")
    for wrong in ({"older_than_days": -1}, {"older_than_days": "30"}, {"status": []}, []):
        refused(api.post("/bug-reports/purge", json=wrong), "invalid-request")


def test_a_report_knows_what_its_session_asked_for_just_before(api):
    job = api.post("/jobs", json={"prompt": "a fox", "steps": 1, "width": 64, "height": 64})
    api.get("/albums")
    made = send(api).json()["id"]
    context = api.get(f"/bug-reports/{made}").json()["context"]
    asked = [each["operation_id"] for each in context["requests"]]
    assert asked[:2] == ["list_albums", "queue_job"]
    assert context["requests"][1]["trace_id"] == job.headers["X-Trace-Id"]
    assert context["requests"][1]["status"] == job.status_code
    assert [each["id"] for each in context["jobs"]] == [job.json()["id"]]


def test_a_picture_is_drawn_anew_and_given_to_whoever_sees_the_report(api, made, refused):
    path = f"/bug-reports/{made['id']}"
    refused(api.get(f"{path}/screenshot"), "not-found")
    added = put_shot(api, path, png() + b"more")
    assert added.json()["has_screenshot"] is True
    refused(put_shot(api, path), "conflict")
    answer = api.get(f"{path}/screenshot")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "image/png",
        "no-store",
    )
    told = api.get(path).json()["screenshot"]
    assert told == {
        "media_type": "image/png",
        "width": 16,
        "height": 9,
        "byte_size": len(answer.content),
    }
    other = f"/bug-reports/{send(api).json()['id']}"
    refused(put_shot(api, other, b"no picture"), "bad-picture")
    refused(put_shot(api, other, b"x" * 5_242_881), "payload-too-large")


def test_an_export_is_one_file_with_everything_in_it(api, fits):
    words = "<script>alert('x')</script> & more"
    report = send(api, description=words, app_state={"<b>": words}).json()
    path = f"/bug-reports/{report['id']}"
    put_shot(api, path)
    picture = api.get(f"{path}/screenshot").content
    api.patch(path, json={"note": words})
    as_json = api.get(f"{path}/export")
    assert as_json.headers["Content-Disposition"].startswith(
        f'attachment; filename="{report["id"]}.json"'
    )
    exported = as_json.json()
    assert fits("BugReportExport", exported)
    assert exported["report"] == api.get(path).json()
    assert base64.b64decode(exported["screenshot_base64"]) == picture
    page = api.get(f"{path}/export", headers={"Accept": "text/html"})
    assert page.headers["Content-Type"] == "text/html"
    assert f'"{report["id"]}.html"' in page.headers["Content-Disposition"]
    assert page.text.startswith("<!doctype html>")
    assert "<script" not in page.text
    assert "&lt;script&gt;" in page.text
    assert base64.b64encode(picture).decode() in page.text
    assert "default-src 'none'" in page.text
    assert not [word for word in ('src="http', "<link", "url(") if word in page.text]
    both = deepcopy(exported["report"])
    for told in (both["description"], both["trace_id"], both["client_meta"]["location_href"]):
        assert told.replace("&", "&amp;").split("<")[0] in page.text


def test_a_list_is_narrowed_by_every_parameter(api, made, clock):
    other = send(api, description="Another one").json()
    for query, found in (
        ({"q": "another"}, [other]),
        ({"author": made["author"]["id"], "fingerprint": made["fingerprint"]}, [other, made]),
        ({"trace_id": TRACE, "pinned": "false", "limit": 1}, [other]),
        ({"created_after": other["created_at"]}, [other]),
        ({"created_before": other["created_at"]}, [made]),
        ({"status": "resolved"}, []),
    ):
        items = api.get("/bug-reports", params=query).json()["items"]
        assert [each["id"] for each in items] == [each["id"] for each in found], query
    assert items == []
    assert api.get("/bug-reports").json()["items"][0]["group"]["count"] == 2


def test_what_changes_nothing_is_not_in_the_audit_log(api, made):
    assert api.post("/bug-reports/purge", json={}).json()["dry_run"]
    for _ in range(2):
        assert api.put(f"/bug-reports/{made['id']}/pin").json()["pinned"]
    status = {"status": made["status"]}
    assert api.patch(f"/bug-reports/{made['id']}", json=status).status_code == 200
    entries = api.get("/audit").json()["items"]
    assert [(each["action"], each["subject"]) for each in entries] == [
        ("pin_bug_report", made["id"])
    ]
