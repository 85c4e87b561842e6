"""Rules about components, and about references to them."""

import re
from collections.abc import Iterator

from codegen.lint.rule import Node, Told, rule
from codegen.pointer import follow, from_fragment, join
from codegen.source.kinds import KINDS

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_SECTIONS = tuple(
    section for section in KINDS["components"] if section not in ("securitySchemes", "callbacks")
)


@rule("component-name", "components", "error", source="OpenAPI 4.8.7.1")
def component_name(node: Node) -> Iterator[Told]:
    """A component's name is letters, digits, dots, hyphens and underscores."""
    for section, entries in node.raw.items():
        for name in entries if isinstance(entries, dict) else ():
            if not str(section).startswith("x-") and not _NAME.fullmatch(str(name)):
                yield Told(f"The name {name} has letters that none may.", join("", section, name))


@rule("component-used", "end", "warning")
def component_used(node: Node) -> Iterator[Told]:
    """Every component is referred to from somewhere."""
    used = node.document.references
    parents = {each.rsplit("/", 1)[0] for each in used}
    components = node.raw.get("components")
    for section in _SECTIONS if isinstance(components, dict) else ():
        for name in components.get(section) or () if isinstance(components, dict) else ():
            reference = "#" + join("/components", section, name)
            inside = any(each.startswith(reference + "/") for each in parents | used)
            if reference not in used and not inside and not _named(node, name):
                yield Told(f"Nothing refers to {name}.", join("/components", section, name))


def _named(node: Node, name: str) -> bool:
    # A discriminator's mapping may name a schema without a reference.
    return name in node.document.known.get("mapped", ())


@rule("reference-resolves", "end", "error", source="OpenAPI 4.8.23")
def reference_resolves(node: Node) -> Iterator[Told]:
    """A reference leads somewhere."""
    for reference in sorted(node.document.references):
        if not reference.startswith("#/"):
            continue
        try:
            follow(node.raw, from_fragment(reference[1:]))
        except LookupError:
            where = node.document.known.get("referrers", {}).get(reference, "")
            yield Told(f"{reference} leads nowhere.", where)
