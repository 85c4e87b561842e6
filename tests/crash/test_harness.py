"""A studio killed fifty times while it works has lost, doubled and left half done nothing.

The long run is `make crash`. Speed is looked at there and not here.
"""

import pytest

from tests.crash.backends import BACKENDS
from tests.crash.campaign import Campaign

SEED = 4
IN_SHORT = {
    *("drain", "full disk", "clock ahead", "flush", "restart of the queue", "cut to the database"),
    *("zombie at a step", "zombie in the last transaction"),
}


@pytest.mark.parametrize("name", BACKENDS)
def test_nothing_is_lost_doubled_or_half_there_however_often_it_is_killed(tmp_path, name):
    with BACKENDS[name](tmp_path / "home") as backend:
        outcome = Campaign(backend, seed=SEED, kills=25, disasters=sorted(IN_SHORT)).run()
    assert outcome.violations == []
    assert outcome.landed >= 25
    assert outcome.attempts > outcome.jobs
    assert len(outcome.points) > 5  # which, and how many, is up to chance; the long run meets all


# The harness itself must be able to fail.


def test_a_file_that_is_put_after_its_row_is_found_to_be_missing(tmp_path):
    with BACKENDS["sqlite"](tmp_path / "home") as backend:
        campaign = Campaign(
            backend, seed=SEED, kills=2, points=["commit.end.after"], fault="file_after_commit"
        )
        violations = campaign.run().violations
    assert [text for text in violations if text.startswith("image_without_file: 2,")]


def test_a_worker_that_ends_what_it_no_longer_holds_is_found_out(tmp_path):
    with BACKENDS["postgresql"](tmp_path / "home") as backend:
        campaign = Campaign(
            backend,
            seed=SEED,
            kills=1,
            workers=2,
            points=["engine.step"],
            disasters=["zombie at a step"],
            fault="unfenced",
        )
        violations = campaign.run().violations
    assert [text for text in violations if text.startswith("A zombie, stopped at engine.step")]
