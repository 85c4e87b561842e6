"""Following jobs and the queue over HTTP: all of it, in order, without gap or repeat."""

import asyncio
import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from domain import events, jobs, queue
from domain.events import Event
from domain.ports import EngineFailed
from handlers import following
from tests.domain.hand import Hand, Quick

UNKNOWN = "job_" + "0" * 26
FOX = {"prompt": "a red fox", "steps": 2, "width": 64, "height": 64}


@dataclass(frozen=True)
class Told:
    """One server-sent event."""

    id: str
    event: str
    data: Any

    @property
    def step(self):
        return self.data["state"], self.data["steps_done"]


@pytest.fixture
def studio(studio):
    """A studio whose streams last longer than any test."""
    return replace(studio, facts=replace(studio.facts, stream_seconds=600))


@pytest.fixture
def hand(monkeypatch, studio, clock, queue):
    """Somebody at work behind the API."""
    monkeypatch.setattr("os.fsync", lambda file: None)
    return Hand(studio, clock, queue)


@pytest.fixture
def follow(api, fits):
    """Open a stream; give its events, each checked, as they come."""
    schemas = {"job": "JobEvent", "queue": "Queue", "reset": "EventReset"}

    def read(answer):
        fields = {}
        for line in answer.iter_lines():
            if line:
                name, _, value = line.partition(": ")
                fields[name] = value
            else:
                if "data" in fields:
                    told = Told(fields["id"], fields["event"], json.loads(fields["data"]))
                    assert fits(schemas[told.event], told.data)
                    assert fits("EventId", told.id)
                    yield told
                fields = {}

    @contextmanager
    def follow(path, last_event_id=None):
        headers = {} if last_event_id is None else {"Last-Event-ID": last_event_id}
        with api.stream("GET", path, headers=headers, timeout=60) as answer:
            assert answer.status_code == 200
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            assert answer.headers["Cache-Control"] == "no-store"
            yield read(answer)

    return follow


def of(job_id):
    return f"/jobs/{job_id}/events"


def next_of(stream, many):
    return [next(stream) for _ in range(many)]


def refuse(step):
    raise EngineFailed("No.")


def places(told):
    return [events.read_place(each.id) for each in told]


# One job.


def test_a_job_is_told_of_from_how_it_is_to_its_end_and_then_the_stream_ends(hand, follow):
    job_id = hand.ask(steps=3)
    with follow(of(job_id)) as stream:
        first = next(stream)
        hand.work_off()
        told = [first, *stream]
    assert {each.event for each in told} == {"job"}
    running = [("running", done) for done in range(4)]
    assert [each.step for each in told] == [("queued", 0), *running, ("succeeded", 3)]
    assert {each.data["job_id"] for each in told} == {job_id}
    assert told[-1].data["image_id"] == hand.job(job_id).image_id
    assert all(before < after for before, after in pairwise(places(told)))


def test_who_comes_in_mid_picture_is_told_how_far_it_is_and_then_each_step(hand, follow):
    job_id, told = hand.ask(steps=4), []

    with follow_later(follow, of(job_id)) as late:
        hand.render(job_id, Quick(lambda step: step == 3 and told.append(next(late.open()))))
        told += late.stream
    assert [each.step for each in told] == [
        *[("running", done) for done in (2, 3, 4)],
        ("succeeded", 4),
    ]


class Late:
    """A stream that is opened when somebody says so."""

    def __init__(self, make):
        self._context, self.stream = make, None

    def open(self):
        self.stream = self._context.__enter__()
        return self.stream


@contextmanager
def follow_later(follow, path):
    context = follow(path)
    late = Late(context)
    yield late
    if late.stream is not None:
        context.__exit__(None, None, None)


def test_a_reader_whose_connection_is_cut_comes_back_and_misses_and_repeats_nothing(hand, follow):
    job_id, told = hand.ask(steps=6), []

    def cut(step):
        """At each step but the first two, read what is new on a connection that breaks then."""
        last = told[-1].id if told else None
        with follow(of(job_id), last) as stream:
            while not told or told[-1].step != ("running", step - 1):
                told.append(next(stream))

    hand.render(job_id, Quick(lambda step: cut(step) if step > 2 else None))
    with follow(of(job_id), told[-1].id) as stream:
        told += stream
    assert [each.step for each in told] == [
        *[("running", done) for done in range(2, 7)],
        ("succeeded", 6),
    ]
    log = [row for row in hand.rows(Event) if row.job_id == job_id]
    assert [each.id for each in told[1:]] == [f"{row.transaction}.{row.id}" for row in log[4:]]


def test_a_job_that_is_over_and_told_has_nothing_more_to_say(hand, follow, api):
    job_id = hand.ask()
    hand.work_off()
    with follow(of(job_id)) as stream:
        (last,) = stream
    assert last.step == ("succeeded", 2)
    for method in ("GET", "HEAD"):
        answer = api.request(method, of(job_id), headers={"Last-Event-ID": last.id})
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_job_that_is_over_and_not_told_yet_is_told_to_its_end(hand, follow):
    job_id = hand.ask()
    with follow(of(job_id)) as stream:
        first = next(stream)
    hand.work_off()
    with follow(of(job_id), first.id) as stream:
        told = list(stream)
    assert [each.step for each in told] == [
        *[("running", done) for done in range(3)],
        ("succeeded", 2),
    ]


@pytest.mark.parametrize("later", [0, 1])
def test_who_comes_back_after_too_long_is_told_how_the_job_ended_and_then_no_more(
    hand, follow, api, later
):
    job_id = hand.ask()
    with follow(of(job_id)) as stream:
        first = next(stream)
    hand.work_off()
    hand.clock.turn(hours=2)
    for _ in range(later):
        hand.ask()
    hand.do(events.forget_old)
    assert hand.count(Event) == later
    with follow(of(job_id), first.id) as stream:
        (only,) = stream
    assert only.step == ("succeeded", 2)
    answer = api.get(of(job_id), headers={"Last-Event-ID": only.id})
    assert answer.status_code == 204


def test_who_comes_back_after_too_long_to_a_job_that_goes_on_begins_with_how_it_is(hand, follow):
    job_id = hand.ask()
    with follow(of(job_id)) as stream:
        first = next(stream)
    hand.clock.turn(hours=2)
    hand.do(events.forget_old)
    with follow(of(job_id), first.id) as stream:
        again = next(stream)
        assert again.step == ("queued", 0)
        hand.work_off()
        assert [each.step for each in stream][-1] == ("succeeded", 2)


def test_an_id_that_no_event_ever_had_is_one_that_is_not_known_any_more(hand, follow):
    job_id = hand.ask()
    hand.work_off()
    for never in ("7.999999999999999999", "999999999999999999.1", "0.0"):
        with follow(of(job_id), never) as stream:
            assert [each.step for each in stream][-1] == ("succeeded", 2)


def test_other_jobs_are_not_told_of(hand, follow):
    others = [hand.ask(priority=1) for _ in range(3)]
    job_id = hand.ask()
    with follow(of(job_id)) as stream:
        hand.work_off()
        assert {each.data["job_id"] for each in stream} == {job_id}
    assert hand.job(others[0]).state == "succeeded"


def test_cancelling_failing_and_trying_again_are_told(hand, follow):
    job_id = hand.ask(steps=5)
    with follow(of(job_id)) as stream:
        first = next(stream)
        hand.render(job_id, Quick(lambda step: step == 2 and hand.do(jobs.cancel, job_id)))
        told = [first, *stream]
    wanted = [each for each in told if each.data["cancel_requested"]]
    assert [each.step for each in wanted] == [("running", 1), ("running", 2), ("cancelled", 2)]
    with follow(of(job_id), told[-2].id) as stream:
        assert next(stream).step == ("cancelled", 2)
    facts = hand.studio.facts
    hand.do(jobs.retry, job_id, asked_by=hand.user, facts=facts)
    with follow(of(job_id), told[-1].id) as stream:
        assert next(stream).step == ("queued", 0)
        hand.render(job_id, Quick(refuse))
        end = list(stream)[-1]
    assert end.step == ("failed", 0)
    assert end.data["failure"] == {"code": "engine_failed", "reason": "No."}


def test_a_job_without_a_stream_is_refused_like_any_other_request(api, hand, refused):
    job_id = hand.ask()
    refused(api.get(of(UNKNOWN)), "not-found")
    refused(api.get(of(UNKNOWN), headers={"Last-Event-ID": "0.1"}), "not-found")
    refused(api.public.get(of(job_id)), "unauthenticated")
    refused(api.public.get("/queue/events"), "unauthenticated")
    for wrong in ("x", "1", "1.", "-1.2", "1.2.3", "1.1234567890123456789"):
        answer = api.get(of(job_id), headers={"Last-Event-ID": wrong})
        refused(answer, "invalid-request")
    refused(api.get(of(job_id), headers={"Accept": "application/xml"}), "not-acceptable")


def test_a_stream_that_is_only_asked_about_is_not_begun(api, hand):
    job_id = hand.ask()
    for path in (of(job_id), "/queue/events"):
        answer = api.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        assert answer.headers["Cache-Control"] == "no-store"


# The whole queue.


def test_the_queue_is_told_first_and_again_whenever_more_than_a_step_has_happened(hand, follow):
    with follow("/queue/events") as stream:
        first = next(stream)
        assert (first.event, first.data["queued"], first.data["running"]) == ("queue", 0, 0)
        job_id = hand.ask(steps=3)
        asked, waits = next_of(stream, 2)
        assert (asked.event, asked.step) == ("job", ("queued", 0))
        assert (waits.event, waits.data["queued"]) == ("queue", 1)
        seen = []

        def look(step):
            """Read all that has been told before this step."""
            seen.append(next_of(stream, 2 if step == 1 else 1))

        hand.render(job_id, Quick(look))
        begun, second, third = seen
        assert [each.event for each in begun] == ["job", "queue"]
        assert begun[0].step == ("running", 0)
        assert (begun[1].data["queued"], begun[1].data["running"]) == (0, 1)
        assert [each.step for each in second + third] == [("running", 1), ("running", 2)]
        last, over, done = next_of(stream, 3)
        assert [last.step, over.step] == [("running", 3), ("succeeded", 3)]
        assert (done.event, done.data["running"]) == ("queue", 0)
        assert done.data["finished_last_hour"]["succeeded"] == 1


def test_pausing_and_going_on_are_told_though_no_job_has_changed(hand, follow):
    hand.ask()
    with follow("/queue/events") as stream:
        assert not next(stream).data["paused"]
        hand.do(queue.pause, hand.user)
        paused = next(stream)
        assert (paused.event, paused.data["paused"]) == ("queue", True)
        hand.do(queue.resume)
        assert not next(stream).data["paused"]


def test_the_reader_of_a_queue_that_comes_back_gets_what_it_missed_and_nothing_twice(hand, follow):
    first = hand.ask()
    told = []
    with follow("/queue/events") as stream:
        told += next_of(stream, 1)
        second = hand.ask()
        told += next_of(stream, 2)
    hand.work_off()
    with follow("/queue/events", told[-1].id) as stream:
        again = next(stream)
        assert (again.event, again.id) == ("queue", told[-1].id)
        assert again.data["finished_last_hour"]["succeeded"] == 2
        missed = next_of(stream, 8)
    assert {each.event for each in missed} == {"job"}
    assert [each.data["job_id"] for each in missed] == [first] * 4 + [second] * 4
    log = [f"{row.transaction}.{row.id}" for row in hand.rows(Event)]
    assert [each.id for each in [*told, *missed] if each.event == "job"] == log[1:]


def test_who_comes_back_after_too_long_is_told_to_read_again_what_it_shows(hand, follow):
    hand.ask()
    with follow("/queue/events") as stream:
        first = next(stream)
    hand.clock.turn(hours=2)
    hand.ask()
    hand.do(events.forget_old)
    with follow("/queue/events", first.id) as stream:
        reset, now = next_of(stream, 2)
        assert (reset.event, reset.data) == ("reset", {"last_event_id": first.id})
        assert (now.event, now.data["queued"]) == ("queue", 2)
        assert reset.id == now.id
        job_id = hand.ask()
        assert next(stream).data["job_id"] == job_id
    with follow("/queue/events", now.id) as stream:
        assert [each.event for each in next_of(stream, 2)] == ["queue", "job"]


def test_many_readers_of_one_server_are_all_told_everything(hand, follow):
    with follow("/queue/events") as one, follow("/queue/events") as two:
        next_of(one, 1), next_of(two, 1)
        asked = [hand.ask() for _ in range(3)]
        for stream in (one, two):
            told = []
            while len(told) < 3:
                each = next(stream)
                told += [each.data["job_id"]] if each.event == "job" else []
            assert told == asked


def test_more_events_than_come_at_once_are_all_told(hand, follow):
    with follow("/queue/events") as stream:
        next(stream)
        rows = hand.ask_many(events.AT_ONCE + 5)
        told = []
        while len(told) < len(rows):
            each = next(stream)
            told += [each.data["job_id"]] if each.event == "job" else []
        assert told == rows


# How long a stream lasts.


def read_all(studio, make, *args):
    """Read a stream to its end, in a server process of its own that gives each but a moment."""
    brief = replace(studio, facts=replace(studio.facts, stream_seconds=0.01))

    async def read():
        return [each async for each in make(brief, *args)]

    return asyncio.run(asyncio.wait_for(read(), 60))


def test_a_stream_ends_after_its_time_and_its_reader_goes_on_with_the_next(hand):
    job_id = hand.ask()
    (first,) = read_all(hand.studio, following.job, job_id, None)
    assert read_all(hand.studio, following.job, job_id, first.id) == []
    hand.work_off()
    rest = read_all(hand.studio, following.job, job_id, first.id)
    assert [each.data["state"] for each in rest] == [*["running"] * 3, "succeeded"]
    assert following.job(hand.studio, job_id, rest[-1].id) is None
    (now,) = read_all(hand.studio, following.queue_and_jobs, rest[-1].id)
    assert (now.event, now.id) == ("queue", rest[-1].id)


def test_a_database_that_is_away_for_a_while_delays_the_news_and_loses_none(
    hand, follow, db, caplog
):
    failed = threading.Event()

    def refuse_looks(_conn, _cursor, statement, parameters, *_):
        if "FROM events" in statement and "DESC" in statement and not failed.is_set():
            failed.set()
            raise OperationalError(statement, parameters, Exception("the server has gone away"))

    with follow("/queue/events") as stream:
        next(stream)
        event.listen(db, "before_cursor_execute", refuse_looks)
        assert failed.wait(60)
        job_id = hand.ask()
        assert next(stream).data["job_id"] == job_id
    assert "the database does not answer" in caplog.text
