"""API tokens."""

from domain import tokens
from handlers import wire
from handlers.call import NO_STORE, Call, Reply
from handlers.represent import tokens as represent
from handlers.represent.moments import moment_or_null


def list_tokens(
    call: Call, user_id: str | None, cursor: str | None, limit: int
) -> wire.ApiTokenPage:
    """List the tokens that the caller may revoke."""
    with call.studio.look() as work:
        return represent.api_tokens(tokens.page(work, call.user, user_id, cursor, limit))


def create_token(call: Call, body: wire.ApiTokenCreate) -> Reply[wire.NewApiToken]:
    """Make a token for the caller."""
    with call.studio.work() as work:
        token, secret = tokens.create(
            work,
            call.signed_in,
            name=body["name"],
            scopes=body["scopes"],
            expires_at=moment_or_null(body.get("expires_at")),
        )
    return Reply(represent.new_api_token(token, secret), headers=NO_STORE)


def revoke_token(call: Call, token_id: str) -> None:
    """End a token at once."""
    with call.studio.work() as work:
        tokens.revoke(work, call.user, token_id)
