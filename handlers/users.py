"""People and what they may do."""

from domain import admission, links, users
from domain.users import User
from domain.vocabulary import Role, UserState
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import users as represent


def list_users(
    call: Call, role: Role | None, state: UserState | None, cursor: str | None, limit: int
) -> wire.UserPage:
    """List the studio's people."""
    with call.studio.look() as work:
        return represent.users(users.page(work, role, state, cursor, limit))


def create_user(call: Call, body: wire.UserCreate) -> Reply[wire.User]:
    """Make somebody known."""
    with call.studio.work() as work:
        user = admission.create_user(work, **body)
    return Reply(represent.user(user), headers={"Location": represent.user_url(user.id)})


def get_user(call: Call, user_id: str) -> wire.User:
    """Tell who that is."""
    with call.studio.look() as work:
        return represent.user(work.get(User, user_id))


def update_user(call: Call, user_id: str, body: wire.UserUpdate) -> wire.User:
    """Change what the body names."""
    with call.studio.work() as work:
        return represent.user(admission.update_user(work, user_id, **body))


def create_sign_in_link(call: Call, user_id: str) -> Reply[wire.SignInLink]:
    """Make a link that signs somebody in once."""
    with call.studio.work() as work:
        secret, expires_at = links.create(work, work.get(User, user_id))
    return Reply(represent.sign_in_link(secret, expires_at), headers=NO_STORE)
