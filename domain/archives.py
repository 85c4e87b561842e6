"""Archives: an album's pictures as one ZIP file, made while it is sent."""

import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

from domain import gallery, images
from domain.users import User
from domain.vocabulary import PAGE_LIMIT_MAXIMUM
from domain.work import Studio

LONGEST = 60
"""So many characters of a title or prompt are part of a file's name."""

# No file of Windows may have these in its name; a slash would make a folder of it anywhere.
FORBIDDEN = frozenset('<>:"/\\|?*')


class _Sink:
    """What zipfile writes to: nothing that can be sought in, so that what is written can go."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        """Give what was written since the last time."""
        taken = bytes(self._written)
        self._written.clear()
        return taken


def archive(studio: Studio, viewer: User | None, album_id: str) -> tuple[str, Iterator[bytes]]:
    """Give a name for the ZIP file, and its bytes, piece by piece. Raises NotFound.

    No more than one picture is in memory, and no transaction is open while the client reads.
    Pictures are stored and not compressed, which they are already.
    """
    with studio.look() as work:
        name = gallery.album(work, viewer, album_id).name
    return f"{safe(name) or 'album'}.zip", _pieces(studio, viewer, album_id)


def _pieces(studio: Studio, viewer: User | None, album_id: str) -> Iterator[bytes]:
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED, strict_timestamps=False) as archive:  # type: ignore[call-overload]
        for number, image in enumerate(_images(studio, viewer, album_id), 1):
            entry = zipfile.ZipInfo(file_name(number, image), image.created_at.timetuple()[:6])
            entry.external_attr = 0o644 << 16
            picture = images.picture(studio, image)
            archive.writestr(entry, picture)
            yield sink.taken()
    yield sink.taken()


def _images(studio: Studio, viewer: User | None, album_id: str) -> Iterator[Any]:
    cursor: str | None = None
    while True:
        with studio.look() as work:
            page = gallery.images_of_album(work, viewer, album_id, cursor, PAGE_LIMIT_MAXIMUM)
        yield from page.items
        cursor = page.next_cursor
        if cursor is None:
            return


def file_name(number: int, image: Any) -> str:
    """Name a picture in an archive by its place and its title or prompt: `0001 red-fox.png`.

    The number makes it unique, and other than the names that Windows keeps for devices.
    """
    words = "-".join(safe(image.title or image.prompt or "").split()) or "picture"
    return f"{number:04} {words}.{images.ENDINGS[image.media_type]}"


def safe(text: str) -> str:
    """Make a text fit to be part of a file's name on any system."""
    visible = (
        " " if c in FORBIDDEN or unicodedata.category(c)[0] in "CZ" else c
        for c in unicodedata.normalize("NFC", text)
    )
    return " ".join("".join(visible).split())[:LONGEST].strip(" .")
