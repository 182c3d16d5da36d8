"""The ties between all states that a table of events tells: signed networks and gifts, window by window."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from math import log

import duckdb

from dragoman.model import Dyad
from dragoman.model.system import Network, Patronage
from dragoman.relations.weights import FORMAL_WEIGHT, MOST_WEIGHT
from dragoman.system.network import network_of, weigh_tie
from dragoman.system.patrons import GIVEN, Ledger
from dragoman.system.placed import LEAST_SHARE
from dragoman.system.windows import Window
from dragoman.tables.cells import literal
from dragoman.tables.convert import HUNDREDTHS
from dragoman.tables.query import COLUMNS, Scale, TableStore
from dragoman.vocab.scheme import Scheme, load_scheme

ASKING = ("SANCTION", "REQUEST")
"""Types of acts, beside gifts and support, that tell of patrons."""

GRAIN = 10**6
"""Parts of a weight that are added as whole numbers, so that a second run gives the same sum to the last digit."""

_YEAR = 365.2425


def networks_of(
    store: TableStore,
    windows: Sequence[Window],
    *,
    scale: Scale = "plover",
    is_state: Callable[[str], bool] | None = None,
    scheme: Scheme | None = None,
) -> tuple[tuple[Network, ...], tuple[tuple[Patronage, ...], ...]]:
    """The network and the patrons of each window, by the model of :func:`dragoman.system.build_network`.

    A table of the news tells one happening many times over, so the rows of one date, pair and direction count as one
    act that as many sources tell: with their mean score, the root of their number as weight (at most twice that of
    one), and their mean confidence. The ties name no events: the rows are found by pair and date.

    Raises:
        StoreError: the store is damaged.
    """
    scheme = scheme or load_scheme()
    states = store.manifest.states
    kept = [at for at, code in enumerate(states) if is_state is None or is_state(code)]
    networks, patrons = [], []
    with store.ask() as con:
        _gather(con, store, scale, kept, scheme)
        for window in windows:
            share = _share(window)
            rows = con.execute(
                "SELECT dyad, sum(load), sum(pull), sum(n) FROM (SELECT dyad, n, "
                f"(weight * share * {GRAIN})::BIGINT AS load, "
                f"(weight * share * score * {GRAIN})::BIGINT AS pull FROM (SELECT *, {share} AS share FROM acts "
                f"WHERE {_within(window)}) WHERE share >= {LEAST_SHARE}) GROUP BY dyad ORDER BY dyad"
            ).fetchall()
            ties = [
                weigh_tie(window.span, _dyad(states, key), pull / GRAIN, load / GRAIN, rows=int(number))
                for key, load, pull, number in rows
                if load
            ]
            networks.append(network_of(window.span, ties))
            patrons.append(_patrons(con, store, window, share))
    return tuple(networks), tuple(patrons)


def _gather(
    con: duckdb.DuckDBPyConnection, store: TableStore, scale: Scale, kept: Sequence[int], scheme: Scheme
) -> None:
    """Two tables: ``acts``, by pair, date and direction; and ``gifts``, of what tells of patrons, by kind as well."""
    kinds = list(enumerate(store.manifest.kinds))
    modes = {act.name for act in scheme.formal_acts}
    formal = _list(at for at, kind in kinds if kind.mode in modes)
    telling = _list(at for at, kind in kinds if kind.event_type in (*GIVEN, *ASKING))
    score = f"avg({COLUMNS[scale]}::DOUBLE) / {HUNDREDTHS}"
    source = f"FROM read_parquet({literal(str(store.events))}) WHERE {_both('dyad', kept)}"
    con.execute(
        f"CREATE TEMP TABLE acts AS SELECT dyad, day, last, count(*) AS n, {score} AS score, "
        f"least(sqrt(count(*)), {MOST_WEIGHT}) * avg(coalesce(confidence, 1)::DOUBLE) * "
        f"avg(CASE WHEN kind IN ({formal}) THEN {FORMAL_WEIGHT} ELSE 1 END) AS weight "
        f"{source} GROUP BY dyad, day, last, forth"
    )
    con.execute(
        f"CREATE TEMP TABLE gifts AS SELECT dyad, forth, kind, day, last, {score} AS score {source} "
        f"AND kind IN ({telling}) GROUP BY dyad, forth, kind, day, last"
    )


def _patrons(con: duckdb.DuckDBPyConnection, store: TableStore, window: Window, share: str) -> tuple[Patronage, ...]:
    rows = con.execute(
        f"SELECT dyad, forth, kind, sum((share * {GRAIN})::BIGINT), sum((share * score * {GRAIN})::BIGINT), count(*) "
        f"FROM (SELECT *, {share} AS share FROM gifts WHERE {_within(window)}) WHERE share >= {LEAST_SHARE} "
        "GROUP BY dyad, forth, kind ORDER BY dyad, forth, kind"
    ).fetchall()
    ledger = Ledger(window=window.span)
    for key, forth, number, load, pull, acts in rows:
        if not load:
            continue
        dyad, kind = _dyad(store.manifest.states, key), store.manifest.kinds[number]
        pair = (dyad.a, dyad.b) if forth else (dyad.b, dyad.a)
        ledger.enter(pair, kind.event_type, kind.mode, pull / load, load / GRAIN, acts)
    return ledger.tell()


def _dyad(states: Sequence[str], key: int) -> Dyad:
    return Dyad.of(states[key >> 16], states[key & 65535])


def _share(window: Window) -> str:
    """``Window.share`` in SQL: what an act of these days weighs in the window."""
    end, days = _day(window.last), "(last - day + 1)"
    begin = f"greatest(day, {_day(window.first)})"
    until = f"least(last, {end})"
    if window.half_life is None:
        return f"({until} - {begin} + 1)::DOUBLE / {days}"
    rate = log(2) / (window.half_life * _YEAR)
    return f"(exp({-rate} * ({end} - {until})) - exp({-rate} * ({end} - {begin} + 1))) / {rate} / {days}"


def _within(window: Window) -> str:
    return f"last >= {_day(window.first)} AND day <= {_day(window.last)}"


def _day(number: int) -> str:
    return f"DATE '{date.fromordinal(number).isoformat()}'"


def _both(key: str, kept: Sequence[int]) -> str:
    states = _list(kept)
    return f"{key} >> 16 IN ({states}) AND {key} & 65535 IN ({states})"


def _list(numbers: Iterable[int]) -> str:
    """Whole numbers for SQL; of none one that nothing has."""
    return ", ".join(map(str, numbers)) or "-1"
