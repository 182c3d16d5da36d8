"""Draws the picture of the README: `python examples/albania-ussr/picture.py docs/images/albania-ussr.svg`."""

from __future__ import annotations

import sys
from pathlib import Path

import demo

from dragoman.charts.relation import draw_relation


def main() -> None:
    """Builds the example's project and writes the chart of its relation, light or dark as the page is."""
    workbench = demo.fresh_project()
    workbench.run()
    relation = workbench.relation(*demo.STATES)
    chart = draw_relation(relation, relation.events, workbench.name)
    Path(sys.argv[1]).write_text(f"{chart.svg('auto')}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
