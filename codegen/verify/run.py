"""All checks of a document, against one server."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from codegen.laws.law import Laws
from codegen.spec import Operation, Spec
from codegen.verify.attempt import Attempt
from codegen.verify.changes.harmless import is_harmless
from codegen.verify.conformance import Conformance
from codegen.verify.decisive import decisive
from codegen.verify.draws import Choice, Draws, shrink
from codegen.verify.exchange import Exchange, Identity, Reply, Transport
from codegen.verify.finding import Broken, Discard, Finding
from codegen.verify.fuzz import Fuzzed
from codegen.verify.fuzz import fuzz as fuzzing
from codegen.verify.grouping import grouped, shared_cause
from codegen.verify.report.report import Idle, Never, Ran, Report
from codegen.verify.steps import needed, telling
from codegen.verify.transport import Unreachable
from codegen.verify.trial import LAW_CHECKS, OPERATION_CHECKS, Case, OperationCheck, Trial
from codegen.verify.world import World

Progress = Callable[[int, int, str], None]
"""Told how many checks are done, of how many, and which one is next."""

_CONFIRM: Final = 2
_ROUNDS: Final = 6
_IN_VAIN: Final = 3
_SHRINK_SECONDS: Final = 2.0
_SHRINK_TRIES: Final = 40
_FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Job:
    """One check of one law or operation: `check` is put to the server several times, `cases` once,
    each of them."""

    kind: str
    operation: str
    where: str
    check: Callable[[Trial], None] | None = None
    cases: Callable[[Trial], Iterator[Case]] | None = None

    @property
    def name(self) -> str:
        return f"{self.kind} {self.operation} {self.where}"


def verify(
    spec: Spec,
    laws: Laws,
    transport: Transport,
    identities: Sequence[Identity],
    *,
    base: str,
    seed: int = 0,
    examples: int = 3,
    operations: Collection[str] = (),
    kinds: Collection[str] = (),
    checks: bool = True,
    fuzz: int = 0,
    daring: bool = False,
    stop_at_first: bool = False,
    on_progress: Progress | None = None,
) -> Report:
    """Run every check, or those of some operations and kinds. Raises Unreachable when there is no
    server; one that goes away meanwhile is a finding.

    `base` is where the API is, without a slash at its end; the first of `identities` may do all
    that the checks need. `examples` is how often each check is put to the server; `checks=False`
    leaves them out. `fuzz` is how many random requests Schemathesis makes for each operation,
    beside those that the document suggests; 0: it makes none at all.
    """
    began = time.monotonic()
    world = World(spec, laws, transport, base.rstrip("/"), tuple(identities), seed, daring)
    runner = Runner(world, seed, examples)
    wanted = [
        job
        for job in jobs(spec, laws)
        if checks
        and (not operations or job.operation in operations)
        and (not kinds or job.kind in kinds)
    ]
    fuzzed = Fuzzed()
    try:
        for number, job in enumerate(wanted):
            if on_progress:
                on_progress(number, len(wanted), f"{job.kind} of {job.operation}")
            runner.run(job)
            if stop_at_first and runner.findings:
                break
        if fuzz and not (stop_at_first and runner.findings):
            fuzzed = fuzzing(
                world,
                seed=seed,
                examples=fuzz,
                operations=operations,
                known=runner.findings,
                stop_at_first=stop_at_first,
                told=lambda what: on_progress and on_progress(len(wanted), len(wanted) + 1, what),
            )
        if on_progress:
            on_progress(1, 1, "")
    except Unreachable:
        if world.last is None:
            raise
        runner.keep(_gone(world))
    finally:
        with suppress(Unreachable):
            world.clean()
            world.put_back()
    scope = [] if kinds or not checks else [*(operations or spec.operations)]
    return Report(
        name=spec.name,
        url=base,
        seed=seed,
        findings=grouped([*runner.findings, *fuzzed.findings]),
        ran=[*runner.ran, *fuzzed.ran(spec)],
        idle=[*runner.idle, *fuzzed.idle(spec)],
        requests=sum(world.seen.values()),
        seconds=time.monotonic() - began,
        notes=runner.errors,
        seen=world.seen,
        operations=len(scope),
        never=[] if stop_at_first and runner.findings else _never(scope, world),
    )


def _never(operations: Sequence[str], world: World) -> list[Never]:
    """Those of which no request succeeded. A refusal of somebody who proves nothing, or of a method
    that is not declared, says nothing of the operation itself."""
    answers: dict[str, list[int]] = {}
    for operation, status, _ in world.seen:
        answers.setdefault(operation, []).append(status)
    found: list[Never] = []
    for each in operations:
        given = answers.get(each, [])
        if not any(200 <= status < 400 for status in given):
            refusal = world.known(each).refusal
            told = [status for status in given if status not in (401, 405)]
            last = refusal.reply.status if refusal is not None else None
            found.append(Never(each, last if last is not None else next(reversed(told), None)))
    return found


def _gone(world: World) -> Finding | None:
    """That a server which answered is there no more. None for a request of no operation."""
    last = world.last
    operation = world.spec.operations.get(last.operation) if last else None
    if last is None or operation is None:
        return None
    exchange = Exchange(last, Reply(0, {}, b"nothing takes the connection any more"))
    message = "after this request, or the one before, the server is gone"
    return Finding("crash", operation.key, operation.where, message, (exchange,))


def jobs(spec: Spec, laws: Laws) -> Iterator[Job]:
    """Every check of a document, in the order in which a run puts them."""
    import codegen.verify.checks  # noqa: F401  # registers them all

    for operation in spec.operations.values():
        if is_harmless(operation, laws):
            yield Job("conforms", operation.key, operation.where, check=_conforming(operation))
    for cases in OPERATION_CHECKS:
        for operation in spec.operations.values():
            kind = cases.__name__
            yield Job(kind, operation.key, operation.where, cases=_bound(cases, operation))
    for law in laws.laws:
        for check in LAW_CHECKS.get(type(law), ()):
            bound = lambda trial, check=check, law=law: check(trial, law)  # noqa: E731
            yield Job(law.kind, law.operation, law.where, check=bound)


def _bound(cases: OperationCheck, operation: Operation) -> Callable[[Trial], Iterator[Case]]:
    return lambda trial: iter(cases(trial, operation) or ())


def fact(finding: Finding) -> Finding | None:
    """The finding where it needs no second time: an answer that was malformed once has been so."""
    if not finding.rule.startswith("reply."):
        return None
    return replace(finding, exchanges=telling(finding.exchanges))


def _conforming(operation: Operation) -> Callable[[Trial], None]:
    """A valid request is answered as declared."""

    def conforms(trial: Trial) -> None:
        trial.make(operation.key)

    return conforms


class Runner:
    """Runs checks one after another; what is known to be broken is let pass in later ones."""

    def __init__(self, world: World, seed: int, examples: int) -> None:
        self.findings: list[Finding] = []
        self.ran: list[Ran] = []
        self.idle: list[Idle] = []
        self.errors: list[str] = []
        """Checks that failed themselves: faults of ours, none of the server."""
        self._world = world
        self._conformance = Conformance(world.spec)
        self._seed = seed
        self._examples = examples
        self._known: set[tuple[str, str, str]] = set()
        self._overheard: list[Finding] = []

    def run(self, job: Job) -> None:
        """Put one check to the server, until it finds nothing that is not known yet."""
        try:
            self._run(job)
        finally:
            for finding in self._overheard:
                # An answer that was malformed once has been so, whatever comes of another request.
                if not self.is_known(finding):
                    self.keep(replace(finding, exchanges=telling(finding.exchanges)))
            self._overheard.clear()

    def _run(self, job: Job) -> None:
        if job.cases is not None:
            _Cases(self, job).run()
            return
        for round_ in range(_ROUNDS):
            found = self._look(job, round_)
            if found is None:
                return
            seed, choices, finding = found
            if shared_cause(finding) not in map(shared_cause, self.findings):
                choices, finding = self._shrunk(job, seed, choices, finding)
            self.keep(self._confirm(job, seed, choices, finding) or fact(finding))

    def keep(self, finding: Finding | None) -> None:
        """Remember what was found, and let it pass from now on."""
        if finding is not None:
            self.findings.append(finding)
            self._known.add(finding.cause)

    def tell(self, job: Job, attempts: int, discarded: int, why: str) -> None:
        """Remember that a check ran, or why it could not."""
        if attempts > discarded:
            self.ran.append(Ran(job.kind, job.operation, job.where, attempts, discarded))
        elif why:  # else it was Moot
            self.idle.append(Idle(job.kind, job.operation, job.where, why))

    def is_known(self, finding: Finding) -> bool:
        """Whether this was found before."""
        return finding.cause in self._known

    def begin(self, seed: str, replay: tuple[Choice, ...] | None = None) -> tuple[Attempt, Draws]:
        """An attempt."""
        draws = Draws(seed, replay)
        known = frozenset(self._known)
        return Attempt(self._world, self._conformance, draws, known, self._overheard), draws

    def fault(self, name: str, attempt: Attempt, fault: Exception) -> str:
        """Why a check that failed itself says nothing. An answer that is known to be malformed may
        be more than it can bear; anything else is told."""
        why = f"{type(fault).__name__}: {fault}"
        line = f"the check {name} failed: {why}"
        if not attempt.tolerated and line not in self.errors:
            self.errors.append(line)
        return why

    def mark(self) -> int:
        return self._world.mark()

    def clean(self, mark: int) -> None:
        self._world.clean(mark)

    def _look(self, job: Job, round_: int) -> tuple[str, tuple[Choice, ...], Finding] | None:
        """The first attempt that finds something new; None when there is none."""
        attempts = discarded = 0
        why = ""
        for number in range(self._examples * 3):
            seed = f"{self._seed} {job.name} {round_} {number}"
            # The first choice of most checks is how much there is in a request: all, some, little.
            outcome, choices = self._attempt(job, seed, (2 - number % 3,))
            attempts += 1
            if isinstance(outcome, Finding):
                if not self.is_known(outcome):
                    return seed, choices, outcome
                break  # the check ends at what is known already
            if outcome is not None:
                discarded += 1
                why = outcome
            if attempts - discarded == self._examples or discarded == attempts == _IN_VAIN:
                break
        if round_ == 0 or attempts > discarded:
            self.tell(job, attempts, discarded, why)
        return None

    def _attempt(
        self, job: Job, seed: str, replay: tuple[Choice, ...] | None
    ) -> tuple[Finding | str | None, tuple[Choice, ...]]:
        """One attempt: what it found, or why it says nothing, or None when all was well."""
        assert job.check is not None
        mark = self.mark()
        attempt, draws = self.begin(seed, replay)
        outcome: Finding | str | None = None
        try:
            job.check(attempt)
        except Broken as broken:
            outcome = broken.finding
        except Discard as discarded:
            outcome = str(discarded)
        except _FAULTS as fault:
            outcome = self.fault(job.name, attempt, fault)
        finally:
            with suppress(Unreachable):
                self.clean(mark)
        return outcome, draws.choices

    def _shrunk(
        self, job: Job, seed: str, choices: tuple[Choice, ...], finding: Finding
    ) -> tuple[tuple[Choice, ...], Finding]:
        ends = time.monotonic() + _SHRINK_SECONDS
        tries = 0
        best = finding

        def fails(candidate: tuple[Choice, ...]) -> tuple[Choice, ...] | None:
            nonlocal tries, best
            tries += 1
            if time.monotonic() > ends or tries > _SHRINK_TRIES:
                raise TimeoutError
            outcome, made = self._attempt(job, seed, candidate)
            if isinstance(outcome, Finding) and outcome.cause == finding.cause:
                best = outcome
                return made
            return None

        return shrink(choices, fails), best

    def _confirm(
        self, job: Job, seed: str, choices: tuple[Choice, ...], finding: Finding
    ) -> Finding | None:
        """The finding as it is seen again; None when it does not repeat."""
        again = 0
        for _ in range(_CONFIRM + 1):
            outcome, _ = self._attempt(job, seed, choices)
            if isinstance(outcome, Finding) and outcome.cause == finding.cause:
                finding = outcome
                again += 1
            if again == _CONFIRM:
                steps = telling(finding.exchanges, decisive(finding))
                return replace(finding, exchanges=steps)
        return None


class _Cases:
    """Runs the cases of one check of one operation."""

    def __init__(self, runner: Runner, job: Job) -> None:
        self._runner = runner
        self._job = job
        self._seed = f"cases {job.name}"

    def run(self) -> None:
        """Run every case; each has findings of its own."""
        runner, job = self._runner, self._job
        attempts = discarded = 0
        why = "there is nothing to ask"
        suspects: list[tuple[str, Finding]] = []
        mark = runner.mark()
        attempt, _ = runner.begin(self._seed)
        assert job.cases is not None
        try:
            for name, case in job.cases(attempt):
                attempts += 1
                outcome = self._case(attempt, case)
                if isinstance(outcome, Finding):
                    if not runner.is_known(outcome):
                        suspects.append((name, outcome))
                elif outcome is not None:
                    discarded += 1
                    why = outcome
        except Broken as broken:
            suspects.append(("", broken.finding))
        except Discard as fault:
            why = str(fault)
        except _FAULTS as fault:
            why = runner.fault(job.name, attempt, fault)
        finally:
            with suppress(Unreachable):
                runner.clean(mark)
        if attempts or why != "there is nothing to ask":
            runner.tell(job, attempts, discarded, why)
        for name, finding in suspects:
            if not runner.is_known(finding):
                runner.keep(self._confirmed(name, finding) or fact(finding))

    def _case(self, attempt: Attempt, case: Callable[[], None]) -> Finding | str | None:
        try:
            case()
        except Broken as broken:
            return broken.finding
        except Discard as discarded:
            return str(discarded)
        except _FAULTS as fault:
            return self._runner.fault(self._job.name, attempt, fault)
        return None

    def _confirmed(self, name: str, finding: Finding) -> Finding | None:
        for _ in range(_CONFIRM):
            seen = self._again(name, finding)
            if seen is None:
                return None
            finding = seen
        return replace(finding, exchanges=needed(finding.exchanges, decisive(finding)))

    def _again(self, wanted: str, finding: Finding) -> Finding | None:
        """The finding, when nothing but its case is run."""
        assert self._job.cases is not None
        mark = self._runner.mark()
        attempt, _ = self._runner.begin(self._seed)
        outcome: Finding | str | None = None
        try:
            for name, case in self._job.cases(attempt):
                if name == wanted:
                    outcome = self._case(attempt, case)
                    break
        except Broken as broken:
            outcome = broken.finding
        except (Discard, *_FAULTS):
            return None
        finally:
            with suppress(Unreachable):
                self._runner.clean(mark)
        if isinstance(outcome, Finding) and outcome.cause == finding.cause:
            return outcome
        return None
