"""What docs/security.md says is held by tests that exist."""

import ast
import re
from pathlib import Path

from domain.sessions import SESSION_LIVES
from domain.vocabulary import Role
from handlers.auth import COOKIE, PLAIN_COOKIE

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
ROWS = re.findall(r"^\| (API\d+) .*\|(.*)\|(.*)\|$", PAGE, re.MULTILINE)


def names_of_tests() -> set[str]:
    """The names of all tests."""
    return {
        node.name
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_every_risk_of_the_owasp_table_is_held_by_tests_that_exist():
    assert [risk for risk, _, _ in ROWS] == [f"API{number}" for number in range(1, 11)]
    known = names_of_tests()
    for risk, _, held in ROWS:
        names = re.findall(r"`(\w+)`", held)
        assert names, risk
        assert {name for name in names if name not in known} == set(), risk


def test_the_roles_the_cookies_and_the_days_are_those_of_the_studio():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [*Role]
    assert f"`{COOKIE}`" in PAGE
    assert f"`{PLAIN_COOKIE}`" in PAGE
    assert f"{SESSION_LIVES.days} days" in PAGE
