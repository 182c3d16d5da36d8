"""Style and scripts: our own files by name, and the Vega bundle out of the vl-convert wheel."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from dragoman.ids import digest

VEGA = "vega.js"
TYPES: Mapping[str, str] = MappingProxyType({".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"})


class StaticFiles:
    """Serves the files that the package holds, and no other: a name is looked up in a table, never in a folder."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        name = scope["path"].rpartition("/static/")[2]
        if name == VEGA:
            content: bytes | None = await run_in_threadpool(vega_bundle)
        else:
            content = own_files().get(name)
        await self._answer(scope, name, content)(scope, receive, send)

    def _answer(self, scope: Scope, name: str, content: bytes | None) -> Response:
        if content is None:
            return PlainTextResponse("There is no such file.", status_code=404)
        tag = f'"{_tag(name, content)}"'
        headers = {"ETag": tag, "Cache-Control": "no-cache"}
        if Headers(scope=scope).get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        ending = name[name.rfind(".") :]
        kind = TYPES.get(ending) or mimetypes.types_map.get(ending, "application/octet-stream")
        return Response(content, media_type=kind, headers=headers)


@cache
def own_files() -> Mapping[str, bytes]:
    """The package's own files, by name."""
    folder = resources.files("dragoman.web") / "static"
    return MappingProxyType({item.name: item.read_bytes() for item in folder.iterdir() if item.is_file()})


@cache
def vega_bundle() -> bytes:
    """Vega, Vega-Lite and Vega-Embed as one script; it takes some seconds to put together, once."""
    import vl_convert

    return str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")).encode()


@cache
def _tag(name: str, content: bytes) -> str:
    return digest(name, content.decode("utf-8", "replace"))[:20]
