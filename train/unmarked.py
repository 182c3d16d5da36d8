"""Sentences of the open corpora with two of their parties marked, for the teacher to say what happens between them.

FRUS documents, essays, speeches of the General Debate and the Causal News Corpus: public domain or CC0. Texts kept for
measuring are never read. Half of the sides are actors that the gazetteer knows, half the subject and object of a verb.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.coding.parse import Parser, load_parser
from dragoman.mentions.actors import Spotter
from dragoman.model import Document
from dragoman.reading import make_reading
from dragoman.sources.tei import read_tei
from dragoman.vocab.actors import Authority
from train.acts_data import is_kept
from train.texts import without_notes

WANTED = {"frus": 6500, "essays": 2500, "speeches": 3000, "news": 4500}
"""Sentences of each corpus, at most."""

SHARE, OF_EACH = 0.6, {"frus": 12, "essays": 40, "speeches": 40}
"""Share of the sentences whose sides are known actors; sentences of one text, at most."""

SHORTEST, LONGEST, SEED = 7, 55, 3

Span = tuple[int, int]
Sides = tuple[str, Span, Span]
"""A sentence, where its actor stands in it, and where its recipient."""


def read_unmarked(corpora: Path) -> list[Sides]:
    """The sentences, in an order that a seed gives."""
    draw = random.Random(SEED)
    texts = list(_texts(corpora))
    draw.shuffle(texts)
    authority, parser = Authority.load(), load_parser()
    spotter = Spotter(authority)
    found: list[Sides] = []
    left = dict(WANTED)
    for corpus, name, text in texts:
        if left[corpus] <= 0:
            continue
        told = [(text, [])] if corpus == "news" else _sentences(text, name, authority, spotter)
        draw.shuffle(told)
        for sentence, named in told[: OF_EACH.get(corpus, 1)]:
            sides = _known(named, draw) if named and draw.random() < SHARE else _of_verb(parser, sentence, draw)
            if sides is not None:
                found.append((sentence, *sides))
                left[corpus] -= 1
    return found


def _texts(corpora: Path) -> Iterator[tuple[str, str, str]]:
    for volume in sorted((corpora / "frus").glob("*.xml")):
        for one in read_tei(volume, given=str(volume)):
            if isinstance(one, Document) and not is_kept(f"f_{volume.stem[4:]}_{one.locator}"):
                yield "frus", one.locator, without_notes(one.text)
    for line in (corpora / "milestones" / "essays.jsonl").read_text("utf-8").splitlines():
        essay = json.loads(line)
        name = essay["id"].split("/")[-1]
        if not is_kept(f"m_{name}"):
            yield "essays", name, essay["text"]
    for path in sorted((corpora / "ungdc" / "txt").rglob("*.txt")):
        if not is_kept(f"u_{path.stem}"):
            yield "speeches", path.stem, path.read_text("utf-8", errors="replace")
    for line in (corpora / "eval" / "causal_dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["corpus"].startswith("CNC"):
            yield "news", row["id"], row["text"]


def _sentences(
    text: str, name: str, authority: Authority, spotter: Spotter
) -> list[tuple[str, list[tuple[int, int, str]]]]:
    """The sentences that name two states, each with the words that name one."""
    reading = make_reading(Document(id=name, source_id="s", path=name, text=text), authority, spotter=spotter)
    found = []
    for one in reading.sentences:
        sentence = reading.view.text[one.start : one.end]
        if not SHORTEST <= len(sentence.split()) <= LONGEST or not re.search("[a-z]", sentence):
            continue
        named = [
            (actor.start - one.start, actor.end - one.start, actor.state)
            for actor in reading.actors
            if one.start <= actor.start and actor.end <= one.end and actor.state and actor.kind != "place"
        ]
        if len({state for _, _, state in named}) > 1:
            found.append((sentence, named))
    return found


def _known(named: list[tuple[int, int, str]], draw: random.Random) -> tuple[Span, Span] | None:
    one, other = draw.sample(named, 2)
    return (one[:2], other[:2]) if one[2] != other[2] else None


def _of_verb(parser: Parser, sentence: str, draw: random.Random) -> tuple[Span, Span] | None:
    """Who does it and to whom it is done, by the parse of one of the verbs."""
    (doc,) = parser.parse([sentence])
    verbs = [one for one in doc if one.pos_ == "VERB" and _children(one, "nsubj", "nsubjpass")]
    if not verbs:
        return None
    verb = draw.choice(verbs)
    subject = _children(verb, "nsubj", "nsubjpass")[0]
    objects = [
        *_children(verb, "dobj", "dative"),
        *(one for prep in _children(verb, "prep", "agent") for one in _children(prep, "pobj")),
    ]
    if not objects:
        return None
    sides = _phrase(subject), _phrase(draw.choice(objects))
    if subject.dep_ == "nsubjpass":
        sides = sides[1], sides[0]
    apart = sides[0][1] <= sides[1][0] or sides[1][1] <= sides[0][0]
    return sides if apart else None


def _children(token: Any, *roles: str) -> list[Any]:
    return [one for one in token.children if one.dep_ in roles]


def _phrase(noun: Any) -> Span:
    """From the first word that hangs on a noun to the noun itself."""
    return noun.left_edge.idx, noun.idx + len(noun)
