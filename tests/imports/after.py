"""Somebody who imports a small folder into a studio, and looks after it then."""

import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from domain import images, leases, working
from domain.albums import Album
from domain.holds import Holds
from domain.images import Image
from domain.imports import (
    ImportAction,
    ImportDiscrepancy,
    ImportItem,
    ImportRun,
    ImportSource,
    aftercare,
    asking,
    carrying_out,
)
from domain.imports.progress import Progress
from domain.leases import Hold
from domain.vocabulary import (
    ImportDiscrepancyCode,
    ImportProfileName,
    ImportStaging,
    JobState,
)
from domain.work import Studio, Work
from tests.domain.hand import Hand
from tests.imports import pictures

DECK = "card_deck_20251011_101010"
LONG_AGO = 1_760_000_000
"""When all files were last written, in seconds; the studio's clock is a year ahead."""

Findings = dict[ImportDiscrepancyCode, list[ImportDiscrepancy]]


class Died(BaseException):
    """What ends a worker that is killed."""


class Dying(Progress):
    """The progress of a worker that is killed just before one of its transactions."""

    def __init__(self, studio: Studio, hold: Hold, row: Any, commits: int) -> None:
        holds = Holds(time.monotonic)
        super().__init__(studio, holds, hold, row)
        self._left = commits
        holds._steps[hold] = 0.0

    def commit(self, deed: Callable[[Work, ImportRun], Any], **how: Any) -> Any:
        """Do it, unless that was it."""
        if self._left == 0:
            raise Died
        self._left -= 1
        return super().commit(deed, **how)


class After:
    """A folder of legacy pictures, a studio, and what an operator does with both."""

    def __init__(self, hand: Hand, folder: Path) -> None:
        self.hand, self.folder = hand, folder
        self._written = 0
        folder.mkdir()
        for number, name in enumerate(("ace", "king", "queen"), 1):
            self.picture(f"{DECK}/{name}.png", number, prompt=f"The {name} of spades", seed=number)
        self.picture("fox_20251003_120000.png", 4, prompt="A fox", seed=4)
        self.picture("lora_tests/test_1.png", 5, prompt="A test", seed=5)
        hand.do(self._name_source)

    def _name_source(self, work: Work) -> None:
        row = ImportSource(name="old", folder=str(self.folder.resolve()), created_at=work.now)
        work.add(row)

    def point_source(self, work: Work) -> None:
        """Let the source be the folder that it is now."""
        work.get(ImportSource, "old").folder = str(self.folder.resolve())

    # The folder.

    def picture(self, path: str, number: int, **sidecar: Any) -> Path:
        """Write a picture, with what tells how it was made if it is given."""
        file = self.write(path, pictures.png(number))
        if sidecar:
            self.tell(path, **sidecar)
        return file

    def tell(self, path: str, **sidecar: Any) -> None:
        """Write the sidecar of a picture."""
        written = json.dumps({"timestamp": "2025-10-11T10:10:10", **sidecar}).encode()
        self.write(path.replace(".png", ".json"), written)

    def write(self, path: str, data: bytes) -> Path:
        """Write a file of the source, long ago, and each a second after the one before."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self._written += 1
        os.utime(file, (LONG_AGO + self._written, LONG_AGO + self._written))
        return file

    def remove(self, path: str) -> None:
        """Delete a file of the source."""
        (self.folder / path).unlink()

    def copy_of_it_all(self) -> dict[str, bytes]:
        """Give every byte of the source."""
        files = (file for file in self.folder.rglob("*") if file.is_file())
        return {str(file): file.read_bytes() for file in files}

    # Imports.

    def carry_out(self, ask: Callable[..., ImportRun], *args: Any, **asked: Any) -> ImportRun:
        """Ask for something and have it done; give the run as it is then."""
        run_id = self.hand.do(ask, *args, asked_by=self.hand.user, **asked).id
        self.work_off()
        run = self.hand.one(ImportRun, run_id)
        assert run.state is JobState.SUCCEEDED, (run.state, run.failure_reason)
        return run

    def bring_in(
        self,
        staging: ImportStaging = ImportStaging.COPY,
        profile: ImportProfileName = ImportProfileName.MEDIA,
    ) -> ImportRun:
        """Plan an import and apply it."""
        plan = self.plan(staging, profile)
        run = self.carry_out(asking.apply, plan.id, plan_hash=plan.plan_hash)
        self.age()
        return run

    def plan(
        self,
        staging: ImportStaging = ImportStaging.COPY,
        profile: ImportProfileName = ImportProfileName.MEDIA,
    ) -> ImportRun:
        """Plan an import."""
        return self.carry_out(
            asking.plan,
            self.hand.studio,
            source="old",
            profile=profile,
            staging=staging,
            visibility=None,
            require_sidecar=False,
            time_zone="UTC",
            deep=False,
        )

    def work_off(self) -> None:
        """Do what is asked for."""
        carrying_out.work_off(self.hand.studio, Holds(time.monotonic))

    def die_within(self, run_id: str) -> None:
        """Let a worker die just before it would have ended a run, and the row be rescued."""
        studio = self.hand.studio
        (row,) = working.begin(studio, ImportRun)
        assert row.id == run_id
        hold = Hold(row.id, row.token)
        holds = Holds(time.monotonic)
        with holds.during(hold):
            carrying_out.carry_out(studio, holds, hold, row)
        self.hand.do(leases.rescue, ImportRun, everything=True)

    def die_after(self, run_id: str, *, commits: int) -> None:
        """Let a worker die after so many transactions of a run, and the row be rescued."""
        studio = self.hand.studio
        (row,) = working.begin(studio, ImportRun)
        assert row.id == run_id
        dying = Dying(studio, Hold(row.id, row.token), row, commits)
        with pytest.raises(Died):
            carrying_out.MODES[row.mode](studio, dying, row)
        self.hand.do(leases.rescue, ImportRun, everything=True)

    def age(self) -> None:
        """Let what is staged become older than the sweep's grace, by its own clock and ours."""
        for file in self.files.rglob("*"):
            if file.stat(follow_symlinks=False).st_nlink == 1:  # else the source's file as well
                os.utime(file, (LONG_AGO, LONG_AGO), follow_symlinks=False)
        self.hand.clock.turn(hours=2)

    def reconcile(self, *, deep: bool = False) -> tuple[ImportRun, Findings]:
        """Compare everything; give the run and what was found, by kind."""
        run = self.carry_out(aftercare.reconcile, source=None, profile=None, deep=deep)
        query = select(ImportDiscrepancy).where(ImportDiscrepancy.run_id == run.id)
        found: Findings = {}
        for each in self.hand.see(_all, query.order_by(ImportDiscrepancy.number)):
            found.setdefault(each.code, []).append(each)
        counted = {each["code"]: each["count"] for each in run.discrepancies}
        assert counted == {code.value: len(some) for code, some in found.items()}
        return run, found

    def mend(
        self, run: ImportRun, code: ImportDiscrepancyCode, *, dry_run: bool = False
    ) -> list[ImportAction]:
        """Mend one kind of what was found; give what was done."""
        return self._actions(self.carry_out(aftercare.mend, run.id, code=code, dry_run=dry_run))

    def undo(self, run: ImportRun, *, dry_run: bool = False) -> list[ImportAction]:
        """Take an import back; give what was done."""
        return self._actions(self.carry_out(aftercare.undo, run.id, dry_run=dry_run))

    def _actions(self, run: ImportRun) -> list[ImportAction]:
        query = select(ImportAction).where(ImportAction.run_id == run.id)
        actions = self.hand.see(_all, query.order_by(ImportAction.number))
        assert [each.number for each in actions] == [*range(1, len(actions) + 1)]
        assert run.actions is not None
        assert sum(run.actions.values()) == len(actions)
        return actions

    # The studio.

    @staticmethod
    def hash_of(data: bytes) -> str:
        """Give what a content is named by."""
        return hashlib.sha256(data).hexdigest()

    @property
    def files(self) -> Path:
        """Where the studio's files are."""
        root: Path = self.hand.studio.files.root  # type: ignore[attr-defined]
        return root

    def image(self, path: str) -> Image:
        """Give the image that an import made of a file."""
        query = (
            select(ImportItem.image_id)
            .where(ImportItem.path == path, ImportItem.image_id.is_not(None))
            .order_by(ImportItem.run_id.desc())
        )
        (image_id, *_) = self.hand.see(_all, query)
        return self.hand.one(Image, image_id)

    def staged(self, path: str) -> Path:
        """Give where the picture of a file is staged."""
        image = self.image(path)
        return self.files / images.file_name(image.sha256, image.media_type)

    def album(self, key: str) -> Album:
        """Give the album that imports know by this key."""
        (album,) = self.hand.see(_all, select(Album).where(Album.import_key == key))
        return album

    def by_hand(self, statement: str, **values: Any) -> None:
        """Change a row past the studio, and past the rules of the database on SQLite."""
        with self.hand.studio.sessions.writing() as session:
            connection = session.connection().connection.driver_connection
            session.commit()
            connection.execute("PRAGMA foreign_keys = OFF")
            try:
                session.execute(text(statement), values)
                session.commit()
                connection.execute("PRAGMA foreign_keys = ON")
            finally:
                session.close()


def _all(work: Work, query: Any) -> list[Any]:
    return list(work.session.scalars(query))
