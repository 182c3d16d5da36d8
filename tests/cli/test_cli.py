"""The command line, from end to end, with the built-in coder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.store import SCHEMA_VERSION, Writer

FIRST = (
    "Relations of Albania\n\nIn June 1957 Enver Hoxha visited Moscow. In 1957 the Soviet Union granted Albania a"
    " loan of 160 million roubles. On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania"
    " because Albania had criticised the Soviet leaders.\n"
)
SECOND = "Another view\n\nOn 25 May 1959 Nikita Khrushchev visited Albania. In 1960 Albania accused the Soviet Union.\n"
ACCOUNT_KEYS = [
    "id", "document", "locator", "sentence", "quote", "start", "end", "event_type", "mode", "contexts", "actors",
    "recipients", "date", "status", "speaker", "cited", "magnitudes", "confidence",
]  # fmt: skip


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two documents that has been run."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "first.txt").write_text(FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(SECOND, encoding="utf-8")
    assert dragoman("init", folder / "project", "--title", 'A "title"').exit_code == 0
    assert dragoman("add", folder / "first.txt", folder / "second.txt", "-p", folder / "project").exit_code == 0
    result = dragoman("run", "-p", folder / "project")
    assert result.exit_code == 0, result.output
    return folder / "project"


def test_init_writes_settings_that_load_and_refuses_a_second_time(tmp_path: Path) -> None:
    from dragoman.config import load_config

    assert dragoman("init", tmp_path, "--title", 'Quotes " and \\ back').exit_code == 0
    assert load_config(tmp_path / "dragoman.toml").project.title == 'Quotes " and \\ back'
    again = dragoman("init", tmp_path)
    assert (again.exit_code, "a project here already" in again.stderr) == (1, True)


def test_code_writes_one_account_a_line_with_the_agreed_keys(tmp_path: Path) -> None:
    path = tmp_path / "first.txt"
    path.write_text(FIRST, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    assert dragoman("code", path, "--out", out, "--workers", 1).exit_code == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    for row in rows:
        assert list(row)[: len(ACCOUNT_KEYS)] == ACCOUNT_KEYS
        assert row["document"] == str(path)
        assert FIRST[row["start"] : row["end"]] == row["quote"]
        assert row["sentence"] in FIRST
        assert all(list(party) == ["id", "state", "text"] for party in row["actors"] + row["recipients"])
        assert row["speaker"] is None or row["speaker"]
    assert any(row["date"] == "1961-12-03" for row in rows)
    printed = dragoman("code", path)
    assert printed.stdout == out.read_text(encoding="utf-8")
    assert [entry.name for entry in sorted(tmp_path.iterdir())] == ["first.txt", "out.jsonl"]


def test_code_gives_the_same_bytes_with_two_workers_in_the_order_given(tmp_path: Path) -> None:
    for name, text in (("b", FIRST), ("a", SECOND), ("c", FIRST)):
        (tmp_path / f"{name}.txt").write_text(text * 30, encoding="utf-8")
    paths = [tmp_path / f"{name}.txt" for name in "bac"]
    assert dragoman("code", *paths, "--out", tmp_path / "one", "--workers", 1).exit_code == 0
    assert dragoman("code", *paths, "--out", tmp_path / "two", "--workers", 2).exit_code == 0
    one = (tmp_path / "one").read_bytes()
    assert one == (tmp_path / "two").read_bytes()
    assert list(dict.fromkeys(Path(json.loads(line)["document"]).name for line in one.splitlines())) == [
        "b.txt",
        "a.txt",
        "c.txt",
    ]


def test_code_says_when_there_is_no_parser(tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    result = dragoman("code", tmp_path / "first.txt", "--model", "none")
    assert result.exit_code == 0
    assert json.loads(result.stdout.splitlines()[0])["quote"] in FIRST
    assert "no parser" in result.stderr
    assert "no parser" not in dragoman("code", tmp_path / "first.txt").stderr


def test_code_names_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (tmp_path / "broken.xml").write_text("<TEI><text>", encoding="utf-8")
    (tmp_path / "good.txt").write_text(FIRST, encoding="utf-8")
    result = dragoman("code", tmp_path, tmp_path / "none.txt")
    assert result.exit_code == 3
    for name in ("empty.txt", "picture.txt", "broken.xml", "none.txt"):
        assert name in result.stderr
    assert result.stdout.strip()
    assert all("good.txt" in json.loads(line)["document"] for line in result.stdout.splitlines())


def test_lists_are_json_arrays(project: Path) -> None:
    documents = json.loads(dragoman("documents", "--json", "-p", project).stdout)
    events = json.loads(dragoman("events", "--json", "-p", project).stdout)
    accounts = json.loads(dragoman("accounts", "--json", "-p", project).stdout)
    findings = json.loads(dragoman("check", "--json", "-p", project).stdout)
    assert len(documents) == 2
    assert {account["document"] for account in accounts} == {document["document"] for document in documents}
    assert all(list(account)[: len(ACCOUNT_KEYS)] == ACCOUNT_KEYS for account in accounts)
    assert {one for event in events for one in event["accounts"]} == {account["id"] for account in accounts}
    assert isinstance(findings, list)
    some = json.loads(dragoman("events", "Albania", "USSR", "--since", "1961", "--json", "-p", project).stdout)
    assert some
    assert all(event["date"] >= "1961" for event in some)


def test_relation_json_has_the_agreed_shape(project: Path) -> None:
    result = dragoman("relation", "ALB", "SUN", "--json", "-p", project)
    value = json.loads(result.stdout)
    assert list(value) == ["dyad", "series", "coverage", "phases", "ruptures", "reasons"]
    assert value["dyad"] == "ALB-SUN"
    for point in value["series"]:
        assert list(point)[:8] == ["span", "n", "total", "level", "low", "high", "sources", "events"]
    # A row may gain keys, after the agreed ones; which stands here, so that none comes or goes unseen.
    assert value["phases"] and value["ruptures"]
    for phase in value["phases"]:
        assert list(phase) == ["span", "label", "level", "low", "high", "events", "probability", "bands"]
    for rupture in value["ruptures"]:
        agreed = ["window", "direction", "strength", "low", "high", "events"]
        assert list(rupture) == [*agreed, "probability", "posterior"]
    same = dragoman("relation", "Soviet Union", "Albania", "--json", "-p", project)
    assert same.stdout == result.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["status"],
        ["documents"],
        ["documents", "--search", "loan roubles"],
        ["events"],
        ["accounts"],
        ["check"],
        ["coverage", "ALB", "SUN"],
        ["relation", "ALB", "SUN"],
        ["plugins"],
    ],
)
def test_every_view_speaks_to_people_too(project: Path, command: list[str]) -> None:
    result = dragoman(*command, *([] if command == ["plugins"] else ["-p", project]))
    assert result.exit_code == 0, result.output
    assert result.stdout.strip()
    assert "\x1b" not in result.stdout


def test_a_relation_tells_the_causes_under_the_phase_and_the_turn_that_they_explain(tmp_path: Path) -> None:
    text = (
        "Relations of Albania\n\nIn 1955 the Soviet Union granted Albania a loan. In 1957 Enver Hoxha visited Moscow. "
        "On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania because Hoxha had arrested "
        "the friends of Moscow.\n"
    )
    (tmp_path / "told.txt").write_text(text, encoding="utf-8")
    where = tmp_path / "project"
    dragoman("init", where)
    dragoman("add", tmp_path / "told.txt", "-p", where)
    assert dragoman("run", "-p", where).exit_code == 0
    told = " ".join(dragoman("relation", "ALB", "SUN", "-p", where).stdout.split())
    cause = "“Hoxha had arrested the friends of Moscow”"
    value = json.loads(dragoman("relation", "ALB", "SUN", "--json", "-p", where).stdout)
    (reason,) = value["reasons"]
    places = len(reason["turns"][:1]) + len({one["span"] for one in reason["phases"]})
    assert places and told.count("causes given by others") == places
    assert told.count(cause) == places + 1, "under each, and once among the reasons"
    first, turns = told.index("causes given by"), told.index("Turning points")
    assert (first < turns) == bool(reason["phases"])


def test_a_name_that_stands_for_several_is_refused_with_the_choices(project: Path) -> None:
    result = dragoman("relation", "Germany", "Albania", "-p", project)
    assert result.exit_code == 1
    assert "DDR" in result.stderr
    assert dragoman("relation", "Atlantis", "Albania", "-p", project).exit_code == 1
    assert "between two states" in dragoman("relation", "ALB", "Albania", "-p", project).stderr


def test_why_prints_the_chain(project: Path) -> None:
    event = json.loads(dragoman("events", "ALB", "SUN", "--json", "-p", project).stdout)[-1]
    result = dragoman("why", event["id"], "-p", project)
    assert result.exit_code == 0
    for word in ("event", "account", "words", "document", "source", "run", "first.txt"):
        assert word in result.stdout
    chain = json.loads(dragoman("why", event["id"], "--json", "-p", project).stdout)
    assert list(chain) == ["kind", "id", "text", "facts", "links"]
    assert dragoman("why", "evt_nothing", "-p", project).exit_code == 1


def test_why_of_a_turning_point_leads_to_its_events(project: Path) -> None:
    value = json.loads(dragoman("relation", "ALB", "SUN", "--json", "-p", project).stdout)
    for kind, key in (("phases", "span"), ("ruptures", "window")):
        for one in value[kind]:
            chain = json.loads(dragoman("why", f"ALB-SUN@{one[key]}", "--json", "-p", project).stdout)
            assert [link["id"] for link in chain["links"]]
    assert dragoman("why", "ALB-SUN@1800", "-p", project).exit_code == 1


def test_judge_needs_a_known_record_and_says_when_it_is_in_force(project: Path) -> None:
    account = json.loads(dragoman("accounts", "--json", "-p", project).stdout)[0]
    result = dragoman("judge", account["id"], "accept", "--by", "me", "--why", "seen", "-p", project)
    assert result.exit_code == 0
    assert "next `dragoman run`" in result.stdout
    identity = result.stdout.split(":")[0]
    assert dragoman("judge", identity, "undo", "--by", "me", "-p", project).exit_code == 0
    assert dragoman("judge", "acc_none", "accept", "-p", project).exit_code == 1
    assert dragoman("judge", account["id"], "burn", "-p", project).exit_code == 2
    assert dragoman("run", "-p", project).exit_code == 0


def test_verify_rebuilds_and_compares(project: Path) -> None:
    result = dragoman("verify", "--json", "-p", project)
    value = json.loads(result.stdout)
    assert (result.exit_code, value["same"], value["differences"]) == (0, True, [])


def test_dossier_is_written_where_it_says(project: Path, tmp_path: Path) -> None:
    result = dragoman("dossier", "ALB", "SUN", "--out", tmp_path, "--json", "-p", project)
    assert result.exit_code == 0, result.output
    assert all(Path(path).is_file() for path in json.loads(result.stdout))


def test_without_a_project_or_a_run_it_says_what_to_do(tmp_path: Path) -> None:
    assert "dragoman init" in dragoman("run", "-p", tmp_path).stderr
    dragoman("init", tmp_path)
    assert "dragoman run" in dragoman("events", "-p", tmp_path).stderr


def test_two_runs_at_once_and_a_newer_database_are_errors_in_clear_words(project: Path, tmp_path: Path) -> None:
    with Writer(project / "dragoman.db"):
        result = dragoman("run", "-p", project)
    assert (result.exit_code, "another run is writing" in result.stderr) == (1, True)
    dragoman("init", tmp_path / "p")
    with Writer(tmp_path / "p" / "dragoman.db") as writer:
        writer.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    result = dragoman("run", "-p", tmp_path / "p")
    assert (result.exit_code, "newer Dragoman" in result.stderr) == (1, True)


def test_an_unknown_setting_is_refused_with_the_nearest(tmp_path: Path) -> None:
    dragoman("init", tmp_path)
    (tmp_path / "dragoman.toml").write_text("[code]\nmodle = 'none'\n", encoding="utf-8")
    result = dragoman("status", "-p", tmp_path)
    assert (result.exit_code, "did you mean model?" in result.stderr) == (1, True)


def test_evaluate_predicts_from_input_fields_alone(tmp_path: Path) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    row = {"id": "1", "text": "They met on 3 May 1955.", "dct": "", "timexes": [{"answer": "hidden"}]}
    gold.write_text(json.dumps(row) + "\n", encoding="utf-8")
    result = dragoman("evaluate", "dates", gold, "--predictions", out, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(out.read_text(encoding="utf-8"))["timexes"][0]["value"] == "1955-05-03"
    assert json.loads(result.stdout)["scores"] == {}
    timex = {"start": 13, "end": 23, "value": "1955-05-03"}
    gold.write_text(json.dumps({**row, "corpus": "own", "timexes": [timex]}) + "\n", encoding="utf-8")
    assert "own, calendar dates: marked 1, found 1" in dragoman("evaluate", "dates", gold, "--predictions", out).output
    assert "no task" in dragoman("evaluate", "weather", gold, "--predictions", out).stderr
    gold.write_text("{broken\n", encoding="utf-8")
    assert "line 1" in dragoman("evaluate", "dates", gold, "--predictions", out).stderr


def test_the_reference_is_not_stale() -> None:
    from dragoman.cli.reference import reference

    path = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
    assert path.read_text(encoding="utf-8") == reference(), "python -m dragoman.cli.reference docs/cli.md"


def test_every_command_and_option_is_explained() -> None:
    for command in main.commands.values():
        assert command.help
        for parameter in command.params:
            assert parameter.param_type_name == "argument" or parameter.help, f"{command.name} {parameter.name}"
