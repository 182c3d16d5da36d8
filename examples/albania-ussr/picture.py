"""Draws the picture of the README: `python examples/albania-ussr/picture.py docs/images/albania-ussr.svg`."""

from __future__ import annotations

import sys
from pathlib import Path

import demo

from dragoman.charting import chart_relation


def main() -> None:
    """Builds the example's project and writes the chart of its relation, which turns dark where the page is."""
    workbench = demo.fresh_project()
    workbench.run()
    svg = chart_relation(workbench, *demo.STATES).svg("auto")
    Path(sys.argv[1]).write_text(f"{svg}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
