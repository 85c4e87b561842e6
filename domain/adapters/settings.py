"""What an operator may decide, by environment. docs/settings.md is the table for people; a test
compares the two. A bad value stops the start with one clear line."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from domain.adapters.addresses import read_address
from domain.adapters.logs import FORMATS, LEVELS
from domain.adapters.running import home_of
from domain.retention import Retention, read_retention
from domain.vocabulary import SETTINGS_SIGN_IN_PROVIDER_MAX_LENGTH, Role


class BadSetting(Exception):
    """Raised for a value that cannot be used; its text is the one clear line."""


@dataclass(frozen=True, slots=True)
class Registration:
    """This studio, as it is registered with the provider."""

    issuer: str
    client_id: str
    client_secret: str | None
    """None: a public client, known by PKCE alone."""
    name: str
    """What people call the provider."""
    redirect_uri: str


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
    trusted_proxies: tuple[str, ...]
    """Addresses and networks whose `X-Forwarded-For` counts."""
    public_url: str | None
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None
    oidc_name: str | None
    oidc_allow: Mapping[str, Role]
    """Whom the provider may let in uninvited: by email address, or by `@` and a domain."""
    bug_report_retention_days: Retention
    log_format: str | None
    """None: text at a terminal, JSON elsewhere."""
    log_level: str
    metrics: str
    metrics_port: int | None

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

    @property
    def oidc(self) -> Registration | None:
        """How this studio is registered with the provider, if there is one."""
        if self.oidc_issuer is None or self.oidc_client_id is None or self.public_url is None:
            return None
        return Registration(
            issuer=self.oidc_issuer,
            client_id=self.oidc_client_id,
            client_secret=self.oidc_client_secret,
            name=self.oidc_name or urlsplit(self.oidc_issuer).hostname or "OpenID Connect",
            redirect_uri=self.public_url + CALLBACK,
        )


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
    "trusted_proxies": "SPOLVERO_TRUSTED_PROXIES",
    "public_url": "SPOLVERO_PUBLIC_URL",
    "oidc_issuer": "SPOLVERO_OIDC_ISSUER",
    "oidc_client_id": "SPOLVERO_OIDC_CLIENT_ID",
    "oidc_client_secret": "SPOLVERO_OIDC_CLIENT_SECRET",
    "oidc_name": "SPOLVERO_OIDC_NAME",
    "oidc_allow": "SPOLVERO_OIDC_ALLOW",
    "bug_report_retention_days": "SPOLVERO_BUG_REPORT_RETENTION_DAYS",
    "log_format": "SPOLVERO_LOG_FORMAT",
    "log_level": "SPOLVERO_LOG_LEVEL",
    "metrics": "SPOLVERO_METRICS",
    "metrics_port": "SPOLVERO_METRICS_PORT",
}
CALLBACK = "/api/v1/session/oidc/callback"
"""Where the provider sends browsers back to, under the public URL."""

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

    def one_of(field: str, words: Sequence[str], default: str) -> str:
        value = text(field, default)
        if value not in words:
            raise BadSetting(f"{NAMES[field]} must be one of {', '.join(words)}: {value!r}.")
        return value

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
        trusted_proxies=_proxies(text("trusted_proxies", "")),
        public_url=_public_url(given),
        oidc_issuer=_issuer(given),
        oidc_client_id=given.get(NAMES["oidc_client_id"]),
        oidc_client_secret=given.get(NAMES["oidc_client_secret"]),
        oidc_name=_provider_name(given.get(NAMES["oidc_name"])),
        oidc_allow=_allowed(text("oidc_allow", "")),
        bug_report_retention_days=retention,
        log_format=one_of("log_format", FORMATS, "") if NAMES["log_format"] in given else None,
        log_level=one_of("log_level", LEVELS, "info"),
        metrics=one_of("metrics", ("token", "public", "off"), "token"),
        metrics_port=(
            number("metrics_port", 0, 0, 65535) if NAMES["metrics_port"] in given else None
        ),
    )


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _proxies(text: str) -> tuple[str, ...]:
    """Read addresses and networks. Raises BadSetting."""
    for word in _words(text):
        try:
            ip_network(word)
        except ValueError:
            raise BadSetting(
                f"{NAMES['trusted_proxies']} must list addresses or networks, "
                f"as in 10.0.0.0/8,::1: {word!r}."
            ) from None
    return tuple(_words(text))


def _public_url(given: Mapping[str, str]) -> str | None:
    """Read where browsers find the studio. Raises BadSetting."""
    url = given.get(NAMES["public_url"])
    if url is None:
        return None
    if not _is_http(url) or urlsplit(url).path.strip("/"):
        raise BadSetting(
            f"{NAMES['public_url']} must be an http:// or https:// URL without a path, "
            "as in https://studio.example.org."
        )
    return url.rstrip("/")


def _issuer(given: Mapping[str, str]) -> str | None:
    """Read who says who somebody is, and whether all is set that this needs. Raises BadSetting."""
    issuer = given.get(NAMES["oidc_issuer"])
    if issuer is None:
        for name in (NAMES[field] for field in NAMES if field.startswith("oidc_")):
            if name in given:
                raise BadSetting(f"{name} says nothing without {NAMES['oidc_issuer']}.")
        return None
    if not _is_http(issuer):
        example = "as in https://accounts.google.com"
        raise BadSetting(f"{NAMES['oidc_issuer']} must be a URL, {example}.")
    for field in ("public_url", "oidc_client_id"):
        if NAMES[field] not in given:
            raise BadSetting(f"{NAMES['oidc_issuer']} needs {NAMES[field]} too.")
    return issuer


def _provider_name(name: str | None) -> str | None:
    """Read what people call the provider. Raises BadSetting."""
    most = SETTINGS_SIGN_IN_PROVIDER_MAX_LENGTH
    if name is not None and (len(name) > most or not name.isprintable()):
        raise BadSetting(f"{NAMES['oidc_name']} may have at most {most} printable characters.")
    return name


def _allowed(text: str) -> dict[str, Role]:
    """Read domains and addresses, each with a role if it is not viewer. Raises BadSetting."""
    found = {}
    for word in _words(text.lower()):
        who, _, role = word.partition("=")
        email = who if "@" in who else f"@{who}"
        if not re.fullmatch(r"[!-?A-~]*@[a-z0-9][a-z0-9.-]*", email) or role not in ("", *Role):
            raise BadSetting(
                f"{NAMES['oidc_allow']} must list domains and email addresses, each with its role "
                f"if it is not viewer, as in example.org,ann@example.net=admin: {word!r}."
            )
        found[email] = Role(role or Role.VIEWER)
    return found


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    whole = parts.scheme in ("http", "https") and bool(parts.hostname) and port != 0
    more = parts.query or parts.fragment or "@" in parts.netloc
    return whole and url.isprintable() and not more


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
