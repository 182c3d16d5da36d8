"""What the events were put together under, kept so that a judgement moves only what it touches."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from dragoman.model import Account, Judgement
from dragoman.store import rows
from dragoman.store.closeup_reader import LISTED, CloseupReader
from dragoman.store.columns import as_json

TABLES = """
CREATE TABLE IF NOT EXISTS grouped (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    settings TEXT NOT NULL,     -- digest of all but judgements that the grouping of accounts depends on
    judgements TEXT NOT NULL,   -- JSON array of the judgements that were in the file
    hands TEXT NOT NULL,        -- JSON array of those who coded by hand
    total INTEGER NOT NULL,     -- one more than the accounts whose words were counted
    stale INTEGER NOT NULL      -- 1 from when anything else that the grouping depends on was written
) STRICT;
CREATE TABLE IF NOT EXISTS grouped_words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account_states (
    state TEXT NOT NULL,        -- the code of a party as it was coded, '' where an account names none
    account_id TEXT NOT NULL,
    PRIMARY KEY (state, account_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS account_states_by_account ON account_states (account_id);
"""
"""Tables that speed up settling. They hold nothing that is not told elsewhere, so that no reader needs them: they are
made by whoever writes next, and a database without them is none of an older shape."""

INDEXES = """
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (written, written_found);
CREATE INDEX IF NOT EXISTS events_by_sides ON events (actors, recipients);
"""
"""What counts over all documents and events can be read from alone; a database without them is told of as well."""

PARTY = "coalesce(nullif(json_extract(p.value, '$.state'), ''), json_extract(p.value, '$.id'))"


def _states(account: str, source: str) -> str:
    """The rows of account_states for accounts; ``account`` names one, of the table ``source`` ("" for a trigger's)."""
    sides = " UNION ".join(
        f"SELECT {PARTY} AS state, {account}.id AS id FROM {f'{source}, ' if source else ''}"
        f" json_each({account}.{side}) AS p"
        for side in ("actors", "recipients")
    )
    bare = f"SELECT '', {account}.id {f'FROM {source}' if source else ''}"
    bare += f" WHERE json_array_length({account}.actors) + json_array_length({account}.recipients) = 0"
    return f"INSERT OR IGNORE INTO account_states SELECT state, id FROM ({sides}) WHERE state <> '' UNION ALL {bare};"


def prepare(connection: sqlite3.Connection) -> None:
    """Makes the tables where they are not there yet, and what keeps them in step with the accounts."""
    connection.executescript(INDEXES)
    there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'account_states_gone'").fetchone()
    if there is not None:
        return
    spoiled = "UPDATE grouped SET stale = 1 WHERE stale = 0;"
    triggers = [
        f"CREATE TRIGGER account_states_come AFTER INSERT ON accounts BEGIN {_states('NEW', '')} {spoiled} END;",
        *(
            f"CREATE TRIGGER grouped_{table}_{event.lower()} AFTER {event} ON {table} BEGIN {spoiled} END;"
            for table in ("attachments", "borrowings", "sources")
            for event in ("INSERT", "UPDATE", "DELETE")
        ),
        "CREATE TRIGGER account_states_changed AFTER UPDATE ON accounts BEGIN"
        f" DELETE FROM account_states WHERE account_id = OLD.id; {_states('NEW', '')} {spoiled} END;",
        "CREATE TRIGGER account_states_gone AFTER DELETE ON accounts BEGIN"
        f" DELETE FROM account_states WHERE account_id = OLD.id; {spoiled} END;",
    ]
    filled = _states("a", "accounts AS a")
    connection.executescript("\n".join(["BEGIN IMMEDIATE;", TABLES, filled, *triggers, "COMMIT;"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the events were put together under.

    ``settings`` is a digest of all but judgements that this depends on, ``hands`` those who coded by hand, and
    ``total`` one more than the number of accounts whose words were counted.
    """

    settings: str
    judgements: tuple[Judgement, ...]
    hands: tuple[str, ...]
    total: int


def basis_row(basis: Basis) -> dict[str, object]:
    """The row of a basis."""
    return {
        "only_row": 1,
        "settings": basis.settings,
        "judgements": as_json([asdict(one) for one in basis.judgements]),
        "hands": as_json(basis.hands),
        "total": basis.total,
        "stale": 0,
    }


class GroupedReader(CloseupReader):
    """What the events were put together under, and the accounts about an account."""

    def grouped(self) -> Basis | None:
        """What the events, as they stand, were put together under; None where that is not known any more."""
        if self._one("SELECT 1 FROM sqlite_master WHERE name = 'account_states_gone'") is None:
            return None
        row = self._one("SELECT * FROM grouped WHERE stale = 0")
        if row is None:
            return None
        return Basis(
            settings=row["settings"],
            judgements=tuple(Judgement(**one) for one in json.loads(row["judgements"])),
            hands=tuple(json.loads(row["hands"])),
            total=row["total"],
        )

    def grouped_words(self, words: Iterable[str]) -> dict[str, int]:
        """In how many accounts each of these words stood when the words were counted."""
        found = self._listed(f"SELECT word, count FROM grouped_words WHERE word {LISTED}", words)
        return {row[0]: row[1] for row in found}

    def ids_naming(self, one: str, other: str, types: Iterable[str] = ()) -> tuple[str, ...]:
        """The ids of the accounts that name both parties, as they were coded; with ``types`` those of these alone."""
        found = self._rows(
            "SELECT a.id FROM account_states AS s"
            " JOIN account_states AS o ON o.account_id = s.account_id AND o.state = ?"
            " JOIN accounts AS a ON a.id = s.account_id WHERE s.state = ? AND (? = '[]' OR a.event_type"
            " IN (SELECT value FROM json_each(?))) ORDER BY a.id",
            *(other, one, *[as_json(sorted(types))] * 2),
        )
        return tuple(row[0] for row in found)

    def ids_naming_only(self, state: str, types: Iterable[str] = ()) -> tuple[str, ...]:
        """The ids of the accounts that name this party alone."""
        found = self._rows(
            "SELECT a.id FROM account_states AS s JOIN accounts AS a ON a.id = s.account_id WHERE s.state = ?"
            " AND NOT EXISTS (SELECT 1 FROM account_states AS o WHERE o.account_id = s.account_id AND o.state <> ?)"
            " AND (? = '[]' OR a.event_type IN (SELECT value FROM json_each(?))) ORDER BY a.id",
            *(state, state, *[as_json(sorted(types))] * 2),
        )
        return tuple(row[0] for row in found)

    def accounts_with(self, ids: Iterable[str]) -> tuple[Account, ...]:
        """Accounts as they were coded, by id."""
        return tuple(
            rows.row_account(row) for row in self._listed(f"SELECT * FROM accounts WHERE id {LISTED} ORDER BY id", ids)
        )

    def accounts_in(self, document_ids: Iterable[str]) -> tuple[Account, ...]:
        """The accounts of documents as they were coded, by document and place."""
        statement = f'SELECT * FROM accounts WHERE document_id {LISTED} ORDER BY document_id, start, "end", id'
        return tuple(rows.row_account(row) for row in self._listed(statement, document_ids))
