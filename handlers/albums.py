"""Albums and what is in them."""

from domain import albums, archives, gallery, images, ordering
from domain.albums import Album
from domain.vocabulary import PAGE_LIMIT_DEFAULT, AlbumKind, AlbumSort, AlbumVisibility
from handlers import entity_tags, wire
from handlers.attachments import attachment
from handlers.call import NO_STORE, Call, Reply, Stream
from handlers.represent import albums as represent
from handlers.represent import images as represent_images


def list_albums(
    call: Call,
    q: str | None,
    kind: AlbumKind | None,
    visibility: AlbumVisibility | None,
    sort: AlbumSort,
    cursor: str | None,
    limit: int,
) -> wire.AlbumPage:
    """List the albums that the caller may see."""
    with call.studio.look() as work:
        page = gallery.albums(
            work, call.viewer, cursor, limit, sort=sort, q=q, kind=kind, visibility=visibility
        )
        return represent.albums(page)


def create_album(call: Call, body: wire.AlbumCreate) -> Reply[wire.Album]:
    """Make an empty album."""
    with call.studio.work() as work:
        made = albums.create(work, **body)
        album = gallery.album(work, call.user, made.id)
    headers = {
        "Location": represent.album_url(album.id),
        "ETag": entity_tags.of(album, call.viewer),
    }
    return Reply(represent.album(album), headers=headers)


def get_album(call: Call, album_id: str) -> Reply[wire.AlbumDetail]:
    """Open an album: itself and its first images."""
    with call.studio.look() as work:
        album = gallery.open_album(work, call.viewer, album_id)
        first = gallery.images_of_album(work, call.viewer, album_id, None, PAGE_LIMIT_DEFAULT)
    tag = entity_tags.of(album, call.viewer)
    return Reply(represent.album_detail(album, first, call.viewer), headers={"ETag": tag})


def update_album(
    call: Call, album_id: str, body: wire.AlbumUpdate, if_match: str | None
) -> Reply[wire.Album]:
    """Change what the body names."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        entity_tags.must_match(if_match, album, call.user)
        albums.update_album(work, album, **body)
        shown = gallery.album(work, call.viewer, album_id)
    tag = entity_tags.of(shown, call.viewer)
    return Reply(represent.album(shown), headers={"ETag": tag})


def delete_album(call: Call, album_id: str, if_match: str | None) -> None:
    """Delete an album and keep its images."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        entity_tags.must_match(if_match, album, call.user)
        albums.delete_album(work, album)


def list_album_images(call: Call, album_id: str, cursor: str | None, limit: int) -> wire.ImagePage:
    """List an album's images, in album order."""
    with call.studio.look() as work:
        page = gallery.images_of_album(work, call.viewer, album_id, cursor, limit)
        return represent_images.images(page, call.viewer)


def download_album(call: Call, album_id: str) -> Reply[Stream]:
    """Give an album's pictures as one ZIP file."""
    name, pieces = archives.archive(call.studio, call.viewer, album_id)
    headers = {**NO_STORE, "Content-Disposition": attachment(name)}
    return Reply(Stream(pieces), headers=headers)


def reorder_album(
    call: Call, album_id: str, body: wire.AlbumOrder, if_match: str | None
) -> Reply[wire.Album]:
    """Move images within an album's order."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        entity_tags.must_match(if_match, album, call.user)
        ordering.reorder(work, album, **body)
        shown = gallery.album(work, call.viewer, album_id)
    tag = entity_tags.of(shown, call.viewer)
    return Reply(represent.album(shown), headers={"ETag": tag})


def add_album_images(
    call: Call, album_id: str, body: wire.AlbumAddition
) -> wire.AlbumAdditionResults:
    """Put images at the end of an album."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        return represent.additions(albums.add(work, album, **body))


def remove_album_images(
    call: Call, album_id: str, body: wire.AlbumRemoval
) -> wire.AlbumRemovalResults:
    """Take images out of an album."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        return represent.removals(albums.remove(work, album, **body))


def add_album_image(call: Call, album_id: str, image_id: str) -> None:
    """Put an image at the end of an album."""
    with call.studio.work() as work:
        album = work.get(Album, album_id, lock=True)
        albums.put(work, album, [images.get(work, image_id).id])


def remove_album_image(call: Call, album_id: str, image_id: str) -> None:
    """Take an image out of an album."""
    with call.studio.work() as work:
        albums.take_out(work, work.get(Album, album_id, lock=True), image_id)
