"""What `spolvero` does with the studio. Each command imports only what it needs."""

import argparse
import os
import secrets
import signal
import socket
import sys
import threading
import warnings
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from domain.adapters import logs, running
from domain.adapters.database import NotMigrated
from domain.adapters.settings import NAMES, BadSetting, Settings, read_settings
from domain.ports import HOUSEKEEPING, QUEUES, ImageEngine
from handlers.menu import STUDIO

if TYPE_CHECKING:
    from domain.work import Studio, Work
    from handlers.contract import Contract
    from handlers.metrics import Metrics


def _engine(settings: Settings) -> ImageEngine:
    """Open the engine of the settings. Raises BadSetting."""
    from workers.engines import open_engine

    try:
        return open_engine(settings.engine)
    except ValueError as unknown:
        raise BadSetting(f"{NAMES['engine']}: {unknown}") from None


def serve(settings: Settings) -> int:
    """Start the API and the page; with no SPOLVERO_REDIS_URL the worker too."""
    from domain.adapters.studio import open_studio
    from workers.app import FINISH_SECONDS, working

    engine = _engine(settings)
    with (
        _listen(settings, "port", settings.port) as listener,
        _listen_apart(settings) as apart,
        open_studio(settings, engine) as (studio, broker),
    ):
        ends: list[Callable[[], None]] = []
        asked = threading.Event()

        def stop(*_: object) -> None:
            asked.set()
            for end in ends:
                end()

        # Before anything is begun that has to be ended well. uvicorn raises its signals once more
        # after its end; by default that would kill this process before its picture is finished.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        embedded = working(studio, broker, engine, alone=settings.alone_with_jobs)
        with embedded if settings.embedded else nullcontext() as holds:
            if holds is not None:
                ends.append(lambda: holds.stop(FINISH_SECONDS))
            # Only now: what a dead server left is drawn again already while all this is read.
            from domain import classics, links, tokens, users
            from domain.adapters.classics import read_classics
            from handlers.app import create_app
            from handlers.machine import this_machine
            from handlers.server import Server

            metrics = _metrics(settings, studio)
            secret = secrets.token_urlsafe(32)
            who = this_machine(studio, secret)
            app = create_app(studio, metrics, apart=apart is not None, identify=who)
            server = Server(app, settings.trusted_proxies)
            ends.append(server.end)
            with studio.work() as work:
                tokens.keep_bootstrap_token(work, settings.admin_token)
                classics.seed(work, read_classics())
                admin = users.ensure_admin(work)
                link = None if settings.admin_token else links.create(work, admin)[0]
            if asked.is_set():
                stop()
            note = running.Running(_url(listener), secret)
            told = running.told(settings.home, note) if settings.embedded else nullcontext()
            with told:
                _announce(listener, link)
                with _measured(metrics, apart):
                    server.run(sockets=[listener])
    return 0


def _metrics(settings: Settings, studio: "Studio") -> "Metrics | None":
    """Make what answers at `/metrics`; None where the operator wants none."""
    from handlers.app import metrics_of

    if settings.metrics == "off":
        return None
    return metrics_of(studio, public=settings.metrics == "public")


def _listen_apart(settings: Settings) -> AbstractContextManager[socket.socket | None]:
    """Take the port for the metrics, if they have one of their own. Raises BadSetting."""
    if settings.metrics_port is None or settings.metrics == "off":
        return nullcontext()
    return _listen(settings, "metrics_port", settings.metrics_port)


def _measured(
    metrics: "Metrics | None", listener: socket.socket | None
) -> AbstractContextManager[None]:
    """Serve the metrics on their own port, if they have one, while the block lasts."""
    from handlers.metrics import listening

    if metrics is None or listener is None:
        return nullcontext()
    host, port = listener.getsockname()[:2]
    print(f"The metrics are at http://{_url_host(host)}:{port}/metrics.", flush=True)
    return listening(metrics, listener)


def _listen(settings: Settings, field: str, port: int) -> socket.socket:
    """Take a port, before anything else is touched. Raises BadSetting."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, port), family=family, backlog=2048)
    except (OSError, UnicodeError) as taken:
        number = getattr(taken, "errno", None) or 0
        why = os.strerror(number) if number > 0 else "there is no such address"
        raise BadSetting(
            f"Cannot listen on {settings.host} port {port} ({why}); "
            f"choose another {NAMES[field]} or {NAMES['host']}."
        ) from None


def _announce(listener: socket.socket, link: str | None) -> None:
    """Print where the studio is and how to sign in. Whoever is quicker than the start waits."""
    url = _url(listener)
    print(f"\nSpolvero runs at {url}  (reference: /docs)", flush=True)
    if link is None:
        print("Sign in with the token in SPOLVERO_ADMIN_TOKEN.\n", flush=True)
    else:
        print(f"Sign in once, within a day: {url}/#sign-in={link}")
        print("Another link: `spolvero sign-in`.\n", flush=True)


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{_url_host(host)}:{port}"


def _url_host(host: str) -> str:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


@contextmanager
def inside(
    settings: Settings, secret: str, paths: Collection[str], *, working: bool
) -> "Iterator[Contract]":
    """Open the studio in this process, for whoever has the secret; nobody else can reach it.

    Only the operations on these paths are there, and no page.
    `working`: jobs are drawn meanwhile, if no worker is elsewhere. Raises BadSetting, NotMigrated.
    """
    from sqlalchemy import make_url

    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise BadSetting(
            f"There is no studio in {settings.home} ({NAMES['home']}); "
            "start one with `spolvero serve`, or name another with --url."
        )
    from domain.adapters.studio import open_studio
    from workers.app import working as at_work

    engine = _engine(settings)
    with open_studio(settings, engine) as (studio, broker):
        if settings.embedded:
            running.forget(settings.home)  # what a killed server told
        embedded = working and settings.embedded
        draws = at_work(studio, broker, engine, alone=settings.alone_with_jobs)
        with draws if embedded else nullcontext():
            from handlers.app import create_app
            from handlers.machine import this_machine

            who = this_machine(studio, secret)
            yield create_app(studio, identify=who, beside=_nothing, paths=paths)


async def _nothing(*_: object) -> None:
    """Answer nobody: what is not the API's cannot be asked for here."""


def worker(settings: Settings, queues: Sequence[str], threads: int) -> int:
    """Work on the queues in Redis until SIGTERM or Ctrl+C."""
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
        _listen_apart(settings) as apart,
        open_studio(settings, engine) as (studio, broker),
        working(studio, broker, engine, alone=False, threads=threads, queues=queues),
        _measured(_metrics(settings, studio) if apart else None, apart),
    ):
        print(f"Working on {', '.join(queues)} with the engine {engine.name}.", flush=True)
        done.wait()
    return 0


def sign_in(settings: Settings, *, user: str | None = None) -> int:
    """Print a new one-time sign-in link; the one before stops working."""
    from domain import audit, links, users
    from domain.errors import StudioError

    try:
        with _beside(settings) as work:
            person = users.ensure_admin(work) if user is None else users.named(work, user)
            link, _ = links.create(work, person)
            audit.note(work, None, "create_sign_in_link", person.id)
    except StudioError as refusal:
        print(f"spolvero: {refusal}", file=sys.stderr)
        return 1
    print(f"http://{_url_host(settings.host)}:{settings.port}/#sign-in={link}")
    return 0


def source(settings: Settings, *, name: str | None = None, folder: str | None = None) -> int:
    """Name a folder that the studio may import from, or list those that have names."""
    from domain.adapters.sources import Folders
    from domain.errors import StudioError
    from domain.imports import sources

    if folder is None:  # one word is a folder, whose name is found
        name, folder = None, name
    try:
        if folder is not None:
            print(name_source(settings, name, folder))
            return 0
        with _beside(settings) as work:
            known = sources.every(work)
    except (StudioError, OSError) as refusal:
        print(f"spolvero: {refusal}", file=sys.stderr)
        return 1
    for each in known:
        away = "" if sources.can_be_read(Folders(), each.folder) else "  (away)"
        print(f"{each.name}  {each.folder}{away}")
    return 0


def name_source(settings: Settings, name: str | None, folder: str) -> str:
    """Name a folder for imports, if it has no name yet, and give its name; None finds one.

    Raises BadSetting, NotMigrated, NotADirectoryError, RuleBroken and Conflict.
    """
    from domain.imports import sources

    place, own = _folder(folder), _own(settings)
    with _beside(settings) as work:
        return sources.name(work, place, name, own=own).name


@contextmanager
def _beside(settings: Settings) -> "Iterator[Work]":
    """Open one transaction beside whatever else has the studio. Raises BadSetting, NotMigrated."""
    from domain.adapters.clock import SystemClock
    from domain.adapters.database import must_be_migrated, open_database, sessions
    from domain.work import Work

    engine = open_database(settings.database_url)
    try:
        must_be_migrated(engine)
        with sessions(engine).writing.begin() as session:
            yield Work(session, SystemClock().now())
    finally:
        engine.dispose()


def _folder(text: str) -> str:
    """Give a folder's absolute path, without links in it. Raises NotADirectoryError."""
    place = os.path.realpath(text)
    if not Path(place).is_dir():
        raise NotADirectoryError(f"There is no folder {text}.")
    if place.encode(errors="ignore").decode() != place:
        raise NotADirectoryError(f"The path of {text!a} is no UTF-8 text, so it cannot be kept.")
    return place


def _own(settings: Settings) -> list[str]:
    """Give the studio's own folders."""
    from domain.adapters.addresses import FolderAddress, read_address

    files = read_address(settings.files_url)
    ours = [settings.home, *([files.path] if isinstance(files, FolderAddress) else [])]
    return [str(each.resolve()) for each in ours]


def migrate(settings: Settings) -> int:
    """Bring the database to the newest version; `serve` does it by itself when embedded."""
    from domain.adapters.database import migrate as run
    from domain.adapters.database import open_database

    run(open_database(settings.database_url))
    return 0


def doctor(
    settings: Settings, *, as_json: bool = False, grace: bool = True, every_byte: bool = False
) -> int:
    """Look for what the studio's rules forbid, in its rows and its files; change nothing."""
    from sqlalchemy.exc import SQLAlchemyError

    from domain.adapters.studio import open_to_look
    from domain.doctor import examine
    from domain.sweeping import GRACE
    from handlers import diagnosis

    try:
        with open_to_look(settings) as (look, files):
            found = examine(look, files, grace=GRACE if grace else None, every_byte=every_byte)
    except (SQLAlchemyError, OSError) as wrong:
        said = str(getattr(wrong, "orig", None) or wrong).partition("\n")[0]
        raise BadSetting(f"The examination could not be finished ({said}).") from None
    print(diagnosis.to_json(found) if as_json else diagnosis.to_text(found))
    return 0 if found.clean else 1


COMMANDS: dict[str, Callable[..., int]] = {
    "serve": serve,
    "worker": worker,
    "sign-in": sign_in,
    "source": source,
    "migrate": migrate,
    "doctor": doctor,
}

WORKED_ON = (*QUEUES.values(), HOUSEKEEPING)
"""What a worker works on if nobody says otherwise."""


def _queues(text: str) -> list[str]:
    names = text.split(",")
    if unknown := sorted({*names} - {*WORKED_ON}):
        raise argparse.ArgumentTypeError(
            f"there is no queue {unknown[0]!r}; there is {', '.join(WORKED_ON)}"
        )
    return names


def _threads(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 64):
        raise argparse.ArgumentTypeError(f"a number from 1 to 64: {text!r}")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; give the exit status: 0 done, 1 not fit, 2 a setting that cannot be."""
    parser = argparse.ArgumentParser(
        prog="spolvero",
        description="The Spolvero studio. Settings come from the environment: docs/settings.md.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="command")
    parsers = {}
    for name, function in COMMANDS.items():
        text = (function.__doc__ or "").splitlines()[0]
        parsers[name] = commands.add_parser(name, help=STUDIO[name], description=text)
    working = parsers["worker"]
    working.add_argument(
        "--queues",
        type=_queues,
        default=WORKED_ON,
        help=f"which queues, with commas between them (default: {','.join(WORKED_ON)})",
    )
    working.add_argument(
        "--threads", type=_threads, default=1, help="how many pictures at once (default: 1)"
    )
    parsers["sign-in"].add_argument(
        "user", nargs="?", help="for whom: an id or a name (default: the first admin)"
    )
    naming = parsers["source"]
    naming.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="what imports call it (default: as the folder is called)",
    )
    naming.add_argument(
        "folder", nargs="?", metavar="FOLDER", help="on this machine (without any: list them)"
    )
    looking = parsers["doctor"]
    looking.epilog = "Exit status: 0 nothing is wrong, 1 something is, 2 it cannot be looked at."
    looking.add_argument("--json", dest="as_json", action="store_true", help="print a JSON object")
    looking.add_argument(
        "--no-grace",
        dest="grace",
        action="store_false",
        help="count files that may belong to work in progress, too",
    )
    looking.add_argument(
        "--every-byte", action="store_true", help="read all pictures, and compare their hashes"
    )
    chosen = vars(parser.parse_args(arguments))
    # Connexion imports Starlette's test client, which warns about what it would need.
    warnings.filterwarnings("ignore", module="connexion")
    try:
        settings = read_settings()
        logs.set_up(settings.log_format, settings.log_level)
        return COMMANDS[chosen.pop("command")](settings, **chosen)
    except (BadSetting, NotMigrated) as wrong:
        print(f"spolvero: {wrong}", file=sys.stderr)
        return 2
