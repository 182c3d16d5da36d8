"""The part of a dossier that says what it rests on: coverage, counts, versions, what a machine composed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.dossier.appendix import Appendix
from dragoman.dossier.material import Material
from dragoman.dossier.record import Group, Section, Statement, Table
from dragoman.vocab.scheme import load_scheme
from dragoman.wording import count, join, write_date

COMPOSED = (
    "Sentences outside quotation marks were composed by Dragoman from coded records, by rule and without a language "
    "model that writes; words in quotation marks stand in the documents, at the places that the notes give."
)
SCALE = "Levels run from −10 (conflict) to +10 (cooperation) on the PLOVER scale."


def tell_method(
    material: Material, documents: tuple[int, int], run: Mapping[str, Any], appendix: Appendix, *, slight: int = 0
) -> Section:
    """How the dossier came about, in figures that can be checked.

    ``documents`` counts those that were read, and those of them that tell of the two states.
    ``slight`` reasons were left out, as nothing can be learnt from their few words.
    """
    told = [COMPOSED, f"{SCALE} A band or interval holds the level with a probability of 80 %.", appendix.notes]
    bare = [point.span for point in material.relation.series if not point.sources]
    silent = [point.span for point in material.relation.series if point.sources and not point.n]
    if bare:
        told.append(f"No source that was read covers {_spans(bare)}: nothing can be said of it.")
    if silent:
        told.append(f"The sources cover {_spans(silent)} but tell of no act between the two in it.")
    if slight:
        verb = "is" if slight == 1 else "are"
        told.append(
            f"{count(slight, 'reason').capitalize()} of a few words only {verb} left out; "
            "the command relation with --all shows all."
        )
    told.extend(appendix.agreement)
    if appendix.skipped:
        told.append(f"{count(len(appendix.skipped), 'thing').capitalize()} could not be read and stands in a table.")
    tables = (_counts(material, *documents), _bases(material), _judged(material, appendix), _skipped(appendix))
    return Section(
        key="method",
        title="Appendix: coverage and method",
        groups=(Group(statements=tuple(Statement(text=text) for text in told), listed=False),),
        tables=tuple(table for table in (*tables, *appendix.tables, _versions(run), _settings(appendix)) if table.rows),
    )


def _bases(material: Material) -> Table:
    """Which phases and turning points rest on how much: acts known from one source, or from one side only."""
    by_id = {event.id: event for event in material.events}
    relation = material.relation
    parts = [(f"{phase.label}, {write_date(phase.span)}", phase.event_ids) for phase in relation.phases]
    parts += [(f"{turn.direction}, {write_date(turn.window)}", turn.event_ids) for turn in relation.ruptures]
    rows = []
    for label, ids in parts:
        events = [by_id[id] for id in ids if id in by_id]
        if not events:
            continue
        standing = [event.standing for event in events]
        several = [one for one in standing if one not in ("single-source", "one-sided")]
        verdict = "rests on single sources or one side alone" if not several else ""
        single, sided = standing.count("single-source"), standing.count("one-sided")
        rows.append((label, str(len(events)), str(single), str(sided), verdict))
    columns = ("", "acts", "from a single source", "from one side only", "")
    shown = len(columns) if any(row[-1] for row in rows) else len(columns) - 1
    return Table(
        caption="What the phases and turning points rest on",
        columns=columns[:shown],
        rows=tuple(row[:shown] for row in rows),
    )


def _judged(material: Material, appendix: Appendix) -> Table:
    accounts = {id for event in material.events for id in event.account_ids}
    rows = [("Accounts told here that a person accepted, corrected or coded", len(accounts & material.checked))]
    rows += [("Accounts told here that were machine-coded alone", len(accounts - material.checked))]
    rows += appendix.judged
    return Table(
        caption="What people checked", columns=("", "number"), rows=tuple((label, str(n)) for label, n in rows)
    )


def _skipped(appendix: Appendix) -> Table:
    return Table(caption="What could not be read", columns=("where", "why"), rows=appendix.skipped)


def _settings(appendix: Appendix) -> Table:
    return Table(caption="Settings", columns=("setting", "value"), rows=appendix.settings)


def _spans(spans: list[str]) -> str:
    """Neighbouring years joined: "1950–1952 and 1957"."""
    if not all(span.isdigit() for span in spans):
        return join([write_date(span) for span in spans])
    runs: list[list[int]] = []
    for year in sorted(int(span) for span in spans):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return join([str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs])


def _counts(material: Material, read: int, used: int) -> Table:
    plain = [event for event in material.events if load_scheme().counts(event.status)]
    accounts = {id for event in material.events for id in event.account_ids}
    disputed = [event for event in material.events if event.standing in ("contested", "denied")]
    sided = [event for event in material.events if event.standing == "one-sided"]
    single = [event for event in material.events if event.standing == "single-source"]
    rows = (
        ("Documents read", read),
        ("Documents that tell of the two", used),
        ("Accounts of acts between the two", len(accounts)),
        ("Acts between the two", len(material.events)),
        ("of these counted, being told as done", len(plain)),
        ("of these contested or denied", len(disputed)),
        ("of these known from a single source", len(single)),
        ("of these known from several sources, all of one side", len(sided)),
        ("of these without a date", len([event for event in material.events if not event.date])),
    )
    return Table(
        caption="What this dossier rests on",
        columns=("", "number"),
        rows=tuple((label, str(number)) for label, number in rows),
    )


def _versions(run: Mapping[str, Any]) -> Table:
    """Run and settings row by row, the software in one of them."""
    software = run.get("versions")
    told = dict(run)
    if isinstance(software, Mapping):
        told["versions"] = ", ".join(f"{name} {software[name]}" for name in sorted(software, key=str))
    return Table(caption="How it was made", columns=("what", "version"), rows=tuple(_flatten(told, "")))


def _flatten(value: Any, prefix: str) -> list[tuple[str, str]]:
    """Nested settings as pairs of dotted key and value, in the order of their keys."""
    if isinstance(value, Mapping):
        return [
            pair
            for key in sorted(value, key=str)
            for pair in _flatten(value[key], f"{prefix}.{key}" if prefix else str(key))
        ]
    if isinstance(value, list | tuple):
        if any(isinstance(item, Mapping | list | tuple) for item in value):
            return [(prefix, count(len(value), "item"))]
        value = ", ".join(str(item) for item in value)
    return [(prefix, str(value))] if value not in ("", None) else []
