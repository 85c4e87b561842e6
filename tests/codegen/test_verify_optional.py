"""What nobody must give may be left out, and what is not in earnest may be asked."""

import pytest

from tests.codegen.bank import Bank, checked


def test_a_true_server_gives_no_finding_and_nothing_is_done_in_earnest():
    bank = Bank()
    report = checked(bank, "boundaries", "odd_input", "protocol")
    assert [finding.message for finding in report.findings] == []
    assert bank.swept == 0


def test_two_names_of_one_kind_of_thing_mean_two_things():
    bank = Bank()
    checked(bank, "conforms")
    assert bank.moved
    assert all(source != target for source, target in bank.moved)


@pytest.mark.parametrize(
    ("lie", "operation", "said"),
    [
        ("needs a note", "transfer", "note is optional and was left out"),
        ("needs a reason", "sweep", "reason is optional and was left out"),
        ("one kind is none", "sweep", "kinds of 1 items has its minItems of 1 and was refused"),
        ("overflows", "transfer", "is a number without a maximum: answered with 500"),
    ],
)
def test_what_a_server_asks_for_beyond_its_contract_is_found(lie, operation, said):
    found = checked(Bank(lie), "boundaries").findings
    assert any(each.operation == operation and said in each.message for each in found), found
