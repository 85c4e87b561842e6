"""docs/reference/problems.md: what each problem means and who answers with it.

Everything here is read from the shared replies: the examples name the types, and their summaries,
or else the reply's description, say what they mean.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from codegen.emit.words import HEADER
from codegen.model import Api, Json, Reply

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """One type of problem, as an example shows it."""

    type: str
    title: str
    status: int
    meaning: str
    detail: str
    operations: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.type.rstrip("/").rsplit("/", 1)[-1]


def problems_page(api: Api) -> str:
    """Write one section per type, in the order of their statuses."""
    everyone = tuple(operation.id for operation in api.operations())
    lines = [
        f"<!-- {HEADER} -->",
        "",
        "# Problems",
        "",
        f"An operation that does not do what was asked answers with `{MEDIA_TYPE}` (RFC 9457).",
        "Decide by `type`, never by the words; tell us the `trace_id` when you report one.",
        "",
        "| Status | Type | Title |",
        "|---|---|---|",
    ]
    found = problems(api)
    lines += [f"| {each.status} | [{each.name}](#{each.name}) | {each.title} |" for each in found]
    for each in found:
        lines += ["", *_section(each, everyone)]
    return "\n".join(lines) + "\n"


def problems(api: Api) -> tuple[Problem, ...]:
    """Every type of problem that the replies of the contract show."""
    shared = {reply.shared: reply for reply in api.replies}
    inline = [
        reply for operation in api.operations() for reply in operation.replies if not reply.shared
    ]
    found: dict[str, Problem] = {}
    for reply in (*shared.values(), *inline):
        users = tuple(
            operation.id
            for operation in api.operations()
            if any(each.where == reply.where for each in operation.replies)
        )
        for problem in _shown(reply, users):
            found.setdefault(problem.type, problem)
    return tuple(sorted(found.values(), key=lambda problem: problem.status))


def _shown(reply: Reply, users: tuple[str, ...]) -> Iterator[Problem]:
    for media in reply.content:
        if media.type != MEDIA_TYPE:
            continue
        for example in media.examples:
            value: Json = example.value
            if isinstance(value, dict) and "type" in value:
                yield Problem(
                    type=value["type"],
                    title=value.get("title", ""),
                    status=value.get("status", 0),
                    meaning=example.summary or reply.description,
                    detail=value.get("detail", ""),
                    operations=users,
                )


def _section(problem: Problem, everyone: tuple[str, ...]) -> Iterator[str]:
    yield f"## {problem.name}"
    yield ""
    yield f"`{problem.type}`"
    yield ""
    yield f"**{problem.status} {problem.title}.** {problem.meaning}"
    yield ""
    yield f"For example: *{problem.detail}*"
    yield ""
    yield f"May come from {_operations(problem.operations, everyone)}."


def _operations(users: tuple[str, ...], everyone: tuple[str, ...]) -> str:
    if not users:
        return "no operation yet"
    if users == everyone:
        return "every operation"
    rest = [name for name in everyone if name not in users]
    if len(rest) < len(users) / 2:
        return f"every operation but {_listed(rest)}"
    return _listed(users)


def _listed(names: list[str] | tuple[str, ...]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)
