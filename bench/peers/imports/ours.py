"""One import in a process of its own, on the real studio: SQLite, real files, real leases.

`python -m bench.peers.imports.ours HOME TREE MODE STAGING`, where MODE is one of plan, apply,
reconcile, deep. It prints what came of it as a JSON object; the seconds are of the import alone,
without the start of Python.
"""

import json
import resource
import sys
import time
import warnings
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain import users
from domain.adapters.settings import read_settings
from domain.adapters.sources import children
from domain.adapters.studio import open_studio
from domain.holds import Holds
from domain.imports import ImportRun, ImportSource, aftercare, asking, carrying_out
from domain.vocabulary import ImportMode, ImportProfileName, ImportStaging
from domain.work import Studio, Work
from workers.engines import open_engine

NAME = "old"


def ask(work: Work, studio: Studio, tree: Path, mode: str, staging: str) -> str:
    """Ask for an import as an operator does; give its id."""
    who = users.ensure_admin(work)
    if work.find(ImportSource, NAME) is None:
        work.add(ImportSource(name=NAME, folder=str(tree), created_at=work.now))
    if mode == "plan":
        return asking.plan(
            work,
            studio,
            asked_by=who,
            source=NAME,
            profile=ImportProfileName.MEDIA,
            staging=ImportStaging(staging),
            visibility=None,
            require_sidecar=False,
            time_zone="UTC",
            deep=False,
        ).id
    if mode == "apply":
        newest = select(ImportRun).where(ImportRun.mode == ImportMode.PLAN)
        plan = work.session.scalars(newest.order_by(ImportRun.id.desc())).first()
        assert plan is not None
        assert plan.plan_hash is not None
        return asking.apply(work, plan.id, plan_hash=plan.plan_hash, asked_by=who).id
    return aftercare.reconcile(
        work,
        asked_by=who,
        source=NAME,
        profile=ImportProfileName.MEDIA,
        deep=mode == "deep",
    ).id


def told(run: ImportRun) -> dict[str, Any]:
    """Give what came of a run."""
    return {
        "state": run.state,
        "failure": run.failure_reason,
        "files": run.files_total,
        "outcomes": {name.value: count for name, count in run.outcomes.items() if count},
        "images_created": run.images_created,
        "discrepancies": run.discrepancies,
        "bytes_read": run.bytes_read,
    }


def main(home: str, tree: str, mode: str, staging: str) -> None:
    """Do it, and print what it took."""
    settings = read_settings({"SPOLVERO_HOME": home})
    with open_studio(settings, open_engine("sketch")) as (studio, _):
        with studio.work() as work:
            run_id = ask(work, studio, Path(tree), mode, staging)
        began, used = time.perf_counter(), time.process_time()
        carrying_out.work_off(studio, Holds(time.monotonic))
        seconds, processor = time.perf_counter() - began, time.process_time() - used
        with studio.look() as work:
            found = told(work.get(ImportRun, run_id))
    children.end_all()  # only who has ended is counted
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                **found,
                "seconds": seconds,
                "processor": processor + helpers.ru_utime + helpers.ru_stime,
            }
        )
    )


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(*sys.argv[1:])
