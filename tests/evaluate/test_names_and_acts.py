"""Names, formal acts and spotted names on the corpora that lie outside the repository."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dragoman.evaluate import predict, read_rows, score

pytestmark = pytest.mark.corpus


def measure(task: str, path: Path) -> dict[str, Any]:
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    rows = list(read_rows(path))
    made = list(predict(task, rows))
    assert [one["id"] for one in made] == [row["id"] for row in rows]
    return score(task, rows, made)


def test_names(shared: Path) -> None:
    found = measure("names", shared / "data" / "eval" / "names_dev.jsonl")
    assert found["curated"]["f1"] >= 0.92
    assert found["all"]["f1"] >= 0.88


def test_the_shipped_weights_fit_the_rows_they_were_trained_on(shared: Path) -> None:
    # A guard against a change of features without new weights; what unseen countries give is in SOURCES.md.
    found = measure("diplomacy", shared / "data" / "rdcr" / "rdcr_events.jsonl")
    assert found["multi_date"]["both"] >= 0.88
    assert found["core"]["both"] >= 0.9


def test_spotted_names(shared: Path) -> None:
    found = measure("histner", shared / "data" / "eval" / "histner_dev.jsonl")
    assert found["HIPE-2022 hipe2020 loc, fuzzy"]["f1"] >= 0.68
    assert found["HIPE-2022 hipe2020 pers, fuzzy"]["f1"] >= 0.70
    assert found["HIPE-2022 topres19th loc, fuzzy"]["f1"] >= 0.74


def test_a_paragraph_in_several_rows_gives_an_act_to_each() -> None:
    text = "Diplomatic relations and the American Legation in Strelsau were established on May 5, 1921."
    row = {"text": text, "country": "Ruritania", "partner": "United States"}
    made = list(predict("diplomacy", [{"id": "a", **row}, {"id": "b", **row}, {"id": "c", **row, "text": "No act."}]))
    assert [one["event"] for one in made[:2]] == ["relations_established", "mission_opened"]
    assert {one["date"] for one in made[:2]} == {"1921-05-05"}
    assert made[2]["date"] is None


def test_names_of_organisations_and_persons() -> None:
    rows = [
        {"id": "1", "schema": "Person", "name1": "Nikita Khrushchev", "name2": "N. Khrushchev"},
        {"id": "2", "schema": "Company", "name1": "Alpha Ltd", "name2": "Beta Ltd"},
    ]
    assert [one["match"] for one in predict("names", rows)] == [True, False]
