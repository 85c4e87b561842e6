"""Does the running studio do what the contract says? Schemathesis asks, for every operation.

Its requests are drawn from the contract: the examples, every boundary, and as many random ones as
SPOLVERO_FUZZ_EXAMPLES says (`make fuzz` raises it), with every check that it has. The seed is
fixed, so that what is red once is red again. What a random request cannot know, `tell` adds; what
it may be answered beyond success stands in MAY_ALSO_GET. Nothing else is let pass.
"""

import contextlib
import itertools
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis.errors import FlakyStrategyDefinition
from hypothesis.stateful import run_state_machine_as_test
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation

from codegen.verify.exchange import Reply, Request
from codegen.verify.generator import Generator, bounded
from codegen.verify.transport import Http
from domain.vocabulary import IMPORT_SOURCE_NAME_MAX_LENGTH
from handlers.app import bundle
from handlers.contract import operations

EXAMPLES = int(os.environ.get("SPOLVERO_FUZZ_EXAMPLES", "8"))

ACCEPTED = ["2xx", "3xx", "401", "403", "404", "409", "429"]  # Schemathesis' own list, without 5xx
MAY_ALSO_GET = {
    # operation: (statuses, why a request that fits its schema may get them)
    "queue_job": (["422"], "a random album does not exist"),
    "create_batch_template": (["422"], "random rows and placeholders fit no random columns"),
    "update_batch_template": (["412", "422"], "so do they; a random `If-Match` names no state"),
    "delete_batch_template": (["412"], "a random `If-Match` names no state"),
    "replace_template_rows": (["412", "422"], "random rows fit no columns; nor does `If-Match`"),
    "preview_batch": (["422"], "a random row does not exist"),
    "start_batch": (["422"], "a random template or row does not exist"),
    "upload_image": (["400", "422"], "random bytes are no picture, or none at all"),
    "update_album": (["412", "422"], "a random `If-Match` names no state, a random cover no image"),
    "reorder_album": (["412", "422"], "a random `If-Match` names no state, random ids no images"),
    "add_album_images": (["422"], "a random album to move from does not exist"),
    "add_image_label": (["422"], "a tag may be too long, a confidence may lack its model"),
    "update_image_label": (["422"], "a tag may be too long, a person's label has no confidence"),
    "set_password": (["422"], "a random password may be too easy"),
    "create_invitation": (["422"], "a random user does not exist"),
    "delete_album": (["412"], "a random `If-Match` names no state"),
    "update_image": (["412"], "a random `If-Match` names no state"),
    "delete_image": (["412"], "a random `If-Match` names no state"),
    "submit_bug_report": (["413"], "a random section may be nested too deep"),
    "update_bug_report": (["412", "422"], "`If-Match` names no state, `duplicate_of` no report"),
    "delete_bug_report": (["412"], "a random `If-Match` names no state"),
    "add_bug_report_screenshot": (["400", "422"], "random bytes are no picture, or none at all"),
    "purge_bug_reports": (["422"], "a random `as_of` may be to come"),
    "create_token": (["422"], "a random end may be past, and nobody has more than so many tokens"),
    "plan_import": (["422"], "a random source does not exist, nor does a random time zone"),
    "reconcile_imports": (["422"], "a random source does not exist"),
    "mend_import_discrepancies": (["422"], "some kinds only a person can mend"),
    "get_image_file": (["416"], "a random `Range` may begin beyond the end"),
}

CONFIG = {
    "seed": 1,
    "generation": {"deterministic": True, "max-examples": EXAMPLES, "database": "none"},
    "checks": {
        # `max_response_time` stays off, the only check that does: no test asserts a time.
        "positive_data_acceptance": {"expected-statuses": ACCEPTED},
    },
    "operations": [
        {
            "include-operation-id": operation_id,
            "checks": {"positive_data_acceptance": {"expected-statuses": [*ACCEPTED, *statuses]}},
        }
        for operation_id, (statuses, _) in MAY_ALSO_GET.items()
    ],
}
OPERATIONS = operations(bundle())


def in_its_words(document: dict[str, Any]) -> dict[str, Any]:
    """Say of each stream of events what Schemathesis takes its schema for: that of one event."""
    for item in document["paths"].values():
        for operation in item.values():
            for reply in operation.get("responses", {}).values():
                media = reply.get("content", {}).get("text/event-stream")
                if media is not None:
                    name = {"enum": [*media["x-event-schemas"]]}
                    event_id = {"$ref": "#/components/schemas/EventId"}
                    media["schema"] = {
                        "type": "object",
                        "properties": {"id": event_id, "event": name, "data": {"type": "string"}},
                        "required": ["id", "event", "data"],
                    }
    return document


@cache
def contract() -> dict[str, Any]:
    return in_its_words(bounded(bundle()))


@cache
def workflows() -> Any:
    config = SchemathesisConfig.from_dict(CONFIG)
    return schemathesis.openapi.from_dict(contract(), config=config)


NOUNS = {
    # parameter or property: (the list that has such ids, the schema of one)
    "job_id": ("jobs", "JobId"),
    "album_id": ("albums", "AlbumId"),
    "image_id": ("images", "ImageId"),
    "template_id": ("batch-templates", "BatchTemplateId"),
    "batch_id": ("batches", "BatchId"),
    "report_id": ("bug-reports", "BugReportId"),
    "import_id": ("imports", "ImportId"),
}
PATTERNS = {
    name: bundle()["components"]["schemas"][schema]["pattern"]
    for name, (_, schema) in NOUNS.items()
}
SOURCE = bundle()["components"]["schemas"]["ImportSourceName"]["pattern"]
HASH = bundle()["components"]["schemas"]["ImportApply"]["properties"]["plan_hash"]["pattern"]
ENTITY_TAGS = bundle()["components"]["schemas"]["EntityTagList"]["pattern"]
EVENT_ID = bundle()["components"]["schemas"]["EventId"]["pattern"]
FORGOTTEN = {
    # Schemathesis 4.32 forgets the pattern of these at the boundaries of other parameters.
    "If-Match": (ENTITY_TAGS, '"0"'),
    "If-None-Match": (ENTITY_TAGS, '"0"'),
    "Last-Event-ID": (EVENT_ID, "0.1"),
}
UNKNOWN_HEADER = "x-schemathesis-unknown-property"
turn = itertools.count()


@pytest.fixture(scope="package")
def http() -> Iterator[Http]:
    http = Http()
    yield http
    http.close()


@pytest.fixture(scope="package")
def asking() -> Iterator[requests.Session]:
    """A connection that is kept, and keeps no cookies: each request brings its own proof."""
    with requests.Session() as session:
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        yield session


def credentials(operation: Mapping[str, Any], live: Any) -> dict[str, str]:
    """The admin's token; a session of its own for what only a session can."""
    if operation.get("security") != [{"session": []}]:
        return {"Authorization": f"Bearer {live.token}"}
    signed_in = requests.post(f"{live.url}/session", json={"token": live.token}, timeout=10)
    return {"Cookie": "; ".join(f"{name}={value}" for name, value in signed_in.cookies.items())}


def take_away_drawn_proofs(case: schemathesis.Case) -> None:
    """Leave nothing that is drawn where a proof could be: Schemathesis takes a session that it made
    up for the proof by which a request with a good token was let in."""
    for scheme in bundle()["components"]["securitySchemes"].values():
        drawn = case.cookies if scheme.get("in") == "cookie" else case.headers
        if drawn:
            drawn.pop(scheme.get("name", "Authorization"), None)


def tell(case: schemathesis.Case, live: Any) -> None:
    """Tell a request that is meant to be good what only the running studio knows."""
    if case.meta is None or case.meta.generation.mode.is_negative:
        return
    if case.query and "cursor" in case.query:
        del case.query["cursor"]  # cursors come from answers; none that is made up is good
    if case.headers and "Idempotency-Key" in case.headers:  # good for one request
        case.headers["Idempotency-Key"] = f"{next(turn)}{case.headers['Idempotency-Key']}"[:255]
    if isinstance(case.body, dict) and "token" in case.body:  # only one is good
        case.body["token"] = live.token
    for name, (pattern, good) in FORGOTTEN.items():
        if not re.search(pattern, str((case.headers or {}).get(name, good))):
            case.headers[name] = good


def name_what_exists(case: schemathesis.Case, live: Any) -> None:
    """Replace ids that are well formed: mostly by those of things, sometimes they stay unknown."""
    number = next(turn)
    if number % 4 == 0 or (case.meta and case.meta.is_negative_at(ParameterLocation.PATH)):
        return
    if case.path.startswith("/imports"):
        name_what_can_be_imported(case, live)
    for place in (case.path_parameters, case.query, case.body):
        for name, (noun, _) in NOUNS.items() if isinstance(place, dict) else ():
            if re.search(PATTERNS[name], str(place.get(name))):
                ids = live.ids(noun)
                place[name] = ids[number % len(ids)]


def name_what_can_be_imported(case: schemathesis.Case, live: Any) -> None:
    """Replace names of sources and hashes of plans that are well formed by those that there are."""
    if isinstance(case.body, dict) and re.search(HASH, str(case.body.get("plan_hash"))):
        import_id, case.body["plan_hash"] = live.plan()
        case.path_parameters = {"import_id": import_id}
    for place in (case.query, case.body):
        name = place.get("source") if isinstance(place, dict) else None
        if not isinstance(name, str) or len(name) > IMPORT_SOURCE_NAME_MAX_LENGTH:
            continue  # it is meant to be wrong
        if re.search(SOURCE, name):
            place["source"] = live.source


def counts(case: schemathesis.Case) -> bool:
    """Whether a failure counts: any request may bring headers that nobody knows."""
    return UNKNOWN_HEADER not in (case.headers or {})


# What is asked is thought of in the test itself: at collection, each worker would do it for all.
@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_no_operation_drifts_from_the_contract(operation_id, live, http):
    path, method, operation = OPERATIONS[operation_id]
    accepted = [*ACCEPTED, *MAY_ALSO_GET.get(operation_id, ([], ""))[0]]
    proof = credentials(operation, live)
    asked = []

    def before(case: schemathesis.Case) -> None:
        tell(case, live)
        name_what_exists(case, live)

    def send(request: Request) -> Reply:
        asked.append(request)
        headers = {**request.headers}
        if headers.get("Cookie") == proof.get("Cookie", ""):
            headers |= credentials(operation, live)  # the session before may have been ended
        return http(replace(request, headers=headers))

    generator = Generator(
        contract(),
        live.url,
        send,
        seed=1,
        examples=EXAMPLES,
        wanted={(method.upper(), path)},
        before=before,
        config={
            "headers": proof,
            "checks": {"positive_data_acceptance": {"expected-statuses": accepted}},
        },
        counts=counts,
    )
    for phase in ("examples", "coverage", "fuzzing"):
        assert [why for _, why in generator.run(phase) if why] == []
    generator.close()
    assert generator.failures == []
    assert asked


SEQUENCES = 5
"""How many sequences share one seed; their number as a whole grows with EXAMPLES."""


@pytest.mark.parametrize("seed", range(max(EXAMPLES // (2 * SEQUENCES), 1)))
def test_no_sequence_of_operations_drifts_from_the_contract(seed, live, asking):
    asked: list[schemathesis.Case] = []
    drifted: list[Exception] = []

    class Workflow(workflows().as_state_machine()):
        def get_call_kwargs(self, case: schemathesis.Case) -> dict[str, Any]:
            asked.append(case)
            take_away_drawn_proofs(case)
            tell(case, live)
            headers = credentials(case.operation.definition.raw, live)
            return {"base_url": live.url, "session": asking, "headers": headers}

        def validate_response(self, *answer: Any, **more: Any) -> None:
            try:
                super().validate_response(*answer, **more)
            except Exception as drift:
                drifted.append(drift)
                raise

    # Sequences are drawn from what the studio answers, and a living studio may answer otherwise
    # the second time: then Hypothesis cannot go on from what it has learnt, and this seed is done.
    with contextlib.suppress(FlakyStrategyDefinition):
        run_state_machine_as_test(
            hypothesis.seed(seed)(Workflow),
            settings=settings(
                max_examples=SEQUENCES,
                stateful_step_count=6,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    assert asked
    assert drifted == []
