"""The parts of a dossier that tell what happened: the paragraph, the chronology, the turning points."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dragoman.charts import Chart
from dragoman.dossier.material import Material, words_of
from dragoman.dossier.record import Group, Section, Statement
from dragoman.model import Event, Phase, Rupture
from dragoman.vocab import edtf
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import (
    close_up,
    count,
    day_order,
    join,
    scaled,
    sentence,
    tell_act,
    with_article,
    write_act,
    write_date,
    write_from_to,
    write_status,
)

WITNESSES = 3
"""How many events are cited for a phase: the best attested."""


def tell_relation(material: Material, disputes: int) -> Section:
    """The relation in a paragraph: how much is told, the phases, the sharpest turn, what is in dispute."""
    statements = [_tell_extent(material)]
    phases = [phase for phase in material.relation.phases if phase.label != "none"]
    subjects = ("the relation", *("it" for _ in phases[1:]))
    statements.extend(_tell_phase(material, phase, subject) for phase, subject in zip(phases, subjects, strict=False))
    strongest = sorted(material.relation.ruptures, key=lambda rupture: (-rupture.strength, rupture.window))
    is_only = len(strongest) == 1
    statements.extend(_tell_sharpest(material, rupture, is_only=is_only) for rupture in strongest[:1])
    if material.events:
        matters = (
            f"contradict one another on {count(disputes, 'matter')}" if disputes else "do not contradict one another"
        )
        statements.append(Statement(text=f"The accounts {matters}."))
    return Section(
        key="relation",
        title="The relation in a paragraph",
        groups=(Group(statements=tuple(statements), listed=False),),
    )


def _tell_extent(material: Material) -> Statement:
    a, b = (with_article(material.named(code)) for code in (material.relation.dyad.a, material.relation.dyad.b))
    counted = [event for event in material.events if load_scheme().counts(event.status)]
    if not material.events:
        return Statement(text=f"The documents read tell of no act between {a} and {b}.")
    told = {account.document_id for event in material.events for account in material.told_in(event)}
    works = len({material.documents[document_id].source_id for document_id in told})
    verb = "tells" if works == 1 else "tell"
    text = f"{count(works, 'source')} {verb} of {count(len(counted), 'act')} between {a} and {b}"
    dated = [event.date for event in counted if event.date and not edtf.parse(event.date).is_open]
    if dated:
        first, last = min(dated, key=day_order), max(dated, key=lambda date: day_order(date)[::-1])
        text += f", the first of {write_date(first)}, the last of {write_date(last)}"
    return Statement(text=sentence(text))


def _tell_phase(material: Material, phase: Phase, subject: str) -> Statement:
    level = f"level {scaled(phase.level)}, 80 % interval {write_interval(phase.low, phase.high)}"
    return Statement(
        text=sentence(f"{write_from_to(phase.span)} {subject} was {phase.label} ({level})"),
        notes=_witnesses(material, phase.event_ids),
    )


def _witnesses(material: Material, event_ids: tuple[str, ...]) -> tuple[int, ...]:
    chosen = best_attested(material, [event for event in material.events if event.id in set(event_ids)])
    numbers = (material.cite(account) for event in chosen[:WITNESSES] for account in material.told_in(event)[:1])
    return tuple(dict.fromkeys(numbers))


def best_attested(material: Material, events: Sequence[Event]) -> list[Event]:
    """Events in the order of their weight as evidence: told in more documents (copies apart) first."""

    def weight(event: Event) -> tuple[int, float, tuple[str, str], str]:
        documents = {material.origins.document(account.document_id) for account in material.told_in(event)}
        return (-len(documents), -abs(event.score), day_order(event.date), event.id)

    return sorted(events, key=weight)


def _tell_sharpest(material: Material, rupture: Rupture, *, is_only: bool) -> Statement:
    turn = "one turning point" if is_only else "sharpest turn"
    text = f"Its {turn} is the {rupture.direction} {_when(rupture.window)}"
    held = [event for event in material.events if event.id in set(rupture.event_ids)]
    end = edtf.parse(rupture.window).latest()
    closing = [event for event in held if event.date and edtf.parse(event.date).latest() == end] or held
    if closing:
        last = best_attested(material, closing)[0]
        hedge = ", an act on which the sources differ" if last.standing in ("contested", "denied") else ""
        text += f", when {write_act(last, material.named)}{hedge}"
    return Statement(text=sentence(text), notes=_witnesses(material, (last.id,) if closing else ()))


def _when(window: str) -> str:
    """The window of a turning point in a sentence: "between June 1960 and 3 December 1961", "of March 1961"."""
    first, _, last = window.partition("/")
    if last and first != last:
        return f"between {write_date(first)} and {write_date(last)}"
    return f"of {write_date(first)}"


def write_interval(low: float, high: float) -> str:
    """An interval of levels: "+2.0 to +5.5"."""
    return f"{scaled(low)} to {scaled(high)}"


def tell_course(chart: Chart) -> Section:
    """The chart of the relation: level, phases, turning points, acts, what the sources cover."""
    return Section(key="course", title="The course of the relation", chart=chart)


def tell_chronology(material: Material) -> Section:
    """Every act between the two, by date, each with the words of one account and a note for all.

    Acts of one day that the same sentence tells stand in one entry, so that no sentence is quoted twice.
    """
    return Section(
        key="chronology",
        title="Chronology",
        groups=tuple(
            Group(title=year, statements=tuple(tell_entry(material, told) for told in _entries(material, list(events))))
            for year, events in groupby(material.events, key=lambda event: _year(event.date))
        ),
        empty="Nothing was found that passed between the two.",
    )


def _entries(material: Material, events: Sequence[Event]) -> list[list[Event]]:
    """Events in entries, in the order given: those of one date of which the same sentence is quoted stand together."""
    entries: dict[tuple[str, str, int], list[Event]] = {}
    for event in events:
        told = material.told_in(event)
        key = (event.date or "", told[0].document_id, told[0].sentence.start) if told else (event.id, "", 0)
        entries.setdefault(key, []).append(event)
    return list(entries.values())


def _year(date: str | None) -> str:
    """The year under which an act stands: that of the first day it may mean."""
    first = edtf.parse(date).earliest() if date else None
    if first:
        return str(first.year)
    return "Before a date" if date else "Without a date"


def tell_entry(material: Material, events: Sequence[Event], *, brief: bool = False) -> Statement:
    """Acts as one entry: date, what was done, marks of what is no plain assertion, quote, note.

    A ``brief`` entry has no quote of its own: its note holds the words.
    """
    accounts = [account for event in events for account in material.told_in(event)]
    marks = [mark for event in events for mark in _marks(event)]
    clauses = dict.fromkeys(_clause(material, event) for event in events)
    return Statement(
        text=sentence("; ".join(clauses)),
        notes=tuple(dict.fromkeys(material.cite(account) for account in accounts)),
        quote=close_up(words_of(accounts[0]).quote) if accounts and not brief else "",
        when=sentence(write_date(events[0].date)).removesuffix("."),
        label=join(list(dict.fromkeys(marks)), last=","),
        about=events[0].id,
        also=tuple(event.id for event in events[1:]),
        made=material.made(account.id for account in accounts),
    )


def _clause(material: Material, event: Event) -> str:
    accounts = material.told_in(event)
    text = tell_act(event, material.named)
    if accounts and accounts[0].speaker:
        text += f", according to {with_article(material.named(accounts[0].speaker))}"
    return text


def _marks(event: Event) -> list[str]:
    status = write_status(event.status)
    told = event.standing in ("contested", "denied", "one-sided") and event.standing != status
    return [mark for mark in (status, event.standing if told else "") if mark]
