"""One hand that brings the project up to date while pages are read: after judgements at once, else when told to."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from dragoman.errors import DragomanError
from dragoman.workbench import Workbench

Doing = Literal["nothing", "settling", "running"]

MOST_SETTLED = 3_000
"""Accounts up to which all are put together anew after a judgement where it touches too many to be told apart."""

PATIENCE = 3.0
"""Seconds that an answer waits for the events to be put together anew; then the page comes without."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """What is being done: ``done`` of ``total`` things of a stage. ``fault`` is why the last attempt failed, or ""."""

    doing: Doing = "nothing"
    stage: str = ""
    done: int = 0
    total: int = 0
    fault: str = ""
    finished: int = 0


class Runner:
    """Runs and settles one project, one thing at a time, in a thread of its own. Safe to use from several threads.

    ``bench`` opens the project as it stands on disk. What another process is at work on is waited for by nobody: the
    fault says so.
    """

    def __init__(self, bench: Callable[[], Workbench]) -> None:
        self._bench = bench
        self._changed = threading.Condition()
        self._state = RunState()
        self._asked = 0
        self._settled = 0
        self._wants_run = False
        self._thread: threading.Thread | None = None

    @property
    def state(self) -> RunState:
        """What is being done now."""
        with self._changed:
            return self._state

    def settle(self, *, patience: float = PATIENCE) -> bool:
        """Asks for the events to be brought up to date with the judgements; says whether it was done in time.

        Several who ask at once are served by one settling.
        """
        with self._changed:
            self._asked += 1
            mine = self._asked
            self._start()
            self._changed.wait_for(lambda: self._settled >= mine, timeout=patience)
            return self._settled >= mine and not self._state.fault

    def run(self) -> bool:
        """Starts a run; False when one is at work already."""
        with self._changed:
            if self._wants_run or self._state.doing == "running":
                return False
            self._wants_run = True
            self._state = replace(self._state, fault="")
            self._start()
            return True

    def wait(self, timeout: float) -> bool:
        """Waits until nothing is left to do; says whether that came in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self._thread is None, timeout=timeout)

    def _start(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="dragoman-run", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                asked = self._asked
                is_run = self._wants_run
                if not is_run and self._settled >= asked:
                    self._thread = None
                    self._state = replace(self._state, doing="nothing", stage="", done=0, total=0)
                    self._changed.notify_all()
                    return
                doing: Doing = "running" if is_run else "settling"
                self._state = replace(self._state, doing=doing, stage="", done=0, total=0)
                self._wants_run = False
            fault = self._do(is_run)
            with self._changed:
                self._settled = max(self._settled, asked)
                finished = self._state.finished + (1 if is_run and not fault else 0)
                self._state = replace(self._state, fault=fault, finished=finished)
                self._changed.notify_all()

    def _do(self, is_run: bool) -> str:
        try:
            bench = self._bench()
            if is_run:
                bench.run(progress=self._note)
            elif bench.settle(most=MOST_SETTLED) is None:
                self._left = True
        except DragomanError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - a thread that dies silently would leave everybody waiting
            return f"{type(error).__name__}: {error}"
        return ""

    def _note(self, stage: str, done: int, total: int) -> None:
        with self._changed:
            self._state = replace(self._state, stage=stage, done=done, total=total)
