"""What people asked for within the last hour, and what of it a bug report brings along."""

from datetime import timedelta

from domain import request_log, trace
from domain.bug_reports import BugReport
from domain.request_log import MOST_WAITING, Note, NotedRequest, RequestLog
from tests.domain.reports import TRACE, event, report

OTHER = "cd" * 16


def note(hand, came=100.0, by=None, **facts):
    hand.studio.requests.note(
        Note(
            **{
                "came": came,
                "seconds": 0.0125,
                "operation_id": "get_job",
                "method": "GET",
                "path": "/api/v1/jobs/job_1",
                "status": 200,
                "trace_id": TRACE,
                "user_id": (by or hand.user).id,
                "proof_id": "ses_1",
                **facts,
            }
        )
    )


def write(hand, seconds=100.0):
    return hand.studio.requests.write(hand.studio, seconds)


def context(hand, **asked):
    return hand.one(BugReport, report(hand, **asked)).context


def test_what_was_noted_is_written_with_the_time_when_it_came(anywhere):
    hand = anywhere
    note(hand, came=90.0)
    note(hand, came=101.0)
    assert hand.count(NotedRequest) == 0
    assert write(hand, 100.0) == 2
    assert write(hand, 100.0) == 0
    early, late = hand.rows(NotedRequest)
    assert late.at - early.at == timedelta(seconds=10)
    assert (early.operation_id, early.status, early.duration_ms) == ("get_job", 200, 12.5)


def test_the_oldest_notes_are_lost_when_nobody_writes(hand):
    log = RequestLog()
    for number in range(MOST_WAITING + 5):
        log.note(Note(float(number), 0, None, "GET", "/", 404, TRACE, "usr", "ses"))
    assert log.write(hand.studio, MOST_WAITING + 5) == MOST_WAITING


def test_a_path_that_was_refused_is_kept_without_secrets(hand):
    note(hand, operation_id=None, status=404, path="/api/v1/spv_AbCdEf12" + "x" * 400)
    note(hand, status=404, path="/api/v1/jobs/eyJhbGciOiJIUzI1NiJ9.e30.x1")
    write(hand)
    paths = [row.path for row in hand.rows(NotedRequest)]
    assert paths == ["/api/v1/[redacted]", "/api/v1/jobs/[redacted]"]


def test_what_is_older_than_an_hour_is_forgotten(hand):
    note(hand)
    write(hand)
    hand.clock.turn(minutes=59)
    assert hand.do(request_log.forget_old) == 0
    hand.clock.turn(minutes=2)
    assert context(hand)["requests"] == []
    assert hand.do(request_log.forget_old) == 1


def test_a_report_brings_the_requests_of_its_traces_and_of_its_session(anywhere):
    hand = anywhere
    note(hand, operation_id="of_its_trace", proof_id="ses_2")
    note(hand, operation_id="of_a_named_trace", trace_id=OTHER, proof_id="ses_2")
    note(hand, operation_id="of_its_session", trace_id="ef" * 16)
    note(hand, operation_id="of_neither", trace_id="ef" * 16, proof_id="ses_2")
    write(hand)
    found = context(hand, network_events=[event(trace_id=OTHER)])["requests"]
    names = {"of_its_trace", "of_a_named_trace", "of_its_session"}
    assert {each["operation_id"] for each in found} == names
    assert context(hand, proof="ses_9", trace_id="00" * 15 + "01")["requests"] == []


def test_the_latest_of_both_come_first_each_once_and_no_more_than_asked_for(anywhere):
    hand = anywhere
    note(hand, came=1.0, operation_id="by_trace", proof_id="ses_2")
    note(hand, came=2.0, operation_id="by_both")
    note(hand, came=3.0, operation_id="by_session", trace_id=OTHER)
    note(hand, came=4.0, operation_id="by_trace_again", proof_id="ses_2")
    write(hand)

    def names(at_most):
        found = hand.do(lambda work: request_log.of(work, hand.user.id, "ses_1", {TRACE}, at_most))
        return [each.operation_id for each in found]

    assert names(9) == ["by_trace_again", "by_session", "by_both", "by_trace"]
    assert names(2) == ["by_trace_again", "by_session"]


def test_nobody_is_shown_what_others_did_by_naming_their_trace(hand):
    ada = hand.somebody_else()
    note(hand)
    hand.ask()
    write(hand)
    found = context(hand, by=ada, trace_id=TRACE, network_events=[event(trace_id=TRACE)])
    assert found == {"requests": [], "jobs": []}


def test_a_report_brings_the_jobs_of_its_session_and_of_no_other(hand):
    ada = hand.somebody_else()
    asked = {}
    for whose, trace_id, proof in (("mine", OTHER, "ses_1"), ("elsewhere", "ef" * 16, "ses_9")):
        note(hand, trace_id=trace_id, proof_id=proof)
        with trace.under(trace_id):
            asked[whose] = hand.ask()
    with trace.under(OTHER):
        asked["adas"] = hand.ask(asked_by=ada)
    write(hand)
    [job] = context(hand)["jobs"]
    assert (job["id"], job["state"], job["failure_code"]) == (asked["mine"], "queued", None)
