"""From records to a dossier: nothing is said in it that no record says, and nothing added but what the plan holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.charts.relation import draw_relation
from dragoman.dossier.appendix import Appendix
from dragoman.dossier.copies import tell_copies
from dragoman.dossier.history import tell_chronology, tell_course, tell_relation
from dragoman.dossier.material import Material, gather, no_third
from dragoman.dossier.method import tell_method
from dragoman.dossier.notes import list_works
from dragoman.dossier.plan import OWN, PARTS, Part, Plan, Remark
from dragoman.dossier.record import Dossier, Relation, Section, Statement
from dragoman.dossier.turns import Reasons, tell_phases, tell_reasons, tell_turns
from dragoman.dossier.voices import concerns, tell_disputes, tell_findings
from dragoman.errors import ConfigError
from dragoman.model import Account, Borrowing, Conflict, Document, Event, Finding, Reason, Source
from dragoman.model.standing import FieldStanding
from dragoman.vocab import edtf
from dragoman.wording import with_article, write_date

MARKS: Mapping[str, tuple[str, str]] = {
    "machine": ("○", "machine-coded"),
    "partly": ("◐", "partly checked"),
    "checked": ("✓", "checked"),
    "own": ("", ""),
}
"""How a sentence is marked, by who stands for it: a sign and a word."""

LEGEND = (
    "○ machine-coded: composed by rule from what the machine coded; nobody has checked it.",
    "◐ partly checked: a person accepted, corrected or coded some of the records that it rests on.",
    "✓ checked: a person accepted, corrected or coded all of them.",
)
"""What the marks mean; words in quotation marks are the sources' own, and the notes give their places."""


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
    *,
    plan: Plan | None = None,
    read: int | None = None,
    checked: Iterable[str] = (),
    third: Callable[[Reason], tuple[str, ...]] = no_third,
    appendix: Appendix | None = None,
) -> Dossier:
    """The dossier of a relation, as a plan has it.

    Of the records handed in only those that concern the two states are told; ``accounts``, ``documents`` and
    ``sources`` are where their words are looked up. ``name`` gives an actor's readable name, ``run`` what is to stand
    under the method (versions, settings; nested mappings are allowed). ``standings`` tell who holds which position,
    and for which state; ``read`` counts the documents that were read (by default those handed in); ``borrowings``
    which documents copy one another; ``checked`` are the ids of records that a person accepted, corrected or coded;
    ``third`` names the states beside the two that a reason speaks of. The same records give the same dossier, in
    whatever order they come.

    Raises:
        ConfigError: the plan remarks on a record of which the dossier says nothing.
    """
    plan = plan or Plan()
    material = gather(relation, events, accounts, documents, sources, name, borrowings, checked=checked, third=third)
    told = {event.id for event in material.events}
    disputes = [conflict for conflict in conflicts if conflict.event_id in told]
    why = [reason for reason in reasons if concerns(reason, material)]
    used = {account.document_id for event in material.events for account in material.told_in(event)}
    used |= {reason.document_id for reason in why}
    given = Reasons(material, why)
    keys = [part.key for part in plan.parts]
    titles = _titles(material, used)
    number_read = len(documents) if read is None else read

    def tell(part: Part) -> Section:
        match part.key:
            case "relation":
                return tell_relation(material, len(disputes))
            case "course":
                return tell_course(draw_relation(relation, material.events, material.named, sources=titles))
            case "turns":
                return tell_turns(material, given)
            case "phases":
                return tell_phases(material, given)
            case "chronology":
                return tell_chronology(material)
            case "reasons":
                return tell_reasons(material, given, is_rest=bool({"turns", "phases"} & set(_before(keys, "reasons"))))
            case "disputes":
                return tell_disputes(material, disputes, standings)
            case "independence":
                return tell_copies(material, borrowings, used)
            case "criticism":
                return tell_findings(material, [one for one in findings if one.document_id in used])
            case "method":
                return tell_method(material, (number_read, len(used)), run, appendix or Appendix(), slight=given.slight)
        return Section(key=part.key, title=part.title)

    sections = [_headed(tell(part), part, number) for number, part in enumerate(plan.parts, 1)]
    settled, notes = material.notes.settle(_remarked(sections, plan.remarks))
    a, b = material.named(relation.dyad.a), material.named(relation.dyad.b)
    states = {
        state: material.named(state) for state in sorted({source.standpoint for source in sources if source.standpoint})
    }
    return Dossier(
        title=plan.title or f"{a} and {with_article(b)}",
        dyad=relation.dyad,
        names=(a, b),
        span=_span(relation),
        sections=settled,
        notes=notes,
        works=list_works([one for one in documents if one.id in used], sources, states),
        author=plan.author,
        date=plan.date,
        legend=LEGEND,
        items=material.notes.items(),
    )


def _before(keys: Sequence[str], key: str) -> Sequence[str]:
    return keys[: keys.index(key)] if key in keys else ()


def _titles(material: Material, used: set[str]) -> tuple[str, ...]:
    """The titles of the works that tell of the two, in order."""
    ids = {document.source_id for document in material.documents.values() if document.id in used}
    return tuple(sorted(str(material.sources[id].csl.get("title", id)) for id in ids if id in material.sources))


def _headed(section: Section, part: Part, number: int) -> Section:
    """The section with the heading and the words that the plan gives it."""
    own = tuple(" ".join(paragraph.split()) for paragraph in part.text.split("\n\n") if paragraph.strip())
    key = f"{OWN}-{number}" if part.key == OWN else part.key
    usual = section.title or ("Remarks" if part.key == OWN else PARTS[part.key])
    return replace(section, key=key, title=part.title or usual, own=own)


def _remarked(sections: Sequence[Section], remarks: Sequence[Remark]) -> list[Section]:
    """The sections with each remark at the first sentence that states its record.

    Raises:
        ConfigError: no sentence does.
    """
    left = {remark.about: remark.text for remark in remarks}

    def add(statement: Statement) -> Statement:
        texts = [left.pop(id) for id in (statement.about, *statement.also) if id in left]
        return replace(statement, remark=" ".join(texts)) if texts else statement

    found = [
        replace(
            section,
            groups=tuple(
                replace(group, statements=tuple(add(one) for one in group.statements)) for group in section.groups
            ),
        )
        for section in sections
    ]
    if left:
        raise ConfigError(f"the plan remarks on {', '.join(sorted(left))}, of which this dossier says nothing")
    return found


def _span(relation: Relation) -> str:
    """The years that the series covers, "" for an empty one."""
    if not relation.series:
        return ""
    return write_date(edtf.interval(relation.series[0].span, relation.series[-1].span))
