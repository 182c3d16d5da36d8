"""What a state calls itself in its own records, where others have come to give that name to its rival."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from dragoman.vocab.actor_records import Actor, Name, Span
from dragoman.vocab.actors import Authority

OF_A_STATE = frozenset({"name", "alias", "adjective", "people", "prefix"})
"""Forms of name that a state gives itself; a capital is where it is, whoever speaks."""

RIVALRY = timedelta(days=365)
"""How long two states must stand beside each other: a shorter time is a handing over, not a claim that both make."""


def in_own_words(authority: Authority, code: str) -> Authority:
    """The authority list as the records of a state use its names; the same list where that makes no difference.

    A name that passed from a state to a rival beside it stays its own as long as it exists: in the records of the
    Republic of China "China" and "the Chinese people" are itself after 1949 too. The rival keeps the names that are its
    alone ("Communist China", "Peking"). A name that passed to a successor is not touched.
    """
    state = authority.actor(code) if code in authority else None
    if state is None or state.kind != "state":
        return authority
    others = [actor for actor in authority.states() if actor.id != state.id]
    kept = dict(_lost(state, others))
    if not kept:
        return authority
    changed = {state.id: replace(state, names=tuple(_own(state, kept)))}
    for other in others:
        if any(name.text in kept for name in other.names):
            changed[other.id] = replace(other, names=tuple(_left(other, kept)))
    return Authority(changed.get(actor.id, actor) for actor in authority)


def _lost(state: Actor, others: list[Actor]) -> Iterator[tuple[str, Span]]:
    """The names that a rival took over while the state went on existing, with the time they have been its own."""
    for name in state.names:
        end = name.span.last
        if name.form not in OF_A_STATE or end is None or not name.principal:
            continue
        existence = next((span for span in state.spans if span.holds(end)), Span(last=end))
        if existence.last is not None and existence.last - end < RIVALRY:
            continue
        after = Span(end + timedelta(days=1), existence.last)
        same = (found.span for other in others for found in other.names if found.text == name.text)
        if any(span.overlaps(after) and not span.overlaps(name.span) for span in same):
            yield name.text, Span(name.span.first, existence.last)


def _own(state: Actor, kept: Mapping[str, Span]) -> Iterator[Name]:
    """The names of the state, each of ``kept`` once and for its whole time."""
    seen: set[tuple[str, str]] = set()
    for name in state.names:
        if name.text not in kept or name.form not in OF_A_STATE:
            yield name
        elif (name.text, name.form) not in seen:
            seen.add((name.text, name.form))
            yield replace(name, span=kept[name.text], principal=True)


def _left(other: Actor, kept: Mapping[str, Span]) -> Iterator[Name]:
    """The names of another state, without the time in which they are kept by the one that speaks."""
    for name in other.names:
        own = kept.get(name.text)
        if own is None or not name.span.overlaps(own):
            yield name
            continue
        day = timedelta(days=1)
        if own.first is not None and (name.span.first is None or name.span.first < own.first):
            yield replace(name, span=Span(name.span.first, own.first - day))
        if own.last is not None and _ends_after(name.span, own.last):
            yield replace(name, span=Span(own.last + day, name.span.last))


def _ends_after(span: Span, day: date) -> bool:
    return span.last is None or span.last > day
