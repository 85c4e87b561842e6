"""What docs/types.md shows is what comes out, and what it says of that is so."""

import re
import subprocess
from typing import Any, NamedTuple

import pytest
import yaml

from codegen.emit.typescript_types import typescript_types
from codegen.read.document import read_document
from tests.codegen.tsc import ROOT, compiled

PAGE = ROOT / "docs" / "types.md"
PEER = ROOT / "bench/peers/types/node_modules/openapi-typescript"
RELEASE = "7.13"


class Example(NamedTuple):
    title: str
    schema: str
    theirs: str
    ours: str


_EXAMPLE = re.compile(
    r"^### (?P<title>[^\n]+)\n\n```yaml\n(?P<schema>.*?)```\n\n"
    r"```ts\n// openapi-typescript\n(?P<theirs>.*?)```\n\n"
    r"```ts\n// Spolvero\n(?P<ours>.*?)```\n",
    re.MULTILINE | re.DOTALL,
)
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = [Example(**found.groupdict()) for found in _EXAMPLE.finditer(TEXT)]
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=[each.title for each in EXAMPLES])


def document(example: Example) -> dict[str, Any]:
    """An example is a document, or only its schemas."""
    found = yaml.safe_load(example.schema)
    whole = found if "components" in found else {"components": {"schemas": found}}
    return {"openapi": "3.1.1", "info": {"title": "Page", "version": "1"}, "paths": {}, **whole}


def test_the_page_has_its_examples():
    assert len(EXAMPLES) == TEXT.count("// Spolvero\n") == TEXT.count("```yaml\n") == 6


@every_example
def test_the_page_shows_what_spolvero_makes(example):
    text = typescript_types(read_document(document(example)))
    types = text[text.index("\n\n", text.index(" operations ")) :]
    assert types.strip() == example.ours.strip()


@every_example
def test_the_page_shows_what_openapi_typescript_makes(example, tmp_path):
    if not PEER.exists():
        pytest.skip("openapi-typescript is not installed; bench/README.md says how")
    spec = tmp_path / "page.yaml"
    spec.write_text(yaml.safe_dump(document(example), sort_keys=False))
    command = ["node", str(PEER / "bin" / "cli.js"), str(spec), "-o", str(tmp_path / "page.ts")]
    subprocess.run(command, check=True, capture_output=True)
    text = (tmp_path / "page.ts").read_text()
    assert f'"version": "{RELEASE}.' in (PEER / "package.json").read_text()
    inside = text.split("    schemas: {\n")[1].split("\n    };\n")[0]
    lines = [line.removeprefix(" " * 8) for line in inside.splitlines()]
    assert "\n".join(lines) == example.theirs.strip()


# What the page says of values


def value(name: str, text: str) -> str:
    return f"export const x: {name} = {text};"


CLAIMS = [
    # A line, and who takes it.
    (value("Patient", '{ kind: "animal", claws: 4 }'), "ours"),
    (value("Pet", '{ kind: "cat", claws: 4 }'), "both"),
    (value("Pet", '{ kind: "animal", claws: 4 }'), "neither"),
    (value("Cat", '{ kind: "animal", claws: 4 }'), "ours"),
    (value("Command", '["move", [1, 2]]'), "ours"),
    (value("Names", "[]"), "theirs"),
    (value("AlbumInput", '{ title: "t" }'), "ours"),
    (value("AlbumInput", '{ title: "t", id: "a1", cover: "plain" }'), "theirs"),
    (value("AlbumOutput", '{ title: "t", cover: "plain" }'), "neither"),
    (value("Source", '{ url: "u", file: "f" }'), "theirs"),
    (value("Source", '{ file: "f", page: 1 }'), "both"),
    (value("Account", "{}"), "theirs"),
    (value("Account", '{ email: "e" }'), "both"),
    (value("Handle", '"root"'), "theirs"),
    (value("Order", '{ ship: false, card: "c" }'), "theirs"),
    ("export const x = (o: Order): string => (o.ship ? o.street : '');", "ours"),
    (value("Prices", '{ currency: "EUR", jar: 5 }'), "ours"),
    (value("Extended", '{ name: "n", "x-a": "a" }'), "both"),
    (value("Extended", '{ name: "n", nmae: "n" }'), "theirs"),
]


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, int]]:
    """By whose types which claims are refused."""
    shown = "\n".join(example.theirs for example in EXAMPLES)
    names = re.findall(r"^(\w+): ", shown, re.MULTILINE)
    lines = [f'export type {name} = components["schemas"]["{name}"];' for name in names]
    lines += ["export type AlbumInput = Album;", "export type AlbumOutput = Album;"]
    theirs = f"export interface components {{ schemas: {{\n{shown}\n}} }}\n" + "\n".join(lines)
    files = {"theirs.ts": theirs, "ours.ts": "\n".join(example.ours for example in EXAMPLES)}
    for index, (line, _) in enumerate(CLAIMS):
        used = re.findall(r": (\w+)", line)[0]
        for side in ("theirs", "ours"):
            files[f"{side}{index}.ts"] = f'import type {{ {used} }} from "./{side}";\n{line}\n'
    found = compiled(tmp_path_factory.mktemp("page"), files)
    places = [re.fullmatch(r"(theirs|ours)(\d*)\.ts", each.file) for each in found]
    assert all(place and place[2] for place in places), list(map(str, found))
    return {(place[1], int(place[2])) for place in places if place}


@pytest.mark.parametrize("index", range(len(CLAIMS)), ids=[f"{who}-{x}" for x, who in CLAIMS])
def test_the_page_tells_the_truth_of_values(index, refused):
    takes = {side for side in ("theirs", "ours") if (side, index) not in refused}
    who = CLAIMS[index][1]
    assert takes == {"both": {"theirs", "ours"}, "neither": set()}.get(who, {who})


def test_the_lines_about_openapi_fetch_are_five():
    after = TEXT.split("## With openapi-fetch")[1]
    code = after.split("```ts\n")[1].split("```")[0]
    assert len([line for line in code.splitlines() if line]) <= 5
