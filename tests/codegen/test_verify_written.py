"""What was written or answered is what is read, of the thing itself and by what is around it."""

import pytest

from codegen.laws.read import read_laws
from codegen.verify.exchange import Identity
from codegen.verify.run import verify
from codegen.verify.same import same
from codegen.verify.transport import Http
from tests.codegen.market import SPEC, Market
from tests.foreign.serving import serving

LAWS = read_laws(SPEC)[0]
KINDS = ("read_after_write", "answered", "element", "listed", "final")


def told(market, kinds=KINDS, seed=0):
    http = Http()
    with serving(market.application()) as origin:
        try:
            report = verify(
                SPEC, LAWS, http, [Identity("me", {})], base=origin, kinds=kinds, seed=seed
            )
        finally:
            http.close()
    assert list(report.notes) == []
    return report.findings


@pytest.mark.parametrize("seed", range(2))
def test_an_honest_market_is_let_pass_and_its_basket_is_left_as_it_was(seed):
    market = Market(basket={501: 3, 505: 7})
    assert [each.message for each in told(market, seed=seed)] == []
    assert market.basket == {501: 3, 505: 7}


LIES = [
    ("payment lost", "answered", "pay", 'answers /state "paid" and get_order then gives "open"'),
    ("pays all", "answered", "pay", "changes /state of another thing too"),
    ("basket merges", "read_after_write", "fill_basket", "PUT replaces"),
    ("line capped", "element", "put_line", "accepted /count"),
    ("line stays", "element", "drop_line", "basket still shows"),
    ("last line goes too", "element", "drop_line", "out of /lines too"),
    ("review cut", "read_after_write", "review", "accepted /text"),
    ("takes the author", "read_after_write", "review", "from the request, and get_review gives it"),
    ("review of any good", "listed", "get_review", "answers 200 below another good_id"),
    ("address as a whole", "read_after_write", "change_order", "changes /to/"),
]


@pytest.mark.parametrize(("lie", "kind", "operation", "says"), LIES, ids=[each[0] for each in LIES])
def test_a_lie_is_found_and_named(lie, kind, operation, says):
    for seed in range(4):  # what is drawn at random may miss what only some requests show
        findings = told(Market(lie), [kind], seed)
        if findings:
            break
    assert [(each.rule, each.operation) for each in findings] == [(kind, operation)]
    assert says in findings[0].message
    assert findings[0].where == SPEC.operations[operation].where


LINES = {"items": {"properties": {"id": {}, "count": {}}}}


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ([{"id": 1}], [{"id": 1, "name": "a"}]),
        ([{"id": 1}], [{"id": 1}, {"id": 2}]),
        ([{"id": 3}, {"id": 1}, {"id": 2}], [{"id": 1}, {"id": 2}, {"id": 3}]),
        ([{"id": 1, "count": 2}, {"id": 1, "count": 3}], [{"id": 1, "count": 5}]),
    ],
    ids=["has more in it", "has more of them", "has an order of its own", "is one thing twice"],
)
def test_a_list_of_objects_may_be_kept_otherwise(sent, got):
    assert same(sent, got, LINES)


@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ([{"id": 1, "count": 2}], [{"id": 1, "count": 1}]),
        ([{"id": 1}, {"id": 2}], [{"id": 1}]),
        ([{"id": 3}, {"id": 1}, {"id": 2}], [{"id": 1}, {"id": 3}, {"id": 2}]),
    ],
    ids=["altered", "lost", "in disorder"],
)
def test_an_object_that_is_lost_altered_or_out_of_place_is_not(sent, got):
    assert not same(sent, got, LINES)
