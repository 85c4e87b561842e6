"""Completion, in a real bash and by what every shell is answered."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from handlers import console
from handlers.cli.completion import SCRIPTS, joined

ROOT = Path(__file__).parents[2]

PROGRAM = """
spolvero() { "$PYTHON" -m handlers.console "$@"; }
source <(spolvero completion bash)
complete_line() {
  COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _spolvero
  echo "${COMPREPLY[*]}"
}
complete_line spolvero al
complete_line spolvero jobs canc
complete_line spolvero jobs list --st
complete_line spolvero jobs list --state ''
complete_line spolvero jobs list --state = ru
complete_line spolvero api list_al
"""


def test_bash_completes_commands_options_and_values():
    bash = shutil.which("bash")
    assert bash is not None
    ran = subprocess.run(
        [bash, "--norc", "-c", PROGRAM],
        env={"PYTHON": sys.executable, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "albums",
        "cancel cancel-many",
        "--state",
        "queued running succeeded failed cancelled",
        "running",
        "list_albums list_album_images",
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["jobs", "list", "--state", "queued", "--lim"], ["--limit"]),
        (["jobs", "list", "--state", "queued", "--state", "s"], ["succeeded"]),
        (["jobs", "list", "--json", "--js"], []),
        (["jobs", "list", "--url", ""], []),
        (["jobs", "get", ""], []),
        (["labels", "add", "img_1", "--kind", "c"], ["caption"]),
        (["nothing", "list", ""], []),
        (["call", ""], []),
        (["call", str(ROOT / "openapi/openapi.yaml"), "pause"], ["pause_queue"]),
        (["call", str(ROOT / "openapi/openapi.yaml"), "pause_queue", "--tok"], ["--token"]),
        (["mig"], ["migrate"]),
    ],
)
def test_what_may_come_next_is_told(words, found, capsys):
    assert console.main(["complete", "bash", *words]) == 0
    assert capsys.readouterr().out.split() == found


def test_zsh_and_fish_get_a_few_words_with_each(capsys):
    console.main(["complete", "zsh", "jobs", "li"])
    assert capsys.readouterr().out == "list:List jobs\n"
    console.main(["complete", "fish", "jobs", "li"])
    assert capsys.readouterr().out == "list\tList jobs\n"


def test_bash_takes_an_option_with_its_value_for_three_words():
    assert joined(["--state", "=", "ru"]) == ["--state=ru"]
    assert joined(["--state", "="]) == ["--state="]
    assert joined(["--a", "b", "c"]) == ["--a", "b", "c"]


@pytest.mark.parametrize("shell", SCRIPTS)
def test_each_shell_gets_its_script(shell, capsys):
    assert console.main(["completion", shell]) == 0
    assert "complete" in capsys.readouterr().out
