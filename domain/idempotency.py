"""Requests that are sent twice: the second one gets the answer of the first, and does nothing.

After draft-ietf-httpapi-idempotency-key-header: a key is good for one request of one person.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity
from domain.errors import IdempotencyKeyReused
from domain.users import User
from domain.vocabulary import IDEMPOTENCY_KEY_MAX_LENGTH
from domain.work import Work

KEPT = timedelta(days=1)
"""How long a repeated request is known again; the contract promises it."""


class IdempotencyKey(Entity):
    """That a person sent a request under a key, and what was answered."""

    __tablename__ = "idempotency_keys"

    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("users.id"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(IDEMPOTENCY_KEY_MAX_LENGTH), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the request, to tell a repetition from another request."""
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]


def earlier(
    work: Work, by: User, key: str | None, operation: str, request: Mapping[str, Any]
) -> dict[str, Any] | None:
    """Give what was answered to this request before, or None. Raises IdempotencyKeyReused."""
    found = None if key is None else work.find(IdempotencyKey, (by.id, key))
    if found is None:
        return None
    if found.request != _fingerprint(operation, request):
        raise IdempotencyKeyReused("This idempotency key came before with another request.")
    return found.answer


def remember(
    work: Work,
    by: User,
    key: str | None,
    operation: str,
    request: Mapping[str, Any],
    answer: dict[str, Any],
) -> None:
    """Keep an answer for when the request comes again; nothing without a key."""
    if key is not None:
        work.add(
            IdempotencyKey(
                user_id=by.id,
                key=key,
                request=_fingerprint(operation, request),
                answer=answer,
                created_at=work.now,
            )
        )


def forget_old(work: Work) -> int:
    """Delete keys that nobody sends again any more; give how many."""
    old = delete(IdempotencyKey).where(IdempotencyKey.created_at < work.now - KEPT)
    return work.session.execute(old).rowcount  # type: ignore[attr-defined, no-any-return]


def _fingerprint(operation: str, request: Mapping[str, Any]) -> str:
    said = json.dumps([operation, request], sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
