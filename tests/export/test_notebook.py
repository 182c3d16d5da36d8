"""What records show of themselves in a notebook."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.records import a_project

from dragoman.notebook import show_project
from dragoman.workbench import Workbench, create

VOID = {"br", "img", "meta", "hr", "input"}


class Balance(HTMLParser):
    """Notes tags that do not close in their order, and everything that would be loaded."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.tags: set[str] = set()
        self.loads: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.loads += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def check(html: str) -> Balance:
    """The parsed HTML, which is whole, holds no script and loads nothing."""
    read = Balance(html)
    assert not read.wrong and not read.open
    assert "script" not in read.tags
    assert not [one for one in read.loads if not one.startswith("#")]
    return read


def test_a_project_shows_what_is_in_it(project: Workbench) -> None:
    html = project._repr_html_()
    check(html)
    assert f"<td>acts</td><td>{len(project.events())}</td>" in html
    assert "Up to date (run_" in html
    assert "workbench.relation(&quot;ALB&quot;, &quot;SUN&quot;)" in html
    assert set(project._repr_mimebundle_()) == {"text/html", "text/plain"}


def test_a_project_that_was_never_run_shows_what_to_do(tmp_path: Path) -> None:
    html = a_project(tmp_path, one="In 1957 Albania thanked the Soviet Union.\n")._repr_html_()
    check(html)
    assert "Not run yet" in html
    create(tmp_path / "empty", title="<i>mine</i>")
    assert "&lt;i&gt;mine&lt;/i&gt;" in Workbench(tmp_path / "empty")._repr_html_()


def test_a_project_behind_its_sources_says_so(project: Workbench) -> None:
    status = project.status() | {"up_to_date": False}
    assert "have changed since the last run" in show_project(status, (), str)


def test_a_relation_shows_chart_phases_turns_and_words(project: Workbench) -> None:
    view = project.relation("ALB", "SUN")
    html = view._repr_html_()
    read = check(html)
    assert {"svg", "table", "figure"} <= read.tags
    assert ">Phases</caption>" in html
    assert view.chart().summary in view._repr_mimebundle_()["text/plain"]
    assert len(view._repr_mimebundle_()["text/plain"].splitlines()) == 1


def test_the_system_shows_blocs_and_what_could_not_be_told(project: Workbench) -> None:
    view = project.blocs(by="year")
    html = view._repr_html_()
    check(html)
    for remark in view.remarks:
        assert re.sub(r"\W+", "", remark)[:40] in re.sub(r"\W+", "", html)
    blocs = [one for one in view.found.snapshots if one.blocs]
    assert (">Blocs, " in html) == bool(blocs)


def test_what_a_notebook_shows_is_the_same_every_time(project: Workbench) -> None:
    assert project.relation("ALB", "SUN")._repr_html_() == project.relation("ALB", "SUN")._repr_html_()
    assert project.blocs(by="year")._repr_html_() == project.blocs(by="year")._repr_html_()
