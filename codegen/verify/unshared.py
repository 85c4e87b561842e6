"""What is said of an answer of one operation only."""

from __future__ import annotations

from codegen.laws.implied.owned import sentences
from codegen.spec import Operation, Spec


def unshared(spec: Spec, operation: Operation, status: str) -> list[str]:
    """The sentences that describe an answer of an operation; none where others have the same
    answer, of which it may be said."""
    answer = operation.answers.get(status)
    if answer is None or any(
        each is not operation
        and (other := each.answers.get(status))
        and other.where == answer.where
        for each in spec.operations.values()
    ):
        return []
    return sentences(str(answer.raw.get("description") or ""))
