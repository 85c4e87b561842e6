"""Imports over HTTP: what they are asked for, how they get on, and what is said of their files."""

NOBODY = f"/imports/imp_{'0' * 26}"


def test_what_is_not_there_is_not_found(api, refused):
    for path in ("", "/items", "/discrepancies", "/actions", "/summary", "/events"):
        refused(api.get(f"{NOBODY}{path}"), "not-found")
    refused(api.post(f"{NOBODY}/cancel"), "not-found")
    refused(api.post(f"{NOBODY}/apply", json={"plan_hash": "0" * 64}), "not-found")
    assert "plan_import" in refused(api.get("/imports/latest"), "not-found")["detail"]
