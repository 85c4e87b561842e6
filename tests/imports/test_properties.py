"""Whatever lies in a folder: each file is accounted for, what is planned is what is done, and
nothing is done that was not planned.

SPOLVERO_FUZZ_EXAMPLES says how many trees are tried; `make fuzz` raises it.
"""

import itertools
import os
import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.vocabulary import ImportProfileName, ImportStaging
from tests.domain.hand import copy_of, empty, hand_on
from tests.imports import state
from tests.imports.importer import Importer
from tests.imports.wild_trees import Changes, Trees, build, copied, without_links_between

EXAMPLES = int(os.environ.get("SPOLVERO_FUZZ_EXAMPLES", "8"))
MANY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[*HealthCheck],
    phases=[phase for phase in Phase if phase is not Phase.explain],
)
PLACE = st.sampled_from([*ImportProfileName])
STAGING = st.sampled_from([*ImportStaging])
NEW = {"created", "linked", "metadata_updated", "error"}


@pytest.fixture
def places(tmp_path):
    """Give a folder that no other example has."""
    numbers = itertools.count()
    return lambda: tmp_path / str(next(numbers))


def walked(folder):
    """Give what is below a folder as items write it, in order, counted by nobody but us."""
    found = []
    for directory, folders, files in os.walk(folder):
        links = [name for name in folders if (Path(directory) / name).is_symlink()]
        found += [(Path(directory) / name).relative_to(folder) for name in files + links]
    in_order = sorted(found, key=lambda path: [*map(os.fsencode, path.parts)])
    return [*map(written, in_order)]


def written(path):
    """Write a path as items do."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def stripped(items, *names):
    return [{key: value for key, value in item.items() if key not in names} for item in items]


def accounts_for_all(importer, run_id, folder):
    """Hold a run against the folder, counted here once more."""
    items, row = importer.items(run_id), importer.row(run_id)
    there = walked(folder)
    assert [item["number"] for item in items] == [*range(1, len(there) + 1)]
    assert [item["path"] for item in items] == there
    assert sum(importer.counts(run_id).values()) == row["files_total"] == len(there)
    for outcome in {item["outcome"] for item in items}:
        many = sum(item["outcome"] == outcome for item in items)
        assert row[f"outcome_{outcome}"] == many
    return items


def nothing_is_written(studio_before, importer, home):
    content, files = studio_before
    now = importer.content()
    assert {**now, "files": None} == {**content, "files": None}
    assert state.snapshot(home / "files") == files


@MANY
@given(tree=Trees, profile=PLACE, staging=STAGING, require=st.booleans())
def test_what_is_planned_is_done_and_accounts_for_each_file(
    migrated, places, no_power_cut, tree, profile, staging, require
):
    folder, home = places(), places()
    build(folder, tree)
    source = state.snapshot(folder)
    options = {"staging": staging, "require_sidecar": require}
    with copy_of(migrated, home) as hand:
        importer = Importer(hand.studio, folder, profile=profile)
        before = importer.content(), state.snapshot(home / "files")
        plan = importer.plan(**options)
        planned = accounts_for_all(importer, plan, folder)
        nothing_is_written(before, importer, home)

        done = importer.apply(plan)
        assert importer.row(done)["state"] == "succeeded", importer.row(done)["moved"]
        applied = accounts_for_all(importer, done, folder)
        assert stripped(applied, "before") == stripped(planned, "before")
        assert state.snapshot(folder) == source
        content = importer.content()
        images = {image["id"]: image for image in content["images"]}
        for item in applied:
            if item["kind"] == "image" and item["outcome"] in ("created", "linked", "unchanged"):
                assert item["image_id"] in content["links"][item["album_key"]]
                assert images[item["image_id"]]["sha256"] == item["sha256"]
        created = [i for i in applied if (i["kind"], i["outcome"]) == ("image", "created")]
        assert importer.row(done)["images_created"] == len(images) == len(created)
        assert sum(map(len, content["links"].values())) == importer.row(done)["links_created"]

        again = importer.plan(**options)
        accounts_for_all(importer, again, folder)
        assert not NEW & importer.counts(again).keys()
        second = importer.apply(again)
        assert importer.row(second)["state"] == "succeeded"
        for name in ("images_created", "links_created", "albums_created"):
            assert importer.row(second)[name] == 0
        now = importer.content()
        assert now == content
        assert state.snapshot(folder) == source

        stored = {
            Path(name).stem: said
            for name, (_, size, said) in state.snapshot(home / "files", times=False).items()
            if name.startswith("images/") and size is not None and not name.endswith(".json")
        }
        in_place = staging is ImportStaging.IN_PLACE
        assert stored.keys() == (set() if in_place else {i["sha256"] for i in images.values()})
        if staging in (ImportStaging.COPY, ImportStaging.HARD_LINK):
            assert all(name == digest for name, digest in stored.items())


@MANY
@given(tree=Trees, profile=PLACE, seed=st.integers(0, 100))
def test_neither_place_nor_order_nor_database_changes_what_comes_of_a_tree(
    migrated, server, places, no_power_cut, tree, profile, seed
):
    folder, other, home = places(), places() / "deep" / "er", places()
    build(folder, tree)
    copied(folder, other, random.Random(seed).shuffle)
    there = Path.cwd()
    with copy_of(migrated, home) as hand:
        importer = Importer(hand.studio, folder, profile=profile)
        plan = importer.plan()
        here = importer.items(plan), importer.row(plan)["plan_hash"]
        importer.apply(plan)
        content = importer.content()
    empty(server)
    os.chdir(other)
    try:
        elsewhere = Importer(hand_on(server, places()).studio, other, profile=profile)
        plan = elsewhere.plan()
        items, plan_hash = elsewhere.items(plan), elsewhere.row(plan)["plan_hash"]
        elsewhere.apply(plan)
        found = elsewhere.content()
    finally:
        os.chdir(there)
    moment = ("inode", "mtime_ns")
    assert stripped(items, *moment) == stripped(here[0], *moment)
    assert plan_hash == here[1]
    content["files"], found["files"] = (
        stripped(each["files"], *moment) for each in (content, found)
    )
    assert [*state.differences(content, found)] == []


@MANY
@given(tree=Trees.map(without_links_between), profile=PLACE, change=Changes)
def test_a_plan_is_carried_out_only_while_nothing_that_matters_has_changed(
    migrated, places, no_power_cut, tree, profile, change
):
    folder, home = places(), places()
    build(folder, tree)
    with copy_of(migrated, home) as hand:
        importer = Importer(hand.studio, folder, profile=profile)
        plan = importer.plan()
        before = importer.content(), state.snapshot(home / "files")
        dated_by = {item["path"]: str(item["dated_by"]) for item in importer.items(plan)}
        happened = change.happen(folder)
        source = state.snapshot(folder)
        done = importer.apply(plan)
        row = importer.row(done)
        same = happened is None or (
            happened[0] in ("touch", "replace")
            and not (
                happened[0] == "touch"
                and dated_by[written(happened[1].relative_to(folder))] == "mtime"
            )
        )
        if same:
            assert row["state"] == "succeeded", (happened, row["moved"])
            return
        assert happened is not None
        assert (row["state"], row["why"]) == ("failed", "world_moved"), happened
        assert row["moved"]
        nothing_is_written(before, importer, home)
        assert state.snapshot(folder) == source
