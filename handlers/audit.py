"""The audit log."""

from domain import audit
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import audit as represent
from handlers.represent.moments import moment_or_null


def list_audit_entries(
    call: Call,
    actor_id: str | None,
    action: str | None,
    subject: str | None,
    since: str | None,
    until: str | None,
    cursor: str | None,
    limit: int,
) -> Reply[wire.AuditEntryPage]:
    """List who changed what, the newest first."""
    with call.studio.look() as work:
        page = audit.page(
            work,
            actor_id=actor_id,
            action=action,
            subject=subject,
            since=moment_or_null(since),
            until=moment_or_null(until),
            cursor=cursor,
            limit=limit,
        )
        return Reply(represent.audit_entries(page), headers=NO_STORE)
