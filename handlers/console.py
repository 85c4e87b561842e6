"""`spolvero`: the one door for people at a terminal.

`types` is somebody's build step, often run on every save: it starts without the studio. So do help
and completion, and operations that go to a server.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from codegen.verify.own import Own
    from handlers.cli.client import Target
    from handlers.cli.table import Table


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: docs/command-line.md has the table of them."""
    given = [*(sys.argv[1:] if arguments is None else arguments)]
    if given[:1] == ["types"]:
        from codegen.leave import leave
        from codegen.types import main as types

        leave(types(given[1:]))
    from handlers.menu import GENERATOR, STUDIO

    if given[:1] and given[0] in GENERATOR:
        return _generate(given[0], given[1:])
    if given[:1] and given[0] in STUDIO:
        from handlers.commands import main as studio

        return studio(given)
    from handlers.cli.main import Line

    return Line(STUDIO, _here, _document).main(given)


def _generate(name: str, given: list[str]) -> int:
    from importlib import import_module

    from handlers.menu import ON_ITS_OWN

    command = import_module(f"codegen.{name}.main").main
    found: int = command(given, _own) if name in ON_ITS_OWN else command(given)
    return found


def _here(timeout: float, paths: Collection[str], working: bool) -> AbstractContextManager[Target]:
    from handlers.here import here

    return here(timeout, paths, working)


@contextmanager
def _own() -> Iterator[Own]:
    """Our own contract, and a studio that keeps it while the block lasts."""
    import logging
    import warnings

    from codegen.verify.own import Own

    # Connexion imports Starlette's test client, which warns about what it would need.
    warnings.filterwarnings("ignore", module="connexion")
    logging.basicConfig(level=logging.ERROR)
    from handlers.app import bundle
    from handlers.own_studio import own_studio

    with own_studio() as studio:
        yield Own(bundle(), "openapi", studio.url, studio.tokens, studio.cookies)


def _document(name: str) -> Table:
    from codegen.call import Document

    return Document(name)


if __name__ == "__main__":
    raise SystemExit(main())
