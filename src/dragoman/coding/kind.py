"""Which act a word names where it stands: the first frame of the lexicon whose demands hold in the parse."""

from __future__ import annotations

from collections.abc import Callable

from dragoman.coding.clause import direct_object, is_passive, logical_object, logical_subject, particle, prepositions
from dragoman.coding.scene import Token, children
from dragoman.vocab.frames import Frame
from dragoman.vocab.lexicon import Lexicon
from dragoman.vocab.words import load_words

Asks = Callable[[Token], bool]


def frame_of(token: Token, lexicon: Lexicon, is_actor: Asks, is_name: Asks) -> Frame | None:
    """The frame of ``token`` that holds here; None when none does or when the one that does names no act.

    ``is_actor`` says of a noun whether it stands for an actor, ``is_name`` whether it is part of the name of one: the
    "union" that one leaves is not the Soviet Union.
    """
    frames = holding(token, lexicon, is_actor, is_name)
    return frames[0] if frames and frames[0].event_type else None


def holding(token: Token, lexicon: Lexicon, is_actor: Asks, is_name: Asks) -> list[Frame]:
    """All frames of ``token`` whose demands hold here, the most demanding first."""
    if is_verb(token):
        return [frame for frame in frames_of(token, lexicon) if _verb_holds(frame, token, is_actor, is_name)]
    return [frame for frame in frames_of(token, lexicon) if _noun_holds(frame, token)]


def frames_of(token: Token, lexicon: Lexicon) -> tuple[Frame, ...]:
    """What the lexicon says of the word, whatever stands around it."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        return lexicon.verbs(lemma)
    if token.pos_ in ("NOUN", "PROPN"):
        return lexicon.nouns(lemma) or lexicon.nouns(token.lower_)
    return lexicon.adjectives(lemma) if token.pos_ == "ADJ" else ()


def is_verb(token: Token) -> bool:
    """Is it a verb of its own, no auxiliary of another?"""
    return bool(token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass")))


def _verb_holds(frame: Frame, verb: Token, is_actor: Asks, is_name: Asks) -> bool:
    if (
        frame.particle
        and frame.particle != particle(verb)
        and not any(
            child.lower_ == frame.particle and child.dep_ in ("prep", "advmod", "prt") for child in children(verb)
        )
    ):
        return False
    thing = logical_object(verb)
    if frame.objects and (thing is None or is_name(thing) or not _headed(thing, frame.objects)):
        return False
    if frame.barred and thing is not None and _headed(thing, frame.barred):
        return False
    if frame.subjects and not _headed(logical_subject(verb), frame.subjects):
        return False
    if frame.object_kind == "none" and thing is not None:
        return False
    if frame.object_kind == "party" and (thing is None or not is_actor(thing)):
        return False
    if frame.object_kind == "thing" and (thing is None or is_actor(thing)):
        return False
    if frame.complement and not _complement(verb, frame.complement):
        return False
    if frame.needs or frame.prep_objects:
        phrases = prepositions(verb) + (prepositions(thing) if thing is not None and not is_passive(verb) else ())
        if frame.needs:
            phrases = tuple(one for one in phrases if one[0] in frame.needs)
            if not phrases and not _bare_preposition(verb, frame.needs):
                return False
        if frame.prep_objects and not any(_headed(noun, frame.prep_objects) for _, noun in phrases):
            return False
    return True


def _noun_holds(frame: Frame, noun: Token) -> bool:
    if frame.objects or frame.barred:
        near = {
            child.lemma_.lower()
            for child in children(noun)
            if child.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod")
        }
        for name, inner in prepositions(noun):
            if name in ("of", "on", "in", "for"):
                near.add(inner.lemma_.lower())
        near |= _predicates(noun)
        if frame.objects and not near & frame.objects:
            return False
        if near & frame.barred:
            return False
    if frame.complement and not _complement(noun, frame.complement):
        return False
    if frame.needs or frame.prep_objects:
        phrases = prepositions(noun)
        if frame.needs:
            phrases = tuple(one for one in phrases if one[0] in frame.needs)
            if not phrases:
                return False
        if frame.prep_objects and not any(_headed(inner, frame.prep_objects) for _, inner in phrases):
            return False
    return True


def _predicates(noun: Token) -> set[str]:
    """What is said of a noun as its predicate: "relations became close", "ties grew warmer"."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in load_words().copula:
        return set()
    found = [child for child in children(verb) if child.dep_ in ("acomp", "attr", "oprd", "xcomp")]
    found += [child for one in found for child in children(one) if child.dep_ == "conj"]
    return {form for one in found for form in (one.lemma_.lower(), one.lower_)}


def _headed(noun: Token | None, lemmas: frozenset[str]) -> bool:
    """Is ``noun`` (or what is coordinated with it, or "a series of ...") one of ``lemmas``?"""
    if noun is None:
        return False
    heads = [noun, *(child for child in children(noun) if child.dep_ == "conj")]
    for head in heads:
        if head.lemma_.lower() in lemmas or head.lower_ in lemmas:
            return True
        for name, inner in prepositions(head):
            if name == "of" and head.lemma_.lower() in load_words().quantity and inner.lemma_.lower() in lemmas:
                return True
    return False


QUANTITY = frozenset(
    {"series", "number", "lot", "kind", "type", "part", "round", "amount", "quantity", "majority", "rest", "form"}
)


def _bare_preposition(verb: Token, names: tuple[str, ...]) -> bool:
    """A stranded or clausal preposition: "the war they fought in", "led to invading"."""
    return any(child.dep_ == "prep" and child.lower_ in names for child in children(verb))


def _complement(token: Token, kind: str) -> bool:
    for child in children(token):
        if child.dep_ in ("xcomp", "ccomp", "acl", "advcl", "oprd", "pcomp"):
            infinitive = any(inner.lower_ == "to" and inner.dep_ == "aux" for inner in children(child))
            if kind == "to" and infinitive:
                return True
            if kind == "that" and child.dep_ in ("ccomp", "acl") and not infinitive:
                return True
            if kind == "ing" and child.tag_ == "VBG":
                return True
        elif child.dep_ == "prep" and kind == "ing" and any(inner.dep_ == "pcomp" for inner in children(child)):
            return True
    return False


def consumed(verb: Token, frame: Frame) -> set[int]:
    """The words that the frame of a verb takes up, so that "signed a treaty" is not a signing and a treaty."""
    taken: set[int] = set()
    thing = logical_object(verb) or direct_object(verb)
    if frame.objects and thing is not None:
        taken.add(thing.i)
        taken |= {
            child.i for child in children(thing) if child.dep_ == "conj" and child.lemma_.lower() in frame.objects
        }
    if frame.prep_objects:
        for _, noun in prepositions(verb) + (prepositions(thing) if thing is not None else ()):
            if _headed(noun, frame.prep_objects):
                taken.add(noun.i)
    return taken
