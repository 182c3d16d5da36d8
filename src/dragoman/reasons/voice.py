"""Whose claim a causal claim is: the author's, a source's, or "according to X"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.model.text import ActorMention, Citation, Reading
from dragoman.reasons.tree import SUBJECTS, Token

SAYING = frozenset(
    {
        "say",
        "claim",
        "state",
        "declare",
        "argue",
        "maintain",
        "assert",
        "write",
        "report",
        "insist",
        "explain",
        "announce",
    }
    | {
        "allege",
        "contend",
        "believe",
        "think",
        "complain",
        "accuse",
        "tell",
        "answer",
        "reply",
        "recall",
        "admit",
        "note",
    }
    | {"hold", "suggest", "blame", "attribute", "ascribe", "charge", "feel", "consider", "see"}
)
"""Verbs whose subject is the one who claims what they govern."""

ASCRIBING = frozenset({"attribute", "ascribe", "blame"})
"""Verbs whose subject says of two things they govern that the one is the cause of the other."""

SUBJECT_WORDS = frozenset({"history", "histories", "story", "facts", "relations", "chronicle", "conflict", "dispute"})
"""Words of a title that tell what a work is about: whom it names besides, it does not speak for."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker as named ("" for the author), the state it speaks for ("" if unknown), and the citation given."""

    speaker: str
    state: str
    cited: str


def find_voice(reading: Reading, doc: Any, start: int, place: int) -> Voice:
    """Who says what stands at view offset ``place``, in the sentence parsed as ``doc`` that begins at ``start``.

    The innermost wins: a verb of saying inside the sentence, then "according to X", then the work that a quotation is
    cited from, or the writer who is cited for words retold, then the one who speaks the quotation. Without any of these
    it is the author: what an archive or a collection is cited for, the author has read out of it.
    """
    citation = _citation_of(reading.citations, place)
    cited = citation.text if citation is not None else ""
    name = _named(doc, place - start)
    if name is not None:
        first, last = name
        words = " ".join(doc.text[first:last].split())
        if words.lower() not in PRONOUNS:
            return Voice(words, state_within(reading.actors, start + first, start + last), cited)
    quotation = next((one for one in reading.quotations if one.start <= place < one.end), None)
    if citation is not None and (citation.quoted or SURNAMES.fullmatch(citation.author)):
        return Voice(citation.author, state_of_name(reading.actors, citation.author), cited)
    if quotation is not None and name is not None:
        before = [one for one in reading.actors if one.end <= start + name[0] and one.kind in ("person", "office")]
        if before:
            return Voice(before[-1].text, before[-1].state, cited)
    return Voice("", "", cited)


SURNAMES = re.compile(r"[A-ZÀ-Þ][\w'’-]+(?:(?:,| and| &|, and)(?: et al\.?| [A-ZÀ-Þ][\w'’-]+)| et al\.?)*")
"""Writers as a citation names them: "Ruiz", "Ruiz and Keller", "Ruiz et al."."""

PRONOUNS = frozenset({"he", "she", "they", "we", "i", "you", "it", "who", "which", "one", "this", "that"})


def _citation_of(citations: Sequence[Citation], place: int) -> Citation | None:
    return next((one for one in citations if one.claim_start <= place < one.claim_end), None)


def state_within(actors: Sequence[ActorMention], start: int, end: int) -> str:
    """The one state that the mentions between ``start`` and ``end`` stand for; "" when there is none, or several."""
    states = {one.state for one in actors if one.start < end and start < one.end and one.state}
    return states.pop() if len(states) == 1 else ""


def state_of_name(actors: Sequence[ActorMention], name: str) -> str:
    """The one state that the actor names inside ``name`` stand for, as this document uses them.

    No actor is spotted inside a citation, so "(Hoxha, 1980)" is known by the Hoxha of the text; a title that tells what
    it is about ("Soviet-Albanian Relations", "History of the Polish People") speaks for no state.
    """
    words = set(re.findall(r"\w+", name.lower()))
    if words & SUBJECT_WORDS:
        return ""
    states = {one.state for one in actors if one.state and words.issuperset(re.findall(r"\w+", one.text.lower()))}
    if not states and len(words) == 1:
        states = {
            one.state for one in actors if one.state and one.kind == "person" and words & {*one.text.lower().split()}
        }
    return states.pop() if len(states) == 1 else ""


def _named(doc: Any, place: int) -> tuple[int, int] | None:
    """The words that name the speaker of what stands at ``place`` in the sentence."""
    token = next((one for one in doc if one.idx <= place < one.idx + len(one.text)), None)
    if token is None:
        return None
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("ccomp", "parataxis") and node.head.lemma_.lower() in SAYING:
            subject = next((child for child in node.head.children if child.dep_ in SUBJECTS), None)
            if subject is not None and subject.dep_ != "expl":
                return _noun_words(subject)
        if node.head.pos_ == "VERB" and node.head.lemma_.lower() in ASCRIBING:
            who = _who_ascribes(node.head)
            return _noun_words(who) if who is not None else _according_to(doc)
        node = node.head
    return _according_to(doc)


def _who_ascribes(verb: Token) -> Token | None:
    """The subject of a verb of blaming, or who stands behind "by" in the passive; None for "it is ascribed"."""
    agent = next((child for child in verb.children if child.dep_ == "agent"), None)
    within = agent.children if agent is not None else verb.children
    return next((child for child in within if child.dep_ in (("pobj",) if agent is not None else ("nsubj",))), None)


def _according_to(doc: Any) -> tuple[int, int] | None:
    """The X of "according to X", "in the opinion of X", "in X's view", wherever it stands in the sentence."""
    for token in doc:
        if token.lower_ == "according":
            for to in token.children:
                for noun in to.children:
                    if to.lower_ == "to" and noun.dep_ == "pobj":
                        return _noun_words(noun)
        if token.lemma_ in ("opinion", "view", "eyes", "judgment", "judgement") and token.head.lower_ in ("in", "for"):
            for child in token.children:
                if child.dep_ == "poss":
                    return _noun_words(child)
                for noun in child.children:
                    if child.lower_ == "of" and noun.dep_ == "pobj":
                        return _noun_words(noun)
    return None


def _noun_words(noun: Token) -> tuple[int, int]:
    """A noun with what stands before it and its "of" phrases, not its clauses."""
    last = noun
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "in"):
            last = child.right_edge
        else:
            break
    first = noun.left_edge
    return first.idx, last.idx + len(last.text)
