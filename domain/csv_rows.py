"""Rows as CSV (RFC 4180), in and out. What goes out comes in again as the same rows.

Values are data: nothing is added to one that begins with `=`, as some programs do so that
spreadsheets take it for no formula, since the addition would come back as part of the value.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from domain.rows import MOST_ROWS, Column, Faults, Values, fit, listed, shortened


def read(data: bytes, wanted: Sequence[Column], faults: Faults) -> list[Values]:
    """Read rows from a file in UTF-8, with or without a byte order mark.

    The first line names columns, in any order; required ones must be there. Lines may end in CRLF,
    LF or CR, the last one in nothing. Empty lines count for nothing.
    """
    text = _text(data, faults)
    if text is None:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    rows: list[Values] = []
    number, line = 0, 1
    try:
        for record in reader:
            began, line = line, reader.line_num + 1
            if not record:
                continue
            if header is None:
                header = [name.strip() for name in record]
                _check_header(header, wanted, faults, began)
                if faults.total:
                    return []
                continue
            number += 1
            if number > MOST_ROWS:
                faults.add(f"It has more than {MOST_ROWS} rows.", row=number, line=began)
                break
            if len(record) == len(header):
                given = dict(zip(header, record, strict=True))
                rows.append(fit(given, wanted, faults, row=number, line=began))
            else:
                detail = f"It has {_count(len(record))}, and the first line has {len(header)}."
                faults.add(detail, row=number, line=began)
    except csv.Error:
        # Its own words are about its states. What is wrong are quotes: one that is never closed
        # (at the end, or when a value grows beyond reason), or text after one that closes.
        detail = "A quoted value is not closed properly: double the quotes that are part of it."
        faults.add(detail, row=number + 1 if header else None, line=line)
    else:
        if header is None:
            faults.add("It is empty: the first line must name the columns.", line=1)
    return rows


def write(columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    """Write rows as UTF-8 without a byte order mark, each line ended by CRLF."""
    names = [column.name for column in columns]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([row[name] for name in names] for row in rows)
    return text.getvalue().encode()


def _text(data: bytes, faults: Faults) -> str | None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        faults.add("It is not UTF-8: save the file as UTF-8.", line=_line(data, wrong.start))
        return None
    if "\0" in text:
        faults.add("It has a NUL character.", line=_line(data, data.index(b"\0")))
        return None
    return text


def _line(data: bytes, place: int) -> int:
    return len(data[:place].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))


def _count(values: int) -> str:
    return "1 value" if values == 1 else f"{values} values"


def _check_header(
    header: Sequence[str], wanted: Sequence[Column], faults: Faults, line: int
) -> None:
    names = {column.name: column for column in wanted}
    for place, name in enumerate(header):
        if name in header[:place]:
            detail = f"The column {shortened(name)} is there twice."
        elif name in names:
            continue
        else:
            known = listed(names)
            said = f"no column {shortened(name)}" if name else "a column without a name"
            detail = f"There is {said}; the columns are {known}."
        faults.add(detail, line=line, column=shortened(name))
    for column in wanted:
        if column.required and column.name not in header:
            faults.add(f"The column {column.name} is missing.", line=line, column=column.name)
