"""The trees of these tests are what they say: 181 files, and what is expected of each is so."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from PIL import ExifTags, Image

from domain.imports import names, profiles
from domain.imports.metadata import dating, sidecar
from domain.imports.metadata.facts import Facts, says_anything
from domain.vocabulary import ImportItemKind, ImportOutcome, ImportProfileName, ImportReason
from tests.imports.random_trees import plant, random_trees
from tests.imports.trees import ALBUMS, EMPTY_TAROT, generations, historic, main, synthetic


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    return historic(tmp_path_factory.mktemp("historic"))


def texts_of(path):
    """What is written within a picture, in the words of `Examined.texts`."""
    with Image.open(path) as picture:
        exif = picture.getexif()
        tags = {**exif, **exif.get_ifd(ExifTags.IFD.Exif)}
        within = {f"exif:{ExifTags.TAGS[tag]}": str(value) for tag, value in tags.items()}
        return {
            **{name: text for name, text in picture.info.items() if isinstance(text, str)},
            **within,
        }


def reason_of(facts, broken):
    if broken:
        return ImportReason.SIDECAR_UNREADABLE
    if facts.notes:
        return ImportReason.METADATA_PARTIAL
    return None if says_anything(facts) else ImportReason.NO_METADATA


def test_the_historic_tree_has_181_files_of_which_146_are_pictures_in_known_folders(old):
    there = [path for path in old.folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    assert len(there) == len(old.expected) == 181
    kinds = (ImportOutcome.CREATED, ImportOutcome.LINKED, ImportOutcome.DUPLICATE_OF)
    pictures = {
        path: each
        for path, each in old.expected.items()
        if each.kind is ImportItemKind.IMAGE and each.outcome in kinds
    }
    by_album = [sum(each.album == key for each in pictures.values()) for key in ALBUMS]
    assert by_album[:2] == [14, 41]
    assert by_album[2:] == [9, 34, 22, 8, 12, 6]
    assert sum(by_album) == len(pictures) == 146
    assert len(old.images()) == 144
    gone = [path for path in old.expected if path.startswith(EMPTY_TAROT)]
    assert len(gone) == 6
    assert {old.expected[path].outcome for path in gone} == {ImportOutcome.ORPHAN_SIDECAR}


def test_the_historic_tree_is_the_same_whenever_it_is_made(old, tmp_path):
    def bytes_of(folder):
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        return [(path.relative_to(folder), path.read_bytes()) for path in files]

    again = historic(tmp_path / "again")
    assert bytes_of(again.folder) == bytes_of(old.folder)
    assert again.expected == old.expected


def test_all_that_the_historic_tree_tells_is_told_by_its_files(old):
    """Facts, dates and albums of every picture; no engine is asked."""
    for path, expected in old.images().items():
        file = old.folder / path
        texts = texts_of(file)
        facts = sidecar.of_texts(texts)
        broken = False
        for beside in old.sidecars(path):
            try:
                facts = sidecar.combine(
                    sidecar.read((old.folder / beside).read_bytes(), beside), facts
                )
            except sidecar.BadSidecar:
                broken = True
        taken_at, dated_by = dating.when(facts, path, texts, file.stat().st_mtime_ns, "UTC")
        assert (taken_at, dated_by) == (expected.taken_at, expected.dated_by), path
        assert replace(facts, stamp=None) == expected.facts, path
        assert says_anything(facts) == (expected.facts != Facts()), path
        if expected.reason is not ImportReason.WRONG_EXTENSION:
            assert expected.reason is reason_of(facts, broken), path
        wanted = profiles.place(ImportProfileName.MEDIA, path, taken_at)
        assert (wanted.key, wanted.name) == (expected.album, ALBUMS[expected.album])


def test_no_two_images_of_the_historic_tree_have_the_same_bytes_and_the_repeated_ones_do(old):
    def digest(path):
        return hashlib.sha256((old.folder / path).read_bytes()).digest()

    first = {digest(path): path for path in old.images()}
    assert len(first) == 144
    repeated = [
        path
        for path, each in old.expected.items()
        if each.outcome in (ImportOutcome.LINKED, ImportOutcome.DUPLICATE_OF)
        and each.kind is ImportItemKind.IMAGE
    ]
    order = old.in_order()
    for path in repeated:
        assert order.index(first[digest(path)]) < order.index(path)
    assert len(repeated) == 2


def test_the_names_of_the_historic_tree_are_of_the_kinds_expected(old):
    for path, expected in old.expected.items():
        assert names.classify(path) is expected.kind, path
        if expected.outcome is ImportOutcome.UNCLASSIFIED:
            place = profiles.place(ImportProfileName.MEDIA, path, datetime.now(UTC))
            hidden = names.is_hidden(path)
            assert expected.reason == (ImportReason.HIDDEN_FILE if hidden else place), path


def test_generations_come_as_the_generator_writes_them(tmp_path):
    tree = generations(tmp_path)
    assert len(tree.images()) == 23
    assert len(tree.expected) == 46
    for path, expected in tree.images().items():
        wanted = profiles.place(ImportProfileName.GENERATIONS, path, expected.taken_at)
        assert wanted.key == expected.album
        read = sidecar.read((tmp_path / tree.sidecars(path)[0]).read_bytes(), "a.json")
        assert read.prompt == expected.facts.prompt


def test_a_synthetic_tree_has_the_number_of_files_asked_for_and_depends_on_its_seed(tmp_path):
    def all_of(folder):
        return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    counts = synthetic(tmp_path / "one", 300, seed=1)
    synthetic(tmp_path / "same", 300, seed=1)
    synthetic(tmp_path / "other", 300, seed=2)
    one = all_of(tmp_path / "one")
    assert counts.total() == len(one) == 300
    assert one == all_of(tmp_path / "same")
    assert one != all_of(tmp_path / "other")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=random_trees())
def test_every_random_tree_can_be_planted(tmp_path_factory, plan):
    folder = tmp_path_factory.mktemp("random")
    plant(folder, plan)
    there = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    assert len(there) == len(plan)


def test_a_tree_can_be_made_by_hand(tmp_path, capsys):
    main(["historic", str(tmp_path / "outputs")])
    assert capsys.readouterr().out.startswith("181 files\n    156 created\n")
    main(["synthetic", str(tmp_path / "many"), "--files", "20"])
    assert capsys.readouterr().out.startswith("20 files\n")
    with pytest.raises(SystemExit):
        main(["generations", str(tmp_path / "many")])
    assert "is not empty." in capsys.readouterr().err
