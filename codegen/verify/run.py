"""All checks of a document, against one server."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from inspect import isgeneratorfunction
from typing import Any, Final

from codegen.laws.law import Law, Laws
from codegen.spec import Operation, Spec
from codegen.verify.attempt import Attempt
from codegen.verify.conformance import Conformance
from codegen.verify.draws import Choice, Draws, shrink
from codegen.verify.exchange import Exchange, Identity, Transport
from codegen.verify.finding import Broken, Discard, Finding
from codegen.verify.outcome import Idle, Report, shared_cause
from codegen.verify.transport import Unreachable
from codegen.verify.trial import LAW_CHECKS, OPERATION_CHECKS, Case, Trial
from codegen.verify.world import World

Progress = Callable[[int, int, str], None]
"""Told how many checks are done, of how many, and which one is next."""

_CONFIRM: Final = 2
_ROUNDS: Final = 6
_CASES_TRIES: Final = 3
_SHRINK_SECONDS: Final = 4.0
_SHRINK_TRIES: Final = 60


@dataclass(frozen=True)
class _Job:
    """One check of one law or operation."""

    kind: str
    operation: str
    where: str
    check: Callable[[Trial], Iterable[Case] | None]
    once: bool = False
    """Whether one attempt says all."""
    many: bool = False
    """Whether the check gives cases, each with a finding of its own."""

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
    stop_at_first: bool = False,
    on_progress: Progress | None = None,
) -> Report:
    """Run every check, or those of some operations and kinds. Raises Unreachable.

    `base` is where the API is, without a slash at its end; the first of `identities` may do all
    that the checks need. `examples` is how often each check is put to the server.
    """
    import codegen.verify.checks  # noqa: F401  # registers them all

    began = time.monotonic()
    world = World(spec, laws, transport, base.rstrip("/"), tuple(identities), seed)
    runner = _Runner(world, seed, examples)
    jobs = [
        job
        for job in _jobs(spec, laws)
        if (not operations or job.operation in operations) and (not kinds or job.kind in kinds)
    ]
    report = runner.report
    report.seed, report.checks = seed, len(jobs)
    try:
        for number, job in enumerate(jobs):
            if on_progress:
                on_progress(number, len(jobs), f"{job.kind} of {job.operation}")
            runner.run(job)
            if stop_at_first and report.findings:
                break
        if on_progress:
            on_progress(len(jobs), len(jobs), "")
    finally:
        world.clean()
    report.add(())
    report.seen = world.seen
    report.requests = sum(world.seen.values())
    report.seconds = time.monotonic() - began
    return report


def _jobs(spec: Spec, laws: Laws) -> Iterator[_Job]:
    for operation in spec.operations.values():
        if _is_harmless(operation, laws):
            yield _Job("conforms", operation.key, operation.where, _bind(_conforms, operation))
    for check, cases in OPERATION_CHECKS:
        for operation in spec.operations.values():
            if cases is None:
                bound = _bind(check, operation)
                many = isgeneratorfunction(check)
                yield _Job(_kind(check), operation.key, operation.where, bound, many=many)
                continue
            for case in cases(spec, operation):
                bound = _bind(check, operation, case)
                yield _Job(_kind(check), operation.key, operation.where, bound, once=True)
    for law in laws.laws:
        for check in LAW_CHECKS.get(type(law), ()):
            yield _Job(law.kind, law.operation, law.where, _bind(check, law))


def _bind(
    check: Callable[..., Iterable[Case] | None], *what: Operation | Law | Any
) -> Callable[[Trial], Iterable[Case] | None]:
    return lambda trial: check(trial, *what)


def _kind(check: Callable[..., Any]) -> str:
    return check.__name__.strip("_")


def _is_harmless(operation: Operation, laws: Laws) -> bool:
    """Whether it can be called without touching what this run did not make, or ending a session."""
    last = operation.path.rstrip("/").rpartition("/")[2].lower().replace("-", "").replace("_", "")
    if last in ("logout", "signout", "logoff"):
        return False
    names = {name for maker in laws.makers for name in maker.names}
    own = [each for each in operation.parameters if each.place == "path" and each.name in names]
    return operation.method != "DELETE" or bool(own)


def _conforms(trial: Trial, operation: Operation) -> None:
    """A valid request is answered as declared."""
    trial.make(operation.key)


@dataclass
class _Seen:
    """What came of the cases of a check: how many said something, and what failed, by name."""

    ran: int = 0
    failed: dict[str, Finding] = field(default_factory=dict)
    why: str = ""
    choices: tuple[Choice, ...] = ()


class _Runner:
    """Runs checks one after another; what is known to be broken is let pass in later ones."""

    def __init__(self, world: World, seed: int, examples: int) -> None:
        self.report = Report()
        self._world = world
        self._conformance = Conformance(world.spec)
        self._seed = seed
        self._examples = examples
        self._known: set[tuple[str, str, str]] = set()

    def run(self, job: _Job) -> None:
        """Put one check to the server, until it finds nothing that is not known yet."""
        if job.many:
            self._run_cases(job)
            return
        for round_ in range(_ROUNDS):
            found = self._look(job, round_)
            if found is None:
                return
            seed, choices, finding = found
            if shared_cause(finding) not in map(shared_cause, self.report.findings):
                choices, finding = self._shrunk(job, seed, choices, finding)
            confirmed = self._confirm(job, seed, choices, finding)
            if confirmed is None:
                continue
            self.report.findings.append(confirmed)
            self._known.add(confirmed.cause)

    def _run_cases(self, job: _Job) -> None:
        """Go through all cases of a check, and through those that failed again."""
        for number in range(_CASES_TRIES):
            seed = f"{self._seed} {job.name} {number}"
            seen = self._cases(job, seed, None)
            if seen.ran or seen.failed:
                break
        else:
            self.report.idle.append(Idle(job.kind, job.operation, job.where, seen.why))
            return
        self.report.ran[job.kind] += seen.ran
        for _ in range(_CONFIRM):
            if not seen.failed:
                return
            again = self._cases(job, seed, seen)
            causes = {finding.cause for finding in seen.failed.values()}
            seen.failed = {
                name: finding for name, finding in again.failed.items() if finding.cause in causes
            }
        for finding in seen.failed.values():
            if finding.cause not in self._known:
                self.report.findings.append(finding)
                self._known.add(finding.cause)

    def _cases(self, job: _Job, seed: str, before: _Seen | None) -> _Seen:
        """Run a check's cases: all, or with the same choices those that failed before."""
        draws = Draws(seed, before.choices if before else None)
        mark = self._world.mark()
        attempt = Attempt(self._world, self._conformance, draws, frozenset(self._known))
        seen = _Seen()
        try:
            cases = job.check(attempt) or ()
            first = -1
            for name, ask in cases:
                first = len(attempt.exchanges) if first < 0 else first
                if before is not None and name not in before.failed:
                    continue
                start = len(attempt.exchanges)
                try:
                    ask()
                except Broken as broken:
                    needed = [each for each in attempt.exchanges[:first] if self._makes(job, each)]
                    shown = (*needed, *attempt.exchanges[start:])
                    finding = replace(broken.finding, exchanges=shown)
                    if finding.cause not in self._known:
                        seen.failed[name] = finding
                except Discard as discarded:
                    seen.why = str(discarded)
                    continue
                seen.ran += 1
        except Discard as discarded:
            seen.why = str(discarded)
        except Broken as broken:
            seen.failed[""] = broken.finding
        except Unreachable:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
            seen.why = f"{type(fault).__name__}: {fault}"
            line = f"{job.name}: {seen.why}"
            if not attempt.tolerated and line not in self.report.errors:
                self.report.errors.append(line)
        finally:
            self._world.clean(mark)
        seen.choices = draws.choices
        return seen

    def _makes(self, job: _Job, exchange: Exchange) -> bool:
        """Whether a later request may need what an exchange made."""
        sent = exchange.request
        makers = {maker.make for maker in self._world.laws.makers}
        return exchange.reply.ok and sent.operation in makers and sent.operation != job.operation

    def _look(self, job: _Job, round_: int) -> tuple[str, tuple[Choice, ...], Finding] | None:
        """The first attempt that finds something new; None when there is none."""
        wanted = 1 if job.once else self._examples
        said, why = 0, ""
        for number in range(wanted * 3):
            seed = f"{self._seed} {job.name} {round_} {number}"
            outcome, choices = self._attempt(job, seed, None)
            if isinstance(outcome, Finding):
                if outcome.cause in self._known:
                    return None  # the check ends at what is known already
                return seed, choices, outcome
            if outcome is None:
                said += 1
                if said == wanted:
                    break
            else:
                why = outcome
        if said:
            self.report.ran[job.kind] += said
        elif round_ == 0:
            self.report.idle.append(Idle(job.kind, job.operation, job.where, why))
        return None

    def _attempt(
        self, job: _Job, seed: str, replay: tuple[Choice, ...] | None
    ) -> tuple[Finding | str | None, tuple[Choice, ...]]:
        """One attempt: what it found, or why it says nothing, or None when all was well."""
        draws = Draws(seed, replay)
        mark = self._world.mark()
        attempt = Attempt(self._world, self._conformance, draws, frozenset(self._known))
        outcome: Finding | str | None = None
        try:
            job.check(attempt)
        except Broken as broken:
            outcome = broken.finding
        except Discard as discarded:
            outcome = str(discarded)
        except Unreachable:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as fault:
            # An answer that is known to be malformed may be more than a check can bear.
            outcome = f"{type(fault).__name__}: {fault}"
            if not attempt.tolerated:
                line = f"{job.name}: {outcome}"
                if line not in self.report.errors:
                    self.report.errors.append(line)
        finally:
            self._world.clean(mark)
        for each in attempt.tolerated:
            if all(each.cause != known.cause for known in self.report.findings):
                self.report.findings.append(each)
        return outcome, draws.choices

    def _shrunk(
        self, job: _Job, seed: str, choices: tuple[Choice, ...], finding: Finding
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
        self, job: _Job, seed: str, choices: tuple[Choice, ...], finding: Finding
    ) -> Finding | None:
        """The finding as it is seen again; None when it does not repeat."""
        again = 0
        for _ in range(_CONFIRM + 1):
            outcome, _ = self._attempt(job, seed, choices)
            if isinstance(outcome, Finding) and outcome.cause == finding.cause:
                finding = outcome
                again += 1
            if again == _CONFIRM:
                return finding
        return None
