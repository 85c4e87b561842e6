"""Real `spolvero` processes for tests that need one."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any


@dataclass
class Serving:
    """A server process and what it printed at its start."""

    process: subprocess.Popen[str]
    url: str
    link: str | None
    errors: IO[str]
    """What it writes to standard error."""

    def log(self) -> list[dict[str, Any]]:
        """Give the lines of its log, which is JSON; call it once it has ended."""
        self.errors.seek(0)
        return [json.loads(line) for line in self.errors]


@contextmanager
def serving(home: Path, **settings: str) -> Iterator[Serving]:
    """Run `spolvero serve` on a free port while the block lasts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPOLVERO_")}
    environment = {**kept, "SPOLVERO_HOME": str(home), "SPOLVERO_PORT": "0", **settings}
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "handlers.console", "serve"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield _announced(process, errors)
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def _announced(
    process: "subprocess.Popen[str]", errors: "tempfile._TemporaryFileWrapper[str]"
) -> Serving:
    """Read what the server prints until it has said how to sign in."""
    assert process.stdout is not None
    url = link = None
    for line in process.stdout:
        if found := re.search(r"runs at (http://\S+)", line):
            url = found[1]
        if found := re.search(r"http://\S+/#sign-in=\S+", line):
            link = found[0]
        if line.startswith("Sign in"):
            assert url is not None
            return Serving(process, url, link, errors)
    errors.seek(0)
    raise AssertionError(f"the server did not start:\n{errors.read()}")
