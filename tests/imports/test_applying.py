"""Plans carried out: what comes of them is what they say, or nothing at all."""

import json
import os
import threading
import time

import pytest

from domain import images
from domain.holds import Holds
from domain.images import Image
from domain.imports import ImportItem, applying, checking, staging
from domain.vocabulary import ImageSource, ImageVisibility, ImportReason, JobState
from tests.imports import pictures
from tests.imports.test_planning import FOX, fill

COMPARED = ("number", "path", "kind", "outcome", "reason", "image_id", "duplicate_of", "album_key")


def told(desk, run):
    """What a run says of each file."""
    return [tuple(getattr(item, name) for name in COMPARED) for item in desk.items(run).values()]


def moved(run):
    assert (run.state, run.why) == (JobState.FAILED, "world_moved"), run.failure_reason
    return [(move["path"], move["kind"]) for move in run.moved]


def refused(desk, plan):
    """Try to carry out a plan of a world that has moved; give what moved. Nothing is written."""
    before = desk.everything()
    applied = desk.apply(plan)
    assert desk.everything() == before
    assert desk.items(applied) == {}
    assert not applied.checked
    return moved(applied)


def test_what_comes_of_a_plan_is_what_it_says(desk_anywhere):
    desk = desk_anywhere
    fill(desk)
    source = desk.source()
    plan = desk.plan()
    applied = desk.apply(plan)
    assert applied.state == JobState.SUCCEEDED
    assert told(desk, applied) == told(desk, plan)
    assert applied.outcomes == plan.outcomes
    assert applied.images == plan.images
    assert (applied.images_created, applied.links_created, applied.albums_created) == (4, 5, 3)
    assert (applied.based_on_id, applied.plan_hash) == (plan.id, plan.plan_hash)
    assert desk.hand.homeless() == 0
    assert desk.source() == source
    items = desk.items(applied)
    assert desk.in_album("generations/batch_1") == [
        items[f"batch_1/{name}.png"].image_id for name in ("a", "b", "broken")
    ]
    assert desk.in_album("generations/batch_2") == [items["batch_1/a.png"].image_id]
    assert desk.in_album("month/2025-10") == [items["loose.png"].image_id]


def test_an_image_has_all_that_its_file_and_sidecar_tell(desk):
    desk.put("batch_1/20251001_101010_red_fox.png", 1)
    facts = {
        **{"prompt": "a red fox", "negative_prompt": "blur", "seed": 7, "steps": 20},
        **{"guidance_scale": 7.5, "model": "sd-1", "loras": [{"name": "ink", "weight": 0.5}]},
    }
    desk.put("batch_1/20251001_101010_red_fox.json", facts)
    applied = desk.bring_in()
    item = desk.items(applied)["batch_1/20251001_101010_red_fox.png"]
    image = desk.image(item.image_id)
    assert (image.title, image.prompt, image.negative_prompt) == ("Red fox", "a red fox", "blur")
    assert (image.seed, image.steps, image.guidance_scale, image.model) == (7, 20, 7.5, "sd-1")
    assert image.adapters == [{"name": "ink", "weight": 0.5}]
    assert (image.width, image.height, image.media_type) == (16, 24, "image/png")
    assert (image.source, image.visibility) == (ImageSource.IMPORT, ImageVisibility.ALBUM)
    assert (image.import_id, image.dated_by) == (applied.id, "name")
    assert image.created_at.isoformat() == "2025-10-01T10:10:10+00:00"
    assert desk.hand.see(lambda work: images.get(work, image.id)).search_text.startswith("a red")
    files = desk.files()
    assert files[images.file_name(image.sha256)] == pictures.png(1, texts={"Title": "1"})
    beside = json.loads(files[images.sidecar_name(image.sha256)])
    assert (beside["prompt"], beside["adapters"]) == ("a red fox", image.adapters)
    assert (beside["width"], beside["height"]) == (16, 24)


def test_the_second_time_nothing_comes_of_it(desk_anywhere):
    fill(desk_anywhere)
    desk_anywhere.bring_in()
    before = desk_anywhere.everything()
    again = desk_anywhere.bring_in()
    assert desk_anywhere.everything() == before
    assert (again.images_created, again.links_created, again.albums_created) == (0, 0, 0)
    outcomes = {name.value: many for name, many in again.outcomes.items() if many}
    assert outcomes == {
        **{"unchanged": 6, "duplicate_of": 1, "orphan_sidecar": 1, "unreadable": 2},
        "unsupported": 1,
    }


def test_what_a_sidecar_says_anew_comes_to_the_image_and_is_found_there(desk):
    fill(desk)
    desk.bring_in()
    desk.put("batch_1/a.json", {"prompt": "a blue whale", "seed": 8})
    applied = desk.bring_in()
    assert desk.came_to(applied)["batch_1/a.json"] == "metadata_updated"
    item = desk.items(applied)["batch_1/a.png"]
    assert item.outcome == "metadata_updated"
    assert item.before == {"prompt": "a red fox", "seed": 7}
    assert item.notes == {
        "prompt": "It was a red fox, and is a blue whale.",
        "seed": "It was 7, and is 8.",
    }
    image = desk.image(item.image_id)
    assert (image.prompt, image.seed, image.version) == ("a blue whale", 8, 2)
    assert "whale" in image.search_text


def test_pictures_that_the_studio_made_itself_are_linked_and_keep_what_it_knows(desk):
    own = desk.hand.picture()
    image = desk.image(own)
    picture = desk.studio.files.get(images.file_name(image.sha256))
    desk.put("batch_1/mine.png", picture)
    desk.put("batch_1/mine.json", {"prompt": "something else"})
    assert desk.came_to(desk.bring_in())["batch_1/mine.png"] == "linked"
    assert desk.in_album("generations/batch_1") == [own]
    assert desk.came_to(desk.plan())["batch_1/mine.png"] == "unchanged/made_here"
    assert desk.image(own).prompt == image.prompt


def test_albums_that_somebody_renamed_are_still_known(desk):
    desk.put("batch_1/a.png", 1)
    desk.bring_in()
    desk.hand.change_album(desk.albums()["generations/batch_1"].id, name="Animals")
    desk.put("batch_1/b.png", 2)
    applied = desk.bring_in()
    assert applied.albums_created == 0
    assert len(desk.in_album("generations/batch_1")) == 2
    assert desk.albums()["generations/batch_1"].name == "Animals"


def test_a_file_that_came_went_or_changed_is_told_and_nothing_is_written(desk):
    fill(desk)
    plan = desk.plan()
    added = desk.put("batch_1/aa.png", 10)
    assert refused(desk, plan) == [("batch_1/aa.png", "added")]
    added.unlink()
    gone = desk.folder / "batch_1/b.png"
    data, written = gone.read_bytes(), gone.stat().st_mtime_ns
    gone.unlink()
    assert refused(desk, plan) == [("batch_1/b.png", "removed")]
    gone.write_bytes(data[:-4] + b"abcd")
    assert refused(desk, plan) == [("batch_1/b.png", "changed")]
    gone.unlink()
    gone.write_bytes(data)  # the same, as a backup would restore it
    os.utime(gone, ns=(written, written))
    desk.put("notes.txt", b"Buy more milk.")
    assert refused(desk, plan) == [("notes.txt", "changed")]
    desk.put("notes.txt", b"Buy milk.")
    assert desk.apply(plan).state == JobState.SUCCEEDED


def test_what_would_be_decided_otherwise_is_told_and_nothing_is_written(desk):
    fill(desk)
    first = desk.plan()
    applied = desk.apply(first)
    second = desk.plan()
    loose = desk.items(applied)["loose.png"].image_id
    desk.hand.put(desk.hand.album(), loose)
    desk.hand.take_out(desk.albums()["month/2025-10"].id, loose)
    assert refused(desk, second) == [("loose.png", "decided_otherwise")]
    third = desk.plan()
    b = desk.items(applied)["batch_1/b.png"].image_id
    desk.hand.trash_image(b)
    assert refused(desk, third) == [("batch_1/b.png", "decided_otherwise")]
    assert "in_trash" in desk.run(desk.apply(third).id).moved[0]["detail"]


def test_of_many_moves_the_first_twenty_are_told(desk):
    for number in range(30):
        desk.put(f"b/{number:02}.png", number)
    plan = desk.plan()
    for number in range(0, 30, 2):
        (desk.folder / f"b/{number:02}.png").unlink()
        desk.put(f"b/{number:02}x.png", number)
    told = refused(desk, plan)
    assert len(told) == 20
    assert told[:4] == [
        *[("b/00x.png", "added"), ("b/00.png", "removed")],
        *[("b/02x.png", "added"), ("b/02.png", "removed")],
    ]


def test_a_folder_that_was_emptied_or_filled_anew_is_no_plan_s_world(desk):
    desk.put("b/1.png", 1)
    plan = desk.plan()
    (desk.folder / "b/1.png").unlink()
    assert refused(desk, plan) == [("b/1.png", "removed")]
    empty = desk.plan()
    assert (empty.state, empty.files_total) == (JobState.SUCCEEDED, 0)
    desk.put("b/2.png", 2)
    assert refused(desk, empty) == [("b/2.png", "added")]


def test_what_moves_while_an_import_runs_is_left_alone_and_accounted_for(
    desk_anywhere, small_batches, monkeypatch
):
    desk = desk_anywhere
    for number in range(6):
        desk.put(f"b/{number}.png", number)
        desk.put(f"b/{number}.json", FOX)
    plan, other = desk.plan(), desk.plan()

    def check(*given):
        checking.check(*given)
        monkeypatch.setattr(applying, "check", checking.check)
        asked = desk.ask_apply(other)
        desk.work_off()
        assert desk.run(asked.id).state == JobState.SUCCEEDED

    monkeypatch.setattr(applying, "check", check)
    applied = desk.apply(plan)
    assert applied.state == JobState.SUCCEEDED
    assert applied.outcomes["error"] == applied.files_total == 12
    assert set(desk.came_to(applied).values()) == {"error/moved_since_plan"}
    assert len(desk.in_album("generations/b")) == 6
    assert applied.images_created == applied.links_created == 0


def test_a_file_that_changes_between_the_check_and_its_turn_is_left_alone(desk, monkeypatch):
    desk.put("b/1.png", 1)
    desk.put("b/2.png", 2)
    desk.put("b/3.png", 2)
    plan = desk.plan()

    def check(*given):
        checking.check(*given)
        desk.put("b/2.png", 9)

    monkeypatch.setattr(applying, "check", check)
    applied = desk.apply(plan)
    came_to = desk.came_to(applied)
    assert came_to["b/1.png"] == "created/no_metadata"
    assert came_to["b/2.png"].startswith("error/")
    assert came_to["b/3.png"] == "error/moved_since_plan"  # it was to be a duplicate of the other
    assert len(desk.in_album("generations/b")) == 1


def test_a_file_that_cannot_be_staged_is_told_and_the_others_are_not_held_up(desk, monkeypatch):
    desk.put("b/1.png", 1)
    desk.put("b/1.json", FOX)
    desk.put("b/2.png", 2)

    def fail(studio, run, tree, planned, batch):
        done = dict(staging_stage(studio, run, tree, planned, batch))
        return {**done, 2: ImportReason.STORAGE_FAILED}

    staging_stage = staging.stage
    monkeypatch.setattr(staging, "stage", fail)
    applied = desk.bring_in()
    assert desk.came_to(applied) == {
        "b/1.json": "error/storage_failed",
        "b/1.png": "error/storage_failed",
        "b/2.png": "created/no_metadata",
    }
    assert applied.outcomes["error"] == 2
    monkeypatch.undo()
    assert desk.came_to(desk.bring_in())["b/1.png"] == "created"


@pytest.mark.parametrize("how", ["hard_link", "symlink", "in_place"])
def test_pictures_are_shown_however_they_were_staged(desk, how):
    desk.put("b/1.png", 1)
    applied = desk.bring_in(staging=how)
    image = desk.image(desk.items(applied)["b/1.png"].image_id)
    shown = images.original(desk.studio, image.sha256, image.media_type)
    assert shown == pictures.png(1, texts={"Title": "1"})
    kept = images.file_name(image.sha256) in desk.files()
    assert kept is (how != "in_place")


def test_two_imports_at_once_make_every_image_once(desk_anywhere, small_batches):
    desk = desk_anywhere
    for number in range(12):
        desk.put(f"b/{number:02}.png", number)
    plans = [desk.plan(), desk.plan()]
    asked = [desk.ask_apply(plan) for plan in plans]
    workers = [threading.Thread(target=desk.work_off, args=(Holds(time.monotonic),)) for _ in plans]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    runs = [desk.run(each.id) for each in asked]
    assert len(desk.in_album("generations/b")) == 12
    assert sum(run.images_created for run in runs) == 12
    for run in runs:
        if run.state == JobState.SUCCEEDED:
            assert sum(run.outcomes.values()) == run.files_total == 12
        else:
            assert moved(run)
    with desk.studio.look() as work:
        hashes = [image.sha256 for image in work.session.query(Image)]
    assert len(hashes) == len(set(hashes)) == 12
    assert desk.hand.homeless() == 0


def test_what_was_recorded_is_never_changed(desk):
    desk.put("b/1.png", 1)
    applied = desk.bring_in()
    with pytest.raises(Exception, match="never changed"), desk.studio.work() as work:
        work.get(ImportItem, (applied.id, 1)).path = "b/2.png"
    with pytest.raises(Exception, match="never changed"), desk.studio.work() as work:
        work.get(type(applied), applied.id).files_total = 2


def test_images_come_behind_what_an_album_has(desk):
    desk.put("b/2.png", 2)
    desk.bring_in()
    first = desk.in_album("generations/b")
    own = desk.hand.picture()
    desk.hand.put(desk.albums()["generations/b"].id, own)
    desk.put("b/1.png", 1)
    desk.put("b/3.png", 3)
    applied = desk.bring_in()
    items = desk.items(applied)
    behind = [items["b/1.png"].image_id, items["b/3.png"].image_id]
    assert desk.in_album("generations/b") == [*first, own, *behind]
