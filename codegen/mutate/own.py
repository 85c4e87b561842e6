"""Measuring at our own server: several processes, and a fresh server for each mutant.

What one lie did to a server (a password that nobody knows, a queue that is held up) would keep the
next one from being met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from codegen.mutate.run import Bench, Verdict
    from codegen.verify.own import OpenOwn


@dataclass(frozen=True)
class Worker:
    """What a process needs to know to measure. `own` is found there by its name."""

    own: OpenOwn
    seed: int
    examples: int
    timeout: float
    anyway: bool = False

    @contextmanager
    def bench(self, before: Bench | None = None) -> Iterator[Bench]:
        """A server that runs while the block lasts, and the checks on it, with what was learnt on
        the one before."""
        from codegen.mutate.main import laws_of
        from codegen.mutate.run import Bench
        from codegen.verify.transport import Http

        http = Http(self.timeout)
        try:
            with self.own() as ours:
                spec = before.spec if before else ours.spec
                bench = Bench(
                    spec,
                    before.laws if before else laws_of(spec),
                    http,
                    ours.identities,
                    ours.url,
                    self.seed,
                    self.examples,
                    self.anyway,
                    daring=True,
                )
                if before:
                    bench.lessons = before.lessons
                yield bench
        finally:
            http.close()


def measured(
    worker: Worker, ids: Sequence[str], processes: int
) -> Iterator[Verdict | tuple[int, int] | str]:
    """What happens, as `Bench.measure` tells it, in so many processes."""
    from multiprocessing import get_context

    context = get_context("spawn")
    todo: Any = context.Queue()
    events: Any = context.Queue()
    lessons: Any = context.Queue()
    for each in [*ids, *[None] * processes]:
        todo.put(each)
    workers = [
        context.Process(
            target=_work,
            args=(worker, ids, index, processes, todo, events, lessons),
            daemon=True,
        )
        for index in range(processes)
    ]
    for process in workers:
        process.start()
    try:
        yield from _heard(workers, events, lessons, anyway=worker.anyway)
    finally:
        for process in workers:
            process.terminate()
            process.join()


def _heard(workers: Sequence[Any], events: Any, lessons: Any, *, anyway: bool) -> Iterator[Any]:
    """What the workers tell; what each of them learnt is given to all."""
    from codegen.mutate.lessons import Lessons, joined

    done: dict[int, tuple[int, int]] = {}
    learnt: dict[int, Lessons] = {}
    left = len(workers)
    while left:
        try:
            index, event = events.get(timeout=1)
        except Empty:
            dead = [each for each in workers if each.exitcode not in (None, 0)]
            if dead:
                raise ConnectionError("a process that measured ended by itself") from None
            continue
        if event is None:
            left -= 1
        elif isinstance(event, Lessons):
            learnt[index] = event
            if len(learnt) == len(workers):
                together = joined([learnt[number] for number in sorted(learnt)])
                for _ in workers:
                    lessons.put(together if anyway or not together.clean else None)
        elif isinstance(event, tuple):
            done[index] = event
            yield sum(each[0] for each in done.values()), sum(each[1] for each in done.values())
        else:
            yield event


def _work(
    worker: Worker,
    ids: Sequence[str],
    index: int,
    processes: int,
    todo: Any,
    events: Any,
    lessons: Any,
) -> None:
    """Look at the true server with the others, each a part, and learn from all; then take mutants
    until all are judged."""
    from codegen.mutate.operators import derived

    with worker.bench() as bench:
        known = {each.id: each for each in derived(bench.spec, bench.laws)}
        mutants = [known[each] for each in ids]
        wrong = bench.baseline(
            mutants, index, processes, lambda done, of: events.put((index, (done, of)))
        )
        for finding in wrong:
            events.put((index, f"{finding.rule} of {finding.operation}: {finding.message}"))
    events.put((index, bench.lessons))
    together = lessons.get()
    if together is not None:
        bench.lessons = together
        while (name := todo.get()) is not None:
            with worker.bench(bench) as fresh:
                events.put((index, fresh.judge(known[name])))
    events.put((index, None))
