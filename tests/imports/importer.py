"""Somebody who imports folders into one studio, and whose worker is at hand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain import users
from domain.holds import Holds
from domain.imports import ImportRun, ImportSource, aftercare, asking, carrying_out
from domain.vocabulary import ImportProfileName, ImportStaging
from domain.work import Studio, Work
from tests.imports import state

NAME = "old"


class Ticking:
    """Seconds that pass only when somebody looks."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        self._seconds += 0.001
        return self._seconds


class Importer:
    """Asks for imports, and has them carried out at once."""

    def __init__(
        self,
        studio: Studio,
        folder: Path,
        *,
        profile: ImportProfileName = ImportProfileName.MEDIA,
        name: str = NAME,
    ) -> None:
        self.studio, self.folder, self.profile, self.name = studio, folder, profile, name
        with studio.work() as work:
            self._who = users.ensure_admin(work).id
            found = work.find(ImportSource, name)
            if found is None:
                work.add(ImportSource(name=name, folder=str(folder), created_at=work.now))
            else:
                found.folder = str(folder)

    def ask_plan(self, **options: Any) -> str:
        """Ask for a plan; give its id."""
        asked = {
            "staging": ImportStaging.COPY,
            "visibility": None,
            "require_sidecar": False,
            "time_zone": "UTC",
            "deep": False,
            **options,
        }
        with self.studio.work() as work:
            return asking.plan(
                work,
                self.studio,
                asked_by=users.ensure_admin(work),
                source=self.name,
                profile=self.profile,
                **asked,
            ).id

    def ask_apply(self, plan_id: str) -> str:
        """Ask for a plan to be carried out; give the id."""
        with self.studio.work() as work:
            plan = work.get(ImportRun, plan_id)
            who = users.ensure_admin(work)
            return asking.apply(work, plan_id, plan_hash=str(plan.plan_hash), asked_by=who).id

    def work_off(self) -> None:
        """Do what is asked for."""
        carrying_out.work_off(self.studio, Holds(Ticking()))

    def plan(self, **options: Any) -> str:
        """Have a plan made; give its id."""
        plan_id = self.ask_plan(**options)
        self.work_off()
        assert self.row(plan_id)["state"] == "succeeded", self.row(plan_id)
        return plan_id

    def apply(self, plan_id: str) -> str:
        """Have a plan carried out, or refused; give the id."""
        apply_id = self.ask_apply(plan_id)
        self.work_off()
        return apply_id

    def bring_in(self, **options: Any) -> str:
        """Plan and apply; give the id of the latter."""
        apply_id = self.apply(self.plan(**options))
        assert self.row(apply_id)["state"] == "succeeded", self.row(apply_id)
        return apply_id

    def reconcile(self, *, deep: bool = False) -> str:
        """Have all compared; give the id."""
        with self.studio.work() as work:
            run_id = aftercare.reconcile(
                work,
                asked_by=users.ensure_admin(work),
                source=self.name,
                profile=self.profile,
                deep=deep,
            ).id
        self.work_off()
        assert self.row(run_id)["state"] == "succeeded", self.row(run_id)
        return run_id

    def see(self, deed: Any, *given: Any) -> Any:
        """Read something."""
        with self.studio.look() as work:
            return deed(work, *given)

    def row(self, run_id: str) -> dict[str, Any]:
        """Give a run's row."""

        def look(work: Work) -> dict[str, Any]:
            columns = ImportRun.__table__.columns
            (row,) = work.rows(select(*columns).where(ImportRun.id == run_id))
            return dict(row._asdict())

        return dict(self.see(look))

    def items(self, run_id: str) -> list[dict[str, Any]]:
        """Give a run's items in their order."""
        return list(self.see(state.items, run_id))

    def counts(self, run_id: str) -> Mapping[str, int]:
        """Give how many files came to each outcome that any came to."""
        row = self.row(run_id)
        names = {column.removeprefix("outcome_"): row[column] for column in state.OUTCOMES}
        return {name: many for name, many in names.items() if many}

    def content(self) -> dict[str, Any]:
        """Give images, albums, their order, and what is known of files."""
        return dict(self.see(state.content))
