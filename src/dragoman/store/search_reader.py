"""Search: passages by their words and by the accounts in them, with counts of what else is there."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from dragoman.model import Account
from dragoman.store import rows
from dragoman.store.queries import ACCOUNT_ORDER, Queries

BEGIN, END = "\x02", "\x03"
"""Around what was found, in ``Hit.snippet``: characters that no text holds."""

LONGEST = 420
"""Characters of a passage that are shown where no words were asked for."""

FACETS = {
    "type": "e.event_type",
    "state": "ep.state",
    "decade": "substr(e.earliest, 1, 3) || '0'",
    "standing": "e.standing",
    "speaker": "nullif(a.speaker, '')",
    "genre": "nullif(coalesce(nullif(s.genre, ''), t.genre, ''), '')",
    "side": "nullif(coalesce(s.standpoint, t.standpoint, ''), '')",
}
TOLD_FACETS, SOURCE_FACETS = ("type", "decade", "standing", "speaker"), ("genre", "side")

# CROSS JOIN keeps SQLite to the order in which the tables stand: from what narrows most to what is looked up by id.
# Left to choose, it begins with the passages and takes minutes where this takes milliseconds.
TO_ACCOUNTS = (
    "CROSS JOIN event_accounts AS ea ON ea.event_id = e.id CROSS JOIN accounts AS a ON a.id = ea.account_id"
    " CROSS JOIN passages AS p ON p.id = a.passage_id"
)
FROM_KEYS = "FROM json_each(?) AS k CROSS JOIN passages AS p ON p.key = k.value"
TO_EVENTS = (
    "CROSS JOIN accounts AS a ON a.passage_id = p.id CROSS JOIN event_accounts AS ea ON ea.account_id = a.id"
    " CROSS JOIN events AS e ON e.id = ea.event_id"
)
TO_SOURCE = (
    "CROSS JOIN documents AS d ON d.id = p.document_id CROSS JOIN sources AS s ON s.id = d.source_id"
    " LEFT JOIN attachments AS t ON t.source_id = s.id"
)
FROM_SOURCE = (
    "FROM sources AS s LEFT JOIN attachments AS t ON t.source_id = s.id"
    " CROSS JOIN documents AS d ON d.source_id = s.id CROSS JOIN passages AS p ON p.document_id = d.id"
)
RANKED = 5_000
"""Up to how many passages with the words are put in order; of more the first that were read are told."""
NARROWED = 100_000
"""How many passages what is told, and where, may leave when words are looked for among them."""


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

    @property
    def narrows(self) -> bool:
        """Whether anything but words is asked for."""
        return self.asks_accounts or bool(self.genre or self.side)


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

        The best first (BM25) where words are asked for that not too many passages hold; else by date of what is told,
        or in the order in which the documents were read.
        """
        if not asked.words:
            return self._narrowed(asked, most) if asked.narrows else ()
        among = frozenset(self._narrowed(asked, NARROWED)) if asked.narrows else None
        found = []
        for key in self._with_words(asked.words):
            if among is None or key in among:
                found.append(key)
                if len(found) == most:
                    break
        return tuple(found)

    def _with_words(self, words: str) -> Iterator[int]:
        by_place = "SELECT rowid FROM passages_fts WHERE passages_fts MATCH ?"
        first = [row[0] for row in self._rows(f"{by_place} LIMIT ?", words, RANKED + 1)]
        ranked = len(first) <= RANKED
        for row in self._rows(f"{by_place} ORDER BY rank, rowid" if ranked else by_place, words):
            yield row[0]

    def _narrowed(self, asked: Narrowing, most: int) -> tuple[int, ...]:
        """The passages that fit apart from their words: by date where accounts are asked for, else by document."""
        if not asked.asks_accounts:
            where, values = _sources(asked)
            statement = f"SELECT p.key {FROM_SOURCE} WHERE {' AND '.join(where)} ORDER BY p.key LIMIT ?"
            return tuple(row[0] for row in self._rows(statement, *values, most))
        found: dict[int, None] = {}
        for dated in ("e.earliest IS NOT NULL", "e.earliest IS NULL"):
            for key in self._telling(asked, dated):
                found[key] = None
                if len(found) == most:
                    return tuple(found)
        return tuple(found)

    def _telling(self, asked: Narrowing, dated: str) -> Iterator[int]:
        """The passages that tell what is asked, by date of what is told; a passage may come several times."""
        where, values = _accounts(asked)
        begin, given = f"FROM events AS e {TO_ACCOUNTS}", list[Any]()
        if asked.states:
            begin = f"FROM event_parties AS own CROSS JOIN events AS e ON e.id = own.event_id {TO_ACCOUNTS}"
            where.insert(0, "own.state = ?")
            given.append(asked.states[0])
        elif asked.speaker:
            speakers = [
                row[0]
                for row in self._rows(
                    "SELECT DISTINCT speaker FROM accounts WHERE speaker <> '' AND instr(lower(speaker), lower(?)) > 0",
                    asked.speaker,
                )
            ]
            begin = (
                "FROM json_each(?) AS said CROSS JOIN accounts AS a ON a.speaker = said.value AND a.speaker <> ''"
                " CROSS JOIN event_accounts AS ea ON ea.account_id = a.id CROSS JOIN events AS e ON e.id = ea.event_id"
                " CROSS JOIN passages AS p ON p.id = a.passage_id"
            )
            given.append(json.dumps(speakers))
        source = TO_SOURCE if asked.genre or asked.side else ""
        statement = f"SELECT p.key {begin} {source} WHERE {' AND '.join([*where, dated])} ORDER BY e.earliest"
        for row in self._rows(statement, *given, *values):
            yield row[0]

    def hits(self, keys: Sequence[int], words: str = "") -> tuple[Hit, ...]:
        """The passages of these keys, in their order, each with a part of its text around the words."""
        found = self._rows(
            "SELECT p.key, p.id, p.document_id, d.title, d.path, coalesce(d.written, d.written_found) AS written,"
            ' p.locator, d.locator AS place, p.start, substr(d.text, p.start + 1, p."end" - p.start) AS text'
            f" {FROM_KEYS} CROSS JOIN documents AS d ON d.id = p.document_id",
            json.dumps(list(keys)),
        )
        by_key = {row["key"]: row for row in found}
        snippets = cut_snippets({key: row["text"] for key, row in by_key.items()}, words)
        return tuple(
            Hit(
                key=key,
                passage_id=by_key[key]["id"],
                document_id=by_key[key]["document_id"],
                title=by_key[key]["title"] or by_key[key]["path"],
                path=by_key[key]["path"],
                written=by_key[key]["written"],
                locator=by_key[key]["locator"] or by_key[key]["place"],
                start=by_key[key]["start"],
                snippet=snippets[key],
            )
            for key in keys
            if key in by_key
        )

    def told_in(self, keys: Sequence[int], asked: Narrowing) -> tuple[tuple[Account, str, int], ...]:
        """The accounts in passages that fit what is asked: (account as coded, event id, passage key), by place."""
        where, values = _accounts(asked)
        found = self._rows(
            f"SELECT a.*, e.id AS event_id, p.key AS passage_key {FROM_KEYS} {TO_EVENTS} {TO_SOURCE}"
            f" WHERE {' AND '.join(where)} ORDER BY {ACCOUNT_ORDER}",
            json.dumps(list(keys)),
            *values,
        )
        return tuple((rows.row_account(row), row["event_id"], row["passage_key"]) for row in found)

    def facets(
        self, keys: Sequence[int], asked: Narrowing, *, most: int = 12
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each kind of facet, its commonest values among passages, with the number of passages that have each.

        Of what is told only the accounts count that fit what is asked.
        """
        listed = json.dumps(list(keys))
        where, values = _accounts(asked)
        source = TO_SOURCE if asked.genre or asked.side else ""
        told_of = f"{FROM_KEYS} {TO_EVENTS} {source}"
        asks = (
            (TOLD_FACETS, f"{told_of} WHERE {' AND '.join(where)}", [listed, *values]),
            (
                ("state",),
                f"{told_of} CROSS JOIN event_parties AS ep ON ep.event_id = e.id WHERE {' AND '.join(where)}",
                [listed, *values],
            ),
            (SOURCE_FACETS, f"{FROM_KEYS} {TO_SOURCE}", [listed]),
        )
        seen: dict[str, set[tuple[str, int]]] = {name: set() for name in FACETS}
        for names, joined, given in asks:
            columns = ", ".join(FACETS[name] for name in names)
            for key, *row in self._rows(f"SELECT p.key, {columns} {joined}", *given):
                for name, value in zip(names, row, strict=True):
                    if value:
                        seen[name].add((value, key))
        counted = {name: Counter(value for value, _ in pairs) for name, pairs in seen.items()}
        return {name: tuple(sorted(counts.items(), key=_order(name))[:most]) for name, counts in counted.items()}


def _order(name: str) -> Callable[[tuple[str, int]], tuple[int, str]]:
    """Decades go by time, all else by how often it occurs."""
    return lambda one: (0 if name == "decade" else -one[1], one[0])


def cut_snippets(texts: Mapping[int, str], words: str) -> dict[int, str]:
    """A part of each text around the words, which are marked; the beginning where there are no words.

    The texts are put into an index of their own in memory: asking the large one for the words of some rows costs it a
    search for each.
    """
    if not words:
        return {key: text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…" for key, text in texts.items()}
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE VIRTUAL TABLE found USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2')")
        memory.executemany("INSERT INTO found (rowid, text) VALUES (?, ?)", texts.items())
        marked = memory.execute(
            "SELECT rowid, snippet(found, 0, ?, ?, '…', 48) FROM found WHERE found MATCH ?", (BEGIN, END, words)
        )
        return {**texts, **dict(marked.fetchall())}


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
        where.append("EXISTS (SELECT 1 FROM event_parties AS ep2 WHERE ep2.state = ? AND ep2.event_id = e.id)")
        values.append(state)
    for condition, value in (
        ("e.event_type = ?", asked.event_type),
        ("(e.earliest IS NOT NULL OR e.latest IS NOT NULL) AND coalesce(e.latest, '9999') >= ?", asked.since),
        ("(e.earliest IS NOT NULL OR e.latest IS NOT NULL) AND coalesce(e.earliest, '0') <= ?", asked.until),
        ("instr(lower(a.speaker), lower(?)) > 0", asked.speaker),
        ("e.standing = ?", asked.standing),
    ):
        if value:
            where.append(condition)
            values.append(value)
    return (where or ["1"]), values
