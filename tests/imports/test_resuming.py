"""Imports that are cut short, wherever it be, and go on: the end is as if nothing had been."""

import time
from contextlib import suppress

from domain import leases
from domain.holds import Holds, LetGo
from domain.imports import ImportRun
from domain.imports.progress import Progress
from domain.leases import LEASE
from domain.vocabulary import JobState
from tests.domain.hand import copy_of
from tests.imports.desk import Desk
from tests.imports.test_applying import told
from tests.imports.test_planning import fill


class Cut(BaseException):
    """The process is gone."""


def cut(monkeypatch, after, error):
    """Let whoever works stop behind its so manieth transaction; give how many there have been."""
    commit, commits = Progress.commit, []

    def counted(self, *args, **more):
        done = commit(self, *args, **more)
        commits.append(done)
        if len(commits) == after:
            raise error
        return done

    monkeypatch.setattr(Progress, "commit", counted)
    return commits


def end_of(desk, plan, applied):
    """What has come of it, as far as it is the same in every studio."""
    with desk.studio.look() as work:
        row = work.get(ImportRun, applied.id)
        sums = (row.state, row.images_created, row.links_created, row.albums_created, row.images)
    albums = {key: desk.in_album(key) for key in desk.albums()}
    return told(desk, plan), told(desk, applied), sums, row.outcomes, albums, desk.files()


def work_off(desk, after, error, monkeypatch):
    """Plan and apply; the process ends once, somewhere, and another goes on."""
    with monkeypatch.context() as patched:
        commits = cut(patched, after, error)
        asked = desk.ask_plan()
        runs = []
        for deed in (desk.ask_apply, lambda _run: None):
            for _ in range(2):
                with suppress(Cut):
                    desk.work_off()
                if desk.run(asked.id).state == JobState.RUNNING:
                    with desk.studio.work() as work:  # as a start finds what a dead process left
                        leases.rescue(work, ImportRun, everything=True)
            run = desk.run(asked.id)
            assert run.state == JobState.SUCCEEDED, run.failure_reason
            runs.append(run)
            asked = deed(run)
    return end_of(desk, *runs), len(commits)


def test_cut_short_behind_any_transaction_it_comes_to_the_same_end(
    migrated, tmp_path, monkeypatch, no_power_cut, small_batches
):
    def desk(hand):
        made = Desk(hand, tmp_path / "source")
        for number, name in enumerate(("a", "b", "c")):
            made.put(f"batch_1/{name}.png", number)
        made.put("batch_1/a.json", {"prompt": "a red fox"})
        made.put("batch_1/copy.png", 1)
        made.put("batch_2/copy.png", 2)
        return made

    with copy_of(migrated, tmp_path / "whole") as hand:
        expected, commits = work_off(desk(hand), 0, Cut(), monkeypatch)
    assert commits >= 10
    for after in range(1, commits + 1):
        error = Cut() if after % 2 else LetGo()
        with copy_of(migrated, tmp_path / str(after)) as hand:
            came_to, _ = work_off(desk(hand), after, error, monkeypatch)
        assert came_to == expected, f"cut behind transaction {after}"


def test_who_has_got_on_is_not_to_blame_for_the_deaths_of_its_workers(
    desk, small_batches, monkeypatch
):
    fill(desk)
    asked = desk.ask_plan()
    for _ in range(leases.MAX_CRASHES + 1):
        with monkeypatch.context() as patched, suppress(Cut):
            cut(patched, 1, Cut())
            desk.work_off()
        with desk.studio.work() as work:
            leases.rescue(work, ImportRun, everything=True)
        assert desk.run(asked.id).crashes <= 1
    desk.work_off()
    assert desk.run(asked.id).state == JobState.SUCCEEDED


def test_an_import_whose_process_died_goes_on_when_its_lease_is_over(desk, small_batches):
    fill(desk)
    asked = desk.ask_plan()
    with desk.studio.work() as work:
        row = work.get(ImportRun, asked.id)
        row.move_to(work, JobState.RUNNING)
        row.token, row.lease_until = "of the dead", work.now + LEASE
    desk.hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    with desk.studio.work() as work:
        assert leases.rescue(work, ImportRun) == 1
    desk.work_off(Holds(time.monotonic))
    assert desk.run(asked.id).state == JobState.SUCCEEDED
