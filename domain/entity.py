"""What every stored thing has in common: an id, times in UTC, and how enums become columns."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum, MetaData, String, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u to misread
ID_LENGTH = 30


def new_id(prefix: str, now: datetime) -> str:
    """Draw an id such as `job_…`: 64 bits of time, to 1/65536 of a millisecond, then 64 of chance.

    Ids made later sort later, so a list in order of id is a list in order of time.
    """
    return _id(prefix, now, secrets.randbits(64))


def first_id(prefix: str, moment: datetime) -> str:
    """Give an id that sorts before all that are drawn at this moment or later."""
    return _id(prefix, moment, 0)


def last_id(prefix: str, moment: datetime) -> str:
    """Give an id that sorts after all that are drawn at this moment or earlier."""
    return _id(prefix, moment, (1 << 64) - 1)


def content_id(prefix: str, moment: datetime, sha256: str) -> str:
    """Give the id of a thing that is known by its bytes and its time: the same in every studio."""
    return _id(prefix, moment, int(sha256[:16], 16))


def _id(prefix: str, now: datetime, chance: int) -> str:
    milliseconds, micro = divmod(max(0, int(now.timestamp() * 1_000_000)), 1000)
    number = (milliseconds << 80) | ((micro * 65536 // 1000) << 64) | chance
    digits = "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))
    return f"{prefix}_{digits}"


class UtcTime(TypeDecorator[datetime]):
    """A moment, aware and in UTC on both sides; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(kind: type[StrEnum]) -> Enum:
    """Make the column type for an enum of the contract: its values as text, guarded by a CHECK."""
    return Enum(
        kind,
        name=kind.__name__.lower(),
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Entity(DeclarativeBase):
    """A stored thing with an id of its own."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: dict[Any, Any] = {datetime: UtcTime()}  # noqa: RUF012 (SQLAlchemy's own form)


def id_column(**extra: Any) -> Mapped[str]:
    """Make the primary key column for ids from `new_id`."""
    return mapped_column(String(ID_LENGTH), primary_key=True, **extra)
