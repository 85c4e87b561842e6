"""`spolvero mutate`: measure the checks of `spolvero verify`."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codegen.asked import WronglyAsked
from codegen.fault import ContractError
from codegen.mutate.options import Asked, asked
from codegen.mutate.own import Worker

if TYPE_CHECKING:
    from codegen.laws.law import Laws
    from codegen.mutate.mutant import Mutant
    from codegen.mutate.run import Bench, Verdict
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request, Transport
    from codegen.verify.own import OpenOwn

_NEEDED: Final = ("hypothesis", "schemathesis", "urllib3", "requests")


def main(arguments: Sequence[str] | None = None, own: OpenOwn | None = None) -> int:
    """Run the command; the answer is the exit status. `own` is what is measured without SPEC."""
    try:
        return _run(asked(arguments), own)
    except (WronglyAsked, ContractError) as fault:
        for line in fault.lines:
            print(line, file=sys.stderr)
    except ConnectionError as fault:
        print(f"spolvero mutate: {fault}", file=sys.stderr)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in _NEEDED:
            raise
        print(
            f"spolvero mutate needs {missing.name}: pip install 'spolvero[verify]'", file=sys.stderr
        )
    return 2


def _run(chosen: Asked, own: OpenOwn | None) -> int:
    from codegen.mutate.report import WRITTEN, listed
    from codegen.mutate.score import Score
    from codegen.verify.report.progress import Bar

    spec = _spec(chosen, own)
    reasons = _reasons(chosen.reasons)
    began = time.monotonic()
    laws = laws_of(spec)
    mutants, possible = picked(spec, laws, chosen)
    if chosen.list:
        print(listed(mutants, possible), end="")
        return 0
    bar = Bar(quiet=chosen.quiet)
    verdicts: list[Verdict] = []
    wrong: list[str] = []
    for event in _events(spec, laws, mutants, chosen, own):
        if isinstance(event, str):
            wrong.append(event)
        elif isinstance(event, tuple):
            bar(*event, "the true server")
        else:
            verdicts.append(event)
            killed = sum(each.killed for each in verdicts)
            bar(len(verdicts), len(mutants), f"{killed} killed; {event.id}")
    bar.close()
    if wrong:
        end = "; what it breaks is no kill" if chosen.anyway else ", so nothing can be measured"
        print(f"The true server does not keep the contract{end}:", file=sys.stderr)
        for line in wrong:
            print(f"  {line}", file=sys.stderr)
        if not chosen.anyway:
            return 1
    score = Score(
        spec.name,
        {each.id: each for each in mutants},
        sorted(verdicts, key=lambda each: each.id),
        possible,
        time.monotonic() - began,
        chosen.seed,
        reasons,
    )
    text = WRITTEN[chosen.format](score)
    if chosen.output is None:
        print(text, end="")
    else:
        Path(chosen.output).write_text(text, "utf-8")
    return 0 if score.is_enough(chosen.least, chosen.least_class) else 1


def _spec(chosen: Asked, own: OpenOwn | None) -> Spec:
    from codegen.spec import Spec

    if chosen.spec is not None:
        return Spec.open(Path(chosen.spec))
    if own is None:
        raise WronglyAsked("spolvero mutate: say which document: spolvero mutate SPEC --url URL")
    with own() as ours:
        return ours.spec


def laws_of(spec: Spec) -> Laws:
    """The laws of a document, those it states and those it implies, made quick to be measured."""
    from codegen.laws.read import read_laws
    from codegen.mutate.run import quick

    return quick(read_laws(spec)[0])


def picked(spec: Spec, laws: Laws, chosen: Asked) -> tuple[list[Mutant], int]:
    """The mutants that were asked for, and how many there would be. WronglyAsked for none."""
    from codegen.mutate.chosen import chosen as some
    from codegen.mutate.operators import derived

    for key in chosen.operation:
        if key not in spec.operations:
            raise WronglyAsked(f"--operation {key}: the document has no such operation")
    wanted = [
        each
        for each in derived(spec, laws)
        if (not chosen.only or each.kind in chosen.only)
        and (not chosen.operation or each.operation in chosen.operation)
        and (not chosen.mutant or each.id in chosen.mutant)
    ]
    if not wanted:
        raise WronglyAsked("spolvero mutate: the contract gives no such mutant")
    return some(wanted, chosen.max or None, chosen.seed), len(wanted)


def _events(
    spec: Spec, laws: Laws, mutants: list[Mutant], chosen: Asked, own: OpenOwn | None
) -> Iterator[Verdict | tuple[int, int] | str]:
    """What happens: how far the baseline is, what is wrong with the true server, verdicts."""
    from codegen.mutate.own import measured

    if chosen.spec is None and own is not None:
        work = Worker(own, chosen.seed, chosen.examples, chosen.timeout, chosen.anyway)
        yield from measured(work, [each.id for each in mutants], chosen.jobs)
        return
    with _bench(spec, laws, chosen) as bench:
        yield from bench.measure(mutants)


@contextmanager
def _bench(spec: Spec, laws: Laws, chosen: Asked) -> Iterator[Bench]:
    from codegen.mutate.run import Bench
    from codegen.verify.asked import header, identities
    from codegen.verify.base import base_url
    from codegen.verify.exchange import NOBODY
    from codegen.verify.transport import Http

    who = identities(chosen.identity, spec)
    headers = dict(header(each) for each in chosen.header)
    http = Http(chosen.timeout)
    transport = _with_headers(http, headers)
    try:
        base = base_url(spec, chosen.url, transport, who[0] if who else NOBODY)
        yield Bench(spec, laws, transport, who, base, chosen.seed, chosen.examples, chosen.anyway)
    finally:
        http.close()


def _with_headers(transport: Transport, headers: dict[str, str]) -> Transport:
    if not headers:
        return transport

    def send(request: Request) -> Reply:
        return transport(replace(request, headers={**headers, **request.headers}))

    return send


def _reasons(path: str | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        found = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError):
        raise WronglyAsked(f"--reasons {path}: it cannot be read as JSON") from None
    if not isinstance(found, dict):
        raise WronglyAsked(f"--reasons {path}: it must be an object, sentences by ids")
    return {str(name): str(reason) for name, reason in found.items()}
