"""docs/reference/diff-rules.md: every rule of `spolvero diff`.

`python -m codegen.diff.rules_page > docs/reference/diff-rules.md` writes it; a test compares.
"""

from __future__ import annotations

from codegen.diff.rules import KINDS, RULES, SUBJECTS, Subject

_HEAD = """\
# The rules of `spolvero diff`

Generated from `codegen/diff/rules.py`; `spolvero diff --rules` prints the same. An id never changes
its meaning. What each severity means, and what a witness is, stands in [diff.md](../diff.md).
"""


def rules_page() -> str:
    """The page: rules of schemas by what they are about, and all others in a table."""
    sent = [each for each in SUBJECTS.values() if each.sender == "client"]
    told = [each for each in SUBJECTS.values() if each.sender == "server"]
    lines = [
        _HEAD,
        "## Schemas",
        "",
        "The id is the name of what carries the schema, then the words. What clients send is "
        + _names(sent)
        + "; what the server sends is "
        + _names(told)
        + ". The second name is that of a part of it; parameters and headers have one name. "
        "What breaks on one side is told as news (info) on the other.",
        "",
        "| about | breaks when clients send it | breaks when the server sends it |",
        "|---|---|---|",
    ]
    shown: set[str] = set()
    for tight, loose, about in KINDS.values():
        lines.append(f"| {about} | `…-{tight}` | `…-{loose}` |")
        shown |= {
            f"{name}-{word}"
            for each in SUBJECTS.values()
            for name in (each.id, each.part)
            for word in (tight, loose)
        }
    lines += [
        "",
        "`…-one-of-overlaps` and `…-one-of-overlap-lifted` are warnings: many write `oneOf` and "
        "mean `anyOf`.",
        "",
        "## All others",
        "",
        "| rule | severity | |",
        "|---|---|---|",
    ]
    lines += [
        f"| `{rule.id}` | {rule.severity} | {rule.means} |"
        for rule in RULES.values()
        if rule.id not in shown or rule.means.startswith(("a parameter is", "a body is"))
    ]
    return "\n".join(lines) + "\n"


def _names(subjects: list[Subject]) -> str:
    parts = []
    for each in subjects:
        parts.append(f"`{each.id}`" if each.id == each.part else f"`{each.id}` (`{each.part}`)")
    return ", ".join(parts)


if __name__ == "__main__":
    print(rules_page(), end="")
