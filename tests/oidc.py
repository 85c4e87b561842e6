"""A real OpenID Connect provider, npm's certified `oidc-provider`, and people who use it."""

import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx

from domain.adapters.settings import CALLBACK as CALLBACK_PATH
from domain.adapters.settings import Registration

CALLBACK = f"http://studio.test{CALLBACK_PATH}"
CLIENT_ID, CLIENT_SECRET = "studio", "the-client-secret-of-the-tests"
PEOPLE = {
    "ann": {"email": "ann@example.org", "email_verified": True, "name": "Ann"},
    "bob": {"email": "Bob@Example.org", "email_verified": True, "name": "Bob"},
    "eve": {"email": "ann@example.org", "email_verified": False, "name": "Eve"},
    "zoe": {"name": "Zoe"},
}
"""Who has an account there. Eve says that Ann's address is hers; Zoe has none."""


@contextmanager
def oidc_provider(redirect_uri: str = CALLBACK, *, id_token_email: bool = False) -> Iterator[str]:
    """Run a provider that sends browsers back there; give its issuer.

    It tells the email address in the ID token, or else only when it is asked for.
    """
    node = shutil.which("node")
    assert node is not None, "The provider of the tests needs Node."
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    asked = {
        **{"port": port, "redirectUri": redirect_uri, "idTokenEmail": id_token_email},
        **{"clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET, "people": PEOPLE},
    }
    command = [node, Path(__file__).parent / "provider.mjs", json.dumps(asked)]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            if process.stdout.readline().strip() != "ready":
                errors.seek(0)
                raise AssertionError(f"the provider did not start:\n{errors.read()}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def registered(issuer: str, **changed: Any) -> Registration:
    """Register the studio of the tests with a provider, which people call Fox ID."""
    plain = Registration(issuer, CLIENT_ID, CLIENT_SECRET, "Fox ID", CALLBACK)
    return replace(plain, **changed)


def nobody_there() -> str:
    """Give an issuer whose port is closed."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}"


def at_provider(where: str, name: str = "ann") -> dict[str, str]:
    """Sign in there by name (`nobody` does not want to); give what the browser comes back with."""
    with httpx.Client() as there:
        answer = there.get(where)
        while not answer.headers["location"].startswith(CALLBACK):
            where = str(answer.url.join(answer.headers["location"]))
            answer = there.get(where, params={"name": name} if "/interaction/" in where else None)
            assert answer.is_redirect, answer.text
    said = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
    said.pop("error_description", None)
    return said
