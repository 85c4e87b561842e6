"""Mutants of a contract that knows nothing of the studio: each lies, and none goes unnoticed."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from codegen import pointer
from codegen.laws.law import Caching, Laws, Retention
from codegen.mutate.chosen import chosen
from codegen.mutate.lessons import Lessons, joined
from codegen.mutate.main import laws_of, main
from codegen.mutate.matching import matching
from codegen.mutate.mutant import CLASSES, Mutant
from codegen.mutate.operators import derived
from codegen.mutate.operators.caching import mutants as of_caching
from codegen.mutate.operators.conditional import mutants as of_conditions
from codegen.mutate.operators.retention import mutants as of_retention
from codegen.mutate.own import Worker, measured
from codegen.mutate.run import Bench, Verdict
from codegen.mutate.score import Score
from codegen.spec import Spec
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.own import Own
from codegen.verify.transport import Http
from codegen.verify.world import Experience
from tests.codegen.lying_pottery import BASE, Pottery
from tests.codegen.lying_pottery import LAWS as POTTERY_LAWS
from tests.codegen.lying_pottery import SPEC as POTTERY
from tests.foreign.apis import APIS
from tests.foreign.serving import serving

LIBRARY = APIS["library"]
CAUGHT = [
    "createBook.missing.authors",
    "updateBook.format.id",
    "getLoan.null.days",
    "replaceBook.error-null.status",
    "createLoan.success-201.200",
    "listHolds.error-401.418",
    "citeBook.problem-status.400",
    "createBook.no-body.201",
    "getBook.broken.200",
    "replaceBook.media-type.200",
    "createBook.header.201.ETag",
    "startReport.no-header.202.Location",
    "listBooks.one-too-small.limit",
    "createBook.one-too-long.body.authors[]",
    "startReport.unknown-value.body.kind",
    "listHolds.at-minimum.limit",
    "updateLoan.null.body.note",
    "listBooks.500-beyond-ascii",
    "updateBook.500-list",
    "deleteBook.no-credentials",
    "getLoan.wrong-credentials",
    "getLoan.any-method",
    "startReport.not-json",
    "createBook.alters.tags",
    "updateBook.clobbers.shelf_mark",
    "deleteBook.twice",
    "listBooks.filter-inverted.language",
    "listHolds.page-over-limit",
    "listLoans.sort-swapped.-due_at",
    "updateLoan.owned.createLoan",
    "createHold.key-ignored",
    "createHold.key-other-reply",
    "replaceBook.repeats.getBook",
]


@cache
def library() -> tuple[Spec, Laws, dict[str, Mutant]]:
    spec = Spec.open(LIBRARY.contract)
    laws = laws_of(spec)
    return spec, laws, {each.id: each for each in derived(spec, laws)}


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    spec, laws, _ = library()
    who = [Identity(name, headers) for name, headers in LIBRARY.identities.items()]
    http = Http()
    with serving(LIBRARY.application()) as origin:
        yield Bench(spec, laws, http, who, origin + spec.base_path, fuzz=0)
    http.close()


@pytest.mark.parametrize("name", APIS)
def test_each_mutant_says_which_fact_it_makes_a_lie(name):
    spec = Spec.open(APIS[name].contract)
    mutants = [*derived(spec, laws_of(spec))]
    assert len({each.id for each in mutants}) == len(mutants)
    for each in mutants:
        assert each.kind in CLASSES
        assert each.operation in spec.operations
        assert each.sentence.endswith(".")
        pointer.follow(spec.document, each.where)


def test_the_same_are_derived_each_time():
    spec, laws, mutants = library()
    assert [each.id for each in derived(spec, laws)] == [*mutants]


@pytest.mark.parametrize("name", CAUGHT)
def test_what_is_told_is_noticed(bench, name):
    verdict = bench.judge(library()[2][name])
    assert verdict.met
    assert verdict.killed, verdict


def test_who_tells_the_truth_is_let_pass(bench):
    assert bench.baseline([library()[2]["getBook.broken.200"]]) == []


def test_a_lie_that_nobody_comes_to_has_not_been_noticed(bench):
    spec, _, mutants = library()
    kept = mutants["getBook.broken.200"]
    elsewhere = Mutant(kept.id, kept.kind, kept.operation, kept.where, kept.sentence, _Never(kept))
    narrow = Bench(
        spec, Laws((), ()), bench.transport, bench.identities, bench.base, examples=1, fuzz=0
    )
    verdict = narrow.judge(elsewhere)
    assert (verdict.killed, verdict.met) == (False, False)


@contextmanager
def own_library() -> Iterator[Own]:
    spec, _, _ = library()
    tokens = {
        name: headers["Authorization"].removeprefix("Bearer ")
        for name, headers in LIBRARY.identities.items()
    }
    with serving(LIBRARY.application()) as origin:
        yield Own(spec.document, spec.name, origin + spec.base_path, tokens)


def test_several_processes_judge_each_mutant_once():
    told = [*measured(Worker(own_library, 0, 1, 10.0), CAUGHT[:3], 2)]
    verdicts = [each for each in told if isinstance(each, Verdict)]
    assert sorted(each.id for each in verdicts) == sorted(CAUGHT[:3])
    assert all(each.killed for each in verdicts)


def test_of_two_who_know_an_operation_the_one_who_carried_it_out_more_often_is_believed():
    often, seldom = (Experience(worked=Counter(whole=times)) for times in (2, 1))
    one = Lessons({"a": seldom, "b": often}, {("rule", "a", "")})
    other = Lessons({"a": often, "b": seldom, "c": seldom}, fuzzed={"c"})
    for both in joined([one, other]), joined([other, one]):
        assert both == Lessons({"a": often, "b": often, "c": seldom}, {("rule", "a", "")}, {"c"})


class _Never:
    """Makes lies about an operation that does not exist."""

    def __init__(self, mutant: Mutant) -> None:
        self._mutant = mutant

    def __call__(self):
        lie = self._mutant.lie()
        lie._operation = "nothing"
        return lie


def test_a_sample_has_as_much_of_each_class_as_there_is():
    _, _, mutants = library()
    some = chosen([*mutants.values()], 76, seed=3)
    assert some == chosen([*mutants.values()], 76, seed=3)
    assert {each.id for each in some} != {
        each.id for each in chosen([*mutants.values()], 76, seed=4)
    }
    counts, all_ = (Counter(each.kind for each in found) for found in (some, mutants.values()))
    assert sum(counts.values()) == 76
    assert all(counts[kind] >= min(all_[kind], 3) for kind in all_)


@pytest.mark.parametrize(
    ("pattern", "least"),
    [("^alb_[0-9a-hjkmnp-tv-z]{26}$", 0), ("^[^\\u0000]*$", 3), ("^(en|de)(-[A-Z]{2})?$", 0)],
)
def test_a_text_for_a_pattern_matches_it(pattern, least):
    import re

    text = matching(pattern, least)
    assert re.search(pattern, text)
    assert len(text) >= least


def test_a_thing_is_kept_an_hour_less_than_it_was_promised():
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": "1"},
        "paths": {
            "/notes/{id}": {
                "get": {
                    "operationId": "get_note",
                    "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}],
                    "responses": {"200": {"description": "It."}, "404": {"description": "Gone."}},
                }
            }
        },
    }
    spec = Spec(document)
    law = Retention(
        operation="get_note", where="", stated=True, since="/at", until="/until", seconds=60.0
    )
    note = {"at": "2026-01-01T00:00:00Z", "until": "2026-01-01T00:01:00Z"}
    reply = Reply(200, {"content-type": "application/json"}, json.dumps(note).encode())
    request = Request("get_note", "GET", "http://here/notes/1", {})
    short, gone = (each.lie() for each in of_retention(spec, Laws((law,), ())))
    assert short(request, lambda _: reply).json["until"] == "2025-12-31T23:01:00Z"
    assert [gone(request, lambda _: reply).status for _ in range(2)] == [200, 404]


def test_only_the_present_etag_is_refused_falsely():
    pottery = Pottery()
    mutants = {each.id: each for each in of_conditions(POTTERY, POTTERY_LAWS)}
    lie = mutants["get_pot.if-match-refused.change_pot"].lie()

    def ask(operation: str, method: str, path: str, body: object = None, tag: str = "") -> Reply:
        headers = {"X-Key": "a", **({"If-Match": tag} if tag else {})}
        sent = None if body is None else json.dumps(body).encode()
        return lie(Request(operation, method, BASE + path, headers, body=sent), pottery)

    path = f"/pots/{ask('make_pot', 'POST', '/pots', {'name': 'jug'}).json['id']}"
    old = ask("get_pot", "GET", path).headers["etag"]
    assert ask("change_pot", "PATCH", path, {"name": "mug"}, tag=old).status == 412
    assert lie.lied == 1
    assert ask("change_pot", "PATCH", path, {"name": "mug"}).ok
    assert ask("change_pot", "PATCH", path, {"name": "cup"}, tag=old).status == 412
    assert lie.lied == 1
    new = ask("get_pot", "GET", path).headers["etag"]
    assert ask("change_pot", "PATCH", path, {"name": "cup"}, tag=new).status == 412
    assert lie.lied == 2


def test_what_a_server_says_when_it_cannot_serve_is_nothing_to_lie_about():
    operation = {"operationId": "ready", "responses": {"200": {}, "503": {}}}
    spec = Spec({"openapi": "3.1.0", "paths": {"/ready": {"get": operation}}})
    laws = [
        Caching(operation="ready", where="", stated=True, status=each, directives=("no-store",))
        for each in ("200", "503")
    ]
    found = [each.id for each in of_caching(spec, Laws(tuple(laws), ()))]
    assert found == ["ready.uncached.200.Cache-Control.no-store"]


# The command


def verdict(name: str, kind: str, killed: bool, met: bool = True) -> Verdict:
    return Verdict(name, kind, killed, met, 1.0)


def test_too_low_a_score_of_one_class_is_too_low():
    _, _, mutants = library()
    tried = [verdict("a", "schema", True)] * 60 + [verdict("b", "status", False)]
    score = Score("x", mutants, tried, 61, 1.0, 0)
    assert score.is_enough(95, 0)
    assert not score.is_enough(95, 90)
    assert not score.is_enough(99, 0)


def test_survivors_are_named_with_their_reasons(tmp_path, capsys, bench):
    reasons = tmp_path / "reasons.json"
    reasons.write_text(json.dumps({"getMe.no-body.200": "nobody asks"}))
    given = [str(LIBRARY.contract), "--url", bench.base, "--operation", "getMe", "--quiet"]
    given += [
        f"--identity={name}=Authorization: {headers['Authorization']}"
        for name, headers in LIBRARY.identities.items()
    ]
    assert main([*given, "--only", "media", "--format", "json", "--reasons", str(reasons)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["all"]["score"] == 100
    assert {each["class"] for each in told["classes"]} == {"media"}
    assert told["survivors"] == []


def test_a_list_tries_nothing(capsys):
    assert main([str(LIBRARY.contract), "--list", "--max", "5"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"5 of {len(library()[2])} mutants")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (["--only", "colour"], "--only colour: the classes are"),
        (["x.yaml", "--jobs", "2"], "--jobs is for our own server"),
        (["--url", "http://here"], "--url needs SPEC"),
        ([str(LIBRARY.contract), "--operation", "x"], "the document has no such operation"),
        ([str(LIBRARY.contract), "--mutant", "x"], "the contract gives no such mutant"),
        ([str(LIBRARY.contract), "--reasons", "/nowhere"], "it cannot be read as JSON"),
        ([], "say which document"),
        (["--least", "many"], "--least"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(capsys, given, says):
    assert main(given) == 2
    assert says in capsys.readouterr().err
