"""The things of an API are found whatever style it is written in."""

import pytest

from codegen.laws.law import Reach
from codegen.laws.read import read_laws
from tests.codegen.laws_documents import (
    NUMBER,
    TEXT,
    document,
    gives,
    laws_of,
    notes,
    only,
    operation,
    path,
    query,
    ref,
    thing,
)


def maker(spec, noun):
    found = [each for each in read_laws(spec)[0].makers if each.noun == noun]
    assert len(found) == 1, found
    return found[0]


def test_a_plain_collection_has_a_maker_with_all_that_one_needs():
    found = maker(notes(), "note")
    assert (found.make, found.id) == ("make_note", "$response.body#/id")
    assert found.read == Reach("get_note", {"note_id": "$response.body#/id"})
    assert found.delete == Reach("delete_note", {"note_id": "$response.body#/id"})
    assert found.list == Reach("list_notes", {})
    assert {"/notes/{note_id}", "note_id", "noteId", "note_ids"} <= set(found.names)


@pytest.mark.parametrize(
    ("parameter", "properties", "told"),
    [
        ("noteId", ["noteId", "name"], "/noteId"),
        ("id", ["note_id", "name"], "/note_id"),
        ("note_uuid", ["uuid", "name"], "/uuid"),
        ("slug", ["id", "slug"], "/slug"),
        ("note", ["id", "object"], "/id"),
        ("key", ["key", "id"], "/key"),
        ("note_name", ["name", "size"], "/name"),
    ],
)
def test_the_id_is_the_property_that_fits_the_parameter(parameter, properties, told):
    note = thing(**dict.fromkeys(properties, TEXT))
    spec = document(
        {
            "/notes": {"post": operation("make", gives("201", note), thing(text=TEXT))},
            f"/notes/{{{parameter}}}": {
                "parameters": [path(parameter)],
                "get": operation("get", gives("200", note)),
            },
        }
    )
    assert maker(spec, "note").id == f"$response.body#{told}"


def test_a_link_wins_over_names():
    links = {"n": {"operationId": "get", "parameters": {"note": "$response.body#/number"}}}
    made = thing(id=TEXT, number=NUMBER)
    spec = document(
        {
            "/notes": {
                "post": operation("make", gives("201", made, links=links), thing(text=TEXT))
            },
            "/notes/{note}": {
                "parameters": [path("note")],
                "get": operation("get", gives("200", made)),
            },
        }
    )
    assert maker(spec, "note").id == "$response.body#/number"


def test_the_location_header_tells_where_nothing_else_does():
    spec = document(
        {
            "/notes": {
                "post": operation(
                    "make", gives("201", headers={"Location": {"schema": TEXT}}), thing(text=TEXT)
                )
            },
            "/notes/{id}": {
                "parameters": [path("id")],
                "get": operation("get", gives("200", thing(id=TEXT))),
            },
        }
    )
    assert maker(spec, "note").id == "$response.header.Location"


@pytest.mark.parametrize("envelope", ["data", "note", "result"])
def test_a_thing_may_stand_in_an_envelope(envelope):
    wrapped = thing(**{envelope: ref("Note")})
    spec = document(
        {
            "/notes": {
                "get": operation(
                    "list", gives("200", thing(data={"type": "array", "items": ref("Note")}))
                ),
                "post": operation("make", gives("201", wrapped), thing(("text",), text=TEXT)),
            },
            "/notes/{id}": {
                "parameters": [path("id")],
                "get": operation("get", gives("200", wrapped)),
            },
        },
        {"Note": thing(id=TEXT, text=TEXT)},
    )
    assert maker(spec, "note").id == f"$response.body#/{envelope}/id"
    assert only(spec, "read_after_write").fields == (("/text", f"/{envelope}/text"),)
    listed = only(spec, "listed")
    assert (listed.items, listed.item_id) == ("/data", "/id")


@pytest.mark.parametrize(
    ("reply", "at"),
    [
        ({"type": "array", "items": ref("Note")}, ""),
        (thing(items={"type": "array", "items": ref("Note")}), "/items"),
        (thing(results={"type": "array", "items": ref("Note")}, count=NUMBER), "/results"),
        (thing(notes={"type": "array", "items": ref("Note")}), "/notes"),
        (
            thing(
                odd={"type": "array", "items": ref("Note")},
                warnings={"type": "array", "items": TEXT},
            ),
            "/odd",
        ),
        (thing(data=thing(items={"type": "array", "items": ref("Note")})), "/data/items"),
    ],
)
def test_the_items_of_a_list_are_found(reply, at):
    spec = document(
        {
            "/notes": {
                "get": operation("list", gives("200", reply)),
                "post": operation("make", gives("201", ref("Note")), thing(text=TEXT)),
            },
            "/notes/{id}": {
                "parameters": [path("id")],
                "get": operation("get", gives("200", ref("Note"))),
            },
        },
        {"Note": thing(id=TEXT, text=TEXT)},
    )
    assert only(spec, "listed").items == at


def test_what_lies_in_another_thing_is_reached_through_it():
    book = thing(id=TEXT, title=TEXT)
    own = [path("shelf_id"), path("book_id")]
    spec = document(
        {
            "/shelves": {
                "post": operation("make_shelf", gives("201", thing(id=TEXT)), thing(name=TEXT))
            },
            "/shelves/{shelf_id}": {
                "parameters": [path("shelf_id")],
                "get": operation("get_shelf", gives("200", thing(id=TEXT))),
            },
            "/shelves/{shelf_id}/books": {
                "parameters": [path("shelf_id")],
                "get": operation("list_books", gives("200", {"type": "array", "items": book})),
                "post": operation("make_book", gives("201", book), thing(title=TEXT)),
            },
            "/shelves/{shelf_id}/books/{book_id}": {
                "parameters": own,
                "get": operation("get_book", gives("200", book)),
                "delete": operation("delete_book", gives("204")),
            },
        }
    )
    found = maker(spec, "book")
    assert found.read == Reach(
        "get_book", {"shelf_id": "$request.path.shelf_id", "book_id": "$response.body#/id"}
    )
    final = only(spec, "final")
    assert final.make == Reach("make_book", found.read.parameters)
    assert final.listed.list == Reach("list_books", {"shelf_id": "$request.path.shelf_id"})


def test_a_flat_thing_of_a_nested_list_is_the_same_thing():
    book = thing(("id", "shelf_id"), id=TEXT, title=TEXT, shelf_id=TEXT)
    spec = document(
        {
            "/shelves/{shelf_id}/books": {
                "parameters": [path("shelf_id")],
                "get": operation("list_books", gives("200", {"type": "array", "items": book})),
                "post": operation("make_book", gives("201", book), thing(title=TEXT)),
            },
            "/books/{id}": {
                "parameters": [path("id")],
                "get": operation("get_book", gives("200", book)),
            },
        }
    )
    found = maker(spec, "book")
    assert found.read == Reach("get_book", {"id": "$response.body#/id"})
    assert found.list == Reach("list_books", {"shelf_id": "$request.path.shelf_id"})


def test_a_slash_at_the_end_means_nothing():
    note = thing(id=TEXT, text=TEXT)
    spec = document(
        {
            "/notes/": {"post": operation("make", gives("201", note), thing(text=TEXT))},
            "/notes/{id}/": {
                "parameters": [path("id")],
                "get": operation("get", gives("200", note)),
            },
        }
    )
    assert maker(spec, "note").read == Reach("get", {"id": "$response.body#/id"})


def test_a_put_that_may_answer_201_makes_its_thing():
    note = thing(name=TEXT, text=TEXT)
    spec = document(
        {
            "/notes/{name}": {
                "parameters": [path("name")],
                "get": operation("get", gives("200", note)),
                "put": operation(
                    "put", {**gives("200", note), **gives("201", note)}, thing(text=TEXT)
                ),
            },
        }
    )
    assert maker(spec, "note").id == "$request.path.name"


def test_a_parameter_of_another_kind_of_thing_is_no_id_of_this_one():
    member = thing(id=TEXT, role=TEXT)
    spec = document(
        {
            "/users": {
                "post": operation("make_user", gives("201", thing(id=TEXT)), thing(name=TEXT))
            },
            "/users/{user_id}": {
                "parameters": [path("user_id")],
                "get": operation("get_user", gives("200", thing(id=TEXT))),
            },
            "/teams/{team_id}/members": {
                "parameters": [path("team_id")],
                "post": operation("add", gives("201", member), thing(role=TEXT)),
            },
            "/teams/{team_id}/members/{user_id}": {
                "parameters": [path("team_id"), path("user_id")],
                "get": operation("get", gives("200", member)),
            },
        }
    )
    assert [each.noun for each in read_laws(spec)[0].makers] == ["user"]


def test_an_id_schema_that_two_kinds_share_names_neither():
    shared = {"Id": {"type": "string"}}
    paths = {}
    for noun in ("cats", "dogs"):
        one = thing(id=ref("Id"))
        paths[f"/{noun}"] = {"post": operation(f"make_{noun}", gives("201", one), thing(name=TEXT))}
        paths[f"/{noun}/{{id}}"] = {
            "parameters": [path("id", ref("Id"))],
            "get": operation(f"get_{noun}", gives("200", one)),
        }
    laws, _ = read_laws(document(paths, shared))
    assert all("#/components/schemas/Id" not in each.names for each in laws.makers)
    assert [each.noun for each in laws.makers] == ["cat", "dog"]


@pytest.mark.parametrize(
    ("parameters", "reply", "says"),
    [
        (["page", "per_page"], {"total": NUMBER}, ("page", "page", "per_page", None, 1)),
        (["offset", "limit"], {"total_count": NUMBER}, ("offset", "offset", "limit", None, 0)),
        (
            ["pageToken", "pageSize"],
            {"nextPageToken": TEXT},
            ("cursor", "pageToken", "pageSize", "$response.body#/nextPageToken", 1),
        ),
        (
            ["starting_after", "limit"],
            {"has_more": {"type": "boolean"}},
            ("cursor", "starting_after", "limit", None, 1),
        ),
        (
            ["cursor", "limit"],
            {"meta": thing(next=TEXT)},
            ("cursor", "cursor", "limit", "$response.body#/meta/next", 1),
        ),
    ],
)
def test_pages_are_known_by_their_parameters(parameters, reply, says):
    item = thing(id=TEXT)
    listed = thing(data={"type": "array", "items": item}, **reply)
    numbers = {"page", "per_page", "offset", "limit", "pageSize"}
    spec = document(
        {
            "/notes": {
                "get": operation(
                    "list",
                    gives("200", listed),
                    parameters=[
                        query(name, NUMBER if name in numbers else TEXT) for name in parameters
                    ],
                )
            }
        }
    )
    law = only(spec, "pages")
    assert (law.style, law.parameter, law.limit, law.next, law.first) == says


@pytest.mark.parametrize(
    ("parameters", "reply", "says"),
    [
        (
            ["cursor", "page_size"],
            {"next": {"type": ["string", "null"], "format": "uri"}},
            ("link", "$response.body#/next", None),
        ),
        (
            ["page"],
            {"count": NUMBER, "next": {"type": ["string", "null"], "format": "uri"}},
            ("page", None, "$response.body#/count"),
        ),
        (
            [],
            {"_links": thing(next=thing(href={"type": "string", "format": "uri"}))},
            ("link", "$response.body#/_links/next/href", None),
        ),
    ],
)
def test_the_next_page_may_be_told_by_its_address(parameters, reply, says):
    listed = thing(results={"type": "array", "items": thing(id=TEXT)}, **reply)
    asked = [query(name, TEXT if name == "cursor" else NUMBER) for name in parameters]
    spec = document({"/notes": {"get": operation("list", gives("200", listed), parameters=asked)}})
    law = only(spec, "pages")
    assert (law.style, law.next, law.total) == says


def test_a_list_without_a_way_to_go_on_has_no_pages():
    listed = thing(data={"type": "array", "items": thing(id=TEXT)})
    spec = document(
        {
            "/notes": {
                "get": operation("list", gives("200", listed), parameters=[query("limit", NUMBER)])
            }
        }
    )
    assert laws_of(spec, "pages") == []
