"""The texts of our own markings, cut again from the open corpora that lie outside the repository.

Essays (m_) come from ``milestones/essays.jsonl``, documents (f_) from the volumes in ``frus`` without their notes,
passages of speeches (u_) from ``ungdc/txt``: the paragraphs from one on, up to the length that the marking states.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from dragoman.model import Document
from dragoman.sources.tei import read_tei


def cut_texts(corpora: Path, wanted: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, str]]:
    """The texts by name; ``wanted`` are names with, for speeches, the first paragraph and the number of paragraphs."""
    names = {name: (first, count) for name, first, count in wanted}
    for line in (corpora / "milestones" / "essays.jsonl").read_text("utf-8").splitlines():
        essay = json.loads(line)
        name = "m_" + essay["id"].split("/")[-1]
        if name in names:
            yield name, re.sub(r"\n+", "\n\n", f"{essay['heading']}\n\n{essay['text']}")
    for volume in sorted((corpora / "frus").glob("*.xml")):
        for document in read_tei(volume, given=str(volume)):
            if isinstance(document, Document):
                name = f"f_{volume.stem[4:]}_{document.locator}"
                if name in names:
                    yield name, without_notes(document.text)
    for name, (first, count) in sorted(names.items()):
        if name.startswith("u_"):
            speech = (corpora / "ungdc" / "txt" / f"{name[2:]}.txt").read_text("utf-8", errors="replace")
            yield name, "".join(f"{one}\n\n" for one in _paragraphs(speech)[first : first + count]).strip()


def without_notes(text: str) -> str:
    body = re.split(r"\n\n\[\^\d+\]:", text)[0]
    return re.sub(r"^# ", "", re.sub(r"\[\^\d+\]", "", body)).strip()


def _paragraphs(text: str) -> list[str]:
    return [one.strip() for one in re.split(r"\n\s*\n|\n(?=\d+\.)", text) if one.strip()]
