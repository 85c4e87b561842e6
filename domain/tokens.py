"""API tokens: secrets by which programs prove whose they are, and what each is good for."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, users
from domain.entity import ALPHABET, ID_LENGTH, Entity, id_column, new_id
from domain.errors import Forbidden, NotFound, RuleBroken, Unauthenticated
from domain.pages import Order, Page
from domain.users import Caller, User, fingerprint
from domain.vocabulary import (
    NAME_MAX_LENGTH,
    TOKEN_COUNT_MAXIMUM,
    TOKEN_PREFIX_MAX_LENGTH,
    AuthMethod,
    Role,
    Scope,
    UserState,
)
from domain.work import Work


class ApiToken(Entity):
    """A secret that a program sends with each request."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = id_column()
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    prefix: Mapped[str | None] = mapped_column(String(TOKEN_PREFIX_MAX_LENGTH))
    """How it begins; null for the token that the operator chose."""
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), index=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    scopes: Mapped[list[Scope] | None] = mapped_column(JSON(none_as_null=True))
    """Null is good for everything."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


NEWEST_FIRST = Order("tokens", (ApiToken.id,), falling=True)
SECRET_LENGTH = 52
"""Of 5 bits each: 260 bits."""

# Asked for each request, and built once.
OF_SECRET = (
    select(
        *users.FACTS,
        ApiToken.id.label("token_id"),
        ApiToken.scopes,
        ApiToken.expires_at,
        ApiToken.last_used_at,
    )
    .join(ApiToken, ApiToken.user_id == User.id)
    .where(ApiToken.hash == bindparam("hash"))
)
SEEN = (
    update(ApiToken)
    .where(ApiToken.id == bindparam("token_id"))
    .values(last_used_at=bindparam("now"))
)


def caller(work: Work, secret: str) -> Caller:
    """Give the person whose API token this is, and what it is good for. Raises Unauthenticated."""
    found = work.rows(OF_SECRET, {"hash": fingerprint(secret)})
    if not found or found[0].state != UserState.ACTIVE:
        raise Unauthenticated("This API token is not known here.")
    token = found[0]
    if token.expires_at is not None and token.expires_at <= work.now:
        raise Unauthenticated("This API token has expired.")
    return Caller(
        users.of_row(token),
        AuthMethod.TOKEN,
        scopes=None if token.scopes is None else frozenset(token.scopes),
        proof_id=token.token_id,
        unseen=users.is_unseen(work, token.last_used_at),
    )


def seen(work: Work, token_id: str) -> None:
    """Write down that a token is in use."""
    work.session.connection().execute(SEEN, {"token_id": token_id, "now": work.now})


def create(
    work: Work,
    by: Caller,
    *,
    name: str,
    scopes: Sequence[Scope],
    expires_at: datetime | None = None,
) -> tuple[ApiToken, str]:
    """Make a token for whoever asks; give it and its secret, which is kept nowhere.

    Raises RuleBroken for an end that is past, one token too many, and one that would outlive the
    token that makes it; Forbidden for scopes that this one lacks.
    """
    _must_not_exceed(work, by, scopes, expires_at)
    if expires_at is not None and expires_at <= work.now:
        raise RuleBroken("`expires_at` is to be in the future.")
    many = select(func.count()).where(ApiToken.user_id == by.user.id)
    if work.session.scalars(many).one() >= TOKEN_COUNT_MAXIMUM:
        raise RuleBroken(f"You have {TOKEN_COUNT_MAXIMUM} API tokens, and nobody has more.")
    prefix = f"spv_{_digits(8)}"
    secret = f"{prefix}_{_digits(SECRET_LENGTH)}"
    token = work.add(
        ApiToken(
            id=new_id("tok", work.now),
            hash=fingerprint(secret),
            prefix=prefix,
            user_id=by.user.id,
            name=name,
            scopes=sorted(scopes),
            created_at=work.now,
            expires_at=expires_at,
        )
    )
    audit.tell(token.id, name=name, scopes=token.scopes)
    return token, secret


def _digits(many: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(many))


def _must_not_exceed(
    work: Work, by: Caller, scopes: Sequence[Scope], expires_at: datetime | None
) -> None:
    """Raise Forbidden or RuleBroken for a token that may do more than the one that makes it."""
    maker = work.find(ApiToken, by.proof_id) if by.method == AuthMethod.TOKEN else None
    if maker is None:
        return
    lacking = sorted({*scopes} - {*(scopes if maker.scopes is None else maker.scopes)})
    if lacking:
        raise Forbidden(f"An API token gives no scope that it lacks itself: {', '.join(lacking)}.")
    if maker.expires_at is not None and (expires_at is None or expires_at > maker.expires_at):
        raise RuleBroken("A token that an API token makes expires no later than that one.")


def page(work: Work, asker: User, user_id: str | None, cursor: str | None, limit: int) -> Page:
    """List the tokens that the asker may revoke, newest first. Raises BadCursor."""
    query = _listed(asker.role == Role.ADMIN, user_id is not None)
    narrowed = f" {user_id}"
    return NEWEST_FIRST.page(work, query, cursor, limit, narrowed, asker=asker.id, owner=user_id)


@cache
def _listed(everybody: bool, by_owner: bool) -> Select[Any]:
    query = select(*(c for c in ApiToken.__table__.columns if c.name != "hash"))
    if not everybody:
        query = query.where(ApiToken.user_id == bindparam("asker"))
    return query.where(ApiToken.user_id == bindparam("owner")) if by_owner else query


def revoke(work: Work, asker: User, token_id: str) -> None:
    """End a token, and the sessions that were opened with it. Raises NotFound, also for another's
    token unless an admin asks.
    """
    token = work.find(ApiToken, token_id, lock=True)
    if token is None or (token.user_id != asker.id and asker.role != Role.ADMIN):
        raise NotFound("There is no API token with this id.")
    audit.tell(token_id, name=token.name, user_id=token.user_id)
    work.session.delete(token)
    work.session.flush()


# The operator's own.

BOOTSTRAP = "SPOLVERO_ADMIN_TOKEN"
THE_OPERATORS = ApiToken.prefix.is_(None)


def keep_bootstrap_token(work: Work, secret: str | None) -> None:
    """Make `secret` the operator's one token; the one of an earlier start stops working."""
    hashed = None if secret is None else fingerprint(secret)
    kept = work.session.scalars(select(ApiToken).where(THE_OPERATORS)).first()
    if kept is not None and kept.hash != hashed:
        work.session.delete(kept)
        work.session.flush()
        kept = None
    if hashed is None:
        return
    admin = users.ensure_admin(work)
    if kept is None:
        work.add(
            ApiToken(
                id=new_id("tok", work.now),
                hash=hashed,
                user_id=admin.id,
                name=BOOTSTRAP,
                created_at=work.now,
            )
        )


def take_away(work: Work, user: User) -> None:
    """End a person's tokens."""
    work.session.execute(delete(ApiToken).where(ApiToken.user_id == user.id))


def hand_over(work: Work, user: User, heir: User) -> None:
    """Let the operator's token, if it is this person's, be another admin's."""
    work.session.execute(
        update(ApiToken).where(THE_OPERATORS, ApiToken.user_id == user.id).values(user_id=heir.id)
    )
