"""What came back, as a table for people, or as JSON or YAML for programs."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Final

MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
SAMPLE: Final = 100
"""So many items decide how wide columns are; those after them are printed as they come."""
GAP: Final = "  "
LEAST: Final = 8
"""How narrow the widest column may get before the least important one is left out."""


def as_json(value: Any) -> str:
    """A value over several lines."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def as_json_line(value: Any) -> str:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False)


def as_yaml(value: Any) -> str:
    """A value as YAML, in its own order."""
    import yaml

    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)).rstrip("\n")


def terminal_width() -> int | None:
    """How wide the terminal is; None when nobody looks at one, and nothing need be cut."""
    if not sys.stdout.isatty():
        return None
    from shutil import get_terminal_size

    return get_terminal_size().columns


def facts(value: Mapping[str, Any], width: int | None) -> Iterator[str]:
    """One thing: a line for each thing that is known of it. Lists of things become tables."""
    plain = {name: each for name, each in value.items() if not _is_table(each)}
    longest = max((_width(name) for name in plain), default=0)
    for name, each in plain.items():
        shown = cell(each)
        if isinstance(each, str) and "\n" in each:
            yield f"{name}:"
            yield from (f"  {printable(line)}" for line in each.splitlines())
        else:
            yield f"{_padded(name, longest)}{GAP}{shown}".rstrip()
    for name, each in value.items():
        if _is_table(each):
            yield ""
            yield f"{name}:"
            yield from table(each, list(dict.fromkeys(chain(*each)))[:8], width)


def table(items: Iterable[Any], columns: Sequence[str], width: int | None) -> Iterator[str]:
    """A line for each item, below the names of the columns."""
    waiting = iter(items)
    sample = list(islice(waiting, SAMPLE))
    if not sample:
        return
    rows = [[cell(_get(item, name)) for name in columns] for item in sample]
    heads = [name.replace("_", " ").replace(".", " ").upper() for name in columns]
    # A column that tells nothing of anything is not worth its place.
    used = [i for i in range(len(columns)) if any(row[i] for row in rows)] or [0]
    widths = {i: max(_width(heads[i]), *(_width(row[i]) for row in rows)) for i in used}
    if width is not None:
        used = _fitted(used, widths, width)

    def line(row: Sequence[str]) -> str:
        cells = (row[i] if width is None else _cut(row[i], widths[i]) for i in used)
        return GAP.join(
            _padded(each, widths[i]) for each, i in zip(cells, used, strict=True)
        ).rstrip()

    yield line(heads)
    for row in rows:
        yield line(row)
    for item in waiting:
        yield line([cell(_get(item, name)) for name in columns])


def _fitted(used: list[int], widths: dict[int, int], width: int) -> list[int]:
    """Make the widest columns narrower, and leave the last ones out, until the line fits."""
    kept = list(used)
    while True:
        room = width - len(GAP) * (len(kept) - 1)
        while sum(widths[i] for i in kept) > room:
            widest = max(kept, key=lambda i: widths[i] if i != kept[0] else 0)
            over = sum(widths[i] for i in kept) - room
            least = max(LEAST, widths[widest] - over)
            if widths[widest] <= least:
                break
            widths[widest] = least
        if sum(widths[i] for i in kept) <= room or len(kept) == 1:
            return kept
        # The last but one: the last is when it was made, which people look for.
        kept.pop(-2 if len(kept) > 2 else -1)


def cell(value: Any) -> str:
    """A value in one line: times local, nothing for null, inner values as JSON."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return local(value) if MOMENT.fullmatch(value) else printable(" ".join(value.split()))
    if isinstance(value, list) and all(isinstance(each, str | int | float) for each in value):
        return printable(", ".join(str(each) for each in value))
    return printable(json.dumps(value, ensure_ascii=False))


def local(moment: str) -> str:
    """A moment by the clock of whoever reads, to the second."""
    from datetime import datetime

    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M:%S")
    except (ValueError, OverflowError):
        return moment


def printable(text: str) -> str:
    """Text that cannot move the cursor, change colours or read backwards."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() or each == " " else f"\\u{ord(each):04x}" for each in text
    )


def _get(item: Any, name: str) -> Any:
    if not isinstance(item, dict):
        return item
    if name in item:
        return item[name]
    head, _, rest = name.partition(".")
    return _get(item[head], rest) if rest and isinstance(item.get(head), dict) else None


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _width(text: str) -> int:
    """How many columns a text takes: East Asian ones take two, marks above letters none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _cut(text: str, width: int) -> str:
    if _width(text) <= width:
        return text
    kept = ""
    for each in text:
        if _width(kept + each) > width - 1:
            break
        kept += each
    return kept.rstrip() + "…"
