"""What an operator may decide, by environment. docs/settings.md is the table for people; a test
compares the two. A bad value stops the start with one clear line."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from domain.adapters.addresses import read_address
from domain.adapters.running import home_of
from domain.retention import Retention, read_retention


class BadSetting(Exception):
    """Raised for a value that cannot be used; its text is the one clear line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One field per `SPOLVERO_…` variable."""

    home: Path
    host: str
    port: int
    database_url: str
    files_url: str
    redis_url: str | None
    engine: str
    admin_token: str | None
    max_body_bytes: int
    max_queued_jobs: int
    max_pictures_per_hour: int
    """0: any number."""
    trash_days: int
    bug_report_retention_days: Retention

    @property
    def embedded(self) -> bool:
        """Whether this process is all there is: the queue and the workers live in it."""
        return self.redis_url is None

    @property
    def alone_with_jobs(self) -> bool:
        """Whether no other process can hold a job while this one has the home folder's lock."""
        return self.embedded and self.database_url.startswith("sqlite")

    @property
    def alone_with_files(self) -> bool:
        """Whether no other process can be writing files: they lie under the home that it locks."""
        return self.embedded and self.files_url == _files_under(self.home)


NAMES = {
    "home": "SPOLVERO_HOME",
    "host": "SPOLVERO_HOST",
    "port": "SPOLVERO_PORT",
    "database_url": "SPOLVERO_DATABASE_URL",
    "files_url": "SPOLVERO_FILES_URL",
    "redis_url": "SPOLVERO_REDIS_URL",
    "engine": "SPOLVERO_ENGINE",
    "admin_token": "SPOLVERO_ADMIN_TOKEN",
    "max_body_bytes": "SPOLVERO_MAX_BODY_BYTES",
    "max_queued_jobs": "SPOLVERO_MAX_QUEUED_JOBS",
    "max_pictures_per_hour": "SPOLVERO_MAX_PICTURES_PER_HOUR",
    "trash_days": "SPOLVERO_TRASH_DAYS",
    "bug_report_retention_days": "SPOLVERO_BUG_REPORT_RETENTION_DAYS",
}
PREFIX = "SPOLVERO_"
OF_THE_COMMAND_LINE = frozenset({"SPOLVERO_URL", "SPOLVERO_TOKEN"})
"""Where commands go and who they are: handlers/cli/where.py reads them, and a studio does not."""


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read and check the environment; empty means unset. Raises BadSetting."""
    values = os.environ if environment is None else environment
    given = {name: value for name, value in values.items() if name.startswith(PREFIX) and value}
    unknown = sorted(given.keys() - NAMES.values() - OF_THE_COMMAND_LINE)
    if unknown:
        raise BadSetting(f"{unknown[0]} is no setting; there are {', '.join(NAMES.values())}.")

    def text(field: str, default: str) -> str:
        return given.get(NAMES[field], default)

    def number(field: str, default: int, least: int, most: int) -> int:
        value = text(field, str(default))
        readable = value.isascii() and value.isdigit() and len(value) < 20
        if not (readable and least <= int(value) <= most):
            raise BadSetting(f"{NAMES[field]} must be a number from {least} to {most}: {value!r}.")
        return int(value)

    try:
        home = home_of(values)
    except RuntimeError:
        raise BadSetting(f"{NAMES['home']} names the home of somebody unknown here.") from None
    own_database = URL.create("sqlite", database=str(home / "studio.db"))
    database_url = text("database_url", own_database.render_as_string())
    if not database_url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
        raise BadSetting(f"{NAMES['database_url']} must begin with sqlite:/// or postgresql://.")
    if not _names_a_database(database_url):
        raise BadSetting(f"{NAMES['database_url']} must name a database, and a file for sqlite.")
    files_url = text("files_url", _files_under(home))
    try:
        read_address(files_url)
    except ValueError as wrong:
        raise BadSetting(f"{NAMES['files_url']} {wrong}.") from None
    redis_url = given.get(NAMES["redis_url"])
    if redis_url is not None and not _names_redis(redis_url):
        raise BadSetting(f"{NAMES['redis_url']} must be a redis://, rediss:// or unix:// URL.")
    admin_token = given.get(NAMES["admin_token"])
    if admin_token is not None and not (
        16 <= len(admin_token) <= 200 and all("!" <= c <= "~" for c in admin_token)
    ):
        raise BadSetting(
            f"{NAMES['admin_token']} must have 16 to 200 printable ASCII characters, no spaces."
        )
    try:
        retention = read_retention(text("bug_report_retention_days", "30"))
    except ValueError as wrong:
        raise BadSetting(f"{NAMES['bug_report_retention_days']} {wrong}.") from None
    return Settings(
        home=home,
        host=text("host", "127.0.0.1"),
        port=number("port", 8000, 0, 65535),
        database_url=database_url.replace("postgresql://", "postgresql+psycopg://", 1),
        files_url=files_url,
        redis_url=redis_url,
        engine=text("engine", "sketch"),
        admin_token=admin_token,
        max_body_bytes=number("max_body_bytes", 1_048_576, 1024, 1_073_741_824),
        max_queued_jobs=number("max_queued_jobs", 100_000, 1, 10_000_000),
        max_pictures_per_hour=number("max_pictures_per_hour", 20_000, 0, 10_000_000),
        trash_days=number("trash_days", 30, 0, 3650),
        bug_report_retention_days=retention,
    )


def _files_under(home: Path) -> str:
    return (home / "files").as_uri()


def _names_a_database(url: str) -> bool:
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        return False
    # A database in memory would be another one for each connection.
    return parts.get_backend_name() != "sqlite" or parts.database not in (None, "", ":memory:")


def _names_redis(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("redis", "rediss", "unix") and parts.port != 0
    except ValueError:
        return False
