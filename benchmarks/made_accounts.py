"""Makes corpora of accounts whose happenings are known: what reconciling is measured by, for tests and benchmarks.

Every corpus follows from its seed. A happening has one or several tellings, in different documents; what may be varied
between them is in ``Blur``: dates, names, types, directions, noise. Beside single acts there are visits told as
announced, made and cut short, acts of several states told as those of some of them, acts of two sides told without an
initiator, denials, and pairs of near happenings: the same two states, the same type, a few days apart.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate, combinations
from typing import Any

from dragoman.ids import content_id
from dragoman.model import Account, Event, Evidence, Party

STATES = (
    "ALB", "ARG", "AUT", "BEL", "BGR", "BRA", "CAN", "CHN", "CSK", "CUB", "DNK", "EGY",
    "FIN", "FRA", "GBR", "GRC", "HUN", "IDN", "IND", "IRN", "ITA", "JPN", "MEX", "NOR",
    "POL", "ROU", "SUN", "SWE", "TUR", "USA", "YUG", "ZAF",
)  # fmt: skip
VISIT = ("CONSULT", "visit", "visited")
ACTS = (
    VISIT,
    ("CONSULT", "negotiate", "held talks with"),
    ("CONSULT", "", "received envoys of"),
    ("AGREE", "treaty-signed", "signed an agreement with"),
    ("SUPPORT", "", "stood beside"),
    ("AID", "economic", "granted credits to"),
    ("ACCUSE", "", "criticised"),
    ("REJECT", "", "turned down proposals of"),
    ("THREATEN", "", "warned"),
    ("SANCTION", "discontinue", "stopped deliveries to"),
)
CONFUSED = {
    "ACCUSE": ("THREATEN", "REJECT"),
    "THREATEN": ("ACCUSE", "REJECT"),
    "REJECT": ("ACCUSE", "THREATEN"),
    "AGREE": ("SUPPORT",),
    "SUPPORT": ("AGREE",),
}
"""What a type may be taken for: types of its family (``vocab/data/plover.toml``)."""

TOGETHER = ("AGREE", "CONSULT")
"""Types that several states can do together."""

_CONSONANTS, _VOWELS = "bdfgklmnprstvz", "aeiou"
VOCABULARY = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class Blur:
    """How much the tellings of a happening differ: the share of tellings (0 to 1) of which each holds.

    ``month``, ``year`` and ``undated`` are told so coarsely (the rest to the day); ``slip`` are a day or two wrong.
    ``person`` names a person instead of the state, ``body`` its government or party; ``mode`` leaves the mode out;
    ``kind`` takes the type for another of its family; ``side`` tells an act of one side as one of both; ``denial``
    denies; ``some`` names only some of several states. ``near`` and ``joint`` are shares of the happenings: those that
    have a near twin, and those of several states; of the visits, ``announced`` and ``cut`` are announced and cut short.
    """

    month: float = 0.3
    year: float = 0.2
    undated: float = 0.03
    slip: float = 0.03
    person: float = 0.35
    body: float = 0.15
    mode: float = 0.1
    kind: float = 0.0
    side: float = 0.0
    denial: float = 0.0
    some: float = 0.5
    near: float = 0.1
    joint: float = 0.05
    announced: float = 0.3
    cut: float = 0.1


DATES_AND_NAMES = Blur()
"""Dates are blurred and names varied; nothing else."""

EVERYTHING = Blur(kind=0.1, side=0.1, denial=0.03, near=0.2)
"""Types are confused and sides left open as well, some tellings deny, and one happening in five has a near twin."""


@dataclass(slots=True)
class Made:
    """A made corpus: the accounts, the number of each one's happening, and the pairs of happenings that are linked."""

    accounts: list[Account] = field(default_factory=list)
    truth: dict[str, int] = field(default_factory=dict)
    links: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Act:
    number: int
    event_type: str
    mode: str
    verb: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    day: date
    words: tuple[str, ...]
    person: int
    status: str = "asserted"


def make_accounts(
    size: int, *, seed: int = 0, blur: Blur = DATES_AND_NAMES, tellings: int = 4, years: int = 40, heavy: int = 0
) -> Made:
    """About ``size`` accounts of happenings in ``years`` years, one to ``tellings`` of each.

    ``heavy`` of the accounts are of one type, two states and one month.
    """
    maker = _Maker(random.Random(seed), blur, tellings)
    while len(maker.made.accounts) < heavy:
        maker.act(ACTS[6], ("CHN", "USA"), date(1958, 9, 1) + timedelta(days=maker.chance.randrange(30)))
    while len(maker.made.accounts) < size:
        maker.happening(date(1945, 1, 1) + timedelta(days=maker.chance.randrange(365 * years)))
    maker.chance.shuffle(maker.made.accounts)
    return maker.made


class _Maker:
    """A corpus being made."""

    def __init__(self, chance: random.Random, blur: Blur, tellings: int) -> None:
        self.chance = chance
        self.blur = blur
        self.tellings = tellings
        self.made = Made()
        self.happenings = 0
        self.words = ["".join(self._syllables()) for _ in range(VOCABULARY)]
        # Words are as unevenly spread as those of a language (Zipf).
        self.shares = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))

    def _syllables(self) -> Iterable[str]:
        for _ in range(self.chance.randint(2, 4)):
            yield self.chance.choice(_CONSONANTS) + self.chance.choice(_VOWELS)

    def _draw(self, count: int) -> list[str]:
        return self.chance.choices(self.words, cum_weights=self.shares, k=count)

    def happening(self, day: date) -> None:
        """One happening, with its near twin or its stages where it has any."""
        kind = self.chance.choice(ACTS)
        if kind[0] in TOGETHER and kind is not VISIT and self.chance.random() < self.blur.joint:
            self._tell(self._act(kind, tuple(sorted(self.chance.sample(STATES, self.chance.randint(3, 7)))), (), day))
            return
        one, other = self.chance.sample(STATES, 2)
        first = self.act(kind, (one, other), day)
        if kind is VISIT:
            self._stages(first)
        elif self.chance.random() < self.blur.near:
            self.act(kind, (one, other), day + timedelta(days=self.chance.randint(4, 40)))

    def act(self, kind: tuple[str, str, str], sides: tuple[str, str], day: date) -> _Act:
        """An act of one state towards another, told."""
        act = self._act(kind, sides[:1], sides[1:], day)
        self._tell(act)
        return act

    def _act(
        self, kind: tuple[str, str, str], actors: tuple[str, ...], recipients: tuple[str, ...], day: date, **more: Any
    ) -> _Act:
        self.happenings += 1
        values = {"words": tuple(self._draw(6)), "person": self.chance.randrange(8), **more}
        return _Act(
            number=self.happenings,
            event_type=kind[0],
            mode=kind[1],
            verb=kind[2],
            actors=actors,
            recipients=recipients,
            day=day,
            **values,
        )

    def _stages(self, visit: _Act) -> None:
        same: dict[str, Any] = {"person": visit.person}
        if self.chance.random() < self.blur.announced:
            plan = self._act(VISIT, visit.actors, visit.recipients, visit.day, status="planned", **same)
            self._tell(plan, words=(*plan.words[:3], *visit.words[:3]))
            self.made.links.add((plan.number, visit.number))
        if self.chance.random() < self.blur.cut:
            end = visit.day + timedelta(days=self.chance.randint(2, 9))
            cut = self._act(("REJECT", "", "cut short the visit to"), visit.actors, visit.recipients, end, **same)
            self._tell(cut, words=(*cut.words[:3], *visit.words[:3]))
            self.made.links.add((visit.number, cut.number))

    def _tell(self, act: _Act, *, words: tuple[str, ...] = ()) -> None:
        count = self.chance.randint(1, self.tellings)
        place = self.chance.choice(("", "", "", *act.recipients)) if act.mode == "visit" else ""
        for telling in range(count):
            self._telling(act, telling, words or act.words, place)

    def _telling(self, act: _Act, telling: int, words: tuple[str, ...], place: str) -> None:
        chance, blur = self.chance, self.blur
        actors, recipients = act.actors, act.recipients
        if len(actors) > 2 and chance.random() < blur.some:
            actors = tuple(sorted(chance.sample(actors, chance.randint(2, len(actors)))))
        if recipients and act.event_type in TOGETHER and act.mode != "visit" and chance.random() < blur.side:
            actors, recipients = (*actors, *recipients), ()
        event_type = act.event_type
        if event_type in CONFUSED and chance.random() < blur.kind:
            event_type = chance.choice(CONFUSED[event_type])
        mode = act.mode if event_type == act.event_type and chance.random() >= blur.mode else ""
        denied = act.status == "asserted" and telling > 0 and chance.random() < blur.denial
        told = [*chance.sample(words, min(4, len(words))), *self._draw(3)]
        quote = f"{' and '.join(actors)} {act.verb} {' and '.join(recipients)} over the {' '.join(told)}"
        # The visits of persons are told as theirs; the mode of a visit makes it one, and is seldom lost.
        made = _account(
            len(self.made.accounts) + 1,
            document_id=f"doc_{chance.randrange(400)}_{telling}",
            event_type=event_type,
            mode=act.mode if act.mode == "visit" else mode,
            actors=tuple(self._party(state, act.person) for state in actors),
            recipients=tuple(Party(id=state, state=state, text=state) for state in recipients),
            date=self._date(act.day),
            date_how="explicit",
            place=place if chance.random() < 0.5 else "",
            status="denied" if denied else act.status,
            quote=quote,
        )
        self.made.accounts.append(made)
        self.made.truth[made.id] = act.number

    def _party(self, state: str, person: int) -> Party:
        draw = self.chance.random()
        if draw < self.blur.person:
            return Party(id=f"person:{state.lower()}-{person}", state=state, text=f"Minister {person}")
        if draw < self.blur.person + self.blur.body:
            return Party(id=f"body:{state.lower()}", state=state, text="the government")
        return Party(id=state, state=state, text=state)

    def _date(self, day: date) -> str | None:
        chance, blur = self.chance, self.blur
        if chance.random() < blur.slip:
            day += timedelta(days=chance.choice((-2, -1, 1, 2)))
        draw = chance.random()
        if draw < blur.undated:
            return None
        if draw < blur.undated + blur.year:
            return f"{day:%Y}"
        return f"{day:%Y-%m}" if draw < blur.undated + blur.year + blur.month else day.isoformat()


def _account(number: int, *, quote: str, **fields: Any) -> Account:
    start = 1000 * number
    words = Evidence(passage_id="psg_0", start=start, end=start + len(quote), quote=quote)
    return Account(
        id=content_id("acc", number, quote), confidence=0.8, coder="made", evidence=words, sentence=words, **fields
    )


def pair_f1(events: Iterable[Event], truth: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of accounts that are in one event."""
    found = {pair for event in events for pair in combinations(event.account_ids, 2)}
    groups: dict[int, list[str]] = defaultdict(list)
    for member, number in truth.items():
        groups[number].append(member)
    real = {pair for members in groups.values() for pair in combinations(sorted(members), 2)}
    return f1(found, real)


def f1(found: set[Any], real: set[Any]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a set."""
    right = len(found & real)
    precision, recall = right / max(len(found), 1), right / max(len(real), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
