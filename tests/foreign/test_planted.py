"""The foreign APIs keep their contracts, and their drifts show, to a client written by hand."""

import pytest

from tests.foreign.apis import APIS
from tests.foreign.planted import alike, told


@pytest.mark.parametrize("api", APIS)
def test_the_honest_server_keeps_its_contract_and_says_the_same_each_time(api):
    first, second = told(api), told(api)
    assert first.faults == []
    assert first.told == second.told


@pytest.mark.parametrize("api", APIS)
def test_drifts_make_a_difference(api):
    """Every twentieth here; `make drifts` has them all."""
    assert alike(api, [*APIS[api].drifts][::20]) == []


def test_there_are_enough_of_them():
    enough = {"library": 60, "tracker": 45, "tasks": 45}
    assert {api: len(APIS[api].drifts) for api in APIS if len(APIS[api].drifts) < enough[api]} == {}
