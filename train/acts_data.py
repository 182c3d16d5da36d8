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
    """A text and its marked acts; ``whole`` says that all acts in it are marked, ``empty`` where there is none."""

    name: str
    text: str
    markings: tuple[Marking, ...]
    whole: bool = True
    empty: tuple[tuple[int, int], ...] = ()


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


HELPFUL = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
HARMFUL = frozenset({"REJECT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"})
"""Acts that a promise makes an agreement, a refusal a rejection; and those that an announcement makes a threat."""


BY_CAMEO = {
    "AGREE/treaty": "SUPPORT",
    "AGREE/alliance": "SUPPORT",
    "COERCE/blockade": "ASSAULT",
    "COERCE/occupy": "ASSAULT",
    "SANCTION/convict": "COERCE",
}
"""Modes that stand under another root in CAMEO, after which news corpora are coded: codes 057, 191, 192 and 173."""


def as_in_news(mode: str, status: str) -> str:
    """The type under which news corpora, which know no status and keep CAMEO's roots, code an act.

    What is promised is agreed to, what is announced is threatened, what is not done is rejected (PLOVER codebook, on
    acts told in the future tense and on refusals).
    """
    kind = BY_CAMEO.get(mode, mode.partition("/")[0])
    if kind in HELPFUL and status in ("planned", "promised", "offered"):
        return "AGREE"
    if kind in HELPFUL and status in ("negated", "denied"):
        return "REJECT"
    if kind in HARMFUL and status in ("planned", "promised", "threatened"):
        return "THREATEN"
    return kind


def _lines(folder: Path) -> list[list[str]]:
    return [
        [part.strip() for part in line.split(" | ")]
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]


def read_pairs(folder: Path) -> Iterator[tuple[str, tuple[int, int], tuple[int, int] | None, str]]:
    """The sentences written for training: each with its actor, its recipient if it has one, and the type in the news.

    What is only demanded is left out: the news code the demand, and who makes it is not the act's actor.
    """
    for kind, status, actor, recipient, _, sentence in _lines(folder):
        place = _stretch(sentence, actor, 0)
        if not kind.startswith("NONE") and status != "demanded" and place is not None:
            yield sentence, place, _stretch(sentence, recipient, 0), as_in_news(kind, status)


def read_sentences(folder: Path) -> Iterator[Marked]:
    """The sentences written for training, ``GROUP`` to a text.

    Only the word that is marked in each is learnt from; in those without an act every word, as naming none.
    """
    rows = _lines(folder)
    rows.sort(key=lambda row: hashlib.sha1(row[5].encode()).hexdigest())
    for at in range(0, len(rows), GROUP):
        text = ""
        found = []
        empty = []
        for kind, status, actor, recipient, trigger, sentence in rows[at : at + GROUP]:
            name = kind.partition("/")[0]
            place = sentence.find(trigger)
            if name == "NONE":
                empty.append((len(text), len(text) + len(sentence)))
            elif trigger != "-":
                first = len(text) + place
                sides = (_stretch(sentence, actor, len(text)), _stretch(sentence, recipient, len(text)))
                found.append(
                    Marking(
                        first, first + len(trigger), (name,), CLASSES[status], False, (), (), None, "inferred", sides
                    )
                )
            text += sentence + "\n\n"
        yield Marked(f"sentences-{at // GROUP}", text, tuple(found), whole=False, empty=tuple(empty))


def _stretch(sentence: str, words: str, offset: int) -> tuple[int, int] | None:
    at = sentence.find(words)
    return (offset + at, offset + at + len(words)) if words != "-" and at >= 0 else None
