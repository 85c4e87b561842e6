"""What words say of a thing is held: whose it is, what it needs, and what is taken without it."""

import pytest

from codegen.spec import Spec
from codegen.verify.places import schema_at, whole
from codegen.verify.run import verify
from tests.codegen.ferry import ANA, BASE, BEN, FAULTS, LAWS, SPEC, Ferry
from tests.codegen.laws_documents import TEXT, laws_of, notes, only, ref, thing

KINDS = ("conforms", "boundaries", "owned", "dependency", "read_after_write")


def run(ferry, seed=0):
    report = verify(SPEC, LAWS, ferry, [ANA, BEN], base=BASE, kinds=KINDS, seed=seed)
    assert (FAULTS, report.notes) == ([], [])
    return report


@pytest.mark.parametrize("seed", range(3))
def test_an_honest_server_is_let_pass_and_everything_is_asked(seed):
    report = run(Ferry(), seed)
    assert [each.message for each in report.findings] == []
    ran = {(each.check, each.operation) for each in report.ran}
    assert ran >= {("owned", "list_passages"), ("dependency", "book"), ("boundaries", "book")}


@pytest.mark.parametrize(
    ("lie", "rule", "operation", "message"),
    [
        ("shows others by way", "owned", "list_passages", 'by way "'),
        ("another default", "read_after_write", "book", 'whose default is "foot"'),
        ("any car", "dependency", "book", "car given without plate"),
        ("saves what it refuses", "read_after_write", "change", "changes /way from"),
    ],
)
def test_each_lie_is_found_and_named(lie, rule, operation, message):
    found = run(Ferry(lie)).findings
    assert (rule, operation, True) in {
        (each.rule, each.operation, message in each.message) for each in found
    }, [each.message for each in found]


SIGNED_IN = [{"key": []}]


def owners(says, note="", status=None):
    """The operations of notes that are for their owner, by what is said of all, and of one."""
    spec = notes(
        list_notes={"security": SIGNED_IN},
        make_note={"security": SIGNED_IN},
        get_note={"security": SIGNED_IN, "description": note},
    )
    spec.document["info"]["description"] = says
    if status:
        spec.document["components"]["schemas"]["Note"]["properties"]["status"] = status
    return laws_of(spec, "owned")


@pytest.mark.parametrize(
    ("says", "listed"),
    [
        ("A note belongs to the caller who made it. Everybody else is answered 404.", False),
        ("Notes belong to who made them. For others they do not exist (404), in no list.", True),
        ("Notes belong to a folder. Everybody else is answered 404.", None),
        ("Folders belong to whoever made them. Everybody else is answered 404.", None),
        ("Notes belong to whoever made them. Shared ones excepted, others get 404.", None),
    ],
)
def test_whose_a_thing_is_may_be_said_in_two_sentences(says, listed):
    found = {each.operation for each in owners(says)}
    assert ("get_note" in found) == (listed is not None)
    assert ("list_notes" in found) == bool(listed)


def test_somebody_elses_draft_says_nothing_of_what_is_published():
    states = {"type": "string", "enum": ["draft", "published"]}
    (law,) = owners("", "Somebody else's draft gives 404.", states)
    assert (law.operation, law.state, law.states) == ("get_note", "/status", ("draft",))


@pytest.mark.parametrize(
    "says",
    [
        "A draft or a cancelled note can be deleted; a sent one must be cancelled first (409).",
        "Final: the note is answered 404 from then on. A trashed one is no more.",
    ],
)
def test_what_may_be_deleted_is_not_how_it_ends(says):
    assert only(notes(delete_note={"description": says}), "final")


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("Needed when kind is post (400 without it).", True),
        ("Required if `kind` is `post`.", True),
        ("Not required if kind is post.", False),
        ("Required if kind is post or no address is stored.", False),
        ("Required when the kind is good.", False),
    ],
)
def test_a_choice_may_need_another_property(words, needed):
    spec = notes()
    spec.document["components"]["schemas"]["NewNote"] = thing(
        ("text",),
        text=TEXT,
        kind={"type": "string", "enum": ["mail", "post"]},
        address={**TEXT, "description": words},
    )
    spec.document["paths"]["/notes"]["post"]["responses"]["400"] = {"description": "No."}
    spec.document["paths"]["/notes"]["post"]["requestBody"] = {
        "content": {"application/json": {"schema": ref("NewNote")}}
    }
    assert [each.rule for each in laws_of(spec, "dependency")] == ["requires"] * needed


@pytest.mark.parametrize(
    ("words", "excluded"),
    [
        ("`mail` and `phone` exclude one another (400).", True),
        ("`mail` and `phone` are mutually exclusive.", True),
        ("`mail` and `phone` must not be given together.", True),
        ("`mail` and `phone` cannot both be set.", True),
        ("`mail` and `phone` must not be set by clients.", False),
        ("`mail` and `phone` cannot both be set unless the note is urgent.", False),
        ("`mail` and `fax` exclude one another.", False),
    ],
)
def test_two_properties_may_exclude_one_another(words, excluded):
    spec = notes(make_note={"description": words})
    spec.document["components"]["schemas"]["NewNote"] = thing(
        ("text",), text=TEXT, mail=TEXT, phone=TEXT
    )
    spec.document["paths"]["/notes"]["post"]["responses"]["400"] = {"description": "No."}
    spec.document["paths"]["/notes"]["post"]["requestBody"] = {
        "content": {"application/json": {"schema": ref("NewNote")}}
    }
    assert [each.rule for each in laws_of(spec, "dependency")] == ["zero_or_one"] * excluded


def test_a_default_beside_a_reference_is_seen():
    way = {"$ref": "#/components/schemas/Way", "default": "foot"}
    schemas = {"Way": TEXT, "New": thing((), way=way, other=ref("Way"))}
    spec = Spec({"components": {"schemas": schemas}}, "ferry.json")
    found = schema_at(spec, "/components/schemas/New", "/way")
    assert whole(spec, found) == {**TEXT, "default": "foot"}
    assert schema_at(spec, "/components/schemas/New", "/other") == "/components/schemas/Way"
