"""Cause and effect around verbs of causing and nouns of cause."""

from __future__ import annotations

from typing import Any

from dragoman.reasons.cues import Cue
from dragoman.reasons.tree import (
    SUBJECTS,
    Runs,
    Token,
    clause_head,
    clause_words,
    inside,
    is_verbal,
    outermost,
    right_of,
    run_around,
    subject_of,
    trim,
)


def by_verb(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The subject is the cause and the complement the effect; a passive turns them round."""
    verb = outermost(words)
    if verb.pos_ not in ("VERB", "AUX") or (verb.tag_ == "VBN" and verb.dep_ == "amod"):
        return None
    if _is_only_meant(verb):
        return None
    used = {token.i for token in words}
    passive = verb.tag_ == "VBN" and (
        any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children) or verb.dep_ == "acl"
    )
    if cue.after:
        particle = next((child for token in words for child in token.rights if child.lower_ in cue.after), None)
        if particle is None or (
            "to" in cue.after and any(child.dep_ == "dobj" for child in verb.children if child not in words)
        ):
            return None
        used.add(particle.i)
    if passive and not (cue.form == "verb-back" and cue.after):
        agent = next((child for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"), None)
        done_to = _left_side(verb)
        if agent is None or done_to is None:
            return None
        cause = _without_aside(doc, [place for place in inside(agent) if place > agent.i])
        return _turned(cue, cause, trim(doc, done_to))
    if cue.clause and not _moves_somebody(verb):
        return None
    if not cue.after and not any(child.dep_ in OBJECTS for child in verb.rights):
        return None
    left = _left_side(verb)
    right = [place for place in right_of(verb) if place not in used]
    if cue.whole:
        right = sorted({*used, *right})
    if left is None or not [place for place in right if place not in used]:
        return None
    return _turned(cue, trim(doc, left), trim(doc, run_around(right, right[0])))


OBJECTS = ("dobj", "ccomp", "xcomp", "pobj", "nsubj", "oprd")


def _is_only_meant(verb: Token) -> bool:
    """An act that is aimed at, not done: "efforts to damage", "the decision to force them"."""
    return verb.tag_ == "VB" and verb.dep_ in ("acl", "advcl") and any(child.lower_ == "to" for child in verb.lefts)


def _moves_somebody(verb: Token) -> bool:
    """Is somebody brought to do something: "forced them to leave", "drove it into an alliance", "made it public"?"""
    for child in verb.rights:
        if verb.lemma_ == "make":
            # "made clear that they would leave" brings nobody to anything: there a clause of its own follows.
            bare = child.tag_ == "VB" or child.pos_ in ("ADJ", "NOUN", "PROPN") or child.tag_ == "VBN"
            finite = any(one.dep_ in ("mark", "aux", "auxpass") for one in child.lefts)
            if child.dep_ == "ccomp" and bare and not finite and any(one.dep_ in SUBJECTS for one in child.lefts):
                return True
            continue
        if child.dep_ in ("xcomp", "ccomp") and any(left.lower_ == "to" for left in child.lefts):
            return True
        if child.dep_ == "prep" and child.lower_ in ("to", "into", "toward", "towards"):
            return any(other.dep_ == "dobj" for other in verb.rights)
    return False


def _turned(cue: Cue, left: list[int], right: list[int]) -> Runs:
    return (right, left) if cue.form == "verb-back" else (left, right)


def _left_side(verb: Token) -> list[int] | None:
    """What a verb is said of: its subject, the noun it qualifies, or the clause it hangs on."""
    subject = subject_of(verb)
    doc = verb.doc
    if subject is not None and subject.tag_ not in ("WDT", "WP"):
        return trim(doc, run_around(inside(subject), subject.i))
    if verb.dep_ in ("relcl", "acl"):
        noun = _cleft(verb) or verb.head
        if _sums_up(noun):
            return clause_words(clause_head(noun), inside(noun))
        if noun.pos_ == "VERB" or (
            noun.dep_ == "pobj" and verb.left_edge.i > 0 and doc[verb.left_edge.i - 1].text == ","
        ):
            return clause_words(clause_head(noun), inside(verb))
        places = [place for place in inside(noun) if place < verb.left_edge.i]
        aside = next((place for place in places if place > noun.i and doc[place].text == ","), len(doc))
        return trim(doc, run_around([place for place in places if place < aside], noun.i))
    before = doc[verb.i - 2] if verb.i > 1 and doc[verb.i - 1].text == "," else None
    if verb.tag_ == "VBN" and before is not None and before.pos_ in ("NOUN", "PROPN") and before.dep_ != "pobj":
        return trim(doc, run_around([place for place in inside(before) if place < verb.i], before.i))
    if verb.dep_ in ("advcl", "xcomp", "conj") and verb.tag_ in ("VBG", "VBN"):
        return clause_words(clause_head(verb.head), inside(verb))
    return None


SUMS = frozenset({"fact", "reason", "step", "move", "development", "circumstance", "situation", "something", "matter"})


def _sums_up(noun: Token) -> bool:
    """Does a noun behind a comma only take up the clause before it: "the harvest failed, a fact which ..."?"""
    first = noun.left_edge.i
    after_comma = first > 0 and noun.doc[first - 1].text in (",", "–", "—")
    return after_comma and noun.i - first < 3 and noun.lemma_.lower() in SUMS


def _cleft(verb: Token) -> Token | None:
    """The X of "it was X, ..., which VERB": the parser hangs the relative clause on the nearest noun instead."""
    main = clause_head(verb.head)
    while main.dep_ in ("acl", "relcl"):
        main = clause_head(main.head)
    if (
        verb.dep_ != "relcl"
        or main.lemma_ != "be"
        or verb.left_edge.i == 0
        or verb.doc[verb.left_edge.i - 1].text != ","
    ):
        return None
    if not any(child.lower_ == "it" and child.dep_ in SUBJECTS for child in main.children):
        return None
    return next((child for child in main.children if child.dep_ == "attr" and child.i < verb.i), None)


def _without_aside(doc: Any, places: list[int]) -> list[int]:
    """``places`` up to a relative clause that a comma sets off."""
    for place in places:
        if doc[place].tag_ in ("WDT", "WP") and place > 0 and doc[place - 1].text == ",":
            return trim(doc, [one for one in places if one < place - 1])
    return trim(doc, places)


def by_noun(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The reason for EFFECT was CAUSE; CAUSE was the reason why EFFECT; a reason that affected EFFECT was CAUSE."""
    noun = words.root
    if noun.pos_ not in ("NOUN", "PROPN"):
        return None
    told = _told_effect(noun)
    if not told:
        return None
    if _sums_up(noun):
        return clause_words(clause_head(noun), inside(noun)), told
    if noun.dep_ in ("nsubj", "nsubjpass"):
        verb = noun.head
        right = [place for place in range(verb.i + 1, len(doc)) if place not in told]
        cause = trim(doc, [place for place in right if place in set(inside(verb))])
        while cause and doc[cause[0]].dep_ in ("prep", "mark", "advmod", "aux") and doc[cause[0]].pos_ != "ADV":
            cause = trim(doc, cause[1:])
        return (cause, told) if any(doc[place].pos_ in ("NOUN", "PROPN", "VERB") for place in cause) else None
    # Who comes in "as the source of credits" gives them; nothing is said to follow from it.
    named_as = noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.lemma_.lower() not in ("source", "origin")
    if noun.dep_ in ("attr", "oprd") or named_as:
        subject = subject_of(clause_head(noun.head))
        if subject is not None and subject.pos_ != "PRON":
            return trim(doc, inside(subject)), told
        if subject is not None and subject.lower_ in ("this", "that", "it", "which"):
            return None, told
    return None


def _told_effect(noun: Token) -> list[int]:
    """The effect that a noun of cause names: "of X", "for X", "behind X", "why X", "that affected X"."""
    doc = noun.doc
    for child in noun.rights:
        if child.lower_ in ("of", "for", "behind", "in") and child.dep_ == "prep":
            return trim(doc, [place for place in inside(child) if place > child.i])
        if child.dep_ in ("relcl", "acl", "advcl") and is_verbal(child):
            places = inside(child)
            if any(doc[place].lower_ in ("why", "how") for place in places[:1]):
                return trim(doc, places[1:])
            if any(doc[place].lower_ in ("which", "that") for place in places[:1]):
                return trim(doc, right_of(child))
            return trim(doc, places)
    return []
