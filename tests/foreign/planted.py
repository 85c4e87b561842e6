"""Does each planted drift show at all, to a client written by hand?

    python -m tests.foreign.planted

Prints those that do not; exit 1 if there are any.
"""

from __future__ import annotations

import sys
from collections.abc import Collection

from tests.foreign.apis import APIS
from tests.foreign.serving import serving
from tests.foreign.tour import Tour


def told(api: str, drift: str | None = None) -> Tour:
    """Walk through an API with a drift, or honest."""
    foreign = APIS[api]
    with serving(foreign.application(drift)) as origin:
        tour = Tour(origin, foreign.document, foreign.identities)
        with tour.client:
            foreign.walk(tour)
    return tour


def alike(api: str, drifts: Collection[str]) -> list[str]:
    """Those drifts with which an API answers as it does without."""
    honest = told(api).told
    found = []
    for name in drifts:
        try:
            lying = told(api, name).told
        except (TypeError, KeyError, IndexError, ValueError):  # so different that the walk stumbles
            continue
        if lying == honest:
            found.append(name)
    return found


if __name__ == "__main__":
    unseen = [f"{api}: {drift}" for api in APIS for drift in alike(api, APIS[api].drifts)]
    print("\n".join(unseen) or "Every drift makes a difference.")
    sys.exit(bool(unseen))
