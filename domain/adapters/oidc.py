"""An OpenID Connect provider, asked by HTTP: discovery, keys, and codes for identities.

Authlib speaks the protocol, joserfc checks the signatures. Both are imported here alone and only
where a provider is set; they come with the extra `oidc`.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from domain.adapters.settings import Registration
from domain.errors import ProviderFailed, Unauthenticated
from domain.identities import SUBJECT_LENGTH
from domain.ports import Account, Clock
from domain.vocabulary import EMAIL_MAX_LENGTH

SCOPE = "openid email profile"
KNOWN_FOR = 3600.0
"""For how many seconds discovery and keys are taken for what they were."""
SILENT_FOR = 5.0
"""For how many seconds a provider that failed is not asked again, so that nobody waits in vain."""
ANEW_AFTER = 30.0
"""How old keys must be to be asked for again when a token names another."""
# No `none`, and nothing that is signed with a secret of ours: keys are the provider's.
ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
)
KINDS_OF_KEYS = ("RSA", "EC", "OKP")
LEEWAY = 60
"""How many seconds the provider's clock may differ."""


@dataclass(slots=True)
class _Kept:
    """An answer of the provider, for a while; or that there was none."""

    value: Any = None
    asked_at: float = float("-inf")
    failed_at: float = float("-inf")


class Provider:
    """A provider that is found by its issuer (OpenID Connect Discovery 1.0)."""

    def __init__(
        self,
        registration: Registration,
        clock: Clock,
        *,
        patience: float = 5.0,
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        """`patience`: for how many seconds each silence is borne. Raises ImportError."""
        import authlib.oidc.core  # noqa: F401 (what is missing is missed when the program starts)
        import httpx2

        self._trusted = httpx2.create_ssl_context()  # one for all: it takes 20 ms to read
        self._us = registration
        self._clock = clock
        self._patience = patience
        self._ticks = ticks
        self._metadata, self._keys = _Kept(), _Kept()
        self._turn = Lock()

    @property
    def name(self) -> str:
        """What people call it."""
        return self._us.name

    @property
    def by_https(self) -> bool:
        """Whether it sends browsers back to us by https."""
        return urlsplit(self._us.redirect_uri).scheme == "https"

    def address(self, *, state: str, nonce: str, verifier: str) -> str:
        """Say where to send a browser. Raises ProviderFailed."""
        endpoint = self._endpoint("authorization_endpoint")
        with self._client() as client:
            url, _ = client.create_authorization_url(
                endpoint, state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url)

    def vouch(self, code: str, *, iss: str | None, nonce: str, verifier: str) -> Account:
        """Say whose sign-in a code stands for. Raises ProviderFailed, Unauthenticated."""
        metadata = self._discovered()
        named = metadata.get("authorization_response_iss_parameter_supported") is True
        if iss != self._us.issuer if iss is not None else named:  # RFC 9207, 2.4
            raise Unauthenticated("Another provider answered than the one that was asked.")
        token = self._redeem(code, verifier)
        claims = self._claims(token, nonce)
        if "email" not in claims and "userinfo_endpoint" in metadata:
            claims = {**self._userinfo(token, claims["sub"]), **claims}
        return self._account(claims)

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            self._us.client_id,
            self._us.client_secret,
            token_endpoint_auth_method=self._method(),
            scope=SCOPE,
            redirect_uri=self._us.redirect_uri,
            code_challenge_method="S256",
            timeout=self._patience,
            verify=self._trusted,
            follow_redirects=False,
        )

    def _method(self) -> str:
        """Choose how to prove to the provider who we are (OpenID Connect Core 1.0, 9)."""
        if self._us.client_secret is None:
            return "none"
        offered = (self._metadata.value or {}).get("token_endpoint_auth_methods_supported")
        basic = offered is None or "client_secret_basic" in offered
        return "client_secret_basic" if basic else "client_secret_post"

    def _failed(self, why: str) -> ProviderFailed:
        return ProviderFailed(f"{self.name} {why}; try again, or sign in another way.")

    def _discovered(self) -> Mapping[str, Any]:
        where = f"{self._us.issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._known(self._metadata, where)
        if found.get("issuer") != self._us.issuer:
            raise self._failed("says that it is somebody else")
        return found

    def _endpoint(self, name: str) -> str:
        """Give an endpoint's address: by https, unless the operator's own choice is without."""
        address = self._discovered().get(name)
        if not isinstance(address, str):
            raise self._failed(f"names no {name}")
        if urlsplit(address).scheme not in {"https", urlsplit(self._us.issuer).scheme}:
            raise self._failed(f"names an unsafe {name}")
        return address

    def _known(self, kept: _Kept, where: str, *, anew: bool = False) -> dict[str, Any]:
        """Give what is there, from memory if it is fresh. One asks, and the others wait for it."""
        with self._turn:
            age = self._ticks() - kept.asked_at
            if age < (ANEW_AFTER if anew else KNOWN_FOR):
                return dict(kept.value)
            if self._ticks() - kept.failed_at < SILENT_FOR:
                raise self._failed("did not answer just now")
            try:
                with self._client() as client:
                    found = self._asked(lambda: client.request("GET", where, withhold_token=True))
            except ProviderFailed:
                kept.failed_at = self._ticks()
                raise
            kept.value, kept.asked_at = found, self._ticks()
            return dict(found)

    def _asked(self, ask: Callable[[], Any]) -> dict[str, Any]:
        """Give the object that the provider answers with. Raises ProviderFailed."""
        import httpx2

        try:
            answer = ask()
            if answer.status_code != 200:
                raise self._failed(f"answered with status {answer.status_code}")
            found = answer.json()
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise self._failed("does not answer at the moment") from None
        except ValueError:
            raise self._failed("answered with something else than JSON") from None
        if not isinstance(found, dict):
            raise self._failed("answered with something else than an object")
        return found

    def _redeem(self, code: str, verifier: str) -> dict[str, Any]:
        """Exchange the code (RFC 6749, 4.1.3). Raises Unauthenticated for one that is not good."""
        import httpx2
        from authlib.integrations.httpx_client import OAuthError

        endpoint = self._endpoint("token_endpoint")
        try:
            with self._client() as client:
                token = client.fetch_token(
                    endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                    redirect_uri=self._us.redirect_uri,
                )
        except OAuthError as refusal:
            if refusal.error == "invalid_grant":
                raise Unauthenticated(
                    f"{self.name} does not know this sign-in any more; begin it again."
                ) from None
            raise self._failed("does not accept this studio as it is set up") from None
        except httpx2.HTTPError:
            raise self._failed("does not answer at the moment") from None
        except ValueError:
            raise self._failed("answered with something else than JSON") from None
        if not isinstance(token, dict) or not isinstance(token.get("id_token"), str):
            raise self._failed("answered without an ID token")
        return dict(token)

    def _claims(self, token: Mapping[str, Any], nonce: str) -> dict[str, Any]:
        """Check the ID token (OpenID Connect Core 1.0, 3.1.3.7); give what it says."""
        from authlib.oidc.core import CodeIDToken
        from joserfc.errors import JoseError

        try:
            decoded = self._decoded(token["id_token"])
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                {
                    "iss": {"essential": True, "value": self._us.issuer},
                    "aud": {"essential": True, "value": self._us.client_id},
                },
                {
                    "nonce": nonce,
                    "client_id": self._us.client_id,
                    "access_token": token.get("access_token"),
                },
            )
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError):
            raise Unauthenticated(
                f"What {self.name} says of you is not for this sign-in; begin it again."
            ) from None
        return dict(claims)

    def _decoded(self, id_token: str) -> Any:
        """Check the signature, with new keys if it names one that is not known yet."""
        from joserfc import jwt
        from joserfc.errors import InvalidKeyIdError
        from joserfc.jwk import KeySet

        def with_keys(*, anew: bool) -> Any:
            found = self._known(self._keys, where, anew=anew).get("keys")
            ours = [key for key in found or () if key.get("kty") in KINDS_OF_KEYS]
            return jwt.decode(id_token, KeySet.import_key_set({"keys": ours}), [*ALGORITHMS])

        where = self._endpoint("jwks_uri")
        try:
            return with_keys(anew=False)
        except InvalidKeyIdError:
            return with_keys(anew=True)

    def _userinfo(self, token: Mapping[str, Any], subject: object) -> dict[str, Any]:
        """Ask for the email address where the ID token has none (OpenID Connect Core 1.0, 5.3)."""
        endpoint = self._endpoint("userinfo_endpoint")
        headers = {"Authorization": f"Bearer {token.get('access_token')}"}
        with self._client() as client:
            found = self._asked(
                lambda: client.request("GET", endpoint, withhold_token=True, headers=headers)
            )
        if found.get("sub") != subject:
            raise self._failed("spoke of somebody else")
        return {key: found[key] for key in ("email", "email_verified", "name") if key in found}

    def _account(self, claims: Mapping[str, Any]) -> Account:
        subject, email, name = claims["sub"], claims.get("email"), claims.get("name")
        if not (isinstance(subject, str) and 0 < len(subject) <= SUBJECT_LENGTH) or "\0" in subject:
            raise self._failed("names nobody")
        good = isinstance(email, str) and len(email) <= EMAIL_MAX_LENGTH and email.isprintable()
        return Account(
            issuer=self._us.issuer,
            subject=subject,
            email=email if good and isinstance(email, str) and "@" in email else None,
            email_verified=claims.get("email_verified") is True,
            name=name if isinstance(name, str) else None,
        )
