"""13 MB of JSON with the proportions of GitHub's document, counted in its release of late 2026.

It has 811 paths, 1,223 operations, 969 schemas of 46,000 nodes, most of which are plain strings
and addresses, webhooks that repeat a whole user inline, and examples up to 160 KB.
"""

from typing import Any

from documents.words import VERBS, Dice, Json, listed

SCHEMAS = 969
PATHS = 811
EXAMPLES = 535
HOOKS = 280
TAGS = listed("actions apps billing checks gists git issues orgs packages pulls repos search users")
# How often which: in percent of all nodes. Objects and arrays bring the rest with them.
KINDS = (["string"] * 29 + ["uri"] * 19 + ["date-time"] * 8 + ["$ref"] * 8 + ["boolean"] * 9) + (
    ["integer"] * 9 + ["enum"] * 8 + ["array"] * 3 + ["object"] * 3 + ["oneOf"] * 1
)
PERSON = listed("""
login id node_id name email avatar_url gravatar_id url html_url followers_url gists_url
events_url following_url organizations_url received_events_url repos_url starred_url""")
PARAMETERS = ("owner", "repo", "per-page", "page", "direction", "since", "sort", "item-id")
IN_PATH = ("owner", "repo", "item-id")
RESPONSES = {"not_found": "404", "forbidden": "403", "validation_failed": "422"}


def document() -> Json:
    """Give the document, always the same."""
    dice = Dice("github")
    names = dice.names(SCHEMAS, "-")
    schemas = {name: _schema(dice, names) for name in names}
    schemas["basic-error"] = _object(dice, ["message", "documentation_url", "status"], [])
    examples = {f"{name}-example": {"value": _example(dice)} for name in names[:EXAMPLES]}
    paths: Json = {}
    for place in dice.names(PATHS, "-"):
        _path(dice, paths, place, names)
    hooks: Json = {}
    for place in dice.names(HOOKS, "-"):
        hooks[place] = {"post": _operation(dice, place, "post", False, names)}
    return {
        "openapi": "3.0.3",
        "info": {"title": "Like GitHub's", "version": "1.0.0", "description": dice.prose(200)},
        "tags": [{"name": tag, "description": dice.prose(60)} for tag in TAGS],
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "x-webhooks": hooks,
        "components": {
            "schemas": schemas,
            "examples": examples,
            "parameters": {name: _parameter(dice, name) for name in PARAMETERS},
            "responses": {name: _answer(dice, "basic-error") for name in RESPONSES},
            "headers": {"link": {"example": "<?page=2>", "schema": {"type": "string"}}},
        },
    }


def _parameter(dice: Dice, name: str) -> Json:
    return {
        "name": name.replace("-", "_"),
        "description": dice.prose(90),
        "in": "path" if name in IN_PATH else "query",
        "required": name in IN_PATH,
        "schema": {"type": "integer" if "page" in name else "string"},
    }


def _schema(dice: Dice, names: list[str]) -> Json:
    """One of `components/schemas`: mostly small, a few with a thousand nodes."""
    size = (
        dice.along(1, 3, 6, 8, 11, 17, 28, 60, 120) if dice.chance(0.97) else dice.along(120, 560)
    )
    if size < 3:
        return {"description": dice.prose(40), **_leaf(dice, names, "string")}
    return {"title": dice.name(" ").title(), **_sized(dice, names, size)}


def _sized(dice: Dice, names: list[str], size: int) -> Json:
    """An object of about so many nodes; the large ones are objects of objects."""
    properties: Json = {}
    for name in dice.names(min(size, dice.between(5, 40))):
        properties[name] = _leaf(dice, names, dice.pick(KINDS))
    left = size - len(properties)
    while left > 0:
        size = len(PERSON) + 2 if dice.chance(0.6) else min(left, max(30, left // 3))
        inner = _person(dice) if size == len(PERSON) + 2 else _sized(dice, names, size)
        properties[f"{dice.name()}_{left}"] = inner
        left -= size
    return _around(dice, properties)


def _around(dice: Dice, properties: Json) -> Json:
    found: Json = {"type": "object", "properties": properties}
    if dice.chance(0.35):
        found = {"description": dice.prose(60), **found}
    if dice.chance(0.82):
        found["required"] = [name for name in properties if dice.chance(0.7)] or list(properties)
    if dice.chance(0.2):
        found["nullable"] = True
    return found


def _person(dice: Dice) -> Json:
    """What GitHub's webhooks repeat inline wherever a user is meant."""
    properties: Json = {}
    for name in PERSON:
        properties[name] = {"type": "string", **({"format": "uri"} if "_url" in name else {})}
    properties["id"] = {"type": "integer", "format": "int64"}
    properties["type"] = {"type": "string", "enum": ["Bot", "User", "Organization"]}
    found: Json = {"title": "User", "type": "object", "properties": properties}
    found["required"] = ["login", "id"]
    return {**found, "nullable": True} if dice.chance(0.6) else found


def _object(dice: Dice, fields: list[str], names: list[str]) -> Json:
    kinds = KINDS if names else ["string"]
    return _around(dice, {name: _leaf(dice, names, dice.pick(kinds)) for name in fields})


def _leaf(dice: Dice, names: list[str], kind: str) -> Json:
    if kind == "$ref":
        return {"$ref": f"#/components/schemas/{dice.pick(names)}"}
    found: Json = {}
    if dice.chance(0.22):
        found["description"] = dice.prose(dice.along(10, 25, 45, 70, 220))
    if kind in ("uri", "date-time"):
        found |= {"type": "string", "format": kind}
    elif kind == "enum":
        found |= {"type": "string", "enum": dice.names(dice.along(1, 2, 4, 7))}
    elif kind == "array":
        found |= {"type": "array", "items": _leaf(dice, names, dice.pick(["$ref", "string"]))}
    elif kind == "object":
        found |= _object(dice, dice.names(dice.between(1, 4)), names)
    elif kind == "oneOf":
        found["oneOf"] = [_leaf(dice, names, each) for each in ("string", "integer")]
    else:
        found["type"] = kind
    if "type" in found and dice.chance(0.08):
        found["nullable"] = True
    if kind in ("string", "uri", "integer") and dice.chance(0.08):
        found["example"] = 42 if kind == "integer" else f"https://example.com/{dice.name('/')}"
    return found


def _example(dice: Dice) -> Any:
    """A list or an object as GitHub answers it: many addresses in a row."""
    size = dice.along(2, 5, 10, 18, 36, 90, 180) if dice.chance(0.98) else dice.along(400, 4200)
    found: Json = {}
    inner = found
    for i, name in enumerate(dice.names(size)):
        if i % 24 == 23:
            inner = found[name] = {}
        elif i % 24 == 11:
            inner[name] = {}
            inner = inner[name]
        elif dice.chance(0.6):
            inner[name] = f"https://api.example.com/repos/octo-org/{dice.name('/')}"
        else:
            inner[name] = dice.pick([None, True, False, i, dice.token(), "2026-01-01T00:00:00Z"])
    return [found] if dice.chance(0.4) else found


def _answer(dice: Dice, schema: str, example: str | None = None) -> Json:
    media: Json = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    if example:
        media["examples"] = {"default": {"$ref": f"#/components/examples/{example}"}}
    found: Json = {"description": dice.name(" ").capitalize()}
    return {**found, "content": {"application/json": media}}


def _path(dice: Dice, paths: Json, place: str, names: list[str]) -> None:
    one = dice.chance(0.6)
    path = f"/repos/{{owner}}/{{repo}}/{place}" + ("/{item_id}" if one else "")
    methods = ["get", "patch", "delete"] if one else ["get", "post"]
    paths[path] = {
        method: _operation(dice, place, method, one, names)
        for i, method in enumerate(methods)
        if i == 0 or dice.chance(0.37)
    }


def _operation(dice: Dice, place: str, method: str, one: bool, names: list[str]) -> Json:
    tag = dice.pick(TAGS)
    wanted = [
        "owner",
        "repo",
        *(["item-id"] if one else []),
        *(["page"] if dice.chance(0.4) else []),
    ]
    found: Json = {
        "summary": f"{dice.pick(VERBS).capitalize()} {place.replace('-', ' ')}",
        "description": dice.prose(dice.along(60, 150, 300, 500, 1300)),
        "tags": [tag],
        "operationId": f"{tag}/{method}-{place}" + ("-of-one" if one else ""),
        "externalDocs": {"url": f"https://docs.example.com/rest/{tag}/{place}#{method}"},
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in wanted],
    }
    if method in ("post", "patch"):
        body = _object(dice, dice.names(dice.between(2, 14)), names)
        media = {"schema": body, "examples": {"default": {"value": {"title": "Found a bug"}}}}
        found["requestBody"] = {"required": True, "content": {"application/json": media}}
    responses: Json = {
        "200": _answer(dice, dice.pick(names), f"{dice.pick(names[:EXAMPLES])}-example")
    }
    if dice.chance(0.35):
        properties = {"total_count": {"type": "integer"}}
        items = {"type": "array", "items": {"$ref": f"#/components/schemas/{dice.pick(names)}"}}
        schema = {"type": "object", "properties": {**properties, place: items}, "required": [place]}
        responses["200"]["content"]["application/json"]["schema"] = schema
        responses["200"]["headers"] = {"Link": {"$ref": "#/components/headers/link"}}
    for name, status in RESPONSES.items():
        if dice.chance(0.6):
            responses[status] = {"$ref": f"#/components/responses/{name}"}
    found["responses"] = responses
    found["x-github"] = {"githubCloudOnly": False, "category": tag, "subcategory": place}
    return found
