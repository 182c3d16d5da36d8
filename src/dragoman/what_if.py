"""A relation told without some events, beside the relation with them: what they carry, not what would have happened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.errors import ConfigError
from dragoman.model import Dyad, Event, Rupture, TurnFate
from dragoman.plain import plain, plain_event
from dragoman.relation_view import RelationView

if TYPE_CHECKING:
    # Imported where it is used: its statistics take a second to load, which most commands need not wait for.
    from dragoman.relations import Relation
    from dragoman.relations.bins import By

CAUTION = (
    "This takes acts out of the record and tells the rest as it stands. It shows what the history rests on; "
    "it does not say what would have happened without them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """A relation with and without some events.

    ``turns`` says what becomes of each turning point, in their order; ``arising`` are those that only the rest has.
    ``moved`` is the mean distance of the levels in points, over the days that both tell of.
    """

    without: tuple[Event, ...]
    whole: Relation
    rest: Relation
    turns: tuple[TurnFate, ...]
    arising: tuple[Rupture, ...]
    moved: float

    @property
    def dyad(self) -> Dyad:
        """The two states."""
        return self.whole.dyad

    def to_json(self) -> dict[str, Any]:
        """What ``dragoman whatif A B --without EVENT --json`` prints."""
        from dragoman.relations import relation_json

        return {
            "dyad": str(self.dyad),
            "caution": CAUTION,
            "without": [plain_event(event) for event in self.without],
            "turns": [plain(turn) for turn in self.turns],
            "arising": [turn.window for turn in self.arising],
            "moved": self.moved,
            "with_them": relation_json(self.whole),
            "without_them": relation_json(self.rest),
        }


def take_out(view: RelationView, ids: Collection[str], elsewhere: Sequence[Event], *, by: By) -> WhatIf:
    """The relation without the events of these ids, beside ``view``.

    ``elsewhere`` are events of the project: an id among them that is none of the relation's is told apart from one
    that nothing bears.

    Raises:
        ConfigError: no event is named, an id is that of no event, or of one that is no act between the two.
    """
    from dragoman.relations import relate
    from dragoman.relations.fates import compare_turns, level_distance

    own = {event.id: event for event in view.events}
    _check(ids, own, elsewhere, view.dyad)
    gone = tuple(event for event in view.events if event.id in ids)
    kept = [event for event in view.events if event.id not in ids]
    # Both are told the same way, over the same time, so that only the acts differ.
    whole = relate(view.dyad, view.events, view.found.coverage, by=by, trust=view.trust, lived=view.lived)
    rest = relate(view.dyad, kept, view.found.coverage, by=by, trust=view.trust, lived=view.lived)
    turns, arising = compare_turns(whole.ruptures, rest.ruptures)
    return WhatIf(
        without=gone,
        whole=whole,
        rest=rest,
        turns=turns,
        arising=arising,
        moved=level_distance(whole.phases, rest.phases),
    )


def _check(ids: Collection[str], own: Collection[str], elsewhere: Sequence[Event], dyad: Dyad) -> None:
    if not ids:
        raise ConfigError("--without: name at least one event, by its id (`dragoman events A B` lists them)")
    known = {event.id: event for event in elsewhere}
    for one in ids:
        if one in own:
            continue
        if one in known:
            parties = ", ".join((*known[one].actors, *known[one].recipients)) or "no state"
            raise ConfigError(f"--without {one}: this is no act between {dyad.a} and {dyad.b}, but one of {parties}")
        raise ConfigError(f"--without {one}: there is no event of that id (`dragoman events A B` lists them)")
