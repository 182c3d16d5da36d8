"""Codings made by hand: read, refused with the place of the fault, made into accounts, compared."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.coders import FIELDS, Coders
from dragoman.config import parse_config
from dragoman.errors import ConfigError, StoreError
from dragoman.handwork import ImportedCodings
from dragoman.workbench import Workbench, create

FIRST = (
    "Relations of Albania\n\nIn June 1957 Enver Hoxha visited Moscow. In 1957 the Soviet Union granted Albania a"
    " loan of 160 million roubles. On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania.\n\n"
    "Nothing else happened in Albania. The sun shone on\nthe coast.\n"
)
SECOND = "Another view\n\nOn 25 May 1959 Nikita Khrushchev visited Albania. The weather was fine.\n"
HEAD = "document,quote,event type,actors,recipients,date,status,coder\n"
ANNA = (
    HEAD + "first.txt,Enver Hoxha visited Moscow,CONSULT,person:hoxha-enver,SUN,1957-06,,Anna\n"
    "first.txt,broke off diplomatic relations,break-relations,SUN,ALB,1961-12-03,asserted,Anna\n"
    'first.txt,The sun shone on the coast,AGREE,"ALB; SUN",,,planned,Anna\n'
    "second,,,,,,,Anna\n"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two documents that has been run, without codings."""
    folder = tmp_path_factory.mktemp("codings")
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    create(folder / "project")
    workbench = Workbench(folder / "project")
    workbench.add(folder / "first.txt", folder / "second.txt")
    workbench.run(workers=1)
    return folder / "project"


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Workbench:
    """A copy of that project."""
    import shutil

    return Workbench(Path(shutil.copytree(built, tmp_path / "project")))


def taken(project: Coders, content: str, name: str = "codings.csv", coder: str = "") -> ImportedCodings:
    path = project.folder.parent / name
    path.write_text(content, encoding="utf-8")
    return project.import_codings(path, coder=coder)


def fault(project: Coders, row: str, head: str = HEAD) -> str:
    done = taken(project, head + row + "\n")
    assert not done.new and len(done.refused) == 1
    return str(done.refused[0])


def test_codings_become_accounts_of_their_coder_with_exact_words(project: Workbench) -> None:
    done = taken(project, ANNA)
    assert (len(done.new), done.refused, done.replaced) == (4, (), ())
    project.run(workers=1)
    mine = project.coded_by("Anna")
    assert [(one.event_type, one.mode, one.status, one.date, one.date_how) for one in mine] == [
        ("CONSULT", "", "asserted", "1957-06", "judged"),
        ("SANCTION", "break-relations", "asserted", "1961-12-03", "judged"),
        ("AGREE", "", "planned", None, ""),
    ]
    texts = {one.id: one.text for one in project.documents()}
    for one in mine:
        one.evidence.check(texts[one.document_id])
        one.sentence.check(texts[one.document_id])
        assert one.sentence.start <= one.evidence.start and one.coder == "Anna" and one.confidence == 1.0
    assert mine[2].evidence.quote == "The sun shone on\nthe coast"
    assert mine[2].sentence.quote == "The sun shone on\nthe coast."
    assert [one.state for one in mine[0].actors] == ["ALB"] and mine[0].actors[0].id == "person:hoxha-enver"
    assert project.coders()[:2] == ("Anna", "machine")


def test_they_stand_beside_the_machines_and_outrank_them_in_their_sentences(project: Workbench) -> None:
    before = project.accounts()
    taken(project, ANNA.replace("CONSULT", "AID"))
    project.run(workers=1)
    assert [one.id for one in project.coded_by("machine")] == [one.id for one in before]
    counted = project.accounts()
    visit = [one for one in counted if one.sentence.quote.startswith("In June 1957")]
    assert [(one.coder, one.event_type) for one in visit] == [("Anna", "AID")]
    loan = [one for one in counted if one.sentence.quote.startswith("In 1957")]
    assert {one.coder for one in loan} == {"dragoman-2"}
    members = {member for event in project.events() for member in event.account_ids}
    assert members == {one.id for one in counted}


def test_a_judgement_outranks_the_coder_too(project: Workbench) -> None:
    taken(project, ANNA.replace("CONSULT", "AID"))
    project.run(workers=1)
    machine = next(one for one in project.coded_by("machine") if one.sentence.quote.startswith("In June 1957"))
    mine = next(one for one in project.coded_by("Anna") if one.event_type == "AID")
    project.judge(machine.id, "accept", by="B", at="2024-01-01T00:00:00+00:00")
    assert {machine.id, mine.id} <= {one.id for one in project.accounts()}
    project.judge(mine.id, "reject", by="B", at="2024-01-02T00:00:00+00:00")
    assert mine.id not in {one.id for one in project.accounts()}
    assert mine.id in {one.id for one in project.coded_by("Anna")}


def test_of_two_people_the_one_who_comes_first_counts(project: Workbench) -> None:
    taken(project, ANNA)
    taken(project, ANNA.replace("Anna", "Zef").replace("CONSULT", "SUPPORT"))
    project.run(workers=1)

    def visit() -> set[str]:
        return {one.coder for one in Workbench(project.folder).accounts() if "June 1957" in one.sentence.quote}

    assert visit() == {"Anna"}
    (project.folder / "dragoman.toml").write_text('[codings]\norder = ["Zef"]\n', encoding="utf-8")
    assert visit() == {"Zef"}
    assert Workbench(project.folder).status()["up_to_date"] is False


def test_they_survive_further_runs_and_a_second_run_changes_nothing(project: Workbench) -> None:
    taken(project, ANNA)
    assert project.status()["up_to_date"] is False
    first = project.run(workers=1)
    again = project.run(workers=1)
    assert first.id == again.id and first.outputs == again.outputs
    status = project.status()
    assert (status["up_to_date"], status["codings"], status["lost_codings"]) == (True, 3, [])
    assert project.verify(workers=1).differences == ()


def test_codings_whose_document_or_words_are_gone_are_kept_and_told(project: Workbench) -> None:
    taken(project, ANNA)
    lines = project.codings_path.read_text(encoding="utf-8")
    first, second = (one.id for one in sorted(project.documents(), key=lambda one: one.path))
    changed = lines.replace(first, "doc_gone")
    moved = (
        changed + lines.splitlines()[0].replace('"coder": "Anna"', '"coder": "Zef"').replace("Hoxha", "Hodja") + "\n"
    )
    project.codings_path.write_text(moved, encoding="utf-8")
    project.run(workers=1)
    status = project.status()
    assert (status["up_to_date"], len(status["lost_codings"])) == (True, 4)
    assert project.coded_by("Anna") == project.coded_by("Zef") == ()
    assert project.coding_log().read_by("Anna") == {"doc_gone", second}


def test_what_a_coder_codes_anew_replaces_what_they_had_in_that_document(project: Workbench) -> None:
    taken(project, ANNA)
    other = HEAD + "second.txt,visited Albania,CONSULT,SUN,ALB,1959-05-25,,Anna\n"
    done = taken(project, other)
    assert [one.document_id for one in done.replaced] == [done.new[0].document_id]
    assert {one.event_type for one in project.coding_log().codings} == {"CONSULT", "SANCTION", "AGREE"}
    same = taken(project, other)
    assert same.replaced == () and len(project.coding_log().codings) == 4


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ("first.txt,Hoxha flew to Moscow,CONSULT,ALB,SUN,,,Anna", "row 2, column 'quote'", "not in the document"),
        ("first.txt,Albania,CONSULT,ALB,SUN,,,Anna", "row 2, column 'quote'", "4 times (at 13, 96, "),
        ("third.txt,Albania,CONSULT,ALB,SUN,,,Anna", "row 2, column 'document'", "no document 'third.txt'"),
        (",Albania,CONSULT,ALB,SUN,,,Anna", "row 2, column 'document'", "no document is named"),
        ("first.txt,,CONSULT,ALB,SUN,,,Anna", "row 2, column 'quote'", "no words are given"),
        ("first.txt,visited Moscow,DANCE,ALB,SUN,,,Anna", "row 2, column 'event type'", "no type of event"),
        ("first.txt,visited Moscow,,ALB,SUN,,,Anna", "row 2, column 'event type'", "no type of event is named"),
        ("first.txt,visited Moscow,CONSULT,,SUN,,,Anna", "row 2, column 'actors'", "nobody acts"),
        ("first.txt,visited Moscow,CONSULT,Atlantis,SUN,,,Anna", "row 2, column 'actors'", "no actor is known"),
        (
            "first.txt,visited Moscow,CONSULT,ALB,Xo/Yz,,,Anna",
            "row 2, column 'recipients'",
            "no actor is known as 'Yz'",
        ),
        ("first.txt,visited Moscow,CONSULT,ALB,SUN,one day,,Anna", "row 2, column 'date'", "is no date"),
        ("first.txt,visited Moscow,CONSULT,ALB,SUN,,maybe,Anna", "row 2, column 'status'", "one of asserted"),
        ("first.txt,visited Moscow,CONSULT,ALB,SUN,,,", "row 2, column 'coder'", "nobody is named"),
        ("first.txt,visited Moscow,CONSULT,ALB,SUN,,,machine", "row 2, column 'coder'", "what the machine goes by"),
        ("first.txt,visited Moscow,CONSULT,ALB,SUN,,,lexicon-1", "row 2, column 'coder'", "what the machine goes by"),
    ],
)
def test_a_fault_names_file_row_and_column(project: Workbench, row: str, place: str, why: str) -> None:
    said = fault(project, row)
    assert "codings.csv, " + place in said and why in said
    assert not project.codings_path.exists()


@pytest.mark.parametrize(
    ("cells", "place", "why"),
    [
        ("35,40,visited", "column 'quote'", "the text reads 'Enver', not the quote"),
        ("x,40,", "column 'start'", "no offset"),
        (",40,", "column 'end'", "an end without a start"),
        ("40,35,", "column 'end'", "no stretch of a text"),
        ("0,99999,", "column 'end'", "no stretch of a text"),
        ("36,,Enver", "column 'start'", "does not begin at 36: the text reads 'nver Hoxha"),
        ("99999,,Enver", "column 'start'", "nothing there: it is shorter"),
        ("35,,", "column 'start'", "does not begin at 35"),
    ],
)
def test_offsets_that_do_not_fit_are_refused(project: Workbench, cells: str, place: str, why: str) -> None:
    said = fault(
        project, f"first.txt,{cells},CONSULT,ALB,SUN,Anna", "document,start,end,quote,type,actor,target,coder\n"
    )
    assert place in said and why in said


def test_offsets_settle_words_that_stand_several_times(project: Workbench) -> None:
    at = FIRST.rindex("Albania.")
    head = "document,start,end,quote,type,actor,target,coder\n"
    done = taken(project, f"{head}first.txt,{at},,Albania,CONSULT,ALB,SUN,Anna\nfirst.txt,35,40,,150,ALB,SUN,Anna\n")
    assert [(one.start, one.quote) for one in sorted(done.new, key=lambda one: one.start)] == [
        (35, "Enver"),
        (at, "Albania"),
    ]


def test_all_faults_of_a_file_are_told_and_nothing_of_it_is_taken(project: Workbench) -> None:
    good, bad = project.folder.parent / "good.csv", project.folder.parent / "bad.csv"
    good.write_text(ANNA, encoding="utf-8")
    bad.write_text(ANNA + "first.txt,no such words,AID,ALB,SUN,,,Zef\nfirst.txt,Albania,AID,ALB,SUN,,,Zef\n", "utf-8")
    done = project.import_codings(bad, good)
    assert [one.place for one in done.refused] == ["row 6, column 'quote'", "row 7, column 'quote'"]
    assert len(done.new) == 4 and project.coding_log().coders() == ("Anna",)


def test_jsonl_as_code_writes_it_can_be_taken_for_another_coder(project: Workbench) -> None:
    from dragoman.plain import plain_account

    by_id = {one.id: one for one in project.documents(texts=False)}
    machine = project.coded_by("machine")
    lines = "".join(json.dumps(plain_account(one, by_id[one.document_id])) + "\n" for one in machine)
    done = taken(project, lines, "codings.jsonl", coder="Zef")
    assert done.refused == ()
    project.run(workers=1)
    mine = project.coded_by("Zef")
    assert [(one.event_type, one.evidence, one.sentence, one.date, one.status) for one in mine] == [
        (one.event_type, one.evidence, one.sentence, one.date, one.status) for one in machine
    ]
    assert [[p.state for p in (*one.actors, *one.recipients)] for one in mine] == [
        [p.state for p in (*one.actors, *one.recipients)] for one in machine
    ]


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("codings.xlsx", "x", "no file of codings"),
        ("codings.jsonl", "{no json}\n", "row 1: no readable JSON"),
        ("codings.jsonl", "[1]\n", "row 1: no JSON object"),
        (
            "codings.csv",
            "quote,type\nx,y\n",
            "no column can be told to hold the document; the header found is 'quote', 'type'",
        ),
        ("codings.csv", "", "empty"),
    ],
)
def test_a_file_that_is_none_is_refused(project: Workbench, name: str, content: str, why: str) -> None:
    done = taken(project, content, name)
    assert len(done.refused) == 1 and why in str(done.refused[0])


def test_columns_are_named_in_the_settings(project: Workbench) -> None:
    settings = '[codings]\nquote = "Belegstelle"\nevent_type = "Art"\nactors = "Wer"\ndocument = "Akte"\n'
    (project.folder / "dragoman.toml").write_text(settings, encoding="utf-8")
    there = Workbench(project.folder)
    done = taken(there, "Akte;Belegstelle;Art;Wer\nfirst.txt;visited Moscow;CONSULT;Albania\n", coder="Anna")
    assert [one.quote for one in done.new] == ["visited Moscow"]
    said = str(taken(there, "Akte;Beleg;Art;Wer\n", coder="Anna").refused[0])
    assert "no column 'Belegstelle' ([codings] quote)" in said and "nearest: 'Beleg'" in said
    with pytest.raises(ConfigError, match=r"unknown key codings\.quot; did you mean quote"):
        parse_config('[codings]\nquot = "x"\n')


def test_somebody_whom_the_list_lacks_acts_for_a_state(project: Workbench) -> None:
    done = taken(project, HEAD + "first.txt,visited Moscow,CONSULT,Comrade Dragoti/ALB,SUN,,,Anna\n")
    (party,) = done.new[0].actors
    assert (party.id, party.state, party.text) == ("name:Comrade Dragoti", "ALB", "Comrade Dragoti")


def test_a_damaged_file_of_codings_is_told_and_not_written_over(project: Workbench) -> None:
    taken(project, ANNA)
    with project.codings_path.open("a", encoding="utf-8") as file:
        file.write('{"coder": "torn\n')
    assert project.coding_log().broken[0][0] == 5
    assert project.status()["broken_codings"][0]["line"] == 5
    before = project.codings_path.read_bytes()
    with pytest.raises(StoreError, match="line 5"):
        taken(project, ANNA.replace("Anna", "Zef"))
    assert project.codings_path.read_bytes() == before


def test_agreement_is_counted_on_what_both_have_read(project: Workbench) -> None:
    taken(project, ANNA)
    other = HEAD + (
        "first.txt,Enver Hoxha visited Moscow,CONSULT,ALB,SUN,1957-06,,Zef\n"
        "first.txt,broke off diplomatic relations,ACCUSE,SUN,ALB,1961-12,,Zef\n"
        "first.txt,granted Albania a loan,AID,SUN,ALB,1957,,Zef\n"
    )
    taken(project, other, "zef.csv")
    project.run(workers=1)
    found = project.agree("Anna", "Zef")
    assert (found.documents, found.both, found.first, found.second, found.found.units) == (1, 2, 1, 1, 4)
    assert found.found.percent.value == pytest.approx(1 / 4)
    assert {(tuple(one.first), tuple(one.second)) for one in found.differing} == {
        (("SANCTION",), ("ACCUSE",)),
        ((), ("AID",)),
        (("AGREE",), ()),
    }
    both = project.agree("Anna", "Zef", both=True)
    assert (both.found.units, both.found.percent.value) == (2, 0.5)
    there = project.agree("Anna", "Zef", field="presence")
    assert there.found.units == there.read == 6
    assert there.found.percent.value == pytest.approx(4 / 6)
    assert project.agree("Zef", "Anna", field="presence").found.ac1.value == there.found.ac1.value
    dates = project.agree("Anna", "Zef", field="date", both=True)
    assert dates.found.percent.value == 0.5
    assert project.agree("Anna", "Zef", field="actors", both=True).found.percent.value == 1.0
    assert project.agree("Anna", "Zef", unit="passage").read == 3
    machine = project.agree("Anna", "machine")
    assert machine.documents == 2 and machine.first == 1
    for field in FIELDS:
        assert json.loads(json.dumps(project.agree("Anna", "Zef", field=field).to_json()))["field"] == field


def test_coders_without_a_common_document_and_unknown_ones_are_told_so(project: Workbench) -> None:
    taken(project, ANNA.replace("second,,,,,,,Anna\n", ""))
    taken(project, HEAD + "second.txt,visited Albania,CONSULT,SUN,ALB,,,Zef\n", "zef.csv")
    project.run(workers=1)
    found = project.agree("Anna", "Zef")
    assert (found.documents, found.read, found.found.units) == (0, 0, 0)
    assert found.found.alpha.value is None and found.found.alpha.why == "there is no unit to compare"
    with pytest.raises(ConfigError, match="nobody called 'Bea' has coded here; known: Anna, Zef, machine"):
        project.agree("Anna", "Bea")
    with pytest.raises(ConfigError, match="name two coders"):
        project.agree("Anna", "Anna")


def test_a_project_that_was_not_run_says_so(tmp_path: Path) -> None:
    create(tmp_path / "project")
    with pytest.raises(StoreError, match="dragoman run"):
        taken(Workbench(tmp_path / "project"), ANNA)
