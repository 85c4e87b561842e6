"""Which answers of the contract did the tests see? Operation x status x media type.

Whatever any test's studio answers in its process is counted where it leaves. After a whole run
(`make test`) every declared answer has been seen, or stands in REASONS, or the run has failed:
that is what docs/reference/coverage.md says, which `python -m tests.exercised` writes anew.
"""

import functools
import json
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from handlers.app import bundle
from handlers.contract import Contract, operations

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "coverage.md"
NO_BODY = "no body"

REASONS: Mapping[tuple[str, str], str] = {
    (
        "get_password_status",
        "403",
    ): "whoever is signed in may; reading is safe from afar",
}
"""(operation, status) that no test has in its own process: why not."""

seen: set[str] = set()
"""What has been answered in this process: `get_album 200 application/json`."""

RECORD = os.environ.get("RECORD_REPLIES")
"""The file that a run writes the replies into which tests/contract/recorded.py makes types of."""
LARGEST = 2_000
"""Bytes of a reply that is still worth recording."""
samples: dict[str, str] = {}
"""Of each answer in JSON that has been seen, the longest body up to LARGEST."""


def documented() -> Iterator[str]:
    """Every answer that the contract declares, in its order."""
    for operation_id, (_, _, declared) in operations(bundle()).items():
        for status, answer in declared["responses"].items():
            if "$ref" in answer:
                answer = bundle()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
            for media_type in answer.get("content") or [NO_BODY]:
                yield f"{operation_id} {status} {media_type}"


def gaps(exercised: set[str]) -> list[str]:
    """Give what is declared, was not seen, and has no reason."""
    return [
        each
        for each in documented()
        if each not in exercised and tuple(each.split(" ")[:2]) not in REASONS
    ]


def page() -> str:
    """Write the report of a run that left no gap."""
    every = [each.split(" ", 2) for each in documented()]
    operation_ids = dict.fromkeys(name for name, _, _ in every)
    reasoned = sum((name, status) in REASONS for name, status, _ in every)
    lines = [
        "# What the tests have seen of the contract",
        "",
        "Every answer that the contract declares (operation, status, media type) was given to some",
        "test of `make test`, or has a reason here: a run that leaves a gap fails and names it.",
        "Written by `python -m tests.exercised`.",
        "",
        f"{len(operation_ids)} operations, {len(every)} answers: {len(every) - reasoned} seen, "
        f"{reasoned} with a reason.",
        "",
        "| operation | seen | not seen, and why |",
        "|---|---|---|",
    ]
    for operation_id in operation_ids:
        yes, no = [], []
        for name, status, media_type in every:
            if name != operation_id:
                continue
            why = REASONS.get((name, status))
            short = media_type.removeprefix("application/")
            what = status if short in ("json", "problem+json") else f"{status} ({short})"
            (no if why else yes).append(f"{what}: {why}" if why else what)
        lines.append(f"| `{operation_id}` | {', '.join(yes)} | {'; '.join(no)} |")
    return "\n".join(lines) + "\n"


# Where it is counted

Answer = Callable[[Contract, Scope, Receive, Send], Awaitable[None]]


def watched(answer: Answer) -> Answer:
    """The same, with each answer's head counted when it leaves."""

    @functools.wraps(answer)
    async def answer_and_count(
        contract: Contract, scope: Scope, receive: Receive, send: Send
    ) -> None:
        told: list[str] = []

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                told.extend(count(contract, scope, message))
            elif RECORD and not message.get("more_body"):
                record(told, message.get("body", b""))
            await send(message)

        counts = scope["type"] == "http" and contract.bundle is bundle()
        await answer(contract, scope, receive, sent if counts else send)

    return answer_and_count


def record(told: list[str], body: bytes) -> None:
    """Keep a body if there is no better one."""
    for each in told:
        if each.endswith("json") and len(samples.get(each, "")) < len(body) <= LARGEST:
            samples[each] = body.decode()


def count(contract: Contract, scope: Scope, head: Message) -> list[str]:
    """Note an answer, and say what it is; 405 is one of every operation of its path."""
    found = contract.routes.find(scope["path"])
    if found is None:
        return []
    on = found[0].operations
    asked = [on[scope["method"]]] if scope["method"] in on else [*on.values()]
    headers = dict(head["headers"])
    media_type = headers.get(b"content-type", NO_BODY.encode()).decode().partition(";")[0]
    told = [f"{each.id} {head['status']} {media_type}" for each in asked]
    seen.update(told)
    return told


Contract.__call__ = watched(Contract.__call__)  # type: ignore[method-assign]


# How workers tell


def is_whole(config: pytest.Config) -> bool:
    """Whether this run is of all tests."""
    options = config.option
    # Whoever keeps no cache of failed tests cannot ask for the last ones.
    chosen = options.keyword or options.markexpr or options.deselect or getattr(options, "lf", 0)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    """Take over what a worker has seen."""
    told = getattr(node, "workeroutput", {})
    seen.update(told.get("exercised", ()))
    for each, body in told.get("samples", {}).items():
        record([each], body.encode())


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the controller; the controller judges a whole run that went well."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["exercised"] = sorted(seen)
        config.workeroutput["samples"] = samples
        return
    if RECORD:
        Path(RECORD).write_text(json.dumps(samples))
    if session.exitstatus != pytest.ExitCode.OK or not is_whole(config):
        return
    missing = gaps(seen)
    for each in missing:
        print(f"\nno test has seen {each}; test it, or say why not in tests/exercised.py", end="")
    if missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


if __name__ == "__main__":
    PAGE.write_text(page())
