"""One request and its answer, as they went over the wire."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol


@dataclass(frozen=True)
class Identity:
    """Somebody whom the server knows: headers, cookies or query parameters that prove it.

    Its values are secrets: they are never told, `curl` shows `$NAME` in their place.
    """

    name: str
    headers: Mapping[str, str]
    cookies: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    """How a shell writes the proof, of whoever has only what nearly is somebody's: `${ALICE}x`."""

    @property
    def variable(self) -> str:
        """The variable of the shell that stands for its secret."""
        return re.sub(r"\W", "_", self.name.upper(), flags=re.ASCII)


NOBODY = Identity("nobody", {})
"""Whoever proves nothing."""


@dataclass(frozen=True)
class Request:
    """A request that is ready to be sent. `operation` is the key of what it is meant for."""

    operation: str
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None
    identity: Identity = NOBODY
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """The path, query and header values it was made from, by name."""
    value: Any = None
    """The JSON value of the body."""


@dataclass(frozen=True)
class Reply:
    """An answer. Names of headers are in lower case; several of one name are joined by `, `."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    leads_on: bool = False
    """It is a redirection, and the operation does nothing else when all is well."""

    @cached_property
    def json(self) -> Any:
        """The body's JSON value; None when it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def ok(self) -> bool:
        """Whether it is a success (2xx), or the redirection that is meant."""
        return 200 <= self.status < 300 or self.leads_on


@dataclass(frozen=True)
class Exchange:
    """A request and its answer."""

    request: Request
    reply: Reply

    def curl(self) -> str:
        """The request as a command for a shell that sends the same bytes. Secrets stand in it as
        variables: `$ALICE` is the value of the header that proves who alice is."""
        from codegen.verify.curl import curl

        return curl(self.request)


class Transport(Protocol):
    """Whatever gets a request to a server and brings back the answer."""

    def __call__(self, request: Request) -> Reply:
        """Send; ConnectionError when no answer came."""
        ...


class Layer(Protocol):
    """Something between the checks and a server, such as a mutant."""

    def __call__(self, request: Request, forward: Transport) -> Reply:
        """Answer, by forwarding the request as often, and as changed, as it likes."""
        ...
