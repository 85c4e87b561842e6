"""What docs/guides/bug-report-workflow.md shows is so: its commands are typed into one shell."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ADMIN_TOKEN

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "guides" / "bug-report-workflow.md").read_text()
NEXT = "---- the next command ----"


def shown() -> Iterator[tuple[str, str]]:
    """Give each command of the page and what it shows below it."""
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, said = each.partition("\n")
            yield command, said


def fits(said: str, shown: str) -> bool:
    """Whether it is what the page shows, where `…` stands for anything within a line."""
    return re.fullmatch(re.escape(shown).replace("…", "[^\n]*"), said) is not None


@pytest.fixture
def shell(api, tmp_path):
    """A place to type in, with `spolvero` at hand and nothing of ours lying about."""
    for tool in ("curl", "jq"):
        if shutil.which(tool) is None:
            pytest.skip(f"The guide is typed with {tool}.")
    tools = tmp_path / "bin"
    tools.mkdir()
    spolvero = tools / "spolvero"
    spolvero.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m handlers.console "$@"\n')
    spolvero.chmod(0o755)
    work = tmp_path / "typed"
    work.mkdir()
    environment = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(tmp_path),
        "SPOLVERO_URL": str(api.base_url).removesuffix("/api/v1/"),
        "SPOLVERO_TOKEN": ADMIN_TOKEN,
    }

    def run(commands: list[str]) -> list[str]:
        script = "\n".join(f"{command}\necho '{NEXT}'" for command in commands)
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=work,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return done.stdout.split(f"{NEXT}\n")

    return run


def test_every_command_of_the_guide_says_what_the_guide_shows(shell):
    commands, lines = zip(*shown(), strict=True)
    assert len([each for each in commands if each.startswith("spolvero ")]) >= 10
    *answers, rest = shell([*commands])
    assert rest == ""
    assert len(answers) == len(commands)
    wrong = [
        f"$ {command}\n{said}"
        for command, said, shows in zip(commands, answers, lines, strict=True)
        if not fits(said, shows)
    ]
    assert wrong == [], "\n".join(wrong)  # which is what the page is to show


def test_the_guide_shows_every_act_of_an_admin():
    acts = ("list", "get", "update", "delete", "purge", "pin", "unpin", "export")
    assert [act for act in acts if f"spolvero bug-reports {act}" not in PAGE] == []
