"""The speeches of the General Debate as they lie in a folder, and the one file that says of each whose it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIRST, LAST = 1946, 1980
NAME = re.compile(r"(?P<file>[A-Z]{3})_(?P<session>\d\d)_(?P<year>\d{4})\.txt")
"""The corpus names a file by today's code of the state, the session and the year."""

SEATS = {"ALB": "ALB", "RUS": "SUN", "YUG": "YUG", "USA": "USA", "CHN": "CHN"}
"""Who spoke under a code of the corpus, in these years."""

PEKING_SEATED = 1971
"""China's seat was Taipei's (the Republic of China) until 25 October 1971, and Peking's in the debate of that year."""


@dataclass(frozen=True, slots=True, order=True)
class Speech:
    """One speech: its year, the code of the state in whose name it was held, and its file."""

    year: int
    speaker: str
    session: int
    path: Path


def find_speeches(folder: Path) -> list[Speech]:
    """The speeches of the five states in a folder and the folders below it, by year and speaker."""
    return sorted(_read_names(folder))


def _read_names(folder: Path) -> Iterator[Speech]:
    for path in folder.rglob("*.txt"):
        found = NAME.fullmatch(path.name)
        if found is None or found["file"] not in SEATS:
            continue
        year = int(found["year"])
        speaker = "TWN" if found["file"] == "CHN" and year < PEKING_SEATED else SEATS[found["file"]]
        if FIRST <= year <= LAST:
            yield Speech(year, speaker, int(found["session"]), path)


def describe_speeches(speeches: list[Speech], name: dict[str, str]) -> str:
    """A bibliography (CSL-JSON) of the speeches: standpoint and date of each, found by the name of its file."""
    entries = [
        {
            "id": speech.path.stem,
            "type": "speech",
            "title": f"{name[speech.speaker]} in the General Debate of the United Nations, session {speech.session}",
            "author": [{"literal": name[speech.speaker]}],
            "issued": {"date-parts": [[speech.year]]},
            "event-title": "General Debate of the United Nations General Assembly",
            "note": f"standpoint: {speech.speaker}\ngenre: speech",
        }
        for speech in speeches
    ]
    return json.dumps(entries, ensure_ascii=False, indent=1)
