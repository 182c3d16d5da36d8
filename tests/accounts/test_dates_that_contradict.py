"""Dates of one text that contradict each other: both are kept as read, and ``check`` says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman.accounts.criticism import criticise
from dragoman.cli import main
from dragoman.model import Document, Source
from dragoman.model.text import Reading
from dragoman.reading import make_reading
from dragoman.vocab.actors import Authority

SOURCE = Source(id="src_1", csl={"title": "A made text"})
AUTHORITY = Authority.load()


def reading_of(text: str) -> Reading:
    return make_reading(Document(id="doc_1", source_id="src_1", path="made.txt", text=text, written=None), AUTHORITY)


def flagged(text: str) -> dict[str, str]:
    return {one.rule: one.evidence.quote for one in criticise(reading_of(text), SOURCE, ())}


KEPT = [
    (
        "He resigned in 1958, four years after 1953.",
        ["1958", "1957", "1953"],
        {"dates-contradict": "1958, four years after"},
    ),
    (
        "On 3 May 1961 they met. Two days later, on 7 May 1961, they parted.",
        ["1961-05-03", "1961-05-05", "1961-05-07"],
        {"dates-contradict": "Two days later, on 7 May 1961"},
    ),
    (
        "The note came in May 1911. Three months later, in November 1911, it was answered.",
        ["1911-05", "1911-08", "1911-11"],
        {"dates-contradict": "Three months later, in November 1911"},
    ),
    (
        "Five years after Stalin's death, in 1961, he came back.",
        ["1958", "1961"],
        {"dates-contradict": "Five years after Stalin's death, in 1961", "interval-does-not-add-up": ""},
    ),
    ("They met on Monday, 3 May 1961.", ["1961-05-03"], {"weekday-does-not-fit": "Monday, 3 May 1961"}),
    ("It was in force from 1960 to 1955.", ["1960", "1955"], {"span-runs-backwards": "1960 to 1955"}),
    ("It was in force in 1961-1948.", ["1961"], {"span-runs-backwards": "1961-1948"}),
]
IN_ORDER = [
    ("He resigned in 1957, four years after 1953.", ["1957", "1957", "1953"]),
    ("On 3 May 1961 they met. Two days later, on 5 May 1961, they parted.", ["1961-05-03", "1961-05-05", "1961-05-05"]),
    ("In May 1911 it came. Some three months later, in October 1911, it was answered.", None),
    ("In June 1953 he fell. Four years later, in 1958, he came back.", None),
    ("They met on Wednesday, 3 May 1961.", ["1961-05-03"]),
    ("It was in force from 1955 to 1960.", ["1955/1960"]),
    ("He was there in 1960, and to 1955 he gave no thought.", None),
]


@pytest.mark.parametrize(("text", "values", "rules"), KEPT, ids=[text for text, *_ in KEPT])
def test_both_are_kept_and_flagged(text: str, values: list[str], rules: dict[str, str]) -> None:
    assert [one.value for one in reading_of(text).dates if one.value] == values
    found = flagged(text)
    for rule, quote in rules.items():
        assert quote in found[rule]


@pytest.mark.parametrize(("text", "values"), IN_ORDER, ids=[text for text, _ in IN_ORDER])
def test_what_agrees_is_not_flagged(text: str, values: list[str] | None) -> None:
    if values is not None:
        assert [one.value for one in reading_of(text).dates if one.value] == values
    assert flagged(text) == {}


def test_check_and_why_tell_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a file to ``check``, and how each date was reached to ``why``."""
    (tmp_path / "book.txt").write_text(
        "The two states had long been friends. On Monday, 3 May 1961, the Soviet Union threatened Albania.\n\n"
        "Two years later Albania accused the Soviet Union of treachery.\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()

    def ask(*words: str) -> str:
        result = runner.invoke(main, list(words))
        assert result.exit_code == 0, result.output
        return result.output

    ask("init", ".")
    ask("add", "book.txt")
    ask("run")
    findings = json.loads(ask("check", "--json"))
    rows = findings["findings"] if isinstance(findings, dict) else findings
    assert [one["rule"] for one in rows] == ["weekday-does-not-fit"]
    accounts = json.loads(ask("accounts", "--json"))
    told = accounts["accounts"] if isinstance(accounts, dict) else accounts
    assert sorted((one["date"], one["date_how"]) for one in told) == [("1961-05-03", "explicit"), ("1963", "relative")]
    for one in told:
        assert one["date_how"] in ask("why", one["id"])
