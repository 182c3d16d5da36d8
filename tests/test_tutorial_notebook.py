"""The tutorial notebook: its cells still run, and still show what is stored in it."""

from __future__ import annotations

import importlib.util
import json
import re
import tempfile
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
NOTEBOOK: dict[str, Any] = json.loads((DOCS / "tutorial.ipynb").read_text(encoding="utf-8"))
CODE = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]


def load_runner() -> Any:
    spec = importlib.util.spec_from_file_location("notebook", DOCS / "notebook.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kinds(outputs: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [(one["output_type"], sorted(one.get("data", {}))) for one in outputs]


def test_the_cells_run_and_key_outputs_are_those_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(DOCS)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    found = load_runner().run_cells(NOTEBOOK)
    keys = 0
    for cell, outputs in zip(CODE, found, strict=True):
        assert kinds(outputs) == kinds(cell["outputs"]), cell["id"]
        if "key" in cell["metadata"].get("tags", ()):
            keys += 1
            assert outputs == cell["outputs"], f"{cell['id']}: run python docs/notebook.py"
    assert keys >= 5


def test_the_notebook_is_executed_and_whole() -> None:
    assert (NOTEBOOK["nbformat"], NOTEBOOK["nbformat_minor"]) == (4, 5)
    assert [cell["execution_count"] for cell in CODE] == list(range(1, len(CODE) + 1))
    ids = [cell["id"] for cell in NOTEBOOK["cells"]]
    assert len(ids) == len(set(ids)) and all(re.fullmatch(r"[A-Za-z0-9_-]{1,64}", one) for one in ids)
    shown = [one["data"] for cell in CODE for one in cell["outputs"] if one["output_type"] == "execute_result"]
    assert sum("text/html" in one for one in shown) >= 3
    assert not [one for cell in CODE for one in cell["outputs"] if one["output_type"] == "error"]


def test_the_notebook_loads_nothing_and_leads_somewhere() -> None:
    html = "".join(
        "".join(one["data"].get("text/html", ()))
        for cell in CODE
        for one in cell["outputs"]
        if one["output_type"] == "execute_result"
    )
    assert "<script" not in html and not re.search(r'(src|href)="(?!#)', html)
    for cell in NOTEBOOK["cells"]:
        if cell["cell_type"] == "markdown":
            for link in re.findall(r"\]\(([^)#\s]+)", "".join(cell["source"])):
                assert (DOCS / link).exists(), link
