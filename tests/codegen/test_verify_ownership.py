"""Whose a thing is, what a body may name, and that lists and readings agree."""

import pytest

from tests.codegen.clinic_api import checked

OWN = "A patient sees only their own visits."
KINDS = "owned hidden apart agrees refers"


@pytest.mark.parametrize("said", ["", OWN])
def test_an_honest_clinic_is_let_pass_and_every_kind_says_something(said):
    report = checked(KINDS, said=said)
    assert [finding.message for finding in report.findings] == []
    assert report.notes == []
    assert {each.check for each in report.ran} >= set(KINDS.split()) - (
        {"owned"} if not said else set()
    )


@pytest.mark.parametrize("lie", ["POST cancel", "GET form", "PUT form", "PATCH", "GET"])
def test_what_is_below_a_thing_is_its_owners_too(lie):
    report = checked("owned hidden", lie, OWN)
    method, _, below = lie.partition(" ")
    path = "/visits/{visit_id}" + (f"/{below}" if below else "")
    (finding,) = report.findings
    assert (finding.rule, finding.operation) == ("owned", f"{method} {path}")
    assert "to ben" in finding.message
    trespass = [each for each in finding.exchanges if each.request.identity.name == "ben"]
    assert trespass[-1].reply.status == 200


@pytest.mark.parametrize("lie", ["POST cancel", "GET form", "PUT form", "PATCH"])
def test_no_word_is_needed_where_the_server_tells_it_by_refusing_the_rest(lie):
    report = checked("owned hidden", lie)
    method, _, below = lie.partition(" ")
    path = "/visits/{visit_id}" + (f"/{below}" if below else "")
    (finding,) = report.findings
    assert (finding.rule, finding.operation) == ("hidden", f"{method} {path}")
    assert "yet " + finding.operation + " lets ben" in finding.message
    trespass = [each for each in finding.exchanges if each.request.operation == finding.operation]
    assert trespass[-1].request.identity.name == "ben"


@pytest.mark.parametrize(
    ("lie", "kind", "operation", "says"),
    [
        ("one cart", "apart", "PUT /cart", "shows it to ann too"),
        ("detail", "agrees", "GET /doctors/{doctor_id}", '/name "Dr. X"'),
        ("list cuts", "agrees", "GET /visits/{visit_id}", "gives /reason"),
        ("any doctor", "refers", "POST /visits", "PATCH /visits/{visit_id} refuses"),
        ("a patch takes any doctor", "refers", "PATCH /visits/{visit_id}", "POST /visits refuses"),
        ("bills others", "refers", "POST /bills", "hides from ben"),
    ],
)
def test_each_lie_is_found_by_its_law(lie, kind, operation, says):
    (finding,) = checked(kind, lie).findings
    assert (finding.rule, finding.operation) == (kind, operation)
    assert says in finding.message


def test_words_for_what_must_be_there_are_enough():
    from codegen.laws.read import read_laws
    from codegen.spec import Spec
    from tests.codegen.clinic_api import DOCUMENT

    words = "The doctor must exist, else 422."
    paths = {**DOCUMENT["paths"]}
    paths["/visits"] = {
        **paths["/visits"],
        "post": {**paths["/visits"]["post"], "description": words},
    }
    laws = read_laws(Spec({**DOCUMENT, "paths": paths}))[0]
    said = {law.operation: law.said for law in laws.laws if law.kind == "refers"}
    assert said == {"POST /visits": True, "PATCH /visits/{visit_id}": False, "POST /bills": False}


def test_a_cart_is_as_it_was_afterwards():
    from codegen.laws.read import read_laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Request
    from codegen.verify.run import verify
    from codegen.verify.transport import Http
    from tests.codegen.clinic_api import ANN, BEN, DOCUMENT, clinic

    http, spec = Http(10), Spec(DOCUMENT)
    with clinic() as base:
        verify(spec, read_laws(spec)[0], http, [ANN, BEN], base=base, kinds=["apart"])
        shown = http(Request("", "GET", f"{base}/cart", BEN.headers))
    http.close()
    assert shown.json == {"lines": [2]}
