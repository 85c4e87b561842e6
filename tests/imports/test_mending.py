from collections import Counter

import pytest
from sqlalchemy import select

from domain import albums, contents
from domain.albums import Album, AlbumImage
from domain.contents import Content
from domain.images import Image
from domain.imports import ImportAction, ImportRun, aftercare
from domain.imports.aftercare import restaging
from domain.vocabulary import (
    AlbumVisibility,
    ImportActionKind,
    ImportActionResult,
    ImportDiscrepancyCode,
    ImportStaging,
    JobState,
)
from tests.imports import pictures
from tests.imports.after import DECK, After

C = ImportDiscrepancyCode
DONE, WOULD_DO, GONE, FAILED = ImportActionResult
ACE, KING, FOX = f"{DECK}/ace.png", f"{DECK}/king.png", "fox_20251003_120000.png"
NOBODY = "img_00000000000000000000000000"


@pytest.fixture
def after(hand, tmp_path):
    """A small legacy folder and an empty studio."""
    return After(hand, tmp_path / "old")


@pytest.fixture
def after_anywhere(anywhere, tmp_path):
    """The same on each kind of database."""
    return After(anywhere, tmp_path / "old")


def results(actions):
    return [each.result for each in actions]


def stray(after, number=77):
    """Stage a picture that no image has, long ago; give its hash and its file."""
    data = pictures.png(number)
    sha256 = after.hash_of(data)
    file = after.files / f"images/{sha256[:2]}/{sha256}.png"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    after.age()
    return sha256, file


# Staging again.


def lose(after):
    after.staged(ACE).unlink()
    return C.DATABASE_MISSING_FILE


def dangle(after):
    after.staged(ACE).unlink()
    after.staged(ACE).symlink_to("/nowhere/at/all.png")
    return C.DANGLING_SYMLINK


def spoil(after):
    data = bytearray(after.staged(ACE).read_bytes())
    data[-1] ^= 1
    after.staged(ACE).write_bytes(data)
    return C.CHECKSUM_MISMATCH


@pytest.mark.parametrize(
    ("damage", "staging"),
    [
        (lose, ImportStaging.COPY),
        (dangle, ImportStaging.COPY),
        (spoil, ImportStaging.COPY),
        (spoil, ImportStaging.HARD_LINK),
    ],
)
def test_a_picture_is_staged_again_from_the_source(after, damage, staging):
    after.bring_in(staging)
    if staging is ImportStaging.HARD_LINK:  # so that the source is not damaged as well
        data = after.staged(ACE).read_bytes()
        after.staged(ACE).unlink()
        after.staged(ACE).write_bytes(data)
    code, source = damage(after), after.copy_of_it_all()
    run, found = after.reconcile(deep=True)
    assert [*found] == [code]
    (would,) = after.mend(run, code, dry_run=True)
    assert (would.action, would.result) == (ImportActionKind.RESTAGE, WOULD_DO)
    assert ACE in would.note
    assert after.reconcile(deep=True)[1].keys() == {code}  # nothing was done
    (done,) = after.mend(run, code)
    assert (done.result, done.image_id) == (DONE, after.image(ACE).id)
    assert after.staged(ACE).read_bytes() == (after.folder / ACE).read_bytes()
    linked = after.staged(ACE).stat().st_ino == (after.folder / ACE).stat().st_ino
    assert linked == (staging is ImportStaging.HARD_LINK)
    assert results(after.mend(run, code)) == [GONE]
    after.age()
    assert after.reconcile(deep=True)[1] == {}
    assert after.copy_of_it_all() == source


def test_a_link_follows_a_picture_that_was_moved_within_the_source(after):
    after.bring_in(ImportStaging.SYMLINK)
    (after.folder / FOX).rename(after.folder / "reynard.png")
    run, found = after.reconcile()
    assert C.DANGLING_SYMLINK in found
    assert results(after.mend(run, C.DANGLING_SYMLINK)) == [DONE]
    assert after.staged(FOX).is_symlink()
    assert after.staged(FOX).samefile(after.folder / "reynard.png")


def test_a_picture_in_place_is_shown_from_where_it_was_moved_to(after):
    after.bring_in(ImportStaging.IN_PLACE)
    (after.folder / FOX).rename(after.folder / "reynard.png")
    run, found = after.reconcile()
    assert C.DATABASE_MISSING_FILE in found
    assert results(after.mend(run, C.DATABASE_MISSING_FILE)) == [DONE]
    content = after.hand.one(Content, after.image(FOX).sha256)
    assert (content.source, content.source_path) == ("old", "reynard.png")
    assert not after.staged(FOX).exists()
    assert C.DATABASE_MISSING_FILE not in after.reconcile()[1]


def test_what_no_file_of_the_source_has_cannot_be_staged_again(after):
    after.bring_in()
    drawn = after.hand.one(Image, after.hand.picture())
    after.age()
    lost = after.files / f"images/{drawn.sha256[:2]}/{drawn.sha256}.png"
    lost.unlink()
    run, _ = after.reconcile()
    (action,) = after.mend(run, C.DATABASE_MISSING_FILE)
    assert (action.result, action.image_id) == (FAILED, drawn.id)
    assert "backup" in action.note


def test_a_source_that_changes_while_we_look_is_not_believed(after, monkeypatch):
    after.bring_in()
    code = lose(after)
    run, _ = after.reconcile()
    search = restaging._Restaging.search

    def and_then_it_changes(self, progress, wanted):
        search(self, progress, wanted)
        (after.folder / ACE).write_bytes(pictures.png(66))

    monkeypatch.setattr(restaging._Restaging, "search", and_then_it_changes)
    assert results(after.mend(run, code)) == [FAILED]
    assert not after.staged(ACE).exists()


# Deleting what is staged.


def test_a_staged_file_that_belongs_to_nothing_is_deleted(after_anywhere):
    after = after_anywhere
    after.bring_in()
    _, file = stray(after)
    sidecar = file.with_suffix(".json")
    sidecar.write_text("{}")
    notes = after.files / "images/ab/notes.txt"
    notes.parent.mkdir(exist_ok=True)
    notes.write_text("left here")
    after.age()
    run, found = after.reconcile()
    assert len(found[C.STAGED_NOT_IN_DATABASE]) == 2
    code = C.STAGED_NOT_IN_DATABASE
    assert results(after.mend(run, code, dry_run=True)) == [WOULD_DO, WOULD_DO]
    assert file.exists()
    assert results(after.mend(run, code)) == [DONE, DONE]
    assert not file.exists()
    assert not sidecar.exists()
    assert not notes.exists()
    assert results(after.mend(run, code, dry_run=True)) == [GONE, GONE]
    assert results(after.mend(run, code)) == [GONE, GONE]
    assert after.reconcile(deep=True)[1] == {}


def test_a_staged_file_that_belongs_to_an_image_by_now_is_never_deleted(after):
    after.bring_in()
    sha256, file = stray(after)
    run, _ = after.reconcile()
    after.picture("zodiac_20251012_080000/aries.png", 77)  # the same bytes
    after.bring_in()
    assert after.image("zodiac_20251012_080000/aries.png").sha256 == sha256
    for dry_run in (True, False):
        (action,) = after.mend(run, C.STAGED_NOT_IN_DATABASE, dry_run=dry_run)
        assert (action.result, "has it now" in action.note) == (GONE, True)
    assert file.read_bytes() == pictures.png(77)
    assert after.reconcile(deep=True)[1] == {}


def test_a_staged_file_that_somebody_is_about_to_use_is_never_deleted(after):
    after.bring_in()
    sha256, file = stray(after)
    run, _ = after.reconcile()
    contents.about_to_put(after.hand.studio, sha256)
    for dry_run in (True, False):
        (action,) = after.mend(run, C.STAGED_NOT_IN_DATABASE, dry_run=dry_run)
        assert (action.result, "about to be" in action.note) == (GONE, True)
    assert file.exists()
    after.hand.clock.turn(hours=2)
    assert results(after.mend(run, C.STAGED_NOT_IN_DATABASE)) == [DONE]


# Rows.


def test_an_image_goes_where_its_import_meant_it_to_be(after_anywhere):
    after = after_anywhere
    hand = after.hand
    after.bring_in()
    ace, king, mine = after.image(ACE).id, after.image(KING).id, hand.picture()
    test = after.image("lora_tests/test_1.png").id
    hand.delete_album(after.album("media/lora-tests").id)
    with hand.studio.work() as work:
        lost = AlbumImage.image_id.in_([ace, king, mine, test])
        work.session.execute(AlbumImage.__table__.delete().where(lost))
    run, found = after.reconcile()
    code = C.IMAGE_WITHOUT_ALBUM
    assert len(found[code]) == 4
    assert Counter(results(after.mend(run, code, dry_run=True))) == {WOULD_DO: 4}
    foxes = hand.album()
    hand.put(foxes, king)
    done = {each.image_id: each for each in after.mend(run, code)}
    assert {image_id: each.result for image_id, each in done.items()} == {
        **dict.fromkeys((ace, mine, test), DONE),
        king: GONE,
    }
    deck = after.album(f"media/{DECK}")
    assert ace in hand.contents(deck.id)
    assert hand.contents(foxes) == [king]
    assert mine in hand.contents(hand.month().id)
    month = hand.do(albums.of_month, hand.one(Image, test).created_at)
    assert test in hand.contents(month.id)
    assert hand.homeless() == 0


def test_an_image_in_the_trash_or_gone_for_good_is_left_there(after):
    hand = after.hand
    after.bring_in()
    ace, king = after.image(ACE).id, after.image(KING).id
    with hand.studio.work() as work:
        lost = AlbumImage.image_id.in_([ace, king])
        work.session.execute(AlbumImage.__table__.delete().where(lost))
    run, _ = after.reconcile()
    hand.trash_image(ace)
    hand.delete_image(king)
    assert results(after.mend(run, C.IMAGE_WITHOUT_ALBUM)) == [GONE, GONE]


def test_a_place_for_no_image_is_deleted_unless_the_image_is_back(after):
    hand = after.hand
    after.bring_in()
    deck = after.album(f"media/{DECK}")
    back = "img_00000000000000000000000001"
    for image_id in (NOBODY, back):
        after.by_hand(
            "INSERT INTO album_images (album_id, image_id, position, created_at)"
            " VALUES (:album, :image, 1, '2026-01-01')",
            album=deck.id,
            image=image_id,
        )
    run, found = after.reconcile()
    assert len(found[C.LINK_WITHOUT_IMAGE]) == 2
    ace = after.image(ACE)
    after.by_hand("UPDATE images SET id = :back WHERE id = :ace", back=back, ace=ace.id)
    assert results(after.mend(run, C.LINK_WITHOUT_IMAGE, dry_run=True)) == [WOULD_DO, GONE]
    assert NOBODY in hand.contents(deck.id)
    assert results(after.mend(run, C.LINK_WITHOUT_IMAGE)) == [DONE, GONE]
    assert NOBODY not in hand.contents(deck.id)
    assert back in hand.contents(deck.id)
    assert hand.one(Album, deck.id).version > deck.version
    assert results(after.mend(run, C.LINK_WITHOUT_IMAGE)) == [GONE, GONE]


def test_an_empty_album_is_deleted_unless_somebody_has_filled_it(after):
    hand = after.hand
    after.bring_in()
    tests, singles = after.album("media/lora-tests"), after.album("media/legacy-singles-2025-10")
    mine = hand.album()  # empty, and no import's
    hand.trash_image(after.image("lora_tests/test_1.png").id)
    hand.trash_image(after.image(FOX).id)
    run, found = after.reconcile()
    assert {row.album_id for row in found[C.ALBUM_EMPTY]} == {tests.id, singles.id}
    hand.put(singles.id, hand.picture())
    assert Counter(results(after.mend(run, C.ALBUM_EMPTY, dry_run=True))) == {WOULD_DO: 1, GONE: 1}
    actions = {each.album_id: each.result for each in after.mend(run, C.ALBUM_EMPTY)}
    assert actions == {tests.id: DONE, singles.id: GONE}
    assert {each.id for each in hand.rows(Album)} >= {singles.id, mine}
    assert Counter(results(after.mend(run, C.ALBUM_EMPTY))) == {GONE: 2}
    hand.restore_image(after.image("lora_tests/test_1.png").id)
    assert hand.homeless() == 0


def test_an_album_is_published_as_its_rule_says(after):
    hand = after.hand
    after.bring_in()
    deck, singles = after.album(f"media/{DECK}"), after.album("media/legacy-singles-2025-10")
    for album in (deck, singles):
        hand.change_album(album.id, visibility=AlbumVisibility.PRIVATE)
    run, found = after.reconcile()
    assert len(found[C.ALBUM_NOT_VISIBLE]) == 2
    hand.change_album(singles.id, visibility=AlbumVisibility.PUBLISHED)
    code = C.ALBUM_NOT_VISIBLE
    assert Counter(results(after.mend(run, code, dry_run=True))) == {WOULD_DO: 1, GONE: 1}
    actions = {each.album_id: each.result for each in after.mend(run, code)}
    assert actions == {deck.id: DONE, singles.id: GONE}
    assert hand.one(Album, deck.id).visibility is AlbumVisibility.PUBLISHED
    assert after.reconcile()[1] == {}


def test_metadata_is_taken_over_as_the_next_import_would(after):
    hand = after.hand
    after.bring_in()
    for path, seed in ((ACE, 100), (KING, 200), (FOX, 300)):
        after.tell(path, prompt="Another", seed=seed)
    run, found = after.reconcile()
    code = C.SIDECAR_NEWER_THAN_ROW
    assert [row.path for row in found[code]] == [ACE, KING, FOX]
    assert Counter(results(after.mend(run, code, dry_run=True))) == {WOULD_DO: 3}
    after.tell(KING, prompt="The king of spades", seed=2)  # as it was
    after.remove(FOX)
    ace = after.image(ACE)
    actions = {each.path: each for each in after.mend(run, code)}
    assert {path: each.result for path, each in actions.items()} == {
        ACE: DONE,
        KING: GONE,
        FOX: GONE,
    }
    assert "prompt and seed" in actions[ACE].note
    changed = after.image(ACE)
    assert (changed.prompt, changed.seed, changed.version) == ("Another", 100, ace.version + 1)
    assert "another" in changed.search_text
    assert after.plan().outcome_metadata_updated == 0
    assert Counter(results(after.mend(run, code))) == {GONE: 3}
    hand.trash_image(ace.id)
    assert "trash" in after.mend(run, code)[0].note


def test_it_goes_on_where_a_worker_died_and_does_nothing_twice(after):
    hand = after.hand
    for number in range(20, 50):
        after.picture(f"zodiac_20251012_080000/{number}.png", number)
    after.bring_in()
    images = hand.see(lambda work: [*work.session.scalars(select(Image))])
    for image in images:
        (after.files / f"images/{image.sha256[:2]}/{image.sha256}.png").unlink()
    run, found = after.reconcile()
    assert len(found[C.DATABASE_MISSING_FILE]) == len(images) == 35
    mending = hand.do(
        aftercare.mend, run.id, asked_by=None, code=C.DATABASE_MISSING_FILE, dry_run=False
    )
    after.die_after(mending.id, commits=2)
    assert hand.one(ImportRun, mending.id).state is JobState.QUEUED
    assert hand.count(ImportAction) == 20
    after.work_off()
    run = hand.one(ImportRun, mending.id)
    assert (run.state, run.actions["done"]) == (JobState.SUCCEEDED, 35)
    assert (run.files_done, run.files_total) == (35, 35)
    assert [each.number for each in hand.rows(ImportAction)] == [*range(1, 36)]
    assert after.reconcile(deep=True)[1] == {}
