"""API tokens: made, used, listed, ended."""

import re
from datetime import timedelta

import pytest

from domain import sessions, tokens
from domain.errors import Forbidden, NotFound, RuleBroken, Unauthenticated
from domain.sessions import SignInSession
from domain.tokens import ApiToken
from domain.vocabulary import TOKEN_COUNT_MAXIMUM, AuthMethod, Role, Scope, SignInWay
from tests.conftest import ADMIN_TOKEN


def signed_in(hand, user=None):
    return hand.do(sessions.start, user or hand.user, SignInWay.LINK)[1]


def make(hand, by=None, scopes=("jobs:read",), **more):
    by = by or signed_in(hand)
    return hand.do(tokens.create, by, name="Nightly", scopes=[*scopes], **more)


def listed(hand, asker, user_id=None):
    return [row.id for row in hand.see(tokens.page, asker, user_id, None, 50).items]


def test_a_token_names_its_person_and_what_it_is_good_for(hand):
    ada = hand.somebody_else()
    token, secret = make(hand, signed_in(hand, ada), ["jobs:write", "jobs:read"])
    found = hand.see(tokens.caller, secret)
    assert (found.user.id, found.method, found.expires_at) == (ada.id, AuthMethod.TOKEN, None)
    assert found.scopes == {Scope.JOBS_READ, Scope.JOBS_WRITE}
    assert found.proof_id == token.id
    for wrong in (secret + "x", secret.upper(), secret.rpartition("_")[2], token.prefix, ""):
        with pytest.raises(Unauthenticated, match="not known"):
            hand.see(tokens.caller, wrong)


def test_a_token_can_be_told_by_its_beginning_and_has_260_bits(hand):
    by = signed_in(hand)
    made = [make(hand, by) for _ in range(20)]
    for token, secret in made:
        assert re.fullmatch("spv_[0-9a-z]{8}_[0-9a-z]{52}", secret)
        assert secret.startswith(f"{token.prefix}_")
    assert len({secret[-52:] for _, secret in made}) == 20


def test_a_token_works_until_its_end_and_no_longer(hand):
    end = hand.clock.now() + timedelta(days=1)
    _, secret = make(hand, expires_at=end)
    hand.clock.turn(hours=23, minutes=59)
    assert hand.see(tokens.caller, secret).user.id == hand.user.id
    hand.clock.turn(minutes=1)
    with pytest.raises(Unauthenticated, match="expired"):
        hand.see(tokens.caller, secret)


def test_a_token_cannot_be_made_for_the_past(hand):
    with pytest.raises(RuleBroken, match="in the future"):
        make(hand, expires_at=hand.clock.now())
    assert hand.count(ApiToken) == 1


def test_a_token_makes_none_that_may_do_more_or_lives_longer(hand):
    end = hand.clock.now() + timedelta(days=1)
    _, secret = make(hand, scopes=["tokens:write", "jobs:read"], expires_at=end)
    by = hand.see(tokens.caller, secret)
    with pytest.raises(Forbidden, match="lacks itself: jobs:write, users:write"):
        make(hand, by, ["jobs:read", "users:write", "jobs:write"], expires_at=end)
    for later in (None, end + timedelta(microseconds=1)):
        with pytest.raises(RuleBroken, match="no later than that one"):
            make(hand, by, expires_at=later)
    _, made = make(hand, by, expires_at=end)
    assert hand.see(tokens.caller, made).scopes == {Scope.JOBS_READ}
    operators = hand.see(tokens.caller, ADMIN_TOKEN)
    assert hand.see(tokens.caller, make(hand, operators, [*Scope])[1]).scopes == {*Scope}


def test_nobody_has_more_tokens_than_the_contract_allows(hand):
    ada = hand.somebody_else()
    by = signed_in(hand, ada)
    first, _ = make(hand, by)
    for _ in range(TOKEN_COUNT_MAXIMUM - 1):
        make(hand, by)
    with pytest.raises(RuleBroken, match="nobody has more"):
        make(hand, by)
    hand.do(tokens.revoke, ada, first.id)
    make(hand, by)


def test_a_person_sees_and_revokes_their_own_and_an_admin_everybodys(hand):
    ada, mina = hand.somebody_else(), hand.somebody_else(Role.VIEWER)
    of_ada, secret = make(hand, signed_in(hand, ada))
    of_mina, _ = make(hand, signed_in(hand, mina))
    (operators,) = [row.id for row in hand.rows(ApiToken) if row.prefix is None]
    assert listed(hand, ada) == listed(hand, ada, ada.id) == [of_ada.id]
    assert listed(hand, ada, mina.id) == []
    assert listed(hand, hand.user) == [of_mina.id, of_ada.id, operators]
    assert listed(hand, hand.user, mina.id) == [of_mina.id]
    for asker, token in ((mina, of_ada), (ada, of_mina)):
        with pytest.raises(NotFound):
            hand.do(tokens.revoke, asker, token.id)
    hand.do(tokens.revoke, ada, of_ada.id)
    hand.do(tokens.revoke, hand.user, of_mina.id)
    with pytest.raises(NotFound):
        hand.do(tokens.revoke, ada, of_ada.id)
    with pytest.raises(Unauthenticated):
        hand.see(tokens.caller, secret)
    assert listed(hand, hand.user) == [operators]


def test_a_list_never_holds_what_a_secret_can_be_found_by(hand):
    (row,) = hand.see(tokens.page, hand.user, None, None, 50).items
    assert "hash" not in row._fields


def test_it_is_written_down_once_a_minute_that_a_token_is_used(hand):
    token, secret = make(hand)
    assert hand.see(tokens.caller, secret).unseen
    hand.do(tokens.seen, token.id)
    assert not hand.see(tokens.caller, secret).unseen
    hand.clock.turn(seconds=59)
    assert not hand.see(tokens.caller, secret).unseen
    hand.clock.turn(seconds=1)
    assert hand.see(tokens.caller, secret).unseen
    hand.clock.turn(days=-1)  # a machine's clock that is set back does not stop it
    assert hand.see(tokens.caller, secret).unseen


# Exchanging a token for a session.


def test_a_session_ends_with_the_token_that_opened_it(hand):
    secret, _ = hand.do(sessions.sign_in, link=None, token=ADMIN_TOKEN, user_agent="", before=None)
    assert hand.see(sessions.caller, secret).user.id == hand.user.id
    (operators,) = hand.rows(ApiToken)
    hand.do(tokens.revoke, hand.user, operators.id)
    assert hand.see(sessions.caller, secret) is None
    assert hand.count(SignInSession) == 0


def test_a_token_of_less_than_every_scope_opens_no_session(hand):
    _, secret = make(hand, scopes=[*Scope])  # good for all there is, but not for what will be
    with pytest.raises(Forbidden, match="not good for every scope"):
        hand.do(sessions.sign_in, link=None, token=secret, user_agent="", before=None)


# The operator's own.


def test_the_operators_token_is_good_for_everything_and_survives_a_restart(hand):
    before = hand.rows(ApiToken)[0]
    hand.do(tokens.keep_bootstrap_token, ADMIN_TOKEN)
    (after,) = hand.rows(ApiToken)
    assert (after.id, after.created_at) == (before.id, before.created_at)
    assert hand.see(tokens.caller, ADMIN_TOKEN).scopes is None


def test_the_token_of_an_earlier_start_stops_working(hand):
    for _ in range(2):
        hand.do(tokens.keep_bootstrap_token, "another-admin-token")
    with pytest.raises(Unauthenticated):
        hand.see(tokens.caller, ADMIN_TOKEN)
    assert hand.see(tokens.caller, "another-admin-token").user.id == hand.user.id
    hand.do(tokens.keep_bootstrap_token, None)
    with pytest.raises(Unauthenticated):
        hand.see(tokens.caller, "another-admin-token")
    assert hand.count(ApiToken) == 0


def test_somebodys_token_of_the_same_name_is_not_the_operators(hand):
    by = signed_in(hand)
    _, secret = hand.do(tokens.create, by, name=tokens.BOOTSTRAP, scopes=["jobs:read"])
    hand.do(tokens.keep_bootstrap_token, None)
    assert hand.see(tokens.caller, secret).scopes == {Scope.JOBS_READ}
