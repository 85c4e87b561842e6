"""What a reference means that is not simply `#/...`: `$id`, `$anchor`, `$dynamicAnchor`.

A schema with an `$id` is a resource of its own: references in it are relative to that `$id`, and
`#/...` in it begins at that schema. All of it is found on the first such reference.
"""

from typing import Any

from codegen.pointer import follow, from_fragment
from codegen.source.kinds import visit

# A base for documents that name none. RFC 3986 needs one with a scheme that has paths.
NOWHERE = "http://nowhere.invalid/document"


class Anchors:
    """The resources of one document, and the anchors in each."""

    __slots__ = ("_anchors", "_resources", "_uris", "document")

    def __init__(self, document: Any, kind: str = "document", base: str = NOWHERE) -> None:
        self.document = document
        own = document.get("$self") if isinstance(document, dict) else None
        base = _absolute(base, own) if isinstance(own, str) else base
        # Pointers of resources by URI, and URIs by pointer.
        self._resources: dict[str, str] = {base: ""}
        self._uris: dict[str, str] = {"": base}
        self._anchors: dict[tuple[str, str], str] = {}
        for here, node, what in visit(document, kind):
            if what not in ("schema", "any"):
                continue
            if isinstance(node.get("$id"), str):
                # The parent is asked, not the schema itself, so that an `$id` may be relative.
                parent = self._uris[self._scope(here.rpartition("/")[0])] if here else base
                uri = _absolute(parent, node["$id"]).removesuffix("#")
                self._uris[here] = uri
                self._resources.setdefault(uri, here)
            for name in (node.get("$anchor"), node.get("$dynamicAnchor")):
                if isinstance(name, str):
                    self._anchors.setdefault((self._scope(here), name), here)

    def uris(self) -> dict[str, str]:
        """Pointers by the URI that a schema gave itself."""
        return {uri: at for uri, at in self._resources.items() if uri != NOWHERE}

    def uri(self, at: str, reference: str) -> str:
        """The absolute URI, without fragment, that a reference at a pointer names."""
        return _absolute(self._uris[self._scope(at)], reference.partition("#")[0])

    def resolve(self, at: str, reference: str) -> str | None:
        """The pointer that a reference at a pointer means; None when that is not in here."""
        path, _, fragment = reference.partition("#")
        fragment = from_fragment(fragment)
        scope: str | None = self._scope(at)
        if path:
            scope = self._resources.get(self.uri(at, path))
        if scope is None:
            return None
        if fragment and not fragment.startswith("/"):
            return self._anchors.get((scope, fragment))
        # Many give a schema an `$id` and still count from the document's root.
        for start in (scope, "") if not path else (scope,):
            if self._exists(start + fragment):
                return start + fragment
        return None

    def _exists(self, at: str) -> bool:
        try:
            follow(self.document, at)
        except LookupError:
            return False
        return True

    def _scope(self, at: str) -> str:
        while at not in self._uris:
            at = at.rpartition("/")[0]
        return at


def _absolute(base: str, reference: str) -> str:
    from urllib.parse import urljoin

    try:
        # `urljoin` forgets a base whose scheme has no paths, such as `urn:`.
        return urljoin(base, reference) if reference else base
    except ValueError:
        # It is no URI, and so is not what any schema is called.
        return reference


_last: list[Anchors] = []


def resolve(document: dict[str, Any], base_pointer: str, reference: str) -> str | None:
    """The pointer in the document that a reference means; None when it is not in there.

    `base_pointer` is where the reference stands: the pointer of the object that holds it.
    """
    if not _last or _last[0].document is not document:
        _last[:] = [Anchors(document)]
    return _last[0].resolve(base_pointer, reference)
