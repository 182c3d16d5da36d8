"""A chart with its twins: the drawing's specification, a sentence, a caption and the same figures as rows."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.charts.figure import write_figure, write_page
from dragoman.charts.palette import Theme, check_theme, colour, themed
from dragoman.charts.render import render_png, render_svg

Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A picture of records, and what it shows in words and figures.

    ``kind`` names the sort (relation, network, matrix...), ``title`` what is shown. ``summary`` is one sentence that
    stands for the picture where it cannot be seen; ``caption`` says how to read it, how many events it rests on (n) and
    from which sources. ``header`` and ``rows`` are the data twin: every figure drawn, unknown as None. ``spec`` is a
    Vega-Lite specification in light colours, or {} where there is nothing to draw: ``summary`` then says why.

    The same records give the same bytes; nothing is fetched from anywhere, fonts included.
    """

    kind: str
    title: str
    summary: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spec: Mapping[str, Any] = field(hash=False, repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not self.spec

    def vega_lite(self, theme: Theme = "light") -> dict[str, Any]:
        """The Vega-Lite specification in the colours of a theme (light or dark)."""
        found = themed(self.spec, theme)
        return dict(found)

    def svg(self, theme: Theme = "light") -> str:
        """The drawing as SVG on a transparent ground; "" where there is nothing to draw.

        ``auto`` follows the page it stands on, light or dark. A title inside it holds the summary.

        Raises:
            ConfigError: there is no such theme.
        """
        check_theme(theme)
        return render_svg(self.vega_lite(theme), self.summary, theme) if self.spec else ""

    def png(self, theme: Theme = "light", scale: float = 2.0) -> bytes:
        """The drawing as a PNG picture on paper of the theme, ``scale`` pixels to a unit; b"" where there is none.

        Raises:
            ConfigError: there is no such theme.
        """
        drawn: Theme = "dark" if check_theme(theme) == "dark" else "light"
        return render_png(self.vega_lite(drawn), colour("paper", drawn), scale) if self.spec else b""

    def to_json(self) -> dict[str, Any]:
        """Everything as plain values: keys kind, title, summary, caption, header, rows, spec."""
        return {
            "kind": self.kind,
            "title": self.title,
            "summary": self.summary,
            "caption": self.caption,
            "header": list(self.header),
            "rows": [list(row) for row in self.rows],
            "spec": dict(self.spec),
        }

    def text(self) -> str:
        """Everything as JSON text, the same bytes for the same records."""
        return json.dumps(self.to_json(), ensure_ascii=False, indent=1) + "\n"

    def csv(self) -> str:
        """The data twin as comma-separated values with a header; unknown is an empty cell."""
        out = io.StringIO()
        table = csv.writer(out, lineterminator="\n")
        table.writerow(self.header)
        table.writerows(self.rows)
        return out.getvalue()

    def html(self) -> str:
        """The figure as one HTML page: drawing, summary, caption and table; nothing is loaded from elsewhere."""
        return write_page(self.title, self._repr_html_())

    def _repr_html_(self) -> str:
        return write_figure(self.svg("light"), self.summary, self.caption, self.header, self.rows)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/html": self._repr_html_(), "text/plain": f"{self.title}\n{self.summary}"}
