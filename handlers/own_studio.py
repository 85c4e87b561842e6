"""A whole studio of a moment, in this process: what `spolvero verify` checks when told nothing.

Everything is real: the database, the files, the server on its socket, the worker. Only what would
cost the checks their time is not: drawing, slow hashes, limits on how often one may try.
"""

import io
import secrets
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Final

from domain import admission, identities, passwords, sessions, tokens, users
from domain.adapters import database
from domain.adapters.settings import NAMES, read_settings
from domain.adapters.studio import open_studio
from domain.imports import sources
from domain.ports import Account, EngineFailed, ImageEngine, Recipe
from domain.users import Caller
from domain.vocabulary import AuthMethod, Role, Scope, SignInWay
from domain.work import Studio
from handlers.auth import COOKIE
from handlers.represent import API

SOURCE: Final = "outputs"
"""What imports call the folder with pictures: what the contract's examples call it."""
OTHERS: Final = ("phone", "scans")
"""Two folders more with the same pictures: enough for a list with several pages."""
ISSUER: Final = "https://accounts.example.com"
"""Who vouches for the accounts; nobody asks it."""
_TIMES: Final = 5
"""So many sessions and accounts each person has: enough for lists with several pages."""
SMALL: Final = 256 * 256
"""How many pixels a picture may have here; the drawing is not what is checked."""
PEOPLE: Final = {
    "operator": Role.OPERATOR,
    "viewer": Role.VIEWER,
    "other_viewer": Role.VIEWER,
}


@dataclass(frozen=True)
class OwnStudio:
    """A studio that is being served."""

    url: str
    """Where the paths of the contract begin."""
    tokens: Mapping[str, str]
    """API tokens by whose they are: `admin`, then PEOPLE."""
    cookies: Mapping[str, Mapping[str, str]]
    """The cookies of their sessions."""
    studio: Studio
    source: str = SOURCE


class OneColour:
    """An engine that fills small pictures with one colour, and fails at larger ones: some jobs must
    fail, and what is checked is not the drawing, which would take most of the time."""

    def __init__(self, engine: ImageEngine) -> None:
        self.name, self.model, self.adapters = engine.name, engine.model, engine.adapters

    def draw(self, recipe: Recipe, on_step: Callable[[int], None]) -> bytes:
        """Draw it. Raises EngineFailed."""
        from PIL import Image

        if recipe.width * recipe.height > SMALL:
            raise EngineFailed("It is too large for this engine.")
        for step in range(1, recipe.steps + 1):
            on_step(step)
        red, green, blue = (recipe.seed % 2**24).to_bytes(3)
        picture = io.BytesIO()
        Image.new("RGB", (recipe.width, recipe.height), (red, green, blue)).save(picture, "PNG")
        return picture.getvalue()


@contextmanager
def own_studio() -> Iterator[OwnStudio]:
    """Serve an empty studio while the block lasts, on a port of its own; then nothing is left."""
    with tempfile.TemporaryDirectory(prefix="spolvero-") as folder, passwords.cheaply():
        yield from _served(Path(folder))


def _served(home: Path) -> Iterator[OwnStudio]:
    from handlers.app import create_app
    from handlers.server import Server
    from workers.app import working
    from workers.engines import open_engine

    settings = read_settings({NAMES["home"]: str(home)})
    engine = OneColour(open_engine(settings.engine))
    Path(settings.database_url.removeprefix("sqlite:///")).write_bytes(database.empty())
    with open_studio(settings, engine) as (opened, broker):
        studio = replace(
            opened,
            facts=replace(
                opened.facts,
                max_queued_jobs=10_000,
                max_pictures_per_hour=None,
                stream_seconds=0.05,
                tries_per_login=1_000_000,
                tries_per_address=1_000_000,
                max_bug_reports_per_hour=1_000_000,
            ),
        )
        known, cookies = _people(studio)
        for name in (SOURCE, *OTHERS):
            with studio.work() as work:
                sources.name(work, str(_pictures(home / "pictures" / name)), name)
        app = create_app(studio)
        server = Server(app)
        with (
            working(studio, broker, engine, alone=True),
            socket.create_server(("127.0.0.1", 0), backlog=2048) as listener,
        ):
            thread = threading.Thread(
                target=server.run, kwargs={"sockets": [listener]}, daemon=True
            )
            thread.start()
            try:
                port = listener.getsockname()[1]
                yield OwnStudio(f"http://127.0.0.1:{port}{API}", known, cookies, studio)
            finally:
                server.should_exit = True
                thread.join()


def _people(studio: Studio) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Let a few people in, and give each a token, sessions (with the cookie of the last), and
    accounts of a provider, one after the other: what was made at one time cannot be told apart by
    it. Enough of them that lists have pages when a lying server has let somebody end a few."""
    known, cookies = {"admin": secrets.token_urlsafe(32)}, {}
    with studio.work() as work:
        tokens.keep_bootstrap_token(work, known["admin"])
        people = {"admin": users.ensure_admin(work).id}
    for name, role in PEOPLE.items():
        with studio.work() as work:
            person = admission.create_user(work, name=name, role=role)
            people[name] = person.id
            caller = Caller(person, AuthMethod.SESSION)
            _, known[name] = tokens.create(work, caller, name=name, scopes=[*Scope])
    for number, (name, id) in product(range(_TIMES), people.items()):
        with studio.work() as work:
            person = work.get(users.User, id)
            secret, _ = sessions.start(work, person, SignInWay.TOKEN)
            cookies[name] = {COOKIE: secret}
            email = f"{name}{number}@example.com"
            identities.invite(work, email=email, role=person.role, user_id=id)
            account = Account(
                ISSUER, f"{name}{number}", email, email_verified=True, name=person.name
            )
            identities.person_of(work, account, {})
    return known, cookies


def _pictures(folder: Path) -> Path:
    """Make a folder with something of each kind: pictures, sidecars, and what is neither."""
    from PIL import Image

    (folder / "card_deck_1").mkdir(parents=True)
    for name, colour in (("card_deck_1/ace", "red"), ("card_deck_1/king", "blue"), ("fox", "red")):
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), colour).save(picture, "PNG")
        (folder / f"{name}.png").write_bytes(picture.getvalue())
        (folder / f"{name}.json").write_text('{"prompt": "a card", "seed": 1}')
    for name in ("queen", "jack", "ten"):
        (folder / f"card_deck_1/{name}.json").write_text("{}")
    (folder / "empty.png").touch()
    (folder / "notes.txt").write_text("Red foxes, mostly.")
    return folder
