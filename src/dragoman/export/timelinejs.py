"""Dated acts for TimelineJS: its sheet as CSV, with the column names that it expects, or its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from dragoman.errors import CoverageError
from dragoman.export.form import Form, Made
from dragoman.export.material import Material, read_material
from dragoman.export.tabular import Column, days_of, write_csv
from dragoman.model import Event
from dragoman.model.exchange import Selection
from dragoman.vocab import edtf
from dragoman.vocab.cite import cite_place
from dragoman.wording import close_up, count, sentence, write_act, write_date, write_status

if TYPE_CHECKING:
    from dragoman.workbench import Workbench

SHEET = (
    "Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date", "Headline", "Text",
    "Media", "Media Credit", "Media Caption", "Media Thumbnail", "Type", "Group", "Background",
)  # fmt: skip
"""The columns of TimelineJS's sheet (Knight Lab's template), in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """An act on the timeline. ``first`` and ``last`` are as fine as its date is: (year,), (year, month), or a day."""

    id: str
    first: tuple[int, ...]
    last: tuple[int, ...]
    shown: str
    headline: str
    text: str
    group: str


def make_timeline(project: Workbench, selection: Selection, ending: str) -> Made:
    """A slide for each act that can be dated; what cannot is counted.

    Raises:
        CoverageError: no act has a date with a beginning.
    """
    material = read_material(project, selection)
    slides = list(_slides(material))
    left = len(material.events) - len(slides)
    if not slides:
        raise CoverageError(f"there is nothing to export: none of {count(left, 'act')} has a date with a beginning")
    undated = (f"{count(left, 'act')} without a date that has a beginning left out",) if left else ()
    content = _sheet(slides) if ending == ".csv" else _json(material, slides)
    return Made(content=content, counts=(("slide", len(slides)),), remarks=(*material.remarks, *undated))


def _slides(material: Material) -> Iterator[Slide]:
    for event in material.events:
        earliest, latest = days_of(event.date)
        if earliest is None or event.date is None:
            continue
        states = dict.fromkeys((*event.actors, *event.recipients))
        status = write_status(event.status)
        yield Slide(
            id=event.id,
            first=_parts(event.date.partition("/")[0], earliest),
            last=_parts(event.date.rpartition("/")[2], latest or earliest),
            shown=write_date(event.date),
            headline=sentence(f"{write_act(event, material.name)}{f' ({status})' if status else ''}").rstrip("."),
            text=_text(material, event),
            group=", ".join(material.name(code) for code in sorted(states)[:2]),
        )


def _parts(end: str, day: date) -> tuple[int, ...]:
    """A day as fine as the end of a date is: of a year the year alone, of a season or a month the month."""
    precision = edtf.parse(end).precision if edtf.is_valid(end) else "year"
    whole = (day.year, day.month, day.day)
    return whole if precision == "day" else whole[:2] if precision in ("month", "season") else whole[:1]


def _text(material: Material, event: Event) -> str:
    """The words with their place, and how the act is attested; HTML, all words escaped."""
    parts = []
    for account in material.told_by[event.id][:3]:
        place = material.place(account.document_id, account.evidence)
        where = cite_place(place["citation"], place["locator"])
        parts.append(
            f"<blockquote>{escape(close_up(place['quote']))}</blockquote><p><small>{escape(where)}</small></p>"
        )
    trust = material.trust.get(event.id)
    sure = f"; confidence {trust.confidence:.2f}" if trust else ""
    parts.append(f"<p><small>{event.standing}; {material.check_event(event)}{sure}; {event.id}</small></p>")
    return "".join(parts)


def _sheet(slides: list[Slide]) -> bytes:
    rows = []
    for slide in slides:
        first, last = (*slide.first, None, None)[:3], (*slide.last, None, None)[:3]
        ends = last if slide.last != slide.first else (None, None, None)
        row: dict[str, Any] = dict.fromkeys(SHEET)
        row |= dict(zip(("Year", "Month", "Day"), first, strict=True))
        row |= dict(zip(("End Year", "End Month", "End Day"), ends, strict=True))
        row |= {"Display Date": slide.shown, "Headline": slide.headline, "Text": slide.text, "Group": slide.group}
        rows.append(row)
    return write_csv({name: Column(kind="text", meaning=name) for name in SHEET}, rows)


def _json(material: Material, slides: list[Slide]) -> bytes:
    events = []
    for slide in slides:
        event: dict[str, Any] = {
            "unique_id": slide.id,
            "start_date": _date(slide.first),
            "display_date": slide.shown,
            "text": {"headline": escape(slide.headline), "text": slide.text},
            "group": slide.group,
        }
        if slide.last != slide.first:
            event["end_date"] = _date(slide.last)
        events.append(event)
    value = {"title": {"text": {"headline": escape(material.title)}}, "events": events}
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _date(parts: tuple[int, ...]) -> Mapping[str, int]:
    return dict(zip(("year", "month", "day"), parts, strict=False))


TIMELINEJS = Form(about="dated acts for TimelineJS", endings=(".csv", ".json"), make=make_timeline)
