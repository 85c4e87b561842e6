"""Passwords: how they are kept, which are taken, and what guessing them tells."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY
from sqlalchemy import text

from domain import audit, links, passwords, sessions, signing_in
from domain.audit import AuditEntry
from domain.errors import (
    Conflict,
    Forbidden,
    NotFound,
    RuleBroken,
    TooManySignIns,
    Unauthenticated,
)
from domain.passwords import WORST, Password
from domain.sessions import SignInSession
from domain.vocabulary import NEW_PASSWORD_MIN_LENGTH, SignInWay
from tests.conftest import ADMIN_TOKEN
from tests.domain.hand import Hand

GOOD, OTHER = "nine foxes in the rain", "eight foxes in the sun"
HERE = "192.0.2.7"


def set_own(hand: Hand, **asked: Any) -> Password:
    whole = {"login": "Ann@example.org", "password": GOOD, "session": "", "address": HERE, **asked}
    return passwords.set_own(hand.studio, whole.pop("user", hand.user), **whole)


def sign_in(hand: Hand, login: str = "ann@example.org", password: str = GOOD) -> Any:
    return signing_in.by_proof(
        hand.studio, signing_in.Visitor(HERE), login=login, password=password
    )


def weakly(password: str) -> str:
    """Hash with parameters that were enough once."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(password)


@pytest.fixture
def known(hand: Hand, quick_hashes: PasswordHasher) -> Hand:
    """The admin has a password, whose hash is of parameters of long ago."""

    def set_quickly(work: Any) -> None:
        row = {"login": "ann@example.org", "hash": weakly(GOOD), "changed_at": work.now}
        work.add(Password(user_id=hand.user.id, **row))

    hand.do(set_quickly)
    return hand


AS_IT_COMES = partial(passwords._made, False)
"""Other tests hash quickly; the server that they share stays patched for as long as they run."""


def test_a_password_is_kept_as_rfc_9106_recommends(hand, monkeypatch):
    monkeypatch.setattr(passwords, "_hasher", AS_IT_COMES)
    row = set_own(hand)
    assert extract_parameters(row.hash) == RFC_9106_LOW_MEMORY
    assert GOOD not in str(vars(row))
    assert sign_in(hand)


def test_a_login_and_its_password_sign_in_whatever_the_logins_case(hand, quick_hashes):
    row = set_own(hand)
    assert row.login == "ann@example.org"
    signed_in = sign_in(hand, "ANN@Example.org")
    assert hand.see(sessions.caller, signed_in.secret).user.id == hand.user.id


def test_nobody_learns_which_logins_there_are(known, quick_hashes, monkeypatch):
    compared: list[str] = []
    really = passwords._is
    monkeypatch.setattr(passwords, "_is", lambda *a: compared.append(a[0]) or really(*a))
    said = set()
    for login, password in (("ann@example.org", OTHER), ("bob@example.org", GOOD)):
        with pytest.raises(Unauthenticated) as refusal:
            sign_in(known, login, password)
        said.add(str(refusal.value))
    assert len(said) == 1
    assert len(compared) == 2  # an unknown login costs a hash as well
    assert quick_hashes.check_needs_rehash(compared[1]) is False


def test_a_hash_of_older_parameters_is_made_anew_at_the_next_sign_in(known, quick_hashes):
    before = known.one(Password, known.user.id)
    sign_in(known)
    after = known.one(Password, known.user.id)
    assert before.hash != after.hash
    assert quick_hashes.check_needs_rehash(after.hash) is False
    assert after.changed_at == before.changed_at
    sign_in(known)
    assert known.one(Password, known.user.id).hash == after.hash


def test_a_letter_is_the_same_on_every_keyboard(hand, quick_hashes):
    set_own(hand, password="nine f\u00f6xes in the rain")
    assert sign_in(hand, password="nine fo\u0308xes in the rain")


EASY = [
    "passwordpassword",
    "PasswordPassword",
    "aaaaaaaaaaaaaaaa",
    "abababababababab",
    "ann@example.org",
    "ann@example.org1",
    "ANN@EXAMPLE.ORG2026",
]


@pytest.mark.parametrize("password", EASY)
def test_what_anybody_would_guess_is_refused(hand, password):
    with pytest.raises(RuleBroken):
        set_own(hand, password=password)
    assert hand.count(Password) == 0


def test_the_list_of_the_worst_has_only_what_the_contract_would_take():
    assert all(len(each) >= NEW_PASSWORD_MIN_LENGTH and each == each.casefold() for each in WORST)


@pytest.mark.parametrize("current", [None, OTHER, ""])
def test_whoever_has_a_password_must_give_it_to_set_another(known, current):
    with pytest.raises(Forbidden):
        set_own(known, password=OTHER, current_password=current)
    set_own(known, password=OTHER, current_password=GOOD)
    assert sign_in(known, password=OTHER)
    with pytest.raises(Unauthenticated):
        sign_in(known, password=GOOD)


def test_a_new_password_ends_the_other_sessions_of_its_person_and_nobody_elses(known):
    mine, me = known.do(sessions.start, known.user, SignInWay.LINK)
    elsewhere, _ = known.do(sessions.start, known.user, SignInWay.LINK)
    theirs, _ = known.do(sessions.start, known.somebody_else(), SignInWay.LINK)
    set_own(known, password=OTHER, current_password=GOOD, session=me.proof_id)
    assert known.see(sessions.caller, mine) is not None
    assert known.see(sessions.caller, elsewhere) is None
    assert known.see(sessions.caller, theirs) is not None


def test_two_people_cannot_have_one_login(known):
    other = known.somebody_else()
    with pytest.raises(Conflict, match="Somebody else"):
        set_own(known, user=other, login="ANN@example.org")
    set_own(known, user=other, login="ada")
    assert known.count(Password) == 2


def test_an_admin_takes_a_password_away_and_a_link_leads_to_the_next(known):
    known.do(sessions.start, known.user, SignInWay.LINK)
    known.do(passwords.remove, known.user.id)
    assert (known.count(Password), known.count(SignInSession)) == (0, 0)
    with pytest.raises(Unauthenticated):
        sign_in(known)
    known.do(passwords.remove, known.user.id)  # no error, and no second entry
    with pytest.raises(NotFound):
        known.do(passwords.remove, "usr_" + "0" * 26)
    signing_in.by_proof(
        known.studio, signing_in.Visitor(HERE), link=known.do(links.create, known.user)[0]
    )
    set_own(known, password=OTHER)
    assert sign_in(known, password=OTHER)


def test_a_password_that_is_set_is_told_to_the_audit_log_once_and_never_the_password(known):
    with audit.carrying_out("set_password", known.user, None, {}):
        with pytest.raises(Forbidden):
            set_own(known, password=OTHER, current_password=OTHER)
        set_own(known, password=OTHER, current_password=GOOD)
    [entry] = known.rows(AuditEntry)
    assert (entry.subject, entry.details) == (known.user.id, {"login": "ann@example.org"})


def meanwhile(monkeypatch: Any, deed: Any) -> None:
    """Do something while a password is being compared."""
    really = passwords._is

    def compare(*given: Any) -> bool:
        deed()
        return really(*given)

    monkeypatch.setattr(passwords, "_is", compare)


def test_a_password_that_is_taken_away_while_it_is_compared_signs_nobody_in(known, monkeypatch):
    meanwhile(monkeypatch, lambda: known.do(passwords.remove, known.user.id))
    with pytest.raises(Unauthenticated, match="just now"):
        sign_in(known)
    with pytest.raises(Unauthenticated):
        sign_in(known)
    assert known.count(SignInSession) == 0


def test_a_password_that_is_taken_away_while_another_is_set_stays_away(known, monkeypatch):
    meanwhile(monkeypatch, lambda: known.do(passwords.remove, known.user.id))
    with pytest.raises(Conflict, match="just now"):
        set_own(known, password=OTHER, current_password=GOOD)
    assert known.count(Password) == 0


# How often it may be wrong.


def few(hand: Hand) -> Hand:
    facts = replace(hand.studio.facts, tries_per_login=2, tries_per_address=20)
    return Hand(replace(hand.studio, facts=facts), hand.clock, hand.queue)


def fail(hand: Hand, *login: str) -> None:
    for _ in range(2):
        with pytest.raises(Unauthenticated):
            sign_in(hand, *login, password=OTHER)


def test_a_locked_login_is_refused_unheard_while_the_persons_other_ways_stay_open(known):
    hand = few(known)
    fail(hand)
    with pytest.raises(TooManySignIns, match="with this login") as refusal:
        sign_in(hand)
    assert refusal.value.retry_after == 450
    assert signing_in.by_proof(hand.studio, signing_in.Visitor(HERE), token=ADMIN_TOKEN)
    assert signing_in.by_proof(
        hand.studio, signing_in.Visitor(HERE), link=hand.do(links.create, hand.user)[0]
    )
    fail(hand, "bob")
    hand.clock.turn(seconds=450)
    sign_in(hand)
    fail(hand)  # what was good has opened it again, wholly


def test_many_tries_at_once_are_no_more_than_one_after_the_other(anywhere, quick_hashes):
    hand = few(anywhere)

    def guess(number: int) -> type[Exception]:
        with pytest.raises((Unauthenticated, TooManySignIns)) as refusal:
            sign_in(hand, password=f"guess {number}")
        return refusal.type

    with ThreadPoolExecutor(6) as burglars:
        refusals = Counter(burglars.map(guess, range(6)))
    assert refusals == {Unauthenticated: 2, TooManySignIns: 4}


def test_whoever_is_a_moment_behind_has_no_more_tries(hand, quick_hashes):
    hand = few(hand)
    fail(hand)
    hand.clock.turn(seconds=-1)  # as where one waits for others, whose tries come first
    for _ in range(3):
        with pytest.raises(TooManySignIns):
            sign_in(hand)


def test_a_login_that_nobody_has_is_locked_as_well(hand, quick_hashes):
    hand = few(hand)
    fail(hand, "nobody")
    with pytest.raises(TooManySignIns):
        sign_in(hand, "NOBODY")


def test_a_thief_of_a_session_cannot_guess_on_either(known):
    hand = few(known)
    for _ in range(2):
        with pytest.raises(Forbidden):
            set_own(hand, password="seven foxes in a hole", current_password=OTHER)
    with pytest.raises(TooManySignIns):
        set_own(hand, password="seven foxes in a hole", current_password=GOOD)


def test_hashing_waits_for_no_transaction_and_none_waits_for_it(known, monkeypatch):
    """SQLite has one writer: were a transaction open, this would wait for itself."""

    def write() -> None:
        known.do(lambda work: work.session.execute(text("UPDATE users SET name = name")))

    meanwhile(monkeypatch, write)
    assert sign_in(known)
    assert set_own(known, password=OTHER, current_password=GOOD)
