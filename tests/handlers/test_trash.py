"""The trash over HTTP."""

import pytest

UNKNOWN = "img_" + "0" * 26


@pytest.fixture
def image(api):
    return api.picture(prompt="a red fox", seed=7)


def test_what_is_deleted_can_be_seen_in_the_trash_and_restored(api, image, clock):
    path = f"/images/{image['id']}"
    album = api.get("/albums").json()["items"][0]["id"]
    assert api.delete(path).status_code == 204
    [item] = api.get("/trash").json()["items"]
    assert item["image"] == {**image, "updated_at": item["image"]["updated_at"]}
    assert item["deleted_at"][:10] == "2026-11-23"
    assert item["purge_at"][:10] == "2026-12-23"
    answer = api.post(f"/trash/{image['id']}/restore")
    assert (answer.status_code, answer.json()["id"]) == (200, image["id"])
    assert answer.headers["ETag"] == api.get(path).headers["ETag"]
    assert api.get("/trash").json() == {"items": [], "next_cursor": None}
    assert api.get(f"/images/{image['id']}/file").status_code == 200
    assert api.get(f"/albums/{album}").json()["cover_image_id"] == image["id"]


def test_what_is_purged_is_gone_for_good(api, image, refused):
    api.delete(f"/images/{image['id']}").raise_for_status()
    assert api.delete(f"/trash/{image['id']}").status_code == 204
    refused(api.post(f"/trash/{image['id']}/restore"), "not-found")
    refused(api.delete(f"/trash/{image['id']}"), "not-found")
    assert api.get("/trash").json()["items"] == []


def test_only_what_is_in_the_trash_can_be_restored_or_purged(api, image, refused):
    for image_id in (image["id"], UNKNOWN):
        refused(api.post(f"/trash/{image_id}/restore"), "not-found")
        refused(api.delete(f"/trash/{image_id}"), "not-found")
    assert api.get(f"/images/{image['id']}").status_code == 200


def test_the_public_knows_nothing_of_the_trash(api, image, refused):
    api.delete(f"/images/{image['id']}").raise_for_status()
    refused(api.public.get("/trash"), "unauthenticated")
    refused(api.public.post(f"/trash/{image['id']}/restore"), "unauthenticated")
    refused(api.public.delete(f"/trash/{image['id']}"), "unauthenticated")


def test_the_trash_comes_in_pages(api):
    made = [api.picture(seed=n)["id"] for n in range(3)]
    for image_id in made:
        api.delete(f"/images/{image_id}").raise_for_status()
    first = api.get("/trash?limit=2").json()
    rest = api.get("/trash", params={"cursor": first["next_cursor"]}).json()
    assert [each["image"]["id"] for page in (first, rest) for each in page["items"]] == made[::-1]
