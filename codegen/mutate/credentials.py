"""Who a request says that it comes from, taken from one request and put into another."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from codegen.mutate.changed import query, with_headers, with_query
from codegen.verify.proofs import proved

if TYPE_CHECKING:
    from codegen.spec import Spec
    from codegen.verify.exchange import Identity, Request


class Credentials:
    """Where the credentials of a document's security schemes stand in a request."""

    def __init__(self, spec: Spec) -> None:
        self._operations = spec.operations
        self._headers: set[str] = {"authorization"}
        self._queries: set[str] = set()
        for each in spec.schemes.values():
            if each.get("type") == "apiKey":
                name = str(each.get("name", ""))
                if each.get("in") == "header":
                    self._headers.add(name.lower())
                elif each.get("in") == "cookie":
                    self._headers.add("cookie")
                elif each.get("in") == "query":
                    self._queries.add(name)

    def of(self, request: Request) -> tuple[tuple[str, str], ...]:
        """Those of a request, in an order that can be compared."""
        found = [
            (name.lower(), value)
            for name, value in request.headers.items()
            if name.lower() in self._names(request)
        ]
        if self._queries:
            found += [pair for pair in query(request) if pair[0] in self._queries]
        return tuple(sorted(found))

    def proved(self, request: Request, identity: Identity) -> Request:
        """The request as somebody would have sent it."""
        bare = replace(request, headers={})
        donor = proved(bare, self._operations.get(request.operation), identity)
        return self.moved(request, donor)

    def moved(self, request: Request, donor: Request) -> Request:
        """The request as the one who sent the other would have sent it."""
        without: dict[str, str | None] = dict.fromkeys(self._names(request) | self._names(donor))
        given = {
            name: value
            for name, value in donor.headers.items()
            if name.lower() in self._names(donor)
        }
        new = replace(with_headers(request, without), identity=donor.identity)
        new = with_headers(new, {**given})
        if self._queries and urlsplit(new.url).query != urlsplit(donor.url).query:
            kept = [pair for pair in query(new) if pair[0] not in self._queries]
            kept += [pair for pair in query(donor) if pair[0] in self._queries]
            new = (
                with_query(new, kept)
                if kept
                else replace(new, url=urlunsplit(urlsplit(new.url)._replace(query="")))
            )
        return new

    def _names(self, request: Request) -> set[str]:
        names = {name.lower() for name in request.identity.headers}
        return self._headers | names | ({"cookie"} if request.identity.cookies else set())
