"""The result of what goes on is there when it is done, and not before, where words say so."""

import pytest

from codegen.laws.read import read_laws
from codegen.laws.result_words import ResultWords, When
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.answers import said
from tests.codegen.mill import BASE, IDA, ONE, Mill, document

SAYS = "While the batch is not done, the answer is 409."


def contract(says=SAYS, refusal="No.", summary=""):
    """That of the mill, with the flour of a batch."""
    found = document()
    schema = {"type": "object", "required": ["flour"], "properties": {"flour": {"type": "string"}}}
    yes = {"description": "Yes.", "content": {"application/json": {"schema": schema}}}
    no = {status: {"description": "No."} for status in ("400", "404")}
    found["paths"]["/batches/{batch_id}/flour"] = {
        "parameters": ONE,
        "get": {
            "operationId": "weigh",
            "summary": summary,
            "description": says,
            "responses": {"200": yes, "409": {"description": refusal}, **no},
        },
    }
    return Spec(found, "mill.json")


class Flour(Mill):
    """The mill with what it grinds; `early` and `late` are what is answered for it before it is
    done and then."""

    def __init__(self, early=409, late=200):
        super().__init__()
        self.early, self.late = early, late
        self.answered = set()

    def __call__(self, request):
        """As a transport has it."""
        parts = request.url.removeprefix(BASE).partition("?")[0].strip("/").split("/")
        if parts[2:] != ["flour"]:
            return super().__call__(request)
        if request.method != "GET":
            return said(405, {})
        batch = self.batches.get(parts[1])
        if batch is None:
            return said(404, {})
        status = self.late if batch.looks > 2 and not batch.stopped else self.early
        self.answered.add(status)
        return said(status, {"flour": "fine"})


def run(mill, spec, seed=0):
    laws, faults = read_laws(spec)
    kinds = ("conforms", "long_running")
    report = verify(spec, laws, mill, [IDA], base=BASE, kinds=kinds, seed=seed, examples=1)
    assert (faults, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_asked_before_and_then(seed):
    mill = Flour()
    assert [each.message for each in run(mill, contract(), seed).findings] == []
    assert mill.answered == {200, 409}


@pytest.mark.parametrize("status", [404, 409])
@pytest.mark.parametrize(
    ("says", "refusal", "summary"),
    [
        (SAYS, "No.", ""),
        ("", "The batch is not done yet.", ""),
        ("", "No.", "Get the flour of a finished batch"),
    ],
)
def test_what_is_not_there_in_the_end_is_found(status, says, refusal, summary):
    (found,) = run(Flour(late=status), contract(says, refusal, summary)).findings
    assert (found.rule, found.operation) == ("long_running", "weigh")
    assert f'weigh answers {status} while /state is "done"' in found.message


@pytest.mark.parametrize("seed", range(2))
def test_what_is_there_before_is_found(seed):
    (found,) = run(Flour(early=200), contract(), seed).findings
    assert (found.rule, found.operation) == ("long_running", "weigh")
    assert "expected 409 until it is done" in found.message


@pytest.mark.parametrize(
    ("early", "late", "says"),
    [
        (409, 404, ""),
        (409, 409, "409 while somebody else weighs."),
        (409, 404, f"{SAYS} 404 if there is no flour in it."),
        (200, 200, "Get the flour of a finished batch"),
        (202, 200, SAYS),
        (200, 200, "The flour so far; some of it is there before the batch is done"),
    ],
)
def test_what_no_word_forbids_is_let_pass(early, late, says):
    spec = contract(says)
    ok = spec.document["paths"]["/batches/{batch_id}/flour"]["get"]["responses"]
    ok["202"] = ok["200"]
    assert [each.message for each in run(Flour(early, late), spec).findings] == []


READER = ResultWords({"export"}, ["done"])


@pytest.mark.parametrize(
    ("says", "status"),
    [
        ("While the export is not done, the answer is 409", "409"),
        ("As long as the export is not finished, it answers 425.", "425"),
        ("409 until the export is done", "409"),
        ("409 until done", "409"),
        ("409 while the export is not done yet", "409"),
        ("409 if the export isn't complete", "409"),
        ("Answered with 404 until it is ready.", "404"),
        ("409 while it is queued or running.", "409"),
        ("Until the export is done, the answer is 409.", "409"),
        ("409 unless the export is done", "409"),
        ("Available once the export is done (409 before that).", "409"),
        ("Only when it is done, otherwise 409", "409"),
    ],
)
def test_words_that_say_what_is_answered_before(says, status):
    assert READER.read([says]) == When(True, frozenset({status}))


@pytest.mark.parametrize(
    "says",
    [
        "Get the index of a finished export",
        "The file of a completed export.",
        "Available once the export is done.",
        "The result can be read only when the export is finished",
    ],
)
def test_words_that_say_that_it_is_there_then(says):
    assert READER.read([says]) == When(True)


@pytest.mark.parametrize(
    "says",
    [
        "",
        "The result of an export.",
        "The result of a failed export.",
        "The result of a finished order.",
        "The results of a finished export that were not removed.",
        "While the export is not done, the answer may be 409",
        "While the order is not done, the answer is 409",
        "While the export is not done, the answer is partial",
        "While the export is done, the answer is 409",
        "409 until the export is paid",
        "No 409 until the export is done",
        "409 until the export is done by somebody else",
        "Usually 409 while the export is running",
        "Available once the export is done, if it has any rows",
        "Some of it is available once the export is done",
        "Once the export is done it is deleted.",
    ],
)
def test_words_that_leave_it_open(says):
    found = READER.read([says])
    assert (found.there, found.before) == (False, frozenset())


def test_another_reason_for_a_refusal_leaves_that_status_open():
    found = READER.read(
        ["409 until done", "404 if it has no rows", "404 if there is no such export"]
    )
    assert found == When(True, frozenset({"409"}), frozenset({"404"}))
    assert READER.read(["409 until done", "404 for an unknown id"]).open == frozenset()


@pytest.mark.parametrize(
    ("says", "not_yet"),
    [
        ("The export is not done.", True),
        ("Conflict: the export is not finished yet", True),
        ("Not yet done", True),
        ("The export is still running.", True),
        ("The export is done.", False),
        ("The export is not done or failed.", False),
        ("The state does not allow it.", False),
    ],
)
def test_what_is_said_of_a_refusal(says, not_yet):
    assert READER.not_yet(says) == not_yet
