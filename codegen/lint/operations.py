"""Rules about operations and what they answer."""

import re
from collections.abc import Iterator

from codegen.lint.fault import Fault
from codegen.model import Operation
from codegen.read.contract import Contract

LEAST_DESCRIPTION = 20
TRACE = "X-Trace-Id"


def names_are_snake_case(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", operation.id):
            yield Fault(operation.where, "An operation needs an operationId in snake_case.")


def one_tag_names_the_file(contract: Contract) -> Iterator[Fault]:
    declared = {tag.get("name") for tag in contract.api.document.get("tags", ())}
    for operation in contract.api.operations():
        file, _, _ = contract.bundle.locate(operation.where).partition("#")
        home = file.removeprefix("paths/").removesuffix(".yaml")
        if operation.tags != (home,):
            yield Fault(operation.where, f"It needs exactly one tag, the name of its file: {home}.")
        elif home not in declared:
            yield Fault(operation.where, f"The tag {home} is missing among the root's tags.")


def every_operation_is_explained(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        if not operation.summary.strip():
            yield Fault(operation.where, "An operation needs a summary.")
        if len(operation.description.strip()) < LEAST_DESCRIPTION:
            yield Fault(
                operation.where,
                f"An operation needs a description of {LEAST_DESCRIPTION} characters or more.",
            )


def something_can_succeed(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        if not any(_is_success(reply.status) for reply in operation.replies):
            yield Fault(
                operation.where, "An operation needs an answer for success (2xx, or 3xx but 304)."
            )


def _is_success(status: str) -> bool:
    # 304 is no success of its own: it says that the one of an earlier request still stands.
    return status.startswith(("2", "3")) and status != "304"


def implied_statuses_are_declared(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        declared = {reply.status for reply in operation.replies}
        for status, reason in implied_statuses(operation).items():
            if status not in declared:
                yield Fault(operation.where, f"The answer {status} is missing: {reason}.")


def implied_statuses(operation: Operation) -> dict[str, str]:
    """The statuses that an operation's shape brings with it, each with the reason."""
    always = "any operation may give it"
    found = {"400": always, "405": always, "500": always}
    if any(reply.content for reply in operation.replies if _is_success(reply.status)):
        found["406"] = "its answer has a media type, which may not be acceptable"
    if operation.security:
        found["401"] = "credentials may be wrong"
        found["503"] = "the database, which knows the credentials, may be away"
        if all(operation.security):  # an empty requirement lets everyone in
            found["403"] = "credentials are needed, and a role may be missing"
    carried = {(parameter.place, parameter.name.lower()) for parameter in operation.parameters}
    if any(place == "path" for place, _ in carried):
        found["404"] = "its path names a thing that may not exist"
    if operation.body is not None:
        found["413"] = "a body may be too large"
        found["415"] = "a body may have the wrong media type"
    for header, status in (
        ("If-None-Match", "304"),
        ("If-Match", "412"),
        ("Idempotency-Key", "422"),
        ("Range", "206"),
        ("Range", "416"),
    ):
        if ("header", header.lower()) in carried:
            found[status] = f"it reads {header}"
    return found


def every_reply_is_explained(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        for reply in operation.replies:
            if not reply.description.strip():
                yield Fault(reply.where, f"The answer {reply.status} needs a description.")


def every_reply_can_be_traced(contract: Contract) -> Iterator[Fault]:
    for operation in contract.api.operations():
        for reply in operation.replies:
            if TRACE not in {header.name for header in reply.headers}:
                yield Fault(reply.where, f"An answer needs the header {TRACE}.")
