"""What is served beside the API."""

import asyncio
import json
from functools import cache
from pathlib import Path

import httpx
import pytest
import yaml
from starlette.types import ASGIApp

from handlers.app import bundle
from handlers.site import site

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@pytest.fixture
def built(tmp_path):
    """A page that was built: its folder."""
    web = tmp_path / "dist"
    (web / "assets").mkdir(parents=True)
    (web / "docs").mkdir()
    (web / "index.html").write_text("<title>Spolvero</title>")
    (web / "docs" / "index.html").write_text("<title>Reference</title>")
    (web / "assets" / "app.js").write_text("studio()")
    (tmp_path / "secret.txt").write_text("canary")
    return web


@cache
def served(web: Path) -> ASGIApp:
    return site(bundle(), web)


def ask(web: Path, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """Send one request to the site, its path as it is."""

    async def go() -> httpx.Response:
        transport = httpx.ASGITransport(served(web))
        async with httpx.AsyncClient(transport=transport, base_url="http://studio") as client:
            request = client.build_request(method, "/", headers=headers)
            request.url = request.url.copy_with(raw_path=path.encode())
            return await client.send(request)

    return asyncio.run(go())


def test_the_contract_can_be_had_as_json_and_as_yaml(api):
    as_json, as_yaml = api.site.get("/openapi.json"), api.site.get("/openapi.yaml")
    assert as_json.headers["content-type"] == "application/json"
    assert as_yaml.headers["content-type"] == "application/yaml"
    assert json.loads(as_json.text) == yaml.safe_load(as_yaml.text) == bundle()


def test_the_page_and_its_parts_are_served(built):
    assert "Spolvero" in ask(built, "/").text
    assert ask(built, "/assets/app.js").text == "studio()"
    assert ask(built, "/assets/app.js", "HEAD").status_code == 200
    assert "Reference" in ask(built, "/docs/").text


def test_docs_leads_to_the_reference_on_this_server(built):
    answer = ask(built, "/docs", Host="evil.example")
    assert (answer.status_code, answer.headers["location"]) == (307, "/docs/")


def test_no_redirect_goes_where_the_host_header_says(built, tmp_path):
    for web in (built, tmp_path / "not-built"):
        for path in (
            "/openapi.json/",
            "/assets",
            "/assets/",
            "/docs/",
            "//evil.example",
            "/docs//",
        ):
            location = ask(web, path, Host="evil.example").headers.get("location", "/")
            assert location.startswith("/"), path
            assert not location.startswith("//"), path


def test_nothing_outside_of_the_page_can_be_had(built, subtests):
    for path in (
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/%00",
        "/assets/app.js%00.html",
        "/%252e%252e/secret.txt",
        "/docs/../../secret.txt",
        "/.",
        "/assets",
    ):
        with subtests.test(path):
            answer = ask(built, path)
            assert "canary" not in answer.text
            assert "root:" not in answer.text
            assert answer.status_code in (200, 404)
            assert (answer.status_code == 404) or "Spolvero" in answer.text


def test_a_link_out_of_the_page_is_not_followed(built):
    (built / "way-out.txt").symlink_to(built.parent / "secret.txt")
    assert ask(built, "/way-out.txt").status_code == 404


def test_the_page_cannot_be_changed(built):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        for path in ("/", "/assets/app.js", "/openapi.json", "/docs"):
            assert ask(built, path, method).status_code == 405, (method, path)


def test_without_a_page_it_says_how_to_get_one(tmp_path):
    answer = ask(tmp_path, "/")
    assert answer.status_code == 503
    assert "make setup" in answer.text


def test_what_is_not_there_is_said_without_a_path_or_a_stack(built, tmp_path):
    for web in (built, tmp_path / "not-built"):
        answer = ask(web, "/nothing/here.php")
        assert (answer.status_code, answer.text) == (404, "There is nothing here.\n")


def test_every_answer_has_the_security_headers(built, tmp_path, subtests):
    for web in (built, tmp_path / "not-built"):
        for path in ("/", "/docs", "/docs/", "/assets/app.js", "/openapi.json", "/nothing"):
            with subtests.test(path):
                answer = ask(web, path)
                assert {k: v for k, v in answer.headers.items() if k in SAFE} == SAFE
                policy = answer.headers["content-security-policy"]
                assert "default-src 'self'" in policy
                assert "frame-ancestors 'none'" in policy
                assert "unsafe-eval" not in policy
                assert ("'unsafe-inline'" in policy) == path.startswith("/docs")
                scripts = [each for each in policy.split("; ") if each.startswith("script-src")]
                assert scripts == []
