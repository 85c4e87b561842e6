"""`python -m codegen build` writes what is generated; `check` finds what is stale or unfit.

`changelog` drafts what CHANGELOG.md has to say of the contract since the last release, `release`
makes the contract the last released one. `python -m codegen types` is `spolvero types`, and `diff`
is `spolvero diff`: they read any document, not only ours.
"""

import sys

if __name__ == "__main__" and sys.argv[1:2] == ["types"]:
    # Before anything is imported that only our own contract needs.
    from codegen.leave import leave
    from codegen.types import main as types

    leave(types(sys.argv[2:]))

if __name__ == "__main__" and sys.argv[1:2] == ["diff"]:
    from codegen.diff.main import main as diff

    sys.exit(diff(sys.argv[2:]))

import argparse
from pathlib import Path

from codegen.diff import released
from codegen.emit.bundle import bundle
from codegen.outputs import OUTPUTS, stale, write
from codegen.read.contract import Contract, ContractError, read


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the answer is the exit status."""
    parser = argparse.ArgumentParser(prog="codegen", description=__doc__)
    parser.add_argument("command", choices=("build", "check", "changelog", "release"))
    parser.add_argument(
        "--project", type=Path, default=Path.cwd(), help="the folder that holds openapi/"
    )
    chosen = parser.parse_args(arguments)
    project: Path = chosen.project
    try:
        contract = read(project / "openapi")
    except ContractError as fault:
        for line in fault.lines:
            print(f"openapi/{line}", file=sys.stderr)
        return 1
    return COMMANDS[chosen.command](contract, project)


def build(contract: Contract, project: Path) -> int:
    """Write the generated files, and say what the types could not."""
    for diagnostic in contract.api.diagnostics:
        where = contract.bundle.locate(diagnostic.where)
        print(f"openapi/{where}: {diagnostic.message}; its types are wider", file=sys.stderr)
    written = list(write(contract.api, project))
    for path in written:
        print(f"wrote {path}")
    print(f"{len(OUTPUTS)} files are up to date.")
    return 0


def check(contract: Contract, project: Path) -> int:
    """Compare the generated files with what they should be, then lint the contract."""
    from codegen.lint import lint  # what it needs takes longer to import than all else takes to run

    faults = [*lint(contract), *stale(contract.api, project)]
    try:
        faults += released.faults(contract.api.document, project / "openapi")
    except ContractError as refused:
        faults += refused.lines
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(faults)} things to mend.", file=sys.stderr)
        return 1
    print(f"The contract is fit, and {len(OUTPUTS)} generated files are up to date.")
    return 0


def changelog(contract: Contract, project: Path) -> int:
    """Print what has changed since the last release."""
    print(released.changelog(contract.api.document, project / "openapi"), end="")
    return 0


def release(contract: Contract, project: Path) -> int:
    """Make the contract the one that the next ones are held against."""
    (project / "openapi" / released.RELEASED).write_text(
        bundle(contract.api), "utf-8", newline="\n"
    )
    print(f"openapi/{released.RELEASED} is the contract as it is now.")
    return 0


COMMANDS = {"build": build, "check": check, "changelog": changelog, "release": release}

if __name__ == "__main__":
    sys.exit(main())
