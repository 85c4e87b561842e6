"""The Python that a script runs on: operators call it by whichever there is."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

NEEDED = "sqlalchemy"
"""Whoever has it has the others too: all are installed together."""


def take_own(checkout: Path) -> None:
    """Go on with the Python of the checkout's `.venv`, where this one has not what is needed.

    Ends with status 2 where there is none: nothing has been set up yet.
    """
    if find_spec(NEEDED) is not None:
        return
    own = checkout / ".venv" / "bin" / "python"
    if not own.exists():
        print(f"{sys.argv[0]}: nothing is set up yet; run `make setup` first.", file=sys.stderr)
        raise SystemExit(2)
    sys.stdout.flush()
    os.execv(own, [str(own), *sys.argv])
