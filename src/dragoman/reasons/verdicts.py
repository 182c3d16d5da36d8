"""Cause and effect where a sentence says outright which is which: aims, results, and what is blamed or ascribed."""

from __future__ import annotations

from typing import Any

from dragoman.reasons.cues import Cue
from dragoman.reasons.tree import Runs, Token, clause_head, inside, outermost, run_around, subject_of, trim

POINTING = ("this", "that", "it", "which")
"""Subjects that stand for what the sentence before has told."""


def by_aim(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The aim of EFFECT was CAUSE; CAUSE was the aim of EFFECT: the aim counts as the cause, as with "in order to"."""
    noun = words.root
    done = _of(noun)
    if not done or noun.pos_ != "NOUN":
        return None
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        aim = trim(doc, [place for place in inside(noun.head) if place > noun.head.i])
        # "The aim of the visit was clear" tells that there was one, not which.
        return (aim, done) if any(doc[place].pos_ in ("NOUN", "PROPN", "VERB") for place in aim) else None
    subject = _said_to_be(noun)
    return (trim(doc, inside(subject)), done) if subject is not None else None


def by_outcome(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """EFFECT was the result of CAUSE; the result of CAUSE was EFFECT."""
    noun = words.root
    cause = _of(noun)
    if not cause or noun.pos_ != "NOUN":
        return None
    if noun.dep_ == "nsubj" and noun.head.lemma_ == "be":
        effect = trim(doc, [place for place in inside(noun.head) if place > noun.head.i])
        return (cause, effect) if any(doc[place].pos_ in ("NOUN", "PROPN", "VERB") for place in effect) else None
    subject = _said_to_be(noun)
    return (cause, trim(doc, inside(subject))) if subject is not None else None


def by_blame(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """X attributed EFFECT to CAUSE; X blamed CAUSE for EFFECT, or EFFECT on CAUSE; and the same in the passive.

    ``cue.after`` holds the preposition before the cause, then the one before the effect, "" for none.
    """
    verb = outermost(words)
    if verb.pos_ != "VERB":
        return None
    before_cause, before_effect = cue.after
    plain = next((one for one in verb.children if one.dep_ in ("dobj", "nsubjpass")), None)
    if plain is None or plain.pos_ == "PRON":
        return None
    particle = before_cause or before_effect
    # A parser may hang the phrase on the noun before it ("blamed the break on them").
    own = [one for one in verb.rights if one.lower_ == particle] or [
        one for one in plain.rights if one.lower_ == particle
    ]
    marked = [place for place in inside(own[-1]) if place > own[-1].i] if own else []
    if not marked:
        return None
    used = {own[-1].i, *marked}
    beside = trim(doc, run_around([place for place in inside(plain) if place not in used], plain.i))
    told = trim(doc, run_around(marked, marked[0]))
    return (told, beside) if before_cause else (beside, told)


def _of(noun: Token) -> list[int]:
    """What stands behind "of", or "in" or "behind", at a noun."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "behind", "in"):
            return trim(noun.doc, [place for place in inside(child) if place > child.i])
    return []


def _said_to_be(noun: Token) -> Token | None:
    """The subject that is said to be what the noun says; None for one that only points back."""
    if noun.dep_ not in ("attr", "oprd"):
        return None
    subject = subject_of(clause_head(noun.head))
    return subject if subject is not None and subject.lower_ not in POINTING and subject.pos_ != "PRON" else None
