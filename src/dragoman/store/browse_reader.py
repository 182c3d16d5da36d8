"""What pages list: documents a page at a time, and counts; no text and no record that is not shown is read."""

from __future__ import annotations

import json
from collections import Counter
from itertools import combinations, product
from typing import Any

from dragoman.model import Skipped
from dragoman.store import rows
from dragoman.store.queries import Queries

ORDERS = {
    "path": "d.path, d.input, d.position",
    "written": "coalesce(d.written, d.written_found) IS NULL, coalesce(d.written, d.written_found), d.path, d.position",
    "title": "d.title COLLATE NOCASE, d.path, d.position",
    "accounts": "(SELECT count(*) FROM accounts AS a WHERE a.document_id = d.id) DESC, d.path, d.position",
}
SIDE = "coalesce(s.standpoint, t.standpoint, '')"
GENRE = "coalesce(nullif(s.genre, ''), t.genre, '')"
FROM = "FROM documents AS d JOIN sources AS s ON s.id = d.source_id LEFT JOIN attachments AS t ON t.source_id = s.id"
HELD = "sum((SELECT count(*) FROM documents AS d WHERE d.source_id = s.id))"
HOLDING = "FROM sources AS s LEFT JOIN attachments AS t ON t.source_id = s.id"
NONE = "none"
"""In a filter: those that have none."""


class BrowseReader(Queries):
    """Lists and counts, each in one fixed order."""

    def counts(self) -> dict[str, int]:
        """How many there are of each kind of record."""
        kinds = ("sources", "documents", "accounts", "events", "reasons", "persons")
        return {kind: self._count(f"SELECT count(*) FROM {kind}") for kind in kinds}

    def standing_counts(self) -> tuple[tuple[str, int], ...]:
        """How many events stand how, the commonest first."""
        return self._pairs("SELECT standing, count(*) AS n FROM events GROUP BY standing ORDER BY n DESC, standing")

    def decades(self) -> tuple[tuple[tuple[str, int], ...], int]:
        """How many documents were written in each decade ("1960"), and how many have no date."""
        day = "coalesce(d.written, d.written_found)"
        found = self._pairs(
            f"SELECT substr({day}, 1, 3) || '0' AS decade, count(*) FROM documents AS d"
            f" WHERE {day} GLOB '[0-9][0-9][0-9][0-9X]*' GROUP BY decade ORDER BY decade"
        )
        return found, self._count(f"SELECT count(*) FROM documents AS d WHERE {day} IS NULL")

    def dyad_counts(self, *, limit: int) -> tuple[tuple[str, str, int], ...]:
        """The pairs of states with most acts between them: two that act together on a third are no pair by that."""
        # The same few sets of parties come again and again: counted as they are written, they are taken apart once.
        found = self._rows("SELECT actors, recipients, count(*) AS n FROM events GROUP BY actors, recipients")
        counts: Counter[tuple[str, str]] = Counter()
        for row in found:
            actors, recipients = json.loads(row["actors"]), json.loads(row["recipients"])
            sides = product(actors, recipients) if actors and recipients else combinations([*actors, *recipients], 2)
            for one, other in sorted({(min(pair), max(pair)) for pair in sides}):
                counts[one, other] += row["n"] if one != other else 0
        ranked = sorted((+counts).items(), key=lambda one: (-one[1], one[0]))
        return tuple((a, b, number) for (a, b), number in ranked[:limit])

    def third_states(self, a: str, b: str, *, limit: int) -> tuple[tuple[str, int, int], ...]:
        """The states that have to do with both of two: (state, events with the one, events with the other).

        Those with most on the side where they have less go first.
        """
        shared = (
            "SELECT p.state AS state, count(DISTINCT p.event_id) AS n FROM event_parties AS own"
            " JOIN event_parties AS p ON p.event_id = own.event_id WHERE own.state = ? GROUP BY p.state"
        )
        found = self._rows(
            f"SELECT one.state, one.n AS first, other.n AS second FROM ({shared}) AS one JOIN ({shared}) AS other"
            " ON other.state = one.state WHERE one.state NOT IN (?, ?)"
            " ORDER BY min(one.n, other.n) DESC, one.n + other.n DESC, one.state LIMIT ?",
            a,
            b,
            a,
            b,
            limit,
        )
        return tuple((row["state"], row["first"], row["second"]) for row in found)

    def finding_counts(self) -> tuple[tuple[str, int], ...]:
        """How many findings of source criticism there are of each severity, the gravest first."""
        return self._pairs(
            "SELECT severity, count(*) FROM findings GROUP BY severity"
            " ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"
        )

    def unresolved_names(self) -> int:
        """How many names of persons may mean several, or nobody known."""
        return self._count("SELECT count(*) FROM persons WHERE why <> ''")

    # Documents

    def count_documents(self, *, words: str = "", genre: str = "", standpoint: str = "") -> int:
        """How many documents a filter leaves."""
        where, values = _narrow(words, genre, standpoint)
        return self._count(f"SELECT count(*) {FROM if genre or standpoint else 'FROM documents AS d'} {where}", *values)

    def list_documents(
        self,
        *,
        words: str = "",
        genre: str = "",
        standpoint: str = "",
        order: str = "path",
        limit: int,
        offset: int = 0,
    ) -> tuple[dict[str, Any], ...]:
        """A part of the list of documents: plain values, without texts.

        ``words`` are all to be found in title, path, sender or receiver; ``genre`` and ``standpoint`` may be "none".
        """
        where, values = _narrow(words, genre, standpoint)
        # First the rows of this part by their ids alone, then all that is shown of them.
        told = FROM if genre or standpoint else "FROM documents AS d"
        chosen = [
            row[0]
            for row in self._rows(
                f"SELECT d.id {told} {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?", *values, limit, offset
            )
        ]
        found = self._rows(
            "SELECT d.id, d.title, d.path, d.locator, coalesce(d.written, d.written_found) AS written,"
            " CASE WHEN d.written IS NOT NULL THEN 'given' WHEN d.written_found IS NOT NULL THEN 'text' END"
            f" AS written_how, nullif({SIDE}, '') AS standpoint, {GENRE} AS genre, d.lang,"
            " (SELECT count(*) FROM accounts AS a WHERE a.document_id = d.id) AS accounts,"
            " (SELECT count(*) FROM findings AS f WHERE f.document_id = d.id) AS findings"
            f" {FROM} WHERE d.id IN (SELECT value FROM json_each(?))",
            json.dumps(chosen),
        )
        by_id = {row["id"]: dict(row) for row in found}
        return tuple(by_id[one] for one in chosen)

    def holding_counts(self) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
        """How many documents there are of each genre, and of the record of each state; "" for none, most first."""
        genres, sides = Counter[str](), Counter[str]()
        for row in self._rows(f"SELECT {GENRE} AS genre, {SIDE} AS side, {HELD} AS n {HOLDING} GROUP BY 1, 2"):
            genres[row["genre"]] += row["n"]
            sides[row["side"]] += row["n"]
        by_genre, by_side = (sorted((+one).items(), key=lambda held: (-held[1], held[0])) for one in (genres, sides))
        return tuple(by_genre), tuple(by_side)

    def count_skipped(self) -> int:
        """How much was not read."""
        return self._count("SELECT count(*) FROM skipped")

    def skipped_page(self, *, limit: int, offset: int) -> tuple[Skipped, ...]:
        """A part of the list of what was not read."""
        found = self._rows("SELECT * FROM skipped ORDER BY path, input, position LIMIT ? OFFSET ?", limit, offset)
        return tuple(rows.row_skipped(row) for row in found)

    def _count(self, statement: str, *values: Any) -> int:
        row = self._one(statement, *values)
        return int(row[0]) if row is not None else 0

    def _pairs(self, statement: str, *values: Any) -> tuple[tuple[str, int], ...]:
        return tuple((row[0], row[1]) for row in self._rows(statement, *values))


def _narrow(words: str, genre: str, standpoint: str) -> tuple[str, list[str]]:
    where, values = list[str](), list[str]()
    for word in words.split():
        where.append("instr(lower(d.title || ' ' || d.path || ' ' || d.sender || ' ' || d.receiver), lower(?)) > 0")
        values.append(word)
    for column, wanted in ((GENRE, genre), (SIDE, standpoint)):
        if wanted:
            where.append(f"{column} = ?")
            values.append("" if wanted == NONE else wanted)
    return (f"WHERE {' AND '.join(where)}" if where else "", values)
