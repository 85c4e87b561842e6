"""What docs/operating/legacy-imports.md shows is so: its commands are typed into one shell, in a
fresh studio, beside the historic tree of 181 files."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.imports.report.discrepancies import KINDS
from domain.vocabulary import ImportDiscrepancyCode, ImportOutcome
from handlers import console
from tests.imports import trees
from tests.processes import serving

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "operating" / "legacy-imports.md").read_text()
NEXT = "---- the next command ----"
DRAWN = re.compile(r"\b((?:imp|img|alb)_[0-9a-z]{26}|[0-9a-f]{64})\b")
"""Ids and hashes, which differ each time: a later command of the page has them from an earlier."""


def shown() -> Iterator[tuple[str, list[str]]]:
    """Give each command of the page, and the lines that it shows below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = each.splitlines()
            yield command, lines


def fits(lines: list[str], said: list[str]) -> dict[str, str] | None:
    """Give what was drawn this time for each id of the page, if this is what the page shows.

    A line `…` stands for any lines, and `…` within a line for any text.
    """
    ids = DRAWN.findall("\n".join(lines))
    pattern = "".join(
        r"(?:.*\n)*"
        if line == "…"
        else DRAWN.pattern.join(map(re.escape, DRAWN.split(line)[::2])).replace("…", ".*") + r"\n"
        for line in lines
    )
    found = re.fullmatch(pattern, "".join(f"{line}\n" for line in said))
    return None if found is None else dict(zip(ids, found.groups(), strict=True))


class Shell:
    """Somebody who types one command after the other, and waits for what it says."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._bash = subprocess.Popen(
            ["bash"],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def type(self, command: str) -> list[str]:
        """Type a command; give the lines that it said. The next one finds its status in `$?`."""
        assert self._bash.stdin is not None
        assert self._bash.stdout is not None
        self._bash.stdin.write(f"{command}\n{{ s=$?; echo; echo '{NEXT}'; (exit $s); }}\n")
        self._bash.stdin.flush()
        said = []
        for line in self._bash.stdout:
            if line.rstrip("\n") == NEXT:
                break
            said.append(line.rstrip("\n"))
        return said[:-1] if said[-1:] == [""] else said

    def leave(self) -> None:
        """End the shell."""
        self._bash.communicate()


@pytest.fixture
def typed(tmp_path: Path, migrated: Path) -> Iterator[tuple[Shell, str, Path]]:
    """A shell beside the tree, with `spolvero` at hand; a fresh studio's URL and home."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, what in (("spolvero", "-m handlers.console"), ("python", "")):
        tool = tools / name
        tool.write_text(f'#!/bin/sh\nexec "{sys.executable}" {what} "$@"\n')
        tool.chmod(0o755)
    work = tmp_path / "typed"
    work.mkdir()
    trees.historic(work / "outputs")
    home = tmp_path / "studio"
    home.mkdir()
    shutil.copy(migrated, home / "studio.db")
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "SPOLVERO_HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    with serving(home) as server:
        shell = Shell(work, environment)
        yield shell, server.url, home
        shell.leave()


def test_every_command_of_the_procedure_says_what_the_procedure_shows(typed, monkeypatch):
    shell, url, home = typed
    known: dict[str, str] = {}
    wrong = []

    def here(command: str) -> str:
        """Give a command with what was drawn here, and with this machine's places."""
        for there, place in (
            *known.items(),
            ("http://127.0.0.1:8000", url),
            ("/opt/spolvero/.venv/bin/python", sys.executable),
            ("/opt/spolvero", str(ROOT)),
            ("/srv/studio", str(home)),
            ("/srv/outputs", "outputs"),
            ("/var/log/spolvero", "log"),
        ):
            command = command.replace(there, place)
        return command

    for command, lines in shown():
        said = shell.type(here(command))
        found = fits(lines, said)
        if found is None:
            wrong.append("\n".join((f"$ {command}", *said)))
        known |= found or {}
    assert wrong == [], "\n".join(wrong)  # which is what the page is to show

    # By the clock.
    (line,) = re.findall(r"^```cron\n(.*)\n```$", PAGE, re.MULTILINE)
    assert shell.type(f"mkdir log; {here(line.split(maxsplit=5)[5])}; echo $?") == ["1"]
    assert shell.type("ls log") == ["import.log", "manifest.yaml", "staging-summary.json"]

    # The table of what mends what.
    monkeypatch.setenv("SPOLVERO_HOME", str(home))
    assert console.main(["doctor"]) == 0
    run = known[re.findall(r"^id +(imp_\w+)$", PAGE.partition("## 8.")[2], re.MULTILINE)[0]]
    for code, action in re.findall(r"^\| `(\w+)` \| \w+ \| .* \| (.*) \|$", PAGE, re.MULTILINE):
        (command,) = re.findall("`spolvero (.* RUN .*?)`", action) or [None]
        assert (command is not None) == KINDS[ImportDiscrepancyCode(code)].mends, code
        if command is not None:
            assert console.main(command.replace("RUN", run).split()) == 0, code


def test_the_procedure_explains_each_outcome_and_each_discrepancy():
    explained = re.findall(r"^\| `(\w+)` \| [A-Z].* \| .* \|$", PAGE, re.MULTILINE)
    assert sorted(explained[: len(ImportOutcome)]) == sorted(ImportOutcome)
    found = re.findall(r"^\| `(\w+)` \| (error|warning|notice) \|", PAGE, re.MULTILINE)
    assert found == [(code.value, kind.severity.value) for code, kind in KINDS.items()]
