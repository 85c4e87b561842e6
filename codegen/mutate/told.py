"""Replies that a contract-keeping server could have given, made up from the contract."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from codegen.mutate.changed import is_json
from codegen.mutate.sample import fits, sample
from codegen.verify.exchange import Reply

if TYPE_CHECKING:
    from codegen.spec import Answer, Operation, Part, Spec

REFUSED = ("400", "422", "4XX", "4xx")
"""What a server answers that says: this request does not fit the contract."""


def refusal(spec: Spec, operation: Operation) -> tuple[int, Answer] | None:
    """The declared answer to what does not fit, with a status; None when none is declared."""
    for name in REFUSED:
        if name in operation.answers:
            return (int(name) if name.isdigit() else 400), operation.answers[name]
    return None


def provoked(operation: Operation) -> list[str]:
    """The declared errors that any client can bring about: by what does not fit, by an unknown id,
    without credentials."""
    found = []
    if operation.body is not None or any(each.place == "query" for each in operation.parameters):
        found += [name for name in REFUSED if name in operation.answers][:1]
    if "{" in operation.path and "404" in operation.answers:
        found.append("404")
    if operation.security and all(operation.security) and "401" in operation.answers:
        found.append("401")
    return found


def made_up(
    spec: Spec, answer: Answer, status: int, truth: Mapping[str, str] | None = None
) -> Reply:
    """A reply that fits an answer: what it demands, from its examples or its schemas.

    `truth` are the headers of a true reply; those that the answer declares too are kept. Raises
    LookupError when no value is found for something that is demanded.
    """
    headers: dict[str, str] = {"date": (truth or {}).get("date", "Thu, 01 Jan 2026 00:00:00 GMT")}
    for name, part in answer.headers.items():
        known = (truth or {}).get(name.lower())
        if known is not None:
            headers[name.lower()] = known
        elif part.raw.get("required") is True:
            headers[name.lower()] = _text(next(_values(spec, part)))
    for media_type, part in answer.content.items():
        if is_json(media_type):
            value = next(_values(spec, part), None)
            if isinstance(value, dict) and isinstance(value.get("status"), int):
                value = _with_status(spec, part, value, status)
            body = json.dumps(value).encode()
            return Reply(
                status,
                {**headers, "content-type": media_type, "content-length": str(len(body))},
                body,
            )
    if answer.content:
        raise LookupError(answer.where)
    return Reply(status, {**headers, "content-length": "0"}, b"")


def success(spec: Spec, operation: str) -> Reply | None:
    """A success of an operation, made up; None where the contract does not tell enough."""
    for answer in spec.operations[operation].successes:
        if answer.status.isdigit():
            try:
                return made_up(spec, answer, int(answer.status))
            except LookupError:
                continue
    return None


def _values(spec: Spec, part: Part) -> Iterator[Any]:
    """Values for a media type or header, examples first. LookupError when there is none."""
    found = []
    if "example" in part.raw:
        found.append(part.raw["example"])
    for each in (part.raw.get("examples") or {}).values():
        each, _ = spec.resolve(each, "")
        if isinstance(each, dict) and "value" in each:
            found.append(each["value"])
    for value in found:
        if fits(spec, part.schema_where, value):
            yield value
    yield sample(spec, part.schema, part.schema_where)


def _with_status(spec: Spec, part: Part, value: dict[str, Any], status: int) -> dict[str, Any]:
    changed = {**value, "status": status}
    return changed if fits(spec, part.schema_where, changed) else value


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
