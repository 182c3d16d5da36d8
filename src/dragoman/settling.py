"""Brings the events up to date with what people decided, without reading, coding or parsing anything again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from dragoman import comparing, manifest
from dragoman.accounts.regroup import find_regroupings
from dragoman.additions import is_added
from dragoman.around import find_around, stand_around
from dragoman.judgements import Rulings, rule
from dragoman.model import Account, Event, Finding
from dragoman.pipeline import Builder, Plan, silent
from dragoman.reading import read_additions
from dragoman.store import Basis, Reader, Run, Writer
from dragoman.vocab.actors import Authority

PATIENCE = 5.0
"""Seconds that a settling waits for another to end; a run takes longer, and is not waited for."""


def settle(database: Path, look: Callable[[], Plan], *, most: int | None = None) -> Run | None:
    """Puts the accounts together to events again under the judgements in force; all else is left as it is.

    What judgements touch alone is put together where that can be told, with the same events as if all were: else all
    accounts are, unless there are more than ``most``, when nothing is done and None comes back. This is the last stage
    of a run alone: what is left to a run (reasons and remarks on documents whose accounts have changed, names that mean
    somebody else, files that wait) stays due, and the run that is noted is not finished. ``look`` tells what the
    project is made from.

    Raises:
        StoreError: another run is at work, or the database cannot be written.
    """
    with Writer(database, patience=PATIENCE) as writer, Reader(database, connection=writer.connection) as reader:
        # Only now: what was decided while this waited for another must not be undone by what was known before.
        plan = look()
        run = manifest.start_run(plan.config, plan.inputs, plan.judgements_digest, extra_sha=plan.extra_sha())
        known = reader.run(run.id)
        basis = current_basis(reader, plan)
        whole = most is None or reader.counts()["accounts"] <= most
        if basis is None and not whole:
            return None
        noted = known or run
        if basis is not None and basis.judgements == plan.judgements:
            with writer.transaction():
                writer.put_run(noted)
            return run
        # Those that were undone are taken out now, and told of here.
        added = reader.accounts_with(one.account_id() for one in rulings_of(basis).added) if basis else ()
        authority = Authority.load(plan.extra)
        _put_additions(plan, reader, writer, noted, before=basis, authority=authority)
        around = partial(_settle_around, (reader, writer), run=noted, added=added, authority=authority)
        if basis is not None and around(plan=plan, basis=basis):
            return run
        if not whole:
            latest = _with_latest(plan, basis) if basis is not None else None
            return run if basis and latest and around(plan=latest, basis=basis) else None
        with writer.transaction():
            writer.put_run(noted)
        builder = Builder(plan, run, writer, reader, silent)
        builder.reconcile()
    return run


def _with_latest(plan: Plan, basis: Basis) -> Plan | None:
    """The plan with the last judgement alone of those that wait: one that touches too many must not hold up others."""
    known = {one.id for one in basis.judgements}
    waiting = [one for one in plan.judgements if one.id not in known]
    if len(waiting) < 2:
        return None
    judgements = (*basis.judgements, waiting[-1])
    return replace(plan, judgements=judgements, rulings=replace(rule(judgements), hands=plan.rulings.hands))


def rulings_of(basis: Basis) -> Rulings:
    """What was in force when the events were put together."""
    return replace(rule(basis.judgements), hands=basis.hands)


def current_basis(reader: Reader, plan: Plan) -> Basis | None:
    """What the events were put together under; None where they would now be others by more than by judgements."""
    basis = reader.grouped()
    if basis is None or replace(basis, judgements=plan.judgements) != plan.basis(basis.total):
        return None
    return basis


def _settle_around(
    hands: tuple[Reader, Writer],
    *,
    plan: Plan,
    run: Run,
    basis: Basis,
    added: Sequence[Account],
    authority: Authority,
) -> bool:
    """Puts together what judgements touch; False where that cannot be told apart from the rest.

    ``hands`` read and write the database; ``added`` are the accounts that people had added before: some may be in the
    database no more.
    """
    reader, writer = hands
    around = find_around(
        reader,
        basis,
        rulings_of(basis),
        plan.rulings,
        min_confidence=plan.config.code.min_confidence,
        authority=authority,
        new=added,
    )
    if around is None:
        return False
    touched = around.within | around.changed
    old = reader.events(ids=tuple(sorted(set(reader.event_ids(touched).values()))))
    if not {one for event in old for one in event.account_ids} <= touched:
        return False
    drafted = around.draft(around.after, plan.rulings, plan.config.relate.scale)
    there = {event.id: event for event in old}
    fresh = [event for event in drafted.events if not is_kept(event, there, around.disturbed)]
    kept = {event.id for event in drafted.events} - {event.id for event in fresh}
    gone = [event for event in old if event.id not in kept]
    events, conflicts = stand_around(
        reader,
        fresh,
        around.after,
        plan.rulings,
        min_confidence=plan.config.code.min_confidence,
        authority=authority,
    )
    regrouped = find_regroupings((event.account_ids for event in gone), (event.account_ids for event in fresh))
    before = _weigh(reader, plan, gone, around.before)
    with writer.transaction():
        writer.put_run(run)
        writer.put_events_around(
            sorted(touched),
            [event.id for event in gone],
            events,
            conflicts,
            run.id,
            matches=drafted.matches,
            links=drafted.links,
        )
        beside = _sharing(reader, plan, [*before, *_weigh(reader, plan, events, around.after)])
        found = _weigh(reader, plan, [*events, *beside[0]], [*around.after, *beside[1]])
        writer.put_findings_around("reconcile", [one.id for one in before], found, run.id)
        writer.put_regroupings(regrouped or reader.regroupings(run.id), run.id)
        writer.put_basis(plan.basis(basis.total))
    return True


def _weigh(reader: Reader, plan: Plan, events: Sequence[Event], accounts: Sequence[Account]) -> tuple[Finding, ...]:
    """What is to be objected to in the sources of some events."""
    known = {one.id: one for one in accounts}
    telling = {known[one].document_id for event in events for one in event.account_ids if one in known}
    documents = reader.documents_of(telling)
    return comparing.weigh_in(documents, tuple(events), known, reader.borrowings_of(telling), plan.config.check)


def _sharing(reader: Reader, plan: Plan, findings: Sequence[Finding]) -> tuple[tuple[Event, ...], tuple[Account, ...]]:
    """The events, with their accounts, of which an account stands in words that a finding is about."""
    places = {(one.document_id, one.evidence.start, one.evidence.end) for one in findings}
    coded = reader.accounts_in({one.document_id for one in findings})
    there = [one.id for one in coded if (one.document_id, one.evidence.start, one.evidence.end) in places]
    events = reader.events(ids=tuple(sorted(set(reader.event_ids(there).values()))))
    told = reader.accounts_with(one for event in events for one in event.account_ids)
    return events, plan.rulings.judged(told, min_confidence=plan.config.code.min_confidence)


def is_kept(event: Event, there: dict[str, Event], disturbed: Collection[str]) -> bool:
    """Whether an event is as it was but for how it stands, of accounts that are as they were: then it stands alike."""
    before = there.get(event.id)
    return (
        before is not None
        and replace(event, standing=before.standing) == before
        and not any(one in disturbed for one in event.account_ids)
    )


def _put_additions(
    plan: Plan, reader: Reader, writer: Writer, run: Run, *, before: Basis | None, authority: Authority
) -> None:
    """Writes the accounts that people added, and takes out those that were undone."""
    wanted = {one.document_id for one in plan.rulings.added}
    if before is None:
        there = set(reader.documents_coded_by(is_added))
    else:
        there = {one.document_id for one in rulings_of(before).added}
    for document_id in sorted(wanted | there):
        document = reader.document(document_id)
        if document is None:
            continue
        coded = reader.accounts(document_id=document_id)
        held = {one.id for one in coded if is_added(one.coder)}
        if held == {one.account_id() for one in plan.rulings.added_to(document_id)}:
            continue
        left = [one for one in coded if not is_added(one.coder)]
        added = read_additions(document, plan.rulings.added_to(document.id), authority)
        with writer.transaction():
            writer.put_run(run)
            writer.put_accounts(document, [*left, *added], run.id)
            if before is not None:
                # Nothing else was written, and the words of what people added are not counted.
                writer.put_basis(before)
