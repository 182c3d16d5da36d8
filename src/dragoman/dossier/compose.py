"""From records to a dossier: nothing is said in it that no record says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dragoman.dossier.chart import draw
from dragoman.dossier.copies import tell_copies
from dragoman.dossier.history import tell_chronology, tell_course, tell_relation, tell_turns
from dragoman.dossier.material import gather
from dragoman.dossier.method import tell_method
from dragoman.dossier.notes import list_works
from dragoman.dossier.record import Dossier, Relation
from dragoman.dossier.voices import concerns, tell_disputes, tell_findings, tell_reasons
from dragoman.model import Account, Borrowing, Conflict, Document, Event, Finding, Reason, Source
from dragoman.model.standing import FieldStanding
from dragoman.vocab import edtf
from dragoman.wording import with_article, write_date


def compose(  # noqa: PLR0917 - one argument for each kind of record
    relation: Relation,
    events: Sequence[Event],
    accounts: Sequence[Account],
    documents: Sequence[Document],
    sources: Sequence[Source],
    reasons: Sequence[Reason],
    conflicts: Sequence[Conflict],
    findings: Sequence[Finding],
    name: Callable[[str], str],
    run: Mapping[str, Any],
    standings: Sequence[FieldStanding] = (),
    borrowings: Sequence[Borrowing] = (),
) -> Dossier:
    """The dossier of a relation.

    Of the records handed in only those that concern the two states are told; ``accounts``, ``documents`` and
    ``sources`` are where their words are looked up. ``name`` gives an actor's readable name, ``run`` what is to stand
    under the method (versions, settings; nested mappings are allowed). ``standings`` tell who holds which position, and
    for which state; ``borrowings`` which documents copy one another. The same records give the same dossier, in
    whatever order they come.
    """
    material = gather(relation, events, accounts, documents, sources, name, borrowings)
    told = {event.id for event in material.events}
    disputes = [conflict for conflict in conflicts if conflict.event_id in told]
    why = [reason for reason in reasons if concerns(reason, material)]
    used = {account.document_id for event in material.events for account in material.told_in(event)}
    used |= {reason.document_id for reason in why}
    sections = (
        tell_relation(material, len(disputes)),
        tell_course(draw(relation, material.events, material.named)),
        tell_chronology(material),
        tell_turns(material),
        tell_reasons(material, why),
        tell_disputes(material, disputes, standings),
        tell_copies(material, borrowings, used),
        tell_findings(material, [one for one in findings if one.document_id in used]),
        tell_method(material, len(used), run),
    )
    a, b = material.named(relation.dyad.a), material.named(relation.dyad.b)
    states = {
        state: material.named(state) for state in sorted({source.standpoint for source in sources if source.standpoint})
    }
    return Dossier(
        title=f"{a} and {with_article(b)}",
        dyad=relation.dyad,
        names=(a, b),
        span=_span(relation),
        sections=sections,
        notes=material.notes.all(),
        works=list_works([one for one in documents if one.id in used], sources, states),
    )


def _span(relation: Relation) -> str:
    """The years that the series covers, "" for an empty one."""
    if not relation.series:
        return ""
    return write_date(edtf.interval(relation.series[0].span, relation.series[-1].span))
