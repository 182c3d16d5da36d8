"""Draws the picture of the README: `python examples/albania-ussr/picture.py docs/images/albania-ussr.svg`."""

from __future__ import annotations

import sys
from pathlib import Path

import demo

from dragoman.dossier.chart import draw

DARK = """<style>@media (prefers-color-scheme: dark) {
[fill="#6d675e"] { fill: #a8a193; } [stroke="#6d675e"] { stroke: #cfc8ba; }
[fill="#c9c3b8"] { fill: #57524a; } [stroke="#c9c3b8"] { stroke: #57524a; } path[stroke="white"] { stroke: #0d1117; }
[opacity][fill="#7657a6"] { fill: #a586d6; } [opacity][fill="#bd5d14"] { fill: #e07d33; }
}</style>"""
"""Lines and letters that can be read on a dark page as well."""


def main() -> None:
    """Builds the example's project and writes the chart of its relation."""
    workbench = demo.fresh_project()
    workbench.run()
    relation = workbench.relation(*demo.STATES)
    svg = draw(relation, relation.events, workbench.name).svg
    Path(sys.argv[1]).write_text(svg.replace(">", f">{DARK}", 1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
