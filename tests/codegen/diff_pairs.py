"""Pairs of contracts, and what there is to say of each: what oasdiff's documentation speaks of.

Each is a name, the contract before, the contract after, and the rules that are told. Rules of
`BREAKING` are breaks; of `HARMLESS` nothing is told that is graver than a warning, and the rules
named are told as that or as news.
"""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
Pair = tuple[str, Json, Json, str]

STRING: Json = {"type": "string"}
INTEGER: Json = {"type": "integer"}


def api(*operations: tuple[str, str, Json], **root: Any) -> Json:
    """A document of operations, each a method, a path and the operation."""
    paths: Json = {}
    for method, path, operation in operations:
        paths.setdefault(path, {})[method] = operation
    return {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": paths, **root}


OK: Json = {"200": {"description": "Done."}}


def asks(schema: Any, version: str = "3.1.0", **root: Any) -> Json:
    """A document of which one operation takes this as its body."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    found = api(("post", "/things", {"requestBody": body, "responses": OK}), **root)
    return {**found, "openapi": version}


def answers(schema: Any, version: str = "3.1.0", **root: Any) -> Json:
    """A document of which one operation answers this."""
    body = {"200": {"description": "It.", "content": {"application/json": {"schema": schema}}}}
    return {**api(("get", "/things", {"responses": body}), **root), "openapi": version}


def takes(*parameters: Json, path: str = "/things", **more: Any) -> Json:
    """A document of which one operation has these parameters."""
    return api(("get", path, {"parameters": list(parameters), "responses": OK, **more}))


def query(name: str = "q", schema: Json = STRING, **more: Any) -> Json:
    """A parameter of the query."""
    return {"name": name, "in": "query", "schema": schema, **more}


def item(shared: list[Json], **operation: Any) -> Json:
    """A document whose parameters stand beside the operations of a path."""
    found = api(("get", "/things", {"responses": OK, **operation}))
    found["paths"]["/things"]["parameters"] = shared
    return found


def of(required: tuple[str, ...] = (), closed: bool = False, **properties: Any) -> Json:
    """An object's schema."""
    found: Json = {"type": "object", "properties": properties}
    if required:
        found["required"] = list(required)
    if closed:
        found["additionalProperties"] = False
    return found


def needs(*security: Json, schemes: Json | None = None, **operation: Any) -> Json:
    """A document of which one operation needs credentials."""
    kinds = schemes or {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "basic": {"type": "http", "scheme": "basic"},
        "oauth": {
            "type": "oauth2",
            "flows": {
                "clientCredentials": {
                    "tokenUrl": "https://example.com/token",
                    "scopes": {"read": "Read.", "write": "Write."},
                }
            },
        },
    }
    found = {"responses": OK, "security": list(security), **operation}
    return api(("get", "/things", found), components={"securitySchemes": kinds})


def headers(**named: Json) -> Json:
    """A document of which one operation answers with headers."""
    answer = {"description": "It.", "headers": {k.replace("_", "-"): v for k, v in named.items()}}
    return api(("get", "/things", {"responses": {"200": answer}}))


def statuses(*known: str) -> Json:
    """A document of which one operation has these answers."""
    return api(("get", "/things", {"responses": {each: {"description": "It."} for each in known}}))


def media(*types: str, answer: bool = False, schema: Any = None) -> Json:
    """A document of which one operation takes, or answers, these media types."""
    content = {each: {"schema": schema or STRING} for each in types}
    if answer:
        return api(("get", "/a", {"responses": {"200": {"description": "", "content": content}}}))
    return api(("post", "/a", {"requestBody": {"content": content}, "responses": OK}))


def hook(operation: Json | None) -> Json:
    """A document with a webhook."""
    return api(webhooks={} if operation is None else {"made": {"post": operation}})


def sends(schema: Any) -> Json:
    """A document with a webhook that sends this."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    return hook({"requestBody": body, "responses": OK})


def calls(schema: Any) -> Json:
    """A document with a callback that sends this."""
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    back = {"done": {"{$request.query.url}": {"post": {"requestBody": body, "responses": OK}}}}
    return api(("post", "/things", {"responses": OK, "callbacks": back}))


GET: Json = {"responses": OK}
BOTH = api(("get", "/a", GET), ("get", "/b", GET))
CAT = of(("kind", "lives"), kind={"const": "cat"}, lives=INTEGER)
DOG = of(("kind", "tricks"), kind={"const": "dog"}, tricks=INTEGER)
NODE = {"Node": of(("name",), name=STRING, below={"$ref": "#/components/schemas/Node"})}
REF: Json = {"$ref": "#/components/schemas/Node"}


def nodes(**more: Any) -> Json:
    """Components with a schema that has itself inside."""
    schema = of(("name",), name=STRING, below=REF, list={"type": "array", "items": REF})
    schema["properties"].update(more)
    return {"schemas": {"Node": schema}}


BREAKING: list[Pair] = [
    # Operations
    (
        "an operation removed",
        BOTH,
        api(("get", "/a", GET)),
        "operation-removed-without-deprecation",
    ),
    (
        "a method removed",
        api(("get", "/a", GET), ("put", "/a", GET)),
        api(("get", "/a", GET)),
        "operation-removed-without-deprecation",
    ),
    (
        "a path renamed",
        api(("get", "/a", GET)),
        api(("get", "/c", GET)),
        "operation-removed-without-deprecation",
    ),
    (
        "an operation removed before its sunset",
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-01-01"})),
        api(),
        "operation-removed-before-sunset",
    ),
    (
        "a sunset moved earlier",
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-05-01"})),
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-01-01"})),
        "operation-sunset-moved-earlier",
    ),
    (
        "a sunset deleted",
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-05-01"})),
        api(("get", "/a", {**GET, "deprecated": True})),
        "operation-sunset-deleted",
    ),
    # Parameters
    (
        "a required parameter added",
        takes(),
        takes(query(required=True)),
        "request-parameter-added-required",
    ),
    (
        "a required header added",
        takes(),
        takes({"name": "X-A", "in": "header", "required": True, "schema": STRING}),
        "request-parameter-added-required",
    ),
    (
        "a parameter removed",
        takes(query()),
        takes(),
        "request-parameter-removed-without-deprecation",
    ),
    (
        "a parameter removed before its sunset",
        takes(query(deprecated=True, **{"x-sunset": "2999-01-01"})),
        takes(),
        "request-parameter-removed-before-sunset",
    ),
    (
        "a parameter became required",
        takes(query()),
        takes(query(required=True)),
        "request-parameter-became-required",
    ),
    (
        "a parameter of the path item became required",
        item([query()]),
        item([query(required=True)]),
        "request-parameter-became-required",
    ),
    (
        "an operation overrides a parameter of its path item",
        item([query(schema=STRING)]),
        item([query(schema=STRING)], parameters=[query(schema=INTEGER)]),
        "request-parameter-type-changed",
    ),
    (
        "a parameter's place changed",
        takes(query()),
        takes({"name": "q", "in": "header", "schema": STRING}),
        "request-parameter-location-changed",
    ),
    (
        "a parameter's type changed",
        takes(query()),
        takes(query(schema=INTEGER)),
        "request-parameter-type-changed",
    ),
    (
        "a parameter's type narrowed",
        takes(query(schema={"type": "number"})),
        takes(query(schema=INTEGER)),
        "request-parameter-type-changed",
    ),
    (
        "a parameter's enum value removed",
        takes(query(schema={"enum": ["a", "b"]})),
        takes(query(schema={"enum": ["a"]})),
        "request-parameter-enum-value-removed",
    ),
    (
        "a parameter became an enum",
        takes(query()),
        takes(query(schema={**STRING, "enum": ["a"]})),
        "request-parameter-became-enum",
    ),
    (
        "a parameter's maximum decreased",
        takes(query(schema={**INTEGER, "maximum": 100})),
        takes(query(schema={**INTEGER, "maximum": 50})),
        "request-parameter-maximum-decreased",
    ),
    (
        "a parameter's minimum set",
        takes(query(schema=INTEGER)),
        takes(query(schema={**INTEGER, "minimum": 1})),
        "request-parameter-minimum-increased",
    ),
    (
        "a parameter's greatest length decreased",
        takes(query(schema={**STRING, "maxLength": 9})),
        takes(query(schema={**STRING, "maxLength": 4})),
        "request-parameter-max-length-decreased",
    ),
    (
        "a parameter's pattern added",
        takes(query()),
        takes(query(schema={**STRING, "pattern": "^a+$"})),
        "request-parameter-pattern-tightened",
    ),
    (
        "a parameter's pattern changed",
        takes(query(schema={**STRING, "pattern": "^[a-z]{2,9}$"})),
        takes(query(schema={**STRING, "pattern": "^[a-f]{2,9}$"})),
        "request-parameter-pattern-tightened",
    ),
    (
        "a parameter's format added",
        takes(query()),
        takes(query(schema={**STRING, "format": "uuid"})),
        "request-parameter-format-tightened",
    ),
    (
        "a parameter's items limited",
        takes(query(schema={"type": "array", "items": STRING})),
        takes(query(schema={"type": "array", "items": STRING, "maxItems": 3})),
        "request-parameter-max-items-decreased",
    ),
    (
        "a list is not repeated any more",
        takes(query(schema={"type": "array", "items": STRING})),
        takes(query(schema={"type": "array", "items": STRING}, explode=False)),
        "request-parameter-style-changed",
    ),
    (
        "a list is written with pipes",
        takes(query(schema={"type": "array", "items": STRING}, explode=False)),
        takes(
            query(schema={"type": "array", "items": STRING}, explode=False, style="pipeDelimited")
        ),
        "request-parameter-style-changed",
    ),
    (
        "reserved characters must be escaped",
        takes(query(allowReserved=True)),
        takes(query()),
        "request-parameter-allow-reserved-changed",
    ),
    (
        "a parameter of the path is limited",
        takes({"name": "id", "in": "path", "required": True, "schema": INTEGER}, path="/a/{id}"),
        takes(
            {"name": "id", "in": "path", "required": True, "schema": {**INTEGER, "minimum": 5}},
            path="/a/{id}",
        ),
        "request-parameter-minimum-increased",
    ),
    (
        "a parameter is JSON now",
        takes(query(schema=of(a=STRING))),
        takes(
            {"name": "q", "in": "query", "content": {"application/json": {"schema": of(a=STRING)}}}
        ),
        "request-parameter-media-type-changed",
    ),
    # Bodies of requests
    (
        "a required body added",
        api(("post", "/things", GET)),
        asks(STRING),
        "request-body-added-required",
    ),
    ("a body removed", asks(STRING), api(("post", "/things", GET)), "request-body-removed"),
    (
        "a body became required",
        api(("post", "/a", {**GET, "requestBody": {"content": {"text/csv": {"schema": STRING}}}})),
        api(
            (
                "post",
                "/a",
                {
                    **GET,
                    "requestBody": {"required": True, "content": {"text/csv": {"schema": STRING}}},
                },
            )
        ),
        "request-body-became-required",
    ),
    (
        "a request's media type removed",
        media("application/json", "text/csv"),
        media("application/json"),
        "request-media-type-removed",
    ),
    (
        "a required property added",
        asks(of(a=STRING)),
        asks(of(("b",), a=STRING, b=STRING)),
        "request-property-added-required",
    ),
    (
        "a required property added with a default",
        asks(of(a=STRING)),
        asks(of(("b",), a=STRING, b={**STRING, "default": "x"})),
        "request-property-added-required",
    ),
    (
        "a property became required",
        asks(of(a=STRING)),
        asks(of(("a",), a=STRING)),
        "request-property-became-required",
    ),
    (
        "a property deep inside became required",
        asks(of(a=of(b={"type": "array", "items": of(c=STRING)}))),
        asks(of(a=of(b={"type": "array", "items": of(("c",), c=STRING)}))),
        "request-property-became-required",
    ),
    (
        "a property removed from a closed object",
        asks(of(closed=True, a=STRING, b=STRING)),
        asks(of(closed=True, a=STRING)),
        "request-property-removed-from-closed-object",
    ),
    (
        "an object was closed",
        asks(of(a=STRING)),
        asks(of(closed=True, a=STRING)),
        "request-body-additional-properties-forbidden",
    ),
    (
        "other properties limited",
        asks({"type": "object"}),
        asks({"type": "object", "additionalProperties": INTEGER}),
        "request-body-additional-properties-tightened",
    ),
    (
        "a map's values limited",
        asks({"type": "object", "additionalProperties": STRING}),
        asks({"type": "object", "additionalProperties": {**STRING, "maxLength": 3}}),
        "request-property-max-length-decreased",
    ),
    (
        "a property's type changed",
        asks(of(a=STRING)),
        asks(of(a=of(b=STRING))),
        "request-property-type-changed",
    ),
    (
        "a property's types narrowed",
        asks(of(a={"type": ["string", "integer"]})),
        asks(of(a=STRING)),
        "request-property-type-narrowed",
    ),
    (
        "a property's enum value removed",
        asks(of(a={"enum": ["x", "y"]})),
        asks(of(a={"enum": ["x"]})),
        "request-property-enum-value-removed",
    ),
    (
        "a constant changed",
        asks(of(("a",), a={"const": 1})),
        asks(of(("a",), a={"const": 2})),
        "request-property-const-changed",
    ),
    (
        "a property became a constant",
        asks(of(a=STRING)),
        asks(of(a={"const": "x"})),
        "request-property-became-enum",
    ),
    (
        "a property may not be null (3.0)",
        asks(of(a={**STRING, "nullable": True}), "3.0.3"),
        asks(of(a=STRING), "3.0.3"),
        "request-property-became-not-nullable",
    ),
    (
        "a body may not be null",
        asks({"type": ["object", "null"]}),
        asks({"type": "object"}),
        "request-body-became-not-nullable",
    ),
    (
        "a minimum became exclusive (3.0)",
        asks({**INTEGER, "minimum": 1}, "3.0.3"),
        asks({**INTEGER, "minimum": 1, "exclusiveMinimum": True}, "3.0.3"),
        "request-body-minimum-increased",
    ),
    (
        "a least length increased",
        asks(of(a={**STRING, "minLength": 1})),
        asks(of(a={**STRING, "minLength": 3})),
        "request-property-min-length-increased",
    ),
    (
        "a least number of items increased",
        asks({"type": "array", "items": STRING}),
        asks({"type": "array", "items": STRING, "minItems": 1}),
        "request-body-min-items-increased",
    ),
    (
        "items must differ",
        asks({"type": "array", "items": STRING}),
        asks({"type": "array", "items": STRING, "uniqueItems": True}),
        "request-body-unique-items-required",
    ),
    (
        "a number must be even",
        asks(INTEGER),
        asks({**INTEGER, "multipleOf": 2}),
        "request-body-multiple-of-tightened",
    ),
    (
        "int64 became int32",
        asks({**INTEGER, "format": "int64"}),
        asks({**INTEGER, "format": "int32"}),
        "request-body-format-tightened",
    ),
    (
        "an alternative removed",
        asks({"oneOf": [CAT, DOG]}),
        asks({"oneOf": [CAT]}),
        "request-body-alternative-removed request-property-const-changed",
    ),
    (
        "one of three alternatives removed",
        asks({"anyOf": [CAT, DOG, of(("kind",), kind={"const": "fox"})]}),
        asks({"anyOf": [CAT, DOG]}),
        "request-body-alternative-removed",
    ),
    (
        "an alternative of a type removed",
        asks({"anyOf": [STRING, INTEGER]}),
        asks({"anyOf": [STRING]}),
        "request-body-type-narrowed",
    ),
    (
        "a part of allOf added",
        asks({"allOf": [of(a=STRING)]}),
        asks({"allOf": [of(a=STRING), of(("b",), b=STRING)]}),
        "request-property-added-required",
    ),
    (
        "something is excluded",
        asks(STRING),
        asks({**STRING, "not": {"const": "admin"}}),
        "request-body-not-tightened",
    ),
    (
        "a condition added",
        asks(of(a={"enum": ["x", "y"]}, b=STRING)),
        asks(
            {
                **of(a={"enum": ["x", "y"]}, b=STRING),
                "if": of(("a",), a={"const": "x"}),
                "then": {"required": ["b"]},
            }
        ),
        "request-property-became-required",
    ),
    (
        "a property needs another",
        asks(of(a=STRING, b=STRING)),
        asks({**of(a=STRING, b=STRING), "dependentRequired": {"a": ["b"]}}),
        "request-body-dependent-required-tightened",
    ),
    (
        "a property brings a schema",
        asks(of(a=STRING, b=STRING)),
        asks({**of(a=STRING, b=STRING), "dependentSchemas": {"a": {"required": ["b"]}}}),
        "request-property-became-required",
    ),
    (
        "names of properties limited",
        asks({"type": "object", "additionalProperties": STRING}),
        asks(
            {
                "type": "object",
                "additionalProperties": STRING,
                "propertyNames": {"pattern": "^[a-z]+$"},
            }
        ),
        "request-body-property-names-tightened",
    ),
    (
        "properties of a pattern limited",
        asks({"type": "object"}),
        asks({"type": "object", "patternProperties": {"^x-": INTEGER}}),
        "request-body-pattern-property-tightened",
    ),
    (
        "an item has to be contained",
        asks({"type": "array", "items": INTEGER}),
        asks({"type": "array", "items": INTEGER, "contains": {"const": 7}}),
        "request-body-contains-tightened",
    ),
    (
        "first items changed places",
        asks({"type": "array", "prefixItems": [STRING, INTEGER]}),
        asks({"type": "array", "prefixItems": [INTEGER, STRING]}),
        "request-property-type-changed",
    ),
    (
        "no items after the first",
        asks({"type": "array", "prefixItems": [STRING]}),
        asks({"type": "array", "prefixItems": [STRING], "items": False}),
        "request-body-items-forbidden",
    ),
    (
        "fewer properties allowed",
        asks({"type": "object", "maxProperties": 9}),
        asks({"type": "object", "maxProperties": 2}),
        "request-body-max-properties-decreased",
    ),
    (
        "what is left over is forbidden",
        asks({"allOf": [of(a=STRING)]}),
        asks({"allOf": [of(a=STRING)], "unevaluatedProperties": False}),
        "request-body-additional-properties-forbidden",
    ),
    (
        "a recursive schema is limited",
        asks(REF, components=nodes()),
        asks(REF, components=nodes(name={**STRING, "maxLength": 5})),
        "request-property-max-length-decreased",
    ),
    (
        "a shared schema is limited",
        asks(of(a={"$ref": "#/components/schemas/S"}), components={"schemas": {"S": STRING}}),
        asks(
            of(a={"$ref": "#/components/schemas/S"}),
            components={"schemas": {"S": {**STRING, "maxLength": 5}}},
        ),
        "request-property-max-length-decreased",
    ),
    (
        "a property is required and was read-only",
        asks(of(a={**STRING, "readOnly": True})),
        asks(of(("a",), a=STRING)),
        "request-property-became-required-and-writable",
    ),
    # Answers
    (
        "a success removed",
        statuses("200", "201"),
        statuses("200"),
        "response-success-status-removed",
    ),
    ("a success is another", statuses("200"), statuses("204"), "response-success-status-removed"),
    (
        "an answer's media type removed",
        media("application/json", "text/csv", answer=True),
        media("text/csv", answer=True),
        "response-media-type-removed",
    ),
    (
        "a header removed",
        headers(X_A={"required": True, "schema": STRING}),
        headers(),
        "response-header-removed",
    ),
    (
        "a header may be missing",
        headers(X_A={"required": True, "schema": STRING}),
        headers(X_A={"schema": STRING}),
        "response-header-became-optional",
    ),
    (
        "a header's type changed",
        headers(X_A={"schema": INTEGER}),
        headers(X_A={"schema": STRING}),
        "response-header-type-changed",
    ),
    (
        "a required property of an answer removed",
        answers(of(("a", "b"), a=STRING, b=STRING)),
        answers(of(("a",), a=STRING)),
        "response-property-required-removed",
    ),
    (
        "an answer's property may be missing",
        answers(of(("a",), a=STRING)),
        answers(of(a=STRING)),
        "response-property-became-optional",
    ),
    (
        "an answer's property is write-only",
        answers(of(("a",), a=STRING)),
        answers(of(("a",), a={**STRING, "writeOnly": True})),
        "response-property-became-write-only",
    ),
    (
        "an answer's property may be null",
        answers(of(a=STRING)),
        answers(of(a={"type": ["string", "null"]})),
        "response-property-became-nullable",
    ),
    (
        "an answer may be null (3.0)",
        answers(of(a={"allOf": [of(b=STRING)]}), "3.0.3"),
        answers(of(a={"nullable": True, "allOf": [of(b=STRING)]}), "3.0.3"),
        "response-property-became-nullable",
    ),
    (
        "an answer's enum widened",
        answers(of(a={"enum": ["x"]})),
        answers(of(a={"enum": ["x", "y"]})),
        "response-property-enum-value-added",
    ),
    (
        "an answer is no enum any more",
        answers(of(a={**STRING, "enum": ["x"]})),
        answers(of(a=STRING)),
        "response-property-no-longer-enum",
    ),
    (
        "an answer's type changed",
        answers(of(a=STRING)),
        answers(of(a=INTEGER)),
        "response-property-type-changed",
    ),
    (
        "an answer's types widened",
        answers(of(a=STRING)),
        answers(of(a={"type": ["string", "integer"]})),
        "response-property-type-widened",
    ),
    (
        "an answer's integer is a number",
        answers(of(a=INTEGER)),
        answers(of(a={"type": "number"})),
        "response-property-type-changed",
    ),
    (
        "an answer's type is not told",
        answers(of(a=STRING)),
        answers(of(a={})),
        "response-property-type-widened",
    ),
    (
        "an answer's maximum increased",
        answers({**INTEGER, "maximum": 5}),
        answers({**INTEGER, "maximum": 9}),
        "response-body-maximum-increased",
    ),
    (
        "an answer's greatest length unset",
        answers(of(a={**STRING, "maxLength": 5})),
        answers(of(a=STRING)),
        "response-property-max-length-increased",
    ),
    (
        "an answer's items may be none",
        answers({"type": "array", "items": STRING, "minItems": 1}),
        answers({"type": "array", "items": STRING}),
        "response-body-min-items-decreased",
    ),
    (
        "an answer's pattern removed",
        answers({**STRING, "pattern": "^a+$"}),
        answers(STRING),
        "response-body-pattern-loosened",
    ),
    (
        "an answer's format removed",
        answers({**STRING, "format": "date"}),
        answers(STRING),
        "response-body-format-loosened",
    ),
    (
        "an answer's alternative added",
        answers({"oneOf": [CAT]}),
        answers({"oneOf": [CAT, DOG]}),
        "response-body-alternative-added response-property-const-changed",
    ),
    (
        "an answer's closed object has a new property",
        answers(of(closed=True, a=STRING)),
        answers(of(closed=True, a=STRING, b=STRING)),
        "response-property-added-to-closed-object",
    ),
    (
        "an answer's closed object is open",
        answers(of(closed=True, a=STRING)),
        answers(of(a=STRING)),
        "response-body-additional-properties-allowed",
    ),
    (
        "an answer's allOf lost a part",
        answers({"allOf": [of(("a",), a=STRING), of(("b",), b=STRING)]}),
        answers({"allOf": [of(("a",), a=STRING)]}),
        "response-property-required-removed",
    ),
    (
        "an answer's recursive schema is looser",
        answers(REF, components={"schemas": NODE}),
        answers(REF, components={"schemas": {"Node": of(name=STRING, below=REF)}}),
        "response-property-became-optional",
    ),
    # Credentials and servers
    ("credentials needed", api(("get", "/things", GET)), needs({"key": []}), "security-added"),
    (
        "the public is not let in any more",
        needs({}, {"key": []}),
        needs({"key": []}),
        "security-added",
    ),
    ("another scheme", needs({"key": []}), needs({"basic": []}), "security-alternative-removed"),
    (
        "a way to sign in removed",
        needs({"key": []}, {"basic": []}),
        needs({"key": []}),
        "security-alternative-removed",
    ),
    (
        "two schemes together",
        needs({"key": []}),
        needs({"key": [], "basic": []}),
        "security-alternative-removed",
    ),
    (
        "a scope added",
        needs({"oauth": ["read"]}),
        needs({"oauth": ["read", "write"]}),
        "security-scope-added",
    ),
    ("a role added", needs({"key": []}), needs({"key": ["admin"]}), "security-scope-added"),
    (
        "a key has another name",
        needs({"key": []}, schemes={"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}),
        needs({"key": []}, schemes={"key": {"type": "apiKey", "in": "query", "name": "key"}}),
        "security-scheme-changed",
    ),
    (
        "a server removed",
        api(servers=[{"url": "https://a.example"}, {"url": "https://b.example"}]),
        api(servers=[{"url": "https://a.example"}]),
        "server-removed",
    ),
    (
        "a server moved",
        api(servers=[{"url": "https://a.example/v1"}]),
        api(servers=[{"url": "https://a.example/v2"}]),
        "server-removed",
    ),
    # Webhooks and callbacks: the server sends
    ("a webhook removed", hook(GET), hook(None), "webhook-removed"),
    (
        "a webhook's property may be missing",
        sends(of(("a",), a=STRING)),
        sends(of(a=STRING)),
        "webhook-property-became-optional",
    ),
    (
        "a webhook's enum widened",
        sends(of(a={"enum": ["x"]})),
        sends(of(a={"enum": ["x", "y"]})),
        "webhook-property-enum-value-added",
    ),
    (
        "a callback's property is another type",
        calls(of(a=STRING)),
        calls(of(a=INTEGER)),
        "webhook-property-type-changed",
    ),
    (
        "an answer to a webhook is not understood",
        hook({"responses": {"200": {"description": ""}, "202": {"description": ""}}}),
        hook(GET),
        "webhook-response-status-removed",
    ),
]

HARMLESS: list[Pair] = [
    ("nothing", BOTH, BOTH, ""),
    ("an operation added", api(("get", "/a", GET)), BOTH, "operation-added"),
    (
        "a parameter of the path renamed",
        takes({"name": "id", "in": "path", "required": True, "schema": STRING}, path="/a/{id}/b"),
        takes({"name": "key", "in": "path", "required": True, "schema": STRING}, path="/a/{key}/b"),
        "",
    ),
    (
        "an operationId changed",
        api(("get", "/a", {**GET, "operationId": "a"})),
        api(("get", "/a", {**GET, "operationId": "b"})),
        "operation-id-changed",
    ),
    (
        "a tag changed",
        api(("get", "/a", {**GET, "tags": ["a"]})),
        api(("get", "/a", {**GET, "tags": ["b"]})),
        "operation-tags-changed",
    ),
    (
        "descriptions changed",
        asks({**of(a=STRING), "description": "Old.", "title": "A"}),
        asks({**of(a={**STRING, "description": "New.", "examples": ["b"]}), "title": "B"}),
        "",
    ),
    (
        "a property that is named like a keyword",
        asks(of(description=STRING, required=STRING)),
        asks({**of(required=STRING, description=STRING), "description": "Said."}),
        "",
    ),
    (
        "an operation deprecated with a sunset",
        api(("get", "/a", GET)),
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-01-01"})),
        "operation-deprecated",
    ),
    (
        "an operation deprecated without a sunset",
        api(("get", "/a", GET)),
        api(("get", "/a", {**GET, "deprecated": True})),
        "operation-deprecated-without-sunset",
    ),
    (
        "an operation removed after its sunset",
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2020-01-01"})),
        api(),
        "operation-removed-after-sunset",
    ),
    (
        "a deprecated operation removed",
        api(("get", "/a", {**GET, "deprecated": True})),
        api(),
        "operation-removed-after-deprecation",
    ),
    (
        "a sunset moved later",
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-01-01"})),
        api(("get", "/a", {**GET, "deprecated": True, "x-sunset": "2999-05-01"})),
        "operation-sunset-moved-later",
    ),
    (
        "an operation is not deprecated any more",
        api(("get", "/a", {**GET, "deprecated": True})),
        api(("get", "/a", GET)),
        "operation-reactivated",
    ),
    ("an optional parameter added", takes(), takes(query()), "request-parameter-added-optional"),
    (
        "a parameter may be left out",
        takes(query(required=True)),
        takes(query()),
        "request-parameter-became-optional",
    ),
    (
        "a deprecated parameter removed after its sunset",
        takes(query(deprecated=True, **{"x-sunset": "2020-01-01"})),
        takes(),
        "request-parameter-removed-after-sunset",
    ),
    (
        "parameters changed their order",
        takes(query("a"), query("b")),
        takes(query("b"), query("a")),
        "",
    ),
    ("a parameter moved to its path item", takes(query()), item([query()]), ""),
    (
        "a parameter moved to components",
        takes(query()),
        {
            **takes({"$ref": "#/components/parameters/Q"}),
            "components": {"parameters": {"Q": query()}},
        },
        "",
    ),
    (
        "a header written otherwise",
        takes({"name": "X-Key", "in": "header", "schema": STRING}),
        takes({"name": "x-key", "in": "header", "schema": STRING}),
        "",
    ),
    (
        "a parameter's style is the default",
        takes(query()),
        takes(query(style="form", explode=True)),
        "",
    ),
    ("explode of a single value", takes(query()), takes(query(explode=False)), ""),
    (
        "a parameter takes any text now",
        takes(query(schema=INTEGER)),
        takes(query(schema=STRING)),
        "",
    ),
    (
        "a parameter takes several values now",
        takes(query()),
        takes(query(schema={"type": "array", "items": STRING})),
        "",
    ),
    (
        "a parameter's default changed",
        takes(query(schema={**INTEGER, "default": 1})),
        takes(query(schema={**INTEGER, "default": 2})),
        "request-parameter-default-changed",
    ),
    (
        "a parameter's enum widened",
        takes(query(schema={"enum": ["a"]})),
        takes(query(schema={"enum": ["a", "b"]})),
        "request-parameter-enum-value-added",
    ),
    (
        "a parameter's maximum increased",
        takes(query(schema={**INTEGER, "maximum": 5})),
        takes(query(schema={**INTEGER, "maximum": 9})),
        "request-parameter-maximum-increased",
    ),
    (
        "a parameter's pattern removed",
        takes(query(schema={**STRING, "pattern": "^a$"})),
        takes(query()),
        "request-parameter-pattern-loosened",
    ),
    (
        "an optional body added",
        api(("post", "/a", GET)),
        api(("post", "/a", {**GET, "requestBody": {"content": {"text/csv": {"schema": STRING}}}})),
        "request-body-added-optional",
    ),
    (
        "a request's media type added",
        media("application/json"),
        media("application/json", "text/csv"),
        "request-media-type-added",
    ),
    ("a media type became a range", media("application/json"), media("application/*"), ""),
    (
        "a media type says its characters",
        media("application/json"),
        media("application/json; charset=utf-8"),
        "",
    ),
    (
        "an optional property added",
        asks(of(a=STRING)),
        asks(of(a=STRING, b=STRING)),
        "request-property-added-optional",
    ),
    (
        "a property of a request removed",
        asks(of(a=STRING, b=STRING)),
        asks(of(a=STRING)),
        "request-property-removed",
    ),
    (
        "a property may be left out",
        asks(of(("a",), a=STRING)),
        asks(of(a=STRING)),
        "request-property-became-optional",
    ),
    (
        "a request's types widened",
        asks(of(a=STRING)),
        asks(of(a={"type": ["string", "integer"]})),
        "request-property-type-widened",
    ),
    ("an integer may be any number", asks(of(a=INTEGER)), asks(of(a={"type": "number"})), ""),
    (
        "a request may be null",
        asks(of(a=STRING)),
        asks(of(a={"oneOf": [STRING, {"type": "null"}]})),
        "request-property-became-nullable",
    ),
    (
        "null said otherwise (3.0 and 3.1)",
        asks(of(a={**STRING, "nullable": True}), "3.0.3"),
        asks(of(a={"anyOf": [STRING, {"type": "null"}]})),
        "",
    ),
    (
        "exclusive limits said otherwise (3.0 and 3.1)",
        asks({**INTEGER, "minimum": 1, "exclusiveMinimum": True}, "3.0.3"),
        asks({**INTEGER, "exclusiveMinimum": 1}),
        "",
    ),
    (
        "exclusive or not, of integers",
        asks({**INTEGER, "exclusiveMinimum": 0}),
        asks({**INTEGER, "minimum": 1}),
        "",
    ),
    ("a constant is an enum of one", asks(of(a={"const": "x"})), asks(of(a={"enum": ["x"]})), ""),
    ("an enum has another order", answers({"enum": ["a", "b"]}), answers({"enum": ["b", "a"]}), ""),
    (
        "an enum is a union of constants",
        asks({"enum": ["a", "b"]}),
        asks({"oneOf": [{"const": "a"}, {"const": "b"}]}),
        "",
    ),
    ("an alternative added to a request", asks({"oneOf": [CAT]}), asks({"oneOf": [CAT, DOG]}), ""),
    (
        "alternatives changed their order",
        asks({"oneOf": [CAT, DOG]}),
        asks({"oneOf": [DOG, CAT]}),
        "",
    ),
    (
        "kinds became alternatives",
        asks(of(("kind",), kind={"enum": ["a", "b"]}, size=INTEGER)),
        asks(
            {
                "oneOf": [
                    of(("kind",), kind={"const": "a"}, size=INTEGER),
                    of(("kind",), kind={"const": "b"}, size=INTEGER),
                ]
            }
        ),
        "",
    ),
    (
        "a reference was written out",
        asks(REF, components={"schemas": {"Node": of(("a",), a=STRING)}}),
        asks(of(("a",), a=STRING)),
        "",
    ),
    (
        "a component was renamed",
        asks(REF, components={"schemas": NODE}),
        asks(
            {"$ref": "#/components/schemas/Tree"},
            components={
                "schemas": {
                    "Tree": of(("name",), name=STRING, below={"$ref": "#/components/schemas/Tree"})
                }
            },
        ),
        "",
    ),
    (
        "an allOf was joined",
        answers({"allOf": [of(("a",), a=STRING), of(("b",), b=INTEGER)]}),
        answers(of(("b", "a"), b=INTEGER, a=STRING)),
        "",
    ),
    (
        "limits moved into an allOf",
        asks({**STRING, "maxLength": 5, "pattern": "^a"}),
        asks({"allOf": [{**STRING, "maxLength": 5}, {"pattern": "^a"}]}),
        "",
    ),
    (
        "a type was said of what has properties",
        asks({"properties": {"a": STRING}}),
        asks(of(a=STRING)),
        "",
    ),
    (
        "a recursive schema unrolled once",
        answers(REF, components={"schemas": NODE}),
        answers(
            of(("name",), name=STRING, below=of(("name",), name=STRING, below=REF)),
            components={"schemas": NODE},
        ),
        "",
    ),
    (
        "a read-only property became required",
        asks(of(a={**STRING, "readOnly": True})),
        asks(of(("a",), a={**STRING, "readOnly": True})),
        "",
    ),
    (
        "a read-only property was limited",
        asks(of(a={**STRING, "readOnly": True})),
        asks(of(a={**STRING, "readOnly": True, "maxLength": 3})),
        "",
    ),
    (
        "int32 became int64",
        asks({**INTEGER, "format": "int32"}),
        asks({**INTEGER, "format": "int64"}),
        "request-body-format-loosened",
    ),
    ("a password is no format", asks(STRING), asks({**STRING, "format": "password"}), ""),
    (
        "multiples of what they were",
        asks({**INTEGER, "multipleOf": 10}),
        asks({**INTEGER, "multipleOf": 5}),
        "request-body-multiple-of-loosened",
    ),
    ("a failure added", statuses("200"), statuses("200", "404"), "response-failure-status-added"),
    (
        "a failure removed",
        statuses("200", "404"),
        statuses("200"),
        "response-failure-status-removed",
    ),
    ("a success became a range", statuses("200"), statuses("2XX"), ""),
    (
        "an answer's media type added",
        media("application/json", answer=True),
        media("application/json", "text/csv", answer=True),
        "response-media-type-added",
    ),
    ("a header added", headers(), headers(X_A={"schema": STRING}), "response-header-added"),
    (
        "a header is always there",
        headers(X_A={"schema": STRING}),
        headers(x_a={"required": True, "schema": STRING}),
        "response-header-became-required",
    ),
    (
        "an answer's property added",
        answers(of(a=STRING)),
        answers(of(a=STRING, b=STRING)),
        "response-property-added",
    ),
    (
        "an optional property of an answer removed",
        answers(of(a=STRING, b=STRING)),
        answers(of(a=STRING)),
        "response-property-optional-removed",
    ),
    (
        "an answer's property is always there",
        answers(of(a=STRING)),
        answers(of(("a",), a=STRING)),
        "response-property-became-required",
    ),
    (
        "an answer's enum narrowed",
        answers({"enum": ["a", "b"]}),
        answers({"enum": ["a"]}),
        "response-body-enum-value-removed",
    ),
    (
        "an answer's length limited",
        answers(STRING),
        answers({**STRING, "maxLength": 5}),
        "response-body-max-length-decreased",
    ),
    (
        "an answer is not null any more",
        answers(of(a={"type": ["string", "null"]})),
        answers(of(a=STRING)),
        "response-property-became-not-nullable",
    ),
    (
        "an answer's alternative removed",
        answers({"oneOf": [CAT, DOG]}),
        answers({"oneOf": [CAT]}),
        "",
    ),
    (
        "an answer's text has a pattern now",
        answers(STRING),
        answers({**STRING, "pattern": "^a"}),
        "response-body-pattern-tightened",
    ),
    (
        "a way to sign in added",
        needs({"key": []}),
        needs({"key": []}, {"basic": []}),
        "security-alternative-added",
    ),
    ("no credentials needed", needs({"key": []}), needs({}), "security-removed"),
    (
        "a scope removed",
        needs({"oauth": ["read", "write"]}),
        needs({"oauth": ["read"]}),
        "security-scope-removed",
    ),
    (
        "a scheme renamed",
        needs({"key": []}, schemes={"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}),
        needs(
            {"other": []}, schemes={"other": {"type": "apiKey", "in": "header", "name": "x-key"}}
        ),
        "",
    ),
    (
        "credentials said once for all",
        needs({"key": []}),
        {**needs({"key": []}), "security": [{"key": []}]},
        "",
    ),
    (
        "a server added",
        api(servers=[{"url": "https://a.example"}]),
        api(servers=[{"url": "https://a.example/"}, {"url": "https://b.example"}]),
        "server-added",
    ),
    (
        "a path moved into the server",
        api(("get", "/v1/a", GET), servers=[{"url": "https://a.example"}]),
        api(("get", "/a", GET), servers=[{"url": "https://a.example/v1"}]),
        "",
    ),
    ("a webhook added", hook(None), hook(GET), "webhook-added"),
    ("a webhook sends more", sends(of(a=STRING)), sends(of(("b",), a=STRING, b=STRING)), ""),
    (
        "a callback's enum narrowed",
        calls(of(a={"enum": ["x", "y"]})),
        calls(of(a={"enum": ["x"]})),
        "",
    ),
    (
        "a law taken back",
        api(("get", "/a", {**GET, "x-laws": {"safe": {}}})),
        api(("get", "/a", GET)),
        "law-removed",
    ),
    (
        "a law changed",
        api(("get", "/a", {**GET, "x-laws": {"safe": {}}})),
        api(("get", "/a", {**GET, "x-laws": {"safe": {"watch": []}}})),
        "law-changed",
    ),
]
