"""The formal tie of two states: the acts that open, raise, lower and break it, and its state by date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from dragoman.model import Event
from dragoman.model.series import FormalStep
from dragoman.relations.dyads import counted, day_span
from dragoman.relations.weights import LIKELY, Trust
from dragoman.vocab.formal_tie import load_tie_rules
from dragoman.vocab.scheme import Scheme, load_scheme


def formal_steps(
    events: Iterable[Event], *, scheme: Scheme | None = None, trust: Mapping[str, Trust] | None = None
) -> tuple[FormalStep, ...]:
    """The formal acts among the events of two states, in order, each with what it makes of the tie.

    Acts are taken by the last day that their date may mean; of acts of one day the gravest comes last. An act that
    somebody denies, or of which ``trust`` says that it is likelier misread than not, is told and changes nothing.
    Undated acts, and those of a status that does not count, are left out.
    """
    scheme = scheme or load_scheme()
    rules = load_tie_rules()
    names = {act.name for act in scheme.formal_acts}
    dated = []
    for event in counted(events, scheme):
        span = day_span(event.date) if event.date else None
        if span and event.mode in names:
            dated.append((span[1], rules.rank(event.mode), -span[0], event.id, event))
    steps: list[FormalStep] = []
    state = ""
    for *_, event in sorted(dated, key=lambda one: one[:4]):
        told = (trust or {}).get(event.id)
        doubted = event.standing == "denied" or (told is not None and told.confidence < LIKELY)
        after = state if doubted else rules.after(event.mode, state)
        steps.append(
            FormalStep(
                event_id=event.id,
                act=event.mode,
                date=event.date or "",
                actors=event.actors,
                before=state,
                after=after,
                doubted=doubted,
            )
        )
        state = after
    return tuple(steps)


def ties_on(steps: Sequence[FormalStep], days: Iterable[int]) -> list[str]:
    """The state of the tie at the end of each day (day numbers): "" before anything is known of it.

    While the date of an act leaves open whether it has come, both states are told: "relations/broken".
    """
    changes = []
    for step in steps:
        span = day_span(step.date)
        if span and step.before != step.after:
            changes.append((span[1], span[0], step.after))
    lasts = [last for last, _, _ in changes]
    found = []
    for day in days:
        at = bisect_right(lasts, day)
        known = [changes[at - 1][2]] if at else []
        known += [after for _, first, after in changes[at:] if first <= day]
        found.append("/".join(dict.fromkeys(known)))
    return found
