"""The foreign APIs keep their contracts, and their drifts show, to a client written by hand."""

import pytest

from tests.foreign.apis import APIS
from tests.foreign.serving import serving
from tests.foreign.tour import Tour


def told(api: str, drift: str | None = None) -> Tour:
    foreign = APIS[api]
    with serving(foreign.application(drift)) as origin:
        tour = Tour(origin, foreign.document, foreign.identities)
        with tour.client:
            foreign.walk(tour)
    return tour


@pytest.mark.parametrize("api", APIS)
def test_the_honest_server_keeps_its_contract_and_says_the_same_each_time(api):
    first, second = told(api), told(api)
    assert first.faults == []
    assert first.told == second.told


@pytest.mark.parametrize("api", APIS)
def test_each_drift_makes_a_difference(api):
    honest = told(api).told
    alike = []
    for name in APIS[api].drifts:
        try:
            lying = told(api, name).told
        except (TypeError, KeyError, IndexError, ValueError):  # so different that the walk stumbles
            continue
        if lying == honest:
            alike.append(name)
    assert alike == []
