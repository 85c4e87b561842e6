"""Albums over HTTP."""

import pytest

UNKNOWN = "alb_" + "0" * 26
NO_IMAGE = "img_" + "0" * 26


@pytest.fixture
def album(api):
    """The answer to making an album."""
    return api.post("/albums", json={"name": "Foxes"}).raise_for_status()


def ids(page):
    return [item["id"] for item in page["items"]]


def all_pages(api, path, limit):
    """Every page of a list, by following `next_cursor`."""
    pages = [api.get(path, params={"limit": limit}).raise_for_status().json()]
    while cursor := pages[-1]["next_cursor"]:
        query = {"limit": limit, "cursor": cursor}
        pages.append(api.get(path, params=query).raise_for_status().json())
    return pages


def test_a_new_album_is_where_its_location_says(api, album):
    assert album.status_code == 201
    found = api.get(album.headers["Location"].removeprefix("/api/v1"))
    assert found.headers["ETag"] == album.headers["ETag"]
    assert found.json() == {
        **album.json(),
        "images": [],
        "images_next_cursor": None,
        "images_only_here": 0,
    }


def test_what_is_not_said_about_a_new_album_is_its_default(album):
    made = album.json()
    assert (made["description"], made["visibility"], made["kind"]) == ("", "private", "manual")
    assert (made["image_count"], made["cover_image_id"]) == (0, None)
    assert made["created_at"] == made["updated_at"]


def test_names_need_not_be_unique(api, album):
    again = api.post("/albums", json={"name": "Foxes"}).json()
    assert again["id"] != album.json()["id"]


def test_a_change_touches_what_it_names_and_leaves_the_rest(api, album, clock):
    made = album.json()
    clock.turn(minutes=1)
    answer = api.patch(f"/albums/{made['id']}", json={"description": "All of them."})
    changed = answer.json()
    assert changed == {
        **made,
        "description": "All of them.",
        "updated_at": changed["updated_at"],
    }
    assert changed["updated_at"] > made["updated_at"]
    assert answer.headers["ETag"] == api.get(f"/albums/{made['id']}").headers["ETag"]
    assert answer.headers["ETag"] != album.headers["ETag"]


def test_a_change_to_what_it_is_already_changes_nothing(api, album):
    answer = api.patch(f"/albums/{album.json()['id']}", json={"name": "Foxes"})
    assert answer.json() == album.json()
    assert answer.headers["ETag"] == album.headers["ETag"]


def test_a_change_that_says_nothing_or_null_is_refused(api, album, refused):
    path = f"/albums/{album.json()['id']}"
    for body in ({}, {"name": None}, {"kind": "monthly"}, {"name": " "}, {"visibility": "x"}):
        refused(api.patch(path, json=body), "invalid-request")
    assert api.get(path).headers["ETag"] == album.headers["ETag"]


def test_if_match_guards_changes_against_those_who_were_faster(api, album, refused):
    path, tag = f"/albums/{album.json()['id']}", album.headers["ETag"]
    for condition in ('"other"', f"W/{tag}", f'"other", W/{tag}', '""', f'"{tag[1:-1]}x"'):
        for method, body in (("PATCH", {"name": "x"}), ("DELETE", None)):
            answer = api.request(method, path, json=body, headers={"If-Match": condition})
            refused(answer, "precondition-failed")
    for condition in (tag, f'"other", {tag}', f'"a,b" ,\t{tag}', "*"):
        answer = api.patch(path, json={"name": "Foxes"}, headers={"If-Match": condition})
        assert answer.status_code == 200, condition
    api.patch(path, json={"name": "Owls"}, headers={"If-Match": tag}).raise_for_status()
    refused(api.patch(path, json={"name": "x"}, headers={"If-Match": tag}), "precondition-failed")
    assert api.get(path).json()["name"] == "Owls"


def test_if_match_must_be_a_list_of_tags(api, album, refused):
    path = f"/albums/{album.json()['id']}"
    for condition in ("1", "1a", '"1a', "", ",", '*, "1a"', '"1a";', "'1a'", 'w/"1a"'):
        answer = api.patch(path, json={"name": "x"}, headers={"If-Match": condition})
        refused(answer, "invalid-request")


def test_if_none_match_saves_sending_what_the_client_has(api, album, subtests):
    path, tag = f"/albums/{album.json()['id']}", album.headers["ETag"]
    for condition in (tag, f"W/{tag}", f'"other", {tag}', "*", f'W/"other" , W/{tag}'):
        with subtests.test(condition):
            for method in ("GET", "HEAD"):
                answer = api.request(method, path, headers={"If-None-Match": condition})
                assert (answer.status_code, answer.content) == (304, b"")
                assert answer.headers["ETag"] == tag
                assert answer.headers["Vary"] == "Authorization, Cookie"
                assert len(answer.headers["X-Trace-Id"]) == 32
    for condition in ('"other"', '""', f'"{tag[1:-1]}x", W/"x"'):
        assert api.get(path, headers={"If-None-Match": condition}).status_code == 200


def test_an_entity_tag_changes_with_all_that_an_opened_album_shows(api):
    image = api.picture()["id"]
    album = api.get("/albums").json()["items"][0]["id"]
    other = api.post("/albums", json={"name": "Owls"}).json()["id"]
    tags = []

    def look():
        tags.append(api.get(f"/albums/{album}").headers["ETag"])

    look()
    api.patch(f"/images/{image}", json={"title": "Fox"})
    look()
    api.put(f"/albums/{other}/images/{image}")
    api.delete(f"/albums/{album}/images/{image}").raise_for_status()
    api.patch(f"/albums/{album}", json={"name": "Mine"})
    look()
    second = api.picture(seed=5)["id"]
    look()
    api.delete(f"/images/{second}").raise_for_status()
    look()
    assert len(set(tags)) == len(tags)


def test_a_viewers_tag_is_not_good_for_the_public_who_see_less(api, album):
    path = f"/albums/{album.json()['id']}"
    tag = api.patch(path, json={"visibility": "published"}).headers["ETag"]
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert api.public.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_lists_come_newest_first_and_pages_add_up_to_the_list(api):
    made = [api.post("/albums", json={"name": f"No. {n}"}).json()["id"] for n in range(7)]
    for limit in (1, 2, 3, 6, 7, 8, 100):
        pages = all_pages(api, "/albums", limit)
        assert [each for page in pages for each in ids(page)] == made[::-1], limit
        assert all(len(page["items"]) == limit for page in pages[:-1])
        assert len(pages) == -(-7 // limit)


def test_albums_that_come_and_go_between_pages_skip_and_repeat_nothing(api):
    made = [api.post("/albums", json={"name": f"No. {n}"}).json()["id"] for n in range(5)]
    first = api.get("/albums?limit=2").json()
    api.post("/albums", json={"name": "Late"})
    api.delete(f"/albums/{made[3]}").raise_for_status()
    rest = api.get("/albums", params={"cursor": first["next_cursor"]}).json()
    assert ids(first) + ids(rest) == made[::-1]


def test_an_albums_pages_are_in_album_order_and_go_on_where_its_detail_ends(api, album):
    album_id = album.json()["id"]
    images = [api.picture(seed=n)["id"] for n in range(4)]
    order = [images[n] for n in (2, 0, 3, 1)]
    for image in order:
        assert api.put(f"/albums/{album_id}/images/{image}").status_code == 204
    path = f"/albums/{album_id}/images"
    assert [each for page in all_pages(api, path, 3) for each in ids(page)] == order
    detail = api.get(f"/albums/{album_id}").json()
    assert [image["id"] for image in detail["images"]] == order
    assert (detail["image_count"], detail["cover_image_id"]) == (4, order[0])


def test_a_cursor_is_good_only_for_the_list_that_gave_it(api, refused):
    for n in range(2):
        api.post("/albums", json={"name": f"No. {n}"})
    cursor = api.get("/albums?limit=1").json()["next_cursor"]
    album = api.get("/albums").json()["items"][0]["id"]
    for path in ("/images", "/jobs", f"/albums/{album}/images"):
        refused(api.get(path, params={"cursor": cursor}), "invalid-request")


def test_putting_an_image_where_it_is_already_changes_nothing(api, album):
    album_id, image = album.json()["id"], api.picture()["id"]
    for _ in range(2):
        answer = api.put(f"/albums/{album_id}/images/{image}")
        assert (answer.status_code, answer.content) == (204, b"")
    assert api.get(f"/albums/{album_id}").json()["image_count"] == 1
    assert api.get(f"/albums/{album_id}").headers["ETag"] == '"2a"'


def test_what_is_not_there_is_not_found(api, album, refused):
    album_id, image = album.json()["id"], api.picture()["id"]
    for method, path in (
        ("GET", f"/albums/{UNKNOWN}"),
        ("PATCH", f"/albums/{UNKNOWN}"),
        ("DELETE", f"/albums/{UNKNOWN}"),
        ("GET", f"/albums/{UNKNOWN}/images"),
        ("PUT", f"/albums/{UNKNOWN}/images/{image}"),
        ("PUT", f"/albums/{album_id}/images/{NO_IMAGE}"),
        ("DELETE", f"/albums/{UNKNOWN}/images/{image}"),
        ("DELETE", f"/albums/{album_id}/images/{image}"),
    ):
        body = {"name": "x"} if method == "PATCH" else None
        refused(api.request(method, path, json=body), "not-found")


def test_an_image_taken_out_of_its_only_album_moves_to_the_months(api, album, refused):
    album_id = album.json()["id"]
    image = api.picture(album_id=album_id)["id"]
    assert ids(api.get("/albums").json()) == [album_id]
    assert api.delete(f"/albums/{album_id}/images/{image}").status_code == 204
    month = api.get("/albums").json()["items"][0]
    assert (month["kind"], month["cover_image_id"]) == ("monthly", image)
    refused(api.delete(f"/albums/{month['id']}/images/{image}"), "conflict")
    refused(api.delete(f"/albums/{month['id']}"), "conflict")


def test_deleting_an_album_keeps_its_images(api, album, refused):
    album_id = album.json()["id"]
    image = api.picture(album_id=album_id)["id"]
    assert api.delete(f"/albums/{album_id}").status_code == 204
    refused(api.get(f"/albums/{album_id}"), "not-found")
    refused(api.delete(f"/albums/{album_id}"), "not-found")
    assert ids(api.get("/images").json()) == [image]
    assert api.get("/albums").json()["items"][0]["cover_image_id"] == image


@pytest.fixture
def images(api, album):
    """The ids of four pictures in the album."""
    return [api.picture(seed=n, album_id=album.json()["id"])["id"] for n in range(4)]


def test_an_album_is_put_in_order(api, album, images, refused):
    path = f"/albums/{album.json()['id']}"
    a, b, c, d = images
    answer = api.post(f"{path}/order", json={"image_ids": [d, b], "before": a})
    assert answer.status_code == 200
    assert answer.headers["ETag"] == api.get(path).headers["ETag"]
    assert ids(api.get(f"{path}/images").json()) == [d, b, a, c]
    api.post(f"{path}/order", json={"image_ids": [d]}).raise_for_status()
    api.post(f"{path}/order", json={"image_ids": [b], "before": None}).raise_for_status()
    assert ids(api.get(f"{path}/images").json()) == [a, c, d, b]
    problem = refused(api.post(f"{path}/order", json={"image_ids": [a, NO_IMAGE]}), "rule-broken")
    assert NO_IMAGE in problem["detail"]
    assert a not in problem["detail"]
    for body in ({"image_ids": []}, {"image_ids": [a, a]}, {"before": a}, {}):
        refused(api.post(f"{path}/order", json=body), "invalid-request")
    stale = {"If-Match": album.headers["ETag"]}
    answer = api.post(f"{path}/order", json={"image_ids": [a]}, headers=stale)
    refused(answer, "precondition-failed")
    refused(api.post(f"/albums/{UNKNOWN}/order", json={"image_ids": [a]}), "not-found")


def test_a_cover_is_chosen_and_given_up(api, album, images, refused):
    path = f"/albums/{album.json()['id']}"
    foreign = api.picture(seed=9)["id"]
    assert api.get(path).json()["cover_image_id"] == images[0]
    chosen = api.patch(path, json={"cover_image_id": images[2], "visibility": "published"})
    assert chosen.json()["cover_image_id"] == images[2]
    assert api.public.get(path).json()["cover_image_id"] == images[2]
    api.patch(f"/images/{images[2]}", json={"visibility": "private"}).raise_for_status()
    assert api.public.get(path).json()["cover_image_id"] == images[0]
    assert api.get(path).json()["cover_image_id"] == images[2]
    for wrong in (foreign, NO_IMAGE):
        refused(api.patch(path, json={"cover_image_id": wrong, "name": "x"}), "rule-broken")
    assert api.get(path).json()["name"] == "Foxes"
    assert api.patch(path, json={"cover_image_id": None}).json()["cover_image_id"] == images[0]


def test_images_are_put_moved_and_taken_out_many_at_once(api, album, images, refused):
    album_id = album.json()["id"]
    other = api.post("/albums", json={"name": "Owls"}).json()["id"]
    a, b, c, d = images

    def outcomes(path, **body):
        answer = api.post(path, json=body).raise_for_status()
        return [(each["image_id"], each["outcome"]) for each in answer.json()["results"]]

    into = f"/albums/{other}/images"
    assert outcomes(into, image_ids=[b, NO_IMAGE]) == [(b, "added"), (NO_IMAGE, "not_found")]
    assert outcomes(into, image_ids=[c, b]) == [(c, "added"), (b, "already_there")]
    assert outcomes(into, image_ids=[d], from_album_id=album_id) == [(d, "moved")]
    assert ids(api.get(into).json()) == [b, c, d]
    assert ids(api.get(f"/albums/{album_id}/images").json()) == [a, b, c]
    for source in (other, UNKNOWN):
        refused(api.post(into, json={"image_ids": [a], "from_album_id": source}), "rule-broken")
    answer = api.post(f"{into}/remove", json={"image_ids": [d, b, a]}).json()["results"]
    month = api.get("/albums?kind=monthly").json()["items"][0]["id"]
    assert answer == [
        {"image_id": d, "outcome": "removed", "rehoused_to": month},
        {"image_id": b, "outcome": "removed", "rehoused_to": None},
        {"image_id": a, "outcome": "not_in_album", "rehoused_to": None},
    ]
    assert outcomes(f"/albums/{month}/images/remove", image_ids=[d]) == [(d, "kept")]


def test_an_album_tells_how_many_images_its_deletion_would_move(api, album, images):
    path = f"/albums/{album.json()['id']}"
    other = api.post("/albums", json={"name": "Owls"}).json()["id"]
    api.post(f"/albums/{other}/images", json={"image_ids": images[:3]}).raise_for_status()
    assert api.get(path).json()["images_only_here"] == 1
    api.patch(path, json={"visibility": "published"}).raise_for_status()
    assert api.public.get(path).json()["images_only_here"] is None
    api.delete(path).raise_for_status()
    month = api.get("/albums?kind=monthly").json()["items"][0]
    assert (month["image_count"], month["cover_image_id"]) == (1, images[3])


def test_albums_are_found_and_sorted(api):
    for name, visibility in (("zebras", "published"), ("Äpfel", "private"), ("Birnen", "private")):
        api.post("/albums", json={"name": name, "visibility": visibility}).raise_for_status()

    def names(client=api, **asked):
        return [each["name"] for each in client.get("/albums", params=asked).json()["items"]]

    assert names(sort="name") == ["Äpfel", "Birnen", "zebras"]
    assert names(sort="oldest") == ["zebras", "Äpfel", "Birnen"]
    assert names(q="ÄPFEL") == ["Äpfel"]
    assert names(visibility="published") == names(api.public, sort="name") == ["zebras"]
    assert names(kind="monthly") == names(api.public, q="äpfel") == []
