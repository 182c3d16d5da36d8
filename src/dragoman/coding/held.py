"""Which act it is where it matters who ruled whom: to recognise the independence of one's own colony is to grant it."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.vocab import edtf
from dragoman.vocab.actor_dependencies import was_held
from dragoman.vocab.frames import Frame
from dragoman.vocab.scheme import load_scheme


def act_of(frame: Frame, actors: Iterable[str], recipients: Iterable[str], date: str | None) -> tuple[str, str]:
    """The event type and the mode or formal act of a frame between these states at a date (EDTF).

    Without a date nobody is taken to have ruled: then, and else, it is what the frame says.
    """
    first = edtf.parse(date).earliest() if frame.when_held and date else None
    if first is None:
        return frame.event_type, frame.fine
    others = tuple(recipients)
    if not any(was_held(code, by, first) for by in actors for code in others):
        return frame.event_type, frame.fine
    return load_scheme().formal(frame.when_held).event_type, frame.when_held
