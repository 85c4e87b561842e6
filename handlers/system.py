"""The server itself: alive, ready, and what it is."""

from datetime import UTC, datetime
from importlib.metadata import version

from domain import readiness
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import system as represent
from handlers.represent.moments import time

VERSION = version("spolvero")
STARTED_AT = time(datetime.now(UTC))


async def get_health(call: Call) -> Reply[wire.Health]:
    """Say that the process lives; nothing else is touched."""
    return Reply({"status": "ok", "version": VERSION, "started_at": STARTED_AT}, headers=NO_STORE)


def get_readiness(call: Call) -> Reply[wire.Readiness]:
    """Try all that the server needs."""
    checks = readiness.checks(call.studio)
    ready = all(check.ok for check in checks if check.required)
    body = represent.readiness(ready, checks)
    return Reply(body, status=200 if ready else 503, headers=NO_STORE)


async def get_settings(call: Call) -> wire.Settings:
    """Tell what anyone may know of this server."""
    facts = call.studio.facts
    return {
        "version": VERSION,
        "engine": {
            "name": facts.engine,
            "model": facts.model,
            "adapters": list(facts.adapters),
        },
        "limits": {
            "max_body_bytes": facts.max_body_bytes,
            "max_queued_jobs": facts.max_queued_jobs,
            "max_pictures_per_hour": facts.max_pictures_per_hour,
        },
        "sign_in": represent.sign_in_ways(facts),
    }
