"""`spolvero verify` as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codegen.asked import WronglyAsked
from codegen.spec import Spec
from codegen.verify.asked import identities
from codegen.verify.main import main
from tests.codegen.pottery import DOCUMENT, Pottery
from tests.foreign.serving import serving


@pytest.fixture
def document(tmp_path: Path) -> str:
    found = tmp_path / "pottery.json"
    found.write_text(json.dumps(DOCUMENT))
    return str(found)


QUICK = ("--no-fuzz", "--law", "conforms", "--identity", "potter=X-Key: clay")


def test_nothing_found_is_0_and_something_is_1(document, capsys):
    with serving(Pottery().application()) as origin:
        assert main([document, "--url", origin, *QUICK]) == 0
    with serving(Pottery(["height-as-text"]).application()) as origin:
        assert main([document, "--url", f"{origin}/v1", *QUICK]) == 1
    said = capsys.readouterr().out
    assert "/components/schemas/Pot/properties/height/type" in said
    assert "curl -i -X POST" in said
    assert "clay" not in said
    assert "POTTER" in said


def test_one_operation_is_enough(document, capsys):
    pottery = Pottery()
    with serving(pottery.application()) as origin:
        one = ("--operation", "list_pots")
        assert main([document, "--url", f"{origin}/v1", *QUICK, *one]) == 0
    assert {*pottery.asked} == {"GET /pots"}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--url", "http://127.0.0.1:9", "--operation", "none"], "no such operation"),
        (["--url", "ftp://x"], "is no URL of HTTP"),
        ([], "say where the API is: --url URL"),
        (["--url", "http://127.0.0.1:9", "--identity", "ann"], "--identity is NAME="),
        (["--url", "http://127.0.0.1:9", "--identity", "ann=env:NO_SUCH_ONE"], "is not set"),
        (["--url", "http://127.0.0.1:9", "--identity", "ann=@/no/such"], "cannot be read"),
        (["--url", "http://127.0.0.1:9", "--header", "X"], "'Name: value'"),
        (["--no-fuzz", "--only-fuzz"], "leave nothing to do"),
        (["--seed", "x"], "invalid int value"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_2_and_one_sentence(document, capsys, more, why):
    assert main([document, *more]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert why in said.err
    assert len(said.err.strip().splitlines()) <= 2


def test_a_document_that_cannot_be_read_is_2(tmp_path, capsys):
    assert main([str(tmp_path / "none.yaml"), "--url", "http://127.0.0.1:9"]) == 2
    assert "none.yaml" in capsys.readouterr().err


def test_nobody_listening_is_2(document, capsys):
    assert main([document, "--url", "http://127.0.0.1:9/v1", *QUICK]) == 2
    assert "nothing listens at http://127.0.0.1:9" in capsys.readouterr().err


def test_identities_are_headers_cookies_queries_files_and_variables(tmp_path, monkeypatch):
    (tmp_path / "bob").write_text("Authorization: Basic abc\ncookie: sid=1\n")
    monkeypatch.setenv("CAT", "query: key=k=1")
    spec = Spec(DOCUMENT)
    ann, bob, cat, dan = identities(
        ["ann=X-Key: a: b", f"bob=@{tmp_path}/bob", "cat=env:CAT", "dan=mere-secret"], spec
    )
    assert ann.headers == {"X-Key": "a: b"}
    assert (bob.headers, bob.cookies) == ({"Authorization": "Basic abc"}, {"sid": "1"})
    assert cat.query == {"key": "k=1"}
    assert dan.headers == {"X-Key": "mere-secret"}
    with pytest.raises(WronglyAsked) as told:
        identities(["eve=cookie: sid-without-value"], spec)
    assert "sid-without-value" not in str(told.value)
