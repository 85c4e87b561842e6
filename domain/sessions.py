"""Sessions: browsers that are signed in. Each is a row, so it can be ended from anywhere."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ForeignKey, Select, String, bindparam, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from domain import audit, links, tokens, users
from domain.entity import ID_LENGTH, Entity, id_column, new_id, one_of
from domain.errors import Forbidden, NotFound
from domain.pages import Order, Page
from domain.tokens import ApiToken
from domain.users import Caller, User, fingerprint, new_secret
from domain.vocabulary import USER_AGENT_MAX_LENGTH, AuthMethod, Role, SignInWay, UserState
from domain.work import Work

SESSION_LIVES = timedelta(days=14)


class SignInSession(Entity):
    """A browser that is signed in; its cookie holds the secret."""

    __tablename__ = "sessions"

    id: Mapped[str] = id_column()
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[str] = mapped_column(String(ID_LENGTH), ForeignKey("users.id"), index=True)
    method: Mapped[SignInWay] = mapped_column(one_of(SignInWay))
    token_id: Mapped[str | None] = mapped_column(
        String(ID_LENGTH), ForeignKey("api_tokens.id", ondelete="CASCADE"), index=True
    )
    """The API token that it was opened with, and ends with."""
    user_agent: Mapped[str] = mapped_column(String(USER_AGENT_MAX_LENGTH))
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]


NEWEST_FIRST = Order("sessions", (SignInSession.id,), falling=True)

# Asked for each request, and built once.
OF_SECRET = (
    select(User, SignInSession.id, SignInSession.expires_at, SignInSession.last_seen_at)
    .join(SignInSession)
    .where(
        SignInSession.hash == bindparam("hash"),
        SignInSession.expires_at > bindparam("now"),
        User.state == UserState.ACTIVE,
    )
)
SEEN = (
    update(SignInSession)
    .where(SignInSession.id == bindparam("session_id"))
    .values(last_seen_at=bindparam("now"))
)


def caller(work: Work, secret: str) -> Caller | None:
    """Give the person whose session this is, or None when it has ended."""
    asked = {"hash": fingerprint(secret), "now": work.now}
    found = work.session.execute(OF_SECRET, asked).first()
    if found is None:
        return None
    user, session_id, expires_at, last_seen_at = found
    return Caller(
        user,
        AuthMethod.SESSION,
        expires_at,
        proof_id=session_id,
        unseen=users.is_unseen(work, last_seen_at),
    )


def seen(work: Work, session_id: str) -> None:
    """Write down that a session is in use."""
    work.session.connection().execute(SEEN, {"session_id": session_id, "now": work.now})


def sign_in(
    work: Work, *, link: object, token: object, user_agent: str, before: str | None
) -> tuple[str, Caller]:
    """Exchange one of the two proofs for a session, as `start` does.

    Raises Unauthenticated, and Forbidden for a token that is good for less than a session is.
    """
    if link is not None:
        user = links.use(work, str(link))
        return start(work, user, SignInWay.LINK, user_agent=user_agent, before=before)
    proved = tokens.caller(work, str(token))
    if proved.scopes is not None:
        raise Forbidden("This API token is not good for every scope, so it opens no session.")
    by = work.get(ApiToken, proved.proof_id)
    return start(work, proved.user, SignInWay.TOKEN, user_agent=user_agent, before=before, token=by)


def start(
    work: Work,
    user: User,
    method: SignInWay,
    *,
    user_agent: str = "",
    before: str | None = None,
    token: ApiToken | None = None,
) -> tuple[str, Caller]:
    """Sign a person in: draw the secret for the cookie, and say who they now are.

    The session whose secret was `before` in this browser ends, so that nobody who knew it is
    signed in with this person.
    """
    if before is not None:
        end(work, before)
    secret = new_secret()
    expires_at = work.now + SESSION_LIVES
    if token is not None and token.expires_at is not None:
        expires_at = min(expires_at, token.expires_at)
    session = work.add(
        SignInSession(
            id=new_id("ses", work.now),
            hash=fingerprint(secret),
            user_id=user.id,
            method=method,
            token_id=None if token is None else token.id,
            user_agent=user_agent.replace("\0", "")[:USER_AGENT_MAX_LENGTH],
            created_at=work.now,
            last_seen_at=work.now,
            expires_at=expires_at,
        )
    )
    audit.tell(session.id, actor=user, method=method)
    return secret, Caller(user, AuthMethod.SESSION, expires_at, proof_id=session.id)


def end(work: Work, secret: str) -> None:
    """End a session; no error when it has ended already."""
    work.session.execute(delete(SignInSession).where(SignInSession.hash == fingerprint(secret)))


def page(work: Work, asker: User, user_id: str | None, cursor: str | None, limit: int) -> Page:
    """List the sessions that the asker may revoke, newest first. Raises BadCursor."""
    query = _listed(asker.role == Role.ADMIN, user_id is not None)
    given = {"asker": asker.id, "owner": user_id, "now": work.now}
    return NEWEST_FIRST.page(work, query, cursor, limit, f" {user_id}", **given)


@cache
def _listed(everybody: bool, by_owner: bool) -> Select[Any]:
    query = select(*(c for c in SignInSession.__table__.columns if c.name != "hash"))
    query = query.where(SignInSession.expires_at > bindparam("now"))
    if not everybody:
        query = query.where(SignInSession.user_id == bindparam("asker"))
    return query.where(SignInSession.user_id == bindparam("owner")) if by_owner else query


def revoke(work: Work, asker: User, session_id: str) -> None:
    """End a session. Raises NotFound, also for another's session unless an admin asks."""
    session = work.find(SignInSession, session_id, lock=True)
    if session is None or (session.user_id != asker.id and asker.role != Role.ADMIN):
        raise NotFound("There is no session with this id.")
    audit.tell(session_id, user_id=session.user_id)
    work.session.delete(session)
    work.session.flush()


def revoke_others(work: Work, by: Caller, user_id: str | None) -> int:
    """End all of a person's sessions but the one that asks; give how many. Somebody who is no admin
    ends only their own.
    """
    owner = by.user.id if user_id is None else user_id
    if owner != by.user.id and by.user.role != Role.ADMIN:
        return 0
    revoked = take_away(work, owner, but=by.proof_id)
    audit.tell(owner, revoked=revoked)
    return revoked


def take_away(work: Work, user_id: str, *, but: str = "") -> int:
    """End all sessions of a person but that one; give how many."""
    ended = work.session.execute(
        delete(SignInSession)
        .where(SignInSession.user_id == user_id, SignInSession.id != but)
        .returning(SignInSession.id)
    )
    return len(ended.all())


def forget_ended(work: Work) -> int:
    """Delete sessions and links whose time is over; give how many sessions."""
    links.forget_expired(work)
    ended = work.session.execute(
        delete(SignInSession)
        .where(SignInSession.expires_at <= work.now)
        .returning(SignInSession.id)
    )
    return len(ended.all())
