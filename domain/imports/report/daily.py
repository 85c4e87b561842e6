"""Looking every day after what was imported: is it still as it should be?"""

import logging
from datetime import timedelta

from sqlalchemy import bindparam, select

from domain.entity import UtcTime
from domain.errors import RuleBroken
from domain.imports import aftercare, asking
from domain.imports.run import ImportRun
from domain.leases import OVER
from domain.vocabulary import ImportMode, JobState
from domain.work import Studio

log = logging.getLogger(__name__)

OFTEN = timedelta(hours=23)
"""What was compared within this time is not compared again: less than the time between two runs."""

IMPORTED = (
    select(ImportRun.source, ImportRun.profile)
    .where(ImportRun.mode == ImportMode.APPLY, ImportRun.checked, ImportRun.state.in_(OVER))
    .distinct()
    .order_by(ImportRun.source, ImportRun.profile)
)
COMPARED = (
    select(ImportRun.id)
    .where(
        ImportRun.mode == ImportMode.RECONCILE,
        ImportRun.source == bindparam("of_source"),
        ImportRun.profile == bindparam("by_profile"),
        ImportRun.state.not_in(OVER)
        | (
            (ImportRun.state == JobState.SUCCEEDED)
            & (ImportRun.finished_at > bindparam("since", type_=UtcTime()))
        ),
    )
    .limit(1)
)


def reconcile(studio: Studio) -> int:
    """Ask for a reconciliation of whatever was imported; give how many were asked for.

    Left alone is what was compared lately, or is about to be, and a source that cannot be read.
    """
    with studio.look() as work:
        imported = work.rows(IMPORTED)
    asked = 0
    for row in imported:
        try:
            asking.must_be_readable(studio, row.source)
        except RuleBroken as refusal:
            log.warning("%s is not reconciled: %s", row.source, refusal)
            continue
        of_it = {"of_source": row.source, "by_profile": row.profile}
        with studio.work() as work:
            if work.rows(COMPARED, {**of_it, "since": work.now - OFTEN}):
                continue
            aftercare.reconcile(
                work, asked_by=None, deep=False, source=row.source, profile=row.profile
            )
            asked += 1
    return asked
