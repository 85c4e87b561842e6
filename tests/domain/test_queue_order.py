"""The queue's order, by random histories: what is told of a job's place is what workers do."""

from collections import Counter
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain import counts, jobs, leases, queue
from domain.events import Event
from domain.jobs import Job
from domain.leases import LEASE, OVER, Hold
from domain.vocabulary import FailureCode, JobState
from tests.domain.hand import ROOMY, SMALL, copy_of, empty, hand_on

QUIET = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PRIORITIES = st.sampled_from([1, 5, 5, 10])
ACTS = st.one_of(
    st.tuples(st.just("ask"), PRIORITIES),
    st.tuples(st.just("ask_many"), PRIORITIES),
    st.tuples(st.just("claim"), st.just(0)),
    st.tuples(
        st.sampled_from(["cancel", "retry", "succeed", "fail", "fail_for_good", "release"]),
        st.integers(0, 9),
    ),
    st.tuples(st.just("prefer"), st.integers(0, 29)),
    st.tuples(st.sampled_from(["rescue", "pause", "resume", "cancel_many"]), st.just(0)),
    st.tuples(st.just("retry_many"), st.just(0)),
    st.tuples(st.just("turn"), st.sampled_from([1, 5, 31, 200])),
)
HISTORIES = st.lists(ACTS, min_size=4, max_size=25)


class Story:
    """What a studio's people and workers did, and what must be so after each of their acts."""

    def __init__(self, hand):
        self.hand = hand
        self.holds = {}
        self.paused = False

    def act(self, what, number):
        getattr(self, f"_{what}")(number)
        self.check()

    # Each act, on some job by its number.

    def _some(self, number):
        rows = self.hand.rows(Job)
        return rows[number % len(rows)] if rows else None

    def _ask(self, priority):
        more = {"asked_by": self.hand.user, "key": None, "facts": ROOMY, "priority": priority}
        receipt = self.hand.do(jobs.queue, **SMALL, **more)
        assert self.hand.job(receipt.job_id).queue_position == receipt.queue_position

    def _ask_many(self, priority):
        self.hand.ask_many(3, priority=priority)

    def _claim(self, _):
        due = self.due()
        row = self.hand.claim()
        if self.paused or not due:
            assert row is None
        else:
            assert row.id == due[0].id
            self.holds[row.id] = Hold(row.id, row.token)

    def _cancel(self, number):
        job = self._some(number)
        if job and job.state in (JobState.QUEUED, JobState.RUNNING, JobState.CANCELLED):
            self.hand.do(jobs.cancel, job.id)

    def _retry(self, number):
        job = self._some(number)
        if job and job.state != JobState.SUCCEEDED:
            self.hand.do(jobs.retry, job.id, asked_by=self.hand.user, facts=ROOMY)

    def _prefer(self, number):
        job = self._some(number // 3)
        if job and job.state == JobState.QUEUED:
            self.hand.do(jobs.update_job, job.id, priority=(1, 5, 10)[number % 3])

    def _end(self, number, ending):
        """Let some worker end what it holds, or what it held before it was thought dead."""
        if self.holds:
            hold = self.holds.pop(sorted(self.holds)[number % len(self.holds)])
            with self.hand.studio.work() as work:
                job = leases.held(work, Job, hold)
                if job is not None:
                    ending(work, job)

    def _succeed(self, number):
        self._end(number, lambda work, job: job.move_to(work, JobState.SUCCEEDED))

    def _fail(self, number):
        storage = FailureCode.STORAGE_FAILED
        self._end(number, lambda work, job: job.fail(work, storage, "Full.", again=True))

    def _fail_for_good(self, number):
        self._end(number, lambda work, job: job.fail(work, FailureCode.ENGINE_FAILED, "No."))

    def _release(self, number):
        if self.holds:
            hold = self.holds.pop(sorted(self.holds)[number % len(self.holds)])
            self.hand.do(leases.release, Job, hold)

    def _rescue(self, _):
        lost = [
            row
            for row in self.hand.rows(Job)
            if row.state == JobState.RUNNING and row.lease_until < self.hand.clock.moment
        ]
        assert self.hand.see(leases.is_any_expired, Job) == bool(lost)
        assert self.hand.rescue() == len(lost)

    def _pause(self, _):
        self.hand.do(queue.pause, self.hand.user)
        self.paused = True

    def _resume(self, _):
        self.hand.do(queue.resume)
        self.paused = False

    def _cancel_many(self, _):
        would = self.hand.do(jobs.cancel_many, dry_run=True)
        did = self.hand.do(jobs.cancel_many)
        assert (would.changed, would.stopping) == (did.changed, did.stopping)

    def _retry_many(self, _):
        more = {"asked_by": self.hand.user, "facts": ROOMY, "state": ["failed", "cancelled"]}
        would = self.hand.do(jobs.retry_many, dry_run=True, **more)
        assert self.hand.do(jobs.retry_many, **more).changed == would.changed

    def _turn(self, seconds):
        self.hand.clock.turn(seconds=seconds)

    # What must be so.

    def due(self):
        rows = [
            row
            for row in self.hand.rows(Job)
            if row.state == JobState.QUEUED and row.run_at <= self.hand.clock.moment
        ]
        return sorted(rows, key=lambda row: (row.priority, row.run_at, row.id))

    def check(self):
        hand, rows = self.hand, self.hand.rows(Job)
        due = self.due()
        places = {row.id: place for place, row in enumerate(due, start=1)}
        more = {"states": None, "album_id": None, "batch_id": None, "cursor": None, "limit": 100}
        page = hand.see(jobs.page, **more).items
        assert {row.id: row.queue_position for row in page} == {
            row.id: places.get(row.id) for row in rows
        }
        for row in (*due[:2], *due[-1:]):
            assert hand.job(row.id).queue_position == places[row.id]

        waiting = Counter(row.priority for row in rows if row.state == JobState.QUEUED)
        kept = hand.see(counts.waiting, "jobs")
        assert {priority: many for priority, many in kept.items() if many} == waiting
        assert hand.waiting() == waiting.total()
        assert hand.see(leases.due, Job, 100) == (0 if self.paused else len(due))

        for row in rows:
            held = row.state == JobState.RUNNING
            assert (row.token is not None, row.lease_until is not None) == (held, held)
            assert (row.finished_at is not None) == (row.state in OVER)
        told = {event.job_id: event.state for event in hand.rows(Event) if event.job_id}
        assert told == {row.id: row.state for row in rows}

    def end(self):
        """Work off what is left: it is claimed in the order that was told."""
        self._resume(0)
        self.hand.clock.turn(hours=1)
        self.hand.rescue()
        order = [row.id for row in self.due()]
        claimed = iter(lambda: getattr(self.hand.claim(), "id", None), None)
        assert list(claimed) == order
        self.check()


def tell(hand, history):
    story = Story(hand)
    for what, number in history:
        story.act(what, number)
    story.end()


@pytest.fixture
def homes(tmp_path):
    numbers = count()
    return lambda: tmp_path / f"story{next(numbers)}"


@settings(QUIET, max_examples=15)
@given(history=HISTORIES)
def test_jobs_are_claimed_in_the_order_that_their_places_tell(migrated, homes, history):
    with copy_of(migrated, homes()) as hand:
        tell(hand, history)


@settings(QUIET, max_examples=4)
@given(history=HISTORIES)
def test_the_same_is_so_on_postgresql(server, homes, history):
    empty(server)
    tell(hand_on(server, homes()), history)


def test_a_story_with_everything_in_it(hand):
    """What the random ones may miss: each act at least once where it does something."""
    asked = [("ask", 5), ("ask_many", 1), ("ask_many", 10)]
    claims = [("claim", 0)] * 5
    ends = [("succeed", 0), ("fail", 1), ("fail_for_good", 2), ("release", 0)]
    rest = [("cancel", 6), ("cancel_many", 0), ("turn", 200), ("rescue", 0), ("retry_many", 0)]
    more = [("prefer", 3), ("pause", 0), ("claim", 0), ("resume", 0), ("turn", 5), ("retry", 1)]
    tell(hand, [*asked, *claims, *ends, *rest, *more, *claims, ("turn", 31), ("rescue", 0)])
    assert {row.state for row in hand.rows(Job)} >= {JobState.SUCCEEDED, JobState.RUNNING}
    assert timedelta(seconds=31) > LEASE
    assert hand.claim() is None
