"""From a reading and its accounts to the causes that it gives: the stage that finds reasons."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dragoman.ids import content_id
from dragoman.model.history import Reason
from dragoman.model.reading import Account, Evidence, evidence
from dragoman.model.text import ActorMention, Reading, Sentence
from dragoman.reasons.attribute import Claim, find_claims
from dragoman.reasons.believe import believe, settle
from dragoman.reasons.cues import CueFinder, load_cues
from dragoman.reasons.theme_weights import load_theme_weights
from dragoman.reasons.themes import PATRONS, find_themes, load_themes
from dragoman.reasons.vectors import Vectors
from dragoman.reasons.voice import Voice, find_voice
from dragoman.reasons.weights import load_weights

GATHERING = re.compile(
    r"\s+(?:conference|congress|meeting|summit|talks|session|treaty|agreement|declaration|protocol)", re.IGNORECASE
)
WHERE = re.compile(r"\b(?:in|at|near|from)\s+$", re.IGNORECASE)
"""What follows, or stands before, a capital that is a place and no government."""

LEAST = 0.45
"""Claims less sure than this are left out."""

POINTERS = frozenset({"this", "that", "it", "these", "those", "which", "this fact", "this development", "such a step"})
"""Words that stand for what the sentence before has told."""

Parse = Callable[[Iterable[str]], Iterable[Any]]
"""Turns texts into their spaCy parses, in order."""

BOTH = frozenset(
    {"two countries", "both countries", "two states", "two parties", "two governments", "relations", "them"}
)
"""Words in an effect that mean the states spoken of before."""


def explain(
    reading: Reading, accounts: Sequence[Account], nlp: Parse | None = None, vectors: Vectors | None = None
) -> Iterator[Reason]:
    """The causes that a document gives for what happened, each with who gives it, in text order.

    ``accounts`` are those of this document. ``nlp`` parses sentences (``Parser.parse`` or a spaCy model's ``pipe``);
    without it nothing is found, because cause and effect cannot be told apart by word order alone.
    ``Reason.explains`` is the id of the *account* whose words overlap the effect most ("" for none): whoever joins
    accounts into events replaces it by the event's id. ``parties`` are the states of the effect: of that account, else
    of the mentions in the effect, else of the sentence, else of the sentences just before. A claim told with a weak cue
    ("to", "so", "since") counts only in a sentence that a strong cue or an account opens. ``vectors`` gives the words
    of a sentence as vectors; where the trained weights want it and it is not given, the cues alone say how sure a
    reason is; they also help to tell its themes.
    """
    if nlp is None:
        return
    finder = load_cues()
    page = _Page(reading, sorted(accounts, key=lambda one: (one.evidence.start, one.evidence.end, one.id)), vectors)
    chosen = [number for number, one in enumerate(reading.sentences) if page.is_worth(one, finder)]
    texts = (page.words(reading.sentences[number]) for number in chosen)
    weights = load_weights()
    if weights is not None and weights.width and vectors is None:
        weights = None
    for number, doc in zip(chosen, nlp(texts), strict=True):
        hits = list(finder.find(doc.text))
        claims = list(find_claims(doc, hits))
        belief = believe(doc, hits, claims, weights, vectors=vectors) if weights is not None else None
        for claim, sure in settle(claims, belief):
            reason = page.reason(number, doc, claim, sure) if sure >= LEAST else None
            if reason is not None:
                yield reason


@dataclass(frozen=True, slots=True)
class _Page:
    """A reading with its accounts in order, and what is asked of them."""

    reading: Reading
    accounts: Sequence[Account]
    vectors: Vectors | None
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "starts", [one.evidence.start for one in self.accounts])

    def words(self, sentence: Sentence) -> str:
        """The sentence with its citations blanked out, so that offsets stay."""
        text = self.reading.view.text[sentence.start : sentence.end]
        for one in self.reading.citations:
            if one.start < sentence.end and sentence.start < one.end:
                first, last = max(0, one.start - sentence.start), min(len(text), one.end - sentence.start)
                text = text[:first] + " " * (last - first) + text[last:]
        return text

    def is_worth(self, sentence: Sentence, finder: CueFinder) -> bool:
        """Can the sentence hold a reason at all?"""
        text = self.reading.view.text[sentence.start : sentence.end]
        if not text.strip():
            return False
        if finder.opens(text):
            return True
        start, end = self.reading.view.span(sentence.start, sentence.end)
        return any(True for _ in self.overlapping(start, end)) and any(True for _ in finder.find(text))

    def overlapping(self, start: int, end: int) -> Iterator[Account]:
        """The accounts whose words overlap ``start`` to ``end`` of the document."""
        for account in self.accounts[: bisect_left(self.starts, end)]:
            if account.evidence.end > start:
                yield account

    def cut(self, sentence: Sentence, start: int, end: int) -> Evidence:
        """Evidence for ``start`` to ``end`` of the view."""
        first, last = self.reading.view.span(start, end)
        return evidence(sentence.passage_id, self.reading.document.text, first, last)

    def reason(self, number: int, doc: Any, claim: Claim, sure: float) -> Reason | None:
        """The record of a claim; None when its cause would have to stand before the passage."""
        sentence = self.reading.sentences[number]
        at = sentence.start
        cause = self._part(number, doc, claim.cause)
        effect = self._part(number, doc, claim.effect)
        if cause is None or effect is None or cause == effect:
            return None
        spans = (cause, effect, self.cut(sentence, at + claim.signal[0], at + claim.signal[1]))
        whole = evidence(
            sentence.passage_id,
            self.reading.document.text,
            min(one.start for one in spans),
            max(one.end for one in spans),
        )
        voice = find_voice(self.reading, doc, at, at + claim.effect[0])
        account = max(
            self.overlapping(effect.start, effect.end), key=lambda one: _shared(one.evidence, effect), default=None
        )
        parties = self._parties(number, claim, account)
        cue = self.reading.view.text[at + claim.signal[0] : at + claim.signal[1]]
        return Reason(
            id=content_id("rea", self.reading.document.id, cause.start, cause.end, effect.start, effect.end, cue),
            document_id=self.reading.document.id,
            explains=account.id if account is not None else "",
            cause=cause,
            effect=effect,
            evidence=whole,
            cue=cue,
            themes=self._themes(cause, parties),
            kind=_kind(voice, parties),
            speaker=voice.speaker,
            speaker_state=voice.state,
            parties=parties,
            cited=voice.cited,
            polarity=claim.cue.polarity,
            confidence=sure,
        )

    def _part(self, number: int, doc: Any, span: tuple[int, int] | None) -> Evidence | None:
        """The words of a span; those of the sentence before when the span only points back ("this"), if it is near."""
        sentence = self.reading.sentences[number]
        if span is not None and doc.text[span[0] : span[1]].lower() not in POINTERS:
            return self.cut(sentence, sentence.start + span[0], sentence.start + span[1])
        before = self.reading.sentences[number - 1] if number else None
        if before is None or before.passage_id != sentence.passage_id:
            return None
        if span is None and self._opens_quotation(sentence, before):
            return None
        return self._whole(before)

    def _opens_quotation(self, sentence: Sentence, before: Sentence) -> bool:
        """Does somebody else's speech begin with the sentence? Its "therefore" follows from what is not quoted."""
        text = self.reading.view.text[sentence.start : sentence.end]
        first = sentence.start + len(text) - len(text.lstrip())
        return any(before.end <= one.start <= first + 1 < one.end for one in self.reading.quotations)

    def _whole(self, sentence: Sentence) -> Evidence:
        text = self.reading.view.text[sentence.start : sentence.end]
        start = sentence.start + len(text) - len(text.lstrip())
        return self.cut(sentence, start, sentence.start + len(text.rstrip()))

    def _states(self, start: int, end: int) -> tuple[str, ...]:
        found = {
            one.state
            for one in self.reading.actors
            if one.start < end and start < one.end and one.state and not self._is_place(one)
        }
        return tuple(sorted(found))

    def _is_place(self, mention: ActorMention) -> bool:
        """Does a capital only say where something was ("in Bucharest", "the Bucharest meeting")?"""
        text = self.reading.view.text
        if mention.kind != "capital":
            return False
        return bool(GATHERING.match(text, mention.end)) or bool(
            WHERE.search(text[max(0, mention.start - 10) : mention.start])
        )

    def _parties(self, number: int, claim: Claim, account: Account | None) -> tuple[str, ...]:
        if account is not None:
            states = {party.state for party in (*account.actors, *account.recipients) if party.state}
            if states:
                return tuple(sorted(states))
        sentence = self.reading.sentences[number]
        start, end = sentence.start + claim.effect[0], sentence.start + claim.effect[1]
        found = self._states(start, end)
        words = self.reading.view.text[start:end].lower()
        if len(found) > 1 or (found and not any(one in words for one in BOTH)):
            return found
        for back in range(4):
            if number - back < 0:
                break
            earlier = self.reading.sentences[number - back]
            states_there = self._states(earlier.start, earlier.end)
            if len(states_there) == 2:
                return states_there
        return found

    def _themes(self, cause: Evidence, parties: tuple[str, ...]) -> tuple[str, ...]:
        themes = load_themes()
        found = set(find_themes(cause.quote, themes, load_theme_weights(), self.vectors))
        named = {
            one.state
            for one in self.reading.actors
            if one.state and self._within(one.start, one.end, cause) and not self._is_place(one)
        }
        if parties and named - set(parties):
            found.add(PATRONS)
        return tuple(key for key in themes.names if key in found)

    def _within(self, start: int, end: int, where: Evidence) -> bool:
        first, last = self.reading.view.span(start, end)
        return where.start <= first and last <= where.end


def _shared(one: Evidence, other: Evidence) -> tuple[float, int]:
    """How far two stretches are the same words (Dice), the earlier first where two are equal."""
    overlap = min(one.end, other.end) - max(one.start, other.start)
    return 2 * overlap / (len(one.quote) + len(other.quote)), -one.start


def _kind(voice: Voice, parties: tuple[str, ...]) -> Literal["stated", "ascribed", "inferred"]:
    if not voice.speaker:
        return "inferred"
    return "stated" if voice.state in parties and voice.state else "ascribed"
