"""The audit log: a change and its entry are one commit, or neither is."""

import pytest

from domain import audit, trace
from domain.audit import AuditEntry


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
