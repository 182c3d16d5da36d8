"""`dragoman code --explain`, for words typed in and for files."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from dragoman.cli import main

TEXT = "In June 1957 Enver Hoxha visited Moscow. In 1958 the Soviet Union signed a treaty with Albania.\n"


def dragoman(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


def test_words_typed_in_are_explained() -> None:
    result = dragoman("code", "--explain", "On 3 December 1961 the Soviet Union broke off relations with Albania.")
    assert result.exit_code == 0, result.output
    assert "SANCTION (break-relations) (sanction.toml" in result.stdout
    assert "date   1961-12-03 (explicit, from “3 December 1961”)" in result.stdout
    assert "status asserted, simply told" in result.stdout


def test_a_file_is_explained_and_one_sentence_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a text.txt"
    path.write_text(TEXT, encoding="utf-8")
    both = json.loads(dragoman("code", "--explain", "--json", path).stdout)
    assert [(one["document"], one["number"], one["parsed"]) for one in both] == [
        (str(path), 1, True),
        (str(path), 2, True),
    ]
    accounts = [json.loads(line)["id"] for line in dragoman("code", path).stdout.splitlines()]
    told = [act["account"] for one in both for act in one["acts"] if act["outcome"] == "account"]
    assert sorted(told) == sorted(accounts)
    second = json.loads(dragoman("code", "--explain", "--json", f"{path}:2").stdout)
    assert second == both[1:]
    out = tmp_path / "out.json"
    assert dragoman("code", "--explain", "--json", path, "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8")) == both


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    missing = dragoman("code", "--explain", tmp_path / "none.txt")
    assert (missing.exit_code, "no such file" in missing.stderr) == (1, True)
    beyond = dragoman("code", "--explain", f"{path}:9")
    assert (beyond.exit_code, "has no sentence 9" in beyond.stderr) == (1, True)
    assert dragoman("code", "--explain").exit_code == 2


def test_without_a_parser_it_says_so() -> None:
    bare = dragoman("code", "--explain", "--model", "none", "In 1957 the Soviet Union signed a treaty with Albania.")
    assert bare.exit_code == 0 and "not parsed: there is no parser" in bare.stdout
