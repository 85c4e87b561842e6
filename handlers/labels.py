"""Labels: captions and tags on images."""

from domain import gallery, images, labels
from handlers import wire
from handlers.call import Call, Reply
from handlers.represent import labels as represent


def list_image_labels(call: Call, image_id: str, cursor: str | None, limit: int) -> wire.LabelPage:
    """List the labels of an image that the caller may see."""
    with call.studio.look() as work:
        page = gallery.labels_of_image(work, call.viewer, image_id, cursor, limit)
        return represent.labels(page, call.viewer)


def add_image_label(call: Call, image_id: str, body: wire.LabelCreate) -> Reply[wire.Label]:
    """Put a tag or a caption on an image."""
    with call.studio.work() as work:
        image = images.get(work, image_id, lock=True)
        label, new = labels.add(work, image, by=call.user, **body)
    return Reply(represent.label(label, call.user), status=201 if new else 200)


def update_image_label(
    call: Call, image_id: str, label_id: str, body: wire.LabelUpdate
) -> wire.Label:
    """Change what the body names."""
    with call.studio.work() as work:
        label = labels.get(work, image_id, label_id)
        labels.update(work, label, **body)
    return represent.label(label, call.user)


def delete_image_label(call: Call, image_id: str, label_id: str) -> None:
    """Take a label away."""
    with call.studio.work() as work:
        labels.delete(work, labels.get(work, image_id, label_id))
