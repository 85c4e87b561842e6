"""The contract's files, parsed and not yet understood."""

from pathlib import Path
from typing import Any

from codegen.fault import ContractError
from codegen.node import node
from codegen.source.parse import parse

__all__ = ["GENERATED", "ROOT", "ContractError", "Files", "read_files"]

ROOT = "openapi.yaml"
GENERATED = "bundle.json"


@node
class Files:
    """Every file of the contract, by its path inside the contract's folder."""

    folder: Path
    content: dict[str, Any]

    def under(self, folder: str) -> list[str]:
        return sorted(path for path in self.content if path.startswith(f"{folder}/"))


def read_files(folder: Path) -> Files:
    """Read whatever the folder holds; ContractError tells of each file that does not parse."""
    content: dict[str, Any] = {}
    faults: list[str] = []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name == GENERATED or path.suffix not in (".json", ".yaml"):
            continue
        try:
            content[name] = parse(path.read_bytes(), name).document
        except ContractError as fault:
            faults += fault.lines
    if faults:
        raise ContractError(*faults)
    if ROOT not in content:
        raise ContractError(f"{ROOT}: the contract's root is missing")
    return Files(folder, content)
