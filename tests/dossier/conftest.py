"""A small relation, its records made by hand from two short texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from dragoman.dossier import Dossier, compose
from dragoman.model import (
    Account,
    Conflict,
    Document,
    Dyad,
    Event,
    Evidence,
    Finding,
    Party,
    Phase,
    Point,
    Position,
    Reason,
    Rupture,
    Source,
    evidence,
)

ALBANIAN = (
    "On 3 March 1948 Moscow lent Tirana grain. In December 1961 the Soviet Union broke off relations with Albania."
)
SOVIET = "In December 1961 Albania broke off relations with the Soviet Union because it feared reform."
NAMES = {"ALB": "Albania", "SUN": "Soviet Union"}


@dataclass(frozen=True)
class Told:
    """A relation as the dossier takes it."""

    dyad: Dyad
    series: tuple[Point, ...]
    phases: tuple[Phase, ...] = ()
    ruptures: tuple[Rupture, ...] = ()


def words(text: str, quote: str, passage: str = "pas_1") -> Evidence:
    start = text.index(quote)
    return evidence(passage, text, start, start + len(quote))


def account(id: str, document: str, text: str, quote: str, **given: Any) -> Account:
    values: dict[str, Any] = {
        "event_type": "SANCTION",
        "mode": "break-relations",
        "date": "1961-12",
        "confidence": 0.8,
        "coder": "test",
    }
    parties = {"actors": ("SUN",), "recipients": ("ALB",)} | {
        key: given.pop(key) for key in ("actors", "recipients") if key in given
    }
    made = {key: tuple(Party(id=code, state=code, text=code) for code in codes) for key, codes in parties.items()}
    cut = words(text, quote)
    return Account(id=id, document_id=document, sentence=cut, evidence=cut, **(values | made | given))


def records(*, quoted: str = SOVIET, title: str = "As Moscow told it") -> dict[str, Any]:
    """The arguments of ``compose``; ``quoted`` and ``title`` stand in for the Soviet text and its title."""
    tirana = Document(
        id="doc_a", source_id="src_a", path="a.txt", text=ALBANIAN, title="As Tirana told it", written="1970"
    )
    moscow = Document(id="doc_b", source_id="src_b", path="b.txt", text=quoted, title=title)
    lent, broke = (f"{part}." for part in ALBANIAN.rstrip(".").split(". "))
    accounts = [
        account("acc_1", "doc_a", ALBANIAN, lent, event_type="AID", mode="economic", date="1948-03-03"),
        account("acc_2", "doc_a", ALBANIAN, broke, cited="Example Archive, 1962"),
        account("acc_3", "doc_b", quoted, quoted, actors=("ALB",), recipients=("SUN",), confidence=0.7),
    ]
    dyad = Dyad.of("SUN", "ALB")
    common = {"place": "", "status": "asserted"}
    events = [
        Event(
            id="eve_2",
            account_ids=("acc_2", "acc_3"),
            event_type="SANCTION",
            mode="break-relations",
            actors=("SUN",),
            recipients=("ALB",),
            date="1961-12",
            score=-8.0,
            standing="contested",
            **common,
        ),
        Event(
            id="eve_1",
            account_ids=("acc_1",),
            event_type="AID",
            mode="economic",
            actors=("SUN",),
            recipients=("ALB",),
            date="1948-03-03",
            score=6.5,
            standing="single-source",
            **common,
        ),
    ]
    cause = words(quoted, "it feared reform") if "it feared reform" in quoted else words(quoted, quoted)
    reason = Reason(
        id="rea_1",
        document_id="doc_b",
        explains="eve_2",
        cause=cause,
        effect=words(quoted, quoted),
        evidence=words(quoted, quoted),
        cue="because",
        themes=("ideology",),
        kind="inferred",
        speaker="",
        speaker_state="",
        parties=("ALB", "SUN"),
        cited="",
        polarity="promotes",
        confidence=0.6,
    )
    relation = Told(
        dyad=dyad,
        series=tuple(
            Point(
                span=str(year),
                n=int(level is not None),
                total=level or 0.0,
                level=level,
                low=None if level is None else level - 1.5,
                high=None if level is None else level + 1.5,
                sources=0 if year == 1950 else 2,
                event_ids=(),
            )
            for year, level in [(1948, 6.5), (1949, None), (1950, None), (1961, -8.0)]
        ),
        phases=(
            Phase(dyad=dyad, span="1948/1960", label="close", level=6.5, low=5.0, high=8.0, event_ids=("eve_1",)),
            Phase(dyad=dyad, span="1961", label="hostile", level=-8.0, low=-9.5, high=-6.5, event_ids=("eve_2",)),
        ),
        ruptures=(
            Rupture(
                dyad=dyad,
                window="1961-11-25/1961-12-03",
                direction="break",
                strength=14.5,
                low=10.0,
                high=17.0,
                event_ids=("eve_2",),
            ),
        ),
    )
    return {
        "relation": relation,
        "events": events,
        "accounts": accounts,
        "documents": [tirana, moscow],
        "sources": [
            Source(
                id="src_a",
                csl={"title": "As Tirana told it", "author": [{"family": "Doe", "given": "A."}]},
                standpoint="ALB",
            ),
            Source(id="src_b", csl={"title": title, "issued": {"date-parts": [[1971, 2]]}}, standpoint="SUN"),
        ],
        "reasons": [reason],
        "conflicts": [
            Conflict(
                event_id="eve_2",
                field="initiator",
                positions=(
                    Position(value="SUN", account_ids=("acc_2",)),
                    Position(value="ALB", account_ids=("acc_3",)),
                ),
            )
        ],
        "findings": [
            Finding(
                id="fin_1",
                document_id="doc_a",
                rule="citation-older-than-event",
                severity="warning",
                why="a work of 1949 is cited for 1961",
                evidence=words(ALBANIAN, broke),
            )
        ],
        "name": lambda code: NAMES.get(code, code),
        "run": {"dragoman": "0.1.0", "versions": {"coder": "lexicon-1"}},
    }


@pytest.fixture
def dossier() -> Dossier:
    return compose(**records())


@pytest.fixture
def empty() -> Dossier:
    """The dossier of a relation of which nothing is told."""
    given = records()
    nothing: dict[str, Any] = {key: [] for key in ("events", "accounts", "reasons", "conflicts", "findings")}
    return compose(**(given | nothing | {"relation": replace(given["relation"], series=(), phases=(), ruptures=())}))
