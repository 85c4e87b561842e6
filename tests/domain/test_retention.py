"""How long bug reports are kept: the setting, the cutoff, the plan, and what really goes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import bug_reports
from domain.audit import AuditEntry
from domain.bug_reports import BugReport, BugReportChange
from domain.errors import Conflict, RuleBroken
from domain.retention import Retention, read_retention
from domain.schedules import SCHEDULES
from domain.vocabulary import BugReportStatus
from tests.domain.reports import ids, move, pin, report
from workers.schedules import Scheduler

DAY = timedelta(days=1)
THIRTY = Retention()


def plan(hand, retention=THIRTY, **asked):
    return hand.do(bug_reports.purge, retention, **asked)


def with_retention(hand, retention):
    facts = replace(hand.studio.facts, bug_report_retention=retention)
    return replace(hand.studio, facts=facts)


def made(hand, report_id):
    return hand.one(BugReport, report_id).created_at


def test_what_is_exactly_as_old_as_the_cutoff_stays_and_what_is_older_goes(anywhere):
    hand = anywhere
    old, edge, young = report(hand), report(hand), report(hand)
    as_of = made(hand, edge) + 30 * DAY
    hand.clock.turn(days=31)
    found = plan(hand, as_of=as_of)
    assert found.ids == [old]
    assert {each.cutoff for each in found.cutoffs} == {made(hand, edge)}
    assert plan(hand, as_of=as_of + timedelta(microseconds=1)).ids == [old, edge]
    assert plan(hand, as_of=as_of, dry_run=False).ids == [old]
    assert ids(hand) == [young, edge]


def test_a_dry_run_names_exactly_what_the_real_run_deletes_and_deletes_nothing(anywhere):
    hand = anywhere
    for number in range(4):
        report_id = report(hand)
        if number % 2:
            move(hand, report_id, status="resolved")
        hand.clock.turn(days=10)
    before = ids(hand)
    dry = plan(hand)
    assert (dry.dry_run, ids(hand)) == (True, before)
    assert 0 < len(dry.ids) < 4
    hand.clock.turn(days=1)
    real = plan(hand, dry_run=False, as_of=dry.as_of, plan=dry.plan)
    assert (real.ids, real.cutoffs, real.plan) == (dry.ids, dry.cutoffs, dry.plan)
    assert ids(hand) == [each for each in before if each not in dry.ids]
    assert {step.report_id for step in hand.rows(BugReportChange)} == set(ids(hand))


def test_each_status_has_its_own_days_and_0_is_never(hand):
    by_status = {BugReportStatus.RESOLVED: 7, BugReportStatus.OPEN: 0}
    retention = Retention(30, by_status)
    opened, resolved, stays = report(hand), report(hand), report(hand)
    move(hand, resolved, status="resolved")
    move(hand, stays, status="wont_fix")
    hand.clock.turn(days=8)
    found = plan(hand, retention)
    assert found.ids == [resolved]
    cutoffs = {each.status: (each.days, each.cutoff, each.count) for each in found.cutoffs}
    assert cutoffs["open"] == (0, None, 0)
    assert cutoffs["resolved"] == (7, found.as_of - 7 * DAY, 1)
    assert cutoffs["wont_fix"] == (30, found.as_of - 30 * DAY, 0)
    hand.clock.turn(days=36_000)
    assert plan(hand, retention).ids == [resolved, stays]
    assert plan(hand, Retention(0)).ids == []
    assert opened in ids(hand)


def test_null_is_the_setting_and_0_is_off(hand):
    report_id = report(hand)
    hand.clock.turn(days=20)
    assert plan(hand, Retention(10), older_than_days=None).ids == [report_id]
    assert plan(hand, Retention(10), older_than_days=0).ids == []
    assert plan(hand, Retention(0), older_than_days=19).ids == [report_id]
    assert plan(hand, Retention(0), older_than_days=36_500).ids == []
    assert plan(hand, older_than_days=1, status=["resolved"]).ids == []
    assert [each.status for each in plan(hand, status=["open"]).cutoffs] == ["open"]


def test_a_pinned_report_stays_however_old_it_is(hand):
    pinned, other = report(hand), report(hand)
    pin(hand, pinned)
    hand.clock.turn(days=400)
    assert plan(hand, dry_run=False, older_than_days=1).ids == [other]
    assert ids(hand) == [pinned]
    pin(hand, pinned, pinned=False)
    assert plan(hand, dry_run=False).ids == [pinned]
    actions = [entry.action for entry in hand.rows(AuditEntry)]
    assert actions == ["pin_bug_report", "unpin_bug_report"]


def test_a_plan_that_the_world_has_left_behind_is_refused(hand):
    first, second = report(hand), report(hand)
    hand.clock.turn(days=31)
    dry = plan(hand)
    pin(hand, second)
    with pytest.raises(Conflict, match="Other reports would be deleted now"):
        plan(hand, dry_run=False, plan=dry.plan, as_of=dry.as_of)
    assert ids(hand) == [second, first]
    with pytest.raises(RuleBroken, match="a moment that is to come"):
        plan(hand, as_of=hand.clock.now() + DAY)


def test_every_purge_leaves_an_audit_entry_with_counts_and_ids(hand):
    resolved, opened = report(hand), report(hand)
    move(hand, resolved, status="resolved")
    hand.clock.turn(days=31)
    for dry_run in (True, False, False):
        hand.carry_out(
            "purge_bug_reports", None, bug_reports.purge_by_hand, THIRTY, dry_run=dry_run
        )
    some, none = (row for row in hand.rows(AuditEntry) if row.action == "purge_bug_reports")
    assert some.actor_id == hand.user.id
    assert some.details == {
        "count": 2,
        "by_status": {"open": 1, "resolved": 1},
        "ids": [resolved, opened],
    }
    assert none.details == {"count": 0, "by_status": {}, "ids": []}


def test_the_scheduler_purges_exactly_what_the_dry_run_named(hand):
    kept, pinned, gone = report(hand), report(hand), report(hand)
    move(hand, kept, status="wont_fix")
    pin(hand, pinned)
    studio = with_retention(hand, Retention(30, {BugReportStatus.WONT_FIX: 0}))
    scheduler = Scheduler(studio)
    scheduler.run_due()
    assert len(ids(hand)) == 3
    hand.clock.turn(days=31)
    dry = plan(hand, studio.facts.bug_report_retention)
    scheduler.run_due()
    assert (dry.ids, ids(hand)) == ([gone], [pinned, kept])
    entry = hand.rows(AuditEntry)[-1]
    assert (entry.actor_id, entry.action) == (None, "schedule.purge_bug_reports")
    assert entry.details == {"count": 1, "by_status": {"open": 1}, "ids": [gone]}
    hand.clock.turn(days=1)
    scheduler.run_due()
    assert hand.rows(AuditEntry)[-1].id == entry.id, "what purges nothing has nothing to say"
    assert "purge_bug_reports" in {row.name for row in SCHEDULES}


def test_when_a_report_goes_is_told_before(hand):
    moment = hand.clock.now()
    retention = Retention(30, {BugReportStatus.OPEN: 0})
    assert retention.purge_at(BugReportStatus.RESOLVED, moment, pinned=False) == moment + 30 * DAY
    assert retention.purge_at(BugReportStatus.RESOLVED, moment, pinned=True) is None
    assert retention.purge_at(BugReportStatus.OPEN, moment, pinned=False) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs days"),
        ("x", "needs days"),
        ("-1", "needs days"),
        ("36501", "needs days"),
        ("٣", "needs days"),
        ("9" * 5000, "needs days"),
        ("30,7", "two numbers"),
        ("closed=7", "'closed'; there is open, in_progress"),
        ("=7", "''; there is"),
        ("open=1,open=2", "open twice"),
        ("30,", "needs days"),
    ],
)
def test_a_setting_that_cannot_be_says_why(text, said):
    with pytest.raises(ValueError, match=said):
        read_retention(text)
