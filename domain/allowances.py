"""How many pictures one person may ask for within an hour.

By cell_rate.py: one moment per person says until when their hour is used up, whatever they asked
for. It is moved in the transaction that queues the pictures, so what is refused, or never
committed, costs nothing.
"""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from domain import cell_rate
from domain.entity import ID_LENGTH, Entity
from domain.errors import RateLimited, RuleBroken
from domain.users import User
from domain.work import Work

HOUR = timedelta(hours=1)


class Allowance(Entity):
    """How far a person has used up what they may ask for."""

    __tablename__ = "allowances"

    user_id: Mapped[str] = mapped_column(
        String(ID_LENGTH), ForeignKey("users.id"), primary_key=True
    )
    used_until: Mapped[datetime]
    """When all of it is free again: each picture moves it an hour's share further."""


def spend(work: Work, user: User, pictures: int, per_hour: int | None) -> None:
    """Take so many pictures off what this person may ask for now.

    Raises RateLimited, with the seconds to wait, and RuleBroken for what no waiting makes possible.
    """
    if per_hour is None:
        return
    row = work.find(Allowance, user.id, lock=True)
    used_until = _after(work, row, pictures, per_hour)
    if row is None:
        work.add(Allowance(user_id=user.id, used_until=used_until))
    else:
        row.used_until = used_until


def must_allow(work: Work, user: User, pictures: int, per_hour: int | None) -> None:
    """Raise what `spend` would raise, and take nothing off."""
    if per_hour is not None:
        _after(work, work.find(Allowance, user.id), pictures, per_hour)


def _after(work: Work, row: Allowance | None, pictures: int, per_hour: int) -> datetime:
    """Say until when the hour is used up after so many more. Raises RateLimited, RuleBroken."""
    if pictures > per_hour:
        raise RuleBroken(f"You may ask for {per_hour} pictures an hour; these are {pictures}.")
    before = row.used_until if row else None
    used_until, seconds = cell_rate.spend(work.now, before, HOUR, pictures * HOUR / per_hour)
    if seconds:
        raise RateLimited(
            f"You may ask for {per_hour} pictures an hour; {pictures} more fit in {seconds} "
            f"second{'s' if seconds > 1 else ''}.",
            seconds,
        )
    return used_until
