"""Whether an act happened, according to the text: asserted, negated, promised, planned, demanded, hypothetical..."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from dragoman.coding.clause import SUBJECTS, particle
from dragoman.coding.scene import Token, children
from dragoman.coding.status_words import (
    AFTER,
    BECOMES,
    CONDITIONS,
    DEFINITE,
    FUTURE,
    GATHER,
    HAPPEN,
    LIKELY,
    NEGATIONS,
    OBLIGATION,
    PERFECT,
    POSSIBLE,
    REFER,
    SPEECH,
    STEPS,
    TOWARDS,
    WISHES,
)
from dragoman.model.reading import Status
from dragoman.vocab.frames import Operator

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
    foreseen = _foreseen(token) if token.pos_ == "NOUN" else ""
    if foreseen and said is not None:
        said.append((token, foreseen))
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
            return "negated" if step == "negated" else cast(Status, found or foreseen or "asserted")
        found = found or step
        node = head
    return cast(Status, found or foreseen or "asserted")


def _own(node: Token) -> str:
    """What the word's own auxiliaries, determiners and conjunctions say."""
    if _negated(node):
        return "negated"
    if any(child.dep_ == "mark" and child.lower_ in CONDITIONS for child in children(node)):
        return "hypothetical"
    modal = next((child.lower_ for child in children(node) if child.dep_ == "aux" and child.tag_ == "MD"), "")
    perfect = any(child.dep_ == "aux" and child.lower_ in PERFECT for child in children(node))
    if modal in FUTURE:
        return "hypothetical" if modal in ("would", "'d") and (perfect or _on_condition(node)) else "planned"
    if modal in OBLIGATION:
        return "hypothetical" if perfect else "demanded"
    return "hypothetical" if modal in POSSIBLE else ""


def _foreseen(noun: Token) -> str:
    """What the adjectives of a noun say: "a possible invasion", "the projected visit", "any attack"."""
    for child in children(noun):
        if child.dep_ == "amod" and child.lower_ in LIKELY:
            return LIKELY[child.lower_]
    return "hypothetical" if any(child.lower_ == "any" and child.dep_ == "det" for child in children(noun)) else ""


def _on_condition(verb: Token) -> bool:
    """Does an "if" clause hang on the verb?"""
    clauses = (child for child in children(verb) if child.dep_ == "advcl")
    return any(one.dep_ == "mark" and one.lower_ in ("if", "unless") for clause in clauses for one in children(clause))


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
        return _of_subject(node, head, operators) if dep == "nsubj" and node.pos_ == "NOUN" else "stop"
    if head.pos_ in ("ADP", "SCONJ", "PART") or dep in ("pobj", "pcomp"):
        over = head.head
        if head.lower_ == "without":
            return _without(over, doing=dep == "pcomp")
        if over.i == head.i:
            return "stop"
        takes = "ing" if dep == "pcomp" else "noun" if over.pos_ in ("VERB", "AUX") else head.lower_
        effect = operators.effect(over, head.lower_)
        if not effect and (takes != "noun" or head.lower_ in TOWARDS):
            effect = operators.effect(over, takes, head.lower_)
        # "agreed to meet after the surrender", "did not take part in the talks": what a phrase only refers to happened
        return effect or ("stop" if over.pos_ in ("VERB", "AUX") and dep == "pobj" else "")
    if head.pos_ in ("VERB", "AUX"):
        if dep in ("dobj", "nsubjpass", "attr", "dative", "oprd") and node.pos_ != "VERB":
            return operators.effect(head, "noun") or ("stop" if _is_referred(node, head) else "")
        if dep == "advcl":
            stepped = any(child.dep_ == "dobj" and child.lemma_.lower() in STEPS for child in children(head))
            done = stepped or head.lemma_.lower() in GATHER
            return "" if done else "planned" if _infinitive(node) else "stop"
        if dep in ("xcomp", "ccomp", "oprd", "csubj", "dobj"):
            takes = "to" if _infinitive(node) else "ing" if node.tag_ == "VBG" else "that"
            if takes == "to" and head.lemma_ == "be":
                return "planned"
            if takes == "to" and head.lemma_.lower() in WISHES and node.lemma_.lower() in SPEECH and not _negated(head):
                return "stop"
            effect = operators.effect(head, takes)
            if effect == "negated" and _negated(head):
                return "stop"
            return effect or ("stop" if dep == "ccomp" else "")
        return "stop" if dep == "parataxis" else ""
    if head.pos_ in ("NOUN", "PROPN", "ADJ") and node.pos_ == "VERB":
        takes = "to" if _infinitive(node) else "that"
        if takes == "to" and (head.lemma_.lower() in STEPS or _was_able(head)):
            return ""
        return operators.effect(head, takes) or ("planned" if takes == "to" else "")
    return "stop" if head.pos_ in ("NOUN", "PROPN") and dep in ("poss", "compound", "amod", "appos") else ""


def _without(over: Token, *, doing: bool) -> str:
    """What "without" says: with a "not" above it the thing is there ("could not survive without aid").

    Not so a ``doing`` that is still to come: "will not sign without consulting Peru".
    """
    modal = any(one.dep_ == "aux" and one.tag_ == "MD" for one in children(over))
    perfect = any(one.dep_ == "aux" and one.lower_ in PERFECT for one in children(over))
    return "stop" if _negated(over) and (perfect or not (modal and doing)) else "negated"


def _of_subject(noun: Token, verb: Token, operators: Operators) -> str:
    """What a verb says of the act that is its subject: that it happened, did not, or may."""
    lemma = verb.lemma_.lower()
    if lemma in HAPPEN:
        return ""
    if lemma == "fail" and any(one.dep_ == "xcomp" and one.lemma_.lower() in HAPPEN for one in children(verb)):
        return "negated"
    if lemma in BECOMES:
        told = (one for one in children(verb) if one.dep_ in ("acomp", "oprd") and one.pos_ == "ADJ")
        return next((effect for one in told if (effect := operators.effect(one, "to"))), "stop")
    return "stop"


def _is_referred(noun: Token, verb: Token) -> bool:
    """Is it a thing known to be there that the verb only speaks of?"""
    lemma = verb.lemma_.lower()
    if lemma in AFTER:
        return not any(one.lower_ in ("any", "no", "further") for one in children(noun))
    return lemma in REFER and any(
        one.dep_ == "poss" or one.lower_ in DEFINITE or (one.dep_ in ("amod", "compound") and one.text[:1].isupper())
        for one in children(noun)
    )


def _was_able(adjective: Token) -> bool:
    """Does a past tense tell that one was able to, and so did?"""
    verb = adjective.head
    return (
        adjective.lower_ == "able"
        and not _own(verb)
        and (verb.tag_ == "VBD" or any(one.lower_ in ("had", "have", "has") for one in children(verb)))
    )


def is_refusal(token: Token, operators: Operators) -> bool:
    """Is it told that one does not do it: "did not reply", "cannot accept", "refuses to recognise"?

    Not that it was not done, nor that it will or should not be.
    """
    if token.pos_ != "VERB" or any(child.dep_ in ("auxpass", "nsubjpass") for child in children(token)):
        return False
    if _negated(token):
        modals = (child.lower_ for child in children(token) if child.dep_ == "aux" and child.tag_ == "MD")
        return all(one in POSSIBLE for one in modals)
    head = token.head
    return head.i != token.i and not _own(head) and _step(token, head, operators) == "negated"


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
