"""The bar at the top: where it leads, and the letter after ``g`` that leads there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One entry of the bar. ``key`` is that of its pages; its name stands in the strings, under ``places``."""

    key: str
    path: str
    letter: str


PLACES: tuple[Place, ...] = (
    Place(key="home", path="/", letter="h"),
    Place(key="sources", path="/sources", letter="s"),
    Place(key="relation", path="/relations", letter="r"),
    Place(key="timeline", path="/timeline", letter="t"),
    Place(key="system", path="/system", letter="y"),
    Place(key="actors", path="/actors", letter="a"),
    Place(key="checks", path="/checks", letter="c"),
    Place(key="search", path="/search", letter="f"),
    Place(key="review", path="/review", letter="v"),
    Place(key="judgements", path="/judgements", letter="j"),
)
