"""Asks for jobs as it is told: `python -m bench.queues.asker MODULE THREADS`, a process of its own.

Each line that it reads is the number of the first job, how many, and how many nanoseconds lie
between one and the next; when all are asked for it answers with a line. `--embedded`: on the line
`work` it begins to work, too.
"""

import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib import import_module

from bench.queues.marks import Marks


class Asker:
    """Asks for jobs and notes when, in threads that take turns."""

    def __init__(self, enqueue: Callable[[int], object], threads: int) -> None:
        self._marks = Marks.here()
        self._enqueue = enqueue
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads)

    def ask(self, first: int, count: int, gap: int) -> None:
        """Ask for some jobs; come back when all are asked for. One by one if there is a gap."""
        if gap or self._threads == 1:
            self._one_by_one(range(first, first + count), gap)
            return
        shares = [range(first + nth, first + count, self._threads) for nth in range(self._threads)]
        for done in [self._pool.submit(self._one_by_one, share, 0) for share in shares]:
            done.result()

    def _one_by_one(self, jobs: range, gap: int) -> None:
        began = time.monotonic_ns()
        for nth, job in enumerate(jobs):
            if gap:
                time.sleep(max(0, began + nth * gap - time.monotonic_ns()) / 1e9)
            self._marks.asked(job)
            self._enqueue(job)


def main() -> None:
    """Ask until there is nothing more to read."""
    module = import_module(sys.argv[1])
    with ExitStack() as stack:
        if "--embedded" in sys.argv:
            enqueue, working = stack.enter_context(module.embedded())
        else:
            enqueue, working = stack.enter_context(module.enqueuing()), None
        asker = Asker(enqueue, int(sys.argv[2]))
        print("ready", flush=True)
        for line in sys.stdin:
            if line == "work\n":
                stack.enter_context(working)
            else:
                asker.ask(*map(int, line.split()))
            print("done", flush=True)


if __name__ == "__main__":
    main()
