"""The part of a dossier that says what it rests on: coverage, counts, versions, what a machine composed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dragoman.dossier.material import Material
from dragoman.dossier.record import Group, Section, Statement, Table
from dragoman.wording import count, join, write_date, write_status

LEGEND = (
    "Sentences outside quotation marks were composed by Dragoman from coded records, by rule and without a language "
    "model; words in quotation marks stand in the documents, at the places that the notes give."
)
SCALE = "Levels run from −10 (conflict) to +10 (cooperation) on the PLOVER scale."


def tell_method(material: Material, used: int, run: Mapping[str, Any]) -> Section:
    """How the dossier came about, in figures that can be checked; ``used`` documents tell of the two states."""
    statements = [
        Statement(text=LEGEND),
        Statement(text=f"{SCALE} A band or interval holds the level with a probability of 80 %."),
    ]
    bare = [point.span for point in material.relation.series if not point.sources]
    silent = [point.span for point in material.relation.series if point.sources and not point.n]
    if bare:
        statements.append(Statement(text=f"No source that was read covers {_spans(bare)}: nothing can be said of it."))
    if silent:
        text = f"The sources cover {_spans(silent)} but tell of no act between the two in it."
        statements.append(Statement(text=text))
    return Section(
        key="method",
        title="Coverage and method",
        groups=(Group(statements=tuple(statements), listed=False),),
        tables=tuple(table for table in (_counts(material, used), _versions(run)) if table.rows),
    )


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


def _counts(material: Material, used: int) -> Table:
    plain = [event for event in material.events if not write_status(event.status)]
    accounts = {id for event in material.events for id in event.account_ids}
    disputed = [event for event in material.events if event.standing in ("contested", "denied")]
    sided = [event for event in material.events if event.standing == "one-sided"]
    single = [event for event in material.events if event.standing == "single-source"]
    rows = (
        ("Documents read", len(material.documents)),
        ("Documents that tell of the two", used),
        ("Accounts of acts between the two", len(accounts)),
        ("Acts between the two", len(material.events)),
        ("of these asserted, and counted", len(plain)),
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
    return Table(caption="How it was made", columns=("", ""), rows=tuple(_flatten(told, "")))


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
