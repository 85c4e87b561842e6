"""Plans: every file accounted for, nothing changed, the same for the same files everywhere."""

import os
from dataclasses import replace

import pytest

from domain import audit
from domain.errors import ImportNotReady, PlanOutdated, RuleBroken
from domain.imports import ImportRun, ImportSource, asking
from domain.ports import Task
from domain.vocabulary import ImportMode, JobState
from tests.imports import trees
from tests.imports.desk import Desk, Interrupted

FOX = {"prompt": "a red fox", "seed": 7}
HASH = "78bbefb222937e4c335c111344fa8d3cc36713676bac639e969199e4ba2afa61"
"""Of what `fill` puts, wherever it is planned."""


def fill(desk):
    """Put some of everything."""
    desk.put("batch_1/a.png", 1)
    desk.put("batch_1/a.json", FOX)
    desk.put("batch_1/b.png", 2)
    desk.put("batch_1/copy.png", 1)
    desk.put("batch_2/c.png", 1)
    desk.put("loose.png", 3)
    desk.put("notes.txt", b"Buy milk.")
    desk.put("batch_1/alone.json", FOX)
    desk.put("batch_1/broken.json", b"{")
    desk.put("batch_1/broken.png", 4)
    desk.put("batch_1/empty.png", b"")


def test_a_plan_names_every_file_with_one_outcome_and_they_sum_up(desk_anywhere):
    fill(desk_anywhere)
    plan = desk_anywhere.plan()
    assert plan.state == JobState.SUCCEEDED
    assert desk_anywhere.came_to(plan) == {
        "batch_1/a.json": "created",
        "batch_1/a.png": "created",
        "batch_1/alone.json": "orphan_sidecar/no_picture",
        "batch_1/b.png": "created/no_metadata",
        "batch_1/broken.json": "unreadable/bad_sidecar",
        "batch_1/broken.png": "created/sidecar_unreadable",
        "batch_1/copy.png": "duplicate_of",
        "batch_1/empty.png": "unreadable/empty",
        "batch_2/c.png": "linked",
        "loose.png": "created/no_metadata",
        "notes.txt": "unsupported/not_a_picture",
    }
    assert plan.files_total == plan.files_done == sum(plan.outcomes.values()) == 11
    assert plan.images == {"created": 4, "duplicate_of": 1, "linked": 1, "unreadable": 1}
    assert (plan.images_created, plan.links_created, plan.albums_created) == (4, 5, 3)
    items = desk_anywhere.items(plan)
    assert [item.number for item in items.values()] == [*range(1, 12)]
    assert items["batch_1/copy.png"].duplicate_of == items["batch_1/a.png"].number
    assert items["loose.png"].album_key == "month/2025-10"


def test_all_of_a_historic_folder_comes_to_what_is_expected(hand, tmp_path):
    tree = trees.historic(tmp_path / "source")
    desk = Desk(hand, tree.folder, profile="media")
    plan = desk.plan()
    items = desk.items(plan)
    assert [*items] == tree.in_order()
    names = {item.number: path for path, item in items.items()}
    for path, expected in tree.expected.items():
        item = items[path]
        assert (item.kind, item.outcome, item.reason) == (
            *(expected.kind, expected.outcome),
            expected.reason,
        ), path
        assert item.album_key == expected.album, path
        assert names.get(item.duplicate_of) == expected.duplicate_of, path
        assert (item.taken_at, item.dated_by) == (expected.taken_at, expected.dated_by), path
    applied = desk.apply(plan)
    assert (applied.state, applied.outcomes) == (JobState.SUCCEEDED, plan.outcomes)
    for path, expected in tree.images().items():
        image, facts = desk.image(items[path].image_id), expected.facts
        assert (image.prompt, image.negative_prompt) == (facts.prompt, facts.negative_prompt)
        assert (image.seed, image.steps, image.model) == (facts.seed, facts.steps, facts.model)
        assert image.guidance_scale == facts.guidance_scale
        assert image.adapters == [{"name": a.name, "weight": a.weight} for a in facts.adapters]
        assert (image.created_at, image.dated_by) == (expected.taken_at, expected.dated_by)
    again = desk.plan()
    assert again.outcomes["created"] == again.outcomes["linked"] == again.bytes_read == 0


def test_a_plan_changes_neither_database_nor_disk(desk):
    fill(desk)
    desk.bring_in()
    desk.put("batch_1/new.png", 9)
    desk.put("batch_1/a.json", {"prompt": "a blue fox"})
    before, source = desk.everything(), desk.source()
    plan = desk.plan()
    assert plan.outcomes["created"] == 1
    assert plan.outcomes["metadata_updated"] == 2
    assert desk.everything() == before
    assert desk.source() == source


def test_a_plan_has_the_same_hash_in_every_studio(desk_anywhere):
    fill(desk_anywhere)
    assert desk_anywhere.plan().plan_hash == HASH


def test_the_hash_is_of_files_outcomes_and_options(desk):
    fill(desk)
    first = desk.plan().plan_hash
    assert desk.plan().plan_hash == first
    file = desk.folder / "notes.txt"
    os.utime(file, ns=(1, 1))
    assert desk.plan().plan_hash == first
    assert desk.plan(require_sidecar=True).plan_hash != first
    desk.put("notes.txt", b"Buy fish.")
    assert desk.plan().plan_hash == first  # as long as before: nobody reads what is no picture
    desk.put("notes.txt", b"Buy more bread.")
    assert desk.plan().plan_hash != first


def test_what_has_not_changed_is_not_read_again_unless_it_is_asked_for(desk):
    fill(desk)
    everything = desk.plan().bytes_read
    assert everything > 0
    again = desk.plan()
    assert (again.bytes_read, again.outcomes["created"]) == (0, 5)
    deep = desk.plan(deep=True)
    assert deep.bytes_read == everything
    assert desk.apply(deep).bytes_read == everything  # once, while it is checked
    changed = desk.put("batch_1/b.png", 22)
    assert desk.plan().bytes_read == changed.stat().st_size


def test_options_of_sidecars_albums_and_time_zones_are_heard(desk):
    desk.put("batch_1/a.png", 1)
    desk.put("batch_1/b.png", 2)
    desk.put("batch_1/b.json", {"prompt": "a fox", "timestamp": "2025-07-01T12:00:00"})
    plan = desk.plan(require_sidecar=True, time_zone="Europe/Prague")
    assert desk.came_to(plan) == {
        "batch_1/a.png": "missing_sidecar",
        "batch_1/b.json": "created",
        "batch_1/b.png": "created",
    }
    item = desk.items(plan)["batch_1/b.png"]
    assert item.taken_at.isoformat() == "2025-07-01T10:00:00+00:00"
    desk.apply(plan)
    assert desk.albums()["generations/batch_1"].visibility == "private"
    desk.put("batch_2/c.png", 3)
    desk.bring_in(visibility="published")
    made = desk.albums()["generations/batch_2"]
    assert (made.visibility, made.import_visibility) == ("published", "published")
    assert desk.albums()["generations/batch_1"].visibility == "private"


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ({"source": "nowhere"}, "There is no source 'nowhere'"),
        ({"time_zone": "Mars/Olympus"}, "There is no time zone 'Mars/Olympus'"),
    ],
)
def test_what_cannot_be_is_refused_before_it_is_queued(desk, option, said):
    asked = {**desk.options, "source": "old", **option}
    with pytest.raises(RuleBroken, match=said):
        desk.hand.do(asking.plan, desk.studio, asked_by=desk.hand.user, **asked)


def test_a_source_that_is_away_is_refused_and_fails_who_is_queued(desk):
    fill(desk)
    asked = desk.ask_plan()
    desk.folder.rename(desk.folder.with_name("elsewhere"))
    with pytest.raises(RuleBroken, match="cannot be read"):
        desk.ask_plan()
    desk.work_off()
    run = desk.run(asked.id)
    assert (run.state, run.why) == (JobState.FAILED, "source_unavailable")


def test_a_staging_that_the_store_refuses_is_refused(desk):
    class Bucket:
        def refusal(self, how):
            return None if how == "copy" else "No links are in a bucket."

    desk.studio = replace(desk.studio, staging=Bucket())
    with pytest.raises(RuleBroken, match="No links"):
        desk.ask_plan(staging="symlink")


def test_a_plan_says_who_asked_and_what_was_before_and_wakes_a_worker(desk):
    first = desk.plan()
    desk.hand.queue.messages.clear()
    with audit.carrying_out("plan_import", desk.hand.user, None, {}):
        second = desk.ask_plan()
    assert second.asked_by == desk.hand.user.id
    assert (first.previous_id, second.previous_id) == (None, first.id)
    assert len(second.trace_id) == 32
    assert second.tool_version
    assert desk.hand.queue.messages == [Task.IMPORT]
    with desk.studio.look() as work:
        page = audit.page(
            work,
            **{"cursor": None, "limit": 1, "since": None, "until": None},
            action="plan_import",
        )
    assert page.items[0].subject == second.id


def test_only_a_finished_plan_is_carried_out_once_and_only_by_its_hash(desk):
    desk.put("a.png", 1)
    asked = desk.ask_plan()
    with pytest.raises(ImportNotReady, match="queued"):
        desk.ask_apply(asked)
    desk.work_off()
    plan = desk.run(asked.id)
    with pytest.raises(PlanOutdated, match="hash"):
        desk.hand.do(asking.apply, plan.id, plan_hash="0" * 64, asked_by=desk.hand.user)
    applied = desk.ask_apply(plan)
    with pytest.raises(PlanOutdated, match="is being"):
        desk.ask_apply(plan)
    desk.work_off()
    with pytest.raises(PlanOutdated, match="has been"):
        desk.ask_apply(plan)
    with pytest.raises(ImportNotReady, match="mode apply"):
        desk.hand.do(asking.apply, applied.id, plan_hash="0" * 64, asked_by=desk.hand.user)


def test_a_queued_run_is_cancelled_at_once_and_a_running_one_at_its_next_step(desk, small_batches):
    fill(desk)
    queued = desk.ask_plan()
    assert desk.hand.do(asking.cancel, queued.id).state == JobState.CANCELLED
    assert desk.hand.do(asking.cancel, queued.id).state == JobState.CANCELLED
    running = desk.ask_plan()
    desk.work_off(Interrupted(22, lambda: desk.hand.do(asking.cancel, running.id)))
    run = desk.run(running.id)
    assert run.state == JobState.CANCELLED
    assert 0 < len(desk.items(run)) < 11
    done = desk.plan()
    with pytest.raises(ImportNotReady, match="succeeded"):
        desk.hand.do(asking.cancel, done.id)


def test_a_plan_that_was_cut_short_goes_on_only_if_the_files_before_are_the_same(
    desk, small_batches
):
    fill(desk)
    asked = desk.ask_plan()
    desk.work_off(Interrupted(22))
    assert desk.run(asked.id).state == JobState.QUEUED
    desk.put("batch_0/first.png", 10)
    desk.work_off()
    run = desk.run(asked.id)
    assert (run.state, run.why) == (JobState.FAILED, "world_moved")
    assert run.moved[0]["path"] == "batch_0/first.png"


def test_a_run_whose_lease_is_lost_writes_nothing_more(desk, small_batches):
    fill(desk)
    asked = desk.ask_plan()

    def rob():
        with desk.studio.work() as work:
            work.get(ImportRun, asked.id).token = "of somebody else"

    desk.work_off(Interrupted(15, rob))
    run = desk.run(asked.id)
    assert (run.state, run.token) == (JobState.RUNNING, "of somebody else")
    assert desk.items(run) == {}


def test_no_source_any_more_is_told_as_such(desk):
    asked = desk.ask_plan()
    with desk.studio.work() as work:
        work.session.delete(work.get(ImportSource, "old"))
    desk.work_off()
    assert "no source" in desk.run(asked.id).failure_reason
    assert asked.mode == ImportMode.PLAN
