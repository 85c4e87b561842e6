"""What is done to a thing twice is answered as declared the second time too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final

from codegen.laws.implied.lifecycle import said
from codegen.spec import Operation
from codegen.verify.exchange import Reply
from codegen.verify.paths import path_names, path_to
from codegen.verify.thing import arguments
from codegen.verify.trial import Case, Trial, checks_operation

_TOLD: Final = re.compile(r"\b(?:else|otherwise|gives|(?:is|are) answered with|:)\s+`?(4\d\d)\b")
"""A status that a description names for what is refused."""
_SPENT: Final = re.compile(
    r"\b(only|already|twice|again|cannot|once|at most|unique|taken|duplicate|second)\b",
    re.IGNORECASE,
)
"""Words of a sentence about what cannot be done to the same thing once more."""
_THERE: Final = re.compile(r"\b(exists?|known|unknown|found|no such)\b", re.IGNORECASE)
"""Words about what a request names, which is there when it was accepted a moment ago."""


@checks_operation
def done_again(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Return a book that was returned: a refusal perhaps, but a declared one, and no failure."""
    known = {name for maker in trial.laws.makers for name in maker.names}
    places = path_names(operation)
    # What lies under something that nothing makes is ours when its own id is.
    ours = places and (places[-1] in known or path_to(operation, places[-1]) in known)
    if operation.method in ("POST", "PATCH") and ours:
        yield "twice", partial(_twice, trial, operation)
    elif _is_conflict(operation) and any(
        maker.make == operation.key and maker.delete is not None for maker in trial.laws.makers
    ):
        yield "made twice", partial(_made_twice, trial, operation)


def _twice(trial: Trial, operation: Operation) -> None:
    given = arguments(trial, operation)
    first = trial.ask(operation.key, **given)
    if not first.reply.ok:
        trial.discard(f"{operation.key} refuses it with {first.reply.status}")
    _hold_conflict(trial, operation, trial.ask(operation.key, **given).reply)


def _made_twice(trial: Trial, operation: Operation) -> None:
    made = trial.make(operation.key)
    _hold_conflict(trial, operation, trial.send(made.request, conform=True).reply)


def _hold_conflict(trial: Trial, operation: Operation, second: Reply) -> None:
    """What was accepted has the right form, and what it names is there: that it cannot be done
    again is a conflict, where the description says what that is answered with."""
    named = _named(operation, str(second.status))
    otherwise = any(not _THERE.search(sentence) for sentence in named)
    if second.status in (400, 422) and _is_conflict(operation) and not otherwise:
        trial.broken(
            None,
            f"{operation.key} answers {second.status} to the same request that it accepted "
            f"before; what is done already is answered with 409, as its description says",
            rule="done_again",
            operation=operation.key,
            where=operation.answers["409"].where,
        )


def _is_conflict(operation: Operation) -> bool:
    """Whether the description says that what is done already is answered with 409."""
    return (
        operation.method == "POST"
        and "409" in operation.answers
        and any(_SPENT.search(sentence) for sentence in _named(operation, "409"))
    )


def _named(operation: Operation, status: str) -> list[str]:
    """The sentences that name a status for what is refused."""
    sentences = re.split(r"[.;](?:\s|$)", said(operation))
    return [each for each in sentences if status in _TOLD.findall(each)]
