"""Jobs over HTTP."""


def test_a_picture_asked_for_is_found_in_the_months_album(api):
    image = api.picture(prompt="a lighthouse")
    album = api.get("/albums").json()["items"][0]
    detail = api.get(f"/albums/{album['id']}").json()
    assert album["name"] == "Generations 2026-11"
    assert [shown["id"] for shown in detail["images"]] == [image["id"]]
    assert image["prompt"] == "a lighthouse"
