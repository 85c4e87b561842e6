"""`spolvero lint`: each rule finds its fault and names the place; fixes change nothing else."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.lint.main import main
from codegen.lint.rule import RULES, SETS, Drop
from codegen.lint.run import chosen, lint_document
from codegen.pointer import split
from codegen.source import open_source

PROBLEM = {
    "description": "It is refused.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
GOOD: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Pots",
        "version": "1.2.0",
        "description": "What a potter sells.",
        "contact": {"email": "potter@example.org"},
        "license": {"name": "MIT", "identifier": "MIT"},
        "x-api-id": "d0184f38-b98d-11e7-9c56-68f728c1ba70",
        "x-audience": "external-public",
    },
    "servers": [{"url": "https://pots.example/{at}", "variables": {"at": {"default": "v1"}}}],
    "tags": [{"name": "pots", "description": "Pots."}],
    "security": [{"key": []}],
    "paths": {
        "/pots/{pot_id}": {
            "get": {
                "operationId": "get_pot",
                "tags": ["pots"],
                "summary": "Look at a pot",
                "description": "Gives the pot as it is now.",
                "security": [{"way": ["read"]}],
                "parameters": [
                    {
                        "name": "pot_id",
                        "in": "path",
                        "required": True,
                        "description": "The pot's id.",
                        "schema": {"type": "string"},
                        "example": "a",
                    },
                    {
                        "name": "limit",
                        "in": "query",
                        "description": "How many.",
                        "schema": {"type": "integer", "maximum": 100, "default": 20},
                    },
                    {
                        "name": "X-Colour",
                        "in": "header",
                        "description": "Which colour.",
                        "schema": {"type": "string"},
                    },
                ],
                "responses": {
                    "200": {
                        "description": "The pot.",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Pot"},
                                "example": {"id": "a", "made_at": "2026-01-01", "kind": "big"},
                            }
                        },
                    },
                    "401": PROBLEM,
                    "404": PROBLEM,
                    "429": {**PROBLEM, "headers": {"Retry-After": {"schema": {"type": "string"}}}},
                },
            }
        }
    },
    "components": {
        "securitySchemes": {
            "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
            "way": {
                "type": "oauth2",
                "flows": {"clientCredentials": {"tokenUrl": "/", "scopes": {"read": "Read."}}},
            },
        },
        "schemas": {
            "Pot": {
                "type": "object",
                "description": "A pot.",
                "required": ["id", "kind"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "description": "Its id.", "pattern": "^[a-z]$"},
                    "made_at": {"type": "string", "format": "date", "description": "When."},
                    "kind": {"type": "string", "enum": ["big", "small"], "description": "What."},
                    "marks": {
                        "type": "array",
                        "description": "Its marks.",
                        "default": [],
                        "items": {"type": "integer", "minimum": 0, "maximum": 9},
                    },
                    "lid": {"$ref": "#/components/schemas/Lid"},
                },
            },
            "Lid": {
                "description": "What is on top.",
                "discriminator": {"propertyName": "kind"},
                "oneOf": [{"$ref": "#/components/schemas/Flat"}],
            },
            "Flat": {
                "type": "object",
                "description": "A flat lid.",
                "required": ["kind"],
                "additionalProperties": False,
                "properties": {"kind": {"const": "flat", "description": "Its kind."}},
            },
            "Problem": {"type": "object", "description": "A problem (RFC 9457)."},
        },
    },
}
GET, POT = "/paths/~1pots~1{pot_id}/get", "/components/schemas/Pot"
ANSWERS = f"{GET}/responses"

Edit = tuple[str, Any]
BREAKS: dict[str, list[tuple[str, list[Edit]]]] = {
    # the rule: where it finds a fault, and the edits that put it there; for several faults, several
    "path-begins-with-slash": [("/paths/pots", [("/paths/pots", {})])],
    "path-without-query": [("/paths/~1pots?a=b", [("/paths/~1pots?a=b", {})])],
    "path-unambiguous": [("/paths/~1pots~1{id}", [("/paths/~1pots~1{id}", {})])],
    "path-parameters-declared": [
        (GET, [(f"{GET}/parameters/0", {"in": "query", "name": "q", "description": "Q."})]),
        (GET, [(f"{GET}/parameters/1", {"in": "path", "name": "cup_id", "required": True})]),
    ],
    "path-no-trailing-slash": [("/paths/~1pots~1", [("/paths/~1pots~1", {})])],
    "path-kebab-case": [("/paths/~1bigPots", [("/paths/~1bigPots", {})])],
    "path-verb-free": [("/paths/~1createPot", [("/paths/~1createPot", {})])],
    "path-plural": [("/paths/~1cup~1{id}", [("/paths/~1cup~1{id}", {})])],
    "path-levels": [("/paths/~1a~1b~1c~1d~1e", [("/paths/~1a~1b~1c~1d~1e", {})])],
    "path-no-api-base": [("/paths/~1api~1pots", [("/paths/~1api~1pots", {})])],
    "operation-id-present": [(GET, [(f"{GET}/operationId", Drop)])],
    "operation-id-unique": [
        ("/paths/~1cups/get/operationId", [("/paths/~1cups", {"get": {"operationId": "get_pot"}})])
    ],
    "operation-id-snake-case": [(f"{GET}/operationId", [(f"{GET}/operationId", "getPot")])],
    "operation-summary": [(GET, [(f"{GET}/summary", " ")])],
    "operation-summary-no-period": [(f"{GET}/summary", [(f"{GET}/summary", "Look.")])],
    "operation-description": [(GET, [(f"{GET}/description", "Short.")])],
    "operation-tagged": [(GET, [(f"{GET}/tags", [])])],
    "tag-declared": [(f"{GET}/tags/0", [(f"{GET}/tags/0", "cups")])],
    "operation-succeeds": [(ANSWERS, [(f"{ANSWERS}/200", Drop)])],
    "operation-refuses": [(GET, [(f"{ANSWERS}/{each}", Drop) for each in (401, 404, 429)])],
    "operation-body-means-something": [(f"{GET}/requestBody", [(f"{GET}/requestBody", {})])],
    "answers-implied": [
        (GET, [(f"{ANSWERS}/404", Drop)]),
        (GET, [(f"{GET}/parameters/2/name", "If-None-Match")]),
    ],
    "deprecated-false": [(f"{GET}/deprecated", [(f"{GET}/deprecated", False)])],
    "deprecation-dated": [(GET, [(f"{GET}/deprecated", True)])],
    "parameter-place": [(f"{GET}/parameters/2", [(f"{GET}/parameters/2/in", "body")])],
    "path-parameter-required": [
        (f"{GET}/parameters/0", [(f"{GET}/parameters/0/required", Drop)]),
        (f"{GET}/parameters/0", [(f"{GET}/parameters/0/required", False)]),
    ],
    "parameter-has-schema": [(f"{GET}/parameters/2", [(f"{GET}/parameters/2/schema", Drop)])],
    "parameter-unique": [
        (
            f"{GET}/parameters/2",
            [(f"{GET}/parameters/2/{k}", v) for k, v in (("name", "limit"), ("in", "query"))],
        )
    ],
    "parameter-heard": [(f"{GET}/parameters/2", [(f"{GET}/parameters/2/name", "Accept")])],
    "parameter-required-false": [
        (f"{GET}/parameters/2/required", [(f"{GET}/parameters/2/required", False)])
    ],
    "parameter-described": [(f"{GET}/parameters/2", [(f"{GET}/parameters/2/description", "")])],
    "query-snake-case": [(f"{GET}/parameters/1", [(f"{GET}/parameters/1/name", "perPage")])],
    "header-words": [(f"{GET}/parameters/2", [(f"{GET}/parameters/2/name", "x_colour")])],
    "list-limit-bounded": [
        (f"{GET}/parameters/1", [(f"{GET}/parameters/1/schema", {"type": "integer"})])
    ],
    "answer-status": [(f"{ANSWERS}/20", [(f"{ANSWERS}/20", PROBLEM)])],
    "answer-status-registered": [(f"{ANSWERS}/299", [(f"{ANSWERS}/299", PROBLEM)])],
    "answer-described": [(f"{ANSWERS}/200", [(f"{ANSWERS}/200/description", "")])],
    "answer-without-body": [(f"{ANSWERS}/204", [(f"{ANSWERS}/204", PROBLEM)])],
    "media-type-valid": [(f"{ANSWERS}/200/content/json", [(f"{ANSWERS}/200/content/json", {})])],
    "errors-are-problems": [
        (
            f"{ANSWERS}/404",
            [(f"{ANSWERS}/404", {"description": "No.", "content": {"text/plain": {}}})],
        )
    ],
    "answer-is-object": [
        (
            f"{ANSWERS}/200/content/application~1json",
            [(f"{ANSWERS}/200/content/application~1json", {"schema": {"type": "array"}})],
        )
    ],
    "limits-are-told": [(f"{ANSWERS}/429", [(f"{ANSWERS}/429", PROBLEM)])],
    "info-title": [("/info", [("/info/title", "")])],
    "info-description": [("/info", [("/info/description", Drop)])],
    "info-contact": [("/info", [("/info/contact", {"name": "Ann"})])],
    "info-license": [("/info", [("/info/license", Drop)])],
    "info-version-semantic": [("/info/version", [("/info/version", "v1")])],
    "info-audience": [("/info", [("/info/x-audience", Drop)])],
    "server-no-trailing-slash": [("/servers/0/url", [("/servers/0/url", "https://pots.example/")])],
    "server-variables-defined": [("/servers/0", [("/servers/0/variables", {})])],
    "server-encrypted": [("/servers/0/url", [("/servers/0/url", "http://pots.example")])],
    "tag-unique": [("/tags/1", [("/tags", [*GOOD["tags"], *GOOD["tags"]])])],
    "tag-described": [("/tags/0", [("/tags/0/description", "")])],
    "component-name": [
        ("/components/schemas/A pot", [("/components/schemas/A pot", {"type": "string"})])
    ],
    "component-used": [
        ("/components/schemas/Cup", [("/components/schemas/Cup", {"description": "A cup."})])
    ],
    "reference-resolves": [
        (f"{POT}/properties/lid", [(f"{POT}/properties/lid/$ref", "#/components/schemas/No")])
    ],
    "property-snake-case": [
        (f"{POT}/properties/madeBy", [(f"{POT}/properties/madeBy", {"description": "Who."})])
    ],
    "schema-pascal-case": [
        ("/components/schemas/cup", [("/components/schemas/cup", {"description": "A cup."})])
    ],
    "property-array-plural": [
        (f"{POT}/properties/mark", [(f"{POT}/properties/mark", {"type": "array", "items": {}})])
    ],
    "property-date-named": [
        (
            f"{POT}/properties/born",
            [(f"{POT}/properties/born", {"type": "string", "format": "date"})],
        )
    ],
    "property-id-text": [(f"{POT}/properties/id", [(f"{POT}/properties/id/type", "integer")])],
    "security-scheme-defined": [(f"{GET}/security/0", [(f"{GET}/security", [{"door": []}])])],
    "security-scheme-defined-at-root": [("/security/0", [("/security", [{"door": []}])])],
    "security-scope-defined": [(f"{GET}/security/0", [(f"{GET}/security/0/way", ["write"])])],
    "security-stated": [(GET, [(f"{GET}/security", Drop), ("/security", Drop)])],
    "security-no-basic": [
        (
            "/components/securitySchemes/b",
            [("/components/securitySchemes/b", {"type": "http", "scheme": "Basic"})],
        )
    ],
    "security-key-not-in-query": [
        ("/components/securitySchemes/key/in", [("/components/securitySchemes/key/in", "query")])
    ],
    "schema-type-known": [(f"{POT}/properties/id/type", [(f"{POT}/properties/id/type", "text")])],
    "schema-keyword-known": [
        (f"{POT}/properties/id/maxLenght", [(f"{POT}/properties/id/maxLenght", 3)])
    ],
    "schema-keyword-applies": [
        (f"{POT}/properties/id/maximum", [(f"{POT}/properties/id/maximum", 3)])
    ],
    "schema-limits-agree": [
        (
            f"{POT}/properties/id/minLength",
            [(f"{POT}/properties/id/minLength", 3), (f"{POT}/properties/id/maxLength", 2)],
        ),
        (f"{POT}/properties/id/minLength", [(f"{POT}/properties/id/minLength", -1)]),
    ],
    "enum-unique": [
        (
            f"{POT}/properties/kind/enum/2",
            [(f"{POT}/properties/kind/enum", ["big", "small", "big"])],
        )
    ],
    "enum-fits-type": [
        (f"{POT}/properties/kind/enum/1", [(f"{POT}/properties/kind/enum", ["big", 1])])
    ],
    "array-has-items": [(f"{POT}/properties/marks", [(f"{POT}/properties/marks/items", Drop)])],
    "nullable-is-heard": [
        (f"{POT}/properties/id/nullable", [(f"{POT}/properties/id/nullable", True)])
    ],
    "bounds-are-numbers": [
        (
            f"{POT}/properties/marks/items/exclusiveMinimum",
            [(f"{POT}/properties/marks/items/exclusiveMinimum", True)],
        )
    ],
    "reference-alone": [
        (f"{POT}/properties/lid", [("/openapi", "3.0.3"), (f"{POT}/properties/lid/maxLength", 3)])
    ],
    "required-exists": [(f"{POT}/required/0", [(f"{POT}/required/0", "ident")])],
    "discriminator-required": [
        ("/components/schemas/Lid/oneOf/0", [("/components/schemas/Flat/required", [])])
    ],
    "object-closed": [(POT, [(f"{POT}/additionalProperties", Drop)])],
    "property-described": [(f"{POT}/properties/id", [(f"{POT}/properties/id/description", Drop)])],
    "number-format": [
        (f"{POT}/properties/marks/items", [(f"{POT}/properties/marks/items", {"type": "integer"})])
    ],
    "boolean-not-null": [
        (
            f"{POT}/properties/cracked",
            [(f"{POT}/properties/cracked", {"type": ["boolean", "null"], "description": "So."})],
        )
    ],
    "array-not-null": [
        (f"{POT}/properties/marks", [(f"{POT}/properties/marks/type", ["array", "null"])])
    ],
    "pattern-valid": [
        (f"{POT}/properties/id/pattern", [(f"{POT}/properties/id/pattern", "^[a-z")])
    ],
    "example-fits": [
        (f"{POT}/properties/kind/examples/0", [(f"{POT}/properties/kind/examples", ["huge"])])
    ],
    "default-fits": [
        (f"{POT}/properties/marks/default", [(f"{POT}/properties/marks/default", [10])])
    ],
    "media-example-fits": [
        (
            f"{ANSWERS}/200/content/application~1json/example",
            [(f"{ANSWERS}/200/content/application~1json/example", {"id": "a"})],
        )
    ],
    "parameter-example-fits": [
        (f"{GET}/parameters/0/example", [(f"{GET}/parameters/0/example", 1)])
    ],
}
ROWS = [(name, *row) for name, rows in BREAKS.items() for row in rows]


def edited(edits: list[Edit]) -> dict[str, Any]:
    document = copy.deepcopy(GOOD)
    for pointer, value in edits:
        *above, last = split(pointer)
        at: Any = document
        for step in above:
            at = at[int(step)] if isinstance(at, list) else at[step]
        if value is Drop:
            del at[last]
        else:
            at[int(last) if isinstance(at, list) else last] = value
    return document


@pytest.fixture
def write(tmp_path):
    """Write a document; give where it is."""

    def write(document: dict[str, Any], name: str = "pots.json") -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(document, indent=2) + "\n")
        return path

    return write


def found(path: Path, *sets: str) -> list[tuple[str, str]]:
    rules = chosen(sets or [*SETS])
    return [(each.rule.id, each.pointer) for each in lint_document(open_source(path), rules)]


def test_a_good_document_breaks_no_rule_of_any_set(write):
    assert found(write(GOOD)) == []


def test_every_rule_has_a_document_that_breaks_it_and_a_sentence():
    chosen(SETS)
    assert BREAKS.keys() == RULES.keys()
    assert [each.id for each in RULES.values() if not each.says.endswith(".")] == []
    assert {name for each in RULES.values() for name in each.sets} == {*SETS}


@pytest.mark.parametrize(("name", "place", "edits"), ROWS, ids=[row[0] for row in ROWS])
def test_a_rule_finds_its_fault_where_it_is(write, name, place, edits):
    assert (name, place) in found(write(edited(edits)))


def test_only_what_is_asked_for_is_looked_at(write):
    path = write(edited([("/info/license", Drop), (f"{GET}/operationId", "getPot")]))
    assert found(path, "openapi") == [("info-license", "/info")]
    assert found(path, "spolvero") == [("operation-id-snake-case", f"{GET}/operationId")]


def test_the_command_names_line_and_rule_and_ends_with_1(write, capsys):
    path = write(edited([(f"{GET}/operationId", Drop)]))
    assert main([str(path)]) == 1
    out = capsys.readouterr().out
    assert out.startswith(f"{path}:40:7: warning: The operation has no operationId.")
    assert "[operation-id-present]" in out
    assert main([str(path), "--off", "operation-id-present"]) == 0
    assert main([str(path), "--fail-on", "error"]) == 0
    assert main([str(path), "--only", "no-such-rule"]) == 2
    assert main([str(path.with_name("none.json"))]) == 2


def test_programs_get_json_and_workflows_get_annotations(write, capsys):
    path = write(edited([(f"{GET}/operationId", Drop)]))
    assert main([str(path), "--format", "json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["rule"], fault["pointer"]) == ("operation-id-present", GET)
    assert main([str(path), "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::warning file={path},line=40,col=7,title=")


MENDED = [
    ("operation-summary-no-period", [(f"{GET}/summary", "Look at a pot.")], []),
    ("path-parameter-required", [(f"{GET}/parameters/0/required", Drop)], []),
    ("parameter-required-false", [(f"{GET}/parameters/2/required", False)], []),
    ("deprecated-false", [(f"{GET}/deprecated", False)], []),
    ("enum-unique", [(f"{POT}/properties/kind/enum", ["big", "small", "big"])], []),
    (
        "server-no-trailing-slash",
        [("/servers/0/url", "https://pots.example/")],
        [("/servers/0/url", "https://pots.example")],
    ),
]


@pytest.mark.parametrize(("name", "edits", "left"), MENDED, ids=[row[0] for row in MENDED])
@pytest.mark.parametrize("form", ["json", "yaml"])
def test_what_can_be_mended_is_mended_and_nothing_else_changes(
    tmp_path, write, form, name, edits, left
):
    document = edited(edits)
    path = write(document)
    if form == "yaml":
        path = tmp_path / "pots.yaml"
        written = yaml.safe_dump(document, sort_keys=False, width=1000)
        path.write_text("# Kept.\n" + written)
    assert main([str(path), "--fix", "--all", "--only", name]) == 0
    text = path.read_text()
    now = json.loads(text) if form == "json" else yaml.safe_load(text)
    assert now == edited(left)
    assert form == "json" or text.startswith("# Kept.\n")


def test_yaml_that_cannot_be_mended_line_by_line_is_left_as_it_is(tmp_path):
    path = tmp_path / "pots.yaml"
    document = edited([(f"{GET}/summary", "Look at a pot.")])
    text = yaml.safe_dump(document, sort_keys=False).replace(
        "summary: Look at a pot.", "summary: &look Look at a pot."
    )
    path.write_text(text)
    assert main([str(path), "--fix", "--only", "operation-summary-no-period"]) == 0
    assert path.read_text() == text


def test_the_rules_are_listed(capsys):
    assert main(["--rules"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == [*RULES]


def test_the_page_has_every_rule_as_it_is():
    chosen(SETS)
    page = Path(__file__).parents[2].joinpath("docs", "lint.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 6]
    assert rows == [
        f"| `{each.id}` | {each.severity} | {', '.join(each.sets)} | {each.source} | {each.says} |"
        for each in RULES.values()
    ]
