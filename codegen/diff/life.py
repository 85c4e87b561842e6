"""What is deprecated, until when it works, and whether it ended in time.

`deprecated: true` announces an end and `x-sunset` the day of it, as RFC 9745 and RFC 8594 do in
headers. What was announced may go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from codegen.diff.finding import Finding
from codegen.diff.rules import END, RULES, Subject

if TYPE_CHECKING:
    from codegen.diff.view import All, View

State = tuple[bool, Any]
"""Whether it is deprecated, and its `x-sunset` as written."""


def day(value: Any) -> date | None:
    """The day that is written, alone or with a time (RFC 3339); None for what is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


class Life:
    """The rules of deprecation on one day. `grace` is the least time from a deprecation to its
    sunset, in days; None where nobody minds."""

    def __init__(self, today: date, grace: int | None, old: View) -> None:
        self._today = today
        self._grace = grace
        self._old = old

    def how_it_ended(self, was: State) -> str:
        """The end of a rule's id for something that is gone."""
        deprecated, sunset = was
        ends = day(sunset)
        if ends is None:
            return "removed-after-deprecation" if deprecated else "removed-without-deprecation"
        # A date alone announces as much as the flag.
        return "removed-before-sunset" if self._today < ends else "removed-after-sunset"

    def gone(self, found: Finding, thing: str, was: State, name: str) -> Finding:
        """Say how an operation or a parameter ended."""
        word = self.how_it_ended(was)
        severity, means = END[word]
        found.rule, found.severity = f"{thing}-{word}", severity
        until = f", {was[1]}" if word.endswith("sunset") else ""
        found.message = f"{name} {means}{until}"
        return found

    def ended(self, found: Finding, about: All, subject: Subject) -> None:
        """Look whether a property that is gone had been deprecated, and say so if it had."""
        view = self._old
        was = (view.says(about, "deprecated"), view.named(about, "x-sunset"))
        word = self.how_it_ended(was)
        rule = RULES.get(f"{subject.part}-{word}")
        if word == "removed-without-deprecation" or rule is None:
            return
        found.rule, found.severity = rule.id, rule.severity
        if word == "removed-before-sunset":
            found.fixed = (f"before its end on {was[1]}",)

    def lived(self, found: Finding, was: State, now: State, subject: Subject) -> Iterator[Finding]:
        """What has befallen a property that goes on."""
        name = f"`{'.'.join(found.path)}`"
        yield from self.changes(found, subject.part, name, was, now)

    def changes(
        self, found: Finding, thing: str, name: str, was: State, now: State
    ) -> Iterator[Finding]:
        """What has befallen something that goes on."""

        def told(word: str, said: str) -> Iterator[Finding]:
            rule = RULES.get(f"{thing}-{word}")
            if rule is not None:
                strict = word == "deprecated-without-sunset" and self._grace is not None
                severity = "break" if strict else rule.severity
                yield replace(found, rule=rule.id, severity=severity, message=f"{name} {said}")

        before, after = day(was[1]), day(now[1])
        if now[1] is not None and after is None:
            yield from told("sunset-unreadable", f"has an x-sunset that is no date: {now[1]!r}")
        if was[0] and not now[0]:
            yield from told("reactivated", "is not deprecated any more")
            return
        if now[0] and not was[0]:
            until = f"; it works until {now[1]}" if after else ""
            yield from told("deprecated", f"is deprecated{until}")
            if now[1] is None:
                yield from told(
                    "deprecated-without-sunset",
                    "is deprecated, and there is no x-sunset to say until when it works",
                )
        if not now[0]:
            return
        if was[0] and was[1] is not None and now[1] is None:
            yield from told(
                "sunset-deleted", f"worked until {was[1]}, and now nobody says until when"
            )
        if before and after and after < before:
            yield from told(
                "sunset-moved-earlier", f"worked until {was[1]} and does until {now[1]}"
            )
        elif before and after and after > before:
            yield from told("sunset-moved-later", f"worked until {was[1]} and does until {now[1]}")
        if self._grace is not None and after and after != before:
            least = self._today + timedelta(days=self._grace)
            if after < least:
                yield from told(
                    "sunset-too-early",
                    f"works until {now[1]}, and {self._grace} days from today are {least}",
                )
