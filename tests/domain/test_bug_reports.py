"""Bug reports: what is kept of one, who sees it, how it moves on, what finds it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain import bug_reports
from domain.audit import AuditEntry
from domain.bug_reports import CLOSED, NEXT, BugReport, BugReportChange
from domain.errors import BadCursor, Conflict, NotFound, RateLimited, RuleBroken, TooLarge
from domain.vocabulary import (
    BUG_REPORT_LOG_MESSAGE_MAX_LENGTH,
    BUG_REPORT_STATE_MAX_BYTES,
    BUG_REPORT_STATE_MAX_DEPTH,
    BugReportStatus,
    Role,
)
from tests.domain.reports import TRACE, WHOLE, delete, event, ids, log, move, pin, report

UNKNOWN = "bug_" + "0" * 26


def nested(levels):
    value = {}
    for _ in range(levels - 1):
        value = {"a": value}
    return value


def test_who_reports_in_which_trace_is_taken_from_the_request(hand):
    ada = hand.somebody_else(Role.VIEWER)
    other = "cd" * 16
    kept = hand.one(BugReport, report(hand, by=ada, network_events=[event(trace_id=other)]))
    assert (kept.author_id, kept.author_name, kept.author_role) == (ada.id, "Ada", Role.VIEWER)
    assert (kept.trace_id, kept.traces) == (TRACE, f" {TRACE} {other} ")
    assert (kept.status, kept.pinned, kept.version) == (BugReportStatus.OPEN, False, 1)
    [step] = hand.rows(BugReportChange)
    assert (step.actor_id, step.from_status, step.to_status) == (ada.id, None, "open")


def test_a_section_that_is_too_large_or_too_deep_is_named(hand):
    most = BUG_REPORT_STATE_MAX_BYTES - len('{"a":""}')
    report(hand, app_state={"a": "é" * (most // 2)})
    with pytest.raises(TooLarge, match=f"app_state may have at most {BUG_REPORT_STATE_MAX_BYTES}"):
        report(hand, app_state={"a": "é" * (most // 2 + 1)})
    report(hand, app_state=nested(BUG_REPORT_STATE_MAX_DEPTH))
    with pytest.raises(TooLarge, match="app_state may be nested at most"):
        report(hand, app_state=nested(BUG_REPORT_STATE_MAX_DEPTH + 1))
    with pytest.raises(TooLarge, match="recent_logs"):
        report(hand, recent_logs=[log("x", args=["y" * 600_000])])
    with pytest.raises(TooLarge, match="network_events"):
        report(hand, network_events=[event(url="y" * 800_000)])


def test_what_becomes_longer_without_its_secret_is_cut_to_its_limit(hand):
    most = BUG_REPORT_LOG_MESSAGE_MAX_LENGTH
    long = "pin=1 " * (most // 6)
    kept = hand.one(BugReport, report(hand, recent_logs=[log(long)]))
    assert len(kept.sections["recent_logs"][0]["message"]) == most
    assert kept.redactions == most // 6


def test_nobody_sees_a_report_but_an_admin_and_its_author(hand):
    ada, bob = hand.somebody_else(Role.OPERATOR), hand.somebody_else(Role.VIEWER)
    report_id = report(hand, by=ada)
    for viewer in (ada, hand.user):
        assert hand.see(bug_reports.look_at, report_id, viewer).id == report_id
    for viewer, asked in ((bob, report_id), (hand.user, UNKNOWN)):
        with pytest.raises(NotFound, match="There is no bug report with this id"):
            hand.see(bug_reports.detail, asked, viewer)


def test_more_than_anybody_can_have_seen_is_too_much(hand):
    object.__setattr__(
        hand,
        "studio",
        replace(hand.studio, facts=replace(hand.studio.facts, max_bug_reports_per_hour=2)),
    )
    report(hand), report(hand)
    with pytest.raises(RateLimited, match="You may report 2 bugs an hour") as refused:
        report(hand)
    assert 3590 < refused.value.retry_after <= 3600
    report(hand, by=hand.somebody_else())
    hand.clock.turn(seconds=refused.value.retry_after)
    report(hand)


# The life of a report


@pytest.mark.parametrize("before", BugReportStatus)
@pytest.mark.parametrize("after", BugReportStatus)
def test_a_status_follows_only_as_the_table_says(hand, before, after):
    original, report_id = report(hand), report(hand)
    if before != BugReportStatus.OPEN:
        move(hand, report_id, status=before, duplicate_of=_of(before, original))
    what = {"status": after, "duplicate_of": _of(after, original), "note": "Because."}
    if after in NEXT[before] or after == before:
        move(hand, report_id, **what)
        kept = hand.one(BugReport, report_id)
        assert kept.status == after
        assert kept.duplicate_of == _of(after, original)
    else:
        with pytest.raises(Conflict, match=f"that is {before} cannot become {after}"):
            move(hand, report_id, **what)
        assert hand.one(BugReport, report_id).status == before


def _of(status, original):
    return original if status == BugReportStatus.DUPLICATE else None


def test_history_keeps_who_moved_it_when_and_why(hand):
    report_id = report(hand)
    move(hand, report_id, status="in_progress", note="Looking.")
    move(hand, report_id, note="It is the cover.")
    move(hand, report_id, status="resolved", note="Mended; the token was spv_AbCdEf123.")
    closed = hand.one(BugReport, report_id)
    assert closed.resolution_note == "Mended; the token was [redacted]."
    move(hand, report_id, status="open", note="No, it is back.")
    assert hand.one(BugReport, report_id).resolution_note is None
    _, steps = hand.see(bug_reports.detail, report_id, hand.user)
    assert [(step.from_status, step.to_status, step.note) for step in steps] == [
        (None, "open", ""),
        ("open", "in_progress", "Looking."),
        ("in_progress", "in_progress", "It is the cover."),
        ("in_progress", "resolved", "Mended; the token was [redacted]."),
        ("resolved", "open", "No, it is back."),
    ]
    assert {step.actor_id for step in steps} == {hand.user.id}
    assert [step.at for step in steps] == sorted({step.at for step in steps})
    entries = [(each.action, each.subject, each.details["after"]) for each in hand.rows(AuditEntry)]
    moves = ("in_progress", "in_progress", "resolved", "open")
    assert entries == [("update_bug_report", report_id, to) for to in moves]


def test_saying_what_is_so_already_changes_nothing(hand):
    report_id = report(hand)
    move(hand, report_id, status="open")
    pin(hand, report_id, pinned=False)
    assert hand.one(BugReport, report_id).version == 1
    assert hand.count(BugReportChange) == 1
    assert hand.count(AuditEntry) == 0


def test_a_duplicate_names_another_report_that_is_none(hand):
    original, copy, third = report(hand), report(hand), report(hand)
    move(hand, copy, status="duplicate", duplicate_of=original)
    for wrong, said in (
        ({"status": "duplicate"}, "Name the report"),
        ({"status": "duplicate", "duplicate_of": UNKNOWN}, "There is no bug report"),
        ({"status": "duplicate", "duplicate_of": third}, "no duplicate of itself"),
        ({"status": "duplicate", "duplicate_of": copy}, "name its original"),
        ({"status": "resolved", "duplicate_of": original}, "Only a report that is a duplicate"),
        ({"duplicate_of": original}, "Only a report that is a duplicate"),
    ):
        with pytest.raises(RuleBroken, match=said):
            move(hand, third, **wrong)
    move(hand, third, status="duplicate", duplicate_of=original)
    move(hand, third, note="Sure.")
    assert hand.one(BugReport, third).duplicate_of == original
    move(hand, third, status="open")
    assert hand.one(BugReport, third).duplicate_of is None


def test_a_deleted_report_is_gone_with_its_history_and_its_duplicates_stay(anywhere):
    hand = anywhere
    original, copy = report(hand), report(hand)
    move(hand, copy, status="duplicate", duplicate_of=original)
    version = hand.one(BugReport, copy).version
    delete(hand, original)
    kept = hand.one(BugReport, copy)
    assert (kept.status, kept.duplicate_of, kept.version) == ("duplicate", None, version + 1)
    assert {step.report_id for step in hand.rows(BugReportChange)} == {copy}
    with pytest.raises(NotFound):
        hand.see(bug_reports.detail, original, hand.user)
    entry = hand.rows(AuditEntry)[-1]
    assert (entry.action, entry.subject) == ("delete_bug_report", original)
    assert "description" not in entry.details


def test_closed_is_what_can_only_be_opened_again():
    assert {status for status in NEXT if NEXT[status] == (BugReportStatus.OPEN,)} == set(CLOSED)


# Lists


def test_each_filter_leaves_out_some(anywhere):
    hand = anywhere
    ada = hand.somebody_else()
    first = report(hand, description="The Fuchs vanished", steps="Click the STRASSE")
    second = report(hand, by=ada, trace_id="cd" * 16, recent_logs=[log("x is null")])
    third = report(hand, network_events=[event(trace_id="ef" * 16, error="lost %_ sound")])
    move(hand, second, status="resolved", note="Mended the wheel.")
    pin(hand, third)
    moment = hand.one(BugReport, second).created_at
    print_of = hand.one(BugReport, second).fingerprint
    assert ids(hand) == [third, second, first]
    for found, filters in (
        ([third, first], {"status": ["open"]}),
        ([third, second, first], {"status": ["open", "resolved"]}),
        ([], {"status": ["wont_fix"]}),
        ([second], {"author": ada.id}),
        ([first], {"q": "fuchs straße"}),
        ([second], {"q": "wheel"}),
        ([second], {"q": "NULL"}),
        ([third], {"q": "%_"}),
        ([third, first], {"trace_id": TRACE}),
        ([third], {"trace_id": "ef" * 16}),
        ([second], {"fingerprint": print_of}),
        ([third], {"pinned": True}),
        ([second, first], {"pinned": False}),
        ([third, second], {"created_after": moment}),
        ([first], {"created_before": moment}),
        ([], {"pinned": True, "author": ada.id}),
    ):
        assert ids(hand, **filters) == found, filters


def test_a_list_comes_in_pages_and_a_cursor_is_good_for_its_filters(hand):
    made = [report(hand) for _ in range(3)]
    first = hand.see(bug_reports.page, None, 2, status=["open", "resolved"])
    rest = hand.see(bug_reports.page, first.next_cursor, 2, status=["resolved", "open"])
    assert [row.id for row in (*first.items, *rest.items)] == made[::-1]
    assert rest.next_cursor is None
    with pytest.raises(BadCursor):
        hand.see(bug_reports.page, first.next_cursor, 2, status=["open"])


def test_reports_of_the_same_bug_are_counted_together(anywhere):
    hand = anywhere
    same = {"recent_logs": [log("x is null")]}
    made = [report(hand, **same), report(hand), report(hand, **same)]
    rows = {row.id: row for row in hand.see(bug_reports.page, None, 10).items}
    first, last = hand.one(BugReport, made[0]), hand.one(BugReport, made[2])
    group = rows[made[0]].group
    assert (group.count, group.first_seen_at, group.last_seen_at) == (
        2,
        first.created_at,
        last.created_at,
    )
    assert rows[made[2]].group == group
    assert rows[made[1]].group.count == 1
    assert hand.see(bug_reports.look_at, made[0], hand.user).group == group


# Fingerprints


def stack(build, line):
    at = f"http://h:8000/assets/index-{build}.js:{line}:77"
    return f"Error: x\n    at open (http://h:8000/assets/album-{build}.js:{line}:5)\n    at {at}"


def fingerprint(hand, **facts):
    return hand.one(BugReport, report(hand, **facts)).fingerprint


def test_a_fingerprint_is_the_same_for_other_builds_ids_numbers_and_words(hand):
    page = {"location_href": "http://studio/albums/alb_01kaqz6v1ge8rb3m5n7p9qstvx?a=b#c=d"}
    other = {"location_href": "https://elsewhere:99/albums/alb_01kaqz6v1ge8rb3m5n7p9qstvy"}
    first = fingerprint(
        hand,
        recent_logs=[log("Cannot read 'cover' of job 5", serialized_args=[stack("B2x9aQ1", 12)])],
        client_meta=page,
    )
    again = fingerprint(
        hand,
        description="Something else entirely.",
        recent_logs=[
            log("a warning", level="warn"),
            log("Cannot read 'title' of job 77", serialized_args=[stack("Zz81_bc", 401)]),
            log("another error"),
        ],
        client_meta=other,
        app_state={"any": 1},
    )
    assert first == again


def test_another_message_stack_or_page_is_another_bug(hand):
    one = {"recent_logs": [log("x is null", serialized_args=[stack("B2x9aQ1", 12)])]}
    found = [
        fingerprint(hand, **one),
        fingerprint(hand, recent_logs=[log("y is null", serialized_args=[stack("B2x9aQ1", 12)])]),
        fingerprint(
            hand, recent_logs=[log("x is null", serialized_args=["at close (h/a.js:1:2)"])]
        ),
        fingerprint(hand, **one, client_meta={"location_href": "http://studio/queue"}),
        fingerprint(hand),
        fingerprint(hand, description="Another."),
        fingerprint(hand, network_events=[event(status=503)]),
        fingerprint(hand, network_events=[event(status=None, error="lost")]),
    ]
    assert len(set(found)) == len(found)
    assert fingerprint(hand, network_events=[event(status=404)]) == found[4], "404 is no error"
    assert fingerprint(hand) == found[4]


def test_what_is_sent_is_not_changed_by_being_cleaned(hand):
    sent = {**WHOLE, "app_state": {"token": "abc-12345"}}
    report(hand, **sent)
    assert sent["app_state"] == {"token": "abc-12345"}


def test_the_age_of_a_report_is_counted_from_its_submission(hand):
    report_id = report(hand)
    hand.clock.turn(days=3)
    move(hand, report_id, status="resolved")
    kept = hand.one(BugReport, report_id)
    assert kept.updated_at - kept.created_at > timedelta(days=3)
