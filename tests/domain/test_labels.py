"""Labels: one of each, by people and by models."""

import pytest

from domain import images, labels
from domain.errors import Conflict, NotFound, RuleBroken
from domain.labels import Label
from domain.vocabulary import LABEL_COUNT_MAXIMUM, LabelSource

UNKNOWN = "lbl_00000000000000000000000000"


@pytest.fixture
def image_id(hand):
    return hand.image()


@pytest.fixture
def add(hand, image_id):
    """Label the image; give the label and whether it is new."""

    def add(kind, text, **more):
        return hand.do(
            lambda work: labels.add(
                work, images.get(work, image_id), by=hand.user, kind=kind, text=text, **more
            )
        )

    return add


@pytest.fixture
def change(hand, image_id):
    def change(label_id, **change):
        hand.do(lambda work: labels.update(work, labels.get(work, image_id, label_id), **change))

    return change


def listed(hand, image_id):
    page = hand.see(labels.page, image_id, None, 100)
    return [(row.kind, row.text, row.source, row.model, row.confidence) for row in page.items]


def test_a_person_and_models_label_an_image(hand, image_id, add):
    add("tag", "Fox")
    add("caption", "A fox in a wood.")
    add("caption", "An animal.", model="looker-1", confidence=0.5)
    add("tag", "wood", model="looker-1")
    assert listed(hand, image_id) == [
        ("tag", "Fox", "manual", None, None),
        ("caption", "A fox in a wood.", "manual", None, None),
        ("caption", "An animal.", "model", "looker-1", 0.5),
        ("tag", "wood", "model", "looker-1", None),
    ]


def test_a_tag_that_is_there_is_given_back_as_it_is_whoever_brings_it(hand, image_id, add):
    first, new = add("tag", "Straße")
    assert new
    for again in ("Straße", "STRASSE", " strasse ", "straSSe"):
        label, new = add("tag", again, model="looker-1", confidence=1)
        assert (label.id, label.text, label.source, new) == (first.id, "Straße", "manual", False)
    assert len(listed(hand, image_id)) == 1


def test_a_caption_replaces_that_of_the_same_writer_and_of_no_other(hand, image_id, add):
    first, _ = add("caption", "A fox.", model="looker-1", confidence=0.5)
    add("caption", "A dog.", model="looker-2")
    add("caption", "Reynard.")
    again, new = add("caption", "A red fox.", model="looker-1")
    assert (again.id, new) == (first.id, False)
    assert [row[1:] for row in listed(hand, image_id)] == [
        ("A red fox.", "model", "looker-1", None),
        ("A dog.", "model", "looker-2", None),
        ("Reynard.", "manual", None, None),
    ]


def test_what_does_not_fit_together_is_refused(add, change):
    with pytest.raises(RuleBroken, match="which `model`"):
        add("tag", "fox", confidence=0.5)
    with pytest.raises(RuleBroken, match="at most 100 characters"):
        add("tag", "x" * 101)
    add("caption", "x" * 500)
    tag, _ = add("tag", "x" * 100)
    with pytest.raises(RuleBroken, match="at most 100 characters"):
        change(tag.id, text="x" * 101)
    with pytest.raises(RuleBroken, match="a person wrote"):
        change(tag.id, confidence=0.5)


def test_a_tag_cannot_become_one_that_is_there_but_may_be_written_otherwise(hand, add, change):
    fox, _ = add("tag", "fox")
    add("tag", "owl")
    with pytest.raises(Conflict, match="has this tag"):
        change(fox.id, text="OWL")
    change(fox.id, text="FOX")
    assert hand.one(Label, fox.id).text == "FOX"


def test_a_change_touches_what_it_names(hand, add, change):
    label, _ = add("caption", "A fox.", model="looker-1", confidence=0.25)
    change(label.id, text="A red fox.")
    change(label.id, confidence=0)
    changed = hand.one(Label, label.id)
    assert (changed.text, changed.confidence) == ("A red fox.", 0)
    assert (changed.source, changed.model) == (LabelSource.MODEL, "looker-1")


def test_a_label_is_known_by_its_own_image_only(hand, image_id, add):
    label, _ = add("tag", "fox")
    for image, label_id in ((hand.image(), label.id), (image_id, UNKNOWN)):
        with pytest.raises(NotFound, match="no label with this id"):
            hand.do(labels.get, image, label_id)


def test_an_image_has_a_limit_of_labels_that_replacing_does_not_count_against(add):
    for n in range(LABEL_COUNT_MAXIMUM):
        add("tag", f"tag {n}")
    with pytest.raises(RuleBroken, match=str(LABEL_COUNT_MAXIMUM)):
        add("tag", "one more")
    add("tag", "TAG 7")


def test_labels_change_what_an_image_is_found_by(hand, image_id, add, change):
    found_by = lambda: hand.one(images.Image, image_id).search_text  # noqa: E731
    label, _ = add("tag", "Füchslein")
    assert found_by() == "a red fox\nfüchslein"
    hand.change_image(image_id, title="REYNARD")
    assert found_by() == "a red fox\nreynard\nfüchslein"
    change(label.id, text="Vixen")
    assert found_by() == "a red fox\nreynard\nvixen"
    hand.do(lambda work: labels.delete(work, labels.get(work, image_id, label.id)))
    assert found_by() == "a red fox\nreynard"
