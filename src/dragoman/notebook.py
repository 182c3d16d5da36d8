"""How records show themselves in a notebook (Jupyter, marimo): HTML that loads nothing, with all words escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from dragoman.charts.figure import write_cell
from dragoman.wording import close_up, count, day_order, quoted, scaled, sentence, with_article, write_act, write_date

if TYPE_CHECKING:
    from dragoman.charts import Chart
    from dragoman.model import Document, Event, Phase, Reason, Rupture
    from dragoman.model.system import Realignment, Snapshot

Name = Callable[[str], str]

CAPTION = "text-align:left;font-weight:bold;padding-top:1em"
"""How a table's caption looks: as a heading, whatever the notebook does with captions."""

ACTS = 4
"""Acts of a turning point that are named, the gravest; how many more there are is said."""

REASONS = 3
"""Reasons of a side that are shown, the surest first; how many more there are is said."""


def bundle(shown: str, plain: str) -> dict[str, str]:
    """What a notebook asks for: the HTML, and the plain text where it can show none."""
    return {"text/html": shown, "text/plain": plain}


def show_relation(
    chart: Chart,
    *,
    phases: Sequence[Phase],
    ruptures: Sequence[Rupture],
    events: Sequence[Event],
    reasons: Mapping[str, Sequence[Reason]],
    documents: Mapping[str, Document],
    name: Name,
) -> str:
    """A relation: its chart, phases, turning points with their acts, and the reasons that each side gives.

    ``reasons`` are by side ("" for nobody's), ``documents`` by id; ``name`` gives a state's readable name.
    """
    known = {event.id: event for event in events}
    turns = [
        (
            turn.direction,
            write_date(turn.window),
            f"{turn.strength:.1f} ({turn.low:.1f} to {turn.high:.1f})",
            _acts([known[one] for one in turn.event_ids if one in known], name),
        )
        for turn in ruptures
    ]
    parts = [
        chart._repr_html_(),
        _table(
            "Phases",
            ("phase", "when", "level", "80 % interval", "acts"),
            [
                (
                    phase.label,
                    write_date(phase.span),
                    scaled(phase.level) if phase.event_ids else None,
                    f"{scaled(phase.low)} to {scaled(phase.high)}" if phase.event_ids else None,
                    len(phase.event_ids),
                )
                for phase in phases
            ],
        ),
        _table("Turning points", ("direction", "when", "strength (80 % interval)", "acts"), turns),
        *(_reasons(side, reasons[side], documents, name) for side in sorted(reasons, key=lambda one: (not one, one))),
    ]
    return _section(chart.title, parts)


def show_system(
    chart: Chart, snapshots: Sequence[Snapshot], changes: Sequence[Realignment], remarks: Sequence[str], name: Name
) -> str:
    """The system of states: its chart, the blocs of the last date at which there are any, and who changed sides."""
    last = next((one for one in reversed(snapshots) if one.blocs), None)
    parts = [chart._repr_html_()]
    if last is not None:
        blocs = [
            (
                ", ".join(name(code) for code in bloc.members),
                name(bloc.leader),
                f"{bloc.cohesion:.2f}",
                f"{bloc.inside} good, {bloc.against} hostile",
            )
            for bloc in last.blocs
        ]
        parts.append(_table(f"Blocs, {write_date(last.at)}", ("states", "led by", "cohesion", "ties within"), blocs))
    moved = [
        (
            name(one.state),
            one.kind,
            write_date(one.window),
            f"{one.sure:.0%}",
            count(len(one.event_ids), "act"),
        )
        for one in changes
    ]
    parts += [_table("Changes of side", ("state", "change", "when", "sure", "rests on"), moved)] if moved else []
    parts += [f"<p>{escape(remark)}</p>" for remark in remarks]
    return _section("The system of states", parts)


def show_project(status: Mapping[str, Any], pairs: Sequence[tuple[str, str, int]], name: Name) -> str:
    """A project: what is in it, whether its database is up to date, and which pairs of states it tells most of.

    ``status`` is that of ``Workbench.status``; ``pairs`` are (state, state, acts), the most told of first.
    """
    outputs = status["outputs"]
    held = [
        ("files", status["inputs"]),
        *((noun, outputs[stage]) for stage, noun in _HELD.items() if stage in outputs),
        ("judgements", status["judgements"]),
        ("skipped or remarked on", status["skipped"]),
    ]
    if status["run"] is None:
        state = "Not run yet: workbench.run() reads and codes what is in it."
    elif status["up_to_date"]:
        state = f"Up to date ({status['run']})."
    else:
        state = "Sources, settings, judgements or versions have changed since the last run: workbench.run()."
    told = [(name(a), name(b), acts, f'workbench.relation("{a}", "{b}")') for a, b, acts in pairs]
    parts = [f"<p>{escape(state)}</p>", _table("What is in it", ("records", "number"), held)]
    parts += [_table("Most told of", ("state", "state", "acts", "shown by"), told)] if told else []
    return _section(str(status["title"] or "A project"), parts)


_HELD = {"read": "documents", "code": "accounts", "reconcile": "acts", "explain": "reasons", "check": "findings"}
"""The stages whose records are counted, and what these are called."""


def _reasons(side: str, reasons: Sequence[Reason], documents: Mapping[str, Document], name: Name) -> str:
    surest = sorted(reasons, key=lambda one: (-one.confidence, one.document_id, one.evidence.start))
    whose = f"Reasons that {with_article(name(side))} gives" if side else "Reasons that others give"
    rows = [
        (
            quoted(close_up(one.cause.quote)),
            quoted(close_up(one.effect.quote)),
            ", ".join(one.themes),
            _place(documents[one.document_id], one),
        )
        for one in surest[:REASONS]
    ]
    more = f" ({len(rows)} of {len(reasons)}, the surest first)" if len(reasons) > len(rows) else ""
    return _table(f"{whose}{more}", ("cause", "of", "themes", "where"), rows)


def _place(document: Document, reason: Reason) -> str:
    where = document.locate(reason.evidence.start)
    return ", ".join(part for part in (document.title or document.path, where) if part)


def _acts(events: Sequence[Event], name: Name) -> str:
    """The gravest acts, in the order of time, and how many more there are."""
    gravest = {event.id for event in sorted(events, key=lambda one: (-abs(one.score), one.id))[:ACTS]}
    ordered = sorted(events, key=lambda one: (day_order(one.date), one.id))
    shown = [f"{write_date(one.date)}: {write_act(one, name)}" for one in ordered if one.id in gravest]
    left = len(events) - len(shown)
    return "; ".join([*shown, *([f"and {left} more"] if left else [])])


def _table(caption: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table with its caption; where there is no row, a sentence says so."""
    body = "".join(f"<tr>{''.join(f'<td>{write_cell(cell)}</td>' for cell in row)}</tr>\n" for row in rows)
    if not body:
        return f"<p>{escape(sentence(f'{caption}: none'))}</p>"
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in header)
    top = f'<caption style="{CAPTION}">{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>'
    return f"<table>{top}\n<tbody>\n{body}</tbody></table>"


def _section(title: str, parts: Iterable[str]) -> str:
    inner = "\n".join(parts)
    return f'<section class="dragoman">\n<h3>{escape(title)}</h3>\n{inner}\n</section>'
