"""Signing in by password: setting one's own, and taking somebody's away."""

from domain import passwords
from handlers import wire
from handlers.call import NO_STORE, Call, Reply, waits
from handlers.represent import passwords as represent


def get_password_status(call: Call) -> Reply[wire.PasswordStatus]:
    """Tell whether the caller has a password."""
    with call.studio.look() as work:
        password = passwords.of_user(work, call.user)
    return Reply(represent.password_status(password), headers=NO_STORE)


@waits("hash")
def set_password(call: Call, body: wire.PasswordChange) -> Reply[wire.PasswordStatus]:
    """Set the caller's login and password."""
    password = passwords.set_own(
        call.studio,
        call.user,
        address=call.client,
        session=call.signed_in.proof_id,
        **body,
    )
    return Reply(represent.password_status(password), headers=NO_STORE)


def remove_password(call: Call, user_id: str) -> None:
    """Take somebody's password away."""
    with call.studio.work() as work:
        passwords.remove(work, user_id)
