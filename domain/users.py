"""People, the proofs they come with, and what each may do.

Secrets are drawn with 256 bits of chance and kept only as their SHA-256: a slow hash is for secrets
that people choose, and these are not.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, bindparam, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Unauthenticated
from domain.vocabulary import NAME_MAX_LENGTH, AuthMethod, Role
from domain.work import Work

LINK_LIVES = timedelta(hours=24)
SESSION_LIVES = timedelta(days=14)


class User(Entity):
    """A person with a role."""

    __tablename__ = "users"

    id: Mapped[str] = id_column()
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    role: Mapped[Role] = mapped_column(one_of(Role))
    created_at: Mapped[datetime]


class ApiToken(Entity):
    """A secret that a program sends with each request."""

    __tablename__ = "api_tokens"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    name: Mapped[str] = mapped_column(String(NAME_MAX_LENGTH))
    created_at: Mapped[datetime]


class SignInLink(Entity):
    """A secret that is good for one sign-in."""

    __tablename__ = "sign_in_links"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class SignInSession(Entity):
    """A browser that is signed in; its cookie holds the secret."""

    __tablename__ = "sessions"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking, and by which proof."""

    user: User
    method: AuthMethod
    expires_at: datetime | None = None
    proof_id: str = ""
    """Names the session or the token, and is no secret."""


# Asked for each request, and built once.
OF_TOKEN = select(User).join(ApiToken).where(ApiToken.hash == bindparam("hash"))
OF_SESSION = (
    select(User, SignInSession.expires_at)
    .join(SignInSession)
    .where(SignInSession.hash == bindparam("hash"), SignInSession.expires_at > bindparam("now"))
)


def proof_id(secret: str) -> str:
    """Name a session or a token, without telling its secret."""
    return fingerprint(fingerprint(secret))[:ID_LENGTH]


def fingerprint(secret: str) -> str:
    """Give what is stored in place of a secret: its SHA-256, in hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()


def ensure_admin(work: Work) -> User:
    """Give the first admin; the very first start makes one."""
    admin = work.session.scalars(
        select(User).where(User.role == Role.ADMIN).order_by(User.id).limit(1)
    ).first()
    return admin or work.add(
        User(id=new_id("usr", work.now), name="admin", role=Role.ADMIN, created_at=work.now)
    )


BOOTSTRAP = "SPOLVERO_ADMIN_TOKEN"


def keep_bootstrap_token(work: Work, secret: str | None) -> None:
    """Make `secret` the admin's one bootstrap token; the one of an earlier start stops working."""
    work.session.execute(delete(ApiToken).where(ApiToken.name == BOOTSTRAP))
    if secret is not None:
        admin = ensure_admin(work)
        work.add(
            ApiToken(
                hash=fingerprint(secret), user_id=admin.id, name=BOOTSTRAP, created_at=work.now
            )
        )


def new_sign_in_link(work: Work) -> str:
    """Draw the secret of a one-time link for the admin; links drawn before stop working."""
    admin = ensure_admin(work)
    work.session.execute(delete(SignInLink).where(SignInLink.user_id == admin.id))
    secret = secrets.token_urlsafe(32)
    work.add(
        SignInLink(
            hash=fingerprint(secret),
            user_id=admin.id,
            created_at=work.now,
            expires_at=work.now + LINK_LIVES,
        )
    )
    return secret


def user_of_token(work: Work, secret: str) -> User:
    """Give the person whose API token this is. Raises Unauthenticated."""
    user = work.session.scalars(OF_TOKEN, {"hash": fingerprint(secret)}).first()
    if user is None:
        raise Unauthenticated("This API token is not known here.")
    return user


def user_of_link(work: Work, secret: str) -> User:
    """Use up a one-time link and give its person. Raises Unauthenticated, also the second time."""
    used = work.session.execute(
        delete(SignInLink)
        .where(SignInLink.hash == fingerprint(secret))
        .returning(SignInLink.user_id, SignInLink.expires_at)
    ).first()
    if used is None or used.expires_at <= work.now:
        raise Unauthenticated(
            "This sign-in link has been used, has expired, or was never given out."
        )
    return work.get(User, used.user_id)


def user_of_proof(work: Work, *, link: object, token: object) -> User:
    """Give the person whom one of the two proofs names. Raises Unauthenticated."""
    return user_of_link(work, str(link)) if link is not None else user_of_token(work, str(token))


def open_session(work: Work, user: User) -> tuple[str, Caller]:
    """Sign a person in: draw the secret for the cookie, and say who they now are."""
    secret = secrets.token_urlsafe(32)
    expires_at = work.now + SESSION_LIVES
    work.add(
        SignInSession(
            hash=fingerprint(secret),
            user_id=user.id,
            created_at=work.now,
            expires_at=expires_at,
        )
    )
    return secret, Caller(user, AuthMethod.SESSION, expires_at, proof_id(secret))


def caller_of_session(work: Work, secret: str) -> Caller | None:
    """Give the person whose session this is, or None when it has ended."""
    asked = {"hash": fingerprint(secret), "now": work.now}
    found = work.session.execute(OF_SESSION, asked).first()
    return (
        None if found is None else Caller(found[0], AuthMethod.SESSION, found[1], proof_id(secret))
    )


def close_session(work: Work, secret: str) -> None:
    """End a session; no error when it has ended already."""
    work.session.execute(delete(SignInSession).where(SignInSession.hash == fingerprint(secret)))


def forget_ended_sessions(work: Work) -> int:
    """Delete sessions and links whose time is over; give how many sessions."""
    work.session.execute(delete(SignInLink).where(SignInLink.expires_at <= work.now))
    ended = work.session.execute(
        delete(SignInSession)
        .where(SignInSession.expires_at <= work.now)
        .returning(SignInSession.hash)
    )
    return len(ended.all())
