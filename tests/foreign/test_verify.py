"""`spolvero verify` on APIs that nobody tuned it to: it finds their lies, and nothing else."""

import re
import shlex

import httpx
import pytest

from tests.foreign.apis import APIS
from tests.foreign.drift import CLASSES
from tests.foreign.score import run
from tests.foreign.serving import serving

LIES = {
    # drift: (API, what is said to be broken, where)
    "task-made-200": ("tasks", "reply.status", "/paths/~1tasks/post/responses"),
    "status-drifts": ("tasks", "reply.schema", "/components/schemas/TaskStatus/enum"),
    "task-as-html": ("tasks", "reply.media_type", "/components/pathItems/Task/get/responses/200"),
    "location-missing": ("tasks", "reply.header", "/paths/~1tasks/post/responses/201/headers"),
    "title-101": (
        "tasks",
        "request.accepted",
        "/components/schemas/TaskCreate/properties/title/maxLength",
    ),
    "limit-100-refused": (
        "tasks",
        "request.refused",
        "/paths/~1tasks/get/parameters/0/schema/maximum",
    ),
    "crash-on-odd-id": ("tasks", "crash", "/components/parameters/task_id/schema"),
    "task-takes-undeclared-method": ("tasks", "", "/components/pathItems/Task"),
    "create-lets-anybody-in": ("tasks", "credentials", "/paths/~1tasks/post"),
    "patch-clobbers": ("tasks", "read_after_write", "/components/pathItems/Task/patch"),
    "status-filter-ignored": ("tasks", "filters", "/paths/~1tasks/get/parameters/2"),
    "task-of-another-read": ("tasks", "hidden", "/components/pathItems/Task/get"),
    "key-ignored": ("tasks", "idempotency_key", "/paths/~1tasks/post/parameters/0"),
    "get-mutates": ("tasks", "safe", "/components/pathItems/Task/get"),
    "reading-opens-issue": ("tracker", "safe", "/paths/~1issues~1{issueId}/get"),
    "if-none-match-ignored": (
        "library",
        "conditional",
        "/paths/~1books~1{book_id}/get/x-laws/conditional",
    ),
    "loans-to-be-kept": ("library", "caching", "/paths/~1loans/get/x-laws/caching"),
    "report-goes-on": ("library", "long_running", "/paths/~1reports/post/x-laws/long_running"),
    "before-without-after": ("library", "dependency", "/paths/~1holds/get/x-laws/dependencies/0"),
    "narrower-span-widens": ("library", "relation", "/paths/~1books/get/x-laws/relations/1"),
    "state-misses-some": ("library", "relation", "/paths/~1loans/get/parameters/2"),
}


def test_every_class_of_lies_is_tried():
    assert {APIS[api].drifts[name].kind for name, (api, _, _) in LIES.items()} == set(CLASSES)


@pytest.mark.parametrize("api", APIS)
def test_an_honest_server_is_not_accused(api):
    seen = run(api, seed=7)
    assert seen.found == ()
    assert seen.notes == ()


@pytest.mark.parametrize("drift", LIES)
def test_a_lie_is_found_and_the_promise_that_it_breaks_is_named(drift):
    api, rule, where = LIES[drift]
    seen = run(api, drift, narrow=True, kinds=[rule])
    told = [(each.rule, each.where) for each in seen.right]
    assert any(kind.startswith(rule) and place.startswith(where) for kind, place in told), told


def test_the_curl_of_a_finding_shows_it_again():
    (found,) = run("tasks", "title-101", narrow=True).right
    words = shlex.split(found.curl[-1])
    secret = APIS["tasks"].identities["eve"]["Authorization"]
    headers = dict(
        re.sub(r"\$\{?EVE\b\}?", secret, words[at + 1]).split(": ", 1)
        for at, word in enumerate(words)
        if word == "-H"
    )
    path = httpx.URL(next(word for word in words if word.startswith("http"))).path
    body = words[words.index("--data-raw") + 1].encode()
    answers = []
    for lie in ("title-101", None):
        with serving(APIS["tasks"].application(lie)) as origin:
            answers.append(httpx.post(origin + path, headers=headers, content=body).status_code)
    assert answers == [201, 422]
