"""The project that a server shows: opened anew when its files have changed, with what is dear kept until then."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from dragoman.config import FILE_NAME
from dragoman.web.deciding.running import Runner
from dragoman.web.settings import Settings
from dragoman.workbench import Workbench

T = TypeVar("T")
Stamp = tuple[tuple[int, int], ...]

MOST_KEPT = 256
"""How many dear answers are kept; the one asked for longest ago goes first."""


class Desk:
    """One project, as the server has it open. Safe to use from several threads.

    Raises:
        ConfigError: the folder holds no project.
    """

    def __init__(self, folder: Path, settings: Settings) -> None:
        self.folder = folder
        self.settings = settings
        self._lock = Lock()
        self._stamp: Stamp = self._look()
        self._bench = Workbench(folder)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._same: OrderedDict[Hashable, Any] = OrderedDict()
        self.runner = Runner(lambda: Workbench(folder))

    def bench(self) -> Workbench:
        """The workbench of the project as it stands on disk now."""
        stamp = self._look()
        with self._lock:
            if stamp != self._stamp:
                self._bench = Workbench(self.folder)
                self._stamp = stamp
                self._kept.clear()
            return self._bench

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once and kept until the project changes."""
        self.bench()
        with self._lock:
            stamp = self._stamp
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]
                return found
        made = make()
        with self._lock:
            if stamp == self._stamp:
                self._kept[key] = made
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return made

    def holds(self, key: Hashable) -> bool:
        """Whether what is kept under a key is that of the project as it stands."""
        self.bench()
        with self._lock:
            return key in self._kept

    def same(self, content: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives of ``content`` alone, kept however the project changes: the same records, the same."""
        with self._lock:
            if content in self._same:
                self._same.move_to_end(content)
                found: T = self._same[content]
                return found
        made = make()
        with self._lock:
            self._same[content] = made
            while len(self._same) > MOST_KEPT:
                self._same.popitem(last=False)
        return made

    def _look(self) -> Stamp:
        names = (FILE_NAME, "dragoman.db", "dragoman.db-wal", "judgements.jsonl", "codings.jsonl")
        return tuple(_stat(self.folder / name) for name in names)


def _stat(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    # Whoever opens a database may leave an empty log beside it: that is no change.
    return (found.st_mtime_ns, found.st_size) if found.st_size else (0, 0)


def get_desk(request: Request) -> Desk:
    """The desk of the application that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def get_bench(desk: Annotated[Desk, Depends(get_desk)]) -> Workbench:
    """The project as it stands now."""
    return desk.bench()


AtDesk = Annotated[Desk, Depends(get_desk)]
"""A parameter of a page that is the desk."""

Bench = Annotated[Workbench, Depends(get_bench)]
"""A parameter of a page that is the workbench."""
