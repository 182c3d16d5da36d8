"""Search: words and what is told, with facets; the address holds the whole question, the result can be taken along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from fastapi.responses import StreamingResponse

from dragoman.errors import ActorNameError, ConfigError
from dragoman.model import Account
from dragoman.store import Hit, Narrowing, Reader
from dragoman.store.search_reader import BEGIN, END
from dragoman.store.search_words import read_words
from dragoman.timed import edtf_day
from dragoman.web.desk import AtDesk, Bench
from dragoman.web.page import PageNumber, Pages
from dragoman.web.paging import Span, span_of
from dragoman.web.telling import Checked, act_of, check_of
from dragoman.wording import close_up
from dragoman.workbench import Workbench

pages = Pages(key="search")

PER_PAGE = 20
MOST = 1_000
"""How many passages are counted and paged through; a question that finds more is to be narrowed."""
MOST_EXPORTED = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question, as it stands in the address."""

    q: str = ""
    a: str = ""
    b: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    speaker: str = ""
    standing: str = ""
    genre: str = ""
    side: str = ""


def read_question(  # noqa: PLR0917 - one argument for each parameter of the address
    q: Annotated[str, Query(max_length=500, description='Words, "phrases", OR, -not, begin*.')] = "",
    a: Annotated[str, Query(max_length=100, description="A state: code, name or alias.")] = "",
    b: Annotated[str, Query(max_length=100, description="The other state.")] = "",
    type: Annotated[str, Query(max_length=40, description="A PLOVER type, as CONSULT.")] = "",
    since: Annotated[str, Query(max_length=40, description="EDTF: from this time on.")] = "",
    until: Annotated[str, Query(max_length=40, description="EDTF: up to this time.")] = "",
    speaker: Annotated[str, Query(max_length=100, description="A part of a speaker's name.")] = "",
    standing: Annotated[str, Query(max_length=40)] = "",
    genre: Annotated[str, Query(max_length=40)] = "",
    side: Annotated[str, Query(max_length=40, description="The state whose record the document is.")] = "",
) -> Asked:
    """The question of an address."""
    return Asked(
        q=q, a=a, b=b, type=type, since=since, until=until, speaker=speaker, standing=standing, genre=genre, side=side
    )


Question = Annotated[Asked, Depends(read_question)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a snippet; ``found`` says that these are words that were asked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRow:
    """An account in a passage that was found."""

    id: str
    event_id: str
    act: str
    date: str | None
    status: str
    speaker: str
    checked: Checked


@dataclass(frozen=True, slots=True, kw_only=True)
class HitRow:
    """A passage that was found, the words around what was asked for, and the accounts in it that fit."""

    passage_id: str
    document_id: str
    title: str
    path: str
    written: str | None
    locator: str
    start: int
    pieces: tuple[Piece, ...]
    accounts: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """What else the result can be narrowed by: ``name`` is the parameter, ``values`` are (value, passages)."""

    name: str
    values: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A page of what was found. ``fault`` says what cannot be meant in the question; then nothing was looked for."""

    asked: Asked
    is_empty: bool
    fault: str
    span: Span
    hits: tuple[HitRow, ...]
    facets: tuple[Facet, ...]


@pages.page("/search", template="search.html.j2")
def search(desk: AtDesk, asked: Question, page: PageNumber = 1) -> SearchPage:
    """Passages by words and by what is told in them."""
    bench = desk.bench()
    try:
        narrowing = narrow(bench, asked)
    except (ConfigError, ActorNameError) as error:
        return SearchPage(
            asked=asked, is_empty=False, fault=str(error), span=span_of(1, PER_PAGE, 0), hits=(), facets=()
        )
    with bench.reader() as reader:
        keys = desk.once(("found", narrowing), lambda: reader.find(narrowing, most=MOST + 1))
        more, keys = len(keys) > MOST, keys[:MOST]
        span = span_of(page, PER_PAGE, len(keys), more=more)
        shown = keys[max(span.first - 1, 0) : span.last]
        facets = desk.once(("facets", narrowing), lambda: reader.facets(keys, narrowing)) if keys else {}
        return SearchPage(
            asked=asked,
            is_empty=narrowing == Narrowing(),
            fault="",
            span=span,
            hits=_hits(bench, reader, shown, narrowing),
            facets=tuple(Facet(name=name, values=values) for name, values in facets.items() if values),
        )


def narrow(bench: Workbench, asked: Asked) -> Narrowing:
    """What a question means.

    Raises:
        ConfigError: its words or dates cannot be meant.
        ActorNameError: a name stands for no state, or for several.
    """
    return Narrowing(
        words=read_words(asked.q),
        states=tuple(dict.fromkeys(bench.state(one.strip()) for one in (asked.a, asked.b) if one.strip())),
        event_type=asked.type.strip().upper(),
        since=edtf_day(asked.since.strip(), last=False) if asked.since.strip() else "",
        until=edtf_day(asked.until.strip(), last=True) if asked.until.strip() else "",
        speaker=asked.speaker.strip(),
        standing=asked.standing.strip(),
        genre=asked.genre.strip(),
        side=bench.state(asked.side.strip()) if asked.side.strip() else "",
    )


def _hits(bench: Workbench, reader: Reader, keys: tuple[int, ...], narrowing: Narrowing) -> tuple[HitRow, ...]:
    rulings = bench.rulings()
    told: dict[int, list[ToldRow]] = {}
    for account, event_id, key in _told(bench, reader, keys, narrowing):
        row = ToldRow(
            id=account.id,
            event_id=event_id,
            act=act_of(account, bench.name),
            date=account.date,
            status=account.status,
            speaker=account.speaker,
            checked=check_of(account, rulings),
        )
        told.setdefault(key, []).append(row)
    return tuple(_hit(hit, tuple(told.get(hit.key, ()))) for hit in reader.hits(keys, narrowing.words))


def _told(
    bench: Workbench, reader: Reader, keys: tuple[int, ...], narrowing: Narrowing
) -> Iterator[tuple[Account, str, int]]:
    """The accounts in passages that count, with people's corrections in force."""
    found = reader.told_in(keys, narrowing)
    homes = {account.id: (event_id, key) for account, event_id, key in found}
    judged = bench.rulings().judged(
        (account for account, _, _ in found), min_confidence=bench.config.code.min_confidence
    )
    for account in judged:
        yield account, *homes[account.id]


def _hit(hit: Hit, told: tuple[ToldRow, ...]) -> HitRow:
    pieces: list[Piece] = []
    for number, part in enumerate(hit.snippet.split(BEGIN)):
        found, _, rest = part.partition(END) if number else ("", END, part)
        pieces += [Piece(text=text, found=is_found) for text, is_found in ((found, True), (rest, False)) if text]
    return HitRow(
        passage_id=hit.passage_id,
        document_id=hit.document_id,
        title=hit.title,
        path=hit.path,
        written=hit.written,
        locator=hit.locator,
        start=hit.start,
        pieces=tuple(pieces),
        accounts=told,
    )


COLUMNS = (
    "account", "event", "document", "title", "locator", "start", "date", "event_type", "mode", "actors", "recipients",
    "status", "speaker", "cited", "confidence", "coder", "quote",
)  # fmt: skip
"""The columns of an export, one row for each account of the result."""


@pages.router.get("/search/export.{kind}", tags=["search"], summary="The accounts of a result, as CSV or JSON Lines.")
def export(bench: Bench, asked: Question, kind: Literal["csv", "jsonl"]) -> StreamingResponse:
    """All accounts of a result, a row for each."""
    narrowing = narrow(bench, asked)
    lines = _csv(_rows(bench, narrowing)) if kind == "csv" else _jsonl(_rows(bench, narrowing))
    media = "text/csv; charset=utf-8" if kind == "csv" else "application/jsonl"
    return StreamingResponse(
        lines, media_type=media, headers={"Content-Disposition": f'attachment; filename="search.{kind}"'}
    )


def _rows(bench: Workbench, narrowing: Narrowing) -> Iterator[dict[str, Any]]:
    with bench.reader() as reader:
        keys = reader.find(narrowing, most=MOST_EXPORTED)
        for at in range(0, len(keys), 500):
            part = keys[at : at + 500]
            places = {hit.key: hit for hit in reader.hits(part)}
            for account, event_id, key in _told(bench, reader, part, narrowing):
                hit = places[key]
                values = (
                    account.id, event_id, hit.path, hit.title, hit.locator, account.evidence.start, account.date or "",
                    account.event_type, account.mode, " ".join(one.state or one.id for one in account.actors),
                    " ".join(one.state or one.id for one in account.recipients), account.status, account.speaker,
                    close_up(account.cited), account.confidence, account.coder, account.evidence.quote,
                )  # fmt: skip
                yield dict(zip(COLUMNS, values, strict=True))


def _jsonl(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    for row in found:
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _csv(found: Iterator[dict[str, Any]]) -> Iterator[str]:
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    for row in found:
        table.writerow([_cell(value) for value in row.values()])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def _cell(value: Any) -> Any:
    """A cell; words that a spreadsheet would take for a formula get an apostrophe before them, as it writes them."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
