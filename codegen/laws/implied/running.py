"""What goes on after the answer: work that a 202, or a state with final values, tells of."""

from collections.abc import Iterator
from typing import Any, Final

from codegen.laws.law import LongRunning
from codegen.laws.replies import reply_shape
from codegen.laws.resources import Resources
from codegen.laws.shape import Shape
from codegen.laws.words import snake
from codegen.pointer import join
from codegen.spec import Operation

GOOD: Final = frozenset(
    {"succeeded", "success", "successful", "completed", "complete", "done", "finished", "ready"}
)
BAD: Final = frozenset(
    {
        "failed",
        "failure",
        "error",
        "errored",
        "cancelled",
        "canceled",
        "aborted",
        "expired",
        "rejected",
        "timed_out",
        "timeout",
        "partial",
        "partially_failed",
    }
)
GOES_ON: Final = frozenset(
    {
        "pending",
        "queued",
        "running",
        "processing",
        "in_progress",
        "started",
        "waiting",
        "accepted",
        "submitted",
        "new",
        "created",
        "active",
        "scheduled",
        "starting",
    }
)


def long_running(resources: Resources) -> Iterator[LongRunning]:
    """What begins something that has a status resource, and ends."""
    for operation in resources.spec.operations.values():
        if operation.method not in ("POST", "PUT", "PATCH"):
            continue
        begins = any(each.status == "202" for each in operation.successes)
        for read in _status_of(resources, operation):
            shape = reply_shape(resources.spec, read)
            found = state_of(shape, stated_only=not begins) if shape is not None else None
            made = next((each for each in resources.all if each.create is operation), None)
            reach = resources.reach(read, operation, made)
            if found is None or reach is None:
                continue
            yield LongRunning(
                operation=operation.key,
                where=operation.where,
                stated=False,
                status=reach,
                state=found[0],
                final=found[1],
            )
            break


def _status_of(resources: Resources, operation: Operation) -> Iterator[Operation]:
    """The readings of what an operation begins: linked ones, then that of what it makes."""
    for source, target in resources.links:
        read = resources.spec.operations[target]
        if source == operation.key and read.method == "GET":
            yield read
    for resource in resources.all:
        if resource.create is operation and resource.read is not None:
            yield resource.read


def state_of(shape: Shape, *, stated_only: bool) -> tuple[str, tuple[Any, ...]] | None:
    """Where the state stands, and which of its values are final."""
    for start, holder in _holders(shape):
        for name, each in holder.properties.items():
            final = each.get("x-final")
            if isinstance(final, dict) and final and each.enum:
                values = tuple(value for value in each.enum if str(value) in final)
                return start + join("", name), values
            if stated_only or snake(name) not in ("status", "state", "phase") or not each.enum:
                continue
            words = {snake(str(value)): value for value in each.enum}
            ends = [word for word in words if word in GOOD or word in BAD]
            rest = set(words) - set(ends)
            if set(ends) & GOOD and rest and rest <= GOES_ON:
                return start + join("", name), tuple(words[word] for word in ends)
    return None


def _holders(shape: Shape) -> Iterator[tuple[str, Shape]]:
    yield "", shape
    for name in ("data", "result"):
        if name in shape.properties:
            yield join("", name), shape.properties[name]
