"""What people see: tables that fit, times by their clock, and nothing that moves the cursor."""

import time

import pytest

from handlers.cli.client import Client, Target, _seconds
from handlers.cli.events import Event, follow, read_events
from handlers.cli.request import Request
from handlers.cli.show import cell, facts, local, printable, table
from handlers.cli.transport import Unreachable
from handlers.cli.waiting import Bar


@pytest.fixture(autouse=True)
def utc_plus_two(monkeypatch):
    monkeypatch.setenv("TZ", "XXX-2")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_columns_are_as_wide_as_what_they_hold():
    items = [{"id": "a", "name": "Fox"}, {"id": "abc", "name": "Äpfel 漢字"}]
    assert [*table(items, ["id", "name"], None)] == ["ID   NAME", "a    Fox", "abc  Äpfel 漢字"]


def test_a_column_that_tells_nothing_is_left_out():
    items = [{"id": "a", "title": "", "n": None}]
    assert [*table(items, ["id", "title", "n"], None)] == ["ID", "a"]


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80])
def test_a_table_fits_the_terminal_and_keeps_whole_ids(width):
    items = [
        {"id": "job_01", "prompt": "a red fox in an autumn forest " * 3, "state": "queued", "n": 1}
    ] * 3
    lines = [*table(items, ["id", "prompt", "state", "n"], width)]
    assert all(len(line) <= width for line in lines)
    assert all(line.startswith("job_01") for line in lines[1:])


def test_more_items_than_decide_the_widths_are_printed_as_they_come():
    def items():
        yield from ({"id": str(n)} for n in range(150))
        raise InterruptedError

    assert [*_until_it_breaks(table(items(), ["id"], None))][-1] == "149"


def _until_it_breaks(lines):
    try:
        yield from lines
    except InterruptedError:
        return


def test_times_are_by_the_clock_of_whoever_reads():
    assert cell("2026-11-23T23:30:00.5Z") == "2026-11-24 01:30:00"
    assert local("2026-11-23T23:30:00+02:00") == "2026-11-23 23:30:00"
    assert cell("2026-99-99T00:00:00Z") == "2026-99-99T00:00:00Z"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (["a", "b"], "a, b"),
        ({"a": 1}, '{"a": 1}'),
        (2.5, "2.5"),
        ("two\nlines", "two lines"),
        ("\x1b[31mred\u202e", "\\u001b[31mred\\u202e"),
    ],
)
def test_a_cell_is_one_line_of_printable_text(value, shown):
    assert cell(value) == shown


def test_lists_inside_one_thing_are_tables():
    shown = [*facts({"name": "x", "rows": [{"a": 1}, {"a": 2}]}, None)]
    assert shown == ["name  x", "", "rows:", "A", "1", "2"]


def test_printable_text_stays():
    assert printable("漢字 ü") == "漢字 ü"


# Events


def test_events_are_read_however_they_are_cut():
    raw = b'retry: 20\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: hm\r\rdata: b\n\n'
    waits = []
    whole = [*read_events([raw], waits.append)]
    assert whole == [Event("1", "message", {"a": 1}), Event("1", "message", "b")]
    assert [*read_events([raw[i : i + 1] for i in range(len(raw))], waits.append)] == whole
    assert waits == [0.02, 0.02]


class Said:
    """One answer, which breaks off at its end if `breaks`."""

    def __init__(self, status, body=b"", breaks=False, **headers):
        self.status, self.headers = status, headers
        self._body, self._breaks = body, breaks

    def chunks(self):
        yield self._body
        if self._breaks:
            raise Unreachable("it broke off")

    def read(self):
        return self._body

    def close(self):
        pass


class Scripted:
    """Answers one after the other; an exception is raised."""

    def __init__(self, *answers):
        self.answers, self.sent = [*answers], []

    def send(self, method, target, headers, body):
        self.sent.append((method, dict(headers)))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self):
        pass


def client(*answers, retries=3):
    transport, waits = Scripted(*answers), []
    return Client(Target(transport, {}, "there"), retries, waits.append), transport, waits


GET = Request("GET", "/events", (), {}, None)


def test_a_stream_goes_on_behind_the_last_event_until_204():
    cut = Said(200, b"retry: 50\nid: 1\ndata: a\n\nid: 2\ndata: lost", breaks=True)
    asked, transport, _ = client(cut, Said(200, b"id: 2\ndata: b\n\n"), Said(204))
    waits = []
    events = follow(asked, GET, comes_back=True, refused=ValueError, sleep=waits.append)
    assert [(event.id, event.data) for event in events] == [("1", "a"), ("2", "b")]
    assert [headers.get("Last-Event-ID") for _, headers in transport.sent] == [None, "1", "2"]
    assert waits == [0.05, 0.05]


def test_a_stream_that_is_refused_ends():
    asked, _, _ = client(Said(404))
    with pytest.raises(ValueError, match="Said"):
        [*follow(asked, GET, comes_back=True, refused=lambda a: ValueError(type(a)), sleep=print)]


def test_a_stream_with_nothing_new_is_given_up_at_last():
    asked, transport, _ = client(*[Said(200, b"", breaks=True)] * 30)
    with pytest.raises(Unreachable):
        [*follow(asked, GET, comes_back=True, refused=ValueError, sleep=lambda s: None)]
    assert len(transport.sent) == 11


# Trying again


POST = Request("POST", "/jobs", (), {}, b"{}")
KEYED = POST._replace(headers={"Idempotency-Key": "k"})


def test_what_is_safe_or_keyed_is_tried_again_and_nothing_else():
    for request, tries in ((GET, 2), (KEYED, 2), (POST, 1)):
        asked, transport, waits = client(Said(503, **{"retry-after": "3"}), Said(200))
        assert asked.send(request).status == (200 if tries == 2 else 503)
        assert len(transport.sent) == tries
        assert waits == [3.0] * (tries - 1)


def test_a_broken_connection_is_tried_again_only_where_nothing_can_be_done_twice():
    asked, transport, waits = client(Unreachable("reset"), Said(200))
    assert asked.send(KEYED).status == 200
    assert 0.2 < waits[0] < 0.8
    delete = Request("DELETE", "/x", (), {}, None)
    for request in (POST, delete):
        asked, transport, _ = client(Unreachable("reset"), Said(200))
        with pytest.raises(Unreachable):
            asked.send(request)
        assert len(transport.sent) == 1


def test_whoever_is_to_come_back_in_an_hour_is_told_so_at_once():
    asked, _, _ = client(Said(429, **{"retry-after": "3600"}), Said(200))
    assert asked.send(GET).status == 429


def test_retry_after_is_seconds_or_a_moment():
    assert _seconds("7") == 7.0
    assert _seconds("Wed, 21 Oct 2015 07:28:00 GMT") == 0.0
    assert _seconds("soon") is None


def test_the_bar_shows_how_far_it_is():
    how = {"state": "state", "progress": {"done": ["/counts/a", "/counts/b"], "of": "/counts/of"}}
    line = Bar(how).line({"state": "running", "counts": {"a": 2, "b": 3, "of": 10}})
    assert line == "running    ██████████··········  5 of 10"
    assert Bar({"state": "state"}).line({"state": "queued"}) == "queued"


def test_the_bar_shows_in_which_step_it_is_how_fast_and_for_how_long_where_that_is_known():
    progress = {"done": ["/n"], "of": "/of", "phase": "/doing", "rate": "/rate", "left": "/left"}
    bar = Bar({"state": "state", "progress": progress})
    now = {"state": "running", "doing": "reading", "n": 5, "of": 20, "rate": 850.4, "left": 3723}
    assert bar.line(now) == "reading    █████···············  5 of 20   850/s   1:02:03 left"
    now |= {"doing": None, "rate": 0.26, "left": None}
    assert bar.line(now) == "running    █████···············  5 of 20   0.3/s"
