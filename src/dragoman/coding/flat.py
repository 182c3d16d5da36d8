"""Coding by word order alone, for machines without a parser: fewer acts found, each marked as less certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.coding.assemble import assemble
from dragoman.model.reading import Account, Party, Status
from dragoman.model.text import ActorMention, DateMention, Reading, Sentence
from dragoman.vocab.frames import MUTUAL, Frame
from dragoman.vocab.lexicon import Lexicon

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
WINDOW = 8
"""Words around an act in which its object, particle or preposition must stand."""

BE = frozenset({"was", "were", "is", "are", "been", "be", "being"})
NOT = frozenset({"not", "never", "no", "without", "failed", "refused", "cannot"})
FUTURE = frozenset({"will", "shall", "would", "to"})
MAYBE = frozenset({"may", "might", "could", "can", "if", "should"})
NAME = "lexicon-1 (word order, no parser)"
"""What these accounts name as their coder."""

CERTAINTY = 0.5
"""Factor on the confidence of what was found without a parse."""


@dataclass(frozen=True, slots=True)
class Act:
    """An act found by word order: its frame, the words (view offsets), its sides and its status."""

    frame: Frame
    start: int
    end: int
    actors: tuple[ActorMention, ...]
    recipients: tuple[ActorMention, ...]
    status: Status


class Flat:
    """Finds acts between actors that are named in one sentence, by the order of its words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs: dict[str, list[Frame]] = {}
        self._nouns: dict[str, list[Frame]] = {}
        for frame in lexicon.frames:
            table = self._verbs if frame.pos == "verb" else self._nouns
            if frame.pos != "adj":
                for form in lexicon.forms(frame.pos, frame.lemma):
                    table.setdefault(form, []).append(frame)

    def acts(self, reading: Reading, sentence: Sentence, actors: tuple[ActorMention, ...]) -> Iterator[Act]:
        """The acts of one sentence; ``actors`` are the mentions in it."""
        named = tuple(one for one in actors if one.state)
        if len({one.state for one in named}) < 2:
            return
        text = reading.view.text[sentence.start : sentence.end]
        words = [(m.group().lower(), sentence.start + m.start(), sentence.start + m.end()) for m in WORD.finditer(text)]
        for place, (word, start, end) in enumerate(words):
            after = [one[0] for one in words[place + 1 : place + 1 + WINDOW]]
            before = [one[0] for one in words[max(0, place - 4) : place]]
            for table in (self._verbs, self._nouns):
                frame = next((one for one in table.get(word, ()) if _holds(one, before, after)), None)
                if frame is not None and frame.event_type:
                    act = _sides(frame, start, end, before, named)
                    if act is not None:
                        yield act
                    break

    def accounts(
        self, reading: Reading, number: int, actors: tuple[ActorMention, ...], dates: tuple[DateMention, ...]
    ) -> Iterator[Account]:
        """What word order alone gives for one sentence; the coder's name says that no parser was there."""
        sentence = reading.sentences[number]
        dated = next((one for one in dates if one.kind == "date" and one.value), None)
        date = dated.value if dated is not None else reading.focus[number]
        for act in self.acts(reading, sentence, actors):
            sides = [(one.start, one.end) for one in act.actors + act.recipients] + [(act.start, act.end)]
            yield assemble(
                reading,
                sentence,
                event_type=act.frame.event_type,
                mode=act.frame.fine,
                trigger=act.frame.lemma,
                place_of_trigger=act.start,
                words=(min(start for start, _ in sides), max(end for _, end in sides)),
                actors=tuple(Party(id=one.id, state=one.state, text=one.text) for one in act.actors),
                recipients=tuple(Party(id=one.id, state=one.state, text=one.text) for one in act.recipients),
                date=date,
                date_how=(dated.how if dated is not None else "carried") if date else "",
                status=act.status,
                confidence=act.frame.weight * CERTAINTY,
                coder=NAME,
            )


def _holds(frame: Frame, before: list[str], after: list[str]) -> bool:
    near = after + before
    if frame.particle and frame.particle not in after[:4]:
        return False
    if frame.objects and not any(_is(word, frame.objects) for word in near):
        return False
    if frame.barred and any(_is(word, frame.barred) for word in after[:4]):
        return False
    if frame.needs and not set(frame.needs) & set(after):
        return False
    if frame.prep_objects and not any(_is(word, frame.prep_objects) for word in after):
        return False
    return not frame.complement or (frame.complement == "to" and "to" in after[:5])


def _is(word: str, lemmas: frozenset[str]) -> bool:
    return word in lemmas or (word.endswith("s") and word[:-1] in lemmas)


def _sides(frame: Frame, start: int, end: int, before: list[str], named: tuple[ActorMention, ...]) -> Act | None:
    left = [one for one in named if one.end <= start]
    right = [one for one in named if one.start >= end]
    status: Status = "asserted"
    near = set(before)
    if near & NOT:
        status = "negated"
    elif near & MAYBE:
        status = "hypothetical"
    elif near & FUTURE:
        status = "planned"
    if frame.reciprocal or (set(frame.actor) & MUTUAL and not left):
        sides = tuple({one.state: one for one in (left[-1:] + right[:2] if left else right[:2])}.values())
        return Act(frame, start, end, sides, (), status) if len(sides) > 1 else None
    if not left or not right:
        return None
    one, other = left[-1], right[0]
    if one.state == other.state:
        return None
    passive = frame.pos == "verb" and bool(set(before[-2:]) & BE)
    if passive != frame.reverse:
        one, other = other, one
    return Act(frame, start, end, (one,), (other,), status)
