"""The dossier as one self-contained HTML page: nothing in it is loaded from elsewhere."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from dragoman.dossier.record import Dossier
from dragoman.wording import quoted


def write_html(dossier: Dossier) -> str:
    """The page as text. All that comes from documents is escaped; the same dossier gives the same bytes."""
    style = Markup(_environment().loader.get_source(_environment(), "dossier.css")[0])  # type: ignore[union-attr]
    charts = {section.key: Markup(section.chart.svg) for section in dossier.sections if section.chart}
    return _template().render(dossier=dossier, style=style, charts=charts)


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
    return environment


@cache
def _template() -> Template:
    return _environment().get_template("dossier.html.j2")
