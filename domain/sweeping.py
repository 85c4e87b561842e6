"""Deleting files that no row speaks of: of deleted images, and of workers that died too soon."""

from datetime import timedelta
from itertools import islice
from pathlib import PurePosixPath

from sqlalchemy import select

from domain.images import Image
from domain.work import Studio

GRACE = timedelta(hours=1)
"""A file younger than this may belong to a commit that is still to come."""


def sweep_files(studio: Studio) -> int:
    """Delete old files that belong to no image; give how many, unfinished ones not counted."""
    before = studio.clock.now() - GRACE
    for name in studio.files.names("unfinished", before):
        studio.files.delete(name, before)
    swept = 0
    for folder in ("images", "thumbnails"):
        old = studio.files.names(folder, before)
        while names := list(islice(old, 500)):
            hashes = {PurePosixPath(name).stem for name in names}
            with studio.look() as work:
                kept = set(
                    work.session.scalars(select(Image.sha256).where(Image.sha256.in_(hashes)))
                )
            for name in names:
                # A worker that draws the same picture again may have put it anew by now.
                if PurePosixPath(name).stem not in kept and studio.files.delete(name, before):
                    swept += 1
    return swept
