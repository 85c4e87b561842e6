"""What goes on goes forwards, can be stopped, and shows what belongs to the state that it is in."""

import pytest

from codegen.laws.read import read_laws
from codegen.laws.state_words import In, StateWords
from codegen.spec import Spec
from codegen.verify.run import verify
from tests.codegen.mill import BASE, FAULTS, IDA, LAWS, SPEC, Mill, document

KINDS = ("conforms", "long_running")


def run(mill, spec=SPEC, laws=LAWS, seed=0):
    report = verify(spec, laws, mill, [IDA], base=BASE, kinds=KINDS, seed=seed, examples=1)
    assert (FAULTS, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass(seed):
    report = run(Mill(), seed=seed)
    assert [each.message for each in report.findings] == []
    assert ("long_running", "grind") in {(each.check, each.operation) for each in report.ran}


@pytest.mark.parametrize(
    ("lie", "rule", "operation", "message"),
    [
        ("goes backwards", "long_running", "grind", 'progress 20 and then 10, while /state is "ru'),
        ("begins anew", "long_running", "grind", 'gives /state "queued" again, after "running"'),
        ("cannot be stopped", "long_running", "stop", 'and look gives "done" in the end'),
        ("sends elsewhere", "long_running", "grind", ", where 404 is all"),
        ("stops short", "reply.state", "look", "progress is 99 while state is done"),
        ("sack before", "reply.state", "look", "sack is there while state is"),
        ("no sack", "reply.state", "look", "sack is not there while state is done"),
        ("over before", "reply.state", "grind", "ended_at is there while state is queued"),
        ("no end", "reply.state", "stop", "ended_at is not there while state is cancelled"),
        ("asks again", "reply.state", "look", "Retry-After is there while state is cancelled"),
    ],
)
def test_each_lie_is_found_and_named(lie, rule, operation, message):
    found = run(Mill(lie)).findings
    assert [(each.rule, each.operation) for each in found if message in each.message] == [
        (rule, operation)
    ], found


@pytest.mark.parametrize(
    ("lie", "about", "cancels"),
    [
        ("begins anew", "It is tried again, if need be.", ""),
        ("cannot be stopped", "", "A batch that is nearly done may still come to its end."),
        ("stops short", "", ""),
        ("sack before", "`sack` is null until the grain is done.", ""),
        ("no sack", "`sack` may be there once it is done.", ""),
        ("asks again", "", ""),
    ],
)
def test_what_no_word_forbids_is_let_pass(lie, about, cancels):
    spec = Spec(document(about, cancels), "mill.json")
    report = run(Mill(lie), spec, read_laws(spec)[0])
    assert [each.message for each in report.findings] == []


STATES = ("draft", "queued", "running", "succeeded", "failed")
GOING = {"queued", "running"}
ENDS = {"succeeded", "failed"}


@pytest.mark.parametrize(
    ("sentence", "so", "otherwise"),
    [
        ("Null until it has succeeded.", {"succeeded"}, GOING),
        ("Null unless it failed.", set(), {*STATES} - {"failed"}),
        ("Why it failed, null otherwise.", set(), set()),
        ("Set when it failed, else null.", {"failed"}, {*STATES} - {"failed"}),
        ("Null while it is queued or running.", set(), GOING),
        ("Null while the status is not `running`.", set(), {*STATES} - {"running"}),
        ("Never null once it has ended.", ENDS, set()),
        ("Only present when the job is done.", set(), {*STATES} - {"succeeded"}),
        ("Available once the job is finished.", ENDS, GOING),
        ("Null until then.", set(), set()),
        ("When it ended; null before.", ENDS, GOING),
        ("Null until somebody has read it.", set(), set()),
        ("Null once the room is queued.", set(), set()),
        ("Null until a job is finished.", set(), set()),
        ("May be null until it is done.", set(), set()),
        ("Null until it is not running.", set(), set()),
        ("Not set once it is queued.", set(), {"queued"}),
    ],
)
def test_sentences_say_in_which_states_something_is_there(sentence, so, otherwise):
    reader = StateWords(STATES, {"job"}, sure=True)
    assert reader.presence([sentence]) == In(frozenset(so), frozenset(otherwise))


@pytest.mark.parametrize(
    ("sentence", "there"),
    [
        ("Null until the job is done and always there afterwards.", True),
        ("Null until the job is done, there from then on.", True),
        ("Null until the job is done, a path from then on.", False),
        ("Null until it has succeeded; afterwards always set.", True),
        ("Absent until it is done, from then on present.", True),
        ("Null until it is done, and never changed afterwards.", False),
        ("Null until it has succeeded.", False),
    ],
)
def test_what_is_null_until_a_state_is_there_for_sure_if_words_say_so(sentence, there):
    found = StateWords(STATES, {"job"}).presence([sentence])
    assert found == In(frozenset({"succeeded"} if there else ()), frozenset(GOING))


@pytest.mark.parametrize(
    ("sentence", "before"),
    [
        ("Null until it failed, never null after that.", GOING),
        ("Null until it is done, and none of it is removed.", GOING),
        ("Null while it is queued, no more than a number later on.", set()),
        ("Null while it is queued, or running.", GOING),
        ("Null until it has succeeded, or failed.", GOING),
    ],
)
def test_what_follows_a_comma_counts_only_if_it_tells_a_state(sentence, before):
    found = StateWords(STATES, {"job"}).presence([sentence])
    assert found == In(frozenset(), frozenset(before))


def test_a_sentence_may_refer_to_the_one_before():
    reader = StateWords(STATES, {"job"}, sure=True)
    found = reader.presence(["When it reached a final state.", "Null before."])
    assert found == In(frozenset(ENDS), frozenset(GOING))


def test_a_number_belongs_to_a_state():
    reader = StateWords(STATES, {"job"})
    (found,) = reader.numbers(["Goes up, and is 100 if and only if the job succeeded."])
    assert found == (100.0, In(frozenset({"succeeded"}), frozenset({*STATES} - {"succeeded"})))
