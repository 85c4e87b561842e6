"""1.8 MB of JSON with the proportions of Box's document: 186 paths, 296 operations, 305 schemas.

Schemas are small and built of each other by `allOf`; parameters stand inline with long text and
examples; every operation names six ways to fail.
"""

from documents.words import Dice, Json

SCHEMAS = 305
PATHS = 186
FAILURES = ((400, 404), (403, 404, 412), (), (401,), (400, 403, 404, 409))
KINDS = (["string"] * 30 + ["date-time"] * 8 + ["integer"] * 8 + ["enum"] * 9 + ["boolean"] * 5) + (
    ["$ref"] * 14 + ["allOf"] * 12 + ["array"] * 8 + ["object"] * 9
)


def document() -> Json:
    """Give the document, always the same."""
    dice = Dice("box")
    names = [name.title() for name in dice.names(SCHEMAS, "-")]
    schemas: Json = {"ClientError": _object(dice, ["status", "code", "message"], names)}
    for i, name in enumerate(names):
        schemas[name] = _schema(dice, name, names, names[:i])
    paths: Json = {}
    for place in dice.names(PATHS):
        _path(dice, paths, place, names)
    return {
        "openapi": "3.0.2",
        "info": {"title": "Like Box's", "description": dice.prose(300), "version": "2024.0"},
        "servers": [{"url": "https://api.example.com/2.0"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schema(dice: Dice, name: str, names: list[str], earlier: list[str]) -> Json:
    """An object, or one more layer on an earlier schema: no ring of `allOf` can come of it."""
    body = _object(dice, dice.names(dice.along(1, 2, 4, 7, 16)), names)
    head: Json = {"title": name.replace("-", " "), "description": dice.prose(60)}
    if earlier and dice.chance(0.35):
        base = {"$ref": f"#/components/schemas/{dice.pick(earlier)}"}
        return {**head, "allOf": [base, body]}
    return {**head, **body, "x-box-resource-id": name.lower()}


def _object(dice: Dice, fields: list[str], names: list[str]) -> Json:
    properties = {field: _field(dice, names, dice.pick(KINDS)) for field in fields}
    found: Json = {"type": "object", "properties": properties}
    return {**found, "required": fields[:2]} if dice.chance(0.4) else found


def _field(dice: Dice, names: list[str], kind: str) -> Json:
    target = {"$ref": f"#/components/schemas/{dice.pick(names)}"}
    if kind == "$ref":
        return target
    found: Json = {"description": dice.prose(dice.along(15, 40, 60, 90, 250))}
    if kind == "allOf":
        return {"allOf": [target, found]}
    if kind == "array":
        found |= {"type": "array", "items": target}
    elif kind == "object":
        found |= _object(dice, dice.names(dice.between(1, 5)), names)
    elif kind == "enum":
        found |= {"type": "string", "enum": dice.names(dice.between(1, 6))}
    elif kind == "date-time":
        found |= {"type": "string", "format": kind, "example": "2026-01-01T00:00:00Z"}
    else:
        values = {"string": dice.name(), "integer": 12345, "boolean": True}
        found |= {"type": kind, "example": values[kind]}
    return {**found, "nullable": True} if dice.chance(0.14) else found


def _path(dice: Dice, paths: Json, place: str, names: list[str]) -> None:
    one = dice.chance(0.55)
    methods = ("get", "put", "delete") if one else ("get", "post")
    paths[f"/{place}" + (f"/{{{place}_id}}" if one else "")] = {
        method: _operation(dice, place, method, one, names)
        for i, method in enumerate(methods)
        if i == 0 or dice.chance(0.38)
    }


def _parameter(dice: Dice, name: str, where: str) -> Json:
    found: Json = {"name": name, "in": where, "description": dice.prose(200)}
    return {**found, "required": where == "path", "schema": {"type": "string"}, "example": "12345"}


def _operation(dice: Dice, place: str, method: str, one: bool, names: list[str]) -> Json:
    parameters = [_parameter(dice, f"{place}_id", "path")] if one else []
    for name in dice.names(dice.between(0, 3)):
        parameters.append(_parameter(dice, name, dice.pick(["query", "query", "header"])))
    found: Json = {
        "operationId": f"{method}_{place}" + ("_id" if one else ""),
        "summary": f"{method.capitalize()} {place.replace('_', ' ')}",
        "description": dice.prose(dice.along(40, 100, 150, 200, 500)),
        "parameters": parameters,
        "tags": [place.capitalize()],
        "responses": {
            "200": _answer(dice, dice.pick(names)),
            **{str(status): _answer(dice, "ClientError") for status in dice.pick(FAILURES)},
            "default": _answer(dice, "ClientError"),
        },
    }
    if method in ("post", "put"):
        body = _object(dice, dice.names(dice.between(1, 8)), names)
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return found


def _answer(dice: Dice, schema: str) -> Json:
    target = {"$ref": f"#/components/schemas/{schema}"}
    return {
        "description": dice.prose(60),
        "content": {"application/json": {"schema": target}},
    }
