"""Uploading pictures and downloading albums over HTTP."""

import hashlib
import io
import zipfile

import pytest
from PIL import Image as Picture

UNKNOWN = "alb_" + "0" * 26


def picture(kind="PNG", size=(40, 20), colour="red", **more):
    out = io.BytesIO()
    Picture.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def upload(api, data, media_type="image/png", **asked):
    return api.post("/images", content=data, headers={"Content-Type": media_type}, params=asked)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_an_upload_is_kept_as_what_it_is(api, kind):
    media_type = f"image/{kind.lower()}"
    answer = upload(api, picture(kind), media_type, title="Füchse")
    image = answer.json()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/images/{image['id']}"
    assert answer.headers["ETag"] == api.get(f"/images/{image['id']}").headers["ETag"]
    assert (image["title"], image["source"], image["media_type"]) == (
        "Füchse",
        "upload",
        media_type,
    )
    assert (image["width"], image["height"]) == (40, 20)
    made = ("prompt", "negative_prompt", "seed", "steps", "guidance_scale", "model", "job_id")
    assert {image[name] for name in made} == {None}
    file = api.get(f"/images/{image['id']}/file")
    assert file.headers["Content-Type"] == media_type
    assert hashlib.sha256(file.content).hexdigest() == image["sha256"]
    with Picture.open(io.BytesIO(file.content)) as kept:
        assert (kept.format, kept.size) == (kind, (40, 20))
    assert api.get(f"/images/{image['id']}/thumbnail").status_code == 200
    part = api.get(f"/images/{image['id']}/file", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.headers["Content-Type"]) == (206, media_type)
    other = "image/webp" if kind == "PNG" else "image/png"
    assert api.get(f"/images/{image['id']}/file", headers={"Accept": other}).status_code == 406
    assert [each["id"] for each in api.get("/images?source=upload&q=FÜCHSE").json()["items"]] == [
        image["id"]
    ]


def test_an_upload_goes_to_its_album_or_to_the_months(api, refused):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    one, two = upload(api, picture(), album_id=album).json(), upload(api, picture()).json()
    assert [each["id"] for each in api.get(f"/albums/{album}/images").json()["items"]] == [
        one["id"]
    ]
    month = api.get("/albums?kind=monthly").json()["items"][0]
    assert month["cover_image_id"] == two["id"]
    refused(upload(api, picture(), album_id=UNKNOWN), "rule-broken")


def test_the_same_picture_sent_twice_makes_two_images_of_one_file(api, tmp_path):
    one, two = (upload(api, picture()).json() for _ in range(2))
    assert one["id"] != two["id"]
    assert one["sha256"] == two["sha256"]
    assert len(list((tmp_path / "files" / "images").rglob("*.*"))) == 1


def test_a_picture_larger_than_other_bodies_may_be_is_taken_up_to_its_own_limit(api, refused):
    noise = Picture.effect_noise((400, 400), 99).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    assert len(out.getvalue()) > 65_536
    assert upload(api, out.getvalue()).status_code == 201
    refused(upload(api, b"\x89PNG\r\n\x1a\n" + bytes(20 * 1024 * 1024)), "payload-too-large")


def test_what_is_no_picture_is_refused(api, refused):
    for data in (b"x", picture()[:60], b"GIF89a" + bytes(50), b"<svg/>"):
        refused(upload(api, data), "bad-picture")
    refused(upload(api, b""), "malformed-body")
    refused(upload(api, picture("GIF"), "image/gif"), "unsupported-media-type")
    refused(upload(api, picture(), title="x" * 256), "invalid-request")
    refused(upload(api, picture(), title="\0"), "invalid-request")
    answer = api.public.post("/images", content=picture(), headers={"Content-Type": "image/png"})
    refused(answer, "unauthenticated")
    assert api.get("/images").json()["items"] == []


# Downloads.


@pytest.fixture
def album(api):
    return api.post("/albums", json={"name": 'Füchse: "all/of" them'}).json()["id"]


def archive(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/zip"
    found = zipfile.ZipFile(io.BytesIO(answer.content))
    assert found.testzip() is None
    return found


def test_an_album_is_downloaded_in_its_order_as_what_its_pictures_are(api, album):
    drawn = api.picture(prompt="A red fox: CON / *.exe", album_id=album)
    sent = upload(
        api, picture("JPEG"), "image/jpeg", album_id=album, title="🦊 狐 Füchslein."
    ).json()
    bare = upload(api, picture(colour="blue"), album_id=album).json()
    api.post(f"/albums/{album}/order", json={"image_ids": [sent["id"]], "before": drawn["id"]})
    answer = api.get(f"/albums/{album}/archive")
    found = archive(answer)
    assert found.namelist() == [
        "0001 🦊-狐-Füchslein.jpeg".replace("jpeg", "jpg"),
        "0002 A-red-fox-CON-.exe.png",
        "0003 picture.png",
    ]
    for name, image in zip(found.namelist(), (sent, drawn, bare), strict=True):
        assert hashlib.sha256(found.read(name)).hexdigest() == image["sha256"]
    assert {entry.compress_type for entry in found.infolist()} == {zipfile.ZIP_STORED}
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="F_chse all of them.zip"; '
        "filename*=UTF-8''F%C3%BCchse%20all%20of%20them.zip"
    )
    assert "Content-Length" not in answer.headers


def test_the_public_downloads_what_it_sees_and_nothing_else(api, album, refused):
    shown, hidden = (api.picture(seed=n, album_id=album) for n in range(2))
    refused(api.public.get(f"/albums/{album}/archive"), "not-found")
    api.patch(f"/albums/{album}", json={"visibility": "published"}).raise_for_status()
    api.patch(f"/images/{hidden['id']}", json={"visibility": "private"}).raise_for_status()
    found = archive(api.public.get(f"/albums/{album}/archive"))
    [name] = found.namelist()
    assert hashlib.sha256(found.read(name)).hexdigest() == shown["sha256"]
    assert len(archive(api.get(f"/albums/{album}/archive")).namelist()) == 2


def test_an_empty_album_is_an_empty_archive(api, album, refused):
    assert archive(api.get(f"/albums/{album}/archive")).namelist() == []
    assert api.head(f"/albums/{album}/archive").status_code == 200
    refused(api.get(f"/albums/{UNKNOWN}/archive"), "not-found")


def test_an_album_of_more_than_a_page_is_downloaded_whole(api, album, monkeypatch):
    monkeypatch.setattr("domain.archives.PAGE_LIMIT_MAXIMUM", 2)
    for colour in range(4):
        upload(api, picture(colour=(colour, 0, 0)), album_id=album).raise_for_status()
    names = archive(api.get(f"/albums/{album}/archive")).namelist()
    assert [name[:4] for name in names] == ["0001", "0002", "0003", "0004"]
