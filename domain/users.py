"""People, what each may do, and what is known of whoever is asking.

Secrets are drawn with 256 bits of chance and kept only as their SHA-256: a slow hash is for secrets
that people choose, and these are not.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import Entity, id_column, new_id, one_of
from domain.errors import Conflict, NotFound
from domain.pages import Order, Page
from domain.vocabulary import NAME_MAX_LENGTH, AuthMethod, Role, Scope, UserState
from domain.work import Work


class User(Entity):
    """A person with a role. Nobody is ever deleted, as jobs and the audit log name them."""

    __tablename__ = "users"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    role: Mapped[Role] = mapped_column(one_of(Role))
    state: Mapped[UserState] = mapped_column(one_of(UserState))
    created_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking, and by which proof."""

    user: User
    method: AuthMethod
    expires_at: datetime | None = None
    """When the session ends; None for a token."""
    scopes: frozenset[Scope] | None = None
    """What the token is good for; None for everything."""
    proof_id: str = ""
    """The id of the session or the token."""
    unseen: bool = False
    """Whether it is time to write down that the proof has come."""


# Past the ORM, as `Work.rows` is: who is asking is found out for every request.
FACTS = tuple(User.__table__.columns)


def of_row(row: Any) -> User:
    """Make a person of the columns in FACTS, to be looked at; no session knows it."""
    return User(id=row.id, name=row.name, role=row.role, state=row.state, created_at=row.created_at)


OLDEST_FIRST = Order("users", (User.id,))
SEEN_EVERY = timedelta(minutes=1)
"""How exact it is when a session or a token was last seen: each is written so often at most."""

RANKS = {role: rank for rank, role in enumerate(Role)}


def reaches(user: User, role: Role) -> bool:
    """Tell whether a person may do what this role may."""
    return RANKS[user.role] >= RANKS[role]


def fingerprint(secret: str) -> str:
    """Give what is stored in place of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def new_secret() -> str:
    """Draw a secret for a link or a cookie: 256 bits, in 43 characters."""
    return secrets.token_urlsafe(32)


def is_unseen(work: Work, seen_at: datetime | None) -> bool:
    """Tell whether it is time to write down that a proof has come, which last came then."""
    return seen_at is None or not seen_at <= work.now < seen_at + SEEN_EVERY


def ensure_admin(work: Work) -> User:
    """Give the first active admin; the very first start makes one."""
    return first_admin(work) or work.add(
        User(
            id=new_id("usr", work.now),
            name="admin",
            role=Role.ADMIN,
            state=UserState.ACTIVE,
            created_at=work.now,
        )
    )


def first_admin(work: Work, *, but: User | None = None) -> User | None:
    """Give the first active admin who is not `but`, or None."""
    query = select(User).where(User.role == Role.ADMIN, User.state == UserState.ACTIVE)
    if but is not None:
        query = query.where(User.id != but.id)
    return work.session.scalars(query.order_by(User.id).limit(1)).first()


def named(work: Work, name: str) -> User:
    """Give the person with this id or this name. Raises NotFound, and Conflict where several are
    called so.
    """
    query = select(User).where(or_(User.id == name, User.name == name)).limit(2)
    found = work.session.scalars(query).all()
    if not found:
        raise NotFound(f"There is nobody with the id or the name {name}.")
    if len(found) > 1:
        raise Conflict(f"Several people are called {name}; give the id.")
    return found[0]


def page(
    work: Work, role: Role | None, state: UserState | None, cursor: str | None, limit: int
) -> Page:
    """List people, oldest first. Raises BadCursor."""
    query = _listed(role is not None, state is not None)
    narrowed = f" {role} {state}"
    return OLDEST_FIRST.page(work, query, cursor, limit, narrowed, role=role, state=state)


@cache
def _listed(by_role: bool, by_state: bool) -> Select[Any]:
    query = select(*User.__table__.columns)
    if by_role:
        query = query.where(User.role == bindparam("role"))
    return query.where(User.state == bindparam("state")) if by_state else query
