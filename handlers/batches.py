"""Batches: templates at work."""

from domain import batches
from domain.vocabulary import JobState
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import batches as represent


def start_batch(
    call: Call, body: wire.BatchRequest, idempotency_key: str | None
) -> Reply[wire.BatchReceipt]:
    """Promise a picture for each row of a template."""
    with call.studio.work() as work:
        started = batches.start(
            work, call.studio.facts, asked_by=call.user, key=idempotency_key, **body
        )
    receipt = represent.batch_receipt(started)
    return Reply(receipt, headers={"Location": receipt["batch_url"]})


def list_batches(
    call: Call, template_id: str | None, cursor: str | None, limit: int
) -> wire.BatchPage:
    """List batches, newest first."""
    with call.studio.look() as work:
        return represent.batches(batches.page(work, template_id, cursor, limit))


def get_batch(call: Call, batch_id: str) -> Reply[wire.BatchDetail]:
    """Tell how far a batch has got."""
    with call.studio.look() as work:
        batch = represent.batch_detail(batches.look_at(work, batch_id))
    return Reply(batch, headers=NO_STORE)


def list_batch_items(
    call: Call, batch_id: str, state: list[JobState] | None, cursor: str | None, limit: int
) -> wire.BatchItemPage:
    """List a batch's rows with what became of them."""
    with call.studio.look() as work:
        page = batches.items(work, batch_id, states=state, cursor=cursor, limit=limit)
        return represent.batch_items(page)


def retry_batch(call: Call, batch_id: str, body: wire.BatchRetry) -> wire.BatchDetail:
    """Queue again what failed."""
    with call.studio.work() as work:
        batches.retry(work, call.studio.facts, batch_id, asked_by=call.user, **body)
        return represent.batch_detail(batches.look_at(work, batch_id))


def cancel_batch(call: Call, batch_id: str) -> wire.BatchDetail:
    """Stop what is not over."""
    with call.studio.work() as work:
        batches.cancel(work, batch_id)
        return represent.batch_detail(batches.look_at(work, batch_id))
