"""Batches over HTTP."""

import pytest

UNKNOWN = "bat_" + "0" * 26
CARDS = {
    "name": "Playing cards",
    "columns": [{"name": "value"}, {"name": "suit"}],
    "prompt_template": "The {value} of {suit}",
    "example_theme": "woodcut",
    **{"width": 64, "height": 64, "steps": 1},
    "rows": [
        {"value": "Ace", "suit": "Spades"},
        {"value": "King", "suit": "Hearts"},
        {"value": "Ten", "suit": "Clubs"},
    ],
}


@pytest.fixture
def template(api):
    """The template, as it was made."""
    return api.post("/batch-templates", json=CARDS).raise_for_status().json()


@pytest.fixture
def start(api, template):
    """Start a batch; give the answer."""

    def start(headers=None, **asked):
        return api.post("/batches", json={"template_id": template["id"], **asked}, headers=headers)

    return start


def test_a_receipt_says_where_to_watch(api, start, template):
    answer = start(theme="ink", visibility="published")
    assert answer.status_code == 202
    receipt = answer.json()
    assert answer.headers["Location"] == receipt["batch_url"]
    assert (receipt["template_id"], receipt["total"]) == (template["id"], 3)
    batch = api.get(receipt["batch_url"].removeprefix("/api/v1"))
    assert batch.headers["Cache-Control"] == "no-store"
    told = batch.json()
    assert (told["id"], told["name"], told["state"]) == (
        receipt["id"],
        "Playing cards – ink",
        "queued",
    )
    assert told["counts"] == {
        **{"total": 3, "queued": 3, "running": 0},
        **{"succeeded": 0, "failed": 0, "cancelled": 0},
    }
    assert told["template"]["prompt_template"] == CARDS["prompt_template"]
    assert (told["seed"], told["started_at"], told["finished_at"]) == (None, None, None)
    album = api.public.get(f"/albums/{receipt['album_id']}").json()
    assert (album["name"], album["kind"], album["image_count"]) == (told["name"], "batch", 0)
    listed = api.get("/batches").json()["items"]
    assert listed == [{name: told[name] for name in told if name != "template"}]


def test_pictures_arrive_in_the_album_and_tell_their_row(api, start, template):
    receipt = start().json()
    api.work_off()
    batch = api.get(f"/batches/{receipt['id']}").json()
    assert batch["state"] == "completed"
    assert batch["counts"]["succeeded"] == 3
    assert batch["created_at"] < batch["started_at"] < batch["finished_at"]
    images = api.get(f"/albums/{receipt['album_id']}/images").json()["items"]
    assert [image["title"] for image in images] == [
        *("Ace_of_Spades", "King_of_Hearts", "Ten_of_Clubs")
    ]
    assert images[1]["origin"] == {
        "template_id": template["id"],
        "batch_id": receipt["id"],
        "row_number": 2,
        "row_values": {"value": "King", "suit": "Hearts"},
    }
    items = api.get(f"/batches/{receipt['id']}/items").json()["items"]
    assert [item["image_id"] for item in items] == [image["id"] for image in images]
    assert items[0]["item_name"] == "Ace_of_Spades"
    assert items[0]["prompt"] == "Art style: woodcut. The Ace of Spades"
    assert [item["state"] for item in items] == ["succeeded"] * 3
    assert {item["failure"] for item in items} == {None}


def test_the_public_sees_the_pictures_and_not_where_they_came_from(api, start, refused):
    receipt = start(visibility="published").json()
    api.work_off()
    images = api.public.get(f"/albums/{receipt['album_id']}/images").json()["items"]
    assert len(images) == 3
    assert {image["origin"] for image in images} == {None}
    refused(api.public.get(f"/batches/{receipt['id']}"), "unauthenticated")


def test_the_jobs_of_a_batch_can_be_asked_for(api, start):
    first, second = start().json(), start(rows=[2]).json()
    jobs = api.get("/jobs", params={"batch_id": second["id"]}).json()["items"]
    assert [job["row_values"] for job in jobs] == [{"value": "King", "suit": "Hearts"}]
    assert len(api.get("/jobs", params={"batch_id": first["id"]}).json()["items"]) == 3


def test_the_same_request_with_the_same_key_starts_one_batch(api, start, refused):
    key = {"Idempotency-Key": "deck-1"}
    first = start(key)
    api.work_off()
    assert start(key).json() == first.json()
    assert len(api.get("/batches").json()["items"]) == 1
    refused(start(key, theme="ink"), "idempotency-key-reused")


def test_what_cannot_be_started_is_refused_and_queues_nothing(api, start, template, refused):
    refused(start(template_id="tpl_" + "0" * 26), "rule-broken")
    assert refused(start(rows=[4]), "invalid-rows")["errors"] == [
        {
            "in": "body",
            "pointer": "/rows",
            "row": 4,
            "detail": "There is no such row; the template has 3.",
        }
    ]
    refused(start(negative_prompt="x" * 2001), "invalid-request")
    rows = [{"value": str(number), "suit": "Clubs"} for number in range(15)]
    api.put(f"/batch-templates/{template['id']}/rows", json={"rows": rows}).raise_for_status()
    preview = api.post(f"/batch-templates/{template['id']}/preview", json={}).json()
    assert preview["refusal"] is None
    start().raise_for_status()
    preview = api.post(f"/batch-templates/{template['id']}/preview", json={}).json()
    body = refused(start(), "queue-full")
    assert preview["refusal"] == {"type": body["type"], "detail": body["detail"]}
    assert len(api.get("/batches").json()["items"]) == 1


def test_a_batch_is_cancelled_and_tried_again(api, start):
    batch = start().json()["id"]
    cancelled = api.post(f"/batches/{batch}/cancel").json()
    assert (cancelled["state"], cancelled["counts"]["cancelled"]) == ("cancelled", 3)
    assert api.post(f"/batches/{batch}/cancel").json() == cancelled
    assert api.post(f"/batches/{batch}/retry", json={}).json() == cancelled
    again = api.post(f"/batches/{batch}/retry", json={"include_cancelled": True}).json()
    assert (again["state"], again["counts"]["queued"]) == ("queued", 3)
    api.work_off()
    assert api.get(f"/batches/{batch}").json()["state"] == "completed"
    items = api.get(f"/batches/{batch}/items", params={"state": "cancelled"}).json()
    assert items == {"items": [], "next_cursor": None}


def test_lists_come_in_pages_and_by_template(api, start, template):
    ids = [start(rows=[1]).json()["id"] for _ in range(3)]
    first = api.get("/batches", params={"limit": 2, "template_id": template["id"]}).json()
    rest = api.get("/batches", params={"limit": 2, "cursor": first["next_cursor"]}).json()
    assert [batch["id"] for batch in [*first["items"], *rest["items"]]] == ids[::-1]
    nobody = api.get("/batches", params={"template_id": "tpl_" + "0" * 26}).json()
    assert nobody["items"] == []


def test_an_id_that_names_nothing_is_not_found(api, refused):
    for answer in (
        api.get(f"/batches/{UNKNOWN}"),
        api.get(f"/batches/{UNKNOWN}/items"),
        api.post(f"/batches/{UNKNOWN}/cancel"),
        api.post(f"/batches/{UNKNOWN}/retry", json={}),
    ):
        refused(answer, "not-found")
