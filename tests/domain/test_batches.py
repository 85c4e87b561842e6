"""Batches: a picture for each row of a template, all of them in one album, in the rows' order."""

from dataclasses import replace

import pytest
from sqlalchemy import event

from domain import albums, batch_templates, batches, jobs
from domain.albums import Album
from domain.batch_templates import BatchTemplate
from domain.batches import Batch
from domain.errors import (
    IdempotencyKeyReused,
    InvalidRows,
    NotFound,
    QueueFull,
    RateLimited,
    RuleBroken,
)
from domain.images import Image
from domain.jobs import Job
from domain.ports import EngineFailed
from domain.vocabulary import AlbumKind, AlbumVisibility, BatchState, JobState
from tests.domain.hand import CARDS, ROOMY, Quick

FOUR = tuple(
    {"value": value, "suit": suit, "note": ""}
    for value, suit in (("Ace", "Spades"), ("King", "Hearts"), ("Ten", "Clubs"), ("Two", "Clubs"))
)


class Picky(Quick):
    """An engine that cannot draw what a word stands for, until it has learnt to."""

    def __init__(self, *words):
        super().__init__()
        self.unknown = set(words)

    def draw(self, recipe, on_step):
        if any(word in recipe.prompt for word in self.unknown):
            raise EngineFailed("It cannot draw this.")
        return super().draw(recipe, on_step)


@pytest.fixture
def template(hand):
    return hand.template(*FOUR)


def states(hand, batch_id):
    return [job.state for job in hand.items(batch_id)]


def titles(hand, album_id):
    return [hand.one(Image, image_id).title for image_id in hand.contents(album_id)]


def test_a_start_makes_one_album_and_a_job_for_each_row(hand, template):
    started = hand.batch(template, theme="ink")
    album = hand.one(Album, started.album_id)
    assert (album.name, album.kind) == ("Playing cards – ink", AlbumKind.BATCH)
    assert (started.name, started.theme, started.total) == (album.name, "ink", 4)
    drawn = hand.items(started.id)
    assert [job.row_number for job in drawn] == [1, 2, 3, 4]
    assert [job.row_values for job in drawn] == list(FOUR)
    assert drawn[1].prompt == "A playing card. Art style: ink. The King of Hearts. Fine lines"
    assert {job.album_id for job in drawn} == {started.album_id}
    assert [(job.width, job.height, job.steps, job.negative_prompt) for job in drawn] == [
        (64, 64, 2, "text")
    ] * 4
    assert len({job.seed for job in drawn}) == 4


def test_pictures_stand_in_the_order_of_the_rows_whichever_is_ready_first(hand, template):
    started = hand.batch(template)
    ids = [job.id for job in hand.items(started.id)]
    hand.do(jobs.update_job, ids[3], priority=1)
    hand.do(jobs.update_job, ids[1], priority=2)
    hand.render(ids[3])
    hand.render(ids[1])
    assert titles(hand, started.album_id) == ["King_of_Hearts", "Two_of_Clubs"]
    assert hand.work_off() == 2
    assert titles(hand, started.album_id) == [
        *("Ace_of_Spades", "King_of_Hearts", "Ten_of_Clubs", "Two_of_Clubs")
    ]
    progress = hand.progress(started.id)
    assert progress.state == BatchState.COMPLETED
    assert progress.started_at < progress.finished_at


def test_every_image_tells_the_row_that_it_was_drawn_for_even_when_the_template_is_gone(
    hand, template
):
    started = hand.batch(template)
    hand.do(lambda w: batch_templates.remove(w, w.get(BatchTemplate, template)))
    hand.work_off()
    image = hand.one(Image, hand.contents(started.album_id)[1])
    assert (image.template_id, image.batch_id) == (template, started.id)
    assert (image.row_number, image.row_values) == (2, FOUR[1])
    assert hand.progress(started.id).batch.template["name"] == "Playing cards"


def test_what_is_changed_after_the_start_does_not_reach_the_batch(hand, template):
    started = hand.batch(template)

    def change(work):
        found = work.get(BatchTemplate, template)
        batch_templates.change(work, found, prompt_template="Something else", width=128)
        batch_templates.replace_rows(work, found, {"rows": []})

    hand.do(change)
    hand.work_off()
    assert titles(hand, started.album_id)[0] == "Ace_of_Spades"
    assert hand.one(Batch, started.id).template["prompt_template"] == CARDS["prompt_template"]
    assert hand.one(Image, hand.contents(started.album_id)[0]).width == 64


def test_what_the_start_says_takes_the_place_of_what_the_template_says(hand, template):
    started = hand.batch(
        template,
        theme="",
        name="My deck",
        album_name="For Ada",
        rows=[4, 2],
        seed=2_147_483_646,
        width=128,
        steps=1,
        negative_prompt="people",
        priority=3,
        visibility="published",
    )
    album = hand.one(Album, started.album_id)
    assert (started.name, album.name) == ("My deck", "For Ada")
    assert album.visibility == AlbumVisibility.PUBLISHED
    drawn = hand.items(started.id)
    assert [(job.row_number, job.seed) for job in drawn] == [(2, 2_147_483_647), (4, 1)]
    job = drawn[0]
    assert (job.width, job.height, job.steps, job.priority) == (128, 64, 1, 3)
    assert job.negative_prompt == "people, text"
    assert job.prompt == "A playing card. The King of Hearts. Fine lines"


def test_the_album_is_as_public_as_the_template_says(hand):
    started = hand.batch(hand.template(visibility="published"))
    assert hand.one(Album, started.album_id).visibility == AlbumVisibility.PUBLISHED


def test_a_name_that_would_be_too_long_is_cut(hand):
    template = hand.template(name="x" * 200, example_theme="y" * 100)
    assert len(hand.batch(template).name) == 255


def nothing_came_of_it(hand):
    return hand.count(Job) == hand.count(Batch) == hand.count(Album) == 0


def test_a_start_with_a_fault_leaves_nothing_behind(hand):
    template = hand.template(
        {"value": "Ace", "suit": "Spades", "note": "x" * 1900},
        prompt_template="{value} {suit} {note}",
    )
    with pytest.raises(RuleBroken, match="no batch template"):
        hand.batch("tpl_x")
    with pytest.raises(InvalidRows, match=r"Row 2: there is no such row"):
        hand.batch(template, rows=[2])
    with pytest.raises(InvalidRows, match=r"Row 1: its prompt would have \d+ characters"):
        hand.batch(template, theme="z" * 100)
    with pytest.raises(RuleBroken, match="negative prompt"):
        hand.batch(template, negative_prompt="x" * 2000)
    assert nothing_came_of_it(hand)
    assert hand.batch(template).total == 1


def test_a_template_without_rows_cannot_be_started(hand, template):
    hand.do(lambda w: batch_templates.replace_rows(w, w.get(BatchTemplate, template), {"rows": []}))
    with pytest.raises(RuleBroken, match="no rows"):
        hand.batch(template)


def test_an_adapter_that_the_engine_does_not_have_is_refused_before_anything_is_queued(hand):
    template = hand.template(adapters=[{"name": "oil", "weight": 1}])
    assert "oil" in str(preview(hand, template).refused)
    with pytest.raises(RuleBroken, match="oil"):
        hand.batch(template)
    assert nothing_came_of_it(hand)
    inked = hand.batch(hand.template(name="Inked", adapters=[{"name": "ink", "weight": 1}]))
    assert hand.items(inked.id)[0].adapters == [{"name": "ink", "weight": 1.0}]


def preview(hand, template, **more):
    more = {"facts": ROOMY, "cursor": None, "limit": 50, "asked_by": hand.user, **more}
    return hand.see(batches.preview, template_id=template, **more)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        (replace(ROOMY, max_queued_jobs=6), QueueFull),
        (replace(ROOMY, max_pictures_per_hour=6), RateLimited),
        (replace(ROOMY, max_queued_jobs=3), RuleBroken),
        (replace(ROOMY, max_pictures_per_hour=3), RuleBroken),
    ],
)
def test_a_batch_is_queued_whole_or_not_at_all_and_its_preview_knows(
    hand, template, facts, refusal
):
    if refusal is not RuleBroken:
        assert preview(hand, template, facts=facts).refused is None
        hand.batch(template, facts=facts)
    before = hand.count(Job), hand.count(Album)
    refused = preview(hand, template, facts=facts).refused
    with pytest.raises(refusal) as told:
        hand.batch(template, facts=facts)
    assert type(refused) is type(told.value)
    assert (hand.count(Job), hand.count(Album)) == before


def test_a_preview_costs_nothing(hand, template):
    facts = replace(ROOMY, max_pictures_per_hour=4)
    for _ in range(3):
        assert preview(hand, template, facts=facts).refused is None
    hand.batch(template, facts=facts)


def test_the_same_key_starts_one_batch_and_gives_its_receipt_again(hand, template):
    first = hand.batch(template, key="k", rows=[1, 3])
    hand.work_off()
    hand.do(lambda w: albums.delete_album(w, w.get(Album, first.album_id)))
    assert hand.batch(template, key="k", rows=[3, 1]) == first
    assert hand.count(Batch) == 1
    with pytest.raises(IdempotencyKeyReused):
        hand.batch(template, key="k", rows=[1])
    with pytest.raises(IdempotencyKeyReused):
        hand.ask(key="k")


# How far it has got.


def test_the_state_of_a_batch_is_told_by_its_jobs(hand, template):
    started = hand.batch(template)
    progress = hand.progress(started.id)
    assert (progress.state, progress.started_at) == (BatchState.QUEUED, None)
    first, *_ = hand.items(started.id)
    hand.render(first.id, Picky("Ace"))
    progress = hand.progress(started.id)
    assert (progress.state, progress.finished_at) == (BatchState.RUNNING, None)
    assert progress.counts == {JobState.FAILED: 1, JobState.QUEUED: 3}
    hand.work_off()
    assert hand.progress(started.id).state == BatchState.PARTIALLY_FAILED


def test_a_batch_of_which_nothing_succeeded_has_failed(hand, template):
    started = hand.batch(template)
    hand.render(hand.items(started.id)[0].id, Picky("Ace"))
    hand.do(batches.cancel, started.id)
    assert states(hand, started.id) == ["failed", "cancelled", "cancelled", "cancelled"]
    assert hand.progress(started.id).state == BatchState.FAILED


def test_a_batch_that_is_cancelled_keeps_the_pictures_that_are_there(hand, template):
    started, untouched = hand.batch(template), hand.batch(template)
    hand.do(batches.cancel, started.id)
    assert hand.progress(started.id).state == BatchState.CANCELLED
    hand.do(batches.cancel, started.id)
    assert hand.progress(untouched.id).state == BatchState.QUEUED
    hand.render(hand.items(untouched.id)[0].id)
    hand.do(batches.cancel, untouched.id)
    progress = hand.progress(untouched.id)
    assert progress.state == BatchState.PARTIALLY_FAILED
    assert progress.finished_at is not None
    assert titles(hand, untouched.album_id) == ["Ace_of_Spades"]


def test_what_failed_is_retried_into_the_same_album_and_place_with_the_same_seed(hand, template):
    started = hand.batch(template)
    engine = Picky("King", "Ten")
    hand.work_off(engine)
    assert titles(hand, started.album_id) == ["Ace_of_Spades", "Two_of_Clubs"]
    seeds = [job.seed for job in hand.items(started.id)]
    engine.unknown = {"Ten"}
    hand.do(batches.retry, ROOMY, started.id, asked_by=hand.user, include_cancelled=False)
    progress = hand.progress(started.id)
    assert progress.counts == {JobState.SUCCEEDED: 2, JobState.QUEUED: 2}
    assert progress.state == BatchState.RUNNING
    hand.work_off(engine)
    assert titles(hand, started.album_id) == ["Ace_of_Spades", "King_of_Hearts", "Two_of_Clubs"]
    assert [job.seed for job in hand.items(started.id)] == seeds
    assert hand.progress(started.id).state == BatchState.PARTIALLY_FAILED


def test_what_was_cancelled_is_retried_only_when_that_is_asked_for(hand, template):
    started = hand.batch(template)
    hand.do(batches.cancel, started.id)
    hand.do(batches.retry, ROOMY, started.id, asked_by=hand.user, include_cancelled=False)
    assert hand.progress(started.id).state == BatchState.CANCELLED
    hand.do(batches.retry, ROOMY, started.id, asked_by=hand.user, include_cancelled=True)
    hand.work_off()
    assert hand.progress(started.id).state == BatchState.COMPLETED


def test_a_list_of_batches_asks_the_database_twice_however_long_it_is(hand, template, db):
    ids = [hand.batch(template).id for _ in range(5)]
    hand.render(hand.items(ids[0])[0].id)
    asked = []

    def note(_connection, _cursor, statement, *_):
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(db, "before_cursor_execute", note)
    page = hand.see(batches.page, None, None, 50)
    event.remove(db, "before_cursor_execute", note)
    assert len(asked) == 2
    assert [progress.batch.id for progress in page.items] == ids[::-1]
    assert [p.state for p in page.items] == ["queued"] * 4 + ["running"]


def test_batches_of_one_template_can_be_asked_for(hand, template):
    other = hand.batch(hand.template(name="Tarot"))
    mine = hand.batch(template)
    page = hand.see(batches.page, template, None, 50)
    assert [progress.batch.id for progress in page.items] == [mine.id]
    assert other.id != mine.id


def test_rows_come_in_pages_and_by_state(hand, template):
    started = hand.batch(template)
    hand.work_off(Picky("Clubs"))

    def items(states, cursor=None, limit=50):
        page = hand.see(batches.items, started.id, states=states, cursor=cursor, limit=limit)
        return [item.name for item in page.items], page.next_cursor

    assert items(["failed"]) == (["Ten_of_Clubs", "Two_of_Clubs"], None)
    first, cursor = items(None, limit=3)
    rest, end = items(None, cursor, 3)
    assert [*first, *rest] == [*("Ace_of_Spades", "King_of_Hearts", "Ten_of_Clubs", "Two_of_Clubs")]
    assert end is None
    for deed in (batches.look_at, lambda w, i: batches.items(w, i, states=None, **FIRST)):
        with pytest.raises(NotFound):
            hand.see(deed, "bat_x")


FIRST = {"cursor": None, "limit": 50}


def test_an_album_that_is_deleted_takes_no_picture_along(hand, template):
    started = hand.batch(template)
    hand.render(hand.items(started.id)[0].id)
    hand.do(lambda w: albums.delete_album(w, w.get(Album, started.album_id)))
    hand.work_off()
    progress = hand.progress(started.id)
    assert (progress.state, progress.batch.album_id) == (BatchState.COMPLETED, None)
    assert len(hand.contents(hand.month().id)) == 4


def test_ten_thousand_rows_are_one_batch(hand):
    rows = [{"value": str(number), "suit": "Spades"} for number in range(10_000)]
    facts = replace(ROOMY, max_queued_jobs=10_000)
    started = hand.batch(hand.template(*rows), facts=facts)
    assert hand.progress(started.id).counts == {JobState.QUEUED: 10_000}
    hand.do(batches.cancel, started.id)
    assert hand.progress(started.id).counts == {JobState.CANCELLED: 10_000}
