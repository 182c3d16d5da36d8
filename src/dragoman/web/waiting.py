"""What is told from all events of a large project: a word that it is being worked out comes at once, the page after."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import Request

from dragoman.web.desk import Desk

LARGE = 20_000
"""Events of a project from which on a dear page takes longer than one waits without a word."""

NOW = "now"
"""The parameter of an address that asks for the page itself, however long it takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """The page that stands until the one that was asked for is there; ``go`` is where that is."""

    go: str


def is_large(desk: Desk) -> bool:
    """Whether the project holds so many events that what is told from all of them takes a while."""

    def count() -> int:
        with desk.bench().reader() as reader:
            return reader.count_events()

    return desk.once("events", count) > LARGE


def asked_of(request: Request) -> tuple[tuple[str, str], ...]:
    """The query of an address without the parameter that asks for the page itself."""
    return tuple((key, value) for key, value in request.query_params.multi_items() if key != NOW)


def wait_for(request: Request, desk: Desk, is_dear: Callable[[Desk], bool]) -> Waiting | None:
    """The page to show until a dear one is there; None where it is there, or was asked for however long it takes."""
    if NOW in request.query_params or desk.holds(_told(request)) or not is_dear(desk):
        return None
    return Waiting(go=f"{request.url.path}?{urlencode([*asked_of(request), (NOW, 'true')])}")


def keep_told(request: Request, desk: Desk) -> None:
    """Notes that a page has been told of the project as it stands, so that it comes at once the next time."""
    desk.once(_told(request), lambda: True)


def _told(request: Request) -> Hashable:
    return ("told", request.url.path, asked_of(request))
