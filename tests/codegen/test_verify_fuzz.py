"""Schemathesis' requests, our judgement: nothing on an honest server, each lie in its place."""

from dataclasses import dataclass
from typing import Any

import pytest

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.base import base_url
from codegen.verify.exchange import Identity, Reply, Request
from codegen.verify.fuzz import Fuzzed, fuzz
from codegen.verify.transport import Http
from codegen.verify.world import World
from tests.foreign.apis import APIS
from tests.foreign.serving import serving


@dataclass
class Heard:
    """A transport that remembers."""

    http: Http
    sent: list[tuple[Request, Reply]]

    def __call__(self, request: Request) -> Reply:
        reply = self.http(request)
        self.sent.append((request, reply))
        return reply


def fuzzed(drift: str | None = None, **more: Any) -> tuple[Fuzzed, Heard]:
    foreign = APIS["tasks"]
    spec = Spec.open(foreign.contract)
    who = tuple(Identity(name, headers) for name, headers in foreign.identities.items())
    heard = Heard(Http(), [])
    with serving(foreign.application(drift)) as url:
        laws, _ = read_laws(spec)
        world = World(spec, laws, heard, base_url(spec, url, heard, who[0]), who, 1)
        found = fuzz(world, seed=1, examples=5, **more)
        heard.http.close()
    return found, heard


def test_an_honest_server_is_asked_about_everything_and_nothing_is_found():
    found, _ = fuzzed()
    assert found.findings == []
    spec = Spec.open(APIS["tasks"].contract)
    assert found.asked.keys() | found.could_not.keys() == spec.operations.keys()
    assert min(found.asked.values()) > 1


@pytest.mark.parametrize(
    ("drift", "operation", "rule", "where"),
    [
        ("location-missing", "tasks.create", "reply.header", "/headers/Location"),
        ("task-as-html", "tasks.get", "reply.media_type", "/content"),
        ("title-101", "tasks.create", "request.accepted", "/title/maxLength"),
        ("limit-101", "tasks.list", "request.accepted", "/schema/maximum"),
    ],
)
def test_a_lie_is_found_at_its_place_with_a_request_that_shows_it_again(
    drift, operation, rule, where
):
    found, heard = fuzzed(drift, operations=[operation], phases=["examples", "coverage"])
    assert [(each.rule, each.operation) for each in found.findings] == [(rule, operation)]
    assert found.findings[0].where.endswith(where)
    assert found.findings[0].exchanges[0].request in [request for request, _ in heard.sent]


def test_what_is_known_already_is_not_found_again():
    found, _ = fuzzed("title-101", operations=["tasks.create"], phases=["coverage"])
    again, _ = fuzzed(
        "title-101", operations=["tasks.create"], phases=["coverage"], known=found.findings
    )
    assert len(found.findings) == 1
    assert again.findings == []


def test_the_same_seed_asks_the_same():
    def asked() -> list[str]:
        _, heard = fuzzed(operations=["tasks.list"], phases=["fuzzing"])
        lists = [request for request, _ in heard.sent if request.operation == "tasks.list"]
        return [request.url.partition("?")[2] for request in lists]

    first = asked()
    assert len({*first}) > 3
    assert asked() == first


def test_only_what_the_run_has_made_is_deleted():
    _, heard = fuzzed(operations=["tasks.delete", "tasks.create"])
    made = {
        reply.json["id"] for request, reply in heard.sent if request.method == "POST" and reply.ok
    }
    deleted = [
        request.url.rpartition("/")[2]
        for request, reply in heard.sent
        if request.method == "DELETE" and reply.ok
    ]
    assert deleted
    assert {*deleted} <= {str(each) for each in made}
