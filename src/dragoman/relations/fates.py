"""Two histories of one relation compared: which turning points are the same, and how far they and the level moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dragoman.model import Phase, Rupture, TurnFate
from dragoman.relations.dyads import day_span

NEAR = 731
"""Days: turns the same way whose windows lie at most two years apart may be one turn, seen from other sources."""


def compare_turns(
    whole: Sequence[Rupture], without: Sequence[Rupture]
) -> tuple[tuple[TurnFate, ...], tuple[Rupture, ...]]:
    """What becomes of each turning point of ``whole`` in ``without``, in their order; and those that only it has.

    Two turns are one when they have one direction and their windows touch, or lie at most two years apart; of several
    the nearest, each once.
    """
    partners = match_turns(whole, without)
    taken = set(partners.values())
    fates = tuple(
        _fate(turn, without[partners[place]] if place in partners else None) for place, turn in enumerate(whole)
    )
    return fates, tuple(turn for place, turn in enumerate(without) if place not in taken)


def match_turns(whole: Sequence[Rupture], without: Sequence[Rupture]) -> dict[int, int]:
    """Which of the second turns each of the first is, by index; a turn that has no partner is absent."""
    pairs = []
    for one, turn in enumerate(whole):
        for other, found in enumerate(without):
            gap = _gap(turn.window, found.window)
            if turn.direction == found.direction and gap <= NEAR:
                pairs.append((turn.window != found.window, gap, abs(_middle(turn) - _middle(found)), one, other))
    partners: dict[int, int] = {}
    for *_, one, other in sorted(pairs):
        if one not in partners and other not in partners.values():
            partners[one] = other
    return partners


def level_distance(one: Sequence[Phase], other: Sequence[Phase]) -> float:
    """How far apart the levels of two tellings lie, in points: the mean over the days that both tell of; 0 for none.

    Phases ``none``, of which no level is known, tell of no day.
    """
    total, days = 0.0, 0
    for phase in (each for each in one if each.label != "none"):
        first, last = _days(phase.span)
        for rival in (each for each in other if each.label != "none"):
            begin, end = _days(rival.span)
            shared = min(last, end) - max(first, begin) + 1
            if shared > 0:
                total += shared * abs(phase.level - rival.level)
                days += shared
    return round(total / days, 3) if days else 0.0


def bounds(window: str) -> tuple[date, date]:
    """The first and the last day of a turning point's window."""
    first, last = _days(window)
    return date.fromordinal(first), date.fromordinal(last)


def _fate(turn: Rupture, found: Rupture | None) -> TurnFate:
    if found is None:
        return TurnFate(
            window=turn.window,
            direction=turn.direction,
            strength=turn.strength,
            fate="gone",
            change=round(-turn.strength, 3),
        )
    return TurnFate(
        window=turn.window,
        direction=turn.direction,
        strength=turn.strength,
        fate="stays" if turn.window == found.window else "moves",
        window_without=found.window,
        strength_without=found.strength,
        shift=round(_middle(found) - _middle(turn)),
        change=round(found.strength - turn.strength, 3) or 0.0,
    )


def _gap(one: str, other: str) -> int:
    """The days between two windows; 0 where they touch."""
    (first, last), (begin, end) = _days(one), _days(other)
    return max(begin - last, first - end, 0)


def _middle(turn: Rupture) -> float:
    return sum(_days(turn.window)) / 2


def _days(span: str) -> tuple[int, int]:
    found = day_span(span)
    if found is None:
        raise ValueError(f"{span}: a window or a phase has both its ends")
    return found
