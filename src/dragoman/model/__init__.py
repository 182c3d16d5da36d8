"""The records that everything else is about: frozen dataclasses, no behaviour beyond their own checks."""

from dragoman.model.borrowing import Borrowing
from dragoman.model.coding import Coding
from dragoman.model.history import (
    Conflict,
    Event,
    EventLink,
    Finding,
    Judgement,
    MatchScore,
    Position,
    Reason,
    Regrouping,
)
from dragoman.model.reading import Account, Evidence, Magnitude, Mention, Party, evidence
from dragoman.model.record import Document, Listed, Passage, Skipped, Source, Work
from dragoman.model.reference import Reference
from dragoman.model.relation import Dyad, Phase, Point, Rupture
from dragoman.model.sensitivity import Bootstrap, LeftOut, Rest, Sensitivity, TurnFate, TurnShare

__all__ = [
    "Account",
    "Bootstrap",
    "Borrowing",
    "Coding",
    "Conflict",
    "Document",
    "Dyad",
    "Event",
    "EventLink",
    "Evidence",
    "Finding",
    "Judgement",
    "LeftOut",
    "Listed",
    "Magnitude",
    "MatchScore",
    "Mention",
    "Party",
    "Passage",
    "Phase",
    "Point",
    "Position",
    "Reason",
    "Reference",
    "Regrouping",
    "Rest",
    "Rupture",
    "Sensitivity",
    "Skipped",
    "Source",
    "TurnFate",
    "TurnShare",
    "Work",
    "evidence",
]
