from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman import charting
from dragoman.charts import Chart
from dragoman.charts.timeline import draw_timeline
from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.model import Event

EVENT = Event(
    id="e1", account_ids=("a1",), event_type="CONSULT", mode="", actors=("ALB",), recipients=("SUN",), date="1961",
    place="", score=1.5, status="asserted", standing="uncontested",
)  # fmt: skip
CHART = draw_timeline([EVENT])


def call(*words: object) -> Result:
    return CliRunner().invoke(main, ["chart", *map(str, words)])


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose timeline is one event: what is drawn is not the point here."""
    (tmp_path / "dragoman.toml").write_text('[project]\ntitle = "Test"\n', encoding="utf-8")
    monkeypatch.setattr(charting, "chart_timeline", lambda *given, **more: CHART)
    return tmp_path


@pytest.mark.parametrize("ending", charting.FORMATS)
def test_the_ending_says_what_is_written(project: Path, ending: str) -> None:
    out = project / f"chart.{ending}"
    done = call("timeline", "--out", out, "--project", project)
    assert done.exit_code == 0, done.output
    begins = {"svg": b"<svg", "png": b"\x89PNG", "html": b"<!doctype", "json": b"{", "csv": b"lane,"}
    assert out.read_bytes().startswith(begins[ending])
    first = out.read_bytes()
    call("timeline", "--out", out, "--project", project)
    assert out.read_bytes() == first


def test_without_a_file_it_is_told_in_words(project: Path) -> None:
    done = call("timeline", "--project", project)
    assert "1961: one event of one pair" in done.output and "n = one event" in " ".join(done.output.split())
    assert json.loads(call("timeline", "--json", "--project", project).output)["kind"] == "timeline"


def test_an_ending_that_is_no_format_is_refused(project: Path) -> None:
    done = call("timeline", "--out", project / "chart.gif", "--project", project)
    assert done.exit_code == 1 and ".svg" in done.output


def test_nothing_to_draw_is_said_and_no_file_written(tmp_path: Path) -> None:
    empty: Chart = draw_timeline([])
    with pytest.raises(ConfigError, match="nothing to draw: No event"):
        charting.write_chart(empty, tmp_path / "chart.svg")
    assert not (tmp_path / "chart.svg").exists()
    charting.write_chart(empty, tmp_path / "chart.csv")
    assert (tmp_path / "chart.csv").read_text(encoding="utf-8").startswith("lane,when")


def test_how_many_states_a_kind_takes_is_said(project: Path) -> None:
    assert "takes two states" in call("relation", "ALB", "--project", project).output
    assert "takes none" in call("matrix", "ALB", "--project", project).output
