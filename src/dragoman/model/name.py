"""Persons' names as documents write them, and what the names of a corpus were joined to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NameCue = Literal[
    "known", "introduced", "title", "given", "initials", "suffix", "listed", "sender", "receiver", "shape"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameUse:
    """One way in which a document writes a person's name, and how often.

    ``state`` is what the document says whose person it is, "" when it says nothing; ``actor`` the id in the authority
    list, "" for somebody who is not in it, or where ``candidates`` are in question. ``how`` is the spotter's rule.
    ``cue`` tells what shows that it is a person: "shape" is two capitalised words and no more. ``titled`` says that a
    title stands before it. ``start`` and ``end`` bound the first time in ``document.text``; None when the name stands
    beside the text, as its sender, its receiver or in the edition's list of persons.
    """

    document_id: str
    form: str
    cue: NameCue
    state: str = ""
    actor: str = ""
    how: str = ""
    candidates: tuple[str, ...] = ()
    titled: bool = False
    count: int = 1
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NameVariant:
    """One way of writing a person's name, over the whole corpus.

    ``reason`` says why it is taken for this person's ("initial for forename") and ``score``, 0 to 1, how alike it is to
    the form named in ``like``; "" and 1.0 for the form that the others are held against. ``documents`` are the ids of
    those that write it so, in order.
    """

    id: str
    form: str
    state: str
    count: int
    documents: tuple[str, ...]
    reason: str = ""
    score: float = 1.0
    like: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """A person of the corpus: the names joined to one bearer, or a name that stays unresolved.

    ``actor`` is the id in the authority list, "" for somebody known from the corpus alone. ``state`` is whose person
    the documents say it is. ``candidates`` are the ids (of persons here or in the authority list) of those who may be
    meant by a name that could not be joined to one of them; ``why`` says what stands in the way.
    """

    id: str
    name: str
    variants: tuple[NameVariant, ...]
    actor: str = ""
    state: str = ""
    candidates: tuple[str, ...] = ()
    why: str = ""

    @property
    def count(self) -> int:
        """How often the person is named in full or by surname, as far as it was counted."""
        return sum(one.count for one in self.variants)

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents that name the person, sorted."""
        return tuple(sorted({document for one in self.variants for document in one.documents}))


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedName:
    """What the corpus tells a document of a name in it: whose it is, and for which state that person acts."""

    form: str
    id: str
    state: str
    reason: str
