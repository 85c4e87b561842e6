"""Two hundred secrets in one bug report each or together: in every part, in every form.

Each is drawn anew, and stands where and how such secrets stand in the life of a browser.
"""

import base64
import json
import random
import string
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

CANARIES = 200
Plant = Callable[[dict[str, Any], str], None]


def submission() -> dict[str, Any]:
    """Give a report with all parts and no secret."""
    return {
        "description": "The album opens empty.",
        "expected": "Foxes.",
        "actual": "A white page.",
        "steps": "Open Foxes.",
        "environment": {"mode": "production", "app_version": "0.1.0", "git_sha": "2db8f6c"},
        "client_meta": {
            "location_href": "http://studio/albums/alb_01kaqz6v1ge8rb3m5n7p9qstvx?limit=5",
            "user_agent": "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0",
            "language": "en-GB",
        },
        "app_state": {"application_state": {"tab": "albums"}},
        "recent_logs": [{"level": "error", "message": "TypeError: x is null", "args": []}],
        "network_events": [],
    }


def event(**facts: Any) -> dict[str, Any]:
    """Give one request of the page."""
    return {
        "id": "1",
        "method": "POST",
        "url": "/api/v1/session",
        "started_at": "2026-11-23T09:30:04.501Z",
        "status": 200,
        **facts,
    }


def _event(**facts: str) -> Plant:
    """Plant into a request; `{}` stands for the secret."""
    return lambda report, secret: report["network_events"].append(
        event(**{name: text.replace("{}", secret) for name, text in facts.items()})
    )


def _header(name: str, value: str = "{}", of: str = "request_headers") -> Plant:
    def plant(report: dict[str, Any], secret: str) -> None:
        header = {"name": name.replace("{}", secret), "value": value.replace("{}", secret)}
        report["network_events"].append(event(**{of: [header]}))

    return plant


def _log(message: str, *args: Any) -> Plant:
    def plant(report: dict[str, Any], secret: str) -> None:
        said = json.loads(json.dumps([message, [*args]]).replace("{}", secret))
        report["recent_logs"].append({"level": "warn", "message": said[0], "args": said[1]})

    return plant


def _state(value: Any) -> Plant:
    def plant(report: dict[str, Any], secret: str) -> None:
        held = json.loads(json.dumps(value).replace("{}", secret))
        report["app_state"]["application_state"].setdefault("more", []).append(held)

    return plant


def _text(section: str, text: str, name: str = "") -> Plant:
    def plant(report: dict[str, Any], secret: str) -> None:
        held = report[section] if name else report
        key = name or section
        held[key] = f"{held.get(key, '')} {text.replace('{}', secret)}".strip()

    return plant


def _address(text: str) -> Plant:
    def plant(report: dict[str, Any], secret: str) -> None:
        report["client_meta"]["location_href"] = text.replace("{}", secret)

    return plant


def _basic(report: dict[str, Any], secret: str) -> None:
    proof = base64.b64encode(f"ada:{secret}".encode()).decode()
    report["recent_logs"].append({"level": "info", "message": f"sent Basic {proof}"})
    report["app_state"]["proof"] = {"authorization": f"Basic {proof}", "user": "ada"}


def _pem(report: dict[str, Any], secret: str) -> None:
    key = (
        f"-----BEGIN RSA PRIVATE KEY-----\nMIIE{secret}\nq8w{secret}\n-----END RSA PRIVATE KEY-----"
    )
    report["app_state"]["clipboard"] = f"pasted {key} here"
    report["recent_logs"].append({"level": "info", "message": f"key {key[:60]}"})


def _serialized(report: dict[str, Any], secret: str) -> None:
    stack = f"Error: no\n    at get (http://h/a.js?access_token={secret}:1:2)\n    at b (http://h/b.js:3:4)"
    report["recent_logs"].append(
        {"level": "error", "message": "Error: no", "serialized_args": [stack]}
    )


def _again(report: dict[str, Any], secret: str) -> None:
    """Plant one that only its first place gives away."""
    report["network_events"].append(
        event(request_headers=[{"name": "x-studio-key", "value": secret}])
    )
    report["recent_logs"].append({"level": "log", "message": f"retrying with {secret} again"})
    report["app_state"]["last"] = {"tried": [secret]}


def _encoded(report: dict[str, Any], secret: str) -> None:
    target = quote(f"/callback?code={secret}&state={secret}", safe="")
    report["network_events"].append(event(url=f"https://h/login?next={target}"))
    report["recent_logs"].append({"level": "log", "message": f"goes to /login%3Ftoken%3D{secret}"})


JSON_BODY = '{"user":"ada","password":"{}","more":{"apiKey":"{}"}}'
TWICE = '{"payload":"{\\"client_secret\\":\\"{}\\",\\"n\\":[1]}"}'
ADDRESSES: tuple[Plant, ...] = (  # a report has only one
    _address("http://studio/albums?token={}"),
    _address("http://studio/#sign-in={}"),
    _address("http://ada:{}@studio/"),
)
KINDS: tuple[Plant, ...] = (
    _header("Authorization", "Bearer {}"),
    _header("authorization", "Basic {}"),
    _header("Cookie", "theme=dark; spolvero_session={}; a=b"),
    _header("Set-Cookie", "spolvero_session={}; Path=/; HttpOnly", "response_headers"),
    _header("X-Api-Key"),
    _header("X-Something-Nobody-Knows"),
    _header("x-csrf-token", of="response_headers"),
    _header("Location", "https://h/cb?code={}#access_token={}", "response_headers"),
    _header("referer", "https://ada:{}@h/x?y={}"),
    _header("user-agent", "curl/8 token={}"),
    _header("spv_{}", "1"),
    _event(request_body=JSON_BODY),
    _event(request_body=TWICE),
    _event(request_body='{"user":"ada","password":"{}'),
    _event(request_body="user=ada&password={}&next=%2F"),
    _event(request_body="grant_type=refresh&refresh_token={}"),
    _event(response_body='{"access_token":"{}","token_type":"Bearer","expires_in":3600}'),
    _event(response_body='[{"name":"password","value":"{}"}]'),
    _event(response_body='{"link":"http://studio/#sign-in={}"}'),
    _event(url="https://h/api?token={}&limit=5"),
    _event(url="https://ada:{}@h/api"),
    _event(url="http://studio/#sign-in={}"),
    _event(url="/api/v1/images?q=fox&key={}"),
    _event(url="/api/v1/reset/{}/confirm"),
    _event(url="wss://h/socket?{}"),
    _event(error="TypeError: Failed to fetch https://h/x?sig={}"),
    _event(error="401 for Bearer {}"),
    _event(id="token={}"),
    _log("Authorization: Bearer {}"),
    _log("signed in with token {}"),
    _log("password", "password", "{}"),
    _log("config", {"database": {"password": "{}", "host": "h"}}),
    _log("config", {"dsn": "postgresql://ada:{}@h/db"}),
    _log('said {"secretKey": "{}", cut'),
    _log("document.cookie = 'a=1; session={}'"),
    _log("headers", {"requestHeaders": {"x-odd": "{}", "accept": "*/*"}}),
    _log("pairs", ["authorization", "{}"]),
    _log("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI{}.sig{}"),
    _log("github ghp_{}AAAAAAAA and glpat-{}AAAAAA"),
    _log("slack xoxb-{} https://hooks.slack.com/services/T0/B0/{}"),
    _log("google AIza{}AbCdEfGhIj and ya29.{}"),
    _log("stripe sk_live_{}AAAA"),
    _log("ours spv_{}"),
    _serialized,
    _pem,
    _basic,
    _again,
    _encoded,
    _state({"auth": {"token": "{}", "user": {"name": "Ada"}}}),
    _state({"sessionId": "{}"}),
    _state({"secrets": [{"value": "{}"}, ["{}"]]}),
    _state({"npm_{}AAAAAAAAAA": "a key that is a secret itself"}),
    _state({"storage": '{"refreshToken":"{}"}'}),
    _state({"note": "the aws key is AKIA{}"}),
    _state({"fields": {"name": "passphrase", "value": "{}"}}),
    _state({"url": "https://h/?X-Amz-Signature={}"}),
    _text("description", "My password is {}!"),
    _text("description", "I used the token: {}, and it failed."),
    _text("expected", "api_key={}"),
    _text("actual", "curl -H 'Authorization: Token {}' http://h"),
    _text("steps", "Open http://studio/#sign-in={} and wait."),
    _text("client_meta", "spv_{}", "user_agent"),
    _text("client_meta", "Bearer {}", "platform"),
    _text("environment", "+token={}", "app_version"),
    _text("environment", "ghp_{}AAAA", "git_sha"),
    *ADDRESSES,
)


@dataclass
class Planted:
    """Reports with secrets in them, and the secrets."""

    reports: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)


def planted(seed: int = 1) -> Planted:
    """Plant them all, each kind in turn: some alone in a report, the last ones together."""
    chance = random.Random(seed)
    found = Planted()
    together = submission()
    for number in range(CANARIES):
        kind = KINDS[number % len(KINDS)]
        secret = f"C{number:03d}" + "".join(
            chance.choices(string.ascii_uppercase + string.digits, k=14)
        )
        alone = number < len(KINDS) or kind in ADDRESSES
        report = submission() if alone else together
        kind(report, secret)
        if report is not together:
            found.reports.append(report)
        elif number % 25 == 0:
            found.reports.append(together)
            together = submission()
        found.secrets.append(secret)
    found.reports.append(together)
    return found


def found_in(data: bytes, secrets: list[str]) -> list[str]:
    """Name the secrets of which a half or more stands in these bytes, in letters of any size."""
    held = data.lower()
    return [
        secret
        for secret in secrets
        if secret[:9].lower().encode() in held or secret[9:].lower().encode() in held
    ]
