"""Ours as users get it, with so many jobs queued before: `handlers.app`, and nobody who draws."""

import atexit
import os
from contextlib import ExitStack

from sqlalchemy import text

from domain import albums, jobs, tokens
from domain.adapters import database
from domain.adapters.settings import Settings, read_settings
from domain.adapters.studio import open_studio
from domain.jobs import Picture
from domain.ports import Recipe
from domain.users import User
from domain.vocabulary import JOB_REQUEST_PRIORITY_DEFAULT
from domain.work import Studio
from handlers.app import create_app
from workers.engines import open_engine

QUEUED = "BENCH_QUEUED"
AT_ONCE = 5_000


def _fill(studio: Studio, settings: Settings, queued: int) -> None:
    """Queue jobs through the front door of the domain, many in a transaction."""
    drawn = Recipe("a red fox", "", 1, 20, 512, 512, 7.0)
    with studio.work() as work:
        tokens.keep_bootstrap_token(work, settings.admin_token)
    for first in range(0, queued, AT_ONCE):
        with studio.work() as work:
            asker = work.session.query(User).first()
            assert asker
            picture = Picture(drawn, albums.of_month(work, work.now).id)
            jobs.promise(
                work,
                [picture] * min(AT_ONCE, queued - first),
                asked_by=asker,
                priority=JOB_REQUEST_PRIORITY_DEFAULT,
                facts=studio.facts,
            )
            work.wake_ups.clear()
    with studio.work() as work:  # what a database does by itself, had they come one by one
        work.session.execute(text("ANALYZE"))


settings = read_settings()
database.migrate(database.open_database(settings.database_url))
_open = ExitStack()
atexit.register(_open.close)
studio, _ = _open.enter_context(open_studio(settings, open_engine(settings.engine)))
_fill(studio, settings, int(os.environ[QUEUED]))
app = create_app(studio)
