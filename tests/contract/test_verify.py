"""`spolvero verify` on a studio of our own: nothing is found, until somebody plants a drift."""

import json
import os
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest

import codegen.verify.checks  # noqa: F401  (each registers itself)
from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.own import Own
from codegen.verify.report import Report, written
from codegen.verify.run import verify
from codegen.verify.transport import Http
from codegen.verify.trial import LAW_CHECKS
from domain import gallery
from handlers.app import bundle
from handlers.own_studio import own_studio

SEED = 1


@pytest.fixture(scope="module")
def own() -> Iterator[Own]:
    with own_studio() as studio:
        yield Own(bundle(), "openapi", studio.url, studio.tokens, studio.cookies)


def report_on(own: Own, **more: Any) -> Report:
    spec = Spec(own.document, own.name)
    laws, faults = read_laws(spec)
    assert not faults
    http = Http()
    try:
        return verify(spec, laws, http, own.identities, base=own.url, seed=SEED, examples=1, **more)
    finally:
        http.close()


OF_OURS = {law.kind for law in read_laws(Spec(bundle(), "openapi"))[0].laws}
LAWS = sorted({kind.kind for kind in LAW_CHECKS} & OF_OURS)
"""What is checked besides takes minutes (`make verify`), and is the fuzzer's here."""


@pytest.mark.parametrize("law", LAWS)
def test_every_law_of_the_contract_is_kept(own, law):
    report = report_on(own, kinds=[law])
    assert not report.findings, written(report, "terminal")
    assert not report.notes
    assert report.ran


def carried_out(curl: str, own: Own) -> bytes:
    """What a shell shows that is told the tokens."""
    names = {each.variable: each.headers["Authorization"] for each in own.identities}
    command = ["sh", "-c", curl.replace("curl -i", "curl -s", 1)]
    return subprocess.run(command, env=os.environ | names, capture_output=True, check=True).stdout


def test_a_forgotten_filter_is_told_with_its_law_and_a_curl_that_shows_it(own, monkeypatch):
    as_it_is = gallery.albums

    def forgetful(*arguments: Any, **asked: Any) -> Any:
        return as_it_is(*arguments, **{**asked, "visibility": None})

    monkeypatch.setattr(gallery, "albums", forgetful)
    report = report_on(own, operations=["list_albums"], kinds=["filters"])
    finding = next(each for each in report.findings if each.rule == "filters")
    assert finding.operation == "list_albums"
    assert "/paths/~1albums/get" in finding.where
    wanted = finding.exchanges[-1].request.parameters["visibility"]
    items = json.loads([carried_out(each.curl(), own) for each in finding.exchanges][-1])["items"]
    assert {item["visibility"] for item in items} - {wanted}
