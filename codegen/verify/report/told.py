"""What every format tells of a finding, in one shape. No secret of an identity is ever in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from codegen.verify.baseline import fingerprint
from codegen.verify.decisive import decisive
from codegen.verify.exchange import Exchange, Identity
from codegen.verify.finding import Finding
from codegen.verify.report.report import Never, Report
from codegen.verify.steps import shown, sources
from codegen.verify.walks import walks

_MOST: Final = 400
_USES: Final = 4
_LONG: Final = 40


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
    decisive: bool = False
    """Whether this is what the finding's sentence speaks of."""
    shown: bool = True
    """Whether a person is shown it: one of many pages is not."""
    left_out: str = ""
    """What is not shown before this step: `28 more pages`."""

    headers: Mapping[str, str] = field(default_factory=dict)
    """Those of the answer's headers that the finding's sentence speaks of."""

    @property
    def answered(self) -> str:
        """Its status, and the headers that matter."""
        if not self.status:
            return "not answered"
        told = "".join(f", {name}: {value};" for name, value in self.headers.items())
        return f"answered {self.status}{told}"

    @property
    def note(self) -> str:
        """What a person is told about it."""
        return ", ".join(filter(None, ["this shows it" if self.decisive else "", self.uses]))


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
    also: Sequence[str] = ()
    """What else the same cause shows."""

    @property
    def shown(self) -> list[Step]:
        """The steps that a person is shown."""
        return [each for each in self.steps if each.shown]

    def tail(self) -> str:
        """What is not shown after the last step that is."""
        count = (
            len(self.steps) - 1 - max((n for n, e in enumerate(self.steps) if e.shown), default=-1)
        )
        return many(count, "more step") if count else ""


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
    marked = decisive(finding)
    visible = shown(finding.exchanges, marked)
    steps = [_step(finding, number, everybody) for number in range(len(finding.exchanges))]
    left_out: list[int] = []
    for number, step in enumerate(steps):
        steps[number] = replace(step, decisive=number in marked and len(steps) > 1)
        if number not in visible:
            steps[number] = replace(step, shown=False)
            left_out.append(number)
        elif left_out:
            steps[number] = replace(steps[number], left_out=_left_out(finding, left_out))
            left_out = []
    return Told(
        fingerprint(finding),
        finding.rule,
        finding.operation,
        finding.others,
        finding.where,
        place,
        masked(finding.message, everybody),
        steps,
        [masked(each, everybody) for each in finding.also],
    )


def _left_out(finding: Finding, steps: Sequence[int]) -> str:
    """What steps are that are not shown."""
    pages = {step for walk in walks(finding.exchanges) if len(walk) > 1 for step in walk[1:]}
    return many(len(steps), "more page" if set(steps) <= pages else "more step")


def _step(finding: Finding, number: int, everybody: Sequence[Identity]) -> Step:
    exchange = finding.exchanges[number]
    reply = exchange.reply
    uses = [
        f"{_short(value)} from step {step + 1}"
        for step, value in sources(finding.exchanges, number)
    ]
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
        headers={
            name: masked(value, everybody) for name, value in _speaking(finding.message, exchange)
        },
    )


def _short(value: str) -> str:
    return value if len(value) <= _LONG else f"{value[:_LONG]}…"


def _speaking(message: str, exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The headers of an answer that a sentence names, or has the value of."""
    words = {each.strip(",;:.()") for each in message.split()}
    for name, value in exchange.reply.headers.items():
        is_total = "total" in words and "total" in name
        is_named = re.search(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])", message) is not None
        if name not in ("date", "content-length") and (is_total or value in words or is_named):
            yield name.title(), value


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
    if report.never:
        parts.append(f"{many(len(report.never), 'operation')} never carried out")
    parts.append(f"{many(report.requests, 'request')} in {report.seconds:.1f} s")
    return ", ".join(parts) + f"; seed {report.seed}"


def reasons(report: Report) -> list[tuple[str, list[str]]]:
    """Why checks could not run: each reason with the checks, the most frequent first."""
    found: dict[str, Counter[str]] = {}
    for each in report.idle:
        found.setdefault(each.why, Counter())[f"{each.check} of {each.operation}"] += 1
    ordered = sorted(found.items(), key=lambda pair: -pair[1].total())
    return [
        (
            why,
            [f"{check} ({count} laws)" if count > 1 else check for check, count in checks.items()],
        )
        for why, checks in ordered
    ]


def refused(never: Never) -> str:
    """Why an operation was never carried out."""
    if never.refusal is None:
        return "never asked as somebody who may"
    return f"last answered {never.refusal}"


def never(report: Report) -> str:
    """Which operations were never carried out, in one line; none where all were."""
    if not report.never:
        return ""
    told = [f"{each.operation} ({refused(each)})" for each in report.never]
    of = f"{len(told)} of {many(report.operations, 'operation')}"
    was = "was" if len(told) == 1 else "were"
    return f"{of} {was} never carried out, so what they do is not checked: {', '.join(told)}"
