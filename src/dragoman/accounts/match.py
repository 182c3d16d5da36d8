"""How likely it is that two accounts tell of one happening, part by part.

The parts add up like the weights of Fellegi and Sunter (1969): each is about the binary logarithm of how much
more often the observation is made of two accounts of one happening than of two happenings of one dyad and family.
"""

from __future__ import annotations

from math import log, log2

from dragoman.accounts.profile import UNKNOWN, Profile, is_firm
from dragoman.accounts.surroundings import Block
from dragoman.model import MatchScore

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

MOST_WORDS = 10.0
"""The most bits that shared words can be worth."""

FIRST_WORD, FURTHER_WORD, RAREST = 0.3, 1.0, 6.0
"""Bits for each natural unit of a shared word's rarity, and the greatest rarity counted (chosen on made corpora)."""

CROWD_WORD = 1 / log(2)
"""The same in a crowd for each further word: all that its rarity says, for there the words must tell."""

CROWD_RARER = 0.5
"""How much greater a rarity is counted in a crowd, for each bit by which it is one."""

IMPOSSIBLE = -20.0
"""The weight of what rules a match out."""

TELLINGS = 4
"""How many tellings of one happening are nothing unusual: no more accounts than that of one time are a crowd."""

NEARBY = 1000
"""Characters of one document within which a visit told without a date of its own is that of which it told before."""

MEETING_FAMILIES = frozenset({"visit", "contact"})


def match(one: Profile, other: Profile, block: Block) -> MatchScore:
    """Compare two accounts of one block, which tells how rare their words are and how many others are of their time."""
    first, second = (one, other) if one.id <= other.id else (other, one)
    actors, direction, date = _actors(first, second), _direction(first, second), _date(first, second)
    persons = _persons(first, second)
    excess = _excess(first, second, block)
    parts = (
        ("actors", actors),
        ("persons", persons),
        ("direction", direction),
        ("type", _type(first, second)),
        ("mode", _mode(first, second)),
        ("date", date),
        ("crowd", _crowd(first, second, actors + direction + date, excess)),
        ("words", _words(first, second, block, excess)),
        ("place", _place(first, second)),
        ("sentence", _sentence(first, second)),
        ("nearness", _nearness(first, second)),
    )
    return MatchScore(one=first.id, other=second.id, parts=parts)


def needed(one: Profile, other: Profile) -> float:
    """The sum that these two must reach."""
    base = STRONG if max(one.width, other.width) > 366 else THRESHOLD
    if one.status == other.status:
        return base
    if "denied" in (one.account.status, other.account.status):
        # Relations end and begin so seldom that who denies it without a day means the one that others tell of.
        return base if one.landmark and one.landmark == other.landmark else base + DENIAL
    return base + NEGATION


def _actors(one: Profile, other: Profile) -> float:
    if one.states == other.states:
        return 0.5
    if one.states <= other.states or other.states <= one.states:
        return -0.5
    # Of a conference each may name some; two tellings that share one state alone are more often of two acts.
    return -1.0 if len(one.states & other.states) > 1 else -4.0


def _persons(one: Profile, other: Profile) -> float:
    if not one.persons or not other.persons:
        return 0.0
    if one.persons & other.persons:
        return 2.5
    if one.venues & other.venues:
        return 0.0  # a conference has many who speak, and each telling names some
    return -4.0 if one.family in MEETING_FAMILIES else -1.0


def _direction(one: Profile, other: Profile) -> float:
    if not one.doers or not other.doers:
        return 0.0
    if one.doers == other.doers:
        return 0.5
    if one.landmark and one.landmark == other.landmark:
        return 0.0
    if one.doers & other.doers:
        return -0.5
    letters = one.account.mode == other.account.mode == "message"  # a letter and its answer are two acts
    mutual = (one.family == "contact" and not letters) or one.account.event_type == other.account.event_type == "AGREE"
    return -1.0 if mutual else -6.0


def _type(one: Profile, other: Profile) -> float:
    if one.landmark and one.landmark == other.landmark:
        return 5.5
    if one.cut and other.cut:
        return 1.0
    return 1.0 if one.account.event_type == other.account.event_type else -2.0


def _mode(one: Profile, other: Profile) -> float:
    if one.landmark and one.landmark == other.landmark:
        return 0.5
    if one.cut and other.cut:
        return 0.0
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
    weight = agreement(one, other, wide, narrow)
    return weight if is_firm(one.account) and is_firm(other.account) else weight * CARRIED


def agreement(one: Profile, other: Profile, wide: int, narrow: int) -> float:
    """The weight, in bits, of dates that can both be right: the finer they are, the less likely that is by chance.

    ``wide`` and ``narrow`` are the widths of the two dates in days.
    """
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


def _words(one: Profile, other: Profile, block: Block, excess: float) -> float:
    """Shared distinctive words: one may be chance, each further one counts more than twice as much.

    The bits that a crowd takes from actors and dates can be won back by words.
    """
    rarest = RAREST + CROWD_RARER * excess
    shared = sorted((min(block.rarity(word), rarest) for word in one.words & other.words), reverse=True)
    if not shared:
        return 0.0
    further = CROWD_WORD if excess > 0 else FURTHER_WORD
    return min(FIRST_WORD * shared[0] + further * sum(shared[1:]), MOST_WORDS + excess)


def _place(one: Profile, other: Profile) -> float:
    here, there = one.account.place.casefold(), other.account.place.casefold()
    if one.venues & other.venues:
        return 1.5
    if not here or not there:
        return 0.0
    return 1.5 if here == there else -2.0


def _sentence(one: Profile, other: Profile) -> float:
    """Two accounts coded from one sentence are more often two acts than one act told twice.

    Nobody denies in a sentence what it asserts, nor does a copy of it: there one status is that of another act.
    """
    if (
        one.status != other.status
        and one.account.speaker == other.account.speaker
        and one.account.sentence.quote == other.account.sentence.quote
    ):
        return IMPOSSIBLE
    if one.account.document_id != other.account.document_id:
        return 0.0
    if one.account.sentence != other.account.sentence or (one.cut and other.cut):
        return 0.0
    return -2.0


def _nearness(one: Profile, other: Profile) -> float:
    """A page that goes on about a visit without a date of its own ("this visit", "he came") means the same visit."""
    if is_firm(one.account) and is_firm(other.account):
        return 0.0
    if one.account.document_id != other.account.document_id or one.account.sentence == other.account.sentence:
        return 0.0
    if one.family != "visit" or one.status != other.status or one.cut != other.cut:
        return 0.0
    if abs(one.account.evidence.start - other.account.evidence.start) > NEARBY:
        return 0.0
    if one.doers and other.doers:
        return 1.0 if one.doers == other.doers else 0.0
    # "This visit" names nobody: where one telling says who came, the other is of the same two states and no others.
    return 1.0 if (one.doers or other.doers) and one.states == other.states else 0.0


def _excess(one: Profile, other: Profile, block: Block) -> float:
    """How many bits more accounts there are of their time than tellings of one happening; 0 where that is no crowd."""
    if one.landmark:
        return 0.0
    return max(0.0, log2(max(1, block.crowd(one, other)) / TELLINGS))


def _crowd(one: Profile, other: Profile, claimed: float, excess: float) -> float:
    """What actors, direction and date claim beyond the chance that two of so many accounts of one time are of one act.

    The weights above hold where a dyad has a few acts of a family in a year. Among thousands of accounts of one month
    two of one day are seldom of one happening, and their words must tell. Relations begin and end too seldom for that.
    """
    return min(0.0, needed(one, other) - excess - claimed) if excess > 0 else 0.0
