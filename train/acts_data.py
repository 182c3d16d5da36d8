"""Marked texts for training: from the shared markings, from our own stand-off ones, from sentences written for it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from train.texts import cut_texts

SAME = {"VDR": "VNM", "RUS": "SUN"}
"""States that the markings do not keep apart."""

STATUS = {"ongoing-state": "ongoing"}
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Marking:
    """One marked act: the characters ``first`` to ``last`` that name it, and what it is."""

    first: int
    last: int
    types: tuple[str, ...]
    status: str
    core: bool
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    date_from: str | None
    words: tuple[tuple[int, int] | None, tuple[int, int] | None] = (None, None)
    """Where actor and recipient stand, in the sentences written for training: their parties need be no states."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marked acts; ``whole`` says that all acts in it are marked."""

    name: str
    text: str
    markings: tuple[Marking, ...]
    whole: bool = True


def is_kept(name: str) -> bool:
    """Is this text kept for measuring?"""
    return hashlib.sha1(name.encode()).hexdigest()[-1] in "012"


def same_state(code: str) -> str:
    """The code under which the markings know a state."""
    return SAME.get(code, code)


def dated(marked: str | None, given: str | None) -> bool:
    """Does a date given agree with the marked one? As precise or finer, or inside the marked span."""
    if not marked or not given:
        return not marked and not given
    wanted, got = (re.findall(r"\d{4}(?:-\d\d)?(?:-\d\d)?", one) for one in (marked, given))
    if not wanted or not got:
        return marked == given
    if len(wanted) == 1:
        return len(set(got)) == 1 and got[0].startswith(wanted[0])
    return bool(wanted[0] <= got[0] and got[-1] <= wanted[-1] + "~")


def read_markings(folder: Path) -> Iterator[Marked]:
    """The shared marked texts that may be trained on."""
    for path in sorted(folder.glob("*.jsonl")):
        if not is_kept(path.stem):
            text = (folder / "texts" / f"{path.stem}.txt").read_text("utf-8")
            events = json.loads(path.read_text("utf-8"))["events"]
            yield Marked(path.stem, text, tuple(_marking(text, event) for event in events))


def _marking(text: str, event: dict[str, Any]) -> Marking:
    first = text.find(event["evidence"])
    inside = text[first : first + len(event["evidence"])]
    words = re.search(rf"(?<!\w){re.escape(event['trigger'])}(?!\w)", inside)
    at = first + words.start() if words else text.find(event["trigger"], first)
    return Marking(
        at,
        at + len(event["trigger"]),
        tuple(event["types"]),
        STATUS.get(event["status"], event["status"]),
        event["core"],
        tuple(event["actors"]),
        tuple(event["recipients"]),
        event["date"],
        event["date_from"],
    )


def read_own(folder: Path, corpora: Path) -> Iterator[Marked]:
    """The texts that were marked for this project, cut again from the corpora; those cut otherwise are named."""
    rows = {}
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            rows[row["doc"]] = row
    for name, text in cut_texts(corpora, [(name, *row["paragraphs"]) for name, row in rows.items()]):
        row = rows[name]
        if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
            print(f"{name}: the text is not the one that was marked; left out", flush=True)
            continue
        yield Marked(name, text, tuple(_own(event) for event in row["events"]))


def _own(event: dict[str, Any]) -> Marking:
    return Marking(
        *event["trigger"],
        tuple(event["types"]),
        STATUS.get(event["status"], event["status"]),
        event["core"],
        tuple(event["actors"]),
        tuple(event["recipients"]),
        event["date"],
        event["date_from"],
    )


GROUP = 24
"""Sentences shown together as one text."""

CLASSES = {
    "asserted": "asserted", "ended": "asserted", "denied": "negated", "negated": "negated", "promised": "planned",
    "planned": "planned", "demanded": "planned", "offered": "planned", "threatened": "planned",
    "hypothetical": "hypothetical",
}  # fmt: skip


def read_sentences(folder: Path) -> Iterator[Marked]:
    """The sentences written for training, ``GROUP`` to a text: only the word that is marked in each is learnt from."""
    rows = [
        [part.strip() for part in line.split(" | ")]
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    rows.sort(key=lambda row: hashlib.sha1(row[5].encode()).hexdigest())
    for at in range(0, len(rows), GROUP):
        text = ""
        found = []
        for kind, status, actor, recipient, trigger, sentence in rows[at : at + GROUP]:
            name = kind.partition("/")[0]
            place = sentence.find(trigger)
            if name != "NONE" and trigger != "-":
                first = len(text) + place
                sides = (_stretch(sentence, actor, len(text)), _stretch(sentence, recipient, len(text)))
                found.append(
                    Marking(
                        first, first + len(trigger), (name,), CLASSES[status], False, (), (), None, "inferred", sides
                    )
                )
            text += sentence + "\n\n"
        yield Marked(f"sentences-{at // GROUP}", text, tuple(found), whole=False)


def _stretch(sentence: str, words: str, offset: int) -> tuple[int, int] | None:
    at = sentence.find(words)
    return (offset + at, offset + at + len(words)) if words != "-" and at >= 0 else None
