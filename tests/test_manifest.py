"""What a stage's version depends on: the files that the stage is made of, all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman
from dragoman.manifest import STAGE_PARTS

ROOT = Path(dragoman.__file__).parent


def modules(part: str) -> list[Path]:
    place = ROOT / part
    return sorted(place.rglob("*.py")) if place.is_dir() else [place]


def used(module: Path) -> Iterator[str]:
    """The files of the package that a module imports."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dragoman."):
            names = (node.module, *(f"{node.module}.{one.name}" for one in node.names))
            for name in (one.removeprefix("dragoman.").replace(".", "/") + ".py" for one in names):
                if (ROOT / name).is_file():
                    yield name


@pytest.mark.parametrize(
    ("stage", "kinds"),
    [("read", ("vocab/", "mentions/")), ("reconcile", ("vocab/", "accounts/", "reconciling.py"))],
)
def test_what_a_stage_uses_is_in_its_version(stage: str, kinds: tuple[str, ...]) -> None:
    parts = STAGE_PARTS[stage]
    own = [part for part in parts if part.endswith(".py") or part in {"sources", "accounts"}]
    needed = {name for part in own for module in modules(part) for name in used(module) if name.startswith(kinds)}
    missing = {one for one in needed if not any(one == part or one.startswith(f"{part}/") for part in parts)}
    assert needed and missing == set()
    assert all((ROOT / part).exists() for part in parts)
