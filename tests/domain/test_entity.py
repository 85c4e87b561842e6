"""What every stored thing has in common: ids, times in UTC, enums."""

import re
import time
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from domain import vocabulary
from domain.entity import ALPHABET, ID_LENGTH, UtcTime, content_id, first_id, last_id, new_id
from domain.jobs import Job

MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)
)
PATTERNS = {
    "job": vocabulary.JOB_ID_PATTERN,
    "alb": vocabulary.ALBUM_ID_PATTERN,
    "img": vocabulary.IMAGE_ID_PATTERN,
    "usr": vocabulary.USER_ID_PATTERN,
}


@given(now=MOMENTS, prefix=st.sampled_from(sorted(PATTERNS)))
def test_an_id_fits_the_contract(now, prefix):
    made = new_id(prefix, now)
    assert re.fullmatch(PATTERNS[prefix], made)
    assert len(made) == ID_LENGTH


@given(now=MOMENTS, later=st.integers(1, 10**15))
def test_ids_made_later_sort_later_even_by_a_microsecond(now, later):
    then = now + timedelta(microseconds=later)
    assert new_id("job", now) < new_id("job", then)


def test_ids_made_at_the_same_moment_differ():
    now = datetime(2026, 11, 23, tzinfo=UTC)
    assert len({new_id("job", now) for _ in range(1000)}) == 1000


def test_ids_sort_as_their_letters_do_in_a_database(hand):
    assert list(ALPHABET) == sorted(ALPHABET)
    letters = " UNION ALL ".join(f"SELECT '{letter}' AS a" for letter in reversed(ALPHABET))
    with hand.studio.look() as work:
        assert list(work.session.scalars(text(f"{letters} ORDER BY a"))) == list(ALPHABET)


def test_times_come_back_in_utc_to_the_microsecond(hand):
    job_id = hand.ask()
    asked = hand.one(Job, job_id).created_at
    assert asked.tzinfo is UTC
    assert timedelta(0) < hand.clock.now() - asked < timedelta(milliseconds=1)


def test_a_time_in_another_zone_is_stored_as_the_same_moment(hand):
    job_id = hand.ask()
    there = timezone(timedelta(hours=5, minutes=30))
    moment = datetime(2026, 11, 24, 1, 0, 0, 123456, tzinfo=there)
    hand.do(lambda work: setattr(work.get(Job, job_id), "started_at", moment))
    back = hand.one(Job, job_id).started_at
    assert back == moment
    assert back.isoformat() == "2026-11-23T19:30:00.123456+00:00"
    with hand.studio.look() as work:
        found = work.session.scalars(select(Job.id).where(Job.started_at == moment))
        assert list(found) == [job_id]


def test_times_do_not_depend_on_where_the_machine_is(hand, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Kolkata")
    time.tzset()
    try:
        job_id = hand.ask()
        assert hand.one(Job, job_id).created_at.date() == datetime(2026, 11, 23).date()
        assert hand.month().month == "2026-11"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_no_time_is_no_time():
    kind = UtcTime()
    assert kind.process_bind_param(None, None) is None
    assert kind.process_result_value(None, None) is None


def test_an_enum_is_stored_as_the_contracts_words(hand):
    hand.ask()
    with hand.studio.look() as work:
        assert work.session.scalars(text("SELECT state FROM jobs")).one() == "queued"


def test_an_id_by_content_is_the_same_everywhere_and_sorts_by_its_time():
    first, second = "0" * 64, "f" * 64
    early, late = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
    made = content_id("img", early, second)
    assert made == content_id("img", early, second) != content_id("img", early, first)
    assert made < content_id("img", late, first)
    assert first_id("img", early) <= made <= last_id("img", early)
