"""Asks for jobs as it is told: `python -m bench.queues.asker MODULE`, a process of its own.

Each line that it reads is the number of the first job, how many, and how many nanoseconds lie
between one and the next; when all are asked for it answers with a line. `--embedded`: on the line
`work` it begins to work, too.
"""

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from importlib import import_module

from bench.queues.marks import Marks


def ask(marks: Marks, enqueue: Callable[[int], object], first: int, count: int, gap: int) -> None:
    """Ask for some jobs, and note when."""
    began = time.monotonic_ns()
    for job in range(first, first + count):
        if gap:
            due = began + (job - first) * gap
            time.sleep(max(0, due - time.monotonic_ns()) / 1e9)
        marks.asked(job)
        enqueue(job)


def main() -> None:
    """Ask until there is nothing more to read."""
    marks = Marks.here()
    module = import_module(sys.argv[1])
    with ExitStack() as stack:
        if "--embedded" in sys.argv:
            enqueue, working = stack.enter_context(module.embedded())
        else:
            enqueue, working = stack.enter_context(module.enqueuing()), None
        print("ready", flush=True)
        for line in sys.stdin:
            if line == "work\n":
                stack.enter_context(working)
            else:
                ask(marks, enqueue, *map(int, line.split()))
            print("done", flush=True)


if __name__ == "__main__":
    main()
