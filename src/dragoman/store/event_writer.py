"""Writes what is told of all documents together: events, what is disputed, what joined them, what copies what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dragoman.model import (
    Borrowing,
    Conflict,
    Event,
    EventLink,
    Finding,
    MatchScore,
    Regrouping,
)
from dragoman.store import grouping_rows, history_rows
from dragoman.store.grouped import Basis, basis_row
from dragoman.store.inserting import Inserting
from dragoman.vocab import edtf


class EventWriter(Inserting):
    """Writes what stages made that look at all documents together."""

    def put_borrowings(self, borrowings: Sequence[Borrowing], run_id: str) -> None:
        """Writes what the documents share with one another, in place of all before."""
        self._connection.execute("DELETE FROM borrowings")
        self._insert("borrowings", [{**history_rows.borrowing_row(one), "run_id": run_id} for one in borrowings])

    def put_corpus_findings(self, stage: str, findings: Sequence[Finding], run_id: str) -> None:
        """Writes what a stage objects to that looks at all documents together, in place of what it did before."""
        self._connection.execute("DELETE FROM findings WHERE stage = ?", (stage,))
        self._put_findings(stage, findings, run_id)

    def put_events(
        self,
        events: Sequence[Event],
        conflicts: Sequence[Conflict],
        run_id: str,
        *,
        matches: Sequence[MatchScore] = (),
        links: Sequence[EventLink] = (),
    ) -> None:
        """Writes all events of the project, what is disputed about them, what joined their accounts and links them.

        They take the place of all before.
        """
        self._connection.execute("DELETE FROM events")
        self._connection.execute("DELETE FROM matches")
        self._put_events(events, conflicts, run_id, matches=matches, links=links)

    def put_events_around(
        self,
        account_ids: Sequence[str],
        gone: Sequence[str],
        events: Sequence[Event],
        conflicts: Sequence[Conflict],
        run_id: str,
        *,
        matches: Sequence[MatchScore],
        links: Sequence[EventLink],
    ) -> None:
        """Writes some events in place of those that are gone (ids), and what joins and links the events of accounts.

        What was noted of the whole grouping goes with it, so that the next run makes sure of it.
        """
        marks, listed = "(SELECT value FROM json_each(?))", json.dumps(list(account_ids))
        of_these = f"SELECT event_id FROM event_accounts WHERE account_id IN {marks}"
        self._connection.execute(f"DELETE FROM event_links WHERE earlier IN ({of_these})", (listed,))
        self._connection.execute(f"DELETE FROM matches WHERE one IN {marks} OR other IN {marks}", (listed, listed))
        self._connection.execute(f"DELETE FROM events WHERE id IN {marks}", (json.dumps(list(gone)),))
        self._connection.execute("DELETE FROM stage_outputs WHERE stage = 'reconcile'")
        self._put_events(events, conflicts, run_id, matches=matches, links=links)

    def put_findings_around(self, stage: str, gone: Sequence[str], findings: Sequence[Finding], run_id: str) -> None:
        """Writes findings of a stage that looks at all documents together, in place of those that are gone (ids)."""
        ids = json.dumps([*gone, *(one.id for one in findings)])
        self._connection.execute(
            "DELETE FROM findings WHERE stage = ? AND id IN (SELECT value FROM json_each(?))", (stage, ids)
        )
        self._put_findings(stage, findings, run_id)

    def _put_findings(self, stage: str, findings: Sequence[Finding], run_id: str) -> None:
        made = [{**history_rows.finding_row(finding), "stage": stage, "run_id": run_id} for finding in findings]
        self._insert("findings", made)

    def _put_events(
        self,
        events: Sequence[Event],
        conflicts: Sequence[Conflict],
        run_id: str,
        *,
        matches: Sequence[MatchScore],
        links: Sequence[EventLink],
    ) -> None:
        self._insert("events", [{**_dated_row(event), "run_id": run_id} for event in events])
        self._insert("event_parties", [row for event in events for row in _party_rows(event)])
        self._insert(
            "event_accounts",
            [
                {"event_id": event.id, "account_id": account_id, "position": position}
                for event in events
                for position, account_id in enumerate(event.account_ids)
            ],
        )
        self._insert("conflicts", [{**history_rows.conflict_row(conflict), "run_id": run_id} for conflict in conflicts])
        self._insert("matches", [{**grouping_rows.match_row(match), "run_id": run_id} for match in matches])
        self._insert("event_links", [{**grouping_rows.link_row(link), "run_id": run_id} for link in links])

    def put_basis(self, basis: Basis, words: Mapping[str, int] | None = None) -> None:
        """Writes what the events were put together under; ``words`` in place of those counted before, if given."""
        self._insert("grouped", [basis_row(basis)], replace="only_row")
        if words is not None:
            self._connection.execute("DELETE FROM grouped_words")
            self._insert("grouped_words", [{"word": word, "count": words[word]} for word in sorted(words)])

    def put_regroupings(self, regroupings: Sequence[Regrouping], run_id: str) -> None:
        """Writes what a run changed in how earlier runs had grouped accounts."""
        self._connection.execute("DELETE FROM regroupings WHERE run_id = ?", (run_id,))
        made = [grouping_rows.regrouping_row(one, position) for position, one in enumerate(regroupings)]
        self._insert("regroupings", [{"run_id": run_id, **row} for row in made])


def _dated_row(event: Event) -> dict[str, Any]:
    earliest: date | None = None
    latest: date | None = None
    if event.date is not None:
        parsed = edtf.parse(event.date)
        earliest, latest = parsed.earliest(), parsed.latest()
    return history_rows.event_row(
        event,
        earliest=earliest.isoformat() if earliest else None,
        latest=latest.isoformat() if latest else None,
    )


def _party_rows(event: Event) -> list[dict[str, str]]:
    parties = {(state, "actor") for state in event.actors} | {(state, "recipient") for state in event.recipients}
    return [{"event_id": event.id, "state": state, "role": role} for state, role in sorted(parties)]
