"""How many planted drifts `spolvero verify` finds, and how often it cries wolf.

    python -m tests.foreign.score [API …] [--drift NAME] [--kind CLASS] [--seeds 100] [--json]

Prints the score by class, with the survivors; exit 1 where an API's score is below 95 %, that of a
class below 90 %, or an honest server was accused.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from typing import Any

from tests.foreign.apis import APIS
from tests.foreign.drift import CLASSES
from tests.foreign.serving import serving


@dataclass(frozen=True)
class Told:
    """A finding, as far as it matters here."""

    rule: str
    operation: str
    where: str
    message: str
    curl: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def cause(self) -> tuple[str, str, str]:
        return self.rule, self.operation, self.where


ACCUSED: set[tuple[str, str, str, str]] = set()
"""What honest servers were accused of: by API, the causes."""


@dataclass(frozen=True)
class Run:
    """One run of the checks against one API."""

    api: str
    drift: str | None
    seed: int
    found: tuple[Told, ...]
    seconds: float
    requests: int
    notes: tuple[str, ...]
    idle: tuple[str, ...]

    @property
    def right(self) -> tuple[Told, ...]:
        """The findings that speak of an operation where the drift is, and are no false alarms."""
        assert self.drift is not None
        at = APIS[self.api].drifts[self.drift].at
        return tuple(
            each
            for each in self.found
            if {each.operation, *each.others} & {*at} and (self.api, *each.cause) not in ACCUSED
        )


FACTS = {*CLASSES[: CLASSES.index("lifecycle")], "dependencies"}
"""Classes of what a single request shows."""


def run(
    api: str,
    drift: str | None = None,
    seed: int = 0,
    examples: int | None = None,
    narrow: bool = False,
    kinds: Collection[str] = (),
) -> Run:
    """Check one API with a drift, or honest; if `narrow`, only by what may find this drift, with
    `kinds` only by these kinds of laws."""
    from codegen.laws.read import read_laws
    from codegen.spec import Spec
    from codegen.verify.exchange import Identity
    from codegen.verify.run import verify
    from codegen.verify.transport import Http

    foreign = APIS[api]
    spec = Spec.open(foreign.contract)
    laws, faults = read_laws(spec)
    assert not faults, faults
    identities = [Identity(name, headers) for name, headers in foreign.identities.items()]
    more: dict[str, Any] = {} if examples is None else {"examples": examples}
    if narrow and drift is not None:
        planted = foreign.drifts[drift]
        if planted.kind in FACTS:
            more["operations"] = planted.at
        else:
            more["kinds"] = kinds or {law.kind for law in laws.laws}
    began = time.monotonic()
    http = Http(30)
    with serving(foreign.application(drift)) as origin:
        try:
            base = origin + spec.base_path
            report = verify(spec, laws, http, identities, base=base, seed=seed, **more)
        finally:
            http.close()
    told = tuple(
        Told(
            each.rule,
            each.operation,
            each.where,
            each.message,
            tuple(e.curl() for e in each.exchanges),
            each.others,
        )
        for each in report.findings
    )
    idle = tuple(f"{each.check} {each.operation} {each.where}: {each.why}" for each in report.idle)
    seconds = time.monotonic() - began
    return Run(api, drift, seed, told, seconds, report.requests, tuple(report.notes), idle)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and say so."""
    parser = argparse.ArgumentParser(prog="python -m tests.foreign.score")
    parser.add_argument("api", nargs="*", default=[*APIS])
    parser.add_argument("--drift", action="append", default=[])
    parser.add_argument("--kind", action="append", default=[], choices=CLASSES)
    parser.add_argument("--seeds", type=int, default=3, help="runs against an honest server")
    parser.add_argument("--seed", type=int, default=0, help="of the runs against lying servers")
    parser.add_argument("--examples", type=int)
    parser.add_argument("--narrow", action="store_true", help="run only what may find each drift")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    asked: list[_Asked] = []
    for api in chosen.api:
        asked += [(api, None, seed, chosen.examples, False) for seed in range(chosen.seeds)]
        for name, drift in APIS[api].drifts.items():
            picked = not chosen.drift or name in chosen.drift
            if picked and (not chosen.kind or drift.kind in chosen.kind):
                asked.append((api, name, chosen.seed, chosen.examples, chosen.narrow))
    runs = []
    for each in _all(asked, chosen.jobs):
        runs.append(each)
        if each.drift is None:
            ACCUSED.update((each.api, *told.cause) for told in each.found)
        if not chosen.json:
            print(_line(each), flush=True)
    if chosen.json:
        print(json.dumps([asdict(each) for each in runs], indent=1))
        return 0
    good = [_score(api, [each for each in runs if each.api == api]) for api in chosen.api]
    return 0 if all(good) else 1


_Asked = tuple[str, str | None, int, int | None, bool]


def _all(asked: Sequence[_Asked], jobs: int) -> Iterator[Run]:
    if jobs == 1:
        yield from (run(*each) for each in asked)
        return
    context = multiprocessing.get_context("spawn")  # whoever has threads must not fork
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield from pool.map(run, *zip(*asked, strict=True))


def _line(run: Run) -> str:
    name = f"{run.api} {run.drift or f'honest, seed {run.seed}'}: "
    if run.drift is None:
        verdict = "clean" if not run.found else f"FALSE ALARMS {len(run.found)}"
    else:
        kind = APIS[run.api].drifts[run.drift].kind
        verdict = "killed" if run.right else "ASTRAY" if run.found else "SURVIVED"
        verdict = f"[{kind}] {verdict}"
    told = run.right[:1] if run.drift and run.right else run.found[:6]
    lines = [f"{name}{verdict} ({run.seconds:.1f} s, {run.requests} requests)"]
    lines += [
        f"    {each.rule} {each.operation} {each.where}\n      {each.message}" for each in told
    ]
    if run.drift is None:
        lines += [f"      {line}" for each in told for line in each.curl[-3:]]
    lines += [f"    note: {each}" for each in run.notes]
    return "\n".join(lines)


def _score(api: str, runs: Sequence[Run]) -> bool:
    honest = [each for each in runs if each.drift is None]
    lying = [each for each in runs if each.drift is not None]
    accused = sum(bool(each.found) for each in honest)
    killed = [each for each in lying if each.right]
    print(f"\n{api}: {_share(len(killed), len(lying))} killed; ", end="")
    print(f"false alarms in {accused} of {len(honest)} runs against the honest server")
    good = accused == 0 and len(killed) >= 0.95 * len(lying)
    for kind in CLASSES:
        of = [each for each in lying if APIS[api].drifts[each.drift or ""].kind == kind]
        dead = [each for each in of if each.right]
        if of:
            alive = ", ".join(each.drift or "" for each in of if not each.right)
            print(f"  {kind:16} {_share(len(dead), len(of)):>16}  {alive}")
            good = good and len(dead) >= 0.9 * len(of)
    return good


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}" + (f" ({100 * part / whole:.0f} %)" if whole else "")


if __name__ == "__main__":
    sys.exit(main())
