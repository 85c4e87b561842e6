"""Many jobs at once: what fits a selection is cancelled or tried again, all of it or nothing."""

from dataclasses import replace

import pytest

from domain import allowances, jobs
from domain.errors import QueueFull, RateLimited, RuleBroken
from domain.events import Event
from domain.jobs import Job
from domain.ports import EngineFailed, Task
from domain.vocabulary import JobState
from tests.domain.hand import ROOMY, Quick

NOT_OVER = (JobState.QUEUED, JobState.RUNNING)


def refuse(step):
    raise EngineFailed("No.")


class Jobs:
    """Two jobs in each state: one of a batch, and one alone in an album of its own."""

    def __init__(self, hand):
        self.hand, self.album_id = hand, hand.album()
        for state in (JobState.SUCCEEDED, JobState.FAILED):
            hand.ask_many(1, batch_id="bat_x")
            hand.ask(album_id=self.album_id)
            assert hand.work_off(Quick(refuse if state is JobState.FAILED else None)) == 2
        hand.ask_many(1, batch_id="bat_x")
        hand.ask(album_id=self.album_id)
        hand.do(jobs.cancel_many)
        hand.clock.turn(seconds=1)
        self.later = hand.clock.moment
        hand.ask_many(1, batch_id="bat_x")
        hand.ask(album_id=self.album_id)
        hand.claim()
        hand.claim()
        hand.ask_many(1, batch_id="bat_x")
        hand.ask(album_id=self.album_id)
        hand.queue.messages.clear()

    def rows(self):
        return {row.id: row for row in self.hand.rows(Job)}


SELECTIONS = {
    "all": (lambda made: {}, lambda made, row: True),
    "state": (
        lambda made: {"state": ["failed", "queued"]},
        lambda made, row: row.state in (JobState.FAILED, JobState.QUEUED),
    ),
    "cancelled": (
        lambda made: {"state": ["cancelled", "running", "succeeded"]},
        lambda made, row: row.state not in (JobState.FAILED, JobState.QUEUED),
    ),
    "batch_id": (lambda made: {"batch_id": "bat_x"}, lambda made, row: row.batch_id == "bat_x"),
    "album_id": (
        lambda made: {"album_id": made.album_id},
        lambda made, row: row.album_id == made.album_id,
    ),
    "job_ids": (
        lambda made: {"job_ids": [*sorted(made.rows())[::2], "job_00000000000000000000000000"]},
        lambda made, row: row.id in sorted(made.rows())[::2],
    ),
    "created_before": (
        lambda made: {"created_before": made.later.strftime("%Y-%m-%dT%H:%M:%S.%fZ")},
        lambda made, row: row.created_at < made.later,
    ),
    "several": (
        lambda made: {"album_id": made.album_id, "state": ["failed", "running"]},
        lambda made, row: (
            row.album_id == made.album_id and row.state in (JobState.FAILED, JobState.RUNNING)
        ),
    ),
    "nothing": (
        lambda made: {"album_id": made.album_id, "batch_id": "bat_x"},
        lambda made, row: False,
    ),
}


@pytest.mark.parametrize("name", SELECTIONS)
def test_what_fits_a_selection_is_cancelled_and_a_dry_run_tells_how_many(anywhere, name):
    made = Jobs(anywhere)
    selection, fits = SELECTIONS[name][0](made), SELECTIONS[name][1]
    before = made.rows()
    meant = {id for id, row in before.items() if fits(made, row) and row.state in NOT_OVER}
    stopping = {id for id in meant if before[id].state == JobState.RUNNING}

    told = anywhere.do(jobs.cancel_many, dry_run=True, **selection)
    assert (told.dry_run, told.changed, told.stopping) == (True, len(meant), len(stopping))
    assert states(made.rows()) == states(before)
    events = anywhere.count(Event)
    done = anywhere.do(jobs.cancel_many, **selection)
    assert (done.dry_run, done.changed, done.stopping) == (False, len(meant), len(stopping))

    after = made.rows()
    for id, row in after.items():
        if id not in meant:
            assert states({id: row}) == states({id: before[id]})
        elif id in stopping:
            assert (row.state, row.cancel_requested) == (JobState.RUNNING, True)
            assert row.token == before[id].token
        else:
            assert (row.state, row.cancel_requested) == (JobState.CANCELLED, True)
            assert row.finished_at > before[id].created_at
    news = anywhere.rows(Event)[events:]
    assert {event.job_id for event in news} == meant
    assert len(news) == len(meant)
    waiting = [row for row in after.values() if row.state == JobState.QUEUED]
    assert anywhere.waiting() == len(waiting)
    assert anywhere.do(jobs.cancel_many, **selection).changed == 0


@pytest.mark.parametrize("name", SELECTIONS)
def test_what_fits_a_selection_is_tried_again_and_a_dry_run_tells_how_many(anywhere, name):
    made = Jobs(anywhere)
    selection, fits = SELECTIONS[name][0](made), SELECTIONS[name][1]
    before = made.rows()
    tried = {JobState.FAILED, JobState.CANCELLED} if "state" in selection else {JobState.FAILED}
    meant = {id for id, row in before.items() if fits(made, row) and row.state in tried}
    more = {"asked_by": anywhere.user, "facts": ROOMY, **selection}

    told = anywhere.do(jobs.retry_many, dry_run=True, **more)
    assert (told.dry_run, told.changed, told.stopping) == (True, len(meant), 0)
    assert states(made.rows()) == states(before)
    events = anywhere.count(Event)
    done = anywhere.do(jobs.retry_many, **more)
    assert (done.dry_run, done.changed, done.stopping) == (False, len(meant), 0)

    after = made.rows()
    for id, row in after.items():
        if id in meant:
            assert (row.state, row.failures, row.cancel_requested) == (JobState.QUEUED, 0, False)
            assert (row.failure_code, row.finished_at, row.started_at) == (None, None, None)
            assert row.run_at > before[id].run_at
        else:
            assert states({id: row}) == states({id: before[id]})
    assert {event.job_id for event in anywhere.rows(Event)[events:]} == meant
    assert anywhere.queue.messages == [Task.RENDER] * len(meant)
    waiting = [row for row in after.values() if row.state == JobState.QUEUED]
    assert anywhere.waiting() == len(waiting)
    assert anywhere.do(jobs.retry_many, **more).changed == 0


def states(rows):
    return {
        id: (row.state, row.cancel_requested, row.run_at, row.finished_at)
        for id, row in rows.items()
    }


def failed(hand, many):
    hand.ask_many(many, batch_id="bat_x")
    hand.work_off(Quick(refuse))


def test_jobs_that_are_tried_again_together_keep_their_order(hand):
    rows = hand.ask_many(5, batch_id="bat_x")
    hand.do(jobs.update_job, rows[4], priority=1)
    hand.do(jobs.update_job, rows[4], priority=5)
    hand.work_off(Quick(refuse))
    hand.do(jobs.retry_many, asked_by=hand.user, facts=ROOMY)
    assert [hand.claim().id for _ in rows] == rows


def test_all_that_fit_are_tried_again_or_none_when_the_queue_has_too_little_room(hand):
    failed(hand, 3)
    hand.ask()
    facts = replace(ROOMY, max_queued_jobs=3)
    with pytest.raises(QueueFull, match="1 jobs are waiting, and 3 more would be too many"):
        hand.do(jobs.retry_many, asked_by=hand.user, facts=facts)
    with pytest.raises(RuleBroken, match="At most 2 jobs may wait; these are 3"):
        hand.do(jobs.retry_many, asked_by=hand.user, facts=replace(ROOMY, max_queued_jobs=2))
    assert [row.state for row in hand.rows(Job)].count(JobState.FAILED) == 3
    told = hand.do(jobs.retry_many, asked_by=hand.user, facts=facts, dry_run=True)
    assert told.changed == 3
    hand.claim()
    assert hand.do(jobs.retry_many, asked_by=hand.user, facts=facts).changed == 3


def test_jobs_tried_again_count_as_pictures_asked_for(hand):
    failed(hand, 3)
    facts = replace(ROOMY, max_pictures_per_hour=4)
    hand.do(allowances.spend, hand.user, 2, 4)
    with pytest.raises(RateLimited):
        hand.do(jobs.retry_many, asked_by=hand.user, facts=facts)
    (first, *_) = hand.rows(Job)
    hand.do(jobs.retry, first.id, asked_by=hand.user, facts=facts)
    assert [row.state for row in hand.rows(Job)].count(JobState.FAILED) == 2
    with pytest.raises(RateLimited):
        hand.do(jobs.retry_many, asked_by=hand.user, facts=facts)
