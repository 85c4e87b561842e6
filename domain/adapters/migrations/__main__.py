"""`python -m domain.adapters.migrations "What changes"`: write the migration that entities ask for.

Read what it wrote: it compares the entities with the migrations so far, and cannot know what a
renamed column was called.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from domain.adapters import database


def main() -> int:
    """Write the next migration; 2 when it is not said what changes."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    number = 1 + len(list((database.MIGRATIONS / "versions").glob("[0-9]*.py")))
    with tempfile.TemporaryDirectory() as folder:
        engine = database.open_database(f"sqlite:///{Path(folder) / 'now.db'}")
        database.migrate(engine)
        with engine.begin() as connection:
            config = database.alembic_config()
            config.attributes["connection"] = connection
            command.revision(config, sys.argv[1], autogenerate=True, rev_id=f"{number:04}")
        engine.dispose()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
