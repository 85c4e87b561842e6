"""The files that a script leaves: a manifest and a summary, each whole or not at all."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, NamedTuple

from handlers.cli.faults import WRONGLY_ASKED, Fault
from handlers.cli.show import printable
from handlers.legacy.asking import Run

MANIFEST, SUMMARY = "manifest.yaml", "staging-summary.json"


class Places(NamedTuple):
    """Where the files go."""

    manifest: Path
    summary: Path


def places(chosen: Namespace, home: Path, run_id: str) -> Places:
    """Say where the files of a run go."""
    folder = Path(chosen.staging_root) if chosen.staging_root else home / "imports" / run_id
    return Places(
        Path(chosen.manifest) if chosen.manifest else folder / MANIFEST,
        Path(chosen.summary) if chosen.summary else folder / SUMMARY,
    )


def must_be_apart(files: Places, root: Path, home: Path) -> None:
    """Raise Fault for a file in the folder that is imported from, or that cannot be written.

    Whether the studio's own home is apart from it, is found out when it gets its name.
    """
    for file in files:
        folder = file.absolute().parent
        if folder.is_relative_to(home):
            continue
        if folder.resolve().is_relative_to(root):
            raise Fault(
                WRONGLY_ASKED,
                f"{file} would be in the folder that is imported from, which is never written.",
            )
        there = next(each for each in (folder, *folder.parents) if each.exists())
        if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir() or file.is_dir():
            raise Fault(WRONGLY_ASKED, f"{file} cannot be written.")


@contextmanager
def whole(path: Path) -> Iterator[IO[str]]:
    """Write a file that takes its name when it is whole; until then, what was there stays.

    Raises Fault.
    """
    part = path.with_name(f".{path.name[:200]}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", errors="backslashreplace") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as wrong:
        raise Fault(WRONGLY_ASKED, f"{path} cannot be written: {wrong.strerror}.") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_summary(path: Path, summary: Mapping[str, Any]) -> None:
    """Write what came of an import. Raises Fault."""
    with whole(path) as file:
        json.dump(summary, file, ensure_ascii=False, indent=2)
        file.write("\n")


class Manifest:
    """Writes the list of pictures, one after the other: there may be more than fit into memory."""

    def __init__(self, file: IO[str]) -> None:
        import yaml

        self._file = file
        self._dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
        self._dump = yaml.dump
        self._empty = True

    def head(self, run: Run, root: Path) -> None:
        """Say of which run it is, in comments, so that the document itself stays a list."""
        said = {
            "run_id": run["id"],
            "plan_hash": run["plan_hash"],
            "dry_run": json.dumps(run["dry_run"]),
            "state": run["state"],
            "source": run["source"],
            "root": printable(str(root)),
            "profile": run["profile"],
            "tool_version": run["tool_version"],
            "finished_at": run["finished_at"],
        }
        self._file.write("# Every picture of an import and what became of it, as it was read.\n")
        self._file.writelines(f"# {name}: {value}\n" for name, value in said.items())

    def add(self, entries: list[dict[str, Any]]) -> None:
        """Write more entries."""
        if entries:
            self._empty = False
            self._dump(
                entries,
                self._file,
                Dumper=self._dumper,
                allow_unicode=True,
                sort_keys=False,
                width=1000,
            )

    def end(self) -> None:
        """Write what makes a list of nothing one."""
        if self._empty:
            self._file.write("[]\n")
