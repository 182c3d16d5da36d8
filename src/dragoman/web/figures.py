"""Charts in pages: a picture drawn by the server, a specification for the live one, a sentence, a table."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dragoman.charts import Cell, Chart
from dragoman.web.desk import Desk

MOST_NAMED = 200
"""Sources up to which a project's charts name them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A chart as a page holds it; ``path`` is the address of its picture and its specification, without ending.

    ``path`` is "" where there is nothing to draw: ``summary`` then says why.
    """

    title: str
    summary: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    path: str
    query: str

    @classmethod
    def of(cls, chart: Chart, path: str, **query: str) -> Figure:
        """A chart that ``Pages.chart`` serves under ``path``; ``query`` are the parameters that it was made with."""
        given = urlencode({name: value for name, value in sorted(query.items()) if value})
        return cls(
            title=chart.title,
            summary=chart.summary,
            caption=chart.caption,
            header=chart.header,
            rows=chart.rows,
            path="" if chart.is_empty else path,
            query=f"?{given}" if given else "",
        )


def name_sources(desk: Desk) -> tuple[str, ...]:
    """The titles of the project's sources, for the caption of a chart; () in a project of very many."""

    def look() -> tuple[str, ...]:
        with desk.bench().reader() as reader:
            if reader.count_documents() > MOST_NAMED:
                return ()
            titles: dict[str, str] = {}
            for document in reader.documents(texts=False):
                titles.setdefault(document.source_id, document.title or document.path)
            return tuple(str(one.csl.get("title") or "") or titles.get(one.id, "") for one in reader.sources())

    return desk.once("source-titles", look)
