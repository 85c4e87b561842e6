"""What is taken back is as it was, what may be there once is refused the second time, and what an
action is told is kept."""

import pytest

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.checks.unique import is_once
from codegen.verify.opposite import opposite, taken_back
from codegen.verify.run import verify
from tests.codegen.tools import ADA, BASE, FAULTS, LAWS, SPEC, Tools, document

KINDS = ("taken_back", "unique", "answered")


def run(tools, spec=SPEC, laws=LAWS, kinds=KINDS, seed=0):
    report = verify(spec, laws, tools, [ADA], base=BASE, kinds=kinds, seed=seed)
    assert (FAULTS, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("way", ["", "writes names large"])
@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_everything_is_asked(way, seed):
    tools = Tools(way)
    report = run(tools, seed=seed)
    assert [each.message for each in report.findings] == []
    ran = {(each.check, each.operation) for each in report.ran}
    assert ran >= {
        ("taken_back", "fetch"),
        ("taken_back", "find"),
        ("unique", "make"),
        ("answered", "lend"),
    }
    assert tools.loans
    assert tools.tools == {}


@pytest.mark.parametrize(
    ("lie", "rule", "operation", "said"),
    [
        ("loses tags", "taken_back", "fetch", "before store, and is [] after fetch"),
        ("finds it without a note", "taken_back", "find", "is null after find"),
        ("takes any label", "unique", "make", "answers 201 to label"),
        ("forgets the borrower", "answered", "lend", "lend accepted /borrower"),
    ],
)
def test_each_lie_is_found_and_named(lie, rule, operation, said):
    (found,) = run(Tools(lie)).findings
    assert (found.rule, found.operation) == (rule, operation)
    assert said in found.message


@pytest.mark.parametrize(
    "says",
    [
        "",
        "409 if the label is in use, unless it is forced.",
        "A tool whose label is taken replaces the other one.",
        "The label need not be unique.",
        "A unique id is made from the label. 409 if the attic is full.",
    ],
)
def test_what_words_leave_open_may_be_there_twice(says):
    spec = Spec(document(says), "tools.json")
    report = run(Tools("many of one label"), spec, read_laws(spec)[0], ["unique"])
    assert [each.message for each in report.findings] == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("sku", "409 if the sku is in use, by an archived part too"),
        ("name", "the name is taken"),
        ("email", "a user with this email already exists"),
        ("sku", "sku must be unique"),
        ("slug", "Name or slug already in use"),
        ("trackingCode", "409 when tracking code exists."),
        ("name", "409 if the part name is already taken"),
        ("name", "409 if the name is not unique"),
        ("title", "409 for a duplicate title"),
        ("label", "409 if a bin with the same label exists in this warehouse"),
        ("code", "the code has to be unique within the shop"),
    ],
)
def test_words_that_say_that_there_may_be_one_only(name, sentence):
    assert is_once(name, "part", sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("name", "A unique slug is made from the name"),
        ("name", "The name need not be unique"),
        ("name", "The name does not have to be unique"),
        ("name", "409 if the folder name is taken"),
        ("user", "409 if the user has already voted"),
        ("bin", "409 if the bin exists in two places"),
        ("account", "409 if the account is already closed"),
    ],
)
def test_words_that_say_no_such_thing(name, sentence):
    assert not is_once(name, "part", sentence)


def test_nothing_that_was_to_go_is_brought_back_at_the_end():
    operations = SPEC.operations
    assert opposite(SPEC, operations["store"]) is operations["fetch"]
    assert opposite(SPEC, operations["drop"]) is None
    assert [*taken_back(SPEC, operations["fetch"])] == [operations["store"]]
    assert [*taken_back(SPEC, operations["find"])] == [operations["drop"], operations["store"]]
