"""Things that clients name, numbers that are given once, and what a whole document promises."""

import pytest

from codegen.verify.report.report import Report
from codegen.verify.run import verify
from tests.codegen.cellar import ADA, BASE, FAULTS, LAWS, SPEC, Cellar


def run(cellar: Cellar, *kinds: str, seed: int = 0) -> Report:
    report = verify(SPEC, LAWS, cellar, [ADA], base=BASE, kinds=kinds, seed=seed)
    assert (FAULTS, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", [0, 1])
def test_an_honest_server_is_let_pass_and_everything_is_carried_out(seed):
    cellar = Cellar()
    report = run(cellar, seed=seed)
    assert [finding.message for finding in report.findings] == []
    assert list(report.never) == []


@pytest.mark.parametrize(
    ("lie", "kind", "operation", "said"),
    [
        ("never 201", "created_once", "put_place", "it was made, expected 201"),
        ("numbers again", "final", "pour_out", "whoever kept it finds another thing"),
        ("lists what is poured out", "final", "pour_out", "still lists"),
        ("truths are numbers", "boundaries", "add_wine", "price true is not an integer"),
        ("one zone", "boundaries", "wines", "+02:00 is a date-time and was refused"),
        ("no HEAD", "protocol", "rack", "answered with 405, expected 200"),
        ("long HEAD", "protocol", "wines", "says Content-Length"),
        ("404 for 405", "protocol", "wines", "answered with 404, expected 405"),
    ],
)
def test_each_lie_is_found_and_named(lie, kind, operation, said):
    found = run(Cellar(lie), kind).findings
    assert any(each.operation == operation and said in each.message for each in found), [
        (each.rule, each.operation, each.message) for each in found
    ]
