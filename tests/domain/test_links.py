"""One-time sign-in links."""

import re
from datetime import timedelta

import pytest

from domain import links
from domain.errors import Unauthenticated
from domain.links import LINK_LIVES


def link(hand, user=None):
    return hand.do(links.create, user or hand.user)[0]


def follow(hand, secret):
    return hand.do(links.use, secret)


def test_a_sign_in_link_works_once(hand):
    secret = link(hand)
    assert follow(hand, secret).id == hand.user.id
    with pytest.raises(Unauthenticated, match="has been used"):
        follow(hand, secret)


def test_a_sign_in_link_works_until_a_day_is_over(hand):
    secret = link(hand)
    hand.clock.turn(seconds=(LINK_LIVES - timedelta(seconds=1)).total_seconds())
    assert follow(hand, secret).id == hand.user.id
    secret, expires_at = hand.do(links.create, hand.user)
    hand.clock.turn(seconds=LINK_LIVES.total_seconds())
    assert expires_at < hand.clock.now()
    with pytest.raises(Unauthenticated, match="has expired"):
        follow(hand, secret)


def test_a_new_link_replaces_the_one_before_of_the_same_person(hand):
    ada = hand.somebody_else()
    old, of_ada, new = link(hand), link(hand, ada), link(hand)
    with pytest.raises(Unauthenticated):
        follow(hand, old)
    assert follow(hand, new).id == hand.user.id
    assert follow(hand, of_ada).id == ada.id


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


def test_secrets_have_256_bits_and_never_come_again(hand):
    drawn = {link(hand) for _ in range(20)}
    assert len(drawn) == 20
    assert all(re.fullmatch(r"[\w-]{43}", secret) for secret in drawn)
