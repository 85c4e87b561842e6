"""`spolvero login` and `logout`: a token for a studio, asked for and never shown."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence

from handlers.cli import logins
from handlers.cli.client import Client, Target
from handlers.cli.faults import DONE, NOT_THERE, REFUSED, Fault
from handlers.cli.parser import Parser, ask_for_secret
from handlers.cli.refusals import refusal
from handlers.cli.request import Request
from handlers.cli.table import OwnTable
from handlers.cli.transport import OverHttp, Unreachable, unreachable
from handlers.cli.where import AGENT, TOKEN, URL, bearer, plain_url

WHO = "get_auth_status"
"""The operation that tells who is asking."""


def sign(what: str, rest: Sequence[str], table: OwnTable) -> int:
    """Log in or out; give the exit status. Raises Fault."""
    base = table.head["base"]
    if what == "logout":
        parser = Parser(prog="spolvero logout", description="Forget the token of a studio.")
        parser.add_argument("--url", metavar="URL", help="which one (default: the last login)")
        url = parser.parse_args(rest).url
        gone = logins.forget(None if url is None else plain_url(url, base))
        if gone is None:
            raise Fault(NOT_THERE, "No token is kept for it.")
        print(f"The token of {gone} is forgotten here. It works until it is revoked there.")
        return DONE
    parser = Parser(
        prog="spolvero login",
        description=(
            "Keep an API token for a studio, and send commands there from now on. The token is "
            f"asked for, or read from standard input or {TOKEN}; it is never shown."
        ),
    )
    parser.add_argument("--url", metavar="URL", default=os.environ.get(URL) or None, required=False)
    chosen = parser.parse_args(rest)
    if chosen.url is None:
        parser.error("--url is needed: where is the studio?")
    address = plain_url(chosen.url, base)
    token = os.environ.get(TOKEN) or ask_for_secret("API token").strip()
    who = _who(table, address, token)
    logins.keep(address, token)
    print(f"Logged in to {address}{who}. Commands go there; `spolvero logout` ends it.")
    return DONE


def _who(table: OwnTable, address: str, token: str) -> str:
    """Whose token it is, as the studio says; a Fault when it knows nobody by it."""
    command = table.find(WHO)
    if command is None:
        return ""
    transport = OverHttp(address + table.head["base"], 30.0)
    headers = {**AGENT, "Authorization": bearer(token), "Accept": "application/json"}
    try:
        client = Client(Target(transport, headers, address))
        answer = client.send(Request(command["method"], command["path"], (), {}, None))
        if answer.status != 200:
            raise refusal(answer)
        user = json.loads(answer.read()).get("user")
    except Unreachable as wrong:
        raise unreachable(address, wrong) from None
    except (ValueError, AttributeError):
        raise Fault(REFUSED, f"{address} is no Spolvero studio.") from None
    finally:
        transport.close()
    if not isinstance(user, dict):
        raise Fault(REFUSED, f"{address} knows nobody by this token.")
    if address.startswith("http://") and not address.startswith(
        ("http://127.", "http://localhost")
    ):
        print("The connection is not encrypted: others may read the token.", file=sys.stderr)
    return f" as {user.get('name')} ({user.get('role')})"
