"""What is taken out of a text, an address, a header, a value; and what stays readable."""

import json

import pytest

from domain.redaction import REDACTED, Redactor, is_secret
from domain.vocabulary import SENSITIVE_NAMES

DRAWN = "C7F3QX9ZK2LMB8R4TW"


def text(said):
    return Redactor().text(said)


@pytest.mark.parametrize(
    "said",
    [
        *("Password: {}, user: ada", "pass={}", "passwd {}", "password is: {}", "my pwd: '{}"),
        *("The password I typed was {}", "My PIN is {}", "2FA code: {}", "OTP code {}"),
        *("Authorization Bearer {}", "auth={}", "X-Auth-Token {}", "Bearer: {}", "Token {}"),
        *("export AWS_SECRET_ACCESS_KEY={}", "PRIVATE_KEY={}", "SMTP_PASSWORD='{}'", "key={}"),
        *("AccountKey={};EndpointSuffix=x", "license key: {}", "api key is {}", "token => {}"),
        *("mysql://root:{}@h/x", "redis://:{}@h:6379", "ssh ada:{}@h", "curl -u ada:{} http://h"),
        *("<password>{}</password>", '<input value="{}" name="csrf">', "{'token': '{}'}"),
        *('sessionStorage.setItem("token","{}")', 'localStorage["jwt"] = "{}"', "[token] {}"),
        *("%22password%22%3A%22{}%22", "token%3D{}", r"\u0022password\u0022:\u0022{}\u0022"),
        *('-x\r\nname="password"\r\n\r\n{}\r\n-x', 'Digest username="ada", response="{}"'),
        *("#sign-in={}", "http://h/#{}", "/x?a={}", "https://h/p?{}", "JSESSIONID={}"),
        *("spolvero_session={}", "session cookie {}", "passwords = ['{}', 'b']", "password:\n{}"),
        *('["Authorization","Bearer {}"]', '{"headers":[["cookie","a={}"]]}', "credentials: a/{}"),
        *('{"a":{"password":{"value":"{}"}}}', '{"a":"{\\"secret\\":\\"{}\\"}"}', "sid={};"),
        *('{"name":"token","value":"{}"}', '{"requestHeaders":{"x-odd":"{}"}}', "secret {}"),
        *("spv_{}", "ghp_{}", "xoxb-{}", "AIza{}abcde", "AKIA{}", "npm_{}ab", "sk-{}", "glpat-{}"),
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA{}",
    ],
)
def test_a_secret_goes_and_what_stands_around_it_stays(said):
    cleaned = text(said.replace("{}", DRAWN))
    assert DRAWN[:9] not in cleaned
    assert DRAWN[9:] not in cleaned
    assert REDACTED in cleaned
    assert text(cleaned) == cleaned, "twice gives what once gives"


@pytest.mark.parametrize(
    "said",
    [
        "The album Foxes has 5 pictures, and its cover is gone.",
        "at renderWithHooks (http://127.0.0.1:8000/assets/index-B2x9aaQ1.js:8:91234)",
        "GET /api/v1/albums/alb_01kaqz6v1ge8rb3m5n7p9qstvx 404 in 32.5 ms",
        "tokens: 77 of 512 used; max_tokens=77, token_count=9",
        "Author Ada wrote the password reset page; the session ended after 2 minutes.",
        "TypeError: token is undefined",
        "basic layout2 works, and so do design tokens v2",
        "sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        'Warning: each child should have a unique "key" prop; signature changed: f(a, b)',
        "pinned: true, author: ada, passed: 3, monkey=1",
        "/api/v1/jobs?state=running&limit=5&sort=newest",
        "http://studio/#/albums/alb_01kaqz6v1ge8rb3m5n7p9qstvx",
        '{"authenticated":true,"token":null,"tokens":77,"auth":{"user":"Ada"}}',
        REDACTED,
    ],
)
def test_what_is_no_secret_stays(said):
    assert text(said) == said


def test_whole_kinds_of_text_go_at_once():
    key = "-----BEGIN EC PRIVATE KEY-----\nMHcCAQ\nabc\n-----END EC PRIVATE KEY-----"
    assert text(f"a {key} b") == f"a {REDACTED} b"
    assert text(f"a {key[:40]}") == f"a {REDACTED}", "one that was cut off goes as well"
    jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dBjftJeZ4CVP"
    assert text(f"sent {jwt}!") == f"sent {REDACTED}!"
    assert text("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY") == REDACTED
    assert text("Cookie: a=1; b=2\nHost: h") == f"Cookie: {REDACTED}\nHost: h"


def test_an_address_loses_its_user_its_fragment_and_the_values_of_its_query():
    url = Redactor().url
    assert url("https://ada:x1@h:8/a/b?q=fox&limit=5&q=&tok#sign-in=x") == (
        f"https://{REDACTED}@h:8/a/b?q={REDACTED}&limit=5&q=&{REDACTED}#{REDACTED}"
    )
    assert url("/images?sort=eyJhbGciOiJIUzI1NiJ9.e30.x1") == f"/images?sort={REDACTED}"
    assert url("/reset/ab12/confirm") == f"/reset/{REDACTED}/confirm"
    assert url("/tokens/tok_01kaqz6v1ge8rb3m5n7p9qstvx") == "/tokens/tok_01kaqz6v1ge8rb3m5n7p9qstvx"


def test_a_header_is_kept_only_if_it_is_known_to_be_harmless():
    header = Redactor().header
    assert header("Content-Type", "text/html") == "text/html"
    assert header("X-Trace-Id", "ab" * 16) == "ab" * 16
    assert header("Referer", "http://h/?a=b") == f"http://h/?a={REDACTED}"
    for name in ("Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Nobody-Knows", ""):
        assert header(name, "anything") == REDACTED


def test_a_value_keeps_what_it_is_made_of():
    held = {
        "password": {"old": "a", "new": ["b", {"c": 7}]},
        "sessionId": "x",
        "ok": [True, None, 1.5],
        "large": 10**30,
        "text": "a\0b",
        "spv_AbCdEf12": 1,
        "spv_AbCdEf34": 2,
    }
    assert Redactor().value(held) == {
        "password": {"old": REDACTED, "new": [REDACTED, {"c": REDACTED}]},
        "sessionId": REDACTED,
        "ok": [True, None, 1.5],
        "large": str(10**30),
        "text": "a\ufffdb",
        REDACTED: 1,
        f"{REDACTED} 2": 2,
    }


def test_json_within_text_within_json_is_looked_through():
    inner = json.dumps({"client_secret": "q", "n": [1]})
    held = json.loads(text(json.dumps({"body": inner})))
    assert json.loads(held["body"]) == {"client_secret": REDACTED, "n": [1]}
    assert text("[" * 5000) == "[" * 5000


def test_what_was_taken_out_once_is_taken_out_wherever_it_stands():
    redactor = Redactor(known=["opensesame"])
    held = [redactor.header("x-odd", "abc-12345"), "abc-12345 and opensesame", {"abc-12345": 1}]
    assert redactor.again(held) == [REDACTED, f"{REDACTED} and {REDACTED}", {REDACTED: 1}]


def test_a_form_loses_the_values_of_its_secret_fields():
    assert text("user=ada&password=a%20b&next=%2Fx") == f"user=ada&password={REDACTED}&next=%2Fx"


def test_every_name_that_the_contract_calls_sensitive_is_one():
    assert SENSITIVE_NAMES
    assert all(is_secret(name) and is_secret(name.upper()) for name in SENSITIVE_NAMES)
    assert [name for name in ("token_id", "token_type", "expires_in") if is_secret(name)] == []
    assert is_secret("session_id")
    assert is_secret("X-API-Key")


@pytest.mark.parametrize(
    "piece",
    ["a", "password=", '"', "\\", "x://", "a=b&", "token a1", '{"', "<token ", "-u a:", "%41"],
)
def test_no_text_takes_longer_than_its_length_asks_for(piece):
    # By the steps that it takes: one that grew with the square would not end today.
    long = piece * (200_000 // len(piece))
    assert len(text(long)) > 0
