"""Replies that do not tell caches what they should (RFC 9111, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from codegen.laws.law import Caching
from codegen.mutate.changed import with_header
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each directive, and each name in `Vary`, missing; not of what a server answers when it cannot
    serve (5xx), since no client can bring that about, and a server that is well never says it."""
    routes = Routes(spec)
    for law in laws.laws:
        if not isinstance(law, Caching) or law.status.startswith("5"):
            continue
        for name, words in (("Cache-Control", law.directives), ("Vary", law.vary)):
            for word in words:
                yield Mutant(
                    named(spec.operations[law.operation], "uncached", law.status, name, word),
                    "caching",
                    law.operation,
                    law.where,
                    f'{law.operation} answers {law.status} without "{word}" in {name}.',
                    partial(
                        Replies, routes, law.operation, partial(_without, law.status, name, word)
                    ),
                    law.kind,
                )


def _without(status: str, name: str, word: str, call: Call, reply: Reply) -> Reply | None:
    if status not in (str(reply.status), f"{reply.status // 100}XX", "default"):
        return None
    said = [each.strip() for each in reply.headers.get(name.lower(), "").split(",")]
    kept = [each for each in said if each and each.lower() != word.lower()]
    if len(kept) == len(said):
        return None
    return with_header(reply, name, ", ".join(kept) or None)
