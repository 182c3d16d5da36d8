"""The doors for parts of other makers."""

from __future__ import annotations

import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import dragoman
from dragoman import plugins
from dragoman.errors import ConfigError
from dragoman.plugins import Reader, load_plugin


def test_built_in_parts_come_in_by_the_same_doors() -> None:
    found = {(plugin.kind, plugin.name) for plugin in plugins.plugins()}
    assert {("readers", "text"), ("readers", "markdown"), ("readers", "html"), ("readers", "tei")} <= found
    assert ("coders", "lexicon") in found
    assert isinstance(load_plugin("readers", "text"), Reader)
    assert callable(load_plugin("coders", "lexicon"))


def test_an_unknown_part_is_refused_with_those_that_are_there() -> None:
    with pytest.raises(ConfigError, match=r"installed: .*lexicon"):
        load_plugin("coders", "oracle")


def test_a_part_that_cannot_be_imported_is_a_config_error(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = EntryPoint(name="broken", value="dragoman.no_such_module:Coder", group="dragoman.coders")
    monkeypatch.setattr(plugins, "entry_points", lambda group: [broken])
    with pytest.raises(ConfigError, match="cannot be loaded"):
        load_plugin("coders", "broken")


def test_the_version_is_told_once() -> None:
    project = tomllib.loads((Path(__file__).resolve().parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == dragoman.__version__
    assert sorted(dragoman.__all__) == ["__version__", "open"]
