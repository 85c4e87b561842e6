"""Small OpenAPI documents of several styles, for what is read from them."""

from typing import Any

from codegen.laws.law import Law
from codegen.laws.read import read_laws
from codegen.spec import Spec

Json = dict[str, Any]


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def json_of(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def gives(status: str, schema: Json | None = None, **more: Any) -> Json:
    body = json_of(schema) if schema is not None else {}
    return {status: {"description": "So.", **body, **more}}


def thing(required: tuple[str, ...] = (), **properties: Json) -> Json:
    found: Json = {"type": "object", "properties": properties}
    return {**found, "required": list(required)} if required else found


def query(name: str, schema: Json, description: str = "", **more: Any) -> Json:
    return {"name": name, "in": "query", "schema": schema, "description": description, **more}


def path(name: str, schema: Json | None = None) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema or {"type": "string"}}


def operation(
    key: str | None = None, answers: Json | None = None, body: Json | None = None, **more: Any
) -> Json:
    found: Json = {"responses": answers or gives("204"), **more}
    if key is not None:
        found["operationId"] = key
    if body is not None:
        found["requestBody"] = {"required": True, **json_of(body)}
    return found


def document(paths: Json, schemas: Json | None = None, **more: Any) -> Spec:
    return Spec(
        {
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": paths,
            "components": {"schemas": schemas or {}},
            **more,
        }
    )


TEXT: Json = {"type": "string"}
NUMBER: Json = {"type": "integer"}
TIME: Json = {"type": "string", "format": "date-time"}


def notes(**changes: Json) -> Spec:
    """Notes that are made, listed by cursor, read, patched and deleted; `changes` by operation."""
    note = thing(
        ("id", "text", "state", "created_at"),
        id=TEXT,
        text=TEXT,
        state={"type": "string", "enum": ["open", "done"]},
        pinned={"type": "boolean"},
        tags={"type": "array", "items": TEXT},
        created_at=TIME,
    )
    draft = thing(("text",), text=TEXT, pinned={"type": "boolean"}, secret=TEXT)
    page = thing(
        ("items", "next_cursor"),
        items={"type": "array", "items": ref("Note")},
        next_cursor={"type": ["string", "null"]},
    )
    operations = {
        "list_notes": operation(
            "list_notes",
            gives("200", ref("NotePage")),
            parameters=[
                query("cursor", TEXT),
                query("limit", {"type": "integer", "maximum": 50}),
                query("state", {"type": "string", "enum": ["open", "done"]}),
                query("text", TEXT),
                query("created_after", TIME),
            ],
        ),
        "make_note": operation("make_note", gives("201", ref("Note")), ref("Draft")),
        "get_note": operation("get_note", {**gives("200", ref("Note")), **gives("404")}),
        "change_note": operation("change_note", gives("200", ref("Note")), ref("Draft")),
        "delete_note": operation("delete_note", {**gives("204"), **gives("404")}),
    }
    for key, change in changes.items():
        operations[key] = {**operations[key], **change}
    return document(
        {
            "/notes": {"get": operations["list_notes"], "post": operations["make_note"]},
            "/notes/{note_id}": {
                "parameters": [path("note_id")],
                "get": operations["get_note"],
                "patch": operations["change_note"],
                "delete": operations["delete_note"],
            },
        },
        {"Note": note, "Draft": draft, "NotePage": page},
    )


def laws_of(spec: Spec, kind: str, key: str | None = None) -> list[Any]:
    """The laws of one kind, without any fault."""
    laws, faults = read_laws(spec)
    assert faults == []
    return [law for law in laws.laws if law.kind == kind and key in (None, law.operation)]


def only(spec: Spec, kind: str, key: str | None = None) -> Any:
    found = laws_of(spec, kind, key)
    assert len(found) == 1, found
    return found[0]


def kinds(spec: Spec) -> set[str]:
    laws, _ = read_laws(spec)
    return {law.kind for law in laws.laws}


def states(spec: Spec, key: str, said: Any) -> Spec:
    """The document with `x-laws` on one operation."""
    raw = spec.operations[key].raw
    assert isinstance(raw, dict)
    raw["x-laws"] = said
    return Spec(spec.document)


def faults_of(spec: Spec) -> list[tuple[str, str]]:
    return [(fault.where, fault.message) for fault in read_laws(spec)[1]]


def stated(spec: Spec) -> list[Law]:
    return [law for law in read_laws(spec)[0].laws if law.stated]
