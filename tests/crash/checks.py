"""What must be so after a campaign: asked of the database and of the disk."""

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, text

from domain import doctor
from domain.images import Image
from domain.jobs import Job
from domain.leases import MAX_CRASHES, RETRY_AFTER
from domain.sweeping import GRACE, sweep_files
from domain.vocabulary import FailureCode, JobState
from tests.crash.program import paint, set_clock

if TYPE_CHECKING:
    from tests.crash.campaign import Campaign

ORDER = text(
    "SELECT images.job_id FROM album_images JOIN images ON images.id = album_images.image_id"
    " WHERE album_images.album_id = :album ORDER BY position, album_images.image_id"
)
COUNT = text(
    "SELECT (SELECT count(*) FROM jobs), (SELECT count(*) FROM images),"
    " (SELECT count(DISTINCT job_id) FROM images), (SELECT count(*) FROM album_images)"
)


def failures(campaign: "Campaign") -> None:
    """Only a job that five workers died on, or whose file could not be kept, may have failed."""
    with campaign.studio.look() as work:
        for row in work.rows(
            select(*Job.__table__.columns).where(
                Job.state.in_((JobState.FAILED, JobState.CANCELLED))
            )
        ):
            died = row.failure_code == FailureCode.INTERRUPTED and row.crashes == MAX_CRASHES
            full = row.failure_code == FailureCode.STORAGE_FAILED and row.failures > len(
                RETRY_AFTER
            )
            if row.state != JobState.FAILED or not (died or full):
                campaign.violation(
                    f"{row.id} is {row.state}: {row.failure_code}, {row.crashes} crashes,"
                    f" {row.failures} failures."
                )


def check(campaign: "Campaign") -> None:
    """Note every violation, and every figure that is too large."""
    rows = _rows(campaign)
    _promises(campaign, rows)
    _pictures(campaign, rows)
    _order(campaign)
    _books(campaign)
    _doctor(campaign)
    _figures(campaign)


def _rows(campaign: "Campaign") -> dict[str, Any]:
    columns = (
        *(Job.id, Job.state, Job.image_id, Job.seed, Job.prompt, Job.token),
        *(Image.id.label("image"), Image.job_id, Image.sha256, Image.byte_size),
    )
    with campaign.studio.look() as work:
        found = work.rows(select(*columns).outerjoin(Image, Image.job_id == Job.id))
    many = Counter(row.id for row in found)
    for job_id, times in many.items():
        if times > 1:
            campaign.violation(f"{job_id} has {times} images.")
    return {row.id: row for row in found}


def _promises(campaign: "Campaign", rows: dict[str, Any]) -> None:
    promised = {*campaign.promised, *campaign.posting.receipts.values()}
    for job_id in promised - rows.keys():
        campaign.violation(f"{job_id} was promised and is lost.")
    for job_id in promised & rows.keys():
        row = rows[job_id]
        if row.state != JobState.SUCCEEDED or row.image is None or row.image_id != row.image:
            campaign.violation(f"{job_id} was promised, is {row.state}, and has no image.")
    # One post may have been taken in and never been answered; two for one key may not.
    posted = Counter(row.prompt for row in rows.values() if row.id not in campaign.promised)
    for prompt, times in posted.items():
        if times > 1:
            campaign.violation(f"{prompt!r} was posted with one key and taken in {times} times.")
    if len(posted) > len(campaign.posting.receipts) + 1:
        campaign.violation("There are jobs that nobody asked for.")


def _pictures(campaign: "Campaign", rows: dict[str, Any]) -> None:
    for job_id, asked in campaign.promised.items():
        row = rows.get(job_id)
        if row is None or row.sha256 is None:
            continue
        wanted = hashlib.sha256(paint(asked)).hexdigest()
        if row.sha256 != wanted:
            campaign.violation(f"{job_id} has the picture of another recipe.")


def _order(campaign: "Campaign") -> None:
    for album, wanted in campaign.in_order.items():
        with campaign.studio.look() as work:
            shown = [*work.session.scalars(ORDER, {"album": album})]
        if shown != wanted:
            campaign.violation(f"{album} is not in the order of its rows.")


def _books(campaign: "Campaign") -> None:
    """Counts that have to agree with each other and with the deaths that were seen."""
    outcome = campaign.outcome
    with campaign.studio.look() as work:
        jobs, images, of_jobs, links = work.session.execute(COUNT).one()
    if not jobs == images == of_jobs == links:
        campaign.violation(f"{jobs} jobs, {images} images of {of_jobs} jobs, {links} links.")
    if outcome.attempts <= outcome.jobs:
        campaign.violation("No kill landed in work: there were no more attempts than jobs.")
    if outcome.crashes == 0:
        campaign.violation("No crash was counted.")
    if campaign.backend.alone and outcome.crashes != len(campaign.left_by_dead):
        campaign.violation(
            f"{len(campaign.left_by_dead)} jobs were left by the dead,"
            f" and {outcome.crashes} crashes were counted."
        )


def _doctor(campaign: "Campaign") -> None:
    def examine(**how: Any) -> doctor.Diagnosis:
        found = doctor.examine(campaign.studio.look, campaign.studio.files, **how)
        for kind, finding in found.findings.items():
            if finding.count:
                campaign.violation(f"{kind.name}: {finding.count}, such as {finding.examples[0]}")
        if found.deleted:
            campaign.violation(f"{found.deleted} jobs have succeeded and have no image.")
        return found

    before = examine(every_byte=True)
    campaign.outcome.leftovers = before.in_flight.count
    # What the dead left half written is swept once it is old, and nothing else is.
    set_clock(campaign.folder / "clock", GRACE.total_seconds() + 60)
    sweep_files(campaign.studio)
    after = examine(grace=None, every_byte=True)
    if after.files != before.files:
        campaign.violation(f"A sweep made {before.files} files {after.files}.")
    set_clock(campaign.folder / "clock", 0)


def _figures(campaign: "Campaign") -> None:
    from tests.crash import campaign as limits

    outcome = campaign.outcome
    for name, figures, limit in (
        ("A drain", outcome.drains, limits.DRAINED_WITHIN),
        ("A rescue after the lease's end", outcome.rescues, limits.RESCUED_WITHIN),
        (
            "A recovery at a cold start",
            outcome.cold_recoveries if campaign.backend.alone else [],
            limits.RECOVERED_WITHIN,
        ),
    ):
        if max(figures, default=0) > limit:
            outcome.too_slow.append(f"{name} took {max(figures):.2f} s instead of {limit:.0f} s.")
