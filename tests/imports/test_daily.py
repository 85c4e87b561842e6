"""What the studio looks after by itself, once something was imported."""

from datetime import timedelta

from sqlalchemy import select

from domain.imports import ImportRun, asking, sources
from domain.imports.report import daily
from domain.vocabulary import ImportMode, ImportProfileName, JobState


def runs(hand, mode):
    def rows(work):
        return work.session.scalars(select(ImportRun).where(ImportRun.mode == mode)).all()

    return hand.see(rows)


def end(hand, mode, **how):
    """Let all imports of a mode have ended well."""

    def ended(work):
        for run in work.session.scalars(select(ImportRun).where(ImportRun.mode == mode)):
            if run.state is JobState.QUEUED:
                run.state, run.finished_at = JobState.SUCCEEDED, work.now
                run.started_at, run.files_total = work.now, 0
                for name, value in how.items():
                    setattr(run, name, value)

    hand.do(ended)


def imported(hand, folder, profile=ImportProfileName.MEDIA):
    folder.mkdir(exist_ok=True)
    name = hand.do(lambda work: sources.name(work, str(folder)).name)
    hand.do(
        asking.promise,
        ImportMode.APPLY,
        name,
        profile,
        asked_by=None,
        dry_run=False,
        options={},
    )
    end(hand, ImportMode.APPLY, checked=True)


def test_what_was_imported_is_reconciled_once_a_day_and_nothing_else(hand, tmp_path):
    assert daily.reconcile(hand.studio) == 0
    imported(hand, tmp_path / "outputs")
    imported(hand, tmp_path / "outputs", ImportProfileName.GENERATIONS)
    assert daily.reconcile(hand.studio) == 2
    assert {run.profile for run in runs(hand, ImportMode.RECONCILE)} == {*ImportProfileName}
    hand.clock.turn(days=2)
    assert daily.reconcile(hand.studio) == 0, "they wait still"
    end(hand, ImportMode.RECONCILE)
    assert daily.reconcile(hand.studio) == 0, "somebody did it just now"
    hand.clock.turn(days=1)
    assert daily.reconcile(hand.studio) == 2


def test_a_folder_that_is_away_keeps_no_other_from_being_reconciled(hand, tmp_path, caplog):
    imported(hand, tmp_path / "gone")
    imported(hand, tmp_path / "outputs")
    (tmp_path / "gone").rmdir()
    assert daily.reconcile(hand.studio) == 1
    assert "gone is not reconciled" in caplog.text
    assert timedelta(0) < daily.OFTEN < timedelta(days=1)
