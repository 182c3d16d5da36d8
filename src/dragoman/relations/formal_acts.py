"""Formal acts that no change of level bears out: how likely each took place and turned the relation."""

from __future__ import annotations

from math import exp, log

import numpy as np
import numpy.typing as npt

from dragoman.relations.breaks import log_sum
from dragoman.relations.turns import Course

Vector = npt.NDArray[np.float64]

CLOSING: dict[str, frozenset[str]] = {
    "break": frozenset({"break-relations", "suspend-relations", "recognition-withdrawn", "war-declared", "invasion"}),
    "thaw": frozenset({"establish-relations", "resume-relations", "recognition", "alliance", "peace-treaty"}),
}
"""Formal acts that complete a turn: the window closes with them."""

NEAR = 1096
"""Days: the acts of three years before a formal act and after it tell whether anything changed."""

FEW = 4
"""Acts in the three years before: with fewer, nobody can tell what the level was."""


def closes(course: Course, act: int, direction: str) -> bool:
    """Whether an act of the course completes a turn of a direction (``break``, ``thaw``), if it took place.

    A treaty of peace that is ended completes no thaw, and is no break of relations either: its score tells.
    """
    wanted = -1.0 if direction == "break" else 1.0
    event = course.events[act]
    return event.mode in CLOSING[direction] and event.standing != "denied" and course.scores[act] * wanted > 0


def chance_of(course: Course, act: int) -> float:
    """The probability that a formal act took place and turned the relation, where no change of level was found.

    The odds that it was read rightly, times how many times likelier the acts around it are if the level changed its
    way with it, or in the three years before it, than if nothing changed: but once at most. Before looking, all levels
    are alike likely, and so are all places of the change. So a breach after which the two go on meeting as before
    loses; where little is told the reading alone decides; and a level that rises anyway makes no doubtful reading
    surer. What lies beyond an act that completes the opposite turn is not looked at. An act surely read (a row of a
    table, a coding by hand) is taken at its word.
    """
    sure = float(course.sure[act])
    if not 0.0 < sure < 1.0:
        return round(sure, 4)
    gain = log(sure / (1.0 - sure)) + min(_gain(course, act), 0.0)
    return round(1.0 / (1.0 + exp(-gain)) if gain > -700 else 0.0, 4)


def is_first_told(course: Course, act: int) -> bool:
    """Whether too little is told of the three years before a formal act for a level that it could have changed."""
    since = course.days[act][0] - NEAR
    return sum(last >= since for _, last in course.days[:act]) < FEW


def _gain(course: Course, act: int) -> float:
    """The log of how many times likelier the acts around are with a change than without; the act is not among them."""
    way = "thaw" if course.scores[act] > 0 else "break"
    first, end = _around(course, act, "break" if way == "thaw" else "thaw")
    told = course.told[first:end].copy()
    told[act - first] = 0.0
    sums = np.vstack((np.zeros(told.shape[1]), np.cumsum(told, axis=0)))
    number = told.shape[1]
    same = log_sum(sums[-1]) - log(number)
    changed = [_changed(sums[cut], sums[-1] - sums[cut], way == "thaw") for cut in range(act - first + 1)]
    return log_sum(np.array(changed)) - log(len(changed)) - same


def _changed(before: Vector, after: Vector, rises: bool) -> float:
    """The log-likelihood of two stretches if the second lies higher (or lower) than the first, by any number."""
    old, new = np.exp(before - before.max()), np.exp(after - after.max())
    beyond = np.cumsum(new[::-1])[::-1] - new if rises else np.cumsum(new) - new
    pairs = len(old) * (len(old) - 1) / 2
    chance = max(float(old @ np.maximum(beyond, 0.0)) / pairs, 1e-300)
    return log(chance) + float(before.max() + after.max())


def _around(course: Course, act: int, opposite: str) -> tuple[int, int]:
    """The first and the end (exclusive) of the acts near a formal act, up to those that complete the opposite turn."""

    def ends(place: int) -> bool:
        return course.sure[place] >= 0.5 and closes(course, place, opposite)

    first, end = act, act + 1
    while first and course.days[act][0] - course.days[first - 1][1] <= NEAR and not ends(first - 1):
        first -= 1
    while end < len(course.events) and course.days[end][0] - course.days[act][1] <= NEAR and not ends(end):
        end += 1
    return first, end
