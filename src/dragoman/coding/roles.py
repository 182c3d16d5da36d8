"""Who does it and to whom: the slots of a frame filled from the clause, then from what is in mind."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.clause import (
    beneficiary,
    governor,
    is_passive,
    logical_object,
    logical_subject,
    prepositions,
    surface_subject,
)
from dragoman.coding.follow import Named
from dragoman.coding.parties import DISTANT, FOLLOWED, KNOWN, NAME, Side, distinct, inside, modifiers, parties
from dragoman.coding.scene import Scene, Token, children
from dragoman.model.reading import Party
from dragoman.vocab.frames import MUTUAL, Frame

AGAINST = (
    "with",
    "to",
    "against",
    "from",
    "toward",
    "towards",
    "between",
    "upon",
    "on",
    "over",
    "into",
    "of",
    "for",
    "at",
    "in",
)
"""Where the other side may stand when the frame's own slots are empty, likeliest first."""

SAME_NOUN, SAME_TYPE = 12, 2
"""Sentences over which "the treaty" takes up a treaty told before, and over which it takes up an agreement."""

OWN_FORCES = frozenset({"MOBILIZE", "RETREAT"})
"""Acts done with one's own forces: when "Soviet troops were pulled out" no doer is named, for it is their owner."""

OWN_ENVOYS = frozenset({"recall-ambassador", "withdraw-ambassador"})
"""Formal acts done with one's own envoys: "the Soviet ambassador was called home"."""

ON_THE_SPOT = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
"""Acts done to whoever owns the place they are done in: tanks that fire "in Hungary" fire on Hungarians."""


@dataclass(frozen=True, slots=True)
class Roles:
    """Who acts and who is acted upon, and whether either was only inferred from what came before."""

    actors: list[Side]
    recipients: list[Side]
    inferred: bool = False


def roles_of(scene: Scene, token: Token, frame: Frame) -> Roles:
    """The two sides of the act that ``frame`` reads in ``token``; either may be empty."""
    find = _verb_slot if frame.pos == "verb" else _noun_slot
    actors = _fill(scene, token, frame, frame.actor, find)
    if frame.reciprocal:
        everyone = distinct(actors + _all(scene, token, frame, frame.actor + frame.recipient, find))
        if len(_states(everyone)) < 2:
            everyone = distinct(everyone + _loose(scene, token, frame, _states(everyone)))
        return _complete(scene, token, Roles(everyone, []), frame)
    told = _fill(scene, token, frame, frame.recipient, find)
    recipients = [side for side in told if side.party.state not in _states(actors)]
    if told and actors and not recipients and any(side.how == NAME for side in told):
        # "they accused Khrushchev", where "they" were taken for his own side: who acts is not known
        return Roles(actors, [])
    if not recipients and len(_states(actors)) < 2:
        recipients = _loose(scene, token, frame, _states(actors))
    return _complete(scene, token, Roles(actors, recipients), frame)


def _states(sides: list[Side]) -> frozenset[str]:
    return frozenset(side.party.state for side in sides)


def _fill(scene: Scene, token: Token, frame: Frame, slots: tuple[str, ...], find: object) -> list[Side]:
    for slot in slots:
        found: list[Side] = find(scene, token, frame, slot)  # type: ignore[operator]
        if found:
            return found
    return []


def _all(scene: Scene, token: Token, frame: Frame, slots: tuple[str, ...], find: object) -> list[Side]:
    found: list[Side] = []
    for slot in slots:
        found.extend(find(scene, token, frame, slot))  # type: ignore[operator]
    return distinct(found)


def _verb_slot(scene: Scene, verb: Token, frame: Frame, slot: str) -> list[Side]:
    if slot == "subject":
        subject = logical_subject(verb)
        if subject is not None:
            return _noun_sides(scene, subject)
        own = frame.event_type in OWN_FORCES or frame.formal in OWN_ENVOYS
        moved = logical_object(verb) if is_passive(verb) and own else None
        return modifiers(scene, moved) if moved is not None else []
    thing = logical_object(verb)
    if slot == "object":
        if thing is None and frame.complement:
            # "wanted the Egyptians to reopen the canal", "demanded that Prague release them"
            thing = next(
                (inner for child in _governed(verb) for inner in children(child) if inner.dep_ == "nsubj"), None
            )
        return parties(scene, thing) if thing is not None else []
    if slot in ("object-owner", "owner"):
        return inside(scene, thing) if thing is not None else []
    if slot == "dative":
        found = [noun for child in children(verb) if child.dep_ == "dative" for noun in _nominal(child)]
        given = beneficiary(verb)
        found += [given] if given is not None else []
        return [side for noun in found for side in parties(scene, noun)]
    phrases = prepositions(verb)
    if thing is not None and not (is_passive(verb) and thing.i < verb.i and thing.dep_ == "pobj"):
        phrases = phrases + prepositions(thing)
    for _, noun in list(phrases):
        if frame.prep_objects and noun.lemma_.lower() in frame.prep_objects:
            phrases = phrases + prepositions(noun)
            if slot == "of":
                phrases += tuple(("of", child) for child in children(noun) if child.dep_ == "poss")
    return distinct([side for name, noun in phrases if name == slot for side in _noun_sides(scene, noun)])


def _nominal(child: Token) -> list[Token]:
    if child.pos_ == "ADP":
        return [inner for inner in children(child) if inner.dep_ == "pobj"]
    return [child]


def _noun_slot(scene: Scene, noun: Token, frame: Frame, slot: str) -> list[Side]:
    if slot == "owner":
        return _owners(scene, noun) or [side for thing in _things(noun, frame) for side in _owners(scene, thing)]
    if slot in MUTUAL:
        found = [inner for name, inner in _around(noun, frame) if name == slot]
        return distinct([side for inner in found for side in _noun_sides(scene, inner)])
    if slot in ("subject", "object", "dative", "object-owner"):
        verb = governor(noun)
        if verb is None:
            return []
        if slot == "subject":
            if noun.dep_ in ("nsubj", "nsubjpass") or verb.lemma_.lower() not in scene.vocab.support:
                return []
            subject = surface_subject(verb) if not is_passive(verb) else logical_subject(verb)
            if subject is None or subject.i == noun.i or noun.i in [one.i for one in subject.subtree]:
                return []
            return _noun_sides(scene, subject)
        if slot == "object":
            return []
        return [side for name, inner in prepositions(verb) if name == "to" for side in _noun_sides(scene, inner)]
    found = [inner for name, inner in prepositions(noun) if name == slot]
    if not found and slot not in ("on", "by"):
        found = [
            inner
            for name, inner in _around(noun, frame)
            if name == slot and (name != "of" or inner.head.head.pos_ == "NOUN")
        ]
    return distinct([side for inner in found for side in _noun_sides(scene, inner)])


def _owners(scene: Scene, noun: Token) -> list[Side]:
    """Whose noun it is, by possessor or adjective; "U.S. invasion and occupation" shares the adjective."""
    while True:
        found = [side for side in modifiers(scene, noun) if side.start < scene.start + noun.idx]
        if found or noun.dep_ != "conj" or noun.head.pos_ not in ("NOUN", "PROPN"):
            return found
        noun = noun.head


def _things(noun: Token, frame: Frame) -> list[Token]:
    """What the noun is done to, where its frame asks for it: "the rupture of relations"."""
    return [inner for name, inner in prepositions(noun) if name == "of" and inner.lemma_.lower() in frame.objects]


def _around(noun: Token, frame: Frame) -> list[tuple[str, Token]]:
    """The prepositional phrases that may belong to a noun though they hang elsewhere.

    On what it is done to ("the rupture of relations between A and B"), on the verb it is subject or object of ("war
    broke out between A and B"), on its relative clause ("the war that erupted in 1898 between A and B"), on the noun
    coordinated with it ("invasion and occupation of Haiti").
    """
    found = list(prepositions(noun))
    for thing in _things(noun, frame):
        found += prepositions(thing)
    for child in children(noun):
        if child.dep_ in ("relcl", "acl") or (child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN")):
            found += prepositions(child)
    if noun.dep_ in ("dobj", "nsubjpass", "attr", "nsubj") and noun.head.pos_ in ("VERB", "AUX"):
        found += [one for one in prepositions(noun.head) if one[0] != "of"]
    return found


def _noun_sides(scene: Scene, noun: Token) -> list[Side]:
    """The actors a noun phrase stands for or, when it stands for none, those named within it."""
    return parties(scene, noun) or inside(scene, noun)


def _loose(scene: Scene, token: Token, frame: Frame, taken: frozenset[str]) -> list[Side]:
    """The other side anywhere in the clause: within the object, then in its prepositional phrases."""
    found: list[Side] = []
    if frame.pos == "verb":
        thing = logical_object(token)
        if thing is not None:
            found = inside(scene, thing)
    phrases = prepositions(token)
    for child in _governed(token) if frame.complement or frame.pos == "noun" else ():
        # "refused to cede territory to Germany": the act refused tells to whom
        phrases = phrases + prepositions(child)
        for inner in children(child) if frame.pos == "noun" else ():
            if inner.dep_ == "nsubj":  # "the demand that Egypt open the canal"
                found = found + parties(scene, inner)
        thing = logical_object(child)
        if thing is not None and not [side for side in found if side.party.state not in taken]:
            found = found + inside(scene, thing)
            phrases = phrases + prepositions(thing)
    if frame.pos == "noun":
        verb = governor(token)
        if (
            verb is not None
            and verb.lemma_.lower() in scene.vocab.support
            and token.dep_ in ("dobj", "attr", "pobj", "nsubjpass")
        ):
            phrases = phrases + prepositions(verb)
    for wanted in AGAINST:
        if [side for side in found if side.party.state not in taken]:
            break
        for name, noun in phrases:
            if name == wanted and not (name in ("in", "at") and frame.event_type not in ON_THE_SPOT):
                found = found + _noun_sides(scene, noun)
    return distinct([side for side in found if side.party.state not in taken])


def _governed(token: Token) -> list[Token]:
    """The clauses that a word governs: "refused to cede", "the demand that they leave"."""
    return [
        child for child in children(token) if child.dep_ in ("xcomp", "ccomp", "acl") and child.pos_ in ("VERB", "AUX")
    ]


def _complete(scene: Scene, token: Token, roles: Roles, frame: Frame) -> Roles:
    """Fill a missing side from what is in mind: the act told before, or the other state told of together with this one.

    "The agreement" or "these talks" without parties are those of the last agreement or talks told.
    """
    states = _states(roles.actors) | _states(roles.recipients)
    if len(states) >= 2:
        return roles
    known = scene.happenings.get(token.i) if frame.pos == "noun" else None
    if known is not None and states <= {*known.actors, *known.recipients}:
        return Roles([_known(one) for one in known.actors], [_known(one) for one in known.recipients], True)
    if frame.pos == "noun" and not states and _points_back(token):
        told = scene.memory.last(token.lemma_.lower(), SAME_NOUN) or scene.memory.last(frame.event_type, SAME_TYPE)
        if told is not None:
            return Roles([_unspoken(one) for one in told[0]], [_unspoken(one) for one in told[1]], True)
    if not states:
        return roles
    other = scene.memory.other(states)
    partner = scene.memory.partner(states) if other is None else ""
    if other is None and not partner:
        return roles
    side = _unspoken(other) if other is not None else Side(Party(id=partner, state=partner, text=""), 0, 0, DISTANT)
    if frame.reciprocal:
        return Roles([*roles.actors, side], [], True)
    if roles.actors:
        return Roles(roles.actors, [side], True)
    return Roles([side], roles.recipients, True)


def _points_back(noun: Token) -> bool:
    marks = {child.lower_ for child in children(noun) if child.dep_ in ("det", "poss")}
    return bool(marks & {"the", "this", "these", "that", "those", "such"}) or noun.pos_ == "PROPN"


def _known(state: str) -> Side:
    """A side of a well-known happening ("the Crimean War"), known from the table and not from the words."""
    return Side(Party(id=state, state=state, text=""), 0, 0, KNOWN)


def _unspoken(one: Named) -> Side:
    """A side that stands in no word of the clause."""
    return Side(Party(id=one.id, state=one.state, text=""), 0, 0, FOLLOWED)


def keep_told(scene: Scene, token: Token, frame: Frame, roles: Roles) -> None:
    """Keep in mind who the sides of this act were, for when it is taken up again."""
    sides = tuple(
        tuple(Named(one.party.id, one.party.state, "", False, False, scene.number, token.i, False) for one in side)
        for side in (roles.actors, roles.recipients)
    )
    for key in (token.lemma_.lower(), frame.event_type):
        scene.memory.told[key] = (scene.number, sides[0], sides[1])
