"""What was there before the run and is there only once, such as a cart or one's own profile: it is
written to, and put back as it was in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from codegen.spec import Operation, Spec
from codegen.verify.changes.schemas import inside
from codegen.verify.exchange import Exchange, Identity, Reply, Request
from codegen.verify.sending import is_json, request
from codegen.verify.transport import Late

_WRITING = ("PUT", "PATCH", "POST", "DELETE")


class Kept:
    """The states of such things, as they were first met."""

    def __init__(self, spec: Spec, base: str, send: Callable[[Request], Reply]) -> None:
        self._spec, self._base, self.send = spec, base, send
        self._at = {(each.method, each.path): each for each in spec.operations.values()}
        self._before: dict[tuple[str, str], tuple[Identity, Exchange]] = {}

    def look(self, sent: Request) -> None:
        """Remember what a request may change, if it is the first one that does."""
        operation = self._spec.operations.get(sent.operation)
        if operation is None or operation.method not in _WRITING:
            return
        for path in self._around(operation.path):
            key = sent.identity.name, path
            if key not in self._before:
                read = request(self._at["GET", path], self._base, identity=sent.identity)
                with suppress(ConnectionError, Late):
                    self._before[key] = sent.identity, Exchange(read, self.send(read))

    def put_back(self) -> None:
        """Write everything as it was, where it is another now."""
        for (_, path), (identity, before) in self._before.items():
            with suppress(ConnectionError, Late):
                now = self.send(before.request)
                if now.status == before.reply.status and now.json == before.reply.json:
                    continue
                for sent in self._undoing(path, before.reply, identity):
                    if 200 <= self.send(sent).status < 300:
                        break

    def _around(self, path: str) -> Iterator[str]:
        """The paths with no name in them, at and above one, whose thing is read and replaced."""
        segments = path.split("/")
        for length in range(2, len(segments) + 1):
            at = "/".join(segments[:length])
            written = any((method, at) in self._at for method in ("PUT", "PATCH"))
            if "{" not in at and ("GET", at) in self._at and written:
                yield at

    def _undoing(self, path: str, before: Reply, identity: Identity) -> Iterator[Request]:
        if before.status in (404, 410):
            if ("DELETE", path) in self._at:
                yield request(self._at["DELETE", path], self._base, identity=identity)
            return
        for method in ("PUT", "PATCH"):
            operation = self._at.get((method, path))
            if operation is not None and before.status == 200:
                for body in self._bodies(operation, before.json):
                    sent = request(operation, self._base, body=body, identity=identity)
                    yield _anyway(operation, sent)

    def _bodies(self, operation: Operation, state: Any) -> Iterator[Any]:
        """What a write takes of a state: what is only for reading is left out."""
        for name, part in operation.body.content.items() if operation.body else ():
            if is_json(name):
                kept = self._writable(part.schema_where, state)
                if self._spec.validator(part.schema_where).is_valid(kept):
                    yield kept

    def _writable(self, where: str, state: Any) -> Any:
        if isinstance(state, list):
            return [
                self._writable(schemas[0], each) if schemas else each
                for index, each in enumerate(state)
                for schemas in [inside(self._spec, (where,), state, index)]
            ]
        if not isinstance(state, dict):
            return state
        found = {}
        for name, value in state.items():
            schemas = inside(self._spec, (where,), state, name)
            if schemas:
                found[name] = self._writable(schemas[0], value)
        return found


def _anyway(operation: Operation, sent: Request) -> Request:
    """The same, whatever the state is now."""
    needed = any(
        each.place == "header" and each.required and each.name.lower() == "if-match"
        for each in operation.parameters
    )
    headers = {**sent.headers, "If-Match": "*"} if needed else sent.headers
    return replace(sent, headers=headers)
