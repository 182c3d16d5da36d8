"""Actors: who takes part, who is named, what the authority list knows of them; checks of the sources."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import dragoman
from dragoman.vocab.actors import Span
from dragoman.web.pages.actors import _edtf


def test_states_are_listed_by_their_events(web: Any, project: Path) -> None:
    rows = web.get("/actors.json").json()["states"]
    events = dragoman.open(project).events()
    for row in rows[:3]:
        assert row["events"] == sum(row["id"] in (*one.actors, *one.recipients) for one in events)
    assert [row["events"] for row in rows] == sorted((row["events"] for row in rows), reverse=True)
    assert [row["id"] for row in web.get("/actors.json?q=ussr").json()["states"]] == ["SUN"]


def test_persons_are_those_of_the_corpus(web: Any, project: Path) -> None:
    found = dragoman.open(project).names()
    page = web.get("/actors.json?kind=persons").json()
    assert {one["id"]: one["count"] for one in page["persons"]} == {one.id: one.count for one in found}
    sought = web.get("/actors.json?kind=persons&q=khru&state=USSR").json()
    assert [one["id"] for one in sought["persons"]] == ["person:khrushchev-nikita"]
    assert not web.get("/actors.json?kind=persons&q=khru&state=Albania").json()["persons"]


def test_a_person_has_offices_names_and_documents(web: Any, project: Path) -> None:
    page = web.get("/actors/person:khrushchev-nikita.json").json()
    known = next(one for one in dragoman.open(project).names() if one.id == page["id"])
    assert {"party leader", "head of government"} <= {one["title"] for one in page["offices"]}
    assert [one["form"] for one in page["met"]] == [one.form for one in known.variants]
    assert {one["id"] for one in page["naming"]} == set(known.documents)
    assert page["known"] and page["spans"] == ["1894/1971"]


def test_a_state_has_its_span_names_and_successors(web: Any) -> None:
    page = web.get("/actors/SUN.json").json()
    assert page["spans"] == ["1922-12-30/1991-12-25"]
    assert [one["id"] for one in page["before"]] == ["RUS"]
    assert "USSR" in {one["text"] for one in page["names"]}
    assert "Nikita Khrushchev" in {one["holder_name"] for one in page["offices"]}
    assert "ambassador to the United States" in {one["title"] for one in page["offices"]}
    assert any(one["state"] == "ALB" for one in page["partners"])


def test_nobody_is_not_there(web: Any) -> None:
    assert web.get("/actors/nobody").status_code == 404
    assert "Nowhere" in web.get("/actors.json?kind=persons&state=Nowhere").json()["fault"]


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (None, None, ""),
        ("1961-01-01", "1961-12-31", "1961"),
        ("1953-09-07", None, "1953-09-07/.."),
        (None, "1991-12-25", "../1991-12-25"),
        ("1894-01-01", "1971-12-31", "1894/1971"),
    ],
)
def test_spans_are_written_as_edtf(first: str | None, last: str | None, written: str) -> None:
    from datetime import date

    ends = [date.fromisoformat(one) if one else None for one in (first, last)]
    assert _edtf(Span(*ends)) == written


def test_findings_show_their_words_within_the_text(web: Any, project: Path) -> None:
    workbench = dragoman.open(project)
    found = workbench.findings()
    page = web.get("/checks.json").json()
    assert page["span"]["total"] == len(found) > 0
    texts = {one.id: one.text for one in workbench.documents()}
    for row in page["findings"]:
        text = " ".join(texts[row["document_id"]].split())
        assert row["before"] and row["after"]
        assert f"{row['before']}{row['quote']}{row['after']}".strip() in text
        document = web.get(f"/documents/{row['document_id']}?at={row['start']}").text
        assert f'id="{row["id"]}"' in document


def test_findings_are_narrowed(web: Any, project: Path) -> None:
    found = dragoman.open(project).findings()
    rule = found[0].rule
    page = web.get("/checks.json", params={"rule": rule, "severity": found[0].severity}).json()
    assert page["span"]["total"] == sum((one.rule, one.severity) == (rule, found[0].severity) for one in found)
    told = {one["id"]: one["about"] for one in page["rules"]}
    assert told[rule]
    assert web.get("/checks.json", params={"document": found[0].document_id}).json()["document_title"]
    assert not web.get("/checks.json?rule=no-such-rule").json()["findings"]
    assert web.get("/checks.json?document=doc_none").status_code == 404
    assert web.get("/checks.json?severity=bad").status_code == 422
