"""Who is let in: Host, Origin, cookie, CSRF token, size and read-only are checked before any page runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from secrets import compare_digest
from types import MappingProxyType
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dragoman.web.settings import Settings

SAFE = frozenset(("GET", "HEAD"))
UPLOAD = "/sources/add"
"""Where files are handed in: more may come there."""
OPEN = "/static/"
"""Style and scripts: the page that refuses needs them too, and they tell nothing of the project."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        # Not "no-referrer": with it a browser sends a form's Origin as "null".
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    }
)

FIRST_FIELD = re.compile(
    rb'--[^\r\n]{1,200}\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n(?P<token>[A-Za-z0-9_-]{1,200})\r\n',
    re.IGNORECASE,
)
"""The token at the beginning of a form that brings files."""

Refuse = Callable[[Scope, int, str], Response]
"""Makes the page that says why a request was refused."""


class Guard:
    """Stands before the application and lets through only what came from a page of this very server."""

    def __init__(self, app: ASGIApp, *, settings: Settings, refuse: Refuse) -> None:
        self._app = app
        self._settings = settings
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Checks one request and hands it on, or answers it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        answer = self._check(scope)
        if answer is None and scope["method"] not in SAFE:
            is_upload = scope["path"] == UPLOAD
            most = self._settings.most_upload if is_upload else self._settings.most_bytes
            body = await _read(receive, most)
            answer = self._check_change(scope, body)
            receive = _again(body or b"", receive)
        if answer is not None:
            await answer(scope, receive, send_safely)
            return
        await self._app(scope, receive, send_safely)

    def _check(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if len(headers.getlist("host")) != 1 or headers["host"] not in self._settings.hosts:
            return self._refuse(scope, 421, "host")
        origin = headers.get("origin")
        if origin is not None and origin not in self._settings.origins:
            return self._refuse(scope, 403, "origin")
        if scope["path"].startswith(OPEN) and scope["method"] in SAFE:
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token")
        if given and scope["method"] == "GET" and _same(given[-1], self._settings.token):
            return self._let_in(scope)
        if not _same(self._cookie(headers), self._settings.session):
            return self._refuse(scope, 403, "cookie")
        if scope["method"] not in SAFE and self._settings.read_only:
            return self._refuse(scope, 403, "read_only")
        return None

    def _check_change(self, scope: Scope, body: bytes | None) -> Response | None:
        if body is None:
            return self._refuse(scope, 413, "size")
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return self._refuse(scope, 403, "origin")
        given = headers.get("x-csrf-token", "")
        if not given and headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            given = parse_qs(body.decode("utf-8", "replace")).get("csrf", [""])[-1]
        if not given and headers.get("content-type", "").startswith("multipart/form-data"):
            # The first field of the form, before any file: what a file holds is not looked through.
            found = FIRST_FIELD.match(body)
            given = found["token"].decode("ascii") if found else ""
        return None if _same(given, self._settings.csrf) else self._refuse(scope, 403, "csrf")

    def _let_in(self, scope: Scope) -> Response:
        """Takes the token for a cookie, and out of the address, so that no history of a browser keeps it."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        # One leading slash: "//elsewhere" would be another machine.
        path = "/" + scope["raw_path"].decode("latin-1").lstrip("/")
        answer = RedirectResponse(f"{path}?{rest}" if rest else path, status_code=303)
        answer.set_cookie(self._settings.cookie, self._settings.session, httponly=True, samesite="strict", path="/")
        return answer

    def _cookie(self, headers: Headers) -> str:
        cookies: SimpleCookie = SimpleCookie()
        try:
            cookies.load(headers.get("cookie", ""))
        except CookieError:
            return ""
        found = cookies.get(self._settings.cookie)
        return found.value if found else ""


def _same(given: str, wanted: str) -> bool:
    return compare_digest(given.encode(), wanted.encode())


async def _read(receive: Receive, most: int) -> bytes | None:
    """The body of a request; None when it is larger than ``most`` bytes."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None
        if not message.get("more_body"):
            return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """The same body for the application, which reads it a second time."""
    told = False

    async def replay() -> Message:
        nonlocal told
        if told:
            return await receive()
        told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
