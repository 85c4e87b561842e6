"""Jobs over HTTP."""

import time
from dataclasses import replace

import pytest

from domain import rendering, working
from domain.holds import Holds
from domain.jobs import Job
from domain.leases import Hold
from domain.ports import EngineFailed, Stopped
from tests.domain.hand import Quick

UNKNOWN = "job_" + "0" * 26
FOX = {"prompt": "a red fox", "steps": 2, "width": 64, "height": 64}


def ids(page):
    return [item["id"] for item in page["items"]]


@pytest.fixture
def queued(api):
    return api.post("/jobs", json=FOX).raise_for_status().json()


def test_a_picture_asked_for_is_found_in_the_months_album(api):
    image = api.picture(prompt="a lighthouse")
    album = api.get("/albums").json()["items"][0]
    detail = api.get(f"/albums/{album['id']}").json()
    assert album["name"] == "Generations 2026-11"
    assert [shown["id"] for shown in detail["images"]] == [image["id"]]
    assert image["prompt"] == "a lighthouse"


def test_the_answer_is_a_receipt_that_says_where_to_watch(api):
    answer = api.post("/jobs", json={"prompt": "a red fox"})
    receipt = answer.json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == receipt["job_url"] == f"/api/v1/jobs/{receipt['id']}"
    assert (receipt["state"], receipt["queue_position"]) == ("queued", 1)
    job = api.get(f"/jobs/{receipt['id']}")
    assert job.headers["Cache-Control"] == "no-store"
    told = {key: job.json()[key] for key in receipt if key != "job_url"}
    assert told == {key: value for key, value in receipt.items() if key != "job_url"}


def test_only_the_prompt_must_be_given(api, fits):
    job_id = api.post("/jobs", json={"prompt": "a red fox"}).json()["id"]
    job = api.get(f"/jobs/{job_id}").json()
    assert fits("Job", job)
    assert (job["steps"], job["width"], job["height"]) == (30, 512, 512)
    assert (job["guidance_scale"], job["negative_prompt"]) == (8, "")
    assert (job["attempts"], job["steps_done"], job["started_at"]) == (0, 0, None)


def test_a_finished_job_tells_its_whole_story(api, queued, clock):
    clock.turn(seconds=5)
    api.work_off()
    job = api.get(f"/jobs/{queued['id']}").json()
    assert (job["state"], job["steps_done"], job["attempts"]) == ("succeeded", 2, 1)
    assert job["queue_position"] is None
    assert job["failure"] is None
    assert job["created_at"] < job["started_at"] < job["finished_at"]
    assert api.get(f"/images/{job['image_id']}").json()["job_id"] == job["id"]


def test_the_picture_goes_to_the_album_that_was_named(api):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    receipt = api.post("/jobs", json={**FOX, "album_id": album}).json()
    assert receipt["album_id"] == album
    api.work_off()
    image = api.get(f"/jobs/{receipt['id']}").json()["image_id"]
    assert api.get(f"/albums/{album}").json()["cover_image_id"] == image


def test_an_album_that_does_not_exist_breaks_a_rule(api, refused):
    answer = api.post("/jobs", json={**FOX, "album_id": "alb_" + "0" * 26})
    assert "album" in refused(answer, "rule-broken")["detail"]
    assert api.get("/jobs").json()["items"] == []


def test_the_same_request_under_the_same_key_gives_the_same_bytes_and_no_second_job(api):
    api.post("/jobs", json=FOX)
    key = {"Idempotency-Key": "8e03978e-40d5-43dd-bc93-6894a57f9324"}
    first = api.post("/jobs", json=FOX, headers=key)
    assert first.json()["queue_position"] == 2
    repeats = [api.post("/jobs", json=dict(reversed(FOX.items())), headers=key)]
    api.work_off()
    repeats.append(api.post("/jobs", json=FOX, headers=key))
    for repeat in repeats:
        assert (repeat.status_code, repeat.content) == (first.status_code, first.content)
        assert repeat.headers["Location"] == first.headers["Location"]
    assert len(api.get("/jobs").json()["items"]) == 2
    api.work_off()
    assert len(api.get("/images").json()["items"]) == 2


def test_a_receipt_tells_of_its_moment_whatever_became_of_the_album(api):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    asked, key = {**FOX, "album_id": album}, {"Idempotency-Key": "k"}
    first = api.post("/jobs", json=asked, headers=key)
    api.delete(f"/albums/{album}").raise_for_status()
    assert api.post("/jobs", json=asked, headers=key).content == first.content
    api.work_off()
    assert api.post("/jobs", json=asked, headers=key).content == first.content


def test_defaults_said_or_not_are_the_same_request(api):
    key = {"Idempotency-Key": "k"}
    first = api.post("/jobs", json={"prompt": "a red fox"}, headers=key)
    said = {"prompt": "a red fox", "steps": 30.0, "guidance_scale": 8.0, "negative_prompt": ""}
    assert api.post("/jobs", json=said, headers=key).content == first.content


def test_another_request_under_the_same_key_is_refused(api, refused):
    key = {"Idempotency-Key": "k"}
    api.post("/jobs", json=FOX, headers=key)
    for other in ({**FOX, "prompt": "an owl"}, {**FOX, "seed": 1}, {**FOX, "steps": 3}):
        refused(api.post("/jobs", json=other, headers=key), "idempotency-key-reused")
    assert len(api.get("/jobs").json()["items"]) == 1


def test_a_key_that_was_refused_with_its_request_is_free_again(api, refused):
    key = {"Idempotency-Key": "k"}
    wrong = {**FOX, "album_id": "alb_" + "0" * 26}
    refused(api.post("/jobs", json=wrong, headers=key), "rule-broken")
    assert api.post("/jobs", json=FOX, headers=key).status_code == 202


def test_a_full_queue_asks_to_come_back_later(api, refused):
    for _ in range(20):
        assert api.post("/jobs", json=FOX).status_code == 202
    answer = api.post("/jobs", json=FOX)
    assert "20" in refused(answer, "queue-full")["detail"]
    assert int(answer.headers["Retry-After"]) > 0
    oldest = ids(api.get("/jobs").json())[-1]
    api.post(f"/jobs/{oldest}/cancel").raise_for_status()
    assert api.post("/jobs", json=FOX).status_code == 202


def test_a_repeat_is_no_new_job_so_a_full_queue_lets_it_pass(api):
    key = {"Idempotency-Key": "k"}
    first = api.post("/jobs", json=FOX, headers=key)
    for _ in range(19):
        api.post("/jobs", json=FOX)
    assert api.post("/jobs", json=FOX).status_code == 429
    assert api.post("/jobs", json=FOX, headers=key).content == first.content


def test_a_queued_job_is_cancelled_at_once_and_asking_twice_is_no_error(api, queued):
    for _ in range(2):
        answer = api.post(f"/jobs/{queued['id']}/cancel")
        assert answer.status_code == 200
        assert (answer.json()["state"], answer.json()["queue_position"]) == ("cancelled", None)
    assert answer.json()["finished_at"] is not None
    api.work_off()
    assert api.get(f"/jobs/{queued['id']}").json() == answer.json()
    assert api.get("/images").json()["items"] == []


def test_a_running_job_is_told_to_stop_and_stops_at_its_next_step(api, studio, queued):
    (claimed,), holds = working.begin(studio, Job), Holds(time.monotonic)
    hold = Hold(claimed.id, claimed.token)
    rendering.report(studio, holds, hold, 1)
    told = api.post(f"/jobs/{queued['id']}/cancel").json()
    assert (told["state"], told["cancel_requested"], told["steps_done"]) == ("running", True, 1)
    assert api.post(f"/jobs/{queued['id']}/cancel").json() == told
    with pytest.raises(Stopped):
        rendering.report(studio, holds, hold, 2)


def test_a_finished_job_cannot_be_cancelled(api, queued, refused):
    api.work_off()
    problem = refused(api.post(f"/jobs/{queued['id']}/cancel"), "job-not-cancellable")
    assert problem["detail"] == "A succeeded job cannot be cancelled."


def test_what_is_not_there_is_not_found(api, refused):
    refused(api.get(f"/jobs/{UNKNOWN}"), "not-found")
    refused(api.post(f"/jobs/{UNKNOWN}/cancel"), "not-found")
    refused(api.post(f"/jobs/{UNKNOWN}/retry"), "not-found")
    refused(api.patch(f"/jobs/{UNKNOWN}", json={"priority": 1}), "not-found")


def test_the_queue_is_told_in_places_from_one(api):
    jobs = [api.post("/jobs", json=FOX).json()["id"] for _ in range(3)]
    api.post(f"/jobs/{jobs[0]}/cancel")
    listed = {job["id"]: job["queue_position"] for job in api.get("/jobs").json()["items"]}
    assert [listed[job] for job in jobs] == [None, 1, 2]


def test_the_list_is_newest_first_and_can_be_narrowed(api):
    album = api.post("/albums", json={"name": "Foxes"}).json()["id"]
    jobs = [api.post("/jobs", json=FOX).json()["id"] for _ in range(2)]
    jobs.append(api.post("/jobs", json={**FOX, "album_id": album}).json()["id"])
    api.post(f"/jobs/{jobs[1]}/cancel")
    assert ids(api.get("/jobs").json()) == jobs[::-1]
    assert ids(api.get("/jobs?state=queued").json()) == [jobs[2], jobs[0]]
    assert ids(api.get("/jobs?state=cancelled&state=running").json()) == [jobs[1]]
    assert ids(api.get(f"/jobs?album_id={album}&state=queued").json()) == [jobs[2]]
    assert ids(api.get(f"/jobs?album_id={album}&state=failed").json()) == []
    assert ids(api.get("/jobs?album_id=alb_" + "0" * 26).json()) == []


def test_the_pages_of_a_narrowed_list_add_up_to_it(api):
    jobs = [api.post("/jobs", json=FOX).json()["id"] for _ in range(6)]
    for job in jobs[::2]:
        api.post(f"/jobs/{job}/cancel")
    first = api.get("/jobs?state=queued&limit=2").json()
    query = f"state=queued&limit=2&cursor={first['next_cursor']}"
    second = api.get(f"/jobs?{query}").json()
    assert ids(first) + ids(second) == jobs[::-2]
    assert second["next_cursor"] is None


# Trying again, changing, and acting on many.


def fail(studio):
    """Let the engine refuse all that is due."""

    def refuse(step):
        raise EngineFailed("It is too large for this engine.")

    rendering.work_off(studio, Quick(refuse), Holds(time.monotonic))


def test_a_failed_job_tells_why_and_is_tried_again_as_the_same_job(api, studio, queued, fits):
    fail(studio)
    job = api.get(f"/jobs/{queued['id']}").json()
    assert (job["state"], job["failures"], job["crashes"]) == ("failed", 1, 0)
    reason = "It is too large for this engine."
    assert job["failure"] == {"code": "engine_failed", "reason": reason}
    again = api.post(f"/jobs/{queued['id']}/retry")
    assert again.status_code == 200
    assert fits("Job", again.json())
    told = ("id", "state", "queue_position", "failure", "failures", "finished_at", "seed")
    expected = [queued["id"], "queued", 1, None, 0, None, queued["seed"]]
    assert [again.json()[name] for name in told] == expected
    assert api.post(f"/jobs/{queued['id']}/retry").json() == again.json()
    api.work_off()
    assert api.get(f"/jobs/{queued['id']}").json()["state"] == "succeeded"


def test_a_succeeded_job_cannot_be_tried_again(api, queued, refused):
    api.work_off()
    problem = refused(api.post(f"/jobs/{queued['id']}/retry"), "job-not-retryable")
    assert (problem["status"], problem["detail"]) == (409, "A succeeded job cannot be tried again.")


def test_a_job_that_waits_to_be_tried_again_tells_when_and_why(api, studio, queued, clock):
    def break_down(step):
        raise RuntimeError("/opt/secret")

    rendering.work_off(studio, Quick(break_down), Holds(time.monotonic))
    job = api.get(f"/jobs/{queued['id']}").json()
    assert (job["state"], job["queue_position"], job["attempts"]) == ("queued", None, 1)
    reason = "The engine broke; the log says how."
    assert job["failure"] == {"code": "internal_error", "reason": reason}
    assert job["run_at"] > job["created_at"]
    clock.turn(seconds=5)
    assert api.get(f"/jobs/{queued['id']}").json()["queue_position"] == 1


def test_a_waiting_job_is_put_before_the_others(api, refused):
    first, second = (api.post("/jobs", json=FOX).json()["id"] for _ in range(2))
    changed = api.patch(f"/jobs/{second}", json={"priority": 1}).json()
    assert (changed["priority"], changed["queue_position"]) == (1, 1)
    assert api.get(f"/jobs/{first}").json()["queue_position"] == 2
    assert api.patch(f"/jobs/{second}", json={}).json() == changed
    api.work_off()
    refused(api.patch(f"/jobs/{second}", json={"priority": 2}), "conflict")
    for wrong in ({"priority": 0}, {"priority": 11}, {"priority": None}, {"seed": 1}):
        refused(api.patch(f"/jobs/{second}", json=wrong), "invalid-request")


def test_an_adapter_that_the_engine_lacks_breaks_a_rule(api, refused):
    answer = api.post("/jobs", json={**FOX, "adapters": [{"name": "no-such-adapter"}]})
    assert "no-such-adapter" in refused(answer, "rule-broken")["detail"]


def test_many_jobs_are_cancelled_and_tried_again_at_once_after_a_dry_run(api):
    jobs = [api.post("/jobs", json=FOX).json()["id"] for _ in range(4)]

    def act(what, **selection):
        return api.post(f"/jobs/{what}", json=selection).raise_for_status().json()

    few = {"job_ids": [*jobs[:2], UNKNOWN]}
    assert act("cancel", **few, dry_run=True) == {"dry_run": True, "changed": 2, "stopping": 0}
    assert ids(api.get("/jobs?state=queued").json()) == jobs[::-1]
    assert act("cancel", **few) == {"dry_run": False, "changed": 2, "stopping": 0}
    assert ids(api.get("/jobs?state=cancelled").json()) == jobs[1::-1]
    assert act("retry")["changed"] == 0  # the failed ones only
    assert act("retry", state=["cancelled"], dry_run=True)["changed"] == 2
    assert act("retry", state=["cancelled"])["changed"] == 2
    assert ids(api.get("/jobs?state=queued").json()) == jobs[::-1]
    assert act("cancel")["changed"] == 4
    assert act("cancel") == {"dry_run": False, "changed": 0, "stopping": 0}


def test_jobs_are_chosen_by_when_they_were_asked_for(api, clock):
    old = api.post("/jobs", json=FOX).json()
    clock.turn(minutes=1)
    new = api.post("/jobs", json=FOX).json()
    chosen = {"created_before": new["created_at"]}
    assert api.post("/jobs/cancel", json=chosen).json()["changed"] == 1
    assert ids(api.get("/jobs?state=cancelled").json()) == [old["id"]]


@pytest.mark.parametrize(
    "wrong",
    [
        {"job_ids": []},
        {"job_ids": ["x"]},
        {"state": []},
        {"state": ["finished"]},
        {"created_before": "2026-02-30T00:00:00.000000Z"},
        {"created_before": "yesterday"},
        {"album": "x"},
        {"dry_run": "yes"},
    ],
    ids=str,
)
def test_a_selection_that_says_nothing_sensible_changes_nothing(api, queued, refused, wrong):
    for what in ("cancel", "retry"):
        refused(api.post(f"/jobs/{what}", json=wrong), "invalid-request")
    assert api.get(f"/jobs/{queued['id']}").json()["state"] == "queued"


def test_a_full_queue_takes_nothing_back(api, refused, studio):
    first = api.post("/jobs", json=FOX).json()["id"]
    fail(studio)
    for _ in range(20):
        api.post("/jobs", json=FOX).raise_for_status()
    for path in (f"/jobs/{first}/retry", "/jobs/retry"):
        answer = api.post(path, json={} if path == "/jobs/retry" else None)
        refused(answer, "queue-full")
        assert int(answer.headers["Retry-After"]) > 0


def test_only_who_is_known_acts_on_jobs(api, queued, refused):
    for method, path in (
        ("POST", f"/jobs/{queued['id']}/retry"),
        ("PATCH", f"/jobs/{queued['id']}"),
        ("POST", "/jobs/cancel"),
        ("POST", "/jobs/retry"),
    ):
        body = {} if "{" not in path else None
        refused(api.public.request(method, path, json=body), "unauthenticated")


class TestAnHoursAllowance:
    """What one person may ask for within an hour."""

    @pytest.fixture
    def studio(self, studio):
        return replace(studio, facts=replace(studio.facts, max_pictures_per_hour=3))

    def test_more_than_it_is_answered_with_the_seconds_to_wait(self, api, clock, refused):
        first, *_ = [api.post("/jobs", json=FOX).json()["id"] for _ in range(3)]
        answer = api.post("/jobs", json=FOX)
        detail = refused(answer, "rate-limited")["detail"]
        seconds = int(answer.headers["Retry-After"])
        assert detail == (f"You may ask for 3 pictures an hour; 1 more fit in {seconds} seconds.")
        api.post(f"/jobs/{first}/cancel").raise_for_status()
        refused(api.post(f"/jobs/{first}/retry"), "rate-limited")
        refused(api.post("/jobs/retry", json={"state": ["cancelled"]}), "rate-limited")
        clock.turn(seconds=seconds)
        assert api.post("/jobs", json=FOX).status_code == 202
        refused(api.post("/jobs", json=FOX), "rate-limited")
