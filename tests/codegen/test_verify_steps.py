"""Which steps of a finding are kept, shown and marked, and which values come from where."""

import json
from typing import Any

import pytest

from codegen.verify.decisive import decisive
from codegen.verify.exchange import Exchange, Identity, Reply, Request
from codegen.verify.finding import Finding
from codegen.verify.steps import MOST_SHOWN, needed, shown, sources, telling

ANN, BEN = Identity("ann", {"X-Key": "a"}), Identity("ben", {"X-Key": "b"})
URL = "http://127.0.0.1:9"
UUID = "4b169668-a690-47f9-98e4-c2076d606228"


def step(
    method: str, path: str, answer: Any = None, body: Any = None, status: int = 200, **more: Any
) -> Exchange:
    content = None if body is None else json.dumps(body).encode()
    more = {"identity": ANN, "headers": {}} | more
    request = Request(f"{method} it", method, URL + path, body=content, value=body, **more)
    return Exchange(request, Reply(status, {}, json.dumps(answer).encode()))


def asked(steps: tuple[Exchange, ...]) -> list[str]:
    return [f"{each.request.method} {each.request.url.removeprefix(URL)}" for each in steps]


def found(message: str, *steps: Exchange, rule: str = "filters") -> Finding:
    return Finding(rule, "GET it", "/paths/~1it/get", message, steps)


# Where values come from.


def test_small_numbers_and_choices_come_from_nowhere():
    seen = step("GET", "/pots", [{"id": 2, "country": "NL", "height": 8, "status": "created"}])
    page = step("GET", "/pots?limit=2&offset=8&status=created")
    made = step("POST", "/orders", body={"country": "NL", "count": 2})
    assert sources([seen, page], 1) == sources([seen, made], 1) == []


@pytest.mark.parametrize(
    ("path", "answer", "value"),
    [
        ("/pots/17", {"id": 17}, "17"),
        (f"/pots/{UUID}", {"pot": UUID}, UUID),
        ("/pots?cursor=WyI4MGMwYTNi", {"next": "WyI4MGMwYTNi"}, "WyI4MGMwYTNi"),
        ("/pots?pot_id=3", {"potId": 3}, "3"),
    ],
)
def test_ids_and_tokens_come_from_the_answer_that_has_them(path, answer, value):
    assert sources([step("POST", "/pots", answer), step("GET", path)], 1) == [(0, value)]


def test_what_a_request_wrote_first_comes_from_no_answer():
    text = {"name": "umber sable jti3vgc, fired twice"}
    steps = [
        step("POST", "/pots", {"id": 1, **text}, text),
        step("GET", "/pots/1", {"id": 1, **text}),
        step("PUT", "/pots/1", {"id": 1, **text}, text),
    ]
    assert sources(steps, 2) == [(0, "1")]


# What is kept.


def pages(size: int, count: int) -> list[Exchange]:
    return [step("GET", f"/pots?limit={size}&offset={number}", []) for number in range(count)]


def test_readings_that_the_sentence_does_not_speak_of_are_left_out():
    wrong = step("GET", "/pots?colour=red", [{"id": UUID, "colour": "blue"}])
    made = step("POST", "/pots", {"id": UUID}, {"colour": "blue"})
    steps = [made, *pages(50, 3), wrong, *pages(50, 3), wrong, *pages(50, 3)]
    finding = found(f"colour=red gives item {UUID}, which has colour blue", *steps)
    assert asked(telling(steps, decisive(finding))) == ["POST /pots", "GET /pots?colour=red"]


def test_both_sides_of_a_comparison_are_kept():
    whole = step("GET", "/pots?limit=50", [{"id": 1}, {"id": 2}])
    steps = [step("GET", "/pots", []), whole, *pages(1, 3)]
    finding = found("item 2 is not in a list read by limit 1, while limit 50 has it", *steps)
    kept = asked(telling(steps, decisive(finding)))
    assert kept == ["GET /pots?limit=50", *(f"GET /pots?limit=1&offset={n}" for n in range(3))]


def test_a_reading_that_was_answered_otherwise_before_is_kept():
    one, other = step("GET", "/pots", [1, 2]), step("GET", "/pots", [2, 1])
    assert len(telling([one, other])) == 2
    assert len(telling([one, one])) == 1


def test_what_is_read_again_after_a_change_is_kept():
    read, change = step("GET", "/pots/17", {"id": 17}), step("PUT", "/pots/17", {"id": 17})
    made = step("POST", "/pots", {"id": 17})
    assert len(telling([made, read, change, read])) == 4


def test_the_refusal_that_shows_it_is_kept_when_others_were_asked_after_it():
    refused = step("GET", "/pots?offset=0", status=400)
    steps = [step("GET", "/glazes"), refused, step("GET", "/pots?offset=1", [])]
    finding = found("offset 0 was refused (400)", *steps, rule="request.refused")
    kept = needed(steps, decisive(finding))
    assert asked(kept) == ["GET /pots?offset=0", "GET /pots?offset=1"]
    assert decisive(found(finding.message, *kept, rule=finding.rule)) == (0,)


# What is shown.


def test_who_did_it_is_marked():
    steps = [
        step("POST", "/pots", {"id": 17}, status=201),
        step("GET", "/pots/17", {"id": 17}),
        step("GET", "/pots/17", {"id": 17}, identity=BEN),
        step("GET", "/pots/17", {"id": 17}),
    ]
    finding = found("GET it answers 200 to ben about what another made", *steps, rule="owned")
    assert 2 in decisive(finding)


def test_what_is_tried_after_what_shows_it_is_left_out():
    steps = [
        step("POST", "/pots", {"id": UUID}, status=201),
        step("GET", f"/pots/{UUID}", status=404, identity=BEN),
        step("DELETE", f"/pots/{UUID}", status=404, identity=BEN),
    ]
    finding = found("GET it answers 404 to ben about what POST it made", *steps, rule="hidden")
    assert decisive(finding) == (0, 1)
    assert len(telling(steps, decisive(finding))) == 2


def test_very_many_steps_are_cut_to_those_that_matter():
    steps = [step("POST", "/pots", {"id": f"{n}-{UUID}"}) for n in range(30)]
    steps.append(step("GET", f"/pots/3-{UUID}", {}))
    visible = shown(steps, [30])
    assert len(visible) == MOST_SHOWN
    assert {3, 30} <= visible
