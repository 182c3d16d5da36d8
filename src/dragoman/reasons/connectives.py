"""Cause and effect around prepositions, conjunctions, adverbs and purposes."""

from __future__ import annotations

from typing import Any

from dragoman.reasons.cues import Cue
from dragoman.reasons.tree import (
    SUBJECTS,
    Runs,
    Token,
    clause_head,
    clause_words,
    first_with_subject,
    inside,
    is_verbal,
    outermost,
    run_around,
    subject_of,
    trim,
    with_list,
)


def by_phrase(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The cause is the noun phrase after the cue, the effect the clause that the cue hangs on."""
    last, first = words[-1], outermost(words)
    objects = [child for child in last.rights if child.dep_ in ("pobj", "pcomp", "dobj", "prep")]
    if cue.weak and not _is_causal_preposition(last, objects):
        return None
    cause = [place for child in objects for place in inside(child) if place > last.i]
    if not cause:
        cause = _to_comma(doc, last.i + 1)
    cause = with_list(doc, trim(doc, run_around(cause, min(cause, default=0))))
    if not cause:
        return None
    used = {*cause, *(token.i for token in words), *(place for place in inside(first) if place >= first.i)}
    head = clause_head(first.head if first.head.i != first.i else first)
    if head.i in used:
        return cause, trim(doc, _other_side(doc, words, cause))
    if head.lemma_ == "be" and head.i < first.i <= head.i + 2 and subject_of(head) is not None:
        return cause, trim(doc, [place for place in inside(subject_of(head)) if place not in used])
    if cue.weak and first.head.pos_ in ("NOUN", "PROPN") and first.head.i < first.i:
        noun = first.head
        return cause, trim(doc, run_around([place for place in inside(noun) if place < first.i], noun.i))
    return cause, _effect(head, used)


def _is_causal_preposition(token: Token, objects: list[Token]) -> bool:
    """ "arrested for throwing stones", "protests over prices", but not "for ten years"."""
    if token.lower_ == "over":
        return token.head.lemma_ in QUARRELS
    return any(child.dep_ == "pcomp" and child.tag_ == "VBG" for child in objects)


QUARRELS = frozenset(
    {
        "protest",
        "quarrel",
        "dispute",
        "clash",
        "conflict",
        "crisis",
        "anger",
        "row",
        "tension",
        "split",
        "war",
        "strike",
    }
    | {"rally", "demonstration", "demonstrate", "march", "fight", "resign", "arrest", "outrage", "violence", "unrest"}
)


def by_clause(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The cause is the clause that the cue opens, the effect the clause that governs it."""
    marker = words[-1] if len(words) == 1 else outermost(words)
    verb = marker.head if len(words) == 1 else _verb_after(doc, words[-1].i)
    if verb is None or verb.i == marker.i:
        return None
    if len(words) == 1 and (marker.dep_ not in ("mark", "advmod") or verb.dep_ not in ("advcl", "ccomp", "conj")):
        return None
    if cue.weak and _is_of_time(verb, marker):
        return None
    clause = [place for place in inside(verb) if place > words[-1].i]
    cause = trim(doc, run_around(clause, verb.i))
    head = clause_head(verb.head) if len(words) == 1 else clause_head(marker.head)
    if head.i in clause or head.i == verb.i:
        return cause, trim(doc, _other_side(doc, words, cause))
    return cause, _effect(head, {*clause, *(token.i for token in words), *inside(marker), *inside(verb)})


def _is_of_time(verb: Token, marker: Token) -> bool:
    """ "Since" with a perfect in the main clause, and "as" with a participle or a bare manner, tell no cause."""
    if marker.lower_ == "since":
        main = verb.head
        return any(child.dep_ == "aux" and child.lemma_ == "have" for child in main.children)
    return not any(child.dep_ in SUBJECTS for child in verb.children) or verb.lemma_ in (
        "say",
        "report",
        "see",
        "know",
        "show",
    )


def by_result(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The effect follows the cue; the cause is what stands before it, here or in the sentence before."""
    first, last = next((token for token in words if token.is_alpha), words[0]), words[-1]
    if last.lower_ == "so" and not _is_conclusive_so(doc, last):
        return None
    before = trim(doc, [token.i for token in doc if token.i < first.i])
    after = trim(doc, [token.i for token in doc if token.i > last.i])
    if before and not any(is_verbal(doc[place]) for place in before):
        after = sorted({*before, *after})
        before = []
    if not before:
        return None, after
    verb = clause_head(first)
    if first.i > 0 and doc[first.i - 1].text not in (",", ";", ":", "-", "–", "—") and doc[first.i - 1].dep_ != "cc":
        # "it was therefore cut": the adverb stands within its clause, so the clause as a whole is the effect
        start = min((place for place in inside(verb)), default=first.i)
        rest = [place for place in before if place < start]
        return (trim(doc, rest) or None), trim(doc, [place for place in range(start, len(doc)) if place != first.i])
    return _last_clause(doc, before), _first_clause(doc, after)


def _is_conclusive_so(doc: Any, token: Token) -> bool:
    """Not "so far", "so that", "so tired"."""
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is None or following.lower_ in ("far", "that", "much", "many", "called", "as", "long", "to", "-"):
        return False
    return following.pos_ not in ("ADJ", "ADV") or following.dep_ == "advmod"


def _last_clause(doc: Any, places: list[int]) -> list[int]:
    """``places`` from their last semicolon or colon on."""
    cut = [place for place in places if doc[place].text in (";", ":")]
    return trim(doc, [place for place in places if not cut or place > cut[-1]])


def _first_clause(doc: Any, places: list[int]) -> list[int]:
    """``places`` up to their first semicolon."""
    cut = [place for place in places if doc[place].text == ";"]
    return trim(doc, [place for place in places if not cut or place < cut[0]])


REMARKS = frozenset({"summarize", "summarise", "sum", "conclude", "begin", "repeat", "be", "recapitulate", "quote"})
"""What "to ..." does to the text rather than in the world ("to summarize")."""


def by_purpose(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The aim follows the cue and counts as the cause; the effect is the act done for it."""
    first, last = words[0], words[-1]
    if cue.words == "to":
        verb = last.head
        if last.tag_ != "TO" or verb.dep_ != "advcl" or verb.i < last.i or not is_verbal(verb.head):
            return None
        if any(child.dep_ == "mark" and child.i != last.i for child in verb.children) or verb.lemma_ in REMARKS:
            return None
        head, clause = verb.head, inside(verb)
    elif first.tag_ in ("VBG", "VBN"):
        verb = first
        if verb.tag_ == "VBN" and any(child.dep_ == "nsubjpass" for child in verb.children):
            subject = next(child for child in verb.children if child.dep_ == "nsubjpass")
            return trim(doc, [place for place in inside(verb) if place > last.i]), trim(doc, inside(subject))
        if verb.dep_ not in ("advcl", "acl", "xcomp", "conj") or any(child.dep_ == "aux" for child in verb.children):
            return None
        head, clause = clause_head(verb.head), inside(verb)
    else:
        found = _verb_after(doc, last.i)
        outer = outermost(words)
        anchor = found if found is not None and last.text.lower() in ("to", "that", "lest") else None
        clause = inside(anchor) if anchor is not None else inside(outer)
        top = outer if outer.head.i not in clause else (anchor or outer)
        head = clause_head(top.head)
        clause = sorted({*clause, *inside(outer)})
        if head.i in clause:
            cause = trim(doc, _to_comma(doc, last.i + 1))
            return cause, trim(doc, _other_side(doc, words, cause))
    cause = trim(doc, run_around([place for place in clause if place > last.i], last.i + 1))
    return cause, _effect(head, {*clause, *(token.i for token in words)})


def _effect(head: Token, used: set[int]) -> list[int]:
    """The clause of ``head`` less the cause, from the subject that it shares with an earlier verb on."""
    start = first_with_subject(head)
    if start.i in used:
        start = head
    words = clause_words(start, used)
    if start.dep_ in ("relcl", "acl") and start.head.i not in used and start.left_edge.i - start.head.i <= 2:
        noun = start.head
        words = trim(noun.doc, run_around([place for place in inside(noun) if place not in used], noun.i))
    if len(words) < 2 and start.head.i != start.i and start.head.i not in used:
        words = clause_words(clause_head(start.head), used)
    return words


def _to_comma(doc: Any, start: int) -> list[int]:
    places = []
    for place in range(start, len(doc)):
        if doc[place].text in (",", ";", ":", "."):
            break
        places.append(place)
    return places


def _other_side(doc: Any, words: Any, cause: list[int]) -> list[int]:
    """What is left of the sentence when the parse does not say what the cue hangs on: before it, else after it."""
    first = min([words[0].i, *cause])
    before = [token.i for token in doc if token.i < first]
    if sum(doc[place].is_alpha for place in before) >= 3:
        return before
    return [token.i for token in doc if token.i > max([words[-1].i, *cause])]


def _verb_after(doc: Any, place: int) -> Token | None:
    """The verb of the clause that begins after ``place``."""
    for token in doc[place + 1 :]:
        if is_verbal(token) and token.dep_ not in ("aux", "auxpass", "amod"):
            return token
        if token.text in (";", "."):
            return None
    return None
