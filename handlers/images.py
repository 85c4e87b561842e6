"""Images: their data, their files."""

from domain import albums, gallery, images, trash, uploading
from domain.vocabulary import ImageSort, ImageSource, ImageVisibility
from handlers import entity_tags, wire
from handlers.call import Call, Ranged, RawBody, Reply
from handlers.represent import images as represent
from handlers.represent.moments import moment_or_null

IMMUTABLE = {"Cache-Control": "private, max-age=31536000, immutable"}


def list_images(
    call: Call,
    q: str | None,
    tag: str | None,
    album_id: str | None,
    source: ImageSource | None,
    model: str | None,
    seed: int | None,
    visibility: ImageVisibility | None,
    created_after: str | None,
    created_before: str | None,
    sort: ImageSort,
    cursor: str | None,
    limit: int,
) -> wire.ImagePage:
    """List the images that the caller may see."""
    with call.studio.look() as work:
        page = gallery.images(
            work,
            call.viewer,
            cursor,
            limit,
            sort=sort,
            q=q,
            tag=tag,
            album_id=album_id,
            source=source,
            model=model,
            seed=seed,
            visibility=visibility,
            created_after=moment_or_null(created_after),
            created_before=moment_or_null(created_before),
        )
        return represent.images(page, call.viewer)


def upload_image(call: Call, album_id: str | None, title: str, body: RawBody) -> Reply[wire.Image]:
    """Keep a picture that was made elsewhere."""
    image_id = uploading.upload(call.studio, body.data, album_id=album_id, title=title)
    with call.studio.look() as work:
        image = gallery.image(work, call.user, image_id)
    headers = {
        "Location": represent.image_url(image.id),
        "ETag": entity_tags.of(image, call.viewer),
    }
    return Reply(represent.image(image, call.viewer), headers=headers)


def get_image(call: Call, image_id: str) -> Reply[wire.Image]:
    """Tell everything about an image but its pixels."""
    with call.studio.look() as work:
        image = gallery.image(work, call.viewer, image_id)
    tag = entity_tags.of(image, call.viewer)
    return Reply(represent.image(image, call.viewer), headers={"ETag": tag})


def update_image(
    call: Call, image_id: str, body: wire.ImageUpdate, if_match: str | None
) -> Reply[wire.Image]:
    """Change what the body names."""
    with call.studio.work() as work:
        image = images.get(work, image_id, lock=True)
        entity_tags.must_match(if_match, image, call.user)
        albums.update_image(work, image, **body)
    tag = entity_tags.of(image, call.viewer)
    return Reply(represent.image(image, call.viewer), headers={"ETag": tag})


def delete_image(call: Call, image_id: str, if_match: str | None) -> None:
    """Move an image to the trash."""
    with call.studio.work() as work:
        image = images.get(work, image_id, lock=True)
        entity_tags.must_match(if_match, image, call.user)
        trash.delete_image(work, image)


def get_image_file(call: Call, image_id: str) -> Reply[Ranged]:
    """Give the picture itself, or a part of it."""
    with call.studio.look() as work:
        image = gallery.image(work, call.viewer, image_id)
    picture = Ranged(
        image.byte_size, lambda start, end: images.picture(call.studio, image, start, end)
    )
    headers = {**IMMUTABLE, "ETag": f'"{image.sha256}"'}
    return Reply(picture, headers=headers, media_type=image.media_type)


def get_image_thumbnail(call: Call, image_id: str) -> Reply[bytes]:
    """Give a small copy of the picture."""
    with call.studio.look() as work:
        image = gallery.image(work, call.viewer, image_id)
    verified = images.may_change(image)
    small = images.thumbnail(call.studio, image.sha256, image.media_type, verified=verified)
    return Reply(small, headers={**IMMUTABLE, "ETag": f'"{image.sha256}-t"'})
