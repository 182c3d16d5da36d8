"""The bootstrap over sources: how often a turning point is found when other sources might have come down to us."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from dragoman.model import Bootstrap, Dyad, Event, Rupture, TurnShare
from dragoman.relations.fates import bounds, match_turns
from dragoman.relations.ruptures import ruptures_of
from dragoman.relations.turns import follow
from dragoman.relations.weights import Weigh

DRAWS, FEWEST = 200, 50
EFFORT = 60_000
"""Draws when nothing is said, at most and at least; between them as many as make so many acts to be told anew."""

SEED = 1961
"""What is drawn when nothing is said: any number does, as long as it is the same."""

_QUANTILES = (0.1, 0.5, 0.9)

Form = Callable[[Iterable[str]], Event | None]
"""Forms an event from the accounts that are left of it."""


def usual_draws(events: int) -> int:
    """How often sources are drawn when nothing is said: 200 times, of more than 300 acts fewer, but never below 50.

    Shares are then known to within 3 to 7 points (one standard error at one half).
    """
    return max(FEWEST, min(DRAWS, EFFORT // max(events, 1)))


def resample(
    dyad: Dyad,
    events: Sequence[Event],
    whole: Sequence[Rupture],
    voices: Mapping[str, str],
    form: Form,
    *,
    weigh: Weigh | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
    progress: Callable[[int], None] | None = None,
) -> Bootstrap | None:
    """The history told anew ``draws`` times, from as many sources as there are, drawn with replacement.

    ``voices`` gives the source that stands behind each account (those of copies are one source). A source drawn twice
    tells everything twice, and so weighs as two would; what only sources tell that were not drawn is not told.
    ``weigh`` says how far an event can be relied on. None
    where there are fewer than two sources. After Efron and Tibshirani (1993), chapter 8: what is drawn are whole
    sources, because the acts told by one of them stand and fall together.

    Raises:
        ValueError: ``draws`` is less than 1.
    """
    if draws < 1:
        raise ValueError(f"a bootstrap needs at least one draw, not {draws}")
    tellers = {event.id: _tellers(event, voices) for event in events}
    units = sorted({unit for told in tellers.values() for unit in told})
    if len(units) < 2:
        return None
    chance = random.Random(seed)
    found: dict[int, list[Rupture]] = defaultdict(list)
    others = 0
    for number in range(1, draws + 1):
        drawn = Counter(chance.choices(units, k=len(units)))
        left = [one for event in events if (one := _drawn(event, tellers[event.id], drawn, form)) is not None]
        ruptures = ruptures_of(follow(dyad, left, trust=weigh(left) if weigh else None))
        partners = match_turns(whole, ruptures)
        others += len(ruptures) - len(partners)
        for place, other in partners.items():
            found[place].append(ruptures[other])
        if progress:
            progress(number)
    return Bootstrap(
        seed=seed,
        draws=draws,
        sources=len(units),
        turns=tuple(_share(turn, found.get(place, []), draws) for place, turn in enumerate(whole)),
        others=round(others / draws, 3),
    )


def _tellers(event: Event, voices: Mapping[str, str]) -> dict[str, list[str]]:
    """The event's accounts, by the source behind them; one of unknown source stands for itself."""
    told: dict[str, list[str]] = defaultdict(list)
    for account_id in event.account_ids:
        told[voices.get(account_id, account_id)].append(account_id)
    return told


def _drawn(event: Event, told: Mapping[str, Sequence[str]], drawn: Counter[str], form: Form) -> Event | None:
    left = [account_id for unit in told if drawn[unit] for account_id in told[unit]]
    made = event if len(left) == len(event.account_ids) else form(left)
    if made is None:
        return None
    # An account counts as often as its source was drawn: the weight of an event goes by the number of its accounts.
    again = sorted(account_id for unit in told for account_id in told[unit] for _ in range(drawn[unit]))
    return replace(made, id=event.id, account_ids=tuple(again))


def _share(turn: Rupture, found: Sequence[Rupture], draws: int) -> TurnShare:
    windows = [bounds(one.window) for one in found]
    return TurnShare(
        window=turn.window,
        direction=turn.direction,
        found=round(len(found) / draws, 4),
        begins=_days(first for first, _ in windows),
        ends=_days(last for _, last in windows),
        strength=tuple(round(float(one), 3) for one in np.quantile([one.strength for one in found], _QUANTILES))
        if found
        else (),
    )


def _days(days: Iterable[date]) -> tuple[str, ...]:
    """The quantiles of days: days that occur, no days between them."""
    numbers = sorted(day.toordinal() for day in days)
    if not numbers:
        return ()
    return tuple(
        date.fromordinal(int(one)).isoformat() for one in np.quantile(numbers, _QUANTILES, method="inverted_cdf")
    )
