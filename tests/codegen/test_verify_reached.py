"""What lies behind a state, another name, or a request that is fussy is reached, and checked."""

import pytest

from codegen.verify.report.report import Report
from codegen.verify.run import verify
from tests.codegen.ballots import ADA, BASE, BOB, FAULTS, LAWS, SPEC, Ballots


def run(ballots: Ballots, *kinds: str) -> Report:
    report = verify(SPEC, LAWS, ballots, [ADA, BOB], base=BASE, kinds=kinds)
    assert (FAULTS, report.notes) == ([], [])
    return report


def test_an_honest_server_is_let_pass_and_everything_is_carried_out():
    ballots = Ballots()
    report = run(ballots)
    assert [finding.message for finding in report.findings] == []
    answered = {operation for operation, status, _ in report.seen if 200 <= status < 400}
    assert answered - {""} == {*SPEC.operations}
    assert ballots.votes > 20


@pytest.mark.parametrize(
    ("lie", "rule", "operation", "said"),
    [
        ("votes without a time", "reply.schema", "votes", "cast_at"),
        ("counts visits", "safe", "follow", "/followers of read"),
        ("touches", "safe", "read", "/updated_at"),
        ("resets", "safe", "settings", "/quorum"),
        ("outlives", "final", "follow", "answers 302"),
        ("shows reports", "hidden", "see_report", "lets"),
        ("counts nothing", "listed", "read", "option_count of read is 0 after offer"),
        ("takes any order", "dependency", "votes", "expected a refusal"),
    ],
)
def test_each_lie_is_found_and_named(lie, rule, operation, said):
    kinds = ["listed", "agrees"] if rule == "reply.schema" else [rule]
    found = run(Ballots(lie), *kinds).findings
    assert any(
        each.rule == rule
        and operation in (each.operation, each.message.split()[0])
        and said in each.message
        for each in found
    ), [(each.rule, each.operation, each.message) for each in found]
