"""The audit log: a change and its entry are one commit, or neither is."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain import audit, trace
from domain.audit import AuditEntry
from domain.errors import BadCursor


def test_an_entry_says_who_did_what_to_what_under_which_trace(hand):
    with trace.under("ab" * 16):
        hand.do(audit.note, hand.user, "delete_album", "alb_1", {"images": 3})
    hand.do(audit.note, None, "schedule.purge_trash")
    mine, own = hand.rows(AuditEntry)
    assert (mine.actor_id, mine.actor_name) == (hand.user.id, hand.user.name)
    assert (mine.action, mine.subject, mine.details) == ("delete_album", "alb_1", {"images": 3})
    assert mine.trace_id == "ab" * 16
    assert mine.at < own.at < hand.clock.now()
    assert (own.actor_id, own.actor_name, own.subject, own.details) == (None, None, None, {})
    assert own.trace_id is None


def test_what_is_rolled_back_is_not_in_the_log(hand):
    def change_and_fail(work):
        audit.note(work, hand.user, "delete_album")
        raise LookupError

    with pytest.raises(LookupError):
        hand.do(change_and_fail)
    assert hand.count(AuditEntry) == 0


@pytest.fixture
def at_work(hand):
    """Carry out an operation for the admin; whatever changes meanwhile is done in it."""

    def carry_out(deed, *args, action="update_thing", subject="thing_1", **more):
        with audit.carrying_out(action, hand.user, subject, {}):
            return hand.do(deed, *args, **more)

    return carry_out


def test_an_operation_is_written_down_at_its_end_with_what_was_told_meanwhile(hand, at_work):
    def change(work):
        audit.tell(count=1)
        audit.tell("thing_2", count=2)
        assert hand.count(AuditEntry) == 0

    at_work(change)
    (entry,) = hand.rows(AuditEntry)
    assert (entry.actor_id, entry.action) == (hand.user.id, "update_thing")
    assert (entry.subject, entry.details) == ("thing_2", {"count": 2})
    audit.tell(count=3)  # nobody listens
    hand.do(lambda work: None)
    assert hand.count(AuditEntry) == 1


def test_an_operation_that_looks_or_fails_leaves_no_entry(hand, at_work):
    with audit.carrying_out("update_thing", hand.user, None, {}):
        hand.see(lambda work: audit.tell(count=1))
        with pytest.raises(ZeroDivisionError):
            hand.do(lambda work: 1 / 0)
    assert hand.count(AuditEntry) == 0


def test_a_transaction_beside_others_is_not_the_one_that_counts(hand):
    with audit.carrying_out("upload_image", hand.user, None, {}):
        with hand.studio.work(beside=True):
            pass
        assert hand.count(AuditEntry) == 0
        hand.do(lambda work: audit.tell("img_1"))
        hand.do(lambda work: audit.tell("img_2"))
    assert [entry.subject for entry in hand.rows(AuditEntry)] == ["img_1"]


def test_who_writes_the_entry_in_person_is_not_repeated(hand, at_work):
    at_work(audit.note, hand.user, "update_thing", "thing_9", {"kept": True})
    (entry,) = hand.rows(AuditEntry)
    assert (entry.subject, entry.details) == ("thing_9", {"kept": True})
    at_work(audit.note, None, "schedule.purge_trash")
    both = [row.action for row in hand.rows(AuditEntry)][1:]
    assert sorted(both) == ["schedule.purge_trash", "update_thing"]  # of one moment, in any order


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET action = 'x'", None])
def test_the_database_refuses_to_change_or_delete_an_entry(anywhere, statement):
    anywhere.do(audit.note, anywhere.user, "delete_album")
    line = text(statement or "DELETE FROM audit_entries")
    with pytest.raises(DBAPIError, match="never changed or deleted"):
        anywhere.do(lambda work: work.session.execute(line))
    assert [row.action for row in anywhere.rows(AuditEntry)] == ["delete_album"]


def listed(hand, cursor=None, limit=50, **asked):
    nothing = dict.fromkeys(("actor_id", "action", "subject", "since", "until"))
    page = hand.see(audit.page, **{**nothing, **asked}, cursor=cursor, limit=limit)
    return [(row.action, row.subject) for row in page.items], page.next_cursor


def test_entries_are_listed_newest_first_by_who_what_and_of_what(anywhere):
    hand = anywhere
    ada = hand.somebody_else()
    for actor, action, subject in (
        (hand.user, "update_album", "alb_1"),
        (ada, "update_album", "alb_2"),
        (ada, "delete_album", "alb_1"),
    ):
        hand.do(audit.note, actor, action, subject)
    assert [subject for _, subject in listed(hand)[0]] == ["alb_1", "alb_2", "alb_1"]
    assert listed(hand)[0][0] == ("delete_album", "alb_1")
    assert len(listed(hand, actor_id=ada.id)[0]) == 2
    assert listed(hand, action="update_album", actor_id=ada.id)[0] == [("update_album", "alb_2")]
    assert len(listed(hand, subject="alb_1")[0]) == 2
    first, cursor = listed(hand, limit=1, subject="alb_1")
    second, end = listed(hand, cursor, subject="alb_1")
    assert (first, second, end) == ([("delete_album", "alb_1")], [("update_album", "alb_1")], None)
    with pytest.raises(BadCursor):
        listed(hand, cursor)


def test_a_span_of_time_begins_with_its_first_moment_and_ends_before_its_last(hand):
    for microsecond in range(0, 2000, 7):  # ids are made from times that floating point rounds
        hand.clock.moment = hand.clock.moment.replace(microsecond=microsecond)
        hand.do(audit.note, None, "schedule.purge_trash", f"at_{microsecond}")
    rows = hand.rows(AuditEntry)
    for earlier, row, later in zip(rows[::9], rows[1::9], rows[2::9], strict=False):
        assert listed(hand, since=row.at, until=later.at)[0] == [(row.action, row.subject)]
        assert listed(hand, since=earlier.at, until=earlier.at)[0] == []
        assert listed(hand, until=later.at, limit=2)[0][1] == (earlier.action, earlier.subject)
    first, last = datetime(1000, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert len(listed(hand, since=first, until=last, limit=100)[0]) == 100
    assert listed(hand, since=last)[0] == listed(hand, until=first)[0] == []
