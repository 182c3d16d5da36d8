"""The only hand that writes to the database: one transaction for each thing that a stage has finished."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.attach import Attached
from dragoman.errors import EvidenceError
from dragoman.model import (
    Account,
    Borrowing,
    Conflict,
    Document,
    Event,
    EventLink,
    Evidence,
    Finding,
    MatchScore,
    Passage,
    Reason,
    Reference,
    Regrouping,
    Skipped,
    Source,
    Work,
)
from dragoman.model.name import NamedPerson, NameUse
from dragoman.store import cited_rows, grouping_rows, history_rows, name_rows, rows, runs
from dragoman.store.closing import Closing
from dragoman.store.columns import as_json
from dragoman.store.grouped import Basis, basis_row, prepare
from dragoman.store.lock import WriteLock
from dragoman.store.runs import Run, StageOutput
from dragoman.store.schema import connect, told
from dragoman.vocab import edtf

PER_DOCUMENT = ("names", "spot", "code", "explain", "check")
"""The stages whose output belongs to one document, and goes when the document goes."""


class Writer(Closing):
    """Writes what the stages made; what is written is complete or absent, whatever happens to the process.

    ``patience`` is for how many seconds it waits for another writer.

    Raises:
        StoreError: another writer is at work, or the file is newer, damaged or cannot be written.
    """

    def __init__(self, path: Path, *, patience: float = 0.0) -> None:
        self.path = path
        self._lock = WriteLock(path, patience=patience)
        try:
            self._connection = connect(path, write=True)
            with told(path):
                prepare(self._connection)
        except BaseException:
            self._lock.close()
            raise

    def close(self) -> None:
        """Closes the file, its log folded into it: what is left is one file that any SQLite opens, writable or not."""
        # Refused while somebody reads; then the log stays beside the file until the next run.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.close()
        self._lock.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written inside becomes visible whole at the end, or not at all.

        Raises:
            StoreError: the disk is full or the file cannot be written; nothing of the transaction is kept.
        """
        with told(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                # A full disk makes SQLite roll back by itself.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def put_run(self, run: Run) -> None:
        """Writes a run, or what has become of it: it is then the last."""
        number = self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM runs").fetchone()[0]
        self._insert("runs", [{**runs.run_row(run), "number": number}], replace="id")

    def put_output(self, output: StageOutput, run_id: str) -> None:
        """Notes that a stage has finished with one thing."""
        row = {
            "stage": output.stage,
            "about": output.about,
            "input_digest": output.input_digest,
            "config_digest": output.config_digest,
            "version": output.version,
            "count": output.count,
            "output_digest": output.output_digest,
            "run_id": run_id,
        }
        self._insert("stage_outputs", [row], replace="stage, about")

    def put_input(
        self,
        input_sha: str,
        sources: Iterable[Source],
        documents: Sequence[tuple[Document, str | None, Sequence[Passage]]],
        skipped: Sequence[Skipped],
        works: Sequence[Work] = (),
    ) -> None:
        """Writes what one file holds, in place of what was read from it before.

        A document comes with the date found in its text and with its passages. Documents that are read again as they
        were keep what has been derived from them.
        """
        self._clear_passages(input_sha)
        self._insert("sources", [rows.source_row(source) for source in sources], replace="id")
        kept = []
        for position, (document, found, passages) in enumerate(documents):
            row = rows.document_row(document, input_sha=input_sha, position=position, found=found)
            self._insert("documents", [row], replace="id")
            self._insert("passages", [rows.passage_row(passage) for passage in passages])
            self._connection.execute(
                "INSERT INTO passages_fts (rowid, text) SELECT t.key, t.text FROM passage_text AS t"
                " JOIN passages AS p ON p.key = t.key WHERE p.document_id = ?",
                (document.id,),
            )
            kept.append(document.id)
        self._connection.execute(
            "DELETE FROM documents WHERE input = ? AND id NOT IN (SELECT value FROM json_each(?))",
            (input_sha, json.dumps(kept)),
        )
        self._connection.execute("DELETE FROM skipped WHERE input = ?", (input_sha,))
        self._insert(
            "skipped",
            [
                {"input": input_sha, "position": position, "path": item.path, "place": item.place, "why": item.why}
                for position, item in enumerate(skipped)
            ],
        )
        self._connection.execute("DELETE FROM works WHERE input = ?", (input_sha,))
        numbered = enumerate(works)
        self._insert(
            "works", [{"input": input_sha, "position": at, **cited_rows.work_row(work)} for at, work in numbered]
        )

    def put_attachments(self, attached: Iterable[Attached]) -> None:
        """Writes which entry of a bibliography describes which source, in place of all before."""
        self._connection.execute("DELETE FROM attachments")
        self._insert("attachments", [cited_rows.attached_row(one) for one in attached])

    def _clear_passages(self, input_sha: str) -> None:
        of_input = "SELECT p.key FROM passages AS p JOIN documents AS d ON d.id = p.document_id WHERE d.input = ?"
        self._connection.execute(
            "INSERT INTO passages_fts (passages_fts, rowid, text)"
            f" SELECT 'delete', t.key, t.text FROM passage_text AS t WHERE t.key IN ({of_input})",
            (input_sha,),
        )
        self._connection.execute(f"DELETE FROM passages WHERE key IN ({of_input})", (input_sha,))

    def keep_inputs(self, shas: Collection[str]) -> None:
        """Forgets what was read from files other than these, and everything derived from it."""
        known = {
            row[0] for row in self._connection.execute("SELECT input FROM documents UNION SELECT input FROM skipped")
        }
        known |= {row[0] for row in self._connection.execute("SELECT about FROM stage_outputs WHERE stage = 'read'")}
        for sha in sorted(known - set(shas)):
            self._clear_passages(sha)
            self._connection.execute("DELETE FROM documents WHERE input = ?", (sha,))
            self._connection.execute("DELETE FROM skipped WHERE input = ?", (sha,))
            self._connection.execute("DELETE FROM works WHERE input = ?", (sha,))
            self._connection.execute("DELETE FROM stage_outputs WHERE stage = 'read' AND about = ?", (sha,))
        self._connection.execute("DELETE FROM sources WHERE id NOT IN (SELECT source_id FROM documents)")
        marks = ", ".join("?" for _ in PER_DOCUMENT)
        self._connection.execute(
            f"DELETE FROM stage_outputs WHERE stage IN ({marks}) AND about NOT IN (SELECT id FROM documents)",
            PER_DOCUMENT,
        )

    def put_spoken(self, document: Document, spoken: Iterable[tuple[str, tuple[str, ...]]], run_id: str) -> None:
        """Writes at which times (EDTF) a document speaks of which states, in place of what was written before."""
        new = [
            {"document_id": document.id, "date": when, "states": as_json(states)}
            for when, states in sorted(set(spoken))
        ]
        self._replace("spoken", document.id, new, run_id)

    def put_names(self, document: Document, names: Sequence[NameUse], run_id: str) -> None:
        """Writes the names of persons that a document writes, in place of what was written before."""
        self._replace("name_uses", document.id, [name_rows.use_row(name) for name in names], run_id)

    def put_persons(self, persons: Sequence[NamedPerson], run_id: str) -> None:
        """Writes the persons to whom the names of all documents were joined, in place of all before."""
        self._connection.execute("DELETE FROM persons")
        self._insert("persons", [{**name_rows.person_row(person), "run_id": run_id} for person in persons])
        named = [name_rows.variant_row(person, variant) for person in persons for variant in person.variants]
        self._insert("person_names", named)

    def put_references(self, document: Document, references: Sequence[Reference], run_id: str) -> None:
        """Writes what a document refers to, in place of what was written before; errors as for accounts."""
        for reference in references:
            _check_words(document, reference.document_id, reference.evidence)
        self._replace("refs", document.id, [cited_rows.reference_row(reference) for reference in references], run_id)

    def put_accounts(self, document: Document, accounts: Sequence[Account], run_id: str) -> None:
        """Writes the accounts coded from a document, in place of those coded before.

        Raises:
            EvidenceError: an account's words are not in the document's text where it says they are.
        """
        for account in accounts:
            _check_words(document, account.document_id, account.evidence, account.sentence)
        self._replace("accounts", document.id, [rows.account_row(account) for account in accounts], run_id)

    def put_reasons(self, document: Document, reasons: Sequence[Reason], run_id: str) -> None:
        """Writes the reasons found in a document; errors as for accounts."""
        for reason in reasons:
            _check_words(document, reason.document_id, reason.evidence, reason.cause, reason.effect)
        self._replace("reasons", document.id, [history_rows.reason_row(reason) for reason in reasons], run_id)

    def put_findings(self, document: Document, findings: Sequence[Finding], run_id: str) -> None:
        """Writes what is wrong or doubtful in a document; errors as for accounts."""
        for finding in findings:
            _check_words(document, finding.document_id, finding.evidence)
        self._connection.execute("DELETE FROM findings WHERE document_id = ? AND stage = 'check'", (document.id,))
        self._insert("findings", [{**history_rows.finding_row(finding), "run_id": run_id} for finding in findings])

    def put_borrowings(self, borrowings: Sequence[Borrowing], run_id: str) -> None:
        """Writes what the documents share with one another, in place of all before."""
        self._connection.execute("DELETE FROM borrowings")
        self._insert("borrowings", [{**history_rows.borrowing_row(one), "run_id": run_id} for one in borrowings])

    def put_corpus_findings(self, stage: str, findings: Sequence[Finding], run_id: str) -> None:
        """Writes what a stage objects to that looks at all documents together, in place of what it did before."""
        self._connection.execute("DELETE FROM findings WHERE stage = ?", (stage,))
        made = [{**history_rows.finding_row(finding), "stage": stage, "run_id": run_id} for finding in findings]
        self._insert("findings", made)

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

    def _replace(self, table: str, document_id: str, new: Iterable[Mapping[str, Any]], run_id: str) -> None:
        self._connection.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))
        self._insert(table, [{**row, "run_id": run_id} for row in new])

    def _insert(self, table: str, new: Sequence[Mapping[str, Any]], *, replace: str = "") -> None:
        if not new:
            return
        names = list(new[0])
        columns = ", ".join(f'"{name}"' for name in names)
        values = ", ".join(f":{name}" for name in names)
        statement = f"INSERT INTO {table} ({columns}) VALUES ({values})"
        if replace:
            changes = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
            statement += f" ON CONFLICT ({replace}) DO UPDATE SET {changes}"
        self._connection.executemany(statement, new)

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for reading what has been written so far."""
        return self._connection


def _check_words(document: Document, document_id: str, *evidence: Evidence) -> None:
    if document_id != document.id:
        raise EvidenceError(f"{document_id}: is not the document {document.id} that the record was made from")
    for words in evidence:
        words.check(document.text)


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
