"""A refusal as a person reads it: problems (RFC 9457), and whatever else servers say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from handlers.cli.faults import Fault, status_of
from handlers.cli.options import Option
from handlers.cli.show import printable
from handlers.cli.transport import Answer, Unreachable

MOST_TEXT = 2000


def refusal(answer: Answer, options: Sequence[Option] = ()) -> Fault:
    """Make the fault of an answer that is no success; invalid parts get the option's name."""
    try:
        body = answer.read()
    except Unreachable:
        body = b""
    finally:
        answer.close()
    status = answer.status
    try:
        problem = json.loads(body)
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or not (problem.get("title") or problem.get("detail")):
        text = body[:MOST_TEXT].decode("utf-8", "replace").strip()
        is_text = "html" not in answer.headers.get("content-type", "")
        lines = [
            f"The server answered {status}.",
            *(map(printable, text.splitlines()) if is_text else ()),
        ]
    else:
        lines = list(_lines(problem, status, options))
    if answer.headers.get("retry-after", "").isdecimal():
        lines.append(f"  try again in {answer.headers['retry-after']} s")
    if status == 401:
        lines.append("  sign in with `spolvero login`, or set SPOLVERO_TOKEN")
    trace = (problem.get("trace_id") if isinstance(problem, dict) else None) or answer.headers.get(
        "x-trace-id"
    )
    if isinstance(trace, str):
        lines.append(f"  trace: {printable(trace)}")
    return Fault(status_of(status), *lines)


def _lines(problem: dict[str, Any], status: int, options: Sequence[Option]) -> Iterator[str]:
    title, detail = problem.get("title"), problem.get("detail")
    said = printable(str(title or f"The server answered {status}"))
    yield f"{said} ({status})" + (f": {printable(str(detail))}" if detail else "")
    flags = {each.key: each.flag for each in options}
    errors = problem.get("errors")
    for each in errors if isinstance(errors, list) else ():
        if isinstance(each, dict):
            yield f"  {_part(each, flags)}: {printable(str(each.get('detail', '')))}"


def _part(error: dict[str, Any], flags: dict[str, str]) -> str:
    """The option that an invalid part was given by, and where in its value the fault is."""
    place = str(error.get("in", "body"))
    steps = str(error.get("pointer", "")).split("/")[1:]
    for length in range(len(steps), 0, -1):
        flag = flags.get(f"{place}:{'/'.join(steps[:length])}")
        if flag:
            rest = "/".join(steps[length:])
            return f"{flag} ({rest})" if rest else flag
    return printable("/".join([place, *steps]))
