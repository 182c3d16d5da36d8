"""What may come of a relation in the months ahead, from a project's events, and how such forecasts would have done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from dragoman.errors import ConfigError, CoverageError
from dragoman.model import Dyad, Event
from dragoman.model.forecast import Backtest, Forecast
from dragoman.plain import plain
from dragoman.timed import Timespan

Name = Callable[[str], str]


def foretell(events: Iterable[Event], dyad: Dyad, *, months: int, span: Timespan, name: Name) -> Forecast:
    """The chance of a break and of a thaw within so many months.

    It is told from the end of ``span``, else from the day by which the texts were to be written, else from the last act
    between the two.

    Raises:
        ConfigError: ``months`` is not from 1 to 60.
        CoverageError: too little was read of the two by then.
    """
    from dragoman.relations.forecast import forecast
    from dragoman.relations.signs import gather_acts

    end = span.until or span.as_of
    try:
        day = date.fromisoformat(end) if end else None
        return forecast(gather_acts(events), dyad, months=months, day=day, name=name)
    except ValueError as error:
        raise ConfigError(f"--months: {error}") from error


def try_past(
    events: Iterable[Event], dyad: Dyad | None, *, months: int, progress: Callable[[int, int], None] | None = None
) -> Backtest:
    """How forecasts over so many months would have done on the past of all dyads, or of one.

    Raises:
        ConfigError: ``months`` is not from 1 to 60.
        CoverageError: there is too little to test on.
    """
    from dragoman.relations.backtest import backtest
    from dragoman.relations.signs import gather_acts

    try:
        return backtest(gather_acts(events), months=months, dyads=(dyad,) if dyad else None, progress=progress)
    except ValueError as error:
        raise ConfigError(f"--months: {error}") from error


def forecast_json(
    found: Forecast, tested: Backtest | None = None, refused: CoverageError | None = None
) -> dict[str, Any]:
    """What ``dragoman forecast A B --json`` prints; ``backtest`` is null where none was asked for, or none could be."""
    values: dict[str, Any] = plain(found)
    values["dyad"] = str(found.dyad)
    values["learnt"] = dict(zip(("cases", "turns"), found.learnt, strict=True))
    for outlook in values["outlooks"]:
        outlook["parts"] = [dict(zip(("name", "value", "log_odds"), one, strict=True)) for one in outlook["parts"]]
    values["backtest"] = None
    values["backtest_refused"] = str(refused) if refused else None
    if tested:
        values["backtest"] = plain(tested)
        for row, one in zip(values["backtest"]["tested"], tested.tested, strict=True):
            row["skill"] = round(one.skill, 4)
    return values
