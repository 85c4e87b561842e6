"""Operations that ask for a state are carried out in it, and what was there before is as it was."""

import pytest

from codegen.laws.read import read_laws
from codegen.verify.exchange import Identity
from codegen.verify.report.report import Report
from codegen.verify.run import verify
from codegen.verify.transport import Http
from tests.codegen.boatyard import Boatyard, spec
from tests.foreign.serving import serving

HARBOUR_MASTER = Identity("harbour_master", {"X-Key": "oakum"})

REFUSED = ("refit", 409)


def run(boatyard: Boatyard, *kinds: str) -> Report:
    document = spec()
    laws, faults = read_laws(document)
    assert faults == []
    http = Http()
    with serving(boatyard.application()) as origin:
        try:
            return verify(document, laws, http, [HARBOUR_MASTER], base=origin, kinds=kinds)
        finally:
            http.close()


def test_what_has_to_be_done_first_is_found_and_done():
    boatyard = Boatyard()
    report = run(boatyard)
    assert [finding.message for finding in report.findings] == []
    assert boatyard.sailed > 0


def test_a_state_that_is_written_is_written_first_by_way_of_those_before_it():
    boatyard = Boatyard()
    report = run(boatyard, "conforms")
    assert [finding.message for finding in report.findings] == []
    assert boatyard.raced > 0
    refused = sum(n for (name, status, _), n in report.seen.items() if (name, status) == REFUSED)
    assert refused < 20


def test_what_was_there_before_is_as_it_was_and_what_was_closed_is_open():
    boatyard = Boatyard()
    boatyard.log = {"text": "Rain since noon."}
    report = run(boatyard)
    assert any(operation == "write_log" for operation, status, _ in report.seen if status == 200)
    assert any(operation == "close" for operation, status, _ in report.seen if status == 200)
    assert boatyard.log == {"text": "Rain since noon."}
    assert boatyard.is_open
    assert boatyard.boats == {}


@pytest.mark.parametrize(
    ("lie", "kind", "operation", "said"),
    [
        ("long boats", "boundaries", "moor", "length 41 is beyond its maximum of 40"),
        ("fast boats", "boundaries", "sail", "knots 31 is beyond its maximum of 30"),
        ("any ending", "credentials", "read_log", "a token with more after it"),
        ("weather asks", "credentials", "weather", "its security lets everybody in"),
        ("radio hums", "credentials", "radio", "is not declared, application/json is"),
        ("ghosts", "protocol", "look", "HEAD /boats/{boat_id} of what is not there"),
    ],
)
def test_each_lie_is_found_behind_the_state_that_it_needs(lie, kind, operation, said):
    found = run(Boatyard(lie), kind, "conforms").findings
    assert any(each.operation == operation and said in each.message for each in found), found


def test_what_is_nearly_somebodys_proof_is_told_by_that_persons_variable():
    found = run(Boatyard("any ending"), "credentials").findings
    assert all("${HARBOUR_MASTER}x" in each.message for each in found)
    assert not any("oakumx" in step.curl() for each in found for step in each.exchanges)
