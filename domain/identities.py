"""Accounts at an OpenID Connect provider by which people sign in, and who is invited to do so.

An account is known by its issuer and subject alone (OpenID Connect Core 1.0, 5.7): an email address
may change hands, so it opens the door once, and only where the provider vouches for it.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Index,
    Select,
    String,
    UniqueConstraint,
    bindparam,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, mapped_column

from domain import admission, audit
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Conflict, Forbidden, NotFound, RuleBroken
from domain.pages import Order, Page
from domain.ports import Account
from domain.users import User
from domain.vocabulary import EMAIL_MAX_LENGTH, NAME_MAX_LENGTH, Role
from domain.work import Work

ISSUER_LENGTH = 500
SUBJECT_LENGTH = 255  # at most, by OpenID Connect Core 1.0, 2


class Identity(Entity):
    """An account at a provider, and whose it is here."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"), Index(None, "user_id", "id"))

    id: Mapped[str] = id_column()
    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("users.id", ondelete="CASCADE")
    )
    issuer: Mapped[str] = mapped_column(String(ISSUER_LENGTH))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    email: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH))
    """In lower case, as told last; nothing is decided by it."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime]


class Invitation(Entity):
    """Lets the account with a verified email address in, once."""

    __tablename__ = "invitations"

    id: Mapped[str] = id_column()
    email: Mapped[str] = mapped_column(String(EMAIL_MAX_LENGTH), unique=True)
    """In lower case."""
    role: Mapped[Role] = mapped_column(one_of(Role))
    user_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("users.id", ondelete="CASCADE")
    )
    """Whose account it will be; None: a new person's."""
    created_at: Mapped[datetime]


OLDEST_FIRST = Order("identities", (Identity.id,))
INVITED_FIRST = Order("invitations", (Invitation.id,))

Admitted = Mapping[str, Role]
"""Who may come in uninvited, and as what: by address, or by `@` and a domain."""


def person_of(work: Work, account: Account, admitted: Admitted) -> tuple[User, Identity]:
    """Give the person whose account this is; let one in who may come and was never here.

    Raises Forbidden, with the reason.
    """
    known = (Identity.issuer == account.issuer, Identity.subject == account.subject)
    found = work.session.scalars(select(Identity).where(*known)).first()
    if found is not None:
        found.last_used_at = work.now
        if account.email is not None and account.email_verified:
            found.email = account.email.lower()
        return work.get(User, found.user_id), found
    if account.email is None or not account.email_verified:
        raise Forbidden("Your account there has no verified email address, so nobody knows you.")
    email = account.email.lower()
    user = _let_in(work, email, account, admitted)
    identity = work.add(
        Identity(
            id=new_id("idn", work.now),
            user_id=user.id,
            issuer=account.issuer,
            subject=account.subject,
            email=email,
            created_at=work.now,
            last_used_at=work.now,
        )
    )
    audit.tell(identity_id=identity.id, role=user.role)
    return user, identity


def _let_in(work: Work, email: str, account: Account, admitted: Admitted) -> User:
    used = delete(Invitation).where(Invitation.email == email)
    invited = work.session.execute(used.returning(Invitation.role, Invitation.user_id)).first()
    if invited is not None and invited.user_id is not None:
        return work.get(User, invited.user_id)
    domain = email[email.rindex("@") :]
    role = invited.role if invited else admitted.get(email, admitted.get(domain))
    if role is None:
        raise Forbidden("Nobody has invited the email address of your account; ask an admin to.")
    name = (account.name or "").replace("\0", "").strip()[:NAME_MAX_LENGTH]
    return admission.create_user(work, name=name or email, role=role)


@cache
def _all(of_user: bool) -> Select[Any]:
    query = select(*Identity.__table__.columns)
    return query.where(Identity.user_id == bindparam("user")) if of_user else query


def page(work: Work, user_id: str | None, cursor: str | None, limit: int) -> Page:
    """List identities, oldest first; `user_id` None: everybody's. Raises BadCursor."""
    values = {} if user_id is None else {"user": user_id}
    query = _all(user_id is not None)
    return OLDEST_FIRST.page(work, query, cursor, limit, user_id or "", **values)


def unlink(work: Work, identity_id: str) -> None:
    """Part an account from its person. Raises NotFound."""
    identity = work.get(Identity, identity_id)
    work.session.delete(identity)
    audit.tell(identity.id, user_id=identity.user_id)


def invite(work: Work, *, email: str, role: Role, user_id: str | None = None) -> Invitation:
    """Invite an address. Raises Conflict when it is invited already, RuleBroken for no user."""
    email = email.lower()
    if work.session.scalars(select(Invitation.id).where(Invitation.email == email)).first():
        raise Conflict("This email address is invited already.")
    if user_id is not None and work.find(User, user_id) is None:
        raise RuleBroken("There is no user with this id to whom the account could belong.")
    invitation = work.add(
        Invitation(
            id=new_id("inv", work.now),
            email=email,
            role=Role(role),
            user_id=user_id,
            created_at=work.now,
        )
    )
    audit.tell(invitation.id, role=invitation.role, user_id=user_id)
    return invitation


@cache
def _invited() -> Select[Any]:
    return select(*Invitation.__table__.columns)


def invitations(work: Work, cursor: str | None, limit: int) -> Page:
    """List invitations, oldest first. Raises BadCursor."""
    return INVITED_FIRST.page(work, _invited(), cursor, limit)


def take_back(work: Work, invitation_id: str) -> None:
    """Take an invitation back. Raises NotFound."""
    gone = delete(Invitation).where(Invitation.id == invitation_id).returning(Invitation.id)
    if work.session.execute(gone).first() is None:
        raise NotFound("There is no invitation with this id; it may have been used.")
