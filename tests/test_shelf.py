"""From files and a bibliography to citations and coverage, through the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.attach import attach
from dragoman.cli import main
from dragoman.model import Source, Work
from dragoman.workbench import Workbench, create

TEXT = """---
title: Talks in the port
written: 1962
---

In May 1961 the Soviet Union cut off credits to Albania (Marku, 1980). Nothing came of it.[^1] In 1963 Albania was named
in the press (Gazeta, 3 May 1963).

[^1]: Ana Marku, The Long Quay (Vlore: Port Press, 1980), p. 45.
"""
BIBLIOGRAPHY = r"""
@book{quay, author = {Marku, Ana}, title = {The Long Quay}, year = {1980}}
@book{talks, author = {Deda, Pal}, title = {Talks, as printed}, year = {1962}, file = {T:/home/x/port.txt:text/plain},
  note = {standpoint: ALB}}
"""


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [words[0], "--project", str(folder), *words[1:]])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shelf")
    create(folder)
    (folder / "port.txt").write_text(TEXT, encoding="utf-8")
    (folder / "works.bib").write_text(BIBLIOGRAPHY, encoding="utf-8")
    config = folder / "dragoman.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('# model = ""', 'model = "none"'), encoding="utf-8")
    added = run(folder, "add", str(folder / "port.txt"), "--bibliography", str(folder / "works.bib"))
    assert added.exit_code == 0, added.output
    done = run(folder, "run", "--workers", "1")
    assert done.exit_code == 0, done.output
    return folder


def test_an_entry_describes_the_source_that_it_names(project: Path) -> None:
    (source,) = Workbench(project).sources()
    assert source.csl["title"] == "Talks, as printed"
    assert source.csl["author"] == [{"family": "Deda", "given": "Pal"}]
    assert source.standpoint == "ALB"
    assert [work.key for work in Workbench(project).works()] == ["quay", "talks"]


def test_citations_are_listed_with_what_they_stand_for(project: Path) -> None:
    found = json.loads(run(project, "citations", "--json").output)
    assert [(one["kind"], one["resolved_to"], one["how"]) for one in found] == [
        ("work", "quay", "bibliography"),
        ("newspaper", "Gazeta, 3 May 1963", "parsed"),
        ("work", "quay", "bibliography"),
    ]
    assert all(TEXT[one["start"] : one["end"]] == one["quote"] for one in found)
    left = json.loads(run(project, "citations", "--unresolved", "--json").output)
    assert [one["kind"] for one in left] == ["newspaper"]
    assert "3 references: 2 to the bibliography" in run(project, "citations").output


def test_coverage_tells_no_event_from_no_source(project: Path) -> None:
    whole = json.loads(run(project, "coverage", "--json").output)
    assert (whole["documents"], whole["sides"], whole["written"]) == (1, {"ALB": 1}, {"1962": 1})
    albania = json.loads(run(project, "coverage", "Albania", "--json").output)
    holds = {year: cell["holds"] for year, cell in albania["years"].items()}
    assert (holds["1961"], holds["1962"]) == ("events", "no source")
    assert holds["1963"] in ("events", "no event")
    assert "1962: no source" in run(project, "coverage", "Albania").output
    assert "Albania: 1 document" in run(project, "coverage").output
    assert run(project, "coverage", "a", "b", "c").exit_code == 2


def test_the_same_records_come_out_again(project: Path) -> None:
    assert not Workbench(project).verify(workers=1).differences


def test_what_is_no_bibliography_is_refused(project: Path) -> None:
    refused = run(project, "add", "--bibliography", str(project / "port.txt"))
    assert (refused.exit_code, "no bibliography" in refused.output) == (3, True)
    assert run(project, "add").exit_code == 2


def test_a_bibliography_that_changes_changes_what_it_describes(tmp_path: Path) -> None:
    create(tmp_path)
    (tmp_path / "port.md").write_text("# Port\n\nNothing happened.\n", encoding="utf-8")
    workbench = Workbench(tmp_path)
    workbench.add(tmp_path / "port.md")
    workbench.run(workers=1)
    assert workbench.sources()[0].standpoint is None
    (tmp_path / "w.bib").write_text("@book{port, title={The port}, note={standpoint: ITA}}", encoding="utf-8")
    workbench.add(tmp_path / "w.bib")
    workbench.run(workers=1)
    assert (workbench.sources()[0].standpoint, workbench.sources()[0].csl["title"]) == ("ITA", "The port")


def test_a_bibliography_dates_what_bears_no_date_of_its_own(tmp_path: Path) -> None:
    create(tmp_path)
    texts = {
        "bare": "We welcomed the delegation last year.",
        "headed": "---\nwritten: 1955\n---\n\nNothing happened.",
        "letter": "Tirana, 3 May 1957\n\nNothing happened at all.",
        "volume": "---\ngenre: edition\n---\n\nNothing was printed.",
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "w.bib").write_text("".join(f"@book{{{name}, title={{T}}, year={{1961}}}}\n" for name in texts))
    workbench = Workbench(tmp_path)
    workbench.add(*(tmp_path / f"{name}.txt" for name in texts), tmp_path / "w.bib")
    workbench.run(workers=1)
    rows = {Path(row["document"]).stem: (row["written"], row["written_how"]) for row in workbench.document_rows()}
    assert rows == {
        "bare": ("1961", "given"),
        "headed": ("1955", "given"),
        "letter": ("1957-05-03", "text"),
        "volume": (None, None),
    }
    assert not workbench.verify(workers=1).differences


def test_rules_of_attachment() -> None:
    sources = [
        (Source(id="a", csl={}), "docs/one.txt"),
        (Source(id="b", csl={}), "docs/same.txt"),
        (Source(id="c", csl={}), "other/same.txt"),
        (Source(id="d", csl={"id": "given"}), "four.txt"),
        (Source(id="e", csl={}), "Five.txt"),
        (Source(id="f", csl={}), "six.txt"),
    ]
    works = [
        Work(key="w1", csl={}, files=("C:\\docs\\one.txt",)),
        Work(key="w2", csl={}, files=("other/same.txt",)),
        Work(key="given", csl={}),
        Work(key="five", csl={}),
    ]
    found = [(one.source_id, one.work.key, one.how) for one in attach(sources, works)]
    assert found == [("a", "w1", "file"), ("c", "w2", "file"), ("d", "given", "key"), ("e", "five", "key")]


def test_what_a_cited_title_says_is_no_event_and_its_year_is_not_spoken_of(tmp_path: Path) -> None:
    create(tmp_path)
    config = tmp_path / "dragoman.toml"
    config.write_text(config.read_text(encoding="utf-8").replace('# model = ""', 'model = "none"'), encoding="utf-8")
    note = "[^1]: Ana Marku, Norway Criticized Albania (Vlore: Port Press, 1980), p. 45."
    (tmp_path / "a.md").write_text(f"# Talks\n\nAlbania protested to Norway in May 1961.[^1]\n\n{note}\n")
    assert run(tmp_path, "add", str(tmp_path / "a.md")).exit_code == 0
    assert run(tmp_path, "run", "--workers", "1").exit_code == 0
    bench = Workbench(tmp_path)
    assert [event.date for event in bench.events()] == ["1961-05"]
    assert [year for year, _, _ in bench.holdings().of("ALB").years] == [1961]
