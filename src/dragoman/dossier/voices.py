"""The parts of a dossier that tell who says what: reasons by side, disputes, what is wrong with a source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from dragoman.dossier.holders import write_holder, write_value
from dragoman.dossier.material import Material, words_of
from dragoman.dossier.record import Group, Section, Statement
from dragoman.model import Conflict, Event, Finding, Position, Reason
from dragoman.model.standing import FieldStanding, Voice
from dragoman.wording import (
    close_up,
    day_order,
    join,
    sentence,
    with_article,
    write_act,
    write_date,
    write_field,
)

TELLING = {
    "stated": "gave as the reason for “{effect}”",
    "ascribed": "ascribed “{effect}” to others’ motives",
    "inferred": "linked “{effect}” to this",
}
POLARITY = {
    "hinders": "named as what stood in the way of “{effect}”",
    "despite": "said that “{effect}” came in spite of",
}
KINDS = {"stated": "own reason", "ascribed": "ascribed to others", "inferred": "the author’s link"}
GRAVITY = ("error", "warning", "note")


def concerns(reason: Reason, material: Material) -> bool:
    """Whether a reason is about this relation: it explains an act between the two, or what it explains names both."""
    dyad = {material.relation.dyad.a, material.relation.dyad.b}
    return any(event.id == reason.explains for event in material.events) or dyad <= set(reason.parties)


def give_side(reason: Reason, material: Material) -> str:
    """The state for which a reason is given: its speaker's, else the one whose record the text is; "" for none."""
    if reason.speaker:
        return reason.speaker_state
    return reason.speaker_state or material.standpoint(reason.document_id)


def tell_reason(material: Material, reason: Reason) -> Statement:
    """One reason: who gives it, for what, and the cause in its own words; kind, themes and third states as marks."""
    if reason.speaker:
        who = f"{with_article(material.named(reason.speaker))}, as “{_work(material, reason.document_id)}” reports,"
    else:
        who = f"“{_work(material, reason.document_id)}”"
    told = POLARITY.get(reason.polarity) or TELLING[reason.kind]
    themes = join([theme.replace("-", " ").replace("_", " ") for theme in reason.themes])
    third = join([material.named(state) for state in material.third(reason)])
    marks = (themes, KINDS[reason.kind], f"third states: {third}" if third else "")
    effect = close_up(reason.effect.quote)
    return Statement(
        text=sentence(f"{who} {told.replace('{effect}', effect)}").removesuffix(".") + ":",
        quote=close_up(reason.cause.quote),
        notes=(material.notes.add(reason.document_id, reason.evidence, reason.id, cited=reason.cited),),
        label="; ".join(mark for mark in marks if mark),
        about=reason.id,
        made=material.made([reason.id]),
    )


def tell_disputes(
    material: Material, conflicts: Sequence[Conflict], standings: Sequence[FieldStanding] = ()
) -> Section:
    """What the sources contradict one another on: each position, all who hold it, and the words of each.

    ``standings`` know for which state a speaker speaks; where none is handed in, that is left unsaid.
    """
    by_id = {event.id: event for event in material.events}
    known = [conflict for conflict in conflicts if conflict.event_id in by_id]
    known.sort(key=lambda one: (day_order(by_id[one.event_id].date), one.event_id, one.field))
    told = {
        (standing.event_id, standing.field, telling.value): telling.voices
        for standing in standings
        for telling in standing.tellings
    }
    return Section(
        key="disputes",
        title="What the sources disagree on",
        groups=tuple(_tell_dispute(material, conflict, by_id[conflict.event_id], told) for conflict in known),
        empty="No two accounts of one act were found that cannot both be right.",
    )


Told = Mapping[tuple[str, str, str], tuple[Voice, ...]]
"""Who holds a value: by event, field and value."""


def _tell_dispute(material: Material, conflict: Conflict, event: Event, told: Told) -> Group:
    act = write_act(event, material.named)
    statements: list[Statement] = []
    for position in conflict.positions:
        voices = told.get((event.id, conflict.field, position.value)) or _voices(material, event, position)
        value = write_value(conflict.field, position.value, material.named)
        statements.extend(_tell_position(material, event, value, voice) for voice in voices)
    return Group(
        title=write_field(conflict.field),
        lead=f"Of what is held to be one act: {act} ({write_date(event.date)}).",
        statements=tuple(statements),
    )


def _voices(material: Material, event: Event, position: Position) -> tuple[Voice, ...]:
    """Those who hold a position, as far as their accounts alone tell it."""
    heard: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for account in material.told_in(event):
        if account.id in position.account_ids:
            heard[account.document_id, account.speaker, account.cited].append(account.id)
    return tuple(
        Voice(
            document_id=document_id,
            speaker=speaker,
            cited=cited,
            side="" if speaker else material.standpoint(document_id),
            standpoint=material.standpoint(document_id),
            account_ids=tuple(ids),
        )
        for (document_id, speaker, cited), ids in sorted(heard.items())
    )


def _tell_position(material: Material, event: Event, value: str, voice: Voice) -> Statement:
    accounts = [account for account in material.told_in(event) if account.id in voice.account_ids]
    holder = write_holder(voice, _work(material, voice.document_id), material.named)
    return Statement(
        text=sentence(f"{value}, according to {holder}"),
        quote=close_up(words_of(accounts[0]).quote) if accounts else "",
        notes=tuple(dict.fromkeys(material.cite(account) for account in accounts)),
        about=accounts[0].id if accounts else "",
        made=material.made(account.id for account in accounts),
    )


def _work(material: Material, document_id: str) -> str:
    document = material.documents[document_id]
    return _title(material, document.source_id) or document.title or document.path


def tell_findings(material: Material, findings: Sequence[Finding]) -> Section:
    """What is wrong or doubtful in the sources, the gravest first, work by work."""
    by_source: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        document = material.documents.get(finding.document_id)
        if document is not None:
            by_source[document.source_id].append(finding)
    groups = []
    for source_id in sorted(by_source, key=lambda id: (_title(material, id).casefold(), id)):
        found = by_source[source_id]
        found.sort(key=lambda one: (GRAVITY.index(one.severity), one.document_id, one.evidence.start, one.id))
        groups.append(
            Group(
                title=_title(material, source_id),
                statements=tuple(_tell_finding(material, finding) for finding in found),
            )
        )
    return Section(
        key="criticism",
        title="What is wrong with a source",
        groups=tuple(groups),
        empty="No rule of source criticism found fault with a source.",
    )


def _title(material: Material, source_id: str) -> str:
    source = material.sources.get(source_id)
    return str(source.csl.get("title", "")) if source else source_id


def _tell_finding(material: Material, finding: Finding) -> Statement:
    return Statement(
        text=sentence(finding.why),
        quote=close_up(finding.evidence.quote),
        notes=(material.notes.add(finding.document_id, finding.evidence, finding.id),),
        label=finding.severity,
        about=finding.id,
    )
