"""What is told of a password."""

from domain.passwords import Password
from handlers import wire
from handlers.represent.moments import time


def password_status(password: Password | None) -> wire.PasswordStatus:
    """Show what is kept about somebody's password."""
    return {
        "login": password.login if password else None,
        "changed_at": time(password.changed_at) if password else None,
    }
