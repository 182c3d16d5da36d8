"""What the page of one record needs, and nothing else: a stretch of a document, the surroundings of an event."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from dragoman.model import (
    Account,
    Borrowing,
    Conflict,
    Document,
    EventLink,
    Finding,
    MatchScore,
    Passage,
    Reason,
    Source,
)
from dragoman.store import grouping_rows, history_rows, rows
from dragoman.store.columns import as_json
from dragoman.store.queries import ACCOUNT_ORDER, Queries

LISTED = "IN (SELECT value FROM json_each(?))"
DATED = (
    "SELECT d.id, d.source_id, d.path, '' AS text, d.locator, d.title, d.written, d.written_found, d.sender,"
    " d.receiver, d.place, d.lang, d.locators, d.number, d.kind, d.classification, d.provenance,"
    " s.genre, t.csl AS entry_csl, t.genre AS entry_genre FROM documents AS d"
    " JOIN sources AS s ON s.id = d.source_id LEFT JOIN attachments AS t ON t.source_id = s.id"
)
DESCRIBED = (
    "SELECT s.*, t.csl AS entry_csl, t.standpoint AS entry_standpoint, t.genre AS entry_genre"
    " FROM sources AS s LEFT JOIN attachments AS t ON t.source_id = s.id"
)


class CloseupReader(Queries):
    """Records by the ids that a page asks for; each answer in one fixed order."""

    def passages_between(self, document_id: str, start: int, end: int) -> tuple[Passage, ...]:
        """The passages of a document that begin in a stretch of its text, in order."""
        found = self._rows(
            "SELECT * FROM passages WHERE document_id = ? AND start >= ? AND start < ? ORDER BY start, id",
            document_id,
            start,
            end,
        )
        return tuple(rows.row_passage(row) for row in found)

    def accounts_between(self, document_id: str, start: int, end: int) -> tuple[Account, ...]:
        """The accounts, as they were coded, whose words begin in a stretch of a document's text, in order."""
        found = self._rows(
            'SELECT * FROM accounts WHERE document_id = ? AND start >= ? AND start < ? ORDER BY start, "end", id',
            document_id,
            start,
            end,
        )
        return tuple(rows.row_account(row) for row in found)

    def accounts_of(self, event_ids: Iterable[str]) -> tuple[Account, ...]:
        """The accounts, as they were coded, that events are built from, in the order of the text."""
        statement = (
            "SELECT a.* FROM event_accounts AS ea CROSS JOIN accounts AS a ON a.id = ea.account_id"
            f" CROSS JOIN documents AS d ON d.id = a.document_id WHERE ea.event_id {LISTED} ORDER BY {ACCOUNT_ORDER}"
        )
        return tuple(rows.row_account(row) for row in self._listed(statement, event_ids))

    def reasons_between(self, a: str, b: str, *, also: Iterable[str] = ()) -> tuple[Reason, ...]:
        """The reasons, as they were found, that explain an act of both states or are said to concern both.

        In the order of the text; ``also`` are ids of others that are wanted whatever they concern.
        """
        # Three short questions for ids: asked as one condition they would be put to each reason of the project.
        wanted = (
            "SELECT r.id FROM event_parties AS one JOIN event_parties AS other ON other.event_id = one.event_id"
            " AND other.state = ? JOIN event_accounts AS ea ON ea.event_id = one.event_id"
            " JOIN reasons AS r ON r.explains = ea.account_id WHERE one.state = ?"
            " UNION SELECT id FROM reasons WHERE instr(parties, ?) AND instr(parties, ?)"
            " UNION SELECT value FROM json_each(?)"
        )
        found = self._rows(
            "SELECT a.*, coalesce(ea.event_id, '') AS event_id FROM reasons AS a"
            " JOIN documents AS d ON d.id = a.document_id"
            " LEFT JOIN event_accounts AS ea ON ea.account_id = a.explains"
            f" WHERE a.id IN ({wanted}) ORDER BY {ACCOUNT_ORDER}",
            a,
            b,
            f'"{a}"',
            f'"{b}"',
            json.dumps(sorted(also)),
        )
        return tuple(history_rows.row_reason({**dict(row), "explains": row["event_id"]}) for row in found)

    def findings_between(self, document_id: str, start: int, end: int) -> tuple[Finding, ...]:
        """The findings on a stretch of a document's text, in order."""
        found = self._rows(
            'SELECT * FROM findings WHERE document_id = ? AND start >= ? AND start < ? ORDER BY start, "end", id',
            document_id,
            start,
            end,
        )
        return tuple(history_rows.row_finding(row) for row in found)

    def written_of(self, document_id: str) -> str | None:
        """The date found in the text of a document whose own data give none."""
        row = self._one("SELECT written_found FROM documents WHERE id = ?", document_id)
        return None if row is None else row[0]

    def event_ids(self, account_ids: Iterable[str]) -> dict[str, str]:
        """The event that each account tells of, by account id."""
        statement = f"SELECT account_id, event_id FROM event_accounts WHERE account_id {LISTED} ORDER BY account_id"
        return {row[0]: row[1] for row in self._listed(statement, account_ids)}

    def sources_telling(self, event_ids: Iterable[str]) -> tuple[Source, ...]:
        """The sources whose documents tell of events, by id."""
        statement = (
            "SELECT DISTINCT d.source_id FROM event_accounts AS ea CROSS JOIN accounts AS a ON a.id = ea.account_id"
            f" CROSS JOIN documents AS d ON d.id = a.document_id WHERE ea.event_id {LISTED}"
        )
        return tuple(self.sources_of(row[0] for row in self._listed(statement, event_ids)).values())

    def documents_of(self, ids: Iterable[str]) -> dict[str, Document]:
        """Documents without their texts, by id."""
        statement = f"{DATED} WHERE d.id {LISTED} ORDER BY d.path, d.input, d.position"
        return {row["id"]: rows.row_dated(row) for row in self._listed(statement, ids)}

    def every_document(self) -> dict[str, Document]:
        """All documents without their texts, by id, in the order of their paths."""
        statement = f"{DATED} ORDER BY d.path, d.input, d.position"
        return {row["id"]: rows.row_dated(row) for row in self._rows(statement)}

    def spoken_between(self, a: str, b: str) -> tuple[tuple[str, bool, tuple[str, ...]], ...]:
        """At which times (EDTF) documents speak of either of two states, whether of both, and the ids of the sources.

        A date stands twice where some sources speak of both states together and others of one.
        """
        found = self._rows(
            "SELECT k.date, instr(k.states, ?1) AND instr(k.states, ?2) AS is_both,"
            " json_group_array(DISTINCT d.source_id) AS sources FROM spoken AS k"
            " JOIN documents AS d ON d.id = k.document_id"
            " WHERE instr(k.states, ?1) OR instr(k.states, ?2) GROUP BY 1, 2 ORDER BY 1, 2",
            as_json(a),
            as_json(b),
        )
        return tuple((row["date"], bool(row["is_both"]), tuple(json.loads(row["sources"]))) for row in found)

    def sources_of(self, ids: Iterable[str]) -> dict[str, Source]:
        """Sources, with what the bibliography says of them, by id."""
        statement = f"{DESCRIBED} WHERE s.id {LISTED} ORDER BY s.id"
        return {row["id"]: rows.row_described(row) for row in self._listed(statement, ids)}

    def listing_sources(self) -> tuple[Source, ...]:
        """The sources that print lists of persons or abbreviations, by id."""
        return tuple(rows.row_described(row) for row in self._rows(f"{DESCRIBED} WHERE s.listed <> '[]' ORDER BY s.id"))

    def standpoints_of(self, document_ids: Iterable[str]) -> dict[str, str | None]:
        """The state whose record each document is, None for nobody's, by document id."""
        statement = (
            "SELECT d.id, coalesce(s.standpoint, t.standpoint) FROM documents AS d"
            " JOIN sources AS s ON s.id = d.source_id LEFT JOIN attachments AS t ON t.source_id = s.id"
            f" WHERE d.id {LISTED} ORDER BY d.id"
        )
        return {row[0]: row[1] for row in self._listed(statement, document_ids)}

    def borrowings_of(self, document_ids: Iterable[str]) -> tuple[Borrowing, ...]:
        """What documents share with others, and these with others again: all that says which of them are copies."""
        statement = (
            "WITH RECURSIVE near (id) AS (SELECT value FROM json_each(?)"
            " UNION SELECT b.other_id FROM borrowings AS b JOIN near ON near.id = b.document_id"
            " UNION SELECT b.document_id FROM borrowings AS b JOIN near ON near.id = b.other_id)"
            " SELECT * FROM borrowings WHERE document_id IN (SELECT id FROM near) ORDER BY id"
        )
        return tuple(history_rows.row_borrowing(row) for row in self._listed(statement, document_ids))

    def reason(self, reason_id: str) -> Reason | None:
        """One reason; ``explains`` is an event or ""."""
        row = self._one(
            "SELECT r.*, coalesce(ea.event_id, '') AS event_id FROM reasons AS r"
            " LEFT JOIN event_accounts AS ea ON ea.account_id = r.explains WHERE r.id = ?",
            reason_id,
        )
        return None if row is None else history_rows.row_reason({**dict(row), "explains": row["event_id"]})

    def finding(self, finding_id: str) -> Finding | None:
        """One finding of source criticism."""
        row = self._one("SELECT * FROM findings WHERE id = ?", finding_id)
        return None if row is None else history_rows.row_finding(row)

    def person_named(self, name_id: str) -> str | None:
        """The id of the person who bears a written name (its id)."""
        row = self._one("SELECT person_id FROM person_names WHERE id = ?", name_id)
        return None if row is None else str(row[0])

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of these ids that an account, event, reason, finding, name, person or document has."""
        asked = tuple(ids)
        tables = ("accounts", "events", "reasons", "findings", "persons", "person_names", "documents")
        return frozenset(
            row[0] for table in tables for row in self._listed(f"SELECT id FROM {table} WHERE id {LISTED}", asked)
        )

    def documents_coded_by(self, is_meant: Callable[[str], bool]) -> tuple[str, ...]:
        """The ids of the documents with accounts of coders that are meant."""
        meant = [row[0] for row in self._rows("SELECT DISTINCT coder FROM accounts ORDER BY coder") if is_meant(row[0])]
        return tuple(
            row[0]
            for row in self._listed(
                f"SELECT DISTINCT document_id FROM accounts WHERE coder {LISTED} ORDER BY document_id", meant
            )
        )

    def conflicts_of(self, event_ids: Iterable[str]) -> tuple[Conflict, ...]:
        """What is disputed about events, by event id and field."""
        statement = f"SELECT * FROM conflicts WHERE event_id {LISTED} ORDER BY event_id, field"
        return tuple(history_rows.row_conflict(row) for row in self._listed(statement, event_ids))

    def links_of(self, event_id: str) -> tuple[EventLink, ...]:
        """The links of an event with others."""
        found = self._rows(
            "SELECT * FROM event_links WHERE earlier = ? UNION SELECT * FROM event_links WHERE later = ?"
            " ORDER BY earlier, later",
            event_id,
            event_id,
        )
        return tuple(grouping_rows.row_link(row) for row in found)

    def matches_of(self, account_ids: Iterable[str]) -> tuple[MatchScore, ...]:
        """Why accounts were held to tell of one happening, by account id."""
        statement = f"SELECT * FROM matches WHERE one {LISTED} ORDER BY one, other"
        return tuple(grouping_rows.row_match(row) for row in self._listed(statement, account_ids))

    def reasons_of(self, event_id: str) -> tuple[Reason, ...]:
        """The causes given for an event, as they were found, by document and place."""
        found = self._rows(
            "SELECT r.*, ea.event_id FROM event_accounts AS ea JOIN reasons AS r ON r.explains = ea.account_id"
            " WHERE ea.event_id = ? ORDER BY r.document_id, r.start, r.id",
            event_id,
        )
        return tuple(history_rows.row_reason({**dict(row), "explains": row["event_id"]}) for row in found)

    def _listed(self, statement: str, ids: Iterable[str]) -> Any:
        return self._rows(statement, json.dumps(sorted(set(ids))))
