"""Dated severances and resumptions of relations with the USA: which of them ruptures tell, and how near.

``python -m benchmarks.severances [FOLDER]`` reads ``rdcr/rdcr_events.jsonl`` (the State Department's guide to
relations by country; by default in ``../shared/data``). It lies outside the repository; without it nothing is
measured. The paragraphs of each country are one document, headings left out; a project is built from them in a
temporary folder, and the relations of the USA with the states that a document is mostly about are asked for ruptures
and for formal acts. Who broke with whom is not scored here, only that and when. The weights that read formal acts were
trained on these very paragraphs, so this measures the way from accounts to ruptures, not the reading of unseen text.
First the same is asked of relations made from the guide's own table, without any reading (``--marked`` stops there):
what is missed there is missed by the ruptures, the rest by the coder.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import dragoman
from dragoman.model import Dyad, Event
from dragoman.project import create
from dragoman.relations.dyads import day_span
from dragoman.relations.ruptures import find_ruptures
from dragoman.vocab.scheme import Scheme, load_scheme
from dragoman.workbench import Workbench

ROWS = Path(__file__).resolve().parents[2] / "shared" / "data"
WANTED = {"relations_severed": "break", "relations_resumed": "thaw"}
MODES = {
    "break": frozenset({"break-relations", "suspend-relations", "recognition-withdrawn", "war-declared"}),
    "thaw": frozenset({"resume-relations", "establish-relations", "recognition"}),
}
MOSTLY = 0.2
"""A document is about the states that share at least this part of its acts with the USA."""

Span = tuple[int, int]


def apart(one: Span, other: Span) -> int:
    """Days from one stretch to the other; 0 where they meet."""
    return max(one[0] - other[1], other[0] - one[1], 0)


def read_rows(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows by country."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with (folder / "rdcr" / "rdcr_events.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            found[row["slug"]].append(row)
    return found


def build(rows: dict[str, list[dict[str, Any]]], folder: Path) -> Workbench:
    """A project of one document for each country."""
    texts = folder / "texts"
    texts.mkdir()
    for slug, listed in sorted(rows.items()):
        paragraphs = list(dict.fromkeys(row["text"] for row in listed))
        (texts / f"{slug}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    create(folder / "project", title="Severances")
    made = dragoman.open(folder / "project")
    made.add(texts)
    made.run(workers=1)
    return made


def spans_of(row: dict[str, Any]) -> list[Span]:
    """The days that a row accepts."""
    return [span for span in map(day_span, row.get("accepted_dates") or [row["date"]]) if span]


MARKED = {
    "recognition": "recognition",
    "relations_established": "establish-relations",
    "relations_severed": "break-relations",
    "relations_resumed": "resume-relations",
    "ambassador_recalled": "recall-ambassador",
    "raised_to_embassy": "upgrade-relations",
}


def measure_marked(rows: dict[str, list[dict[str, Any]]]) -> None:
    """Ruptures of relations made from the table's own acts."""
    scheme = load_scheme()
    dyad = Dyad.of("USA", "XXX")
    ends: dict[str, list[int | None]] = {"break": [], "thaw": []}
    told = 0
    for _, listed in sorted(rows.items()):
        acts = [row for row in listed if row["event"] in MARKED and row["date"] and day_span(row["date"])]
        events = [_marked(row, scheme) for row in acts]
        turns = find_ruptures(dyad, events)
        told += len(turns)
        for row in acts:
            if row["event"] in WANTED and row.get("core"):
                way = WANTED[row["event"]]
                windows = [span for one in turns if one.direction == way and (span := day_span(one.window))]
                ends[way].append(
                    nearest([(last, last) for _, last in windows], [*spans_of(row), day_span(row["date"])])
                )
    for way, values in ends.items():
        held = sum(value is not None and value <= 31 for value in values)
        print(f"{way:<6}from the table's own acts: {held} of {len(values)} close a window within a month")
    print(f"turning points told in these relations: {told}")


def _marked(row: dict[str, Any], scheme: Scheme) -> Event:
    mode = MARKED[row["event"]]
    act = next(one for one in scheme.formal_acts if one.name == mode)
    return Event(
        id=row["id"],
        account_ids=(row["id"],),
        event_type=act.event_type,
        mode=mode,
        actors=("USA", "XXX"),
        recipients=(),
        date=row["date"],
        place="",
        score=scheme.score(act.event_type, mode),
        status="asserted",
        standing="single-source",
    )


def partners(events: Iterable[Event]) -> list[str]:
    """The states that these acts of the USA are mostly with."""
    counts = Counter(
        state for one in events if "USA" in (sides := {*one.actors, *one.recipients}) for state in sides - {"USA"}
    )
    return sorted(state for state, count in counts.items() if count >= MOSTLY * counts.total())


def nearest(spans: Sequence[Span], accepted: Sequence[Span]) -> int | None:
    """Days from the nearest of the spans to an accepted date; None where there is none."""
    return min((apart(one, other) for one in spans for other in accepted), default=None)


def main() -> None:
    """Print the figures."""
    named = [one for one in sys.argv[1:] if not one.startswith("--")]
    folder = Path(named[0]) if named else ROWS
    if not (folder / "rdcr" / "rdcr_events.jsonl").is_file():
        print(f"{folder}: no rdcr/rdcr_events.jsonl here; nothing is measured")
        return
    rows = read_rows(folder)
    measure_marked(rows)
    if "--marked" in sys.argv:
        return
    with tempfile.TemporaryDirectory() as place:
        workbench = build(rows, Path(place))
        paths = {document.id: Path(document.path).stem for document in workbench.documents()}
        told = {account.id: paths[account.document_id] for account in workbench.accounts()}
        events: dict[str, list[Event]] = defaultdict(list)
        for event in workbench.events():
            for slug in sorted({told[one] for one in event.account_ids}):
                events[slug].append(event)
        measured: dict[str, dict[str, list[int | None]]] = {way: defaultdict(list) for way in MODES}
        told_turns = 0
        for slug, listed in sorted(rows.items()):
            wanted = [row for row in listed if row["event"] in WANTED and row.get("core")]
            if not wanted:
                continue
            views = [workbench.relation("USA", state) for state in partners(events[slug])]
            turns = [one for view in views for one in view.ruptures]
            told_turns += len(turns)
            for row in wanted:
                way = WANTED[row["event"]]
                windows = [span for one in turns if one.direction == way and (span := day_span(one.window))]
                acts = [
                    span
                    for view in views
                    for one in view.events
                    if one.mode in MODES[way] and one.status == "asserted" and one.date and (span := day_span(one.date))
                ]
                accepted = spans_of(row)
                ends = nearest([(last, last) for _, last in windows], accepted)
                held = nearest(windows, accepted)
                act = nearest(acts, accepted)
                measured[way]["window holds it"].append(held)
                measured[way]["window closes with it"].append(ends)
                measured[way]["formal act"].append(act)
                if ends is None or ends > 31:
                    when = date.fromordinal(accepted[0][0]).isoformat()
                    print(
                        f"  missed: {row['country']}, {row['event']} {when}: nearest end {ends}, formal act {act} days"
                    )
    for way, kinds in measured.items():
        for kind, values in kinds.items():
            near = [value for value in values if value is not None]
            shares = ", ".join(
                f"{sum(value <= days for value in near) / len(values):.0%} {name}"
                for days, name in ((0, "to the day"), (31, "within a month"), (366, "within a year"))
            )
            middle = f"{median(near):.0f}" if near else "-"
            print(f"{way:<6}{kind:<22} of {len(values)}: {shares}; median error of those told {middle} days")
    print(f"turning points told in these relations: {told_turns}")


if __name__ == "__main__":
    main()
