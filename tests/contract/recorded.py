"""Turns replies of the running studio into the fixtures of the page's contract test.

`RECORD_REPLIES=var/recorded.json make test`, then `python -m tests.contract.recorded
var/recorded.json`. Each reply is written twice into web/src/__tests__: as it was, in `recorded.ts`,
and spoilt in small ways that the contract forbids, in `drifted.ts`, where the type checker has to
refuse it. Only what both a schema and a type can say is spoilt.
"""

import copy
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft202012, Draft202012Validator, Registry

from handlers.app import bundle
from handlers.contract import operations

HOME = Path(__file__).parents[2] / "web" / "src" / "__tests__"
HEAD = """\
// Written by tests/contract/recorded.py from replies of a running studio; do not edit.
import type { Reply } from "./reply";

"""
_REGISTRY = Registry([("urn:bundle", bundle())], draft=Draft202012)


def chosen(samples: dict[str, str]) -> Iterator[tuple[str, str, str, Any]]:
    """Every success, and the first problem of each status: operation, status, media type, body."""
    problems = set()
    for operation_id, (_, _, declared) in operations(bundle()).items():
        for status in declared["responses"]:
            for media_type in ("application/json", "application/problem+json"):
                body = samples.get(f"{operation_id} {status} {media_type}")
                if body is None or (status >= "400" and status in problems):
                    continue
                problems.add(status)
                yield operation_id, status, media_type, json.loads(body)


def validator(operation_id: str, status: str, media_type: str) -> Draft202012Validator:
    """Whatever says whether a body is what the contract has there."""
    path, method, declared = operations(bundle())[operation_id]
    place = f"/paths/{path.replace('/', '~1')}/{method}/responses/{status}"
    if "$ref" in declared["responses"][status]:
        place = declared["responses"][status]["$ref"].removeprefix("#")
    where = f"{place}/content/{media_type.replace('/', '~1')}/schema"
    where = where.replace("{", "%7B").replace("}", "%7D")
    return Draft202012Validator({"$ref": f"urn:bundle#{where}"}, registry=_REGISTRY)


def spoilt(body: Any, fits: Draft202012Validator) -> Iterator[tuple[str, Any]]:
    """The body with one thing wrong: a name for what, and the body; each at most once."""
    done = set()
    for what, changed in _changes(body):
        if what in done or fits.is_valid(changed):
            continue
        errors = {error.kind.name for error in fits.iter_errors(changed)}
        if what == "enum" and not errors & {"enum", "const"}:
            continue
        done.add(what)
        yield what, changed


def _changes(body: Any) -> Iterator[tuple[str, Any]]:
    for path in _places(body):
        *above, last = path
        for what in ("missing", "kind", "enum", "null"):
            changed = copy.deepcopy(body)
            inner = changed
            for step in above:
                inner = inner[step]
            value = inner[last]
            if what == "missing":
                if isinstance(inner, list):
                    continue
                del inner[last]
            elif what == "kind":
                inner[last] = 12.5 if isinstance(value, str) else "twelve"
            elif what == "enum":
                if not isinstance(value, str):
                    continue
                inner[last] = "never-was"
            else:
                inner[last] = None
            yield what, changed


def _places(body: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = body.items() if isinstance(body, dict) else enumerate(body)
    for step, value in steps:
        yield (*at, step)
        if isinstance(value, dict | list):
            yield from _places(value, (*at, step))


def main(source: str) -> None:
    """Write both files."""
    good, bad = [HEAD], [HEAD]
    for operation_id, status, media_type, body in chosen(json.loads(Path(source).read_text())):
        kind = f'Reply<"{operation_id}", {status}, "{media_type}">'
        name = f"{operation_id}_{status}"
        good.append(f"export const {name}: {kind} = {_written(body)};\n")
        for what, changed in spoilt(body, validator(operation_id, status, media_type)):
            bad.append("// @ts-expect-error\n")
            bad.append(f"export const {name}_{what}: {kind} = {_written(changed)};\n")
    HOME.mkdir(exist_ok=True)
    (HOME / "recorded.ts").write_text("".join(good))
    (HOME / "drifted.ts").write_text("".join(bad))


def _written(body: Any) -> str:
    return json.dumps(body, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
