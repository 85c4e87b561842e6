"""What has to be empty before it is deleted, as words say, is not deleted while it is not."""

import pytest

from codegen.laws.empty_words import Content, EmptyWords
from codegen.laws.implied.owned import sentences
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.crates import BASE, EVE, Crates, document


def run(contract, lie="", seed=0, kept=("sealed", "open")):
    spec = Spec(contract, "crates.json")
    laws, faults = read_laws(spec)
    crates = Crates(spec, lie, kept)
    report = verify(spec, laws, crates, [EVE], base=BASE, kinds=["emptied"], seed=seed)
    assert (faults, report.notes) == ([], [])
    return report, crates


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("seed", range(2))
def test_an_honest_server_is_let_pass_and_asked_to_delete_what_is_full(seed, named):
    report, crates = run(document(named=named), seed=seed)
    assert [each.message for each in report.findings] == []
    assert [each.operation for each in report.ran] == ["drop"]
    assert crates.refused


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("lie", ["deletes full", "deletes all the same", "loses bottles"])
def test_what_is_full_and_deleted_is_found(lie, seed, named):
    report, _ = run(document(named=named), lie, seed)
    (found,) = report.findings
    assert (found.rule, found.operation) == ("emptied", "drop")
    assert ("answers 204" if lie == "deletes full" else "answers 409") in found.message


def test_it_is_enough_that_the_answer_says_so():
    contract = document("Deletes it.", "The crate is not empty.")
    assert run(contract)[0].findings == []
    assert len(run(contract, "deletes full")[0].findings) == 1


def test_where_nothing_is_named_whatever_may_be_in_it_counts():
    contract = document("Only empty crates can be deleted.")
    assert run(contract)[0].findings == []
    assert len(run(contract, "deletes full")[0].findings) == 1


def test_a_list_in_the_thing_may_be_what_has_to_be_empty():
    contract = document("Only empty crates can be deleted.")
    crate = contract["components"]["schemas"]["Crate"]
    crate["properties"]["corks"] = {"type": "array", "items": {"properties": {"size": TEXT}}}
    assert run(contract, "deletes full")[0].findings == []


@pytest.mark.parametrize("state", ["sealed", "open"])
def test_what_is_in_it_is_brought_to_the_state_that_is_named(state):
    contract = document(f"A crate with {state} bottles can't be deleted (409).")
    report, crates = run(contract, kept=(state,))
    assert [each.message for each in report.findings] == []
    assert crates.refused
    (found,) = run(contract, "deletes full", kept=(state,))[0].findings
    assert f"a {state} bottle in it" in found.message


def test_a_server_that_deletes_none_tells_nothing():
    report, _ = run(document(), "deletes none")
    assert report.findings == []
    assert "drop answers 409 where there is nothing in it" in {each.why for each in report.idle}


def test_an_option_to_delete_all_leaves_it_open():
    contract = document()
    whole = {"name": "all", "in": "query", "schema": {"type": "boolean"}}
    contract["paths"]["/crates/{crate_id}"]["delete"]["parameters"] = [whole]
    report, _ = run(contract, "deletes full")
    assert (report.findings, report.ran) == ([], [])


TEXT = {"type": "string"}
STATES = ("draft", "confirmed", "cancelled")


def read(says):
    reader = EmptyWords({"folder"}, {"document": STATES, "share_link": ()}, {"document", "user"})
    return reader.kept(sentences(says))


@pytest.mark.parametrize(
    ("says", "child"),
    [
        ("Only a folder without documents can be deleted (409). Deletion is final.", "document"),
        ("Only folders that have no documents can be deleted, otherwise 409", "document"),
        ("Only empty folders can be deleted (409)", ""),
        ("Only an empty folder may be removed; otherwise 409.", ""),
        ("Only possible while the folder is empty (409 otherwise).", ""),
        ("Only for an empty folder; otherwise 409.", ""),
        ("409 if the folder is not empty", ""),
        ("Deletes a folder. 409 if it isn't empty.", ""),
        ("409 if the folder still has documents", "document"),
        ("409 if it contains share links", "share_link"),
        ("404 if there is no such folder, 409 if it still contains documents.", "document"),
        ("Fails with 409 while there are still documents in the folder", "document"),
        ("Refused with 409 as long as the folder holds documents.", "document"),
        ("If the folder has documents, the answer is 409.", "document"),
        ("A folder with documents can't be deleted (409)", "document"),
        ("A folder that contains any documents cannot be deleted.", "document"),
        ("Folders with documents cannot be deleted (409). Its share links go with it.", "document"),
        ("A non-empty folder cannot be deleted.", ""),
        ("A folder that is not empty can't be removed (409).", ""),
        ("A folder cannot be deleted while it has documents (409).", "document"),
        ("A folder can only be deleted when it has no documents (409).", "document"),
        ("A folder can be deleted only if it is empty.", ""),
        ("No folder with documents can be deleted", "document"),
        ("A folder that a document refers to cannot be deleted (409).", "document"),
        ("A folder that is used by documents cannot be deleted (409).", "document"),
        ("Deleting a folder with documents gives 409", "document"),
        ("Deletes the folder; it must be empty (409)", ""),
        ("Must be empty, else 409", ""),
        ("The folder must be emptied first, else 409", ""),
        ("The folder must have no documents, otherwise 409.", "document"),
        ("Must be empty, else 409. A folder with documents can't be deleted.", "document"),
    ],
)
def test_words_that_say_what_has_to_be_gone(says, child):
    assert read(says) == Content(child)


def test_words_may_name_the_state_of_what_is_in_it():
    confirmed = Content("document", frozenset({"confirmed"}))
    both = Content("document", frozenset({"draft", "confirmed"}))
    assert read("A folder with confirmed documents can't be deleted (409).") == confirmed
    assert read("409 if there are still confirmed documents in it") == confirmed
    assert read("A folder that a draft or confirmed document is in can't be deleted.") == both
    beside = "A cancelled document is kept without its folder."
    assert read(f"409 if it has confirmed documents. {beside}") == confirmed


@pytest.mark.parametrize(
    "says",
    [
        "",
        "Delete an empty folder.",
        "Deletes the folder with all its documents.",
        "Only empty folders can be deleted, unless `force` is given (409).",
        "Only empty folders can be deleted (409). With `force` others are too.",
        "Only empty folders can be deleted (409). Administrators may delete any. ",
        "409 if the folder is not empty. `recursive` deletes everything in it.",
        "A folder with documents can't be deleted (409). Its documents are deleted with it.",
        "A folder with documents can't be deleted by guests (409)",
        "A folder with documents can't be deleted without their consent (409)",
        "A folder with unpaid documents can't be deleted (409)",
        "A folder with documents can't be renamed (409)",
        "A folder with documents or comments can't be deleted (409)",
        "A drawer with documents can't be deleted (409)",
        "A document without share links can be deleted.",
        "409 if the folder is not empty and shared",
        "409 if the folder has documents that are locked",
        "409 if the folder has more than ten documents",
        "409 if a user has documents",
        "No 409 if the folder is not empty",
        "409 if the name is taken, when the folder has documents",
        "It usually must be empty, else 409",
        "The title must not be empty, else 409",
        "The folder must be empty.",
        "Documents must be deleted first.",
        "The user is told: 409 if it is not empty",
        "Only a folder without documents can be deleted at once; others are deleted later",
        "A folder with documents may be deleted.",
        "A folder with share links can't be deleted. A folder with documents can't be deleted.",
    ],
)
def test_words_that_leave_it_open(says):
    assert read(says) is None


@pytest.mark.parametrize(
    ("says", "content"),
    [
        ("The folder is not empty.", Content("")),
        ("Conflict: the folder still contains documents.", Content("document")),
        ("It has confirmed documents", Content("document", frozenset({"confirmed"}))),
        ("The folder is not empty or locked.", None),
        ("The name is not empty.", None),
        ("No.", None),
    ],
)
def test_what_is_said_of_a_409(says, content):
    reader = EmptyWords({"folder"}, {"document": STATES})
    assert reader.conflict(says) == content
