"""Patrons and dependants: who supplies whom, with what, and who asks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from scipy.special import betaincinv

from dragoman.model import Event
from dragoman.model.system import Patronage
from dragoman.system.placed import PlacedActs, place_acts
from dragoman.system.windows import Window
from dragoman.vocab.scheme import Scheme

Pair = tuple[str, str]
"""Who acts, and on whom."""

GIVEN = ("AID", "SUPPORT")
"""Types of acts by which one state supplies or backs another."""

CUT = ("discontinue", "aid-cut", "experts-withdrawn")
"""Modes of SANCTION by which a state stops what it gave."""

DEMANDS = ("demand", "yield", "change")
"""Modes of REQUEST that want something of the other side; the rest ask for something from it."""


def find_patrons(
    events: Iterable[Event],
    window: Window,
    *,
    scheme: Scheme | None = None,
    is_state: Callable[[str], bool] | None = None,
) -> tuple[Patronage, ...]:
    """Who gives more to whom than it gets back, by dependant, its greatest patron first.

    Aid counts with its score, support with half of it; an act weighs in the window what it weighs in a tie. ``share``
    is the patron's part of all gifts and support the dependant got, its 80 % interval that of a beta distribution over
    the acts, each weighing one. An act that names no giver or no receiver is passed over,
    and so are codes that ``is_state`` says are none.
    """
    return patrons_in(place_acts(events, scheme=scheme, is_state=is_state), window)


def patrons_in(placed: PlacedActs, window: Window) -> tuple[Patronage, ...]:
    """The same from acts that are placed already."""
    ledger = Ledger(window=window.span)
    for act, share in placed.within(window):
        event = act.event
        for pair in act.gifts:
            if ledger.enter(pair, event.event_type, event.mode, event.score, share):
                ledger.carried[pair].append((act.days, event.id))
    return ledger.tell()


@dataclass(slots=True, kw_only=True)
class Ledger:
    """What states gave, cut off and asked for in a window, by giver and receiver."""

    window: str
    given: dict[Pair, float] = field(default_factory=lambda: defaultdict(float))
    acts: dict[Pair, float] = field(default_factory=lambda: defaultdict(float))
    cut: dict[Pair, float] = field(default_factory=lambda: defaultdict(float))
    asked: dict[Pair, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    kinds: dict[Pair, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    carried: dict[Pair, list[tuple[tuple[int, int], str]]] = field(default_factory=lambda: defaultdict(list))

    def enter(  # noqa: PLR0917 - what makes an act
        self, pair: Pair, event_type: str, mode: str, score: float, share: float, number: int = 1
    ) -> bool:
        """Writes down acts of one kind, ``number`` of them with one mean ``score`` and ``share`` in all; or nothing.

        False says that such acts neither give nor cut nor ask.
        """
        if event_type in GIVEN and score > 0:
            self.given[pair] += share * score * (1.0 if event_type == "AID" else 0.5)
            self.acts[pair] += share
            self.kinds[pair][f"{event_type.lower()}: {mode}" if mode else event_type.lower()] += number
        elif event_type == "SANCTION" and mode in CUT:
            self.cut[pair] += share * -score
        elif event_type == "REQUEST" and mode in DEMANDS:
            self.asked[pair]["demanded"] += number
        elif event_type == "REQUEST":
            self.asked[pair[1], pair[0]]["asked"] += number
        else:
            return False
        return True

    def tell(self) -> tuple[Patronage, ...]:
        """Who gives more to whom than it gets back; see :func:`find_patrons`."""
        received: dict[str, float] = defaultdict(float)
        for (_, dependant), number in self.acts.items():
            received[dependant] += number
        found = []
        for pair in sorted(self.given):
            patron, dependant = pair
            if self.given[pair] <= self.given.get((dependant, patron), 0.0):
                continue
            # The beta distribution of its share: how many acts are his, and how many are others'.
            law = self.acts[pair] + 0.5, received[dependant] - self.acts[pair] + 0.5
            listed = {one: span for both in (pair, pair[::-1]) for span, one in self.carried.get(both, ())}
            found.append(
                Patronage(
                    window=self.window,
                    patron=patron,
                    dependant=dependant,
                    given=round(self.given[pair], 3),
                    withheld=round(self.cut.get(pair, 0.0), 3),
                    share=round(self.acts[pair] / received[dependant], 3),
                    low=round(float(betaincinv(*law, 0.1)), 3),
                    high=round(float(betaincinv(*law, 0.9)), 3),
                    asked=self.asked[pair]["asked"],
                    demanded=self.asked[pair]["demanded"],
                    kinds=tuple(sorted(self.kinds[pair].items(), key=lambda kind: (-kind[1], kind[0]))),
                    event_ids=tuple(sorted(listed, key=lambda one: (listed[one], one))),
                )
            )
        return tuple(sorted(found, key=lambda one: (one.dependant, -one.given, one.patron)))
