"""The grammar of a clause: its subject, objects and prepositions, through passives, control and relative clauses."""

from __future__ import annotations

from functools import cache

from dragoman.coding.scene import Token, children, kept
from dragoman.vocab.lexicon import load_lexicon

SUBJECTS = ("nsubj", "nsubjpass", "csubj")


@cache
def object_controls() -> frozenset[str]:
    """Verbs whose object is the subject of what follows: "asked the participants to criticise" (Rosenbaum 1967)."""
    return load_lexicon().object_controls()


@kept
def is_passive(verb: Token) -> bool:
    """Is this verb passive: "was built", or a reduced relative "built by the Soviets"?"""
    if any(child.dep_ in ("auxpass", "nsubjpass") for child in children(verb)):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    return (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and verb.head.tag_ == "VBN"
        and not any(child.dep_ in ("nsubj", "aux") for child in children(verb))
        and is_passive(verb.head)
    )


def surface_subject(verb: Token, depth: int = 0) -> Token | None:
    """The noun that is this verb's grammatical subject, its own or the one it takes over from another clause.

    A relative pronoun is led back to its antecedent; an infinitive or participle takes its controller's subject.
    """
    if depth > 6:
        return None
    for child in children(verb):
        if child.dep_ in SUBJECTS:
            if child.tag_ in ("WDT", "WP") or (child.lower_ == "that" and verb.dep_ == "relcl"):
                return antecedent(verb)
            return child
    dep, head = verb.dep_, verb.head
    if dep == "relcl":
        return antecedent(verb)
    if dep == "acl":
        if verb.tag_ in ("VBG", "VBN"):
            return head
        return owner_of(head, depth)
    if dep == "conj" and head.pos_ in ("VERB", "AUX"):
        return surface_subject(head, depth + 1)
    if dep == "conj":
        return None
    if dep in ("xcomp", "ccomp", "advcl", "oprd", "dep", "auxpass", "parataxis") and head.pos_ in (
        "VERB",
        "AUX",
        "ADJ",
    ):
        if dep in ("xcomp", "ccomp", "oprd") and head.lemma_.lower() in object_controls():
            controlled = surface_subject(head, depth + 1) if is_passive(head) else direct_object(head)
            if controlled is not None:
                return controlled
        if head.pos_ == "ADJ" and head.head.pos_ in ("VERB", "AUX"):
            head = head.head
        return surface_subject(head, depth + 1)
    if dep == "pcomp" and head.dep_ == "prep":
        governor = head.head
        if governor.pos_ in ("VERB", "AUX"):
            if head.lower_ in ("of", "for", "from", "into") and governor.lemma_.lower() not in ("consist", "think"):
                controlled = direct_object(governor)
                if controlled is not None and not is_passive(governor):
                    return controlled
            return surface_subject(governor, depth + 1)
        return owner_of(governor, depth)
    return None


def owner_of(noun: Token, depth: int = 0) -> Token | None:
    """Whose noun it is: "Khrushchev's decision to break", "the Soviet attempt to seize", or the subject of its verb."""
    for child in children(noun):
        if child.dep_ == "poss":
            return child
    for child in children(noun):
        if child.dep_ == "prep" and child.lower_ in ("of", "by"):
            for inner in children(child):
                if inner.dep_ == "pobj":
                    return inner
    for child in children(noun):
        if child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ == "" and child.text[:1].isupper():
            return child
    if noun.dep_ in ("dobj", "attr", "pobj", "nsubjpass"):
        governor = noun.head
        if governor.dep_ == "prep":
            governor = governor.head
        if governor.pos_ in ("VERB", "AUX"):
            return surface_subject(governor, depth + 1)
    return None


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause hangs on; a conjoined relative clause shares that of the first."""
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.head if verb.dep_ in ("relcl", "acl") else None


@kept
def direct_object(verb: Token) -> Token | None:
    """The surface direct object, or the antecedent when a relative pronoun is the object."""
    for child in children(verb):
        if child.dep_ in ("dobj", "obj"):
            if child.tag_ in ("WDT", "WP"):
                return antecedent(verb)
            return child
    if verb.dep_ == "relcl" and not any(
        child.dep_ in SUBJECTS and child.tag_ in ("WDT", "WP") for child in children(verb)
    ):
        has_subject = any(child.dep_ in SUBJECTS for child in children(verb))
        stranded = any(child.dep_ == "prep" and not list(children(child)) for child in children(verb))
        if has_subject and not stranded and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
            return verb.head
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ == verb.head.tag_:
        later = [child for child in children(verb) if child.dep_ in ("dobj", "ccomp", "xcomp", "prep")]
        if not later and verb.i - verb.head.i <= 2:
            return direct_object(verb.head)
    return None


@kept
def logical_subject(verb: Token) -> Token | None:
    """Who does it: the agent of a passive, else the subject."""
    if is_passive(verb):
        return agent(verb)
    return surface_subject(verb)


@kept
def logical_object(verb: Token) -> Token | None:
    """To whom or what it is done: the subject of a passive, else the direct object.

    In "Poland was given aid" the aid is given, and Poland is :func:`beneficiary`.
    """
    if is_passive(verb):
        kept = _retained(verb)
        return kept if kept is not None else surface_subject(verb)
    return direct_object(verb)


def _retained(verb: Token) -> Token | None:
    """The object that a passive verb keeps beside its subject: "was given aid"."""
    return next((child for child in children(verb) if child.dep_ in ("dobj", "oprd") and child.pos_ == "NOUN"), None)


def beneficiary(verb: Token) -> Token | None:
    """Who is given what a passive verb keeps as its object: the subject of "Poland was given aid"."""
    return surface_subject(verb) if is_passive(verb) and _retained(verb) is not None else None


def agent(verb: Token) -> Token | None:
    """The "by" phrase of a passive."""
    for child in children(verb):
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for inner in children(child):
                if inner.dep_ == "pobj":
                    return inner
    return None


@kept
def prepositions(token: Token) -> tuple[tuple[str, Token], ...]:
    """(preposition, its noun) for each phrase that hangs on ``token``: nested ones ("out of", "up to") included."""
    found: list[tuple[str, Token]] = []
    for child in children(token):
        if child.dep_ in ("prep", "dative", "agent") and child.pos_ in ("ADP", "SCONJ", "VERB", "PART", "ADV"):
            found.extend(_objects(child))
        elif child.dep_ == "dative":
            found.append(("to", child))
    return tuple(found)


def _objects(prep: Token) -> list[tuple[str, Token]]:
    found: list[tuple[str, Token]] = []
    name = prep.lower_
    for child in children(prep):
        if child.dep_ in ("pobj", "npadvmod"):
            found.append((name, child))
        elif child.dep_ == "prep":
            found.extend(_objects(child))
    return found


def particle(verb: Token) -> str:
    """ "off" in "broke off", "" when there is none."""
    for child in children(verb):
        if child.dep_ == "prt":
            return str(child.lower_)
    return ""


def governor(token: Token) -> Token | None:
    """The verb that a noun or clause depends on, through prepositions and coordination; None at the root."""
    while token.dep_ != "ROOT" and token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None
