"""What `curl` is told to send is what was sent, as a shell reads it."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Any

import pytest

from codegen.verify.curl import curl, script, variables
from codegen.verify.exchange import NOBODY, Exchange, Identity, Reply, Request

URL = "http://127.0.0.1:9/v1/pots"
JSON = {"Content-Type": "application/json"}
ALICE = Identity("alice", {"X-Key": "s3cret"})


def asked(method: str = "POST", url: str = URL, body: bytes | None = None, **more: Any) -> Request:
    return Request("it", method, url, body=body, **{"headers": {}, **more})


def shell(spoof: str, command: str, **environment: str) -> bytes:
    """What a shell does with a command whose `curl` is another."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    done = subprocess.run(
        [bash, "-c", f"curl() {{ {spoof}; }}\n{command}"],
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout


def read(command: str, **environment: str) -> list[bytes]:
    """The words that curl gets."""
    return shell("printf '%s\\0' \"$@\"", command, **environment).split(b"\0")


@pytest.mark.parametrize(
    "body",
    [
        b'{"name": "jug"}',
        '{"name": "it\'s a \\"džbán\\" 馬 & $HOME `x` !"}'.encode(),
        b"a\nb\tc\r\n'\\",
        b"\xff\xfe\x01binary",
        b"@file",
        b"",
    ],
)
def test_a_body_arrives_byte_by_byte(body):
    words = read(curl(asked(body=body, headers=JSON)))
    assert words[words.index(b"--data-raw") + 1] == body


def test_a_body_with_a_nul_is_piped():
    body = b"\x89PNG\r\n\x00\x01%d'\\"
    command = curl(asked(body=body, headers={"Content-Type": "image/png"}))
    assert shell("cat", command) == body
    assert command.endswith("--data-binary @-")


def test_method_url_and_headers_are_those_that_were_sent():
    sent = asked("DELETE", URL + "/a%20b?q[x]=1", headers={"If-Match": '"a b"', "X-Empty": ""})
    words = read(curl(sent))
    assert words[:3] == [b"-i", b"-X", b"DELETE"]
    assert b"-g" in words
    assert (URL + "/a%20b?q[x]=1").encode() in words
    assert b'If-Match: "a b"' in words
    assert b"X-Empty;" in words
    assert curl(asked("HEAD")).startswith("curl -I ")
    assert "--path-as-is" in curl(asked("GET", URL + "/../x"))
    assert curl(asked("GET")) == f"curl -i {URL}"


def test_curl_adds_no_media_type_of_its_own():
    assert b"Content-Type:" in read(curl(asked(body=b"x")))


def test_secrets_are_variables():
    sent = asked("GET", headers={"X-Key": "s3cret"}, identity=ALICE)
    command = curl(sent)
    assert "s3cret" not in command
    assert b"X-Key: s3cret" in read(command, ALICE="s3cret")
    bob = Identity("bob b.", {}, {"sid": "c00kie"}, {"key": "qu3ry"})
    sent = asked("GET", URL + "?a=1&key=qu3ry", headers={"Cookie": "x=1; sid=c00kie"}, identity=bob)
    command = curl(sent)
    assert "c00kie" not in command
    assert "qu3ry" not in command
    words = read(command, BOB_B__SID="c00kie", BOB_B__KEY="qu3ry")
    assert b"Cookie: x=1; sid=c00kie" in words
    assert (URL + "?a=1&key=qu3ry").encode() in words
    exchange = Exchange(sent, Reply(200, {}, b""))
    assert set(variables([exchange])) == {"BOB_B__SID", "BOB_B__KEY"}


def test_each_step_says_which_of_its_values_came_from_where():
    made = Exchange(asked(body=b"{}"), Reply(201, {}, b'{"id": "p-17"}'))
    got = Exchange(asked("GET", URL + "/p-17", identity=NOBODY), Reply(200, {}, b"{}"))
    lines = script([made, got])
    assert lines[0] == "# 1. answered 201"
    assert lines[2] == "# 2. p-17 from step 1; answered 200"
    assert lines[3] == got.curl()
