"""Whose words an attribution hands on: the noun phrase that names the source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.coding.attribution_spans import phrase
from dragoman.coding.clause import SUBJECTS, agent, antecedent, is_passive, surface_subject
from dragoman.coding.scene import Token, children
from dragoman.vocab.attributing import load_attributing
from dragoman.vocab.words import load_words

EMPTY_SUBJECTS = frozenset({"it", "there"})
"""Subjects that name nobody: "it was said"."""

BEARERS = ("of", "by", "from", "among", "amongst", "between")
"""Prepositions before the one whose claim, fear or promise a noun names."""


@dataclass(frozen=True, slots=True)
class Source:
    """The words that name a source, and the noun that a reader is led to; both empty when none is named."""

    tokens: tuple[Token, ...] = ()
    head: Token | None = None


NOBODY = Source()


def source_of(token: Token, part: str, content: Sequence[Token]) -> Source:
    """The source of what ``token`` (a verb, noun or adjective of attribution) hands on as ``content``."""
    if part == "verb":
        return _of_verb(token, content)
    if part == "adjective":
        verb = token.head
        return _of_verb(verb, content) if token.dep_ in ("acomp", "oprd") and verb.pos_ in ("VERB", "AUX") else NOBODY
    return _of_noun(token, content)


def _of_verb(verb: Token, content: Sequence[Token]) -> Source:
    if is_passive(verb) or _is_bare_participle(verb):
        by = agent(verb)
        return _named(by, content, verb) if by is not None else NOBODY
    for child in children(verb):
        if child.dep_ in SUBJECTS:
            if child.tag_ in ("WDT", "WP") or (child.lower_ == "that" and verb.dep_ == "relcl"):
                return Source((child,), antecedent(verb) or child)
            if child.lower_ in EMPTY_SUBJECTS and child.dep_ == "expl":
                return NOBODY
            return _named(child, content, verb)
    speaker = _inverted(verb, content)
    if speaker is not None:
        return _named(speaker, (), verb)
    subject = surface_subject(verb)
    if subject is not None and verb.dep_ == "acl" and subject.lemma_.lower() in load_attributing().papers:
        subject = _author(subject) or subject
    if subject is None or subject.i in {one.i for one in content}:
        return NOBODY
    if subject.tag_ in ("WDT", "WP"):
        return Source((subject,), subject)
    return _named(subject, content, verb)


def _inverted(verb: Token, content: Sequence[Token]) -> Token | None:
    """The speaker after the verb where the parser took him for an object: "'It is late,' said Mr. Bell"."""
    if verb.dep_ not in ("ROOT", "parataxis", "conj") or not any(one.i < verb.i for one in content):
        return None
    for child in children(verb):
        if child.i > verb.i and child.dep_ in _MISTAKEN and child.pos_ in ("NOUN", "PROPN", "PRON"):
            return child
    return None


_MISTAKEN = frozenset({"ccomp", "dobj", "attr", "oprd", "npadvmod", "dep", "xcomp", "appos", "nmod"})


def _author(paper: Token) -> Token | None:
    """Who issues a paper that says something: "The ministry issued a statement saying"."""
    verb = paper.head
    if paper.dep_ == "pobj":
        verb = verb.head
    return surface_subject(verb) if verb.pos_ == "VERB" and not is_passive(verb) else None


def _is_bare_participle(verb: Token) -> bool:
    """ "(When) asked whether he would go, he left": passive without "was"."""
    if verb.tag_ not in ("VBN", "VBD") or verb.dep_ not in ("advcl", "acl", "dep"):
        return False
    return not any(child.dep_ in (*SUBJECTS, "aux", "auxpass") for child in children(verb))


def _of_noun(noun: Token, content: Sequence[Token]) -> Source:
    inside = {one.i for one in content}
    for child in children(noun):
        if child.dep_ == "poss" and child.i not in inside:
            return _named(child, content, noun)
    for child in children(noun):
        if child.dep_ == "prep" and child.lower_ in BEARERS and child.i not in inside:
            for inner in children(child):
                if inner.dep_ == "pobj" and inner.i not in inside:
                    return _named(inner, content, noun)
    verb = noun.head
    if noun.dep_ == "pobj" and verb.dep_ == "prep":
        verb = verb.head
    if noun.dep_ in ("dobj", "pobj") and verb.lemma_.lower() in load_words().support | _VOICING:
        return _of_verb(verb, content)
    return NOBODY


_VOICING = frozenset({"voice", "raise", "repeat", "reiterate", "share", "draw", "face", "renew"})


def _named(noun: Token, content: Sequence[Token], cue: Token) -> Source:
    """The noun with its title, apposition and clauses, up to where the cue or the content begins."""
    inside = {one.i for one in content}
    words = phrase(noun)
    if any(one.i == cue.i or one.i in inside for one in words):
        words = [one for one in words if one.i not in inside and not _under(one, cue)]
        words = _whole(words, noun)
    if noun.lower_ in EMPTY_SUBJECTS and noun.dep_ == "nsubjpass":
        return NOBODY
    return Source(tuple(words), noun)


def _under(token: Token, cue: Token) -> bool:
    return any(one.i == cue.i for one in (token, *token.ancestors))


def _whole(words: list[Token], noun: Token) -> list[Token]:
    """The unbroken stretch of ``words`` that holds ``noun``."""
    places = {one.i for one in words} | {noun.i}
    low = high = noun.i
    while low - 1 in places:
        low -= 1
    while high + 1 in places:
        high += 1
    return list(noun.doc[low : high + 1])


def noun_source(noun: Token) -> Source:
    """The source that a phrase names: the noun of "according to X" with all that hangs on it."""
    return Source(tuple(phrase(noun)), noun)
