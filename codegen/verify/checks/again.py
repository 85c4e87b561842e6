"""What is done to a thing twice is answered as declared the second time too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from codegen.laws.implied.lifecycle import said
from codegen.spec import Operation
from codegen.verify.changes.harmless import path_names
from codegen.verify.thing import arguments
from codegen.verify.trial import Case, Trial, checks_operation
from codegen.verify.world import path_to

_TOLD: Final = re.compile(r"\b(?:else|otherwise|gives|(?:is|are) answered with|:)\s+`?(4\d\d)\b")
"""A status that a description names for what is refused."""


@checks_operation
def done_again(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Return a book that was returned: a refusal perhaps, but a declared one, and no failure."""
    known = {name for maker in trial.laws.makers for name in maker.names}
    places = path_names(operation)
    # What lies under something that nothing makes is ours when its own id is.
    ours = places and (places[-1] in known or path_to(operation, places[-1]) in known)
    if operation.method not in ("POST", "PATCH") or not ours:
        return

    def twice() -> None:
        given = arguments(trial, operation)
        first = trial.ask(operation.key, **given)
        if not first.reply.ok:
            trial.discard(f"{operation.key} refuses it with {first.reply.status}")
        second = trial.ask(operation.key, **given).reply
        told = set(_TOLD.findall(said(operation))) & set(operation.answers)
        if "409" in told and second.status in (400, 422) and str(second.status) not in told:
            trial.broken(
                None,
                f"{operation.key} answers {second.status} to the same request that it accepted "
                f"before; what is done already is answered with 409, as its description says",
                rule="done_again",
                operation=operation.key,
                where=operation.answers["409"].where,
            )

    yield "twice", twice
