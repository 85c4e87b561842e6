"""Rules about paths and what stands in their templates."""

import re
from collections.abc import Iterator
from itertools import pairwise

from codegen.lint.rule import Document, Node, Told, rule
from codegen.pointer import join
from codegen.spec import METHODS

_NAME = re.compile(r"{([^{}]*)}")
_KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)?")
_VERBS = frozenset(
    (
        *("get", "fetch", "create", "add", "update", "delete", "remove", "list", "set", "make"),
        *("do", "run", "execute", "start", "stop", "send"),
    )
)
MOST_LEVELS = 3
"""Sub-resources below one another (Zalando 147)."""


def segments(path: str) -> list[str]:
    """The literal segments of a path."""
    return [each for each in path.split("/") if each and "{" not in each]


@rule("path-begins-with-slash", "path", "error", source="OpenAPI 4.8.8")
def begins_with_slash(node: Node) -> Iterator[Told]:
    """A path begins with a slash."""
    if _is_path(node) and not node.key.startswith("/"):
        yield Told(f"The path {node.key} does not begin with a slash.")


@rule("path-without-query", "path", "error", source="OpenAPI 4.8.8")
def without_query(node: Node) -> Iterator[Told]:
    """A path holds no query; parameters say what may stand in one."""
    if _is_path(node) and ("?" in node.key or "#" in node.key):
        yield Told(f"The path {node.key} holds a query or a fragment; declare parameters instead.")


@rule("path-unambiguous", "path", "error", source="OpenAPI 4.8.8.2")
def unambiguous(node: Node) -> Iterator[Told]:
    """No two paths are the same but for the names of their parameters."""
    if not _is_path(node):
        return
    seen = node.document.known.setdefault("path-unambiguous", {})
    shape = _NAME.sub("{}", node.key)
    if shape in seen:
        yield Told(f"The path is the same as {seen[shape]}, but for the names of parameters.")
    seen[shape] = node.key


@rule("path-parameters-declared", "path", "error", source="OpenAPI 4.8.12.1")
def parameters_declared(node: Node) -> Iterator[Told]:
    """Each name in a template is a declared path parameter, and the other way round."""
    if not _is_path(node):
        return
    wanted = set(_NAME.findall(node.key))
    shared = _path_names(node.document, node.raw)
    for method in METHODS:
        operation = node.raw.get(method)
        if not isinstance(operation, dict):
            continue
        declared = shared | _path_names(node.document, operation)
        for name in sorted(wanted - declared):
            yield Told(f"The path parameter {name} is not declared.", join("", method))
        for name in sorted(declared - wanted):
            yield Told(f"The path has no {{{name}}}, which is declared.", join("", method))


def _path_names(document: Document, owner: object) -> set[str]:
    parameters = owner.get("parameters") if isinstance(owner, dict) else None
    found = [document.resolve(each) for each in parameters or ()]
    return {str(each.get("name")) for each in found if each.get("in") == "path"}


def _is_path(node: Node) -> bool:
    return node.at.startswith("/paths/")


@rule("path-no-trailing-slash", "path", "warning", "spolvero", "zalando", source="Zalando 136")
def no_trailing_slash(node: Node) -> Iterator[Told]:
    """A path does not end in a slash."""
    if _is_path(node) and len(node.key) > 1 and node.key.endswith("/"):
        yield Told(f"The path {node.key} ends in a slash.")


@rule("path-kebab-case", "path", "warning", "spolvero", "zalando", source="Zalando 129")
def kebab_case(node: Node) -> Iterator[Told]:
    """Segments of paths are in kebab-case."""
    for segment in segments(node.key) if _is_path(node) else ():
        if not _KEBAB.fullmatch(segment):
            yield Told(f"The segment {segment} is not in kebab-case.")


@rule("path-verb-free", "path", "info", "zalando", source="Zalando 141")
def verb_free(node: Node) -> Iterator[Told]:
    """Paths name things; methods are the verbs."""
    for segment in segments(node.key) if _is_path(node) else ():
        first = re.split(r"[-_]|(?<=[a-z])(?=[A-Z])", segment)[0].lower()
        if first in _VERBS:
            yield Told(f"The segment {segment} is a verb; let the method say what is done.")


@rule("path-plural", "path", "info", "zalando", source="Zalando 134")
def plural(node: Node) -> Iterator[Told]:
    """What stands before an id is a plural."""
    parts = node.key.split("/") if _is_path(node) else []
    for name, after in pairwise(parts):
        if after.startswith("{") and name and "{" not in name and not name.endswith("s"):
            yield Told(f"The collection {name} before {after} is no plural.")


@rule("path-levels", "path", "info", "zalando", source="Zalando 147")
def levels(node: Node) -> Iterator[Told]:
    """Sub-resources lie at most three levels deep."""
    deep = len(segments(node.key)) if _is_path(node) else 0
    if deep > MOST_LEVELS + 1:
        yield Told(f"The path has {deep} levels; clients follow {MOST_LEVELS} sub-resources.")


@rule("path-no-api-base", "path", "info", "zalando", source="Zalando 135")
def no_api_base(node: Node) -> Iterator[Told]:
    """Paths do not begin with /api."""
    if _is_path(node) and (node.key == "/api" or node.key.startswith("/api/")):
        yield Told("The path begins with /api; a server's URL is the place for that.")
