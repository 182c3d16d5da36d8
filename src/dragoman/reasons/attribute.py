"""Which words of a parsed sentence are the cause and which the effect, by the form of its causal cue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.reasons.cues import Cue, Hit
from dragoman.reasons.tree import (
    SUBJECTS,
    Token,
    clause_head,
    clause_words,
    inside,
    is_verbal,
    right_of,
    run_around,
    subject_of,
    trim,
    with_list,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Claim:
    """A causal claim within one sentence: character offsets into it.

    ``cause`` is None when the cue points back to the sentence before ("Therefore ...").
    """

    cause: Span | None
    effect: Span
    signal: Span
    cue: Cue


Runs = tuple[list[int] | None, list[int]]
"""Tokens of the cause (None: the sentence before) and of the effect."""


def find_claims(doc: Any, hits: Sequence[Hit]) -> Iterator[Claim]:
    """The causal claims that the cues ``hits`` make in the parsed sentence ``doc``, in text order.

    One claim a cue at most. A cue whose parse does not bear it out ("since" of time, "so" of degree) makes none.
    """
    seen: set[tuple[Span | None, Span]] = set()
    for hit in hits:
        words = doc.char_span(hit.start, hit.end)
        if words is None or len(words) == 0:
            continue
        runs = RULES[hit.cue.form](doc, words, hit.cue)
        if runs is None:
            continue
        cause, effect = runs
        if not effect or cause == [] or (cause is not None and set(cause) & set(effect)):
            continue
        claim = Claim(
            _span(doc, cause) if cause is not None else None, _span(doc, effect), (hit.start, hit.end), hit.cue
        )
        if (claim.cause, claim.effect) not in seen:
            seen.add((claim.cause, claim.effect))
            yield claim


def _span(doc: Any, places: list[int]) -> Span:
    last = doc[places[-1]]
    return doc[places[0]].idx, last.idx + len(last.text)


def _outer(words: Any) -> Token:
    """The word of the cue that governs its others."""
    places = {token.i for token in words}
    for token in words:
        if token.head.i not in places:
            return token
    return words[0]


def by_phrase(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The cause is the noun phrase after the cue, the effect the clause that the cue hangs on."""
    last, first = words[-1], _outer(words)
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
    return cause, _effect(head, used)


def _is_causal_preposition(token: Token, objects: list[Token]) -> bool:
    """ "arrested for throwing stones", "protests over prices", but not "for ten years"."""
    if token.lower_ == "after":
        return any(child.dep_ == "pcomp" for child in objects)
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
    marker = words[-1] if len(words) == 1 else _outer(words)
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
    first, last = words[0], words[-1]
    if cue.words == "so" and not _is_conclusive_so(doc, first):
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
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is None or following.lower_ in ("far", "that", "much", "many", "called", "as", "long", "to", "-"):
        return False
    if following.pos_ in ("ADJ", "ADV") and not token.is_sent_start and following.dep_ != "advmod":
        return False
    return (
        token.i == 0 or doc[token.i - 1].text in (",", ";", "and", "“", '"', ":", "-", "–", "—") or token.dep_ == "cc"
    )


def _last_clause(doc: Any, places: list[int]) -> list[int]:
    """``places`` from their last semicolon or colon on."""
    cut = [place for place in places if doc[place].text in (";", ":")]
    return trim(doc, [place for place in places if not cut or place > cut[-1]])


def _first_clause(doc: Any, places: list[int]) -> list[int]:
    """``places`` up to their first semicolon."""
    cut = [place for place in places if doc[place].text == ";"]
    return trim(doc, [place for place in places if not cut or place < cut[0]])


def by_purpose(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The aim follows the cue and counts as the cause; the effect is the act done for it."""
    first, last = words[0], words[-1]
    if cue.words == "to":
        verb = last.head
        if last.tag_ != "TO" or verb.dep_ != "advcl" or verb.i < last.i or not is_verbal(verb.head):
            return None
        if any(child.dep_ == "mark" and child.i != last.i for child in verb.children):
            return None
        head, clause = verb.head, inside(verb)
    elif first.tag_ in ("VBG", "VBN"):
        verb = first
        if verb.dep_ not in ("advcl", "acl", "xcomp", "conj"):
            return None
        head, clause = clause_head(verb.head), inside(verb)
    else:
        found = _verb_after(doc, last.i)
        outer = _outer(words)
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


def by_verb(doc: Any, words: Any, cue: Cue) -> Runs | None:
    """The subject is the cause and the complement the effect; a passive turns them round."""
    verb = _outer(words)
    if verb.pos_ not in ("VERB", "AUX") or (verb.tag_ == "VBN" and verb.dep_ == "amod"):
        return None
    used = {token.i for token in words}
    passive = verb.tag_ == "VBN" and (
        any(child.dep_ in ("nsubjpass", "auxpass", "agent") for child in verb.children) or verb.dep_ == "acl"
    )
    if cue.after:
        particle = next((child for child in verb.rights if child.lower_ == cue.after), None)
        if particle is None:
            return None
        used.add(particle.i)
    if passive:
        agent = next((child for child in verb.children if child.dep_ == "agent" or child.lower_ == "by"), None)
        done_to = _left_side(verb)
        if agent is None or done_to is None:
            return None
        cause = _without_aside(doc, [place for place in inside(agent) if place > agent.i])
        return _turned(cue, cause, trim(doc, done_to))
    left = _left_side(verb)
    right = [place for place in right_of(verb) if place not in used]
    if cue.whole:
        right = sorted({*used, *right})
    if left is None or not [place for place in right if place not in used]:
        return None
    return _turned(cue, trim(doc, left), trim(doc, run_around(right, right[0])))


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
        if noun.pos_ == "VERB":
            return clause_words(noun, inside(verb))
        places = [place for place in inside(noun) if place < verb.left_edge.i]
        aside = next((place for place in places if place > noun.i and doc[place].text == ","), len(doc))
        return trim(doc, run_around([place for place in places if place < aside], noun.i))
    if verb.dep_ in ("advcl", "xcomp", "conj") and verb.tag_ in ("VBG", "VBN"):
        return clause_words(clause_head(verb.head), inside(verb))
    return None


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
    if noun.dep_ in ("nsubj", "nsubjpass"):
        verb = noun.head
        right = [place for place in range(verb.i + 1, len(doc)) if place not in told]
        cause = trim(doc, [place for place in right if place in set(inside(verb))])
        while cause and doc[cause[0]].dep_ in ("prep", "mark", "advmod", "aux") and doc[cause[0]].pos_ != "ADV":
            cause = trim(doc, cause[1:])
        return (cause, told) if cause and verb.lemma_ not in ("remain", "unknown") else None
    if noun.dep_ in ("attr", "oprd") or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
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


def _effect(head: Token, used: set[int]) -> list[int]:
    """The clause of ``head`` less the cause; where a participle has no subject, the noun it qualifies comes with it."""
    return clause_words(head, used)


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


RULES: dict[str, Callable[[Any, Any, Cue], Runs | None]] = {
    "phrase": by_phrase,
    "clause": by_clause,
    "result": by_result,
    "purpose": by_purpose,
    "verb": by_verb,
    "verb-back": by_verb,
    "noun": by_noun,
}
