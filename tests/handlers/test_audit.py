"""The audit log over HTTP: what stands in it, and that nothing changes it."""

import io

from PIL import Image as Pillow

from handlers.represent.moments import time


def listed(api, **asked):
    return api.get("/audit", params=asked).raise_for_status().json()["items"]


def test_a_change_says_who_did_what_to_what_under_which_trace(api):
    mina = api.post("/users", json={"name": "Mina"}).json()
    answer = api.patch(f"/users/{mina['id']}", json={"role": "operator", "state": "disabled"})
    entry = listed(api)[0]
    me = api.get("/session").json()["user"]
    assert (entry["actor_id"], entry["actor_name"]) == (me["id"], "admin")
    assert (entry["action"], entry["subject"]) == ("update_user", mina["id"])
    assert entry["details"] == {"role": "operator", "state": "disabled"}
    assert entry["trace_id"] == answer.headers["x-trace-id"]


def test_a_thing_within_another_is_told_with_it(api):
    image = api.picture()["id"]
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    assert listed(api)[0]["subject"] == album
    api.put(f"/albums/{album}/images/{image}").raise_for_status()
    entry = listed(api)[0]
    assert (entry["action"], entry["subject"]) == ("add_album_image", album)
    assert entry["details"]["image_id"] == image


def test_an_upload_is_told_once_with_what_came_of_it(api):
    picture = io.BytesIO()
    Pillow.new("RGB", (8, 8)).save(picture, "PNG")
    headers = {"Content-Type": "image/png"}
    image = api.post("/images", content=picture.getvalue(), headers=headers).raise_for_status()
    (entry,) = listed(api)
    assert (entry["action"], entry["subject"]) == ("upload_image", image.json()["id"])


def test_who_signs_in_and_out_is_told_though_nobody_was_known_before(api):
    token = api.headers["Authorization"].removeprefix("Bearer ")
    answer = api.public.post("/session", json={"token": token})
    entry = listed(api)[0]
    assert (entry["action"], entry["actor_name"]) == ("sign_in", "admin")
    assert entry["details"] == {"method": "token"}
    cookie = {"Cookie": answer.headers["set-cookie"].partition(";")[0]}
    api.public.delete("/session", headers=cookie)
    assert [each["action"] for each in listed(api)[:2]] == ["sign_out", "sign_in"]


def test_what_was_refused_is_not_told(api):
    before = listed(api)
    api.public.post("/session", json={"token": "nobody"})
    api.post("/users", json={"name": ""})
    me = api.get("/session").json()["user"]["id"]
    api.patch(f"/users/{me}", json={"role": "viewer"})
    assert listed(api) == before


def test_no_secret_gets_into_the_log(api):
    mina = api.post("/users", json={"name": "Mina"}).json()
    link = api.post(f"/users/{mina['id']}/sign-in-link").json()["url"]
    made = api.post("/tokens", json={"name": "CI", "scopes": ["jobs:read"]}).json()
    told = api.get("/audit").text
    assert made["id"] in told
    assert made["secret"].rpartition("_")[2] not in told
    assert link.rpartition("=")[2] not in told


def test_entries_are_found_by_who_what_of_what_and_when(api, clock):
    mina = api.post("/users", json={"name": "Mina"}).json()
    clock.turn(hours=1)
    noon = time(clock.now())
    api.patch(f"/users/{mina['id']}", json={"name": "Mina B."})
    me = api.get("/session").json()["user"]["id"]
    actions = [entry["action"] for entry in listed(api, subject=mina["id"])]
    assert actions == ["update_user", "create_user"]
    assert len(listed(api, actor_id=me, action="create_user")) == 1
    assert listed(api, actor_id=mina["id"]) == []
    assert [entry["action"] for entry in listed(api, since=noon)] == ["update_user"]
    assert [entry["action"] for entry in listed(api, until=noon)] == ["create_user"]


def test_no_operation_changes_or_deletes_an_entry(api, refused):
    for method in ("post", "put", "patch", "delete"):
        refused(api.request(method, "/audit"), "method-not-allowed")
