"""Images."""

from typing import Any

from domain.pages import Page
from domain.users import User
from handlers import wire
from handlers.represent import API
from handlers.represent.moments import time


def image_url(image_id: str) -> str:
    """Say where an image is."""
    return f"{API}/images/{image_id}"


def image(image: Any, viewer: User | None) -> wire.Image:
    """Show an image; the public is not told which job drew it."""
    url = image_url(image.id)
    return {
        "id": image.id,
        "title": image.title,
        "prompt": image.prompt,
        "negative_prompt": image.negative_prompt,
        "seed": image.seed,
        "steps": image.steps,
        "width": image.width,
        "height": image.height,
        "guidance_scale": image.guidance_scale,
        "adapters": image.adapters,
        "model": image.model,
        "media_type": image.media_type,
        "byte_size": image.byte_size,
        "sha256": image.sha256,
        "source": image.source,
        "job_id": image.job_id if viewer else None,
        "origin": image_origin(image) if viewer else None,
        "visibility": image.visibility,
        "file_url": f"{url}/file",
        "thumbnail_url": f"{url}/thumbnail",
        "created_at": time(image.created_at),
        "updated_at": time(image.updated_at),
    }


def image_origin(image: Any) -> wire.ImageOrigin | None:
    """Show the row of a batch that an image was drawn for."""
    if image.batch_id is None:
        return None
    return {
        "template_id": image.template_id,
        "batch_id": image.batch_id,
        "row_number": image.row_number,
        "row_values": image.row_values,
    }


def images(page: Page, viewer: User | None) -> wire.ImagePage:
    """Show a page of images."""
    return {"items": [image(row, viewer) for row in page.items], "next_cursor": page.next_cursor}
