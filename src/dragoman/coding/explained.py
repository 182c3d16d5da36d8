"""What is told of a sentence when somebody asks why it was coded so."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.reading import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words that stand for an actor or a time, and how that was found.

    ``means`` is an actor's id or an EDTF date, "" where the words could not be resolved; ``state`` is the state that
    the actor acts for.
    """

    words: str
    means: str
    state: str = ""
    kind: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: its head, what kind of clause it is (the dependency by which it hangs), its own words."""

    head: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the lexicon: the word with all that it demands beside it, what it means, its file and weight."""

    demands: str
    event_type: str
    mode: str
    file: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What moved a confidence: the feature, in words, and by how much (in log odds; below 0 against)."""

    feature: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One word that may name an act, and what became of it.

    ``outcome`` is that of :class:`~dragoman.coding.trace.Step` or "left out", ``why`` the same in words. ``frame`` is
    the line of the lexicon that was taken, ``others`` those that hold as well or, where none holds, all of the word.
    ``status`` comes with ``status_from``: the words that gave it. ``date_from`` are the words of the date.
    """

    word: str
    start: int
    outcome: str
    why: str
    frame: Line | None = None
    others: tuple[Line, ...] = ()
    actors: tuple[Named, ...] = ()
    recipients: tuple[Named, ...] = ()
    status: str = ""
    status_from: tuple[str, ...] = ()
    speaker: str = ""
    cited: str = ""
    date: str | None = None
    date_how: str = ""
    date_from: str = ""
    confidence: float | None = None
    features: tuple[Weighed, ...] = ()
    account: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """One sentence of a document and all that was made of it.

    ``number`` counts the document's sentences from 1. ``parsed`` says whether it was worth a parse, ``why`` why not.
    ``others`` are accounts that came without a parse of a word: of formal acts, or of the coder without a parser.
    """

    number: int
    sentence: str
    start: int
    parsed: bool
    why: str
    carried: str | None
    mentions: tuple[Named, ...]
    dates: tuple[Named, ...]
    clauses: tuple[Clause, ...] = ()
    acts: tuple[Act, ...] = ()
    others: tuple[Account, ...] = ()
