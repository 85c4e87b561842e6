"""The operations of two documents, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from codegen.diff.document import Document
from codegen.pointer import join

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation as it stands in its document, after references."""

    name: str
    """`GET /albums/{album_id}`."""
    method: str
    path: str
    where: str
    raw: dict[str, Any]
    item: dict[str, Any]
    item_where: str
    inherited: Any = None
    """What the document requires as credentials."""

    @property
    def security(self) -> list[dict[str, Any]]:
        """Any one of these is enough; an empty one lets everybody in."""
        found = self.raw.get("security", self.inherited)
        return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


@dataclass(slots=True)
class Sides:
    """Operations by what they are known by, whatever their path's parameters are called."""

    both: list[tuple[Operation, Operation]] = field(default_factory=list)
    gone: list[Operation] = field(default_factory=list)
    new: list[Operation] = field(default_factory=list)


def operations(document: Document) -> Iterator[Operation]:
    """Every operation below `paths`."""
    paths = document.raw.get("paths")
    for path, item in (paths if isinstance(paths, dict) else {}).items():
        if not str(path).startswith("x-"):
            yield from of_item(document, str(path), item, join("/paths", path))


def of_item(document: Document, path: str, item: Any, where: str) -> Iterator[Operation]:
    """The operations of a path item, which may stand behind a reference."""
    item, where = document.resolve(item, where)
    more = item.get("additionalOperations")
    inherited = document.raw.get("security")
    for owner, at, names in (
        (item, where, METHODS),
        (
            more if isinstance(more, dict) else {},
            join(where, "additionalOperations"),
            tuple(more or ()),
        ),
    ):
        for method in names:
            raw = owner.get(method)
            if isinstance(raw, dict):
                name = f"{method.upper()} {path}"
                yield Operation(
                    name, method.upper(), path, join(at, method), raw, item, where, inherited
                )


def sides(old: Document, new: Document) -> Sides:
    """Match the operations of two documents."""
    before, after = list(operations(old)), list(operations(new))
    bases = base(old.raw.get("servers")), base(new.raw.get("servers"))
    plain = matched(before, after, ("", ""))
    if bases[0] != bases[1]:
        moved = matched(before, after, bases)
        # Part of each path may have been moved into the server's address, or out of it.
        if len(moved.both) > len(plain.both):
            return moved
    return plain


def matched(before: list[Operation], after: list[Operation], bases: tuple[str, str]) -> Sides:
    """Match by method and path; `bases` stand before the paths of each side."""
    found = Sides()
    known = {key(each, bases[1]): each for each in after}
    met: set[str] = set()
    for each in before:
        name = key(each, bases[0])
        if name in known:
            met.add(name)
            found.both.append((each, known[name]))
        else:
            found.gone.append(each)
    found.new = [each for each in after if key(each, bases[1]) not in met]
    return found


def key(operation: Operation, before: str) -> str:
    """Method and path, whatever the path's parameters are called."""
    return f"{operation.method} {before}{re.sub(r'[{][^}]*[}]', '{}', operation.path)}"


def base(servers: Any) -> str:
    """The path of the first server's address, without a slash at its end."""
    first = servers[0] if isinstance(servers, list) and servers else {}
    url = str(first.get("url", "/")) if isinstance(first, dict) else "/"
    _, scheme, rest = url.rpartition("://")
    return ("/" + rest.partition("/")[2] if scheme else url).rstrip("/")


def path_names(path: str) -> list[str]:
    """The names in a path's template, in order."""
    return re.findall(r"[{]([^}]*)[}]", path)
