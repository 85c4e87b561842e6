"""Tokens that `spolvero login` keeps: in a file that only its owner reads."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from handlers.cli.faults import WRONGLY_ASKED, Fault


def _file() -> Path:
    """`$XDG_CONFIG_HOME/spolvero/logins.json` (XDG Base Directory Specification)."""
    home = os.environ.get("XDG_CONFIG_HOME")
    # A path that is not absolute is to be ignored.
    folder = Path(home) if home and Path(home).is_absolute() else Path.home() / ".config"
    return folder / "spolvero" / "logins.json"


def _read() -> dict[str, Any]:
    path = _file()
    try:
        # The descriptor is looked at, so nobody can put another file in its place meanwhile.
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise Fault(
                    WRONGLY_ASKED, f"Others can read {path}: `chmod 600` it, or log in anew."
                )
            found = json.loads(file.read())
    except FileNotFoundError:
        return {"default": None, "tokens": {}}
    except (OSError, ValueError):
        raise Fault(WRONGLY_ASKED, f"{path} cannot be read; remove it and log in anew.") from None
    if not (isinstance(found, dict) and isinstance(found.get("tokens"), dict)):
        raise Fault(WRONGLY_ASKED, f"{path} is not what we wrote; remove it and log in anew.")
    return found


def _write(found: dict[str, Any]) -> None:
    path = _file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}")
        # With its mode from the first moment on.
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            json.dump(found, file, indent=2)
        part.replace(path)
    except OSError as wrong:
        raise Fault(WRONGLY_ASKED, f"{path} cannot be written: {wrong.strerror}.") from None


def default_url() -> str | None:
    """Where commands go that name no address: where somebody last logged in."""
    url = _read().get("default")
    return url if isinstance(url, str) else None


def token_for(url: str) -> str | None:
    """The token that is kept for an address."""
    token = _read()["tokens"].get(url)
    return token if isinstance(token, str) else None


def keep(url: str, token: str) -> None:
    """Keep a token, and send commands there from now on."""
    found = _read()
    found["tokens"][url] = token
    found["default"] = url
    _write(found)


def forget(url: str | None) -> str | None:
    """Forget the token of an address, the default one when none is named; give which it was."""
    found = _read()
    url = url or found.get("default")
    if url is None or url not in found["tokens"]:
        return None
    del found["tokens"][url]
    if found.get("default") == url:
        found["default"] = None
    _write(found)
    return url
