"""PUT answers 201 when it made something, and only then (RFC 9110, 9.3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from codegen.laws.implied.lifecycle import said
from codegen.spec import Operation
from codegen.verify.checks.unknown import other_id
from codegen.verify.exchange import Reply
from codegen.verify.paths import path_to
from codegen.verify.thing import arguments
from codegen.verify.trial import Case, Trial, checks_operation

_VERSIONS: Final = re.compile(r"\b(version|revision|snapshot|append|histor)", re.IGNORECASE)
"""Words of a PUT that may make something new each time, elsewhere."""


@checks_operation
def created_once(trial: Trial, operation: Operation) -> Iterator[Case]:
    """Put something where nothing was, and put it again: 201, and then 200 or 204.

    Only where both are declared, and GET of the same path tells whether something is there.
    """
    read = _read_of(trial, operation)
    answers = operation.answers
    if operation.method != "PUT" or read is None or "201" not in answers:
        return
    words = f"{said(operation)} {answers['201'].raw.get('description', '')}"
    if not {"200", "204", "2XX"} & set(answers) or _VERSIONS.search(words):
        return
    yield "as it comes", partial(_put_twice, trial, operation, read)
    if any(maker.make == operation.key for maker in trial.laws.makers):
        yield "by another name", partial(_put_twice, trial, operation, read, renamed=True)
    if _makes_by_itself(trial, operation):
        yield "anew", partial(_put_twice, trial, operation, read, anew=True)


def _put_twice(
    trial: Trial,
    operation: Operation,
    read: Operation,
    *,
    renamed: bool = False,
    anew: bool = False,
) -> None:
    """`renamed`: by a name that a new thing gives, if it has to be that of something; `anew`: by
    one like that of something that is there."""
    given = arguments(trial, operation)
    if renamed:
        given["path"] = trial.fill(operation.key, anew=True)["path"]
    if anew:
        name = _last(operation)
        declared = operation.parameter(name, "path")
        given["path"] = {
            **given["path"],
            name: other_id(trial, given["path"][name], declared),
        }
    before = _look(trial, read, given)
    first = trial.ask(operation.key, **given).reply
    if not first.ok:
        trial.discard(f"{operation.key} refuses it with {first.status}")
    after = _look(trial, read, given)
    if not after.ok:
        trial.discard(f"{read.key} answers {after.status} to what {operation.key} has put there")
    others = any(
        maker.read is not None and maker.read.operation == read.key and maker.make != operation.key
        for maker in trial.laws.makers
    )
    # What something else has made was there, though GET may not have shown it yet.
    if not others and before.status in (404, 410) and first.status in (200, 204):
        _broken(
            trial,
            operation,
            f"{operation.key} answers {first.status} where {read.key} answered {before.status} "
            f"before, and {after.status} afterwards: it was made, expected 201",
        )
    second = trial.ask(operation.key, **given).reply
    if second.status == 201:
        _broken(
            trial,
            operation,
            f"{operation.key} answers 201 to the same request once more, and it was there already: "
            f"expected {' or '.join(each for each in ('200', '204') if each in operation.answers)}",
        )


def _look(trial: Trial, read: Operation, given: dict[str, Any]) -> Reply:
    """What is there; answers that do not fit are found elsewhere."""
    return trial.ask(read.key, path=given["path"], conform=False).reply


def _read_of(trial: Trial, operation: Operation) -> Operation | None:
    """The GET of the same path, if it needs nothing more."""
    for each in trial.spec.operations.values():
        if each.method == "GET" and each.path == operation.path:
            more = [one for one in each.parameters if one.required and one.place != "path"]
            return None if more else each
    return None


def _makes_by_itself(trial: Trial, operation: Operation) -> bool:
    """Whether whoever puts it chooses the id, and it can be deleted at the end."""
    return any(
        maker.make == operation.key and maker.delete is not None for maker in trial.laws.makers
    ) and path_to(operation, _last(operation)) == operation.path.rstrip("/")


def _last(operation: Operation) -> str:
    names = re.findall(r"\{([^}]*)\}", operation.path)
    return names[-1] if names else ""


def _broken(trial: Trial, operation: Operation, message: str) -> None:
    where = operation.answers["201"].where
    trial.broken(None, message, rule="created_once", operation=operation.key, where=where)
