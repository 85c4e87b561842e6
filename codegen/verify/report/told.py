"""What every format tells of a finding, in one shape. No secret of an identity is ever in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from codegen.verify.baseline import fingerprint
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.finding import Finding
from codegen.verify.report.report import Report
from codegen.verify.steps import sources

_MOST: Final = 400
_USES: Final = 4


@dataclass(frozen=True)
class Step:
    """One request as a command, and what came back."""

    curl: str
    who: str
    status: int
    """0: there was no answer."""
    media_type: str
    reply: str
    """How the answer's text begins."""
    uses: str = ""
    """Which of its values come from an answer before: `17 from step 1`."""


@dataclass(frozen=True)
class Told:
    """A finding, ready to be written."""

    fingerprint: str
    rule: str
    operation: str
    others: Sequence[str]
    where: str
    place: str | None
    message: str
    steps: Sequence[Step]


def told(report: Report, findings: Sequence[Finding]) -> list[Told]:
    """Findings of one rule stand together, in the order in which the first of each was found."""
    order = {each.rule: number for number, each in reversed([*enumerate(findings)])}
    return [_told(report, each) for each in sorted(findings, key=lambda each: order[each.rule])]


def _told(report: Report, finding: Finding) -> Told:
    place = None
    if report.place is not None:
        try:
            place = report.place(finding.where)
        except (LookupError, ValueError):
            place = None
    everybody = [each.request.identity for each in finding.exchanges]
    return Told(
        fingerprint(finding),
        finding.rule,
        finding.operation,
        finding.others,
        finding.where,
        place,
        masked(finding.message, everybody),
        [_step(finding.exchanges, number, everybody) for number in range(len(finding.exchanges))],
    )


def _step(exchanges: Sequence[Exchange], number: int, everybody: Sequence[Identity]) -> Step:
    exchange = exchanges[number]
    reply = exchange.reply
    uses = [f"{value} from step {step + 1}" for step, value in sources(exchanges, number)]
    media_type = reply.headers.get("content-type", "").partition(";")[0].strip()
    text = reply.body[: 4 * _MOST].decode("utf-8", "replace")
    if "\ufffd" in text or "\x00" in text:
        text = f"({len(reply.body)} bytes)"
    elif len(text) > _MOST:
        text = text[:_MOST] + "…"
    return Step(
        masked(exchange.curl(), everybody),
        exchange.request.identity.name,
        reply.status,
        media_type,
        masked(text, everybody),
        masked(", ".join(uses[:_USES]), everybody),
    )


def masked(text: str, everybody: Sequence[Identity]) -> str:
    """A text without the secrets of identities: `${NAME}` stands for each."""
    for identity in everybody:
        for secret in filter(None, _secrets(identity)):
            text = text.replace(secret, f"${{{identity.variable}}}")
    return text


def _secrets(identity: Identity) -> Iterator[str]:
    for value in (
        *identity.headers.values(),
        *identity.cookies.values(),
        *identity.query.values(),
    ):
        yield value
        secret = value.rpartition(" ")[2]  # of `Bearer abc`
        if len(secret) >= 6:
            yield secret


def many(count: int, noun: str) -> str:
    """`1 finding`, `2 findings`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def summary(report: Report) -> str:
    """What came of it, in one line."""
    attempts = sum(each.attempts for each in report.ran)
    parts = [many(len(report.findings), "finding")]
    if report.accepted:
        parts.append(f"{len(report.accepted)} known")
    parts.append(many(len(report.ran), "check") + f" ({attempts:,} attempts)")
    if report.idle:
        parts.append(f"{len(report.idle)} that could not run")
    parts.append(f"{many(report.requests, 'request')} in {report.seconds:.1f} s")
    return ", ".join(parts) + f"; seed {report.seed}"


def reasons(report: Report) -> list[tuple[str, list[str]]]:
    """Why checks could not run: each reason with the checks, the most frequent first."""
    found: dict[str, list[str]] = {}
    for each in report.idle:
        found.setdefault(each.why, []).append(f"{each.check} of {each.operation}")
    return sorted(found.items(), key=lambda pair: -len(pair[1]))
