"""The trash: what was deleted and can still come back."""

from domain import trash
from handlers import entity_tags, wire
from handlers.call import Call, Reply
from handlers.represent import images as represent_images
from handlers.represent import trash as represent


def list_trashed_images(call: Call, cursor: str | None, limit: int) -> wire.TrashedImagePage:
    """List the images that can be restored."""
    with call.studio.look() as work:
        page = trash.page(work, cursor, limit)
        return represent.trashed_images(page, call.user, call.studio.facts.trash_days)


def restore_image(call: Call, image_id: str) -> Reply[wire.Image]:
    """Put an image back where it was."""
    with call.studio.work() as work:
        image = trash.get(work, image_id)
        trash.restore(work, image)
    tag = entity_tags.of(image, call.user)
    return Reply(represent_images.image(image, call.user), headers={"ETag": tag})


def purge_image(call: Call, image_id: str) -> None:
    """Delete an image for good."""
    with call.studio.work() as work:
        trash.purge(work, trash.get(work, image_id))
