"""A run of checks: what is a finding, what is none, and what a run leaves behind."""

from __future__ import annotations

import json
import socket
from collections.abc import Collection
from typing import Any

import pytest

from codegen.laws.law import ReadAfterWrite
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.report.report import Report
from codegen.verify.run import verify
from codegen.verify.transport import Http, Unreachable
from codegen.verify.trial import ABSENT, LAW_CHECKS, Trial
from tests.codegen.pottery import Pottery, spec
from tests.foreign.serving import serving

POTTER = Identity("potter", {"X-Key": "clay"})


def run(
    pottery: Pottery, kinds: Collection[str] = ("conforms",), seed: int = 0, **more: Any
) -> Report:
    document = spec()
    laws, faults = read_laws(document)
    assert faults == []
    http = Http()
    with serving(pottery.application()) as origin:
        try:
            return verify(
                document, laws, http, [POTTER], base=f"{origin}/v1", kinds=kinds, seed=seed, **more
            )
        finally:
            http.close()


def told(report: Report) -> list[tuple[str, str, str]]:
    assert list(report.notes) == []
    return [each.cause for each in report.findings]


def test_a_server_that_keeps_its_contract_has_no_findings_and_every_operation_was_reached():
    report = run(Pottery(), kinds=())
    assert told(report) == []
    reached = {operation for operation, status, _ in report.seen if status < 300}
    assert reached >= set(spec().operations)


def test_what_a_request_refers_to_is_made_for_it():
    pottery = Pottery()
    report = run(pottery, operations=["throw_pot"])
    assert told(report) == []
    assert {each.operation for each in report.ran} == {"throw_pot"}
    assert pottery.asked[:2] == ["POST /glazes", "POST /pots"]


def test_what_a_run_made_is_gone_afterwards_and_what_it_did_not_make_is_as_it_was():
    pottery = Pottery()
    pottery.glazes["g-old"] = {"id": "g-old", "colour": "celadon"}
    pottery.pots["p-old"] = {"id": "p-old", "name": "jug", "glaze_id": "g-old", "height": 20}
    run(pottery, kinds=())
    assert pottery.glazes == {"g-old": {"id": "g-old", "colour": "celadon"}}
    assert [*pottery.pots] == ["p-old"]
    assert {each for each in pottery.asked if "old" in each} <= {"GET /pots/p-old"}


@pytest.mark.parametrize(
    ("lie", "cause"),
    [
        ("teapot", ("reply.status", "get_pot", "/paths/~1pots~1{id}/get/responses")),
        (
            "no-location",
            (
                "reply.header",
                "mix_glaze",
                "/paths/~1glazes/post/responses/201/headers/Location",
            ),
        ),
        (
            "height-as-text",
            ("reply.schema", "get_pot", "/components/schemas/Pot/properties/height/type"),
        ),
        ("tall-crashes", ("crash", "throw_pot", "/paths/~1pots/post")),
    ],
)
def test_an_answer_that_is_not_as_declared_is_found_with_its_place(lie, cause):
    assert cause in told(run(Pottery([lie])))


def test_a_finding_shows_the_fewest_steps_with_the_least_in_them():
    [finding] = run(Pottery(["tall-crashes"]), examples=5).findings
    first, last = finding.exchanges
    assert first.request.operation == "mix_glaze"
    assert first.reply.json["id"] == last.request.value["glaze_id"]
    assert set(last.request.value) == {"name", "glaze_id", "height"}
    assert last.reply.status == 500


def test_what_does_not_repeat_is_no_finding():
    pottery = Pottery(["once"])
    assert told(run(pottery, kinds=["read_after_write"])) == []
    assert not pottery.lies


def test_but_an_answer_that_was_malformed_once_has_been_so():
    rule, operation, _ = told(run(Pottery(["malformed-once"])))[0]
    assert (rule, operation) == ("reply.schema", "get_glaze")


def test_what_is_wrong_with_an_answer_is_found_though_it_was_asked_for_another_reason():
    cause = "reply.schema", "get_pot", "/components/schemas/Pot/properties/height/type"
    assert cause in told(run(Pottery(["height-as-text"]), kinds=("protocol",)))


def test_a_known_fault_hides_no_other():
    lies = ["no-location", "height-as-text", "other-pot"]
    causes = told(run(Pottery(lies), kinds=["conforms", "read_after_write"]))
    assert [(rule, operation) for rule, operation, _ in causes] == [
        ("reply.header", "mix_glaze"),
        ("reply.schema", "get_pot"),
        ("read_after_write", "throw_pot"),
    ]


def test_one_seed_finds_the_same_each_time():
    lies = ["no-location", "height-as-text", "tall-crashes"]
    first, second = (told(run(Pottery(lies), ["conforms"], 5)) for _ in range(2))
    assert first == second
    assert len(first) == 3


def test_what_is_refused_whatever_is_asked_is_told_and_no_finding():
    report = run(Pottery(["refuses"]))
    assert told(report) == []
    idle = {each.operation: each.why for each in report.idle}
    assert {*idle} == {"throw_pot", "get_pot", "smash_pot"}
    assert '422 {"detail":"There is no such glaze."}' in idle["get_pot"]


def test_a_run_stops_at_the_first_finding_when_asked_to():
    assert len(run(Pottery(["teapot", "tall-crashes"]), stop_at_first=True).findings) == 1


def test_progress_is_told_before_each_check_and_at_the_end():
    heard: list[tuple[int, int]] = []
    run(Pottery(), operations=["get_pot"], on_progress=lambda a, b, _: heard.append((a, b)))
    assert heard == [(0, 1), (1, 1)]


def test_nobody_is_asked_where_nobody_listens():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
        laws, _ = read_laws(spec())
        with pytest.raises(Unreachable, match="nothing listens at"):
            verify(spec(), laws, Http(), [POTTER], base=base)


def test_a_check_that_fails_itself_is_told_and_no_finding(monkeypatch):
    def stumbles(trial: Trial, law: ReadAfterWrite) -> None:
        raise KeyError("it stumbled")

    monkeypatch.setitem(LAW_CHECKS, ReadAfterWrite, [stumbles])
    report = run(Pottery(), kinds=("read_after_write",))
    assert report.findings == []
    assert {"KeyError: 'it stumbled'" in each for each in report.notes} == {True}


def looked(monkeypatch: pytest.MonkeyPatch, check: Any, lies: Collection[str] = ()) -> Pottery:
    pottery = Pottery(lies)
    monkeypatch.setitem(LAW_CHECKS, ReadAfterWrite, [check])
    report = run(pottery, kinds=("read_after_write",), operations=["throw_pot"], examples=1)
    assert list(report.notes) == []
    assert report.findings == []
    assert report.idle == []
    return pottery


def test_filling_in_keeps_what_is_given_and_refers_to_what_was_made(monkeypatch):
    def check(trial: Trial, law: ReadAfterWrite) -> None:
        glaze = trial.make("mix_glaze", colour="celadon")
        assert glaze.request.value == {"colour": "celadon"}
        filled = trial.fill("get_pot", {"id": "p-1"})
        assert filled["path"] == {"id": "p-1"}
        filled = trial.fill("throw_pot")
        assert filled["media_type"] == "application/json"
        assert filled["body"]["glaze_id"].startswith("g-")
        assert trial.fill("throw_pot", {"body": {"a": 1}})["body"] == {"a": 1}
        assert trial.fill("list_pots").get("body", ABSENT) is ABSENT

    looked(monkeypatch, check)


def test_reaching_takes_the_values_from_the_exchange(monkeypatch):
    def check(trial: Trial, law: ReadAfterWrite) -> None:
        made = trial.make("throw_pot")
        read = trial.reach(law.read, made)
        assert read.reply.json["id"] == trial.value("$response.body#/id", made)
        assert [each.request.operation for each in trial.exchanges][-2:] == ["throw_pot", "get_pot"]

    looked(monkeypatch, check)


def test_credentials_are_put_in_unless_somebody_else_asks(monkeypatch):
    def check(trial: Trial, law: ReadAfterWrite) -> None:
        from codegen.verify.exchange import NOBODY

        assert trial.ask("list_pots").reply.status == 200
        assert trial.ask("list_pots", identity=NOBODY).reply.status == 401

    looked(monkeypatch, check)


def test_things_of_one_attempt_are_gone_before_the_next(monkeypatch):
    def check(trial: Trial, law: ReadAfterWrite) -> None:
        assert trial.ask("list_pots").reply.json == {"items": []}
        trial.make("throw_pot")

    assert looked(monkeypatch, check).pots == {}


def test_what_can_be_ended_once_is_confirmed_with_another_of_its_kind():
    text = {"type": "string"}
    thing = {"type": "object", "properties": {"badge_id": text}}
    gives = {"content": {"application/json": {"schema": {"type": "array", "items": thing}}}}
    path = {"name": "badge_id", "in": "path", "required": True, "schema": text}
    no = {each: {"description": "No."} for each in ("401", "404")}
    document = Spec(
        {
            "openapi": "3.1.0",
            "security": [{"key": []}],
            "paths": {
                "/badges": {"get": {"operationId": "list", "responses": {"200": gives, **no}}},
                "/badges/{badge_id}": {
                    "parameters": [path],
                    "delete": {"operationId": "end", "responses": {"204": {}, **no}},
                },
            },
            "components": {
                "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}
            },
        },
        "badges",
    )
    badges = [f"badge-{number}" for number in range(9)]

    def careless(request: Request) -> Reply:
        """Ends whatever anybody names."""
        name = request.url.rpartition("/badges")[2].strip("/")
        if request.method == "DELETE" and name in badges:
            badges.remove(name)
            return Reply(204, {}, b"")
        if request.headers.get("X-Key") != "clay" or name:
            return Reply(404 if name else 401, {}, b"")
        body = json.dumps([{"badge_id": each} for each in badges]).encode()
        return Reply(200, {"content-type": "application/json"}, body)

    laws, _ = read_laws(document)
    for seed in range(6):
        asked = {"base": "", "seed": seed, "kinds": ["credentials"]}
        assert verify(document, laws, careless, [POTTER], **asked).findings == []
        assert len(badges) == 9  # they were there before: nobody dares to end them
        report = verify(document, laws, careless, [POTTER], **asked, daring=True)
        if report.findings:
            break
    assert [each.cause[:2] for each in report.findings] == [("credentials", "end")]
