"""JUnit XML, as CI systems read it: a suite for each kind of check, a case for each operation."""

from __future__ import annotations

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from codegen.verify.report.report import Report
from codegen.verify.report.told import Told, refused, told

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) has no way to write."""


def junit(report: Report) -> str:
    """The report as one `testsuites` element."""
    findings = told(report, report.findings)
    root = Element("testsuites", name=_text(f"spolvero verify {report.name}"))
    suites: dict[str, Element] = {}

    def case(kind: str, operation: str, where: str) -> Element:
        if kind not in suites:
            suites[kind] = SubElement(root, "testsuite", name=_text(kind))
        name = _text(f"{operation} {where}".strip())
        return SubElement(suites[kind], "testcase", classname=_text(kind), name=name)

    left = list(findings)
    for ran in report.ran:
        element = case(ran.check, ran.operation, ran.where)
        for each in [
            each
            for each in left
            if (each.rule, each.operation, each.where) == (ran.check, ran.operation, ran.where)
        ]:
            left.remove(each)
            _fail(element, each)
    for each in left:
        _fail(case(each.rule, each.operation, each.where), each)
    for idle in report.idle:
        element = case(idle.check, idle.operation, idle.where)
        SubElement(element, "skipped", message=_text(idle.why))
    for unseen in report.never:
        SubElement(case("carried_out", unseen.operation, ""), "skipped", message=refused(unseen))
    for suite in (*suites.values(), root):
        for tag, name in (("testcase", "tests"), ("failure", "failures"), ("skipped", "skipped")):
            suite.set(name, str(len([*suite.iter(tag)])))
    root.set("time", f"{report.seconds:.3f}")
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def _fail(case: Element, each: Told) -> None:
    lines = [each.message, f"{each.place}: {each.where}" if each.place else each.where]
    lines += [f"also: {other}" for other in each.also]
    for step in each.shown:
        lines += [f"# … {step.left_out}"] if step.left_out else []
        lines += [step.curl, f"# answered {step.status} {step.reply}".rstrip()]
    failure = SubElement(case, "failure", type=_text(each.rule), message=_text(each.message))
    failure.text = _text("\n".join(lines))


def _text(text: str) -> str:
    return _FORBIDDEN.sub(lambda odd: f"\\u{ord(odd[0]):04x}", text)
