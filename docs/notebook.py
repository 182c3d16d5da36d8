"""Runs the cells of the tutorial notebook and stores what they show: ``python docs/notebook.py``.

Needs no Jupyter. Run it again when the notebook, or what the program reads in the example, has changed; a test runs the
cells too and fails when an output of a cell tagged "key" is another than the one that is stored.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

NOTEBOOK = Path(__file__).with_name("tutorial.ipynb")


def run_cells(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The outputs of each code cell, all cells run in order as in a fresh kernel."""
    scope: dict[str, Any] = {"__name__": "__main__"}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return [run_cell("".join(cell["source"]), scope, number) for number, cell in enumerate(cells, start=1)]


def run_cell(source: str, scope: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """The outputs of one cell: what it prints, then the value of its last line."""
    body = ast.parse(source, filename=f"cell {number}")
    last = ast.Expression(body.body.pop().value) if isinstance(body.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(body, f"cell {number}", "exec"), scope)
        value = eval(compile(last, f"cell {number}", "eval"), scope) if last is not None else None
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append({"name": "stdout", "output_type": "stream", "text": split(printed.getvalue())})
    if value is not None:
        data = {kind: split(text) for kind, text in sorted(shown(value).items())}
        outputs.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return outputs


def shown(value: Any) -> dict[str, str]:
    """A value as a notebook shows it: what it offers, else its plain text."""
    if hasattr(value, "_repr_mimebundle_"):
        return dict(value._repr_mimebundle_())
    if hasattr(value, "_repr_html_"):
        return {"text/html": value._repr_html_(), "text/plain": repr(value)}
    return {"text/plain": repr(value)}


def split(text: str) -> list[str]:
    """A text as notebooks hold it: line by line, each with its end."""
    return text.splitlines(keepends=True)


def main() -> None:
    """Runs the notebook and writes it back."""
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    os.chdir(NOTEBOOK.parent)
    found = run_cells(notebook)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for number, (cell, outputs) in enumerate(zip(cells, found, strict=True), start=1):
        cell["execution_count"], cell["outputs"] = number, outputs
    NOTEBOOK.write_text(json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(f"Ran {len(cells)} cells of {NOTEBOOK.name}", file=sys.stderr)


if __name__ == "__main__":
    main()
