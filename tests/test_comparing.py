"""From files to events: documents that copy one another are found, flagged, and counted once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.cli import main

COPIED = (
    "On 3 December 1961 the Soviet Union broke off diplomatic relations with Albania and called its ambassador home,"
    " so that nobody of the mission was left in the city when the first snow of that winter fell on the empty house."
)
FILES = {
    "first.md": f"---\ntitle: The first telling\nid: first\nauthor: [{{family: Hart}}]\n---\n\n{COPIED}\n",
    "second.md": f"---\ntitle: The second telling\nid: second\n---\n\n{COPIED}\n",
}
OWN = "On 3 December 1961 Moscow broke off its relations with Albania.\n"


def ask(*words: str) -> str:
    result = CliRunner().invoke(main, list(words))
    assert result.exit_code == 0, result.output
    return result.output


def project(folder: Path, files: dict[str, str], settings: str = "") -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    ask("init", ".")
    with (folder / "dragoman.toml").open("a", encoding="utf-8") as handle:
        handle.write(settings)
    for name in files:
        ask("add", name)
    ask("run")


def breaks() -> list[dict[str, object]]:
    return [one for one in json.loads(ask("events", "--json")) if one["mode"] == "break-relations"]


def test_a_copy_is_flagged_and_does_not_make_a_second_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    project(tmp_path, FILES)
    (event,) = breaks()
    assert event["standing"] == "single-source"
    found = json.loads(ask("check", "--json"))
    assert [(one["rule"], one["document"]) for one in found] == [("shares-wording", "second.md")]
    assert "first.md" in found[0]["why"]
    assert json.loads(ask("check", "--json", "--rule", "weekday-does-not-fit")) == []
    assert found[0]["id"] in ask("why", found[0]["id"])
    ask("verify")
    folder = tmp_path / "out"
    ask("dossier", "ALB", "SUN", "--out", str(folder))
    told = (folder / "ALB-SUN.md").read_text(encoding="utf-8")
    assert "“The first telling” and “The second telling” share" in told
    assert "they count as one source" in told
    (shared,) = set(re.findall(r"bor_\w+", (folder / "ALB-SUN.html").read_text(encoding="utf-8")))
    assert "first.md" in ask("why", shared)
    assert "back to one source" in told
    (tmp_path / "third.md").write_text(OWN, encoding="utf-8")
    ask("add", "third.md")
    ask("run")
    (event,) = breaks()
    assert event["standing"] == "uncontested"


def test_rules_are_listed_and_switched_in_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {"wrong.txt": f"{COPIED} It was a Monday, 3 December 1961. In 1950 he wrote home (Hart, 1990).\n"}
    project(tmp_path, wrong | FILES, '\n[check.rules]\nshares-wording = "off"\nweekday-does-not-fit = "error"\n')
    assert {(one["rule"], one["severity"]) for one in json.loads(ask("check", "--json"))} == {
        ("weekday-does-not-fit", "error"),
        ("one-source-for-most", "note"),
    }
    listed = {one["rule"]: (one["severity"], one["own"]) for one in json.loads(ask("check", "--rules", "--json"))}
    assert listed["shares-wording"] == ("off", "note")
    assert listed["weekday-does-not-fit"] == ("error", "warning")
    assert "weekday-does-not-fit: error (of its own: warning)" in ask("check", "--rules")
    refused = CliRunner().invoke(main, ["check", "--rule", "nonsense"])
    assert refused.exit_code == 1
    assert "no rule 'nonsense'" in refused.output
