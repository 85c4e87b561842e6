"""Rules about who may."""

from collections.abc import Iterator
from typing import Any

from codegen.lint.rule import Node, Told, rule
from codegen.pointer import join


def _schemes(node: Node) -> dict[str, Any]:
    components = node.document.raw.get("components")
    found = components.get("securitySchemes") if isinstance(components, dict) else None
    return found if isinstance(found, dict) else {}


def _requirements(raw: Any) -> Iterator[tuple[int, str, Any]]:
    for index, each in enumerate(raw.get("security") or ()):
        for name, scopes in each.items() if isinstance(each, dict) else ():
            yield index, str(name), scopes


@rule("security-scheme-defined", "operation", "error", source="OpenAPI 4.8.30")
def scheme_defined(node: Node) -> Iterator[Told]:
    """A security requirement names schemes that are defined."""
    for index, name, _ in _requirements(node.raw):
        if name not in _schemes(node):
            yield Told(f"The security scheme {name} is not defined.", f"/security/{index}")


@rule("security-scheme-defined-at-root", "document", "error", source="OpenAPI 4.8.30")
def scheme_defined_at_root(node: Node) -> Iterator[Told]:
    """The root's security requirements name schemes that are defined."""
    yield from scheme_defined(node)


@rule("security-scope-defined", "operation", "error", source="OpenAPI 4.8.29")
def scope_defined(node: Node) -> Iterator[Told]:
    """A scope that an operation needs is one of its OAuth 2 scheme's."""
    for index, name, scopes in _requirements(node.raw):
        scheme = node.document.resolve(_schemes(node).get(name))
        if scheme.get("type") != "oauth2":
            continue
        flows = (scheme.get("flows") or {}).values()
        known = {
            scope for flow in flows if isinstance(flow, dict) for scope in flow.get("scopes") or ()
        }
        for scope in scopes if isinstance(scopes, list) else ():
            if scope not in known:
                yield Told(f"The scheme {name} has no scope {scope}.", f"/security/{index}")


@rule("security-stated", "operation", "warning", "spolvero", "zalando", source="Zalando 104")
def stated(node: Node) -> Iterator[Told]:
    """An operation says who may, itself or by the root; `security: []` says everybody."""
    if "security" not in node.raw and "security" not in node.document.raw:
        yield Told("Nothing says who may: neither the operation nor the root has `security`.")


@rule("security-no-basic", "security", "info", "zalando", source="Zalando 104")
def no_basic(node: Node) -> Iterator[Told]:
    """Passwords are not sent with every request."""
    if str(node.raw.get("scheme", "")).lower() == "basic":
        yield Told(f"The scheme {node.key} sends a password with every request.")


@rule(
    "security-key-not-in-query",
    "security",
    "warning",
    "spolvero",
    "zalando",
    source="RFC 6750, 5.3",
)
def key_not_in_query(node: Node) -> Iterator[Told]:
    """A secret is in no URL, since those are logged."""
    if node.raw.get("type") == "apiKey" and node.raw.get("in") == "query":
        where = join("", "in")
        yield Told(f"The scheme {node.key} puts a secret into URLs, which are logged.", where)
