"""Batches and their rows."""

from domain.batches import BatchReceipt, Progress
from domain.pages import Page
from domain.vocabulary import JobState
from handlers import wire
from handlers.represent import API
from handlers.represent.jobs import failure
from handlers.represent.moments import time, time_or_null


def batch_url(batch_id: str) -> str:
    """Say where a batch is."""
    return f"{API}/batches/{batch_id}"


def batch(progress: Progress) -> wire.Batch:
    """Show a batch with how far it has got."""
    batch = progress.batch
    return {
        "id": batch.id,
        "name": batch.name,
        "state": progress.state,
        "counts": {
            "total": batch.total,
            "queued": progress.counts[JobState.QUEUED],
            "running": progress.counts[JobState.RUNNING],
            "succeeded": progress.counts[JobState.SUCCEEDED],
            "failed": progress.counts[JobState.FAILED],
            "cancelled": progress.counts[JobState.CANCELLED],
        },
        "theme": batch.theme,
        "template_id": batch.template_id,
        "album_id": batch.album_id,
        "width": batch.width,
        "height": batch.height,
        "steps": batch.steps,
        "guidance_scale": batch.guidance_scale,
        "negative_prompt": batch.negative_prompt,
        "seed": batch.seed,
        "created_by": batch.created_by,
        "created_at": time(batch.created_at),
        "started_at": time_or_null(progress.started_at),
        "finished_at": time_or_null(progress.finished_at),
    }


def batches(page: Page) -> wire.BatchPage:
    """Show a page of batches."""
    return {"items": [batch(each) for each in page.items], "next_cursor": page.next_cursor}


def batch_detail(progress: Progress) -> wire.BatchDetail:
    """Show a batch with the template as it was."""
    return {**batch(progress), "template": progress.batch.template}


def batch_receipt(receipt: BatchReceipt) -> wire.BatchReceipt:
    """Show what whoever started a batch gets in hand."""
    return {
        "id": receipt.id,
        "name": receipt.name,
        "template_id": receipt.template_id,
        "album_id": receipt.album_id,
        "theme": receipt.theme,
        "total": receipt.total,
        "batch_url": batch_url(receipt.id),
        "created_at": time(receipt.created_at),
    }


def batch_items(page: Page) -> wire.BatchItemPage:
    """Show a page of a batch's rows."""
    items: list[wire.BatchItem] = [
        {
            "row_number": item.job.row_number,
            "item_name": item.name,
            "row_values": item.job.row_values,
            "prompt": item.job.prompt,
            "seed": item.job.seed,
            "job_id": item.job.id,
            "state": item.job.state,
            "failure": failure(item.job),
            "image_id": item.job.image_id,
        }
        for item in page.items
    ]
    return {"items": items, "next_cursor": page.next_cursor}
