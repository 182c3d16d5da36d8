"""What accounts of one event tell of each of its fields, and when two tellings cannot both be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from dragoman.accounts.profile import codes, day_bounds, is_firm, landmark, status_class
from dragoman.model import Account
from dragoman.vocab import edtf
from dragoman.vocab.scheme import load_scheme

Differ = Callable[[str, str], bool]
"""Whether two values of a field cannot both be right."""

NOT = "not "
"""Begins the initiator of one who denies that somebody did what others say another did."""

SPELLING = 5
"""Letters of a place's name from which one letter more, less or other is taken for a spelling of the same name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The values told of one field, each with the ids of the accounts that give it, and when two of them differ."""

    field: str
    values: Mapping[str, Sequence[str]]
    differ: Differ

    def contradicted(self) -> frozenset[str]:
        """The values beside which another is told that cannot be true with them."""
        return frozenset(
            value for value in self.values if any(self.differ(value, other) for other in self.values if other != value)
        )


def read_fields(accounts: Sequence[Account]) -> Iterator[Told]:
    """What the accounts of one event tell, field by field; a field of which none tells anything is left out.

    Only what cannot be true together differs: "1961" and "1961-12-03" agree, so do an act told as one side's and as
    both sides', and types of one family. A date carried over from before is told only where no account has one of its
    own, and contradicts nothing. A denial that one side did it, where others say that the other did, is a telling of
    the initiator; any other denial is one of the status, that is of whether it happened at all.
    """
    members = sorted(accounts, key=lambda account: account.id)
    claims = [account for account in members if status_class(account.status) != "denied"]
    denials = [account for account in members if status_class(account.status) == "denied"]
    begun = Told(field="initiator", values=_values(claims, initiator), differ=_sides_differ)
    about_doer = {account.id for account in denials if initiator(account)} if begun.contradicted() else set()
    doers = _values([*claims, *(one for one in denials if one.id in about_doer)], lambda one: _doer(one, about_doer))
    found = (
        _dates(claims or denials),
        Told(field="actors", values=_values(claims or denials, _parties), differ=_parties_differ),
        Told(field="initiator", values=doers, differ=_sides_differ),
        Told(field="type", values=_values(claims or denials, _kind), differ=_kinds_differ),
        Told(field="place", values=_values(claims, lambda account: account.place), differ=_places_differ),
        Told(field="status", values=_statuses(claims, denials, about_doer), differ=_statuses_differ),
        Told(field="magnitude", values=_magnitudes(claims), differ=_magnitudes_differ),
    )
    yield from (told for told in found if told.values)


def initiator(account: Account) -> str:
    """Who did it; "" for a reciprocal act, in which no side is named as the one that began.

    "In 1961 they decided to break off their relations" names none, whichever of the two "they" was read as.
    """
    if not account.recipients or (landmark(account) and _names_neither(account)):
        return ""
    return " ".join(sorted(codes(account.actors)))


def _names_neither(account: Account) -> bool:
    return all(one.text.casefold() == "they" for one in account.actors) and not any(
        one.text for one in account.recipients
    )


def _values(accounts: Sequence[Account], read: Callable[[Account], str]) -> dict[str, list[str]]:
    told: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        value = read(account)
        if value:
            told[value].append(account.id)
    return dict(sorted(told.items()))


def _dates(accounts: Sequence[Account]) -> Told:
    own = [account for account in accounts if is_firm(account)]
    values = _values(own or accounts, lambda account: account.date or "")
    return Told(field="date", values=values, differ=_dates_differ if own else _never)


def _never(one: str, other: str) -> bool:
    return False


def _dates_differ(one: str, other: str) -> bool:
    """Whether the dates share no day; one told as "about" may be off by its own length."""
    if edtf.overlaps(one, other):
        return False
    (first, last), (other_first, other_last) = day_bounds(one), day_bounds(other)
    loose = [b - a + 1 for value, a, b in ((one, first, last), (other, other_first, other_last)) if _is_rough(value)]
    return max(first, other_first) - min(last, other_last) > max(loose, default=0)


def _is_rough(value: str) -> bool:
    return "~" in value or "%" in value


def _parties(account: Account) -> str:
    return " ".join(sorted(codes((*account.actors, *account.recipients))))


def _parties_differ(one: str, other: str) -> bool:
    """Whether each names somebody whom the other does not: one that only names more does not contradict."""
    here, there = set(one.split()), set(other.split())
    return not here <= there and not there <= here


def _doer(account: Account, denials: set[str]) -> str:
    return f"{NOT}{initiator(account)}" if account.id in denials else initiator(account)


def _sides_differ(one: str, other: str) -> bool:
    if one.startswith(NOT) and other.startswith(NOT):
        return False
    share = bool(set(one.removeprefix(NOT).split()) & set(other.removeprefix(NOT).split()))
    return share if one.startswith(NOT) or other.startswith(NOT) else not share


def _kind(account: Account) -> str:
    return landmark(account) or account.event_type


def _kinds_differ(one: str, other: str) -> bool:
    """Whether two types are of different families: criticism and refusal can be said of one act, aid and threat not."""
    families = {kind: kind for kind in ("severance", "opening")}
    family = load_scheme().family
    return (families.get(one) or family(one)) != (families.get(other) or family(other))


def _places_differ(one: str, other: str) -> bool:
    """Whether neither name holds all words of the other, in whatever spelling."""
    fewer, more = sorted((one.casefold().split(), other.casefold().split()), key=len)
    return not all(any(_spells(word, there) for there in more) for word in fewer)


def _spells(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= SPELLING and Levenshtein.distance(one, other) <= 1)


def _statuses(claims: Sequence[Account], denials: Sequence[Account], about_doer: set[str]) -> dict[str, list[str]]:
    """What is said of whether it happened; a denial counts beside claims when it answers one.

    "Moscow broke off relations" and "Albania did not break off relations" do not contradict one another, nor does one
    sentence itself: "refused to condemn" is read as a refusal and as what was not done.
    """
    denying = [
        account
        for account in denials
        if account.id not in about_doer and (not claims or any(_answers(account, other) for other in claims))
    ]
    return _values([*claims, *denying], lambda account: account.status)


def _answers(denial: Account, claim: Account) -> bool:
    same = (denial.document_id, denial.sentence, denial.speaker) == (claim.document_id, claim.sentence, claim.speaker)
    return not same and _same_doers(denial, claim)


def _same_doers(one: Account, other: Account) -> bool:
    here, there = initiator(one), initiator(other)
    return not here or not there or not _sides_differ(here, there)


def _statuses_differ(one: str, other: str) -> bool:
    return (status_class(one) == "denied") != (status_class(other) == "denied")


def _magnitudes(accounts: Sequence[Account]) -> dict[str, list[str]]:
    """How many of what, where an account gives one number for the unit."""
    told: dict[str, list[str]] = defaultdict(list)
    for account in accounts:
        counted: dict[str, set[float]] = defaultdict(set)
        for magnitude in account.magnitudes:
            if magnitude.unit:
                counted[magnitude.unit.casefold()].add(magnitude.value)
        for unit, numbers in sorted(counted.items()):
            if len(numbers) == 1:
                told[f"{min(numbers):.12g} {unit}"].append(account.id)
    return dict(sorted(told.items()))


def _magnitudes_differ(one: str, other: str) -> bool:
    """Whether the same unit is counted differently: "12 submarines" contradicts "8 submarines"."""
    return one.partition(" ")[2] == other.partition(" ")[2]
