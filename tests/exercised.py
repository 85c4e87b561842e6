"""Which answers of the contract did the tests see? Operation x status x media type.

Whatever any test's studio answers in its process, any worker's, is counted where it leaves. After a whole run
(`make test`) every declared answer has been seen, or stands in REASONS; docs/reference/coverage.md
says so, and is written anew by a whole run under SPOLVERO_WRITE_COVERAGE=1.
"""

import functools
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

REASONS: Mapping[tuple[str, str], str] = {}
"""(operation, status) that no test has in its own process: why not."""

seen: set[str] = set()
"""What has been answered in this process: `get_album 200 application/json`."""


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
        "test of `make test`, which fails otherwise, or has a reason here. Written by a whole run",
        "under `SPOLVERO_WRITE_COVERAGE=1`.",
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
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                count(contract, scope, message)
            await send(message)

        counts = scope["type"] == "http" and contract.bundle is bundle()
        await answer(contract, scope, receive, sent if counts else send)

    return answer_and_count


def count(contract: Contract, scope: Scope, head: Message) -> None:
    """Note an answer; 405 is one of every operation of its path."""
    found = contract.routes.find(scope["path"])
    if found is None:
        return
    on = found[0].operations
    asked = [on[scope["method"]]] if scope["method"] in on else [*on.values()]
    headers = dict(head["headers"])
    media_type = headers.get(b"content-type", NO_BODY.encode()).decode().partition(";")[0]
    seen.update(f"{each.id} {head['status']} {media_type}" for each in asked)


Contract.__call__ = watched(Contract.__call__)  # type: ignore[method-assign]


# How workers tell


def is_whole(config: pytest.Config) -> bool:
    """Whether this run is of all tests."""
    options = config.option
    chosen = options.keyword or options.markexpr or options.lf or options.deselect
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not chosen


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: Any) -> None:
    """Take over what a worker has seen."""
    seen.update(getattr(node, "workeroutput", {}).get("exercised", ()))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell the controller; the controller judges a whole run that went well."""
    config = session.config
    if hasattr(config, "workeroutput"):
        config.workeroutput["exercised"] = sorted(seen)
        return
    if into := os.environ.get("SPOLVERO_EXERCISED"):
        Path(into).write_text("\n".join(sorted(seen)) + "\n")
    if session.exitstatus != pytest.ExitCode.OK or not is_whole(config):
        return
    missing = gaps(seen)
    if not missing and os.environ.get("SPOLVERO_WRITE_COVERAGE"):
        PAGE.write_text(page())
    for each in missing:
        print(f"\nno test has seen {each}; test it, or say why not in tests/exercised.py", end="")
    if missing:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
