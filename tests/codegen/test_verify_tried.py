"""What is only tried changes nothing."""

from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.nursery import ADA, BASE, Nursery, document, laws


def run(nursery, kinds, seed=0, **words: Any):
    spec = Spec(document(**words), "nursery.json")
    report = verify(spec, laws(spec), nursery, [ADA], base=BASE, kinds=kinds, seed=seed)
    assert report.notes == []
    return report


@pytest.mark.parametrize("ways", [(), ("tells an id",), ("notes tries",), ("grows",)])
@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_may_be_asked_to_try_everything(ways, seed):
    nursery = Nursery(*ways)
    report = run(nursery, ["dry_run"], seed)
    assert [each.message for each in report.findings] == []
    assert {each.operation for each in report.ran} == {"sow", "sow_again", "pull", "dig", "clear"}
    assert nursery.tries.keys() == {"sow", "PUT", "DELETE", "POST dig", "clear"}
    assert nursery.beds == {}


@pytest.mark.parametrize("seed", range(3))
def test_what_a_check_reads_was_made_in_earnest(seed):
    kinds = ["read_after_write", "listed", "answered", "final", "dry_run"]
    report = run(Nursery("tells an id"), kinds, seed, place="body")
    assert [each.message for each in report.findings] == []
    assert [each.why for each in report.idle if "Location" not in each.why] == []


@pytest.mark.parametrize("place", ["query", "body"])
@pytest.mark.parametrize(
    ("lie", "operation", "said"),
    [
        ("sows in earnest", "sow", "which a list shows"),
        ("hides what it sows", "sow", "which look reads"),
        ("PUT in earnest", "sow_again", "changes /"),
        ("DELETE in earnest", "pull", "changes what look answers from 200 to 404"),
        ("POST in earnest", "dig", 'changes /state from "sown" to "dug"'),
        ("clears in earnest", "clear", "changes what look answers from 200 to 404"),
    ],
)
def test_what_is_carried_out_though_it_was_to_be_tried_is_found(lie, operation, said, place):
    nursery = Nursery(lie)
    (found,) = run(nursery, ["dry_run"], place=place).findings
    assert (found.rule, found.operation) == ("dry_run", operation)
    assert said in found.message
    assert "dry_run true" in found.message
    assert nursery.beds == {}


@pytest.mark.parametrize(
    "words",
    [
        {"means": "True: the bed is kept as a draft."},
        {"switch": "simulation", "means": "Whether the bed is a simulation."},
        {"dry_run": {"type": "boolean"}},
    ],
)
def test_what_words_leave_open_may_come_of_it(words):
    nursery = Nursery("sows in earnest", "PUT in earnest", switch=words.get("switch", "dry_run"))
    report = run(nursery, ["dry_run"], **words)
    assert [each.message for each in report.findings] == []


def test_plain_words_make_a_switch_of_another_name():
    words = {"switch": "simulate", "means": "Only say what would be done."}
    nursery = Nursery("sows in earnest", switch="simulate")
    (found,) = run(nursery, ["dry_run"], **words).findings
    assert "sow with simulate true makes" in found.message
