"""Input that nobody should send, and what comes back: always the documented problem, never more."""

import base64
import json
import logging
import logging.handlers
import queue
import re

import httpx
import pytest

from handlers.app import bundle

JSON = {"Content-Type": "application/json"}
CANARY = "canary-4Zq9-secret"
NOWHERE = "job_" + "0" * 26


def described_by(problem):
    """The parts that a problem names, as (in, pointer)."""
    return {(part["in"], part["pointer"]) for part in problem["errors"]}


# Bodies.

UNREADABLE = {
    "nothing": b"",
    "only space": b"  \n",
    "half an object": b'{"prompt": ',
    "a word": b"fox",
    "single quotes": b"{'prompt': 'fox'}",
    "a comma too many": b'{"prompt": "fox",}',
    "a comment": b'{"prompt": "fox"} // please',
    "two values": b'{"prompt": "fox"} {"prompt": "owl"}',
    "a key twice": b'{"prompt": "fox", "prompt": "owl"}',
    "a key twice, once escaped": b'{"prompt": "fox", "pr\\u006fmpt": "owl"}',
    "a key twice, deeper": b'{"prompt": {"a": [{"b": 1, "b": 2}]}}',
    "not a number": b'{"prompt": "fox", "guidance_scale": NaN}',
    "infinity": b'{"prompt": "fox", "guidance_scale": Infinity}',
    "minus infinity": b'{"prompt": "fox", "guidance_scale": -Infinity}',
    "a number beyond floats": b'{"prompt": "fox", "guidance_scale": 1e400}',
    "a leading zero": b'{"prompt": "fox", "seed": 01}',
    "a leading plus": b'{"prompt": "fox", "seed": +1}',
    "hexadecimal": b'{"prompt": "fox", "seed": 0x10}',
    "an integer of 400 digits": b'{"prompt": "fox", "seed": %s}' % (b"9" * 400),
    "an integer of 5,001 digits": b'{"prompt": "fox", "seed": %s}' % (b"9" * 5001),
    "a lone surrogate": b'{"prompt": "fox \\ud800"}',
    "surrogates the wrong way round": b'{"prompt": "fox \\udc00\\ud800"}',
    "a raw newline in a string": b'{"prompt": "red\nfox"}',
    "a raw NUL in a string": b'{"prompt": "red\0fox"}',
    "Latin-1": b'{"prompt": "f\xf6x"}',
    "overlong UTF-8": b'{"prompt": "f\xc0\xafx"}',
    "a surrogate in UTF-8": b'{"prompt": "\xed\xa0\x80"}',
    "a byte order mark": b'\xef\xbb\xbf{"prompt": "fox"}',
    "UTF-16": '{"prompt": "fox"}'.encode("utf-16"),
    "300 arrays in each other": b'{"prompt": %s}' % (b"[" * 300 + b"]" * 300),
    "10,000 arrays in each other": b'{"prompt": %s}' % (b"[" * 10_000 + b"]" * 10_000),
    "10,000 arrays never closed": b"[" * 10_000,
    "10,000 objects in each other": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
}


def test_a_body_that_is_not_strict_json_is_refused_unread(api, refused, subtests):
    for name, body in UNREADABLE.items():
        with subtests.test(name):
            refused(api.post("/jobs", content=body, headers=JSON), "malformed-body")
    assert api.get("/jobs").json()["items"] == []


MISFITS = {
    "no object": (b"[]", ""),
    "null": (b"null", ""),
    "no prompt": (b"{}", ""),
    "a key that is not known": (b'{"prompt": "fox", "prompts": 1}', ""),
    "a NUL, escaped": (b'{"prompt": "red\\u0000fox"}', "/prompt"),
    "a blank prompt": ('{"prompt": " \t\u00a0"}'.replace("\t", "\\t").encode(), "/prompt"),
    "a prompt too long": (b'{"prompt": "%s"}' % (b"f" * 2001), "/prompt"),
    "an integer of 300 digits": (b'{"prompt": "fox", "seed": %s}' % (b"9" * 300), "/seed"),
    "an integer beyond 64 bits": (b'{"prompt": "fox", "seed": 18446744073709551616}', "/seed"),
    "half an integer": (b'{"prompt": "fox", "seed": 1.5}', "/seed"),
    "a huge float": (b'{"prompt": "fox", "seed": 1e300}', "/seed"),
    "a number in a string": (b'{"prompt": "fox", "seed": "1"}', "/seed"),
    "true for one": (b'{"prompt": "fox", "seed": true}', "/seed"),
    "no multiple of 8": (b'{"prompt": "fox", "width": 65}', "/width"),
    "200 arrays in each other": (b'{"prompt": %s1%s}' % (b"[" * 200, b"]" * 200), "/prompt"),
    "an album id of another kind": (
        b'{"prompt": "fox", "album_id": "%s"}' % NOWHERE.encode(),
        "/album_id",
    ),
}


def test_a_body_that_breaks_its_schema_is_refused_and_the_place_is_named(api, refused, subtests):
    for name, (body, place) in MISFITS.items():
        with subtests.test(name):
            problem = refused(api.post("/jobs", content=body, headers=JSON), "invalid-request")
            assert described_by(problem) == {("body", place)}


def test_every_invalid_part_is_named_at_once(api, refused):
    body = {"prompt": "", "seed": -1, "width": 65, "steps": 0}
    problem = refused(
        api.post("/jobs", json=body, headers={"Idempotency-Key": "two words"}), "invalid-request"
    )
    assert described_by(problem) == {
        ("header", "/Idempotency-Key"),
        ("body", "/prompt"),
        ("body", "/seed"),
        ("body", "/width"),
        ("body", "/steps"),
    }


def test_no_problem_lists_more_than_twenty_parts(api, refused):
    query = "&".join(f"q{i}=1" for i in range(500))
    assert len(refused(api.get(f"/jobs?{query}"), "invalid-request")["errors"]) == 20


def test_1_0_is_the_integer_1(api):
    body = b'{"prompt": "fox", "seed": 7.0, "steps": 1e0, "width": 64.0, "height": 640E-1}'
    job = api.get(api.post("/jobs", content=body, headers=JSON).headers["Location"][7:]).text
    assert re.search(r'"seed":7,"steps":1,"width":64,"height":64,', job)


def test_unicode_and_escapes_come_back_as_they_were_meant(api):
    prompt = 'Füchse 🦊 \u202e\ufeff\u0301 "quoted" back\\slash \u2028 \U0010ffff \x7f\t\n'
    job = api.post("/jobs", json={"prompt": prompt}).json()
    assert api.get(f"/jobs/{job['id']}").json()["prompt"] == prompt


def test_a_body_larger_than_the_limit_is_refused_before_it_is_sent(send, refused):
    answer = send(
        "POST /api/v1/jobs", "Content-Type: application/json", "Content-Length: 65537", body=b"{"
    )
    assert "65536" in refused(answer, "payload-too-large")["detail"]


def chunked(*chunks: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in (*chunks, b""))


def test_a_chunked_body_larger_than_the_limit_is_refused_while_it_comes(send, refused):
    answer = send(
        "POST /api/v1/jobs",
        "Content-Type: application/json",
        "Transfer-Encoding: chunked",
        body=chunked(b'{"prompt": "', *[b"f" * 8192] * 9, b'"}'),
    )
    refused(answer, "payload-too-large")


def test_a_body_as_large_as_the_limit_is_read(api, refused):
    body = b'{"prompt": "fox"}'.ljust(65_536)
    assert api.post("/jobs", content=body, headers=JSON).status_code == 202
    refused(api.post("/jobs", content=body + b" ", headers=JSON), "payload-too-large")


def test_a_body_in_chunks_is_as_good_as_one_in_a_piece(send):
    answer = send(
        "POST /api/v1/jobs",
        "Content-Type: application/json",
        "Transfer-Encoding: chunked",
        body=chunked(b'{"pro', b'mpt": "f\xc3', b'\xbcchse"}'),
    )
    assert answer.status_code == 202


def test_a_body_where_none_is_read_changes_nothing(api):
    for body in (b"{}", b"fox", b"x" * 100_000):
        assert api.request("GET", "/albums", content=body).status_code == 200


def test_a_client_that_hangs_up_in_the_middle_of_its_body_disturbs_nobody(api):
    import socket

    head = f"POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nAuthorization: {api.headers['Authorization']}"
    for _ in range(3):
        with socket.create_connection((api.base_url.host, api.base_url.port)) as connection:
            connection.sendall(f"{head}\r\nContent-Length: 50\r\n\r\n{{".encode())
    assert api.get("/jobs").json()["items"] == []


# Media types.


def test_a_body_must_say_that_it_is_json_in_utf_8(send, refused, subtests):
    body = b'{"prompt": "fox"}'
    length = f"Content-Length: {len(body)}"
    for media_type in (
        None,
        "",
        "text/plain",
        "text/json",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json; version=2",
        "application/jsonp",
        "application/problem+json",
        "application/json, text/plain",
        "json",
        "application/json\xff",
    ):
        with subtests.test(repr(media_type)):
            given = [] if media_type is None else [f"Content-Type: {media_type}"]
            answer = send("POST /api/v1/jobs", length, *given, body=body)
            refused(answer, "unsupported-media-type")
    twice = ["Content-Type: text/plain", "Content-Type: application/json"]
    refused(send("POST /api/v1/jobs", length, *twice, body=body), "unsupported-media-type")


def test_a_body_may_say_utf_8_in_any_case(api):
    for media_type in (
        "application/json; charset=utf-8",
        'Application/JSON;Charset="UTF-8"',
        "application/json;",
    ):
        answer = api.post(
            "/jobs", content=b'{"prompt": "fox"}', headers={"Content-Type": media_type}
        )
        assert answer.status_code == 202, media_type


ACCEPTED = (
    "application/json",
    "*/*",
    "application/*",
    "APPLICATION/JSON",
    "",
    "text/html, application/json;q=0.1",
    "text/html;q=0.9, */*;q=0.1",
    "application/json;q=1, */*;q=0",
    "text/*, application/json ; q=0.5",
    "application/json;charset=utf-8",
    "application/*;q=0.2, text/html",
)
NOT_ACCEPTED = (
    "text/html",
    "text/*",
    "image/png",
    "application/xml",
    "application/json;q=0",
    "application/json;q=0.000",
    "application/json;q=0, */*",
    "application/json;q=0, application/*;q=1",
    "application/*;q=0, */*;q=1",
    "*/*;q=0",
    "application/json;q=high",
    "application/jso",
    "*",
    "nonsense",
)


def test_what_accept_lets_pass_is_answered(api, subtests):
    for accept in ACCEPTED:
        with subtests.test(accept):
            assert api.get("/albums", headers={"Accept": accept}).status_code == 200


def test_what_accept_rules_out_is_refused(api, refused, subtests):
    for accept in NOT_ACCEPTED:
        with subtests.test(accept):
            problem = refused(api.get("/albums", headers={"Accept": accept}), "not-acceptable")
            assert "application/json" in problem["detail"]


def test_accept_in_two_lines_is_one_list(send):
    lines = ["Accept: application/json", "Accept: text/html"]
    assert send("GET /api/v1/albums", *lines).status_code == 200
    assert send("GET /api/v1/albums", *reversed(lines)).status_code == 200


def test_nothing_is_done_for_a_client_that_does_not_take_the_answer(api, refused):
    refused(
        api.post("/albums", json={"name": "Foxes"}, headers={"Accept": "a/b"}), "not-acceptable"
    )
    assert api.get("/albums").json()["items"] == []


# Queries.


def test_a_query_that_is_not_declared_is_refused_and_named(api, refused, subtests):
    for query, place in {
        "limits=1": "/limits",
        "limit=1&offset=2": "/offset",
        "LIMIT=1": "/LIMIT",
        "limit[]=1": "/limit[]",
        "a/b~c=1": "/a~1b~0c",
        "=1": "/",
        "x": "/x",
    }.items():
        with subtests.test(query):
            problem = refused(api.get(f"/albums?{query}"), "invalid-request")
            assert described_by(problem) == {("query", place)}
    refused(api.get("/health?x=1"), "invalid-request")
    refused(api.post("/jobs?x=1", json={"prompt": "fox"}), "invalid-request")


def test_a_limit_is_written_as_json_writes_integers(api, refused, subtests):
    for text in (
        "1_0",
        "%201%20",
        "+1",
        "%2B1",
        "%D9%A1",  # Arabic-Indic one
        "%EF%BC%91",  # fullwidth one
        "1.0",
        "1e1",
        "01",
        "0x1",
        "",
        "0",
        "-1",
        "101",
        "9" * 30,
        "9" * 5000,
        "NaN",
        "true",
        "null",
        "[1]",
        "1,2",
        "%00",
    ):
        with subtests.test(text[:20]):
            problem = refused(api.get(f"/albums?limit={text}"), "invalid-request")
            assert described_by(problem) == {("query", "/limit")}
    assert api.get("/albums?limit=%31").status_code == 200


def test_what_may_be_given_once_is_refused_twice(api, send, refused):
    for query in ("limit=1&limit=1", "limit=1&limit=2"):
        problem = refused(api.get(f"/albums?{query}"), "invalid-request")
        assert described_by(problem) == {("query", "/limit")}
    keys = ["Idempotency-Key: a", "Idempotency-Key: b"]
    body = b'{"prompt": "fox"}'
    more = [f"Content-Length: {len(body)}", "Content-Type: application/json"]
    problem = refused(send("POST /api/v1/jobs", *keys, *more, body=body), "invalid-request")
    assert described_by(problem) == {("header", "/Idempotency-Key")}


def test_states_may_be_repeated_but_not_said_twice_nor_joined(api, refused):
    assert api.get("/jobs?state=queued&state=running").status_code == 200
    for query in ("state=queued&state=queued", "state=queued,running", "state=", "state=Queued"):
        refused(api.get(f"/jobs?{query}"), "invalid-request")


def test_a_query_that_is_not_utf_8_or_badly_escaped_is_refused(send, refused, subtests):
    for query in ("cursor=%FF", "%FF=1", "cursor=%ED%A0%80", "cursor=%", "cursor=%zz", "%zz=1"):
        with subtests.test(query):
            refused(send(f"GET /api/v1/albums?{query}"), "invalid-request")


def test_empty_pieces_of_a_query_say_nothing(api):
    for query in ("", "&", "&&limit=1&", "="):
        assert api.get(f"/albums?{query}").status_code == 200, query


def cursor(*values: object) -> str:
    """Forge a cursor: of these values, or of this text."""
    text = values[0] if len(values) == 1 else json.dumps(values)
    return base64.urlsafe_b64encode(str(text).encode()).decode().rstrip("=")


def test_a_cursor_that_no_list_gave_is_refused(api, refused, subtests):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    for name, (path, text) in {
        "no base 64": ("/albums", "A"),
        "no JSON": ("/albums", cursor("fox")),
        "no list": ("/albums", cursor("{}")),
        "an empty list": ("/albums", cursor("[]")),
        "a number": ("/albums", cursor("7")),
        "another list's": ("/albums", cursor("jobs", NOWHERE)),
        "too long a key": ("/albums", cursor("albums", "a", "b")),
        "a key of another type": ("/albums", cursor("albums", 7)),
        "null": ("/albums", cursor("albums", None)),
        "deep": ("/albums", cursor("[" * 70)),
        "NaN": ("/albums", cursor('["albums", NaN]')),
        "true for one": (f"/albums/{album}/images", cursor("album_images", True, "img")),
    }.items():
        with subtests.test(name):
            problem = refused(api.get(f"{path}?cursor={text}"), "invalid-request")
            assert described_by(problem) == {("query", "/cursor")}


@pytest.mark.parametrize(
    "forged", [("album_images", 10**30, "img"), ('["album_images", 1, "\\ud800"]',)]
)
def test_a_cursor_that_no_database_can_compare_is_refused(api, refused, forged):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    refused(api.get(f"/albums/{album}/images?cursor={cursor(*forged)}"), "invalid-request")


# Paths and methods.


def test_a_path_that_the_contract_does_not_have_is_not_found(api, send, refused, subtests):
    for path in (
        "",
        "/",
        "/nothing",
        "/albums/",
        "//albums",
        "/albums//",
        "/Albums",
        f"/jobs/{NOWHERE}/",
        f"/jobs/{NOWHERE}/cancel/",
        "/health/",
        "/albums/../albums",
        "/%61lbums/",
        "/albums%2F",
        "/albums;v=1",
        "/albums%00",
        "/a b".replace(" ", "%20"),
        "/%FF%FE",
        "/%E2%82%AC",
        "/%0d%0aX-Evil:%20yes",
        '/"<script>',
        "/" + "a" * 4000,
    ):
        with subtests.test(path[:40]):
            answer = send(f"GET /api/v1{path}")
            refused(answer, "not-found")
            assert "location" not in answer.headers


def test_escapes_of_plain_letters_in_a_path_mean_the_letters(send):
    assert send("GET /api/v1/%61lbums").status_code == 200


def test_an_id_that_cannot_be_one_is_not_found(api, send, refused, subtests):
    for template in ("/jobs/{}", "/albums/{}", "/images/{}", "/images/{}/file"):
        for each in (
            "..",
            "%2e%2e",
            "%2E%2E%2Fetc%2Fpasswd",
            "..%2f..%2fetc%2fpasswd",
            "..%5c..%5cwindows",
            "%00",
            "a%20b",
            "%F0%9F%A6%8A",
            "%FF",
            "'%20OR%201=1--",
            "{job_id}",
            NOWHERE.upper(),
            NOWHERE + "0",
            NOWHERE + "%0A",
            "img_" + "i" * 26,
            "0",
            "-",
            "null",
        ):
            with subtests.test(template.format(each)):
                refused(send(f"GET /api/v1{template.format(each)}"), "not-found")


EXAMPLES = {
    parameter["name"]: parameter["example"]
    for parameter in bundle()["components"]["parameters"].values()
    if parameter["in"] == "path"
}
METHODS = {
    template: {method.upper() for method in item} | ({"HEAD"} if "get" in item else set())
    for template, item in bundle()["paths"].items()
}


@pytest.mark.parametrize(
    "method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
)
def test_a_method_that_a_path_lacks_is_refused_with_all_that_it_has(api, send, refused, method):
    for template, allowed in METHODS.items():
        if method in allowed:
            continue
        answer = send(f"{method} /api/v1{template.format(**EXAMPLES)}", token=False)
        assert answer.status_code == 405
        assert set(answer.headers["allow"].split(", ")) == allowed
        if method == "HEAD":
            assert answer.content == b""
        else:
            refused(answer, "method-not-allowed")


def test_head_answers_like_get_without_the_body(api, send, subtests):
    image = api.picture()["id"]
    for path in ("/albums", "/health", f"/images/{image}", f"/images/{image}/file", "/nothing"):
        with subtests.test(path):
            get, head = api.get(path), api.head(path)
            assert (head.status_code, head.content) == (get.status_code, b"")
            same = {"content-type", "content-length", "etag", "cache-control"}
            assert {k: v for k, v in head.headers.items() if k in same} == {
                k: v for k, v in get.headers.items() if k in same
            }


# What must not come back, and what must.


def test_a_secret_in_a_request_that_is_refused_does_not_come_back(api, caplog, subtests):
    caplog.set_level("DEBUG", logger="spolvero")
    shapes = [
        CANARY,
        [CANARY],
        {"token": [CANARY]},
        {"token": {"a": CANARY}},
        {"token": f"{CANARY} "},
        {"token": CANARY, "link": CANARY},
        {"token": CANARY, "more": CANARY},
        {"tokn": CANARY},
        {"link": f"\n{CANARY}"},
        {"link": CANARY * 20},
        {CANARY: 1},
        {"token": CANARY},
        {"link": CANARY},
    ]
    for shape in shapes:
        with subtests.test(json.dumps(shape)[:60]):
            answer = api.public.post("/session", json=shape)
            assert answer.status_code in (400, 401)
            assert CANARY not in answer.text + str(answer.headers)
    half = b'{"token": "%s", "token": "%s"}' % (CANARY.encode(), CANARY.encode())
    for body in (half, half[:30], CANARY.encode()):
        answer = api.public.post("/session", content=body, headers=JSON)
        assert answer.status_code == 400
        assert CANARY not in answer.text
    for headers in (
        {"Authorization": f"Bearer {CANARY}"},
        {"Authorization": f"Basic {CANARY}"},
        {"Cookie": f"__Host-spolvero_session={CANARY}"},
        {"If-Match": f"{CANARY}"},
        {"Idempotency-Key": f"{CANARY} {CANARY}"},
    ):
        for method, path in (("GET", "/jobs"), ("PATCH", f"/albums/alb_{'0' * 26}")):
            answer = httpx.request(method, f"{api.base_url}{path[1:]}", headers=headers, json={})
            assert answer.status_code in (400, 401)
            assert CANARY not in answer.text + str(answer.headers)
    assert CANARY not in caplog.text


def test_odd_headers_are_nobodys_credentials(api, refused, subtests):
    for headers in (
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": b"Bearer \xff\xfe"},
        {"Authorization": "Bearer " + "a" * 10_000},
        {"Authorization": "Token abc"},
        {"Authorization": "bearer nobody"},
        {"Cookie": "__Host-spolvero_session="},
        {"Cookie": "__Host-spolvero_session"},
        {"Cookie": '__Host-spolvero_session="'},
        {"Cookie": b"__Host-spolvero_session=\xff"},
        {"Cookie": "__Host-spolvero_session=" + "a" * 10_000},
        {"Cookie": ";;;=;=a;[]"},
    ):
        with subtests.test(str(headers)[:60]):
            answer = api.public.get("/jobs", headers=headers)
            refused(answer, "unauthenticated")
            assert answer.headers["www-authenticate"] == 'Bearer realm="spolvero"'


def test_the_path_in_a_problem_is_a_uri_reference_whatever_was_asked(send, refused):
    problem = refused(send('GET /api/v1/a%20b%0A"%C3%A9"'), "not-found")
    assert problem["instance"] == "/api/v1/a%20b%0A%22%C3%A9%22"


def test_a_request_cannot_write_a_line_into_the_log(send, monkeypatch, caplog):
    lines = queue.SimpleQueue()  # the line is written after the answer has left, so wait for it
    access = logging.getLogger("spolvero.access")
    monkeypatch.setattr(access, "handlers", [logging.handlers.QueueHandler(lines)])
    caplog.set_level("INFO", logger="spolvero.access")
    send("GET /api/v1/jobs%0A2026-11-23%20INFO%20all%20is%20well")
    assert "\n" not in lines.get(timeout=10).getMessage()


# Trace ids.

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
SPAN = "00f067aa0ba902b7"


def test_a_w3c_traceparent_is_taken_over(api, refused):
    for parent in (
        f"00-{TRACE}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-00",
        f"cc-{TRACE}-{SPAN}-01-what-the-future-adds",
    ):
        answer = api.get("/nothing", headers={"traceparent": parent})
        assert refused(answer, "not-found")["trace_id"] == TRACE, parent
        assert api.get("/health", headers={"traceparent": parent}).headers["x-trace-id"] == TRACE


def test_a_bad_traceparent_is_not_taken_over(api, send, subtests):
    for parent in (
        "",
        TRACE,
        f"00-{'0' * 32}-{SPAN}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"ff-{TRACE}-{SPAN}-01",
        f"00-{TRACE}-{SPAN}-01-more",
        f"00-{TRACE}-{SPAN}",
        f"00-{TRACE}-{SPAN}-1",
        f"00-{TRACE.upper()}-{SPAN}-01",
        f"00-{TRACE[1:]}-{SPAN}-01",
        f"00-{TRACE}0-{SPAN}-01",
        f"cc-{TRACE}-{SPAN}-01more",
        f"00-{TRACE}-{SPAN}-01\xff",
        f"00-{TRACE}-{SPAN}-01, 00-{TRACE}-{SPAN}-01",
    ):
        with subtests.test(parent):
            answer = send("GET /api/v1/health", f"traceparent: {parent}")
            assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-trace-id"])
            assert answer.headers["x-trace-id"] != TRACE
    twice = [f"traceparent: 00-{TRACE}-{SPAN}-01"] * 2
    assert send("GET /api/v1/health", *twice).headers["x-trace-id"] != TRACE


def test_every_answer_has_a_trace_id_of_its_own(api):
    paths = ["/health", "/albums", "/nothing", "/jobs?x=1", "/albums?limit=1"] * 3
    assert len({api.get(path).headers["x-trace-id"] for path in paths}) == len(paths)
