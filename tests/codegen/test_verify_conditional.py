"""ETags and statuses of an API that is plain, and has much that nothing makes."""

from types import SimpleNamespace

import pytest

from codegen.laws.law import Conditional
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.checks.unknown import other_id
from codegen.verify.exchange import Identity
from codegen.verify.run import verify
from codegen.verify.transport import Http
from tests.codegen.kilns import Kilns, spec
from tests.foreign.serving import serving

KINDS = ("conditional", "created_once", "unknown", "done_again", "owned")
WHO = [Identity("ada", {"X-Who": "ada"}), Identity("bob", {"X-Who": "bob"})]


def found(kilns, seed=0):
    laws, faults = read_laws(spec())
    assert faults == []
    http = Http()
    with serving(kilns.application()) as origin:
        try:
            report = verify(spec(), laws, http, WHO, base=origin, kinds=KINDS, seed=seed)
        finally:
            http.close()
    assert list(report.notes) == []
    return report


def test_whatever_declares_an_etag_has_a_law():
    laws = {law.operation: law for law in read_laws(spec())[0].laws if isinstance(law, Conditional)}
    assert {key: law.make for key, law in laws.items()} == dict.fromkeys(
        ["list_kilns", "get_kiln", "get_plate"]
    )
    (below,) = laws["get_kiln"].below
    assert (below.operation, below.parameters) == (
        "leave_mark",
        {"kiln_id": "$request.path.kiln_id"},
    )
    assert [each.operation for each in laws["get_plate"].changes] == ["put_plate"]
    assert [each.operation for each in laws["get_plate"].guarded] == ["put_plate"]


@pytest.mark.parametrize("habits", [(), ("weak",), ("tells the time",)])
def test_an_honest_server_is_let_pass_and_everything_is_as_it_was(habits):
    kilns = Kilns(habits=habits)
    report = found(kilns)
    assert [each.message for each in report.findings] == []
    ran = {(each.check, each.operation) for each in report.ran}
    assert ran >= {
        ("conditional", "get_kiln"),
        ("created_once", "put_shelf"),
        ("unknown", "get_kiln"),
        ("done_again", "seal_mark"),
        ("done_again", "leave_mark"),
        ("owned", "wipe_mark"),
    }
    assert (kilns.plate, kilns.marks, kilns.shelves) == ({"text": "open"}, {}, {})


@pytest.mark.parametrize(
    ("lie", "operations", "says"),
    [
        ("tag of the hour", {"list_kilns", "get_kiln", "get_plate"}, "and nothing was changed"),
        ("tag without marks", {"get_kiln"}, "also after leave_mark has changed /marks"),
        ("plate has one tag", {"get_plate"}, "also after put_plate has changed /text"),
        ("never 304", {"list_kilns", "get_kiln", "get_plate"}, "which is its ETag; expected 304"),
        ("always 304", {"list_kilns", "get_kiln", "get_plate"}, "which is not its ETag"),
        ("412", {"list_kilns", "get_kiln", "get_plate"}, "answers 412 to If-None-Match"),
        ("one tag only", {"list_kilns", "get_kiln", "get_plate"}, '"0-spolvero-0", "'),
        ("no star", {"list_kilns", "get_kiln", "get_plate"}, "answers 200 to If-None-Match *"),
        ("* is refused", {"put_plate"}, "answers 412 to If-Match *, and it is there"),
        ("unguarded", {"put_plate"}, "put_plate answers 200 to If-Match"),
        ("needs no tag", {"put_plate"}, "put_plate answers 200 without If-Match, expected 428"),
        ("always 201", {"put_shelf"}, "answers 201 to the same request once more"),
        ("204 for nothing", {"get_kiln"}, "204 is not declared"),
        ("400 when sealed", {"seal_mark"}, "with 409, as its description says"),
        ("422 when left", {"leave_mark"}, "with 409, as its description says"),
        ("hides what is another's", {"wipe_mark"}, "answers 404 to bob"),
        ("never 201", {"put_shelf"}, "it was made, expected 201"),
    ],
)
def test_a_lie_is_found_and_named(lie, operations, says):
    report = found(Kilns(lie))
    assert {each.operation for each in report.findings} == operations
    assert all(says in each.message for each in report.findings)


@pytest.mark.parametrize(
    ("pattern", "id", "other"),
    [("^doc-[0-9]{3}$", "doc-007", "doc-992"), ("^[A-Z]{2}$", "NL", "AY")],
)
def test_another_id_keeps_the_pattern(pattern, id, other):
    schema = {"type": "string", "pattern": pattern}
    parameter = {"name": "id", "in": "path", "required": True, "schema": schema}
    operation = {"operationId": "see", "parameters": [parameter], "responses": {}}
    document = Spec({"openapi": "3.1.0", "paths": {"/things/{id}": {"get": operation}}}, "x")
    trial = SimpleNamespace(spec=document)
    (declared,) = document.operations["see"].parameters
    assert other_id(trial, id, declared) == other
