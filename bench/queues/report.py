"""The command: options in, one table or one object out."""

import argparse
import json
import platform
from dataclasses import fields
from typing import Any

from bench.peers.queues import PEERS, PROCESSES, THREADS, Peer
from bench.queues import submit
from bench.queues.measure import QUICK, WHOLE, Figures, Size, measure, servers
from bench.queues.submit import Latencies

YARDSTICK = "celery"
SUBMIT = "submit"
METRICS = {
    "jobs_per_second": "jobs/s",
    "drained_per_second": "jobs/s, all queued before",
    "start_ms_p50": "ms to start, p50",
    "start_ms_p99": "ms to start, p99",
    "processor_us": "processor µs per job",
}
assert [each.name for each in fields(Figures)] == list(METRICS)


def times(best: dict[str, Figures], name: str, metric: str) -> float | None:
    """Say how many times better than Celery one is: more in a second, or less time."""
    if YARDSTICK not in best:
        return None
    it, other = getattr(best[name], metric), getattr(best[YARDSTICK], metric)
    return round(it / other if metric.endswith("per_second") else other / it, 2)


def report(best: dict[str, Figures]) -> dict[str, Any]:
    """Give the object for programs: metric -> ours, peers, ratio to Celery, above 1 if better."""
    found: dict[str, Any] = {}
    for peer in PEERS:
        if not peer.ours or peer.name not in best:
            continue
        for metric in METRICS:
            found[f"{metric}{peer.ours}"] = {
                "ours": round(getattr(best[peer.name], metric), 2),
                "peers": {
                    other.name: round(getattr(best[other.name], metric), 2)
                    for other in PEERS
                    if not other.ours and other.name in best
                },
                "ratio": times(best, peer.name, metric),
            }
    return found


def table(best: dict[str, Figures]) -> str:
    """Write all figures for people, and how many times better each is than Celery's."""
    lines = [f"| (x Celery) | {' | '.join(METRICS.values())} |", f"|---|{'--:|' * len(METRICS)}"]
    for peer in PEERS:
        if peer.name in best:
            cells = []
            for metric in METRICS:
                value = getattr(best[peer.name], metric)
                shown = f"{value:.1f}" if metric.startswith("start_ms") else f"{value:,.0f}"
                better = times(best, peer.name, metric)
                cells.append(shown if better is None else f"{shown} ({better:.2f})")
            lines.append(f"| {peer.title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def submit_report(found: Latencies) -> dict[str, Any]:
    """Give the same for asking over HTTP, where the ratio is to an empty queue: 1 is as quick."""
    return {
        f"submit_ms_p99_{database}_{many}": {
            "ours": round(it.percentile(99), 2),
            "peers": {},
            "ratio": round(it.percentile(99) / by_queued[0].percentile(99), 2),
        }
        for database, by_queued in found.items()
        for many, it in by_queued.items()
    }


def submit_table(found: Latencies) -> str:
    """Write for people what asking takes, and how many times that of an empty queue."""
    lines = [
        "| `queue_job` over HTTP (x empty) | ms, p50 | ms, p99 | processor ms |",
        "|---|--:|--:|--:|",
    ]
    for database, by_queued in found.items():
        for many, it in by_queued.items():
            empty = by_queued[0]
            cells = [
                f"{value:.1f} ({value / before:.2f})"
                for value, before in (
                    (it.percentile(50), empty.percentile(50)),
                    (it.percentile(99), empty.percentile(99)),
                    (it.processor, empty.processor),
                )
            ]
            lines.append(f"| {database}, {many:,} queued | {' | '.join(cells)} |")
    return "\n".join(lines)


def _heading(peers: list[Peer], size: Size, options: argparse.Namespace) -> str:
    installed = dict.fromkeys(each for peer in peers for each in peer.versions)
    who = f"{options.askers} threads that ask" if options.askers > 1 else "one that asks"
    return (
        f"{PROCESSES} worker processes, {THREADS} jobs at once in each that can, {who}; best of "
        f"{size.rounds} x {size.burst:,} jobs, and of {size.steady} at {size.per_second} a second; "
        f"PostgreSQL with fsync {options.fsync}.\n"
        f"Python {platform.python_version()}, {', '.join(installed)}.\n"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/queue.py", description="Measure our queue.")
    parser.add_argument("--quick", action="store_true", help="under a minute, less exact")
    parser.add_argument("--json", action="store_true", help="print one object for programs")
    parser.add_argument(
        "--fsync", choices=("on", "off"), default="on", help="whether PostgreSQL waits for the disk"
    )
    parser.add_argument(
        "--askers", type=int, default=1, metavar="THREADS", help="who ask at once (default: 1)"
    )
    parser.add_argument(
        "--only",
        action="append",
        choices=[*(peer.name for peer in PEERS), SUBMIT],
        help="no other queue than this; `submit`: asking over HTTP",
    )
    return parser.parse_args()


def main() -> None:
    """Measure, and print one table or one object."""
    options = _options()
    size = QUICK if options.quick else WHOLE
    peers = [
        peer
        for peer in PEERS
        if (peer.name in options.only if options.only else not (options.quick and peer.extra))
    ]
    with servers(fsync=options.fsync == "on") as empty:
        best = measure(peers, empty, size, askers=options.askers)
        asking = not options.only or SUBMIT in options.only
        submitted = submit.measure(empty, size) if asking else {}
    if options.json:
        print(json.dumps(report(best) | submit_report(submitted), indent=2))
        return
    if best:
        print(_heading(peers, size, options))
        print(table(best), end="\n\n")
    if submitted:
        print(
            f"{size.submitted:,} requests, one after the other, in {size.turns} turns; "
            f"the best of {submit.BEST_OF} quarters.\n"
        )
        print(submit_table(submitted))
