"""Reads what the documents tell: accounts, events, disputes, reasons, findings."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model import Account, Borrowing, Conflict, Event, EventLink, Finding, MatchScore, Reason, Regrouping
from dragoman.store import grouping_rows, history_rows, rows
from dragoman.store.queries import ACCOUNT_ORDER, Queries

EVENT_ORDER = "e.earliest IS NULL AND e.latest IS NULL, coalesce(e.earliest, ''), coalesce(e.latest, '9999'), e.id"


class HistoryReader(Queries):
    """The records of history, in one fixed order: events by date, the rest in the order of the text."""

    def accounts(self, *, document_id: str | None = None, event_id: str | None = None) -> tuple[Account, ...]:
        """Accounts as they were coded (all, of a document, or of an event), in the order of the text."""
        statement = "SELECT a.* FROM accounts AS a JOIN documents AS d ON d.id = a.document_id"
        values: list[str] = []
        where = []
        if event_id is not None:
            statement += " JOIN event_accounts AS ea ON ea.account_id = a.id"
            where.append("ea.event_id = ?")
            values.append(event_id)
        if document_id is not None:
            where.append("a.document_id = ?")
            values.append(document_id)
        if where:
            statement += " WHERE " + " AND ".join(where)
        return tuple(rows.row_account(row) for row in self._rows(f"{statement} ORDER BY {ACCOUNT_ORDER}", *values))

    def coders(self) -> tuple[str, ...]:
        """The names of the coders that made the accounts."""
        return tuple(row[0] for row in self._rows("SELECT DISTINCT coder FROM accounts ORDER BY coder"))

    def account(self, account_id: str) -> Account | None:
        """One account."""
        row = self._one("SELECT * FROM accounts WHERE id = ?", account_id)
        return None if row is None else rows.row_account(row)

    def events(
        self,
        *,
        between: tuple[str, str] | None = None,
        state: str | None = None,
        since: str | None = None,
        until: str | None = None,
        event_type: str | None = None,
        ids: tuple[str, ...] | None = None,
    ) -> tuple[Event, ...]:
        """Events by date, undated last.

        ``between`` are two state codes, both of which take part; ``state`` one that does. ``since`` and ``until`` are
        days (ISO 8601): an event is in when its date may fall there; undated events are out when either is given.
        """
        where, values = ["1"], list[Any]()
        for code in [*(between or ()), *([state] if state else [])]:
            where.append("e.id IN (SELECT event_id FROM event_parties WHERE state = ?)")
            values.append(code)
        if since:
            where.append("e.date IS NOT NULL AND coalesce(e.latest, '9999') >= ?")
            values.append(since)
        if until:
            where.append("e.date IS NOT NULL AND coalesce(e.earliest, '0') <= ?")
            values.append(until)
        if event_type:
            where.append("e.event_type = ?")
            values.append(event_type)
        if ids is not None:
            where.append("e.id IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(ids))
        found = list(
            self._rows(f"SELECT e.* FROM events AS e WHERE {' AND '.join(where)} ORDER BY {EVENT_ORDER}", *values)
        )
        accounts = self._event_accounts([row["id"] for row in found])
        return tuple(history_rows.row_event(row, tuple(accounts.get(row["id"], ()))) for row in found)

    def event(self, event_id: str) -> Event | None:
        """One event."""
        return next(iter(self.events(ids=(event_id,))), None)

    def event_of(self, account_id: str) -> str | None:
        """The id of the event that an account tells of."""
        row = self._one("SELECT event_id FROM event_accounts WHERE account_id = ?", account_id)
        return None if row is None else str(row[0])

    def _event_accounts(self, event_ids: list[str]) -> dict[str, list[str]]:
        accounts: dict[str, list[str]] = {}
        found = self._rows(
            "SELECT event_id, account_id FROM event_accounts"
            " WHERE event_id IN (SELECT value FROM json_each(?)) ORDER BY event_id, position",
            json.dumps(event_ids),
        )
        for row in found:
            accounts.setdefault(row[0], []).append(row[1])
        return accounts

    def conflicts(self) -> tuple[Conflict, ...]:
        """All conflicts, in the order of their events."""
        found = self._rows(
            f"SELECT c.* FROM conflicts AS c JOIN events AS e ON e.id = c.event_id ORDER BY {EVENT_ORDER}, c.field"
        )
        return tuple(history_rows.row_conflict(row) for row in found)

    def matches(self) -> tuple[MatchScore, ...]:
        """Why accounts of one event were held to tell of one happening, by account id."""
        return tuple(map(grouping_rows.row_match, self._rows("SELECT * FROM matches ORDER BY one, other")))

    def links(self) -> tuple[EventLink, ...]:
        """The links between events, by event id."""
        return tuple(map(grouping_rows.row_link, self._rows("SELECT * FROM event_links ORDER BY earlier, later")))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """The account ids of each event."""
        groups: dict[str, list[str]] = {}
        for row in self._rows("SELECT event_id, account_id FROM event_accounts ORDER BY event_id, position"):
            groups.setdefault(row[0], []).append(row[1])
        return tuple(map(tuple, groups.values()))

    def regroupings(self, run_id: str) -> tuple[Regrouping, ...]:
        """What a run changed in how earlier runs had grouped accounts."""
        found = self._rows("SELECT * FROM regroupings WHERE run_id = ? ORDER BY position", run_id)
        return tuple(map(grouping_rows.row_regrouping, found))

    def reasons(self, *, document_id: str | None = None, as_found: bool = False) -> tuple[Reason, ...]:
        """Reasons in the order of the text; ``explains`` is an event (an account when ``as_found``) or ""."""
        where, values = ("WHERE a.document_id = ?", [document_id]) if document_id is not None else ("", [])
        found = self._rows(
            "SELECT a.*, coalesce(ea.event_id, '') AS event_id FROM reasons AS a"
            " JOIN documents AS d ON d.id = a.document_id"
            " LEFT JOIN event_accounts AS ea ON ea.account_id = a.explains"
            f" {where} ORDER BY {ACCOUNT_ORDER}",
            *values,
        )
        if as_found:
            return tuple(history_rows.row_reason(row) for row in found)
        return tuple(history_rows.row_reason({**dict(row), "explains": row["event_id"]}) for row in found)

    def borrowings(self) -> tuple[Borrowing, ...]:
        """What the documents share with one another, by document and place."""
        found = [history_rows.row_borrowing(row) for row in self._rows("SELECT * FROM borrowings ORDER BY id")]
        return tuple(sorted(found, key=lambda one: (one.document_ids, one.one.start, one.other.start, one.id)))

    def findings(self, *, document_id: str | None = None, stage: str | None = None) -> tuple[Finding, ...]:
        """Findings of source criticism (all, of a document, or of a stage), in the order of the text."""
        wanted = {"document_id": document_id, "stage": stage}
        values = [value for value in wanted.values() if value is not None]
        asked = " AND ".join(f"a.{name} = ?" for name, value in wanted.items() if value is not None)
        where = f"WHERE {asked}" if asked else ""
        found = self._rows(
            "SELECT a.* FROM findings AS a JOIN documents AS d ON d.id = a.document_id"
            f" {where} ORDER BY {ACCOUNT_ORDER}",
            *values,
        )
        return tuple(history_rows.row_finding(row) for row in found)
