"""Passwords: what a person knows by heart. Kept as argon2id (RFC 9106), which is slow on purpose.

Hashing takes a tenth of a second and 64 MiB, so it is done outside of any transaction.
"""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, sessions, tries
from domain.entity import ID_LENGTH, Entity
from domain.errors import Conflict, Forbidden, RuleBroken, Unauthenticated
from domain.users import User
from domain.vocabulary import LOGIN_MAX_LENGTH
from domain.work import Studio, Work

if TYPE_CHECKING:
    from argon2 import PasswordHasher

HASH_LENGTH = 200
LEAST_OF_ITS_OWN = 8
"""How many characters a password must have beside the login in it."""
LEAST_DIFFERENT = 5
WORST = frozenset(
    {
        "passwordpassword",
        "password1234",
        "password12345",
        "password123456",
        "administrator",
        "adminadminadmin",
        "letmeinletmein",
        "iloveyouiloveyou",
        "qwertyqwerty",
        "qwertyuiopasdf",
        "qwertyuiop123",
        "1q2w3e4r5t6y",
        "123456789012",
        "1234567890123",
        "changemechangeme",
        "correcthorsebatterystaple",
        "correct horse battery staple",
    }
)
"""What is guessed first, of those that are long enough to be taken at all."""


class Password(Entity):
    """By which login a person signs in, and the hash of the password."""

    __tablename__ = "passwords"

    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    login: Mapped[str] = mapped_column(String(LOGIN_MAX_LENGTH), unique=True)
    """In lower case."""
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    """Argon2's own form, which says with which parameters it was made."""
    changed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Proven:
    """Whose password was typed, and which: one that was set since is another."""

    user_id: str
    changed_at: datetime


_cheap = False


@contextmanager
def cheaply() -> Iterator[None]:
    """Hash a thousand times as fast while the block lasts, in this whole process.

    For a studio that lives a minute and is asked to check thousands of made-up passwords.
    """
    global _cheap
    before, _cheap = _cheap, True
    _nobodys_hash.cache_clear()
    try:
        yield
    finally:
        _cheap = before
        _nobodys_hash.cache_clear()


def _hasher() -> "PasswordHasher":
    return _made(_cheap)


@cache
def _made(cheap: bool) -> "PasswordHasher":
    """Make the hasher by RFC 9106's second recommended option: 64 MiB, 3 passes, 4 lanes."""
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    if cheap:
        return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _nobodys_hash() -> str:
    """Give a hash to compare with where there is none, so that it takes as long."""
    return _hasher().hash("nobody has this password")


def _told(password: str) -> str:
    """Write a password as every keyboard gives it (NIST SP 800-63B, 3.1.1.2; RFC 8265)."""
    return unicodedata.normalize("NFC", password)


def _is(known: str, password: str) -> bool:
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher().verify(known, _told(password))
    except VerifyMismatchError:
        return False


def check(studio: Studio, login: str, password: str) -> Proven:
    """Find whose login and password these are. Raises Unauthenticated.

    It takes as long, and says the same, whether or not there is such a login. A hash that was made
    with other parameters than today's is made anew.
    """
    query = select(Password).where(Password.login == login.lower())
    with studio.look() as work:
        found = work.session.scalars(query).first()
    good = _is(found.hash if found else _nobodys_hash(), password)
    if found is None or not good:
        raise Unauthenticated("This login and this password do not belong together.")
    if _hasher().check_needs_rehash(found.hash):
        anew = _hasher().hash(_told(password))
        with studio.work(beside=True) as work:
            same = (Password.user_id == found.user_id, Password.hash == found.hash)
            work.session.execute(update(Password).where(*same).values(hash=anew))
    return Proven(found.user_id, found.changed_at)


def person_of(work: Work, proven: Proven) -> User:
    """Give the person, if the password is still theirs. Raises Unauthenticated."""
    row = work.find(Password, proven.user_id)
    if row is None or row.changed_at != proven.changed_at:
        raise Unauthenticated("This password was changed or taken away just now.")
    return work.get(User, proven.user_id)


def of_user(work: Work, user: User) -> Password | None:
    """Give what is kept about a person's password, if there is one."""
    return work.find(Password, user.id)


def set_own(
    studio: Studio,
    user: User,
    *,
    address: str,
    session: str,
    login: str,
    password: str,
    current_password: str | None = None,
) -> Password:
    """Set a person's login and password, and end their sessions but the one of this id.

    Raises RuleBroken for a password that is too easy, Forbidden without the one until now, Conflict
    for a login that somebody else has, TooManySignIns.
    """
    login = login.lower()
    _must_be_good(login, password)
    with audit.beforehand(), studio.work() as work:
        old = work.find(Password, user.id)
        if old is not None:
            _take_both(work, studio, address, old.login)
    if old is not None and (current_password is None or not _is(old.hash, current_password)):
        raise Forbidden("Give the password that you have until now as `current_password`.")
    anew = _hasher().hash(_told(password))
    with studio.work() as work:
        row = work.find(Password, user.id, lock=True)
        if (row and row.changed_at) != (old and old.changed_at):
            raise Conflict("Your password was changed or taken away just now.")
        _must_be_free(work, login, user)
        if old is not None:
            tries.give_back(work, tries.of_address(address), studio.facts.tries_per_address)
            tries.forget(work, tries.of_login(old.login))
        if row is None:
            row = work.add(Password(user_id=user.id, login=login, hash=anew, changed_at=work.now))
        row.login, row.hash, row.changed_at = login, anew, work.now
        sessions.take_away(work, user.id, but=session)
        audit.tell(user.id, login=login)
    return row


def _take_both(work: Work, studio: Studio, address: str, login: str) -> None:
    facts = studio.facts
    tries.take(work, tries.of_address(address), facts.tries_per_address, tries.FROM_ADDRESS)
    tries.take(work, tries.of_login(login), facts.tries_per_login, tries.WITH_LOGIN)


def _must_be_good(login: str, password: str) -> None:
    folded = _told(password).casefold()
    if folded in WORST or len(set(folded)) < LEAST_DIFFERENT:
        raise RuleBroken("This password is among the first that anybody would guess.")
    if len(folded.replace(login.casefold(), "")) < min(LEAST_OF_ITS_OWN, len(folded)):
        raise RuleBroken("This password is little more than the login.")


def _must_be_free(work: Work, login: str, user: User) -> None:
    taken = select(Password.user_id).where(Password.login == login, Password.user_id != user.id)
    if work.session.scalars(taken).first() is not None:
        raise Conflict("Somebody else signs in with this login.")


def remove(work: Work, user_id: str) -> None:
    """Take a person's password away, and end their sessions. Raises NotFound."""
    user = work.get(User, user_id)
    gone = delete(Password).where(Password.user_id == user.id).returning(Password.user_id)
    if work.session.execute(gone).first() is not None:
        sessions.take_away(work, user.id)
