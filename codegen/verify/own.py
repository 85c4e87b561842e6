"""Our own contract and our own server, for commands that are told of no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from codegen.spec import Spec
from codegen.verify.exchange import Identity


@dataclass(frozen=True)
class Own:
    """A server of ours that runs: its contract, where it is, and who is known there."""

    document: dict[str, Any]
    name: str
    url: str
    """Where the paths of the contract begin."""
    tokens: Mapping[str, str]
    """By whose they are; the first one may do everything."""
    cookies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Of those who have signed in, for what takes no token."""

    @property
    def spec(self) -> Spec:
        return Spec(self.document, self.name)

    @property
    def identities(self) -> tuple[Identity, ...]:
        return tuple(
            Identity(name, {"Authorization": f"Bearer {token}"}, self.cookies.get(name, {}))
            for name, token in self.tokens.items()
        )


OpenOwn: TypeAlias = Callable[[], AbstractContextManager[Own]]
"""Starts it for as long as the block lasts: `handlers/console.py` has the one, as codegen knows
nothing of the studio."""
