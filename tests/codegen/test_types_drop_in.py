"""Code written for openapi-typescript's types compiles with ours, and so does what it refuses.

`drop_in/README.md` says how to ask the same of openapi-fetch's own tests.
"""

from pathlib import Path

import yaml

from tests.codegen.tsc import compiled, types_of

HERE = Path(__file__).parent / "drop_in"


def test_a_fetch_client_finds_in_the_types_what_it_looks_for_and_refuses_the_rest(tmp_path):
    types_of(yaml.safe_load((HERE / "pots.yaml").read_text()), tmp_path)
    client = (HERE / "client.ts").read_text()
    found = compiled(tmp_path, {"client.ts": client}, ["--noUncheckedIndexedAccess"])
    assert not found, "\n".join(map(str, found))


def test_the_types_compile_where_nothing_is_strict(tmp_path):
    types = types_of(yaml.safe_load((HERE / "pots.yaml").read_text()), tmp_path)
    use = 'import type { paths } from "./types"; export type Kiln = paths["/kiln"]["get"];'
    options = ["--strict", "false", "--target", "es2020"]
    assert compiled(types.parent, {"use.ts": use}, options) == []


def test_the_types_may_stand_in_a_declaration_file(tmp_path):
    types = types_of(yaml.safe_load((HERE / "pots.yaml").read_text()), tmp_path)
    types.rename(tmp_path / "types.d.ts")
    use = 'import type { paths } from "./types"; export type Kiln = paths["/kiln"]["get"];'
    options = ["--isolatedModules", "--verbatimModuleSyntax", "--exactOptionalPropertyTypes"]
    assert compiled(tmp_path, {"use.ts": use}, options) == []
