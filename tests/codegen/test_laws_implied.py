"""A law is implied where a document leaves no doubt, and nowhere else."""

import pytest

from codegen.laws.law import Reach
from codegen.laws.read import read_laws
from codegen.spec import Spec
from tests.codegen.laws_documents import (
    NUMBER,
    TEXT,
    TIME,
    document,
    gives,
    kinds,
    laws_of,
    notes,
    only,
    operation,
    path,
    query,
    ref,
    thing,
)


def test_a_plain_collection_implies_what_it_looks_like():
    assert kinds(notes()) == {
        "read_after_write",
        "agrees",
        "listed",
        "final",
        "safe",
        "idempotent",
        "pages",
        "filters",
        "relation",
    }


def test_implied_laws_say_what_implies_them():
    spec = notes()
    found = {law.kind: law.where for law in laws_of(spec, "pages") + laws_of(spec, "final")}
    assert found == {
        "pages": "/paths/~1notes/get/parameters/0",
        "final": "/paths/~1notes~1{note_id}/delete",
    }
    assert only(spec, "relation").where == "/paths/~1notes/get/parameters/2"


# What is written is read.


def fields(given, told, **more):
    spec = notes()
    schemas = spec.document["components"]["schemas"]
    schemas["Draft"]["properties"] = {"text": TEXT, "it": given}
    schemas["Note"]["properties"]["it"] = told
    made = laws_of(spec, "read_after_write", more.get("key", "make_note"))
    return [one for law in made for one, _ in law.fields if one.startswith("/it")]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (TEXT, TEXT),
        (NUMBER, {"type": "number"}),
        (TEXT, {"type": ["string", "null"]}),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}),
        ({"type": "array", "items": TEXT}, {"type": "array", "items": TEXT}),
        (TIME, TIME),
        ({"type": "string", "maxLength": 5}, {"type": "string", "maxLength": 5}),
    ],
)
def test_a_field_that_comes_back_as_it_is_is_compared(given, told):
    assert fields(given, told) == ["/it"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (TEXT, NUMBER),
        (TEXT, {**TEXT, "readOnly": True}),
        ({**TEXT, "writeOnly": True}, TEXT),
        ({**TEXT, "format": "password"}, TEXT),
        ({**TEXT, "x-sensitive": True}, TEXT),
        (TEXT, {**TEXT, "description": "Trimmed and in lower case."}),
        (TEXT, {**TEXT, "description": "The text, normalized."}),
        (TEXT, {**TEXT, "x-laws": {"altered": "Cut after a thousand."}}),
        (TEXT, {**TEXT, "x-laws": {"server_sets": True}}),
        ({"type": ["string", "null"]}, TEXT),
        ({"enum": ["a", "b"]}, {"enum": ["a"]}),
        (TEXT, {"type": "string", "pattern": "^[a-z]+$"}),
        (TEXT, {"type": "string", "maxLength": 3}),
        (TIME, {"type": "string", "format": "date"}),
        (
            {"type": "array", "items": thing(a=TEXT, b=TEXT)},
            {"type": "array", "items": thing(a=TEXT)},
        ),
        (TEXT, thing(a=TEXT)),
        ({"anyOf": [TEXT, NUMBER]}, TEXT),
    ],
)
def test_a_field_that_may_come_back_otherwise_is_not(given, told):
    assert fields(given, told) == []


def test_a_nested_thing_is_compared_field_by_field():
    given = thing(a=TEXT, b=NUMBER)
    told = thing(a=TEXT, b=TEXT, c=TEXT)
    assert fields(given, told) == ["/it/a"]


def test_what_never_changes_is_compared_when_made_only():
    never = {**TEXT, "x-laws": {"immutable": True}}
    assert fields(never, TEXT) == ["/it"]
    assert fields(never, TEXT, key="change_note") == []


def test_a_name_that_tells_of_a_secret_is_enough():
    spec = notes()
    for name in ("Note", "Draft"):
        spec.document["components"]["schemas"][name]["properties"] |= {
            "api_token": TEXT,
            "resetPassword": TEXT,
        }
    assert {one for one, _ in only(spec, "read_after_write", "make_note").fields} == {
        "/text",
        "/pinned",
    }


@pytest.mark.parametrize(
    "name", ["id", "created_at", "updatedAt", "version", "etag", "last_modified_by", "avatar"]
)
def test_a_name_that_tells_of_the_server_is_enough(name):
    spec = notes()
    for schema in ("Note", "Draft"):
        spec.document["components"]["schemas"][schema]["properties"][name] = TEXT
    assert {one for one, _ in only(spec, "read_after_write", "make_note").fields} == {
        "/text",
        "/pinned",
    }


def test_an_id_further_in_is_the_clients():
    assert fields(thing(id=TEXT), thing(id=TEXT)) == ["/it/id"]


def test_a_patch_leaves_alone_what_it_does_not_name():
    assert only(notes(), "read_after_write", "change_note").partial
    assert not only(notes(), "read_after_write", "make_note").partial


def test_settings_are_read_as_they_were_put():
    one = thing(theme=TEXT)
    spec = document(
        {
            "/settings": {
                "get": operation("get", gives("200", one)),
                "put": operation("put", gives("200", one), one),
            }
        }
    )
    law = only(spec, "read_after_write")
    assert (law.read, law.fields) == (Reach("get", {}), (("/theme", "/theme"),))


def test_no_password_is_put_to_the_proof():
    one = thing(login=TEXT)
    body = thing(login=TEXT, new_password=TEXT)
    spec = document(
        {
            "/account": {
                "get": operation("get", gives("200", one)),
                "put": operation("put", gives("200", one), body),
            }
        }
    )
    assert laws_of(spec, "read_after_write") == []


# Lists and deletions.


@pytest.mark.parametrize(
    "parameter",
    [
        query("q", TEXT, required=True),
        query("pinned", {"type": "boolean", "default": True}),
    ],
)
def test_a_list_that_hides_some_things_promises_no_new_one(parameter):
    spec = notes(list_notes={"parameters": [parameter]})
    assert laws_of(spec, "listed") == []


def test_what_is_made_later_is_not_listed_at_once():
    spec = notes(make_note={"responses": gives("202", ref("Note"))})
    assert laws_of(spec, "listed") == []


@pytest.mark.parametrize(
    "says",
    [
        "Moves the note to the trash.",
        "Archives it.",
        "The note can be restored for a week.",
        "Marks it as deleted.",
        "It is deleted in the background.",
    ],
)
def test_a_deletion_that_may_leave_something_is_not_final(says):
    assert laws_of(notes(delete_note={"description": says}), "final") == []


def test_a_thing_that_says_of_itself_that_it_is_deleted_is_not_gone():
    spec = notes()
    spec.document["components"]["schemas"]["Note"]["properties"]["deleted_at"] = TIME
    assert laws_of(spec, "final") == []


def test_a_second_deletion_may_answer_anything_unless_it_is_said():
    assert only(notes(), "final").again == ("404",)
    assert only(notes(delete_note={"responses": gives("204")}), "final").again == ()
    says = "Deletes it. No error when it was deleted already."
    assert only(notes(delete_note={"description": says}), "final").again == ()


# Filters.


def selects(parameter, **fields_of_item):
    item = thing(("id",), id=TEXT, **fields_of_item)
    spec = document(
        {
            "/notes": {
                "get": operation(
                    "list",
                    gives("200", {"type": "array", "items": item}),
                    parameters=[parameter],
                )
            }
        }
    )
    found = laws_of(spec, "filters")
    return (found[0].fields, found[0].match, found[0].loose) if found else None


def listed(parameter, item, kind="filters"):
    array = {"type": "array", "items": item}
    spec = document(
        {"/notes": {"get": operation("list", gives("200", array), parameters=[parameter])}},
        {"Doc": {"type": "string", "pattern": "^doc-[0-9]+$"}},
    )
    return laws_of(spec, kind)


@pytest.mark.parametrize(
    ("parameter", "field", "says"),
    [
        (query("it", {"enum": ["a", "b"]}), {"enum": ["a", "b"]}, "equals"),
        (query("it", {"type": "boolean"}), {"type": "boolean"}, "equals"),
        (query("it", NUMBER), NUMBER, "equals"),
        (query("it", {"type": "array", "items": NUMBER}), NUMBER, "any_of"),
        (query("it", TEXT), {"type": "array", "items": TEXT}, "has"),
        (query("it", TEXT), TEXT, "like"),
        (query("it", TEXT, "The exact text."), TEXT, "equals"),
        (query("it", TEXT, "Notes whose text contains this."), TEXT, "contains"),
        (query("it", TEXT, "Notes whose text starts with this."), TEXT, "prefix"),
        (query("it", {**TEXT, "format": "uuid"}), {**TEXT, "format": "uuid"}, "equals"),
        (query("filter[it]", NUMBER), NUMBER, "equals"),
    ],
)
def test_a_parameter_of_a_fields_name_selects_by_it(parameter, field, says):
    assert selects(parameter, it=field) == (("/it",), says, False)


@pytest.mark.parametrize(
    ("parameter", "field"),
    [
        (query("it", TEXT), NUMBER),
        (query("it", {"enum": ["all", "a"]}), {"enum": ["a"]}),
        (query("it", TEXT), TIME),
        (query("it", TEXT, "A regex."), TEXT),
        (query("it", TEXT), thing(a=TEXT)),
        (query("other", TEXT), TEXT),
        (query("q", TEXT), TEXT),
        (query("q", TEXT, "Full-text search."), TEXT),
        (query("q", TEXT, "Only what contains this somewhere."), TEXT),
    ],
)
def test_a_parameter_that_may_mean_something_else_implies_nothing(parameter, field):
    assert selects(parameter, it=field) is None


def test_a_search_for_words_may_be_for_all_of_them_together():
    parameter = query("q", TEXT, "Search in title and body.")
    assert selects(parameter, title=TEXT, body=TEXT) == (("/title", "/body"), "words", True)


@pytest.mark.parametrize(
    "words",
    [
        "Search in title, body and comments.",
        "Matches against email addresses, titles and so on.",
        "Search in title, body, etc.",
        "Full-text search in title and body, by relevance.",
    ],
)
def test_a_search_that_looks_elsewhere_too_implies_nothing(words):
    assert selects(query("q", TEXT, words), title=TEXT, body=TEXT) is None


def test_a_list_of_values_that_must_all_be_there():
    many = {"type": "array", "items": TEXT}
    assert selects(query("tag", many, "Notes that have all of these."), tags=many) == (
        ("/tags",),
        "has",
        False,
    )
    assert selects(query("tag", many), tags=many) is None


@pytest.mark.parametrize(
    ("words", "any_case"),
    [
        ("Case-insensitive text that the title, or the body contains.", True),
        ("Text that the title or body contains, regardless of case.", True),
        ("Text that title or body contains. Upper and lower case are alike.", True),
        ("Whose title or body contains this; case is ignored.", True),
        ("Whose title or body contains these words, in any case.", True),
        ("Whose title or body contains this. Spam is left out in any case.", False),
        ("Whose title or body contains this.", False),
        ("Whose title or body contains this (case-sensitive).", False),
        ("Whose title or body contains this; ignores case unless it is quoted.", False),
    ],
)
def test_words_say_whether_a_search_ignores_case(words, any_case):
    shown = thing(id=TEXT, title=TEXT, body={"type": ["string", "null"]})
    (law,) = listed(query("q", TEXT, words), shown)
    assert (law.fields, law.match, law.any_case) == (("/title", "/body"), "contains", any_case)


@pytest.mark.parametrize(
    "words",
    [
        "Notes whose title or body contains this text.",
        "Text that the title or the body contains.",
    ],
)
def test_a_search_that_says_where_it_looks_is_a_filter(words):
    parameter = query("q", TEXT, words)
    assert selects(parameter, title=TEXT, body=TEXT, other=TEXT) == (
        ("/title", "/body"),
        "contains",
        False,
    )


@pytest.mark.parametrize(
    ("name", "schema", "field", "says"),
    [
        ("price_min", NUMBER, {"price": NUMBER}, ("/price", "at_least", False)),
        ("min_price", NUMBER, {"price": NUMBER}, ("/price", "at_least", False)),
        ("price_lt", NUMBER, {"price": NUMBER}, ("/price", "before", False)),
        ("createdAfter", TIME, {"createdAt": TIME}, ("/createdAt", "after", True)),
        ("created_before", TIME, {"created_at": TIME}, ("/created_at", "before", True)),
    ],
)
def test_a_bound_is_a_filter(name, schema, field, says):
    (at,), match, loose = selects(query(name, schema), **field)
    assert (at, match, loose) == says


def test_a_bound_that_says_whether_it_counts_is_exact():
    after = query("created_after", TIME, "Only what was made at or after this moment.")
    assert selects(after, created_at=TIME) == (("/created_at",), "at_least", False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Only goods with unitPrice >= cheapest.", "at_least"),
        ("`cheapest` < `unitPrice`", "after"),
    ],
)
def test_a_bound_may_be_written_as_a_comparison(words, says):
    parameter = query("cheapest", NUMBER, words)
    assert selects(parameter, unitPrice=NUMBER, price=NUMBER) == (("/unitPrice",), says, False)


@pytest.mark.parametrize(
    ("name", "words", "says"),
    [
        ("since", "Only what was created at or after this time.", "at_least"),
        ("until", "Only what was created before this time.", "before"),
        ("from", "The least `created_at`.", "after"),
    ],
)
def test_a_bound_may_name_its_field_in_words(name, words, says):
    found = selects(query(name, TIME, words), created_at=TIME, due_at=TIME)
    assert found == (("/created_at",), says, name == "from")


def test_a_bound_may_leave_out_the_unit_of_its_field():
    words = "At most this weight, the bound included."
    assert selects(query("maxWeight", NUMBER, words), weightGrams=NUMBER) == (
        ("/weightGrams",),
        "at_most",
        False,
    )
    assert selects(query("maxWeight", NUMBER), weightGrams=NUMBER, weightOz=NUMBER) is None
    assert selects(query("maxWeight", NUMBER), weightClass=NUMBER) is None


def test_what_a_bare_bound_is_of_is_left_open():
    item = thing(("id",), id=TEXT, starts_at=TIME, updated_at=TIME, day={"type": "string"})
    (law,) = listed(query("from", TIME, "A time."), item)
    assert (law.fields, law.match, law.one_of) == (("/starts_at", "/updated_at"), "after", True)
    (law,) = listed(query("from", TIME, "Those that start at this time or later."), item)
    assert (law.fields, law.match, law.one_of) == (("/starts_at",), "at_least", False)
    (law,) = listed(query("to", TIME, "Those that start before this time."), item)
    assert (law.fields, law.match, law.loose) == (("/starts_at",), "before", False)
    (law,) = listed(query("to", TIME, "On or before it. Must not be before `from`."), item)
    assert (law.fields, law.match, law.loose) == (("/starts_at", "/updated_at"), "at_most", False)
    assert listed(query("from", NUMBER), item) == []
    assert listed(query("to", TIME, "End of the time range."), item)[0].one_of


@pytest.mark.parametrize(
    ("parameter", "field", "at"),
    [
        (query("doctor", ref("Doc")), {"doctor_id": ref("Doc")}, "/doctor_id"),
        (query("doctor", ref("Doc")), {"doctorId": ref("Doc")}, "/doctorId"),
        (query("doctor_id", ref("Doc")), {"doctor": thing(id=ref("Doc"))}, "/doctor/id"),
        (query("doctor", TEXT, "The id of its doctor."), {"doctor_id": TEXT}, "/doctor_id"),
        (query("doctor", NUMBER), {"doctor_id": NUMBER}, "/doctor_id"),
        (query("doctor", TEXT), {"doctor_id": TEXT}, None),
        (query("doctor_id", TEXT, "The id of its doctor."), {"doctor": TEXT}, None),
        (query("doctor", NUMBER, "Its descendants too."), {"doctor_id": NUMBER}, None),
    ],
)
def test_a_filter_may_be_called_like_a_thing_of_which_items_have_the_id(parameter, field, at):
    laws = listed(parameter, thing(("id",), id=TEXT, **field))
    assert [(law.fields, law.match) for law in laws] == ([((at,), "equals")] if at else [])


def test_the_fields_of_json_api_lie_under_attributes():
    found = selects(query("filter[size]", NUMBER), type=TEXT, attributes=thing(size=NUMBER))
    assert found == (("/attributes/size",), "equals", False)


def test_a_bound_of_something_else_is_none():
    assert selects(query("created_after", NUMBER), created_at=TIME) is None
    assert selects(query("after", TIME), created_at=TIME) is None


def test_all_values_of_a_required_enum_give_the_whole_list():
    law = only(notes(), "relation")
    assert (law.relation, law.others) == ("complete", ({"state": "open"}, {"state": "done"}))


# Order.


def orders(parameter, *others, description=""):
    item = thing(("id",), id=TEXT, name=TEXT, price=NUMBER, created_at=TIME)
    spec = document(
        {
            "/notes": {
                "get": operation(
                    "list",
                    gives("200", {"type": "array", "items": item}),
                    parameters=[each for each in (parameter, *others) if each],
                    description=description,
                )
            }
        }
    )
    return {
        (law.value, *law.given.values()): (law.keys[0].field, law.keys[0].descending)
        for law in laws_of(spec, "sorts")
    }


def test_a_pattern_may_list_the_orders():
    assert orders(query("sort", {"type": "string", "pattern": "^-?(name|price)$"})) == {
        ("name",): ("/name", False),
        ("-name",): ("/name", True),
        ("price",): ("/price", False),
        ("-price",): ("/price", True),
    }
    assert orders(query("sort", {"type": "string", "pattern": "^.+$"})) == {}


def test_a_list_of_orders_has_each_alone_and_its_default():
    one = {"type": "string", "enum": ["name", "-name"]}
    parameter = query("sort", {"type": "array", "items": one, "default": ["-name"]})
    assert orders(parameter) == {
        ("name",): ("/name", False),
        ("-name",): ("/name", True),
        (None,): ("/name", True),
    }


@pytest.mark.parametrize(
    ("values", "says"),
    [
        (["name", "-name"], {("name",): ("/name", False), ("-name",): ("/name", True)}),
        (
            ["price_asc", "price_desc"],
            {("price_asc",): ("/price", False), ("price_desc",): ("/price", True)},
        ),
        (["created_at:desc"], {("created_at:desc",): ("/created_at", True)}),
        (["newest", "relevance"], {("newest",): ("/created_at", True)}),
        (["name", "price"], {("name",): ("/name", None), ("price",): ("/price", None)}),
    ],
)
def test_a_value_that_names_a_field_is_an_order(values, says):
    assert orders(query("sort", {"type": "string", "enum": values})) == says


def test_the_direction_may_be_another_parameter():
    by = query("sort_by", {"type": "string", "enum": ["price"]})
    way = query("order", {"type": "string", "enum": ["asc", "desc"]})
    assert orders(by, way) == {
        ("price", "asc"): ("/price", False),
        ("price", "desc"): ("/price", True),
    }


def test_newest_first_is_an_order_in_words():
    assert orders(None, description="All notes, newest first.") == {(None,): ("/created_at", True)}
    assert orders(None, description="All notes.") == {}


def test_a_default_is_the_order_when_nothing_is_asked():
    found = orders(query("sort", {"type": "string", "enum": ["-price"], "default": "-price"}))
    assert found == {("-price",): ("/price", True), (None,): ("/price", True)}


@pytest.mark.parametrize(
    ("says", "ties"),
    [
        ("Ties are broken by id, ascending.", "/id"),
        ("Those with the same value are sorted by `id` ascending, in either direction.", "/id"),
        ("Notes that sort alike are in order of creation, oldest first.", "/created_at"),
        ("Notes of the same name are one.", None),
    ],
)
def test_words_say_how_those_come_that_are_alike(says, ties):
    item = thing(("id",), id=TEXT, name=TEXT, created_at=TIME)
    (law,) = [
        each
        for each in listed(
            query("sort", {"type": "string", "enum": ["-name"]}, says), item, "sorts"
        )
        if each.value
    ]
    assert [key.field for key in law.keys] == ["/name", *([ties] if ties else [])]
    assert law.keys[-1].descending == (ties is None)


# Whose it is.

SIGNED_IN = [{"key": []}]


def owners(note=None, answers=None, **said):
    spec = notes(
        **{
            key: {"security": SIGNED_IN, "description": said.get(key, "")}
            for key in ("list_notes", "make_note", "change_note")
        },
        get_note={
            "security": SIGNED_IN,
            "description": said.get("get_note", ""),
            "responses": answers or {**gives("200", ref("Note")), **gives("404")},
        },
    )
    spec.document["components"]["schemas"]["Note"]["properties"] |= note or {}
    return {law.operation for law in laws_of(spec, "owned")}


def test_words_about_others_imply_an_owner():
    assert "get_note" in owners(get_note="A note of somebody else is not found.")
    assert "get_note" in owners(get_note="Only the owner may see it.")


def test_a_list_of_your_own_with_an_owner_in_it_is_yours():
    found = owners({"owner_id": TEXT}, list_notes="Lists your notes.")
    assert {"list_notes", "get_note"} <= found


@pytest.mark.parametrize(
    ("words", "refused"),
    [
        ("Somebody else's note gives 403.", ("403",)),
        ("Another person's note gives 404. Without credentials: 401.", ("404",)),
        ("Somebody else's note is refused. 404 where there is none.", ("403", "404")),
    ],
)
def test_a_sentence_about_others_may_name_their_refusal(words, refused):
    answers = {**gives("200", ref("Note")), **gives("403"), **gives("404")}
    spec = notes(
        make_note={"security": SIGNED_IN},
        get_note={"security": SIGNED_IN, "description": words, "responses": answers},
    )
    assert only(spec, "owned", "get_note").refused == refused


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ({}, ""),
        ({"created_by": TEXT}, ""),
        ({"owner_id": TEXT, "visibility": TEXT}, ""),
        ({}, "Send If-Match to be refused when somebody else was faster."),
        ({}, "Lists the notes of your organization."),
    ],
)
def test_a_shared_thing_is_nobodys(note, words):
    assert owners(note, list_notes=words, get_note=words) == set()


def test_a_text_that_many_operations_share_is_no_word_about_one():
    shared = {"$ref": "#/components/responses/NotFound"}
    spec = notes(
        get_note={"security": SIGNED_IN, "responses": {**gives("200", ref("Note")), "404": shared}},
        make_note={"security": SIGNED_IN},
    )
    spec.document["paths"]["/open"] = {"get": operation("open", {**gives("200"), "404": shared})}
    spec.document["components"]["responses"] = {
        "NotFound": {"description": "None, or somebody else's."}
    }
    assert laws_of(spec, "owned") == []


# What else an operation says of itself.


def test_a_key_for_repeating_implies_what_it_says():
    header = {"name": "Idempotency-Key", "in": "header", "schema": TEXT}
    spec = notes(make_note={"parameters": [header]})
    law = only(spec, "idempotency_key")
    assert (law.header, law.id, law.conflict) == ("Idempotency-Key", "$response.body#/id", ())
    reused = {"422": {"description": "The key was used before, with another body."}}
    spec = notes(
        make_note={"parameters": [header], "responses": {**gives("201", ref("Note")), **reused}}
    )
    assert only(spec, "idempotency_key").conflict == ("422",)


def test_an_etag_implies_conditional_requests():
    tagged = gives("200", ref("Note"), headers={"ETag": {"schema": TEXT}})
    match = {"name": "If-Match", "in": "header", "schema": TEXT}
    spec = notes(
        get_note={"responses": {**tagged, **gives("304")}},
        change_note={
            "parameters": [match],
            "responses": {**gives("200", ref("Note")), **gives("412")},
        },
    )
    law = only(spec, "conditional")
    assert [each.operation for each in law.changes] == ["change_note"]
    assert [each.operation for each in law.guarded] == ["change_note"]
    assert law.not_modified


def test_work_that_goes_on_is_known_by_its_states():
    states = {"type": "string", "enum": ["queued", "running", "succeeded", "failed"]}
    spec = notes(make_note={"responses": gives("202", ref("Note"))})
    spec.document["components"]["schemas"]["Note"]["properties"]["state"] = states
    law = only(spec, "long_running")
    assert (law.status.operation, law.state, law.final) == (
        "get_note",
        "/state",
        ("succeeded", "failed"),
    )
    states["enum"].append("odd")
    assert laws_of(spec, "long_running") == []


def test_one_value_of_cache_control_is_a_law():
    header = {"Cache-Control": {"schema": {"const": "private, max-age=60"}}}
    law = only(notes(get_note={"responses": gives("200", ref("Note"), headers=header)}), "caching")
    assert (law.status, law.directives) == ("200", ("private", "max-age=60"))


def test_a_get_that_says_that_it_changes_something_is_not_safe():
    says = "Gives the note and marks it as read."
    assert "get_note" not in {
        law.operation for law in laws_of(notes(get_note={"description": says}), "safe")
    }
    assert "get_note" in {law.operation for law in laws_of(notes(), "safe")}


def test_an_api_of_calls_and_no_things_implies_nothing():
    spec = document(
        {
            "/rpc": {
                "post": operation("call", gives("200", thing(result=TEXT)), thing(method=TEXT))
            },
            "/search": {
                "get": operation(
                    "search",
                    gives("200", thing(hits={"type": "array", "items": TEXT})),
                    parameters=[query("q", TEXT)],
                )
            },
            "/files/{name}": {
                "parameters": [path("name")],
                "get": operation(
                    "file", {"200": {"description": "So.", "content": {"image/png": {}}}}
                ),
            },
        }
    )
    assert kinds(spec) == set()


# What is answered, and elements.


@pytest.mark.parametrize(
    ("at", "answer", "summary", "read"),
    [
        ("/notes/{note_id}/pin", gives("200", ref("Note")), "", "get_note"),
        ("/notes/{note_id}/pin", gives("202", ref("Note")), "", None),
        ("/notes/{note_id}/pin", gives("200", thing(done=TEXT)), "", None),
        ("/notes/{note_id}/pin", gives("200", ref("Note")), "Show a preview of the note", None),
        ("/notes/{note_id}/copy", gives("200", ref("Note")), "", None),
        ("/pins", gives("200", ref("Note")), "", None),
    ],
)
def test_an_answer_with_the_schema_of_a_reading_above_is_that_thing(at, answer, summary, read):
    more = {"parameters": [path("note_id")]} if "{" in at else {}
    document = notes().document
    document["paths"][at] = {"post": operation("pin", answer, summary=summary, **more)}
    spec = Spec(document)
    found = laws_of(spec, "answered", "pin")
    assert [law.read for law in found] == (
        [Reach(read, {"note_id": "$request.path.note_id"})] if read else []
    )
    assert [law.id for law in found] == ["/id"] * len(found)


def put_into(shown, **more):
    return document(
        {
            "/box": {"get": operation("box", gives("200", thing(lids=shown)), **more)},
            "/box/lids/{lid_id}": {
                "put": operation("put_lid", body=thing(size=NUMBER), parameters=[path("lid_id")]),
                "delete": operation("drop_lid", parameters=[path("lid_id")]),
            },
        }
    )


def test_what_is_put_below_a_thing_that_shows_it_is_an_element():
    found = only(put_into({"type": "array", "items": thing(lid_id=TEXT, size=NUMBER)}), "element")
    assert (found.operation, found.read, found.delete) == ("put_lid", Reach("box", {}), "drop_lid")
    assert (found.items, found.item_id, found.id) == ("/lids", "/lid_id", "$request.path.lid_id")
    assert found.fields == (("/size", "/size"),)


@pytest.mark.parametrize(
    ("shown", "more"),
    [
        ({"type": "array", "items": thing(size=NUMBER)}, {}),
        ({"type": "array", "items": TEXT}, {}),
        (NUMBER, {}),
        (
            {"type": "array", "items": thing(lid_id=TEXT)},
            {"parameters": [query("shelf", TEXT, required=True)]},
        ),
    ],
    ids=["no id", "no objects", "a number", "some of them"],
)
def test_what_is_shown_without_its_id_or_in_part_is_none(shown, more):
    assert laws_of(put_into(shown, **more), "element") == []


def test_lists_of_objects_are_compared_if_all_that_is_said_of_one_comes_back():
    one = {"type": "array", "items": thing(a=TEXT)}
    more = {"type": "array", "items": thing(a=TEXT, b=NUMBER)}
    assert fields(one, more) == ["/it"]
    assert fields(more, one) == []


def test_what_is_listed_and_never_made_is_shown():
    laws = read_laws(
        document(
            {
                "/goods": {
                    "get": operation("goods", gives("200", {"type": "array", "items": ref("Good")}))
                },
                "/goods/{good_id}": {
                    "get": operation(
                        "good", gives("200", ref("Good")), parameters=[path("good_id")]
                    )
                },
            },
            {"Good": thing(("id",), id=TEXT)},
        )
    )[0]
    (found,) = laws.shown
    assert (found.list, found.items, found.id) == ("goods", "", "/id")
    assert {"/goods/{good_id}", "good_id"} <= set(found.names)
    assert read_laws(notes())[0].shown == ()


# Orders between parameters that are said in words.


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("Not counted. Must not be before `since`.", ">="),
        ("Has to be later than `since`, else 400.", ">"),
        ("May not be greater than 'since'.", "<="),
        ("Must be less than `since`.", "<"),
        ("Must not be before `then`, which is no parameter.", None),
        ("Before `since` there is nothing.", None),
    ],
)
def test_an_order_is_read_from_a_description(words, relation):
    spec = notes(
        list_notes=operation(
            "list_notes",
            {**gives("200", ref("NotePage")), **gives("400")},
            parameters=[query("since", TIME), query("until", TIME, words)],
        )
    )
    found = [
        (law.relation, [part.parameter for part in law.parts], law.where)
        for law in laws_of(spec, "dependency")
    ]
    where = "/paths/~1notes/get/parameters/1"
    assert found == ([(relation, ["until", "since"], where)] if relation else [])


def test_no_order_is_read_where_nothing_is_refused():
    until = query("until", TIME, "Must not be before `since`.")
    spec = notes(list_notes={"parameters": [query("since", TIME), until]})
    assert laws_of(spec, "dependency") == []


# Things that a path names otherwise than by their id.


def with_links(parameter: str) -> Spec:
    spec = notes()
    document_ = spec.document
    document_["components"]["schemas"]["Note"]["properties"][parameter] = TEXT
    document_["paths"][f"/n/{{{parameter}}}"] = {
        "get": operation("follow", gives("302"), parameters=[path(parameter)])
    }
    return Spec(document_)


def test_a_short_link_changes_nothing_of_what_it_names():
    law = only(with_links("slug"), "safe", "follow")
    assert law.make == Reach("make_note", {"slug": "$response.body#/slug"})
    assert law.watch == (Reach("get_note", {"note_id": "$response.body#/id"}),)


def test_what_belongs_to_another_thing_is_none_of_its_names():
    assert laws_of(with_links("author_id"), "safe", "follow") == []
