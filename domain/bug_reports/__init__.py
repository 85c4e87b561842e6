"""Bug reports: what people ran into, from submission to the end of its time."""

from domain.bug_reports.acting import delete_report, move, pin
from domain.bug_reports.looking import detail, get, look_at, page
from domain.bug_reports.purging import Cutoff, Purged, purge, purge_by_hand, purge_due
from domain.bug_reports.report import CLOSED, NEXT, BugReport, BugReportChange
from domain.bug_reports.submitting import submit

__all__ = [
    "CLOSED",
    "NEXT",
    "BugReport",
    "BugReportChange",
    "Cutoff",
    "Purged",
    "delete_report",
    "detail",
    "get",
    "look_at",
    "move",
    "page",
    "pin",
    "purge",
    "purge_by_hand",
    "purge_due",
    "submit",
]
