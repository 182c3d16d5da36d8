"""Who is let in, and what is refused before any page runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

CHANGE = "/nowhere"
"""A path without a page: a change that passes the guard is answered with 404, one that does not with 403."""


def test_nobody_is_let_in_without_the_token(project: Path, connect: Any) -> None:
    client = connect(project, let_in=False)
    for path in ("/", "/index.json", "/sources", "/openapi.json", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 403
        assert "Tirana" not in answer.text and "Albania" not in answer.text
    assert client.get("/?token=wrong").status_code == 403
    assert client.get("/", headers={"Cookie": "dragoman-8765=wrong"}).status_code == 403


def test_the_token_becomes_a_cookie_and_leaves_the_address(project: Path, connect: Any) -> None:
    client = connect(project, let_in=False)
    answer = client.get(f"/sources?q=a&token={client.settings.token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sources?q=a"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=strict" in cookie
    assert client.settings.token not in cookie
    assert client.get("/sources").status_code == 200


def test_the_token_leads_to_no_other_machine(project: Path, connect: Any) -> None:
    client = connect(project, let_in=False)
    answer = client.get(f"http://127.0.0.1:8765//elsewhere.example/?token={client.settings.token}")
    assert answer.headers["location"].startswith("/elsewhere")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:80", "evil.example:8765", "127.0.0.1:8765.evil.example"]
)
def test_other_hosts_are_refused(web: Any, host: str) -> None:
    assert web.get("/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:8765", "http://127.0.0.1:80"])
def test_other_origins_are_refused(web: Any, origin: str) -> None:
    assert web.get("/", headers={"Origin": origin}).status_code == 403
    headers = {"Origin": origin, "X-CSRF-Token": web.settings.csrf}
    assert web.post(CHANGE, headers=headers).status_code == 403


def test_a_change_needs_the_token_of_the_page(web: Any) -> None:
    assert web.post(CHANGE).status_code == 403
    assert web.post(CHANGE, headers={"X-CSRF-Token": "wrong"}).status_code == 403
    assert web.post(CHANGE, data={"csrf": "wrong"}).status_code == 403
    assert web.post(CHANGE, headers={"X-CSRF-Token": web.settings.csrf}).status_code == 404
    assert web.post(CHANGE, data={"csrf": web.settings.csrf}).status_code == 404
    crossed = {"X-CSRF-Token": web.settings.csrf, "Sec-Fetch-Site": "cross-site"}
    assert web.post(CHANGE, headers=crossed).status_code == 403


def test_read_only_refuses_every_change(project: Path, connect: Any) -> None:
    client = connect(project, read_only=True)
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = client.request(method, CHANGE, headers={"X-CSRF-Token": client.settings.csrf})
        assert answer.status_code == 403
        assert "--read-only" in answer.text
    assert client.get("/").status_code == 200


def test_what_is_too_large_is_refused(project: Path, connect: Any) -> None:
    client = connect(project, most_bytes=1000)
    headers = {"X-CSRF-Token": client.settings.csrf}
    assert client.post(CHANGE, content=b"x" * 1000, headers=headers).status_code == 404
    assert client.post(CHANGE, content=b"x" * 1001, headers=headers).status_code == 413
    assert client.post(CHANGE, content=iter([b"x" * 600, b"x" * 600]), headers=headers).status_code == 413


@pytest.mark.parametrize("path", ["/", "/index.json", "/nowhere", "/static/style.css", "/sources?page=x"])
def test_every_answer_has_the_headers(web: Any, path: str) -> None:
    headers = web.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:")
    for part in ("connect-src 'self'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers


def test_a_refusal_has_the_headers_too(project: Path, connect: Any) -> None:
    assert "content-security-policy" in connect(project, let_in=False).get("/").headers


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static//etc/passwd", "/static/"]
)
def test_static_files_are_looked_up_by_name_alone(web: Any, path: str) -> None:
    assert web.get(path).status_code == 404


def test_static_files_are_sent_once(web: Any) -> None:
    first = web.get("/static/style.css")
    assert first.headers["content-type"].startswith("text/css")
    again = web.get("/static/style.css", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304


def test_nothing_is_loaded_from_elsewhere(web: Any) -> None:
    for path in ("/", "/sources"):
        page = web.get(path).text
        assert "http://" not in page and "https://" not in page
        assert "<style" not in page and " style=" not in page and " onclick=" not in page
