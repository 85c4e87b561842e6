"""One-time sign-in links: how somebody gets in who has no other way yet."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String, delete
from sqlalchemy.orm import Mapped, mapped_column

from domain.entity import ID_LENGTH, Entity
from domain.errors import Conflict, Unauthenticated
from domain.users import User, fingerprint, new_secret
from domain.vocabulary import UserState
from domain.work import Work

LINK_LIVES = timedelta(hours=24)


class SignInLink(Entity):
    """A secret that is good for one sign-in."""

    __tablename__ = "sign_in_links"

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]


def create(work: Work, user: User) -> tuple[str, datetime]:
    """Draw the secret of a link, and say until when it is good; links drawn for this person before
    stop working. Raises Conflict for somebody who is disabled.
    """
    if user.state != UserState.ACTIVE:
        raise Conflict(f"{user.name} is disabled and cannot sign in.")
    take_away(work, user)
    secret = new_secret()
    link = work.add(
        SignInLink(
            hash=fingerprint(secret),
            user_id=user.id,
            created_at=work.now,
            expires_at=work.now + LINK_LIVES,
        )
    )
    return secret, link.expires_at


def use(work: Work, secret: str) -> User:
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


def take_away(work: Work, user: User) -> None:
    """End the links that were made for somebody."""
    work.session.execute(delete(SignInLink).where(SignInLink.user_id == user.id))


def forget_expired(work: Work) -> None:
    """Delete links whose time is over."""
    work.session.execute(delete(SignInLink).where(SignInLink.expires_at <= work.now))
