"""An order between two values that words state is held to, and none is made up."""

import pytest

from codegen.laws.law import Dependency
from codegen.laws.orders import orders
from codegen.verify.run import verify
from tests.codegen.offers import ADA, BASE, FAULTS, LAWS, SPEC, Offers

NAMES = (
    "from",
    "to",
    "price_min",
    "priceMax",
    "minStock",
    "maxStock",
    "startDate",
    "end_date",
    "q",
)


def run(way="", seed=0):
    report = verify(SPEC, LAWS, Offers(way), [ADA], base=BASE, kinds=["dependency"], seed=seed)
    assert (FAULTS, report.notes) == ([], [])
    return report


def test_each_operation_has_the_orders_that_its_words_state():
    found = [
        (law.operation, *(each.parameter.removeprefix("body#/") for each in law.parts))
        for law in LAWS.laws
        if isinstance(law, Dependency)
    ]
    pairs = [("validTo", "validFrom"), ("minStock", "maxStock")]
    assert sorted(found) == sorted(
        [
            ("list", "to", "from"),
            ("list", "priceMin", "priceMax"),
            *((each, *pair) for each in ("make", "replace", "change") for pair in pairs),
        ]
    )


@pytest.mark.parametrize("way", ["", "lists no distant days", "moves the other"])
@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_everything_is_asked(way, seed):
    report = run(way, seed)
    assert [each.message for each in report.findings] == []
    assert {each.operation for each in report.ran} == {"list", "make", "replace", "change"}
    assert not report.idle


@pytest.mark.parametrize(
    ("lie", "operations", "said"),
    [
        ("lists any days", {"list"}, "expected a refusal; it was accepted (200)"),
        ("lists any prices", {"list"}, "expected a refusal; it was accepted (200)"),
        ("lists no single day", {"list"}, "keeps the rule and was refused (422)"),
        ("makes what is out of order", {"make"}, "expected a refusal; it was accepted (201)"),
        ("any order in OfferNew", {"replace"}, "expected a refusal; it was accepted (200)"),
        ("any order in OfferPatch", {"change"}, "expected a refusal; it was accepted (200)"),
        ("minds only what is sent", {"change"}, " alone, where "),
        ("saves and refuses", {"replace", "change"}, "is refused (422) and changes /"),
    ],
)
def test_each_lie_is_found_and_named(lie, operations, said):
    found = run(lie).findings
    assert {(each.rule, each.operation) for each in found} == {
        ("dependency", each) for each in operations
    }
    assert all(said in each.message for each in found)


@pytest.mark.parametrize(
    ("sentence", "one", "sign", "other"),
    [
        ("`to` must not be before `from`.", "to", ">=", "from"),
        ("from <= to", "from", "<=", "to"),
        ("The range of days (from <= to).", "from", "<=", "to"),
        ("Requires `from <= to`.", "from", "<=", "to"),
        ("`price_min` must be <= `priceMax`", "price_min", "<=", "priceMax"),
        ("from must be before to", "from", "<", "to"),
        ("The start date must not exceed the end date.", "startDate", "<=", "end_date"),
        ("The price max must be at least the price min.", "priceMax", ">=", "price_min"),
        ("'minStock' has to be at most 'maxStock'", "minStock", "<=", "maxStock"),
        ("`to` must be no earlier than `from`.", "to", ">=", "from"),
        ("`from` must be no later than `to`.", "from", "<=", "to"),
        ("`end_date` must be on or after `startDate`.", "end_date", ">=", "startDate"),
        ("minStock must not be greater than maxStock.", "minStock", "<=", "maxStock"),
        ("maxStock cannot be less than minStock", "maxStock", ">=", "minStock"),
        ("`to` must come after `from`, else 400.", "to", ">", "from"),
        ("startDate must precede end_date", "startDate", "<", "end_date"),
        ("minStock must be smaller than maxStock.", "minStock", "<", "maxStock"),
        ("maxStock must be greater than or equal to minStock", "maxStock", ">=", "minStock"),
        ("`from` should be before `to`, otherwise 422.", "from", "<", "to"),
        ("`from` after `to` is refused.", "from", "<=", "to"),
        ("`from` after `to` is an error", "from", "<=", "to"),
        ("A `from` after `to` gives 422.", "from", "<=", "to"),
        ("`from` > `to` is a 400", "from", "<=", "to"),
        ("422 if min_stock is greater than max_stock", "minStock", "<=", "maxStock"),
        ("400 unless from <= to", "from", "<=", "to"),
        ("400 when `to` is not after `from`.", "to", ">", "from"),
        ("400 if `from` is after `to`, 404 if there is no shop.", "from", "<=", "to"),
        ("If both are given, `from` must not be after `to`.", "from", "<=", "to"),
        ("`from` cannot be later than `to` (equal is fine).", "from", "<=", "to"),
        ("`from` should be before `to` or 400", "from", "<", "to"),
        ("Minimum stock must not exceed maximum stock (422).", "minStock", "<=", "maxStock"),
        ("Rejects `from` after `to` with 400.", "from", "<=", "to"),
        ("If `from` is after `to`, the request is rejected with 400.", "from", "<=", "to"),
        ("A `from` after `to` is answered with 400.", "from", "<=", "to"),
        ("The minimum price cannot exceed maximum price", "price_min", "<=", "priceMax"),
        ("400 if `q` is unknown or `from` is after `to` or before `end_date`", "from", "<=", "to"),
    ],
)  # fmt: skip
def test_a_sentence_states_an_order(sentence, one, sign, other):
    found = orders(sentence, NAMES)
    assert [(each.one, each.sign, each.other) for each in found] == [(one, sign, other)]


@pytest.mark.parametrize(
    ("sentence", "sign", "other"),
    [
        ("Not counted. Must not be before `from`.", ">=", "from"),
        ("End of the range, must be on or after `from`.", ">=", "from"),
        ("At least `minStock`.", ">=", "minStock"),
        ("No earlier than from, else 400.", ">=", "from"),
        ("422 if before `from`.", ">=", "from"),
        ("It must be after `from`.", ">", "from"),
        ("Has to be at least the start date.", ">=", "startDate"),
    ],
)
def test_a_description_speaks_of_what_it_describes(sentence, sign, other):
    found = orders(sentence, NAMES, "to")
    assert [(each.one, each.sign, each.other) for each in found] == [("to", sign, other)]


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("`from` is after `to`.", "<="),
        ("from after to", "<="),
        ("Bad range (from > to).", "<="),
        ("Validation error: from <= to", "<="),
        ("Unknown field, or from after to.", "<="),
        ("Bad range: `from` must be before `to`.", "<"),
        ("`from` is not before `to`", "<"),
        ("`from` is after `to` or another query is invalid", "<="),
        ("from after to or invalid days", "<="),
    ],
)
def test_a_refusal_says_what_is_refused(sentence, sign):
    found = orders(sentence, NAMES, refusal=True)
    assert [(each.one, each.sign, each.other) for each in found] == [("from", sign, "to")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Items with price >= price_min.",
        "Created after `from` and before `to`.",
        "Items from `from` to `to`.",
        "`from` should be before `to`.",
        "`from` is before `to`.",
        "400 if `q` is set and `from` is after `to`.",
        "If `q` is set, `from` must be before `to`.",
        "Unless strict, `from` must be before `to`.",
        "For closed shops `from` must be before `to`.",
        "`from` must be before `to`; otherwise they are swapped.",
        "The list is empty if `from` is after `to`.",
        "`from` after `to` is not refused.",
        "`from` after `to` is allowed.",
        "The sum of `minStock` and `maxStock` must be less than `price_min`.",
        "The sum of `minStock` must be less than `maxStock`.",
        "`minStock` must be less than `maxStock` + 5.",
        "`minStock` must be less than `maxStock` - 5.",
        "`minStock` must be at least twice `maxStock`.",
        "`minStock` must be at least `maxStock` or zero.",
        "`minStock` must be less than the maxStock of the shop.",
        "The contract start date must be before end date.",
        "Must be before `to`.",
        "At least `minStock`.",
        "`to` must not be before `then`.",
        "`from` < x < `to`.",
        "400: from <= to",
        "400 if `from` is after `to`, and `q` is set.",
        "`q` is set and `from` after `to` gives 400.",
        "Lists errors where `minStock` is above `maxStock`.",
        "A shop's start date must be before its end date.",
        "`startDate` must be after the end date of the last one.",
        "`to` must be at most 31 days after `from`.",
        "`to` must not be more than 31 days after `from`.",
        "422 if startDate is after end_date of another shop.",
        "`from` > `to` gives an empty list, not an error.",
    ],
)
def test_a_sentence_that_states_none(sentence):
    assert orders(sentence, NAMES) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Items of at least `minStock`.",
        "Must not exceed the q.",
        "`from`, which must be after `end_date`.",
        "After `from`.",
        "If `q` is set, must be after `from`.",
        "The sum must be less than `maxStock`.",
    ],
)
def test_a_description_that_states_none(sentence):
    assert orders(sentence, NAMES, "to") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "minStock > price_min",
        "Validation error: minStock <= price_min",
        "Bad range (from before to)",
        "`from` is after `to`, and `q` is set",
        "Range is invalid, needed is from before to",
    ],
)
def test_a_refusal_that_may_be_read_in_two_ways(sentence):
    assert orders(sentence, NAMES, refusal=True) == []
