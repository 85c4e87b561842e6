"""Albums."""

from typing import Any

from handlers.call import Call, Reply
from peers import data


async def get_album(call: Call, album_id: str) -> Reply[Any]:
    """Open an album."""
    return Reply(data.ALBUMS[album_id], headers={"ETag": data.ETAG})
