"""A desk at which a folder is imported into a studio: files are put, plans made and carried out."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain.albums import Album, AlbumImage
from domain.contents import Content
from domain.holds import Holds
from domain.images import Image
from domain.imports import ImportRun, ImportSource, asking, carrying_out, recorded
from tests.domain.hand import Hand
from tests.imports import pictures

SOURCE = "old"
MOMENT = datetime(2025, 10, 20, 12, tzinfo=UTC)
CHANGED = (Image, Album, AlbumImage, Content)
"""What a real import changes, and a dry run must not."""


class Desk:
    """One source and one studio."""

    def __init__(self, hand: Hand, folder: Path, **options: Any) -> None:
        self.hand, self.studio, self.folder = hand, hand.studio, folder
        self.options = {
            "profile": "generations",
            "staging": "copy",
            "visibility": None,
            "require_sidecar": False,
            "time_zone": "UTC",
            "deep": False,
            **options,
        }
        folder.mkdir(exist_ok=True)
        with self.studio.work() as work:
            if work.find(ImportSource, SOURCE) is None:
                work.add(ImportSource(name=SOURCE, folder=str(folder), created_at=work.now))
        self._put = 0

    def put(self, path: str, data: bytes | dict[str, Any] | int) -> Path:
        """Write a file: bytes, a sidecar's fields, or the picture of a number."""
        if isinstance(data, int):
            data = pictures.png(data, texts={"Title": str(data)})
        elif isinstance(data, dict):
            data = json.dumps(data).encode()
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        self._put += 1
        stamp = int(MOMENT.timestamp() + self._put) * 1_000_000_000
        os.utime(file, ns=(stamp, stamp))
        return file

    def ask_plan(self, **options: Any) -> ImportRun:
        asked = {**self.options, **options}
        asking.must_be_readable(self.studio, SOURCE)
        return self.hand.do(
            asking.plan, self.studio, asked_by=self.hand.user, source=SOURCE, **asked
        )

    def ask_apply(self, plan: ImportRun) -> ImportRun:
        return self.hand.do(
            asking.apply, plan.id, plan_hash=plan.plan_hash, asked_by=self.hand.user
        )

    def work_off(self, holds: Holds | None = None) -> None:
        """Carry out what is due."""
        carrying_out.work_off(self.studio, holds or Holds(time.monotonic))

    def run(self, run_id: str) -> ImportRun:
        return self.hand.see(lambda work: work.get(ImportRun, run_id))

    def plan(self, **options: Any) -> ImportRun:
        """Have a plan made."""
        asked = self.ask_plan(**options)
        self.work_off()
        return self.run(asked.id)

    def apply(self, plan: ImportRun) -> ImportRun:
        """Have a plan carried out, or refused."""
        asked = self.ask_apply(plan)
        self.work_off()
        return self.run(asked.id)

    def bring_in(self, **options: Any) -> ImportRun:
        """Plan and apply."""
        applied = self.apply(self.plan(**options))
        assert applied.state == "succeeded", applied.failure_reason
        return applied

    def items(self, run: ImportRun) -> dict[str, Any]:
        """Give what a run says of files, by path."""
        return {item.path: item for item in recorded.items(self.studio, run.id)}

    def came_to(self, run: ImportRun) -> dict[str, str]:
        """Give the outcome of each file, with its reason, by path."""
        return {
            path: f"{item.outcome}/{item.reason}" if item.reason else str(item.outcome)
            for path, item in self.items(run).items()
        }

    def image(self, image_id: str) -> Image:
        return self.hand.see(lambda work: work.get(Image, image_id))

    def albums(self) -> dict[str, Album]:
        """Give all albums by what imports know them by."""
        with self.studio.look() as work:
            found = work.session.scalars(select(Album)).all()
        return {album.import_key or f"month/{album.month}": album for album in found}

    def in_album(self, key: str) -> list[str]:
        """Give the ids of an album's images, in its order."""
        return self.hand.contents(self.albums()[key].id)

    def everything(self) -> dict[str, Any]:
        """Give all that a dry run must leave alone: rows and files."""
        with self.studio.look() as work:
            rows: dict[str, Any] = {
                kind.__tablename__: sorted(
                    map(repr, work.rows(select(*kind.__table__.columns)))  # type: ignore[arg-type]
                )
                for kind in CHANGED
            }
        return {**rows, "files": self.files()}

    def files(self) -> dict[str, bytes]:
        """Give what is in the file store."""
        store = self.studio.files.root  # type: ignore[attr-defined]
        return {
            str(path.relative_to(store)): path.read_bytes()
            for path in store.rglob("*")
            if path.is_file()
        }

    def source(self) -> dict[str, tuple[bytes, int]]:
        """Give the bytes and the time of each file of the source."""
        return {
            str(path.relative_to(self.folder)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in self.folder.rglob("*")
            if path.is_file()
        }


def interrupted(after: int) -> Holds:
    """Give holds that have to be let go at a step."""
    return Interrupted(after)


class Interrupted(Holds):
    """Holds of a worker that is told to stop when it has taken so many steps."""

    def __init__(self, after: int, deed: Callable[[], object] | None = None) -> None:
        super().__init__(time.monotonic)
        self._left, self._deed = after, deed or (lambda: self.stop(0))

    def step(self, hold: Any) -> None:
        self._left -= 1
        if self._left == 0:
            self._deed()
            self._let_go.wait(5 if self.stopping else 0)
        super().step(hold)
