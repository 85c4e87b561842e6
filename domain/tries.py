"""How often somebody may fail to sign in, by login and by client address.

By cell_rate.py: one moment for each login and each address says until when its share is used up. It
is a row, so that many servers count together.
A try is taken before the proof is looked at, in a transaction that is committed whatever comes of
it, so that many tries at once are not more than as many one after the other; it is given back when
the proof is good. A login is counted only where a password is tried: a one-time link, a token and
the provider go on working for somebody whose login is locked.
"""

import hashlib
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from domain import cell_rate
from domain.entity import Entity
from domain.errors import TooManySignIns
from domain.work import Work

WINDOW = timedelta(minutes=15)


class SignInTries(Entity):
    """How far a login or an address has used up its tries."""

    __tablename__ = "sign_in_tries"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    used_until: Mapped[datetime]
    """When all of them are free again: each try moves it a share of the window further."""


def of_login(login: str) -> str:
    """Name a login's tries. People type passwords there by mistake, so it is not kept itself."""
    return f"login:{hashlib.sha256(login.encode()).hexdigest()}"


def of_address(address: str) -> str:
    """Name a client address' tries; those of IPv6 count by the /64 that one customer has."""
    try:
        client = ipaddress.ip_address(address)
    except ValueError:
        return "address:unknown"
    if isinstance(client, ipaddress.IPv6Address):
        mapped = client.ipv4_mapped
        network = ipaddress.IPv6Network((int(client), 64), strict=False)
        return f"address:{mapped or network}"
    return f"address:{client}"


def starts_of_address(address: str) -> str:
    """Name the sign-ins that an address begins at the provider: each is a row for a while."""
    return f"start:{of_address(address)}"


FROM_ADDRESS = "Too many attempts to sign in have failed from your address"
WITH_LOGIN = "Too many attempts to sign in have failed with this login"
STARTED = "Too many sign-ins were begun from your address"


def take(work: Work, key: str, most: int, what: str) -> None:
    """Take one of `most` tries in a window. Raises TooManySignIns, with the seconds to wait.

    `what` says what there were too many of.
    """
    row = work.find(SignInTries, key, lock=True)
    before = row.used_until if row else None
    used_until, seconds = cell_rate.spend(work.now, before, WINDOW, WINDOW / most)
    if seconds:
        raise TooManySignIns(
            f"{what}; try again in {seconds} second{'s' if seconds > 1 else ''}.", seconds
        )
    if row is None:
        work.add(SignInTries(key=key, used_until=used_until))
    else:
        row.used_until = used_until


def give_back(work: Work, key: str, most: int) -> None:
    """Give one try back: it was good."""
    row = work.find(SignInTries, key, lock=True)
    if row is not None:
        row.used_until -= WINDOW / most


def forget(work: Work, key: str) -> None:
    """Give all tries back."""
    work.session.execute(delete(SignInTries).where(SignInTries.key == key))


def forget_old(work: Work) -> None:
    """Delete what is free again wholly."""
    work.session.execute(delete(SignInTries).where(SignInTries.used_until <= work.now))
