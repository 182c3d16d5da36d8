"""Draws the picture of the README: `python examples/albania-ussr/picture.py docs/images/albania-ussr.svg`."""

from __future__ import annotations

import sys
from pathlib import Path

import demo

from dragoman.dossier.chart import draw


def main() -> None:
    """Builds the example's project and writes the chart of its relation."""
    workbench = demo.fresh_project()
    workbench.run()
    relation = workbench.relation(*demo.STATES)
    Path(sys.argv[1]).write_text(draw(relation, relation.events, workbench.name).svg + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
