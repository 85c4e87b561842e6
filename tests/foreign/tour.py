"""A walk through an API by hand: the same in each run, so that a drift shows as a difference."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import httpx

from tests.foreign.plain import METHODS, Checker, plain

TOLD = ("content-type", "location", "etag", "cache-control", "allow", "www-authenticate", "link")


class Tour:
    """A client that remembers what it was told, and holds it against the contract."""

    def __init__(self, origin: str, document: Mapping[str, Any], cards: Mapping[str, Any]) -> None:
        self.client = httpx.Client(base_url=origin, verify=False, trust_env=False)
        self.document = plain(document)
        self.cards = cards
        self.pause = threading.Event()
        self.told: list[str] = []
        self.faults: list[str] = []

    def ask(
        self,
        method: str,
        path: str,
        who: str | None = "",
        body: Any = ...,
        *,
        quiet: bool = False,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        **query: Any,
    ) -> Any:
        """Ask as somebody (an empty name: the first identity; None: nobody); give the JSON."""
        sent = dict(headers or {})
        if who is not None:
            sent = {**self.cards[who or next(iter(self.cards))], **sent}
        if body is not ...:
            content = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        reply = self.client.request(method, path, headers=sent, content=content, params=query)
        self.status, self.headers = reply.status_code, reply.headers
        kind = reply.headers.get("content-type", "").partition(";")[0]
        value = None
        if kind.endswith("json") and reply.content:
            value = reply.json()
        told = {name: reply.headers[name] for name in TOLD if name in reply.headers}
        more = {name: v for name, v in reply.headers.items() if name.startswith("x-")}
        line = f"{method} {path} {query or ''} {reply.status_code} {told} {more} {reply.text}"
        if not quiet:
            self.told.append(line)
        self._hold(method, path, reply, kind, value, line)
        return value

    def _hold(
        self, method: str, path: str, reply: httpx.Response, kind: str, value: Any, line: str
    ) -> None:
        operation = self._operation(method, path)
        if operation is None or reply.status_code in (404, 405):
            return
        answers, code = operation["responses"], reply.status_code
        declared = answers.get(str(code)) or answers.get(f"{code // 100}XX")
        if declared is None:
            self.faults.append(f"undeclared: {line}")
            return
        for name, header in declared.get("headers", {}).items():
            text = reply.headers.get(name)
            if text is None:
                if header.get("required"):
                    self.faults.append(f"no {name}: {line}")
            else:
                integer = header["schema"].get("type") == "integer"
                self._check(header["schema"], int(text) if integer else text, line)
        content = declared.get("content", {})
        if method == "HEAD":
            return
        if content and kind not in content:
            self.faults.append(f"media type: {line}")
        elif kind.endswith("json"):
            self._check(content[kind]["schema"], value, line)
        elif not content and reply.content:
            self.faults.append(f"a body: {line}")

    def _check(self, schema: Any, value: Any, line: str) -> None:
        try:
            Checker(schema).check(value, "")
        except Exception as error:
            self.faults.append(f"{error}: {line}")

    def _operation(self, method: str, path: str) -> Any:
        prefix = urlsplit(self.document["servers"][0]["url"]).path.rstrip("/")
        words = path.removeprefix(prefix).split("/")
        method = "get" if method == "HEAD" else method.lower()
        best = None
        for template, item in self.document["paths"].items():
            parts = template.split("/")
            if len(parts) == len(words) and all(
                part == word or part.startswith("{")
                for part, word in zip(parts, words, strict=True)
            ):
                best = item if best is None or "{" not in template else best
        assert method in METHODS
        return best and best.get(method)
