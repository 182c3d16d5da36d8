"""Events by time: how many there are in each stretch, a page of them, and those most is told of."""

from __future__ import annotations

from typing import Any, Literal

from dragoman.model import Event
from dragoman.store.browse_reader import BrowseReader
from dragoman.store.history_reader import HistoryReader

Unit = Literal["decade", "year", "month"]
DIGITS: dict[Unit, int] = {"decade": 3, "year": 4, "month": 7}

PLACED = "e.earliest IS NOT NULL AND e.latest IS NOT NULL"


class TimelineReader(HistoryReader, BrowseReader):
    """Events whose date has both ends, unless those without one are asked for; ``since`` and ``until`` are days."""

    def count_events(self, *, placed: bool = True, **asked: Any) -> int:
        """How many events a filter leaves: ``states`` (all take part), ``event_type``, ``since``, ``until``."""
        where, values = _narrow(placed, **asked)
        return self._count(f"SELECT count(*) FROM events AS e WHERE {where}", *values)

    def event_ends(self, **asked: Any) -> tuple[str, str] | None:
        """The first and the last day of the events that a filter leaves (ISO 8601); None where there is none."""
        where, values = _narrow(True, **asked)
        row = self._one(f"SELECT min(e.earliest), max(e.latest) FROM events AS e WHERE {where}", *values)
        return (row[0], row[1]) if row is not None and row[0] is not None else None

    def event_counts(self, unit: Unit, **asked: Any) -> tuple[tuple[str, int], ...]:
        """How many events begin in each decade ("1960"), year or month ("1961-12"), in order."""
        where, values = _narrow(True, **asked)
        begin = f"substr(e.earliest, 1, {DIGITS[unit]})" + (" || '0'" if unit == "decade" else "")
        return self._pairs(
            f"SELECT {begin} AS begin, count(*) FROM events AS e WHERE {where} GROUP BY begin ORDER BY begin", *values
        )

    def event_page(self, *, limit: int, offset: int = 0, placed: bool = True, **asked: Any) -> tuple[Event, ...]:
        """A part of the list of events, by date."""
        where, values = _narrow(placed, **asked)
        order = "e.earliest, e.latest, e.id" if placed else "e.id"
        found = self._rows(
            f"SELECT e.id FROM events AS e WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?", *values, limit, offset
        )
        return self.events(ids=tuple(row["id"] for row in found))

    def events_most_told(self, *, limit: int, **asked: Any) -> tuple[Event, ...]:
        """The events that most accounts tell of, the gravest first among equals; given by date."""
        where, values = _narrow(True, **asked)
        found = self._rows(
            "SELECT e.id, (SELECT count(*) FROM event_accounts AS a WHERE a.event_id = e.id) AS told"
            f" FROM events AS e WHERE {where} ORDER BY told DESC, abs(e.score) DESC, e.id LIMIT ?",
            *values,
            limit,
        )
        return self.events(ids=tuple(row["id"] for row in found))


def _narrow(
    placed: bool, *, states: tuple[str, ...] = (), event_type: str = "", since: str = "", until: str = ""
) -> tuple[str, list[str]]:
    where, values = [PLACED if placed else f"NOT ({PLACED})"], list[str]()
    for state in states:
        where.append("e.id IN (SELECT event_id FROM event_parties WHERE state = ?)")
        values.append(state)
    for clause, value in (("e.event_type = ?", event_type), ("e.latest >= ?", since), ("e.earliest <= ?", until)):
        if value:
            where.append(clause)
            values.append(value)
    return " AND ".join(where), values
