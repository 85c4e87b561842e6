"""How each tool is started: as its users start it, but for npx, which would only add its own."""

import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from peers.npm import NotThere

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
OURS, FLOOR, RIVAL = "ours", "floor", "openapi-typescript"
"""RIVAL is the one that most people use, and that our aims are set beside."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A generator of TypeScript types."""

    name: str
    command: Callable[[Path, Path, int], list[str]]
    """Of the document, the folder to write into, and the bytes that ours writes."""
    package: str | None = None
    """Its name on npm, where it has one."""


def _node(script: str, *arguments: str) -> list[str]:
    return ["node", str(MODULES / script), *arguments]


def ours(command: list[str]) -> Tool:
    """Give our own tool, started by these words."""
    return Tool(OURS, lambda spec, out, _: [*command, str(spec), "-o", str(out / "types.ts")])


OTHERS = (
    Tool(
        FLOOR,
        lambda spec, out, size: [
            *(sys.executable, str(HERE / "floor.py")),
            *(str(spec), str(out / "types.ts"), str(size)),
        ],
    ),
    Tool(
        RIVAL,
        lambda spec, out, _: _node(
            "openapi-typescript/bin/cli.js", str(spec), "-o", str(out / "types.ts")
        ),
        "openapi-typescript",
    ),
    Tool(
        "hey-api",
        lambda spec, out, _: _node(
            *("@hey-api/openapi-ts/bin/run.js", "-i", str(spec), "-o", str(out / "types")),
            *("-p", "@hey-api/typescript", "--no-log-file"),
        ),
        "@hey-api/openapi-ts",
    ),
    Tool(
        "swagger-typescript-api",
        lambda spec, out, _: _node(
            *("swagger-typescript-api/dist/cli.mjs", "generate", "-p", str(spec)),
            *("-o", str(out), "-n", "types.ts", "--no-client", "--route-types"),
        ),
        "swagger-typescript-api",
    ),
)
NAMES = (OURS, *(tool.name for tool in OTHERS))


def find_ours(given: str | None) -> Tool:
    """Give our tool as it is installed, or as told. Raises NotThere."""
    beside = Path(sys.executable)
    installed = [[str(beside.with_name("spolvero")), "types"]]
    installed.append([str(beside), "-m", "codegen", "types"])
    if given:  # each run has a folder of its own, so a relative path must become a whole one
        word, *more = shlex.split(given)
        return ours([str(Path(shutil.which(word) or word).absolute()), *more])
    for command in installed:
        try:
            asked = subprocess.run([*command, "--help"], capture_output=True)
        except OSError:
            continue
        if asked.returncode == 0:
            return ours(command)
    raise NotThere("`spolvero` has no command `types` here")
