"""Which names stand beside secrets, which headers and which parts of a query do not."""

import re

from domain.vocabulary import SENSITIVE_NAMES

HARMLESS_HEADERS = frozenset(
    (
        *("accept", "accept-encoding", "accept-language", "accept-ranges", "age", "allow"),
        *("cache-control", "connection", "content-encoding", "content-language", "content-length"),
        *("content-range", "content-type", "date", "etag", "expires", "host", "if-match"),
        *("if-modified-since", "if-none-match", "if-range", "last-event-id", "last-modified"),
        *("location", "origin", "pragma", "range", "referer", "retry-after", "server", "te"),
        *("traceparent", "transfer-encoding", "upgrade-insecure-requests", "user-agent", "vary"),
        *("sec-fetch-dest", "sec-fetch-mode", "sec-fetch-site", "sec-fetch-user", "x-trace-id"),
        *("x-accel-buffering", "x-content-type-options", "x-frame-options"),
    )
)
"""By lower-case name. Their values are kept, as far as they do not look like a secret."""

HARMLESS_PARAMETERS = frozenset(
    (
        *("album_id", "batch_id", "created_after", "created_before", "dry_run", "fingerprint"),
        *("format", "height", "image_id", "job_id", "kind", "lang", "limit", "page", "pinned"),
        *("priority", "report_id", "sort", "source", "state", "status", "steps", "tab"),
        *("template_id", "theme", "trace_id", "view", "visibility", "width"),
    )
)
"""Parts of a query whose values are kept: ids, orders and choices, nothing that people type."""

ALONE = frozenset(
    (
        *(
            "password",
            "passwords",
            "passwd",
            "passphrase",
            "passcode",
            "pass",
            "pwd",
            "pw",
            "passwort",
        ),
        *("secret", "secrets", "token", "tokens", "jwt", "cookie", "cookies", "bearer"),
        *("authorization", "authentication", "credential", "credentials", "otp", "totp", "pin"),
        *("cvv", "csrf", "xsrf", "sid", "sessid", "phpsessid", "jsessionid", "sig", "signature"),
        *("apikey", "accesskey", "privatekey", "secretkey", "accountkey", "sessionkey", "auth"),
        *("sessionid", "mnemonic", "seedphrase", "hmac", "keystore"),
    )
)
"""Words that make a name a secret's wherever they stand in it."""
TOGETHER = tuple(
    (*first, second)
    for *first, second in (
        *(("api", "key"), ("api", "keys"), ("access", "key"), ("private", "key")),
        *(("secret", "key"), ("account", "key"), ("signing", "key"), ("encryption", "key")),
        *(
            ("master", "key"),
            ("session", "key"),
            ("session", "id"),
            ("spolvero", "session"),
            ("service", "key"),
        ),
        *(("recovery", "code"), ("verification", "code"), ("auth", "code"), ("seed", "phrase")),
    )
)
ABOUT = frozenset(
    (
        *("at", "count", "counts", "enabled", "endpoint", "expires", "expired", "expiry", "in"),
        *("length", "limit", "max", "min", "policy", "present", "required", "type", "uri", "url"),
    )
)
"""A name that ends so tells something about a secret, and is none: `token_count`."""
CONTRACTS = frozenset(name.lower() for name in SENSITIVE_NAMES)

CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
BETWEEN = re.compile(r"[^a-z0-9]+")


def words_of(name: str) -> tuple[str, ...]:
    """Take a name apart: `apiKey`, `API_KEY` and `x-api-key` have `api` and `key`."""
    return tuple(filter(None, BETWEEN.split(CAMEL.sub("_", name[:200]).lower())))


def is_secret(name: str) -> bool:
    """Tell whether values of this name are secrets."""
    if name.lower() in CONTRACTS:
        return True
    words = words_of(name)
    if not words or words[-1] in ABOUT:
        return False
    if words[-1] == "id" and "session" not in words and "sid" not in words:
        return False  # `token_id` names a token and is none
    if not ALONE.isdisjoint(words):
        return True
    return any(words[i : i + 2] == pair for pair in TOGETHER for i in range(len(words) - 1))


def counts_something(name: str) -> bool:
    """Tell whether a number of this name is harmless: `tokens` may be a count, a `pin` is none."""
    return {"token", "tokens", "cookies", "auth"}.intersection(words_of(name)) != set()
