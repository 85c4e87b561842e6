"""Working off rows that are quick: many share a commit, and each has its own fate all the same.

Rows of jobs are taken for this, and done by something quicker than an engine.
"""

from concurrent.futures import ThreadPoolExecutor
from threading import Event as Signal

import pytest
from sqlalchemy import event, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from domain import claims, jobs, leases, working
from domain.events import Event
from domain.holds import STUCK, Holds, LetGo
from domain.jobs import Job
from domain.leases import LEASE, Hold
from domain.vocabulary import FailureCode, JobState
from tests.domain.hand import empty
from workers.dispatcher import Dispatcher

SLOW = working.QUICK + 0.001


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(Job, "at_once", 16)
    monkeypatch.setattr(working, "PATIENCE", ())


class Worker:
    """One worker of one process, and how many rows it held whenever it did one."""

    def __init__(self, hand, at_row=lambda row: None):
        self.hand, self.at_row = hand, at_row
        self.seconds = [100.0]
        self.holds = Holds(lambda: self.seconds[0])
        self.done, self.held = [], []

    def do(self, hold, row):
        self.done.append(row.id)
        self.held.append(len(self.holds.alive()))
        return self.at_row(row)

    def work_off(self):
        return working.work_off(self.hand.studio, Job, self.holds, self.do)


def states(hand, rows):
    return [hand.job(job_id).state for job_id in rows]


def committed(hand):
    """Give a list that grows with each transaction that writes."""
    commits = []
    for maker in (hand.studio.sessions.writing, hand.studio.sessions.beside):
        event.listen(maker, "after_commit", lambda _: commits.append(True))
    return commits


def test_rows_that_are_quick_share_commits_in_their_order_and_each_is_done_once(anywhere):
    hand = anywhere
    rows = hand.ask_many(31)
    worker, commits = Worker(hand), committed(hand)
    assert worker.work_off() == 31
    assert worker.done == rows
    assert worker.held == [1] + [2] * 2 + [4] * 4 + [8] * 8 + [16] * 16
    assert len(commits) == 6
    for job_id in rows:
        job = hand.one(Job, job_id)
        assert (job.state, job.attempts, job.token, job.lease_until) == ("succeeded", 1, None, None)
        assert job.finished_at is not None
    assert hand.waiting() == 0
    told = [(row.job_id, row.state) for row in hand.rows(Event) if row.job_id]
    assert sorted(told) == sorted((i, s) for i in rows for s in ("queued", "running", "succeeded"))
    assert (worker.holds.alive(), worker.holds.busy) == ([], 0)


def test_rows_that_take_their_time_are_claimed_one_by_one(hand):
    worker = Worker(hand)
    worker.at_row = lambda row: worker.seconds.append(worker.seconds.pop() + SLOW)
    hand.ask_many(5)
    assert worker.work_off() == 5
    assert worker.held == [1] * 5


def test_a_kind_that_says_so_has_one_row_at_once_however_quick(hand, monkeypatch):
    monkeypatch.setattr(Job, "at_once", 1)
    hand.ask_many(5)
    worker = Worker(hand)
    assert worker.work_off() == 5
    assert worker.held == [1] * 5


def test_what_waits_behind_a_slow_row_goes_back_and_to_whoever_is_free(anywhere):
    hand = anywhere
    rows = hand.ask_many(7)
    worker, other = Worker(hand), Worker(hand)

    def one_is_slow(row):
        if row.id == rows[4]:
            worker.seconds[0] += SLOW
            worker.holds.stop(60)

    worker.at_row = one_is_slow
    assert worker.work_off() == 5
    assert states(hand, rows) == [JobState.SUCCEEDED] * 5 + [JobState.QUEUED] * 2
    assert hand.waiting() == 2
    assert other.work_off() == 2
    assert states(hand, rows) == [JobState.SUCCEEDED] * 7
    assert sum(row.crashes + row.failures for row in hand.rows(Job)) == 0


def test_after_a_slow_row_the_next_is_claimed_alone_and_more_when_it_was_quick(hand):
    rows = hand.ask_many(10)
    worker = Worker(hand)

    def one_is_slow(row):
        if row.id == rows[3]:
            worker.seconds[0] += SLOW

    worker.at_row = one_is_slow
    assert worker.work_off() == 10
    assert worker.done == rows
    assert worker.held[:4] == [1, 2, 2, 4]
    assert worker.held[4] < 4


def test_while_one_row_hangs_the_beat_gives_the_others_back_and_none_is_done_twice(hand):
    rows = hand.ask_many(7)
    worker, other = Worker(hand), Worker(hand)
    dispatcher = Dispatcher(hand.studio, Job, worker.holds, threads=1)

    def hang(row):
        if row.id == rows[3]:
            dispatcher.beat()
            assert states(hand, rows[4:]) == [JobState.RUNNING] * 3
            worker.seconds[0] += STUCK + 0.1
            dispatcher.beat()
            assert states(hand, rows[3:]) == [JobState.RUNNING] + [JobState.QUEUED] * 3
            assert other.work_off() == 3

    worker.at_row = hang
    assert worker.work_off() == 4
    assert sorted(worker.done + other.done) == rows
    assert states(hand, rows) == [JobState.SUCCEEDED] * 7


def test_the_heartbeat_keeps_every_row_of_a_batch(hand):
    rows = hand.ask_many(3)
    worker = Worker(hand)

    def last_long(row):
        for hold in worker.holds.alive():
            hand.clock.turn(seconds=LEASE.total_seconds() / 2)
            hand.do(leases.renew, Job, hold)
        assert hand.rescue() == 0

    worker.at_row = last_long
    assert worker.work_off() == 3
    assert states(hand, rows) == [JobState.SUCCEEDED] * 3


# Each has its own fate.


def test_one_that_breaks_has_its_reason_and_the_others_succeed(anywhere, caplog):
    hand = anywhere
    rows = hand.ask_many(7)

    def break_one(row):
        if row.id == rows[4]:
            raise RuntimeError("/secret/path")

    assert Worker(hand, break_one).work_off() == 7
    assert states(hand, rows) == [JobState.SUCCEEDED] * 4 + ["queued"] + [JobState.SUCCEEDED] * 2
    broken = hand.job(rows[4])
    assert (broken.failures, broken.failure_code) == (1, FailureCode.INTERNAL_ERROR)
    assert "secret" not in broken.failure_reason
    assert hand.waiting() == 1


def test_one_that_fails_for_good_one_that_is_cancelled_and_one_with_more_to_write(anywhere):
    hand = anywhere
    rows = hand.ask_many(7)

    def write_more(work, job):
        job.steps_done = 2
        job.move_to(work, JobState.SUCCEEDED)

    endings = {
        rows[3]: working.fail(FailureCode.ENGINE_FAILED, "No."),
        rows[4]: lambda work, job: job.move_to(work, JobState.CANCELLED),
        rows[5]: write_more,
    }
    assert Worker(hand, lambda row: endings.get(row.id)).work_off() == 7
    done = JobState.SUCCEEDED
    assert states(hand, rows) == [done] * 3 + [JobState.FAILED, JobState.CANCELLED, done, done]
    assert (hand.job(rows[3]).failure_reason, hand.job(rows[5]).steps_done) == ("No.", 2)


def test_one_whose_end_cannot_be_written_costs_the_others_nothing(anywhere, caplog):
    hand = anywhere
    rows = hand.ask_many(9)

    def impossible(work, job):
        work.session.execute(update(Job).where(Job.id == job.id).values(prompt=None))

    worker = Worker(hand, lambda row: impossible if row.id == rows[4] else None)
    with pytest.raises(IntegrityError):
        worker.work_off()
    assert states(hand, rows) == [
        *[JobState.SUCCEEDED] * 4,
        JobState.RUNNING,
        *[JobState.SUCCEEDED] * 2,
        *[JobState.QUEUED] * 2,
    ]
    hand.clock.turn(seconds=LEASE.total_seconds() + 1)
    assert hand.rescue() == 1
    assert Worker(hand).work_off() == 3


def test_a_row_that_was_rescued_meanwhile_is_not_ended_and_the_others_are(anywhere):
    hand = anywhere
    rows = hand.ask_many(7)

    def lose_one(row):
        if row.id == rows[4]:
            hand.do(
                lambda work: work.session.execute(
                    update(Job).where(Job.id == rows[5]).values(token="an heir's")
                )
            )

    assert Worker(hand, lose_one).work_off() == 7
    done = JobState.SUCCEEDED
    assert states(hand, rows) == [*[done] * 5, JobState.RUNNING, done]
    assert hand.one(Job, rows[5]).token == "an heir's"


def test_a_worker_that_stopped_beyond_its_leases_changes_none_of_its_rows(anywhere):
    hand = anywhere
    rows = hand.ask_many(7)

    def oversleep(row):
        if row.id == rows[3]:
            hand.clock.turn(minutes=3)
            assert hand.rescue() == 4
            assert [hand.claim().id for _ in range(2)] == rows[3:5]

    assert Worker(hand, oversleep).work_off() >= 4
    assert states(hand, rows[3:5]) == [JobState.RUNNING] * 2
    assert [hand.one(Job, job_id).attempts for job_id in rows[3:5]] == [2, 2]


def test_what_a_worker_has_died_on_is_claimed_without_neighbours(anywhere):
    hand = anywhere
    rows = hand.ask_many(6)
    hand.do(
        lambda work: work.session.execute(update(Job).where(Job.id == rows[2]).values(crashes=1))
    )
    told = hand.count(Event)
    taken = [[row.id for row in hand.do(claims.claim, Job, 16)] for _ in range(4)]
    assert taken == [rows[:2], rows[2:3], rows[3:], []]
    assert [hand.one(Job, job_id).attempts for job_id in rows] == [1] * 6
    assert hand.waiting() == 0
    assert hand.count(Event) == told + 6


# Stopping.


def test_a_worker_that_stops_gives_back_what_it_has_not_begun(hand):
    rows = hand.ask_many(7)
    worker = Worker(hand)
    worker.at_row = lambda row: worker.holds.stop(60) if row.id == rows[4] else None
    assert worker.work_off() == 5
    assert states(hand, rows) == [JobState.SUCCEEDED] * 5 + [JobState.QUEUED] * 2


def test_a_row_that_has_to_be_let_go_goes_back_with_those_behind_it(hand):
    rows = hand.ask_many(7)

    def let_go(row):
        if row.id == rows[4]:
            raise LetGo

    assert Worker(hand, let_go).work_off() == 5
    assert states(hand, rows) == [JobState.SUCCEEDED] * 4 + [JobState.QUEUED] * 3
    hand.do(jobs.cancel, rows[4])
    assert Worker(hand).work_off() == 2


def test_a_database_that_is_away_while_a_row_is_done_costs_only_that_row(hand):
    rows = hand.ask_many(7)

    def away(row):
        if row.id == rows[4]:
            raise OperationalError("SELECT", {}, Exception("gone"))

    with pytest.raises(OperationalError):
        Worker(hand, away).work_off()
    assert states(hand, rows) == [
        *[JobState.SUCCEEDED] * 4,
        JobState.RUNNING,
        *[JobState.QUEUED] * 2,
    ]


# Side by side.


def test_several_workers_and_people_who_cancel_do_not_wait_for_each_other_in_a_circle(
    on_postgresql,
):
    hand = on_postgresql
    rows = hand.ask_many(120)

    def cancel():
        for nth in range(8):
            hand.do(jobs.cancel_many, job_ids=rows[nth::8])

    with ThreadPoolExecutor(4) as pool:
        deeds = [pool.submit(Worker(hand).work_off) for _ in range(3)]
        deeds.append(pool.submit(cancel))
        for deed in deeds:
            deed.result()
    assert hand.rescue(everything=True) == 0
    assert {row.state for row in hand.rows(Job)} <= {JobState.SUCCEEDED, JobState.CANCELLED}
    assert hand.waiting() == 0


def test_a_row_on_which_somebody_has_a_hand_is_ended_when_they_are_done(on_postgresql):
    hand = on_postgresql
    rows = [hand.ask() for _ in range(2)]
    taken = hand.do(claims.claim, Job, 16)
    endings = {Hold(row.id, row.token): None for row in taken}
    worker, held = Worker(hand), Signal()

    def end():
        held.wait(60)
        return working.end(hand.studio, Job, worker.holds, endings, at_most=0)

    with ThreadPoolExecutor(1) as pool:
        with hand.studio.work(beside=True) as slow:
            slow.session.execute(
                text("SELECT 1 FROM jobs WHERE id = :one FOR UPDATE"), {"one": rows[0]}
            )
            deed = pool.submit(end)
            held.set()
            while hand.job(rows[1]).state != JobState.SUCCEEDED:
                assert not deed.done()
            assert hand.job(rows[0]).state == JobState.RUNNING
        assert deed.result() == []
    assert states(hand, rows) == [JobState.SUCCEEDED] * 2


def test_a_server_that_was_restarted_costs_nobody_a_failure(on_postgresql, server):
    hand = on_postgresql
    for _ in range(3):
        hand.ask()
        others = text(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        with server.connect() as one, server.connect() as another:
            assert one.execute(others).all()
            del another
        hand.ask()
    assert hand.count(Job) == 6
    empty(server)
