"""TypeScript's compiler, asked once for many questions."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
MODULES = ROOT / "web" / "node_modules"
OPTIONS = (
    *("--strict", "--noEmit", "--pretty", "false", "--skipLibCheck", "false"),
    *("--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"),
    *("--lib", "es2022,dom,dom.iterable", "--types", ""),
)
# With this, an optional property of no possible value fits into any index signature.
LACKING = ("--exactOptionalPropertyTypes",)


@dataclass(frozen=True)
class Complaint:
    """One error: the lines that follow it, indented, say why."""

    file: str
    line: int
    code: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.text}"


@dataclass(frozen=True)
class Check:
    """Whether a component schema's type takes a value.

    A fresh value is written as a literal where the type is asked for, so that a property that
    the type does not name is an error. One that is not fresh is only a value of its own exact
    type, and is taken wherever the type does not contradict it. `lacking` are names of which
    that type says that the value's objects do not have them, where they do not: TypeScript
    refuses an object that shares no name at all with a type whose names are all optional, and
    that is its way, not what the type says. Ask with the options LACKING.
    """

    schema: str
    value: Any
    fresh: bool = True
    lacking: tuple[str, ...] = ()


class Uncompilable(Exception):
    """The compiler found fault with a file that was not asked about."""


def compiled(
    folder: Path, files: Mapping[str, str], options: Iterable[str] = ()
) -> list[Complaint]:
    """Write the files into the folder and compile those that end in .ts."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(MODULES)
    sources = [name for name in files if name.endswith(".ts")]
    command = [str(MODULES / ".bin" / "tsc"), *OPTIONS, *options, *sources]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    found = list(_complaints(run.stdout))
    if run.returncode and not found:
        raise Uncompilable(run.stdout + run.stderr)
    return found


def _complaints(output: str) -> Iterable[Complaint]:
    found: list[list[Any]] = []
    for line in output.splitlines():
        head = re.match(r"(?:([^()\n]+)\((\d+),\d+\): )?error (TS\d+): (.*)", line)
        if head:
            found.append([head[1] or "", int(head[2] or 0), head[3], head[4]])
        elif found:
            found[-1][3] += f"\n{line}"
    return (Complaint(*each) for each in found)


def refusals(types: Path, checks: Sequence[Check], options: Iterable[str] = ()) -> list[str]:
    """What the compiler says against each check: nothing where the type takes the value.

    Uncompilable is raised if the types themselves are at fault.
    """
    lines = [f'import type {{ components }} from "./{types.stem}";', *map(_line, checks)]
    said: dict[int, str] = {}
    astray = []
    for complaint in compiled(types.parent, {"checks.ts": "\n".join(lines) + "\n"}, options):
        if complaint.file == "checks.ts" and complaint.line > 1:
            said.setdefault(complaint.line, f"{complaint.code}: {complaint.text}")
        else:
            astray.append(str(complaint))
    if astray:
        raise Uncompilable("\n".join(astray))
    return [said.get(line, "") for line in range(2, len(checks) + 2)]


def accepts(types: Path, checks: Sequence[Check]) -> list[bool]:
    """Whether the type of each check takes its value."""
    return [not refusal for refusal in refusals(types, checks)]


def _line(check: Check) -> str:
    if check.fresh:
        value = literal(check.value)
    else:
        value = f"null! as {literal_type(check.value, check.lacking)}"
    return f'{{ const x: components["schemas"][{json.dumps(check.schema)}] = {value}; }}'


def literal(value: Any) -> str:
    """JSON as an expression; `__proto__` in brackets is a property like any other."""
    if isinstance(value, dict):
        names = (f"[{json.dumps(n)}]" if n == "__proto__" else json.dumps(n) for n in value)
        pairs = zip(names, map(literal, value.values()), strict=True)
        return "{ " + ", ".join(f"{name}: {each}" for name, each in pairs) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return json.dumps(value)


def literal_type(value: Any, lacking: tuple[str, ...] = ()) -> str:
    """The type of this value and of no other."""
    if isinstance(value, dict):
        pairs = [f"{json.dumps(name)}: {literal_type(value[name], lacking)}" for name in value]
        pairs += [f"{json.dumps(name)}?: never" for name in lacking if name not in value]
        return "{ " + "; ".join(pairs) + " }"
    if isinstance(value, list):
        return f"[{', '.join(literal_type(each, lacking) for each in value)}]"
    return json.dumps(value)


def types_of(document: Any, folder: Path, *options: str) -> Path:
    """What `spolvero types` makes of a document; a string is written as it is."""
    spec = folder / "openapi.json"
    spec.write_text(document if isinstance(document, str) else json.dumps(document))
    target = folder / "types.ts"
    command = [sys.executable, "-m", "codegen", "types", str(spec), "-o", str(target), *options]
    try:
        run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        raise Uncompilable("spolvero types does not end") from None
    if run.returncode:
        raise Uncompilable("\n".join(run.stderr.splitlines()[-12:]))
    return target
