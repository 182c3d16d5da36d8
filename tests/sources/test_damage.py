"""Sound texts are damaged as a PDF damages them, and repaired: what comes back is measured."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest

from dragoman.sources.repair import repair

WIDTH = 100
LINES_A_PAGE = 40


def damage(paragraphs: list[str], chance: random.Random) -> str:
    """The paragraphs on pages: lines broken, some words with them, no blank line between, running heads, numbers."""
    lines: list[str] = []
    for paragraph in paragraphs:
        line = ""
        for word in paragraph.split():
            room = WIDTH - len(line) - 2
            if not line or len(line) + 1 + len(word) <= WIDTH:
                line = f"{line} {word}".strip()
            elif 4 <= room <= len(word) - 4 and word.isalpha() and chance.random() < 0.5:
                lines.append(f"{line} {word[:room]}-")
                line = word[room:]
            else:
                lines.append(line)
                line = word
        lines.append(line)
    pages: list[str] = []
    for number, at in enumerate(range(0, len(lines), LINES_A_PAGE), start=87):
        pages += ["THE REVIEW OF HARBOURS", *lines[at : at + LINES_A_PAGE], "", str(number), ""]
    return "\n".join(pages) + "\n"


@pytest.mark.corpus
def test_damaged_essays_come_back(shared: Path) -> None:
    rows = (shared / "data/milestones/essays.jsonl").read_text(encoding="utf-8").splitlines()
    essays = [json.loads(row)["text"] for row in rows]
    chance = random.Random(7)
    found = wanted = both = words = same = 0
    for at in range(0, len(essays), 15):
        sound = [" ".join(line.split()) for essay in essays[at : at + 15] for line in essay.split("\n") if line.strip()]
        view = repair(damage(sound, chance)).text
        back = [" ".join(line.split()) for line in view.split("\n") if line.strip()]
        assert "REVIEW" not in view
        ends, right = {line[-25:] for line in back}, {line[-25:] for line in sound}
        found, wanted, both = found + len(ends), wanted + len(right), both + len(ends & right)
        before, after = Counter(" ".join(sound).split()), Counter(" ".join(back).split())
        words, same = words + before.total(), same + (before & after).total()
    assert same / words > 0.999  # measured 0.9999
    assert both / found > 0.97  # paragraph ends that are ones: measured 0.99
    assert both / wanted > 0.80  # the rest end with a full line, which nothing tells from a line inside
