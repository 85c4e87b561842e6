"""API tokens over HTTP."""

from handlers.represent.moments import time


def make(api, *scopes, **more):
    asked = {"name": "Nightly", "scopes": [*scopes] or ["jobs:read"], **more}
    return api.post("/tokens", json=asked)


def bearer(made):
    return {"Authorization": f"Bearer {made.json()['secret']}"}


def test_a_token_is_shown_once_with_its_secret_and_then_without(api):
    made = make(api, "jobs:write", "jobs:read")
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    token = made.json()
    secret = token.pop("secret")
    assert secret.startswith(f"{token['prefix']}_")
    assert token["scopes"] == ["jobs:read", "jobs:write"]
    assert (token["expires_at"], token["last_used_at"]) == (None, None)
    listed = api.get("/tokens")
    assert listed.json()["items"][0] == token
    assert secret.rpartition("_")[2] not in listed.text
    operators = listed.json()["items"][1]
    assert (operators["name"], operators["prefix"]) == ("SPOLVERO_ADMIN_TOKEN", None)
    assert operators["scopes"] is None


def test_who_asks_by_a_token_is_told_what_it_is_good_for(api):
    said = api.public.get("/session", headers=bearer(make(api, "jobs:read"))).json()
    assert (said["method"], said["scopes"]) == ("token", ["jobs:read"])
    assert api.get("/session").json()["scopes"] is None


def test_a_token_ends_when_it_was_said_to_and_when_it_is_revoked(api, clock, refused):
    end = clock.now().replace(microsecond=0)
    refused(make(api, expires_at=time(end)), "rule-broken")
    made = make(api, expires_at=time(end.replace(hour=end.hour + 1)))
    assert api.public.get("/jobs", headers=bearer(made)).status_code == 200
    clock.turn(hours=1)
    refused(api.public.get("/jobs", headers=bearer(made)), "unauthenticated")
    made = make(api)
    assert api.delete(f"/tokens/{made.json()['id']}").status_code == 204
    refused(api.public.get("/jobs", headers=bearer(made)), "unauthenticated")


def test_it_is_written_down_after_the_answer_that_a_token_was_used(api, clock):
    """Whoever asks again sees it soon: it waits for nothing but a writer's turn."""
    made = make(api, "jobs:read", "tokens:read")

    def last_used() -> str | None:
        return api.get("/tokens").json()["items"][0]["last_used_at"]

    assert api.public.get("/jobs", headers=bearer(made)).status_code == 200
    while (first := last_used()) is None:
        pass
    clock.turn(seconds=50)
    assert api.public.get("/jobs", headers=bearer(made)).status_code == 200
    assert last_used() == first
    clock.turn(seconds=10)
    assert api.public.get("/jobs", headers=bearer(made)).status_code == 200
    while last_used() == first:
        pass


def test_a_token_of_some_scopes_opens_no_session(api, refused):
    secret = make(api, "jobs:read").json()["secret"]
    refused(api.public.post("/session", json={"token": secret}), "forbidden")


def test_a_token_cannot_make_one_that_may_do_more(api, refused):
    headers = bearer(make(api, "tokens:write", "jobs:read"))
    asked = {"name": "More", "scopes": ["jobs:read", "users:write"]}
    refusal = refused(api.public.post("/tokens", json=asked, headers=headers), "forbidden")
    assert "users:write" in refusal["detail"]
    asked["scopes"] = ["jobs:read"]
    assert api.public.post("/tokens", json=asked, headers=headers).status_code == 201


def test_what_is_not_a_scope_is_refused(api, refused):
    refused(make(api, "jobs:everything"), "invalid-request")
    refused(api.post("/tokens", json={"name": "None", "scopes": []}), "invalid-request")
