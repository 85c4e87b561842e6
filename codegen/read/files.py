"""The contract's files, parsed and not yet understood.

YAML is read by the rules of YAML 1.2, so that `no` is a word and `2026-11-23` is a string, and a
key that is written twice is refused: the parser would keep the last one and lose an operation.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from codegen.fault import ContractError

__all__ = ["GENERATED", "ROOT", "ContractError", "Files", "read_files"]

ROOT = "openapi.yaml"
GENERATED = "bundle.json"


@dataclass(frozen=True, slots=True)
class Files:
    """Every file of the contract, by its path inside the contract's folder."""

    folder: Path
    content: dict[str, Any]

    def under(self, folder: str) -> list[str]:
        return sorted(path for path in self.content if path.startswith(f"{folder}/"))


def read_files(folder: Path) -> Files:
    """Read whatever the folder holds; one line for each file that does not parse."""
    content: dict[str, Any] = {}
    faults: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == GENERATED or path.suffix not in (".json", ".yaml"):
            continue
        try:
            content[name] = _parse(path.read_text("utf-8"), path.suffix)
        except (ValueError, yaml.YAMLError) as fault:
            faults.append(f"{name}: {' '.join(str(fault).split())}")
    if faults:
        raise ContractError(*faults)
    if ROOT not in content:
        raise ContractError(f"{ROOT}: the contract's root is missing")
    return Files(folder, content)


def _parse(text: str, suffix: str) -> Any:
    if suffix == ".json":
        return json.loads(text, object_pairs_hook=_once)
    return yaml.load(text, _Yaml)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key!r} is written twice")
        found[key] = value
    return found


class _Yaml(yaml.CSafeLoader):
    """YAML 1.2, core schema."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  (PyYAML's own declaration)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise ValueError(f"{key.start_mark}: a key must be a word")
            if key.value in found:
                raise ValueError(f"{key.start_mark}: the key {key.value!r} is written twice")
            found[key.value] = self.construct_object(value, deep=True)
        return found


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Yaml.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), _first
    )
_Yaml.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))
_Yaml.add_constructor("tag:yaml.org,2002:float", lambda _, node: float(node.value))
