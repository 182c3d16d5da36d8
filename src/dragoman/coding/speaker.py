"""Whose statement a clause is: the author's, a quoted person's, or that of "reports"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from dragoman.coding.attribution import OPEN, Attribution, attributions_of
from dragoman.coding.attribution_label import label_of
from dragoman.coding.attribution_source import EMPTY_SUBJECTS
from dragoman.coding.clause import SUBJECTS, is_passive
from dragoman.coding.parties import parties
from dragoman.coding.scene import Scene, Token, children
from dragoman.model.text import Citation, Quotation, Reading
from dragoman.vocab.lexicon import load_lexicon

NESTED = 8
"""Quotations begun before a place, or citations after it, that are looked at: nobody nests deeper."""

SAME_SURNAME = 88
"""Likeness (0 to 100) from which two spellings of a surname in one text are taken for one."""

SPOKEN = frozenset({"said", "thought", "shown"})
"""Kinds of attribution whose content is a statement on what happened; what somebody wants or blames is none."""

STATED = frozenset({"clause", "quotation", "raised-passive"})
"""Forms of content that tell what happened; "it seems to", "described the visit", "claimed to" do not."""

URGING = frozenset({"should", "must", "can", "may", "cannot"})
"""With these an author says himself what "must be said"; "it was said" hands on what others say."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as the text names it, and the state it speaks for ("" when for none that is known)."""

    text: str
    state: str


AUTHOR = Voice("", "")


def voice_of(scene: Scene, token: Token, speech: frozenset[str]) -> Voice:
    """Who says what ``token`` says: ``AUTHOR`` when the document's author asserts it.

    ``speech`` are lemmas of words whose subject vouches for what follows ("say", "report"), unlike that of "know" or
    "agree". The innermost attribution wins: "A said that B claimed that C" is B's C. What "I" or "my delegation" say is
    the author's, or that of the speaker before whose words his name stands ("The Secretary: ..."); so is what he says
    that the facts show, or that must be said.
    """
    around = [one for one in _attributions(scene) if _vouches(one, speech) and _covers(one, token)]
    around = [one for one in around if not _is_own(scene, one)]
    if not around:
        return _labelled(scene, scene.start + token.idx)
    return _voice(
        scene, max(around, key=lambda one: (sum(_covers(other, one.word) for other in around), -_extent(one)))
    )


def _is_own(scene: Scene, one: Attribution) -> bool:
    """Is it the author who says so: "we say", "my delegation holds", "the facts show", "it must be said"?"""
    if one.head is None or one.head.lower_ in EMPTY_SUBJECTS:
        return one.word.pos_ == "VERB" and any(child.lower_ in URGING for child in children(one.word))
    first = scene.vocab.first_person
    whose = [child for child in children(one.head) if child.dep_ == "poss"]
    if one.head.lower_ in first or any(child.lower_ in first for child in whose):
        return True
    return one.head.lemma_.lower() in scene.vocab.argument and not whose


def _labelled(scene: Scene, place: int) -> Voice:
    label = label_of(scene.reading.view.text, place)
    if label is None:
        return AUTHOR
    start, end = label.name
    actors = scene.reading.actors
    named = actors[bisect_left(actors, start, key=lambda one: one.start) :][:1]
    state = named[0].state if named and named[0].end <= end else ""
    return Voice(scene.reading.view.text[start:end], state)


def quoted_voice(
    scene: Scene, place: int, quotations: tuple[Quotation, ...], citations: tuple[Citation, ...], speech: frozenset[str]
) -> Voice | None:
    """Who speaks at view offset ``place`` when it lies inside a quotation; None outside quotations.

    A quotation closed by a citation is the cited author's; else that of a verb of saying outside it in the sentence.
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
    for one in _attributions(scene):
        at = scene.start + one.word.idx
        if _brings_in(one, speech) and not quotation.start <= at < quotation.end:
            voice = _voice(scene, one)
            if voice.text:
                return voice
    if scene.start <= quotation.start and quotation.end <= scene.start + len(scene.doc.text):
        return AUTHOR
    return _beside(scene.reading, quotation, speech)


def _beside(reading: Reading, quotation: Quotation, speech: frozenset[str]) -> Voice:
    """Who speaks a quotation of several sentences: the actor named with a verb of saying right before or after it."""
    text = reading.view.text
    after = text[quotation.end : quotation.end + REACH]
    after = after[: min((found.start() for found in (_STOP.search(after, 2),) if found), default=len(after))]
    before = text[max(0, quotation.start - REACH) : quotation.start]
    before = before[max((found.end() for found in _STOP.finditer(before)), default=0) :]
    for start, words in ((quotation.end, after), (quotation.start - len(before), before)):
        if _forms(speech).isdisjoint(_WORD.findall(words.lower())):
            continue
        first = bisect_left(reading.actors, start, key=lambda one: one.start)
        for one in reading.actors[first : first + NESTED]:
            if one.end > start + len(words):
                break
            if one.kind in SPEAKERS:
                return Voice(one.text, one.state)
    return AUTHOR


@cache
def _forms(speech: frozenset[str]) -> frozenset[str]:
    """The forms in which verbs of saying stand in a text."""
    lexicon = load_lexicon()
    return frozenset(form for lemma in sorted(speech) for form in lexicon.forms("verb", lemma))


_STOP = re.compile(r"[.!?;]\s|\n")
_WORD = re.compile(r"[^\W\d_]+")
SPEAKERS = frozenset({"person", "office", "state", "capital", "body", "party"})
REACH = 120
"""Characters beside a quotation in which its speaker is named."""


def _attributions(scene: Scene) -> tuple[Attribution, ...]:
    """The attributions of the sentence, read once and kept with it."""
    kept = scene.doc.user_data
    found: tuple[Attribution, ...] | None = kept.get("attributions")
    if found is None:
        quoted = list(_quoted(scene))
        found = kept["attributions"] = attributions_of(scene.doc, quoted)
    return found


def _quoted(scene: Scene) -> Iterator[tuple[int, int]]:
    """The quotations of the sentence that stand in no other, as offsets into it."""
    quotations, last = scene.reading.quotations, 0
    end = scene.start + len(scene.doc.text)
    for one in quotations[max(0, bisect_right(quotations, scene.start, key=lambda one: one.start) - NESTED) :]:
        if one.start >= end:
            break
        if one.end > scene.start and one.start >= last:
            yield one.start - scene.start, one.end - scene.start
            last = one.end


def _vouches(one: Attribution, speech: frozenset[str]) -> bool:
    if one.form in ("phrase", "evidential"):
        return True
    return one.form in STATED and one.kind in SPOKEN and one.word.lemma_.lower() in speech


def _brings_in(one: Attribution, speech: frozenset[str]) -> bool:
    return one.form in (*STATED, OPEN) and one.word.pos_ == "VERB" and one.word.lemma_.lower() in speech


def _covers(one: Attribution, token: Token) -> bool:
    return one.word.i != token.i and any(start <= token.idx < end for start, end in one.content)


def _extent(one: Attribution) -> int:
    return sum(end - start for start, end in one.content)


def _voice(scene: Scene, one: Attribution) -> Voice:
    if one.form == "evidential":
        return Voice(one.word.text, "")
    if one.head is None or one.head.lower_ in EMPTY_SUBJECTS:
        told = one.kind == "said" and one.word.pos_ == "VERB" and is_passive(one.word)
        return Voice("reports", "") if told else AUTHOR
    return _phrase_voice(scene, one.head)


def _phrase_voice(scene: Scene, noun: Token) -> Voice:
    words = scene.words(_name_of(noun))
    sides = parties(scene, noun)
    state = sides[0].party.state if sides else ""
    if sides and noun.pos_ == "PRON":
        words = sides[0].party.id
    return Voice(" ".join(words.split()), state)


def _name_of(noun: Token) -> list[Token]:
    """The noun with what stands before it, and with whose it is: "the Government of the Soviet Union"."""
    left = [child for child in children(noun) if child.i < noun.i and child.dep_ not in SUBJECTS]
    name = [inner for child in left for inner in child.subtree] + [noun]
    for of in children(noun):
        if of.i == noun.i + 1 and of.lower_ == "of":
            name += [word for child in children(of) if child.dep_ == "pobj" for word in _name_of(child)]
    return name


def state_of_author(reading: Reading, author: str) -> str:
    """The state of a person of the text whom a citation names as its author, in whatever spelling; "" for others."""
    surname = author.split(",", maxsplit=1)[0].split()[-1:] or [""]
    for one in reading.actors:
        if one.kind == "person" and fuzz.ratio(one.text.split()[-1].lower(), surname[0].lower()) >= SAME_SURNAME:
            return one.state
    return ""
