"""The id and the `Location` that an answer gives lead to what it made, or began (RFC 9110, 15.3.2
and 15.3.3)."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from codegen.laws.law import Law, LongRunning, Reach, ReadAfterWrite
from codegen.spec import Operation, Spec
from codegen.verify.exchange import Exchange
from codegen.verify.shown import same_id
from codegen.verify.thing import arguments
from codegen.verify.told import told
from codegen.verify.trial import Trial, checks

_FOLLOWS: Final = re.compile(
    r"\b(stat(us|e)|poll|follow|progress|monitor|track|watch|job|task)", re.I
)
"""Said of where something is while it goes on."""


@checks(ReadAfterWrite)
def leads_there(trial: Trial, law: ReadAfterWrite) -> None:
    """Follow `Location` to an operation that the contract has; it is the one about this thing."""
    if not law.creates:
        return
    made = trial.ask(law.operation, **arguments(trial, trial.spec.operations[law.operation]))
    _hold(trial, law, law.read, made, 201)


@checks(LongRunning)
def leads_to_status(trial: Trial, law: LongRunning) -> None:
    """What was only accepted names the place where it can be followed."""
    if "202" in trial.spec.operations[law.operation].answers:
        _hold(trial, law, law.status, trial.make(law.operation), 202)


def _hold(trial: Trial, law: Law, read: Reach, made: Exchange, status: int) -> None:
    location = made.reply.headers.get("location")
    if made.reply.status != status or not location:
        trial.discard(
            f"{law.operation} answers {made.reply.status} without a Location, and none is required"
        )
    url = urljoin(made.request.url, location)
    found = _operation(trial.spec, made, url)
    elsewhere = found is None or found[0].key != read.operation
    if status == 202 and elsewhere and not _tells_of_status(trial.spec.operations[law.operation]):
        return  # it may be where the thing is once it is made
    if found is None:
        _hold_anything(trial, law, made, location, url)
        return
    operation, path = found
    if operation.key == read.operation:
        _hold_same(trial, law, read, made, location, path)
    reply = trial.ask(operation.key, path=path).reply
    if reply.status in (404, 410):
        trial.broken(
            law,
            f"{law.operation} answers Location {location}, where {operation.key} answers "
            f"{reply.status}",
        )


def _tells_of_status(operation: Operation) -> bool:
    """Whether the Location of what is accepted is said to be where it is followed."""
    answer = operation.answers["202"]
    headers = {name.lower(): part for name, part in answer.headers.items()}
    said = [answer.raw.get("description", "")]
    if "location" in headers:
        said.append(headers["location"].raw.get("description", ""))
    return any(_FOLLOWS.search(str(each)) for each in said)


def _hold_anything(trial: Trial, law: Law, made: Exchange, location: str, url: str) -> None:
    """A URL that the contract has nothing at leads to something nevertheless."""
    if urlsplit(url).netloc != urlsplit(made.request.url).netloc:
        trial.discard(f"{location} is on another server")
    headers = {
        name: value
        for name, value in made.request.headers.items()
        if not name.lower().startswith(("content-", "idempotency"))
    }
    asked = replace(made.request, method="GET", url=url, headers=headers, body=None, value=None)
    status = trial.send(asked).reply.status
    if status in (404, 410):
        trial.broken(law, f"{law.operation} answers Location {location}, where {status} is all")


def _hold_same(
    trial: Trial, law: Law, read: Reach, made: Exchange, location: str, path: dict[str, str]
) -> None:
    """The URL has the ids by which the contract reads the thing."""
    for name, expression in read.parameters.items():
        try:
            wanted = trial.value(expression, made)
        except LookupError:
            continue
        if name in path and not same_id(path[name], wanted):
            trial.broken(
                law,
                f"{law.operation} answers Location {location} for what it made as {name} "
                f"{told(wanted)}",
            )


def _operation(spec: Spec, made: Exchange, url: str) -> tuple[Operation, dict[str, Any]] | None:
    """The GET that a URL leads to, the one with the fewest parameters, and those. A server behind
    another one may leave out what that one puts before the path."""
    path, asked = urlsplit(url).path, urlsplit(made.request.url).path.rstrip("/").split("/")
    own = spec.operations[made.request.operation].path.rstrip("/").count("/")
    before = re.escape("/".join(asked[: len(asked) - own]))
    found: list[tuple[int, Operation, dict[str, Any]]] = []
    for operation in spec.operations.values():
        if operation.method == "GET":
            names = re.findall(r"\{([^}]*)\}", operation.path)
            parts = re.split(r"\{[^}]*\}", operation.path)
            fit = re.fullmatch(f"(?:{before})?" + "([^/]+)".join(map(re.escape, parts)), path)
            if fit is not None:
                values = [unquote(each) for each in fit.groups()]
                found.append((len(names), operation, dict(zip(names, values, strict=True))))
    if not found:
        return None
    _, operation, values_by_name = min(found, key=lambda each: (each[0], -len(each[1].path)))
    return operation, values_by_name
