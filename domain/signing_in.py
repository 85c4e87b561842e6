"""Signing in: a proof, counted against guessing, becomes a session.

Each way has two transactions. The first takes a try and stays whatever comes; the second opens the
session. What takes long, a slow hash or a provider's answer, comes between them.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, identities, passwords, sessions, tries
from domain.entity import Entity
from domain.errors import Forbidden, NotFound, Unauthenticated
from domain.ports import IdentityProvider
from domain.users import Caller, User, fingerprint
from domain.vocabulary import RETURN_TO_MAX_LENGTH, SignInWay, UserState
from domain.work import Studio, Work

ATTEMPT_LIVES = timedelta(minutes=10)


class SignInAttempt(Entity):
    """A browser that was sent to the provider and is expected back."""

    __tablename__ = "sign_in_attempts"

    state_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    browser_hash: Mapped[str] = mapped_column(String(64))
    """Of the secret in the cookie of the browser that began it."""
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(64))
    return_to: Mapped[str] = mapped_column(String(RETURN_TO_MAX_LENGTH))
    expires_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser that wants to be signed in."""

    address: str
    user_agent: str = ""
    before: str | None = None
    """The secret of the session that it has already, and which ends."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session that was opened: the secret for its cookie, and who it is."""

    secret: str
    caller: Caller
    return_to: str = "/"


def by_proof(
    studio: Studio,
    visitor: Visitor,
    *,
    link: str | None = None,
    token: str | None = None,
    login: str | None = None,
    password: str = "",
) -> SignedIn:
    """Sign in by exactly one of: a one-time link, an API token, a login with its password.

    Raises Unauthenticated, TooManySignIns, and Forbidden for somebody who is disabled, or a token
    that is good for less than a session is.
    """
    with audit.beforehand(), studio.work() as work:
        _take(work, studio, visitor.address)
        if login is not None:
            key, most = tries.of_login(login.lower()), studio.facts.tries_per_login
            tries.take(work, key, most, tries.WITH_LOGIN)
    proven = None if login is None else passwords.check(studio, login, password)
    with studio.work() as work:
        _give_back(work, studio, visitor.address)
        if proven is not None:
            tries.forget(work, key)
            user = passwords.person_of(work, proven)
            return _start(work, visitor, user, SignInWay.PASSWORD)
        opened = sessions.sign_in(
            work,
            link=link,
            token=token,
            user_agent=visitor.user_agent,
            before=visitor.before,
        )
        return SignedIn(*opened)


def start_at_provider(studio: Studio, address: str, return_to: str) -> tuple[str, str]:
    """Begin to sign in at the provider: give where to send the browser, and its cookie's secret.

    Raises NotFound without a provider, ProviderFailed, TooManySignIns.
    """
    provider = _provider(studio)
    state, nonce, verifier, browser = (secrets.token_urlsafe(32) for _ in range(4))
    where = provider.address(state=state, nonce=nonce, verifier=verifier)
    with audit.beforehand(), studio.work() as work:
        key, most = tries.starts_of_address(address), studio.facts.tries_per_address
        tries.take(work, key, most, tries.STARTED)
        work.add(
            SignInAttempt(
                state_hash=fingerprint(state),
                browser_hash=fingerprint(browser),
                nonce=nonce,
                verifier=verifier,
                return_to=return_to,
                expires_at=work.now + ATTEMPT_LIVES,
            )
        )
    return where, browser


def finish_at_provider(
    studio: Studio,
    visitor: Visitor,
    *,
    browser: str | None,
    state: str,
    code: str | None,
    error: str | None,
    iss: str | None,
) -> SignedIn:
    """Sign in with what the provider has sent a browser back with.

    Raises NotFound without a provider, Unauthenticated for what does not belong together, Forbidden
    for whom the provider or the studio refuses, ProviderFailed, TooManySignIns.
    """
    provider = _provider(studio)
    with audit.beforehand(), studio.work() as work:
        _take(work, studio, visitor.address)
        attempt = _use_up(work, state, browser)
    if attempt is None:
        raise Unauthenticated(
            "This sign-in was begun in another browser, or is over; begin it again."
        )
    if code is None or error is not None:
        raise Forbidden(f"{provider.name} did not let you sign in.")
    account = provider.vouch(code, iss=iss, nonce=attempt.nonce, verifier=attempt.verifier)
    with studio.work() as work:
        user, _ = identities.person_of(work, account, studio.admitted)
        key, most = tries.starts_of_address(visitor.address), studio.facts.tries_per_address
        tries.give_back(work, key, most)
        _give_back(work, studio, visitor.address)
        return _start(work, visitor, user, SignInWay.OIDC, attempt.return_to)


def _provider(studio: Studio) -> IdentityProvider:
    if studio.provider is None:
        raise NotFound("This studio has no OpenID Connect provider.")
    return studio.provider


def _take(work: Work, studio: Studio, address: str) -> None:
    most = studio.facts.tries_per_address
    tries.take(work, tries.of_address(address), most, tries.FROM_ADDRESS)


def _use_up(work: Work, state: str, browser: str | None) -> SignInAttempt | None:
    """Delete the attempt of this state; give it, if it is still good and of this browser."""
    attempt = work.find(SignInAttempt, fingerprint(state), lock=True)
    if attempt is None:
        return None
    work.session.delete(attempt)
    same = hmac.compare_digest(attempt.browser_hash, fingerprint(browser or ""))
    return attempt if same and attempt.expires_at > work.now else None


def _give_back(work: Work, studio: Studio, address: str) -> None:
    tries.give_back(work, tries.of_address(address), studio.facts.tries_per_address)


def _start(
    work: Work, visitor: Visitor, user: User, way: SignInWay, return_to: str = "/"
) -> SignedIn:
    if user.state != UserState.ACTIVE:
        raise Forbidden(f"{user.name} is disabled and cannot sign in.")
    secret, caller = sessions.start(
        work, user, way, user_agent=visitor.user_agent, before=visitor.before
    )
    return SignedIn(secret, caller, return_to)


def forget_old(work: Work) -> int:
    """Delete attempts whose time is over, and tries that are free again; give how many attempts."""
    tries.forget_old(work)
    over = delete(SignInAttempt).where(SignInAttempt.expires_at <= work.now)
    return len(work.session.execute(over.returning(SignInAttempt.state_hash)).all())
