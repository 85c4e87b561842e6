"""The rows of a template: which columns they have, and whether each value fits its column."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.errors import Fault, InvalidRows
from domain.vocabulary import COLUMN_NAME_MAX_LENGTH, ROW_NUMBER_MAXIMUM

MOST_ROWS = ROW_NUMBER_MAXIMUM
MOST_FAULTS = 20
"""How many faults are told one by one; the rest are counted."""

Values = dict[str, str]
"""A row: its value in every column of the template, empty where it has none."""


class Faults:
    """Collects what is wrong, so that a person hears of it all at once."""

    def __init__(self) -> None:
        self.first: list[Fault] = []
        self.total = 0

    def add(self, detail: str, **where: Any) -> None:
        """Note one more; `where` is what `Fault` has for places."""
        self.total += 1
        if len(self.first) < MOST_FAULTS:
            self.first.append(Fault(detail, **where))

    def settle(self) -> None:
        """Raise InvalidRows if anything was noted."""
        if self.total:
            raise InvalidRows(self.first, self.total)


@dataclass(frozen=True, slots=True)
class Column:
    """One column, as the contract's `TemplateColumn` says."""

    name: str
    required: bool
    max_length: int
    description: str


def columns(said: Iterable[Mapping[str, Any]], faults: Faults) -> list[Column]:
    """Read the columns of a template; a name that comes twice is a fault."""
    found = [Column(**each) for each in said]
    seen: set[str] = set()
    for index, column in enumerate(found):
        if column.name in seen:
            detail = f"The column {column.name} is there twice."
            faults.add(detail, column=column.name, pointer=f"/columns/{index}/name")
        seen.add(column.name)
    return found


def listed(names: Iterable[str]) -> str:
    """Write the names of columns for a sentence, each short enough for one."""
    return ", ".join(shortened(name) for name in names)


def shortened(name: str) -> str:
    """Cut what somebody wrote for a name to the length that a name may have."""
    return name if len(name) <= COLUMN_NAME_MAX_LENGTH else f"{name[:COLUMN_NAME_MAX_LENGTH]}…"


def fit(given: Mapping[str, str], wanted: Sequence[Column], faults: Faults, **where: Any) -> Values:
    """Give the row with a value in every column wanted; note what does not fit.

    `where` says which row this is. A `pointer` in it leads to the row; faults name places in it.
    """
    row: Values = {}
    root = where.pop("pointer", None)
    for column in wanted:
        value = row[column.name] = given.get(column.name, "")
        detail = ""
        if column.required and not value.strip():
            detail = "A value is required here."
        elif len(value) > column.max_length:
            detail = f"It has {len(value)} characters, and {column.max_length} are allowed."
        if detail:
            pointer = "" if root is None else f"{root}/{column.name}"
            faults.add(detail, column=column.name, pointer=pointer, **where)
    if not given.keys() <= row.keys():
        for name in given.keys() - row.keys():
            detail = f"There is no such column; the columns are {listed(row)}."
            pointer = "" if root is None else f"{root}/{name}"
            faults.add(detail, column=shortened(name), pointer=pointer, **where)
    return row


def fit_all(
    given: Iterable[Mapping[str, str]], wanted: Sequence[Column], faults: Faults
) -> list[Values]:
    """Fit the `rows` of a JSON body."""
    return [
        fit(row, wanted, faults, row=number, pointer=f"/rows/{number - 1}")
        for number, row in enumerate(given, 1)
    ]
