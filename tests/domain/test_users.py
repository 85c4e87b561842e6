"""People, who is let in, and who is shown out."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from domain import admission, links, sessions, tokens, users
from domain.errors import Conflict, LastAdmin, NotFound, Unauthenticated
from domain.links import SignInLink
from domain.sessions import SignInSession
from domain.tokens import ApiToken
from domain.users import User
from domain.vocabulary import Role, SignInWay, UserState
from tests.conftest import ADMIN_TOKEN


def change(hand, user, **changes):
    return hand.do(admission.update_user, user.id, **changes)


def test_the_first_start_makes_one_admin_and_later_ones_none(hand):
    first = hand.do(users.ensure_admin)
    assert (first.role, first.name) == (Role.ADMIN, "admin")
    assert hand.do(users.ensure_admin).id == first.id
    assert hand.count(User) == 1


def test_only_an_active_admin_is_taken_for_the_admin(hand):
    hand.somebody_else()
    second = hand.somebody_else(Role.ADMIN)
    change(hand, hand.user, state=UserState.DISABLED)
    assert hand.do(users.ensure_admin).id == second.id
    assert hand.count(User) == 3


def test_each_role_may_do_what_those_before_it_may():
    reach = {
        (role, asked) for role in Role for asked in Role if users.reaches(User(role=role), asked)
    }
    assert reach == {
        *(("viewer", "viewer"), ("operator", "viewer"), ("operator", "operator")),
        *(("admin", role) for role in Role),
    }


def test_people_are_listed_in_the_order_of_their_coming_by_role_and_state(hand):
    ada, mina = hand.somebody_else(), hand.somebody_else(Role.VIEWER)
    change(hand, mina, state=UserState.DISABLED)

    def ids(role=None, state=None, cursor=None, limit=50):
        page = hand.see(users.page, role, state, cursor, limit)
        return [row.id for row in page.items], page.next_cursor

    assert ids() == ([hand.user.id, ada.id, mina.id], None)
    assert ids(role=Role.OPERATOR) == ([ada.id], None)
    assert ids(state=UserState.DISABLED) == ([mina.id], None)
    assert ids(Role.OPERATOR, UserState.DISABLED) == ([], None)
    first, cursor = ids(limit=2)
    assert (first, ids(cursor=cursor)) == ([hand.user.id, ada.id], ([mina.id], None))


def test_somebody_is_found_by_id_or_by_a_name_that_only_they_have(hand):
    ada = hand.somebody_else()
    assert hand.see(users.named, "Ada").id == hand.see(users.named, ada.id).id == ada.id
    with pytest.raises(NotFound, match="nobody with the id or the name ada"):
        hand.see(users.named, "ada")
    hand.somebody_else()
    with pytest.raises(Conflict, match="Several people are called Ada"):
        hand.see(users.named, "Ada")


# Changing people.


def test_only_what_is_given_changes(hand):
    ada = hand.somebody_else()
    change(hand, ada, name="Ada L.")
    change(hand, ada, role=Role.VIEWER)
    now = hand.one(User, ada.id)
    assert (now.name, now.role, now.state) == ("Ada L.", Role.VIEWER, UserState.ACTIVE)


def test_a_role_that_changes_counts_at_once(hand):
    ada = hand.somebody_else()
    secret, _ = hand.do(sessions.start, ada, SignInWay.LINK)
    change(hand, ada, role=Role.VIEWER)
    assert hand.see(sessions.caller, secret).user.role == Role.VIEWER


def test_whoever_is_disabled_is_out_at_once_and_for_good(anywhere):
    hand = anywhere
    operators = hand.count(ApiToken)
    ada = hand.somebody_else()
    session, by = hand.do(sessions.start, ada, SignInWay.LINK)
    _, token = hand.do(tokens.create, by, name="Nightly", scopes=["jobs:read"])
    link, _ = hand.do(links.create, ada)
    for state in (UserState.DISABLED, UserState.ACTIVE):
        change(hand, ada, state=state)
        assert hand.see(sessions.caller, session) is None
        with pytest.raises(Unauthenticated):
            hand.see(tokens.caller, token)
        with pytest.raises(Unauthenticated):
            hand.do(links.use, link)
    assert (hand.count(SignInSession), hand.count(SignInLink), hand.count(ApiToken)) == (
        0,
        0,
        operators,
    )


def test_proofs_of_somebody_who_is_disabled_open_nothing_even_where_they_were_left(hand):
    ada = hand.somebody_else()
    session, by = hand.do(sessions.start, ada, SignInWay.LINK)
    _, token = hand.do(tokens.create, by, name="Nightly", scopes=["jobs:read"])
    hand.do(lambda work: setattr(work.get(User, ada.id), "state", UserState.DISABLED))
    assert hand.see(sessions.caller, session) is None
    with pytest.raises(Unauthenticated):
        hand.see(tokens.caller, token)
    with pytest.raises(Conflict, match="Ada is disabled"):
        hand.do(links.create, hand.one(User, ada.id))


@pytest.mark.parametrize(
    "end", [{"state": UserState.DISABLED}, {"role": Role.OPERATOR}, {"role": Role.VIEWER}]
)
def test_the_last_active_admin_stays(hand, end):
    other = hand.somebody_else(Role.ADMIN)
    change(hand, other, state=UserState.DISABLED)  # one who cannot sign in does not count
    with pytest.raises(LastAdmin, match="admin is the studio's last active admin"):
        change(hand, hand.user, **end)
    assert hand.one(User, hand.user.id).state == UserState.ACTIVE
    change(hand, hand.user, name="Root", role=Role.ADMIN, state=UserState.ACTIVE)
    change(hand, other, state=UserState.ACTIVE)
    change(hand, hand.user, **end)
    with pytest.raises(LastAdmin):
        change(hand, other, **end)


def test_admins_who_demote_each_other_at_once_leave_one(anywhere):
    other = anywhere.somebody_else(Role.ADMIN)
    together = threading.Barrier(2)

    def demote(user):
        together.wait()
        try:
            change(anywhere, user, role=Role.VIEWER)
        except LastAdmin:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(demote, [anywhere.user, other])) == [False, True]
    assert len(anywhere.see(users.page, Role.ADMIN, UserState.ACTIVE, None, 10).items) == 1


@pytest.mark.parametrize("end", [{"state": UserState.DISABLED}, {"role": Role.VIEWER}])
def test_the_operators_token_goes_over_to_another_admin(hand, end):
    heir = hand.somebody_else(Role.ADMIN)
    change(hand, hand.user, **end)
    found = hand.see(tokens.caller, ADMIN_TOKEN)
    assert (found.user.id, found.scopes) == (heir.id, None)


# Sign-in links are tested in test_links.py, tokens and sessions in files of theirs.


def test_no_secret_is_stored_in_clear(hand, tmp_path):
    session, by = hand.do(sessions.start, hand.user, SignInWay.LINK, before=None)
    _, token = hand.do(tokens.create, by, name="Nightly", scopes=["jobs:read"])
    link, _ = hand.do(links.create, hand.user)
    secrets = [ADMIN_TOKEN, session, token, token.rpartition("_")[2], link]
    files = [path for path in tmp_path.glob("studio.db*") if path.is_file()]
    stored = b"".join(path.read_bytes() for path in files)
    assert users.fingerprint(link).encode() in stored
    assert [secret for secret in secrets if secret.encode() in stored] == []


def test_the_stored_fingerprint_itself_opens_nothing(hand):
    session, _ = hand.do(sessions.start, hand.user, SignInWay.LINK)
    link, _ = hand.do(links.create, hand.user)
    assert hand.see(sessions.caller, users.fingerprint(session)) is None
    with pytest.raises(Unauthenticated):
        hand.do(links.use, users.fingerprint(link))
    with pytest.raises(Unauthenticated):
        hand.see(tokens.caller, users.fingerprint(ADMIN_TOKEN))
    with hand.studio.look() as work:
        assert users.fingerprint(ADMIN_TOKEN) in set(work.session.scalars(select(ApiToken.hash)))
