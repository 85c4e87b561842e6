"""The sets that come with the studio: templates that are there from the first start on.

Each is made once and is then like any other: whoever changed it keeps the change, and one that was
deleted stays away.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, mapped_column

from domain import batch_templates
from domain.batch_templates import BatchTemplate
from domain.entity import Entity
from domain.vocabulary import BUILTIN_MAX_LENGTH
from domain.work import Work

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Classic:
    """One set as it ships: the template's facts, and its rows as a CSV file."""

    key: str
    facts: dict[str, Any]
    rows: bytes


class SeededClassic(Entity):
    """That a set has been given to this studio."""

    __tablename__ = "seeded_classics"

    key: Mapped[str] = mapped_column(String(BUILTIN_MAX_LENGTH), primary_key=True)
    seeded_at: Mapped[datetime]


def seed(work: Work, classics: Iterable[Classic]) -> int:
    """Make the templates that this studio never had; give how many.

    Where somebody's template has the name of a set, the set gets a number after its name.
    """
    given = set(work.session.scalars(select(SeededClassic.key)))
    new = [classic for classic in classics if classic.key not in given]
    taken = set(work.session.scalars(select(BatchTemplate.name))) if new else set()
    for classic in new:
        name = classic.facts["name"]
        names = (name, *(f"{name} {number}" for number in range(2, len(taken) + 3)))
        facts = {**classic.facts, "name": next(each for each in names if each not in taken)}
        work.add(SeededClassic(key=classic.key, seeded_at=work.now))
        template = batch_templates.create(work, rows=(), builtin=classic.key, **facts)
        batch_templates.replace_rows(work, template, classic.rows)
        log.info("made the template %s", template.name)
    return len(new)
