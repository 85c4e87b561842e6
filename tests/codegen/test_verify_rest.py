"""Lists of what goes on are compared once more when it has come to rest."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from codegen.laws.read import read_laws
from codegen.spec import Spec
from codegen.verify.exchange import Request
from codegen.verify.run import verify
from tests.codegen.answers import said
from tests.codegen.mill import BASE, BATCH, IDA, JSON, STEPS, Mill, document

STATES = BATCH["properties"]["state"]
BATCHES = {"type": "object", "properties": {"items": {"type": "array", "items": BATCH}}}


def listed() -> Any:
    """The contract of the mill, with a list of all batches and of those in one state."""
    found = document()
    found["paths"]["/batches"]["get"] = {
        "operationId": "batches",
        "parameters": [{"name": "state", "in": "query", "schema": STATES}],
        "responses": {"200": {"description": "Yes.", "content": {JSON: {"schema": BATCHES}}}},
    }
    return found


class Grinding(Mill):
    """Whenever batches are listed, the oldest that is not done yet is ground to its end."""

    def __call__(self, request):
        url = urlsplit(request.url)
        if (request.method, url.path) != ("GET", "/batches"):
            return super().__call__(request)
        shown = [self._shown(each, 200, {}).json for each in reversed(self.batches.values())]
        state = parse_qs(url.query).get("state")
        items = [each for each in shown if state is None or each["state"] in state]
        if state == ["done"] and self.lie == "loses the newest":
            items = items[1:]
        for each in self.batches.values():
            if each.looks < len(STEPS) and not each.stopped:
                each.looks = len(STEPS)
                break
        return said(200, {"items": items})


@pytest.mark.parametrize(("lie", "found"), [("", 0), ("loses the newest", 1)])
@pytest.mark.parametrize("seed", range(3))
def test_another_item_lost_each_time_is_found_at_rest(lie, found, seed):
    spec = Spec(listed(), "mill.json")
    laws, faults = read_laws(spec)
    mill = Grinding(lie)
    for _ in range(40):
        mill(Request("grind", "POST", f"{BASE}/batches", {}))
    report = verify(spec, laws, mill, [IDA], base=BASE, kinds=("relation",), seed=seed, examples=1)
    assert faults == []
    assert "batches" in {each.operation for each in report.ran}
    assert len(report.findings) == found
