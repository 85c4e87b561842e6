"""docs/writing-contracts.md is so: each of its examples is read, and nothing is missing."""

import copy
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema_rs import Draft202012Validator

from codegen.laws import law as laws
from codegen.laws.read import read_laws
from codegen.laws.stated.vocabulary import VOCABULARY
from codegen.spec import Spec

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs/writing-contracts.md").read_text()
WHOLE, *EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
OPERATIONS = json.loads(VOCABULARY.read_text())["$defs"]["operation"]["properties"]
KINDS = {kind.kind for kind in laws.Law.__subclasses__()}
KEYS = {"relations": "relation", "dependencies": "dependency"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.partition("\n")[0])
def test_each_example_is_a_law_that_can_be_run(example):
    document: dict[str, Any] = yaml.safe_load(WHOLE)
    said = yaml.safe_load(example)
    beside = re.match(r"# (on|beside) (\S+)\n", example)
    assert beside is not None
    if beside[1] == "beside":
        schema, _, name = beside[2].partition("#/properties/")
        document["components"]["schemas"][schema]["properties"][name] |= said
        assert read_laws(Spec(document))[1] == []
        return
    key = beside[2]
    bare = read_laws(Spec(copy.deepcopy(document)))[0]
    raw = Spec(document).operations[key].raw
    assert isinstance(raw, dict)
    raw |= said
    found, faults = read_laws(Spec(document))
    assert faults == []
    told = {law.kind for law in found.laws if law.stated}
    wanted = {KEYS.get(name, name) for name in said["x-laws"]} - {"makes"}
    assert told == wanted
    if "makes" in said["x-laws"]:
        assert len(found.makers) > len(bare.makers)


def test_every_law_has_a_row_and_an_example():
    rows = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| \[(.*?)\]", PAGE, re.MULTILINE))))
    assert rows == set(OPERATIONS) - {"makes"}
    shown = {name for each in EXAMPLES for name in yaml.safe_load(each)["x-laws"]}
    assert shown >= set(OPERATIONS) - {"safe"}


def test_every_word_of_a_match_is_explained():
    filters = PAGE.partition("### Filters")[2].partition("###")[0]
    assert set(get_args(laws.Match)) <= set(re.findall(r"`(\w+)`", filters))


def test_the_vocabulary_is_json_schema_and_knows_every_kind():
    schema = json.loads(VOCABULARY.read_text())
    assert Draft202012Validator(schema).is_valid({"listed": True})
    assert {KEYS.get(name, name) for name in OPERATIONS} - {"makes"} <= KINDS
