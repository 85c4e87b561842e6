"""One import by a script, from its options to its exit status."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def main(profile: str, root: Path, given: Sequence[str] | None = None) -> int:
    """Import a folder by this profile into the studio of this machine; give the exit status.

    Without SPOLVERO_HOME it is the studio beside the script, in the checkout `root`.
    """
    return 2
