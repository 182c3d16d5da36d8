"""The system of states as a table of events tells it: the same networks, blocs and changes of side, from rows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dragoman.errors import ConfigError
from dragoman.system_events import Stretch
from dragoman.system_view import Asked, SystemView, plan_windows, state_test
from dragoman.timed import Timespan
from dragoman.vocab.actors import Authority

if TYPE_CHECKING:
    from dragoman.tables.query import TableStore

ROWS = "The ties are made from rows of the table: no words stand behind them, and no act is named."


def view_table_system(
    store: TableStore, asked: Asked, span: Timespan, *, authority: Authority, scale: str = "plover"
) -> SystemView:
    """The view of the system from a table's rows; the events of the view are none, its evidence is the rows.

    Raises:
        ConfigError: a date cannot be read, there are more windows than can be told at once, there is no such scale, or
            the table would have to say what it knew on a day (``as_of``).
        StoreError: the store is damaged.
    """
    from dragoman.relations.series import SCALES
    from dragoman.system import situate_networks
    from dragoman.system.partition import RESOLUTION
    from dragoman.tables.ties import networks_of

    if span.as_of:
        raise ConfigError("the rows of a table do not say when they were written: leave out --as-of")
    if scale not in SCALES:
        raise ConfigError(f"scale: {scale!r} is none of {', '.join(SCALES)}")
    first, last = (date.fromisoformat(day) if day else None for day in (store.manifest.first, store.manifest.last))
    windows = plan_windows(Stretch(first=first, last=last), asked, span)
    networks, patrons = networks_of(store, windows, scale=scale, is_state=state_test(authority, asked))
    found = situate_networks(
        networks,
        windows,
        patrons=patrons,
        resolution=RESOLUTION if asked.resolution is None else asked.resolution,
    )
    told = any(one.network.ties for one in found.snapshots)
    remark = ROWS if told else "The table tells of no act between two states in that time."
    return SystemView(
        found=found, events={}, remarks=(remark,), span=span, read=0, undated=0, table=store.manifest.name
    )
