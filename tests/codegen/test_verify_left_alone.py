"""Who writes what is there already changes nothing, where words say so."""

import pytest

from codegen.laws.implied.owned import sentences
from codegen.laws.read import read_laws
from codegen.laws.still_words import Still, StillWords
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.lamps import BASE, EVE, TAG, TIME, Lamps, document

ALONE = "A patch that changes nothing leaves the ETag alone."


def run(contract, *habits, seed=0, kinds=("conditional", "read_after_write")):
    spec = Spec(contract, "lamps.json")
    laws, faults = read_laws(spec)
    lamps = Lamps(spec, *habits)
    report = verify(spec, laws, lamps, [EVE], base=BASE, kinds=kinds, seed=seed)
    assert (faults, report.notes) == ([], [])
    return report, lamps


@pytest.mark.parametrize("tag", ["", None])
@pytest.mark.parametrize("seed", range(2))
def test_an_honest_server_is_let_pass_and_sent_what_is_there(seed, tag):
    report, lamps = run(document(tag=tag), seed=seed)
    assert [each.message for each in report.findings] == []
    assert lamps.nothing >= {"PATCH", "PUT"}


@pytest.mark.parametrize(
    ("contract", "habit", "operation", "what"),
    [
        (document(), "PATCH tag", "turn", "the ETag went from"),
        (document(), "PUT tag", "swap", "the ETag went from"),
        (document(), "PATCH time", "turn", "/changed_at went from"),
        (document(tag=None), "PATCH time", "turn", "/changed_at went from"),
        (document(tag=None), "PUT time", "swap", "/changed_at went from"),
        (document("", "", tag="Changes only when the lamp changes."), "PATCH tag", "turn", "ETag"),
        (document("", "", change=ALONE), "PATCH tag", "turn", "the ETag went from"),
        (document("", "", change=ALONE), "PATCH time", "turn", "the ETag went from"),
        (document("", TAG), "PATCH tag", "turn", "the ETag went from"),
    ],
)
def test_what_changes_with_nothing_is_found(contract, habit, operation, what):
    (found,) = run(contract, habit)[0].findings
    assert (found.rule, found.operation) == ("conditional", operation)
    assert what in found.message


@pytest.mark.parametrize(
    ("contract", "habit"),
    [
        (document("", ""), "PATCH tag"),
        (document("", ""), "PATCH time"),
        (document("The ETag changes with every change.", ""), "PATCH tag"),
        (document("The ETag changes only when the lamp is written.", ""), "PATCH tag"),
        (document(TAG, ""), "PATCH time"),
        (document("", "`changed_at` is when it was last written."), "PATCH time"),
    ],
)
def test_what_no_word_forbids_is_let_pass(contract, habit):
    assert [each.message for each in run(contract, habit)[0].findings] == []


@pytest.mark.parametrize(
    "says",
    [
        "The `ETag` changes with every change of the lamp (its name, its watts) and only then.",
        "The ETag changes whenever anything in the lamp changes and stays the same otherwise.",
        "An `ETag` is strong and changes exactly when the representation changes.",
        "The ETag changes when, and only when, the lamp is changed",
        "The ETag changes whenever, and only when, something changes; others read the same.",
        "Etags only change with a change",
        "The entity tag changes if and only if the lamp changes.",
        "The ETag stays the same as long as nothing changes.",
        "The ETag stays the same until the lamp is changed.",
        "The ETag does not change unless the lamp changes.",
    ],
)
def test_words_that_say_that_an_etag_changes_only_with_a_change(says):
    assert StillWords().read(sentences(says)) == Still(only=True)


@pytest.mark.parametrize(
    "says",
    [
        "A patch that leaves every property as it was leaves `changedAt` and the `ETag` alone.",
        "A patch that changes nothing keeps the ETag and changedAt as they are.",
        "The ETag and `changedAt` are told: an update that sets what was there already leaves the "
        "ETag and changedAt unchanged.",
        "Any write that sets the same values does not change the ETag and changedAt",
    ],
)
def test_words_that_say_that_a_write_leaves_it_alone(says):
    alone = Still(only=True, left_alone=True)
    assert StillWords().read(sentences(says)) == alone
    assert StillWords("changedAt").read(sentences(says)) == alone


def test_it_is_what_was_named_before():
    says = (
        "`changedAt` changes only with a change: a patch that sets what is there leaves it alone."
    )
    assert StillWords("changedAt").read(sentences(says)) == Still(True, True)
    assert StillWords().read(sentences(says)) == Still()


def test_its_own_description_need_not_name_it():
    own = ["Changes only when the lamp changes"]
    assert StillWords().read([], own) == Still(True)
    assert StillWords("changedAt").read([], own) == Still(True)
    assert StillWords("changedAt").read(own) == Still()


@pytest.mark.parametrize(
    "says",
    [
        "",
        "The strong entity tag of the lamp.",
        "The ETag changes with every change.",
        "The ETag changes when the lamp changes.",
        "The ETag changes with every write, and only then.",
        "The ETag changes only when the lamp is saved or changed.",
        "The ETag changes only when the lamp is updated.",
        "The ETag changes only when it is changed or a day is over.",
        "The ETag usually changes only with a change.",
        "The ETag changes whenever, and only when, something changes: this may take a while.",
        "The ETag changes only with a change. It may be weak; the ETag might change by itself.",
        "The ETag does not change when the lamp changes.",
        "The ETag stays the same when the lamp changes.",
        "The ETag changes with a change, and also when it is read.",
        "`changedAt` changes only with a change.",
        "The version of an ETag changes only with a change.",
        "A patch that changes nothing is refused, and the ETag is sent.",
        "A patch that changes the name leaves the ETag alone.",
        "A patch that changes nothing leaves the name alone.",
        "Only who has the ETag can change it.",
    ],
)
def test_words_that_leave_it_open(says):
    assert StillWords().read(sentences(says)) == Still()


def test_a_sentence_of_something_else_casts_no_doubt():
    says = f"Clients may send the ETag back. {TAG} {TIME}"
    assert StillWords().read(sentences(says)) == Still(True)
