"""One mutant at a time between the checks and the true server: who notices?"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from codegen.laws.law import Law, Laws, LongRunning, Maker, Reach
from codegen.mutate.lessons import Lessons
from codegen.mutate.mutant import Mutant
from codegen.verify.run import Job, Runner, jobs
from codegen.verify.transport import Layered
from codegen.verify.world import World

if TYPE_CHECKING:
    from codegen.spec import Spec
    from codegen.verify.draws import Choice
    from codegen.verify.exchange import Exchange, Identity, Transport
    from codegen.verify.finding import Finding

_SECONDS: Final = 90.0
"""A mutant that is not noticed in this time has survived."""
_PATIENCE: Final = 15.0

# What is most likely to notice a lie of each class; it is tried first.
_FIRST: Final = {
    "schema": ("conforms",),
    "status": ("conforms",),
    "media": ("conforms",),
    "headers": ("conforms",),
    "accepts-invalid": ("boundaries",),
    "rejects-valid": ("boundaries", "conforms"),
    "crash": ("boundaries",),
    "auth": ("credentials",),
    "protocol": ("protocol", "odd_input"),
}


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    id: str
    kind: str
    killed: bool
    met: bool
    """Whether the checks ever came to where it lies."""
    seconds: float
    by: str = ""
    """The rule that was broken, and by which operation, as the finding has it."""
    message: str = ""
    requests: int = 0


@dataclass
class Bench:
    """A server that keeps its contract, and the checks that are measured on it."""

    spec: Spec
    laws: Laws
    transport: Transport
    identities: Sequence[Identity]
    base: str
    seed: int = 0
    examples: int = 3
    anyway: bool = False
    """Whether to go on although the true server does not keep the contract."""
    daring: bool = False
    """Whether anything may be asked: the server is ours, and of a moment."""
    fuzz: int = 10
    """How many random requests the fuzzer makes where the laws noticed nothing."""
    lessons: Lessons = field(default_factory=Lessons)
    """What was learnt on a server that keeps the same contract: this one or another."""
    _succeeded: dict[tuple[str, str], Exchange] = field(default_factory=dict)
    """What all worlds know of the one server: a password that one of them has set, the next one
    must give."""

    @cached_property
    def _jobs(self) -> list[Job]:
        return [*jobs(self.spec, self.laws)]

    def baseline(
        self,
        mutants: Sequence[Mutant],
        part: int = 0,
        of: int = 1,
        told: Callable[[int, int], None] | None = None,
    ) -> list[Finding]:
        """What the checks that concern these mutants find in the true server; it should be nothing.
        `part` of `of` parts."""
        world = self._world(self.transport)
        runner = Runner(world, self.seed, self.examples)
        wanted = {job.name for mutant in mutants for job in self._ordered(mutant)}
        needed = [job for job in self._jobs if job.name in wanted]
        mine = needed[part::of]
        try:
            for number, job in enumerate(mine):
                runner.run(job)
                if told:
                    told(number + 1, len(mine))
        finally:
            world.clean()
        self.lessons.experience = world.experience
        self.lessons.clean |= {finding.cause for finding in runner.findings}
        return runner.findings

    def measure(self, mutants: Sequence[Mutant]) -> Iterator[Verdict | tuple[int, int] | str]:
        """What happens: how far the baseline is, what is wrong with the true server (and then
        nothing more), and a verdict for each mutant."""
        steps: list[tuple[int, int]] = []
        for finding in self.baseline(mutants, told=lambda done, of: steps.append((done, of))):
            yield f"{finding.rule} of {finding.operation}: {finding.message}"
        yield from steps[-1:]
        if self.anyway or not self.lessons.clean:
            for mutant in mutants:
                yield self.judge(mutant)

    def judge(self, mutant: Mutant) -> Verdict:
        """Let a mutant lie until somebody notices, or all that concerns it was tried."""
        lie = mutant.lie()
        lie.first = next(iter(self.identities), None)
        began = time.monotonic()
        world = self._world(Layered(self.transport, [lie]))
        runner = _Hasty(world, self.seed, self.examples)
        finding: Finding | None = None
        try:
            for job in self._ordered(mutant):
                runner.run(job)
                finding = self._new(runner.findings)
                if finding is not None or time.monotonic() - began > _SECONDS:
                    break
            if finding is None and self.fuzz and time.monotonic() - began < _SECONDS:
                self._fuzzed_truly(mutant.operation)
                finding = self._new(self._fuzzed(world, mutant.operation))
        finally:
            _cleaned(world, self.transport)
        return Verdict(
            mutant.id,
            mutant.kind,
            killed=finding is not None and lie.lied > 0,
            met=lie.lied > 0,
            seconds=time.monotonic() - began,
            by=f"{finding.rule} of {finding.operation}" if finding is not None else "",
            message=finding.message if finding is not None else "",
            requests=sum(world.seen.values()),
        )

    def _new(self, found: Sequence[Finding]) -> Finding | None:
        """The first that the true server does not give."""
        return next((each for each in found if each.cause not in self.lessons.clean), None)

    def _fuzzed(self, world: World, operation: str) -> Sequence[Finding]:
        from codegen.verify.fuzz import fuzz

        return fuzz(
            world,
            seed=self.seed,
            examples=self.fuzz,
            operations=[operation],
            stop_at_first=True,
        ).findings

    def _fuzzed_truly(self, operation: str) -> None:
        """Learn what the fuzzer finds in an operation of the true server, once."""
        if operation in self.lessons.fuzzed:
            return
        self.lessons.fuzzed.add(operation)
        world = self._world(self.transport)
        try:
            self.lessons.clean |= {each.cause for each in self._fuzzed(world, operation)}
        finally:
            world.clean()

    def _world(self, transport: Transport) -> World:
        world = World(
            self.spec,
            self.laws,
            transport,
            self.base.rstrip("/"),
            tuple(self.identities),
            self.seed,
            self.daring,
        )
        world.experience = deepcopy(self.lessons.experience)
        world.succeeded = self._succeeded
        return world

    def _ordered(self, mutant: Mutant) -> list[Job]:
        """First what is most likely to notice, then what else concerns the operation, and then
        the laws of whatever the operation is about."""
        wanted = {
            (law.kind, law.operation, law.where)
            for law in self.laws.laws
            if mutant.operation in mentioned(law)
        }
        near = {mutant.operation} | _kin(self.laws, mutant.operation)
        wider = {
            (law.kind, law.operation, law.where) for law in self.laws.laws if near & mentioned(law)
        }

        def rank(job: Job) -> int:
            key = job.kind, job.operation, job.where
            own = job.operation == mutant.operation
            if own and job.kind == mutant.law and job.where == mutant.where:
                return 0
            if own and job.kind in _FIRST.get(mutant.kind, ()):
                return 1
            if own and job.kind == mutant.law:
                return 2
            if key in wanted and job.kind == mutant.law:
                return 3
            if own:
                return 4
            if key in wanted:
                return 5
            if key in wider:
                return 6
            return 7 if job.operation in near else 9

        ranked = [(rank(job), job) for job in self._jobs]
        return [job for number, job in sorted(ranked, key=lambda pair: pair[0]) if number < 9]


def quick(laws: Laws) -> Laws:
    """The same laws, but that nothing is waited for longer than fifteen seconds."""
    return replace(
        laws,
        laws=tuple(
            replace(law, within=min(law.within, _PATIENCE)) if isinstance(law, LongRunning) else law
            for law in laws.laws
        ),
    )


class _Hasty(Runner):
    """Takes the first example for the shortest: nobody will read it."""

    def _shrunk(
        self, job: Job, seed: str, choices: tuple[Choice, ...], finding: Finding
    ) -> tuple[tuple[Choice, ...], Finding]:
        return choices, finding


def _cleaned(world: World, truth: Transport) -> None:
    try:
        world.clean_past(truth)
    except ConnectionError:
        return


def mentioned(law: Law) -> set[str]:
    """Every operation that a law names."""
    return set(_operations(law))


def _operations(value: Any) -> Iterator[str]:
    if isinstance(value, Reach):
        yield value.operation
    elif isinstance(value, Law):
        yield value.operation
        for name in _fields(value):
            yield from _operations(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _operations(each)


def _fields(law: Law) -> Collection[str]:
    from dataclasses import fields

    return [each.name for each in fields(law)]


def _kin(laws: Laws, operation: str) -> set[str]:
    """The operations on the same kind of thing."""
    found: set[str] = set()
    for maker in laws.makers:
        about = {maker.make, *_reached(maker)}
        if operation in about:
            found |= about
    return found


def _reached(maker: Maker) -> Iterator[str]:
    for reach in (maker.read, maker.delete, maker.list):
        if reach is not None:
            yield reach.operation
