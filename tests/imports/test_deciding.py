"""What becomes of a file, decided from what it says and what is known, and from nothing else."""

import hashlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from domain.entity import content_id
from domain.imports import deciding, grouping
from domain.imports.deciding import Earlier, Known, Rules
from domain.imports.metadata.facts import Facts
from domain.imports.profiles import classify
from domain.imports.reading import Read
from domain.ports import Adapter, Found
from domain.vocabulary import ImportDatedBy, ImportProfileName, ImportReason

MOMENT = datetime(2025, 10, 20, 12, tzinfo=UTC)
MTIME = int(MOMENT.timestamp()) * 1_000_000_000
RULES = Rules("old", ImportProfileName.GENERATIONS, require_sidecar=False, time_zone="UTC")
FOX = Facts(prompt="a red fox", seed=7)


def read(path, data="a picture", facts=None, reason=None, **more):
    sha256 = None if data is None else hashlib.sha256(data.encode()).hexdigest()
    kind = classify(path)
    if kind == "image":
        more = {"media_type": "image/png", "width": 8, "height": 8, **more}
    found = Found(path, path.encode(), 10, MTIME, 1)
    return Read(found, kind, reason, sha256, facts=facts or Facts(), **more)


def image(reading, path=None, **more):
    """An image of these bytes, made of the file at this path."""
    row = {
        "id": content_id("img", MOMENT, reading.sha256),
        "sha256": reading.sha256,
        "deleted_at": None,
        "import_id": "imp_1",
        "import_key": deciding.import_key("old", path or reading.found.path),
        "dated_by": ImportDatedBy.MTIME,
        "created_at": MOMENT,
        **dict.fromkeys(deciding.TOLD),
        "adapters": [],
    }
    return SimpleNamespace(**{**row, **more})


def known(*images, **albums):
    """What is known: images, and the keys of the albums of all of them."""
    by_hash = {}
    for each in images:
        by_hash.setdefault(each.sha256, []).append(each)
    keys = set(albums.get("albums", ()))
    return Known(by_hash, {each.id: keys for each in images})


def decide(*reads, known=None, rules=RULES, settle=lambda decision: decision):
    made = deciding.decide(list(enumerate(reads, 1)), known or Known(), rules, settle)
    assert [each.number for each in made] == [*range(1, len(reads) + 1)]
    return made


def said(decision):
    return f"{decision.outcome}/{decision.reason}" if decision.reason else str(decision.outcome)


def outcomes(*reads, **more):
    return [said(each) for each in decide(*reads, **more)]


def test_a_picture_nobody_has_is_created_with_an_id_that_is_the_same_everywhere():
    (made,) = decide(read("batch/a.png", facts=FOX))
    assert said(made) == "created"
    assert made.image_id == content_id("img", MOMENT, made.read.sha256)
    assert (made.album_key, made.taken_at) == ("generations/batch", MOMENT)
    assert made.dated_by is ImportDatedBy.MTIME


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (ImportReason.NOT_A_PICTURE, "unsupported/not_a_picture"),
        (ImportReason.TYPE_NOT_KEPT, "unsupported/type_not_kept"),
        (ImportReason.EMPTY, "unreadable/empty"),
        (ImportReason.TRUNCATED, "unreadable/truncated"),
        (ImportReason.TOO_LARGE, "unreadable/too_large"),
        (ImportReason.SYMLINK_OUTSIDE, "unreadable/symlink_outside"),
    ],
)
def test_what_is_no_picture_is_told_from_what_cannot_be_read(reason, expected):
    assert outcomes(read("a.png", reason=reason)) == [expected]


def test_what_no_rule_places_is_unclassified_and_so_is_what_is_hidden():
    media = Rules("old", ImportProfileName.MEDIA, require_sidecar=False, time_zone="UTC")
    files = [read("uploads/a.png"), read("uploads/b.json"), read(".DS_Store", None)]
    assert outcomes(*files, rules=media) == [
        "unclassified/no_rule",
        "unclassified/no_rule",
        "unclassified/hidden_file",
    ]
    assert outcomes(read("notes.txt", None)) == ["unsupported/not_a_picture"]


def test_the_reason_of_what_is_created_is_the_first_that_applies():
    assert outcomes(read("b/a.png")) == ["created/no_metadata"]
    assert outcomes(read("b/a.png", facts=FOX)) == ["created"]
    partly = Facts(prompt="a fox", notes={"seed": "It is too large."})
    (made,) = decide(read("b/a.png", facts=partly))
    assert (said(made), made.notes) == ("created/metadata_partial", partly.notes)
    other = read("b/a.jpg", facts=partly)
    assert outcomes(other) == ["created/wrong_extension"]
    broken = read("b/a.json", "{", reason=ImportReason.BAD_SIDECAR)
    assert outcomes(broken, other) == ["unreadable/bad_sidecar", "created/sidecar_unreadable"]


def test_a_picture_without_facts_is_left_out_where_a_sidecar_is_required():
    strict = Rules("old", ImportProfileName.GENERATIONS, require_sidecar=True, time_zone="UTC")
    files = [
        read("b/a.json", "{}", FOX),
        read("b/a.png", "a"),
        read("b/b.png", "b"),
        read("b/c.png", "c", FOX),
        read("b/d.json", "{", reason=ImportReason.BAD_SIDECAR),
        read("b/d.png", "d"),
    ]
    assert outcomes(*files, rules=strict) == [
        *("created", "created", "missing_sidecar", "created"),
        *("unreadable/bad_sidecar", "missing_sidecar/sidecar_unreadable"),
    ]


def test_the_sidecar_of_the_whole_name_counts_before_others_and_all_before_the_text_within():
    files = [
        read("b/a.json", "1", Facts(prompt="second", seed=2)),
        read("b/a.png", "2", Facts(prompt="third", seed=3, steps=3)),
        read("b/a.png.json", "3", Facts(prompt="first")),
    ]
    (_, made, _) = decide(*files)
    assert made.facts == Facts(prompt="first", seed=2, steps=3)


def test_one_sidecar_tells_of_every_picture_of_its_stem_and_shares_the_first_outcome():
    files = [
        read("b/a.jpg", "jpeg", media_type="image/jpeg"),
        read("b/a.json", "{}", FOX),
        read("b/a.png", "png"),
    ]
    jpeg, sidecar, png = decide(*files)
    assert (jpeg.facts, png.facts) == (FOX, FOX)
    assert (said(sidecar), sidecar.image_id) == ("created", jpeg.image_id)


def test_a_sidecar_without_a_picture_or_of_one_that_is_not_imported_is_an_orphan():
    files = [
        read("b/a.gif", "gif", reason=ImportReason.TYPE_NOT_KEPT),
        read("b/a.json", "{}", FOX),
        read("b/alone.yaml", "x", FOX),
    ]
    assert outcomes(*files)[1:] == [
        "orphan_sidecar/picture_not_imported",
        "orphan_sidecar/no_picture",
    ]


def test_the_same_bytes_are_one_image_in_as_many_albums_as_there_are_folders():
    files = [read("a/1.png"), read("a/2.png"), read("b/3.png"), read("b/4.png")]
    made = decide(*files)
    assert [said(each) for each in made] == [
        "created/no_metadata",
        "duplicate_of",
        "linked",
        "duplicate_of",
    ]
    assert [each.duplicate_of for each in made] == [None, 1, None, 3]
    assert len({each.image_id for each in made}) == 1


def test_bytes_of_an_earlier_batch_count_as_those_of_the_same():
    reading = read("a/2.png")
    earlier = {reading.sha256: [Earlier(1, "img_1", "generations/a")]}
    (made,) = decide(reading, known=Known(earlier=earlier))
    assert (said(made), made.duplicate_of, made.image_id) == ("duplicate_of", 1, "img_1")
    other = read("b/2.png")
    (made,) = decide(other, known=Known(earlier=earlier))
    assert (said(made), made.image_id) == ("linked", "img_1")


def test_an_image_that_is_there_is_unchanged_or_linked():
    reading = read("a/1.png", facts=FOX)
    there = image(reading, prompt="a red fox", seed=7)
    assert outcomes(reading, known=known(there, albums={"generations/a"})) == ["unchanged"]
    assert outcomes(reading, known=known(there)) == ["linked"]


def test_the_studios_own_image_of_the_same_bytes_knows_better():
    reading = read("a/1.png", facts=FOX)
    own = image(reading, import_id=None, import_key=None)
    here = {"generations/a"}
    assert outcomes(reading, known=known(own, albums=here)) == ["unchanged/made_here"]
    assert outcomes(reading, known=known(own)) == ["linked"]


def test_what_is_in_the_trash_stays_there():
    reading = read("a/1.png")
    gone = image(reading, deleted_at=MOMENT)
    (made,) = decide(reading, known=known(gone))
    assert (said(made), made.image_id) == ("unchanged/in_trash", gone.id)


def test_of_several_images_of_the_same_bytes_the_oldest_counts_that_is_not_in_the_trash():
    reading = read("a/1.png")
    images = [
        image(reading, id="img_1", deleted_at=MOMENT),
        image(reading, id="img_2"),
        image(reading, id="img_3"),
    ]
    (made,) = decide(reading, known=known(*images))
    assert (said(made), made.image_id) == ("linked", "img_2")


def test_what_a_sidecar_tells_anew_is_taken_over_with_what_stood_there():
    reading = read("a/1.png", facts=Facts(prompt="a blue fox", adapters=(Adapter("ink", 0.5),)))
    there = image(reading, prompt="a red fox", seed=7)
    (made,) = decide(reading, known=known(there, albums={"generations/a"}))
    assert said(made) == "metadata_updated"
    assert made.changes == {"prompt": "a blue fox", "adapters": [{"name": "ink", "weight": 0.5}]}
    assert made.before == {"prompt": "a red fox", "adapters": []}
    assert made.notes["prompt"] == "It was a red fox, and is a blue fox."
    assert made.notes["adapters"].startswith("It was nothing, and is")


def test_what_is_not_told_any_more_stays():
    reading = read("a/1.png")
    there = image(reading, prompt="a red fox", seed=7)
    assert outcomes(reading, known=known(there, albums={"generations/a"})) == ["unchanged"]


def test_another_file_of_the_same_bytes_changes_nothing():
    reading = read("a/2.png", facts=FOX)
    there = image(reading, "a/1.png", prompt="a blue fox")
    here = {"generations/a"}
    assert outcomes(reading, known=known(there, albums=here)) == ["unchanged/metadata_differs"]
    alike = image(reading, "a/1.png", prompt="a red fox", seed=7)
    assert outcomes(reading, known=known(alike, albums=here)) == ["unchanged"]


def test_a_date_from_the_files_time_stays_when_the_file_is_copied():
    reading = read("1.png")
    before = datetime(2024, 3, 1, tzinfo=UTC)
    there = image(reading, created_at=before)
    (made,) = decide(reading, known=known(there, albums={"month/2024-03"}))
    assert (said(made), made.taken_at) == ("unchanged", before)


def test_a_better_date_is_taken_over_and_a_worse_one_is_not():
    reading = read("b/1.png", facts=Facts(stamp="2024-05-06T07:08:09"))
    here = {"generations/b"}
    there = image(reading)
    (made,) = decide(reading, known=known(there, albums=here))
    assert said(made).startswith("metadata_updated")
    assert made.changes["created_at"] == datetime(2024, 5, 6, 7, 8, 9, tzinfo=UTC)
    assert made.changes["dated_by"] is ImportDatedBy.SIDECAR
    known_better = image(reading, dated_by=ImportDatedBy.SIDECAR)
    assert outcomes(read("b/1.png"), known=known(known_better, albums=here)) == ["unchanged"]


def test_who_has_the_last_word_is_heard_before_the_next_file_is_decided():
    error = deciding.ImportOutcome.ERROR

    def settle(decision):
        if decision.number > 1:
            return decision
        why = ImportReason.STORAGE_FAILED
        return deciding.Decision(decision.number, decision.read, error, why)

    files = [read("a/1.png"), read("a/1.png.json", "{}", FOX), read("a/2.png")]
    assert outcomes(*files, settle=settle) == [
        "error/storage_failed",
        "error/storage_failed",
        "created/no_metadata",
    ]


def test_files_are_cut_into_batches_where_none_before_belongs_to_any_behind(monkeypatch):
    monkeypatch.setattr(grouping, "AT_ONCE", 1)
    paths = ["a.bak", "a.json", "a.k.png", "a.k/x.png", "a.png", "a.png.json", "b.png", "c.json"]
    assert list(grouping.batches(paths, str)) == [["a.bak"], paths[1:6], ["b.png"], ["c.json"]]


def test_who_waits_too_long_for_company_lets_the_others_pass(monkeypatch):
    monkeypatch.setattr(grouping, "AT_ONCE", 1)
    monkeypatch.setattr(grouping, "HELD", 3)
    many = [f"a.k/{number}.txt" for number in range(10)]
    cut = list(grouping.batches(["a.json", *many, "a.png", "b.png"], str))
    assert sorted(path for batch in cut for path in batch) == sorted(
        ["a.json", *many, "a.png", "b.png"]
    )
    (group,) = [batch for batch in cut if "a.png" in batch]
    assert "a.json" in group
    assert max(map(len, cut)) <= 4
