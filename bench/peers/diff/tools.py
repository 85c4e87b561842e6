"""How each comparer is started: as its users start it, but without npx."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
ROOT = HERE.parents[2]
OURS = "ours"


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that compares two documents."""

    name: str
    command: Callable[[Path, Path], list[str]]
    """Of the old and the new document. Exit status 0 or 1 is a comparison."""
    package: str | None = None
    """Its name on npm, where it has one."""


TOOLS = (
    Tool(
        OURS,
        lambda old, new: [
            *(sys.executable, "-m", "handlers.console", "diff", str(old), str(new)),
            *("--format", "json"),
        ],
    ),
    Tool(
        "redocly",
        lambda old, new: [
            *("node", str(MODULES / "@redocly/cli/bin/cli.js"), "diff", str(old), str(new)),
            *("--format", "json"),
        ],
        "@redocly/cli",
    ),
    Tool(
        "openapi-diff",
        lambda old, new: [
            *("node", str(MODULES / "openapi-diff/bin/openapi-diff"), str(old), str(new)),
        ],
        "openapi-diff",
    ),
)
NAMES = tuple(tool.name for tool in TOOLS)
