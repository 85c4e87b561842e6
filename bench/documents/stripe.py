"""4 MB of YAML with the proportions of Stripe's document of September 2023.

It has 318 paths, 468 operations and 819 schemas; half its bytes are forms with deep inline
objects; a field is an id or, when expanded, an object; text is long and folded.
"""

from documents.words import Dice, Json

SCHEMAS = 819
PATHS = 318
ZONES = [f"Area/{letter}{number}" for letter in "abcdefghijklmnopqrst" for number in range(29)]
KINDS = (["text"] * 34 + ["enum"] * 14 + ["integer"] * 10 + ["unix-time"] * 6 + ["boolean"] * 8) + (
    ["expandable"] * 12 + ["$ref"] * 8 + ["array"] * 6 + ["metadata"] * 2
)


def document() -> Json:
    """Give the document, always the same."""
    dice = Dice("stripe")
    names = dice.names(SCHEMAS)
    schemas = {name: _schema(dice, name, names) for name in names}
    schemas["error"] = _schema(dice, "error", names)
    paths: Json = {}
    for place in dice.names(PATHS):
        _path(dice, paths, place, names)
    return {
        "components": {
            "schemas": schemas,
            "securitySchemes": {"bearerAuth": {"scheme": "bearer", "type": "http"}},
        },
        "info": {"description": dice.prose(200), "title": "Like Stripe's", "version": "2023-08-16"},
        "openapi": "3.0.0",
        "paths": paths,
        "security": [{"bearerAuth": []}],
        "servers": [{"url": "https://api.example.com/"}],
    }


def _schema(dice: Dice, name: str, names: list[str]) -> Json:
    fields = dice.names(dice.along(1, 2, 3, 5, 8, 18))
    properties = {field: _field(dice, names, dice.pick(KINDS)) for field in fields}
    expandable = [field for field, schema in properties.items() if "anyOf" in schema]
    return {
        "description": dice.prose(dice.along(10, 20, 40, 90, 500)),
        "properties": properties,
        "required": [field for field in fields if dice.chance(0.6)] or fields,
        "title": name.title().replace("_", ""),
        "type": "object",
        "x-expandableFields": expandable,
        "x-resourceId": name,
    }


def _text(limit: int = 5000) -> Json:
    return {"maxLength": limit, "type": "string"}


def _field(dice: Dice, names: list[str], kind: str) -> Json:
    found: Json = {}
    if dice.chance(0.75):
        found["description"] = dice.prose(dice.along(10, 20, 40, 60, 200))
    target = {"$ref": f"#/components/schemas/{dice.pick(names)}"}
    if kind == "$ref":
        return target
    if kind == "expandable":
        found["anyOf"] = [_text(), target]
        found["x-expansionResources"] = {"oneOf": [target]}
    elif kind == "enum":
        zones = dice.chance(0.004)
        found |= {"enum": ZONES if zones else dice.names(dice.between(1, 9)), "type": "string"}
    elif kind == "unix-time":
        found |= {"format": kind, "type": "integer"}
    elif kind == "array":
        found |= {"items": target, "type": "array"}
    elif kind == "metadata":
        found |= {"additionalProperties": _text(500), "type": "object"}
    else:
        found |= _text() if kind == "text" else {"type": kind}
    if dice.chance(0.25):
        found["nullable"] = True
    return found


def _form(dice: Dice, depth: int) -> Json:
    """A parameter of a form: plain, or an object of more, five deep at most."""
    if depth == 5 or not dice.chance(0.3):
        kind = dice.pick(["text"] * 5 + ["enum"] * 4 + ["integer"] * 3 + ["boolean"] * 2)
        found = _field(dice, ["error"], kind)
        found.pop("nullable", None)
        if depth > 1 and dice.chance(0.9):
            found.pop("description", None)
        return found
    fields = {name: _form(dice, depth + 1) for name in dice.names(dice.between(1, 4))}
    inner: Json = {"properties": fields, "title": f"{dice.name()}_params", "type": "object"}
    if dice.chance(0.3):
        inner["required"] = list(fields)
    if dice.chance(0.12):
        inner = {"items": inner, "type": "array"}
    elif dice.chance(0.3):
        return {"anyOf": [inner, {"enum": [""], "type": "string"}]}
    return {"description": dice.prose(60), **inner} if depth < 2 else inner


def _path(dice: Dice, paths: Json, place: str, names: list[str]) -> None:
    one = dice.chance(0.55)
    paths[f"/v1/{place}" + ("/{id}" if one else "")] = {
        method: _operation(dice, place, method, one, names)
        for method in ("get", "post")
        if (method == "get") == one or dice.chance(0.48)
    }


def _operation(dice: Dice, place: str, method: str, one: bool, names: list[str]) -> Json:
    parameters: list[Json] = []
    if one:
        path = {"in": "path", "name": "id", "required": True, "schema": _text(), "style": "simple"}
        parameters.append(path)
    for name in dice.names(dice.between(1, 5)) if method == "get" else []:
        query = {"in": "query", "name": name, "required": False, "schema": _text()}
        parameters.append({"description": dice.prose(60), **query, "style": "form"})
    fields = dice.names(dice.along(2, 5, 8, 14, 30)) if method == "post" else []
    form: Json = {"properties": {field: _form(dice, 0) for field in fields}, "type": "object"}
    media = {"application/x-www-form-urlencoded": {"encoding": {}, "schema": form}}
    return {
        "description": f"<p>{dice.prose(dice.along(50, 90, 150, 500))}</p>",
        "operationId": f"{method.title()}{place.title().replace('_', '')}" + ("Id" if one else ""),
        "parameters": parameters,
        "requestBody": {"content": media, "required": bool(fields)},
        "responses": {
            "200": _answer(dice.pick(names), "Successful response."),
            "default": _answer("error", "Error response."),
        },
    }


def _answer(schema: str, description: str) -> Json:
    target = {"$ref": f"#/components/schemas/{schema}"}
    return {"content": {"application/json": {"schema": target}}, "description": description}
