import pytest
from sqlalchemy import text

from domain import albums, contents, images, labels, ordering, trash
from domain.albums import Album, AlbumImage
from domain.bug_reports import screenshots
from domain.errors import ImportNotReady, NotFound, RuleBroken
from domain.images import Image
from domain.imports import ImportDiscrepancy, ImportItem, ImportRun, ImportSource, aftercare, asking
from domain.imports.report.discrepancies import KINDS
from domain.schedule_runs import ScheduleRun
from domain.sweeping import sweep_files
from domain.uploading import upload
from domain.vocabulary import (
    AlbumVisibility,
    ImageVisibility,
    ImportDiscrepancyCode,
    ImportProfileName,
    ImportReason,
    ImportSeverity,
    ImportStaging,
    JobState,
    LabelKind,
    ScheduleName,
    ScheduleRunState,
    ScheduleTrigger,
)
from tests.domain.reports import report
from tests.imports import pictures, trees
from tests.imports.after import DECK, After

C = ImportDiscrepancyCode
STRAY = "ab" * 32


@pytest.fixture
def after(hand, tmp_path):
    """A small legacy folder and an empty studio."""
    return After(hand, tmp_path / "old")


@pytest.fixture
def after_anywhere(anywhere, tmp_path):
    """The same on each kind of database."""
    return After(anywhere, tmp_path / "old")


def codes(found):
    return {code: len(some) for code, some in found.items()}


def stray(after, sha256=STRAY, ending="png"):
    """Put a file into the store past the studio."""
    file = after.files / f"images/{sha256[:2]}/{sha256}.{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"left over")
    after.age()
    return file


def damage_everything(after):
    """Make one of each discrepancy; give whatever is to be found, by code."""
    hand = after.hand
    deck = after.album(f"media/{DECK}")
    stray(after)
    after.staged(f"{DECK}/king.png").unlink()
    fox = after.staged("fox_20251003_120000.png")
    fox.unlink()
    fox.symlink_to("/nowhere/at/all.png")
    after.staged(f"{DECK}/queen.png").write_bytes(b"short")
    homeless = after.image("lora_tests/test_2.png")
    after.by_hand("DELETE FROM album_images WHERE image_id = :one", one=homeless.id)
    after.by_hand(
        "INSERT INTO album_images (album_id, image_id, position, created_at)"
        " VALUES (:album, 'img_00000000000000000000000000', 1, '2026-01-01')",
        album=after.album("media/lora-tests").id,
    )
    hand.trash_image(after.image("zodiac_20251012_080000/aries.png").id)
    after.tell(f"{DECK}/ace.png", prompt="The ace of hearts", seed=1)
    after.write("tarot_deck_20251013_080000/moon.json", b'{"prompt": "A moon"}')
    after.picture("strange/thing.png", 8)
    singles = after.album("media/legacy-singles-2025-10")
    hand.change_album(singles.id, visibility=AlbumVisibility.PRIVATE)
    hand.put(deck.id, hand.picture())
    after.age()
    return {
        C.STAGED_NOT_IN_DATABASE: f"images/ab/{STRAY}.png",
        C.DATABASE_MISSING_FILE: after.image(f"{DECK}/king.png").id,
        C.DANGLING_SYMLINK: after.image("fox_20251003_120000.png").id,
        C.CHECKSUM_MISMATCH: after.image(f"{DECK}/queen.png").id,
        C.IMAGE_WITHOUT_ALBUM: "lora_tests/test_2.png",
        C.LINK_WITHOUT_IMAGE: "img_00000000000000000000000000",
        C.ALBUM_EMPTY: after.album("media/zodiac_20251012_080000").id,
        C.SIDECAR_NEWER_THAN_ROW: f"{DECK}/ace.png",
        C.SIDECAR_WITHOUT_IMAGE: "tarot_deck_20251013_080000/moon.json",
        C.SOURCE_NOT_CLASSIFIED: "strange/thing.png",
        C.ALBUM_NOT_VISIBLE: singles.id,
        C.COUNT_MISMATCH: deck.id,
    }


def test_one_of_each_is_found_and_each_once(after):
    after.picture("lora_tests/test_2.png", 6, prompt="Another", seed=6)
    after.picture("zodiac_20251012_080000/aries.png", 7, prompt="Aries", seed=7)
    after.bring_in()
    assert after.reconcile()[1] == {}
    expected = damage_everything(after)
    assert expected.keys() == set(C)
    run, found = after.reconcile()
    assert {code: [row.path or row.image_id or row.album_id for row in some]
            for code, some in found.items()} == {c: [s] for c, s in expected.items()}  # fmt: skip
    assert [*found] == [*KINDS]  # worst first
    assert {each["code"]: each["sample"] for each in run.discrepancies} == {
        code.value: [subject] for code, subject in expected.items()
    }
    # It is computed anew: the same is found again, and no more.
    assert codes(after.reconcile()[1]) == codes(found)
    assert codes(after.reconcile(deep=True)[1]) == codes(found)


def test_nothing_is_found_where_people_work_as_they_do(after, tmp_path):
    hand = after.hand
    after.picture(f"{DECK}/jack.png", 9, prompt="The jack of spades", seed=9)
    (after.folder / ".DS_Store").write_bytes(b"\0")
    (after.folder / "notes.txt").write_text("not a picture")
    after.bring_in()
    deck = after.album(f"media/{DECK}")
    ace, king = (after.image(f"{DECK}/{name}.png") for name in ("ace", "king"))
    drawn = hand.picture()
    hand.claim() if hand.ask() else None  # a job that is being drawn
    hand.do(lambda work: labels.add(
        work, images.get(work, drawn, lock=True), by=hand.user, kind=LabelKind.TAG, text="fox"
    ))  # fmt: skip
    uploaded = upload(hand.studio, pictures.png(50), album_id=None, title="Mine")
    hand.trash_image(king.id)
    hand.restore_image(king.id)
    hand.trash_image(uploaded)
    hand.change_album(deck.id, cover_image_id=king.id, name="My deck")
    hand.do(lambda work: ordering.reorder(
        work, work.get(Album, deck.id, lock=True), [king.id], ace.id
    ))  # fmt: skip
    hand.change_image(ace.id, title="My ace")
    hand.change_image(king.id, visibility=ImageVisibility.PRIVATE)
    contents.about_to_put(hand.studio, "cd" * 32)  # and no more yet
    report_id = report(hand)
    screenshots.add(hand.studio, report_id, hand.user, pictures.png(51))
    after.age()
    assert after.reconcile()[1] == {}
    assert after.reconcile(deep=True)[1] == {}


def test_nothing_is_changed_by_it(after):
    after.bring_in()
    after.write("tarot_deck_20251013_080000/moon.json", b'{"prompt": "A moon"}')
    before, rows = after.copy_of_it_all(), _rows(after.hand)
    staged = {file: file.read_bytes() for file in after.files.rglob("*") if file.is_file()}
    after.reconcile(deep=True)
    assert (after.copy_of_it_all(), _rows(after.hand)) == (before, rows)
    assert staged == {file: file.read_bytes() for file in after.files.rglob("*") if file.is_file()}


def _rows(hand):
    tables = ("images", "albums", "album_images", "contents", "import_items")
    with hand.studio.look() as work:
        return {
            name: sorted(map(repr, work.session.execute(text(f"SELECT * FROM {name}"))))
            for name in tables
        }


def test_the_image_that_166_images_and_165_links_differ_by_is_named(after_anywhere):
    after = after_anywhere
    hand = after.hand
    for number in range(10, 171):
        after.picture(f"zodiac_2025101{number % 8}_080000/sign_{number}.png", number)
    run = after.bring_in()
    assert (run.images_created, run.albums_created) == (166, 11)
    lost = after.image("zodiac_20251013_080000/sign_99.png")
    with hand.studio.work() as work:
        work.session.execute(AlbumImage.__table__.delete().where(AlbumImage.image_id == lost.id))
    assert (hand.count(Image), hand.count(AlbumImage), hand.count(Album)) == (166, 165, 11)
    _, found = after.reconcile()
    assert codes(found) == {C.IMAGE_WITHOUT_ALBUM: 1}
    (orphan,) = found[C.IMAGE_WITHOUT_ALBUM]
    assert (orphan.image_id, orphan.path) == (lost.id, "zodiac_20251013_080000/sign_99.png")
    assert "Sign 99" in orphan.detail


# Source.


@pytest.mark.parametrize(
    ("profile", "tree"),
    [(ImportProfileName.MEDIA, trees.historic), (ImportProfileName.GENERATIONS, trees.generations)],
)
def test_of_the_trees_of_old_it_says_what_their_import_said(after, tmp_path, profile, tree):
    after.folder = tmp_path / "tree"
    tree(after.folder)
    after.hand.do(after.point_source)
    run = after.bring_in(profile=profile)
    items = [each for each in after.hand.rows(ImportItem) if each.run_id == run.id]
    _, found = after.reconcile(deep=True)
    assert found.keys() <= {C.SIDECAR_WITHOUT_IMAGE, C.SOURCE_NOT_CLASSIFIED}
    told = {code: {row.path for row in some} for code, some in found.items()}
    no_picture, no_rule = (
        {each.path for each in items if each.reason is reason}
        for reason in (ImportReason.NO_PICTURE, ImportReason.NO_RULE)
    )
    assert told.get(C.SIDECAR_WITHOUT_IMAGE, set()) == no_picture
    assert told.get(C.SOURCE_NOT_CLASSIFIED, set()) == no_rule
    assert bool(no_picture and no_rule) == (profile is ImportProfileName.MEDIA)


def test_only_what_changed_is_read_and_only_what_says_something_else_is_newer(after):
    after.bring_in()
    after.picture(f"{DECK}/jack.png", 9, prompt="The jack of spades")  # never seen: a plan's task
    run, found = after.reconcile()
    assert (found, run.bytes_read) == ({}, 0)
    after.tell(f"{DECK}/ace.png", prompt="The ace of spades", seed=1, comment="read again")
    run, found = after.reconcile()
    assert found == {}
    assert run.bytes_read > 0  # it was read, for it had changed
    assert after.reconcile()[0].bytes_read == 0


def test_what_a_plan_would_update_is_newer_even_if_a_plan_has_read_it_meanwhile(after):
    after.bring_in()
    after.tell(f"{DECK}/king.png", prompt="The king of hearts", seed=2)
    plan = after.plan()
    assert plan.outcome_metadata_updated == 2
    _, found = after.reconcile()
    (row,) = found[C.SIDECAR_NEWER_THAN_ROW]
    assert (row.path, row.image_id) == (f"{DECK}/king.png", after.image(f"{DECK}/king.png").id)
    assert "its prompt" in row.detail
    after.bring_in()
    assert after.reconcile()[1] == {}


def test_what_an_import_left_in_the_trash_as_it_was_is_compared_once_it_is_back(after):
    after.bring_in()
    ace = after.image(f"{DECK}/ace.png")
    after.hand.trash_image(ace.id)
    after.tell(f"{DECK}/ace.png", prompt="The ace of hearts", seed=1)
    after.write("zodiac_20251012_080000/aries.png", pictures.png(1))  # the ace's bytes
    assert after.bring_in().images == {"unchanged": 6}
    assert after.reconcile()[1] == {}
    after.hand.restore_image(ace.id)
    assert codes(after.reconcile()[1]) == {C.SIDECAR_NEWER_THAN_ROW: 1}


def test_what_no_rule_is_for_and_what_has_no_picture_is_told_by_path(after):
    after.write("strange/text.png", b"words")  # which the import reads, and so is known
    after.bring_in()
    after.picture("strange/thing.png", 8)
    after.remove(f"{DECK}/ace.png")
    after.write("elsewhere/thing.json", b"{}")
    after.write("thumbnails/thing.json", b"{}")
    _, found = after.reconcile()
    assert {code: [row.path for row in some] for code, some in found.items()} == {
        C.SIDECAR_WITHOUT_IMAGE: [f"{DECK}/ace.json"],
        C.SOURCE_NOT_CLASSIFIED: ["elsewhere/thing.json", "strange/thing.png"],
    }


def test_a_source_that_is_away_fails_and_says_so(after):
    after.bring_in()
    run_id = after.hand.do(
        aftercare.reconcile,
        **{"asked_by": after.hand.user, "source": None, "profile": None, "deep": False},
    ).id
    after.folder.rename(after.folder.with_name("moved"))
    after.work_off()
    run = after.hand.one(ImportRun, run_id)
    assert (run.state, run.why) == (JobState.FAILED, "source_unavailable")


# Staging.


def test_a_file_that_was_just_put_is_work_in_progress(after):
    after.bring_in()
    contents.about_to_put(after.hand.studio, STRAY)
    file = after.files / f"images/ab/{STRAY}.png"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"on its way")
    assert after.reconcile()[1] == {}
    after.age()
    assert codes(after.reconcile()[1]) == {C.STAGED_NOT_IN_DATABASE: 1}


def test_files_of_one_content_are_told_once_and_those_with_strange_names_each(after):
    after.bring_in()
    stray(after)
    stray(after, ending="json")
    (after.files / "images/ab/notes.txt").write_text("left here")
    after.age()
    _, found = after.reconcile()
    assert sorted(row.path for row in found[C.STAGED_NOT_IN_DATABASE]) == [
        f"images/ab/{STRAY}.json",
        "images/ab/notes.txt",
    ]


def test_what_the_hourly_sweep_deletes_anyway_is_told_only_where_no_sweep_comes_by(after):
    hand = after.hand
    after.bring_in()
    gone = hand.picture()
    hand.trash_image(gone)
    hand.do(lambda work: trash.purge(work, trash.get(work, gone)))
    after.age()
    assert codes(after.reconcile()[1]) == {C.STAGED_NOT_IN_DATABASE: 1}
    hand.do(lambda work: work.add(ScheduleRun(
        id="run_" + "0" * 26,
        schedule=ScheduleName.SWEEP_FILES,
        state=ScheduleRunState.SUCCEEDED,
        trigger=ScheduleTrigger.CLOCK,
        created_at=work.now,
        started_at=work.now,
        trace_id="0" * 32,
    )))  # fmt: skip
    assert after.reconcile()[1] == {}
    assert sweep_files(hand.studio) > 0


def test_bytes_that_changed_without_a_trace_are_found_by_a_deep_look(after):
    after.bring_in()
    ace = after.staged(f"{DECK}/ace.png")
    data = bytearray(ace.read_bytes())
    data[-1] ^= 1
    ace.write_bytes(data)
    assert after.reconcile()[1] == {}
    _, found = after.reconcile(deep=True)
    assert codes(found) == {C.CHECKSUM_MISMATCH: 1}
    assert found[C.CHECKSUM_MISMATCH][0].image_id == after.image(f"{DECK}/ace.png").id


def test_of_links_the_file_that_they_lead_to_counts(after):
    after.bring_in(ImportStaging.SYMLINK)
    assert after.reconcile(deep=True)[1] == {}
    after.remove(f"{DECK}/ace.png")
    after.write(f"{DECK}/king.png", pictures.png(2) + b"more")
    _, found = after.reconcile()
    assert codes(found) == {
        C.DANGLING_SYMLINK: 1,
        C.CHECKSUM_MISMATCH: 1,
        C.SIDECAR_WITHOUT_IMAGE: 1,
    }


def test_pictures_in_place_are_looked_for_in_their_source(after):
    after.bring_in(ImportStaging.IN_PLACE)
    run, found = after.reconcile()
    assert (found, run.bytes_read) == ({}, 0)
    assert after.reconcile(deep=True)[1] == {}
    after.remove("fox_20251003_120000.png")
    after.remove("fox_20251003_120000.json")
    after.write(f"{DECK}/king.png", pictures.png(12))
    run, found = after.reconcile()
    assert codes(found) == {C.DATABASE_MISSING_FILE: 1, C.CHECKSUM_MISMATCH: 1}
    assert found[C.DATABASE_MISSING_FILE][0].path == "fox_20251003_120000.png"
    assert found[C.CHECKSUM_MISMATCH][0].path == f"{DECK}/king.png"


def test_pictures_in_place_in_another_source_that_is_away_are_missing(after, tmp_path):
    hand = after.hand
    after.bring_in(ImportStaging.IN_PLACE)
    hand.do(lambda work: work.add(
        ImportSource(name="other", folder=str(tmp_path / "nowhere"), created_at=work.now)
    ))  # fmt: skip
    ace = after.image(f"{DECK}/ace.png")
    hand.do(lambda work: contents.place(work, "other", {ace.sha256: "ace.png"}))
    _, found = after.reconcile()
    assert codes(found) == {C.DATABASE_MISSING_FILE: 1}
    assert "cannot be read" in found[C.DATABASE_MISSING_FILE][0].detail


# Database.


def test_counts_are_those_that_the_last_import_left(after_anywhere):
    after = after_anywhere
    hand = after.hand
    after.bring_in()
    deck = after.album(f"media/{DECK}")
    mine, foxes = hand.picture(), hand.album()
    king = after.image(f"{DECK}/king.png").id
    hand.put(foxes, king)
    hand.take_out(deck.id, king)
    hand.put(deck.id, mine)
    _, found = after.reconcile()
    assert codes(found) == {C.COUNT_MISMATCH: 1}
    (row,) = found[C.COUNT_MISMATCH]
    assert row.album_id == deck.id
    assert "holds 3 images; the last import left 3 in it" in row.detail
    assert "1 of them are gone from it, and 1 came since" in row.detail
    after.bring_in()  # which puts back what lacks; what came meanwhile it leaves
    assert after.reconcile()[1] == {}


def test_what_was_trashed_or_went_for_good_is_no_mismatch(after):
    hand = after.hand
    after.bring_in()
    hand.trash_image(after.image(f"{DECK}/king.png").id)
    hand.delete_image(after.image(f"{DECK}/ace.png").id)
    sweep_files(hand.studio)
    assert after.reconcile()[1] == {}


def test_albums_of_months_take_what_comes(after):
    hand = after.hand
    after.bring_in(profile=ImportProfileName.GENERATIONS)
    fox = after.image("fox_20251003_120000.png")
    month = hand.do(albums.of_month, fox.created_at).id
    assert fox.id in hand.contents(month)
    foxes = hand.album()
    hand.put(foxes, fox.id)
    hand.take_out(month, fox.id)
    hand.put(month, hand.picture())
    assert after.reconcile()[1] == {}


def test_an_import_that_was_taken_back_says_nothing_of_counts(after):
    after.bring_in()
    after.write("zodiac_20251012_080000/aries.png", pictures.png(4))  # the fox's bytes
    second = after.bring_in()
    assert second.outcome_linked == 1
    after.undo(second)
    assert after.reconcile()[1] == {}


# The page.


def test_an_album_that_nobody_sees_is_told_and_one_that_was_never_public_is_not(after):
    after.bring_in()
    deck = after.album(f"media/{DECK}")
    assert after.album("media/lora-tests").visibility is AlbumVisibility.PRIVATE
    after.hand.change_album(deck.id, visibility=AlbumVisibility.PRIVATE)
    _, found = after.reconcile()
    assert codes(found) == {C.ALBUM_NOT_VISIBLE: 1}
    assert found[C.ALBUM_NOT_VISIBLE][0].album_id == deck.id


# Asking.


def test_every_code_has_a_meaning_and_something_to_do(after):
    assert KINDS.keys() == set(C)
    order = [kind.severity for kind in KINDS.values()]
    assert order == sorted(order, key=[*ImportSeverity].index)
    for code, kind in KINDS.items():
        advice = kind.advice("imp_x", code)
        told = f"spolvero imports mend-discrepancies imp_x --code {code}"
        assert (told in advice) == kind.mends
        assert kind.meaning.endswith(".") and advice.endswith(".")  # noqa: PT018


def test_without_an_import_it_has_to_be_said_what_to_reconcile(after):
    hand = after.hand
    asked = {"asked_by": hand.user, "deep": False}
    with pytest.raises(RuleBroken, match="say which source and which profile"):
        hand.do(aftercare.reconcile, source=None, profile=None, **asked)
    with pytest.raises(RuleBroken, match="say which source and which profile"):
        hand.do(aftercare.reconcile, source="old", profile=None, **asked)
    with pytest.raises(RuleBroken, match="no source"):
        hand.do(
            aftercare.reconcile,
            **{"source": "new", "profile": ImportProfileName.MEDIA, **asked},
        )
    run = hand.do(
        aftercare.reconcile,
        **{"source": "old", "profile": ImportProfileName.MEDIA, **asked},
    )
    assert run.options["time_zone"] == "UTC"


def test_only_what_is_over_and_of_the_right_mode_can_be_mended_or_taken_back(after):
    hand = after.hand
    run = after.bring_in()
    who = {"asked_by": hand.user, "dry_run": True}
    queued = hand.do(aftercare.reconcile, source=None, profile=None, asked_by=hand.user, deep=False)
    for wrong, match in ((run.id, "is of mode apply"), (queued.id, "is queued")):
        with pytest.raises(ImportNotReady, match=match):
            hand.do(aftercare.mend, wrong, code=C.ALBUM_EMPTY, **who)
    with pytest.raises(ImportNotReady, match="of mode reconcile"):
        hand.do(aftercare.undo, queued.id, **who)
    with pytest.raises(NotFound):
        hand.do(aftercare.undo, "imp_" + "0" * 26, **who)
    waiting = hand.do(asking.promise, *(run.mode, run.source, run.profile), options=run.options,
                      dry_run=False, asked_by=None)  # fmt: skip
    with pytest.raises(ImportNotReady, match="it is queued"):
        hand.do(aftercare.undo, waiting.id, **who)
    after.work_off()
    for code in (C.SIDECAR_WITHOUT_IMAGE, C.SOURCE_NOT_CLASSIFIED, C.COUNT_MISMATCH):
        with pytest.raises(RuleBroken, match=f"cannot mend {code} by itself"):
            hand.do(aftercare.mend, queued.id, code=code, **who)


def test_a_reconciliation_that_was_cut_short_leaves_nothing_and_begins_again(after):
    hand = after.hand
    after.bring_in()
    stray(after)
    run_id = hand.do(
        aftercare.reconcile, source=None, profile=None, asked_by=hand.user, deep=False
    ).id
    after.die_within(run_id)
    assert hand.count(ImportDiscrepancy) == 0
    after.work_off()
    assert hand.one(ImportRun, run_id).state is JobState.SUCCEEDED
    assert hand.count(ImportDiscrepancy) == 1
