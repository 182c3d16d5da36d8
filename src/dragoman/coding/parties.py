"""Which actors a noun phrase stands for: names, offices of a state, pronouns, "the two countries", "our party"."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.coding.scene import Scene, Token, children
from dragoman.model.reading import Party
from dragoman.model.text import ActorMention

NAME, NOUN, LOOSE, FOLLOWED, PAIR = "name", "noun", "loose", "followed", "pair"
FIRST, DISTANT, KNOWN = "first person", "distant", "known"

MODIFIERS = frozenset({"amod", "compound", "poss", "nmod", "npadvmod", "nummod", "appos", "dep", "punct"})
MALE_FEMALE = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
IT = frozenset({"it", "its", "itself", "this", "that"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
LOCATED = frozenset({"dobj", "pobj", "nsubjpass", "dative", "appos", "conj", "npadvmod"})
"""Where a place can stand for whoever holds it: acted upon, never acting."""

DASHES = frozenset({"-", "–", "—", "/"})
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Side:
    """One actor found in a noun phrase: who, the words (view offsets), and how it was found."""

    party: Party
    start: int
    end: int
    how: str


def conjuncts(token: Token) -> list[Token]:
    """``token`` and what is coordinated with it: "A, B and C" gives all three when asked of A.

    The parser takes the second of a long list of names for an apposition; it is counted when names follow it.
    """
    found = [token]
    for one in found:
        for child in children(one):
            listed = child.dep_ in ("npadvmod", "appos") and child.pos_ == "PROPN" and child.i > one.i
            if child.pos_ != "VERB" and (child.dep_ == "conj" or (listed and _lists(child))):
                found.append(child)
    return found


def _lists(token: Token) -> bool:
    return any(child.dep_ in ("conj", "appos") and child.pos_ == "PROPN" for child in children(token))


def parties(scene: Scene, token: Token) -> list[Side]:
    """The actors that the noun phrase headed by ``token`` stands for, coordination included.

    In "Egyptian and Syrian forces" and "the British and French governments" both adjectives count.
    """
    sides: list[Side] = []
    for one in conjuncts(token):
        sides.extend(single(scene, one))
        for child in children(one):
            if child.dep_ == "prep" and child.lower_ in ("with", "alongside") and _together(child):
                sides.extend(side for noun in children(child) if noun.dep_ == "pobj" for side in parties(scene, noun))
    return distinct(sides)


def _together(prep: Token) -> bool:
    """ "together with", "along with": the phrase adds an actor."""
    return prep.i > 0 and prep.nbor(-1).lower_ in ("together", "along", "jointly")


def distinct(sides: list[Side]) -> list[Side]:
    """Each actor once, the first words kept."""
    seen: dict[str, Side] = {}
    for side in sides:
        seen.setdefault(side.party.id, side)
    return list(seen.values())


def single(scene: Scene, token: Token) -> list[Side]:
    """The actors that ``token`` stands for as head of its phrase, without what is coordinated with it."""
    mention = scene.mention(token)
    if mention is not None and mention.kind == "place":
        return [_place(scene, token, mention)] if mention.state and token.dep_ in LOCATED else []
    if mention is not None and mention.kind == "group":
        return _members(mention)
    if mention is not None and (mention.state or mention.candidates == ()):
        return [_named(scene, token, mention)] if mention.state else []
    low = token.lower_
    if low in MALE_FEMALE or low in IT or low in THEY or low in scene.vocab.first_person | scene.vocab.second_person:
        return _pronoun(scene, token, low)
    lemma = token.lemma_.lower()
    if token.pos_ not in ("NOUN", "PROPN", "NUM", "DET", "ADJ", "PRON"):
        return []
    tied = modifiers(scene, token)
    if token.pos_ == "PROPN" and token.text in scene.memory.locals:
        state = scene.memory.locals[token.text]
        return [_side(scene, [token], "name:" + token.text, state, NAME)]
    for child in children(token):
        if child.dep_ == "appos":
            found = single(scene, child)
            if found and not tied:
                return found
            named = [side for side in found if side.party.id.startswith("person:")]
            if named:
                return named
    if tied:
        how = NOUN if scene.vocab.stands_for_state(lemma) or token.pos_ == "PROPN" else LOOSE
        return [_phrase(scene, token, side, how) for side in tied]
    if _is_group(scene, token, lemma):
        return _several(scene, token)
    if scene.vocab.stands_for_state(lemma) and token.pos_ == "NOUN":
        return _pointed(scene, token, lemma)
    return []


def modifiers(scene: Scene, token: Token) -> list[Side]:
    """The states that modify a noun: "Soviet leader", "Khrushchev's party", "leaders of the Soviet Union".

    A capital before a noun is a place ("the Bucharest conference") unless the noun acts ("the Tirana government"); a
    place before a noun never acts ("the Quemoy crisis").
    """
    found: list[Side] = []
    acts = scene.vocab.stands_for_state(token.lemma_.lower())
    for child in children(token):
        if child.i < token.i and child.dep_ in MODIFIERS:
            for one in child.subtree:
                mention = scene.mention(one)
                seat = mention is not None and (mention.kind == "place" or (mention.kind == "capital" and not acts))
                if seat and child.dep_ != "poss":
                    continue
                if mention is not None and mention.kind == "group":
                    found.extend(_members(mention))
                elif mention is not None and mention.state:
                    found.append(_named(scene, one, mention))
                    found.extend(_dashed(scene, one))
                elif one.dep_ == "poss" and one.lower_ in (
                    MALE_FEMALE | IT | THEY | scene.vocab.first_person | scene.vocab.second_person
                ):
                    found.extend(_pronoun(scene, one, one.lower_))
    if found:
        return _by_state(found)
    for child in children(token):
        if child.dep_ == "prep" and child.lower_ in ("of", "from") and child.i > token.i:
            for noun in children(child):
                if noun.dep_ == "pobj":
                    found.extend(parties(scene, noun))
    return _by_state(found)


def _dashed(scene: Scene, token: Token) -> list[Side]:
    """The first half of a spaced compound, which the parser hangs elsewhere: "the Soviet – Yugoslavia split"."""
    if token.i < 2 or scene.tokens[token.i - 1].text not in DASHES:
        return []
    mention = scene.mention(scene.tokens[token.i - 2])
    return [_named(scene, scene.tokens[token.i - 2], mention)] if mention is not None and mention.state else []


def inside(scene: Scene, token: Token, *, skip: frozenset[int] = frozenset()) -> list[Side]:
    """Every actor named within the noun phrase of ``token``, relative clauses left out."""
    found = single(scene, token)
    for child in children(token):
        if child.i in skip or child.dep_ in ("relcl", "acl", "advcl", "ccomp"):
            continue
        if child.dep_ == "prep":
            for noun in children(child):
                if noun.dep_ == "pobj":
                    found.extend(inside(scene, noun))
        elif (child.dep_ == "conj" and child.pos_ != "VERB") or (
            child.i < token.i and child.dep_ in MODIFIERS and not found
        ):
            found.extend(inside(scene, child))
    return distinct(found)


def _by_state(sides: list[Side]) -> list[Side]:
    seen: dict[str, Side] = {}
    for side in sides:
        seen.setdefault(side.party.state, side)
    return list(seen.values())


def _side(scene: Scene, tokens: list[Token], id_: str, state: str, how: str) -> Side:
    start, end = scene.span(tokens)
    return Side(Party(id=id_, state=state, text=scene.reading.view.text[start:end]), start, end, how)


def _named(scene: Scene, token: Token, mention: ActorMention) -> Side:
    return Side(Party(id=mention.id, state=mention.state, text=mention.text), mention.start, mention.end, NAME)


def _members(mention: ActorMention) -> list[Side]:
    """Each member of a group that acts together: "the Allies", "the Western powers"."""
    return [
        Side(Party(id=member, state=member, text=mention.text), mention.start, mention.end, LOOSE)
        for member in mention.candidates
    ]


def _place(scene: Scene, token: Token, mention: ActorMention) -> Side:
    """Who holds the place that an act is done to or in: "shelled Quemoy", "landed at Danzig"."""
    return Side(Party(id=mention.id, state=mention.state, text=mention.text), mention.start, mention.end, LOOSE)


def _phrase(scene: Scene, token: Token, side: Side, how: str) -> Side:
    """The side that a modifier names, with the words of the whole phrase: "the Soviet leader"."""
    start, end = min(side.start, scene.start + token.idx), max(side.end, scene.start + token.idx + len(token.text))
    words = scene.reading.view.text[start:end]
    return Side(Party(id=side.party.id, state=side.party.state, text=words), start, end, how)


def _pronoun(scene: Scene, token: Token, low: str) -> list[Side]:
    memory, vocab = scene.memory, scene.vocab
    if low in vocab.first_person or low in vocab.second_person:
        state = memory.speaking if low in vocab.first_person else memory.listening
        return [_side(scene, [token], state, state, FIRST)] if state else []
    avoid = _co_arguments(scene, token)
    if low in MALE_FEMALE:
        found = memory.person(token.i, avoid)
    elif low in THEY:
        return [_side(scene, [token], one.id, one.state, FOLLOWED) for one in memory.group(token.i, avoid)]
    elif token.pos_ == "DET" or low in ("this", "that"):
        return []
    else:
        found = memory.thing(token.i, avoid)
    return [_side(scene, [token], found.id, found.state, FOLLOWED)] if found is not None else []


def _co_arguments(scene: Scene, token: Token) -> frozenset[str]:
    """Ids and states that the pronoun cannot mean: the subject of its own verb, when it is no subject itself."""
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "poss") or head.pos_ not in ("VERB", "AUX", "ADP"):
        return frozenset()
    verb = head if head.pos_ != "ADP" else head.head
    found: set[str] = set()
    for child in children(verb):
        if child.dep_ in ("nsubj", "nsubjpass"):
            mention = scene.mention(child)
            if mention is not None:
                found |= {mention.id, mention.state}
    return frozenset(found)


def _is_group(scene: Scene, token: Token, lemma: str) -> bool:
    if token.lower_ in ("both", "each") and token.pos_ in ("PRON", "DET") and token.dep_ in ("nsubj", "pobj", "dobj"):
        return True
    if lemma not in scene.vocab.collective:
        return False
    marks = {child.lower_ for child in children(token) if child.i < token.i}
    if marks & scene.vocab.both:
        return True
    return (
        token.tag_ == "NNS"
        and bool(marks & {"the", "these"})
        and lemma in ("party", "side", "country", "leader", "power")
    )


def _several(scene: Scene, token: Token) -> list[Side]:
    marks = [child.lower_ for child in children(token) if child.i < token.i]
    number = next((NUMBERS[mark] for mark in marks if mark in NUMBERS), 2)
    tokens = [child for child in children(token) if child.i < token.i] + [token]
    return [
        _side(scene, tokens, one.state, one.state, PAIR)
        for one in sorted(scene.memory.several(token.i, number), key=lambda one: one.state)
    ]


def _pointed(scene: Scene, token: Token, lemma: str) -> list[Side]:
    """ "the country", "the delegation", "the leader": the one in mind, when the words point back to it."""
    marks = {child.lower_ for child in children(token) if child.dep_ in ("det", "poss")}
    if not marks & {"the", "this", "that"} and token.tag_ != "NNP":
        return []
    if any(child.dep_ == "prep" and child.lower_ == "of" for child in children(token)):
        return []
    memory = scene.memory
    if lemma in scene.vocab.person:
        found = memory.person(token.i)
    elif lemma in scene.vocab.organ or lemma in ("country", "nation", "state", "republic"):
        found = memory.thing(token.i)
    else:
        return []
    tokens = [child for child in children(token) if child.i < token.i] + [token]
    return [_side(scene, tokens, found.id, found.state, FOLLOWED)] if found is not None else []
