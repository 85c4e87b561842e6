"""When a picture was made: the first that says so of sidecar, name, EXIF, and the file's time."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from functools import lru_cache
from html import unescape
from zoneinfo import ZoneInfo, available_timezones

from domain.imports.metadata import stamps
from domain.imports.metadata.facts import Facts
from domain.vocabulary import ImportDatedBy

NOT_THE_SAME_EVERYWHERE = frozenset({"localtime", "Factory"})
"""Names that some machines have for whatever zone they are in."""

EXIF = (
    ("exif:DateTimeOriginal", "exif:OffsetTimeOriginal", "exif:SubsecTimeOriginal"),
    ("exif:DateTimeDigitized", "exif:OffsetTimeDigitized", "exif:SubsecTimeDigitized"),
    ("exif:DateTime", "exif:OffsetTime", "exif:SubsecTime"),
)
"""EXIF 2.32, 4.6.5: the moment, its zone, its fraction of a second."""

_XMP = re.compile(
    r"\b(?:exif:DateTimeOriginal|photoshop:DateCreated|xmp:CreateDate)"
    r"(?:\s*=\s*[\"']([^\"'<]{1,64})[\"']|\s*>\s*([^<]{1,64})<)"
)
"""As an attribute or as an element (ISO 16684-1, 7.5 and 7.9.2.2)."""

_PNG = ("Creation Time", "date:create")


def when(
    facts: Facts, path: str, texts: Mapping[str, str], mtime_ns: int, zone: str
) -> tuple[datetime, ImportDatedBy]:
    """Give the moment in UTC, and what told it; `zone` is that of stamps that name none.

    The file's own name comes first, then those of its folders, the innermost first.
    """
    there = _zone(zone)
    moment = stamps.of_text(facts.stamp, there) if facts.stamp else None
    if moment is not None:
        return moment, ImportDatedBy.SIDECAR
    moment = _of_path(path, there)
    if moment is not None:
        return moment, ImportDatedBy.NAME
    for stamp in _within(texts):
        moment = stamps.of_text(stamp, there)
        if moment is not None:
            return moment, ImportDatedBy.EXIF
    return stamps.of_nanoseconds(mtime_ns) or stamps.EPOCH, ImportDatedBy.MTIME


def is_zone(name: str) -> bool:
    """Tell whether it names a time zone, the same one on every machine."""
    return name in _zones()


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones()) - NOT_THE_SAME_EVERYWHERE


@lru_cache(maxsize=8)
def _zone(name: str) -> tzinfo:
    return ZoneInfo(name)


def _of_path(path: str, zone: tzinfo) -> datetime | None:
    folders, _, name = path.rpartition("/")
    stem, _, _ = name.rpartition(".")
    moment = stamps.of_name(stem or name, zone)
    return moment or (_of_folders(folders, zone) if folders else None)


@lru_cache(maxsize=1024)  # all the pictures of a folder ask for the same
def _of_folders(folders: str, zone: tzinfo) -> datetime | None:
    moments = (stamps.of_name(folder, zone) for folder in reversed(folders.split("/")))
    return next(filter(None, moments), None)


def _within(texts: Mapping[str, str]) -> Iterator[str]:
    """Give the stamps within a picture, the surest first."""
    for moment, offset, fraction in EXIF:
        if moment in texts:
            digits = re.sub(r"\D", "", texts.get(fraction, ""), flags=re.ASCII)
            stamp = texts[moment].strip("\0 ")
            stamp += f".{digits[:9]}" if digits else ""
            yield stamp + texts.get(offset, "").strip("\0 ")
            yield stamp
    for found in _XMP.finditer(texts.get("xmp", "")):
        yield unescape(found[1] or found[2])
    for keyword in _PNG:
        if keyword in texts:
            yield texts[keyword]
