"""How likely it is that two accounts tell of one happening, part by part.

The parts add up like the weights of Fellegi and Sunter (1969): each is about the binary logarithm of how much
more often the observation is made of two accounts of one happening than of two happenings of one dyad and family.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.accounts.profile import UNKNOWN, Profile, is_firm

THRESHOLD = 4.0
"""From this sum on two accounts are held to tell of one happening (odds of 16 to 1 over chance)."""

STRONG = 6.5
"""What an undated account, or one whose date spans more than a year, must reach."""

DENIAL = 1.0
"""How much more a denial must reach to be set against a claim."""

NEGATION = 4.0
"""The same for the author's own "did not": of two acts of one kind in one year, one may well have come about."""

CARRIED = 0.5
"""Factor on the agreement of dates of which one was carried over from before: it says where the words stand."""

FIRST_WORD, FURTHER_WORD, RAREST = 0.3, 0.7, 4.0
"""Bits for each natural unit of a shared word's rarity, and the greatest rarity counted (chosen on made corpora)."""

IMPOSSIBLE = -20.0
"""The weight of what rules a match out."""

MEETING_FAMILIES = frozenset({"visit", "contact"})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchScore:
    """Why two accounts were, or were not, held to tell of one happening: ``parts`` are (name, weight), in order."""

    one: str
    other: str
    parts: tuple[tuple[str, float], ...]

    @property
    def total(self) -> float:
        """The sum of the parts, in bits."""
        return sum(weight for _, weight in self.parts)


def match(one: Profile, other: Profile, rarity: Mapping[str, float]) -> MatchScore:
    """Compare two accounts of one block."""
    first, second = sorted((one, other), key=lambda side: side.id)
    parts = (
        ("actors", _actors(first, second)),
        ("direction", _direction(first, second)),
        ("type", _type(first, second)),
        ("mode", _mode(first, second)),
        ("date", _date(first, second)),
        ("words", _words(first, second, rarity)),
        ("place", _place(first, second)),
        ("sentence", _sentence(first, second)),
    )
    return MatchScore(one=first.id, other=second.id, parts=parts)


def needed(one: Profile, other: Profile) -> float:
    """The sum that these two must reach."""
    base = STRONG if max(one.width, other.width) > 366 else THRESHOLD
    if one.status == other.status:
        return base
    return base + (DENIAL if "denied" in (one.account.status, other.account.status) else NEGATION)


def _actors(one: Profile, other: Profile) -> float:
    if one.states == other.states:
        weight = 0.5
    elif one.states <= other.states or other.states <= one.states:
        weight = -0.5
    else:
        return -4.0
    if one.persons and other.persons:
        if one.persons & other.persons:
            return weight + 2.5
        return weight - (4.0 if one.family in MEETING_FAMILIES else 1.0)
    return weight


def _direction(one: Profile, other: Profile) -> float:
    if not one.doers or not other.doers:
        return 0.0
    if one.doers == other.doers:
        return 0.5
    if one.landmark and one.landmark == other.landmark:
        return 0.0
    if one.doers & other.doers:
        return -0.5
    return -1.0 if one.family == "contact" else -6.0


def _type(one: Profile, other: Profile) -> float:
    if one.landmark and one.landmark == other.landmark:
        return 5.5
    return 1.0 if one.account.event_type == other.account.event_type else -2.0


def _mode(one: Profile, other: Profile) -> float:
    if one.landmark and one.landmark == other.landmark:
        return 0.5
    if one.account.mode == other.account.mode:
        return 0.0 if not one.account.mode else 1.0 if one.family in MEETING_FAMILIES else 0.5
    return 0.0 if "" in (one.account.mode, other.account.mode) else -3.0


def _date(one: Profile, other: Profile) -> float:
    wide, narrow = max(one.width, other.width), min(one.width, other.width)
    if wide == UNKNOWN:
        return 0.0
    gap = max(one.first, other.first) - min(one.last, other.last)
    if gap > 0:
        return _apart(gap, one.landmark != "" and one.landmark == other.landmark, wide)
    agreement = _agreement(one, other, wide, narrow)
    return agreement if is_firm(one.account) and is_firm(other.account) else agreement * CARRIED


def _agreement(one: Profile, other: Profile, wide: int, narrow: int) -> float:
    """The weight of dates that can both be right: the finer they are, the less likely that is by chance."""
    if wide > 366:
        return 0.5 if (one.first, one.last) == (other.first, other.last) else 0.0
    if wide > 92:
        return 1.0
    if wide > 31:
        return 2.5
    if wide > 0:
        return 4.0 if narrow > 0 else 3.5
    return 6.0


def _apart(gap: int, landmark: bool, wide: int) -> float:
    """The weight of dates that cannot both be right, ``gap`` days apart."""
    if landmark:
        return 1.0 if gap <= 31 else -1.0 if gap <= 400 else IMPOSSIBLE
    if wide == 0:
        return 2.5 if gap <= 1 else 0.0 if gap <= 3 else -2.0 if gap <= 10 else IMPOSSIBLE
    return IMPOSSIBLE


def _words(one: Profile, other: Profile, rarity: Mapping[str, float]) -> float:
    """Shared distinctive words: one may be chance, each further one counts more than twice as much."""
    shared = sorted((min(rarity.get(word, 0.0), RAREST) for word in one.words & other.words), reverse=True)
    return min(FIRST_WORD * shared[0] + FURTHER_WORD * sum(shared[1:]), 6.0) if shared else 0.0


def _place(one: Profile, other: Profile) -> float:
    here, there = one.account.place.casefold(), other.account.place.casefold()
    if not here or not there:
        return 0.0
    return 1.5 if here == there else -2.0


def _sentence(one: Profile, other: Profile) -> float:
    """Two accounts coded from one sentence are more often two acts than one act told twice."""
    if one.account.document_id != other.account.document_id:
        return 0.0
    return -2.0 if one.account.sentence == other.account.sentence else 0.0
