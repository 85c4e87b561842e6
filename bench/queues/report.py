"""The command: options in, one table or one object out."""

import argparse
import json
import platform
from dataclasses import fields
from typing import Any

from bench.peers.queues import PEERS, PROCESSES, THREADS, Peer
from bench.queues.measure import QUICK, WHOLE, Figures, Size, measure

YARDSTICK = "celery"
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


def _heading(peers: list[Peer], size: Size, *, fsync: bool) -> str:
    installed = dict.fromkeys(peer.versions for peer in peers)
    return (
        f"{PROCESSES} worker processes, {THREADS} jobs at once in each that can; best of "
        f"{size.rounds} x {size.burst:,} jobs, and of {size.steady} at {size.per_second} a second; "
        f"PostgreSQL with fsync {'on' if fsync else 'off'}.\n"
        f"Python {platform.python_version()}, {', '.join(installed)}.\n"
    )


def main() -> None:
    """Measure, and print one table or one object."""
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
        "--only", action="append", choices=[p.name for p in PEERS], help="no other queue than this"
    )
    options = parser.parse_args()
    size = QUICK if options.quick else WHOLE
    peers = [
        peer
        for peer in PEERS
        if (peer.name in options.only if options.only else not (options.quick and peer.extra))
    ]
    fsync = options.fsync == "on"
    best = measure(peers, size, fsync=fsync, askers=options.askers)
    if options.json:
        print(json.dumps(report(best), indent=2))
        return
    print(_heading(peers, size, fsync=fsync))
    print(table(best))
