"""The `Link` header (RFC 8288), as far as pages need it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:"[^"]*"|[^",;\s]+))*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^",;\s]+))', re.IGNORECASE)


def next_query(header: str) -> str | None:
    """The query of the next page; None when this is the last one.

    Only the query is taken: the page is on the same path, and nobody is sent anywhere else.
    """
    for link in _LINK.finditer(header):
        said = _REL.search(link[2])
        if said is not None and "next" in (said[1] or said[2] or "").lower().split():
            return urlsplit(link[1]).query or None
    return None
