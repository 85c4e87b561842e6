"""Run openapi-fetch's and openapi-react-query's own tests with our types: README.md says how."""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent.parent
PACKAGES = ("openapi-fetch", "openapi-react-query", "openapi-typescript-helpers")
# What their tests import, but for what needs a browser. TypeScript is the one that they use.
NEEDS = {
    "typescript": "~5.9.3",
    "vitest": "^3.2.4",
    "vite": "^7.0.0",
    "@types/node": "^20.19.43",
    "undici": "^7.25.0",
    "express": "^5.2.1",
    "node-forge": "^1.4.0",
    "jsdom": "^27.0.0",
    "msw": "^2.14.3",
    "react": "^18.3.1",
    "react-dom": "^18.3.1",
    "@types/react": "^18.3.21",
    "@vitejs/plugin-react": "^5.2.0",
    "@tanstack/react-query": "^5.100.9",
    "@testing-library/react": "^16.3.2",
    "react-error-boundary": "6.0.0",
    "openapi-fetch": "^0.17.0",
    "openapi-typescript-helpers": "^0.1.0",
}
PEER = {"openapi-typescript": "7.13.0"}


def main() -> int:
    """Run it all; the answer is the number of runs that failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.codegen.drop_in", description=__doc__)
    parser.add_argument("sources", type=Path, help="a checkout of openapi-ts/openapi-typescript")
    parser.add_argument("--peer", action="store_true", help="with openapi-typescript's own types")
    parser.add_argument("--folder", type=Path, help="work here, and keep it")
    chosen = parser.parse_args()
    if chosen.folder:
        return run(chosen.sources, chosen.folder, peer=chosen.peer)
    with tempfile.TemporaryDirectory() as folder:
        return run(chosen.sources, Path(folder), peer=chosen.peer)


def run(sources: Path, folder: Path, *, peer: bool) -> int:
    for package in PACKAGES:
        shutil.copytree(
            sources / "packages" / package,
            folder / "packages" / package,
            ignore=shutil.ignore_patterns("node_modules", "dist", "examples", "bench", "e2e"),
            dirs_exist_ok=True,
        )
    shutil.copy(sources / "tsconfig.json", folder)
    needs = NEEDS | PEER if peer else NEEDS
    (folder / "package.json").write_text(json.dumps({"type": "module", "dependencies": needs}))
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund"]
    subprocess.run(install, cwd=folder, check=True)

    fetch = folder / "packages" / "openapi-fetch"
    query = folder / "packages" / "openapi-react-query"
    specs = [*sorted(fetch.glob("test/**/*.yaml")), *query.glob("test/fixtures/*.yaml")]
    for spec in specs:
        if spec.name == "redocly.yaml":
            continue
        generate(spec, folder, peer=peer)
        print(f"generated {spec.with_suffix('.d.ts').relative_to(folder)}", flush=True)
    # Theirs also covers a build script, whose imports are not needed here.
    plain = {"extends": "./tsconfig.json", "include": ["src", "test"]}
    quiet = {"noEmit": True, "sourceMap": True}
    (query / "tsconfig.types.json").write_text(json.dumps(plain | {"compilerOptions": quiet}))

    loose = ["tsc", "--noEmit", "-p", "test/no-strict-null-checks"]
    bin_ = folder / "node_modules" / ".bin"
    failed = 0
    for what, where, command in (
        ("types of openapi-fetch", fetch, ["tsc", "--noEmit"]),
        ("without strictNullChecks", fetch, loose),
        ("types of openapi-react-query", query, ["tsc", "--noEmit", "-p", "tsconfig.types.json"]),
        ("openapi-fetch at run time", fetch, ["vitest", "run", "--reporter=dot"]),
        ("openapi-react-query at run time", query, ["vitest", "run", "--reporter=dot"]),
    ):
        print(f"\n== {what}", flush=True)
        status = subprocess.run([str(bin_ / command[0]), *command[1:]], cwd=where).returncode
        print("passed" if status == 0 else f"FAILED ({status})", flush=True)
        failed += status != 0
    return failed


def generate(spec: Path, folder: Path, *, peer: bool) -> None:
    """Write the types beside the document, where their tests import them from."""
    target = spec.with_suffix(".d.ts")
    if peer:
        marked = ["--read-write-markers"] if spec.stem == "read-write" else []
        tool = str(folder / "node_modules" / ".bin" / "openapi-typescript")
        command = [tool, str(spec), "-o", str(target), *marked]
    else:
        command = [sys.executable, "-m", "codegen", "types", str(spec), "-o", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
