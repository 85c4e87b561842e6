"""What is repeated under a key is answered as the words of a document say."""

from typing import Any

import pytest

from codegen.spec import Spec
from codegen.verify.checks.repeated import is_free_again, is_same_answer
from codegen.verify.run import verify
from tests.codegen.nursery import ADA, BASE, FREE, KEPT, Nursery, document, laws

MARK = {"schema": {"type": "boolean"}}
THERE = {"description": "Sent only when the answer is a repetition.", "schema": {"type": "string"}}


def run(nursery, seed=0, **words: Any):
    spec = Spec(document(**words), "nursery.json")
    kinds = ["idempotency_key"]
    report = verify(spec, laws(spec), nursery, [ADA], base=BASE, kinds=kinds, seed=seed)
    assert report.notes == []
    return report


@pytest.mark.parametrize("mark", [(MARK, ()), (THERE, ("by presence",))])
@pytest.mark.parametrize("seed", range(3))
def test_an_honest_repetition_says_so_and_is_as_the_first(mark, seed):
    header, ways = mark
    words = {"key": f"{KEPT} {FREE}", "mark": header}
    report = run(Nursery(*ways), seed, **words)
    assert [each.message for each in report.findings] == []
    assert not [each for each in report.idle if "identities" not in each.why]


@pytest.mark.parametrize(
    ("lie", "words", "said"),
    [
        ("replays at first", {"mark": MARK}, "first request under one Idempotency-Key with Idem"),
        ("marks nothing", {"mark": MARK}, "with Idempotency-Replayed missing, expected true"),
        ("marks nothing", {"mark": THERE}, "with Idempotency-Replayed missing, expected it"),
        ("answers less", {"key": KEPT}, '"as before" at /note, expected'),
        ("keeps refusals", {"key": FREE}, "refused a request with 422, and then answers 422"),
    ],
)
def test_each_lie_about_a_key_is_found_and_named(lie, words, said):
    (found,) = run(Nursery(lie), **words).findings
    assert (found.rule, found.operation) == ("idempotency_key", "sow")
    assert said in found.message


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("answers less", {"key": "A repetition may differ from the first answer."}),
        ("keeps refusals", {"key": "Where a request fails, send it again under the same key."}),
        ("replays at first", {"mark": {"schema": {"type": "integer"}}}),
        ("marks nothing", {"mark": {"schema": {"type": "string"}}}),
    ],
)
def test_what_words_leave_open_of_a_key_may_be(way, words):
    report = run(Nursery(way), **words)
    rules = {each.rule for each in report.findings}
    assert rules <= {"reply.header"}, [each.message for each in report.findings]


@pytest.mark.parametrize(
    "sentence",
    [
        "A repetition under the same key gets the first answer again",
        "Retries with the same key return the same response",
        "Replays the original response for 24 hours",
        "A second request under a key is answered as it was at first",
        "The request is not carried out again, and the stored response is returned",
    ],
)
def test_words_that_say_that_the_answer_is_the_same(sentence):
    assert is_same_answer(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Makes it safe to send the same request again",
        "A repetition gets the same response code",
        "A repetition does not return the same response",
        "A repetition doesn't return the same response",
        "Repeat a request under one key, and it is carried out once",
        "409 if it is repeated while the first response is pending",
    ],
)
def test_words_that_say_nothing_of_the_answer(sentence):
    assert not is_same_answer(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "A refused request does not use up its key",
        "A failed request doesn't consume the key",
        "Only successful requests are remembered",
        "A request may be retried with the same key after a 4xx",
        "Keys of rejected requests are never stored",
    ],
)
def test_words_that_say_that_a_refusal_leaves_the_key(sentence):
    assert is_free_again(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "If a request fails, retry it with the same key",
        "After a 5xx a failed request does not use the key",
        "422 if the key came with another body, which is not stored",
        "A request with an invalid key is not stored",
        "A refused request must not be retried with the same key",
        "The result is saved whether the request succeeds or fails",
    ],
)
def test_words_that_leave_open_whether_a_refusal_uses_the_key(sentence):
    assert not is_free_again(sentence)
