"""Who is said to say, think, want or judge what, in one parsed sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.coding.attribution_content import content_of
from dragoman.coding.attribution_source import NOBODY, Source, noun_source, source_of
from dragoman.coding.attribution_spans import Span, clause_around, phrase, runs
from dragoman.coding.scene import Token, children, words_of
from dragoman.vocab.attributing import Attributing, Kind, load_attributing

PARTS: Mapping[str, str] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}

DOUBTFUL = frozenset({"would", "could", "should", "can", "may", "might", "must", "'d"})
"""Auxiliaries that leave open whether a thing was said."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement handed on: who (source), by which words (cue), what (content).

    Spans are pairs of character offsets into the parsed text, end exclusive, in order; ``source`` is empty where the
    text names none ("reportedly"), and is the words at this place, a pronoun too. ``head`` is the noun of the source
    that a reader is led to (for "who" the noun before it), None without one. ``word`` is the cue's main word.
    ``told`` says that the text has the statement made: not denied, possible, asked for or ordered ("did not say",
    "could say", "to say").
    """

    kind: Kind
    form: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    word: Token
    head: Token | None
    told: bool


def attributions_of(doc: Any, quoted: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """The attributions of a sentence in the order of their cues.

    ``quoted`` are the stretches of it between quotation marks.
    """
    words = load_attributing()
    found = []
    for token in words_of(doc):
        one = _attribution(token, words, quoted) or _phrase(token, words)
        if one is not None:
            found.append(one)
    return tuple(found)


def _attribution(token: Token, words: Attributing, quoted: Sequence[Span]) -> Attribution | None:
    part = PARTS.get(token.pos_, "")
    forms = words.takes(part, token.lemma_.lower()) if part else {}
    if not forms:
        return None
    found = content_of(token, part, forms, [span for span in quoted if not span[0] <= token.idx < span[1]])
    if found is None:
        return None
    form, kind, content = found
    source = NOBODY if form.startswith("raised") else source_of(token, part, content)
    return _made(token, kind, form, source, _cue(token), content, is_told(token))


def _phrase(token: Token, words: Attributing) -> Attribution | None:
    lower = token.lower_
    if lower in words.evidential and token.dep_ in ("advmod", "dep"):
        clause = token.head
        return _made(token, "said", "evidential", NOBODY, [token], phrase(clause), True)
    if lower in words.according:
        for to in children(token):
            for noun in children(to) if to.lower_ == "to" else ():
                if noun.dep_ == "pobj":
                    return _around(token, noun_source(noun), [token, to], phrase(token))
    if token.lemma_.lower() in words.views and token.head.lower_ in ("in", "to", "by", "for"):
        preposition = token.head
        for child in children(token):
            if child.dep_ == "poss":
                return _around(preposition, noun_source(child), [preposition, token], phrase(preposition))
            for noun in children(child) if child.lower_ == "of" else ():
                if noun.dep_ == "pobj":
                    return _around(preposition, noun_source(noun), [preposition, token, child], phrase(preposition))
    return None


def _around(top: Token, source: Source, cue: list[Token], own: list[Token]) -> Attribution | None:
    """A phrase such as "according to X", whose content is the clause that it stands in."""
    outside = {one.i for one in own}
    content = [one for one in phrase(clause_around(top)) if one.i not in outside]
    return _made(cue[0], "said", "phrase", source, cue, content, True)


def _made(
    word: Token, kind: Kind, form: str, source: Source, cue: Sequence[Token], content: Sequence[Token], told: bool
) -> Attribution | None:
    taken = {one.i for one in (*source.tokens, *cue)}
    left = runs(one for one in content if one.i not in taken)
    if not left:
        return None
    return Attribution(kind, form, runs(source.tokens), runs(cue), left, word, source.head, told)


def _cue(token: Token) -> list[Token]:
    beside = [child for child in children(token) if child.dep_ in ("aux", "auxpass", "neg", "prt")]
    return [token, *beside]


def is_told(token: Token) -> bool:
    """Does the text have it that this was said, thought or wanted: no denial, possibility, order or aim?"""
    if token.pos_ not in ("VERB", "AUX"):
        return True
    aux = [child for child in children(token) if child.dep_ in ("aux", "neg", "auxpass")]
    if any(child.dep_ == "neg" or child.lower_ in DOUBTFUL for child in aux):
        return False
    if token.tag_ == "VB":
        return any(child.lower_ in ("will", "'ll", "did", "do", "does") for child in aux) or (
            token.dep_ == "xcomp" and token.head.lemma_ in ("continue", "go", "begin", "proceed")
        )
    return True
