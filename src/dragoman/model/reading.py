"""What a passage says: evidence, mentions, accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.errors import EvidenceError

MentionKind = Literal["actor", "date", "place", "citation"]
Status = Literal[
    "asserted", "denied", "negated", "promised", "planned", "demanded", "offered", "threatened", "hypothetical", "ended"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where the words are: code points ``start`` to ``end`` (exclusive) of the document's text, and the words."""

    passage_id: str
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or self.end - self.start != len(self.quote):
            raise EvidenceError(f"{self.passage_id}: offsets {self.start}-{self.end} cannot hold {self.quote!r}")

    def check(self, text: str) -> Evidence:
        """Itself, when ``text[start:end]`` is the quote.

        Raises:
            EvidenceError: the text holds other words there.
        """
        found = text[self.start : self.end]
        if found != self.quote:
            raise EvidenceError(f"{self.passage_id}: at {self.start} the text reads {found!r}, not {self.quote!r}")
        return self


def evidence(passage_id: str, text: str, start: int, end: int) -> Evidence:
    """Evidence cut from the text itself, so that it cannot differ from it."""
    return Evidence(passage_id=passage_id, start=start, end=end, quote=text[start:end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for something: ``ref`` is an actor id, an EDTF value or a citation key.

    ``how`` names the rule that resolved it (``name``, ``variant``, ``office``, ``pronoun``, ``carried``...).
    """

    id: str
    evidence: Evidence
    kind: MentionKind
    ref: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One participant of an act: the authority id, the state it acts for ("" when for none), the words used."""

    id: str
    state: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """A counted thing in an account: "300 million" roubles, "8, out of 12, submarines"."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one passage says that someone did to someone: a claim, not a fact.

    ``actors`` and ``recipients`` follow PLOVER; in a reciprocal act every party is an actor, ``recipients`` empty.
    ``date`` is EDTF or None, ``date_how`` how it was reached (explicit, carried, relative, anchored, document, "").
    ``speaker`` is "" for the author, else whose statement it is; ``cited`` the source the text itself names for it.
    ``sentence`` and ``evidence`` slice the same document's text. ``confidence`` is a probability (0 to 1).
    """

    id: str
    document_id: str
    event_type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...] = ()
    date: str | None = None
    date_how: str = ""
    place: str = ""
    status: Status = "asserted"
    speaker: str = ""
    cited: str = ""
    magnitudes: tuple[Magnitude, ...] = ()
    sentence: Evidence
    evidence: Evidence
    confidence: float
    coder: str
    scheme: str = "plover-2.0"
