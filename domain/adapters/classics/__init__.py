"""The files of the sets that come with the studio: `key.json` the template, `key.csv` its rows."""

import json
from pathlib import Path

from domain.classics import Classic

FOLDER = Path(__file__).parent


def read_classics() -> list[Classic]:
    """Read the sets."""
    return [
        Classic(
            key=path.stem,
            facts=json.loads(path.read_bytes()),
            rows=path.with_suffix(".csv").read_bytes(),
        )
        for path in sorted(FOLDER.glob("*.json"))
    ]
