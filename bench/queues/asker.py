"""Asks for jobs as it is told: `python -m bench.queues.asker MODULE`, a process of its own.

Each line that it reads is the number of the first job, how many, and how many nanoseconds lie
between one and the next; when all are asked for it answers with a line.
"""

import sys
import time
from importlib import import_module

from bench.queues.marks import Marks


def main() -> None:
    """Ask until there is nothing more to read."""
    marks = Marks.here()
    with import_module(sys.argv[1]).enqueuing() as enqueue:
        print("ready", flush=True)
        for line in sys.stdin:
            first, count, gap = map(int, line.split())
            began = time.monotonic_ns()
            for job in range(first, first + count):
                if gap:
                    due = began + (job - first) * gap
                    time.sleep(max(0, due - time.monotonic_ns()) / 1e9)
                marks.asked(job)
                enqueue(job)
            print("done", flush=True)


if __name__ == "__main__":
    main()
