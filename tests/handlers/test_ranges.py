"""Parts of a file (RFC 9110, 14): one range of bytes is given, and only its bytes are read."""

from typing import Any

import httpx
import pytest

from handlers.call import Ranged, Reply
from tests.handlers.tiny import ask, document, operation, parameter

FILE = bytes(range(100))
TAG = '"now"'
RANGES = [parameter(name, {"type": "string"}, "header") for name in ("Range", "If-Range")]
HEADERS = {
    name: {"required": True, "schema": {"type": "string"}}
    for name in ("ETag", "Accept-Ranges", "Content-Range")
}
PICTURE = {"image/png": {}}


def declared(**more: Any) -> dict[str, Any]:
    """An operation that gives parts of a picture."""
    first = {name: header for name, header in HEADERS.items() if name != "Content-Range"}
    responses = {
        "200": {"description": "All of it.", "headers": first, "content": PICTURE},
        "206": {"description": "A part.", "headers": HEADERS, "content": PICTURE},
        "304": {"description": "You have it."},
        "416": {"$ref": "#/components/responses/RangeNotSatisfiable"},
    }
    condition = parameter("If-None-Match", {"type": "string"}, "header")
    return operation(parameters=[*RANGES, condition], responses=responses, **more)


class File:
    """A file that tells what of it was read."""

    def __init__(self, data: bytes = FILE, tag: str = TAG) -> None:
        self.data = data
        self.tag = tag
        self.read: list[tuple[int, int]] = []

    def part(self, start: int, end: int) -> bytes:
        self.read.append((start, end))
        return self.data[start:end]

    def handler(self, call: Any) -> Any:
        return Reply(Ranged(len(self.data), self.part), headers={"ETag": self.tag})


@pytest.fixture
def get(serve):
    """Ask for a file by these headers."""

    def get(file: File, method: str = "GET", **headers: str) -> httpx.Response:
        app = serve(document({"/things": {"get": declared()}}), make_thing=file.handler)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return ask(app, method=method, headers=named)

    return get


SATISFIABLE = {
    "bytes=0-9": (0, 10),
    "bytes=0-0": (0, 1),
    "bytes=99-99": (99, 100),
    "bytes=90-": (90, 100),
    "bytes=0-": (0, 100),
    "bytes=-10": (90, 100),
    "bytes=-1": (99, 100),
    "bytes=-100": (0, 100),
    "bytes=-1000": (0, 100),
    "bytes=90-1000": (90, 100),
    "bytes=0090-0095": (90, 96),
    "BYTES=0-9": (0, 10),
    "bytes= 0-9 ,": (0, 10),
    "bytes=,0-9": (0, 10),
    "bytes=5-" + "9" * 5000: (5, 100),
    "bytes=-" + "9" * 5000: (0, 100),
}


@pytest.mark.parametrize("asked", SATISFIABLE, ids=lambda asked: asked[:20])
def test_one_range_gives_that_part_and_reads_no_other_byte(get, asked):
    start, end = SATISFIABLE[asked]
    file = File()
    answer = get(file, Range=asked)
    assert (answer.status_code, answer.content) == (206, FILE[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/100"
    assert answer.headers["content-length"] == str(end - start)
    assert (answer.headers["accept-ranges"], answer.headers["etag"]) == ("bytes", TAG)
    assert answer.headers["content-type"] == "image/png"
    assert file.read == [(start, end)]


@pytest.mark.parametrize(
    "asked",
    [
        None,
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=0-9,20-29",
        "bytes=0-9, 20-",
        "bytes=9-0",
        "bytes=a-b",
        "bytes=0x0-0x9",
        "bytes=0 - 9",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=+1-2",
        "bytes=0.5-2",
        "bytes =0-9",
        "items=0-9",
        "rows=0-9",
        "0-9",
        b"bytes=\xb2-\xb3",
    ],
)
def test_whatever_is_not_one_range_of_bytes_gives_the_whole(get, asked):
    file = File()
    answer = get(file, **({} if asked is None else {"Range": asked}))
    assert (answer.status_code, answer.content) == (200, FILE)
    assert answer.headers["accept-ranges"] == "bytes"
    assert "content-range" not in answer.headers
    assert file.read == [(0, 100)]


def test_two_lines_of_range_are_two_ranges(serve):
    app = serve(document({"/things": {"get": declared()}}), make_thing=File().handler)
    answer = ask(app, method="GET", headers=[("Range", "bytes=0-1"), ("Range", "bytes=2-3")])
    assert (answer.status_code, answer.content) == (200, FILE)


@pytest.mark.parametrize(
    "asked", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=" + "9" * 99 + "-"]
)
def test_a_range_beyond_the_end_is_a_problem_that_tells_the_size(get, asked):
    file = File()
    answer = get(file, Range=asked)
    assert (answer.status_code, file.read) == (416, [])
    assert answer.headers["content-range"] == "bytes */100"
    problem = answer.json()
    assert problem["type"] == "https://spolvero.dev/problems/range-not-satisfiable"
    assert problem["detail"] == "There are 100 bytes, and the range begins beyond them."


def test_a_file_without_bytes_has_no_parts(get):
    for asked in ("bytes=0-", "bytes=-1", "bytes=0-0"):
        answer = get(File(b""), Range=asked)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("tag", "if_range", "status"),
    [
        (TAG, TAG, 206),
        (TAG, '"before"', 200),
        (TAG, "W/" + TAG, 200),
        ("W/" + TAG, "W/" + TAG, 200),
        (TAG, "*", 200),
        (TAG, "now", 200),
        (TAG, "Mon, 23 Nov 2026 09:30:00 GMT", 200),
    ],
)
def test_if_range_gives_a_part_only_of_the_very_same_file(get, tag, if_range, status):
    answer = get(File(tag=tag), Range="bytes=0-9", If_Range=if_range)
    assert answer.status_code == status
    assert answer.content == (FILE[:10] if status == 206 else FILE)


def test_if_range_decides_before_the_size_does(get):
    assert get(File(), Range="bytes=100-", If_Range='"before"').status_code == 200
    assert get(File(), If_Range=TAG).status_code == 200


def test_what_the_client_has_is_not_sent_in_part_either(get):
    file = File()
    for asked in ("bytes=0-9", "bytes=100-"):
        answer = get(file, Range=asked, If_None_Match=TAG)
        assert (answer.status_code, answer.content, file.read) == (304, b"", [])
    assert get(file, Range="bytes=0-9", If_None_Match='"before"').status_code == 206


@pytest.mark.parametrize("asked", [None, "bytes=0-9", "bytes=100-"])
def test_head_has_no_ranges_and_reads_nothing(get, asked):
    file = File()
    answer = get(file, "HEAD", **({} if asked is None else {"Range": asked}))
    assert (answer.status_code, answer.content, file.read) == (200, b"", [])
    assert answer.headers["content-length"] == "100"
    assert answer.headers["accept-ranges"] == "bytes"


def test_an_operation_that_does_not_read_range_gives_the_whole(serve):
    good = {"description": "All of it.", "content": PICTURE}
    contract = document({"/things": {"get": operation(responses={"200": good})}})
    app = serve(contract, make_thing=File().handler)
    answer = ask(app, method="GET", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, FILE)
    assert "accept-ranges" not in answer.headers


def test_a_file_that_is_shorter_than_was_said_never_leaves(get, caplog):
    class Shorter(File):
        def part(self, start: int, end: int) -> bytes:
            return super().part(start, end)[:-1]

    assert get(Shorter()).json()["type"].endswith("/reply-broke-contract")
    assert "100 bytes were promised, and 99 read" in caplog.text


def test_a_file_that_cannot_be_read_is_our_fault(get, caplog):
    class Lost(File):
        def part(self, start: int, end: int) -> bytes:
            raise FileNotFoundError("gone")

    problem = get(Lost(), Range="bytes=0-9").json()
    assert problem["type"].endswith("/internal-error")
    assert problem["trace_id"] in caplog.text


@pytest.mark.parametrize("status", ["206", "416"])
def test_range_without_its_replies_stops_the_start(serve, status):
    lacking = declared()
    del lacking["responses"][status]
    with pytest.raises(ValueError, match="Range needs the replies 206 and 416"):
        serve(document({"/things": {"get": lacking}}), make_thing=File().handler)


def test_range_in_a_query_is_a_parameter_like_any_other(serve):
    asked = operation(parameters=[parameter("range", {"type": "integer"})])
    app = serve(document({"/things": {"get": asked}}), make_thing=lambda call, range: range)
    assert ask(app, "/things?range=7", "GET").json() == 7
