"""Whose statement a clause is: the author's, a quoted person's, or that of "reports"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from rapidfuzz import fuzz

from dragoman.coding.clause import SUBJECTS, agent, is_passive, owner_of, surface_subject
from dragoman.coding.parties import parties
from dragoman.coding.scene import Scene, Token, children
from dragoman.model.text import Citation, Quotation, Reading

NESTED = 8
"""Quotations begun before a place, or citations after it, that are looked at: nobody nests deeper."""


SAME_SURNAME = 88
"""Likeness (0 to 100) from which two spellings of a surname in one text are taken for one."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text names it, and the state it speaks for ("" when for none that is known)."""

    text: str
    state: str


AUTHOR = Voice("", "")


def voice_of(scene: Scene, token: Token, speech: frozenset[str]) -> Voice:
    """Who says what ``token`` says: ``AUTHOR`` when the document's author asserts it.

    ``speech`` are lemmas of verbs of saying. The innermost attribution wins: "A said that B claimed that C" is B's C.
    """
    node = token
    while node.head.i != node.i:
        head = node.head
        if node.dep_ in ("ccomp", "parataxis") and head.pos_ == "VERB" and head.lemma_.lower() in speech:
            return _subject_voice(scene, head)
        if node.dep_ == "acl" and head.lemma_.lower() in speech:
            return _phrase_voice(scene, owner_of(head) or head)
        node = head
    if node.i != token.i or token.dep_ == "ROOT":
        for child in children(node):
            inserted = child.dep_ in ("ccomp", "parataxis") and child.lemma_.lower() in speech
            if inserted and child.i != token.i and _frames(child, token):
                return _subject_voice(scene, child)
    return according_to(scene, token)


def _frames(comment: Token, token: Token) -> bool:
    """Is ``comment`` an inserted "X said" of the clause that holds ``token`` (and not about another one)?"""
    if any(child.dep_ in ("ccomp", "dobj") for child in children(comment)):
        return False
    return not any(inner.i == token.i for inner in comment.subtree)


def according_to(scene: Scene, token: Token) -> Voice:
    """The source of an "according to X" (or "in the opinion of X") that governs this sentence."""
    words = scene.words(list(scene.tokens)).lower()
    if not any(cue in words for cue in ("according", "in the opinion", "in the view", *scene.vocab.evidential)):
        return AUTHOR
    for one in scene.tokens:
        if one.lower_ == "according":
            for child in children(one):
                if child.lower_ == "to":
                    for noun in children(child):
                        if noun.dep_ == "pobj" and not any(inner.i == token.i for inner in noun.subtree):
                            return _phrase_voice(scene, noun)
        elif one.lower_ in scene.vocab.evidential:
            return Voice(one.text, "")
        elif one.lemma_ in ("opinion", "view") and one.dep_ == "pobj" and one.head.lower_ == "in":
            for child in children(one):
                if child.lower_ == "of":
                    for noun in children(child):
                        if noun.dep_ == "pobj":
                            return _phrase_voice(scene, noun)
    return AUTHOR


def quoted_voice(
    scene: Scene, place: int, quotations: tuple[Quotation, ...], citations: tuple[Citation, ...], speech: frozenset[str]
) -> Voice | None:
    """Who speaks at view offset ``place`` when it lies inside a quotation; None outside quotations.

    A quotation closed by a citation is the cited author's; else the subject of a verb of saying in the same sentence.
    """
    before = bisect_right(quotations, place, key=lambda one: one.start)
    inside = [one for one in quotations[max(0, before - NESTED) : before] if place < one.end]
    if not inside:
        return None
    quotation = min(inside, key=lambda one: one.end - one.start)
    after = bisect_right(citations, place, key=lambda one: one.start)
    for citation in citations[after : after + NESTED]:
        if citation.quoted and citation.claim_start <= place < citation.claim_end:
            return Voice(citation.author, "")
    for token in scene.tokens:
        at = scene.start + token.idx
        if token.pos_ == "VERB" and token.lemma_.lower() in speech and not quotation.start <= at < quotation.end:
            voice = _subject_voice(scene, token)
            if voice.text:
                return voice
    return Voice("", "")


def _subject_voice(scene: Scene, verb: Token) -> Voice:
    subject = agent(verb) if is_passive(verb) else surface_subject(verb)
    if subject is None or subject.lower_ in ("it", "there"):
        return Voice("reports", "") if is_passive(verb) else AUTHOR
    return _phrase_voice(scene, subject)


def _phrase_voice(scene: Scene, noun: Token) -> Voice:
    left = [child for child in children(noun) if child.i < noun.i and child.dep_ not in SUBJECTS]
    words = scene.words([inner for child in left for inner in child.subtree] + [noun])
    sides = parties(scene, noun)
    state = sides[0].party.state if sides else ""
    if sides and noun.pos_ == "PRON":
        words = sides[0].party.id
    return Voice(" ".join(words.split()), state)


def state_of_author(reading: Reading, author: str) -> str:
    """The state of a person of the text whom a citation names as its author, in whatever spelling; "" for others."""
    surname = author.split(",", maxsplit=1)[0].split()[-1:] or [""]
    for one in reading.actors:
        if one.kind == "person" and fuzz.ratio(one.text.split()[-1].lower(), surname[0].lower()) >= SAME_SURNAME:
            return one.state
    return ""
