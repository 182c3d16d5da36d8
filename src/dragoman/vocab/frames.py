"""What one line of the lexicon says: in which surroundings a word names which act, and where its parties stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Pos = Literal["verb", "noun", "adj"]
ObjectKind = Literal["", "party", "thing", "none"]
Complement = Literal["", "to", "that", "ing"]

SLOTS = frozenset({"subject", "object", "object-owner", "dative", "owner"})
"""Places of a party that are not prepositions; every other slot is one."""

MUTUAL = frozenset({"between", "among", "amongst"})
"""Prepositions after which all parties act: "talks between A and B"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One sense of a word: what must stand around it (the demands), what it then means, and who its parties are.

    Demands, all of which must hold:
        particle: the verb's particle ("off" in "break off"), "" when none is asked for.
        objects: lemmas one of which must be the head of the direct object (of the subject, in a passive). For a noun
            or adjective: lemmas one of which must modify it, as adjective, compound part or head of its "of" or "on"
            phrase ("military action", "troop withdrawal", "withdrawal of troops").
        barred: lemmas that must not stand there.
        subjects: lemmas one of which must be the head of a verb's logical subject ("the press attacked").
        object_kind: the direct object must be an actor ("party"), be something else ("thing") or be missing ("none").
        complement: a clause that must follow: an infinitive ("to"), a "that" clause, a participle ("ing").
        needs: prepositions one of which must hang on the word or on its object.
        prep_objects: lemmas one of which must head the phrase of such a preposition ("come to the aid of").

    Meaning:
        event_type: a type of the scheme, or "" when the word in these surroundings names no act between states.
        mode, formal: its mode and the formal act, "" for none; ``fine`` is the finer of the two.
        when_held: the formal act that it is instead where the actor held the recipient until then: Britain recognised
            the independence of Mexico, but granted that of Ghana. "" where that makes no difference.
        status: the status that the word itself brings ("promise": promised), "" for none.
        stative: the words tell a lasting relation ("ally of"), not a happening.
        weight: how likely the word in these surroundings is a cross-state act of this type (0 to 1).
        file: the lexicon file that says so.

    Parties, each a tuple of slots tried in turn until one holds an actor:
        actor, recipient: "subject" and "object" are the logical ones (passives undone; for a noun, "subject" is that of
            the verb it is the object of: "Moscow sent aid"); "object-owner" is whose the object is ("rejected the
            Soviet proposal"); "dative" the indirect object; "owner" the possessor or adjective of a noun
            ("Khrushchev's visit", "Soviet aid"); any other slot is a preposition on the word, on its object, or on the
            head found for ``prep_objects``. "between" and "among" make every party an actor.
        reciprocal: every party found in any slot is an actor, none a recipient.
    """

    lemma: str
    pos: Pos
    particle: str = ""
    objects: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    object_kind: ObjectKind = ""
    complement: Complement = ""
    needs: tuple[str, ...] = ()
    prep_objects: frozenset[str] = frozenset()
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool = False
    event_type: str
    mode: str = ""
    formal: str = ""
    when_held: str = ""
    status: str = ""
    stative: bool = False
    weight: float = 0.5
    file: str = field(default="", compare=False)

    @property
    def fine(self) -> str:
        """The formal act if there is one, else the mode: what :meth:`Scheme.score` takes as a mode."""
        return self.formal or self.mode

    @property
    def reverse(self) -> bool:
        """Whether the grammatical subject is the one to whom it is done ("received aid from Moscow")."""
        return "subject" in self.recipient and "subject" not in self.actor

    @property
    def specificity(self) -> int:
        """How much the frame demands: of the frames that hold, the most demanding is meant."""
        return (
            8 * bool(self.prep_objects)
            + 6 * bool(self.objects)
            + 5 * bool(self.subjects)
            + 4 * bool(self.particle)
            + 3 * bool(self.complement)
            + 2 * bool(self.needs)
            + 2 * (self.object_kind in ("party", "none"))
            + 1 * (self.object_kind == "thing")
        )

    @property
    def demands(self) -> tuple[object, ...]:
        """Everything that tells this frame from the other frames of its word."""
        return (
            self.lemma,
            self.pos,
            self.particle,
            tuple(sorted(self.objects)),
            tuple(sorted(self.subjects)),
            self.object_kind,
            self.complement,
            tuple(sorted(self.needs)),
            tuple(sorted(self.prep_objects)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A word that settles whether what it governs happened: "promise", "refuse", "fail", "attempt", "refusal".

    ``status`` is what the governed act becomes: a status of the records, or "" when it is left as it is ("begin to",
    "manage to"). ``takes`` lists what it may govern: "to", "ing", "that", "noun". ``control`` says who does the
    governed act: the operator's subject ("promise to") or its object ("ask them to").
    Whether the operator is an act by itself is said by a :class:`Frame` of the same lemma, not here. ``file`` is the
    lexicon file that says so.
    """

    lemma: str
    pos: Pos
    particle: str = ""
    takes: tuple[str, ...]
    control: Literal["subject", "object"] = "subject"
    status: str
    file: str = field(default="", compare=False)
