"""Makes acts of two states with the accounts, documents and sources that tell them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from dragoman.accounts.reform import Reformer
from dragoman.cutting import Tellings
from dragoman.ids import content_id
from dragoman.model import Account, Borrowing, Event, Evidence, Party
from dragoman.vocab.origins import Origins
from dragoman.vocab.scheme import load_scheme

WORDS = Evidence(passage_id="pas_made", start=0, end=4, quote="Made")
GOOD = (("CONSULT", "visit"), ("AGREE", ""), ("AID", "economic"), ("SUPPORT", ""), ("COOPERATE", ""))
BAD = (("ACCUSE", ""), ("REJECT", ""), ("THREATEN", ""), ("SANCTION", "discontinue"), ("ACCUSE", ""))


def account(document: str, kind: str, when: str | None, *, number: int = 0, **fields: object) -> Account:
    """One account of ALB and SUN."""
    values: dict[str, object] = {
        "id": content_id("acc", document, kind, when, number),
        "document_id": document,
        "event_type": kind,
        "actors": (Party(id="ALB", state="ALB", text="Albania"),),
        "recipients": (Party(id="SUN", state="SUN", text="the Soviet Union"),),
        "date": when,
        "date_how": "explicit",
        "sentence": WORDS,
        "evidence": WORDS,
        "confidence": 0.8,
        "coder": "made",
    }
    return Account(**{**values, **fields})  # type: ignore[arg-type]


def tellings(
    told: Sequence[Sequence[Account]],
    *,
    sources: dict[str, str] | None = None,
    borrowings: Sequence[Borrowing] = (),
    sides: dict[str, str] | None = None,
) -> Tellings:
    """The acts that groups of accounts tell of; a document is its own source unless ``sources`` says otherwise."""
    accounts = {one.id: one for group in told for one in group}
    origins = Origins(borrowings)
    former = Reformer(
        accounts,
        score=load_scheme().score,
        standpoints={},
        sides=dict.fromkeys(accounts, "") | (sides or {}),
        count=origins.count,
        held=lambda event: event,
    )
    formed = [former.form(one.id for one in group) for group in told]
    events: list[Event] = [event for event in formed if event]
    return Tellings(
        events=events,
        accounts=accounts,
        sources=sources or {},
        titles={},
        sides=sides or {},
        origins=origins,
        former=former,
    )


def two_phases(seed: int, *, number: int = 40, teller: str = "", memoir: str = "memoir") -> list[list[Account]]:
    """Acts of friendship until 1955, of quarrel from then on: those of friendship told by an archive and a yearbook.

    The quarrel is told by ``memoir``, and by ``teller`` too where one is named.
    """
    chance = random.Random(seed)
    found = []
    for place in range(number):
        day = date(1950, 1, 1) + timedelta(days=int(place * 3652 / number))
        good = day.year < 1955
        kind, mode = chance.choice(GOOD if good else BAD)
        whose = ("archive", "yearbook") if good else tuple(filter(None, (memoir, teller)))
        found.append([account(one, kind, day.isoformat(), mode=mode, number=place) for one in whose])
    return found


def many(events: int, sources: int, *, seed: int) -> list[list[Account]]:
    """A large dyad whose level changes four times: each act told by one to three of so many sources."""
    chance = random.Random(seed)
    found = []
    for place in range(events):
        day = date(1940, 1, 1) + timedelta(days=int(place * 14600 / events))
        good = (place * 5 // events) % 2 == 0
        kind, mode = chance.choice(GOOD if chance.random() < (0.8 if good else 0.2) else BAD)
        whose = chance.sample(range(sources), chance.choice((1, 1, 2, 3)))
        found.append(
            [
                account(
                    f"doc{one}", kind, day.isoformat(), mode=mode, number=place,
                    contexts=(chance.choice(("economic", "military", "diplomatic")),),
                )
                for one in whose
            ]
        )  # fmt: skip
    return found
