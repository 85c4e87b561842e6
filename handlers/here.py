"""The studio of this machine, for the command line: its server if one runs, else this process.

Either way the command is the first admin: whoever can read the home folder owns the studio anyway.
docs/decisions/0022-a-command-line-from-the-contract.md has the reasons.
"""

import logging
import os
import secrets
import time
import warnings
from collections.abc import Callable, Collection, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from domain.adapters import running
from handlers.cli.client import Target
from handlers.cli.faults import OUT_OF_REACH, WRONGLY_ASKED, Fault
from handlers.cli.transport import OverHttp

if TYPE_CHECKING:
    from domain.adapters.settings import Settings
    from domain.work import Work

BASE = "/api/v1"
PATIENCE = 10.0
"""For how many seconds to wait for a server that starts, or another command that ends."""
LOOKS_EACH = 0.05


def own_home() -> Path:
    """Give the home folder of this machine's studio. Raises Fault."""
    try:
        return running.home_of(os.environ)
    except RuntimeError:
        raise Fault(
            WRONGLY_ASKED, "SPOLVERO_HOME names the home of somebody unknown here."
        ) from None


@contextmanager
def here(timeout: float, paths: Collection[str], working: bool) -> Iterator[Target]:
    """Open the studio of this machine, for requests to these paths. Raises Fault.

    `working`: jobs are to be drawn meanwhile, by this process if nobody else does it.
    """
    home = own_home()
    if not os.environ.get("SPOLVERO_REDIS_URL"):
        server = _server(home)
        if server is not None:
            transport = OverHttp(server.url + BASE, timeout, direct=True)
            try:
                yield Target(transport, _proof(server.secret), server.url)
            finally:
                transport.close()
            return
    with _inside(paths, working) as target:
        yield target


def _server(home: Path) -> running.Running | None:
    """Give the server that runs; None when none does. Raises Fault when somebody else has it."""
    end = time.monotonic() + PATIENCE
    while running.is_taken(home):
        found = running.read(home)
        if found is not None:
            return found
        if time.monotonic() > end:
            raise Fault(
                OUT_OF_REACH,
                f"Another process has the studio in {home}, and does not say where it listens.",
                "  Wait for its end, or name the server with --url.",
            )
        time.sleep(LOOKS_EACH)
    return None


@contextmanager
def _inside(paths: Collection[str], working: bool) -> Iterator[Target]:
    """Open the studio in this process."""
    # Connexion imports Starlette's test client, which warns about what it would need.
    warnings.filterwarnings("ignore", module="connexion")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    from domain.adapters.database import NotMigrated
    from domain.adapters.settings import BadSetting, read_settings
    from handlers.cli.inside import Inside
    from handlers.commands import inside

    secret = secrets.token_urlsafe(32)
    try:
        settings = read_settings()
        with inside(settings, secret, paths, working=working) as app:
            transport = Inside(app, BASE)
            try:
                yield Target(transport, _proof(secret), f"the studio in {settings.home}")
            finally:
                transport.call(app.close)
                transport.close()
                app.stop()
    except (BadSetting, NotMigrated) as wrong:
        raise Fault(WRONGLY_ASKED, str(wrong)) from None


# For the scripts that bring in a folder of this machine, which HTTP could not be told of.


def make() -> bool:
    """Make the studio of this machine as `serve` would, or bring its database up to date.

    Nothing happens while a server has it, or where the studio is of several processes. Tell whether
    it is new. Raises Fault.
    """
    from sqlalchemy import make_url

    from domain.adapters.database import NotMigrated, migrate, open_database
    from domain.adapters.settings import BadSetting

    try:
        settings = _settings()
        if not settings.embedded or running.is_taken(settings.home):
            return False
        url = make_url(settings.database_url)
        sqlite = url.get_backend_name() == "sqlite"
        is_new = not Path((sqlite and url.database) or settings.home / running.LOCK).exists()
        engine = open_database(settings.database_url)
        try:
            migrate(engine)
        finally:
            engine.dispose()
    except (BadSetting, NotMigrated) as wrong:
        raise Fault(WRONGLY_ASKED, str(wrong)) from None
    return is_new


def name_source(folder: Path) -> str:
    """Give the name by which imports know a folder; it gets one if it has none. Raises Fault."""
    from domain.adapters.database import NotMigrated
    from domain.adapters.settings import BadSetting
    from domain.errors import StudioError
    from handlers.commands import name_source as named

    try:
        return named(_settings(), None, str(folder))
    except (BadSetting, NotMigrated, StudioError, NotADirectoryError) as wrong:
        raise Fault(WRONGLY_ASKED, str(wrong)) from None


@contextmanager
def looking() -> "Iterator[Callable[[], AbstractContextManager[Work]]]":
    """Open the database beside whatever runs on it, only to read. Raises Fault."""
    from domain.adapters.clock import SystemClock
    from domain.adapters.database import open_database, sessions
    from domain.adapters.settings import BadSetting
    from domain.work import Work

    try:
        engine = open_database(_settings().database_url)
    except BadSetting as wrong:
        raise Fault(WRONGLY_ASKED, str(wrong)) from None
    reading = sessions(engine).reading

    @contextmanager
    def look() -> Iterator[Work]:
        with reading.begin() as session:
            yield Work(session, SystemClock().now())

    try:
        yield look
    finally:
        engine.dispose()


def set_up_log() -> None:
    """Write the log only if the operator says how: people and `cron` get one line for each fault.

    Raises Fault.
    """
    from domain.adapters import logs
    from domain.adapters.settings import BadSetting

    warnings.filterwarnings("ignore", module="connexion")
    try:
        settings = _settings()
    except BadSetting as wrong:
        raise Fault(WRONGLY_ASKED, str(wrong)) from None
    if settings.log_format is None:
        logging.basicConfig(level=logging.CRITICAL)
    else:
        logs.set_up(settings.log_format, settings.log_level)


def _settings() -> "Settings":
    """Read the settings. Raises BadSetting."""
    from domain.adapters.settings import read_settings

    return read_settings()


def _proof(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}
