"""How an act is marked: its colour and its shape."""

from __future__ import annotations

from dragoman.charts.palette import colour


def tint(score: float) -> str:
    """The colour of an act: conflict, cooperation or neither."""
    return colour("hostile") if score < 0 else colour("close") if score > 0 else colour("soft")


def pointing(score: float) -> str:
    """The shape of an act's mark: down for conflict, up for cooperation."""
    return "triangle-down" if score < 0 else "triangle-up" if score > 0 else "circle"
