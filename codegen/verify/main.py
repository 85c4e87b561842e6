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
    from codegen.spec import Spec
    from codegen.verify.exchange import Reply, Request, Transport
    from codegen.verify.own import OpenOwn, Own
    from codegen.verify.report.report import Report


def main(arguments: Sequence[str] | None = None, own: OpenOwn | None = None) -> int:
    """Run the command; the answer is the exit status. Without a document it checks `own`."""
    try:
        return _run(asked(arguments), own)
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


def _run(chosen: Asked, own: OpenOwn | None) -> int:
    from codegen.verify.tell import tell

    if chosen.spec is not None:
        from codegen.source import open_source
        from codegen.source.modern import modern
        from codegen.spec import Spec

        source = open_source(Path(chosen.spec))
        spec = Spec(modern(source.document, source.version), Path(chosen.spec).name)
        report = replace(against(spec, chosen), place=source.place)
    elif own is not None:
        with own() as ours:
            report = against(ours.spec, chosen, ours)
    else:
        raise WronglyAsked("spolvero verify: say which document: spolvero verify SPEC --url URL")
    return tell(
        report,
        chosen.format,
        output=chosen.output,
        known=chosen.baseline,
        update=chosen.update_baseline,
    )


def against(spec: Spec, chosen: Asked, ours: Own | None = None) -> Report:
    """Check a document against the server that was named, or against ours."""
    from codegen.laws.read import read_laws
    from codegen.verify.base import base_url
    from codegen.verify.exchange import NOBODY
    from codegen.verify.report.progress import Bar
    from codegen.verify.run import verify
    from codegen.verify.transport import Http

    who = ours.identities if ours else identities(chosen.identity, spec)
    unknown = [each for each in chosen.operation if each not in spec.operations]
    if unknown:
        raise WronglyAsked(f"--operation {unknown[0]}: the document has no such operation")
    http = Http(chosen.timeout)
    bar = Bar(quiet=chosen.quiet)
    transport = _with_headers(http, dict(header(each) for each in chosen.header))
    try:
        first = who[0] if who else NOBODY
        base = ours.url if ours else base_url(spec, chosen.url, transport, first)
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
            checks=not chosen.only_fuzz,
            fuzz=chosen.fuzz_examples if chosen.fuzz and not chosen.law else 0,
            daring=ours is not None,
            on_progress=bar,
        )
    finally:
        bar.close()
        http.close()


def _with_headers(transport: Transport, headers: dict[str, str]) -> Transport:
    if not headers:
        return transport

    def send(request: Request) -> Reply:
        return transport(replace(request, headers={**headers, **request.headers}))

    return send
