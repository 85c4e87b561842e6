"""A document that is compared: every schema as 2020-12, every reference a place in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codegen.fault import ContractError
from codegen.pointer import follow, from_fragment
from codegen.source import Source, open_source
from codegen.source.modern import modern


@dataclass(frozen=True, slots=True)
class Document:
    """`raw` is the document, and `name` what it is called in what we say."""

    name: str
    raw: dict[str, Any]
    source: Source | None = None

    def place(self, where: str) -> tuple[str, int]:
        """The file and line where something is written; line 1 where that cannot be told."""
        if self.source is not None:
            try:
                file, _, rest = self.source.place(where).partition(":")
                return file, int(rest.partition(":")[0] or 1)
            except (ContractError, ValueError, LookupError):
                pass
        return self.name, 1

    def at(self, where: str) -> Any:
        """What stands at a pointer; None where nothing does."""
        try:
            return follow(self.raw, where)
        except LookupError:
            return None

    def resolve(self, node: Any, where: str) -> tuple[dict[str, Any], str]:
        """An object after its references, and where that stands; an empty one where none is."""
        for _ in range(32):  # a longer chain of references goes in a circle
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                break
            where = from_fragment(reference[1:])
            node = self.at(where)
        return (node if isinstance(node, dict) else {}), where


def opened(name: str) -> Document:
    """Read `api.yaml`, `-`, or `git:REVISION:PATH`. Raises ContractError."""
    if name.startswith("git:"):
        return _from_git(name)
    source = open_source(Path(name))
    return prepared(source.document, name, source.version, source.is_scoped, source)


def prepared(
    document: dict[str, Any],
    name: str,
    version: str = "3.1",
    is_scoped: bool = False,
    source: Source | None = None,
) -> Document:
    """A document that has been read. It is not changed."""
    document = modern(document, version)
    return Document(name, _local(document) if is_scoped else document, source)


def _from_git(name: str) -> Document:
    import subprocess
    import tempfile

    revision, _, path = name.removeprefix("git:").partition(":")
    if not revision or not path or revision.startswith("-"):
        raise ContractError(f"{name}: write git:REVISION:PATH, as git:v1.2:openapi.yaml")
    try:
        shown = subprocess.run(["git", "show", f"{revision}:{path}"], capture_output=True)
    except OSError as fault:
        raise ContractError(f"{name}: git cannot be run: {fault.strerror}") from None
    if shown.returncode:
        said = shown.stderr.decode(errors="replace").strip().splitlines()[:1] or ["git refuses"]
        raise ContractError(f"{name}: {said[0]}")
    # Files beside it are not taken out of the revision: such a document is bundled first.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, Path(path).name)
        file.write_bytes(shown.stdout)
        source = open_source(file)
    return prepared(source.document, name, source.version, source.is_scoped)


def _local(document: dict[str, Any]) -> dict[str, Any]:
    """The same with each reference written as a pointer, so that no `$id` is needed to read it."""
    from codegen.pointer import join
    from codegen.source.anchors import resolve

    def walk(node: Any, at: str) -> Any:
        if isinstance(node, list):
            return [walk(each, join(at, index)) for index, each in enumerate(node)]
        if not isinstance(node, dict):
            return node
        found = {key: walk(value, join(at, key)) for key, value in node.items()}
        for word in ("$ref", "$dynamicRef"):
            reference = node.get(word)
            if isinstance(reference, str):
                to = resolve(document, at, reference)
                if to is not None:
                    from urllib.parse import quote

                    found.pop(word)
                    found["$ref"] = "#" + quote(to, safe="/~!$&()*+,;=:@")
        if isinstance(found.get("$id"), str):
            del found["$id"]
        return found

    made = walk(document, "")
    assert isinstance(made, dict)
    return made
