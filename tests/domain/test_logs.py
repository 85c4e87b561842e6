"""Lines of the log, for people and for programs."""

import io
import json
import logging
import re
import sys
import threading
from pathlib import Path

import pytest

from domain import trace
from domain.adapters import logs

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(params=["text", "json"])
def form(request):
    return request.param


@pytest.fixture
def log(form):
    """A logger of the test's own, and what it has written."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter({"text": logs.AsText, "json": logs.AsJson}[form]())
    logger = logging.Logger("studio.test")
    logger.addHandler(handler)
    logger.lines = lambda: written.getvalue().splitlines()
    return logger


def line_of(log):
    """The only line, as the object that a program reads."""
    (line,) = log.lines()
    return json.loads(line)


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_a_line_for_programs_says_when_how_bad_who_and_what(log):
    log.warning("%d of %s", 3, "jobs")
    line = line_of(log)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"level": "warning", "logger": "studio.test", "message": "3 of jobs"}


@pytest.mark.parametrize("form", ["json"], indirect=True)
def test_a_line_says_under_which_trace_it_was_written_and_about_what(log):
    with trace.under(TRACE, "00f067aa0ba902b7", job_id="job_1", colour="red"):
        log.info("drawn", extra={"fields": {"status": 200, "nothing": None}})
    line = line_of(log)
    assert line.keys() == {
        *("timestamp", "level", "logger", "message"),
        *("trace_id", "span_id", "job_id", "status"),
    }
    assert (line["trace_id"], line["job_id"], line["status"]) == (TRACE, "job_1", 200)


@pytest.mark.parametrize("form", ["text"], indirect=True)
def test_a_line_for_people_names_its_trace_too(log):
    with trace.under(TRACE, job_id="job_1"):
        log.info("drawn")
    (line,) = log.lines()
    assert line.endswith(f"INFO studio.test drawn trace_id={TRACE} job_id=job_1")


@pytest.mark.parametrize(
    "nasty",
    [
        "\n2026-11-23 INFO all is well",
        "\r\n{}",
        "\x1b[2J",
        "\x85x",
        "\u2028x",
        '"}\n{"level":"',
        "\x00",
    ],
)
def test_nothing_that_is_said_makes_another_line(log, form, nasty):
    log.info("somebody said %s", nasty)
    log.error("somebody said %s", nasty, exc_info=ValueError(f"about {nasty}"))
    lines = log.lines()
    if form == "json":
        assert [json.loads(line)["message"] for line in lines] == [f"somebody said {nasty}"] * 2
        assert f"about {nasty}" in json.loads(lines[1])["error"]
    else:
        assert [line[0] for line in lines if not line.startswith("  | ")] == ["2", "2"]
        assert all(line.isprintable() for line in lines)


def test_text_that_utf_8_cannot_say_is_written_all_the_same(log):
    log.info("half a pair: %s", "\ud800")
    (line,) = log.lines()
    assert "half a pair" in line


def test_an_error_comes_with_its_stack(log, form):
    try:
        raise ValueError("the disk is gone")
    except ValueError:
        log.exception("not kept")
    text = "\n".join(log.lines())
    assert "not kept" in text
    assert "ValueError: the disk is gone" in text
    assert "test_logs.py" in text
    assert len(log.lines()) == 1 or form == "text"


@pytest.mark.parametrize(
    "said",
    [
        "redis://:hunter2hunter2@queue:6379 is down",
        "no answer of postgresql://studio:hunter2hunter2@db/studio",
        "the header was Authorization: Bearer hunter2hunter2",
        "sent basic hunter2hunter2==",
    ],
)
def test_credentials_are_struck_out(log, said):
    log.error("%s", said)
    log.error("it broke", exc_info=ValueError(said))
    assert "hunter2" not in "\n".join(log.lines())


def test_every_field_is_explained_in_the_manual():
    manual = Path(__file__).parents[2] / "docs" / "operating" / "observability.md"
    table = manual.read_text().partition("| field |")[2].partition("\n\n")[0]
    explained = set(re.findall(r"`(\w+)`", table))
    assert explained == {*logs.FIELDS, "timestamp", "level", "logger", "message", "error"}


@pytest.fixture
def nobody_logs(monkeypatch):
    """A root logger as it is when a program begins."""
    root = logging.RootLogger(logging.WARNING)
    monkeypatch.setattr(
        logging, "getLogger", lambda name=None: logging.Logger(name) if name else root
    )
    for name in ("logThreads", "logProcesses", "logMultiprocessing"):
        monkeypatch.setattr(logging, name, True)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    yield root
    logging.captureWarnings(False)


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(
    ("form", "stream", "kind"),
    [
        (None, Terminal(), logs.AsText),
        (None, io.StringIO(), logs.AsJson),
        ("json", Terminal(), logs.AsJson),
        ("text", io.StringIO(), logs.AsText),
    ],
)
def test_people_at_a_terminal_get_text_and_programs_json(nobody_logs, form, stream, kind):
    nobody_logs.handlers.clear()  # pytest's own
    logs.set_up(form, "debug", stream)
    (handler,) = nobody_logs.handlers
    assert isinstance(handler.formatter, kind)
    assert nobody_logs.level == logging.DEBUG


def test_what_ends_a_thread_is_a_line_too(nobody_logs, monkeypatch):
    written = io.StringIO()
    nobody_logs.handlers.clear()
    logs.set_up("json", "info", written)
    ended = logging.Logger("spolvero")
    ended.handlers = nobody_logs.handlers
    monkeypatch.setattr(logging, "getLogger", lambda name=None: ended)

    def fail():
        raise RuntimeError("the disk is gone")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = written.getvalue().splitlines()
    assert json.loads(line)["level"] == "critical"
    assert "the disk is gone" in json.loads(line)["error"]


def test_a_log_that_somebody_has_set_up_is_left_as_it_is(nobody_logs):
    theirs = logging.StreamHandler(sys.stderr)
    nobody_logs.handlers[:] = [theirs]
    logs.set_up("json", "debug")
    assert (nobody_logs.handlers, nobody_logs.level) == ([theirs], logging.WARNING)
