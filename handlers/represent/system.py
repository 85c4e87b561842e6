"""How the service itself is."""

from collections.abc import Sequence

from domain.readiness import Check
from domain.vocabulary import SignInWay
from domain.work import Facts
from handlers import wire


def readiness(ready: bool, checks: Sequence[Check]) -> wire.Readiness:
    """Show what was tried and whether it answered."""
    return {
        "ready": ready,
        "checks": [
            {"name": c.name, "ok": c.ok, "required": c.required, "detail": c.detail} for c in checks
        ],
    }


def sign_in_ways(facts: Facts) -> wire.SettingsSignIn:
    """Show how people sign in."""
    ways = [way for way in SignInWay if way is not SignInWay.OIDC or facts.provider is not None]
    return {"ways": ways, "provider": facts.provider}
