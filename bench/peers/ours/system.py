"""The server itself."""

from typing import Any

from handlers.call import Call, Reply
from peers import data


async def get_health(call: Call) -> Reply[Any]:
    """Say that the process lives."""
    return Reply(data.HEALTH, headers={"Cache-Control": "no-store"})
