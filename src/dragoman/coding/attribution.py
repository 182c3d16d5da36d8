"""Who is said to say, think, want or judge what, in one parsed sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.coding.attribution_content import content_of
from dragoman.coding.attribution_source import NOBODY, Source, noun_source, source_of
from dragoman.coding.attribution_spans import Span, clause_around, has_subject, phrase, runs
from dragoman.coding.scene import Token, children, words_of
from dragoman.vocab.attributing import Attributing, Kind, load_attributing

PARTS: Mapping[str, str] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}

OPEN = "open"
"""The form of a verb of saying whose sentence holds nothing that it could govern: a quotation beside it may be."""

HOLDING = frozenset({"clause", "quotation", "phrase"})
"""Forms of content that are whole statements."""

IN_PHRASES = frozenset({"VERB", "ADP", "SCONJ", "ADV", "NOUN"})
"""Parts of speech of "according", "reportedly" and "view"."""

DOUBTFUL = frozenset({"would", "could", "should", "can", "may", "might", "must", "'d"})
"""Auxiliaries that leave open whether a thing was said."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement handed on: who (source), by which words (cue), what (content).

    Spans are pairs of character offsets into the parsed text, end exclusive, in order; ``source`` is empty where the
    text names none ("reportedly"), and is the words at this place, a pronoun too. ``head`` is the noun of the source
    that a reader is led to (for "who" the noun before it), None without one. ``word`` is the cue's main word.
    ``told`` says that the text has the statement made: not denied, possible, asked for or ordered ("did not say",
    "could say", "to say"). ``nested`` says that it is part of what another statement of the sentence hands on.
    """

    kind: Kind
    form: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    word: Token
    head: Token | None
    told: bool
    nested: bool


def attributions_of(doc: Any, quoted: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """The attributions of a sentence in the order of their cues.

    ``quoted`` are the stretches of it between quotation marks. A verb of saying without content is among them, its form
    ``OPEN``: the quotation may stand in another sentence.
    """
    words = load_attributing()
    drafts = []
    for token in words_of(doc):
        part = token.pos_
        one = _governing(token, words, quoted) if part in PARTS else None
        if one is None and part in IN_PHRASES:
            one = _phrase(token, words)
        if one is not None:
            drafts.append(one)
    return tuple(made for one in _hand_back(drafts) if (made := one.made(drafts)) is not None)


@dataclass(slots=True)
class _Draft:
    """An attribution in words of the parse, before it is known what of its content belongs to another."""

    word: Token
    kind: Kind
    form: str
    source: Source
    cue: list[Token]
    content: list[Token]
    told: bool

    def made(self, others: Sequence[_Draft]) -> Attribution | None:
        taken = {one.i for one in (*self.source.tokens, *self.cue)}
        left = runs(one for one in self.content if one.i not in taken)
        if not left and (self.form != OPEN or not is_told(self.word)):
            return None
        nested = any(other is not self and other.hands_on(self) for other in others)
        source = runs(self.source.tokens)
        return Attribution(
            self.kind, self.form, source, runs(self.cue), left, self.word, self.source.head, self.told, nested
        )

    def hands_on(self, other: _Draft) -> bool:
        """Is the other part of this one's content? Where each seems part of the other, the parse decides."""
        if not self.holds or not _within(other.word, self.content):
            return False
        return not _within(self.word, other.content) or bool(self.word.is_ancestor(other.word))

    @property
    def holds(self) -> bool:
        """Is its content a statement, in which another may be made?"""
        return self.form in HOLDING and self.told


def _within(word: Token, content: Sequence[Token]) -> bool:
    return any(one.i == word.i for one in content)


def _hand_back(drafts: list[_Draft]) -> list[_Draft]:
    """Gives a further verb of saying without a subject back to the speaker of the statement that the parser put it in.

    In "He said that it was late, adding that he was tired" and "He said it was late and added..." he adds it too.
    """
    for outer in drafts:
        if not outer.holds or outer.word.pos_ != "VERB":
            continue
        inside = {one.i for one in outer.content}
        for inner in drafts:
            if inner.word.i in inside and inner is not outer and _continues(inner.word, outer.word):
                inner.source = outer.source
                gone = {one.i for one in inner.word.subtree}
                outer.content = [one for one in outer.content if one.i not in gone]
                inside -= gone
    return drafts


def _continues(inner: Token, outer: Token) -> bool:
    if inner.pos_ != "VERB" or has_subject(inner) or inner.head.dep_ not in ("ccomp", "conj") or inner.i < outer.i:
        return False
    before = str(inner.nbor(-1).lower_) if inner.i > 0 else ""
    if inner.tag_ == "VBG" and inner.dep_ == "advcl":
        return before in (",", "\u201d", '"') or before.endswith("ly")
    joined = inner.dep_ == "conj" and bool(inner.head.head.i == outer.i)
    return joined and inner.tag_ == "VBD" and outer.tag_ == "VBD"


def _governing(token: Token, words: Attributing, quoted: Sequence[Span]) -> _Draft | None:
    part = PARTS[token.pos_]
    forms = words.takes(part, token.lemma_.lower())
    if not forms:
        return None
    inside = any(low <= token.idx < high for low, high in quoted)
    found = content_of(token, part, forms, [] if inside else quoted)
    if found is None:
        opens = "quotation" in forms and not inside
        return (
            _Draft(token, forms["quotation"], OPEN, source_of(token, part, ()), _cue(token), [], True)
            if opens
            else None
        )
    form, kind, content = found
    source = NOBODY if form.startswith("raised") else source_of(token, part, content)
    return _Draft(token, kind, form, source, _cue(token), content, is_told(token) and not _is_gerund(token, kind))


def _phrase(token: Token, words: Attributing) -> _Draft | None:
    lower = token.lower_
    if lower in words.evidential and token.dep_ in ("advmod", "dep"):
        return _Draft(token, "said", "evidential", NOBODY, [token], phrase(token.head), True)
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
            for noun in children(child) if child.lower_ == "of" and _is_definite(token) else ():
                if noun.dep_ == "pobj":
                    return _around(preposition, noun_source(noun), [preposition, token, child], phrase(preposition))
    return None


def _is_definite(noun: Token) -> bool:
    """ "in the view of X", unlike "in view of the delay"."""
    return any(child.dep_ == "det" for child in children(noun))


def _around(top: Token, source: Source, cue: list[Token], own: list[Token]) -> _Draft:
    """A phrase such as "according to X", whose content is the clause that it stands in."""
    outside = {one.i for one in own}
    content = [one for one in phrase(clause_around(top)) if one.i not in outside]
    return _Draft(cue[0], "said", "phrase", source, cue, content, True)


def _cue(token: Token) -> list[Token]:
    beside = [child for child in children(token) if child.dep_ in ("aux", "auxpass", "neg", "prt")]
    return [token, *beside]


def _is_gerund(token: Token, kind: Kind) -> bool:
    """ "for opposing the treaty": an act of judging or wanting that is named and not told."""
    return (
        kind != "said"
        and token.tag_ == "VBG"
        and token.dep_ in ("pcomp", "acl", "amod", "csubj", "xcomp", "pobj", "nsubj")
    )


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
