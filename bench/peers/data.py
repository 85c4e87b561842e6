"""What all servers answer with: the same objects, in memory, so that frameworks are compared."""

import hashlib
import random
from typing import Any

API = "/api/v1"
ALBUM_ID = "alb_01kaqz6v1ge8rb3m5n7p9qstvx"
BROKEN_ID = "alb_01kaqz6v1ge8rb3m5n7p9qbrkn"
"""An album whose last image breaks the contract: whoever checks replies must refuse to send it."""
JOB_ID = "job_01kaqz6v1ge8rb3m5n7p9qstvw"
CREATED_AT = "2026-11-23T09:30:00.123456Z"
ETAG = '"1p"'

WORDS = """
a red fox in an autumn forest at dawn under old beeches with mist over the river and one lantern
painted in oil on wood by a patient hand, small houses, señales, naïve colours
"""


def _image(number: int) -> dict[str, Any]:
    chance, words = random.Random(number), WORDS.split()
    image_id = f"img_01kaqz6v1ge8rb3m5n7p{number:06d}"
    made_at = f"2026-11-{number % 28 + 1:02d}T09:30:{number % 60:02d}.{123456 + number:06d}Z"
    return {
        "id": image_id,
        "title": " ".join(chance.sample(words, 2)) if number % 3 == 0 else "",
        "prompt": " ".join(chance.choices(words, k=chance.randint(6, 20))),
        "negative_prompt": "people, text" if number % 2 else "",
        "seed": chance.randrange(2**31),
        "steps": chance.randint(20, 60),
        "width": 512,
        "height": chance.choice((512, 640, 768)),
        "guidance_scale": chance.choice((5.5, 7.5, 8.25)),
        "adapters": [],
        "model": "sketch-1",
        "media_type": "image/png",
        "byte_size": chance.randint(200_000, 900_000),
        "sha256": hashlib.sha256(image_id.encode()).hexdigest(),
        "source": "generation",
        "job_id": f"job_01kaqz6v1ge8rb3m5n7p{number:06d}",
        "origin": None,
        "visibility": "album",
        "file_url": f"{API}/images/{image_id}/file",
        "thumbnail_url": f"{API}/images/{image_id}/thumbnail",
        "created_at": made_at,
        "updated_at": made_at,
    }


IMAGES = [_image(number) for number in range(100)]
ALBUM: dict[str, Any] = {
    "id": ALBUM_ID,
    "name": "Foxes",
    "description": "Everything with a fox in it.",
    "kind": "manual",
    "visibility": "published",
    "image_count": len(IMAGES),
    "cover_image_id": IMAGES[0]["id"],
    "created_at": CREATED_AT,
    "updated_at": CREATED_AT,
    "images": IMAGES,
    "images_next_cursor": None,
    "images_only_here": len(IMAGES),
}
BROKEN = {**ALBUM, "id": BROKEN_ID, "images": [*IMAGES[:-1], {**IMAGES[-1], "steps": 0}]}
ALBUMS = {ALBUM_ID: ALBUM, BROKEN_ID: BROKEN}

HEALTH: dict[str, Any] = {"status": "ok", "version": "0.1.0", "started_at": CREATED_AT}

JOB_REQUEST: dict[str, Any] = {
    "prompt": "a red fox in an autumn forest, señales in the mist",
    "negative_prompt": "people, text",
    "seed": 1405,
    "steps": 40,
    "width": 512,
    "height": 768,
    "guidance_scale": 7.5,
}


def receipt(seed: int) -> dict[str, Any]:
    """Give the receipt for a queued job."""
    return {
        "id": JOB_ID,
        "state": "queued",
        "album_id": ALBUM_ID,
        "seed": seed,
        "queue_position": 1,
        "job_url": f"{API}/jobs/{JOB_ID}",
        "created_at": CREATED_AT,
    }
