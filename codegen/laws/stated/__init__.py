"""What a document states under `x-laws`, resolved; what cannot be run is a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from codegen.laws.fault import Fault
from codegen.laws.law import Law
from codegen.laws.resources import Resources
from codegen.laws.stated import collections, lifecycle, requests, written
from codegen.laws.stated.statement import Statement
from codegen.laws.stated.vocabulary import faults_of
from codegen.pointer import follow, join

X_LAWS: Final = "x-laws"
_READERS: Final[dict[str, Callable[[Statement], Iterator[Law]]]] = {
    "read_after_write": lifecycle.read_after_write,
    "answered": written.answered,
    "element": written.element,
    "listed": lifecycle.listed,
    "final": lifecycle.final,
    "owned": lifecycle.owned,
    "long_running": lifecycle.long_running,
    "retention": lifecycle.retention,
    "safe": requests.safe,
    "idempotent": requests.idempotent,
    "idempotency_key": requests.idempotency_key,
    "conditional": requests.conditional,
    "caching": requests.caching,
    "pages": collections.pages,
    "filters": collections.filters,
    "sorts": collections.sorts,
    "relations": collections.relations,
    "dependencies": collections.dependencies,
}
KINDS: Final = {"relations": "relation", "dependencies": "dependency"}
"""The kinds of law whose key under `x-laws` is another word."""


@dataclass
class Stated:
    """What a document states: laws, faults, and which implied laws it switches off.

    `off` are pairs of an operation and a kind, or triples with a parameter (and its value).
    """

    laws: list[Law] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    off: set[tuple[str | None, ...]] = field(default_factory=set)


def stated(resources: Resources) -> Stated:
    """Everything that a document states about its operations."""
    found = Stated()
    for operation in resources.spec.operations.values():
        for key, value, where in _said(resources, operation.key, found):
            kind = KINDS.get(key, key)
            if isinstance(value, str):
                found.off.add((operation.key, kind))
                continue
            if key not in _READERS:
                continue
            if isinstance(value, dict):
                _switched_off(found, operation.key, kind, value)
            statement = Statement(resources, operation, where, value, found.faults)
            before = len(found.faults)
            laws = list(_READERS[key](statement))
            if len(found.faults) > before:
                laws = [law for law in laws if not _at_fault(law, found.faults[before:])]
            found.laws.extend(laws)
    return found


def _at_fault(law: Law, faults: list[Fault]) -> bool:
    return any(fault.where == law.where for fault in faults)


def _switched_off(found: Stated, operation: str, kind: str, value: Mapping[str, Any]) -> None:
    """Note filters and orders that are said, in words, not to be."""
    if kind not in ("filters", "sorts"):
        return
    for name, each in value.items():
        if isinstance(each, str):
            found.off.add((operation, kind, None if name == "default" else name))
        elif isinstance(each, dict) and kind == "sorts":
            for word, keys in each.items():
                if isinstance(keys, str):
                    found.off.add((operation, kind, name, word))


def _said(resources: Resources, key: str, found: Stated) -> Iterator[tuple[str, Any, str]]:
    """Each statement about an operation: its own, and those of its path."""
    spec = resources.spec
    operation = spec.operations[key]
    above = operation.where.rpartition("/")[0]
    item, above = spec.resolve(_at(spec.document, above), above)
    own = operation.raw.get(X_LAWS, {})
    of_path = item.get(X_LAWS, {}) if isinstance(item, dict) else {}
    for said, where, definition in (
        (own, join(operation.where, X_LAWS), "operation"),
        (of_path, join(above, X_LAWS), "path"),
    ):
        if not said and isinstance(said, dict):
            continue
        faults = faults_of(said, definition, where)
        for fault in faults:
            if fault not in found.faults:
                found.faults.append(fault)
        if faults:
            continue
        for name, value in said.items():
            if definition == "path":
                if isinstance(own, dict) and name in own:
                    continue
                if any(each.create is operation for each in resources.all):
                    continue  # whoever makes a thing owns it
            yield name, value, join(where, name)


def _at(document: Any, where: str) -> Any:
    try:
        return follow(document, where)
    except LookupError:
        return {}
