"""Each check of a thing's life lets an honest server pass, and finds the one lie that is told."""

import pytest

from codegen.verify.run import verify
from codegen.verify.same import same
from tests.codegen.lying_pottery import ADA, BASE, BOB, LAWS, SPEC, Pottery

KINDS = (
    "read_after_write",
    "listed",
    "final",
    "safe",
    "idempotent",
    "idempotency_key",
    "owned",
    "long_running",
    "conditional",
    "caching",
    "retention",
)


def told(pottery, kinds=KINDS, seed=0, operations=()):
    report = verify(
        SPEC,
        LAWS,
        pottery,
        (ADA, BOB),
        base=BASE,
        seed=seed,
        kinds=kinds,
        operations=operations,
    )
    assert report.notes == []
    return report


@pytest.mark.parametrize("seed", range(2))
def test_an_honest_server_is_let_pass(seed):
    report = told(Pottery(), seed=seed)
    assert [finding.message for finding in report.findings] == []
    ran = {(each.check, each.operation) for each in report.ran}
    wanted = {(law.kind, law.operation) for law in LAWS.laws if law.kind in KINDS}
    assert wanted <= ran


@pytest.mark.parametrize("habit", ["as utc", "counts views"])
def test_an_honest_server_may_have_habits(habit):
    assert told(Pottery(habits=(habit,))).findings == []


LIES = [
    ("trims", "make_pot", "read_after_write", "accepted /name"),
    ("loses accents", "make_pot", "read_after_write", "accepted /name"),
    ("cuts", "make_pot", "read_after_write", "accepted /name"),
    ("drops false", "make_pot", "read_after_write", "accepted /glazed false and answers true"),
    ("empty is null", "change_pot", "read_after_write", 'accepted /note "" and answers "-"'),
    ("floats", "make_pot", "read_after_write", "accepted /weight 9223372036854775807"),
    ("forgets the offset", "make_pot", "read_after_write", "accepted /fired_at"),
    ("default is another", "make_pot", "read_after_write", "no /height, whose default is 12,"),
    ("sorts marks", "make_pot", "read_after_write", "accepted /marks"),
    (
        "makes nothing",
        "make_pot",
        "read_after_write",
        "answers 201, and get_pot of what it made 404",
    ),
    ("answers otherwise", "make_pot", "read_after_write", "accepted /weight"),
    ("location of nothing", "make_pot", "read_after_write", "Location /jars/1, where 404 is all"),
    ("location of another", "make_pot", "read_after_write", "for what it made as id"),
    ("PUT not saved", "replace_pot", "read_after_write", "and get_pot gives"),
    ("PATCH not saved", "change_pot", "read_after_write", "and get_pot gives"),
    ("put keeps", "replace_pot", "read_after_write", "replace_pot"),
    ("patch clobbers", "change_pot", "read_after_write", "changes /note too, from"),
    ("touches others", "change_pot", "read_after_write", "/name of another thing"),
    ("writes before it looks", "change_pot", "read_after_write", "400 and yet changes /name"),
    ("lists late", "make_pot", "listed", "and list_pots does not list it"),
    ("deletes nothing", "drop_pot", "final", "get_pot answers 200 about what drop_pot has deleted"),
    ("deletes twice", "drop_pot", "final", "answers 204 to a second deletion, expected 404 or 410"),
    ("lists the dead", "drop_pot", "final", "list_pots still lists"),
    ("deletes the last too", "drop_pot", "final", "of one thing deletes another one too"),
    ("raises the dead", "drop_pot", "final", "replace_pot answers 200 about what drop_pot has"),
    ("get writes", "get_pot", "safe", "get_pot changes /weight of get_pot from"),
    ("head writes", "get_pot", "safe", "get_pot changes /note of get_pot from"),
    ("list writes", "list_pots", "safe", "list_pots changes /weight of get_pot from"),
    ("put twice grows", "replace_pot", "idempotent", "twice leaves /weight of get_pot as"),
    ("key ignored", "make_pot", "idempotency_key", "under one Idempotency-Key makes"),
    ("key for any body", "make_pot", "idempotency_key", "to another body under the same"),
    ("key of anybody", "make_pot", "idempotency_key", "of another identity to bob"),
    ("makes two in secret", "make_pot", "idempotency_key", "repeated under one Idempotency-Key"),
    ("GET for all", "get_pot", "owned", "get_pot answers 200 to bob about what another identity"),
    ("PUT for all", "replace_pot", "owned", "replace_pot answers 200 to bob"),
    ("PATCH for all", "change_pot", "owned", "change_pot answers 200 to bob"),
    ("DELETE for all", "drop_pot", "owned", "drop_pot answers 204 to bob"),
    ("refuses and writes", "change_pot", "owned", "answers 403 to bob, and yet changes /weight"),
    ("lists for all", "list_pots", "owned", "to bob, which another identity made"),
    ("no status at first", "fire", "long_running", "answers 202, and get_firing at once 404"),
    ("never ends", "fire", "long_running", 'goes on giving /state "hot"'),
    ("goes on", "fire", "long_running", 'gives /state "hot" after the final "done"'),
    ("tag of the clock", "get_pot", "conditional", "and nothing was changed"),
    ("tag of the id", "get_pot", "conditional", "also after"),
    ("tag of the name", "get_pot", "conditional", "also after"),
    ("never 304", "get_pot", "conditional", "which is its ETag; expected 304"),
    ("always 304", "get_pot", "conditional", "which is not its ETag; expected 200"),
    ("no lists", "get_pot", "conditional", 'If-None-Match "0-spolvero-0", "p'),
    ("PUT unguarded", "get_pot", "conditional", "replace_pot answers 200 to If-Match"),
    ("PATCH unguarded", "get_pot", "conditional", "change_pot answers 200 to If-Match"),
    ("DELETE unguarded", "get_pot", "conditional", "drop_pot answers 204 to If-Match"),
    ("PUT part unguarded", "get_pot", "conditional", "set_handles answers 200 to If-Match"),
    ("PATCH refuses its tag", "get_pot", "conditional", "change_pot answers 412 to If-Match with"),
    ("DELETE refuses its tag", "get_pot", "conditional", "drop_pot answers 412 to If-Match with"),
    ("DELETE refuses *", "get_pot", "conditional", "drop_pot answers 412 to If-Match *, and it is"),
    ("guards and writes", "get_pot", "conditional", "change_pot answers 412 and changes /weight"),
    ("no max-age", "get_pot", "caching", "with Cache-Control: private; expected private, max-age"),
    ("no vary", "get_pot", "caching", "with Vary: Accept; expected X-Key"),
    ("kept too long", "get_pot", "retention", "/kept_until 3607 s after /made_at, expected 3600 s"),
]


@pytest.mark.parametrize(("lie", "operation", "kind", "says"), LIES, ids=[each[0] for each in LIES])
def test_a_lie_is_found_and_named(lie, operation, kind, says):
    for seed in range(4):  # what is drawn at random may miss what only some requests show
        report = told(Pottery(lie), {kind}, seed, {operation})
        if report.findings:
            break
    (finding,) = report.findings
    assert finding.rule == kind
    assert finding.operation in (operation, says.partition(" ")[0])
    assert finding.where == f"/x/{operation}/{kind}"
    assert says in finding.message
    assert finding.exchanges


@pytest.mark.parametrize(
    ("sent", "got", "schema"),
    [
        ("2024-01-01T00:00:00+02:00", "2023-12-31T22:00:00Z", {"format": "date-time"}),
        ("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11",) * 2 + ({"format": "uuid"},),
        ("a@Example.org", "a@example.org", {"format": "email"}),
        ("http://Example.org", "http://example.org/", {"format": "uri"}),
        (None, None, {}),
        (1, 1.0, {}),
        (["b", "a"], ["a", "b"], {"uniqueItems": True}),
        ({"a": 1}, {"a": 1, "b": 2}, {"properties": {"a": {}, "b": {}}}),
    ],
)
def test_what_means_the_same_is_the_same(sent, got, schema):
    assert same(sent, got, schema)


@pytest.mark.parametrize(
    ("sent", "got", "schema"),
    [
        ("2024-01-01T00:00:00+02:00", "2024-01-01T00:00:00Z", {"format": "date-time"}),
        ("A@example.org", "a@example.org", {"format": "email"}),
        ("a ", "a", {}),
        (True, 1, {}),
        (0, False, {}),
        (2**53 + 1, 2**53, {}),
        ("", None, {}),
        (["b", "a"], ["a", "b"], {}),
        ({"a": 1}, {"a": 1, "b": 2}, {}),
    ],
)
def test_what_is_altered_is_not(sent, got, schema):
    assert not same(sent, got, schema)
