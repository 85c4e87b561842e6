"""Links in the header `Link` (RFC 8288)."""

from __future__ import annotations

import re
from typing import Final

from codegen.verify.exchange import Reply

_QUOTED: Final = r'"(?:[^"\\]|\\.)*"'
_LINK: Final = re.compile(rf'<([^>]*)>((?:[^",<]|{_QUOTED})*)')
_PARAMETER: Final = re.compile(rf';\s*([^\s=;,"]+)\s*(?:=\s*({_QUOTED}|[^\s;,"]+))?')


def next_link(reply: Reply) -> str | None:
    """The target of `rel=next`, as it is written: a reference to resolve against the request."""
    for target, parameters in _LINK.findall(reply.headers.get("link", "")):
        for name, value in _PARAMETER.findall(parameters):
            if name.lower() == "rel":
                if "next" in value.strip('"').lower().split():
                    return str(target)
                break  # the first one counts (RFC 8288, 3.3)
    return None
