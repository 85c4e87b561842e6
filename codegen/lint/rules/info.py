"""Rules about the document as a whole: what it says of itself, its servers and tags."""

import re
from collections.abc import Iterator

from codegen.lint.rule import Fix, Node, Told, rule
from codegen.pointer import join

_SEMANTIC = re.compile(r"\d+\.\d+\.\d+([-+].+)?")


def _info(node: Node) -> dict[str, object]:
    found = node.raw.get("info")
    return found if isinstance(found, dict) else {}


@rule("info-title", "document", "error", source="OpenAPI 4.8.2.1")
def title(node: Node) -> Iterator[Told]:
    """The document has a title and a version."""
    for each in ("title", "version"):
        if not str(_info(node).get(each) or "").strip():
            yield Told(f"The document's info has no {each}.", "/info")


@rule("info-description", "document", "info", "openapi", "zalando", source="Zalando 218")
def description(node: Node) -> Iterator[Told]:
    """The document says what the API is."""
    if not str(_info(node).get("description") or "").strip():
        yield Told("The document's info has no description.", "/info")


@rule("info-contact", "document", "info", "zalando", source="Zalando 218")
def contact(node: Node) -> Iterator[Told]:
    """The document says whom to ask."""
    found = _info(node).get("contact")
    if not isinstance(found, dict) or not found.keys() & {"url", "email"}:
        yield Told("The document's info has no contact with a URL or an email address.", "/info")


@rule("info-license", "document", "info", "openapi")
def licence(node: Node) -> Iterator[Told]:
    """The document says under which licence it may be used."""
    if "license" not in _info(node):
        yield Told("The document's info has no license.", "/info")


@rule("info-version-semantic", "document", "info", "zalando", source="Zalando 116")
def version_semantic(node: Node) -> Iterator[Told]:
    """The version is a semantic one."""
    found = str(_info(node).get("version") or "")
    if found and not _SEMANTIC.fullmatch(found):
        yield Told(f"The version {found} is no semantic version.", "/info/version")


@rule("info-audience", "document", "info", "zalando", source="Zalando 219")
def audience(node: Node) -> Iterator[Told]:
    """The document says for whom the API is, and has an id."""
    for each in ("x-audience", "x-api-id"):
        if each not in _info(node):
            yield Told(f"The document's info has no {each}.", "/info")


@rule("server-no-trailing-slash", "document", "warning")
def server_no_trailing_slash(node: Node) -> Iterator[Told]:
    """A server's URL does not end in a slash, since paths begin with one."""
    for index, server in enumerate(node.raw.get("servers") or ()):
        url = server.get("url") if isinstance(server, dict) else None
        if isinstance(url, str) and len(url) > 1 and url.endswith("/"):
            place = f"/servers/{index}/url"
            yield Told(f"The server's URL {url} ends in a slash.", place, Fix(place, url[:-1]))


@rule("server-variables-defined", "document", "error", source="OpenAPI 4.8.5")
def server_variables(node: Node) -> Iterator[Told]:
    """Each variable of a server's URL is defined, with a default."""
    for index, server in enumerate(node.raw.get("servers") or ()):
        if not isinstance(server, dict):
            continue
        variables = server.get("variables") or {}
        for name in re.findall(r"{([^{}]+)}", str(server.get("url", ""))):
            if "default" not in (variables.get(name) or {}):
                yield Told(f"The server's variable {name} has no default.", f"/servers/{index}")


@rule("server-encrypted", "document", "info", "zalando", source="RFC 9110, 4.2.2")
def server_encrypted(node: Node) -> Iterator[Told]:
    """Servers are reached by HTTPS."""
    for index, server in enumerate(node.raw.get("servers") or ()):
        url = str(server.get("url", "")) if isinstance(server, dict) else ""
        if url.startswith("http://") and not re.match(r"http://(localhost|127\.)", url):
            yield Told(f"The server {url} is reached without encryption.", f"/servers/{index}/url")


@rule("tag-unique", "document", "error", source="OpenAPI 4.8.1.1")
def tag_unique(node: Node) -> Iterator[Told]:
    """No tag is declared twice."""
    seen = set()
    for index, tag in enumerate(node.raw.get("tags") or ()):
        name = tag.get("name") if isinstance(tag, dict) else None
        if name in seen:
            yield Told(f"The tag {name} is declared twice.", join("/tags", index))
        seen.add(name)


@rule("tag-described", "document", "info", "spolvero", source="openapi/README.md")
def tag_described(node: Node) -> Iterator[Told]:
    """A tag says what it is about."""
    for index, tag in enumerate(node.raw.get("tags") or ()):
        if isinstance(tag, dict) and not str(tag.get("description") or "").strip():
            yield Told(f"The tag {tag.get('name')} has no description.", join("/tags", index))
