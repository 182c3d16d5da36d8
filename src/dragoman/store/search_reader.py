"""Search: passages by their words and by the accounts in them, with counts of what else is there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model import Account
from dragoman.store import rows
from dragoman.store.queries import ACCOUNT_ORDER, Queries

BEGIN, END = "\x02", "\x03"
"""Around what was found, in ``Hit.snippet``: characters that no text holds."""

FACETS = {
    "type": "e.event_type",
    "state": "p2.state",
    "decade": "substr(e.earliest, 1, 3) || '0'",
    "standing": "e.standing",
    "speaker": "nullif(a.speaker, '')",
    "genre": "nullif(coalesce(nullif(s.genre, ''), t.genre, ''), '')",
    "side": "nullif(coalesce(s.standpoint, t.standpoint, ''), '')",
}
OF_SOURCE = ("genre", "side")
TOLD = (
    "FROM accounts AS a JOIN event_accounts AS ea ON ea.account_id = a.id JOIN events AS e ON e.id = ea.event_id"
    " JOIN passages AS p ON p.id = a.passage_id"
)
READ = (
    "JOIN documents AS d ON d.id = p.document_id JOIN sources AS s ON s.id = d.source_id"
    " LEFT JOIN attachments AS t ON t.source_id = s.id"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """What is searched for; "" and () narrow nothing.

    ``words`` is an expression of the full-text index (``search_words.read_words``). ``states`` are codes that all take
    part. ``since`` and ``until`` are days (ISO 8601), ``speaker`` a part of a speaker's name, ``side`` the state whose
    record the document is.
    """

    words: str = ""
    states: tuple[str, ...] = ()
    event_type: str = ""
    since: str = ""
    until: str = ""
    speaker: str = ""
    standing: str = ""
    genre: str = ""
    side: str = ""

    @property
    def asks_accounts(self) -> bool:
        """Whether only passages with certain accounts are asked for."""
        return bool(self.states or self.event_type or self.since or self.until or self.speaker or self.standing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A passage that was found. ``snippet`` marks the words found with ``BEGIN`` and ``END``."""

    key: int
    passage_id: str
    document_id: str
    title: str
    path: str
    written: str | None
    locator: str
    start: int
    snippet: str


class SearchReader(Queries):
    """Finds passages."""

    def find(self, asked: Narrowing, *, most: int) -> tuple[int, ...]:
        """The keys of at most ``most`` passages that fit.

        The best first (BM25) where words are asked for and all that fit are among them; else by date of what is told,
        or in the order in which the documents were read.
        """
        if not asked.words and not asked.asks_accounts and not asked.genre and not asked.side:
            return ()
        keys = self._find(asked, most)
        if not asked.words or len(keys) >= most:
            return keys
        best = self._rows(
            "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
            " AND rowid IN (SELECT value FROM json_each(?)) ORDER BY rank, rowid",
            asked.words,
            json.dumps(keys),
        )
        return tuple(row[0] for row in best)

    def _find(self, asked: Narrowing, most: int) -> tuple[int, ...]:
        if asked.asks_accounts:
            where, values = _accounts(asked)
            source = READ if asked.genre or asked.side else ""
            if asked.words:
                where.append("p.key IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?)")
                values.append(asked.words)
            statement = f"SELECT p.key {TOLD} {source} WHERE {' AND '.join(where)}"
            # An event's accounts may lie in one passage: a few more are read, each passage is told once.
            order = "" if asked.words else " ORDER BY e.earliest"
            found = self._rows(f"{statement}{order} LIMIT ?", *values, most * 3)
            return tuple(dict.fromkeys(row[0] for row in found))[:most]
        where, values = _sources(asked)
        if asked.words and not where:
            statement = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ? LIMIT ?"
            return tuple(row[0] for row in self._rows(statement, asked.words, most))
        if asked.words:
            where.append("p.key IN (SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?)")
            values.append(asked.words)
        statement = f"SELECT p.key FROM passages AS p {READ} WHERE {' AND '.join(where)} LIMIT ?"
        return tuple(row[0] for row in self._rows(statement, *values, most))

    def hits(self, keys: Sequence[int], words: str = "") -> tuple[Hit, ...]:
        """The passages of these keys, in their order, each with a part of its text around the words."""
        listed = json.dumps(list(keys))
        snippets: dict[int, str] = {}
        if words:
            found = self._rows(
                "SELECT rowid, snippet(passages_fts, 0, ?, ?, '…', 48) FROM passages_fts WHERE passages_fts MATCH ?"
                " AND rowid IN (SELECT value FROM json_each(?))",
                BEGIN,
                END,
                words,
                listed,
            )
            snippets = {row[0]: row[1] for row in found}
        found = self._rows(
            "SELECT p.key, p.id, p.document_id, d.title, d.path, coalesce(d.written, d.written_found) AS written,"
            ' p.locator, d.locator AS place, p.start, substr(d.text, p.start + 1, min(p."end" - p.start, 420)) AS text'
            " FROM passages AS p JOIN documents AS d ON d.id = p.document_id"
            " WHERE p.key IN (SELECT value FROM json_each(?))",
            listed,
        )
        by_key = {
            row["key"]: Hit(
                key=row["key"],
                passage_id=row["id"],
                document_id=row["document_id"],
                title=row["title"] or row["path"],
                path=row["path"],
                written=row["written"],
                locator=row["locator"] or row["place"],
                start=row["start"],
                snippet=snippets.get(row["key"], row["text"]),
            )
            for row in found
        }
        return tuple(by_key[key] for key in keys if key in by_key)

    def told_in(self, keys: Sequence[int], asked: Narrowing) -> tuple[tuple[Account, str, int], ...]:
        """The accounts in passages that fit what is asked: (account as coded, event id, passage key), by place."""
        where, values = _accounts(asked)
        where.append("p.key IN (SELECT value FROM json_each(?))")
        found = self._rows(
            f"SELECT a.*, e.id AS event_id, p.key AS passage_key {TOLD} {READ} WHERE {' AND '.join(where)}"
            f" ORDER BY {ACCOUNT_ORDER}",
            *values,
            json.dumps(list(keys)),
        )
        return tuple((rows.row_account(row), row["event_id"], row["passage_key"]) for row in found)

    def facets(
        self, keys: Sequence[int], asked: Narrowing, *, most: int = 12
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each kind of facet, its commonest values among passages, with the number of passages that have each."""
        listed = json.dumps(list(keys))
        where, values = _accounts(asked)
        facets: dict[str, tuple[tuple[str, int], ...]] = {}
        for name, column in FACETS.items():
            if name in OF_SOURCE:
                source = f"FROM passages AS p {READ} WHERE p.key IN (SELECT value FROM json_each(?))"
                given: list[Any] = [listed]
            else:
                joined = f"{TOLD} JOIN event_parties AS p2 ON p2.event_id = e.id" if name == "state" else TOLD
                needs = READ if asked.genre or asked.side else ""
                source = f"{joined} {needs} WHERE {' AND '.join([*where, 'p.key IN (SELECT value FROM json_each(?))'])}"
                given = [*values, listed]
            order = "value" if name == "decade" else "n DESC, value"
            found = self._rows(
                f"SELECT {column} AS value, count(DISTINCT p.key) AS n {source} GROUP BY 1"
                f" HAVING value IS NOT NULL ORDER BY {order} LIMIT ?",
                *given,
                most,
            )
            facets[name] = tuple((row["value"], row["n"]) for row in found)
        return facets


def _sources(asked: Narrowing) -> tuple[list[str], list[Any]]:
    where, values = list[str](), list[Any]()
    if asked.genre:
        where.append("coalesce(nullif(s.genre, ''), t.genre, '') = ?")
        values.append(asked.genre)
    if asked.side:
        where.append("coalesce(s.standpoint, t.standpoint, '') = ?")
        values.append(asked.side)
    return where, values


def _accounts(asked: Narrowing) -> tuple[list[str], list[Any]]:
    where, values = _sources(asked)
    for state in asked.states:
        where.append("e.id IN (SELECT event_id FROM event_parties WHERE state = ?)")
        values.append(state)
    for condition, value in (
        ("e.event_type = ?", asked.event_type),
        ("e.date IS NOT NULL AND coalesce(e.latest, '9999') >= ?", asked.since),
        ("e.date IS NOT NULL AND coalesce(e.earliest, '0') <= ?", asked.until),
        ("instr(lower(a.speaker), lower(?)) > 0", asked.speaker),
        ("e.standing = ?", asked.standing),
    ):
        if value:
            where.append(condition)
            values.append(value)
    return (where or ["1"]), values
