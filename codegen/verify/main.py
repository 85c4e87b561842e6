"""`spolvero verify`: hold a running API to its contract."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.asked import WronglyAsked
from codegen.fault import ContractError
from codegen.verify.asked import Asked, asked, header, identities

if TYPE_CHECKING:
    from codegen.verify.exchange import Reply, Request, Transport
    from codegen.verify.report.report import Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the answer is the exit status."""
    try:
        return _run(asked(arguments))
    except WronglyAsked as fault:
        for line in fault.lines:
            print(line, file=sys.stderr)
    except ContractError as fault:
        for line in fault.lines:
            print(line, file=sys.stderr)
    except ConnectionError as fault:
        print(f"spolvero verify: {fault}", file=sys.stderr)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in ("hypothesis", "schemathesis", "urllib3"):
            raise
        print(
            f"spolvero verify needs {missing.name}: pip install 'spolvero[verify]'", file=sys.stderr
        )
    return 2


def _run(chosen: Asked) -> int:
    from codegen.spec import Spec

    if chosen.spec is None:
        raise WronglyAsked("spolvero verify: say which document: spolvero verify SPEC --url URL")
    spec = Spec.open(Path(chosen.spec))
    report = against(spec, chosen)
    _tell(report, chosen)
    return 1 if report.findings else 0


def against(spec: object, chosen: Asked) -> Report:
    """Check a document against the server that was named."""
    from codegen.laws.read import read_laws
    from codegen.spec import Spec
    from codegen.verify.base import base_url
    from codegen.verify.exchange import NOBODY
    from codegen.verify.run import verify
    from codegen.verify.transport import Http

    assert isinstance(spec, Spec)
    who = identities(chosen.identity, spec)
    unknown = [each for each in chosen.operation if each not in spec.operations]
    if unknown:
        raise WronglyAsked(f"--operation {unknown[0]}: the document has no such operation")
    http = Http(chosen.timeout)
    transport = _with_headers(http, dict(header(each) for each in chosen.header))
    try:
        base = base_url(spec, chosen.url, transport, who[0] if who else NOBODY)
        laws, faults = read_laws(spec, chosen.stated_only)
        for fault in faults:
            print(f"{spec.name}#{fault.where}: {fault.message}", file=sys.stderr)
        return verify(
            spec,
            laws,
            transport,
            who,
            base=base,
            seed=chosen.seed,
            examples=chosen.examples,
            operations=chosen.operation,
            kinds=chosen.law,
        )
    finally:
        http.close()


def _with_headers(transport: Transport, headers: dict[str, str]) -> Transport:
    if not headers:
        return transport

    def send(request: Request) -> Reply:
        return transport(replace(request, headers={**headers, **request.headers}))

    return send


def _tell(report: Report, chosen: Asked) -> None:
    lines = []
    for finding in report.findings:
        lines += [f"{finding.operation}: {finding.rule}", f"  {finding.message}"]
        lines += [f"  {finding.where}", *(f"  {each.curl()}" for each in finding.exchanges), ""]
    lines.append(f"{len(report.findings)} findings, {report.requests} requests")
    print("\n".join(lines))
