"""What a stranger is to see (issue "Imports that account for every file"): the historic folder of
181 files, planned, brought in, and planned again; in whatever place, on either database."""

import sqlite3
import threading
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from domain import doctor
from domain.images import file_name
from domain.imports import deciding
from domain.vocabulary import ImportOutcome, ImportStaging
from tests.imports import state, trees
from tests.imports.importer import Importer

BOOKS = ("import_", "waiting_counts")
"""Tables that a dry run writes: its own record, and how many runs wait in the queue."""


@dataclass
class Old:
    """The historic folder, and somebody who imports it."""

    tree: trees.Tree
    importer: Importer
    home: Path

    def expected(self, path):
        return self.tree.expected[path]


@pytest.fixture
def old(hand, tmp_path):
    tree = trees.historic(tmp_path / "outputs")
    return Old(tree, Importer(hand.studio, tree.folder), tmp_path)


def dump(home):
    """Give all that a SQLite file holds beside the record of imports, as SQL."""
    with closing(sqlite3.connect(home / "studio.db")) as database:
        return [
            line
            for line in database.iterdump()
            if not line.startswith(tuple(f'INSERT INTO "{name}' for name in BOOKS))
        ]


def by_path(items):
    return {item["path"]: item for item in items}


def without(item, *names):
    return {name: value for name, value in item.items() if name not in names}


def test_the_plan_names_all_181_files_each_with_what_becomes_of_it(old):
    items = old.importer.items(old.importer.plan())
    assert len(items) == len(old.tree.expected) == 181
    assert [item["path"] for item in items] == old.tree.in_order()
    numbers = {item["path"]: item["number"] for item in items}
    for item in items:
        expected = old.expected(item["path"])
        assert (item["kind"], item["outcome"], item["reason"], item["path"]) == (
            expected.kind,
            expected.outcome,
            expected.reason,
            item["path"],
        )
        assert item["album_key"] == expected.album
        if expected.duplicate_of is not None:
            assert item["duplicate_of"] == numbers[expected.duplicate_of]
        if expected.taken_at is not None and expected.album is not None:
            assert (item["taken_at"], item["dated_by"]) == (expected.taken_at, expected.dated_by)


def test_a_dry_run_changes_neither_database_nor_disk(old):
    rows, files = dump(old.home), state.snapshot(old.home / "files")
    source = state.snapshot(old.tree.folder)
    old.importer.plan()
    assert dump(old.home) == rows
    assert state.snapshot(old.home / "files") == files
    assert state.snapshot(old.tree.folder) == source


@pytest.mark.parametrize("staging", [*ImportStaging])
def test_the_run_is_what_was_planned_and_the_source_is_untouched(old, staging):
    source = state.snapshot(old.tree.folder)
    plan = old.importer.plan(staging=staging)
    done = old.importer.apply(plan)
    row, planned = old.importer.row(done), old.importer.row(plan)
    assert row["state"] == "succeeded", row["moved"]
    assert old.importer.items(done) == old.importer.items(plan)
    assert old.importer.counts(done) == old.importer.counts(plan)
    assert sum(old.importer.counts(done).values()) == row["files_total"] == 181
    assert row["plan_hash"] == planned["plan_hash"]
    assert state.snapshot(old.tree.folder) == source
    found = doctor.examine(old.importer.studio.look, old.importer.studio.files, grace=None)
    assert {kind.name for kind, each in found.findings.items() if each.count} == set()


def test_a_second_run_creates_nothing_and_changes_nothing(old):
    first = old.importer.bring_in()
    content = old.importer.content()
    rows = [row for row in dump(old.home) if '"audit' not in row]
    files = state.snapshot(old.home / "files")
    again = old.importer.bring_in()
    kept = sum(
        many
        for outcome, many in old.importer.counts(first).items()
        if outcome in ("created", "linked")
    )
    counts = old.importer.counts(again)
    assert counts["unchanged"] == kept
    assert not {"created", "linked", "metadata_updated", "error"} & counts.keys()
    row = old.importer.row(again)
    made = (row["images_created"], row["links_created"], row["albums_created"])
    assert made == (0, 0, 0)
    assert old.importer.content() == content
    assert [row for row in dump(old.home) if '"audit' not in row] == rows
    assert state.snapshot(old.home / "files") == files


def test_all_that_was_known_of_each_picture_survives(old):
    done = old.importer.bring_in()
    images = {image["id"]: image for image in old.importer.content()["images"]}
    items = by_path(old.importer.items(done))
    created = old.tree.images()
    assert len(images) == len(created)
    for path, expected in created.items():
        image, told = images[items[path]["image_id"]], expected.facts
        assert {name: image[name] for name in deciding.TOLD} == {
            name: getattr(told, name) for name in deciding.TOLD
        }, path
        assert image["adapters"] == [
            {"name": each.name, "weight": each.weight} for each in told.adapters
        ]
        assert image["created_at"] == expected.taken_at
        assert image["dated_by"] == expected.dated_by
        if told.width is not None:
            assert (image["width"], image["height"]) == (told.width, told.height)
        original = (old.tree.folder / path).read_bytes()
        stored = file_name(image["sha256"], image["media_type"])
        assert old.importer.studio.files.get(stored) == original
        assert image["byte_size"] == len(original)


def test_the_albums_are_those_of_the_folders_and_hold_what_belongs_to_them(old):
    done = old.importer.bring_in()
    content = old.importer.content()
    assert {row["import_key"]: row["name"] for row in content["albums"]} == trees.ALBUMS
    placed = [
        item
        for item in old.importer.items(done)
        if item["kind"] == "image" and item["outcome"] in ("created", "linked")
    ]
    for key, ids in content["links"].items():
        assert ids == [item["image_id"] for item in placed if item["album_key"] == key]


def test_place_working_directory_and_database_change_nothing(
    old, server, on_postgresql, tmp_path, monkeypatch
):
    outcomes = []
    other = tmp_path / "somewhere" / "else"
    trees.historic(other / "outputs")
    for studio, folder, cwd in (
        (old.importer.studio, old.tree.folder, tmp_path),
        (on_postgresql.studio, other / "outputs", other),
    ):
        monkeypatch.chdir(cwd)
        importer = Importer(studio, folder)
        plan = importer.plan()
        done = importer.apply(plan)
        items = [without(item, "inode") for item in importer.items(done)]
        content = importer.content()
        content["files"] = [without(row, "inode", "mtime_ns") for row in content["files"]]
        outcomes.append((importer.row(plan)["plan_hash"], items, content))
    (hash_here, items_here, here), (hash_there, items_there, there) = outcomes
    assert hash_here == hash_there
    moment = ("inode", "mtime_ns")
    assert [without(item, *moment) for item in items_here] == [
        without(item, *moment) for item in items_there
    ]
    assert [*state.differences(here, there)] == []


def test_the_same_files_found_by_another_way_are_not_brought_in_twice(old, tmp_path, monkeypatch):
    old.importer.bring_in()
    content = old.importer.content()
    moved = old.tree.folder.rename(tmp_path / "moved")
    monkeypatch.chdir(moved)
    again = Importer(old.importer.studio, moved)
    counts = again.counts(again.bring_in())
    assert not {ImportOutcome.CREATED, ImportOutcome.LINKED} & counts.keys()
    assert again.content() == content


def test_two_imports_of_one_folder_at_once_make_each_image_once(anywhere, tmp_path):
    tree = trees.historic(tmp_path / "outputs")
    importer = Importer(anywhere.studio, tree.folder)
    plans = [importer.plan(), importer.plan()]
    applies = [importer.ask_apply(plan) for plan in plans]
    together = threading.Barrier(2)

    def work_off():
        together.wait()
        importer.work_off()

    workers = [threading.Thread(target=work_off) for _ in applies]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    content = importer.content()
    assert len(content["images"]) == len(tree.images())
    rows = [importer.row(run_id) for run_id in applies]
    assert sum(row["images_created"] for row in rows) == len(content["images"])
    assert sum(row["links_created"] for row in rows) == sum(map(len, content["links"].values()))
    assert {row["import_key"] for row in content["albums"]} == trees.ALBUMS.keys()
    for run_id, row in zip(applies, rows, strict=True):
        if row["state"] == "failed":
            assert row["why"] == "world_moved"
        else:
            assert sum(importer.counts(run_id).values()) == row["files_total"] == 181
    after = importer.plan()
    assert not {"created", "linked", "metadata_updated"} & importer.counts(after).keys()
