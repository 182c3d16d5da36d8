"""Makes accounts of happenings that are known, with blurred dates and varied names, to measure reconciling by."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from dragoman.ids import content_id
from dragoman.model import Account, Event, Evidence, Party

STATES = (
    "ALB",
    "BGR",
    "CHN",
    "CSK",
    "CUB",
    "EGY",
    "FRA",
    "GBR",
    "HUN",
    "IND",
    "ITA",
    "POL",
    "ROU",
    "SUN",
    "USA",
    "YUG",
)
ACTS = (
    ("CONSULT", "visit", "visited"),
    ("CONSULT", "negotiate", "held talks with"),
    ("CONSULT", "", "received the envoys of"),
    ("AGREE", "treaty", "signed an agreement with"),
    ("AID", "economic", "granted credits to"),
    ("ACCUSE", "allege", "accused"),
    ("ACCUSE", "", "criticised"),
    ("REJECT", "", "turned down the proposal of"),
    ("THREATEN", "", "warned"),
    ("SANCTION", "discontinue", "stopped the deliveries to"),
)
MATTERS = tuple(f"{stem}{end}" for stem in ("harbour", "cotton", "oilfield", "fishery", "frontier", "radio", "bridge",
                "copper", "railway", "tractor", "textile", "wheat", "canal", "island", "minority", "consulate", "pilot",
                "refinery", "archive", "monument", "uranium", "tanker", "orchard", "quarry", "convoy", "treaty")
                for end in ("", "s", "ing", "house", "works", "side", "line", "yard", "men", "matter"))  # fmt: skip


def account(number: int, **fields: Any) -> Account:
    """One account for tests; states are given as codes, ``code:person`` names a person acting for the state."""
    quote = fields.pop("quote", "did something to")
    sentence = fields.pop("sentence", quote)
    start = 1000 * number
    words = Evidence(passage_id="psg_0", start=start, end=start + len(quote), quote=quote)
    values: dict[str, Any] = {
        "document_id": "doc_0",
        "event_type": "CONSULT",
        "confidence": 0.8,
        "coder": "made",
        "date_how": "explicit",
        "evidence": words,
        "sentence": Evidence(passage_id="psg_0", start=start, end=start + len(sentence), quote=sentence),
        **fields,
    }
    values["actors"] = tuple(_party(name) for name in values.get("actors", ()))
    values["recipients"] = tuple(_party(name) for name in values.get("recipients", ()))
    named = {key: value for key, value in values.items() if isinstance(value, str | float | None.__class__)}
    sides = [[party.id for party in values[side]] for side in ("actors", "recipients")]
    return Account(id=content_id("acc", number, named, sides, quote), **values)


def _party(name: str) -> Party:
    state, _, person = name.partition(":")
    return Party(id=f"person:{person}" if person else state, state=state, text=person or state)


def make_corpus(
    events: int, *, seed: int = 0, tellings: int = 3, years: int = 40
) -> tuple[list[Account], dict[str, int]]:
    """Accounts of ``events`` happenings in ``years`` years, one to ``tellings`` accounts each; and the truth.

    Dates are told to the day (40 %), the month (30 %), the year (25 %) or not at all (5 %); persons are named in half
    of the visits; each account tells three of the five matters that its happening is about.
    """
    chance = random.Random(seed)
    accounts: list[Account] = []
    truth: dict[str, int] = {}
    for number in range(events):
        one, other = chance.sample(STATES, 2)
        event_type, mode, verb = chance.choice(ACTS)
        day = date(1945, 1, 1) + timedelta(days=chance.randrange(365 * years))
        matters = chance.sample(MATTERS, 5)
        person = f"{one.lower()}-{chance.randrange(6)}"
        for telling in range(chance.randint(1, tellings)):
            told = chance.sample(matters, 3)
            actor = f"{one}:{person}" if mode == "visit" and chance.random() < 0.5 else one
            made = account(
                len(accounts) + 1,
                document_id=f"doc_{chance.randrange(50)}_{telling}",
                event_type=event_type,
                mode=mode if chance.random() < 0.9 else "",
                actors=(actor,),
                recipients=(other,),
                date=blur(day, chance),
                quote=f"{one} {verb} {other} over the {' '.join(told)}",
            )
            accounts.append(made)
            truth[made.id] = number
    chance.shuffle(accounts)
    return accounts, truth


def blur(day: date, chance: random.Random) -> str | None:
    """The day as some document would tell it."""
    draw = chance.random()
    if draw < 0.40:
        return day.isoformat()
    if draw < 0.70:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if draw < 0.95 else None


def pair_f1(events: Iterable[Event], truth: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of accounts that are in one event."""
    found = {pair for event in events for pair in combinations(event.account_ids, 2)}
    groups: dict[int, list[str]] = defaultdict(list)
    for member, number in truth.items():
        groups[number].append(member)
    real = {pair for members in groups.values() for pair in combinations(sorted(members), 2)}
    right = len(found & real)
    precision, recall = right / max(len(found), 1), right / max(len(real), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def members(events: Sequence[Event]) -> list[tuple[str, ...]]:
    return sorted(event.account_ids for event in events)


def sanction(accounts: Sequence[Account]) -> Event:
    """What the Soviet Union did to Albania, by these accounts; nothing else is said of it."""
    return Event(
        id="evt_1",
        account_ids=tuple(sorted(one.id for one in accounts)),
        event_type="SANCTION",
        mode="",
        actors=("SUN",),
        recipients=("ALB",),
        date=None,
        place="",
        score=0.0,
        status="asserted",
        standing="uncontested",
    )
