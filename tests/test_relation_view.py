"""A relation is told once of the same records, and anew as soon as one of them is another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from dragoman import relation_view
from dragoman.model import Dyad, Event
from dragoman.relation_view import RelationView, view_relation
from dragoman.relations import Coverage
from dragoman.relations.weights import Trust

DYAD = Dyad.of("ALB", "SUN")


def act(number: int, when: str, score: float) -> Event:
    return Event(
        id=f"evt_{number}", account_ids=(f"acc_{number}",), event_type="CONSULT", mode="", actors=("ALB",),
        recipients=("SUN",), date=when, place="", score=score, status="asserted", standing="single-source",
    )  # fmt: skip


ACTS = tuple(act(year, str(year), 4.0 if year < 1958 else -5.0) for year in range(1950, 1964))


def told(acts: Sequence[Event], trust: dict[str, Trust] | None = None) -> RelationView:
    coverage = Coverage(dyad=DYAD, either=tuple((year, ("src_1",)) for year in range(1950, 1964)))
    return view_relation(
        DYAD, acts, reasons=(), conflicts=(), documents={}, standpoints={}, coverage=coverage, trust=trust
    )


def test_the_same_records_are_reckoned_with_once(monkeypatch: pytest.MonkeyPatch) -> None:
    relation_view._relate.cache_clear()
    first = told(ACTS)
    monkeypatch.setattr("dragoman.relations.relate", lambda *_, **__: pytest.fail("told anew"))
    again = told([replace(one) for one in reversed(ACTS)])
    assert again.found == first.found and again.phases


@pytest.mark.parametrize("place", [0, 7, 13])
def test_another_record_is_another_relation(place: int) -> None:
    changed = tuple(replace(one, score=-one.score) if at == place else one for at, one in enumerate(ACTS))
    sure = {one.id: Trust(confidence=1.0, sources=1) for one in ACTS}
    doubted = sure | {ACTS[place].id: Trust(confidence=0.1, sources=1)}
    assert told(changed).series != told(ACTS).series
    assert told(ACTS, doubted).series != told(ACTS, sure).series
    assert told(ACTS[:place] + ACTS[place + 1 :]).series != told(ACTS).series
    for acts, trust in ((changed, None), (ACTS, doubted), (ACTS, None)):
        kept = told(acts, trust)
        relation_view._relate.cache_clear()
        assert told(acts, trust).found == kept.found
