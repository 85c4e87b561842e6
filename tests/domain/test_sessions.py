"""Sessions: opened, seen, listed, ended."""

from datetime import timedelta

import pytest

from domain import links, sessions
from domain.errors import NotFound, Unauthenticated
from domain.links import SignInLink
from domain.sessions import SESSION_LIVES, SignInSession
from domain.vocabulary import USER_AGENT_MAX_LENGTH, AuthMethod, Role, SignInWay
from tests.conftest import ADMIN_TOKEN


def start(hand, user=None, **more):
    return hand.do(sessions.start, user or hand.user, SignInWay.LINK, **more)


def session(hand, user=None, **more):
    return start(hand, user, **more)[0]


def caller(hand, secret):
    return hand.see(sessions.caller, secret)


def turn(hand, by):
    hand.clock.turn(seconds=by.total_seconds())


def listed(hand, asker, user_id=None):
    return [row.id for row in hand.see(sessions.page, asker, user_id, None, 50).items]


def test_a_session_names_its_person_how_and_until_when(hand):
    secret, opened = start(hand)
    found = caller(hand, secret)
    assert (found.user.id, found.method) == (hand.user.id, AuthMethod.SESSION)
    assert (found.expires_at, found.proof_id) == (opened.expires_at, opened.proof_id)
    assert found.scopes is None
    turn(hand, SESSION_LIVES - timedelta(seconds=1))
    assert caller(hand, secret).user.id == hand.user.id


def test_a_session_ends_by_itself(hand):
    secret = session(hand)
    turn(hand, SESSION_LIVES)
    assert caller(hand, secret) is None
    assert listed(hand, hand.user) == []


def test_a_session_that_is_ended_has_ended_and_the_others_have_not(hand):
    mine, another = session(hand), session(hand)
    hand.do(sessions.end, mine)
    hand.do(sessions.end, mine)
    assert caller(hand, mine) is None
    assert caller(hand, another) is not None


def test_signing_in_ends_the_session_that_this_browser_had(hand):
    ada = hand.somebody_else()
    planted = session(hand, ada)
    mine = session(hand, before=planted)
    assert caller(hand, planted) is None
    assert caller(hand, mine).user.id == hand.user.id
    assert session(hand, before="never-a-session") != mine
    assert caller(hand, mine) is not None


def test_one_proof_is_enough_and_it_is_the_link_when_there_is_one(hand):
    def sign_in(link=None, token=None):
        return hand.do(sessions.sign_in, link=link, token=token, user_agent="Firefox", before=None)[
            1
        ].user.id

    ways = [SignInWay.TOKEN, SignInWay.LINK]
    assert sign_in(token=ADMIN_TOKEN) == hand.user.id
    assert sign_in(link=hand.do(links.create, hand.user)[0]) == hand.user.id
    assert [row.method for row in hand.rows(SignInSession)] == ways
    with pytest.raises(Unauthenticated):
        sign_in(link="x", token=ADMIN_TOKEN)


def test_a_browsers_name_is_kept_as_far_as_there_is_room(hand):
    session(hand, user_agent="Fire\0fox " * 100)
    (row,) = hand.rows(SignInSession)
    assert row.user_agent == ("Firefox " * 100)[:USER_AGENT_MAX_LENGTH]


def test_it_is_written_down_once_a_minute_that_a_session_is_seen(hand):
    secret, opened = start(hand)
    assert not caller(hand, secret).unseen
    hand.clock.turn(minutes=1)
    assert caller(hand, secret).unseen
    hand.do(sessions.seen, opened.proof_id)
    assert not caller(hand, secret).unseen
    row = hand.one(SignInSession, opened.proof_id)
    assert row.last_seen_at - row.created_at >= timedelta(minutes=1)


def test_a_person_sees_and_ends_their_own_and_an_admin_everybodys(hand):
    ada, mina = hand.somebody_else(), hand.somebody_else(Role.VIEWER)
    (secret, of_ada), (_, of_mina) = start(hand, ada), start(hand, mina)
    assert listed(hand, ada) == listed(hand, ada, ada.id) == [of_ada.proof_id]
    assert listed(hand, ada, mina.id) == []
    assert listed(hand, hand.user) == [of_mina.proof_id, of_ada.proof_id]
    assert listed(hand, hand.user, mina.id) == [of_mina.proof_id]
    for asker, other in ((mina, of_ada), (ada, of_mina)):
        with pytest.raises(NotFound):
            hand.do(sessions.revoke, asker, other.proof_id)
    hand.do(sessions.revoke, ada, of_ada.proof_id)
    hand.do(sessions.revoke, hand.user, of_mina.proof_id)
    assert caller(hand, secret) is None
    assert listed(hand, hand.user) == []


def test_all_others_end_and_the_one_that_asks_goes_on(hand):
    ada = hand.somebody_else()
    secret, mine = start(hand, ada)
    for _ in range(2):
        session(hand, ada)
    of_admin = session(hand)
    assert hand.do(sessions.revoke_others, mine, hand.user.id) == 0
    assert hand.do(sessions.revoke_others, mine, None) == 2
    assert hand.do(sessions.revoke_others, mine, None) == 0
    assert caller(hand, secret).user.id == ada.id
    admin = caller(hand, of_admin)
    assert hand.do(sessions.revoke_others, admin, ada.id) == 1
    assert caller(hand, secret) is None
    assert caller(hand, of_admin) is not None


def test_what_has_ended_is_forgotten_and_nothing_else(hand):
    old, _ = session(hand), hand.do(links.create, hand.user)
    turn(hand, SESSION_LIVES - timedelta(hours=1))
    young = session(hand)
    turn(hand, timedelta(hours=2))
    assert hand.do(sessions.forget_ended) == 1
    assert hand.do(sessions.forget_ended) == 0
    assert caller(hand, old) is None
    assert caller(hand, young) is not None
    assert (hand.count(SignInSession), hand.count(SignInLink)) == (1, 0)
