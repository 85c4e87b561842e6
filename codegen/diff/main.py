"""`spolvero diff OLD NEW`: what has changed between two contracts, and what breaks clients."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import date
from typing import NoReturn

from codegen.diff.finding import SEVERITIES, Finding
from codegen.fault import ContractError

HELP = """\
spolvero diff OLD NEW [options]

Compares two OpenAPI documents (3.0, 3.1 or 3.2; JSON or YAML; one file or many) by what they mean,
and tells what breaks those who use the first. A break of a schema comes with a value that was fine
and no longer is. OLD and NEW are files, - for standard input, or git:REVISION:PATH.

    spolvero diff git:v1.4:openapi.yaml openapi.yaml
    spolvero diff released.json bundle.json --format github --waivers waivers.yaml

  --format FORMAT     terminal, the default; markdown, a changelog; json; github, annotations
  --fail-on SEVERITY  what makes the exit status 1: break, the default; warning; info; never
  --all               at a terminal, show also what breaks nobody
  --waivers FILE      YAML: a list of rule, place, reason and until; see docs/diff.md
  --grace-days DAYS   the least time from a deprecation to its x-sunset
  --tolerant-readers  clients ignore properties that they do not know: new ones break nobody
  --today DATE        the day that sunsets and waivers are held against
  --rules             list every rule, and compare nothing

Exit status: 0 nothing found, 1 a break that is not waived, 2 wrongly asked.
"""


class _Wrongly(Exception):
    pass


class _Parser(ArgumentParser):
    def format_help(self) -> str:
        return HELP

    def format_usage(self) -> str:
        return "usage: spolvero diff OLD NEW [options]\n"

    def error(self, message: str) -> NoReturn:
        raise _Wrongly(f'spolvero diff: {message}; try "spolvero diff --help"')


def parser() -> ArgumentParser:
    """Every option."""
    from codegen.diff.report import FORMATS

    found = _Parser(prog="spolvero diff", allow_abbrev=False)
    add = found.add_argument
    add("old", metavar="OLD", nargs="?")
    add("new", metavar="NEW", nargs="?")
    add("--format", choices=FORMATS, default="terminal")
    add("--fail-on", choices=(*SEVERITIES, "never"), default="break")
    add("--all", action="store_true")
    add("--waivers", metavar="FILE")
    add("--grace-days", type=int, metavar="DAYS")
    add("--tolerant-readers", action="store_true")
    add("--today", type=date.fromisoformat, metavar="DATE")
    add("--rules", action="store_true")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, and tell; give the exit status."""
    is_collecting = gc.isenabled()
    # What is read and compared stays until the end, and looking for rubbish in it is a third of
    # the time.
    gc.disable()
    try:
        chosen = parser().parse_args(arguments)
        if chosen.rules:
            _put(rules())
            return 0
        if chosen.old is None or chosen.new is None:
            raise _Wrongly('spolvero diff needs two documents; try "spolvero diff --help"')
        if chosen.grace_days is not None and chosen.grace_days < 0:
            raise _Wrongly("--grace-days is no less than 0")
        if chosen.old == chosen.new == "-":
            raise _Wrongly("standard input can be one of the documents only")
        return _run(chosen)
    except _Wrongly as fault:
        return _refused([str(fault)])
    except ContractError as fault:
        return _refused(fault.lines)
    except RecursionError:
        return _refused(["the documents are nested too deeply; move inner parts into components"])
    except KeyboardInterrupt:
        return 130
    finally:
        if is_collecting:
            gc.enable()


def _refused(lines: Sequence[str]) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return 2


def _run(chosen: Namespace) -> int:
    from codegen.diff.compare import compare
    from codegen.diff.document import opened
    from codegen.diff.report import Shown, writer

    today = chosen.today or date.today()
    waivers = None
    if chosen.waivers is not None:
        from codegen.diff.waivers import apply, read

        waivers = read(chosen.waivers)
    old, new = opened(chosen.old), opened(chosen.new)
    findings = compare(old, new, today, chosen.grace_days, chosen.tolerant_readers)
    if waivers is not None:
        apply(waivers, findings, today, chosen.waivers)
    is_terminal = chosen.format == "terminal"
    shown = Shown(
        infos=chosen.all or not is_terminal,
        colour=is_terminal and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
    )
    _put(writer(chosen.format)(old, new, findings, shown))
    return int(fails(findings, chosen.fail_on))


def fails(findings: Sequence[Finding], least: str) -> bool:
    """Whether anything is as grave as this, and not waived."""
    if least == "never":
        return False
    worst = SEVERITIES[: SEVERITIES.index(least) + 1]
    return any(each.severity in worst and not each.waived for each in findings)


def rules() -> str:
    """Every rule in a line of its own."""
    from codegen.diff.rules import RULES

    width = max(map(len, RULES))
    return "".join(
        f"{each.id:{width}}  {each.severity:7}  {each.means}\n" for each in RULES.values()
    )


def _put(text: str) -> None:
    try:
        raw = getattr(sys.stdout, "buffer", None)
        if raw is None:
            sys.stdout.write(text)
            return
        sys.stdout.flush()
        raw.write(text.encode())
        raw.flush()
    except BrokenPipeError:
        # Or Python would try once more at its end, and complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
