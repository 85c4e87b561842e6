"""Headers that are missing, or do not fit their schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from codegen import pointer
from codegen.mutate.changed import with_header
from codegen.mutate.lies import Replies
from codegen.mutate.mutant import Call, Mutant, named
from codegen.mutate.routes import Routes
from codegen.mutate.sample import fits
from codegen.mutate.told import provoked

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.spec import Answer, Spec
    from codegen.verify.exchange import Reply

_ODD: Final = ("not what it should be", "-1", "", "!")


def mutants(spec: Spec, laws: Laws) -> Iterator[Mutant]:
    """Each declared header of each success and of the usual errors. Content-Type is not declared
    as a header (OpenAPI 3.1, 4.8.17.1)."""
    routes = Routes(spec)
    for operation in spec.operations.values():
        answers = [
            each
            for name, each in operation.answers.items()
            if name.startswith("2") or name in provoked(operation)
        ]
        for answer in answers:
            for name, header in answer.headers.items():
                if name.lower() == "content-type":
                    continue
                if header.raw.get("required") is True:
                    yield Mutant(
                        named(operation, "no-header", answer.status, name),
                        "headers",
                        operation.key,
                        pointer.join(header.where, "required"),
                        f"{operation.key} answers {answer.status} without the header {name}.",
                        partial(
                            Replies, routes, operation.key, _changing(spec, answer, name, None)
                        ),
                    )
                odd = _odd(spec, header.schema_where, header.schema)
                if odd is not None:
                    yield Mutant(
                        named(operation, "header", answer.status, name),
                        "headers",
                        operation.key,
                        header.schema_where,
                        f"{operation.key} answers {answer.status} with {name}: {odd}.",
                        partial(Replies, routes, operation.key, _changing(spec, answer, name, odd)),
                    )


def _odd(spec: Spec, where: str, schema: Any) -> str | None:
    """A text that is no value of the schema, however it is read."""
    for text in _ODD:
        values: list[Any] = [text]
        if text == "-1":
            values.append(-1)
        values.append([text])
        if not any(fits(spec, where, value) for value in values):
            return text
    return None


def _changing(
    spec: Spec, answer: Answer, name: str, value: str | None
) -> Callable[[Call, Reply], Reply | None]:
    def tell(call: Call, reply: Reply) -> Reply | None:
        declared = spec.operations[call.operation or ""].answer(reply.status)
        if declared != answer or name.lower() not in reply.headers:
            return None
        return with_header(reply, name, value)

    return tell
