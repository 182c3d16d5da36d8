"""Reads a project's database, and never writes to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

from dragoman.model import Document, Passage, Reference, Skipped, Source, Work
from dragoman.model.name import NamedPerson, NameUse, NameVariant
from dragoman.store import cited_rows, name_rows, rows, runs
from dragoman.store.actor_reader import ActorReader
from dragoman.store.finding_reader import FindingReader
from dragoman.store.grouped import GroupedReader
from dragoman.store.queries import ACCOUNT_ORDER
from dragoman.store.runs import Run, StageOutput
from dragoman.store.search_reader import SearchReader
from dragoman.store.timeline_reader import TimelineReader

SOURCES = (
    "SELECT s.*, t.csl AS entry_csl, t.standpoint AS entry_standpoint, t.genre AS entry_genre"
    " FROM sources AS s LEFT JOIN attachments AS t ON t.source_id = s.id"
)
DATED = "FROM documents AS d JOIN sources AS s ON s.id = d.source_id LEFT JOIN attachments AS t ON t.source_id = s.id"
ENTRY = "s.genre, t.csl AS entry_csl, t.genre AS entry_genre"


class Reader(TimelineReader, ActorReader, FindingReader, GroupedReader, SearchReader):
    """A view of the database. Everything comes in one fixed order: documents by path, the rest by place or date.

    Raises:
        StoreError: the file is missing, damaged, or from a newer version.
    """

    def sources(self) -> tuple[Source, ...]:
        """All sources, by id, with what the bibliography says of them."""
        return tuple(rows.row_described(row) for row in self._rows(f"{SOURCES} ORDER BY s.id"))

    def sources_as_read(self) -> tuple[tuple[Source, str], ...]:
        """All sources, by id, as their own files describe them, each with the path of its file."""
        statement = (
            "SELECT s.*, min(d.path) AS path FROM sources AS s JOIN documents AS d ON d.source_id = s.id"
            " GROUP BY s.id ORDER BY s.id"
        )
        return tuple((rows.row_source(row), row["path"]) for row in self._rows(statement))

    def works(self, *, input_sha: str | None = None) -> tuple[Work, ...]:
        """The entries of all bibliographies, or of one file, by key; of two with one key the first."""
        where, values = ("WHERE input = ?", [input_sha]) if input_sha is not None else ("", [])
        found: dict[str, Work] = {}
        for row in self._rows(f"SELECT * FROM works {where} ORDER BY key, input, position", *values):
            found.setdefault(row["key"], cited_rows.row_work(row))
        return tuple(found.values())

    def references(self, *, document_id: str | None = None) -> tuple[Reference, ...]:
        """What the documents refer to, in the order of the text."""
        where, values = ("WHERE a.document_id = ?", [document_id]) if document_id is not None else ("", [])
        found = self._rows(
            f"SELECT a.* FROM refs AS a JOIN documents AS d ON d.id = a.document_id {where} ORDER BY {ACCOUNT_ORDER}",
            *values,
        )
        return tuple(cited_rows.row_reference(row) for row in found)

    def names(self, *, document_id: str | None = None) -> Iterator[NameUse]:
        """The names of persons that the documents write (all, or of a document), by document and form."""
        where, values = ("WHERE document_id = ?", [document_id]) if document_id is not None else ("", [])
        order = "document_id, form, state, actor, candidates"
        for row in self._rows(f"SELECT * FROM name_uses {where} ORDER BY {order}", *values):
            yield name_rows.row_use(row)

    def persons(self) -> tuple[NamedPerson, ...]:
        """The persons to whom the names of all documents were joined, and the names left unresolved, by name."""
        variants: dict[str, list[NameVariant]] = {}
        for row in self._rows("SELECT * FROM person_names ORDER BY id"):
            variants.setdefault(row["person_id"], []).append(name_rows.row_variant(row))
        found = [name_rows.row_person(row, variants[row["id"]]) for row in self._rows("SELECT * FROM persons")]
        return tuple(sorted(found, key=lambda person: (person.name.casefold(), person.id)))

    def source(self, source_id: str) -> Source | None:
        """One source."""
        row = self._one(f"{SOURCES} WHERE s.id = ?", source_id)
        return None if row is None else rows.row_described(row)

    def document_ids(self) -> tuple[str, ...]:
        """The ids of all documents, by path and place in the file."""
        return tuple(row[0] for row in self._rows("SELECT id FROM documents ORDER BY path, input, position"))

    def documents(self, *, texts: bool = True) -> Iterator[Document]:
        """All documents, by path and place in the file; one is in memory at a time.

        Without ``texts`` their ``text`` is empty: for lists, and for archives whose texts do not fit into memory.
        """
        text = "d.text" if texts else "'' AS text"
        columns = (
            f"d.id, d.source_id, d.path, {text}, d.locator, d.title, d.written, d.written_found, d.sender, d.receiver,"
            f" d.place, d.lang, d.locators, d.number, d.kind, d.classification, d.provenance, {ENTRY}"
        )
        for row in self._rows(f"SELECT {columns} {DATED} ORDER BY d.path, d.input, d.position"):
            yield rows.row_dated(row)

    def record_ids(self) -> frozenset[str]:
        """The ids of all accounts, events, reasons, findings, persons and their names."""
        tables = ("accounts", "events", "reasons", "findings", "persons", "person_names")
        return frozenset(
            row[0] for row in self._rows(" UNION ALL ".join(f"SELECT id FROM {table}" for table in tables))
        )

    def document(self, document_id: str) -> Document | None:
        """One document."""
        row = self._one(f"SELECT d.*, {ENTRY} {DATED} WHERE d.id = ?", document_id)
        return None if row is None else rows.row_dated(row)

    def written_found(self) -> dict[str, str]:
        """The date found in the text of each document whose own data give none, by document id."""
        found = self._rows("SELECT id, written_found FROM documents WHERE written_found IS NOT NULL ORDER BY id")
        return {row[0]: row[1] for row in found}

    def standpoints(self) -> dict[str, str | None]:
        """The state whose record each document is, None for nobody's, by document id."""
        found = self._rows(
            "SELECT d.id, coalesce(s.standpoint, t.standpoint) FROM documents AS d"
            " JOIN sources AS s ON s.id = d.source_id LEFT JOIN attachments AS t ON t.source_id = s.id ORDER BY d.id"
        )
        return {row[0]: row[1] for row in found}

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """A document's passages, in order."""
        found = self._rows("SELECT * FROM passages WHERE document_id = ? ORDER BY start, id", document_id)
        return tuple(rows.row_passage(row) for row in found)

    def passage(self, passage_id: str) -> Passage | None:
        """One passage."""
        row = self._one("SELECT * FROM passages WHERE id = ?", passage_id)
        return None if row is None else rows.row_passage(row)

    def search(self, words: str, *, limit: int = 100) -> tuple[Passage, ...]:
        """The passages that hold all of ``words``, best first (SQLite's BM25)."""
        # Each word is quoted, so that what a user types is never read as a query language.
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        if not query:
            return ()
        found = self._rows(
            "SELECT p.* FROM passages_fts JOIN passages AS p ON p.key = passages_fts.rowid"
            " WHERE passages_fts MATCH ? ORDER BY passages_fts.rank, p.id LIMIT ?",
            query,
            limit,
        )
        return tuple(rows.row_passage(row) for row in found)

    def input(self, sha: str) -> tuple[tuple[Document, ...], tuple[str | None, ...], tuple[Skipped, ...]]:
        """What was read from one file: its documents, the date found in the text of each, what was skipped."""
        found = list(self._rows("SELECT * FROM documents WHERE input = ? ORDER BY position", sha))
        skipped = self._rows("SELECT * FROM skipped WHERE input = ? ORDER BY position", sha)
        return (
            tuple(rows.row_document(row) for row in found),
            tuple(row["written_found"] for row in found),
            tuple(rows.row_skipped(row) for row in skipped),
        )

    def spoken(self, *, document_id: str | None = None) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """At which times documents speak of which states: (document id, EDTF date, state codes)."""
        where, values = ("WHERE document_id = ?", [document_id]) if document_id is not None else ("", [])
        for row in self._rows(f"SELECT * FROM spoken {where} ORDER BY document_id, date, states", *values):
            yield row["document_id"], row["date"], tuple(json.loads(row["states"]))

    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read, and why."""
        found = self._rows("SELECT * FROM skipped ORDER BY path, input, position")
        return tuple(rows.row_skipped(row) for row in found)

    def run_of(self, table: str, record_id: str) -> str | None:
        """The id of the run that wrote a record of ``table`` (accounts, events, reasons, findings or persons)."""
        if table not in {"accounts", "events", "reasons", "findings", "persons"}:
            raise ValueError(f"{table} holds no derived records")
        row = self._one(f"SELECT run_id FROM {table} WHERE id = ?", record_id)
        return None if row is None else str(row[0])

    def runs(self) -> tuple[Run, ...]:
        """All runs, the last one last."""
        return tuple(runs.row_run(row) for row in self._rows("SELECT * FROM runs ORDER BY number"))

    def run(self, run_id: str) -> Run | None:
        """One run."""
        row = self._one("SELECT * FROM runs WHERE id = ?", run_id)
        return None if row is None else runs.row_run(row)

    def stage_outputs(self, stage: str | None = None) -> dict[tuple[str, str], StageOutput]:
        """What each stage has finished, by (stage, what it is about)."""
        where, values = ("WHERE stage = ?", [stage]) if stage is not None else ("", [])
        found = self._rows(f"SELECT * FROM stage_outputs {where} ORDER BY stage, about", *values)
        return {
            (row["stage"], row["about"]): StageOutput(
                **{key: row[key] for key in row.keys() if key != "run_id"}  # noqa: SIM118 - a Row iterates over values
            )
            for row in found
        }
