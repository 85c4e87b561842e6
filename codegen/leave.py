"""The quick way out of a command that has done its work."""

import os
import sys
from typing import NoReturn


def leave(status: int) -> NoReturn:
    """End the process with a status, without taking apart what it made.

    Freeing a large document piece by piece takes a fifth of the time of the whole command; the
    system takes all of it back at once.
    """
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read has gone
        status = status or 1
    os._exit(status)
