"""Images: their data, their files."""

from domain import albums, gallery, images
from domain.images import Image
from handlers import represent, wire
from handlers.call import Call, Ranged, Reply

IMMUTABLE = {"Cache-Control": "private, max-age=31536000, immutable"}


def list_images(call: Call, cursor: str | None, limit: int) -> wire.ImagePage:
    """List the images that the caller may see."""
    with call.studio.look() as work:
        return represent.images(gallery.images(work, call.viewer, cursor, limit), call.viewer)


def get_image(call: Call, image_id: str) -> Reply[wire.Image]:
    """Tell everything about an image but its pixels."""
    with call.studio.look() as work:
        image = gallery.image(work, call.viewer, image_id)
    tag = represent.entity_tag(image, call.viewer)
    return Reply(represent.image(image, call.viewer), headers={"ETag": tag})


def update_image(
    call: Call, image_id: str, body: wire.ImageUpdate, if_match: str | None
) -> Reply[wire.Image]:
    """Change what the body names."""
    with call.studio.work() as work:
        image = work.get(Image, image_id, lock=True)
        represent.must_match(if_match, image, call.user)
        albums.update_image(work, image, **body)
    tag = represent.entity_tag(image, call.viewer)
    return Reply(represent.image(image, call.viewer), headers={"ETag": tag})


def delete_image(call: Call, image_id: str, if_match: str | None) -> None:
    """Delete an image from every album."""
    with call.studio.work() as work:
        image = work.get(Image, image_id, lock=True)
        represent.must_match(if_match, image, call.user)
        albums.delete_image(work, image)


def get_image_file(call: Call, image_id: str) -> Reply[Ranged]:
    """Give the picture itself, or a part of it."""
    with call.studio.look() as work:
        image = gallery.image(work, call.viewer, image_id)
    name = images.file_name(image.sha256)
    picture = Ranged(image.byte_size, lambda start, end: call.studio.files.get(name)[start:end])
    return Reply(picture, headers={**IMMUTABLE, "ETag": f'"{image.sha256}"'})


def get_image_thumbnail(call: Call, image_id: str) -> Reply[bytes]:
    """Give a small copy of the picture."""
    with call.studio.look() as work:
        sha256 = gallery.image(work, call.viewer, image_id).sha256
    small = images.thumbnail(call.studio, sha256)
    return Reply(small, headers={**IMMUTABLE, "ETag": f'"{sha256}-t"'})
