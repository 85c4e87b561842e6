"""Signing in by an OpenID Connect provider: its two steps, who has come in, and who may."""

from domain import identities, signing_in
from handlers import auth, wire
from handlers.call import NO_STORE, Call, Reply, waits
from handlers.represent import identities as represent

ATTEMPT_SECONDS = int(signing_in.ATTEMPT_LIVES.total_seconds())


@waits("provider")
def start_oidc_sign_in(call: Call, return_to: str) -> Reply[None]:
    """Send a browser to the provider."""
    where, secret = signing_in.start_at_provider(call.studio, call.client, return_to)
    cookie = auth.set_sign_in_cookie(call, secret, ATTEMPT_SECONDS)
    return Reply(None, headers={**NO_STORE, "Location": where, "Set-Cookie": cookie})


@waits("provider")
def finish_oidc_sign_in(
    call: Call, state: str, code: str | None, error: str | None, iss: str | None
) -> Reply[None]:
    """Sign in whom the provider vouches for."""
    signed_in = signing_in.finish_at_provider(
        call.studio,
        auth.visitor(call),
        browser=auth.sign_in_secret(call),
        state=state,
        code=code,
        error=error,
        iss=iss,
    )
    cookie = auth.set_cookie(call, signed_in.secret)
    return Reply(None, headers={**NO_STORE, "Location": signed_in.return_to, "Set-Cookie": cookie})


def list_identities(
    call: Call, user_id: str | None, cursor: str | None, limit: int
) -> wire.IdentityPage:
    """List the accounts that have come in."""
    with call.studio.look() as work:
        return represent.identities(identities.page(work, user_id, cursor, limit))


def delete_identity(call: Call, identity_id: str) -> None:
    """Part an account from its person."""
    with call.studio.work() as work:
        identities.unlink(work, identity_id)


def list_invitations(call: Call, cursor: str | None, limit: int) -> wire.InvitationPage:
    """List who is invited and has not come."""
    with call.studio.look() as work:
        return represent.invitations(identities.invitations(work, cursor, limit))


def create_invitation(call: Call, body: wire.InvitationCreate) -> Reply[wire.Invitation]:
    """Invite an email address."""
    with call.studio.work() as work:
        invitation = identities.invite(work, **body)
    return Reply(represent.invitation(invitation), status=201)


def delete_invitation(call: Call, invitation_id: str) -> None:
    """Take an invitation back."""
    with call.studio.work() as work:
        identities.take_back(work, invitation_id)
