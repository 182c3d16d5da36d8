"""Dossier: choose and order its parts, write into it, look at it, and take it along in a format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool

from dragoman.dossier import PARTS, Dossier, Group, Piece, Table, formats
from dragoman.dossier.compose import MARKS
from dragoman.dossier.plan import OWN
from dragoman.dossier.setting import byline, set_citation, set_place
from dragoman.dossier.styles import ALIASES, find_style
from dragoman.dossier_view import compose_dossier
from dragoman.errors import ConfigError, InputError, StageError
from dragoman.model import Event
from dragoman.relation_view import RelationView
from dragoman.web.acts import ActLine, tell_event
from dragoman.web.desk import AtDesk, Desk
from dragoman.web.dossier_form import Form, read_form, rearrange, write_plan
from dragoman.web.figures import Figure
from dragoman.web.page import Pages
from dragoman.web.pages.relation import dyad_of, view
from dragoman.web.rendering import render

pages = Pages(key="relation")

PLAN = "plan"
"""The format that is the plan itself, as TOML."""
TYPES = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
    "csl": "application/json",
    "bib": "text/plain; charset=utf-8",
    "ris": "text/plain; charset=utf-8",
    PLAN: "application/toml",
}
SHUT = {"Content-Security-Policy": "default-src 'none'; sandbox"}
"""What is taken along may do nothing here."""
STYLES = tuple(sorted(ALIASES))
MOST_ACTS = 300
"""Acts that a remark can be hung on from the list."""
MOST_TOLD = 2_000
"""Acts of a relation up to which the dossier can be looked at in the browser."""

SHOW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatRow:
    """A format; ``why`` says what is missing where it cannot be written here."""

    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """One part as it will stand: own paragraphs, the figure, what is composed, tables."""

    key: str
    title: str
    own: tuple[str, ...]
    figure: Figure | None
    groups: tuple[Group, ...]
    tables: tuple[Table, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCitation:
    """One work in a note, as the style sets it, and where the words stand."""

    pieces: tuple[Piece, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNote:
    """A footnote; ``in_text`` is what an author-date style sets in the text."""

    number: int
    citations: tuple[ShownCitation, ...]
    in_text: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWork:
    """A line of the bibliography."""

    pieces: tuple[Piece, ...]
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The dossier as it will stand. ``marks`` are the signs of who stands for a sentence: (key, sign, word)."""

    title: str
    span: str
    byline: str
    legend: tuple[str, ...]
    marks: tuple[tuple[str, str, str], ...]
    sections: tuple[ShownSection, ...]
    notes: tuple[ShownNote, ...]
    works: tuple[ShownWork, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPage:
    """The form of a dossier, and the dossier itself where it was asked to be shown.

    ``address`` holds the whole form. ``acts`` are the records that a remark can be hung on.
    """

    a: str
    b: str
    fault: str
    form: Form
    usual: tuple[tuple[str, str], ...]
    formats: tuple[FormatRow, ...]
    styles: tuple[str, ...]
    acts: tuple[ActLine, ...]
    address: str
    shown: Shown | None


def read_address(
    request: Request,
    key: Annotated[list[str], Query(description="The parts, in order.")] = [],  # noqa: B006 - FastAPI reads it
    used: Annotated[list[str], Query(description="The numbers (from 0) of the parts that are taken.")] = [],  # noqa: B006
    style: Annotated[str, Query(description="A citation style by name.")] = "",
) -> tuple[Form, str]:
    """The form in an address, and why it cannot be meant ("" where it can)."""
    return _read(request.query_params)


Asked = Annotated[tuple[Form, str], Depends(read_address)]
Deed = Annotated[str, Query(max_length=20, description="preview, or a button of the form: up:2, down:2, add...")]


@pages.page("/relations/{a}/{b}/dossier", template="dossier.html.j2")
def dossier(desk: AtDesk, a: str, b: str, asked: Asked, do: Deed = "") -> DossierPage:
    """Compose the dossier of a relation: parts, order, own words, style; look at it, take it along."""
    return _page(desk, a, b, *asked, do)


@pages.router.post("/relations/{a}/{b}/dossier", include_in_schema=False)
async def posted(request: Request, desk: AtDesk, a: str, b: str) -> Response:
    """The same from a posted form, which may be longer than an address. Nothing is changed by it."""
    values = await request.form()
    form, fault = _read(values)
    page = await run_in_threadpool(_page, desk, a, b, form, fault, str(values.get("do") or ""))
    return await run_in_threadpool(render, request, "dossier.html.j2", key="relation", page=page)


@pages.router.get("/relations/{a}/{b}/dossier/download", tags=["relation"], summary="The dossier in a format.")
def download(desk: AtDesk, a: str, b: str, asked: Asked, to: str) -> Response:
    """The dossier as a file; ``to`` is html, md, docx, pdf, odt, epub, csl, bib, ris, or plan (TOML)."""
    form, fault = asked
    if fault:
        raise ConfigError(fault)
    return _file(desk, a, b, form, to)


@pages.router.post("/relations/{a}/{b}/dossier/download", include_in_schema=False)
async def posted_download(request: Request, desk: AtDesk, a: str, b: str) -> Response:
    """The same from a posted form."""
    values = await request.form()
    form, fault = _read(values)
    if fault:
        raise ConfigError(fault)
    return await run_in_threadpool(_file, desk, a, b, form, str(values.get("to") or ""))


def _read(values: object) -> tuple[Form, str]:
    try:
        return read_form(values), ""  # type: ignore[arg-type]
    except ConfigError as error:
        return Form(), str(error)


def _page(desk: Desk, a: str, b: str, form: Form, fault: str, do: str) -> DossierPage:  # noqa: PLR0917
    form = rearrange(form, do)
    dyad = dyad_of(desk, a, b)
    shown: Shown | None = None
    acts: tuple[ActLine, ...] = ()
    try:
        told = _view(desk, a, b, form)
        acts = _acts(desk, told)
        if do == SHOW and not fault:
            shown = _show(_compose(desk, told, form), told, form)
    except (ConfigError, InputError, StageError) as error:
        fault = fault or str(error)
    fields = form.fields
    path = f"/relations/{dyad.a}/{dyad.b}/dossier"
    return DossierPage(
        a=dyad.a,
        b=dyad.b,
        fault=fault,
        form=form,
        usual=(*PARTS.items(), (OWN, "")),
        formats=_formats(),
        styles=STYLES,
        acts=acts,
        address=f"{path}?{urlencode([*fields, ('do', SHOW)])}",
        shown=shown,
    )


def _view(desk: Desk, a: str, b: str, form: Form) -> RelationView:
    return view(desk, a, b, since=form.since, until=form.until, as_of=form.as_of)


def _compose(desk: Desk, told: RelationView, form: Form) -> Dossier:
    if len(told.events) > MOST_TOLD:
        raise ConfigError(
            f"between the two {len(told.events)} acts are told, too many for a page: bound the time, or write it with "
            f"“dragoman dossier {told.dyad.a} {told.dyad.b}”"
        )
    plan = form.plan()
    if form.style:
        find_style(form.style)
    key = ("dossier", told.dyad, form.since, form.until, form.as_of, plan)
    return desk.once(key, lambda: compose_dossier(desk.bench(), told, plan)[0])


def _file(desk: Desk, a: str, b: str, form: Form, to: str) -> Response:
    """A dossier as a file to take along: made in memory, or in a folder of the server's own that is gone afterwards."""
    told = _view(desk, a, b, form)
    name = re.sub(r"[^A-Za-z0-9-]", "-", str(told.dyad))
    if to == PLAN:
        content, ending = write_plan(form.plan()).encode(), ".toml"
    else:
        formats.need(to)
        content, ending = formats.write(_compose(desk, told, form), to), formats.suffix(to)
    headers = {"Content-Disposition": f'attachment; filename="{name}{ending}"', **SHUT}
    return Response(content, media_type=TYPES.get(to, "application/octet-stream"), headers=headers)


def _formats() -> tuple[FormatRow, ...]:
    rows = []
    for key in formats.FORMATS:
        why = ""
        try:
            formats.need(key)
        except ConfigError as error:
            why = str(error)
        rows.append(FormatRow(key=key, why=why))
    return (*rows, FormatRow(key=PLAN, why=""))


def _acts(desk: Desk, told: RelationView) -> tuple[ActLine, ...]:
    """The acts that a remark can be hung on: those of the turning points first, where there are too many."""
    name = desk.bench().name
    turning = {id for rupture in told.ruptures for id in rupture.event_ids}

    def weight(event: Event) -> tuple[bool, int, str]:
        return event.id not in turning, -len(event.account_ids), event.id

    kept = {event.id for event in sorted(told.events, key=weight)[:MOST_ACTS]}
    return tuple(tell_event(event, name) for event in told.events if event.id in kept)


def _show(found: Dossier, told: RelationView, form: Form) -> Shown:
    path = f"/relations/{told.dyad.a}/{told.dyad.b}/chart"
    return Shown(
        title=found.title,
        span=found.span,
        byline=byline(found),
        legend=found.legend,
        marks=tuple((key, sign, word) for key, (sign, word) in MARKS.items()),
        sections=tuple(
            ShownSection(
                key=section.key,
                title=section.title,
                own=section.own,
                figure=Figure.of(section.chart, path, since=form.since, until=form.until, as_of=form.as_of)
                if section.chart
                else None,
                groups=section.groups,
                tables=section.tables,
                empty=section.empty,
            )
            for section in found.sections
        ),
        notes=tuple(
            ShownNote(
                number=note.number,
                citations=tuple(
                    ShownCitation(pieces=set_citation(one, note), place=set_place(one)) for one in note.citations
                ),
                in_text=note.in_text,
            )
            for note in found.notes
        ),
        works=tuple(
            ShownWork(pieces=work.pieces or (Piece(text=work.text),), remark=work.remark) for work in found.works
        ),
    )
