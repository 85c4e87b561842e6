"""Credentials: who was let in, and is let in still."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from codegen.diff.document import Document
from codegen.diff.finding import Finding
from codegen.diff.operations import Operation
from codegen.diff.rules import RULES
from codegen.pointer import join

Need = dict[str, frozenset[str]]
"""Schemes, all of which are needed, each with its scopes or roles."""


class Security:
    """The schemes of two documents, known by what they are and not by what they are called."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = _schemes(old), _schemes(new)
        self._names = self._matched()

    def _matched(self) -> dict[str, str]:
        """What each old scheme is called in the new document, where it is there."""
        found = {}
        free = [name for name in self._new if name not in self._old]
        for name, (scheme, _) in self._old.items():
            if name in self._new:
                found[name] = name
                continue
            other = next((n for n in free if _meant(self._new[n][0]) == _meant(scheme)), None)
            if other is not None:
                free.remove(other)
                found[name] = other
        return found

    def schemes(self) -> Iterator[Finding]:
        """What has become of the schemes themselves."""
        for name, other in self._names.items():
            (before, _), (after, at) = self._old[name], self._new[other]
            if _meant(before) != _meant(after):
                yield _tell(
                    "security-scheme-changed",
                    [],
                    at,
                    f"`{other}` was {_said(before)} and is {_said(after)}",
                )
                continue
            had, has = before.get("flows") or {}, after.get("flows") or {}
            for flow in had:
                if flow not in has:
                    yield _tell(
                        "security-flow-removed",
                        [],
                        join(at, "flows"),
                        f"`{other}` has the flow {flow} no more",
                    )
                    continue
                words = ("authorizationUrl", "tokenUrl", "refreshUrl")
                if any(had[flow].get(word) != has[flow].get(word) for word in words):
                    yield _tell(
                        "security-scheme-urls-changed",
                        [],
                        join(at, "flows", flow),
                        f"`{other}` has other addresses in the flow {flow}",
                    )
            if before.get("openIdConnectUrl") != after.get("openIdConnectUrl"):
                yield _tell(
                    "security-scheme-urls-changed", [], at, f"`{other}` has another address"
                )

    def compare(self, before: Operation, after: Operation, name: str) -> Iterator[Finding]:
        """What an operation needs."""
        had, has = self._needs(before, True), self._needs(after, False)
        where = join(after.where, "security") if "security" in after.raw else "/security"
        if "security" not in after.raw and after.inherited is None:
            where = after.where
        if not has or {} in has:
            if had and {} not in had:
                yield _tell("security-removed", [name], where, "it needs no credentials any more")
            return
        if not had or {} in had:
            yield _tell("security-added", [name], where, f"it needs {_needed(has[0])} now")
            return
        for need in had:
            if any(_is_enough(need, other) for other in has):
                continue
            same = [other for other in has if other.keys() <= need.keys()]
            if same:
                more = sorted({s for key, scopes in same[0].items() for s in scopes - need[key]})
                yield _tell(
                    "security-scope-added",
                    [name],
                    where,
                    f"{_needed(need)} is not enough any more without {', '.join(more)}",
                )
            else:
                yield _tell(
                    "security-alternative-removed",
                    [name],
                    where,
                    f"{_needed(need)} is not enough any more",
                )
        for other in has:
            if any(_is_enough(need, other) and _is_enough(other, need) for need in had):
                continue
            if any(need.keys() == other.keys() and _is_enough(need, other) for need in had):
                yield _tell(
                    "security-scope-removed", [name], where, f"{_needed(other)} is enough now"
                )
            elif not any(other.keys() <= need.keys() for need in had):
                yield _tell(
                    "security-alternative-added", [name], where, f"{_needed(other)} is enough, too"
                )

    def _needs(self, operation: Operation, is_old: bool) -> list[Need]:
        found: list[Need] = []
        for each in operation.security:
            need = {
                (self._names.get(str(key), str(key)) if is_old else str(key)): frozenset(
                    map(str, scopes or ())
                )
                for key, scopes in each.items()
            }
            if need not in found:
                found.append(need)
        return found


def _schemes(document: Document) -> dict[str, tuple[dict[str, Any], str]]:
    parts = document.raw.get("components")
    found = parts.get("securitySchemes") if isinstance(parts, dict) else None
    return {
        str(name): document.resolve(each, join("/components/securitySchemes", name))
        for name, each in (found if isinstance(found, dict) else {}).items()
    }


def _meant(scheme: dict[str, Any]) -> tuple[Any, ...]:
    """What has to be sent, and where."""
    kind = scheme.get("type")
    if kind == "apiKey":
        place, name = scheme.get("in"), str(scheme.get("name", ""))
        return kind, place, name.lower() if place == "header" else name
    if kind == "http":
        return kind, str(scheme.get("scheme", "")).lower()
    return (kind,)


def _said(scheme: dict[str, Any]) -> str:
    return " ".join(str(each) for each in _meant(scheme) if each)


def _is_enough(need: Need, other: Need) -> bool:
    """Whether who fulfils the one fulfils the other."""
    return all(key in need and scopes <= need[key] for key, scopes in other.items())


def _needed(need: Need) -> str:
    return " with ".join(
        f"`{key}`" + (f" ({', '.join(sorted(scopes))})" if scopes else "")
        for key, scopes in need.items()
    )


def _tell(rule: str, operations: list[str], where: str, message: str) -> Finding:
    return Finding(rule, RULES[rule].severity, operations, where, False, message)
