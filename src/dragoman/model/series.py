"""The course of a relation as a table: its bins, the formal acts beside them, and what could not be used."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.model.relation import Dyad, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class FormalStep:
    """A formal act and what it makes of the tie between two states.

    ``act`` is its name in the scheme, ``date`` EDTF, ``actors`` who did it. ``before`` and ``after`` are states of the
    tie ("" where nothing is known); they are equal where the act leaves the tie as it was. ``doubted`` says that
    somebody denies the act, or that it is likelier misread than not: then it changes nothing.
    """

    event_id: str
    act: str
    date: str
    actors: tuple[str, ...]
    before: str
    after: str
    doubted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The series of two states, in one direction or in both.

    ``actor`` and ``recipient`` name the direction; both are "" where acts of either count. ``scale`` is that of the
    scores (``plover``, ``goldstein-1992``). ``used`` counts the events that the level rests on; ``left_out`` says how
    many could not be used, and why: (reason, number). ``noise`` is by how many points an act strays from the level and
    ``drift`` by how many points the level wanders in a year, as the events have it; None where no level is told.
    ``statement`` says in words what the series can and cannot tell.
    """

    dyad: Dyad
    actor: str = ""
    recipient: str = ""
    by: str
    scale: str
    points: tuple[Point, ...]
    steps: tuple[FormalStep, ...]
    used: int
    left_out: tuple[tuple[str, int], ...]
    noise: float | None
    drift: float | None
    statement: str
