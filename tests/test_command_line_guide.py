"""What docs/command-line.md shows is what one sees: every command in it is run again."""

import re
import shlex
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from handlers import console
from handlers.cli.faults import STATUSES
from tests.conftest import ADMIN_TOKEN

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "command-line.md").read_text()
DRAWN = re.compile(r"\b(?:[a-z]{3}_[0-9a-z]{26}|[0-9a-f]{32})\b")
"""What is drawn anew each time: ids and trace ids."""


class Shown(NamedTuple):
    """A command of the page, and what it shows below it; `…` stands for any lines."""

    command: str
    lines: list[str]


def shown() -> Iterator[Shown]:
    for block in re.findall(r"^```console\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        for each in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = each.splitlines()
            yield Shown(command, lines)


def fits(lines: list[str], said: list[str]) -> bool:
    """Whether the lines are those that were said, up to what is drawn and what `…` stands for."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(DRAWN.sub("X", line)) + r"\n" for line in lines
    )
    return re.fullmatch(pattern, "".join(DRAWN.sub("X", line) + "\n" for line in said)) is not None


def drawn(lines: list[str], said: list[str]) -> dict[str, str]:
    """What stands in the page for what was drawn this time."""
    return dict(zip(DRAWN.findall("\n".join(lines)), DRAWN.findall("\n".join(said)), strict=False))


def test_every_command_of_the_page_says_what_the_page_shows(api, capsys, monkeypatch, tmp_path):
    site = str(api.base_url).removesuffix("/api/v1/")
    for name, value in (
        *(("SPOLVERO_URL", site), ("SPOLVERO_TOKEN", ADMIN_TOKEN), ("TZ", "UTC")),
        *(("COLUMNS", "120"), ("XDG_CONFIG_HOME", str(tmp_path))),
    ):
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)
    ended = threading.Event()

    def draw() -> None:
        while not ended.wait(0.02):
            if asked_to_wait.is_set():
                api.work_off()

    asked_to_wait = threading.Event()
    worker = threading.Thread(target=draw)
    worker.start()
    known: dict[str, str] = {}
    status = 0
    wrong = []
    try:
        for command, lines in shown():
            words = [known.get(word, word) for word in shlex.split(command)]
            words = [word.replace("http://127.0.0.1:8000", site) for word in words]
            if words == ["echo", "$?"]:
                said = [str(status)]
            else:
                if "--wait" in words:
                    asked_to_wait.set()
                status = console.main(words[1:])
                out, err = capsys.readouterr()
                said = (out + err).splitlines()
            if fits(lines, said):
                known |= drawn(lines, said)
            else:
                wrong.append("\n".join((f"$ {command}", *said)))
    finally:
        ended.set()
        worker.join()
    assert wrong == [], "\n".join(wrong)  # which is what the page is to show


def test_the_table_of_exit_statuses_is_what_they_are():
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", PAGE, re.MULTILINE)
    assert {int(status): text for status, text in rows} == STATUSES


def test_the_page_shows_five_commands_and_more():
    assert len([each for each in shown() if each.command.startswith("spolvero ")]) >= 9
