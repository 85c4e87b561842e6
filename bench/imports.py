"""Measure imports beside their floors: `python bench/imports.py [--quick] [--json] [--files N]`.

What is measured, and what may be concluded from it, is in bench/README.md.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
QUICK, WHOLE = 3000, 100_000
SEED = 20261127
LIMIT = 3600.0
LOOK_EVERY = 0.1
"""Seconds between two looks at how much memory is in use."""

TIMES_QUICKER = 20.0
"""Aim: so many times quicker is comparing an unchanged tree than the first run."""
MEGABYTES = 500.0
"""Aim: no more memory than this, of a process and its helpers together, at any size."""

SHA256SUM = "sha256sum"
OURS = {
    "plan": "plan: walk, hash, decode, decide",
    "apply_hard_link": "apply, hard links",
    "apply_copy": "apply, copies",
    "first_hard_link": "plan and apply, hard links",
    "first_copy": "plan and apply, copies",
    "replan": "plan again, all of it there",
    "reconcile": "reconcile, nothing changed",
    "deep": "reconcile, every byte again",
}
FLOORS = {
    SHA256SUM: "sha256sum, two at once",
    "exiftool": "exiftool -r -fast",
    "pillow": "Pillow: hash and decode, two processes",
    "cp": "cp -R",
    "cp_link": "cp -Rl",
}


@dataclass(frozen=True)
class Seen:
    """What one pass over the tree took."""

    seconds: float
    megabytes: float = 0.0
    """The most that the process and its helpers held at one moment; what they share, once."""
    processor: float = 0.0
    told: Mapping[str, Any] = field(default_factory=dict)


class Memory:
    """Watches a process and all that it starts."""

    def __init__(self, process: int) -> None:
        self._process = process
        self.peak = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Memory":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(LOOK_EVERY):
            self.peak = max(self.peak, sum(map(_held, _started_by(self._process))) / 1000)


def _started_by(process: int) -> list[Path]:
    """Give a process and all that it has started in turn."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):  # it may end just now
                words = (entry / "stat").read_text().rpartition(")")[2].split()
                children.setdefault(int(words[1]), []).append(int(entry.name))
    found = [process]
    for each in found:  # which grows meanwhile
        found += children.get(each, [])
    return [Path("/proc") / str(each) for each in found]


def _held(process: Path) -> float:
    """Give the kilobytes of a process; of what it shares with others, its share."""
    with suppress(OSError):
        for line in (process / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return float(line.split()[1])
    return 0.0


def run(command: Sequence[str], *, cwd: Path = ROOT, shell_out: bool = False) -> tuple[Seen, str]:
    """Run a command, and watch it. Exits when it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=cwd,
        stdout=subprocess.DEVNULL if shell_out else subprocess.PIPE,
        text=True,
    )
    with Memory(process.pid) as memory:
        said, _ = process.communicate(timeout=LIMIT)
    seconds = time.perf_counter() - began
    if process.returncode:
        sys.exit(f"{' '.join(command)[:200]}: exit status {process.returncode}")
    return Seen(seconds, memory.peak), said or ""


def ours(home: Path, tree: Path, mode: str, staging: str) -> Seen:
    """Let the studio do one import. Exits when it does not succeed."""
    command = [sys.executable, "-m", "bench.peers.imports.ours"]
    seen, said = run([*command, str(home), str(tree), mode, staging])
    told = json.loads(said.splitlines()[-1])
    if told["state"] != "succeeded":
        sys.exit(f"{mode}: {told}")
    return Seen(told["seconds"], seen.megabytes, told["processor"], told)


def measure(folder: Path, tree: Path) -> dict[str, Seen]:
    """Measure everything on one tree, one after the other; the floors first, to warm the cache."""
    found: dict[str, Seen] = {}
    hashing = f"find {tree} -type f -print0 | xargs -0 -r -P2 -n 512 sha256sum >/dev/null"
    run(["sh", "-c", hashing])
    found[SHA256SUM], _ = run(["sh", "-c", hashing])
    if shutil.which("exiftool"):
        found["exiftool"], _ = run(
            ["exiftool", "-r", "-fast", "-q", "-q", "-json", str(tree)], shell_out=True
        )
    pillow = ROOT / "bench" / "peers" / "imports" / "pillow.py"
    found["pillow"], _ = run([sys.executable, str(pillow), str(tree)])
    for name, how in (("cp", "-R"), ("cp_link", "-Rl")):
        found[name], _ = run(["cp", how, str(tree), str(folder / name)])
        shutil.rmtree(folder / name)
    for staging in ("copy", "hard_link"):
        home = folder / staging
        plan = ours(home, tree, "plan", staging)
        apply = ours(home, tree, "apply", staging)
        found["plan"] = min(plan, found.get("plan", plan), key=lambda seen: seen.seconds)
        found[f"apply_{staging}"] = apply
        found[f"first_{staging}"] = Seen(
            plan.seconds + apply.seconds,
            max(plan.megabytes, apply.megabytes),
            plan.processor + apply.processor,
            apply.told,
        )
    for name, mode in (("reconcile", "reconcile"), ("deep", "deep"), ("replan", "plan")):
        found[name] = ours(folder / "hard_link", tree, mode, "hard_link")
    if created := found["replan"].told["outcomes"].get("created"):
        sys.exit(f"The second plan would make {created} images again.")
    return found


def report(found: Mapping[str, Seen], files: int) -> dict[str, Any]:
    """Give the object for programs: metric -> ours, peers, ratio, above 1 if ours is better."""
    peers = {name: round(files / found[name].seconds, 1) for name in FLOORS if name in found}
    told: dict[str, Any] = {}
    for name in OURS:
        rate = files / found[name].seconds
        told[f"files_per_second_{name}"] = {
            "ours": round(rate, 1),
            "peers": peers,
            "ratio": round(rate / peers[SHA256SUM], 3),
        }
        told[f"megabytes_{name}"] = {
            "ours": round(found[name].megabytes, 1),
            "peers": {"aim": MEGABYTES},
            "ratio": round(MEGABYTES / max(found[name].megabytes, 1.0), 2),
        }
    for staging in ("hard_link", "copy"):
        for name in ("seconds", "processor"):
            first = getattr(found[f"first_{staging}"], name)
            again = getattr(found["reconcile"], name)
            told[f"reconcile_beside_first_{staging}_{name}"] = {
                "ours": round(again, 3),
                "peers": {"first run": round(first, 3), "aim": TIMES_QUICKER},
                "ratio": round(first / again, 1),
            }
    return told


def table(found: Mapping[str, Seen], files: int) -> str:
    """Write all figures for people."""
    floor = files / found[SHA256SUM].seconds
    lines = ["| | files/s | x sha256sum | seconds | processor s | peak MB |", "|---|" + "--:|" * 5]
    for name, title in {**FLOORS, **OURS}.items():
        if name in found:
            seen = found[name]
            rate = files / seen.seconds
            used = f"{seen.processor:,.1f}" if seen.processor else ""
            lines.append(
                f"| {title} | {rate:,.0f} | {rate / floor:.2f} | {seen.seconds:,.2f} | {used} |"
                f" {seen.megabytes:,.0f} |"
            )
    for staging in ("hard_link", "copy"):
        first, again = found[f"first_{staging}"], found["reconcile"]
        lines.append(
            f"\nReconciling is {first.seconds / again.seconds:.1f} times as quick as the first run"
            f" with {staging.replace('_', ' ')} (aim: {TIMES_QUICKER:.0f}); of processor time it"
            f" takes {first.processor / again.processor:.1f} times less."
        )
    most = max(found[name].megabytes for name in OURS)
    lines.append(f"\nThe most memory was {most:.0f} MB (aim: {MEGABYTES:.0f}).")
    if "exiftool" not in found:
        lines.append("\nexiftool is not installed here.")
    return "\n".join(lines)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/imports.py", description="Measure imports.")
    parser.add_argument("--quick", action="store_true", help="under a minute, less exact")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    parser.add_argument("--files", type=int, help=f"in the tree (default: {WHOLE:,})")
    parser.add_argument("--folder", type=Path, help="where the tree and the studios are made")
    parser.add_argument("--tree", type=Path, help="a tree that is there already")
    return parser.parse_args()


def main() -> None:
    """Measure, and print one table or one object."""
    from tests.imports import state, trees

    options = _options()
    many = options.files or (QUICK if options.quick else WHOLE)
    folder = Path(tempfile.mkdtemp(prefix="spolvero-bench-", dir=options.folder))
    try:
        tree = options.tree
        if tree is None:
            tree = folder / "tree"
            trees.synthetic(tree, many, seed=SEED)
        files = state.seen(tree)
        size = sum(seen.st_size for _, seen in state.below(tree))
        found = measure(folder, tree)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        print(json.dumps(report(found, files), indent=2))
        return
    print(
        f"{files:,} files, {size / 1e6:,.0f} MB; {os.cpu_count()} processors;"
        f" Python {platform.python_version()}; files are in the page cache.\n"
    )
    print(table(found, files))


if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    main()
