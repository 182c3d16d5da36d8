"""What is held to have happened, what is disputed, and why it is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dragoman.model.reading import Evidence

Standing = Literal["uncontested", "contested", "denied", "single-source", "one-sided"]
LinkKind = Literal["carried-out", "ended", "called-off", "not-done"]
ReasonKind = Literal["stated", "ascribed", "inferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening, built from the accounts of it. ``actors`` and ``recipients`` are state codes, sorted.

    ``score`` is on the PLOVER scale (-10 conflict to +10 cooperation). ``date`` is EDTF or None: the most precise date
    that the accounts agree on. ``status`` is that of its accounts: only asserted events count towards a relation.
    """

    id: str
    account_ids: tuple[str, ...]
    event_type: str
    mode: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str
    score: float
    status: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchScore:
    """Why two accounts were, or were not, held to tell of one happening: ``parts`` are (name, weight), in order.

    ``one`` and ``other`` are account ids, sorted.
    """

    one: str
    other: str
    parts: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """The sum of the parts, in bits."""
        return sum(weight for _, weight in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """Two events that are stages of one undertaking: a visit announced and made, or made and cut short.

    ``earlier`` and ``later`` are event ids. ``kind`` is what the later one is to the earlier: it carried out what was
    intended, it ended what went on, it called off what was intended, or what was intended was not done. ``match`` is
    the best pair of their accounts, with the parts of its score.
    """

    earlier: str
    later: str
    kind: LinkKind
    match: MatchScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Regrouping:
    """What a run changed in how earlier runs had grouped accounts: never done without being said.

    ``joined``: accounts of several earlier events are now one. ``parted``: accounts of one are now several. ``mixed``:
    both. ``before`` and ``after`` are the groups of account ids, of those accounts alone that both runs had.
    """

    kind: Literal["joined", "parted", "mixed"]
    before: tuple[tuple[str, ...], ...]
    after: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One value of a disputed field, and the accounts that give it."""

    value: str
    account_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Accounts of one event that cannot all be right about ``field`` (date, actors, initiator, status, type...)."""

    event_id: str
    field: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A cause that somebody gives. ``explains`` is an event id, or "" when the effect is no coded event.

    ``kind``: stated (the speaker's own side gives it), ascribed (said of others), inferred (the author's own link).
    ``speaker`` is "" for the author. ``parties`` are the states the effect concerns. ``cue`` is the causal expression
    as it stands. ``themes`` are keys of ``vocab/data/themes.toml``.
    """

    id: str
    document_id: str
    explains: str
    cause: Evidence
    effect: Evidence
    evidence: Evidence
    cue: str
    themes: tuple[str, ...]
    kind: ReasonKind
    speaker: str
    speaker_state: str
    parties: tuple[str, ...]
    cited: str
    polarity: Literal["promotes", "hinders", "despite"]
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something wrong or doubtful in a source: the rule that fired, how grave it is, the words, and why."""

    id: str
    document_id: str
    rule: str
    severity: Literal["error", "warning", "note"]
    why: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person decided about a record: outranks the machine, is signed and can be undone.

    ``about`` is a record id; ``verdict`` one of accept, reject, correct, same, different, add, undo; ``value`` what it
    is corrected to (field to value), the other record's id, or what an added account says.
    """

    id: str
    about: str
    verdict: Literal["accept", "reject", "correct", "same", "different", "add", "undo"]
    value: str
    by: str
    at: str
    why: str
