"""A contract of one noun, pots, that keeps every rule; a test breaks one thing in it."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from codegen.lint import lint
from codegen.model import Api
from codegen.read.contract import Contract, read

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REPLIES = {
    "Invalid": "400",
    "Unauthenticated": "401",
    "Forbidden": "403",
    "NotFound": "404",
    "MethodNotAllowed": "405",
    "NotAcceptable": "406",
    "TooLarge": "413",
    "WrongMedia": "415",
    "InternalError": "500",
    "Unavailable": "503",
}
TRACE = {"X-Trace-Id": {"$ref": "../headers.yaml#/TraceId"}}


class Workshop:
    """The contract's files as data, to be broken, written and read."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.files = copy.deepcopy(files())
        self.texts: dict[str, str] = {}

    def put(self, path: str, content: Any) -> None:
        self.files[path] = content

    def write(self, path: str, text: str) -> None:
        """Have a file hold exactly this."""
        self.texts[path] = text

    def schema(self, name: str, **keywords: Any) -> None:
        """Add a schema file, and the example that goes with it."""
        title = "".join(word.capitalize() for word in name.split("-"))
        example = keywords.pop("example", None)
        head = {"$schema": DIALECT, "$id": f"https://spolvero.dev/schemas/{name}.json"}
        about = {"title": title, "description": f"What a {name} is."}
        self.put(f"schemas/{name}.json", head | about | keywords)
        self.put(f"examples/{name}.json", example)

    def operation(self, name: str) -> dict[str, Any]:
        """The operation of that name, to be changed in place."""
        for item in self.files["paths/pots.yaml"].values():
            for operation in item.values():
                if operation["operationId"] == name:
                    return operation
        raise LookupError(name)

    def save(self) -> Path:
        """Write the files; the answer is their folder."""
        folder = self.project / "openapi"
        # JSON is YAML, so one writer serves both.
        texts = {path: json.dumps(content) for path, content in self.files.items()}
        for path, text in (texts | self.texts).items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return folder

    def read(self) -> Contract:
        return read(self.save())

    def api(self) -> Api:
        return self.read().api

    def faults(self) -> list[str]:
        return lint(self.read())


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def files() -> dict[str, Any]:
    """Every file of the small contract."""
    schemas = {
        "pot-id": {"type": "string", "minLength": 3},
        "trace-id": {"type": "string", "pattern": "^[0-9a-f]{4}$"},
        "glaze": {"type": "string", "enum": ["matt", "high-gloss"]},
        "pot": {
            "type": "object",
            "properties": {
                "id": {"$ref": "pot-id.json"},
                "glaze": {"$ref": "glaze.json", "default": "matt"},
                "litres": {"description": "How much it holds.", "type": "number", "minimum": 0},
            },
            "required": ["id"],
            "additionalProperties": False,
        },
    }
    examples = {
        "pot-id": "pot1",
        "trace-id": "4bf9",
        "glaze": "matt",
        "pot": {"id": "pot1", "litres": 1.5},
    }
    found: dict[str, Any] = {
        "openapi.yaml": {
            "openapi": "3.1.1",
            "info": {"title": "Pots", "version": "1"},
            "security": [{"token": []}],
            "tags": [{"name": "pots"}],
            "paths": {
                "/pots": {"$ref": "paths/pots.yaml#/pots"},
                "/pots/{pot_id}": {"$ref": "paths/pots.yaml#/pot"},
            },
            "components": {"securitySchemes": {"$ref": "security.yaml"}},
        },
        "security.yaml": {"token": {"type": "http", "scheme": "bearer"}},
        "headers.yaml": {"TraceId": {"schema": {"$ref": "schemas/trace-id.json"}}},
        "parameters.yaml": {
            "PotId": {
                "name": "pot_id",
                "in": "path",
                "required": True,
                "schema": {"$ref": "schemas/pot-id.json"},
            }
        },
        "responses.yaml": {
            name: {
                "description": f"It answers {status}.",
                "headers": {"X-Trace-Id": {"$ref": "headers.yaml#/TraceId"}},
            }
            for name, status in REPLIES.items()
        },
        "paths/pots.yaml": {
            "pots": {
                "post": _operation("make_pot", "400 401 403 405 406 413 415 500 503", body=True)
            },
            "pot": {
                "get": _operation("get_pot", "400 401 403 404 405 406 500 503")
                | {"parameters": [{"$ref": "../parameters.yaml#/PotId"}]}
            },
        },
    }
    for name, schema in schemas.items():
        title = "".join(word.capitalize() for word in name.split("-"))
        found[f"schemas/{name}.json"] = {
            "$schema": DIALECT,
            "$id": f"https://spolvero.dev/schemas/{name}.json",
            "title": title,
            "description": f"What a {name} is.",
            **schema,
        }
        found[f"examples/{name}.json"] = examples[name]
    return found


def _operation(name: str, statuses: str, *, body: bool = False) -> dict[str, Any]:
    pot = {"application/json": {"schema": {"$ref": "../schemas/pot.json"}}}
    replies = {status: reply for reply, status in REPLIES.items() if status in statuses.split()}
    operation: dict[str, Any] = {
        "operationId": name,
        "tags": ["pots"],
        "summary": "Do something",
        "description": "Does something with a pot, and says so.",
        "x-scope": None,
        "responses": {
            "200": {"description": "The pot.", "headers": TRACE, "content": pot},
            **{
                status: {"$ref": f"../responses.yaml#/{reply}"} for status, reply in replies.items()
            },
        },
    }
    if body:
        operation["x-audit"] = True
        operation["requestBody"] = {"required": True, "description": "A pot.", "content": pot}
    return operation
