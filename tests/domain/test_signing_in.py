"""Signing in: how often it may fail, and by a real OpenID Connect provider that runs beside."""

import base64
import itertools
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select, text

from domain import admission, audit, identities, links, sessions, signing_in, tries
from domain.adapters.clock import SystemClock
from domain.adapters.oidc import ANEW_AFTER, KNOWN_FOR, SILENT_FOR, Provider
from domain.audit import AuditEntry
from domain.errors import (
    Conflict,
    Forbidden,
    NotFound,
    ProviderFailed,
    RuleBroken,
    TooManySignIns,
    Unauthenticated,
)
from domain.identities import Identity, Invitation
from domain.sessions import SignInSession
from domain.signing_in import SignedIn, SignInAttempt
from domain.tries import SignInTries
from domain.users import User
from domain.vocabulary import Role, UserState
from domain.work import Studio
from tests.conftest import ADMIN_TOKEN
from tests.domain.hand import Hand
from tests.oidc import CLIENT_SECRET, at_provider, nobody_there, oidc_provider, registered

HERE = "192.0.2.7"
pytestmark = pytest.mark.usefixtures("quick_hashes")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with oidc_provider() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def provider(issuer: str) -> Provider:
    """What knows the provider; as in a server, it asks for its keys once."""
    return Provider(registered(issuer), SystemClock())


class Visitor:
    """Somebody with a browser before a studio that knows a provider."""

    def __init__(self, hand: Hand, provider: Provider | None) -> None:
        self.hand = hand
        self.studio: Studio = replace(hand.studio, provider=provider)
        self.cookie: str | None = None

    def go(self, name: str = "ann", return_to: str = "/") -> dict[str, str]:
        """Begin here, and sign in there; give what the browser comes back with."""
        where, self.cookie = signing_in.start_at_provider(self.studio, HERE, return_to)
        return at_provider(where, name)

    def come_back(self, said: dict[str, str], **changed: Any) -> SignedIn:
        whole = {"code": None, "error": None, "iss": None, **said, **changed}
        return signing_in.finish_at_provider(
            self.studio, signing_in.Visitor(HERE), browser=self.cookie, **whole
        )

    def sign_in(self, name: str = "ann") -> User:
        return self.come_back(self.go(name)).caller.user


@pytest.fixture
def visitor(hand: Hand, provider: Provider) -> Visitor:
    return Visitor(hand, provider)


@pytest.fixture
def invited(hand: Hand) -> None:
    invite(hand)


def invite(
    hand: Hand, email: str = "ann@example.org", role: Role = Role.VIEWER, **more: Any
) -> Any:
    return hand.do(identities.invite, email=email, role=role, **more)


# Coming in by the provider.


def test_who_is_invited_comes_in_as_a_new_person_and_goes_where_they_wanted(hand, visitor):
    invite(hand, role=Role.OPERATOR)
    signed_in = visitor.come_back(visitor.go(return_to="/#/albums"))
    assert signed_in.return_to == "/#/albums"
    user = signed_in.caller.user
    assert (user.name, user.role) == ("Ann", Role.OPERATOR)
    assert hand.see(sessions.caller, signed_in.secret).user.id == user.id
    assert hand.count(Invitation) == 0
    [identity] = hand.rows(Identity)
    assert (identity.user_id, identity.subject) == (user.id, "ann")
    assert identity.email == "ann@example.org"


def test_whoever_came_in_once_comes_in_again_as_the_same_person(hand, visitor, invited):
    first, second = visitor.sign_in(), visitor.sign_in()
    assert first.id == second.id
    assert hand.count(Identity) == 1
    assert hand.count(SignInSession) == 2


def test_an_invitation_may_give_the_account_to_somebody_who_is_here(hand, visitor):
    invite(hand, user_id=hand.user.id)
    assert visitor.sign_in().id == hand.user.id
    assert hand.count(User) == 1


def test_an_invitation_counts_whatever_the_case_of_the_address(hand, visitor):
    invite(hand, "BOB@example.ORG")
    assert visitor.sign_in("bob").name == "Bob"


def test_nobody_comes_in_uninvited_nor_on_an_address_that_is_not_theirs(hand, visitor):
    with pytest.raises(Forbidden, match="Nobody has invited"):
        visitor.sign_in()
    invite(hand)
    for name in ("eve", "zoe"):
        with pytest.raises(Forbidden, match="no verified email address"):
            visitor.sign_in(name)
    assert (hand.count(User), hand.count(Identity), hand.count(Invitation)) == (1, 0, 1)


def test_the_operator_may_let_domains_and_addresses_in(visitor):
    rules = {"@example.org": Role.VIEWER, "bob@example.org": Role.ADMIN}
    visitor.studio = replace(visitor.studio, admitted=rules)
    assert visitor.sign_in("ann").role == Role.VIEWER
    assert visitor.sign_in("bob").role == Role.ADMIN
    visitor.studio = replace(visitor.studio, admitted={})
    assert visitor.sign_in("bob").role == Role.ADMIN  # known by now


def test_an_account_that_was_parted_from_its_person_is_a_strangers(hand, visitor, invited):
    visitor.sign_in()
    [identity] = hand.rows(Identity)
    hand.do(identities.unlink, identity.id)
    with pytest.raises(NotFound):
        hand.do(identities.unlink, identity.id)
    with pytest.raises(Forbidden):
        visitor.sign_in()


def test_what_came_of_a_sign_in_is_told_to_the_audit_log_and_no_failure(hand, visitor, invited):
    with audit.carrying_out("finish_oidc_sign_in", None, None, {}):
        with pytest.raises(Unauthenticated):
            visitor.come_back({"state": "x"})
        user = visitor.sign_in()
    [entry] = hand.rows(AuditEntry)
    [identity], [session] = hand.rows(Identity), hand.rows(SignInSession)
    assert (entry.actor_id, entry.subject) == (user.id, session.id)
    assert entry.details["method"] == "oidc"
    assert entry.details["identity_id"] == identity.id
    assert "ann@" not in str(entry.details)


def test_somebody_who_is_disabled_does_not_come_in(hand, visitor, invited):
    user = visitor.sign_in()
    hand.do(admission.update_user, user.id, state=UserState.DISABLED)
    with pytest.raises(Forbidden, match="disabled"):
        visitor.sign_in()
    assert hand.count(SignInSession) == 0


def test_an_address_is_invited_once_and_for_a_person_who_exists(hand, invited):
    with pytest.raises(Conflict):
        invite(hand, "ANN@example.org")
    with pytest.raises(RuleBroken):
        invite(hand, "bob@example.org", user_id="usr_" + "0" * 26)


# What does not belong together.


def test_an_answer_is_good_once(visitor, invited):
    said = visitor.go()
    visitor.come_back(said)
    with pytest.raises(Unauthenticated, match="is over"):
        visitor.come_back(said)


def test_a_code_is_good_for_the_sign_in_that_it_was_given_to(visitor, invited):
    stolen = visitor.go()["code"]
    for code in (stolen, "made-up"):
        with pytest.raises(Unauthenticated, match="does not know this sign-in"):
            visitor.come_back(visitor.go(), code=code)


def test_a_state_that_nobody_was_given_is_refused(visitor, invited):
    with pytest.raises(Unauthenticated):
        visitor.come_back(visitor.go(), state="x" * 43)


def test_an_answer_opened_in_another_browser_signs_nobody_in(hand, visitor, provider, invited):
    """Else a link could sign its reader in as whoever sent it."""
    another = Visitor(hand, provider)
    another.go()  # has a cookie, of another sign-in
    for cookie in (None, "", another.cookie):
        said = visitor.go()
        another.cookie = cookie
        with pytest.raises(Unauthenticated, match="another browser"):
            another.come_back(said)
        with pytest.raises(Unauthenticated):  # and the answer is used up
            visitor.come_back(said)
    assert hand.count(SignInSession) == 0


def test_an_answer_comes_within_ten_minutes(hand, visitor, invited):
    said = visitor.go()
    hand.clock.turn(minutes=10)
    with pytest.raises(Unauthenticated):
        visitor.come_back(said)


@pytest.mark.parametrize("column", ["nonce", "verifier"])
def test_an_id_token_must_carry_the_nonce_and_a_code_its_verifier(hand, visitor, invited, column):
    said = visitor.go()
    hand.do(
        lambda w: w.session.execute(text(f"UPDATE sign_in_attempts SET {column} = '{'x' * 43}'"))
    )
    with pytest.raises(Unauthenticated):
        visitor.come_back(said)


@pytest.mark.parametrize("iss", [None, "https://accounts.evil.example"])
def test_another_provider_cannot_answer_for_the_one_that_was_asked(visitor, invited, iss):
    with pytest.raises(Unauthenticated, match="Another provider"):
        visitor.come_back(visitor.go(), iss=iss)


def test_a_token_for_another_client_signs_nobody_in(hand, issuer, invited):
    """It is good at the provider, and signed by it, and not for us."""
    right = Provider(registered(issuer), SystemClock())
    visitor = Visitor(hand, right)
    said = visitor.go()
    redeem = right._redeem
    ours = registered(issuer, client_id="another")

    def redeemed(code: str, verifier: str) -> dict[str, Any]:
        token = redeem(code, verifier)
        right._us = ours
        return token

    right._redeem = redeemed  # type: ignore[method-assign]
    with pytest.raises(Unauthenticated, match="not for this sign-in"):
        visitor.come_back(said)


class Later:
    """A clock that is ahead of the provider's."""

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return SystemClock().now() + self._by


def test_an_id_token_has_its_time(hand, issuer, invited):
    visitor = Visitor(hand, Provider(registered(issuer), Later(timedelta(hours=2))))
    with pytest.raises(Unauthenticated, match="not for this sign-in"):
        visitor.sign_in()
    slow = Visitor(hand, Provider(registered(issuer), Later(timedelta(seconds=-30))))
    assert slow.sign_in().name == "Ann"


def unsigned(claims: dict[str, Any]) -> str:
    parts = (json.dumps(each).encode() for each in ({"alg": "none"}, claims))
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


FORGED = {
    "nobody": unsigned,
    "our own secret": lambda claims: jwt.encode(
        {"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET)
    ),
    "another's key": lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "x"}, claims, RSAKey.generate_key(2048)
    ),
}


@pytest.mark.parametrize("by", FORGED)
def test_an_id_token_is_signed_by_the_provider_alone(hand, issuer, invited, by):
    right = Provider(registered(issuer), SystemClock())
    visitor = Visitor(hand, right)
    said = visitor.go()
    now = int(SystemClock().now().timestamp())
    [attempt] = hand.rows(SignInAttempt)
    claims = {"iss": issuer, "aud": "studio", "sub": "ann", "iat": now, "exp": now + 60}
    forged = FORGED[by]({**claims, "nonce": attempt.nonce, "email": "ann@example.org"})
    right._redeem = lambda code, verifier: {"id_token": forged}  # type: ignore[method-assign]
    with pytest.raises(Unauthenticated, match="not for this sign-in"):
        visitor.come_back(said)


def test_keys_that_are_not_known_yet_are_asked_for_and_not_at_each_token(hand, issuer, invited):
    moments = [0.0]
    provider = Provider(registered(issuer), SystemClock(), ticks=lambda: moments[0])
    visitor = Visitor(hand, provider)
    visitor.sign_in()
    provider._keys.value = {"keys": [RSAKey.generate_key(2048).as_dict(private=False, kid="old")]}
    moments[0] = ANEW_AFTER - 1
    with pytest.raises(Unauthenticated):
        visitor.sign_in()
    moments[0] = ANEW_AFTER
    assert visitor.sign_in()


def test_who_says_no_at_the_provider_is_told_so(visitor):
    said = visitor.go("nobody")
    assert said["error"] == "access_denied"
    with pytest.raises(Forbidden, match="Fox ID did not let you"):
        visitor.come_back(said)


def test_without_a_provider_nobody_is_sent_anywhere(hand):
    visitor = Visitor(hand, None)
    with pytest.raises(NotFound):
        visitor.go()
    with pytest.raises(NotFound):
        visitor.come_back({"state": "x"})


# A provider that is away, or odd.


def ask(provider: Provider) -> str:
    return provider.address(state="s", nonce="n", verifier="v")


@contextmanager
def odd_provider(status: int, body: str) -> Iterator[str]:
    """Serve this where a provider tells what it can."""

    class Odd(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.replace("ISSUER", issuer).encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        issuer = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield issuer
        server.shutdown()
        thread.join()


def discovery(**changed: Any) -> tuple[int, str]:
    return 200, json.dumps({"issuer": "ISSUER", "authorization_endpoint": "ISSUER/auth", **changed})


ODD = {
    "status": (500, "{}"),
    "redirect": (302, "{}"),
    "no JSON": (200, "<html>"),
    "no object": (200, "[]"),
    "somebody else": discovery(issuer="https://accounts.evil.example"),
    "nowhere to go": discovery(authorization_endpoint=None),
    "a script": discovery(authorization_endpoint="javascript:alert(1)"),
}


@pytest.mark.parametrize("kind", ODD)
def test_a_provider_that_answers_oddly_has_failed(kind):
    with odd_provider(*ODD[kind]) as issuer:
        odd = Provider(registered(issuer), SystemClock())
        with pytest.raises(ProviderFailed, match=r"Fox ID .*; try again, or sign in another way"):
            ask(odd)


def test_a_provider_that_failed_is_left_alone_for_a_moment():
    moments = [0.0]
    away = Provider(registered(nobody_there()), SystemClock(), ticks=lambda: moments[0])
    for moment, why in (
        (0, "does not answer at the moment"),
        (SILENT_FOR - 1, "did not answer just now"),
        (SILENT_FOR, "does not answer at the moment"),
    ):
        moments[0] = moment
        with pytest.raises(ProviderFailed, match=why):
            ask(away)


def test_a_provider_that_says_nothing_is_waited_for_no_longer_than_allowed():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        issuer = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ProviderFailed, match="does not answer at the moment"):
            ask(Provider(registered(issuer), SystemClock(), patience=0.05))


def test_what_a_provider_can_is_asked_once_an_hour():
    moments = [0.0]
    with odd_provider(*discovery()) as issuer:
        once = Provider(registered(issuer), SystemClock(), ticks=lambda: moments[0])
        first = ask(once)
    moments[0] = KNOWN_FOR - 1
    assert ask(once) == first
    moments[0] = KNOWN_FOR
    with pytest.raises(ProviderFailed):
        ask(once)


# How often it may fail.


def by_proof(hand: Hand, address: str = HERE, **proof: Any) -> SignedIn:
    return signing_in.by_proof(hand.studio, signing_in.Visitor(address), **proof)


def few(hand: Hand, **facts: int) -> Hand:
    """The same studio, where few failures are borne."""
    small = replace(hand.studio.facts, tries_per_address=4, tries_per_login=2, **facts)
    return Hand(replace(hand.studio, facts=small), hand.clock, hand.queue)


def limited(deed: Any) -> int:
    with pytest.raises(TooManySignIns) as refusal:
        deed()
    return refusal.value.retry_after


def test_so_many_failures_of_one_address_and_then_one_now_and_then(anywhere):
    hand = few(anywhere)
    for _ in range(4):
        with pytest.raises(Unauthenticated):
            by_proof(hand, token="wrong")
    for proof in ({"token": ADMIN_TOKEN}, {"link": "wrong"}, {"login": "ann", "password": "x"}):
        assert limited(lambda p=proof: by_proof(hand, **p)) == 900 / 4
    with pytest.raises(Unauthenticated):  # another address is another matter
        by_proof(hand, "192.0.2.8", token="wrong")
    hand.clock.turn(seconds=900 / 4)
    with pytest.raises(Unauthenticated):
        by_proof(hand, token="wrong")
    limited(lambda: by_proof(hand, token="wrong"))
    hand.clock.turn(days=2)
    for _ in range(4):
        with pytest.raises(Unauthenticated):
            by_proof(hand, token="wrong")
    limited(lambda: by_proof(hand, token="wrong"))


def test_a_good_proof_costs_nothing(hand):
    hand = few(hand)
    for _ in range(3):
        with pytest.raises(Unauthenticated):
            by_proof(hand, token="wrong")
    for _ in range(9):
        by_proof(hand, link=hand.do(links.create, hand.user)[0])
    with pytest.raises(Unauthenticated):
        by_proof(hand, token="wrong")
    limited(lambda: by_proof(hand, token="wrong"))


def test_at_the_provider_failures_are_counted_and_successes_are_not(hand, visitor, invited):
    visitor.studio = replace(visitor.studio, facts=few(hand).studio.facts)
    for _ in range(5):
        visitor.sign_in()
    for _ in range(4):
        with pytest.raises(Unauthenticated):
            visitor.come_back({"state": "x"})
    limited(lambda: visitor.come_back({"state": "x"}))
    for _ in range(4):
        signing_in.start_at_provider(visitor.studio, HERE, "/")
    limited(lambda: signing_in.start_at_provider(visitor.studio, HERE, "/"))


SAME = [
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", True),
    ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ("::ffff:192.0.2.7", "192.0.2.7", True),
    ("192.0.2.7", "192.0.2.8", False),
    ("", "a-socket", True),
]


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_addresses_are_counted_by_who_has_them(one, other, same):
    assert (tries.of_address(one) == tries.of_address(other)) is same


def test_a_clock_that_was_set_back_locks_nobody_out(hand):
    hand = few(hand)
    with pytest.raises(Unauthenticated):
        by_proof(hand, token="wrong")
    hand.clock.turn(days=-30)
    for _ in range(4):
        with pytest.raises(Unauthenticated):
            by_proof(hand, token="wrong")


def test_what_is_over_is_forgotten(hand, visitor):
    visitor.go()
    with pytest.raises(Unauthenticated):
        by_proof(hand, login="ann", password="wrong")
    hand.clock.turn(minutes=16)
    visitor.go()
    assert hand.do(signing_in.forget_old) == 1
    assert hand.count(SignInAttempt) == 1
    assert hand.count(SignInTries) == 1  # that the second start took
    assert "ann" not in str([row.key for row in hand.rows(SignInTries)])


def test_nothing_secret_is_kept_as_it_is(hand, visitor):
    said = visitor.go()
    with hand.studio.look() as work:
        [attempt] = work.session.execute(select(SignInAttempt.__table__)).all()
    for secret in (said["state"], said["code"], visitor.cookie):
        assert secret not in str(attempt)
    assert attempt.expires_at - hand.studio.clock.now() < timedelta(minutes=10)
    assert len({*itertools.chain(said.values(), [visitor.cookie])}) == 4
