"""What is generated? Each row is one file: where it lies, and the function that writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from codegen.difference import MOST, difference
from codegen.emit.bundle import bundle
from codegen.emit.commands import commands
from codegen.emit.problems_page import problems_page
from codegen.emit.typescript_types import typescript_types
from codegen.emit.vocabulary import vocabulary
from codegen.emit.wire import wire
from codegen.model import Api


@dataclass(frozen=True, slots=True)
class Output:
    """A generated file."""

    path: str
    emit: Callable[[Api], str]


OUTPUTS = (
    Output("openapi/bundle.json", bundle),
    Output("domain/vocabulary.py", vocabulary),
    Output("handlers/wire.py", wire),
    Output("handlers/cli/commands.json", commands),
    Output("web/src/contract/types.ts", typescript_types),
    Output("docs/reference/problems.md", problems_page),
)


def write(api: Api, project: Path) -> Iterator[str]:
    """Write every file whose text would change; yield their paths."""
    for output in OUTPUTS:
        text = output.emit(api)
        path = project / output.path
        if _text(path) != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
            yield output.path


def stale(api: Api, project: Path, most: int = MOST) -> Iterator[str]:
    """One short difference for each file that is not what it would be if it were written now."""
    for output in OUTPUTS:
        before, after = _text(project / output.path), output.emit(api)
        if before == after:
            continue
        lines = difference(output.path, before or "", after, "the contract", most)
        missing = " is missing" if before is None else " is stale"
        yield "\n".join([f'{output.path}{missing}; run "make generate".', *lines])


def _text(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
