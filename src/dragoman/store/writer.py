"""The only hand that writes to the database: one transaction for each thing that a stage has finished."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence

from dragoman.attach import Attached
from dragoman.errors import EvidenceError
from dragoman.model import (
    Account,
    Document,
    Evidence,
    Finding,
    Passage,
    Reason,
    Reference,
    Skipped,
    Source,
    Work,
)
from dragoman.model.name import NamedPerson, NameUse
from dragoman.store import cited_rows, history_rows, name_rows, rows, runs
from dragoman.store.columns import as_json
from dragoman.store.event_writer import EventWriter
from dragoman.store.runs import Run, StageOutput

PER_DOCUMENT = ("names", "spot", "code", "explain", "check")
"""The stages whose output belongs to one document, and goes when the document goes."""


class Writer(EventWriter):
    """Writes what the stages made; what is written is complete or absent, whatever happens to the process.

    ``patience`` is for how many seconds it waits for another writer.

    Raises:
        StoreError: another writer is at work, or the file is newer, damaged or cannot be written.
    """

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


def _check_words(document: Document, document_id: str, *evidence: Evidence) -> None:
    if document_id != document.id:
        raise EvidenceError(f"{document_id}: is not the document {document.id} that the record was made from")
    for words in evidence:
        words.check(document.text)
