from collections import Counter

import pytest
from sqlalchemy import select

from domain import albums, images, labels
from domain.albums import Album
from domain.images import Image
from domain.imports import ImportAction, ImportRun, aftercare
from domain.vocabulary import (
    AlbumVisibility,
    ImportActionKind,
    ImportActionResult,
    ImportProfileName,
    JobState,
    LabelKind,
)
from tests.imports import pictures
from tests.imports.after import DECK, After

DONE, WOULD_DO, GONE, FAILED = ImportActionResult
TRASH, TAKE_OUT = ImportActionKind.TRASH_IMAGE, ImportActionKind.TAKE_OUT_OF_ALBUM
PUT_BACK, DELETE = ImportActionKind.UPDATE_METADATA, ImportActionKind.DELETE_ALBUM
ACE, KING, QUEEN = (f"{DECK}/{name}.png" for name in ("ace", "king", "queen"))
FOX, TEST = "fox_20251003_120000.png", "lora_tests/test_1.png"


@pytest.fixture
def after(hand, tmp_path):
    """A small legacy folder and an empty studio."""
    return After(hand, tmp_path / "old")


@pytest.fixture
def after_anywhere(anywhere, tmp_path):
    """The same on each kind of database."""
    return After(anywhere, tmp_path / "old")


def told(actions):
    return Counter((each.action, each.result) for each in actions)


def not_trashed(after):
    query = select(Image).where(Image.deleted_at.is_(None))
    return after.hand.see(lambda work: [*work.session.scalars(query)])


def test_an_import_is_taken_back_whole_and_the_source_stays(after_anywhere):
    after = after_anywhere
    run, source = after.bring_in(), after.copy_of_it_all()
    would = after.undo(run, dry_run=True)
    assert told(would) == {(TRASH, WOULD_DO): 5, (DELETE, WOULD_DO): 3}
    assert len(not_trashed(after)) == 5
    assert after.hand.count(Album) == 3
    done = after.undo(run)
    assert told(done) == {(TRASH, DONE): 5, (DELETE, DONE): 3}
    subjects = [(each.path, each.image_id, each.album_id) for each in done]
    assert subjects == [(each.path, each.image_id, each.album_id) for each in would]
    assert [each.path for each in done[:5]] == [ACE, KING, QUEEN, FOX, TEST]
    assert not_trashed(after) == []
    assert after.hand.count(Album) == 0
    assert told(after.undo(run)) == {(TRASH, GONE): 5}
    assert after.copy_of_it_all() == source
    after.hand.restore_image(after.image(ACE).id)
    assert after.hand.homeless() == 0


def test_what_people_have_taken_up_stays(after):
    hand = after.hand
    run = after.bring_in()
    ace, king, queen, fox, test = (after.image(path).id for path in (ACE, KING, QUEEN, FOX, TEST))
    hand.change_image(ace, title="Mine")
    hand.do(
        lambda work: labels.add(
            work,
            images.get(work, king, lock=True),
            by=hand.user,
            kind=LabelKind.TAG,
            text="keep",
        )
    )
    hand.put(hand.album(), queen)
    hand.trash_image(fox)
    hand.restore_image(fox)
    hand.delete_image(test)
    hand.change_album(after.album(f"media/{DECK}").id, visibility=AlbumVisibility.PRIVATE)
    would, done = after.undo(run, dry_run=True), after.undo(run)
    assert told(would) == {(TRASH, GONE): 5, (DELETE, WOULD_DO): 1}
    assert told(done) == {(TRASH, GONE): 5, (DELETE, DONE): 1}  # that of the test
    notes = {each.image_id: each.note for each in done}
    assert "changed" in notes[ace]
    assert "labelled" in notes[king]
    assert "another album" in notes[queen]
    assert "changed" in notes[fox]
    assert "not there" in notes[test]
    assert {image.id for image in not_trashed(after)} == {ace, king, queen, fox}


def test_what_happens_to_a_whole_album_is_no_change_of_its_images(after):
    hand = after.hand
    run = after.bring_in()
    deck = after.album(f"media/{DECK}")
    hand.change_album(deck.id, name="My deck", cover_image_id=after.image(KING).id)
    assert told(after.undo(run))[(TRASH, DONE)] == 5


def test_places_that_an_import_made_are_taken_back_and_no_others(after):
    hand = after.hand
    after.bring_in()
    for number, name in ((1, "aries"), (2, "leo"), (3, "virgo"), (4, "libra")):
        after.write(f"zodiac_20251012_080000/{name}.png", pictures.png(number))
    run = after.bring_in()
    assert (run.outcome_linked, run.images_created) == (4, 0)
    zodiac, deck = after.album("media/zodiac_20251012_080000"), after.album(f"media/{DECK}")
    ace, king, queen, fox = (after.image(path).id for path in (ACE, KING, QUEEN, FOX))
    hand.take_out(zodiac.id, ace)
    hand.take_out(zodiac.id, king)
    hand.put(zodiac.id, king)  # on purpose, as it seems
    hand.trash_image(fox)
    hand.take_out(deck.id, queen)  # so that it would be nowhere
    would, done = after.undo(run, dry_run=True), after.undo(run)
    assert told(would) == {(TAKE_OUT, WOULD_DO): 1, (TAKE_OUT, GONE): 3}
    assert told(done) == {(TAKE_OUT, DONE): 1, (TAKE_OUT, GONE): 3}
    notes = {each.image_id: each.note for each in done}
    assert "not in this album" in notes[ace]
    assert "again" in notes[king]
    assert "trash" in notes[fox]
    assert "album of its month" in notes[queen]
    assert {*hand.contents(zodiac.id)} == {fox, king}
    assert hand.homeless() == 0


def test_an_image_that_an_import_made_goes_with_all_its_places(after):
    hand = after.hand
    after.write("zodiac_20251012_080000/aries.png", pictures.png(1))  # the ace's bytes
    run = after.bring_in()
    assert run.outcome_linked == 1
    assert told(after.undo(run, dry_run=True)) == {(TRASH, WOULD_DO): 5, (DELETE, WOULD_DO): 4}
    assert told(after.undo(run)) == {(TRASH, DONE): 5, (DELETE, DONE): 4}
    assert hand.count(Album) == 0


def test_metadata_goes_back_to_what_it_was(after):
    after.bring_in()
    before = after.image(ACE)
    after.tell(ACE, prompt="Another", seed=100, timestamp="2025-09-01T08:00:00")
    after.tell(KING, prompt="Another", seed=200)
    run = after.bring_in()
    assert run.images == {"metadata_updated": 2, "unchanged": 3}
    after.hand.change_image(after.image(KING).id, title="Mine")
    assert told(after.undo(run, dry_run=True)) == {(PUT_BACK, WOULD_DO): 1, (PUT_BACK, GONE): 1}
    assert told(after.undo(run)) == {(PUT_BACK, DONE): 1, (PUT_BACK, GONE): 1}
    now = after.image(ACE)
    assert (now.prompt, now.seed, now.created_at) == (before.prompt, before.seed, before.created_at)
    assert "spades" in now.search_text
    assert after.image(KING).prompt == "Another"
    assert told(after.undo(run)) == {(PUT_BACK, GONE): 2}
    assert after.plan().outcome_metadata_updated == 2  # the sidecar still says so


def test_loose_pictures_leave_the_album_of_their_month_which_stays(after):
    hand = after.hand
    run = after.bring_in(profile=ImportProfileName.GENERATIONS)
    fox = after.image(FOX)
    month = hand.do(albums.of_month, fox.created_at)
    actions = after.undo(run)
    assert (TRASH, DONE) in told(actions)
    assert month.id not in {each.album_id for each in actions}
    assert hand.one(Album, month.id).month == "2025-10"


def test_a_picture_of_the_studios_own_stays_where_no_other_album_has_it(after):
    hand = after.hand
    mine = hand.one(Image, hand.picture())
    month = hand.month()
    file = after.files / f"images/{mine.sha256[:2]}/{mine.sha256}.png"
    after.write(f"{DECK}/mine.png", file.read_bytes())
    run = after.bring_in()
    assert run.outcome_linked == 1
    hand.take_out(month.id, mine.id)
    actions = {each.path: each for each in after.undo(run)}
    action = actions[f"{DECK}/mine.png"]
    assert (action.result, action.note) == (DONE, "It is in the album of its month now.")
    assert hand.contents(month.id) == [mine.id]


def test_an_album_that_somebody_has_filled_stays(after):
    hand = after.hand
    run = after.bring_in()
    tests = after.album("media/lora-tests")
    hand.put(tests.id, hand.picture())
    assert told(after.undo(run, dry_run=True))[(DELETE, WOULD_DO)] == 2
    assert told(after.undo(run))[(DELETE, DONE)] == 2
    assert hand.one(Album, tests.id).name == tests.name


@pytest.mark.parametrize("dry_run", [True, False])
def test_it_goes_on_where_a_worker_died_and_does_nothing_twice(after, dry_run):
    hand = after.hand
    for number in range(20, 121):
        after.picture(f"zodiac_2025101{number % 2}_080000/{number}.png", number)
    run = after.bring_in()
    undoing = hand.do(aftercare.undo, run.id, asked_by=None, dry_run=dry_run)
    after.die_after(undoing.id, commits=1)
    assert hand.count(ImportAction) == 100
    after.work_off()
    row = hand.one(ImportRun, undoing.id)
    assert row.state is JobState.SUCCEEDED
    assert row.actions == {"done": 0, "would_do": 0, "gone": 0, "failed": 0} | {
        "would_do" if dry_run else "done": 111
    }
    assert (row.files_done, row.files_total) == (111, 111)
    assert [each.number for each in hand.rows(ImportAction)] == [*range(1, 112)]
    assert len(not_trashed(after)) == (106 if dry_run else 0)
    assert hand.count(Album) == (5 if dry_run else 0)


def test_what_is_in_the_trash_the_next_import_leaves_there(after):
    after.undo(after.bring_in())
    assert after.bring_in().images == {"unchanged": 5}
    assert not_trashed(after) == []
