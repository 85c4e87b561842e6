"""What the documents say is so."""

import re
from pathlib import Path

import pytest

from domain.adapters.settings import CALLBACK, NAMES, read_settings
from domain.leases import LEASE, MAX_CRASHES, NEXT, RETRY_AFTER
from domain.schedules import SCHEDULES
from domain.signing_in import ATTEMPT_LIVES
from domain.tries import WINDOW
from domain.vocabulary import NEW_PASSWORD_MIN_LENGTH, FailureCode, ProblemType
from domain.work import Facts

ROOT = Path(__file__).parent.parent


def read(path: str) -> str:
    return (ROOT / path).read_text()


def test_every_make_target_is_explained_in_contributing():
    targets = re.findall(r"^([a-z]+):.*## ", read("Makefile"), re.MULTILINE)
    explained = re.findall(r"^\| `make ([a-z]+)`", read("CONTRIBUTING.md"), re.MULTILINE)
    assert set(targets) - {"help"} == set(explained)


def test_the_table_of_settings_is_the_settings_with_their_defaults():
    rows = dict(
        re.findall(r"^\| `(SPOLVERO_\w+)` \| `?([^`|]+?)`? \|", read("docs/settings.md"), re.M)
    )
    assert rows.keys() == set(NAMES.values())
    defaults = read_settings({})
    for field in (
        "host",
        "port",
        "engine",
        "max_body_bytes",
        "max_queued_jobs",
        "max_pictures_per_hour",
        "trash_days",
        "log_level",
        "metrics",
    ):
        assert rows[NAMES[field]] == str(getattr(defaults, field))


def test_the_numbers_about_signing_in_are_those_that_count():
    page = read("docs/sign-in.md")
    facts = Facts(engine="", model="", max_body_bytes=1, max_queued_jobs=1)
    login, address = facts.tries_per_login, facts.tries_per_address
    assert WINDOW.total_seconds() == 15 * 60
    assert f"{login} passwords for one login" in page
    assert f"{address} sign-ins from one address" in page
    seconds = (WINDOW.total_seconds() / most for most in (login, address))
    assert "one every {:.0f} or {:.0f} seconds".format(*seconds) in page
    assert ATTEMPT_LIVES.total_seconds() == 10 * 60
    assert f"at least {NEW_PASSWORD_MIN_LENGTH} characters" in page
    assert CALLBACK in page


def test_the_drawing_of_job_states_is_the_table():
    drawn = re.findall(r"^    (\w+) --> (\w+)", read("docs/reference/job-states.md"), re.MULTILINE)
    assert set(drawn) == {(before.value, after.value) for before in NEXT for after in NEXT[before]}


def test_every_failure_code_is_explained():
    explained = re.findall(r"^\| `(\w+)` \|", read("docs/reference/job-states.md"), re.MULTILINE)
    assert explained == [code.value for code in FailureCode]
    assert MAX_CRASHES == 5  # "five workers" in job-states.md and operating.md
    assert LEASE.total_seconds() == 30  # "thirty seconds" in operating.md
    waits = [wait.total_seconds() for wait in RETRY_AFTER]
    assert waits == [5, 30, 180, 900]  # in job-states.md


def test_the_table_of_schedules_is_theirs():
    rows = re.findall(
        r"^\| `(\w+)` \| (day|hour|minute) \|", read("docs/operating.md"), re.MULTILINE
    )
    seconds = {"minute": 60, "hour": 3600, "day": 86400}
    assert [(name, seconds[every]) for name, every in rows] == [
        (schedule.name, schedule.every.total_seconds()) for schedule in SCHEDULES
    ]


def test_every_problem_type_is_in_the_reference():
    page = read("docs/reference/problems.md")
    assert [kind for kind in ProblemType if kind.value not in page] == []


def test_every_decision_is_in_the_index():
    files = {path.name for path in (ROOT / "docs/decisions").glob("[0-9]*.md")}
    assert set(re.findall(r"\((\d{4}-[\w-]+\.md)\)", read("docs/decisions/README.md"))) == files


@pytest.mark.parametrize(
    "path",
    sorted(str(p.relative_to(ROOT)) for p in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]),
)
def test_every_link_between_documents_leads_somewhere(path):
    page = ROOT / path
    links = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text())
    assert [link for link in links if not (page.parent / link).exists()] == []
