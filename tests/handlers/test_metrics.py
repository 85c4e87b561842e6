"""The numbers at /metrics: who may read them, what they count, and that they fit together."""

import asyncio
import copy
import json
import re
import socket
import threading
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
import yaml
from prometheus_client.openmetrics.parser import text_string_to_metric_families as openmetrics
from prometheus_client.parser import text_string_to_metric_families as plain
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.routing import Route

from domain import measures
from domain.adapters.exposition import expose
from domain.errors import Unauthenticated
from domain.imports.report.discrepancies import KINDS
from domain.users import User
from domain.vocabulary import ImportSeverity, Role
from handlers import metrics as module
from handlers.app import create_app, metrics_of
from handlers.bridge.tally import Tally
from handlers.metrics import PATH, listening, of_requests
from handlers.noting import Noting
from handlers.represent import jobs as represent
from handlers.server import Server
from tests.conftest import ADMIN_TOKEN, Api

TOKEN = {"Authorization": f"Bearer {ADMIN_TOKEN}"}
FOX = {"prompt": "a red fox", "steps": 1, "width": 64, "height": 64}
OPERATING = Path(__file__).parents[2] / "docs" / "operating"


@pytest.fixture(scope="module")
def compiled():
    """An application for all tests here: to compile the contract takes most of a second."""
    facts = SimpleNamespace(max_body_bytes=65_536)
    return create_app(cast(Any, SimpleNamespace(facts=facts, threads=1, tracing=None)))


@pytest.fixture
def api(compiled, studio, engine, queue):
    """A client of a server that has counted nothing yet."""
    contract = copy.copy(compiled)
    metrics = metrics_of(studio)
    metrics.contract = contract
    app = Starlette(routes=[Route(PATH, metrics.respond)])
    vars(contract).update(_studio=studio, _noting=Noting(studio), _elsewhere=Tally(), app=app)
    for executor in contract._executors.values():
        executor.tally = Tally()
    server = Server(contract)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        with Api(f"http://127.0.0.1:{listener.getsockname()[1]}", studio, engine, queue) as api:
            yield api
            api.public.close()
            api.site.close()
        server.should_exit = True
        thread.join()


def read(api, **headers):
    """Give the families by name, and the values by name and labels."""
    answer = api.site.get("/metrics", headers={**TOKEN, **headers})
    assert answer.status_code == 200, answer.text
    families = list(plain(answer.text))
    values = {
        (sample.name, *(f"{k}={v}" for k, v in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }
    return {family.name: family for family in families}, values


def test_requests_are_counted_by_operation_and_status(api):
    for _ in range(3):
        api.public.get("/health")
    api.get("/jobs", params={"limit": "many"})
    api.public.get("/jobs")
    api.get("/nothing")
    api.put("/jobs")
    families, values = read(api)
    requests = "spolvero_http_requests_total"
    assert values[requests, "operation=get_health", "status=200"] == 3
    assert values[requests, "operation=list_jobs", "status=400"] == 1
    assert values[requests, "operation=list_jobs", "status=401"] == 1
    assert values[requests, "operation=", "status=404"] == 1
    assert values[requests, "operation=", "status=405"] == 1
    problems = "spolvero_http_problems_total"
    assert values[problems, "operation=list_jobs", "problem=invalid-request"] == 1
    assert values[problems, "operation=", "problem=not-found"] == 1
    took = "spolvero_http_request_duration_seconds"
    assert values[f"{took}_count", "operation=get_health"] == 3
    assert values[f"{took}_bucket", "le=+Inf", "operation=get_health"] == 3
    assert 0 < values[f"{took}_sum", "operation=get_health"] < 3
    assert values["spolvero_contract_violations_total", "operation=list_jobs"] == 0
    assert families["spolvero_http_requests"].type == "counter"
    assert families[took].type == "histogram"


def test_an_answer_that_breaks_the_contract_is_counted_as_one(api, studio, monkeypatch):
    monkeypatch.setattr(represent, "jobs", lambda page: {"items": "none"})
    assert api.get("/jobs").status_code == 500
    _, values = read(api)
    assert values["spolvero_contract_violations_total", "operation=list_jobs"] == 1
    told = ("spolvero_http_problems_total", "operation=list_jobs", "problem=reply-broke-contract")
    assert values[told] == 1


def test_jobs_are_read_from_the_database_whoever_has_asked_for_them(api, studio, clock):
    ids = [api.post("/jobs", json={**FOX, "priority": 2}).json()["id"] for _ in range(3)]
    api.post(f"/jobs/{ids[0]}/cancel")
    clock.turn(seconds=90)
    _, values = read(api)
    assert values["spolvero_jobs_queued", "priority=2"] == 2
    assert values["spolvero_jobs_running",] == 0
    assert values["spolvero_queue_oldest_age_seconds",] == 90
    assert values["spolvero_queue_left_alone",] == 1
    assert values["spolvero_queue_paused",] == 0
    assert values["spolvero_jobs_finished_last_hour", "state=cancelled"] == 1
    api.post("/queue/pause")
    _, values = read(api)
    assert (values["spolvero_queue_paused",], values["spolvero_queue_left_alone",]) == (1, 0)


def test_what_this_process_draws_is_counted_with_how_long_it_took(api):
    api.picture()
    _, values = read(api)
    assert values["spolvero_worker_jobs_total", "outcome=succeeded"] == 1
    assert values["spolvero_worker_job_seconds_count", "outcome=succeeded"] == 1
    assert values["spolvero_jobs_finished_last_hour", "state=succeeded"] == 1


def test_the_process_itself_is_measured_too(api):
    families, values = read(api)
    assert values["spolvero_info", "engine=sketch", "model=" + api.picture()["model"]] == 1
    assert values["process_resident_memory_bytes",] > 0
    assert "python_info" in families


def test_whoever_likes_openmetrics_better_gets_it(api):
    accept = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5"
    answer = api.site.get("/metrics", headers={**TOKEN, "Accept": accept})
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.endswith("# EOF\n")
    names = {family.name for family in openmetrics(answer.text)}
    assert "spolvero_http_request_duration_seconds" in names
    usual = api.site.get("/metrics", headers=TOKEN)
    assert usual.headers["content-type"].startswith("text/plain")


# Who may read them.


def test_only_an_admin_may_read_them(api, studio):
    assert api.site.get("/metrics").status_code == 401
    wrong = api.site.get("/metrics", headers={"Authorization": "Bearer wrong"})
    assert wrong.status_code == 401
    assert wrong.headers["www-authenticate"].startswith("Bearer")
    assert "spolvero_" not in wrong.text
    assert api.site.post("/metrics", headers=TOKEN).status_code == 405


def test_somebody_who_is_no_admin_is_told_so(studio, monkeypatch):
    class Known:
        user = User(id="usr", name="Ann", role=Role.ADMIN)

    monkeypatch.setattr(module, "identify", lambda call: Known)
    metrics = metrics_of(studio)
    assert metrics.answer({})[0] == 200
    monkeypatch.setattr(Known.user, "role", "viewer")
    assert metrics.answer({})[0] == 403


def test_an_operator_may_let_everybody_read_them(studio):
    assert metrics_of(studio, public=True).answer({})[0] == 200


@pytest.mark.parametrize(("apart", "status"), [(False, 200), (True, 404)])
def test_an_operator_may_have_them_here_or_elsewhere(studio, apart, status):
    transport = httpx.ASGITransport(create_app(studio, metrics_of(studio), apart=apart))

    async def ask():
        async with httpx.AsyncClient(transport=transport, base_url="http://studio") as client:
            return await client.get("/metrics", headers=TOKEN)

    assert asyncio.run(ask()).status_code == status


def test_while_the_database_is_away_whoever_was_good_before_goes_on_reading(
    studio, db, monkeypatch
):
    metrics = metrics_of(studio)
    good = {b"authorization": TOKEN["Authorization"].encode()}
    assert metrics.answer(good)[0] == 200
    db.dispose()

    def refuse(*_):
        raise OperationalError("", {}, Exception("the server has gone away"))

    event.listen(db, "do_connect", refuse)
    status, _, text = metrics.answer(good)
    assert status == 200
    assert "spolvero_database_up 0.0" in text.decode()
    assert metrics.answer({b"authorization": b"Bearer another"})[0] == 503
    event.remove(db, "do_connect", refuse)
    with monkeypatch.context() as revoked:
        revoked.setattr(module, "identify", refuse_credentials)
        assert metrics.answer(good)[0] == 401
    db.dispose()
    event.listen(db, "do_connect", refuse)
    assert metrics.answer(good)[0] == 503, "what was revoked meanwhile is not good any more"


def refuse_credentials(_call):
    raise Unauthenticated("There is no such token.")


def test_they_can_have_a_port_of_their_own(studio):
    metrics = metrics_of(studio, public=True)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        with listening(metrics, listener):
            with urllib.request.urlopen(f"{url}/metrics") as answer:
                text = answer.read().decode()
            assert "spolvero_jobs_running 0.0" in text
            with pytest.raises(urllib.error.HTTPError) as refusal:
                urllib.request.urlopen(f"{url}/api/v1/jobs")
            assert refusal.value.code == 404
            refusal.value.close()


# The dashboard and the alerts speak of what there is.

RULES = [
    rule
    for group in yaml.safe_load((OPERATING / "alerts.yaml").read_text())["groups"]
    for rule in group["rules"]
]
PANELS = json.loads((OPERATING / "dashboard.json").read_text())["panels"]
EXPRESSIONS = [
    *((rule["alert"], rule["expr"]) for rule in RULES),
    *((panel["title"], each["expr"]) for panel in PANELS for each in panel.get("targets", ())),
]
SUFFIXES = ("_bucket", "_sum", "_count")
EVERYWHERE = {"job", "instance", "le"}
"""Labels that Prometheus itself adds, or every histogram has."""


@pytest.fixture
def known(studio):
    """Every series that there may be by its name, with the labels of its family."""
    families = [*measures.read(studio), *of_requests({}, 0)]
    found = {
        f"{family.name}{suffix}": {*family.labels}
        for family in families
        for suffix in (SUFFIXES if family.kind == "histogram" else [""])
    }
    text = expose([], "")[0].decode()
    own = {sample.name for family in plain(text) for sample in family.samples}
    return found | {name: set() for name in own}


def test_what_the_dashboard_and_the_alerts_ask_for_exists(known, subtests):
    for where, expression in EXPRESSIONS:
        with subtests.test(f"{where}: {expression}"):
            exists(known, where, expression)


def exists(known, where, expression):
    """Hold an expression against the grammar and against what there is."""
    expression = expression.replace("$__rate_interval", "5m").replace("$job", ".*")
    promql = pytest.importorskip("promql_parser", reason="the wheel promql-parser is not installed")
    promql.parse(expression)
    bare = re.sub(r'"(\\.|[^"\\])*"', "", expression)
    named = set(re.findall(r"\b(?:spolvero|process)_\w+", bare))
    assert named <= known.keys() | {"up"}, where
    labels = set().union(EVERYWHERE, *(known[name] for name in named))
    chosen = re.findall(r"\bby \(([^)]*)\)", bare) + re.findall(r"\{([^}]*)\}", bare)
    said = {label for each in chosen for label in re.findall(r"\w+", each)}
    assert said <= labels, where


def test_every_family_of_the_studio_is_looked_at_by_somebody(known):
    text = " ".join(expression for _, expression in EXPRESSIONS)
    assert {name for name in known if name not in text and name.startswith("spolvero_")} <= {
        "spolvero_info",  # the dashboard's list of jobs is made from it
        "spolvero_worker_job_seconds_sum",
        "spolvero_worker_job_seconds_count",
    }


def test_every_alert_says_how_bad_it_is_and_what_to_do():
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.keys() <= {"alert", "expr", "for", "labels", "annotations"}, rule["alert"]
        assert re.fullmatch(r"\d+[mh]", rule.get("for", "0m")), rule["alert"]
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"].keys() == {"summary", "description"}


def test_the_alert_of_lost_pictures_is_for_every_discrepancy_that_is_an_error():
    (rule,) = [each for each in RULES if each["alert"] == "SpolveroImportLoses"]
    (codes,) = re.findall(r'code=~"([^"]+)"', rule["expr"])
    errors = {code for code, kind in KINDS.items() if kind.severity is ImportSeverity.ERROR}
    assert {*codes.split("|")} == errors


def test_every_number_is_explained_in_the_manual(known):
    manual = (OPERATING / "observability.md").read_text()
    explained = set(re.findall(r"^\| `(spolvero_\w+)`", manual, re.MULTILINE))
    stems = {re.sub(r"_(bucket|sum|count)$", "", name) for name in known}
    assert explained == {name for name in stems if name.startswith("spolvero_")}


def test_no_panel_of_the_dashboard_lies_on_another():
    taken = set()
    for panel in PANELS:
        at = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(at["x"], at["x"] + at["w"])
            for y in range(at["y"], at["y"] + at["h"])
        }
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
    ids = [panel["id"] for panel in PANELS]
    assert len(set(ids)) == len(ids)
