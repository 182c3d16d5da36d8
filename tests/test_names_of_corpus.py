"""Names joined over a project: what a document is told of a person whom another introduces."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

import dragoman
from dragoman.cli import main
from dragoman.errors import ConfigError
from dragoman.mentions.actors import Spotter
from dragoman.mentions.name_corpus import add_joined
from dragoman.model import Account
from dragoman.model.name import JoinedName, NamedPerson
from dragoman.vocab.actors import Authority
from dragoman.workbench import Workbench, create

INTRODUCED = "A visit\n\nIn 1957 the Albanian Ambassador Besnik Dragoti visited Moscow.\n"
NAMED = "A quarrel\n\nIn 1961 Besnik Dragoti condemned the Soviet Union. In 1962 Dragoti thanked China.\n"
SHORT = "A note\n\nIn 1963 B. Dragoti thanked Romania. Mr. Smith met him.\n"
OTHERS = "Families\n\nBesart Dragoti wrote letters. Adam Smith and George Smith read them in 1964.\n"

Make = Callable[..., Workbench]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes and runs a project of made texts, in the order in which they are given."""

    def made(name: str = "project", /, extra: str = "", **texts: str) -> Workbench:
        folder = tmp_path / name
        create(folder)
        settings = '[code]\nmodel = "none"\n'
        if extra:
            (folder / "own.toml").write_text(extra, encoding="utf-8")
            settings += '[actors]\nextra = "own.toml"\n'
        (folder / "dragoman.toml").write_text(settings, encoding="utf-8")
        workbench = dragoman.open(folder)
        add(workbench, tmp_path, **texts)
        return workbench

    return made


def add(workbench: Workbench, folder: Path, **texts: str) -> None:
    for title, text in texts.items():
        path = folder / f"{title}.txt"
        path.write_text(text, encoding="utf-8")
        workbench.add(path)
    workbench.run()


def person(workbench: Workbench, name: str) -> NamedPerson:
    (found,) = [one for one in workbench.names() if one.name == name and not one.why]
    return found


def acts(accounts: tuple[Account, ...]) -> set[tuple[str, str, str]]:
    return {(one.event_type, party.id, party.state) for one in accounts for party in one.actors}


def test_a_person_introduced_elsewhere_acts_for_his_state(make: Make) -> None:
    alone = make("alone", named=NAMED)
    assert not [one for one in acts(alone.accounts()) if "Dragoti" in one[1]]
    workbench = make("both", named=NAMED, introduced=INTRODUCED, short=SHORT)
    found = acts(workbench.accounts())
    assert ("ACCUSE", "name:Besnik Dragoti", "ALB") in found
    assert {state for _, identity, state in found if identity == "name:Besnik Dragoti"} == {"ALB"}
    joined = {
        variant.form: variant.reason for variant in person(workbench, "Besnik Dragoti").variants if variant.reason
    }
    assert joined["B. Dragoti"] == "initial for forename"


def test_the_order_of_the_files_changes_nothing(make: Make) -> None:
    one = make("one", introduced=INTRODUCED, named=NAMED, short=SHORT)
    other = make("other", short=SHORT, named=NAMED, introduced=INTRODUCED)
    assert one.names() == other.names()
    assert one.accounts() == other.accounts()


def test_only_documents_that_are_told_something_new_are_coded_again(make: Make, tmp_path: Path) -> None:
    workbench = make(named=NAMED, other="Peace\n\nIn 1957 Albania thanked the Soviet Union.\n")
    with workbench.reader() as reader:
        before = {about: one.input_digest for (_, about), one in reader.stage_outputs("code").items()}
    add(workbench, tmp_path, introduced=INTRODUCED)
    paths = {one.id: Path(one.path).stem for one in workbench.documents()}
    with workbench.reader() as reader:
        after = {about: one.input_digest for (_, about), one in reader.stage_outputs("code").items()}
    assert {paths[about] for about in before if after[about] != before[about]} == {"named"}
    assert any(one.id == "name:Besnik Dragoti" for account in workbench.accounts() for one in account.actors)
    assert workbench.verify().differences == ()


def test_what_stays_ambiguous_is_kept_with_its_candidates(make: Make) -> None:
    workbench = make(introduced=INTRODUCED, short=SHORT, others=OTHERS)
    (open_one,) = [one for one in workbench.names(unresolved=True) if one.name == "B. Dragoti"]
    assert {workbench.person_name(one) for one in open_one.candidates} == {"Besnik Dragoti", "Besart Dragoti"}
    (smith,) = [one for one in workbench.names("Smith", unresolved=True) if one.name == "Smith"]
    assert {"Adam Smith", "George Smith"} <= {workbench.person_name(one) for one in smith.candidates}
    # Nothing is said of somebody who may be either.
    assert not any(
        party.id.startswith("name:") for one in workbench.accounts() for party in one.actors if "B." in party.text
    )


def test_a_judgement_joins_or_parts(make: Make) -> None:
    workbench = make(introduced=INTRODUCED, short=SHORT)
    forms = {one.form: one.id for one in person(workbench, "Besnik Dragoti").variants}
    workbench.judge(forms["B. Dragoti"], "different", value=forms["Besnik Dragoti"], at="2024-05-01T12:00:00")
    workbench.run()
    assert len(workbench.names("Dragoti")) == 2
    assert workbench.unknown_judgements() == ()
    with pytest.raises(ConfigError, match="no name or person"):
        workbench.judge(forms["B. Dragoti"], "same", value="nam_nothing", at="2024-05-01T12:00:00")


def test_a_users_own_file_overrides(make: Make) -> None:
    extra = """
[[person]]
id = "person:dragoti-besnik"
name = "Besnik Dragoti"
surnames = ["Dragoti"]
state = "YUG"
"""
    workbench = make(introduced=INTRODUCED, named=NAMED, extra=extra)
    found = person(workbench, "Besnik Dragoti")
    assert (found.actor, found.state) == ("person:dragoti-besnik", "YUG")
    assert ("ACCUSE", "person:dragoti-besnik", "YUG") in acts(workbench.accounts())


def test_the_command_shows_names_and_why_leads_to_the_words(make: Make) -> None:
    workbench = make(introduced=INTRODUCED, named=NAMED, short=SHORT)
    run = CliRunner()
    shown = run.invoke(main, ["names", "-p", str(workbench.folder)])
    assert shown.exit_code == 0, shown.output
    for words in ("Besnik Dragoti, Albania", "B. Dragoti: 1x in 1 document; initial for forename, 0.90", "unresolved"):
        assert words in shown.output
    rows = json.loads(run.invoke(main, ["names", "Dragoti, Besnik", "--json", "-p", str(workbench.folder)]).stdout)
    assert [row["name"] for row in rows] == ["Besnik Dragoti"]
    assert rows[0]["state"] == "ALB"
    assert [Path(path).name for path in rows[0]["documents"]] == sorted(
        Path(path).name for path in rows[0]["documents"]
    )
    chain = json.dumps(workbench.why(rows[0]["id"]).to_json())
    for words in ("initial for forename", "introduced.txt", "B. Dragoti"):
        assert words in chain
    assert workbench.why(rows[0]["variants"][0]["id"]).kind == "name"
    (path,) = [one.path for one in workbench.documents() if one.path.endswith("short.txt")]
    assert [one.name for one in workbench.names(document=path)] == ["Besnik Dragoti", "Smith"]


def spot(text: str, *joined: JoinedName) -> list[tuple[str, str, str]]:
    authority = Authority.load()
    day = date(1961, 12, 3)
    mentions = Spotter(authority).spot(text, written=day)
    added = add_joined(text, mentions, joined, authority, written=day)
    assert all(text[one.start : one.end] == one.text for one in added)
    return [(one.text, one.id, one.state) for one in added if one.how == "corpus"]


def test_a_joined_name_and_its_surname_afterwards() -> None:
    known = JoinedName(form="Besnik Dragoti", id="name:Besnik Dragoti", state="ALB", reason="")
    text = "Dragoti was away. Besnik Dragoti came; then Dragoti spoke of the Dragoti Plan."
    assert spot(text, known) == [("Besnik Dragoti", known.id, "ALB"), ("Dragoti", known.id, "ALB")]
    assert spot(text) == []
    other = JoinedName(form="Besart Dragoti", id="name:Besart Dragoti", state="YUG", reason="")
    both = "Besnik Dragoti and Besart Dragoti came. Dragoti spoke."
    assert [words for words, _, _ in spot(both, known, other)] == ["Besnik Dragoti", "Besart Dragoti"]


def test_a_joined_name_of_the_list_acts_for_the_state_of_the_day() -> None:
    known = JoinedName(form="A. I. Mikojan", id="person:mikoyan-anastas", state="", reason="initial for forename")
    (found,) = add_joined("A. I. Mikojan spoke.", (), (known,), Authority.load(), written=date(1957, 1, 1))
    assert (found.state, found.how, found.text) == ("SUN", "corpus", "A. I. Mikojan")
