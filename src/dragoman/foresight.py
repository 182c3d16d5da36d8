"""What may come of a relation in the months ahead, from a project's events, and how such forecasts would have done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.config import Config
from dragoman.errors import ConfigError, CoverageError
from dragoman.judgements import Rulings
from dragoman.model import Dyad
from dragoman.model.forecast import Backtest, Forecast
from dragoman.plain import plain
from dragoman.store import Reader
from dragoman.system_events import find_stretch, keep_living
from dragoman.timed import Timespan, read_told
from dragoman.vocab.actors import Authority

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.relations.signs import History

Name = Callable[[str], str]


def gather_history(reader: Reader, rulings: Rulings, config: Config, span: Timespan, extra: Path | None) -> History:
    """The acts of all dyads as they are told by ``span.as_of``, each weighed by how far it can be relied on.

    Acts that lie far from all others in time (see :func:`dragoman.system_events.main_years`), and parties that did not
    exist at the time, are left out unless a time was asked for.
    """
    from dragoman.relations.signs import gather_acts
    from dragoman.relations.weights import weigh_events

    told = read_told(reader, rulings, config, span, extra=extra)
    events = keep_living(told.events, Authority.load(extra)).events
    if not span.text:
        stretch = find_stretch(events)
        bounds = Timespan(
            since=stretch.first.isoformat() if stretch.first else None,
            until=stretch.last.isoformat() if stretch.last else None,
        )
        events = tuple(event for event in events if bounds.holds(event.date))
    read = (one for one in reader.accounts() if one.document_id in told.documents)
    accounts = rulings.vouched(rulings.judged(read, min_confidence=config.code.min_confidence))
    return gather_acts(events, trust=weigh_events(events, accounts, told.borrowings))


def foretell(history: History, dyad: Dyad, *, months: int, span: Timespan, name: Name) -> Forecast:
    """The chance of a break and of a thaw within so many months.

    It is told from the end of ``span``, else from the day by which the texts were to be written, else from the last act
    between the two.

    Raises:
        ConfigError: ``months`` is not from 1 to 60.
        CoverageError: too little was read of the two by then.
    """
    from dragoman.relations.forecast import forecast

    end = span.until or span.as_of
    try:
        day = date.fromisoformat(end) if end else None
        return forecast(history, dyad, months=months, day=day, name=name)
    except ValueError as error:
        raise ConfigError(f"--months: {error}") from error


def try_past(
    history: History, dyad: Dyad | None, *, months: int, progress: Callable[[int, int], None] | None = None
) -> Backtest:
    """How forecasts over so many months would have done on the past of all dyads, or of one.

    Raises:
        ConfigError: ``months`` is not from 1 to 60.
        CoverageError: there is too little to test on.
    """
    from dragoman.relations.backtest import backtest

    try:
        return backtest(history, months=months, dyads=(dyad,) if dyad else None, progress=progress)
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
