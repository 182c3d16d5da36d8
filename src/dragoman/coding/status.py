"""Whether an act happened, according to the text: asserted, negated, promised, planned, demanded, hypothetical..."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from dragoman.coding.clause import SUBJECTS, particle
from dragoman.coding.scene import Token, children
from dragoman.model.reading import Status
from dragoman.vocab.frames import Operator

NEGATIONS = frozenset({"not", "n't", "never", "neither", "nor", "no", "without", "hardly", "scarcely"})
CONDITIONS = frozenset({"if", "unless", "whether", "lest", "provided"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "would", "'d"})
OBLIGATION = frozenset({"should", "must", "ought"})
POSSIBLE = frozenset({"may", "might", "can", "could", "ca"})
PERFECT = frozenset({"have", "having"})
HAPPEN = frozenset({"occur", "happen", "take", "come", "materialize", "materialise", "exist", "begin", "follow"})
"""Verbs whose negation undoes their subject: "the visit did not take place"."""

STEPS = frozenset({"step", "measure", "move"})
"""What one takes to do a thing and so begins to do it: "took steps to improve relations"."""

DEPTH = 12
"""Words climbed from an act to what embeds it; deeper than any embedding seen."""


class Operators:
    """What embedding words do to what they govern ("promise": promised, "refuse": negated), by lemma."""

    def __init__(self, operators: Iterable[Operator]) -> None:
        self._verbs: dict[str, list[Operator]] = {}
        self._nouns: dict[str, list[Operator]] = {}
        for one in operators:
            table = self._verbs if one.pos == "verb" else self._nouns
            table.setdefault(one.lemma, []).append(one)

    def effect(self, head: Token, takes: str, via: str = "") -> str:
        """The status that ``head`` gives to what it governs as ``takes`` (to, ing, that, noun, of, for...).

        ``via`` is the preposition it governs it through, which some have for a particle: "call for".
        """
        table = self._verbs if head.pos_ in ("VERB", "AUX") else self._nouns
        found = table.get(head.lemma_.lower(), [])
        off = particle(head) if found and head.pos_ == "VERB" else ""
        fitting = [one for one in found if takes in one.takes and one.particle in ("", off, via)]
        return max(fitting, key=lambda one: bool(one.particle)).status if fitting else ""


def status_of(token: Token, operators: Operators, said: list[tuple[Token, str]] | None = None) -> Status:
    """How the text holds the act named by ``token`` (a verb or a noun).

    A promise of aid is not aid; an act that "could not" be done was not done; the innermost word that settles it wins,
    but a negation anywhere above it undoes it. ``said`` is filled with the words that say something of it, the
    innermost first, and with the status that each gives.
    """
    node, found = token, ""
    for _ in range(DEPTH):
        own = _own(node)
        if own and said is not None:
            said.append((node, own))
        if own == "negated":
            return "negated"
        found = found or own
        head = node.head
        if head.i == node.i:
            break
        step = _step(node, head, operators)
        if said is not None and step not in ("", "stop"):
            said.append((head, step))
        if step in ("stop", "negated"):
            return "negated" if step == "negated" else cast(Status, found or "asserted")
        found = found or step
        node = head
    return cast(Status, found or "asserted")


def _own(node: Token) -> str:
    """What the word's own auxiliaries, determiners and conjunctions say."""
    if _negated(node):
        return "negated"
    if any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in children(node)):
        return "hypothetical"
    modal = next((child.lower_ for child in children(node) if child.dep_ == "aux" and child.tag_ == "MD"), "")
    perfect = any(child.dep_ == "aux" and child.lower_ in PERFECT for child in children(node))
    if modal in FUTURE:
        return "hypothetical" if perfect and modal in ("would", "'d") else "planned"
    if modal in OBLIGATION:
        return "hypothetical" if perfect else "demanded"
    return "hypothetical" if modal in POSSIBLE else ""


def _negated(node: Token) -> bool:
    for child in children(node):
        if child.dep_ == "neg" and child.i + 1 < len(child.doc) and child.nbor(1).lower_ == "only":
            continue
        if child.dep_ == "neg" or (child.lower_ in NEGATIONS and child.dep_ in ("det", "advmod", "preconj")):
            return True
        if node.pos_ in ("VERB", "AUX") and child.dep_ in (*SUBJECTS, "dobj", "attr"):
            if child.lower_ in ("nobody", "none", "nothing", "neither"):
                return True
            if any(inner.lower_ in ("no", "neither") and inner.dep_ in ("det", "neg") for inner in children(child)):
                return True
    return False


def _infinitive(node: Token) -> bool:
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in children(node))


def _step(node: Token, head: Token, operators: Operators) -> str:
    """What the word above does to ``node``: "" nothing, "stop" when it no longer matters, else a status."""
    dep = node.dep_
    if dep in ("conj", "aux", "auxpass"):
        return ""
    if dep == "relcl" or (dep in SUBJECTS and head.pos_ in ("VERB", "AUX") and dep != "nsubjpass"):
        return "" if dep == "nsubj" and node.pos_ == "NOUN" and head.lemma_.lower() in HAPPEN else "stop"
    if head.pos_ in ("ADP", "SCONJ", "PART") or dep in ("pobj", "pcomp"):
        if head.lower_ == "without":
            return "negated"
        over = head.head
        if over.i == head.i:
            return "stop"
        takes = "ing" if dep == "pcomp" else "noun" if over.pos_ in ("VERB", "AUX") else head.lower_
        effect = operators.effect(over, head.lower_) or operators.effect(over, takes, head.lower_)
        # "agreed to meet after the surrender", "did not take part in the talks": what a phrase only refers to happened
        return effect or ("stop" if over.pos_ in ("VERB", "AUX") and dep == "pobj" else "")
    if head.pos_ in ("VERB", "AUX"):
        if dep in ("dobj", "nsubjpass", "attr", "dative", "oprd") and node.pos_ != "VERB":
            return operators.effect(head, "noun")
        if dep == "advcl":
            stepped = any(child.dep_ == "dobj" and child.lemma_.lower() in STEPS for child in children(head))
            return "" if stepped else "planned" if _infinitive(node) else "stop"
        if dep in ("xcomp", "ccomp", "oprd", "csubj", "dobj"):
            takes = "to" if _infinitive(node) else "ing" if node.tag_ == "VBG" else "that"
            if takes == "to" and head.lemma_ == "be":
                return "planned"
            effect = operators.effect(head, takes)
            if effect == "negated" and _negated(head):
                return "stop"
            return effect or ("stop" if dep == "ccomp" else "")
        return "stop" if dep == "parataxis" else ""
    if head.pos_ in ("NOUN", "PROPN", "ADJ") and node.pos_ == "VERB":
        takes = "to" if _infinitive(node) else "that"
        if takes == "to" and head.lemma_.lower() in STEPS:
            return ""
        return operators.effect(head, takes) or ("planned" if takes == "to" else "")
    return "stop" if head.pos_ in ("NOUN", "PROPN") and dep in ("poss", "compound", "amod", "appos") else ""


def is_future(token: Token) -> bool:
    """Is the act, or the verb that governs it as a noun, told with "will" or "would" and nothing else?"""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    modal = any(child.dep_ == "aux" and child.lower_ in ("will", "would") for child in children(verb))
    return (
        modal
        and verb.dep_ in ("ROOT", "conj", "relcl", "ccomp")
        and not any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in children(verb))
    )
