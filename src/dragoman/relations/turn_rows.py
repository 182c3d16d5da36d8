"""Phases and ruptures as rows of JSON, and in words why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dragoman.model import Event, Phase, Rupture
from dragoman.relations.dyads import day_span
from dragoman.relations.phases import bands_of

FEWEST = 4
"""Events: with fewer no change of level can be told, for either side of it needs two."""


def phase_json(phase: Phase) -> dict[str, Any]:
    """A phase as ``relation --json`` and ``phases --json`` print it; of a phase ``none`` no level is known.

    ``bands`` are the labels that it may have: those that its 80 % interval touches.
    """
    known = phase.label != "none"
    return {
        "span": phase.span,
        "label": phase.label,
        "level": phase.level if known else None,
        "low": phase.low if known else None,
        "high": phase.high if known else None,
        "events": list(phase.event_ids),
        "probability": phase.probability,
        "bands": list(bands_of(phase)),
    }


def rupture_json(rupture: Rupture) -> dict[str, Any]:
    """A rupture as ``relation --json`` and ``ruptures --json`` print it.

    ``posterior`` tells by which day the change has come with which probability. It is empty for a formal act that
    stands alone; ``probability`` is then that of the act itself (:func:`dragoman.relations.formal_acts.chance_of`).
    """
    return {
        "window": rupture.window,
        "direction": rupture.direction,
        "strength": rupture.strength,
        "low": rupture.low,
        "high": rupture.high,
        "events": list(rupture.event_ids),
        "probability": rupture.probability,
        "posterior": [{"by": day, "probability": share} for day, share in rupture.posterior],
    }


def tell_events(events: Sequence[Event]) -> str:
    """What there is to tell phases and turning points from, in a sentence; if that is too little, what is missing."""
    dated = sum(1 for event in events if event.date and day_span(event.date))
    if not events:
        return "No act between the two states is told: there is nothing to tell phases or turning points from."
    if not dated:
        acts = "One act is" if len(events) == 1 else f"{len(events)} acts are"
        return f"{acts} told, none with a date: they cannot be put in the order of time."
    told = "One dated act is told" if dated == 1 else f"{dated} dated acts are told"
    if dated < len(events):
        told += f" ({len(events) - dated} more without a date are left out)"
    if dated < FEWEST:
        return f"{told}: a change of level can be told from {FEWEST} on, two before it and two after it."
    return f"{told}."
