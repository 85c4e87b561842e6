"""What goes on by itself is reached in the state that a check needs."""

import pytest

from codegen.verify.report.report import Report
from codegen.verify.run import verify
from tests.codegen.darkroom import BASE, EVA, FAULTS, LAWS, SPEC, Darkroom

KINDS = ("conforms", "long_running", "read_after_write", "filters", "relation")


def run(darkroom: Darkroom, *kinds: str) -> Report:
    report = verify(SPEC, LAWS, darkroom, [EVA], base=BASE, kinds=kinds)
    assert (FAULTS, report.notes) == ([], [])
    return report


def test_what_only_another_operation_makes_is_made_by_that_one():
    darkroom = Darkroom()
    report = run(darkroom, *KINDS)
    assert [finding.message for finding in report.findings] == []
    assert darkroom.toned > 0
    ran = {(each.check, each.operation) for each in report.ran}
    assert {("read_after_write", "expose_again"), ("filters", "grains")} <= ran


@pytest.mark.parametrize(
    ("lie", "kind", "operation", "said"),
    [
        ("loses a grain", "relation", "grains", "in no list with"),
        ("loses a grain", "filters", "grains", "leaves out item"),
        ("forgets", "read_after_write", "expose_again", "/exposure"),
    ],
)
def test_each_lie_is_found_once_the_thing_is_there_for_it(lie, kind, operation, said):
    found = run(Darkroom(lie), kind).findings
    assert any(each.operation == operation and said in each.message for each in found), found
