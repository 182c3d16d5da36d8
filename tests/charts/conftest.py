from __future__ import annotations

from dataclasses import dataclass

import pytest

from dragoman.model import Dyad, Event, Phase, Point, Rupture

DYAD = Dyad(a="ALB", b="SUN")
NAMES = {"ALB": "Albania", "SUN": "Soviet Union", "YUG": "Yugoslavia", "CHN": "China"}


@dataclass(frozen=True)
class Told:
    dyad: Dyad
    series: tuple[Point, ...]
    phases: tuple[Phase, ...] = ()
    ruptures: tuple[Rupture, ...] = ()


def name(code: str) -> str:
    return NAMES.get(code, code)


def act(
    id: str, date: str | None, score: float, mode: str = "", standing: str = "uncontested", **more: object
) -> Event:
    values = {
        "id": id,
        "account_ids": (f"acc_{id}",),
        "event_type": "CONSULT",
        "mode": mode,
        "actors": ("ALB",),
        "recipients": ("SUN",),
        "date": date,
        "place": "",
        "score": score,
        "status": "asserted",
        "standing": standing,
    }
    return Event(**{**values, **more})  # type: ignore[arg-type]


def point(span: str, level: float | None, sources: int = 2) -> Point:
    low, high = (None, None) if level is None else (level - 1.5, level + 1.5)
    return Point(span=span, n=1, total=0.0, level=level, low=low, high=high, sources=sources, event_ids=("e1",))


def turn(window: str, direction: str = "break") -> Rupture:
    return Rupture(
        dyad=DYAD, window=window, direction=direction, strength=6.0, low=4.0, high=8.0, event_ids=("e2", "e3")
    )  # type: ignore[arg-type]


@pytest.fixture
def told() -> Told:
    series = (
        *(point(str(year), 4.0) for year in range(1948, 1953)),
        *(point(str(year), None, 0) for year in range(1953, 1957)),
        *(point(str(year), -5.0, 3) for year in range(1957, 1963)),
    )
    phases = (
        Phase(dyad=DYAD, span="1948/1959", label="close", level=4, low=3, high=5, event_ids=("e1",)),
        Phase(dyad=DYAD, span="1960/1962", label="hostile", level=-5, low=-6, high=-4, event_ids=("e2", "e3")),
    )
    return Told(DYAD, series, phases, (turn("1960/1961-12-03"),))


@pytest.fixture
def acts() -> tuple[Event, ...]:
    return (
        act("e1", "1948", 6.5),
        act("e2", "1960-06", -3.5, standing="contested"),
        act("e3", "1961-12-03", -8.0, mode="break-relations"),
        act("e4", None, -2.0),
        act("e5", "1961-10-17", -2.5, status="planned"),
    )
