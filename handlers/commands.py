"""What `spolvero` does with the studio. Each command imports only what it needs."""

import argparse
import logging
import os
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from contextlib import nullcontext

from domain.adapters.database import NotMigrated
from domain.adapters.settings import NAMES, BadSetting, Settings, read_settings
from domain.ports import ImageEngine


def _engine(settings: Settings) -> ImageEngine:
    """Open the engine of the settings. Raises BadSetting."""
    from workers.engines import open_engine

    try:
        return open_engine(settings.engine)
    except ValueError as unknown:
        raise BadSetting(f"{NAMES['engine']}: {unknown}") from None


def serve(settings: Settings) -> int:
    """Start the API and the page; with no SPOLVERO_REDIS_URL the worker too."""
    from domain import users
    from domain.adapters.studio import open_studio
    from handlers.app import create_app
    from handlers.server import Server
    from workers.app import working

    engine = _engine(settings)
    with _listen(settings) as listener, open_studio(settings, engine) as (studio, broker):
        app = create_app(studio)
        with studio.work() as work:
            users.keep_bootstrap_token(work, settings.admin_token)
            link = None if settings.admin_token else users.new_sign_in_link(work)
        server = Server(app)

        def stop(*_: object) -> None:
            server.should_exit = True

        # uvicorn raises its signals once more after its end; by default that would kill this
        # process here, before the worker has finished what it draws.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        embedded = working(studio, broker, engine, alone=True)
        with embedded if settings.embedded else nullcontext():
            _announce(listener, link)
            server.run(sockets=[listener])
    return 0


def _listen(settings: Settings) -> socket.socket:
    """Take the port, before anything else is touched. Raises BadSetting."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except (OSError, UnicodeError) as taken:
        number = getattr(taken, "errno", None) or 0
        why = os.strerror(number) if number > 0 else "there is no such address"
        raise BadSetting(
            f"Cannot listen on {settings.host} port {settings.port} ({why}); "
            f"choose another {NAMES['port']} or {NAMES['host']}."
        ) from None


def _announce(listener: socket.socket, link: str | None) -> None:
    """Print where the studio is and how to sign in. Whoever is quicker than the start waits."""
    host, port = listener.getsockname()[:2]
    print(f"\nSpolvero runs at http://{_url_host(host)}:{port}  (reference: /docs)", flush=True)
    if link is None:
        print("Sign in with the token in SPOLVERO_ADMIN_TOKEN.\n", flush=True)
    else:
        print(f"Sign in once, within a day: http://{_url_host(host)}:{port}/#sign-in={link}")
        print("Another link: `spolvero sign-in`.\n", flush=True)


def _url_host(host: str) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


def worker(settings: Settings) -> int:
    """Work on the queue in Redis until SIGTERM or Ctrl+C."""
    from domain.adapters.studio import open_studio
    from workers.app import working

    if settings.embedded:
        raise BadSetting(
            "A worker of its own needs SPOLVERO_REDIS_URL; without it, `serve` does the work."
        )
    engine = _engine(settings)
    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    with (
        open_studio(settings, engine) as (studio, broker),
        working(studio, broker, engine, alone=False),
    ):
        print(f"Working with the engine {engine.name}.", flush=True)
        done.wait()
    return 0


def sign_in(settings: Settings) -> int:
    """Print a new one-time sign-in link; the one before stops working."""
    from domain import users
    from domain.adapters.database import must_be_migrated, open_database, sessions
    from domain.adapters.studio import SystemClock
    from domain.work import Work

    engine = open_database(settings.database_url)
    must_be_migrated(engine)
    with sessions(engine).writing.begin() as session:
        link = users.new_sign_in_link(Work(session, SystemClock().now()))
    print(f"http://{_url_host(settings.host)}:{settings.port}/#sign-in={link}")
    return 0


def migrate(settings: Settings) -> int:
    """Bring the database to the newest version; `serve` does it by itself when embedded."""
    from domain.adapters.database import migrate as run
    from domain.adapters.database import open_database

    run(open_database(settings.database_url))
    return 0


COMMANDS: dict[str, Callable[[Settings], int]] = {
    "serve": serve,
    "worker": worker,
    "sign-in": sign_in,
    "migrate": migrate,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0 done, 2 a setting or argument that cannot be."""
    parser = argparse.ArgumentParser(
        prog="spolvero",
        description="The Spolvero studio. Settings come from the environment: docs/settings.md.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    for name, function in COMMANDS.items():
        text = (function.__doc__ or "").splitlines()[0]
        commands.add_parser(name, help=text, description=text)
    # Listed here, run by `handlers.console` before anything of the studio is imported.
    commands.add_parser("types", help="Make types from any OpenAPI document.", add_help=False)
    chosen = parser.parse_args(arguments)
    # Connexion imports Starlette's test client, which warns about what it would need.
    warnings.filterwarnings("ignore", module="connexion")
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        return COMMANDS[chosen.command](read_settings())
    except (BadSetting, NotMigrated) as wrong:
        print(f"spolvero: {wrong}", file=sys.stderr)
        return 2
