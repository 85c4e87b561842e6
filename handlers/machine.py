"""Who is asking when it is this machine's own command line: the first admin."""

import hmac

from domain import users
from domain.users import Caller
from domain.vocabulary import AuthMethod
from domain.work import Studio
from handlers.auth import identify
from handlers.bridge.security import Identify
from handlers.call import Call


def this_machine(studio: Studio, secret: str) -> Identify:
    """Identify whoever comes with the secret as the first admin, and all others as ever.

    The secret is drawn by the process that serves, is written down only where the database lies
    too, and ends with the process: there is no row that could stay behind or be listed.
    """
    with studio.work() as work:
        users.ensure_admin(work)  # before the first request, which may only read
    expected = f"Bearer {secret}".encode()

    def who(call: Call) -> Caller | None:
        authorization = call.headers.get(b"authorization")
        if authorization is None or not hmac.compare_digest(authorization, expected):
            return identify(call)
        with call.studio.look() as work:
            return Caller(users.ensure_admin(work), AuthMethod.TOKEN)

    return who
