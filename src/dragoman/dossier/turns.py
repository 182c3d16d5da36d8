"""The parts of a dossier that tie reasons to what they explain: turning points and phases, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dragoman.dossier.history import best_attested, tell_entry, write_interval
from dragoman.dossier.material import Material
from dragoman.dossier.record import Group, Section
from dragoman.dossier.voices import give_side, tell_reason
from dragoman.model import Phase, Reason, Rupture
from dragoman.reasons.rank import RankedSide, goes_back_to, in_phase, nearest_turn, rank_reasons
from dragoman.wording import count, day_order, join, scaled, sentence, with_article, write_date

WEIGHTIEST = 8
"""How many acts are told for a turning point: the best attested. The chronology has them all."""

TURN = {"break": "Break", "thaw": "Thaw"}


class Reasons:
    """The reasons of one dossier while it is composed: each is told once, at what it explains most closely."""

    def __init__(self, material: Material, reasons: Iterable[Reason]) -> None:
        given = sorted(reasons, key=lambda reason: (reason.document_id, reason.evidence.start, reason.id))
        self._material = material
        self._left = {reason.id: reason for reason in given if not is_slight(reason)}
        self.slight = len([reason for reason in given if is_slight(reason)])
        """How many are so short that nothing can be learnt from them; they are left out."""
        self._events = {event.id: event for event in material.events}

    def of_turn(self, rupture: Rupture) -> tuple[RankedSide, ...]:
        """The reasons for a turning point that lie nearer to it than to any other, by side and rank; told by this."""
        mine = [one for one in self._left.values() if self._nearest(one) == rupture]
        ranked = rank_reasons(rupture, mine, self._events, lambda one: give_side(one, self._material), self._origin)
        self._tell(reason for side in ranked for theme in side.themes for reason in theme.reasons)
        return ranked

    def of_phase(self, phase: Phase) -> Mapping[str, Sequence[Reason]]:
        """The reasons for acts of a phase, by side; told by this."""
        return self._by_side([one for one in self._left.values() if in_phase(phase, one)])

    def rest(self) -> Mapping[str, Sequence[Reason]]:
        """The reasons that nothing else told, by side; told by this."""
        return self._by_side(list(self._left.values()))

    def _by_side(self, reasons: Sequence[Reason]) -> Mapping[str, Sequence[Reason]]:
        self._tell(reasons)
        sides = {give_side(one, self._material) for one in reasons}
        return {
            side: [one for one in reasons if give_side(one, self._material) == side]
            for side in self._material.in_order(sides)
        }

    def _tell(self, reasons: Iterable[Reason]) -> None:
        for reason in list(reasons):
            self._left.pop(reason.id, None)

    def _nearest(self, reason: Reason) -> Rupture | None:
        return nearest_turn(reason, self._material.relation.ruptures, self._events)

    def _origin(self, reason: Reason) -> str:
        return goes_back_to(reason, self._material.origins)


def is_slight(reason: Reason) -> bool:
    """Whether cause and effect are a few words each and of no theme, as “the Soviet Union” for “credits” is."""
    return not reason.themes and all(len(one.quote.split()) <= 3 for one in (reason.cause, reason.effect))


def tell_turns(material: Material, reasons: Reasons) -> Section:
    """The turning points, in order of time, each with the acts in its window and the causes that each side gives."""
    by_id = {event.id: event for event in material.events}
    groups: list[Group] = []
    for rupture in sorted(
        material.relation.ruptures, key=lambda rupture: (day_order(rupture.window), rupture.direction)
    ):
        events = best_attested(material, [by_id[id] for id in rupture.event_ids if id in by_id])
        weighty = sorted(events[:WEIGHTIEST], key=lambda event: (day_order(event.date), event.id))
        verb = "fell" if rupture.direction == "break" else "rose"
        strength = f"{rupture.strength:.1f} points (80 % interval {rupture.low:.1f} to {rupture.high:.1f})"
        groups.append(
            Group(
                title=f"{TURN[rupture.direction]}, {write_date(rupture.window)}",
                lead=f"The level {verb} by {strength}. {_told_of(len(events))}".strip(),
                statements=tuple(tell_entry(material, [event], brief=True) for event in weighty),
            )
        )
        groups.extend(_tell_side(material, side) for side in reasons.of_turn(rupture))
    return Section(
        key="turns",
        title="Turning points",
        groups=tuple(groups),
        empty="No turning point was found that stands out from the ordinary ups and downs.",
    )


def _told_of(events: int) -> str:
    if events <= WEIGHTIEST:
        return ""
    best = count(WEIGHTIEST, "best attested", "best attested")
    return f"Of {events} acts in its window the {best} follow; the others are in the chronology."


def _tell_side(material: Material, side: RankedSide) -> Group:
    """What one side gives as causes, the kind of cause that most independent sources give first."""
    ranked = [
        f"{theme.theme.replace('-', ' ') or 'of no theme'} ({count(theme.sources, 'source')})" for theme in side.themes
    ]
    told = dict.fromkeys(reason for theme in side.themes for reason in theme.reasons)
    return Group(
        lead=f"{_heading(material, side.side)}: {join(ranked)}.",
        statements=tuple(tell_reason(material, reason) for reason in told),
        beside=True,
    )


def _heading(material: Material, side: str) -> str:
    return f"Reasons as {with_article(material.named(side))} gives them" if side else "Reasons as others give them"


def tell_phases(material: Material, reasons: Reasons) -> Section:
    """The phases in order of time, each with the reasons for acts in it that no turning point has told already."""
    groups: list[Group] = []
    for phase in material.relation.phases:
        if phase.label == "none":
            continue
        interval = f"80 % interval {write_interval(phase.low, phase.high)}"
        groups.append(
            Group(
                title=sentence(f"{write_date(phase.span)}: {phase.label}").removesuffix("."),
                lead=f"Level {scaled(phase.level)} ({interval}), from {count(len(phase.event_ids), 'act')}.",
            )
        )
        groups.extend(_by_side(material, reasons.of_phase(phase)))
    return Section(key="phases", title="Phases", groups=tuple(groups), empty="No phase could be told apart.")


def tell_reasons(material: Material, reasons: Reasons, *, is_rest: bool) -> Section:
    """Why it happened, as each side has it: all reasons that no other part has told."""
    return Section(
        key="reasons",
        title="Other reasons, by side" if is_rest else "Reasons, by side",
        groups=tuple(_by_side(material, reasons.rest())),
        empty="No other cause was found that either side gives."
        if is_rest
        else "No cause was found that either side gives.",
    )


def _by_side(material: Material, sides: Mapping[str, Sequence[Reason]]) -> list[Group]:
    return [
        Group(
            lead=f"{_heading(material, side)}:",
            statements=tuple(tell_reason(material, reason) for reason in given),
            beside=True,
        )
        for side, given in sides.items()
    ]
