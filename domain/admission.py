"""Who is let in, as what, and who is shown out."""

from typing import Any

from domain import audit, links, sessions, tokens, users
from domain.entity import new_id
from domain.errors import LastAdmin
from domain.users import User
from domain.vocabulary import Role, UserState
from domain.work import Work


def create_user(work: Work, *, name: str, role: Role) -> User:
    """Make somebody known; they have no way to sign in yet."""
    user = work.add(
        User(
            id=new_id("usr", work.now),
            name=name,
            role=role,
            state=UserState.ACTIVE,
            created_at=work.now,
        )
    )
    audit.tell(user.id, name=name, role=role)
    return user


def update_user(
    work: Work,
    user_id: str,
    *,
    name: str | None = None,
    role: Role | None = None,
    state: UserState | None = None,
) -> User:
    """Change what is given; None leaves a thing as it is. Whoever is disabled is out at once.

    Raises NotFound, and LastAdmin where the studio would be left without an active admin. Admins
    who change each other at the same time go one after the other, as all writers do.
    """
    user = work.get(User, user_id, lock=True)
    ruled = user.role == Role.ADMIN and user.state == UserState.ACTIVE
    user.name = user.name if name is None else name
    user.role = user.role if role is None else role
    user.state = user.state if state is None else state
    rules = user.role == Role.ADMIN and user.state == UserState.ACTIVE
    heir = users.first_admin(work, but=user)
    if ruled and not rules:
        if heir is None:
            raise LastAdmin(f"{user.name} is the studio's last active admin.")
        tokens.hand_over(work, user, heir)
    if user.state == UserState.DISABLED:
        tokens.take_away(work, user)
        links.take_away(work, user)
        sessions.take_away(work, user.id)
    changed: dict[str, Any] = {"name": name, "role": role, "state": state}
    audit.tell(**{key: value for key, value in changed.items() if value is not None})
    work.session.flush()
    return user
