"""Labels over HTTP."""

import pytest

NO_LABEL = "lbl_" + "0" * 26
NO_IMAGE = "img_" + "0" * 26


@pytest.fixture
def image(api):
    return api.picture(prompt="a red fox", seed=7)


@pytest.fixture
def path(image):
    return f"/images/{image['id']}/labels"


def test_a_label_is_made_once_and_given_back_after_that(api, path):
    made = api.post(path, json={"kind": "tag", "text": "Autumn"})
    again = api.post(path, json={"kind": "tag", "text": "autumn"})
    assert (made.status_code, again.status_code) == (201, 200)
    assert again.json() == made.json()
    assert made.json()["source"] == "manual"
    assert api.get(path).json() == {"items": [made.json()], "next_cursor": None}


def test_a_model_says_how_sure_it_is(api, path):
    body = {"kind": "caption", "text": "A fox.", "model": "looker-1", "confidence": 1}
    label = api.post(path, json=body).json()
    assert (label["source"], label["model"], label["confidence"]) == ("model", "looker-1", 1)
    changed = api.patch(f"{path}/{label['id']}", json={"confidence": 0.5})
    assert changed.json() == {**label, "confidence": 0.5}


def test_what_does_not_fit_is_refused(api, path, refused):
    for body in (
        {"kind": "tag"},
        {"kind": "word", "text": "fox"},
        {"kind": "tag", "text": " "},
        {"kind": "tag", "text": "x" * 501},
        {"kind": "tag", "text": "fox", "model": "m", "confidence": 1.1},
        {"kind": "tag", "text": "fox", "source": "model"},
    ):
        refused(api.post(path, json=body), "invalid-request")
    refused(api.post(path, json={"kind": "tag", "text": "x" * 101}), "rule-broken")
    refused(api.post(path, json={"kind": "tag", "text": "x", "confidence": 1}), "rule-broken")
    ids = [api.post(path, json={"kind": "tag", "text": t}).json()["id"] for t in ("fox", "owl")]
    refused(api.patch(f"{path}/{ids[0]}", json={"text": "OWL"}), "conflict")
    refused(api.patch(f"{path}/{ids[0]}", json={}), "invalid-request")


def test_what_is_not_there_is_not_found(api, path, refused):
    label = api.post(path, json={"kind": "tag", "text": "fox"}).json()["id"]
    for wrong in (f"{path}/{NO_LABEL}", f"/images/{NO_IMAGE}/labels/{label}"):
        refused(api.patch(wrong, json={"text": "owl"}), "not-found")
        refused(api.delete(wrong), "not-found")
    refused(api.get(f"/images/{NO_IMAGE}/labels"), "not-found")
    refused(api.post(f"/images/{NO_IMAGE}/labels", json={"kind": "tag", "text": "x"}), "not-found")
    assert api.delete(f"{path}/{label}").status_code == 204
    refused(api.delete(f"{path}/{label}"), "not-found")


def test_whoever_sees_an_image_sees_its_labels_but_not_who_wrote_them(api, image, path, refused):
    label = api.post(path, json={"kind": "tag", "text": "fox"}).json()
    assert label["created_by"] is not None
    refused(api.public.get(path), "not-found")
    refused(api.public.post(path, json={"kind": "tag", "text": "owl"}), "unauthenticated")
    api.patch(f"/images/{image['id']}", json={"visibility": "published"}).raise_for_status()
    assert api.public.get(path).json()["items"] == [{**label, "created_by": None}]
