"""However many processes code the documents, the bytes that come out are the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from dragoman import executor
from dragoman.cli import main

STATES = ("Albania", "Norway", "Sweden", "Poland", "Turkey", "Greece", "Japan", "India", "Chile", "Peru", "Cuba")
TOLD = (
    "On {day} May {year} {one} protested to {other}, which rejected the protest.",
    "The Foreign Minister of {other} visited {one} and offered it a loan of {day} million dollars.",
    "If {other} did not withdraw its troops, {one} would break off relations, its radio reported in {year}.",
)


def paper(number: int) -> str:
    one, other = STATES[number % 11], STATES[(number * 7 + 3) % 11]
    told = " ".join(TOLD).format(one=one, other=other, day=1 + number, year=1950 + number)
    return f"Paper {number}\n\n{told}\n"


def test_one_two_or_eight_processes_write_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "SHARD", 100)  # each document travels alone, so that every process gets some
    for number in range(10):
        (tmp_path / f"{number:02}.txt").write_text(paper(number), encoding="utf-8")
    files = sorted(tmp_path.glob("*.txt"))
    written = {}
    for workers in (1, 2, 8):
        out = tmp_path / f"{workers}.jsonl"
        arguments = ["code", *map(str, files), "--out", str(out), "--workers", str(workers)]
        assert CliRunner().invoke(main, arguments).exit_code == 0
        written[workers] = out.read_bytes()
    assert written[1].count(b"\n") >= 2 * len(files)
    assert written[1] == written[2] == written[8]
