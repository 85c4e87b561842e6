"""What an operation answers when it succeeds."""

from codegen.laws.shape import Shape, json_shape
from codegen.spec import Answer, Operation, Spec


def reply(operation: Operation | None) -> Answer | None:
    """The answer that tells of success: 200, 201, or the first 2xx that has a body."""
    if operation is None:
        return None
    declared = {each.status: each for each in operation.successes}
    for status in ("200", "201", "202", "203"):
        if status in declared and declared[status].raw.get("content"):
            return declared[status]
    with_body = [each for each in operation.successes if each.raw.get("content")]
    return next(iter(with_body or operation.successes), None)


def reply_shape(spec: Spec, operation: Operation | None) -> Shape | None:
    """What the JSON of an operation's success is; None where it has none."""
    return json_shape(spec, reply(operation))
