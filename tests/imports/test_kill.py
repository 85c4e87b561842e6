"""Imports that are killed and go on end as in peace. The long run is `make crash`."""

import pytest

from tests.imports import trees
from tests.imports.kill import Campaign, sqlite

SEED = 6


@pytest.fixture
def campaign(tmp_path):
    """Kill imports of one small tree."""

    def campaign(**how):
        trees.synthetic(tmp_path / "tree", 150, seed=SEED)
        with sqlite(tmp_path) as fresh:
            return Campaign(
                fresh, tmp_path, tmp_path / "tree", database="sqlite", seed=SEED, **how
            ).run()

    return campaign


def test_an_import_that_is_killed_again_and_again_ends_as_in_peace(campaign):
    points = ["examined", "stage.after", "commit.images.after"]
    outcome = campaign(kills=3, points=points, each=2)
    assert outcome.violations == []
    assert outcome.kills == 3


def test_files_that_are_staged_after_their_commit_are_found_to_be_missing(campaign):
    # The harness itself must be able to fail.
    outcome = campaign(kills=1, points=["commit.images.after"], each=1, fault="files_after_commit")
    assert [text for text in outcome.violations if text.startswith("image_without_file")]
