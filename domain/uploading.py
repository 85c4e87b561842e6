"""Uploading: keeping pictures that were made elsewhere."""

import hashlib

from domain import albums, audit, contents, images
from domain.albums import Album
from domain.entity import new_id
from domain.errors import RuleBroken
from domain.images import Image
from domain.vocabulary import ImageMediaType, ImageSource, ImageVisibility
from domain.work import Studio, Work


def upload(studio: Studio, picture: bytes, *, album_id: str | None, title: str) -> str:
    """Keep a safe copy of a stranger's picture; give the id of its image.

    Raises BadPicture, and RuleBroken for an album that is not there.
    """
    with studio.look() as work:
        _must_be_there(work, album_id)  # before a picture is decoded for nothing
    copy = studio.safe_copy(picture)
    sha256 = hashlib.sha256(copy.data).hexdigest()
    media_type = ImageMediaType(copy.media_type)
    small = studio.shrink(copy.data)
    contents.about_to_put(studio, sha256)
    studio.files.put(images.file_name(sha256, media_type), copy.data)
    studio.files.put(images.thumbnail_name(sha256), small)
    with studio.work() as work:
        album = _must_be_there(work, album_id) or albums.of_month(work, work.now)
        work.session.refresh(album, with_for_update=True)
        image = work.add(
            Image(
                id=new_id("img", work.now),
                title=title,
                width=copy.width,
                height=copy.height,
                media_type=media_type,
                byte_size=len(copy.data),
                sha256=sha256,
                source=ImageSource.UPLOAD,
                visibility=ImageVisibility.ALBUM,
                created_at=work.now,
                updated_at=work.now,
            )
        )
        albums.put(work, album, [image.id])
        audit.tell(image.id, album_id=album.id)
        return image.id


def _must_be_there(work: Work, album_id: str | None) -> Album | None:
    """Give the album, if one is named. Raises RuleBroken."""
    if album_id is None:
        return None
    album = work.find(Album, album_id)
    if album is None:
        raise RuleBroken("There is no album with this id to put the picture in.")
    return album
