"""What a person should look at first: the readings that would change the history most if they were wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from dragoman.accounts.block import candidate_pairs
from dragoman.accounts.match import match, needed
from dragoman.accounts.profile import profiles
from dragoman.accounts.surroundings import Surroundings
from dragoman.bearing import Bearing, weigh
from dragoman.ids import content_id
from dragoman.judgements import Rulings
from dragoman.model import Account, Borrowing, Conflict, Event, Reason
from dragoman.model.name import NamedPerson
from dragoman.vocab.scheme import load_scheme

Kind = Literal["account", "pair", "reason", "name"]

LEAST = 0.1
"""A pair of accounts is asked about when the chance that it should be otherwise is at least this."""

NOTHING = Bearing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Something to judge: a reading (``other`` is "" then), or whether two accounts or names are one.

    To accept it is to say that ``about`` is read rightly, or that ``about`` and ``other`` are the same; to reject it,
    that the reading is wrong, or that the two are different. ``uncertainty`` is the chance (0 to 1) that the answer is
    another than what the history holds now, ``weight`` how far the history would move then, in points of the scale.
    ``parts`` are those of the score of a pair, in bits.
    """

    kind: Kind
    about: str
    other: str = ""
    why: str
    uncertainty: float
    weight: float
    is_contested: bool = False
    parts: tuple[tuple[str, float], ...] = ()

    @property
    def id(self) -> str:
        """The same for the same question."""
        return content_id("ask", self.kind, self.about, self.other)

    @property
    def score(self) -> float:
        """Uncertainty times weight: the change of the history to be expected from an answer."""
        return self.uncertainty * self.weight

    def to_json(self) -> dict[str, Any]:
        """As ``dragoman review --json`` prints it."""
        return {
            "id": self.id,
            "kind": self.kind,
            "about": self.about,
            "other": self.other or None,
            "why": self.why,
            "contested": self.is_contested,
            "score": round(self.score, 4),
            "uncertainty": round(self.uncertainty, 4),
            "weight": round(self.weight, 4),
            "parts": dict(self.parts),
        }


@dataclass(frozen=True)
class Material:
    """What suggestions are made from: the records of the last run, the accounts as judged, what is decided already.

    ``borrowings`` are what documents share: an event told by a text and its copy rests on one source.
    """

    accounts: Sequence[Account]
    events: Sequence[Event]
    conflicts: Sequence[Conflict]
    reasons: Sequence[Reason]
    persons: Sequence[NamedPerson]
    rulings: Rulings
    borrowings: Sequence[Borrowing] = ()

    @cached_property
    def bearings(self) -> Mapping[str, Bearing]:
        """How much each event bears on the history."""
        from dragoman.relations.weights import weigh_events

        return weigh(self.events, weigh_events(self.events, self.rulings.vouched(self.accounts), self.borrowings))

    @cached_property
    def event_of(self) -> Mapping[str, Event]:
        """The event that each account tells of."""
        return {account_id: event for event in self.events for account_id in event.account_ids}

    @cached_property
    def decided(self) -> frozenset[str]:
        """The records whose reading a person has accepted, rejected or corrected."""
        rulings = self.rulings
        return rulings.accepted | rulings.rejected | {about for about, _, _ in rulings.corrections}

    def share(self, account_id: str) -> float:
        """What of the history hangs on one account: its event's bearing, by the number of its accounts."""
        event = self.event_of.get(account_id)
        if event is None:
            return 0.0
        return self.bearings.get(event.id, NOTHING).weight / len(event.account_ids)


def suggest(material: Material) -> tuple[Suggestion, ...]:
    """What is still to be judged, what would change the history most first.

    That is uncertainty times weight; where sources contradict one another, the share of those that say otherwise is
    the least uncertainty. Of equals what is contested comes first.
    What a person has decided is not asked again, nor what a person coded by hand.
    """
    found = [*_accounts(material), *_pairs(material), *_reasons(material), *_names(material)]
    return tuple(sorted(found, key=lambda one: (-round(one.score, 9), not one.is_contested, one.kind, one.id)))


def _accounts(material: Material) -> Iterator[Suggestion]:
    disputed = _disputed(material)
    for account in material.accounts:
        event = material.event_of.get(account.id)
        if event is None or account.id in material.decided or material.rulings.is_by_hand(account):
            continue
        bearing = material.bearings.get(event.id, NOTHING)
        doubt = 1.0 - account.confidence
        told = [f"confidence {account.confidence:.2f}"]
        dispute = disputed.get(account.id)
        if dispute is not None:
            doubt = max(doubt, dispute[0])
            told = [*dispute[1], *told]
        if bearing.turns:
            told.append(f"the turning point {', '.join(bearing.turns)} rests on it")
        yield Suggestion(
            kind="account",
            about=account.id,
            why="; ".join(told),
            uncertainty=doubt,
            # What decides a dispute decides the whole event, however many tell it.
            weight=bearing.weight if dispute is not None else material.share(account.id),
            is_contested=dispute is not None,
        )


def _disputed(material: Material) -> dict[str, tuple[float, list[str]]]:
    """For each account of a contested field: the share of the accounts that say otherwise, and what is said."""
    settled = {(about, name.partition(".")[2]) for about, name, _ in material.rulings.on_events()}
    events = {event.id: event for event in material.events}
    found: dict[str, tuple[float, list[str]]] = {}
    for conflict in material.conflicts:
        event = events.get(conflict.event_id)
        field = {"type": "event_type", "initiator": "actors"}.get(conflict.field, conflict.field)
        if event is None or any((account_id, field) in settled for account_id in event.account_ids):
            continue
        whole = sum(len(position.account_ids) for position in conflict.positions)
        for position in conflict.positions:
            others = [f"{one.value} ({len(one.account_ids)})" for one in conflict.positions if one is not position]
            words = f"{conflict.field} contested: {position.value} here, elsewhere {' or '.join(others)}"
            for account_id in position.account_ids:
                doubt, told = found.get(account_id, (0.0, []))
                found[account_id] = max(doubt, 1.0 - len(position.account_ids) / whole), [*told, words]
    return found


def _pairs(material: Material) -> Iterator[Suggestion]:
    """Pairs of accounts that nearly were one event, or only just are; of two events the likeliest pair alone."""
    accounts = [one for one in material.accounts if one.id in material.event_of]
    judged = material.rulings.same | material.rulings.different
    apart: dict[tuple[str, str], tuple[float, Suggestion]] = {}
    joined: dict[str, tuple[float, Suggestion]] = {}
    for one, other, block in candidate_pairs(Surroundings(profiles(accounts, load_scheme().family))):
        found = match(one, other, block)
        pair = (min(one.id, other.id), max(one.id, other.id))
        # The parts are log-odds in bits, and what is needed is where chances are taken to be even.
        chance = 1.0 / (1.0 + 2.0 ** min(needed(one, other) - found.total, 60.0))
        events = material.event_of[pair[0]], material.event_of[pair[1]]
        if events[0].id == events[1].id:
            made = _pair(material, pair, 1.0 - chance, f"taken for one happening, {chance:.0%} likely", found.parts)
            for member in pair:
                if member not in joined or chance > joined[member][0]:
                    joined[member] = chance, made
        elif chance >= LEAST and pair not in judged:
            ids = sorted((events[0].id, events[1].id))
            key = (ids[0], ids[1])
            made = _pair(material, pair, chance, f"{chance:.0%} likely to be one happening", found.parts)
            if key not in apart or (chance, pair) > (apart[key][0], (apart[key][1].about, apart[key][1].other)):
                apart[key] = chance, made
    links = {made.id: made for _, made in joined.values() if made.uncertainty >= LEAST}
    yield from (made for made in links.values() if (made.about, made.other) not in judged)
    yield from (made for _, made in apart.values())


def _pair(
    material: Material, pair: tuple[str, str], doubt: float, why: str, parts: Iterable[tuple[str, float]]
) -> Suggestion:
    return Suggestion(
        kind="pair",
        about=pair[0],
        other=pair[1],
        why=why,
        uncertainty=doubt,
        weight=min(material.share(pair[0]), material.share(pair[1])),
        parts=tuple((name, round(weight, 2)) for name, weight in parts if weight),
    )


def _reasons(material: Material) -> Iterator[Suggestion]:
    """The reasons given for what happened; one of several for an event bears less."""
    number: dict[str, int] = defaultdict(int)
    for reason in material.reasons:
        number[reason.explains] += 1
    for reason in material.reasons:
        bearing = material.bearings.get(reason.explains, NOTHING)
        if reason.id in material.decided or not reason.explains:
            continue
        yield Suggestion(
            kind="reason",
            about=reason.id,
            why=f"a reason read with confidence {reason.confidence:.2f}",
            uncertainty=1.0 - reason.confidence,
            weight=bearing.weight / number[reason.explains],
        )


def _names(material: Material) -> Iterator[Suggestion]:
    """Names that may mean several persons of the corpus, weighed by the acts told in sentences that use them."""
    persons = {person.id: person for person in material.persons}
    judged = material.rulings.same | material.rulings.different
    by_document: dict[str, list[Account]] = defaultdict(list)
    for account in material.accounts:
        by_document[account.document_id].append(account)
    for person in material.persons:
        # A surname alone may be several bearers' at once: rejecting one candidate leaves the others.
        known = [persons[one] for one in person.candidates if one in persons and persons[one].variants]
        if not person.why or person.variants[0].id in material.decided or not known:
            continue
        mine = person.variants[0]
        told = (account for document in mine.documents for account in by_document.get(document, ()))
        weight = sum(material.share(one.id) for one in told if mine.form in " ".join(one.sentence.quote.split()))
        for candidate in known:
            pair = (min(mine.id, candidate.variants[0].id), max(mine.id, candidate.variants[0].id))
            if pair in judged:
                continue
            yield Suggestion(
                kind="name",
                about=mine.id,
                other=candidate.id,
                why=f"{person.why}: may be {candidate.name}",
                uncertainty=1.0 / len(known),
                weight=weight,
            )
