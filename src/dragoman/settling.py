"""Brings the events up to date with what people decided, without reading, coding or parsing anything again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dragoman import manifest
from dragoman.additions import is_added
from dragoman.pipeline import Builder, Plan, silent
from dragoman.reading import read_additions
from dragoman.store import Reader, Run, Writer
from dragoman.vocab.actors import Authority

PATIENCE = 5.0
"""Seconds that a settling waits for another to end; a run takes longer, and is not waited for."""


def settle(database: Path, look: Callable[[], Plan]) -> Run:
    """Puts the accounts together to events again under the judgements in force; all else is left as it is.

    This is the last stage of a run alone: what is left to a run (reasons and remarks on documents whose accounts have
    changed, names that mean somebody else, files that wait) stays due, and the run that is noted is not finished.
    ``look`` tells what the project is made from.

    Raises:
        StoreError: another run is at work, or the database cannot be written.
    """
    with Writer(database, patience=PATIENCE) as writer, Reader(database, connection=writer.connection) as reader:
        # Only now: what was decided while this waited for another must not be undone by what was known before.
        plan = look()
        run = manifest.start_run(plan.config, plan.inputs, plan.judgements_digest, extra_sha=plan.extra_sha())
        known = reader.run(run.id)
        with writer.transaction():
            writer.put_run(known or run)
        _put_additions(plan, reader, writer, run)
        builder = Builder(plan, run, writer, reader, silent)
        builder.reconcile()
    return run


def _put_additions(plan: Plan, reader: Reader, writer: Writer, run: Run) -> None:
    """Writes the accounts that people added, and takes out those that were undone."""
    wanted = {one.document_id for one in plan.rulings.added}
    for document_id in sorted(wanted | set(reader.documents_coded_by(is_added))):
        document = reader.document(document_id)
        if document is None:
            continue
        coded = reader.accounts(document_id=document_id)
        there = {one.id for one in coded if is_added(one.coder)}
        if there == {one.account_id() for one in plan.rulings.added_to(document_id)}:
            continue
        left = [one for one in coded if not is_added(one.coder)]
        added = read_additions(document, plan.rulings.added_to(document.id), Authority.load(plan.extra))
        with writer.transaction():
            writer.put_accounts(document, [*left, *added], run.id)
