"""Rules about who may run an operation, and whether it is written down.

Beside each scheme stands the least role; `x-scope` is what an API token must be good for; `x-audit`
is true, or the reason why the audit log has no entry.
"""

import re
from collections.abc import Iterator
from typing import Any

from codegen.emit.permissions_page import AUDIT, SCOPE
from codegen.lint.fault import Fault
from codegen.model import Choice, Operation
from codegen.pointer import follow
from codegen.read.contract import Contract

TOKEN = "token"
READING = ("get", "head")
LEAST_REASON = 10


def every_token_needs_a_scope(contract: Contract) -> Iterator[Fault]:
    for operation, raw in _operations(contract):
        if not any(TOKEN in requirement for requirement in operation.security):
            if SCOPE in raw:
                yield Fault(operation.where, f"No API token may run it, so it has no {SCOPE}.")
            continue
        if SCOPE not in raw:
            yield Fault(operation.where, f"An API token may run it, so it needs {SCOPE}.")
            continue
        scope = raw[SCOPE]
        if scope is None:  # whatever the token is good for
            continue
        tag = operation.tags[0] if operation.tags else ""
        if not (isinstance(scope, str) and re.fullmatch(rf"{re.escape(tag)}:(read|write)", scope)):
            yield Fault(operation.where, f"{SCOPE} is {tag}:read, {tag}:write, or null for any.")
        elif (operation.method in READING) != scope.endswith(":read") and not (
            scope.endswith(":read") and isinstance(raw.get(AUDIT), str)
        ):
            yield Fault(
                operation.where,
                f"{SCOPE} ends in :read where it only reads, which {AUDIT} then tells, and in"
                " :write elsewhere.",
            )
        declared = {reply.status for reply in operation.replies}
        if {} in operation.security and "403" not in declared:
            yield Fault(operation.where, "The answer 403 is missing: a token may lack the scope.")


def the_scopes_are_those_in_use(contract: Contract) -> Iterator[Fault]:
    used = {raw[SCOPE] for _, raw in _operations(contract) if isinstance(raw.get(SCOPE), str)}
    listed = _enum(contract, "Scope")
    for scope in sorted(used - set(listed)):
        yield Fault("schemas/scope.json#/enum", f"The scope {scope} of an operation is missing.")
    for scope in sorted(set(listed) - used):
        yield Fault("schemas/scope.json#/enum", f"No operation needs the scope {scope}.")


def the_least_role_stands_beside_a_scheme(contract: Contract) -> Iterator[Fault]:
    known = _enum(contract, "Role")
    for operation, _ in _operations(contract):
        beside = {roles for requirement in operation.security for roles in requirement.values()}
        for roles in beside:
            if len(roles) > 1 or not set(roles) <= set(known):
                yield Fault(
                    operation.where,
                    f"Beside a scheme stands one role, the least of {', '.join(known)}.",
                )
        if len(beside) > 1:
            yield Fault(operation.where, "The least role is the same beside every scheme.")
        if {} in operation.security and any(beside):
            yield Fault(operation.where, "Where the public may come in, no role is needed.")


def every_change_is_audited_or_says_why_not(contract: Contract) -> Iterator[Fault]:
    for operation, raw in _operations(contract):
        audit = raw.get(AUDIT)
        if audit is True or (audit is None and operation.method in READING):
            continue
        if not (isinstance(audit, str) and len(audit) >= LEAST_REASON):
            yield Fault(
                operation.where,
                f"It needs {AUDIT}: true, or the reason why no entry of the audit log tells of it.",
            )


def _operations(contract: Contract) -> Iterator[tuple[Operation, dict[str, Any]]]:
    """Every operation, with what its author wrote."""
    for operation in contract.api.operations():
        yield operation, follow(contract.bundle.document, operation.where)


def _enum(contract: Contract, name: str) -> tuple[str, ...]:
    """The words of an enum; none where the contract has no schema of this name."""
    for named in contract.api.schemas:
        if named.name == name and isinstance(named.schema.shape, Choice):
            return named.schema.shape.values
    return ()
