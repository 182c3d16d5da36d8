"""The rows of a table as accounts and events, each led back to its cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.errors import StoreError
from dragoman.ids import content_id
from dragoman.model import Dyad, Event
from dragoman.model.table import RowAccount, RowEvidence
from dragoman.tables.cells import literal
from dragoman.tables.convert import HUNDREDTHS
from dragoman.tables.manifest import TableFile
from dragoman.tables.query import COLUMNS, Scale, TableStore
from dragoman.vocab.edtf import from_days

MOST = 50_000
"""Rows of a dyad that become an event each; beyond it the rows of a day and direction become one."""
NAMED = 4
"""How many rows an event made of several names: more weigh no more as evidence of a level."""


def account_id(file: TableFile, row: int) -> str:
    """The id of what a row says: it follows from the content of its file and the row's number."""
    return content_id("acc", file.sha256, row)


def accounts_of(
    store: TableStore,
    dyad: Dyad,
    *,
    since: date | None = None,
    until: date | None = None,
    limit: int = 100,
    scale: Scale = "plover",
) -> tuple[RowAccount, ...]:
    """The first ``limit`` accounts of acts between two states, by date, each with the cells of its row.

    Raises:
        StoreError: the store is damaged.
    """
    key = store.key(dyad)
    if key is None:
        return ()
    query = (
        f"SELECT day, last, forth, kind, {COLUMNS[scale]} / {HUNDREDTHS}, confidence, file, row "
        "FROM read_parquet($path) WHERE dyad = $key AND last >= $since AND day <= $until "
        "ORDER BY day, last, file, row LIMIT $limit"
    )
    bounds = {"since": since or date.min, "until": until or date.max, "limit": limit}
    with store.ask() as con:
        rows = con.execute(query, {"path": str(store.events), "key": key, **bounds}).fetchall()
    cells = read_rows(store, [(row[6], row[7]) for row in rows])
    return tuple(_account(store, dyad, row, cells[row[6], row[7]]) for row in rows)


def read_rows(store: TableStore, places: Iterable[tuple[int, int]]) -> Mapping[tuple[int, int], RowEvidence]:
    """The rows (number of the file, row) as they stand, with all cells that hold anything.

    Raises:
        StoreError: the cells were damaged or taken away.
    """
    wanted: dict[str, list[tuple[int, int]]] = {}
    for file, row in sorted(set(places)):
        wanted.setdefault(store.manifest.files[file].cells, []).append((file, row))
    found: dict[tuple[int, int], RowEvidence] = {}
    with store.ask() as con:
        for name, held in wanted.items():
            path = literal(str(store.folder / name))
            numbers = ", ".join(str(row) for _, row in held)
            before = ", ".join(str(row - 1) for _, row in held)
            if store.manifest.files[held[0][0]].own:
                select = f"SELECT file_row_number + 1, * FROM read_parquet({path}) WHERE file_row_number IN ({before})"
            else:
                files = ", ".join(str(file) for file in sorted({file for file, _ in held}))
                select = f"SELECT row, * FROM read_parquet({path}) WHERE row IN ({numbers}) AND file IN ({files})"
            result = con.execute(select)
            names = [one[0] for one in result.description or ()]
            for values in result.fetchall():
                own = store.manifest.files[held[0][0]].own
                file = held[0][0] if own else values[names.index("file", 1)]
                if (file, values[0]) in held:
                    skip = 1 if own else 3
                    found[file, values[0]] = _evidence(store, file, values[0], names[skip:], values[skip:])
    missing = [place for one in wanted.values() for place in one if place not in found]
    if missing:
        file, row = missing[0]
        raise StoreError(
            f"{store.folder}: row {row} of {store.manifest.files[file].given} is gone; add the table again"
        )
    return found


def _evidence(store: TableStore, file: int, row: int, names: Sequence[str], values: Sequence[Any]) -> RowEvidence:
    source = store.manifest.files[file]
    cells = tuple((name, str(value)) for name, value in zip(names, values, strict=True) if value is not None)
    return RowEvidence(table=store.manifest.name, file=source.given, sha256=source.sha256, row=row, cells=cells)


def _account(store: TableStore, dyad: Dyad, row: Sequence[Any], evidence: RowEvidence) -> RowAccount:
    day, last, forth, number, score, confidence, file, place = row
    kind = store.manifest.kinds[number]
    cells = dict(evidence.cells)
    format = store.manifest.format
    return RowAccount(
        id=account_id(store.manifest.files[file], place),
        event_type=kind.event_type,
        mode=kind.mode,
        actor=dyad.a if forth else dyad.b,
        recipient=dyad.b if forth else dyad.a,
        date=from_days(day, last),
        score=score,
        confidence=round(confidence, 6) if confidence is not None else None,
        place=cells.get(format.place, ""),
        cited=cells.get(format.source, ""),
        evidence=evidence,
        coder=f"table:{format.name}",
        scheme=store.manifest.scheme,
    )


def events_from_rows(
    store: TableStore,
    dyad: Dyad,
    *,
    since: date | None = None,
    until: date | None = None,
    scale: Scale = "plover",
    most: int = MOST,
) -> tuple[Event, ...]:
    """The acts between two states as events, by date, so that phases and ruptures can be read from a table too.

    A row is an event of one account. Where there are more than ``most`` rows, those of one date and direction are one
    event: of the type that most of them have, with the mean of their scores, naming the first four rows. A table of
    the news tells one happening many times over.
    """
    key = store.key(dyad)
    if key is None:
        return ()
    bounds = {"path": str(store.events), "key": key, "since": since or date.min, "until": until or date.max}
    within = "FROM read_parquet($path) WHERE dyad = $key AND last >= $since AND day <= $until"
    with store.ask() as con:
        counted = con.execute(f"SELECT count(*) {within}", bounds).fetchone()
        if counted is not None and counted[0] > most:
            # The commonest kind, of equals the first: counted by kind, then the best of each day.
            rows = con.execute(
                "SELECT day, last, forth, arg_max(kind, n * 65536 - kind), sum(total) / sum(n), "
                f"min(places, {NAMED}) FROM (SELECT day, last, forth, kind, count(*) AS n, "
                f"sum({COLUMNS[scale]}::BIGINT) AS total, min({{'file': file, 'row': row}}) AS places {within} "
                "GROUP BY day, last, forth, kind) GROUP BY day, last, forth ORDER BY day, last, forth DESC",
                bounds,
            ).fetchall()
        else:
            rows = con.execute(
                f"SELECT day, last, forth, kind, {COLUMNS[scale]}, [{{'file': file, 'row': row}}] {within} "
                "ORDER BY day, last, forth DESC, kind, file, row",
                bounds,
            ).fetchall()
    return tuple(_event(store, dyad, row) for row in rows)


def _event(store: TableStore, dyad: Dyad, row: Sequence[Any]) -> Event:
    day, last, forth, number, score, places = row
    kind = store.manifest.kinds[number]
    accounts = tuple(account_id(store.manifest.files[one["file"]], one["row"]) for one in places)
    return Event(
        id=content_id("evt", *accounts),
        account_ids=accounts,
        event_type=kind.event_type,
        mode=kind.mode,
        actors=(dyad.a if forth else dyad.b,),
        recipients=(dyad.b if forth else dyad.a,),
        date=from_days(day, last),
        place="",
        score=round(score / HUNDREDTHS, 4),
        status="asserted",
        standing="single-source",
    )
