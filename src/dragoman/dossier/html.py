"""The dossier as one self-contained HTML page: nothing in it is loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from dragoman.dossier.compose import MARKS
from dragoman.dossier.figures import figure_labels, figure_table
from dragoman.dossier.record import Dossier, Group
from dragoman.dossier.setting import byline, set_citation, set_place
from dragoman.wording import quoted


def write_html(dossier: Dossier) -> str:
    """The page as text. All that comes from documents is escaped; the same dossier gives the same bytes."""
    style = Markup(_environment().loader.get_source(_environment(), "dossier.css")[0])  # type: ignore[union-attr]
    drawn = [section for section in dossier.sections if section.chart]
    return _template().render(
        dossier=dossier,
        style=style,
        marks=MARKS,
        byline=byline(dossier),
        charts={section.key: Markup(section.chart.svg("auto")) for section in drawn if section.chart},
        labels=figure_labels(dossier),
        tables={section.key: figure_table(section.chart) for section in drawn if section.chart},
    )


def _address(url: str) -> str:
    """An address to go to; anything that is none leads nowhere."""
    return url if url.startswith(("https://", "http://")) else "#works"


def _groupby_beside(groups: Iterable[Group]) -> list[tuple[bool, list[Group]]]:
    """Neighbours that stand side by side together, the others alone."""
    return [(beside, list(run)) for beside, run in groupby(groups, key=lambda group: group.beside)]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("dragoman.dossier", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["quoted"] = quoted
    environment.filters["address"] = _address
    environment.filters["groupby_beside"] = _groupby_beside
    environment.filters["citation"] = set_citation
    environment.filters["place"] = set_place
    return environment


@cache
def _template() -> Template:
    return _environment().get_template("dossier.html.j2")
