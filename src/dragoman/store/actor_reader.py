"""Actors as the documents know them: how much is told of each state, and the persons whose names were met."""

from __future__ import annotations

import json
from typing import Any

from dragoman.model.name import NamedPerson, NameVariant
from dragoman.store import name_rows
from dragoman.store.browse_reader import BrowseReader


class ActorReader(BrowseReader):
    """States and bodies by the events that they take part in, persons by how often they are named."""

    def party_counts(self) -> tuple[tuple[str, int], ...]:
        """The states and bodies that take part in events, with the number of these, those with most first."""
        return self._pairs(
            "SELECT state, count(DISTINCT event_id) AS n FROM event_parties GROUP BY state ORDER BY n DESC, state"
        )

    def partners(self, state: str, *, limit: int) -> tuple[tuple[str, int], ...]:
        """With whom a state has most events."""
        return self._pairs(
            "SELECT p.state, count(DISTINCT p.event_id) AS n FROM event_parties AS own JOIN event_parties AS p"
            " ON p.event_id = own.event_id AND p.state <> own.state WHERE own.state = ?"
            " GROUP BY p.state ORDER BY n DESC, p.state LIMIT ?",
            state,
            limit,
        )

    def person_ids(
        self, *, words: str = "", state: str = "", actor: str = "", unresolved: bool = False, most: int
    ) -> tuple[str, ...]:
        """The ids of persons, the most often named first: of a name, of a state, of an actor of the list."""
        where, values = ["1"], list[Any]()
        for word in words.split():
            where.append("p.id IN (SELECT person_id FROM person_names WHERE instr(lower(form), lower(?)) > 0)")
            values.append(word)
        for column, wanted in (("p.state", state), ("p.actor", actor)):
            if wanted:
                where.append(f"{column} = ?")
                values.append(wanted)
        if unresolved:
            where.append("p.why <> ''")
        found = self._rows(
            "SELECT p.id FROM persons AS p JOIN person_names AS n ON n.person_id = p.id"
            f" WHERE {' AND '.join(where)} GROUP BY p.id ORDER BY sum(n.count) DESC, p.name, p.id LIMIT ?",
            *values,
            most,
        )
        return tuple(row["id"] for row in found)

    def persons_of(self, ids: tuple[str, ...]) -> tuple[NamedPerson, ...]:
        """Persons by their ids, in the order given; an id that nobody has is left out."""
        held = json.dumps(ids)
        names: dict[str, list[NameVariant]] = {}
        listed = "IN (SELECT value FROM json_each(?))"
        for row in self._rows(f"SELECT * FROM person_names WHERE person_id {listed} ORDER BY id", held):
            names.setdefault(row["person_id"], []).append(name_rows.row_variant(row))
        found = {
            row["id"]: name_rows.row_person(row, names.get(row["id"], ()))
            for row in self._rows(f"SELECT * FROM persons WHERE id {listed}", held)
        }
        return tuple(found[one] for one in ids if one in found)

    def naming(self, ids: tuple[str, ...], *, limit: int, offset: int = 0) -> tuple[dict[str, Any], ...]:
        """A part of the documents of these ids, by the day they were written: plain values, without texts."""
        found = self._rows(
            "SELECT d.id, d.title, d.path, d.locator, coalesce(d.written, d.written_found) AS written"
            " FROM documents AS d WHERE d.id IN (SELECT value FROM json_each(?))"
            " ORDER BY written IS NULL, written, d.path, d.position LIMIT ? OFFSET ?",
            json.dumps(ids),
            limit,
            offset,
        )
        return tuple(dict(row) for row in found)
