"""A specification that is drawn when somebody looks at it: a page shows a chart's words and figures without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


class Later(Mapping[str, Any]):
    """What ``draw`` gives, made at the first look and kept. It is never empty: that is known without drawing.

    Two threads that look at once may both draw; they draw the same.
    """

    __slots__ = ("_draw", "_drawn")

    def __init__(self, draw: Callable[[], Mapping[str, Any]]) -> None:
        self._draw = draw
        self._drawn: Mapping[str, Any] | None = None

    def _look(self) -> Mapping[str, Any]:
        drawn = self._drawn
        if drawn is None:
            drawn = self._drawn = self._draw()
        return drawn

    def __getitem__(self, key: str) -> Any:
        return self._look()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._look())

    def __len__(self) -> int:
        return len(self._look())

    def __bool__(self) -> bool:
        return True
