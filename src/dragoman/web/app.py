"""Puts the workbench together: pages, static files, the guard before them, and what becomes of errors."""

from __future__ import annotations

from pathlib import Path
from threading import BoundedSemaphore

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as StarletteHTTPException
from starlette.types import ASGIApp, Scope

from dragoman import __version__
from dragoman.errors import ActorNameError, ConfigError, DragomanError, StoreError
from dragoman.web.desk import Desk
from dragoman.web.guard import Guard
from dragoman.web.pages import PAGES
from dragoman.web.pages.original import AT_ONCE
from dragoman.web.pages.places import PLACES
from dragoman.web.rendering import make_environment, render, render_alone
from dragoman.web.settings import Settings
from dragoman.web.static_files import StaticFiles
from dragoman.web.words import load_words


def create_app(folder: Path, settings: Settings) -> ASGIApp:
    """The workbench of the project in ``folder``, guarded.

    Raises:
        ConfigError: the folder holds no project.
    """
    app = FastAPI(
        title="Dragoman",
        version=__version__,
        summary="The JSON twins of the pages of the workbench.",
        docs_url=None,
        redoc_url=None,
    )
    desk = Desk(folder, settings)
    app.state.desk = desk
    app.state.drawing = BoundedSemaphore(AT_ONCE)
    app.state.places = PLACES
    app.state.environment = make_environment(name=lambda id: desk.bench().name(id))
    for pages in PAGES:
        app.router.routes.extend(pages.router.routes)  # included, they are built late, by any thread
    app.mount("/static", StaticFiles())
    app.add_exception_handler(StarletteHTTPException, _tell_http)
    app.add_exception_handler(RequestValidationError, _tell_query)
    app.add_exception_handler(DragomanError, _tell_error)

    def refuse(scope: Scope, status: int, why: str) -> Response:
        if scope["path"].endswith(".json"):
            return JSONResponse({"error": str(getattr(load_words().refused, why).why)}, status_code=status)
        return render_alone(app.state.environment, why, status)

    return Guard(app, settings=settings, refuse=refuse)


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, StarletteHTTPException)
    return _tell(request, error.status_code, str(error.detail))


def _tell_query(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    told = "; ".join(f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors())
    return _tell(request, 422, told)


def _tell_error(request: Request, error: Exception) -> Response:
    status = 400 if isinstance(error, ConfigError | ActorNameError) else 503 if isinstance(error, StoreError) else 500
    return _tell(request, status, str(error))


def _tell(request: Request, status: int, why: str) -> Response:
    wants_json = request.url.path.endswith(".json") or "application/json" in request.headers.get("accept", "")
    if wants_json:
        return JSONResponse({"error": why}, status_code=status)
    return render(request, "error.html.j2", key="", page={"status": status, "why": why}, status=status)
