"""docs/reference/permissions.md: who may run which operation, and what is written down."""

from collections.abc import Iterator

from codegen.emit.words import HEADER
from codegen.model import Api, Operation
from codegen.pointer import follow

SCOPE = "x-scope"
AUDIT = "x-audit"
PUBLIC = "anyone"
SIGNED_IN = "anyone signed in"


def permissions_page(api: Api) -> str:
    """Write one row per operation, under its tag."""
    lines = [
        f"<!-- {HEADER} -->",
        "",
        "# Permissions",
        "",
        "Who may run what: the least role, how it can be proved, the scope that an API token",
        "needs, and whether the audit log has an entry. [Security](../security.md) explains them.",
        "",
        "| Operation | Least role | Proved by | Scope | Audited |",
        "|---|---|---|---|---|",
    ]
    exempt = []
    for operation in sorted(api.operations(), key=lambda operation: operation.tags):
        raw = follow(api.document, operation.where)
        scope = f"`{raw[SCOPE]}`" if raw.get(SCOPE) else ""
        audit = raw.get(AUDIT)
        if isinstance(audit, str):
            exempt.append(f"- `{operation.id}`: {audit}")
        row = (
            f"`{operation.id}`",
            _role(operation),
            ", ".join(_proofs(operation)),
            scope,
            "yes" if audit is True else "",
        )
        lines.append(f"| {' | '.join(row)} |")
    lines += ["", "Not audited, though they are no mere reading:", "", *exempt]
    return "\n".join(lines) + "\n"


def _role(operation: Operation) -> str:
    if not operation.security or {} in operation.security:
        return PUBLIC
    beside = (roles for requirement in operation.security for roles in requirement.values())
    return next((role for roles in beside for role in roles), SIGNED_IN)


def _proofs(operation: Operation) -> Iterator[str]:
    for requirement in operation.security:
        yield from requirement
