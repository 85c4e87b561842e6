"""What a document states under `x-laws` is resolved, or refused with a reason."""

import pytest

from codegen.laws.law import Key, Presence, Reach
from codegen.laws.read import read_laws
from codegen.laws.suggest import suggest
from codegen.spec import Spec
from tests.codegen.laws_documents import (
    NUMBER,
    TEXT,
    TIME,
    document,
    faults_of,
    gives,
    laws_of,
    notes,
    only,
    operation,
    path,
    query,
    ref,
    stated,
    states,
    thing,
)

AT = {
    "list_notes": "/paths/~1notes/get/x-laws",
    "make_note": "/paths/~1notes/post/x-laws",
    "get_note": "/paths/~1notes~1{note_id}/get/x-laws",
    "change_note": "/paths/~1notes~1{note_id}/patch/x-laws",
    "delete_note": "/paths/~1notes~1{note_id}/delete/x-laws",
}


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("make_note", "read_after_write"),
        ("change_note", "read_after_write"),
        ("make_note", "listed"),
        ("delete_note", "final"),
        ("get_note", "safe"),
        ("delete_note", "idempotent"),
        ("list_notes", "pages"),
    ],
)
def test_true_states_what_the_shape_gives(key, kind):
    implied = only(notes(), kind, key)
    law = only(states(notes(), key, {kind: True}), kind, key)
    assert law.stated
    assert law.where == f"{AT[key]}/{kind}"
    for name in ("read", "fields", "list", "make", "watch", "parameter", "next"):
        assert getattr(law, name, None) == getattr(implied, name, None)


def test_a_sentence_switches_an_implied_law_off():
    spec = states(notes(), "make_note", {"listed": "A draft is in no list."})
    assert laws_of(spec, "listed") == []
    spec = states(notes(), "list_notes", {"filters": {"text": "It is only a hint."}})
    assert {law.parameter for law in laws_of(spec, "filters")} == {"state", "created_after"}


def test_stated_laws_come_first_and_alone_where_only_they_are_asked_for():
    spec = states(notes(), "make_note", {"listed": True})
    laws, _ = read_laws(spec)
    assert [law.stated for law in laws.laws[:2]] == [True, False]
    laws, _ = read_laws(spec, stated_only=True)
    assert [law.kind for law in laws.laws] == ["listed"]


def test_a_law_of_odd_shape_can_be_told_in_full():
    spec = document(
        {
            "/rpc/put": {
                "post": operation("put", gives("200", thing(key=TEXT)), thing(words=TEXT))
            },
            "/rpc/take": {
                "get": operation(
                    "take", gives("200", thing(it=thing(said=TEXT))), parameters=[query("k", TEXT)]
                )
            },
            "/rpc/all": {
                "get": operation("all", gives("200", thing(keys={"type": "array", "items": TEXT})))
            },
            "/rpc/drop": {"post": operation("drop", gives("200"), parameters=[query("k", TEXT)])},
        }
    )
    taking = {"operation": "take", "parameters": {"k": "$response.body#/key"}}
    spec = states(
        spec,
        "put",
        {
            "read_after_write": {"read": taking, "fields": {"/words": "/it/said"}, "creates": True},
            "listed": {"list": "all", "id": "$response.body#/key", "items": "/keys", "item_id": ""},
        },
    )
    spec = states(
        spec,
        "drop",
        {
            "final": {
                "make": {"operation": "put", "parameters": {"k": "$response.body#/key"}},
                "read": taking,
                "listed": False,
            }
        },
    )
    assert faults_of(spec) == []
    law = only(spec, "read_after_write")
    assert (law.read, law.fields) == (
        Reach("take", taking["parameters"]),
        (("/words", "/it/said"),),
    )
    assert only(spec, "listed").items == "/keys"
    assert only(spec, "final").make == Reach("put", {"k": "$response.body#/key"})


def test_filters_may_have_any_field_and_match():
    said = {"filters": {"text": {"fields": ["/text", "/state"], "match": "words"}, "state": True}}
    spec = states(notes(), "list_notes", said)
    found = {law.parameter: law for law in laws_of(spec, "filters")}
    assert (found["text"].fields, found["text"].match) == (("/text", "/state"), "words")
    assert found["text"].where == f"{AT['list_notes']}/filters/text"
    assert found["text"].pages is not None
    assert not found["created_after"].stated


def test_orders_are_pointers_with_a_sign():
    spec = states(notes(), "list_notes", {"sorts": {"default": ["-/created_at", "/id"]}})
    assert only(spec, "sorts").keys == (Key("/created_at", True), Key("/id", False))


def test_what_tells_items_may_be_said_once_for_all_laws_of_a_list():
    item = thing(number=NUMBER, state={"enum": ["a", "b"]})
    spec = document(
        {
            "/rows": {
                "get": operation(
                    "list",
                    gives("200", thing(items={"type": "array", "items": item}, next_cursor=TEXT)),
                    parameters=[
                        query("cursor", TEXT),
                        query("limit", NUMBER),
                        query("state", {"enum": ["a", "b"]}),
                    ],
                )
            }
        }
    )
    spec = states(spec, "list", {"pages": {"item_id": "/number"}})
    assert only(spec, "pages").item_id == "/number"
    assert only(spec, "filters").item_id == "/number"


def test_dependencies_are_those_of_idl4oas():
    spec = notes()
    spec.document["paths"]["/notes"]["get"]["parameters"] += [
        query("from", TIME),
        query("to", TIME),
    ]
    spec = states(
        Spec(spec.document),
        "list_notes",
        {
            "dependencies": [
                {"requires": [{"state": "done"}, "text"]},
                {"compares": ["from", "<=", "to"], "refused": []},
                {"all_or_none": ["from", "to"]},
            ]
        },
    )
    first, second, third = laws_of(spec, "dependency")
    assert first.parts == (Presence("state", ("done",)), Presence("text"))
    assert (second.relation, second.parts) == ("<=", (Presence("from"), Presence("to")))
    assert third.rule == "all_or_none"
    spec = states(notes(), "make_note", {"dependencies": [{"or": ["body#/text", "body#/pinned"]}]})
    assert only(spec, "dependency").parts[0] == Presence("body#/text")


def test_relations_are_between_calls():
    said = [{"relation": "subset", "others": [{"state": "open"}]}]
    spec = states(notes(), "list_notes", {"relations": said})
    assert {law.relation for law in laws_of(spec, "relation")} == {"subset", "complete"}
    spec = states(notes(), "list_notes", {"relations": "States move."})
    assert laws_of(spec, "relation") == []


def test_retention_counts_in_days_or_seconds():
    spec = notes()
    spec.document["components"]["schemas"]["Note"]["properties"]["purge_at"] = TIME
    said = {"retention": {"since": "/created_at", "until": "/purge_at", "days": 2}}
    assert only(states(spec, "get_note", said), "retention").seconds == 172800


def test_an_owner_may_be_said_of_a_whole_path():
    spec = notes()
    spec.document["paths"]["/notes/{note_id}"]["x-laws"] = {"owned": {"refused": ["404"]}}
    spec.operations["change_note"].raw["responses"] |= gives("404")
    spec = Spec(spec.document)
    found = {law.operation: law.refused for law in laws_of(spec, "owned")}
    assert found == dict.fromkeys(("get_note", "change_note", "delete_note"), ("404",))
    spec = states(spec, "get_note", {"owned": "Everybody may read."})
    assert {law.operation for law in laws_of(spec, "owned")} == {"change_note", "delete_note"}


def test_what_an_operation_makes_can_be_said():
    note = thing(id=TEXT, text=TEXT)
    spec = document(
        {
            "/write": {
                "post": operation("write", gives("200", thing(made=TEXT)), thing(text=TEXT))
            },
            "/notes/{id}": {
                "parameters": [path("id")],
                "get": operation("get", gives("200", note)),
            },
        }
    )
    assert read_laws(spec)[0].makers == ()
    spec = states(spec, "write", {"makes": {"thing": "get", "id": "$response.body#/made"}})
    (maker,) = read_laws(spec)[0].makers
    assert (maker.make, maker.id) == ("write", "$response.body#/made")
    assert only(spec, "read_after_write").fields == (("/text", "/text"),)
    spec = states(notes(), "make_note", {"makes": "It only checks a note."})
    assert read_laws(spec)[0].makers == ()


# What cannot be run is a fault, and no law.


@pytest.mark.parametrize(
    ("key", "said", "at", "says"),
    [
        ("make_note", {"listed": {"list": "list_nots"}}, "/listed", "no operation list_nots"),
        ("make_note", {"listed": {"id": "$response.body#/uid"}}, "/listed", "#/uid leads nowhere"),
        ("make_note", {"listed": {"id": "response.body"}}, "/listed/id", "does not match"),
        ("make_note", {"listed": {"items": "/data"}}, "/listed", "/data is no list"),
        ("make_note", {"listed": {"item_id": "/uid"}}, "/listed", "/uid leads nowhere"),
        ("make_note", {"listed": "No."}, "/listed", "shorter than 10"),
        ("make_note", {"list": True}, "", "Additional properties"),
        (
            "make_note",
            {"listed": {"list": {"operation": "get_note", "parameters": {}}}},
            "/listed",
            "get_note needs its path parameter note_id",
        ),
        (
            "make_note",
            {"read_after_write": {"fields": ["/title"]}},
            "/read_after_write",
            "/title leads nowhere",
        ),
        (
            "make_note",
            {"read_after_write": {"fields": {"/text": "/title"}}},
            "/read_after_write",
            "/title leads nowhere",
        ),
        (
            "make_note",
            {"idempotency_key": True},
            "/idempotency_key",
            "has no header Idempotency-Key",
        ),
        ("make_note", {"long_running": True}, "/long_running", "not plain where get_note tells"),
        (
            "make_note",
            {"long_running": {"state": "/state", "final": ["over"]}},
            "/long_running",
            "'over' is no value of /state",
        ),
        (
            "make_note",
            {"dependencies": [{"requires": ["body#/text", "body#/no"]}]},
            "/dependencies/0",
            "make_note has no body#/no",
        ),
        ("list_notes", {"pages": {"parameter": "page"}}, "/pages", "no query parameter page"),
        ("list_notes", {"pages": {"next": "$response.body#/no"}}, "/pages", "leads nowhere"),
        (
            "list_notes",
            {"filters": {"colour": True}},
            "/filters/colour",
            "no query parameter colour",
        ),
        (
            "list_notes",
            {"filters": {"text": {"fields": ["/body"]}}},
            "/filters/text",
            "/body leads nowhere",
        ),
        (
            "list_notes",
            {"filters": {"created_after": {"fields": ["/pinned"], "match": "after"}}},
            "/filters/created_after",
            "cannot select by /pinned",
        ),
        ("list_notes", {"sorts": {"sort": {"a": ["/id"]}}}, "/sorts", "no query parameter sort"),
        ("list_notes", {"sorts": {"default": ["/body"]}}, "/sorts", "/body leads nowhere"),
        (
            "list_notes",
            {"relations": [{"relation": "subset", "others": [{"state": "shut"}]}]},
            "/relations/0",
            "'shut' is no value of state",
        ),
        ("get_note", {"conditional": True}, "/conditional", "declares no header ETag"),
        (
            "get_note",
            {"caching": {"203": {"vary": ["Accept"]}}},
            "/caching",
            "does not declare 203",
        ),
        (
            "get_note",
            {"retention": {"since": "/created_at", "until": "/state"}},
            "/retention",
            "/state is no time",
        ),
        ("change_note", {"owned": True}, "/owned", "declares neither 403 nor 404"),
        ("delete_note", {"final": {"again": ["409"]}}, "/final", "does not declare 409"),
        ("delete_note", {"final": {"make": "get_note"}}, "/final", "get_note makes nothing"),
    ],
)
def test_a_law_that_cannot_be_run_is_refused(key, said, at, says):
    spec = states(notes(), key, said)
    (where, message), *rest = faults_of(spec)
    assert where == AT[key] + at
    assert says in message
    assert rest == []
    assert stated(spec) == []


def test_what_stands_beside_a_property_is_held_to_the_vocabulary():
    spec = notes()
    spec.document["components"]["schemas"]["Note"]["properties"]["text"] = {
        **TEXT,
        "x-laws": {"altered": True},
    }
    ((where, _),) = faults_of(spec)
    assert where == "/components/schemas/Note/properties/text/x-laws/altered"


def test_a_property_of_that_name_is_no_statement():
    spec = notes()
    spec.document["components"]["schemas"]["Note"]["properties"]["x-laws"] = TEXT
    assert faults_of(spec) == []


# Suggestions.


def test_a_document_that_says_all_is_left_alone():
    assert [each.yaml for each in suggest(notes())] == [
        "x-laws:\n  sorts: {default: [-/created_at]}"
    ]


def test_what_is_not_plain_is_asked_for_with_words_to_paste():
    spec = notes(
        make_note={"responses": gives("202", ref("Note"))},
        delete_note={"description": "Moves it to the trash."},
    )
    parameters = spec.document["paths"]["/notes"]["get"]["parameters"]
    parameters += [query("q", TEXT), query("sort", {"type": "string", "enum": ["best"]})]
    told = {each.operation: [] for each in suggest(spec)}
    for each in suggest(spec):
        told[each.operation].append(each.yaml.removeprefix("x-laws:\n  "))
    assert told["make_note"] == [
        "read_after_write: {read: get_note, fields: [/…]}",
        "listed: true",
        "long_running: {status: …, state: /…, final: […]}",
    ]
    assert told["delete_note"] == ["final: true"]
    assert told["list_notes"] == [
        "filters: {q: {fields: [/…], match: …}}",
        'sorts: {sort: {"best": [/…]}}',
        "sorts: {default: [-/created_at]}",
    ]


def test_what_is_ruled_out_is_not_suggested():
    spec = states(notes(), "list_notes", {"sorts": "Any order is as good as another."})
    assert suggest(spec) == []
