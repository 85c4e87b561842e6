"""A change of a state that words say is refused is refused, and changes nothing."""

import pytest

from codegen.laws.implied.owned import sentences
from codegen.laws.read import read_laws
from codegen.laws.transition_words import TransitionWords
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.papers import BASE, EVE, SPEC, Papers, document


def run(papers, spec=SPEC, seed=0, kinds=("transitions",)):
    laws, faults = read_laws(spec)
    report = verify(spec, laws, papers, [EVE], base=BASE, kinds=kinds, seed=seed)
    assert (faults, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_asked_for_every_refused_change(seed):
    papers = Papers()
    report = run(papers, seed=seed, kinds=("transitions", "refused_action"))
    assert [each.message for each in report.findings] == []
    assert {f"{each.check} {each.operation}" for each in report.ran} == {
        *("transitions edit", "transitions move"),
        *("refused_action edit", "refused_action move", "refused_action withdraw"),
    }
    changes = ("draft archived", "published draft", "archived draft", "archived published")
    assert papers.refused >= {f"{how} {each}" for how in ("edit", "move") for each in changes}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("change", ["draft archived", "published draft", "archived draft"])
@pytest.mark.parametrize("operation", ["edit", "move"])
def test_a_change_that_is_accepted_and_refused_in_words_is_found(operation, change, seed):
    (found,) = run(Papers(f"{operation} {change}"), seed=seed).findings
    before, after = change.split()
    assert (found.rule, found.operation) == ("transitions", operation)
    assert f'makes state "{after}" where it was "{before}"' in found.message


@pytest.mark.parametrize("operation", ["edit", "move", "withdraw"])
def test_a_refused_action_that_changes_something_all_the_same_is_found(operation):
    found = run(Papers(f"refused {operation}"), kinds=["refused_action"]).findings
    assert [(each.rule, each.operation) for each in found] == [("refused", operation)]
    assert "answers 409 and yet changes /state" in found[0].message


def test_what_comes_of_a_try_may_be_kept():
    spec = Spec(document(withdraw="Each attempt counts."), "papers.json")
    assert run(Papers("refused withdraw"), spec, kinds=["refused_action"]).findings == []


def test_the_words_of_the_state_itself_count_too():
    spec = Spec(document("Archived is the last status.", edit="", move=""), "papers.json")
    (found,) = run(Papers("move archived draft"), spec).findings
    assert found.operation == "move"


@pytest.mark.parametrize(
    "says",
    [
        "`state` goes draft → published → archived.",
        "draft → published → archived; any other change gives 409. Admins may do more.",
        "A paper is a draft, published or archived.",
    ],
)
def test_what_words_leave_open_may_be_accepted(says):
    spec = Spec(document(edit=says, move=says), "papers.json")
    report = run(Papers("edit archived draft", "move archived draft"), spec)
    assert (report.findings, report.ran) == ([], [])


def test_a_server_that_refuses_every_change_tells_nothing():
    class Stubborn(Papers):
        def _change(self, what, paper, to):
            return super()._change("none", {**paper, "state": "archived"}, to)

    report = run(Stubborn())
    assert (report.findings, report.ran) == ([], [])
    assert {each.operation for each in report.idle} == {"edit", "move"}


PAPER = ("draft", "published", "archived")
TASK = ("open", "in_progress", "done", "cancelled")
BACK = {"published draft", "archived draft", "archived published"}
EXACTLY = BACK | {"draft archived"}
LAST = {"archived draft", "archived published"}
AS_IT_IS = {f"{each} {each}" for each in PAPER}
TASKS = {f"{one} {other}" for one in TASK for other in TASK if one != other}


def read(says, states=PAPER):
    changes = TransitionWords(states, {"paper", "task"}).read(sentences(says))
    return {" ".join(each) for each in changes.refused}


@pytest.mark.parametrize(
    ("says", "refused"),
    [
        ("draft → published → archived; other changes give 409", EXACTLY),
        ("`draft` -> `published` -> `archived`. Every other change is refused with 409.", EXACTLY),
        ("draft → published, published → archived. Anything else is 409.", EXACTLY),
        ("Status: draft => published => archived (any other change gives 409).", EXACTLY),
        ("draft → published → archived, one step at a time, never back", EXACTLY),
        ("`draft` -> `published` -> `archived`, never back (409).", BACK),
        ("The status goes draft → published → archived in this order.", BACK),
        ("Only draft → published → archived (409).", BACK),
        ("The status moves draft → published → archived, forward only.", BACK),
        ("draft → published → archived; other changes give 409; steps can be skipped", BACK),
        ("A paper goes from draft through published to archived and never back.", BACK),
        ("The status goes from draft to published to archived; going back gives 409.", BACK),
        ("`status` only goes forward: draft, published, archived; going back gives 409", BACK),
        ("It cannot go back: draft, published, archived.", BACK),
        (
            "`status` goes from draft to published, from draft to archived and from published to "
            "archived; any other change is refused (409), the present state is accepted.",
            BACK,
        ),
        (
            "A draft can be published or archived; a published paper can be archived; no other "
            "changes are possible.",
            BACK,
        ),
        (
            "Publish a paper. A draft that has a version can be published. A published paper can "
            "be withdrawn (it becomes a draft again) or archived. Archived is the last status. "
            "Every other change, also one to the status that the paper has, is answered with 409. "
            "Withdrawing and archiving revoke all share links.",
            LAST | AS_IT_IS | {"draft archived"},
        ),
        ("`archived` is final.", LAST),
        ("Archived is the last status.", LAST),
        ("An archived paper is final: every patch is refused (409).", LAST),
        (
            "Published and archived are final states.",
            LAST | {"published draft", "published archived"},
        ),
    ],
)
def test_words_that_say_which_changes_are_refused(says, refused):
    assert read(says) == refused


@pytest.mark.parametrize(
    ("says", "allowed"),
    [
        (
            "open can become in_progress or cancelled; in_progress can become done; others are "
            "refused (409)",
            {"open in_progress", "open cancelled", "in_progress done"},
        ),
        (
            "Allowed changes:\n\n- open → in_progress, cancelled\n- in_progress → done\n\n"
            "Any other change gives 409.",
            {"open in_progress", "open cancelled", "in_progress done"},
        ),
        (
            "Only these changes are allowed:\n- open → in progress | cancelled\n"
            "- in progress → done",
            {"open in_progress", "open cancelled", "in_progress done"},
        ),
        (
            "open → in_progress or cancelled, in_progress → done or cancelled. All other "
            "transitions are rejected (409).",
            {"open in_progress", "open cancelled", "in_progress done", "in_progress cancelled"},
        ),
        (
            "Open tasks can be cancelled. A cancelled task can be reopened. An open task can "
            "become in progress or done. Any other change is answered with 409.",
            {"open cancelled", "cancelled open", "open in_progress", "open done"},
        ),
        (
            "open → in_progress, cancelled → done; other changes give 409",
            {
                *("open in_progress", "open cancelled", "cancelled done"),
                "in_progress done",  # as it may be meant
            },
        ),
    ],
)
def test_words_that_refuse_all_but_some_changes(says, allowed):
    assert read(says, TASK) == TASKS - allowed


@pytest.mark.parametrize(
    "says",
    [
        "",
        "draft → published → archived",
        "Publish, withdraw or archive a paper.",
        "A draft can be published. A published paper can be archived.",
        "Usually draft → published → archived; other changes give 409.",
        "draft → published → archived, never back, unless you are its owner.",
        "draft → published → archived; other changes give 409. Admins can reopen it.",
        "draft → published → archived; other changes give 409. An archived paper can be restored.",
        "draft → published → archived. Other fields give 409.",
        "Not allowed: draft → archived. Other changes are fine.",
        "Papers are listed in this order: draft, published, archived.",
        "Sorted by status, in this order: draft, published, archived.",
        "An archived paper is final.",
        "Archived is final, except for its owner.",
        "Archived is final for guests.",
        "Published is the last status before archived.",
        "A published paper can be withdrawn or archived; other changes give 409.",
        "A draft review can be published; other changes give 409.",
        "e.g. draft → published → archived, other changes give 409",
        "Any other change is refused (409).",
        "draft → published or archived. Any other change may be accepted.",
        "The only effect of draft → published is a mail.",
        "It becomes archived after a year, and then draft again.",
        "Status only goes forward.",
        "draft → published → archived, one step at a time.",
        "Editors: draft → published → archived; other changes give 409.",
        "In the trial plan, draft → published → archived; other changes give 409.",
        "draft → published → archived; other changes give 409. Owners may do anything.",
        "draft → published → archived in this order. Unpublishing sets it to draft.",
        "Archived is final. Put it back to draft by support.",
        "Archived is final; retry it to publish it.",
        "draft → published; published → draft (within a day); other changes give 409",
        "A draft can be published; other changes than this one need a reason.",
    ],
)
def test_words_that_leave_it_open(says):
    assert read(says) == set()
