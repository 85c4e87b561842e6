"""What words say is refused in some states of a thing is refused in these."""

import pytest

from codegen.laws.closed_words import ClosedWords, Doing, leads_to
from codegen.laws.implied.owned import sentences
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.tickets import BASE, EVE, SPEC, Tickets, document


def run(tickets, spec=SPEC, seed=0):
    laws, faults = read_laws(spec)
    report = verify(spec, laws, tickets, [EVE], base=BASE, kinds=["closed"], seed=seed)
    assert (faults, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_asked_in_every_state(seed):
    tickets = Tickets()
    report = run(tickets, seed=seed)
    assert [each.message for each in report.findings] == []
    assert {each.operation for each in report.ran} == {"edit", "close", "drop", "answer"}
    assert tickets.refused >= {
        *("edit closed", "close draft", "close closed", "drop open"),
        *("answer draft", "answer closed"),
    }


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "lie",
    ["edit closed", "close draft", "close closed", "drop open", "answer draft", "answer closed"],
)
def test_what_is_accepted_in_a_state_in_which_it_is_refused_is_found(lie, seed):
    operation, state = lie.split()
    (found,) = run(Tickets(lie), seed=seed).findings
    assert (found.rule, found.operation) == ("closed", operation)
    assert f'while state is "{state}"' in found.message


@pytest.mark.parametrize(
    ("operation", "says"),
    [
        ("edit", "A closed ticket can't be changed, unless you are an admin (409)."),
        ("edit", "A closed ticket can't be changed (409). Its title can still be."),
        ("edit", "`state` goes from draft to open to closed; any other change gives 409."),
        ("close", "Closing an open ticket ends it."),
        ("answer", "409: The ticket is closed for strangers."),
    ],
)
def test_what_words_leave_open_may_be_accepted(operation, says):
    spec = Spec(document(**{operation: says}), "tickets.json")
    ways = {f"{operation} {state}" for state in ("draft", "open", "closed")}
    report = run(Tickets(*ways), spec)
    assert [each.message for each in report.findings] == []
    assert operation not in {each.operation for each in report.ran}


def test_what_is_refused_in_every_state_tells_nothing():
    class Stubborn(Tickets):
        def _may(self, what, ticket, *states):
            return what != "close" and super()._may(what, ticket, *states)

    report = run(Stubborn())
    assert report.findings == []
    assert "close answers 409 in another state" in {each.why for each in report.idle}


STATES = ("draft", "confirmed", "cancelled")
GONE = {"cancelled"}


def read(says, operation="edit", states=STATES, told=False):
    doing = Doing.of(SPEC.operations[operation], "/tickets/{ticket_id}")
    reader = ClosedWords(states, {"booking"}, doing, {"concert"}, told)
    return reader.refused(sentences(says))


@pytest.mark.parametrize(
    ("says", "states"),
    [
        ("A cancelled booking can't be changed (409).", GONE),
        ("Change it. A `cancelled` booking can't be changed any more (409).", GONE),
        ("A cancelled booking is final: every patch is refused (409)", GONE),
        ("Canceled bookings cannot be edited.", GONE),
        ("No cancelled booking can be updated (409)", GONE),
        ("Bookings that are cancelled can't be changed.", GONE),
        ("A booking can't be changed once it is cancelled (409).", GONE),
        ("Once the booking is cancelled, every change is refused.", GONE),
        ("Changing a cancelled booking gives 409.", GONE),
        ("Updates of a cancelled booking are refused with 409.", GONE),
        ("409 if the booking is cancelled", GONE),
        ("409 if it is cancelled already.", GONE),
        ("404 if there is none, 409 if the booking is cancelled", GONE),
        ("409 if seats are missing, or if the booking is cancelled", GONE),
        ("Refused with 409 once the booking is cancelled.", GONE),
        ("Fails with 409 when the booking has been cancelled.", GONE),
        ("409 if the booking is a draft or cancelled.", {"draft", "cancelled"}),
        ("409 if the status is cancelled.", GONE),
        ("Only a confirmed booking can be changed, else 409.", {"draft", "cancelled"}),
        ("Possible only while the booking is draft; otherwise 409.", {"confirmed", "cancelled"}),
        ("A booking can only be changed while it is a draft (409 otherwise).", {*STATES[1:]}),
        ("Only for a draft booking, and only once a day; otherwise 409.", {*STATES[1:]}),
        ("409 unless it is confirmed", {"draft", "cancelled"}),
        ("409 if the booking is not a draft", {"confirmed", "cancelled"}),
    ],
)
def test_words_that_say_in_which_states_it_is_refused(says, states):
    assert read(says) == states


@pytest.mark.parametrize(
    "says",
    [
        "",
        "Going back to draft gives 409.",
        "`status` goes from draft to confirmed; any other change is refused (409)",
        "`status` only goes forward: draft, confirmed; going back gives 409, cancelled is final.",
        "A cancelled booking can't be changed unless it is yours (409)",
        "A cancelled booking can't be changed while it has seats (409)",
        "A cancelled booking can't be changed to a confirmed one (409)",
        "A cancelled booking can't be changed by guests (409)",
        "A cancelled booking can't be deleted (409)",
        "A cancelled booking can't be changed (409). Its note can still be changed.",
        "A cancelled booking can't be changed (409). Admins can always change it.",
        "A cancelled booking can't be changed (409). Its note can.",
        "A cancelled booking can't be changed (409); only its note can.",
        "409 if a booking is confirmed",
        "409 if the booking is cancelled, depending on the concert",
        "The seats of a cancelled booking can't be changed (409)",
        "Except for the note, a cancelled booking can't be changed.",
        "A cancelled booking may be changed by admins, else 409",
        "A cancelled concert can't be changed (409)",
        "409 if the concert is cancelled",
        "The concert has to be on sale. 409 if it is cancelled",
        "409 if the booking is cancelled and has seats",
        "409 if it is cancelled by somebody",
        "409 if the booking is cancelled, when seats are changed",
        "Changing seats gives 409 if the booking is cancelled",
        "When seats change, the total follows; 409 if the booking is cancelled",
        "409 if more seats are asked for, when the booking is confirmed",
        "No 409 if the booking is cancelled",
        "409 if confirmed seats are changed",
        "Only while it is confirmed, seats may be changed (409 otherwise)",
        "Only a confirmed booking can be changed freely, else 409",
        "Only drafts are listed; otherwise 409",
        "A draft booking can't be cancelled (409).",
        "A cancelled booking is changed to draft.",
    ],
)
def test_words_that_leave_it_open(says):
    assert read(says) == frozenset()


def test_a_status_may_be_the_one_that_a_request_tells():
    assert read("409 if the status is cancelled.", told=True) == frozenset()
    assert read("409 if the current status is cancelled.", told=True) == GONE


def test_an_action_is_named_by_its_path():
    states = ("open", "closed")
    assert read("A closed booking can't be closed (409).", "close", states) == {"closed"}
    assert read("Only an open booking can be closed, else 409.", "close", states) == {"closed"}
    assert read("Final; closing it again gives 409.", "close", states) == {"closed"}
    assert read("A closed booking can't be changed (409).", "close", states) == frozenset()
    assert read("A closed booking can't be deleted (409).", "drop", states) == {"closed"}


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("cancel", "cancelled"),
        ("cancel", "canceled"),
        ("close", "CLOSED"),
        ("ship", "shipped"),
        ("publish", "published"),
        ("notify", "notified"),
        ("pay", "paid"),
        ("finish", "done"),
        ("reopen", "open"),
    ],
)
def test_the_name_of_an_action_tells_the_state_that_it_leads_to(word, state):
    assert leads_to(word, state)
    assert not leads_to(word, "draft")


def test_another_status_counts_where_words_name_it():
    contract = document(edit="A closed ticket can't be changed (422).")
    del contract["paths"]["/tickets/{ticket_id}"]["patch"]["responses"]["409"]
    spec = Spec(contract, "tickets.json")
    (found,) = run(Tickets("edit closed"), spec).findings
    assert "as its words say: expected 422" in found.message
    del contract["paths"]["/tickets/{ticket_id}"]["patch"]["responses"]["422"]
    assert run(Tickets("edit closed"), Spec(contract, "tickets.json")).findings == []
