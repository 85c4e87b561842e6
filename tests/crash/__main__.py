"""The long run: `python -m tests.crash --kills 500`."""

import argparse
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.crash.backends import BACKENDS
from tests.crash.campaign import DISASTERS, Campaign, Outcome
from tests.crash.points import POINTS
from tests.crash.program import FAULTS


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a campaign on each backend; give 0 when nothing was violated, else 1."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.crash",
        description="Kill a studio while it works, and see whether anything is lost, doubled or"
        " half there.",
    )
    parser.add_argument("--kills", type=int, default=500, help="in all; at least 1 per backend")
    parser.add_argument("--backend", choices=sorted(BACKENDS), help="default: both, half each")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--workers", type=int, default=3, help="processes on PostgreSQL")
    parser.add_argument("--json", dest="as_json", action="store_true", help="print a JSON object")
    parser.add_argument("--keep", action="store_true", help="keep what the processes left")
    parser.add_argument(
        "--fault", choices=sorted(FAULTS), help="make this mistake, to see that it is found"
    )
    chosen = parser.parse_args(arguments)
    names = [chosen.backend] if chosen.backend else ["sqlite", "postgresql"]
    kills = max(1, chosen.kills // len(names))
    outcomes = []
    for name in names:
        folder = Path(tempfile.mkdtemp(prefix="spolvero-crash-"))
        with BACKENDS[name](folder / "home") as backend:
            campaign = Campaign(
                backend,
                seed=chosen.seed,
                kills=kills,
                workers=chosen.workers,
                cold_every=7,
                fault=chosen.fault,
                disasters=DISASTERS,
                tell=lambda line: print(line, file=sys.stderr, flush=True),
            )
            outcome = campaign.run()
        if kills >= 200:
            outcome.violations += [
                f"Nobody died at {point}." for point in POINTS if not outcome.points[point]
            ]
        if chosen.keep or outcome.violations:
            print(f"What the processes left is in {folder}", file=sys.stderr)
        else:
            shutil.rmtree(folder)
        outcomes.append(outcome)
    if chosen.as_json:
        print(json.dumps([asdict(outcome) for outcome in outcomes], indent=2))
    else:
        print(table(outcomes))
    return 1 if any(outcome.violations or outcome.too_slow for outcome in outcomes) else 0


def table(outcomes: Sequence[Outcome]) -> str:
    """Set out what came of it, a column for each backend."""

    def most(figures: Sequence[float]) -> str:
        return f"{max(figures):.2f} s of {len(figures)}" if figures else "-"

    def row(name: str, *values: object) -> str:
        return f"{name:<40}" + "".join(f"{value!s:>18}" for value in values)

    lines = [row("", *(outcome.backend for outcome in outcomes))]
    for name, value in (
        ("kills that landed in work", lambda o: o.landed),
        ("all deaths by a signal", lambda o: o.deaths),
        ("jobs, each with its one image", lambda o: o.jobs),
        ("attempts", lambda o: o.attempts),
        ("crashes counted", lambda o: o.crashes),
        ("failed after five, tried again", lambda o: o.retried),
        ("half-written files of the dead, swept", lambda o: o.leftovers),
        ("longest drain", lambda o: most(o.drains)),
        ("longest rescue after the lease's end", lambda o: most(o.rescues)),
        ("longest recovery, cold start to claim", lambda o: most(o.cold_recoveries)),
        ("seconds", lambda o: round(o.seconds)),
    ):
        lines.append(row(name, *map(value, outcomes)))
    for title, counts in (
        (
            "deaths by point; from outside, those that landed in work",
            [outcome.points for outcome in outcomes],
        ),
        ("disasters", [outcome.disasters for outcome in outcomes]),
    ):
        lines += ["", title]
        total: Counter[str] = sum(counts, Counter())
        lines += [row(f"  {name}", *(each[name] for each in counts)) for name in sorted(total)]
    lines.append("")
    for outcome in outcomes:
        lines += [f"{outcome.backend}: VIOLATED: {text}" for text in outcome.violations]
        lines += [f"{outcome.backend}: TOO SLOW: {text}" for text in outcome.too_slow]
    if not any(outcome.violations for outcome in outcomes):
        lines.append("0 jobs lost, 0 images doubled, 0 files orphaned or missing, 0 zombie writes.")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())
