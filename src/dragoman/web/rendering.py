"""Turns a record into a page: Jinja2 with everything escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from dragoman import __version__
from dragoman.web.waiting import NOW
from dragoman.web.words import load_words
from dragoman.wording import close_up, count, quoted, scaled, sentence, with_article, write_date, write_kind, write_sign


def make_environment(*, name: Callable[[str], str]) -> Environment:
    """The templates. ``name`` gives the readable name of an actor."""
    environment = Environment(
        loader=PackageLoader("dragoman.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        actor=name,
        date=write_date,
        close_up=close_up,
        quoted=quoted,
        scaled=scaled,
        sign=write_sign,
        sentence=sentence,
        article=with_article,
        number=write_number,
        path=lambda part: quote(str(part), safe=""),
    )
    environment.globals.update(w=load_words(), version=__version__, count=count, kind=write_kind, asked=asked)
    return environment


def write_number(value: int) -> str:
    """A count with its thousands parted by a thin space that does not break."""
    return f"{value:,}".replace(",", "\u202f")


def asked(path: str, query: Mapping[str, Any], **changes: Any) -> str:
    """An address with its query, some of it changed; None and "" take a parameter out."""
    pairs: list[tuple[str, str]] = []
    for key, value in {**query, **changes}.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one not in (None, ""):
                pairs.append((key, str(one)))
    return f"{path}?{urlencode(pairs)}" if pairs else path


def render(
    request: Request, template: str, *, key: str, page: Any, twin: str = "", status: int = 200, **more: Any
) -> HTMLResponse:
    """A page of the workbench, with the bar at the top and the line at the foot."""
    state = request.app.state
    html = state.environment.get_template(template).render(
        page=page,
        here=key,
        twin=twin,
        path=request.url.path,
        chosen=lambda name: request.query_params.get(name, ""),
        query={name: request.query_params.getlist(name) for name in request.query_params if name != NOW},
        places=state.places,
        title=state.desk.bench().config.project.title,
        read_only=state.desk.settings.read_only,
        csrf=state.desk.settings.csrf,
        **more,
    )
    return HTMLResponse(html, status_code=status)


def render_alone(environment: Environment, words: str, status: int) -> HTMLResponse:
    """A page that tells nothing of the project: ``words`` is a key of the section ``refused`` of the strings."""
    told = getattr(load_words().refused, words)
    return HTMLResponse(environment.get_template("refused.html.j2").render(told=told), status_code=status)
