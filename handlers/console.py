"""`spolvero`: the one door for people at a terminal.

`types` is somebody's build step, often run on every save: it starts without the studio.
"""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0 done, 1 not fit, 2 wrongly asked."""
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    if given[:1] == ["types"]:
        from codegen.leave import leave
        from codegen.types import main as types

        leave(types(given[1:]))
    from handlers.commands import main as studio

    return studio(given)


if __name__ == "__main__":
    raise SystemExit(main())
