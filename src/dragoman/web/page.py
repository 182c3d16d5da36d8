"""A page and its twin: one function, served as HTML and as JSON."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal, TypeVar, get_type_hints
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from dragoman.charts import Chart
from dragoman.plain import plain
from dragoman.web.desk import Desk
from dragoman.web.rendering import render
from dragoman.web.waiting import asked_of, keep_told, wait_for

T = TypeVar("T")
Build = Callable[..., T]

ChartTheme = Literal["auto", "light", "dark"]

DRAWING: Mapping[str, str] = MappingProxyType(
    {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
)
"""A drawing has its styles within, and may do nothing else."""

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="Which page of the list, from 1 on.")]
"""A parameter of a page: which page of its list."""


def missing(why: str) -> HTTPException:
    """What a page raises when there is nothing under its address."""
    return HTTPException(404, why)


class Pages:
    """The pages of one part of the workbench. ``key`` names the part: in the strings, and in the bar at the top."""

    def __init__(self, *, key: str) -> None:
        self.key = key
        self.router = APIRouter()

    def page(
        self, path: str, *, template: str, twin: str = "", is_dear: Callable[[Desk], bool] | None = None
    ) -> Callable[[Build[T]], Build[T]]:
        """Serves the record that a function makes: as HTML at ``path``, as JSON at ``twin`` (else ``path``.json).

        The function's parameters are those of the address; the type it returns describes the JSON. Where a page is
        dear, a word that it is being worked out comes first, and it follows by itself; its JSON does not.
        """
        json_path = twin or f"{path}.json"

        def register(build: Build[T]) -> Build[T]:
            hints = get_type_hints(build, include_extras=True)
            answer = hints.pop("return")

            def as_json(**values: Any) -> Response:
                return json_response(build(**values))

            def as_html(request: Request, **values: Any) -> Response:
                desk: Desk = request.app.state.desk
                if is_dear is not None and (waiting := wait_for(request, desk, is_dear)) is not None:
                    return render(request, "waiting.html.j2", key=self.key, page=waiting)
                found = build(**values)
                if is_dear is not None:
                    keep_told(request, desk)
                return render(request, template, key=self.key, twin=_twin(request, path, json_path), page=found)

            _sign(as_json, build, hints)
            _sign(as_html, build, hints, with_request=True)
            told = {"summary": (build.__doc__ or "").partition("\n")[0], "tags": [self.key]}
            # The twin first: "/events/x.json" would else be the event "x.json".
            self.router.add_api_route(json_path, as_json, methods=["GET"], response_model=answer, **told)  # type: ignore[arg-type]
            self.router.add_api_route(path, as_html, methods=["GET"], include_in_schema=False)
            return build

        return register

    def change(self, path: str) -> Callable[[Build[T]], Build[T]]:
        """Serves a change (POST): the function returns the path to go to, or a record for a script.

        A script that asks for JSON is given the path as ``{"go": path}``.
        """

        def register(do: Build[T]) -> Build[T]:
            hints = get_type_hints(do, include_extras=True)
            hints.pop("return", None)

            def answer(request: Request, **values: Any) -> Response:
                found = do(**values)
                if not isinstance(found, str):
                    return json_response(found)
                if "application/json" in request.headers.get("accept", ""):
                    return json_response({"go": found})
                return RedirectResponse(found, status_code=303)

            _sign(answer, do, hints, with_request=True)
            told = {"summary": (do.__doc__ or "").partition("\n")[0], "tags": [self.key]}
            self.router.add_api_route(path, answer, methods=["POST"], response_model=None, **told)  # type: ignore[arg-type]
            return do

        return register

    def chart(self, path: str) -> Callable[[Build[Chart]], Build[Chart]]:
        """Serves the chart that a function makes: ``path``.svg is its picture, ``path``.vl.json its specification.

        The function's parameters are those of the address. ``theme`` is added: auto (as the page is), light or dark.
        """

        def register(build: Build[Chart]) -> Build[Chart]:
            hints = get_type_hints(build, include_extras=True)
            hints.pop("return", None)

            def as_svg(**values: Any) -> Response:
                theme = values.pop("theme")
                return Response(build(**values).svg(theme), media_type="image/svg+xml", headers=DRAWING)

            def as_spec(**values: Any) -> Response:
                theme = values.pop("theme")
                return json_response(build(**values).vega_lite("light" if theme == "auto" else theme))

            for ending, answer in ((".svg", as_svg), (".vl.json", as_spec)):
                _sign(answer, build, hints, themed=True)
                self.router.add_api_route(path + ending, answer, methods=["GET"], include_in_schema=False)
            return build

        return register


def json_response(found: Any) -> Response:
    """A record, or plain values, as indented JSON."""
    return Response(json.dumps(plain(found), ensure_ascii=False, indent=1), media_type="application/json")


def _sign(
    answer: Callable[..., Response],
    build: Callable[..., Any],
    hints: dict[str, Any],
    *,
    with_request: bool = False,
    themed: bool = False,
) -> None:
    """Gives a handler the parameters of the function behind it, which FastAPI reads."""
    parameters = [
        one.replace(annotation=hints.get(one.name, Any), kind=inspect.Parameter.KEYWORD_ONLY)
        for one in inspect.signature(build).parameters.values()
        if not (with_request and hints.get(one.name) is Request)
    ]
    if with_request:
        first = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
        parameters.insert(0, first)
    if themed:
        last = inspect.Parameter("theme", inspect.Parameter.KEYWORD_ONLY, annotation=ChartTheme, default="auto")
        parameters.append(last)
    answer.__signature__ = inspect.Signature(parameters, return_annotation=Response)  # type: ignore[attr-defined]
    answer.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": Response}
    answer.__name__ = build.__name__
    answer.__doc__ = build.__doc__


def _twin(request: Request, path: str, json_path: str) -> str:
    """The address of the JSON of the page that is shown."""
    place = json_path if "{" not in path else f"{request.url.path}.json"
    query = urlencode(asked_of(request))
    return f"{place}?{query}" if query else place
