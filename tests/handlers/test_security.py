"""Who may do what: every operation of the contract against every kind of asker, and every door."""

from typing import Any

import httpx
import pytest

from domain import users
from domain.entity import new_id
from domain.users import ApiToken, User
from domain.vocabulary import Role
from handlers.app import bundle
from handlers.contract import operations

OPERATIONS = operations(bundle())
PREFIXES = {
    **{"job": "job", "album": "alb", "image": "img", "label": "lbl"},
    **{"template": "tpl", "batch": "bat", "report": "bug"},
}
IDS = {f"{noun}_id": f"{prefix}_{'0' * 26}" for noun, prefix in PREFIXES.items()}
CHANGES = [name for name, (_, method, _) in OPERATIONS.items() if method not in ("get", "head")]


class Askers:
    """People of a studio, and the headers by which each proves who they are."""

    def __init__(self, studio: Any, admin_token: str) -> None:
        self._studio = studio
        self._tokens = {Role.ADMIN: admin_token}
        with studio.work() as work:
            self._people = {Role.ADMIN: users.ensure_admin(work)}
            for role in (Role.VIEWER, Role.OPERATOR):
                user = User(id=new_id("usr", work.now), name=role, role=role, created_at=work.now)
                self._people[role] = work.add(user)
                secret = self._tokens[role] = f"the-{role}-token"
                work.add(
                    ApiToken(
                        hash=users.fingerprint(secret),
                        user_id=user.id,
                        name=role,
                        created_at=work.now,
                    )
                )

    def token(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[role]}"}

    def session(self, role: Role) -> dict[str, str]:
        """The cookie of a new session."""
        with self._studio.work() as work:
            secret, _ = users.open_session(work, self._people[role])
        return {"Cookie": f"other=1; spolvero_session={secret}"}


@pytest.fixture
def askers(api: httpx.Client, studio: Any) -> Askers:
    return Askers(studio, api.headers["Authorization"].removeprefix("Bearer "))


def ask(api: Any, operation_id: str, headers: dict[str, str]) -> httpx.Response:
    path, method, declared = OPERATIONS[operation_id]
    body = {"json": {}} if "requestBody" in declared else {}
    return api.public.request(method, path.format(**IDS).removeprefix("/"), headers=headers, **body)


def promised(operation_id: str, scheme: str | None, role: Role | None) -> int:
    """What the contract's `security` says to this asker: 401, 403, or 0 for neither."""
    requirements = OPERATIONS[operation_id][2].get("security", bundle()["security"])
    if not requirements or {} in requirements:
        return 0
    roles = next((each[scheme] for each in requirements if scheme in each), None)
    if roles is None:
        return 401
    return 0 if not roles or role in roles else 403


PROBLEM = {401: "unauthenticated", 403: "forbidden"}


@pytest.mark.parametrize(
    ("scheme", "role"),
    [(None, None), *((scheme, role) for scheme in ("token", "session") for role in Role)],
)
def test_every_operation_lets_in_exactly_whom_the_contract_names(
    api, askers, refused, subtests, scheme, role
):
    for operation_id in OPERATIONS:
        with subtests.test(operation_id):
            headers = getattr(askers, scheme)(role) if scheme else {}
            answer = ask(api, operation_id, headers)
            status = promised(operation_id, scheme, role)
            if status:
                refused(answer, PROBLEM[status])
            else:
                assert answer.status_code not in (401, 403)


def test_a_wrong_token_is_refused_even_where_the_public_may_come_in(api, refused, subtests):
    for operation_id, (_, _, declared) in OPERATIONS.items():
        with subtests.test(operation_id):
            answer = ask(api, operation_id, {"Authorization": "Bearer nobody"})
            if declared.get("security") == []:
                assert answer.status_code not in (401, 403)
            else:
                refused(answer, "unauthenticated")


def test_a_wrong_token_is_not_saved_by_a_good_session(api, askers, refused):
    headers = {"Authorization": "Bearer nobody", **askers.session(Role.ADMIN)}
    refused(ask(api, "list_jobs", headers), "unauthenticated")


def test_the_public_may_read_and_nothing_else():
    open_to_all = {name for name in OPERATIONS if promised(name, None, None) == 0}
    assert open_to_all == {
        *("get_auth_status", "sign_in"),
        *("list_albums", "get_album", "list_album_images"),
        *("list_images", "get_image", "get_image_file", "get_image_thumbnail"),
        *("list_image_labels", "download_album"),
        *("get_health", "get_readiness", "get_settings"),
    }


def test_an_ended_session_is_the_public(api, askers, clock, refused):
    headers = askers.session(Role.ADMIN)
    assert ask(api, "list_jobs", headers).status_code == 200
    clock.turn(days=14)
    refused(ask(api, "list_jobs", headers), "unauthenticated")
    assert ask(api, "list_albums", headers).status_code == 200
    assert api.public.get("/session", headers=headers).json()["authenticated"] is False


def test_a_session_is_found_among_other_cookies_however_odd(api, askers):
    [cookie] = askers.session(Role.ADMIN).values()
    for odd in ('a={"b": 1}', "a b=c", "=", "ä=ö", 'a="', "a[1]=2", "\\"):
        headers = {"Cookie": f"{odd}; {cookie}; {odd}".encode()}
        assert ask(api, "list_jobs", headers).status_code == 200, odd


# Other sites' pages.

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "{own}"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "http://["},
    {"Origin": "{own}.evil.example"},
    {"Origin": "{own}/"},
)
OWN = (
    {},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "{own}"},
    {"Origin": "{own}"},
)


def coming_from(api: Any, headers: dict[str, str]) -> dict[str, str]:
    own = str(api.site.base_url).rstrip("/")
    return {name: value.replace("{own}", own) for name, value in headers.items()}


@pytest.mark.parametrize("operation_id", [name for name in CHANGES if name != "sign_in"])
def test_another_sites_page_changes_nothing_with_this_browsers_cookie(
    api, askers, refused, operation_id
):
    for headers in FOREIGN:
        headers = {**askers.session(Role.ADMIN), **coming_from(api, headers)}
        refused(ask(api, operation_id, headers), "forbidden")
        assert api.public.get("/jobs", headers=headers).status_code == 200, "reading is safe"
    for headers in OWN:
        headers = {**askers.session(Role.ADMIN), **coming_from(api, headers)}
        assert ask(api, operation_id, headers).status_code != 403, headers


def test_another_sites_page_signs_nobody_in(api, refused, subtests):
    token = api.headers["Authorization"].removeprefix("Bearer ")
    for headers in FOREIGN:
        with subtests.test(str(headers)):
            headers = coming_from(api, headers)
            answer = api.public.post("/session", json={"token": token}, headers=headers)
            refused(answer, "forbidden")
            assert "set-cookie" not in answer.headers
    for headers in OWN:
        with subtests.test(str(headers)):
            headers = coming_from(api, headers)
            answer = api.public.post("/session", json={"token": token}, headers=headers)
            assert answer.status_code == 200


def test_a_program_with_a_token_may_come_from_anywhere(api):
    for headers in FOREIGN:
        answer = api.post("/albums", json={"name": "Foxes"}, headers=coming_from(api, headers))
        assert answer.status_code == 201, headers


# What the public does not see does not exist for them.


def public_view(api: Any, album: str, image: str) -> dict[str, Any]:
    """What somebody who is not signed in finds out about an album and an image in it."""
    public = api.public

    def found(path: str) -> bool:
        statuses = {getattr(public, method)(path).status_code for method in ("get", "head")}
        assert statuses <= {200, 404}
        assert len(statuses) == 1
        return statuses == {200}

    listed = {each["id"]: each for each in public.get("/albums").json()["items"]}
    detail = public.get(f"/albums/{album}").json() if album in listed else {"images": []}
    view = {
        "album": found(f"/albums/{album}"),
        "image": found(f"/images/{image}"),
        "listed": image in [each["id"] for each in public.get("/images").json()["items"]],
        "shown": image in [each["id"] for each in detail["images"]],
        "count": listed[album]["image_count"] if album in listed else 0,
        "cover": listed[album]["cover_image_id"] == image if album in listed else False,
    }
    assert view["album"] == (album in listed) == found(f"/albums/{album}/images")
    assert view["image"] == found(f"/images/{image}/file") == found(f"/images/{image}/thumbnail")
    if album in listed:
        listing = public.get(f"/albums/{album}/images").json()
        assert listing["items"] == detail["images"]
        assert (detail["image_count"], detail["cover_image_id"]) == (
            listed[album]["image_count"],
            listed[album]["cover_image_id"],
        )
    return view


NOTHING = {"album": False, "image": False, "listed": False, "shown": False, "count": 0}
VIEWS = {
    ("private", "private"): {**NOTHING, "cover": False},
    ("private", "album"): {**NOTHING, "cover": False},
    ("private", "published"): {**NOTHING, "image": True, "listed": True, "cover": False},
    ("published", "private"): {**NOTHING, "album": True, "cover": False},
    ("published", "album"): dict.fromkeys([*NOTHING, "cover"], True),
    ("published", "published"): dict.fromkeys([*NOTHING, "cover"], True),
}


def test_the_public_sees_exactly_what_is_published(api, subtests):
    image = api.picture()["id"]
    album = api.get("/albums").json()["items"][0]["id"]
    for (of_album, of_image), view in VIEWS.items():
        with subtests.test(f"a {of_image} image in a {of_album} album"):
            api.patch(f"/albums/{album}", json={"visibility": of_album}).raise_for_status()
            api.patch(f"/images/{image}", json={"visibility": of_image}).raise_for_status()
            assert public_view(api, album, image) == view


def test_a_private_image_is_left_out_of_counts_covers_and_pages(api):
    hidden, shown = api.picture(seed=1)["id"], api.picture(seed=2)["id"]
    album = api.get("/albums").json()["items"][0]["id"]
    api.patch(f"/albums/{album}", json={"visibility": "published"})
    api.patch(f"/images/{hidden}", json={"visibility": "private"})
    seen = api.public.get(f"/albums/{album}").json()
    assert (seen["image_count"], seen["cover_image_id"]) == (1, shown)
    assert [image["id"] for image in seen["images"]] == [shown]
    page = api.public.get(f"/albums/{album}/images?limit=1").json()
    assert ([image["id"] for image in page["items"]], page["next_cursor"]) == ([shown], None)
    page = api.public.get("/images?limit=1").json()
    assert ([image["id"] for image in page["items"]], page["next_cursor"]) == ([shown], None)
    own = api.get(f"/albums/{album}").json()
    assert (own["image_count"], own["cover_image_id"]) == (2, hidden)


def test_the_public_is_not_told_which_job_drew_an_image(api):
    image = api.picture()
    api.patch(f"/images/{image['id']}", json={"visibility": "published"})
    assert image["job_id"] is not None
    assert api.public.get(f"/images/{image['id']}").json()["job_id"] is None
    assert api.public.get("/images").json()["items"][0]["job_id"] is None


def test_a_browsers_cache_asks_again_after_signing_in_or_out(api, subtests):
    image = api.picture()["id"]
    for path in ("/albums", f"/images/{image}", f"/images/{image}/file", "/session", "/jobs"):
        for client in (api, api.public):
            with subtests.test(path):
                vary = client.get(path).headers["vary"]
                assert vary.removesuffix(", Accept") == "Authorization, Cookie"
