"""One import by a script, from its options to its exit status."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any

from handlers import here
from handlers.cli.client import Client
from handlers.cli.faults import INTERRUPTED, WRONGLY_ASKED, Fault
from handlers.cli.table import own_table
from handlers.cli.transport import Unreachable, unreachable
from handlers.legacy import asking, files, options, telling
from handlers.legacy.asking import Door, Run
from handlers.legacy.telling import Teller

CLEAN, NOT_CLEAN, ERROR = 0, 1, 2
TIMEOUT = 60.0
"""For how many seconds to wait for a sign of life of the studio."""


def main(profile: str, root: Path, given: Sequence[str] | None = None) -> int:
    """Import a folder by this profile into the studio of this machine; give the exit status.

    Without SPOLVERO_HOME it is the studio beside the script, in the checkout `root`.
    """
    prog = f"import_legacy_{profile}.py"
    if not os.environ.get("SPOLVERO_HOME"):
        os.environ["SPOLVERO_HOME"] = str(root / "var")
    try:
        return _import(options.parse(prog, profile, own_table(), given), profile)
    except Fault as fault:
        sys.stdout.flush()
        for line in fault.lines:
            said = line.startswith((" ", f"{prog}:"))
            print(line if said else f"{prog}: {line}", file=sys.stderr)
        return INTERRUPTED if fault.status == INTERRUPTED else ERROR
    except KeyboardInterrupt:
        print(f"\n{prog}: Interrupted.", file=sys.stderr)
        return INTERRUPTED


def _import(chosen: Namespace, profile: str) -> int:
    folder = _folder(chosen.outputs_root)
    home = here.own_home()
    files.must_be_apart(files.places(chosen, home, "new"), folder, home)
    teller = Teller(quiet=chosen.json)
    here.set_up_log()
    if here.make():
        teller.say(f"There was no studio in {home}: this one is new. `spolvero serve` shows it.")
    source = here.name_source(folder)
    table = own_table()
    with here.here(TIMEOUT, asking.paths(table), working=True) as target:
        try:
            door = Door(Client(target), table)
            return _Course(chosen, profile, source, folder, home, door, teller).run()
        except Unreachable as wrong:
            raise unreachable(target.name, wrong) from None


def _folder(said: str) -> Path:
    """Give the folder to import from, without links in its path. Raises Fault."""
    folder = Path(said).expanduser()
    if not folder.is_dir():
        raise Fault(WRONGLY_ASKED, f"--outputs-root: {said} is no folder.")
    return folder.resolve()


class _Course:
    """What is done after one another."""

    def __init__(
        self,
        chosen: Namespace,
        profile: str,
        source: str,
        folder: Path,
        home: Path,
        door: Door,
        teller: Teller,
    ) -> None:
        self._chosen, self._profile, self._source = chosen, profile, source
        self._folder, self._home = folder, home
        self._door, self._teller = door, teller

    def run(self) -> int:
        """Do it; give the exit status. Raises Fault, Unreachable."""
        self._wait_for_others()
        plan = self._done("plan_import", options.request(self._chosen, self._source, self._profile))
        _must_have_succeeded(plan)
        self._teller.say(f"Plan {plan['id']} of {self._source}, by the profile {self._profile}:")
        self._teller.outcomes(plan)
        if self._chosen.dry_run:
            self._write(plan, [])
            self._teller.say("This was a dry run: nothing is imported.")
            return _status(plan, [])
        self._must_be_meant()
        done = self._done(
            "apply_import", {"plan_hash": plan["plan_hash"]}, import_id=str(plan["id"])
        )
        if done["state"] != "succeeded":
            if done["files_done"]:
                self._write(done, [])
            _must_have_succeeded(done)
        self._teller.say("", f"Import {done['id']}: {_made(done)}")
        if done["outcomes"] == plan["outcomes"]:
            self._teller.say("Every outcome is the plan's.")
        else:
            self._teller.say("It came to something else than the plan:")
            self._teller.outcomes(done)
        found = self._done(
            "reconcile_imports",
            {"source": self._source, "profile": self._profile, "deep": self._chosen.deep},
        )
        _must_have_succeeded(found)
        self._write(done, found["discrepancies"])
        self._teller.say("")
        self._teller.discrepancies(found)
        return _status(done, found["discrepancies"])

    def _wait_for_others(self) -> None:
        """Wait for what was begun and is not over: a crash may have left it to this process."""
        for run in self._door.unfinished(self._source, self._profile):
            self._teller.say(f"The {run['mode']} {run['id']} is not over: it goes on first.")
            over = self._door.wait(run, self._progress(), own=False)
            if over["mode"] == "apply":
                self._teller.say(f"It has {over['state']}: {_made(over)}")

    def _done(self, operation: str, body: Mapping[str, Any], **parameters: str) -> Run:
        run = self._door.ask(operation, body, **parameters)
        return self._door.wait(run, self._progress())

    def _progress(self) -> Any:
        command = own_table().find("plan_import")
        assert command is not None
        return telling.progress(command)

    def _must_be_meant(self) -> None:
        """Ask whoever sits at a terminal. Raises Fault when they say no."""
        nobody = not (sys.stdin.isatty() and sys.stderr.isatty())
        if nobody or self._chosen.yes or self._chosen.json:  # which shows no plan
            return
        print("Carry the plan out? [y/N] ", end="", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().lower() not in ("y", "yes"):
            raise Fault(INTERRUPTED, "Nothing is imported.")

    def _write(self, run: Run, discrepancies: Sequence[Mapping[str, Any]]) -> None:
        """Write manifest and summary of a run, and say where they are."""
        # What reads the database is not imported for `--help`.
        from domain.imports import grouping
        from handlers.legacy import pictures

        places = files.places(self._chosen, self._home, run["id"])
        summary = self._door.ask("get_import_summary", import_id=run["id"])
        summary = {**summary, "discrepancies": [*discrepancies]}
        reasons = telling.Reasons()
        with files.whole(places.manifest) as file, here.looking() as look:
            manifest = files.Manifest(file)
            manifest.head(run, self._folder)
            every = self._door.every("list_import_items", import_id=run["id"])
            for items in grouping.batches(chain.from_iterable(every), itemgetter("path")):
                for item in items:
                    reasons.count(item)
                    if self._chosen.verbose:
                        self._teller.item(item)
                with look() as work:
                    manifest.add(pictures.entries(work, run, items))
            manifest.end()
        files.write_summary(places.summary, summary)
        self._teller.reasons(reasons, run)
        self._teller.say("", f"Manifest: {places.manifest}", f"Summary:  {places.summary}")
        if self._chosen.json:
            print(places.summary.read_text(encoding="utf-8"), end="")


def _must_have_succeeded(run: Run) -> None:
    """Raise Fault, with what an operator has to know, for a run that did not end well."""
    if run["state"] == "succeeded":
        return
    if run["state"] == "cancelled":
        raise Fault(ERROR, f"The {run['mode']} {run['id']} was cancelled by somebody else.")
    failure = run["failure"] or {"code": "", "reason": ""}
    raise Fault(
        ERROR,
        f"The {run['mode']} {run['id']} failed ({failure['code']}): {failure['reason']}",
        *(f"  {each['path']}: {each['detail']}" for each in run["moved"]),
        *(["  The same command plans again."] if run["moved"] else []),
    )


def _made(run: Run) -> str:
    return (
        f"{run['images_created']} images made, {run['links_created']} put into albums, "
        f"{run['albums_created']} albums made."
    )


def _status(run: Run, discrepancies: Sequence[Mapping[str, Any]]) -> int:
    failed = run["outcomes"]["error"] + run["outcomes"]["unreadable"]
    return NOT_CLEAN if failed or discrepancies else CLEAN
