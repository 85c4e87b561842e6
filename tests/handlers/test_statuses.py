"""What any operation may be answered when something is wrong, for every one of them."""

import http.client
import json
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from domain.vocabulary import Role
from handlers.app import bundle
from handlers.bridge.executor import Executor
from tests.handlers.test_security import OPERATIONS, Askers, address, security

METHODS = ("GET", "PUT", "POST", "DELETE", "PATCH")
ANY = "x-ignores-other-parameters"


@pytest.fixture
def askers(api: Any, studio: Any) -> Askers:
    return Askers(studio, api.headers["Authorization"].removeprefix("Bearer "))


def declares(status: str) -> list[str]:
    """The operations that declare a status."""
    return [name for name, (_, _, each) in OPERATIONS.items() if status in each["responses"]]


def proof(askers: Askers, operation_id: str) -> dict[str, str]:
    """Headers of somebody who may do it."""
    if any("token" in each for each in security(operation_id)):
        return askers.token(Role.ADMIN)
    return askers.session(Role.ADMIN) if security(operation_id) else {}


def body_of(operation_id: str) -> tuple[str, bytes] | None:
    """The media type of a body, and an example of it; None for an operation without."""
    declared = OPERATIONS[operation_id][2].get("requestBody")
    if declared is None:
        return None
    media_type, media = next(iter(declared["content"].items()))
    schema = media.get("schema", {})
    if media_type != "application/json":
        return media_type, b"something"
    name = schema["$ref"].rpartition("/")[2]
    example = media.get("example", bundle()["components"]["schemas"][name].get("examples", [{}])[0])
    return media_type, json.dumps(example).encode()


def ask(api: Any, operation_id: str, headers: dict[str, str], query: str = "", **more: Any) -> Any:
    """Ask for an operation with a body that fits, of things that nobody has made."""
    method = OPERATIONS[operation_id][1]
    given = body_of(operation_id)
    if given and "content" not in more:
        more["content"] = given[1]
        headers = {"Content-Type": given[0], **headers}
    request = api.public.build_request(
        method, address(operation_id) + query, headers=headers, **more
    )
    answer = api.public.send(request, stream=True)
    if answer.headers.get("content-type") != "text/event-stream":
        answer.read()
    answer.close()
    return answer


def test_a_parameter_that_nobody_knows_is_refused_by_every_operation_that_minds(
    api, askers, refused, subtests
):
    for name in declares("400"):
        if OPERATIONS[name][2].get(ANY):
            continue
        with subtests.test(name):
            refused(ask(api, name, proof(askers, name), "?surplus=1"), "invalid-request")


def test_a_method_that_a_path_lacks_is_refused_there(api, refused, subtests):
    for path, item in bundle()["paths"].items():
        name = next(item[each]["operationId"] for each in item if each.upper() in METHODS)
        missing = next(each for each in METHODS if each.lower() not in item)
        with subtests.test(path):
            answer = api.request(missing, address(name))
            refused(answer, "method-not-allowed")
            assert missing not in answer.headers["allow"].split(", ")


def test_what_no_operation_can_say_is_not_acceptable(api, askers, refused, subtests):
    for name in declares("406"):
        with subtests.test(name):
            headers = {**proof(askers, name), "Accept": "application/x-nothing"}
            refused(ask(api, name, headers), "not-acceptable")


def test_a_body_of_another_media_type_is_refused(api, askers, refused, subtests):
    for name in declares("415"):
        with subtests.test(name):
            headers = {**proof(askers, name), "Content-Type": "application/x-nothing"}
            refused(ask(api, name, headers, content=b"x"), "unsupported-media-type")


def test_a_body_that_says_it_is_endless_is_refused_before_it_comes(api, askers, subtests):
    at = http.client.HTTPConnection(api.base_url.host, api.base_url.port)
    for name in declares("413"):
        with subtests.test(name):
            media_type, _ = body_of(name) or ("", b"")
            at.putrequest(OPERATIONS[name][1].upper(), f"/api/v1/{address(name)}")
            for header, value in {**proof(askers, name), "Content-Type": media_type}.items():
                at.putheader(header, value)
            at.putheader("Content-Length", str(10**12))
            at.endheaders()
            answer = at.getresponse()
            assert answer.status == 413
            assert json.loads(answer.read())["type"].endswith("/payload-too-large")
            at.close()


def test_a_thing_that_nobody_made_is_not_found(api, askers, refused, subtests):
    for name in declares("404"):
        if "{" not in OPERATIONS[name][0] or name in KNOWN_NAMES:
            continue
        with subtests.test(name):
            refused(ask(api, name, proof(askers, name)), "not-found")


KNOWN_NAMES = {
    name
    for name, (path, _, _) in OPERATIONS.items()
    if "{schedule_name}" in path and "{run_id}" not in path
}
"""Operations about what is always there."""


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A studio in which nothing can be done."""

    def fail(*_: Any) -> Any:
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr(Executor, "_prepare", fail)


def test_a_fault_of_the_studio_is_told_as_one_and_explains_nothing(
    api, askers, broken, refused, subtests
):
    for name in declares("500"):
        with subtests.test(name):
            told = refused(ask(api, name, proof(askers, name)), "internal-error")
            assert "wheel" not in str(told)


def test_without_a_database_whoever_brings_a_proof_is_asked_to_come_again(
    api, askers, db, subtests
):
    proofs = {name: proof(askers, name) for name in declares("503") if security(name)}

    def go_away(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        raise OperationalError(statement, parameters, Exception("the server has gone away"))

    event.listen(db, "before_cursor_execute", go_away)
    for name, headers in proofs.items():
        with subtests.test(name):
            answer = ask(api, name, headers)
            assert answer.status_code == 503
            assert int(answer.headers["retry-after"]) > 0
    event.remove(db, "before_cursor_execute", go_away)
