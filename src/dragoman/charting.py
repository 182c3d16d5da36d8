"""The charts of a project: its records looked up, named and drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from dragoman.charts import Chart
from dragoman.charts.comparison import compare_levels
from dragoman.charts.frame import WIDTH
from dragoman.charts.matrix import draw_matrix
from dragoman.charts.network import draw_network
from dragoman.charts.palette import Theme, check_theme
from dragoman.charts.posterior import draw_posterior
from dragoman.charts.reasons import draw_reasons
from dragoman.charts.relation import draw_relation
from dragoman.charts.sensitivity import draw_sensitivity
from dragoman.charts.timeline import By, draw_timeline
from dragoman.errors import ConfigError, StoreError
from dragoman.model import Document
from dragoman.model.system import Snapshot
from dragoman.relation_view import RelationView
from dragoman.system_view import SystemView
from dragoman.table_view import Drawn, TableView
from dragoman.wording import with_article
from dragoman.workbench import Workbench

FORMATS = ("svg", "png", "html", "json", "csv")
"""What a chart can be written as: a drawing, a page with its table (HTML), everything (JSON), or its figures (CSV)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for with a chart: the time told of, by when it had been written (EDTF), and the width in units."""

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    width: int = WIDTH
    table: str = ""
    """Tell it from this table of events, not from the documents."""


def chart_relation(workbench: Workbench, a: str, b: str, asked: Asked | None = None) -> Chart:
    """Level, phases, turning points, acts and coverage of two states' relation."""
    asked = asked or Asked()
    if asked.table:
        return _from_table(workbench, a, b, asked).chart(workbench.name, width=asked.width)
    view = workbench.relation(a, b, since=asked.since, until=asked.until, as_of=asked.as_of)
    titles = _titles(workbench, _covering(view))
    return draw_relation(view, view.events, workbench.name, sources=titles, width=asked.width)


def chart_reasons(workbench: Workbench, a: str, b: str, asked: Asked | None = None) -> Chart:
    """The reasons that each side gives for acts between two states, by theme."""
    asked = asked or Asked()
    view = workbench.relation(a, b, since=asked.since, until=asked.until, as_of=asked.as_of)
    told = {view.documents[reason.document_id].source_id for reason in view.reasons}
    return draw_reasons(
        view.reasons,
        view.side,
        workbench.name,
        about=_pair(workbench, view),
        sources=_titles(workbench, told),
        width=asked.width,
    )


def chart_sensitivity(workbench: Workbench, a: str, b: str, asked: Asked | None = None, draws: int = 0) -> Chart:
    """What becomes of the turning points when something is left out; ``draws`` of the sources, 0 for none."""
    asked = asked or Asked()
    found = workbench.sensitivity(a, b, since=asked.since, until=asked.until, as_of=asked.as_of, draws=draws)
    about = f"{workbench.name(found.dyad.a)} and {with_article(workbench.name(found.dyad.b))}"
    return draw_sensitivity(found, about=about, width=asked.width)


def chart_break(workbench: Workbench, a: str, b: str, asked: Asked | None = None, window: str | None = None) -> Chart:
    """When a turning point came: that of the ``window`` (EDTF), else the strongest that has a distribution.

    Raises:
        ConfigError: there is no turning point, or none of that window.
    """
    asked = asked or Asked()
    view = workbench.relation(a, b, since=asked.since, until=asked.until, as_of=asked.as_of)
    found = [turn for turn in view.ruptures if window in (None, turn.window)]
    if not found:
        known = ", ".join(turn.window for turn in view.ruptures) or "none"
        raise ConfigError(f"{view.dyad}: no turning point {f'of {window}' if window else 'was found'} (found: {known})")
    turn = min(found, key=lambda one: (not one.posterior, -one.strength, one.window))
    titles = _titles(workbench, _covering(view))
    return draw_posterior(turn, about=_pair(workbench, view), sources=titles, width=asked.width)


def chart_comparison(workbench: Workbench, states: Sequence[str], asked: Asked | None = None) -> Chart:
    """The levels of several pairs of states side by side; ``states`` are taken two by two.

    Raises:
        ConfigError: a state is without another.
    """
    asked = asked or Asked()
    if len(states) < 2 or len(states) % 2:
        raise ConfigError("a comparison takes pairs of states: A B C D compares A and B with C and D")
    pairs = list(pairwise(states))[::2]
    if asked.table:
        tables = [_from_table(workbench, a, b, asked) for a, b in pairs]
        drawn = [Drawn(dyad=one.dyad, series=one.points, phases=(), ruptures=one.ruptures) for one in tables]
        acts = sum(one.series[0].used for one in tables)
        return compare_levels(drawn, workbench.name, sources=[tables[0].source], width=asked.width, acts=acts)
    views = [workbench.relation(a, b, since=asked.since, until=asked.until, as_of=asked.as_of) for a, b in pairs]
    told = {one for view in views for one in _covering(view)}
    return compare_levels(views, workbench.name, sources=_titles(workbench, told), width=asked.width)


def chart_timeline(
    workbench: Workbench, states: Sequence[str] = (), asked: Asked | None = None, by: By = "dyad"
) -> Chart:
    """Events in lanes; of ``states`` those in which all of them take part, without any all events."""
    asked = asked or Asked()
    codes = {workbench.state(one) for one in states}
    events = [
        event
        for event in workbench.timed_events(since=asked.since, until=asked.until, as_of=asked.as_of)
        if codes <= {*event.actors, *event.recipients}
    ]
    told = {document.source_id for document in workbench.documents(texts=False)}
    return draw_timeline(events, workbench.name, by=by, sources=_titles(workbench, told), width=asked.width)


def chart_blocs(workbench: Workbench, asked: Asked | None = None, by: str | None = None) -> Chart:
    """Which states hold together from year to year (or by quarter or month), and who changed sides."""
    asked = asked or Asked()
    view, sources = _told_system(workbench, asked, by=by)
    return view.chart(workbench.name, sources=sources, width=asked.width)


def chart_network(workbench: Workbench, asked: Asked | None = None, at: str | None = None) -> Chart:
    """Who is tied to whom at a date (EDTF), by default the last of which anything is told."""
    return _system(workbench, asked or Asked(), at, draw_network)


def chart_matrix(workbench: Workbench, asked: Asked | None = None, at: str | None = None) -> Chart:
    """Every pair of states at a date (EDTF), by default the last of which anything is told."""
    return _system(workbench, asked or Asked(), at, draw_matrix)


def write_chart(chart: Chart, path: Path, theme: str = "light", scale: float = 2.0) -> None:
    """Writes a chart into a file, in the format that the file's ending names.

    Raises:
        ConfigError: the ending names no format, or there is no such theme.
        StoreError: the file cannot be written.
    """
    chosen: Theme = check_theme(theme)
    match path.suffix.lower().removeprefix("."):
        case "svg":
            written = chart.svg(chosen).encode()
        case "png":
            written = chart.png(chosen, scale)
        case "html":
            written = chart.html().encode()
        case "json":
            written = chart.text().encode()
        case "csv":
            written = chart.csv().encode()
        case _:
            raise ConfigError(f"{path}: a chart is written as {', '.join(f'.{one}' for one in FORMATS)}")
    if chart.is_empty and path.suffix.lower() in (".svg", ".png"):
        raise ConfigError(f"{path}: there is nothing to draw: {chart.summary}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error


def _system(workbench: Workbench, asked: Asked, at: str | None, draw: Callable[..., Chart]) -> Chart:
    view, sources = _told_system(workbench, asked, at=at)
    found = view.found
    snapshots = [one for one in found.snapshots if one.network.ties] or list(found.snapshots)
    if not snapshots:
        raise ConfigError("no event has a date, so that there is no system at any time")
    last: Snapshot = snapshots[-1]
    return draw(last.network, workbench.name, blocs=last.blocs, sources=sources, width=asked.width)


def _told_system(
    workbench: Workbench, asked: Asked, *, at: str | None = None, by: str | None = None
) -> tuple[SystemView, list[str]]:
    """The system as documents tell it, or a table; and what it rests on."""
    if asked.table:
        return workbench.table_blocs(
            asked.table, at=at, by=by, since=asked.since, until=asked.until, as_of=asked.as_of
        ), [f"table {asked.table}"]
    told = {document.source_id for document in workbench.documents(texts=False)}
    return workbench.blocs(at=at, by=by, since=asked.since, until=asked.until, as_of=asked.as_of), _titles(
        workbench, told
    )


def _from_table(workbench: Workbench, a: str, b: str, asked: Asked) -> TableView:
    return workbench.table_relation(asked.table, a, b, since=asked.since, until=asked.until, as_of=asked.as_of)


def _pair(workbench: Workbench, view: RelationView) -> str:
    return f"{workbench.name(view.dyad.a)} and {with_article(workbench.name(view.dyad.b))}"


def _covering(view: RelationView) -> tuple[str, ...]:
    """The sources that speak of either state in the years told."""
    years = view.found.coverage.years
    return view.found.coverage.sources(years[0], years[-1]) if years else ()


def _titles(workbench: Workbench, source_ids: Iterable[str]) -> list[str]:
    """The titles of sources, in the order in which they were read; of one without a title the path of its text."""
    wanted = set(source_ids)
    documents: dict[str, Document] = {}
    for document in workbench.documents(texts=False):
        documents.setdefault(document.source_id, document)
    return [
        str(source.csl.get("title") or "") or documents[source.id].title or documents[source.id].path
        for source in workbench.sources()
        if source.id in wanted and (source.csl.get("title") or source.id in documents)
    ]
