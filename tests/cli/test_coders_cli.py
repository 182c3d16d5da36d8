"""`dragoman import`, `dragoman agree` and `dragoman accounts --coder`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main

TEXT = (
    "In June 1957 Enver Hoxha visited Moscow. In 1957 the Soviet Union granted Albania a loan of 160 million roubles."
    " The sun shone on the coast of Albania.\n"
)
HEAD = "document,quote,type,actors,recipients,date,coder\n"
ANNA = HEAD + "text.txt,Enver Hoxha visited Moscow,CONSULT,ALB,SUN,1957-06,Anna\n"
ZEF = HEAD + "text.txt,visited Moscow,CONSULT,ALB,SUN,1957-06,Zef\ntext.txt,granted Albania,AID,SUN,ALB,1957,Zef\n"


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the codings of two people, run."""
    folder = tmp_path_factory.mktemp("coders")
    for name, text in (("text.txt", TEXT), ("anna.csv", ANNA), ("zef.csv", ZEF)):
        (folder / name).write_text(text, encoding="utf-8")
    project = folder / "project"
    for words in (["init", project], ["add", folder / "text.txt", "-p", project], ["run", "-p", project]):
        assert dragoman(*words).exit_code == 0
    done = dragoman("import", folder / "anna.csv", folder / "zef.csv", "-p", project)
    assert (done.exit_code, done.stdout) == (0, "Anna: 1 coding in 1 document\nZef: 2 codings in 1 document\n")
    assert "next `dragoman run`" in done.stderr
    assert dragoman("run", "-p", project).exit_code == 0
    return project


def test_accounts_of_one_coder(project: Path) -> None:
    told = json.loads(dragoman("accounts", "--coder", "Zef", "--json", "-p", project).stdout)
    assert [(one["coder"], one["quote"]) for one in told] == [("Zef", "visited Moscow"), ("Zef", "granted Albania")]
    machine = json.loads(dragoman("accounts", "--coder", "machine", "--json", "-p", project).stdout)
    assert machine and all(one["coder"].startswith("dragoman") for one in machine)
    counted = json.loads(dragoman("accounts", "--json", "-p", project).stdout)
    assert [one["coder"] for one in counted] == ["Anna", "Zef"]
    nobody = dragoman("accounts", "--coder", "Bea", "-p", project)
    assert (nobody.exit_code, "known: Anna, Zef, machine" in nobody.stderr) == (1, True)


def test_agreement_is_told_in_words_and_as_json(project: Path) -> None:
    told = dragoman("agree", "Anna", "Zef", "-p", project)
    assert told.exit_code == 0, told.output
    assert "touched 2: 1 by both, 0 by Anna alone, 1 by Zef alone" in told.stdout
    assert "percent  0.500 (0.000 to 1.000)" in told.stdout
    values = json.loads(dragoman("agree", "Anna", "Zef", "--json", "-p", project).stdout)
    assert values["touched"] == {"both": 1, "first": 0, "second": 1} and values["percent"]["value"] == 0.5
    assert values["differing"][0]["said"] == [[], ["AID"]]
    one = dragoman("agree", "Anna", "Zef", "--both", "-p", project)
    assert "compared: 1 sentence" in one.stdout and "of one unit there is no interval" in one.stdout
    assert "not defined: only one value was ever used" in one.stdout
    assert dragoman("agree", "Anna", "Zef", "--field", "shoe size", "-p", project).exit_code == 2


def test_a_file_with_a_fault_is_not_taken(project: Path) -> None:
    path = project.parent / "bad.csv"
    path.write_text(HEAD + "text.txt,no such words,AID,SUN,ALB,,Bea\n", encoding="utf-8")
    before = (project / "codings.jsonl").read_bytes()
    done = dragoman("import", path, "-p", project)
    assert done.exit_code == 3 and done.stdout == ""
    assert f"Not taken: {path}, row 2, column 'quote': the words “no such words” are not in the document" in done.stderr
    assert (project / "codings.jsonl").read_bytes() == before
    told = json.loads(dragoman("import", path, "--json", "-p", project).stdout)
    assert told["new"] == [] and told["refused"][0]["place"] == "row 2, column 'quote'"


def test_status_counts_codings(project: Path) -> None:
    assert "codings by hand: 3" in dragoman("status", "-p", project).stdout


def test_nothing_in_common_is_said(project: Path, tmp_path: Path) -> None:
    import shutil

    copy = Path(shutil.copytree(project, tmp_path / "project"))
    (tmp_path / "other.txt").write_text("On 25 May 1959 Nikita Khrushchev visited Albania.\n", encoding="utf-8")
    (tmp_path / "bea.csv").write_text(HEAD + "other.txt,,,,,,Bea\n", encoding="utf-8")
    for words in (["add", tmp_path / "other.txt"], ["run"], ["import", tmp_path / "bea.csv"], ["run"]):
        assert dragoman(*words, "-p", copy).exit_code == 0
    assert "no document was read by both" in dragoman("agree", "Anna", "Bea", "-p", copy).stdout
    lone = dragoman("agree", "Bea", "machine", "--both", "-p", copy).stdout
    assert "there is no sentence to compare: not one was touched by both" in lone
