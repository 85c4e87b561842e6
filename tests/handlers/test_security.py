"""Who may do what: every operation of the contract against every kind of asker, and every door."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from domain import admission, sessions, tokens, users
from domain.audit import AuditEntry
from domain.tokens import ApiToken
from domain.users import Caller, User
from domain.vocabulary import AuthMethod, Role, Scope, SignInWay, UserState
from handlers import noting
from handlers.app import bundle
from handlers.auth import COOKIE
from handlers.contract import operations

OPERATIONS = operations(bundle())
READING = ("get", "head")
CHANGES = [name for name, (_, method, _) in OPERATIONS.items() if method not in READING]
RANKS = [*Role]


def address(operation_id: str) -> str:
    """Where an operation is, with things in its path that nobody has made."""
    path, _, declared = OPERATIONS[operation_id]
    inside = [resolved(each) for each in declared["parameters"]]
    names = {each["name"]: each["example"] for each in inside if each["in"] == "path"}
    return path.format(**names).removeprefix("/")


def resolved(parameter: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in parameter:
        return parameter
    return bundle()["components"]["parameters"][parameter["$ref"].rpartition("/")[2]]


def security(operation_id: str) -> list[dict[str, list[str]]]:
    return OPERATIONS[operation_id][2].get("security", bundle()["security"])


def scope(operation_id: str) -> str | None:
    return OPERATIONS[operation_id][2].get("x-scope")


PRIVATE = [name for name in OPERATIONS if security(name) and {} not in security(name)]
"""What the public may not do."""
FOR_TOKENS = [name for name in OPERATIONS if any("token" in each for each in security(name))]


class Askers:
    """People of a studio, and the headers by which each proves who they are."""

    def __init__(self, studio: Any, admin_token: str) -> None:
        self._studio = studio
        self._tokens = {Role.ADMIN: admin_token}
        self.people: dict[Role, User] = {}
        with studio.work() as work:
            self.people[Role.ADMIN] = users.ensure_admin(work)
            for role in (Role.VIEWER, Role.OPERATOR):
                self.people[role] = admission.create_user(work, name=role, role=role)
                self._tokens[role] = self._make(work, role, [*Scope])[1]

    def _make(self, work: Any, role: Role, scopes: Any, **more: Any) -> tuple[ApiToken, str]:
        by = Caller(self.people[role], AuthMethod.SESSION)
        return tokens.create(work, by, name=role, scopes=scopes, **more)

    def make_token(self, role: Role, scopes: Any = tuple(Scope), **more: Any) -> Any:
        """A token of its own: the row, and the headers."""
        with self._studio.work() as work:
            token, secret = self._make(work, role, [*scopes], **more)
        return token, {"Authorization": f"Bearer {secret}"}

    def token(self, role: Role) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._tokens[role]}"}

    def make_session(self, role: Role) -> tuple[Caller, dict[str, str]]:
        """A new session, and the headers."""
        with self._studio.work() as work:
            secret, caller = sessions.start(work, self.people[role], SignInWay.LINK)
        return caller, {"Cookie": f"other=1; {COOKIE}={secret}"}

    def session(self, role: Role) -> dict[str, str]:
        """The cookie of a new session."""
        return self.make_session(role)[1]


@pytest.fixture
def askers(api: httpx.Client, studio: Any) -> Askers:
    return Askers(studio, api.headers["Authorization"].removeprefix("Bearer "))


def ask(api: Any, operation_id: str, headers: dict[str, str]) -> httpx.Response:
    """Ask for an operation, of things that nobody has made; what streams is not waited for."""
    _, method, declared = OPERATIONS[operation_id]
    body = {"json": {}} if "requestBody" in declared else {}
    request = api.public.build_request(method, address(operation_id), headers=headers, **body)
    answer = api.public.send(request, stream=True)
    if answer.headers.get("content-type") != "text/event-stream":
        answer.read()
    answer.close()
    return answer


def promised(operation_id: str, scheme: str | None, role: Role | None) -> int:
    """What the contract's `security` says to this asker: 401, 403, or 0 for neither."""
    requirements = security(operation_id)
    if not requirements or {} in requirements:
        return 0
    roles = next((each[scheme] for each in requirements if scheme in each), None)
    if roles is None:
        return 401
    return 0 if all(RANKS.index(role) >= RANKS.index(Role(least)) for least in roles) else 403


PROBLEM = {401: "unauthenticated", 403: "forbidden"}


ASKERS = [(None, None), *((scheme, role) for scheme in ("token", "session") for role in Role)]


def test_every_operation_lets_in_exactly_whom_the_contract_names(api, askers, refused, subtests):
    for scheme, role in ASKERS:
        for operation_id in OPERATIONS:
            with subtests.test(f"{operation_id} by {scheme} as {role}"):
                headers = getattr(askers, scheme)(role) if scheme else {}
                answer = ask(api, operation_id, headers)
                status = promised(operation_id, scheme, role)
                if status:
                    refused(answer, PROBLEM[status])
                else:
                    assert answer.status_code not in (401, 403)


def test_the_contract_has_something_for_each_role_and_something_for_admins_only():
    beside = [roles for name in PRIVATE for each in security(name) for roles in each.values()]
    least = {role for roles in beside for role in roles}
    assert least == {*Role}
    for name in ("list_users", "update_user", "list_audit_entries", "purge_image"):
        assert promised(name, "session", Role.OPERATOR) == 403


def test_a_token_does_what_its_scopes_say_and_the_refusal_names_the_missing_one(
    api, askers, studio, refused, subtests
):
    token, headers = askers.make_token(Role.ADMIN)

    def good_for(scopes: list[str]) -> None:
        with studio.work() as work:
            work.session.execute(
                update(ApiToken).where(ApiToken.id == token.id).values(scopes=scopes)
            )

    for operation_id in FOR_TOKENS:
        needed = scope(operation_id)
        with subtests.test(operation_id):
            good_for([each for each in Scope if each != needed])
            answer = ask(api, operation_id, headers)
            if needed is None:
                assert answer.status_code == 200
                continue
            assert needed in refused(answer, "missing-scope")["detail"]
            good_for([needed])
            assert ask(api, operation_id, headers).status_code not in (401, 403)


def test_a_role_that_does_not_reach_is_not_helped_by_scopes(api, askers, refused):
    _, headers = askers.make_token(Role.VIEWER)
    refused(ask(api, "queue_job", headers), "forbidden")
    refused(ask(api, "list_users", headers), "forbidden")


def test_proofs_that_have_ended_open_nothing_that_is_private(
    api, askers, studio, clock, refused, subtests
):
    end = clock.now() + timedelta(hours=1)
    ended = {"expired token": askers.make_token(Role.ADMIN, expires_at=end)[1]}
    ended["expired session"] = askers.session(Role.ADMIN)
    clock.turn(days=14)
    revoked, ended["revoked token"] = askers.make_token(Role.ADMIN)
    caller, ended["revoked session"] = askers.make_session(Role.ADMIN)
    with studio.work() as work:
        tokens.revoke(work, askers.people[Role.ADMIN], revoked.id)
        sessions.revoke(work, askers.people[Role.ADMIN], caller.proof_id)
        other = admission.create_user(work, name="Ada", role=Role.ADMIN)
    askers.people[Role.ADMIN] = other
    ended["token of somebody disabled"] = askers.make_token(Role.ADMIN)[1]
    ended["session of somebody disabled"] = askers.session(Role.ADMIN)
    with studio.work() as work:
        admission.update_user(work, other.id, state=UserState.DISABLED)
    ended["a token that never was"] = {"Authorization": "Bearer nobody"}
    ended["a session that never was"] = {"Cookie": f"{COOKIE}=nobody"}
    for what, headers in ended.items():
        for operation_id in PRIVATE:
            with subtests.test(f"{operation_id} with {what}"):
                refused(ask(api, operation_id, headers), "unauthenticated")
        said = api.public.get("/session", headers=headers)
        assert said.status_code == (401 if "Authorization" in headers else 200), what
        assert "user" not in said.json() or said.json()["user"] is None


def test_a_wrong_token_is_refused_even_where_the_public_may_come_in(api, refused, subtests):
    for operation_id in (name for name in OPERATIONS if security(name)):
        with subtests.test(operation_id):
            refused(ask(api, operation_id, {"Authorization": "Bearer nobody"}), "unauthenticated")
    for operation_id in ("get_health", "get_settings"):
        answer = ask(api, operation_id, {"Authorization": "Bearer nobody"})
        assert answer.status_code == 200


def test_a_wrong_token_is_not_saved_by_a_good_session(api, askers, refused):
    headers = {"Authorization": "Bearer nobody", **askers.session(Role.ADMIN)}
    refused(ask(api, "list_jobs", headers), "unauthenticated")


def test_the_public_may_read_and_nothing_else():
    open_to_all = {name for name in OPERATIONS if promised(name, None, None) == 0}
    assert open_to_all == {
        *("get_auth_status", "sign_in", "start_oidc_sign_in", "finish_oidc_sign_in"),
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


# What is personal, and what is written down.


def test_what_belongs_to_one_person_does_not_exist_for_another(api, askers, refused):
    owner, other = askers.token(Role.OPERATOR), askers.token(Role.VIEWER)
    mine = {
        "/tokens": askers.make_token(Role.OPERATOR)[0].id,
        "/sessions": askers.make_session(Role.OPERATOR)[0].proof_id,
    }
    paths = {path for path, _, _ in OPERATIONS.values()}
    personal = {path for path in paths if path.endswith(("{token_id}", "{session_id}"))}
    assert personal == {"/tokens/{token_id}", "/sessions/{session_id}"}
    for path, thing in mine.items():

        def ids(headers: dict[str, str], path: str = path, **query: str) -> list[str]:
            page = api.public.get(path, headers=headers, params=query).raise_for_status().json()
            return [item["id"] for item in page["items"]]

        assert thing in ids(owner)
        assert thing not in ids(other)
        assert ids(other, user_id=askers.people[Role.OPERATOR].id) == []
        assert thing in ids(askers.token(Role.ADMIN))
        refused(api.public.delete(f"{path}/{thing}", headers=other), "not-found")
        assert thing in ids(owner)
        assert api.public.delete(f"{path}/{thing}", headers=owner).status_code == 204
        assert thing not in ids(owner)
        refused(api.public.delete(f"{path}/{thing}", headers=owner), "not-found")


def test_an_operator_ends_nobody_elses_sessions(api, askers):
    admin = askers.session(Role.ADMIN)
    query = {"user_id": askers.people[Role.ADMIN].id}
    for role, ended in ((Role.OPERATOR, 0), (Role.ADMIN, 1)):
        answer = api.public.post("/sessions/revoke", headers=askers.token(role), params=query)
        assert answer.json() == {"revoked": ended}
        still = api.public.get("/jobs", headers=admin).status_code == 200
        assert still == (role == Role.OPERATOR)


def test_every_answer_of_the_api_is_what_it_says_it_is(api, subtests):
    for path in ("/session", "/jobs", f"/images/img_{'0' * 26}/file", "/nowhere", "/queue"):
        for method in ("get", "head", "post"):
            with subtests.test(f"{method} {path}"):
                answer = api.request(method, path)
                assert answer.headers["x-content-type-options"] == "nosniff"
                assert "access-control-allow-origin" not in answer.headers


def test_reading_changes_nothing(api, askers, db, subtests, monkeypatch):
    monkeypatch.setattr(noting, "EVERY", 3600.0)  # that requests came is written beside them
    headers = askers.session(Role.ADMIN)
    with db.execution_options(reads=True).connect() as watching:

        def version() -> int:
            version: int = watching.exec_driver_sql("PRAGMA data_version").scalar_one()
            watching.rollback()
            return version

        for operation_id in OPERATIONS:
            if OPERATIONS[operation_id][1] in READING:
                with subtests.test(operation_id):
                    before = version()
                    ask(api, operation_id, headers)
                    assert version() == before


def test_every_change_that_the_contract_marks_is_in_the_audit_log(api, askers, studio, subtests):
    made = {
        "create_album": ("post", "/albums", {"name": "Foxes"}),
        "pause_queue": ("post", "/queue/pause", None),
        "resume_queue": ("post", "/queue/resume", None),
        "create_user": ("post", "/users", {"name": "Ada"}),
        "create_token": ("post", "/tokens", {"name": "CI", "scopes": ["jobs:read"]}),
        "cancel_jobs": ("post", "/jobs/cancel", {}),
        "revoke_sessions": ("post", "/sessions/revoke", None),
        "purge_bug_reports": ("post", "/bug-reports/purge", {"dry_run": False}),
    }
    dry = {"purge_bug_reports"}  # unless it is told otherwise, and then nothing has changed
    for operation_id, (method, path, body) in made.items():
        with subtests.test(operation_id):
            assert OPERATIONS[operation_id][2]["x-audit"] is True
            more = {} if body is None else {"json": body}
            answer = api.request(method, path, **more)
            assert answer.is_success, answer.text
            entry = entries(studio)[-1]
            assert (entry.action, entry.actor_name) == (operation_id, "admin")
            assert entry.trace_id == answer.headers["x-trace-id"]
    told = set()
    for operation_id in OPERATIONS:
        with subtests.test(f"{operation_id}, if it did anything"):
            before = len(entries(studio))
            if ask(api, operation_id, askers.session(Role.ADMIN)).is_success:
                actions = {entry.action for entry in entries(studio)[before:]}
                audited = OPERATIONS[operation_id][2].get("x-audit") is True
                audited = audited and operation_id not in dry
                assert actions == ({operation_id} if audited else set())
                told |= actions
    assert told >= {"sign_out", "retry_jobs", "pause_queue"}
    before = len(entries(studio))
    api.post("/jobs", json={"prompt": "a fox"}).raise_for_status()  # exempt, and says why
    api.get("/jobs").raise_for_status()
    api.post("/albums", json={"name": ""})
    assert len(entries(studio)) == before


def entries(studio: Any) -> list[AuditEntry]:
    with studio.look() as work:
        return sorted(work.session.query(AuditEntry).all(), key=lambda entry: entry.id)


# Other sites' pages.

FOREIGN = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "{own}"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "http://evil.example"},
    {"Origin": "http://127.0.0.1"},
    {"Origin": "http://127.0.0.1:1"},
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


def test_another_sites_page_changes_nothing_with_this_browsers_cookie(
    api, askers, refused, subtests
):
    for operation_id in (name for name in CHANGES if security(name)):
        with subtests.test(operation_id):
            session = askers.session(Role.ADMIN)
            for headers in FOREIGN:
                answer = ask(api, operation_id, {**session, **coming_from(api, headers)})
                refused(answer, "forbidden")
            for headers in OWN:
                headers = {**askers.session(Role.ADMIN), **coming_from(api, headers)}
                assert ask(api, operation_id, headers).status_code != 403, headers
    session = askers.session(Role.ADMIN)
    for headers in FOREIGN:
        headers = {**session, **coming_from(api, headers)}
        assert api.public.get("/jobs", headers=headers).status_code == 200, "reading is safe"


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
