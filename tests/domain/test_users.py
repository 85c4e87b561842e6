"""People and the proofs they come with."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from domain import users
from domain.errors import Unauthenticated
from domain.users import LINK_LIVES, SESSION_LIVES, ApiToken, SignInLink, SignInSession, User
from domain.vocabulary import AuthMethod, Role
from tests.conftest import ADMIN_TOKEN


def link(hand):
    return hand.do(users.new_sign_in_link)


def follow(hand, secret):
    return hand.do(users.user_of_link, secret)


def session(hand):
    secret, _ = hand.do(users.open_session, hand.user)
    return secret


def caller(hand, secret):
    return hand.see(users.caller_of_session, secret)


def turn(hand, by):
    hand.clock.turn(seconds=by.total_seconds())


def test_the_first_start_makes_one_admin_and_later_ones_none(hand):
    first = hand.do(users.ensure_admin)
    assert (first.role, first.name) == (Role.ADMIN, "admin")
    assert hand.do(users.ensure_admin).id == first.id
    assert hand.count(User) == 1


def test_only_an_admin_is_taken_for_the_admin(hand):
    hand.do(lambda work: setattr(work.get(User, hand.user.id), "role", Role.VIEWER))
    hand.somebody_else()
    assert hand.do(users.ensure_admin).role == Role.ADMIN
    assert hand.count(User) == 3


# Sign-in links.


def test_a_sign_in_link_works_once(hand):
    secret = link(hand)
    assert follow(hand, secret).id == hand.user.id
    with pytest.raises(Unauthenticated, match="has been used"):
        follow(hand, secret)


def test_a_sign_in_link_works_until_a_day_is_over(hand):
    secret = link(hand)
    turn(hand, LINK_LIVES - timedelta(seconds=1))
    assert follow(hand, secret).id == hand.user.id
    secret = link(hand)
    turn(hand, LINK_LIVES)
    with pytest.raises(Unauthenticated, match="has expired"):
        follow(hand, secret)


def test_a_new_link_replaces_the_one_before(hand):
    old, new = link(hand), link(hand)
    with pytest.raises(Unauthenticated):
        follow(hand, old)
    assert follow(hand, new).id == hand.user.id


@pytest.mark.parametrize("secret", ["", "x", "' OR 1=1 --", "0" * 64])
def test_a_link_that_was_never_given_out_is_refused_in_the_words_of_a_used_one(hand, secret):
    used = link(hand)
    follow(hand, used)
    said = []
    for each in (used, secret):
        with pytest.raises(Unauthenticated) as refusal:
            follow(hand, each)
        said.append(str(refusal.value))
    assert said[0] == said[1]


def test_the_stored_fingerprint_itself_opens_nothing(hand):
    secret = link(hand)
    with pytest.raises(Unauthenticated):
        follow(hand, users.fingerprint(secret))
    with pytest.raises(Unauthenticated):
        hand.do(users.user_of_token, users.fingerprint(ADMIN_TOKEN))


# Sessions.


def test_a_session_names_its_person_how_and_until_when(hand):
    secret, opened = hand.do(users.open_session, hand.user)
    found = caller(hand, secret)
    assert (found.user.id, found.method) == (hand.user.id, AuthMethod.SESSION)
    assert found.expires_at == opened.expires_at
    turn(hand, SESSION_LIVES - timedelta(seconds=1))
    assert caller(hand, secret).user.id == hand.user.id


def test_a_session_ends_by_itself(hand):
    secret = session(hand)
    turn(hand, SESSION_LIVES)
    assert caller(hand, secret) is None


def test_a_session_that_is_closed_has_ended_and_the_others_have_not(hand):
    mine, another = session(hand), session(hand)
    hand.do(users.close_session, mine)
    hand.do(users.close_session, mine)
    assert caller(hand, mine) is None
    assert caller(hand, another) is not None


def test_a_role_that_changes_counts_at_once(hand):
    secret = session(hand)
    hand.do(lambda work: setattr(work.get(User, hand.user.id), "role", Role.VIEWER))
    assert caller(hand, secret).user.role == Role.VIEWER
    assert hand.see(users.user_of_token, ADMIN_TOKEN).role == Role.VIEWER


def test_what_has_ended_is_forgotten_and_nothing_else(hand):
    old, used_up = session(hand), link(hand)
    turn(hand, SESSION_LIVES - timedelta(hours=1))
    young = session(hand)
    turn(hand, timedelta(hours=2))
    assert hand.do(users.forget_ended_sessions) == 1
    assert hand.do(users.forget_ended_sessions) == 0
    assert caller(hand, old) is None
    assert caller(hand, young) is not None
    assert (hand.count(SignInSession), hand.count(SignInLink)) == (1, 0)
    with pytest.raises(Unauthenticated):
        follow(hand, used_up)


# Tokens.


def test_a_token_names_its_person(hand):
    assert hand.see(users.user_of_token, ADMIN_TOKEN).id == hand.user.id
    with pytest.raises(Unauthenticated):
        hand.see(users.user_of_token, ADMIN_TOKEN + "x")


def test_the_token_of_an_earlier_start_stops_working(hand):
    for _ in range(2):
        hand.do(users.keep_bootstrap_token, "another-admin-token")
    with pytest.raises(Unauthenticated):
        hand.see(users.user_of_token, ADMIN_TOKEN)
    assert hand.see(users.user_of_token, "another-admin-token").id == hand.user.id
    hand.do(users.keep_bootstrap_token, None)
    with pytest.raises(Unauthenticated):
        hand.see(users.user_of_token, "another-admin-token")
    assert hand.count(ApiToken) == 0


def test_one_proof_is_enough_and_it_is_the_link_when_there_is_one(hand):
    assert hand.do(users.user_of_proof, link=None, token=ADMIN_TOKEN).id == hand.user.id
    assert hand.do(users.user_of_proof, link=link(hand), token=None).id == hand.user.id
    with pytest.raises(Unauthenticated):
        hand.do(users.user_of_proof, link="x", token=ADMIN_TOKEN)


# What is kept of a secret.


def test_no_secret_is_stored_in_clear(hand, tmp_path):
    secrets = [ADMIN_TOKEN, link(hand), session(hand)]
    files = [path for path in tmp_path.glob("studio.db*") if path.is_file()]
    stored = b"".join(path.read_bytes() for path in files)
    assert users.fingerprint(secrets[1]).encode() in stored
    assert [secret for secret in secrets if secret.encode() in stored] == []


def test_secrets_have_256_bits_and_never_come_again(hand):
    drawn = {link(hand) for _ in range(20)} | {session(hand) for _ in range(20)}
    assert len(drawn) == 40
    assert all(re.fullmatch(r"[\w-]{43}", secret) for secret in drawn)


def test_only_fingerprints_are_looked_up(hand):
    with hand.studio.look() as work:
        kept = list(work.session.scalars(select(ApiToken.hash)))
    assert all(re.fullmatch("[0-9a-f]{64}", each) for each in kept)
