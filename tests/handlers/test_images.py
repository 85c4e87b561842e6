"""Images and their files over HTTP."""

import hashlib
import io

import pytest
from PIL import Image as Picture

from domain.contents import Content
from domain.images import Image
from domain.imports.source import ImportSource
from domain.vocabulary import ImageSource

UNKNOWN = "img_" + "0" * 26
FOR_EVER = "private, max-age=31536000, immutable"


@pytest.fixture
def image(api):
    return api.picture(prompt="a red fox", seed=7, width=400, height=200)


def path_of(url):
    return url.removeprefix("/api/v1")


def test_an_image_tells_how_it_was_made(image):
    assert image["prompt"] == "a red fox"
    assert (image["seed"], image["width"], image["height"], image["steps"]) == (7, 400, 200, 1)
    assert (image["guidance_scale"], image["negative_prompt"]) == (8, "")
    assert (image["source"], image["visibility"], image["title"]) == ("generation", "album", "")


def test_the_file_is_the_one_that_the_data_describes(api, image):
    file = api.get(path_of(image["file_url"]))
    assert file.headers["Content-Type"] == image["media_type"] == "image/png"
    assert len(file.content) == image["byte_size"] == int(file.headers["Content-Length"])
    assert hashlib.sha256(file.content).hexdigest() == image["sha256"]
    with Picture.open(io.BytesIO(file.content)) as picture:
        assert picture.size == (400, 200)
        assert "a red fox" in picture.text["parameters"]


def test_the_thumbnail_is_small_webp(api, image):
    small = api.get(path_of(image["thumbnail_url"]))
    assert small.headers["Content-Type"] == "image/webp"
    with Picture.open(io.BytesIO(small.content)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (300, 150))


def test_a_small_picture_is_not_blown_up_for_its_thumbnail(api):
    small = api.get(path_of(api.picture()["thumbnail_url"]))
    with Picture.open(io.BytesIO(small.content)) as picture:
        assert picture.size == (64, 64)


def test_a_thumbnail_that_was_lost_is_made_again(api, studio, image):
    before = api.get(path_of(image["thumbnail_url"])).content
    sha256 = image["sha256"]
    studio.files.delete(f"thumbnails/{sha256[:2]}/{sha256}.webp")
    assert api.get(path_of(image["thumbnail_url"])).content == before


def test_files_may_be_kept_for_ever_and_are_never_sent_twice(api, image):
    for url in (image["file_url"], image["thumbnail_url"]):
        file = api.get(path_of(url))
        assert file.headers["Cache-Control"] == FOR_EVER
        tag = file.headers["ETag"]
        for condition in (tag, f"W/{tag}", "*", f'"other", {tag}'):
            again = api.get(path_of(url), headers={"If-None-Match": condition})
            assert (again.status_code, again.content) == (304, b"")
            assert (again.headers["ETag"], again.headers["Cache-Control"]) == (tag, FOR_EVER)
        assert api.get(path_of(url), headers={"If-None-Match": '"x"'}).status_code == 200
    tags = {api.get(path_of(image[url])).headers["ETag"] for url in ("file_url", "thumbnail_url")}
    assert len(tags) == 2


def test_a_file_comes_in_parts_that_add_up(api, image, refused):
    url = path_of(image["file_url"])
    whole = api.get(url)
    assert whole.headers["Accept-Ranges"] == "bytes"
    size, tag = len(whole.content), whole.headers["ETag"]
    middle = size // 2
    parts = [
        api.get(url, headers={"Range": f"bytes={asked}", "If-Range": tag})
        for asked in (f"0-{middle - 1}", f"{middle}-")
    ]
    assert [part.status_code for part in parts] == [206, 206]
    assert b"".join(part.content for part in parts) == whole.content
    assert parts[1].headers["Content-Range"] == f"bytes {middle}-{size - 1}/{size}"
    assert parts[1].headers["Cache-Control"] == FOR_EVER
    beyond = api.get(url, headers={"Range": f"bytes={size}-"})
    refused(beyond, "range-not-satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{size}"


def test_a_file_is_given_as_what_it_is_or_not_at_all(api, image, refused):
    for url, good, bad in (
        (image["file_url"], "image/png", "image/jpeg"),
        (image["file_url"], "text/html, image/*;q=0.1", "image/*;q=0"),
        (image["thumbnail_url"], "image/webp", "image/png"),
    ):
        assert api.get(path_of(url), headers={"Accept": good}).status_code == 200
        refused(api.get(path_of(url), headers={"Accept": bad}), "not-acceptable")


def test_the_same_recipe_gives_the_same_bytes_and_another_image(api, image):
    again = api.picture(prompt="a red fox", seed=7, width=400, height=200)
    assert again["id"] != image["id"]
    assert again["sha256"] == image["sha256"]
    api.delete(f"/images/{image['id']}").raise_for_status()
    assert api.get(path_of(again["file_url"])).status_code == 200


def test_a_change_touches_title_or_visibility_and_nothing_else(api, image):
    answer = api.patch(f"/images/{image['id']}", json={"title": "Reynard"})
    changed = answer.json()
    assert changed == {**image, "title": "Reynard", "updated_at": changed["updated_at"]}
    assert changed["updated_at"] > image["updated_at"]
    found = api.get(f"/images/{image['id']}")
    assert (found.json(), found.headers["ETag"]) == (changed, answer.headers["ETag"])


def test_how_an_image_was_made_can_never_change(api, image, refused):
    for body in ({"seed": 8}, {"prompt": "an owl"}, {"sha256": "0" * 64}, {}, {"title": None}):
        refused(api.patch(f"/images/{image['id']}", json=body), "invalid-request")


def test_an_empty_title_takes_the_title_away(api, image):
    api.patch(f"/images/{image['id']}", json={"title": "Reynard"})
    assert api.patch(f"/images/{image['id']}", json={"title": ""}).json()["title"] == ""


def test_if_match_guards_changes_against_those_who_were_faster(api, image, refused):
    path = f"/images/{image['id']}"
    tag = api.get(path).headers["ETag"]
    for method, body in (("PATCH", {"title": "x"}), ("DELETE", None)):
        for condition in ('"other"', f"W/{tag}"):
            answer = api.request(method, path, json=body, headers={"If-Match": condition})
            refused(answer, "precondition-failed")
    assert api.get(path).json() == image
    assert api.delete(path, headers={"If-Match": f'"x", {tag}'}).status_code == 204


def test_if_none_match_saves_sending_what_the_client_has(api, image):
    path = f"/images/{image['id']}"
    tag = api.get(path).headers["ETag"]
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 304
    api.patch(path, json={"title": "Reynard"})
    assert api.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_a_deleted_image_is_gone_from_everywhere_at_once(api, image, refused):
    assert api.delete(f"/images/{image['id']}").status_code == 204
    for path in ("", "/file", "/thumbnail"):
        refused(api.get(f"/images/{image['id']}{path}"), "not-found")
    refused(api.delete(f"/images/{image['id']}"), "not-found")
    assert api.get("/images").json() == {"items": [], "next_cursor": None}
    [album] = api.get("/albums").json()["items"]
    assert (album["image_count"], album["cover_image_id"]) == (0, None)
    [job] = api.get("/jobs").json()["items"]
    assert (job["state"], job["image_id"]) == ("succeeded", None)


def test_the_list_is_newest_first_and_its_pages_add_up(api):
    made = [api.picture(seed=n)["id"] for n in range(3)]
    seen, cursor = [], {}
    while cursor is not None:
        page = api.get("/images", params={"limit": 2, **cursor}).json()
        seen += [image["id"] for image in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert seen == made[::-1]


def test_what_is_not_there_is_not_found(api, refused):
    for path in ("", "/file", "/thumbnail"):
        refused(api.get(f"/images/{UNKNOWN}{path}"), "not-found")
    refused(api.patch(f"/images/{UNKNOWN}", json={"title": "x"}), "not-found")
    refused(api.delete(f"/images/{UNKNOWN}"), "not-found")


def test_a_file_that_is_lost_is_our_fault_and_the_log_has_it(api, studio, image, refused, caplog):
    sha256 = image["sha256"]
    studio.files.delete(f"images/{sha256[:2]}/{sha256}.png")
    problem = refused(api.get(path_of(image["file_url"])), "internal-error")
    assert problem["trace_id"] in caplog.text


def test_a_picture_in_a_source_is_sent_in_parts_and_is_not_found_once_others_changed_it(
    api, studio, image, refused, tmp_path
):
    """What others do to their own files is no fault of ours, whatever it is."""
    name = f"images/{image['sha256'][:2]}/{image['sha256']}.png"
    source = tmp_path / "source"
    source.mkdir()
    (source / "fox.png").write_bytes(data := studio.files.get(name))
    studio.files.delete(name)
    studio.files.delete(f"thumbnails{name[6:-3]}webp")
    with studio.work() as work:
        work.add(ImportSource(name="old", folder=str(source), created_at=work.now))
        content = work.get(Content, image["sha256"])
        content.source, content.source_path = "old", "fox.png"
        work.get(Image, image["id"]).source = ImageSource.IMPORT
    path = path_of(image["file_url"])
    assert api.get(path).content == data
    part = api.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, data[10:20])
    (source / "fox.png").write_bytes(data[:-1])
    for look in (path, path_of(image["thumbnail_url"])):
        refused(api.get(look), "not-found")
    refused(api.get(path, headers={"Range": "bytes=10-19"}), "not-found")
    (source / "fox.png").write_bytes(data)
    assert api.get(path_of(image["thumbnail_url"])).status_code == 200


def test_images_are_found_by_what_is_asked_for(api):
    fox, owl = api.picture(prompt="a red FÜCHSLEIN", seed=1), api.picture(prompt="an owl", seed=2)
    api.post(f"/images/{owl['id']}/labels", json={"kind": "tag", "text": "Night"})
    album = api.get("/albums").json()["items"][0]["id"]

    def found(**asked):
        return [each["id"] for each in api.get("/images", params=asked).json()["items"]]

    assert found(q="füchslein") == found(seed=1) == [fox["id"]]
    assert found(tag="night") == found(q="owl night") == [owl["id"]]
    assert found(created_after=owl["created_at"]) == [owl["id"]]
    assert found(created_before=owl["created_at"], source="generation") == [fox["id"]]
    assert found(sort="oldest", album_id=album, model=fox["model"]) == [fox["id"], owl["id"]]
    assert found(q="%") == []


def test_what_no_filter_takes_is_refused(api, refused):
    for query in (
        {"q": ""},
        {"q": "\0"},
        {"model": "\0"},
        {"sort": "random"},
        {"seed": "x"},
        {"created_after": "yesterday"},
        {"created_after": "2026-02-30T00:00:00.000000Z"},
        {"created_before": "2026-11-23"},
        {"tag": "x" * 101},
        {"album_id": "x"},
    ):
        refused(api.get("/images", params=query), "invalid-request")


def test_a_cursor_of_another_order_or_of_other_filters_is_refused(api, refused):
    for n in range(2):
        api.picture(seed=n)
    asked = {"limit": 1, "q": "fox"}
    cursor = api.get("/images", params=asked).json()["next_cursor"]
    assert len(api.get("/images", params={**asked, "cursor": cursor}).json()["items"]) == 1
    for other in ({"sort": "oldest"}, {"q": "red"}, {"seed": 1}):
        answer = api.get("/images", params={**asked, "cursor": cursor, **other})
        refused(answer, "invalid-request")
