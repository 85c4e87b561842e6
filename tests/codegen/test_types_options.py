"""How types look when somebody asks for something else, and for which part of a document."""

import gc
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from codegen.asked import parser
from codegen.emit.typescript_enums import members
from codegen.emit.typescript_folder import file_names
from codegen.model import Choice, Schema
from codegen.types import main
from tests.codegen.tsc import ROOT, compiled

POTS = Path(__file__).parent / "drop_in" / "pots.yaml"
PAGE = ROOT / "docs" / "reference" / "types-command.md"


@pytest.fixture(autouse=True)
def collecting():
    """The command ends with its process and never collects; we go on."""
    yield
    gc.enable()


@pytest.fixture
def made(tmp_path, monkeypatch, capsys):
    """Make types of a document; give their text."""
    monkeypatch.chdir(tmp_path)

    def make(document: Any, *options: str) -> str:
        Path("api.json").write_text(json.dumps({"openapi": "3.1.0", **document}))
        status = main(["api.json", *options])
        said = capsys.readouterr()
        assert status == 0, said.err
        return str(said.out)

    return make


def of(**schemas: Any) -> dict[str, Any]:
    return {"components": {"schemas": schemas}}


def record(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


def to(name: str, section: str = "schemas") -> dict[str, str]:
    return {"$ref": f"#/components/{section}/{name}"}


def operation(*tags: str, body: Any = None, **more: Any) -> dict[str, Any]:
    found = {"tags": [*tags], "responses": {}, **more}
    if body is not None:
        found["requestBody"] = {"content": {"application/json": {"schema": body}}}
    return found


# --enums


def test_a_named_list_of_values_becomes_an_enum_wherever_its_name_stands(made):
    glaze = {"description": "How it shines.", "enum": ["matt", "high-gloss"]}
    text = made(of(Glaze=glaze, Pot=record(glaze=to("Glaze"))), "--enums", "enum")
    assert (
        "/** How it shines. */\n"
        "export enum Glaze {\n"
        '  Matt = "matt",\n'
        '  HighGloss = "high-gloss",\n'
        "}\n"
    ) in text
    assert "  glaze?: Glaze;\n" in text


def test_a_list_and_its_union_stand_together_as_constants(made):
    text = made(of(Glaze={"enum": ["matt", "high-gloss", None]}), "--enums", "const")
    assert 'export const glazeValues = ["matt", "high-gloss", null] as const;\n' in text
    assert "export type Glaze = (typeof glazeValues)[number];\n" in text


def test_two_types_that_differ_in_their_first_letter_have_two_constants(made):
    text = made(of(Glaze={"enum": ["a"]}, glaze={"enum": ["b"]}), "--enums", "const")
    assert 'export const glazeValues = ["a"] as const;' in text
    assert 'export const glazeValues_ = ["b"] as const;' in text


@pytest.mark.parametrize(
    ("values", "names"),
    [
        (("matt", "high-gloss", "in_the kiln"), ["Matt", "HighGloss", "InTheKiln"]),
        (("", "+1", "-1", "1", "3d"), ["Empty", "Plus1", "Dash1", "Value1", "Value3d"]),
        ((1, -1, 1.5, 1e21, "1"), ["Value1", "ValueMinus1", "Value1Dot5", "Value1E21", "Value1_"]),
        (("a-b", "a_b", "AB"), ["ADashB", "AUnderscoreB", "AB"]),
        (("a", "A", "Ä"), ["A_", "A", "Ä"]),
        (
            ("NaN", "Infinity", "class", "__proto__"),
            ["ValueNaN", "ValueInfinity", "Class", "Proto"],
        ),
        (("日本", "*", "∞", "a", "a"), ["日本", "Star", "U221e", "A"]),
    ],
)
def test_each_value_has_a_name_of_its_own(values, names):
    found = members(Schema(Choice(values)))
    assert found is not None
    assert [*found.values()] == names


@pytest.mark.parametrize("values", [(True,), ("a", None), ("a", {}), (float("inf"),), ()])
def test_a_list_that_an_enum_cannot_hold_stays_a_union(values):
    assert members(Schema(Choice(values))) is None


def test_an_author_may_name_and_explain_the_members(made):
    said = {"x-enum-varnames": ["LOW", "HIGH"], "x-enum-descriptions": ["Cold.", "Hot."]}
    text = made(of(Fire={"enum": [1, 2], **said}), "--enums", "enum")
    assert "  /** Cold. */\n  LOW = 1,\n  /** Hot. */\n  HIGH = 2,\n" in text


def test_the_value_that_tells_an_option_is_a_member_too(made):
    kind = {"type": "string", "enum": ["bowl", "jug"]}
    bowl = record(kind=to("Kind")) | {"required": ["kind"]}
    mapping = {"bowl": to("Bowl")["$ref"], "jug": to("Jug")["$ref"]}
    pot = {
        "oneOf": [to("Bowl"), to("Jug")],
        "discriminator": {"propertyName": "kind", "mapping": mapping},
    }
    text = made(of(Kind=kind, Bowl=bowl, Jug=bowl, Pot=pot), "--enums", "enum")
    assert "kind: Kind.Bowl;" in text
    assert "kind: Kind.Jug;" in text


# --dates, --branded-formats, --immutable


def test_dates_may_be_dates(made):
    text = made(
        of(
            Day={"type": "string", "format": "date"},
            Pot=record(
                fired={"type": ["string", "null"], "format": "date-time"},
                id={"type": "string", "format": "uuid"},
                opens={"type": "string", "format": "time"},
                first={"enum": ["2026-11-23"], "format": "date"},
            ),
        ),
        "--dates",
        "Date",
    )
    assert "export type Day = Date;" in text
    assert "fired?: Date | null;" in text
    assert "id?: string;" in text
    assert "opens?: string;" in text
    assert 'first?: "2026-11-23";' in text


def test_each_format_of_text_has_a_type_that_no_other_text_has(made):
    text = made(
        of(
            Uuid={"type": "string", "format": "uuid"},
            Pot=record(
                id={"type": "string", "format": "uuid"},
                day={"type": "string", "format": "date"},
                size={"type": "integer", "format": "int64"},
                mail={"type": ["string", "null"], "format": "idn-email"},
            ),
        ),
        "--branded-formats",
    )
    assert "export type Uuid = UuidFormat;" in text
    assert "id?: UuidFormat;" in text
    assert "day?: DateFormat;" in text
    assert "size?: number;" in text
    assert "mail?: IdnEmail | null;" in text
    brands = re.findall(r"^export type (\w+) = string & \{ readonly __format: (.*) \};", text, re.M)
    assert sorted(brands) == [
        ("DateFormat", '"date"'),
        ("IdnEmail", '"idn-email"'),
        ("UuidFormat", '"uuid"'),
    ]


def test_dates_go_before_brands(made):
    when = {"type": "string", "format": "date-time"}
    text = made(of(When=when), "--branded-formats", "--dates", "Date")
    assert "export type When = Date;" in text
    assert "__format" not in text


def test_nothing_can_be_changed_in_an_immutable_value(made):
    strings = {"type": "array", "items": {"type": "string"}}
    pot = record(
        names={"type": "array", "items": strings},
        any={"type": ["array", "null"], "items": {}},
        pair={"type": "array", "prefixItems": [strings], "items": strings, "minItems": 1},
        map={"type": "object", "additionalProperties": strings},
        both=record(a={"type": "string"}) | {"additionalProperties": {"type": "string"}},
    )
    text = " ".join(made(of(Pot=pot), "--immutable").split())
    assert "readonly names?: readonly (readonly string[])[];" in text
    assert "readonly any?: readonly unknown[] | null;" in text
    assert "readonly pair?: readonly [readonly string[], ...(readonly string[])[]];" in text
    assert "readonly map?: { readonly [key: string]: readonly string[] };" in text
    both = "{ readonly a?: string; readonly [key: string]: string | undefined; };"
    assert f"readonly both?: {both}" in text


# --tag, --path and what else narrows the document


SHOP: dict[str, Any] = {
    "paths": {
        "/albums": {"get": operation("albums", body=to("Album"), operationId="list_albums")},
        "/albums/{id}": {
            "parameters": [to("Id", "parameters")],
            "get": operation("albums", "Images", operationId="get_album"),
            "delete": operation("admin", operationId="drop_album"),
        },
        "/jobs": {"post": operation("jobs", body=to("Job"), operationId="ask")},
    },
    "webhooks": {"done": {"post": operation("jobs", body=to("Job"), operationId="done")}},
    "components": {
        "parameters": {
            "Id": {"name": "id", "in": "path", "required": True, "schema": to("AlbumId")},
            "Unused": {"name": "x", "in": "query", "schema": {}},
        },
        "schemas": {
            "Album": record(cover=to("Image")),
            "AlbumId": {"type": "string"},
            "Image": record(pot={"$ref": "#/components/schemas/Job/$defs/inner"}),
            "Job": record(all={"type": "file"}) | {"$defs": {"inner": {"type": "string"}}},
        },
    },
}


def names(text: str, kind: str = "export type") -> set[str]:
    """The schemas of a file."""
    found = set(re.findall(rf"^{kind} (\w+) =", text, re.M))
    return found - {"webhooks", "paths", "operations"}


def test_only_operations_with_a_tag_stay_and_what_they_need(made):
    text = made(SHOP, "--tag", "albums")
    assert '"/albums": {' in text
    assert 'get: operations["get_album"];' in text
    assert "drop_album" not in text
    assert "ask" not in text
    assert "export type webhooks = { [key: string]: never };" in text
    assert names(text) == {"Album", "AlbumId", "Image", "JobInner"}
    assert "Unused" not in text


def test_a_filter_may_be_repeated(made):
    text = made(SHOP, "--tag", "jobs", "--tag", "admin")
    assert re.findall(r"^  (\w+): \{$", text[text.index("interface operations") :], re.M) == [
        "drop_album",
        "ask",
        "done",
    ]


def test_only_paths_like_a_pattern_stay(made):
    text = made(SHOP, "--path", "/albums/*")
    assert '"/albums/{id}": {' in text
    assert '"/albums": {' not in text
    assert names(text) == {"AlbumId"}


def test_what_is_excluded_goes(made):
    text = made(SHOP, "--exclude-tag", "jobs", "--exclude-path", "/albums")
    assert names(text) == {"AlbumId"}
    assert "drop_album" in text


def test_filters_of_two_kinds_must_both_match(made, capsys):
    text = made(SHOP, "--path", "/albums/*", "--tag", "admin")
    assert "drop_album" in text
    assert "get_album" not in text
    assert main(["api.json", "--path", "/jobs", "--tag", "admin"]) == 2
    assert "no operation is left" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "first", "nearest"),
    [
        (["--tag", "images"], "--tag images: no operation has this tag", "  Images"),
        (["--exclude-tag", "job"], "--exclude-tag job: no operation has this tag", "  jobs"),
        (["--path", "/album"], "--path /album: no path is like this", "  /albums"),
        (["--path", "/Albums"], "--path /Albums: no path is like this", "  /albums"),
        (["--exclude-path", "/job/*"], "--exclude-path /job/*: no path is like this", "  /jobs"),
    ],
)
def test_a_filter_that_matches_nothing_names_what_there_is(made, capsys, arguments, first, nearest):
    made(SHOP)
    assert main(["api.json", *arguments]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == first
    assert lines[2] == nearest


def test_nothing_is_said_of_what_went(made, capsys):
    made(SHOP)
    main(["api.json", "--tag", "albums"])
    assert capsys.readouterr().err == ""
    main(["api.json", "--tag", "jobs"])
    assert "/components/schemas/Job/properties/all" in capsys.readouterr().err


def test_a_path_item_that_paths_share_keeps_the_operations_that_they_kept(made):
    kiln = {"get": operation("read", operationId="heat"), "put": operation("write")}
    text = made(
        {
            "paths": {"/kiln": to("Kiln", "pathItems")},
            "components": {"pathItems": {"Kiln": kiln, "Other": kiln}},
        },
        "--tag",
        "read",
    )
    shared = text[text.index("pathItems: {") : text.index("interface operations")]
    assert "    Kiln: {" in shared
    assert 'get: operations["heat"];' in shared
    assert "put?: never;" in shared
    assert "Other" not in shared


def test_heirs_that_only_a_discriminator_names_stay(made):
    parent = record(kind={"type": "string"})
    parent["discriminator"] = {"propertyName": "kind", "mapping": {"jug": to("Jug")["$ref"]}}
    jug = {"allOf": [to("Pot"), record(spouts={"type": "integer"})]}
    document = of(Pot=parent, Jug=jug, Else={}) | {
        "paths": {"/pots": {"post": operation("pots", body=to("Pot"))}}
    }
    assert {"Pot", "Jug"} <= names(made(document, "--tag", "pots"))
    assert "Else" not in made(document, "--tag", "pots")


def test_what_is_deprecated_goes(made):
    old = {"deprecated": True, "type": "string"}
    document = of(
        Pot=record(id={"type": "string"}, old=old, worn=to("Worn"))
        | {"anyOf": [{"required": ["id"]}, record(deep=record(gone=old, stays={}))]},
        Worn=record() | {"deprecated": True},
        Needed=record() | {"deprecated": True},
        List={"type": "array", "items": to("Needed")},
    )
    parameters = [
        {"name": "id", "in": "path", "required": True, "deprecated": True, "schema": {}},
        {"name": "sort", "in": "query", "deprecated": True, "schema": {}},
        {"name": "page", "in": "query", "schema": {}},
    ]
    document["paths"] = {
        "/pots/{id}": {
            "get": operation(parameters=parameters, operationId="get_pot"),
            "post": operation(deprecated=True, operationId="old_post"),
        },
        "/old": {"get": operation(deprecated=True)},
    }
    text = made(document, "--exclude-deprecated")
    assert "old" not in text
    assert "sort" not in text
    assert "page?: unknown;" in text
    assert "id: unknown;" in text
    assert "stays?: unknown;" in text
    assert "gone" not in text
    assert names(text) == {"Pot", "Needed", "List"}


# --split


def test_each_tag_has_a_file_and_each_file_a_safe_name():
    tags = [
        None,
        "Pull Requests",
        "pull-requests",
        "index",
        "schemas",
        "../x",
        "foo.d",
        "aux",
        "***",
    ]
    found = file_names([*tags, "日本", "untagged"])
    assert [*found.values()] == [
        *("untagged", "pull-requests", "pull-requests-2", "index-2", "schemas-2", "x", "foo-d"),
        *("aux-2", "tag", "日本", "untagged-2"),
    ]


def test_a_folder_has_what_the_document_has_and_loses_what_it_no_longer_has(made, tmp_path):
    made(SHOP, "--split", "-o", "src")
    files = {path.name for path in Path("src").iterdir()}
    tags = {"albums.ts", "images.ts", "admin.ts", "jobs.ts"}
    assert files == {"index.ts", "schemas.ts", "components.ts", *tags}
    Path("src/mine.ts").write_text("// Mine.\n")
    made(SHOP, "--split", "-o", "src", "--tag", "jobs")
    files = {path.name for path in Path("src").iterdir()}
    assert files == {"index.ts", "schemas.ts", "components.ts", "jobs.ts", "mine.ts"}


# All of it compiles


VARIANTS = {
    "plain": [],
    "enums": ["--enums", "enum", "--immutable", "--branded-formats"],
    "consts": ["--enums", "const", "--dates", "Date", "--branded-formats"],
    "current": ["--exclude-deprecated", "--immutable"],
    "split": ["--split"],
    "split_enums": ["--split", "--enums", "enum", "--immutable", "--branded-formats"],
    "split_consts": ["--split", "--enums", "const", "--dates", "Date"],
}

USE = """\
import createClient from "openapi-fetch";
import type { paths as PotPaths } from "./split/pots";
import type { paths, operations, components, webhooks, Pot } from "./split/index";
import type { paths as Whole } from "./plain/types";
import { Glaze } from "./split_enums/index";
import { glazeValues } from "./split_consts/index";
import type { Glaze as Listed } from "./split_consts/index";
import type { Fired, Jar } from "./enums/types";

type Same<One, Other> =
  (<T>() => T extends One ? 1 : 2) extends <T>() => T extends Other ? 1 : 2 ? true : false;
declare function same<One, Other>(..._: Same<One, Other> extends true ? [] : [never]): void;

same<keyof paths, keyof Whole>();
same<paths["/kiln"], Whole["/kiln"]>();
same<paths["/mixed"], Whole["/mixed"]>();
same<paths["/pots/{pot_id}"]["get"], operations["get-pot"]>();
same<components["schemas"]["Pot"], Pot>();
same<keyof webhooks, "fired">();

const client = createClient<PotPaths>();
export const pots = client.GET("/pots", { params: { query: { page: 1 } } });
// @ts-expect-error: another tag's
export const kiln = client.GET("/kiln");
export const all = createClient<paths>().GET("/kiln");

export const glaze: Glaze = Glaze.HighGloss;
export const listed: Listed = glazeValues[0];
// @ts-expect-error: not in the list
export const rust: Listed = "rust";
declare const fired: Fired;
// @ts-expect-error: nobody changes it
fired.names.push("x");
// @ts-expect-error: nobody changes it
fired.id = fired.id;
// @ts-expect-error: not any text
export const other: Fired["id"] = "x";
declare const jar: Jar;
if (jar.kind === "urn") jar.lids.toFixed();
"""


def mixed() -> dict[str, Any]:
    """The pots, with several tags and all that options change."""
    document = yaml.safe_load(POTS.read_text())
    for path, item in document["paths"].items():
        for each in item.values() if path.startswith("/pots") else ():
            if isinstance(each, dict):
                each["tags"] = ["pots"]
    document["paths"]["/search"]["get"]["tags"] = ["Search & find", "pots"]
    shared = document["components"]["pathItems"]["Kiln"]["get"]
    shared["tags"] = ["index"]
    document["paths"]["/mixed"] = {
        "get": operation("pots", operationId="one"),
        "put": operation("index", body=to("Fired")),
        "post": operation(body=to("Glaze")),
    }
    text = {"type": "string"}
    kind = record(kind=to("Kind")) | {"required": ["kind"]}
    urn = record(kind=to("Kind"), lids={"type": "integer"}) | {"required": ["kind", "lids"]}
    document["components"]["schemas"] |= {
        "Glaze": {"enum": ["matt", "high-gloss", "+1", "", "a-b", "a_b", "NaN"]},
        "Level": {"enum": [1, 2.5, -3, "three"]},
        "Maybe": {"enum": ["a", None, True]},
        "Uuid": text | {"format": "uuid"},
        "Kind": {"enum": ["urn", "vase"]},
        "urn": urn,
        "vase": kind,
        "Jar": {"oneOf": [to("urn"), to("vase")], "discriminator": {"propertyName": "kind"}},
        "Fired": record(
            id=text | {"format": "uuid"},
            at={"type": ["string", "null"], "format": "date-time"},
            names={"type": "array", "items": text},
            pair={"type": "array", "prefixItems": [{"type": "array"}], "items": {"type": "array"}},
            map=record(x=text) | {"patternProperties": {"^x-": text | {"format": "date"}}},
            old=text | {"deprecated": True},
            tree={"$ref": "#/components/schemas/Fired"},
        )
        | {"required": ["id", "names"]},
    }
    return document


def test_all_of_it_compiles_and_means_what_it_says(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("api.json").write_text(json.dumps(mixed()))
    for name, options in VARIANTS.items():
        assert main(["api.json", "-o", f"{name}/", *options]) == 0
    files = {str(path): path.read_text() for path in Path().glob("*/*.ts")}
    strict = ["--isolatedModules", "--verbatimModuleSyntax", "--noUnusedLocals"]
    assert compiled(tmp_path, {**files, "use.ts": USE}, strict) == []


# The page about the command


def blocks() -> list[tuple[str, str]]:
    """The examples of the page: the language of each and its text."""
    return re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text(), re.M | re.S)


def test_the_page_explains_every_option():
    page = PAGE.read_text()
    for action in parser()._actions:
        for option in action.option_strings:
            assert f"`{option}" in page, option


def test_every_example_of_the_page_is_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    command: list[str] = []
    asserted = 0
    for language, text in blocks():
        if language == "yaml":
            Path("pots.yaml").write_text(text)
        elif language == "sh":
            command = text.split()[2:]
        elif language in ("ts", "py", "text"):
            capsys.readouterr()
            Path("types.ts").unlink(missing_ok=True)
            main([each.strip("'") for each in command])
            said = capsys.readouterr()
            made = "\n".join((said.out, said.err, *_files()))
            for part in text.strip("\n").split("\n\n"):
                assert part in made, f"{' '.join(command)}\n{part}"
                asserted += 1
    assert asserted > 10


def _files() -> list[str]:
    return [path.read_text() for path in sorted(Path().rglob("*.ts"))]
