"""Pictures asked for."""

from typing import Any

from handlers import wire
from handlers.call import Call, Reply
from peers import data


async def queue_job(call: Call, body: wire.JobRequest, idempotency_key: str | None) -> Reply[Any]:
    """Promise a picture."""
    receipt = data.receipt(body.get("seed", 0))
    return Reply(receipt, headers={"Location": receipt["job_url"]})
