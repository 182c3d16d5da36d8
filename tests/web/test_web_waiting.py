"""What is told from all events of a large project: a word comes at once, the page after, the same as ever."""

from __future__ import annotations

import os
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from tests.example import copy_example

from dragoman.web import waiting
from dragoman.web.waiting import NOW

DEAR = (
    "/system",
    "/system?year=1960",
    "/system/changes?since=1960&until=1961",
    "/relations/ALB/SUN/sensitivity?since=1961",
)


@pytest.fixture
def large(example: Path, tmp_path: Path, connect: Any, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Path]:
    """A client of a project that counts as large, and its folder."""
    monkeypatch.setattr(waiting, "LARGE", 1)
    folder = copy_example(example, tmp_path / "project")
    return connect(folder), folder


@pytest.mark.parametrize("path", DEAR)
def test_a_dear_page_follows_a_word_that_it_is_being_worked_out(large: tuple[Any, Path], web: Any, path: str) -> None:
    client, folder = large
    first = client.get(path).text
    (go,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', first)
    go = unescape(go)
    assert "Being worked out" in first and go.startswith(path) and f'href="{go.replace("&", "&amp;")}"' in first
    shown = client.get(go).text
    assert "Being worked out" not in shown and f"{NOW}=true" not in shown
    assert client.get(path).text == shown
    os.utime(folder / "dragoman.db")
    assert "Being worked out" in client.get(path).text
    assert client.get(go).text == shown


@pytest.mark.parametrize("path", DEAR)
def test_its_twin_is_told_at_once(large: tuple[Any, Path], path: str) -> None:
    place, _, query = path.partition("?")
    assert isinstance(large[0].get(f"{place}.json?{query}").json(), dict)


def test_what_cannot_be_told_is_said(large: tuple[Any, Path]) -> None:
    go = "/relations/ALB/Nowhere/sensitivity"
    assert "Being worked out" in large[0].get(go).text
    assert large[0].get(f"{go}?{NOW}=true").status_code == 404


def test_a_small_project_is_told_without_waiting(web: Any) -> None:
    for path in DEAR:
        assert "Being worked out" not in web.get(path).text
