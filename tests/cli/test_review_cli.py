"""The coder's queue and the list of judgements, by the keys and lines that a person types."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from dragoman.cli import main
from dragoman.cli.review import TerminalKeys
from dragoman.workbench import Workbench

TEXT = (
    "Relations of Albania\n\nIn June 1957 Enver Hoxha visited Moscow. On 3 December 1961 the Soviet Union broke off"
    " diplomatic relations with Albania. In 1960 Albania accused the Soviet Union of betrayal.\n"
)
OTHER = "Another view\n\nOn 25 November 1961 Albania broke off diplomatic relations with the Soviet Union.\n"


def dragoman(*arguments: object, keys: str | None = None) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments], input=keys)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of two documents that contradict each other, run."""
    folder = tmp_path_factory.mktemp("review")
    for name, text in (("first.txt", TEXT), ("second.txt", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
    assert dragoman("init", folder / "project").exit_code == 0
    assert dragoman("add", folder / "first.txt", folder / "second.txt", "-p", folder / "project").exit_code == 0
    assert dragoman("run", "-p", folder / "project").exit_code == 0
    return folder / "project"


@pytest.fixture
def project(made: Path) -> Path:
    """The same with nothing judged yet."""
    for name in ("judgements.jsonl", "review.json"):
        (made / name).unlink(missing_ok=True)
    return made


def queue(project: Path) -> list[dict[str, object]]:
    return list(json.loads(dragoman("review", "--json", "-p", project).stdout))


def log(project: Path) -> list[tuple[str, str]]:
    return [(one.verdict, one.about) for one in Workbench(project).judgement_log().judgements]


def test_what_is_contested_is_asked_first_with_its_words_and_why(project: Path) -> None:
    rows = queue(project)
    assert [row["contested"] for row in rows] == sorted((row["contested"] for row in rows), reverse=True)
    assert rows[0]["contested"] is True
    shown = dragoman("review", "-p", project, keys="q\n")
    assert shown.exit_code == 0
    for word in ("why asked:", "contested", "type:", "parties:", "date:", "confidence:", "relations with", ".txt"):
        assert word in shown.stdout, word
    assert log(project) == []


def test_keys_decide_go_back_and_undo(project: Path) -> None:
    first, second = (str(row["about"]) for row in queue(project)[:2])
    dragoman("review", "--by", "me", "-p", project, keys="a seen\nk\nj\nx\nu\nq\n")
    assert [one for one in log(project) if one[0] != "undo"] == [("accept", first), ("reject", second)]
    with_why = Workbench(project).judgement_log().judgements[0]
    assert (with_why.by, with_why.why) == ("me", "seen")
    assert Workbench(project).rulings().accepted == {first}
    assert Workbench(project).rulings().rejected == frozenset()
    # What was undone is asked again, and asked first: the review goes on there.
    assert second in dragoman("review", "-p", project, keys="").stdout


def test_a_correction_is_checked_and_what_cannot_be_meant_is_asked_again(project: Path) -> None:
    keys = "c date=soon\nc date=1961-12-03; status=denied # the note says so\nq\n"
    result = dragoman("review", "--by", "me", "-p", project, keys=keys)
    assert "Not taken: 'soon' is no EDTF date" in result.stdout
    (judgement,) = Workbench(project).judgement_log().judgements
    assert (judgement.verdict, judgement.value, judgement.why) == (
        "correct",
        "date=1961-12-03; status=denied",
        "the note says so",
    )


def test_it_goes_on_where_it_stopped_and_what_was_skipped_comes_last(project: Path) -> None:
    ids = [str(row["id"]) for row in queue(project)]
    assert len(ids) > 2
    dragoman("review", "-p", project, keys="s\nj\n")
    place = Workbench(project).review_place()
    assert (place.at, place.skipped) == (ids[2], (ids[0],))
    again = dragoman("review", "-p", project, keys="?\n").stdout
    assert f"2 of {len(ids)}" in again
    assert "u  undo" in again


def test_everything_can_be_decided_and_then_nothing_is_left(project: Path) -> None:
    number = len(queue(project))
    result = dragoman("review", "-p", project, keys="z\n" + "a\n" * number)
    assert "'z' is no key here" in result.stdout
    assert "Nothing is left to review." in result.stdout
    assert len(log(project)) == number
    assert queue(project) == []
    assert "Nothing is left" in dragoman("review", "-p", project, keys="a\n").stdout


def test_the_list_of_judgements_shows_contradictions_and_what_one_changes(project: Path, tmp_path: Path) -> None:
    about = str(queue(project)[0]["about"])
    assert dragoman("judge", about, "accept", "--by", "Anna", "-p", project).exit_code == 0
    mine = (project / "judgements.jsonl").read_text(encoding="utf-8")
    (project / "judgements.jsonl").unlink()
    assert "event" in dragoman("judge", about, "wrong", "--dry-run", "-p", project).stdout
    assert log(project) == []
    assert dragoman("judge", about, "wrong", "--by", "Zef", "--why", "a slip", "-p", project).exit_code == 0
    (tmp_path / "anna.jsonl").write_text(mine + '{"id": "jdg_torn', encoding="utf-8")
    merged = dragoman("judgements", "--merge", tmp_path / "anna.jsonl", "-p", project)
    assert (merged.exit_code, "1 judgement taken in" in merged.stderr) == (3, True)
    assert "anna.jsonl, line 2" in merged.stderr
    assert "contradicted by reject" in merged.stdout
    assert "1 judgement contradicted" in dragoman("status", "-p", project).stdout
    rows = json.loads(dragoman("judgements", "--json", "-p", project).stdout)
    assert [(row["by"], row["state"]) for row in rows] == [("Anna", "overruled"), ("Zef", "in force")]
    assert rows[0]["overruled_by"] == [rows[1]["id"]]
    diff = dragoman("judgements", "--diff", rows[1]["id"], "-p", project).stdout
    assert "\n  - " in diff
    value = json.loads(dragoman("judgements", "--diff", rows[1]["id"], "--json", "-p", project).stdout)
    assert value["events"]
    assert "Nothing changes." in dragoman("judgements", "--diff", rows[0]["id"], "-p", project).stdout
    kept = json.loads(dragoman("judgements", "--state", "overruled", "--json", "-p", project).stdout)
    assert [row["by"] for row in kept] == ["Anna"]


def is_raw(terminal: int) -> bool:
    """Whether whoever reads from the terminal waits for a single key."""
    return not termios.tcgetattr(terminal)[3] & termios.ICANON


def type_keys(command: Sequence[str], *keys: str) -> str:
    """What a command shows in a terminal: single keys are pressed when it waits for one, lines when it asks for one."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "TERM": "dumb", "COLUMNS": "100"}
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=environment) as process:
        os.close(follower)
        shown, seen = b"", 0
        waiting = list(keys)
        patience = time.monotonic() + 240
        while time.monotonic() < patience:
            ready, _, _ = select.select([leader], [], [], 0.2)
            if ready:
                try:
                    got = os.read(leader, 65536)
                except OSError:
                    break
                if not got:
                    break
                shown += got
            elif process.poll() is not None:
                break
            elif waiting and len(shown) > seen and (is_raw(leader) if len(waiting[0]) == 1 else b"Correct to" in shown):
                # Setting a terminal to single keys discards what was typed before: so only what is waited for is sent.
                seen = len(shown)
                os.write(leader, waiting.pop(0).encode())
        process.wait(timeout=30)
    os.close(leader)
    return shown.decode(errors="replace")


def test_keys_typed_ahead_and_arrows_are_taken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["aa", "\x1b[B", "\x1b[A", "\x1b[C"])
    monkeypatch.setattr(click, "getchar", lambda: next(typed))
    keys = TerminalKeys()
    assert [keys.read() for _ in range(5)] == [("a", ""), ("a", ""), ("j", ""), ("k", ""), ("\x1b[C", "")]


def test_in_a_terminal_single_keys_are_read(project: Path) -> None:
    first, second = (str(row["about"]) for row in queue(project)[:2])
    command = [sys.executable, "-m", "dragoman.cli", "review", "--by", "me", "-p", str(project)]
    shown = type_keys(command, "a", "c", "date=1961-12\r", "q")
    assert log(project) == [("accept", first), ("correct", second)], shown


def test_an_account_is_added_by_its_words_or_their_place(project: Path) -> None:
    (row,) = (one for one in Workbench(project).documents() if one.path.endswith("first.txt"))
    start = row.text.index("accused the Soviet Union")
    value = "event_type=ACCUSE; actors=Albania; recipients=USSR; date=1960"
    words = ("--words", "accused the Soviet Union", "--value", value)
    assert "+ 1960 ACCUSE" in dragoman("judge", "first.txt", "add", *words, "--dry-run", "-p", project).stdout
    assert log(project) == []
    assert "Nothing was judged yet" in dragoman("judgements", "-p", project).stderr
    assert dragoman("judge", "first.txt", "add", *words, "--by", "me", "-p", project).exit_code == 0
    span = ("--span", f"{start}-{start + 24}", "--value", value, "--by", "me")
    made = json.loads(dragoman("judge", row.id, "add", *span, "--json", "-p", project).stdout)
    first, second = Workbench(project).judgement_log().judgements
    assert (first.about, first.value) == (second.about, second.value) == (row.id, made[0]["value"])
    listed = " ".join(dragoman("judgements", "-p", project).stdout.split())
    assert "“accused the Soviet Union” event_type=ACCUSE; date=1960; actors=ALB; recipients=SUN" in listed
    for wrong, code, why in (
        (("--words", "nowhere", "--value", value), 1, "not in the text"),
        (("--words", "the", "--value", value), 1, "say where those begin"),
        (("--span", "soon", "--value", value), 2, "two numbers"),
        (("--span", f"{start}", "--value", value), 1, "needs words"),
        (("--words", "accused the Soviet Union", "--value", "ACCUSE"), 1, "field=value"),
    ):
        refused = dragoman("judge", "first.txt", "add", *wrong, "-p", project)
        assert (refused.exit_code, why in refused.stderr) == (code, True), refused.stderr
    assert dragoman("judge", row.id, "accept", "--words", "x", "-p", project).exit_code == 2
