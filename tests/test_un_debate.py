"""The example on the General Debate, on speeches made for this test: whose they are, who accuses whom, the drawing."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "examples" / "un-debate" / "accusations.py"
SPEECHES = {
    "ALB_23_1968": "The Soviet Union invaded Czechoslovakia. The United States attacked Viet-Nam.",
    "CHN_10_1955": "The Soviet Union attacked China. We condemn the Chinese Communists, who attacked Korea.",
    "CHN_26_1971": "The Soviet Union threatened China with war.",
    "RUS_05_1950": "The Americans attacked Korea. The Soviet Union did not attack Yugoslavia.",
    "HUN_05_1950": "The United States attacked Korea.",
}


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("debate")
    (folder / "corpus" / "Session").mkdir(parents=True)
    for name, text in SPEECHES.items():
        (folder / "corpus" / "Session" / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    run(folder, "corpus")
    return folder / "demo-project" / "un-debate" / "exports"


def test_accusations_by_year_and_pair(exports: Path) -> None:
    with (exports / "accusations.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    counts = {(row["year"], row["speaker"], row["accused"]): int(row["accusing_sentences"]) for row in rows}
    assert len(counts) == 4 * 5
    assert {key for key, number in counts.items() if number} == {
        ("1950", "SUN", "USA"),
        ("1955", "TWN", "CHN"),
        ("1955", "TWN", "SUN"),
        ("1968", "ALB", "SUN"),
        ("1968", "ALB", "USA"),
        ("1971", "CHN", "SUN"),
    }


def test_the_drawing_says_in_words_what_it_shows(exports: Path) -> None:
    svg = (exports / "accusations.svg").read_text(encoding="utf-8")
    assert 'role="img"' in svg and ">In 4 speeches, 1950 to 1971, " in svg.partition("</title>")[0]
    assert "China (Taipei) accuses the Soviet Union" in svg and "Yugoslavia accuses" not in svg


def test_it_says_so_where_the_corpus_is_absent(tmp_path: Path) -> None:
    done = run(tmp_path, tmp_path / "nowhere")
    assert done.stdout.startswith("Skipped: no speeches in") and not list(tmp_path.iterdir())
